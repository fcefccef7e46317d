"""Sentences about indices, crimes and money."""

from __future__ import annotations

import pytest

from tests.narrative.contoh_bahan import make_material, plainly

budget, indices = plainly("budget"), plainly("indices")

TW = ("TW1", "TW2", "TW3", "TW4")


def _year(tahun: int, iku1: tuple, si: tuple) -> dict:
    isi = {("IKU1.realisasi", tahun, p): (v, 2) for p, v in zip(TW, iku1, strict=True)}
    isi |= {("IKU2.realisasi", tahun, p): (60.0, 2) for p in TW}
    return isi | {("SI.realisasi", tahun, p): (v, 2) for p, v in zip(TW, si, strict=True)}


def test_quarters_name_the_extremes():
    b = make_material(_year(2023, (50, 60, 70, 55), (2.72, 3.0, 3.28, 2.86)))
    assert "paling rendah 2,72 pada triwulan 1 dan paling tinggi 3,28 pada triwulan 3" in indices.quarters(b, "SI.realisasi")
    assert "sesuai dengan hitungan ulang dari masukan tercetak menurut rumus hasil rekonstruksi" in indices.mismatches(b, "SI.realisasi")
    assert "tetap 60,00" in indices.quarters(b, "IKU2.realisasi")


def test_one_quarter_off_is_named():
    b = make_material(_year(2023, (50, 60, 70, 55), (2.72, 3.0, 3.28, 4.31)))
    assert indices.mismatches(b, "SI.realisasi") == ("Pada triwulan 4 tahun 2023, nilai tercetak Indeks Kamtibmas tidak sesuai dengan hitungan "
                                                     "ulang dari masukan tercetak menurut rumus hasil rekonstruksi: tercetak 4,31, hasil hitungan 2,86.")


def test_restated_index_changes_the_verdict():
    isi = _year(2023, (50, 60, 70, 55), (3.72, 4.0, 4.28, 3.86)) | {("SI.realisasi", 2023): (3.97, 2), ("SI.target", 2023): (3.3, 1)}
    b = make_material(isi)
    nilai, dihitung, bawah, *_ = b.restated[("SI.realisasi", 2023, "TH")]
    assert bawah == nilai
    assert dihitung and nilai == pytest.approx((0.56 * 58.75 + 0.44 * 60) / 20)
    teks = indices.restated(b, "SI.realisasi")
    assert teks.startswith("Menurut rumus hasil rekonstruksi") and "bukan 3,97 sebagaimana tercetak" in teks
    assert "dari masukan yang dikoreksi (bukan nilai resmi)" in teks and teks.endswith("; bila dipakai, target 3,3 tidak tercapai.")


def test_a_quarter_above_the_highest_value_is_named():
    b = make_material({("IKU2.realisasi", 2023, p): (v, 2) for p, v in zip(TW, (68.67, 68.55, 67.88, 111.23), strict=True)})
    assert "111,23 melampaui nilai tertinggi indeks, yaitu 100" in indices.quarters(b, "IKU2.realisasi")


def test_no_index_at_all():
    b = make_material({})
    assert "tidak tersedia dalam sumber" in indices.quarters(b, "SI.realisasi")
    assert indices.restated(b, "SI.realisasi") == "" and indices.mismatches(b, "SI.realisasi") == ""
    assert "tidak tersedia dalam sumber" in indices.crimes(b)


def test_contested_crimes_name_every_value():
    b = make_material({("H8.kasus", 2023): [(458, 0), (458, 0), (235, 0)], ("H8.kasus", 2022): (282, 0), ("G1.selesai", 2023): (265, 0)})
    teks = indices.crimes(b)
    assert "tercetak dengan dua nilai: 458 dan 235" in teks and "naik 176 dari 282 menjadi 458 kasus" in teks and "57,86%" in teks


def test_uncontested_and_zero_crimes():
    assert indices.crimes(make_material({("H8.kasus", 2023): (12, 0)})) == "Pada tahun 2023 tercatat 12 kasus kejahatan."
    assert "tercatat 0 kasus" in indices.crimes(make_material({("H8.kasus", 2023): (0, 0), ("G1.selesai", 2023): (0, 0)}))


def test_budget_left_exhausted_and_overspent():
    assert budget.year(make_material({("anggaran.pagu", 2023): (100, 0), ("anggaran.realisasi", 2023): (100, 0)})).endswith("tanpa sisa.")
    assert "melampaui pagu sebesar Rp20" in budget.year(make_material({("anggaran.pagu", 2023): (100, 0), ("anggaran.realisasi", 2023): (120, 0)}))
    assert "tidak tersedia" in budget.year(make_material({("anggaran.pagu", 2023): (100, 0)}))
    assert "tanpa sisa" in budget.year(make_material({("anggaran.pagu", 2023): (0, 0), ("anggaran.realisasi", 2023): (0, 0)}))


def test_parts_that_do_not_add_up_are_told():
    b = make_material({("anggaran.pagu", 2023): (5_000_000, 0), ("belanja.pegawai.pagu", 2023): (3_000_000, 0), ("belanja.barang.pagu", 2023): (1_000_000, 0)})
    teks = budget.breakdown(b, "belanja", "jenis belanja")
    assert "belanja pegawai, yaitu Rp3,00 juta atau 75,0%" in teks and "Rp1,00 juta di bawah pagu Polres" in teks
    assert "tidak tersedia" in budget.breakdown(b, "dana", "sumber dana")
