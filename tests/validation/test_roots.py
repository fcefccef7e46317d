"""What shares a root is one finding, by evidence: nothing is lost, and what has nothing to do with it stays apart."""

from __future__ import annotations

import pytest

from helpers.sintetis.paket import make
from helpers.validation.root_rows import Gabungan
from helpers.validation.roots import find_roots

from .conftest import of, register


def test_every_failure_is_in_exactly_one_finding(temuan, residu, fakta):
    gagal = residu[residu["lebih"] > 0]
    ragu = fakta[fakta["keraguan"] != ""]
    assert sum(t.kegagalan for t in temuan) == len(gagal) + len(ragu)
    # every place of every failing row is kept
    tempat = {p.fakta_id for t in temuan for p in t.tempat}
    assert {i for i in gagal["fakta_id"] if i} <= tempat


@pytest.mark.parametrize(("id_", "bagian", "kalimat"), [
    ("kesepakatan-h8-kasus-2023", {"rasio-h8-2023", "rasio-g1-2023", "agregasi-h8-kasus-2023", "kesepakatan-g1-2023"}, "Dengan nilai yang lain, rumus crime rate, "),
    ("kesepakatan-g5-terjadi-2023", {"kesepakatan-g5-2023", "kesepakatan-g5-selesai-2023", "kelengkapan-kosong-g5-2023"},
     "12 sel tabel t35 berisi nilai kolom periode sebelumnya (bergeser satu kolom)"),
    ("kesepakatan-h1-penduduk-2022", {"rasio-h8-2022", "agregasi-h8-penduduk-2022"}, "4 sel tabel t37 berisi seperempat nilai setahun"),
    ("kesepakatan-ikp2-target-2023", {"kesepakatan-ikp2-capaian-2023"}, "yang tercetak sesuai dengan salah satu di antaranya"),
    ("jumlah-bagian-anggaran-pagu-2023", {"jumlah-bagian-anggaran-realisasi-2023"}, "2 dari 4 jumlah di sini berbeda dari rinciannya dengan selisih yang persis sama, +2.375.000.000"),
    ("kesepakatan-ikp5-realisasi-2022", {"arah-ikp5-arah-2023"}, "pernyataan arah perubahan nilai AKIP terpenuhi"),
    ("rasio-reskrim-clearance-ringkas-2022", {"rentang-reskrim-clearance-ringkas-2022"}, ""),
    ("kesepakatan-iku1-realisasi-2022", {"agregasi-iku1-realisasi-2022"}, "angka setahun realisasi Indeks Harkamtibmas"),
    ("komposit-iku2-realisasi-2023", {"rentang-iku2-realisasi-2023"}, "menggagalkan beberapa pemeriksaan sekaligus"),
])
def test_a_root_names_what_follows_from_it(temuan, id_, bagian, kalimat):
    t = next(t for t in temuan if t.id == id_)
    assert bagian <= set(t.bagian) and t.bagian[0] == id_
    assert kalimat in t.akar


def test_a_table_that_prints_another_year_is_apart_from_two_rows_exchanged(temuan):
    """Crime counts of 2022 are contested twice: quarters of 2023 in one table, and two rows exchanged in another."""
    a, b = (t for t in temuan if "kesepakatan-h8-kasus-2022" in t.bagian)
    assert {"t16-harkamtibmas-2022-tw"} <= {p.sumber for p in a.tempat} and "nilai tahun sesudahnya" in a.akar
    assert {"t44-data-pendukung-gakkum"} <= {p.sumber for p in b.tempat} and "rentang-reskrim-jptp-2022" in b.bagian


def test_one_value_in_the_place_of_a_print_mends_two_indices(temuan):
    """4,31 and 79,6 both follow from some 113 where 111,23 is printed: who made them had another value."""
    t = next(t for t in temuan if t.id == "komposit-iku2-realisasi-2023")
    assert {"agregasi-iku2-realisasi-2023", "komposit-si-realisasi-2023"} <= set(t.bagian)
    assert "111,23 diganti dengan satu nilai antara 112,89 dan 113,32" in t.akar
    assert round((0.56 * 65.04 + 0.44 * 113.0) / 20, 2) == 4.31 and round((68.87 + 68.55 + 67.88 + 113.0) / 4, 1) == 79.6


def test_rows_that_took_their_neighbours_values_are_one_finding(temuan):
    t = of(temuan, "rasio-g3-bobot-2023")
    assert {"rasio-g2-bobot-2023", "rasio-g4-bobot-2023", "rasio-g5-bobot-2023", "komposit-g2-skor-2023", "komposit-g4-skor-2023"} <= set(t.bagian)


def test_what_only_looks_alike_stays_apart(temuan):
    for a, b in (("kesepakatan-h1-meninggal-2022", "kesepakatan-h1-penduduk-2022"), ("rasio-ikp10-realisasi-2022", "komposit-iku2-realisasi-2023"),
                 ("rasio-program-penyelidikan-sisa-2023", "jumlah-bagian-anggaran-pagu-2023"), ("kesepakatan-h7-2023", "kesepakatan-h7-kejadian-2023")):
        assert of(temuan, a) is not of(temuan, b)


def test_two_copies_of_one_mistake_do_not_explain_each_other(temuan):
    """Shares of two years that both do not follow from their counts: neither is copied from the other as far as is known."""
    for tahun in (2022, 2023):
        assert of(temuan, f"rasio-h2-siskamling-{tahun}").akar == ""


def test_two_independent_slips_are_two_findings(masukan, akar):
    c = make(masukan.metodologi)
    for tabel, kode, kolom, isi in (("kinerja", "H7.kejadian", "tw2", "17"), ("kinerja", "H8", "th", "86,71")):
        c.set_cell(tabel, c.row(tabel, kode), kolom, isi)
    temuan = register(c.write(akar))
    assert {t.id: t.kegagalan for t in temuan} == {"kesepakatan-h7-kejadian-2023": 3, "rasio-h8-2023": 1}
    akibat = next(t for t in temuan if t.kegagalan == 3)
    assert set(akibat.bagian) == {"kesepakatan-h7-kejadian-2023", "rasio-h7-2023", "agregasi-h7-kejadian-2023"}
    assert "rumus persentase kemampuan reduksi potensi gangguan" in akibat.akar


def test_a_row_lost_on_the_way_is_noticed(masukan, fakta, residu):
    baris = list(residu[residu["lebih"] > 0].itertuples())
    kunci = [(r.keluarga, r.kode, r.tahun) for r in baris]
    isi = [n for a in find_roots(Gabungan(baris, kunci, fakta, masukan.metodologi, masukan.koreksi)) for n in a.baris]
    assert sorted(isi) == list(range(len(baris)))
