"""What is told of a computed number: formula, filled in, and the cells it rests on."""

from __future__ import annotations

import pytest

from helpers.lineage.computed import Hasil, describe_computed
from helpers.lineage.traced import number_id, origin
from tests.narrative.contoh_bahan import make_material

TW = ("TW1", "TW2", "TW3", "TW4")


@pytest.fixture
def b():
    """Return a Polres with two indicators, a budget, and headline indices in four quarters."""
    isi = {("IKU1.realisasi", 2023, p): (v, 2) for p, v in zip(TW, (50, 60, 70, 60), strict=True)}
    isi |= {("IKU2.realisasi", 2023, p): (60.0, 2) for p in TW} | {("SI.realisasi", 2023, p): (3.0, 2) for p in TW}
    return make_material(isi | {("IKU1.target", 2023): (64, 0), ("IKU1.realisasi", 2023): (65.27, 2),
                                ("anggaran.pagu", 2023): (200, 0), ("anggaran.realisasi", 2023): (150, 0)})


def entries(b, *asal: str) -> dict[str, dict]:
    cetakan = {f.fakta_id: {"jenis": "tercetak", "nama": b.metodologi.name(f.kode), "kode_wilayah": f.wilayah, "wilayah": f.wilayah, "tahun": f.tahun,
                            "periode": f.periode, "nilai": f.nilai, "presisi": f.presisi, "satuan": b.metodologi.unit(f.kode).lambang}
               for f in b.fakta.itertuples()}
    return describe_computed(asal, cetakan, Hasil(b.masukan, b.terpakai, b.capaian, b.indeks, b.harapan, b.temuan))


def test_arithmetic_of_the_document(b):
    pagu, realisasi = b.value("anggaran.pagu"), b.value("anggaran.realisasi")
    serap, sisa = 100 * realisasi.nilai / pagu.nilai, pagu.nilai - realisasi.nilai
    e = entries(b, origin(serap), origin(sisa))
    a = e[number_id(origin(serap))]
    assert (a["nama"], a["nilai"], a["satuan"]) == ("Persentase", 75.0, "%")
    assert a["rumus"] == "100 × Realisasi anggaran (2023) ÷ Pagu anggaran (2023)" and a["perhitungan"] == "100 × 150 ÷ 200 = 75"
    assert a["masukan"] == a["sel_sumber"] == [realisasi.fakta_id, pagu.fakta_id]
    assert e[number_id(origin(sisa))]["satuan"] == "rupiah" and e[number_id(origin(sisa))]["perhitungan"] == "200 − 150 = 50"


def test_capaian_and_what_is_made_of_it(b):
    c = b.achievement("IKU1").dihitung
    e = entries(b, origin(c - 100))
    a = e["capaian/IKU1/2023"]
    assert a["perhitungan"] == "100 × 65,27 ÷ 64 = 101,98" and a["kedudukan"] == "rujukan" and len(a["sel_sumber"]) == 2
    assert e[number_id(origin(c - 100))]["masukan"] == ["capaian/IKU1/2023"], "a computed input is described as well"
    assert e[number_id(origin(c - 100))]["sel_sumber"] == a["sel_sumber"]


def test_a_restated_index_leads_through_its_quarters_to_the_prints(b):
    e = entries(b, "ulang/SI.realisasi/2023/TH")
    tahun, tw = e["ulang/SI.realisasi/2023/TH"], e["ulang/SI.realisasi/2023/TW1"]
    assert tahun["masukan"] == [f"ulang/SI.realisasi/2023/{p}" for p in TW] and tahun["perhitungan"].endswith("÷ 4 = 3,00")
    assert tw["perhitungan"] == "(0,56 × 50,00 + 0,44 × 60,00) ÷ 20 = 2,72" and tw["kedudukan"] == "rekonstruksi"
    assert b.value("IKU1.realisasi", 2023, "TW1").fakta_id in tw["masukan"], "what no rule gives is taken as printed"
    assert len(tahun["sel_sumber"]) == 8 and {b.value("IKU1.realisasi", 2023, p).fakta_id for p in TW} <= set(tahun["sel_sumber"])


def test_constants_and_counts_say_where_they_are_from(b):
    e = entries(b, "metodologi/bobot.H1", "metodologi/maksimum.IKU1", "metodologi/indikator", "temuan/kritis/semua", "t01-uji:99:judul")
    assert e["metodologi/bobot.H1"]["nilai"] == 7.2 and e["metodologi/bobot.H1"]["catatan"]
    assert e["metodologi/indikator"]["nilai"] == len(b.indicators) and e["temuan/kritis/semua"]["nilai"] == 0
    assert "t01-uji:99:judul" not in e, "a caption is no number"
