"""Plan against realisation, by hand-computed cases for every kind of plan."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from helpers.lineage.traced import origin
from helpers.monitoring.progress import BELUM, TANPA, TERCATAT, follow
from helpers.monitoring.rollup import by_objective, by_owner, count_all, late
from helpers.sources.owners import Pemilik
from tests.monitoring.contoh import KODE, plan, record, report, watch, watch_all


@pytest.fixture(scope="module")
def m(rencana_masukan):
    return rencana_masukan.metodologi


def test_additive_quarters_are_added(m):
    p = watch(m, record(KODE["kegiatan"], "aditif", [10, 20, 30, 40]), 2, tw1=9, tw2=15)
    assert (p.rencana, p.realisasi, p.capaian) == (30, 24, 80)
    assert p.status.kode == "perhatian" and p.cara == "jumlah TW I–II"
    assert [(t.capaian, t.status.kode) for t in p.triwulan] == [(90, "perhatian"), (75, "terlambat")]
    assert origin(p.capaian) == "÷ × 100 + realisasi:2:nilai realisasi:3:nilai + rencana-aksi:2:tw1 rencana-aksi:2:tw2"


def test_cumulative_takes_the_last(m):
    p = watch(m, record(KODE["persen"], "kumulatif", [15, 40, 60, 90], lambang="%"), 2, tw1=15, tw2=30)
    assert (p.rencana, p.realisasi, p.capaian, p.status.kode) == (40, 30, 75, "terlambat")


def test_a_cumulative_value_that_falls_is_said(m):
    p = watch(m, record(KODE["persen"], "kumulatif", [15, 40, 60, 90], lambang="%"), 2, tw1=20, tw2=18)
    assert "lebih rendah daripada triwulan sebelumnya" in p.catatan[0]


def test_level_is_each_quarter_by_itself(m):
    p = watch(m, record(KODE["kegiatan"], "level", [36, 36, 36, 36]), 2, tw1=36, tw2=27)
    assert (p.rencana, p.realisasi, p.capaian, p.status.kode) == (36, 27, 75, "terlambat")
    assert p.catatan == ("terpenuhi pada 1 dari 2 triwulan yang dilaporkan",)


def test_average_is_the_mean(m):
    p = watch(m, record(KODE["persen"], "rata", [80, 90, 80, 90], lambang="%"), 2, tw1=70, tw2=83)
    assert (p.rencana, p.realisasi, p.capaian) == (85, 76.5, 90)


def test_a_ratio_is_computed_anew_from_its_counts(m):
    p = watch(m, record(KODE["persen"], "rasio", [80, 80, 80, 80], target=80, lambang="%"), 2, tw1=(90, 9, 10), tw2=(50, 10, 20))
    assert p.realisasi == pytest.approx(100 * 19 / 30)      # neither 140, nor 70
    assert p.cara == "dihitung ulang dari TW I–II"


def test_a_ratio_without_counts_is_not_put_together(m):
    p = watch(m, record(KODE["persen"], "rasio", [80, 80, 80, 80], target=80, lambang="%"), 2, tw1=90, tw2=50)
    assert (p.realisasi, p.cara) == (50, "tidak digabung (TW II)")


def test_a_ratio_divided_by_four_is_held_against_the_year(m):
    p = watch(m, record(KODE["persen"], "rasio", [23.75] * 4, target=95, lambang="%"), 1, tw1=76)
    assert (p.rencana, p.capaian) == (95, 80)
    assert p.triwulan[0].capaian == 80 and "tidak sejalan dengannya" in p.catatan[0]


@pytest.mark.parametrize(("waktu", "capaian", "status"), [(20, 100, "tercapai"), (15, 125, "tercapai"), (23, 85, "perhatian"), (25, 75, "terlambat")])
def test_a_ceiling_is_inverted(m, waktu, capaian, status):
    p = watch(m, record(KODE["kegiatan"], "plafon", [20] * 4, polaritas="turun", lambang="menit"), 1, tw1=waktu)
    assert (p.capaian, p.status.kode) == (pytest.approx(capaian), status)


def test_lower_is_better_in_sums_too(m):
    p = watch(m, record(KODE["kasus"], "aditif", [100, 100, 100, 100], polaritas="turun"), 2, tw1=90, tw2=150)
    assert (p.capaian, p.status.kode) == (80, "perhatian")


def test_the_other_form_of_lower_is_better(m):
    lain = replace(m, pemantauan=m.pemantauan.model_copy(update={"bentuk_turun": "rencana_per_realisasi"}))
    assert watch(lain, record(KODE["kasus"], "aditif", [100] * 4, polaritas="turun"), 1, tw1=125).capaian == 80


def test_a_plan_of_zero_has_no_percentage(m):
    rencana = record(KODE["kasus"], "aditif", [0, 0, 0, 0], polaritas="turun")
    baik, buruk = (watch(m, rencana, 1, tw1=n) for n in (0, 2))
    assert math.isnan(baik.capaian) and math.isnan(buruk.capaian)
    assert (baik.status.kode, buruk.status.kode) == ("tercapai", "terlambat")


@pytest.mark.parametrize("jenis", ["aditif", "kumulatif", "level", "rata", "rasio", "plafon"])
def test_nothing_reported_is_grey_and_never_zero(m, jenis):
    for nilai in ({}, {"tw2": None}, {"tw1": 10}):
        p = watch(m, record(KODE["persen"], jenis, [10, 10, 10, 10], target=10), 2, **nilai)
        assert p.status.kode == BELUM and math.isnan(p.capaian) and p.triwulan[1].status.kode == BELUM
        assert "TW2" in p.belum and p.proyeksi is None
    assert watch(m, record(KODE["persen"], jenis, [10] * 4, target=10), 2, tw1=10, tw2=0).status.kode == ("tercapai" if jenis == "plafon" else "terlambat")


def test_without_realisations_everything_planned_is_grey(m):
    semua = follow(plan([record(KODE["kegiatan"], "aditif", [1, 1, 1, 1]), record(KODE["persen"], "kumulatif", [None, None, 5, 9])]), None, m, 2)
    assert [p.status.kode for p in semua] == [BELUM, TANPA]


def test_an_earlier_quarter_unknown_is_left_out_of_both_sides(m):
    p = watch(m, record(KODE["kegiatan"], "aditif", [10, 20, 30, 40]), 2, tw2=20)
    assert (p.rencana, p.realisasi, p.capaian, p.belum) == (20, 20, 100, ("TW1",))
    assert "triwulan yang dilaporkan saja" in p.catatan[0] and p.proyeksi is None


def test_a_quarter_without_a_plan_asks_for_nothing(m):
    p = watch(m, record(KODE["kegiatan"], "aditif", [1, None, 1, 1]), 2, tw1=1)
    assert (p.status.kode, p.capaian, p.triwulan[1].status.kode) == ("tercapai", 100, TANPA)


def test_what_is_neither_good_nor_bad_is_not_judged(m):
    p = watch(m, record(KODE["kegiatan"], "aditif", [2, 2, 4, 2], polaritas="netral"), 1, tw1=1)
    assert p.status.kode == TERCATAT and math.isnan(p.capaian)


def test_what_is_judged_once_a_year_waits_for_its_end(m):
    b = record("akip", "rasio", [], target=80, triwulanan=False)
    assert watch(m, b, 3).status.kode == TANPA
    assert watch(m, b, 4).status.kode == BELUM
    p = watch(m, b, 4, tw4=60)
    assert (p.capaian, p.status.kode) == (75, "terlambat")


def test_the_year_is_projected_by_the_pace(m):
    p = watch(m, record(KODE["kegiatan"], "aditif", [10, 20, 30, 40]), 2, tw1=9, tw2=15).proyeksi
    assert (p.setahun, p.nilai, p.pembanding, p.capaian) == (100, 80, 100, 80)      # 24 / 30 × 100
    k = watch(m, record(KODE["persen"], "kumulatif", [15, 40, 60, 90], target=98, lambang="%"), 2, tw1=15, tw2=30).proyeksi
    assert (k.setahun, k.nilai, k.pembanding) == (90, 67.5, 98)      # 30 / 40 × 90


def test_a_projection_stops_at_what_is_possible(m):
    p = watch(m, record(KODE["persen"], "kumulatif", [10, 20, 30, 100], lambang="%"), 1, tw1=12).proyeksi
    assert (p.nilai, p.terpotong) == (100, True)


@pytest.mark.parametrize("jenis", ["level", "rata", "rasio", "plafon"])
def test_only_sums_and_cumulative_plans_are_projected(m, jenis):
    assert watch(m, record(KODE["persen"], jenis, [10] * 4, target=10), 2, tw1=10, tw2=10).proyeksi is None


def test_the_last_quarter_is_no_projection(m):
    assert watch(m, record(KODE["kegiatan"], "aditif", [1] * 4), 4, tw1=1, tw2=1, tw3=1, tw4=1).proyeksi is None


def test_thresholds_are_data(m):
    ambang = [a.model_copy(update={"minimal": 50}) if a.kode == "perhatian" else a for a in m.pemantauan.ambang]
    longgar = replace(m, pemantauan=m.pemantauan.model_copy(update={"ambang": tuple(ambang)}))
    b = record(KODE["kegiatan"], "aditif", [10] * 4)
    assert (watch(m, b, 1, tw1=5).status.kode, watch(longgar, b, 1, tw1=5).status.kode) == ("terlambat", "perhatian")


def test_offices_and_objectives_are_counted_never_added_up(m):
    a, b = Pemilik("kasat_lantas", "Kasat Lantas", "polres", "utama"), Pemilik("kapolsek_jajaran", "Kapolsek jajaran", "polsek", "pendukung")
    butir = [record(KODE["kegiatan"], "aditif", [10] * 4, pemilik=(a, b)), record(KODE["kasus"], "aditif", [1] * 4, pemilik=(a,), sasaran="SS2"),
             record(KODE["persen"], "kumulatif", [5] * 4)]
    semua = watch_all(m, butir, 1, [*report(butir[0].kode, tw1=2), *report(butir[1].kode, tw1=1)])
    lantas, polsek, tanpa = by_owner(semua, "Tanpa penanggung jawab")
    assert (lantas.jumlah, lantas.pendukung.total()) == ({"terlambat": 1, "tercapai": 1}, 0)
    assert (polsek.jumlah.total(), polsek.pendukung) == (0, {"terlambat": 1})
    assert (tanpa.nama, tanpa.jumlah) == ("Tanpa penanggung jawab", {BELUM: 1})
    assert [(r.kode, r.banyak) for r in by_objective(semua, plan(butir))] == [("SS1", 2), ("SS2", 1)]
    assert count_all(semua) == {"terlambat": 1, "tercapai": 1, BELUM: 1}
    assert [p.butir.kode for p in late(semua, m.pemantauan)] == [butir[0].kode]
