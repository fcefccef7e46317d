"""The findings on the action plan of Banjar 2025: what the source contradicts, and how much of it is under watch."""

from __future__ import annotations

from collections import Counter

import pytest

from helpers.validation.findings import Temuan, collect_findings
from helpers.validation.relations import evaluate_relations
from helpers.validation.values import choose_values

from .mutasi import Pemeriksa, covered_cells, sample

#: Every finding, with how many failing rows it stands for.
TEMUAN = {
    "agregasi-ranmor-2025": 2, "agregasi-kamtibmas-2025": 1, "agregasi-harkamtibmas-2025": 1, "agregasi-iklk-2025": 1, "agregasi-dumas-2025": 1,
    "agregasi-bankum-2025": 1, "agregasi-dsp-pemenuhan-2025": 1, "agregasi-nka-pelaksanaan-dispensasi-2025": 7, "jumlah-bagian-kejahatan-2025": 3,
    "jumlah-bagian-kasus-2025": 1, "jumlah-bagian-gangguan-2025": 5, "kesepakatan-serapan-2025": 5, "rentang-iklk-narkoba-survei-2025": 3,
    "kelengkapan-cacahan-gakkum-2025": 4, "kelengkapan-target-setahun-2025": 4, "kelengkapan-rencana-triwulan-2025": 3, "kelengkapan-satuan-lain-polmas-2025": 1,
    "kelengkapan-penanggung-jawab-2025": 3, "kelengkapan-langkah-tanpa-rencana-2025": 2, "kelengkapan-sisa-formulir-2025": 5, "kelengkapan-pejabat-lain-2025": 7,
    "kelengkapan-satuan-kosong-2025": 75, "kelengkapan-triwulan-kosong-2025": 1, "kelengkapan-nomor-lepas-2025": 17, "kelengkapan-urutan-butir-2025": 6,
    "satuan-tanda-tercetak-pada-besaran-yang-bukan-persentase-2025": 18, "satuan-spasi-di-dalam-bilangan-2025": 1,
    "satuan-spasi-di-dalam-bilangan-tanda-tercetak-pada-besaran-yang-bukan-persentase-2025": 4,
}


@pytest.fixture(scope="module")
def residu(rencana_masukan, rencana_fakta):
    m = rencana_masukan
    terpakai = choose_values(rencana_fakta, m.metodologi.eksak, m.koreksi, "banjar", m.metodologi.concept)
    return evaluate_relations(rencana_fakta, terpakai, m.metodologi, "banjar", 2025, m.paket.resources)


@pytest.fixture(scope="module")
def temuan(rencana_masukan, rencana_fakta, residu) -> dict[str, Temuan]:
    m = rencana_masukan
    return {t.id: t for t in collect_findings(residu[residu["lebih"] > 0], rencana_fakta[rencana_fakta["keraguan"] != ""], rencana_fakta, m.paket.resources, m.metodologi,
                                              m.koreksi, m.nama_wilayah)}


def test_the_register_is_as_pinned(temuan):
    assert {i: t.kegagalan for i, t in temuan.items()} == TEMUAN
    assert Counter(t.tingkat for t in temuan.values()) == {"kritis": 10, "peringatan": 11, "info": 7}


@pytest.mark.parametrize(("pengenal", "bagian"), [
    ("agregasi-kamtibmas-2025", "14,93, yaitu 59,73 dibagi empat"), ("agregasi-harkamtibmas-2025", "67,04 dibagi empat adalah 16,76, jadi 16,67 diduga angka itu dengan dua angka tertukar"),
    ("agregasi-bankum-2025", "95 dibagi empat"), ("agregasi-ranmor-2025", "22 + 29 + 28 + 24 = 103"), ("agregasi-ranmor-2025", "100 × 64 ÷ 319 = 20,06"),
    ("jumlah-bagian-kejahatan-2025", "260 + 275 + 233 + 209 = 977"), ("jumlah-bagian-kejahatan-2025", "51 + 54 + 46 + 41 = 192"),
    ("jumlah-bagian-kejahatan-2025", "padahal satuannya per 100.000 penduduk"), ("jumlah-bagian-kasus-2025", "= 305"), ("jumlah-bagian-gangguan-2025", "37 + 38 + 38 + 38 = 151"),
    ("kelengkapan-cacahan-gakkum-2025", "triwulan 1: 35 + 28 + 6 = 69, tercetak 69"), ("kelengkapan-cacahan-gakkum-2025", "38 + 28 + 1 + 7 = 74, tercetak 73"),
    ("kelengkapan-cacahan-gakkum-2025", "(72,9%; 69)"), ("agregasi-dsp-pemenuhan-2025", "8,25 + 2,75 = 11,00"), ("kesepakatan-serapan-2025", "nilai terakhir dari 25; 50; 75; 100 = 100"),
    ("kesepakatan-serapan-2025", "15 tercetak 2 kali"), ("agregasi-nka-pelaksanaan-dispensasi-2025", "makin kecil makin baik"), ("kelengkapan-rencana-triwulan-2025", "35%"),
    ("kelengkapan-sisa-formulir-2025", "KABAG OPS karena"), ("kelengkapan-urutan-butir-2025", "a); 3)"), ("kelengkapan-urutan-butir-2025", "(tanpa nomor); 2.; 3."),
    ("kelengkapan-urutan-butir-2025", "1; 2.; 3.; 4.; 5.; 2."), ("kelengkapan-pejabat-lain-2025", "Asrena Kapolri"), ("kelengkapan-satuan-lain-polmas-2025", "84 Pers")])
def test_a_finding_says_with_the_printed_numbers_what_is_wrong(temuan, pengenal, bagian):
    assert bagian in " ".join(temuan[pengenal].perhitungan)


def test_what_fails_in_one_plan_is_one_finding_and_marks_its_cells(temuan):
    gakkum = temuan["kelengkapan-cacahan-gakkum-2025"]
    assert {b.split("-")[0] for b in gakkum.bagian} == {"rentang", "kelengkapan"} and len(gakkum.bagian) == 3
    tempat = {(p.kode, p.periode) for p in temuan["agregasi-kamtibmas-2025"].tempat}
    assert tempat == {("kamtibmas", p) for p in ("TH", "TW1", "TW2", "TW3", "TW4")}
    assert {p.teks for p in temuan["kelengkapan-pejabat-lain-2025"].tempat} >= {"Konseptor/Kabagjakum", "Wakapolri"}


def test_what_holds_in_the_source_is_not_told(residu):
    """Turjawali, DSP, SMK, punishment, vehicles, and the cases that surveys repeat: looked at, and found to agree."""
    lulus = residu[residu["lebih"] == 0]
    for relasi, kode, berapa in (("jumlah_bagian.rsi.turjawali", "rsi.turjawali", 4), ("jumlah_bagian.dsp", "dsp", 1), ("jumlah_bagian.smk", "smk", 1),
                                 ("jumlah_bagian.setahun", "imbalan.hukuman", 3), ("jumlah_bagian.setahun", "ranmor.unit", 1), ("jumlah_bagian.setahun", "obvit", 1),
                                 ("kesepakatan.kasus.konvensional", "kasus.konvensional", 4), ("rasio.sebanding", "kejahatan.perbandingan", 4)):
        assert ((lulus["relasi"] == relasi) & (lulus["kode"] == kode)).sum() == berapa, relasi


def test_how_many_numbers_a_relation_determines(rencana_fakta, residu):
    """The others are counts of single activities, which nothing in a plan repeats: they are listed by the test below."""
    angka = rencana_fakta.loc[rencana_fakta["keadaan"] == "angka", "fakta_id"]
    assert (angka.isin(covered_cells(residu)).sum(), len(angka)) == (195, 449)


@pytest.mark.lambat
def test_a_changed_number_that_stands_in_a_relation_is_nearly_always_noticed(rencana_masukan, rencana_fakta, residu, capsys):
    """Every number of the plan that a relation determines is changed once, the ways of changing it taking turns."""
    pemeriksa = Pemeriksa(rencana_masukan, rencana_fakta)
    tentu = covered_cells(residu)
    angka = rencana_fakta.loc[rencana_fakta["keadaan"] == "angka", "fakta_id"]
    mutasi = [x for x in sample(rencana_masukan, rencana_fakta, len(angka), 2025) if x.fakta.fakta_id in tentu]
    hasil = [(x, (baru := pemeriksa.new_failures(x)) is None or bool(baru)) for x in mutasi]
    terlihat = sum(h[1] for h in hasil)
    with capsys.disabled():
        print(f"\nRencana aksi: {angka.isin(tentu).sum()} dari {len(angka)} angka ditentukan hubungan; terlihat {terlihat} dari {len(hasil)} ({terlihat / len(hasil):.1%})")
        print(*(f"  luput: {h[0]}" for h in hasil if not h[1]), sep="\n")
        lepas = [f for f in rencana_fakta.itertuples() if f.keadaan == "angka" and f.fakta_id not in tentu]
        print(f"Tanpa hubungan {len(lepas)} angka:", *(f"{f.fakta_id} ({f.kode}): {f.nilai_teks}" for f in lepas), sep="\n  ")
    assert len(hasil) > 150
    assert terlihat / len(hasil) >= 0.95
