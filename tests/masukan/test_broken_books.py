"""Broken workbooks: each gets its list of problems with sheet and cell, exit code 2, and leaves everything as it was."""

from __future__ import annotations

import copy
import dataclasses
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from helpers.cli.main import _guarded
from helpers.masukan import berkas as berkas_masukan
from helpers.masukan.impor import import_book
from helpers.masukan.lembar import KOREKSI, PAKET, POLSEK, PROFIL, URAIAN
from helpers.masukan.mulai import check_identity
from helpers.masukan.templat import template_book, unit_finder
from helpers.masukan.tulis import write_book
from tests.conftest import AKAR
from tests.masukan.conftest import bare_project, with_older
from tests.masukan.isi import METODOLOGI, POLRES, PROFIL_ISI, TAHUN, describe, fill_numbers
from tests.masukan.isi import POLSEK as POLSEK_CONTOH
from tests.validation.conftest import register

K, P, A, R = "Kinerja", "Parameter 2023", "Anggaran rincian", "Reskrim wilayah"
Ubah = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def baik(masukan) -> bytes:
    """A small good workbook: four tables, filled."""
    siapa = check_identity(AKAR, METODOLOGI, polres=POLRES, tahun=TAHUN, nama="Polres Contoh", polda="Jawa Tengah", kabupaten="Kabupaten Contoh",
                           polsek="; ".join(POLSEK_CONTOH))
    m = masukan.metodologi
    semua = template_book(m, AKAR / "data" / "raw" / "metodologi" / METODOLOGI, siapa)
    kecil = dataclasses.replace(semua, tabel=tuple(t for t in semua.tabel if t.nama in (K, P, A, R)), uraian=semua.uraian[:4])
    buku = load_workbook(io.BytesIO(write_book(kecil, unit_finder(m))))
    fill_numbers(buku, m)
    for r in range(4, buku[PROFIL].max_row + 1):
        if isi := PROFIL_ISI.get(buku[PROFIL].cell(r, 1).value):
            buku[PROFIL].cell(r, 3).value = isi
    return as_bytes(buku)


@pytest.fixture(scope="module")
def akar_tetap(tmp_path_factory) -> Path:
    """A project with a methodology and an older package that must not change."""
    return with_older(bare_project(tmp_path_factory.mktemp("proyek")), POLRES, TAHUN)


def as_bytes(buku: Workbook) -> bytes:
    ke = io.BytesIO()
    buku.save(ke)
    return ke.getvalue()


def snapshot(akar: Path) -> dict[str, bytes]:
    return {p.relative_to(akar).as_posix(): p.read_bytes() for p in akar.rglob("*") if p.is_file()}


def refuse(akar: Path, berkas: Path, monkeypatch, capsys) -> list[str]:
    """Run the command: exit code 2, sentences a user can act on, nothing changed; returns the sentences."""
    monkeypatch.setenv("LKIP_AKAR", str(akar))
    sebelum = snapshot(akar)
    assert _guarded(["impor", str(berkas), "--timpa"]) == 2
    assert snapshot(akar) == sebelum
    masalah = capsys.readouterr().err.splitlines()
    assert masalah
    for kalimat in masalah:
        assert kalimat[0].isupper() and kalimat.endswith(".") and "; " in kalimat and len(kalimat) < 400, kalimat
        assert "Error" not in kalimat and "Traceback" not in kalimat and str(akar) not in kalimat, kalimat
    return masalah


def put(lembar: str, sel: str, isi: object, bentuk: str | None = None) -> Ubah:
    """Return what puts a value, and a number format, into a cell."""
    def ubah(b: Workbook) -> None:
        b[lembar][sel].value = isi
        if bentuk:
            b[lembar][sel].number_format = bentuk
    return ubah


def error(lembar: str, sel: str, isi: str) -> Ubah:
    def ubah(b: Workbook) -> None:
        b[lembar][sel].value = isi
        b[lembar][sel].data_type = "e"
    return ubah


def entry(kunci: str, isi: object, lembar: str = PROFIL) -> Ubah:
    def ubah(b: Workbook) -> None:
        r = next(r for r in range(4, 200) if b[lembar].cell(r, 1).value == kunci)
        b[lembar].cell(r, 3).value = isi
    return ubah


def row_of(kunci: str, isi: str, lembar: str = PROFIL) -> Ubah:
    """Return what adds an entry below all others."""
    def ubah(b: Workbook) -> None:
        r = b[lembar].max_row + 1
        b[lembar].cell(r, 1).value, b[lembar].cell(r, 3).value = kunci, isi
    return ubah


def package(ubah_isi: Callable[[dict], None], baris: int = 1) -> Ubah:
    """Return what changes the JSON of a row of the last sheet."""
    def ubah(b: Workbook) -> None:
        isi = json.loads(b[PAKET].cell(baris, 3).value)
        ubah_isi(isi)
        b[PAKET].cell(baris, 3).value = json.dumps(isi)
    return ubah


def correction(*isi: object) -> Ubah:
    def ubah(b: Workbook) -> None:
        r = next(r for r in range(4, 20) if b[KOREKSI].cell(r, 1).value is None)
        for n, x in enumerate(isi, 1):
            b[KOREKSI].cell(r, n).value = x
    return ubah


def both(*semua: Ubah) -> Ubah:
    def ubah(b: Workbook) -> None:
        for u in semua:
            u(b)
    return ubah


def rename(lama: str, baru: str) -> Ubah:
    return lambda b: setattr(b[lama], "title", baru)


def swap(lembar: str, a: str, z: str) -> Ubah:
    def ubah(b: Workbook) -> None:
        b[lembar][a].value, b[lembar][z].value = b[lembar][z].value, b[lembar][a].value
    return ubah


def hide(apa: str, nama: str | int) -> Ubah:
    return lambda b: setattr(getattr(b[P], apa)[nama], "hidden", True)


def clear_numbers(b: Workbook) -> None:
    for t in describe(b).values():
        for r in range(t.baris_pertama, t.baris_pertama + len(t.tetap)):
            for n in range(4, len(t.kolom) + 1):
                b[t.nama].cell(r, n).value = None


# what is done to the workbook; every text that some sentence must hold
RUSAK: dict[str, tuple[Ubah, list[str]]] = {
    "a table's sheet is missing": (lambda b: b.remove(b[P]), ["Lembar \"Parameter 2023\" tidak ada"]),
    "the profile is missing": (lambda b: b.remove(b[PROFIL]), ["Lembar \"Profil\" tidak ada"]),
    "the Polsek are missing": (lambda b: b.remove(b[POLSEK]), ["Lembar \"Polsek\" tidak ada"]),
    "the descriptor is missing": (lambda b: b.remove(b[PAKET]), ["bukan buku masukan"]),
    "a sheet was renamed": (rename(P, "Parameter"), ["Lembar \"Parameter\" tidak dikenal", "Lembar \"Parameter 2023\" tidak ada"]),
    "a sheet of one's own": (lambda b: b.create_sheet("Coretan"), ["Lembar \"Coretan\" tidak dikenal"]),
    "a renamed header": (put(P, "D3", "Kuartal 1"), ["Lembar \"Parameter 2023\" sel D3", "\"Triwulan I\" berubah menjadi \"Kuartal 1\""]),
    "an emptied header": (put(P, "H3", None), ["sel H3", "\"Setahun\" berubah menjadi \"\""]),
    "headers changed places": (swap(P, "D3", "E3"), ["sel D3", "sel E3"]),
    "a renamed header of the profile": (put(PROFIL, "C3", "Jawaban"), ["Lembar \"Profil\" sel C3"]),
    "a removed column": (lambda b: b[P].delete_cols(5), ["sel E3"]),
    "an inserted column": (lambda b: b[P].insert_cols(4), ["sel D3"]),
    "a row above the header": (lambda b: b[P].insert_rows(1), ["sel A3"]),
    "the example row removed": (lambda b: b[P].delete_rows(4), ["Lembar \"Parameter 2023\" sel A4", "baris contoh"]),
    "merged cells": (lambda b: b[P].merge_cells("D6:E6"), ["sel D6", "digabung sampai E6"]),
    "a merged header": (lambda b: b[P].merge_cells("D3:G3"), ["sel E3"]),
    "words in a number": (put(P, "D5", "banyak"), ["Lembar \"Parameter 2023\" sel D5", "\"banyak\" bukan angka"]),
    "two numbers in a cell": (put(P, "D5", "12 dan 13"), ["sel D5", "lebih dari satu angka"]),
    "a number in words of thousands": (put(A, "D5", "3 miliar"), ["Lembar \"Anggaran rincian\" sel D5", "kata pengali"]),
    "separators nobody can tell apart": (put(P, "D6", "1.2.3,4"), ["sel D6", "pemisah"]),
    "a date as a number": (put(P, "D5", date(2023, 4, 1), "dd/mm/yyyy"), ["sel D5", "berisi tanggal (01-04-2023)"]),
    "an hour as a number": (put(P, "D5", time(10, 30)), ["sel D5", "berisi jam"]),
    "a truth value": (put(P, "D5", True), ["sel D5", "berisi TRUE"]),
    "#REF!": (error(P, "D5", "#REF!"), ["sel D5", "kesalahan rumus #REF!"]),
    "#DIV/0!": (error(K, "E5", "#DIV/0!"), ["Lembar \"Kinerja\" sel E5", "#DIV/0!"]),
    "#N/A as text": (put(P, "D5", "#N/A"), ["sel D5", "#N/A"]),
    "#NAME? in the profile": (error(PROFIL, "C22", "#NAME?"), ["Lembar \"Profil\" sel C22", "#NAME?"]),
    "a formula nobody computed": (put(P, "H5", "=SUM(D5:G5)"), ["sel H5", "rumus yang belum dihitung"]),
    "a fraction for a percentage": (put(K, "H8", 0.835), ["Lembar \"Kinerja\" sel H8", "0,835 tampaknya pecahan", "tulis 83,5"]),
    "a fraction for a percentage, as text": (put(K, "H8", "0,835"), ["Lembar \"Kinerja\" sel H8", "0,835 tampaknya pecahan", "tulis 83,5"]),
    "a negative count as text": (put(P, "D5", "-3"), ["sel D5", "-3 negatif"]),
    "half a person as text": (put(P, "D5", "3,5"), ["sel D5", "3,5 bukan bilangan bulat"]),
    "a percentage for a count, as text": (put(P, "D5", "12%"), ["sel D5", "tertulis dengan %"]),
    "a percentage for a count": (put(P, "D5", 0.12, "0%"), ["sel D5", "berformat persen"]),
    "a negative count": (put(P, "D5", -3), ["sel D5", "-3 negatif"]),
    "a negative amount": (put(A, "D5", -1_000_000), ["Lembar \"Anggaran rincian\" sel D5", "negatif"]),
    "half a person": (put(P, "D5", 3.5), ["sel D5", "3,5 bukan bilangan bulat"]),
    "a number beyond all sense": (put(P, "D5", 1e20), ["sel D5", "terlalu besar"]),
    "a hidden row": (hide("row_dimensions", 6), ["Lembar \"Parameter 2023\" sel A6", "baris 6 tersembunyi"]),
    "a hidden column": (hide("column_dimensions", "E"), ["Lembar \"Parameter 2023\" sel E3", "kolom E tersembunyi"]),
    "a hidden sheet": (lambda b: setattr(b[P], "sheet_state", "hidden"), ["Lembar \"Parameter 2023\" tersembunyi"]),
    "a sheet hidden well": (lambda b: setattr(b[POLSEK], "sheet_state", "veryHidden"), ["Lembar \"Polsek\" tersembunyi"]),
    "a note beside the table": (put(P, "L9", "cek lagi"), ["Lembar \"Parameter 2023\" sel L9", "di luar tabel"]),
    "a row more": (put(R, "A20", "/mako"), ["Lembar \"Reskrim wilayah\" sel A20", "baris tambahan"]),
    "a changed code": (put(P, "A5", "H1.tewas"), ["sel A5", "\"H1.meninggal\" berubah menjadi \"H1.tewas\""]),
    "an emptied code": (put(P, "A5", None), ["sel A5", "\"H1.meninggal\" berubah"]),
    "rows changed places": (swap(P, "A5", "A6"), ["sel A5", "sel A6"]),
    "a removed row": (lambda b: b[P].delete_rows(5), ["sel A5", "\"H1.meninggal\" berubah"]),
    "sorted rows": (lambda b: b[R].move_range("A6:G6", rows=20), ["Lembar \"Reskrim wilayah\" sel A6"]),
    "another year in the profile": (entry("tahun_anggaran", 2024), ["Lembar \"Profil\" sel C5", "tertulis 2024", "tahun 2023"]),
    "another year as a word": (entry("tahun_anggaran", "dua ribu"), ["sel C5", "\"dua ribu\""]),
    "another Polres in the profile": (entry("kode", "oku"), ["Lembar \"Profil\" sel C4", "tertulis \"oku\""]),
    "an unknown Polda": (entry("polda.nama", "Kepolisian Daerah Sumatera Tengah"), ["sel C8", "tidak ada di daftar Polda"]),
    "a Polsek twice": (put(POLSEK, "A5", "utara"), ["Lembar \"Polsek\" sel A5", "kode Polsek \"utara\" tertulis lebih dari sekali"]),
    "a Polsek's name twice": (put(POLSEK, "B5", "polsek utara"), ["sel B5", "nama Polsek"]),
    "a Polsek's code with a blank": (put(POLSEK, "A5", "Selatan Jauh"), ["Lembar \"Polsek\" sel A5"]),
    "a path as a Polsek's code": (put(POLSEK, "A5", "../../etc"), ["Lembar \"Polsek\" sel A5"]),
    "a Polsek without a name": (lambda b: b[POLSEK].delete_rows(5), ["Lembar \"Reskrim wilayah\" sel A7", "\"selatan\" tidak dikenal"]),
    "no vision": (entry("visi", None), ["Lembar \"Profil\" sel C22", "belum diisi"]),
    "no decree": (both(*(entry(f"keputusan.{x}", None) for x in ("nomor", "tanggal", "tempat"))), ["keputusan.nomor, keputusan.tanggal, keputusan.tempat"]),
    "a date the wrong way round": (entry("keputusan.tanggal", "31-01-2024"), ["isian \"keputusan.tanggal\""]),
    "a date that does not exist": (entry("keputusan.tanggal", "2024-02-31"), ["isian \"keputusan.tanggal\"", "tidak ada di kalender"]),
    "an unknown entry": (row_of("semboyan", "Maju"), ["isian \"semboyan\"", "tidak dikenal"]),
    "an entry twice": (row_of("visi", "lain"), ["isian \"visi\" tertulis lebih dari sekali"]),
    "an entry without a name": (row_of("", "lain"), ["isian tidak bernama"]),
    "an entry against another": (row_of("visi.1", "lain"), ["isian \"visi.1\" bertentangan"]),
    "a narrative for no indicator": (row_of("IKP99.solusi.1", "x", URAIAN), ["IKP99", "bukan indikator"]),
    "a narrative with an unknown part": (row_of("IKP1.alasan.1", "x", URAIAN), ["Lembar \"Uraian\" sel C", "IKP1.alasan"]),
    "a decision on no cell": (correction("H8.kasus", None, "2023", "TH", "kinerja:99:x", "1", "alasan", "usulan"), ["Lembar \"Koreksi\" sel E4", "tidak ada"]),
    "a decision on a changed cell": (correction("H8.kasus", None, "2023", "TW1", "parameter-2023:17:tw1", "999", "alasan", "usulan"), ["Lembar \"Koreksi\" sel E4", "\"999\""]),
    "a decision without a reason": (correction("H8.kasus", None, "2023", "TW1", "parameter-2023:17:tw1", "52"), ["Lembar \"Koreksi\" sel G4", "belum diisi"]),
    "two decisions on one fact": (both(*[correction("H8.kasus", None, "2023", "TW1", "parameter-2023:17:tw1", "52", "alasan")] * 2), ["Lembar \"Koreksi\" sel A5", "lebih dari sekali"]),
    "a broken descriptor": (put(PAKET, "C1", "{\"bentuk\":"), [f"Lembar \"{PAKET}\" berubah"]),
    "a descriptor of another form": (package(lambda p: p.update(bentuk="lkip-masukan-9")), ["lkip-masukan-9"]),
    "a descriptor that is a list": (put(PAKET, "C2", "[1, 2]"), [f"Lembar \"{PAKET}\" berubah"]),
    "a path as the Polres": (package(lambda p: p["lkip"].update(polres="../../x")), ["Kode Polres \"../../x\" tidak sah"]),
    "a reserved name as the Polres": (package(lambda p: p["lkip"].update(polres="con")), ["Kode Polres \"con\" tidak sah"]),
    "a year long ago": (package(lambda p: p["lkip"].update(tahun=1900)), ["Tahun 1900 di luar"]),
    "an unknown methodology": (package(lambda p: p["lkip"].update(metodologi="polri-1950")), ["\"polri-1950\" tidak dikenal"]),
    "a path as a table's name": (package(lambda p: p["tabel"].update(name="../x"), 2), ["rusak"]),
    "a column for an unknown code": (package(lambda p: p["tabel"]["schema"]["fields"][3]["lkip"].update(aspek="rahasia"), 2), ["Lembar \"Kinerja\" sel A5", "tidak dikenal"]),
    "more solved than occurred": (put(R, "E6", 99), ["Lembar \"Reskrim wilayah\" sel E6", "99 lebih banyak daripada", "(Lembar \"Reskrim wilayah\" sel D6)", "--abaikan-batas"]),
    "more solved than occurred in a quarter": (put(P, "D22", 999), ["Lembar \"Parameter 2023\" sel D22", "999 lebih banyak daripada"]),
    "nothing filled in": (clear_numbers, ["belum berisi satu angka pun"]),
    "a cell far below": (put(P, "A6000", "x"), ["sampai sel", "A6000".removeprefix("A"), "terlalu luas"]),
    "a cell far to the right": (put(P, "ZZ5", "x"), ["ZZ", "terlalu luas"]),
}


def test_the_book_itself_is_good(baik, akar, tmp_path):
    (tmp_path / "b.xlsx").write_bytes(baik)
    hasil = import_book(tmp_path / "b.xlsx", akar)
    assert len(hasil.berkas) == 6 and (hasil.fakta["keadaan"] == "angka").sum() > 200


@pytest.mark.parametrize("nama", list(RUSAK))
def test_a_broken_book_is_told_with_sheet_and_cell(nama, baik, akar_tetap, tmp_path, monkeypatch, capsys):
    ubah, harapan = RUSAK[nama]
    buku = load_workbook(io.BytesIO(baik))
    ubah(buku)
    (tmp_path / "contoh-2023.xlsx").write_bytes(as_bytes(buku))
    masalah = refuse(akar_tetap, tmp_path / "contoh-2023.xlsx", monkeypatch, capsys)
    for bagian in harapan:
        assert any(bagian in k for k in masalah), (bagian, masalah)


def test_all_problems_are_told_at_once(baik, akar_tetap, tmp_path, monkeypatch, capsys):
    buku = load_workbook(io.BytesIO(baik))
    for ubah in (put(P, "D5", "banyak"), put(P, "E6", date(2023, 1, 1)), put(K, "H8", 0.5), put(A, "D5", -1), entry("visi", None),
                 put(POLSEK, "A5", "utara"), put(R, "D6", "x"), correction("H8.kasus")):
        ubah(buku)
    (tmp_path / "b.xlsx").write_bytes(as_bytes(buku))
    masalah = refuse(akar_tetap, tmp_path / "b.xlsx", monkeypatch, capsys)
    for sel in ("\"Parameter 2023\" sel D5", "\"Parameter 2023\" sel E6", "\"Kinerja\" sel H8", "\"Anggaran rincian\" sel D5", "\"Profil\" sel C22",
                "\"Polsek\" sel A5", "\"Reskrim wilayah\" sel D6", "\"Koreksi\" sel"):
        assert any(sel in k for k in masalah), (sel, masalah)


@pytest.mark.parametrize(("ubah", "alamat", "teks", "nilai"), [
    (put(K, "H8", 0.835, "0.0%"), ("kinerja", 5, "realisasi_2023"), "83,5%", 83.5),
    (put(K, "H8", "83,5 %"), ("kinerja", 5, "realisasi_2023"), "83,5 %", 83.5),
    (put(K, "H8", 83.456, "0.0"), ("kinerja", 5, "realisasi_2023"), "83,5", 83.5),
    (put(K, "H8", 83.5, "0.00"), ("kinerja", 5, "realisasi_2023"), "83,50", 83.5),
    (put(K, "H8", 0.1 + 0.2 + 1), ("kinerja", 5, "realisasi_2023"), "1,3", 1.3),
    (put(K, "H8", 65.275), ("kinerja", 5, "realisasi_2023"), "65,2750", 65.275),
    (put(P, "D6", 251437), ("parameter-2023", 3, "tw1"), "251.437", 251437),
    (put(P, "D6", "251.437 orang"), ("parameter-2023", 3, "tw1"), "251.437 orang", 251437),
    (put(P, "D6", 251437, "General"), ("parameter-2023", 3, "tw1"), "251437", 251437),
    (put(P, "D6", 251437, "#,##0;[Red]-#,##0"), ("parameter-2023", 3, "tw1"), "251.437", 251437),
    (put(P, "D5", 0), ("parameter-2023", 2, "tw1"), "0", 0),
    (put(P, "D5", "-"), ("parameter-2023", 2, "tw1"), "-", None),
    (put(A, "D5", 47375004000), ("anggaran-rincian", 2, "pagu"), "47.375.004.000", 47375004000),
    (put(A, "D5", 47375004000, '"Rp"#,##0'), ("anggaran-rincian", 2, "pagu"), "47.375.004.000", 47375004000),
    (put(K, "H5", 1234, "#,##0"), ("kinerja", 2, "realisasi_2023"), "1234", 1234),
])
def test_numbers_are_written_as_they_are_shown(ubah, alamat, teks, nilai, baik, akar, tmp_path):
    buku = load_workbook(io.BytesIO(baik))
    ubah(buku)
    (tmp_path / "b.xlsx").write_bytes(as_bytes(buku))
    f = import_book(tmp_path / "b.xlsx", akar).fakta.set_index("fakta_id").loc[":".join(map(str, alamat))]
    assert f["nilai_teks"] == teks and (nilai is None or f["nilai"] == pytest.approx(nilai))
    assert nilai is not None or f["keadaan"] == "strip"


def test_more_solved_than_occurred_becomes_a_finding_where_it_is_meant(baik, akar, tmp_path):
    from helpers.masukan.tempat import write_files

    buku = load_workbook(io.BytesIO(baik))
    put(R, "E6", 99)(buku)
    (tmp_path / "b.xlsx").write_bytes(as_bytes(buku))
    hasil = import_book(tmp_path / "b.xlsx", akar, batas=False)
    hasil.ruang.mentah.parent.mkdir(parents=True)
    write_files(hasil.ruang.mentah, hasil.berkas)
    assert any("reskrim-jptp" in t.id for t in register(hasil.ruang))


def test_shown_with_fewer_decimals_is_remarked(baik, akar, tmp_path):
    buku = load_workbook(io.BytesIO(baik))
    put(K, "H8", 83.456, "0.0")(buku)
    (tmp_path / "b.xlsx").write_bytes(as_bytes(buku))
    assert any("\"Kinerja\" sel H8" in c and "83,5" in c for c in import_book(tmp_path / "b.xlsx", akar).catatan)


# Files that are no workbook

def _zip(*bagian: tuple[str, bytes]) -> bytes:
    ke = io.BytesIO()
    with zipfile.ZipFile(ke, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, isi in bagian:
            z.writestr(nama, isi)
    return ke.getvalue()


def _with(mentah: bytes, nama: str, isi: bytes) -> bytes:
    """Return the archive with a part added or replaced."""
    with zipfile.ZipFile(io.BytesIO(mentah)) as z:
        return _zip(*((i.filename, z.read(i)) for i in z.infolist() if i.filename != nama), (nama, isi))


BERKAS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda b: b"", "kosong (0 bita)"),
    "a PDF": (lambda b: b"%PDF-1.7\n...", "berkas PDF"),
    "with a password, or of the old kind": (lambda b: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "bersandi"),
    "words": (lambda b: b"kode;uraian\n", "bukan buku Excel"),
    "half of it": (lambda b: b[: len(b) // 2], "bukan buku Excel atau rusak"),
    "another archive": (lambda b: _zip(("a.txt", b"a")), "bukan buku Excel"),
    "OpenDocument": (lambda b: _zip(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<x/>")), "OpenDocument"),
    "macros": (lambda b: _with(b, "xl/vbaProject.bin", b"x"), "memuat makro"),
    "a bomb": (lambda b: _with(b, "xl/worksheets/sheet2.xml", b" " * 200_000_000), "terlalu besar: isinya 200 MB"),
    "entities": (lambda b: _with(b, "xl/workbook.xml", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"), "DOCTYPE"),
    "a broken part": (lambda b: _with(b, "xl/workbook.xml", b"<workbook"), "rusak"),
    "thousands of parts": (lambda b: _zip(("xl/workbook.xml", b"x"), *((f"p{n}", b"") for n in range(2100))), "terlalu besar"),
}


@pytest.mark.parametrize("nama", list(BERKAS))
def test_a_file_that_is_no_workbook(nama, baik, akar_tetap, tmp_path, monkeypatch, capsys):
    buat, harapan = BERKAS[nama]
    (tmp_path / "contoh-2023.xlsx").write_bytes(buat(baik))
    masalah = refuse(akar_tetap, tmp_path / "contoh-2023.xlsx", monkeypatch, capsys)
    assert len(masalah) == 1 and harapan in masalah[0] and "contoh-2023.xlsx" in masalah[0]


def test_a_book_with_macros_by_name(baik, akar_tetap, tmp_path, monkeypatch, capsys):
    (tmp_path / "contoh-2023.xlsm").write_bytes(baik)
    assert "bermakro (.xlsm)" in refuse(akar_tetap, tmp_path / "contoh-2023.xlsm", monkeypatch, capsys)[0]


def test_a_file_that_is_not_there(akar_tetap, tmp_path, monkeypatch, capsys):
    assert "tidak-ada.xlsx" in refuse(akar_tetap, tmp_path / "tidak-ada.xlsx", monkeypatch, capsys)[0]


def test_a_large_file(baik, akar_tetap, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(berkas_masukan, "TERBESAR", 1000)
    (tmp_path / "b.xlsx").write_bytes(baik)
    assert "paling besar" in refuse(akar_tetap, tmp_path / "b.xlsx", monkeypatch, capsys)[0]


def test_many_problems_are_listed_up_to_a_bound(baik, akar_tetap, tmp_path, monkeypatch, capsys):
    buku = load_workbook(io.BytesIO(baik))
    for t in (P, K, A, R):
        for r in range(5, 12):
            for n in range(4, 9):
                buku[t].cell(r, n).value = "x"
    monkeypatch.setattr("helpers.masukan.impor.TERBANYAK", 50)
    (tmp_path / "b.xlsx").write_bytes(as_bytes(buku))
    masalah = refuse(akar_tetap, tmp_path / "b.xlsx", monkeypatch, capsys)
    assert len(masalah) == 51 and "masalah lain" in masalah[-1]


def test_the_list_is_long_enough():
    assert len(RUSAK) + len(BERKAS) >= 60 and copy.copy(RUSAK)
