"""Recomputed indices of OKU 2023 against what the document prints, and what had been found by hand before."""

from __future__ import annotations

import math

import pytest

from helpers.indices.achievement import compute_achievements
from helpers.indices.recompute import KOLOM, compute_indices

TW = ("TW1", "TW2", "TW3", "TW4")


@pytest.fixture(scope="module")
def indeks(masukan, terpakai):
    """Indices, by code, year and period."""
    return compute_indices(terpakai, masukan.metodologi, "oku").set_index(["kode", "tahun", "periode"]).sort_index()


@pytest.fixture(scope="module")
def capaian(masukan, terpakai):
    """Achievements, by code and year."""
    return compute_achievements(terpakai, masukan.metodologi, "oku").set_index(["kode", "tahun"])


@pytest.mark.parametrize(("tahun", "nilai"), [(2022, (2.82, 2.73, 2.90, 2.87)), (2023, (1.96, 2.79, 2.90, 2.85))])
def test_the_road_safety_index_follows_from_deaths_in_all_eight_quarters(indeks, tahun, nilai):
    for p, x in zip(TW, nilai, strict=True):
        r = indeks.loc[("H1", tahun, p)]
        assert r["tercetak"] == x and abs(r["selisih"]) <= 0.0051 and r["cocok"], (tahun, p)
        assert r["kedudukan"] == "rekonstruksi"


@pytest.mark.parametrize("tahun", [2022, 2023])
def test_the_annual_road_safety_index_keeps_its_multiplier_of_four(indeks, tahun):
    """A whole year counts as q = 1, which drives the score to its floor."""
    assert indeks.loc[("H1", tahun, "TH"), "tercetak"] == 1.0
    assert indeks.loc[("H1", tahun, "TH"), "dihitung"] == pytest.approx(1.0)
    assert indeks.loc[("H1", tahun, "TH"), "cocok"]


def test_gakkum_2022_follows_in_all_four_quarters(indeks):
    harapan = {"TW1": 61.31, "TW2": 60.94, "TW3": 61.05, "TW4": 77.06}
    for p, x in harapan.items():
        r = indeks.loc[("IKU2.realisasi", 2022, p)]
        assert r["tercetak"] == x and abs(r["selisih"]) <= 0.0045 and r["cocok"], p


def test_gakkum_2023_does_not_follow_from_its_clearance_rates(indeks):
    for p in TW:
        assert not indeks.loc[("IKU2.realisasi", 2023, p), "cocok"]
    assert indeks.loc[("IKU2.realisasi", 2023, "TW4"), "selisih"] == pytest.approx(50.45, abs=0.01)


def test_kamtibmas_follows_in_seven_of_eight_quarters(indeks):
    cocok = {(t, p): bool(indeks.loc[("SI.realisasi", t, p), "cocok"]) for t in (2022, 2023) for p in TW}
    assert [k for k, v in cocok.items() if not v] == [(2023, "TW4")]
    assert indeks.loc[("SI.realisasi", 2023, "TW4"), "dihitung"] == pytest.approx((0.56 * 65.04 + 0.44 * 111.23) / 20)


@pytest.mark.parametrize(("kode", "tahun", "rata", "cocok"), [
    ("IKU1.realisasi", 2022, 67.245, True), ("IKU1.realisasi", 2023, 65.275, True), ("IKU2.realisasi", 2022, 65.09, True),
    ("IKU2.realisasi", 2023, 79.1325, False), ("SI.realisasi", 2022, 3.315, True), ("SI.realisasi", 2023, 3.58, True),
])
def test_the_annual_index_is_the_mean_of_the_quarters(indeks, kode, tahun, rata, cocok):
    r = indeks.loc[(kode, tahun, "TH")]
    assert r["dihitung"] == pytest.approx(rata, abs=1e-6) and bool(r["cocok"]) == cocok
    assert "÷ 4" in r["perhitungan"]


def test_harkamtibmas_quarters_follow_from_no_known_rule_and_say_so(indeks):
    for t in (2022, 2023):
        for p in TW:
            r = indeks.loc[("IKU1.realisasi", t, p)]
            assert math.isnan(r["dihitung"]) and r["cocok"] is None or r["cocok"] != r["cocok"]
            assert "tidak ada rumus" in r["keterangan"]


@pytest.mark.parametrize(("kode", "tahun", "periode", "dihitung", "cocok"), [
    ("H8", 2022, "TH", 83.2509, True), ("H8", 2023, "TH", 135.2089, False), ("H8", 2022, "TW1", 16.8273, True),
    ("G1", 2022, "TH", 81.9149, True), ("G5", 2023, "TH", 84.2105, True), ("H7", 2022, "TH", 60.4167, True),
    ("H1.fatalitas_penduduk", 2023, "TH", 10.3326, True), ("H1.fatalitas_kendaraan", 2023, "TH", 66.2754, True),
    ("G1.skor", 2022, "TH", 4.6383, True), ("G5.skor", 2022, "TH", 5, True), ("H7.skor", 2022, "TH", 4.1733, True),
])
def test_components_and_scores(indeks, kode, tahun, periode, dihitung, cocok):
    r = indeks.loc[(kode, tahun, periode)]
    assert r["dihitung"] == pytest.approx(dihitung, abs=5e-4) and bool(r["cocok"]) == cocok


def test_every_row_carries_its_arithmetic_or_its_reason(masukan, terpakai):
    isi = compute_indices(terpakai, masukan.metodologi, "oku")
    assert tuple(isi.columns) == KOLOM
    assert not isi.duplicated(["kode", "tahun", "periode"]).any()
    assert ((isi["perhitungan"] != "") | (isi["keterangan"] != "")).all()
    assert (isi["dihitung"].notna() == (isi["perhitungan"] != "")).all()


# target, realisasi, capaian by Perkap 20/2012, as printed; declared corrections applied
CAPAIAN_2023 = {
    "SI": (3.3, 3.6, 109.09, 109, True), "IKU1": (64, 65.27, 101.98, 102, True), "IKU2": (64, 79.6, 124.38, 124, True),
    "IKP1": (5, 1.5, 30, 30, False), "IKP2": (53, 100, 188.68, 188, True), "IKP3": (56, 100, 178.57, 178, True),
    "IKP4": (95, 95, 100, 100, True), "IKP5": (67, 78.3, 116.87, 117, True), "IKP6": (89, 123, 138.20, 138, True),
    "IKP8": (50, 74, 148, 148, True), "IKP10": (94, 99.95, 106.33, 106, True),
}


def test_all_eleven_indicators_have_a_capaian_for_2023(capaian):
    assert {k for k, t in capaian.index if t == 2023} == set(CAPAIAN_2023)


@pytest.mark.parametrize("kode", list(CAPAIAN_2023))
def test_capaian_2023(capaian, kode):
    target, realisasi, hasil, _, tercapai = CAPAIAN_2023[kode]
    r = capaian.loc[(kode, 2023)]
    assert (r["target"], r["realisasi"], r["tercapai"]) == (target, realisasi, tercapai)
    assert r["capaian"] == pytest.approx(hasil, abs=0.01)


def test_contested_indicators_are_marked(capaian):
    assert capaian.loc[("IKP2", 2023), "diperselisihkan"] == "target, capaian"
    assert capaian.loc[("IKP8", 2023), "diperselisihkan"] == ""
    assert "realisasi" in capaian.loc[("IKP4", 2023), "diperselisihkan"]


def test_years_without_realisasi_have_no_capaian(capaian):
    r = capaian.loc[("IKU1", 2024)]
    assert r["target"] > 0 and math.isnan(r["realisasi"]) and math.isnan(r["capaian"]) and r["tercapai"] is None


def test_the_printed_cells_behind_a_capaian_are_named(capaian, fakta):
    r = capaian.loc[("IKU1", 2023)]
    isi = fakta.set_index("fakta_id")
    assert isi.loc[r["fakta_target"], "kode"] == "IKU1.target" and isi.loc[r["fakta_realisasi"], "nilai_teks"] == "65,27"
