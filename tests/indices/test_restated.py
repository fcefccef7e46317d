"""Restated from corrected inputs: the whole chain for OKU 2023, and nothing changes where the tables agree."""

from __future__ import annotations

import math

import pytest

from helpers.indices.restated import restate_indices
from helpers.methodology.bounds import bounded_conversions
from helpers.sintetis.paket import make
from helpers.sources.facts import build_facts
from helpers.sources.workspace import load_input
from helpers.validation.values import choose_values
from tests.validation.conftest import akar  # noqa: F401 - a fixture

TW = ("TW1", "TW2", "TW3", "TW4")


@pytest.fixture(scope="module")
def ulang(masukan, fakta):
    """Everything restated, by code, year and period; the corrections hold for equivalents as in the notebooks."""
    m = masukan.metodologi
    terpakai = choose_values(fakta, m.eksak, masukan.koreksi, "oku", m.concept)
    return restate_indices(terpakai, m, "oku").set_index(["kode", "tahun", "periode"], drop=False).sort_index()


def test_the_chain_runs_from_counts_to_capaian(ulang):
    """Counts to rate, rate to score and index, indices to the index of indices, to capaian; each names its inputs."""
    jejak, kode = [], ("SI.capaian", 2023, "TH")
    while kode in ulang.index:
        r = ulang.loc[kode]
        jejak.append(r["kode"])
        lanjut = [i for i in r["masukan"].split(";") if i.startswith("ulang/") and "IKU1" not in i]
        if not lanjut:
            assert all(":" in i for i in r["masukan"].split(";"))
            break
        _, k, t, p = lanjut[-1].split("/")
        kode = (k, int(t), p)
    assert jejak == ["SI.capaian", "SI.realisasi", "SI.realisasi", "IKU2.realisasi", "G5"]


@pytest.mark.parametrize(("periode", "g1", "bawah", "atas"), [
    ("TW1", "100 × 63 ÷ 114 = 55,26", 45.45, 57.61), ("TW2", "100 × 65 ÷ 115 = 56,52", 46.09, 58.26),
    ("TW3", "100 × 67 ÷ 113 = 59,29", 44.81, 56.97), ("TW4", "100 × 70 ÷ 116 = 60,34", 56.77, 56.77)])
def test_gakkum_2023_from_the_corrected_counts(ulang, periode, g1, bawah, atas):
    """A clearance below 60 % has no known score: the index lies between what the worst and the best score give."""
    assert ulang.loc[("G1", 2023, periode), "perhitungan"] == g1
    r = ulang.loc[("IKU2.realisasi", 2023, periode)]
    assert (round(r["bawah"], 2), round(r["dinyatakan_ulang"], 2)) == pytest.approx((bawah, atas), abs=0.0051)
    assert bool(r["keterangan"]) == (bawah != atas)


@pytest.mark.parametrize(("kode", "tahun", "bawah", "atas"), [
    ("IKU2.realisasi", 2023, 48.28, 57.40), ("SI.realisasi", 2023, 2.89, 3.09), ("IKU2.realisasi", 2022, 65.09, 65.09),
    ("SI.realisasi", 2022, 3.315, 3.315), ("IKU1.realisasi", 2023, 65.275, 65.275), ("SI.capaian", 2023, 87.57, 93.65),
    ("IKU2.capaian", 2023, 75.44, 89.69), ("IKP10.realisasi", 2022, 88.46, 88.46), ("IKP10.capaian", 2022, 95.12, 95.12),
    ("IKP6.realisasi", 2023, 100, 100), ("IKP6.capaian", 2023, 112.36, 112.36), ("IKP8.realisasi", 2023, 73.91, 73.91),
    ("IKP1.realisasi", 2023, 2.40, 2.40), ("IKP3.realisasi", 2023, 100, 100)])
def test_restated_years(ulang, kode, tahun, bawah, atas):
    r = ulang.loc[(kode, tahun, "TH")]
    assert (r["bawah"], r["dinyatakan_ulang"]) == pytest.approx((bawah, atas), abs=0.006)


def test_both_bounds_miss_the_target_so_the_verdict_is_sure(ulang):
    for kode in ("SI.capaian", "IKU2.capaian"):
        r = ulang.loc[(kode, 2023, "TH")]
        assert r["tercetak"] > 100 > r["dinyatakan_ulang"] > r["bawah"]


def test_four_quarters_of_2022_are_restated_as_they_were_published(ulang):
    """A count that other tables print in another quarter makes no rate where none is printed."""
    for p in TW:
        r = ulang.loc[("IKU2.realisasi", 2022, p)]
        assert r["dihitung"] and abs(r["dinyatakan_ulang"] - r["tercetak"]) <= 0.0045
    assert "21,14 × 1 (tidak ada)" in ulang.loc[("IKU2.realisasi", 2022, "TW1"), "perhitungan"]


def test_what_no_rule_gives_stands_as_printed_and_says_so(ulang):
    for kode, p in (("IKU1.realisasi", "TW1"), ("IKP4.realisasi", "TH"), ("IKP2.realisasi", "TH")):
        r = ulang.loc[(kode, 2023, p)]
        assert not r["dihitung"] and r["dinyatakan_ulang"] == r["tercetak"] and "sebagaimana tercetak" in r["keterangan"], kode


def test_every_restated_number_carries_its_arithmetic_and_inputs(ulang, fakta):
    id_ = set(fakta["fakta_id"])
    for r in ulang.itertuples():
        assert r.perhitungan and r.masukan
        for i in r.masukan.split(";"):
            if i.startswith("ulang/"):
                _, k, t, p = i.split("/")
                assert (k, int(t), p) in ulang.index, i
            else:
                assert i in id_


def test_a_correction_moves_what_rests_on_it(masukan, fakta, ulang):
    m = masukan.metodologi
    assert ulang.loc[("IKU1.realisasi", 2023, "TH"), "perhitungan"] == "(55,84 + 69,71 + 70,51 + 65,04) ÷ 4 = 65,28"
    tanpa = restate_indices(choose_values(fakta, m.eksak, (), "oku", m.concept), m, "oku").set_index(["kode", "tahun", "periode"])
    assert tanpa.loc[("IKU1.realisasi", 2023, "TH"), "perhitungan"] == "(55,84 + 69,71 + 70,51 + 65,4) ÷ 4 = 65,37"


def test_nothing_changes_where_the_tables_agree(masukan, akar):  # noqa: F811
    ruang = make(masukan.metodologi).write(akar)
    isi = load_input(ruang)
    m = isi.metodologi
    fakta = build_facts(isi.tabel, m, ruang.polres, isi.nama_wilayah)
    ulang = restate_indices(choose_values(fakta, m.eksak, (), ruang.polres, m.concept), m, ruang.polres)
    tercetak = ulang[ulang["tercetak"].notna()]
    assert len(tercetak) > 100 and tercetak["dihitung"].sum() > 80
    for r in tercetak.itertuples():
        assert abs(r.dinyatakan_ulang - r.tercetak) <= 0.011 and r.bawah == pytest.approx(r.dinyatakan_ulang), r.kode


def test_bounds_follow_the_direction_of_the_scale(masukan):
    bawah, atas = bounded_conversions(masukan.metodologi)
    assert (bawah["skor_clearance"](50.0), atas["skor_clearance"](50.0)) == (1.0, 4.0)
    assert (bawah["skor_reduksi"](90.0), atas["skor_reduksi"](90.0)) == (4.5, 5.0)
    assert (bawah["skor_fatalitas_kendaraan"](1.0), atas["skor_fatalitas_kendaraan"](1.0)) == (1.0, 5.0)
    assert bawah["skor_clearance"](81.91) == atas["skor_clearance"](81.91) and not math.isnan(atas["skor_clearance"](0.0))
