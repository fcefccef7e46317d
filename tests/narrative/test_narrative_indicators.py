"""Sentences about indicators: reached, missed, missing, contested, impossible."""

from __future__ import annotations

from tests.narrative.contoh_bahan import make_material, plainly

indicators, summary = plainly("indicators"), plainly("summary")


def test_target_reached_and_printed_capaian_agrees():
    b = make_material({("IKU1.target", 2023): (64, 0), ("IKU1.realisasi", 2023): (65.27, 2), ("IKU1.capaian", 2023): (102, 0)})
    teks = indicators.against_target(b, "IKU1")
    assert "1,27 di atas target" in teks and "101,98% sehingga target tercapai" in teks and "sesuai dengan 102% yang tercetak" in teks


def test_target_missed_and_printed_capaian_differs():
    b = make_material({("IKP1.target", 2023): (5, 0), ("IKP1.realisasi", 2023): (1.5, 1), ("IKP1.capaian", 2023): (40, 0)})
    teks = indicators.against_target(b, "IKP1")
    assert "3,5 poin di bawah target" in teks and "target tidak tercapai" in teks and "yang tercetak 40%" in teks


def test_missing_parts_are_told_as_missing():
    kosong = make_material({})
    assert "belum dapat dinilai" in indicators.against_target(kosong, "IKU1")
    tanpa_realisasi = make_material({("IKU1.target", 2023): (64, 0)})
    assert "realisasinya tidak tersedia" in indicators.against_target(tanpa_realisasi, "IKU1")
    assert "tidak tersedia" in indicators.against_earlier(tanpa_realisasi, "IKU1")
    assert "tidak dapat dinilai" in indicators.efficiency(tanpa_realisasi, "IKU1")


def test_zero_target_gives_no_verdict():
    b = make_material({("IKU1.target", 2023): (0, 0), ("IKU1.realisasi", 2023): (5, 0)})
    assert "tidak dapat dihitung karena targetnya nol" in indicators.against_target(b, "IKU1")


def test_zero_realisasi_is_a_number_not_a_gap():
    b = make_material({("IKU1.target", 2023): (64, 0), ("IKU1.realisasi", 2023): (0, 0)})
    teks = indicators.against_target(b, "IKU1")
    assert "realisasinya 0 (64 di bawah target)" in teks and "tidak tercapai" in teks


def test_a_value_above_the_possible_is_named():
    b = make_material({("IKP6.target", 2023): (89, 0), ("IKP6.realisasi", 2023): (123, 0)})
    assert "melampaui nilai tertinggi yang mungkin, yaitu 100%" in indicators.against_target(b, "IKP6")
    assert b.achievement("IKP6").status == "? Tercapai, diragukan" and "sehingga target tercapai" not in indicators.against_target(b, "IKP6")
    assert "ketercapaiannya diragukan" in summary.achieved(b)


def test_contested_values_are_all_named():
    b = make_material({("IKP4.realisasi", 2023): [(95, 0), (95, 0), (100, 0)], ("IKP4.target", 2023): (95, 0)})
    assert indicators.contested(b, "IKP4") == "Realisasi tercetak sebagai 95 dan 100; laporan ini memakai 95, nilai yang paling sering tercetak."


def test_comparison_with_earlier_years():
    b = make_material({("IKP5.realisasi", t): (v, 2) for t, v in ((2019, 77.91), (2020, 74.34), (2022, 77.9), (2023, 78.3))})
    teks = indicators.against_earlier(b, "IKP5")
    assert "naik 0,4 dari 77,9 menjadi 78,3" in teks and "tertinggi 78,3 (2023) dan terendah 74,34 (2020)" in teks


def test_distance_to_the_plan():
    b = make_material({("IKP1.target", 2024): (5, 0), ("IKP1.realisasi", 2023): (1.5, 1), ("IKU1.target", 2024): (64, 0), ("IKU1.realisasi", 2023): (64, 0)})
    assert "masih kurang 3,5 poin, atau baru 30,0% dari target itu" in indicators.against_plan(b, "IKP1")
    assert "sama dengan target itu" in indicators.against_plan(b, "IKU1")


def test_summary_counts_in_words():
    b = make_material({("IKU1.target", 2023): (64, 0), ("IKU1.realisasi", 2023): (65, 0)})
    teks = summary.achieved(b)
    assert teks.startswith("Dari sebelas indikator kinerja Polres Uji tahun 2023, satu mencapai target")
    assert "belum satu pun dapat dinilai" in summary.achieved(make_material({}))
    assert summary.severity(b) == "Pemeriksaan tidak menemukan angka yang bertentangan."
