"""Sentences about the pace to the last target of the plan, national standards, and earlier years the data give."""

from __future__ import annotations

from dataclasses import replace

from helpers.methodology.analysis import StandarNasional
from helpers.narrative.material import Bahan
from tests.narrative.contoh_bahan import make_material, plainly

indicators, pace = plainly("indicators"), plainly("pace")


def _with(b: Bahan, **ubah) -> Bahan:
    """Return the material under a changed rule of the analysis."""
    m = replace(b.metodologi, analisis=b.metodologi.analisis.model_copy(update=ubah))
    return replace(b, masukan=replace(b.masukan, metodologi=m))


def _series(kode: str, target: float, **nilai: float) -> dict:
    return {(f"{kode}.target", 2024): (target, 1)} | {(f"{kode}.realisasi", int(t[1:])): (v, 2) for t, v in nilai.items()}


def test_a_rising_value_arrives_in_time_or_late():
    assert pace.to_plan(make_material(_series("IKP4", 96, t2022=94, t2023=95)), "IKP4") == (
        "Dengan kenaikan 1,00 poin setahun sejak 2022, target itu tercapai pada 2024.")
    terlambat = pace.to_plan(make_material(_series("IKP4", 96, t2021=92, t2023=93)), "IKP4")
    assert "kenaikan rata-rata 0,50 poin setahun sejak 2021, target itu baru tercapai pada 2029" in terlambat
    assert "untuk mencapainya pada 2024 diperlukan kenaikan 3,00 poin setahun" in terlambat


def test_a_falling_or_still_value_never_arrives():
    turun = pace.to_plan(make_material(_series("IKP1", 5, t2022=2.2, t2023=1.5)), "IKP1")
    assert turun.startswith("Realisasi justru turun 0,70 poin setahun sejak 2022") and "tidak akan tercapai" in turun
    assert pace.to_plan(make_material(_series("IKP1", 5, t2022=2, t2023=2)), "IKP1").startswith("Realisasi tidak berubah sejak 2022")


def test_one_year_gives_no_pace_and_an_impossible_value_none_at_all():
    assert "hanya ada untuk satu tahun" in pace.to_plan(make_material(_series("IKP1", 5, t2023=2)), "IKP1")
    assert pace.to_plan(make_material(_series("IKP6", 90, t2022=80, t2023=123)), "IKP6") == ""
    assert "hanya ada untuk satu tahun" in pace.to_plan(make_material(_series("IKP6", 90, t2022=123, t2023=80)), "IKP6")


def test_a_reached_target_is_warned_of_only_when_it_falls():
    assert "menjadi 63,29 dan tidak lagi memenuhi target itu" in pace.to_plan(make_material(_series("IKU1", 64, t2022=67.25, t2023=65.27)), "IKU1")
    assert "masih memenuhi" in pace.to_plan(make_material(_series("IKU1", 64, t2022=70, t2023=69)), "IKU1")
    assert pace.to_plan(make_material(_series("IKU1", 64, t2022=65, t2023=66)), "IKU1") == ""


def test_after_the_plan_has_ended_a_missed_target_is_missed():
    b = make_material({("IKP1.target", 2024): (5, 0), ("IKP1.realisasi", 2024): (2, 0), ("IKP1.realisasi", 2023): (1, 0)}, tahun=2024)
    assert pace.to_plan(b, "IKP1") == "Renstra berakhir pada 2024, sehingga target itu tidak tercapai."


def test_lower_is_better_turns_the_direction():
    b = make_material(_series("IKP1", 2, t2022=6, t2023=5))
    m = b.metodologi
    sasaran = tuple(s.model_copy(update={"indikator": tuple(i.model_copy(update={"bentuk_capaian": "turun_selisih"}) for i in s.indikator)})
                    for s in m.bagian_indikator.sasaran)
    b = replace(b, masukan=replace(b.masukan, metodologi=replace(m, bagian_indikator=m.bagian_indikator.model_copy(update={"sasaran": sasaran}))))
    assert "Dengan penurunan 1,00 poin setahun sejak 2022, target itu baru tercapai pada 2026" in pace.to_plan(b, "IKP1")


def test_a_missing_standard_is_said_and_one_that_exists_is_compared():
    b = make_material({("IKP5.realisasi", 2023): (78.3, 1)})
    teks = indicators.against_standard(b, "IKP5")
    assert teks == "Sumber tidak memuat standar nasional untuk indikator ini. Menurut skala predikat AKIP, nilai 78,3 berpredikat BB."
    standar = StandarNasional(indikator="IKP5", tahun=2022, nilai=80, sumber="laporan nasional")
    assert "Standar nasional tahun 2022 adalah 80 (laporan nasional); realisasi tahun 2023 1,7 di bawah standar itu" in indicators.against_standard(
        _with(b, standar_nasional=(standar,)), "IKP5")
    assert "tidak memuat" in indicators.against_standard(_with(b, standar_nasional=(standar.model_copy(update={"tahun": 2024}),)), "IKP5")


def test_supporting_data_stand_in_for_an_unprinted_year():
    isi = {("IKP8.realisasi", 2023): (74, 0), ("pengaduan.jumlah", 2022): (8, 0), ("pengaduan.selesai", 2022): (8, 0)}
    teks = indicators.against_earlier(make_material(isi), "IKP8")
    assert "tidak tercetak sebagai realisasi indikator" in teks and "turun 26 poin dari 100% menjadi 74%" in teks and "bukan nilai resmi" in teks
    nol = isi | {("pengaduan.jumlah", 2022): (0, 0), ("pengaduan.selesai", 2022): (0, 0)}
    assert "tidak dapat dibuat" in indicators.against_earlier(make_material(nol), "IKP8")


def test_a_printed_year_that_its_data_deny_is_compared_twice():
    isi = {("IKP10.realisasi", 2022): (99.96, 2), ("IKP10.realisasi", 2023): (99.95, 2), ("anggaran.pagu", 2022): (100, 0), ("anggaran.realisasi", 2022): (88, 0)}
    teks = indicators.against_earlier(make_material(isi), "IKP10")
    assert "turun 0,01 poin" in teks and "menghasilkan 88,00%" in teks and "naik 11,95 poin" in teks


def test_programs_are_told_with_their_standing_or_not_at_all():
    b = make_material({("program.kamtibmas.pagu", 2023): (200, 0), ("program.kamtibmas.realisasi", 2023): (150, 0)})
    assert "terserap 75,00%" in indicators.programs(b, "IKU1") and "(asumsi)" in indicators.programs(b, "IKU1")
    assert indicators.programs(b, "IKU2") == ""
