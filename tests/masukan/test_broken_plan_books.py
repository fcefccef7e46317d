"""Broken workbooks of an action plan: each is told with sheet and cell, exit code 2, and leaves everything as it was."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from helpers.masukan.lembar import PROFIL
from helpers.masukan.rencana_templat import RENCANA, realisation_sheet
from helpers.methodology.rules import load_methodology
from tests.conftest import AKAR
from tests.masukan.conftest import bare_project, with_older
from tests.masukan.isi_rencana import AWAL, KODE, filled_plan_book, report, rows
from tests.masukan.test_broken_books import both, entry, error, put, refuse
from tests.masukan.test_plan_book import OWN, add_own, as_bytes
from tests.validation.contoh_rencana import POLRES, TAHUN

Ubah = Callable[[Workbook], object]
R1, R2 = realisation_sheet("TW1"), realisation_sheet("TW2")


@pytest.fixture(scope="module")
def baik(masukan) -> bytes:
    """A filled plan with one realisation."""
    m = load_methodology(AKAR / "data" / "raw" / "metodologi", "rencana-aksi-2025")
    buku = filled_plan_book(AKAR, masukan.metodologi, m, KODE)
    report(buku, "TW1", "rsi.operasi", 3)
    return as_bytes(buku)


@pytest.fixture(scope="module")
def akar_tetap(tmp_path_factory) -> Path:
    """A project with a methodology and an older package that must not change."""
    return with_older(bare_project(tmp_path_factory.mktemp("proyek")), POLRES, TAHUN)


def at(kode: str, kolom: str, isi: object, bentuk: str | None = None, lembar: str = RENCANA) -> Ubah:
    """Return what puts a value into the row of a code."""
    return lambda b: put(lembar, f"{kolom}{rows(b)[kode]}", isi, bentuk)(b)


def own(**ubah: object) -> Ubah:
    return lambda b: add_own(b, **ubah)


def reported(kode: str, nilai: object, periode: str = "TW1", **lain: object) -> Ubah:
    return lambda b: report(b, periode, kode, nilai, **lain)


def own_report(**isi: object) -> Ubah:
    """Return what reports below the given rows."""
    def ubah(b: Workbook) -> None:
        for kolom, x in ({"D": 1, "G": date(2026, 3, 31), "H": "x", "I": "y"} | isi).items():
            b[R1][f"{kolom}{AWAL + len(rows(b))}"] = x
    return ubah


def swap_codes(b: Workbook) -> None:
    r = rows(b)["rsi.operasi"]
    b[RENCANA][f"A{r}"], b[RENCANA][f"A{r + 1}"] = b[RENCANA][f"A{r + 1}"].value, "rsi.operasi"


# the first rows: kamtibmas 5, harkamtibmas 6, rsi 7, rsi.operasi 8
RUSAK: dict[str, tuple[Ubah, list[str]]] = {
    "the sheet of the plan is missing": (lambda b: b.remove(b[RENCANA]), ["Lembar \"Rencana aksi\" tidak ada"]),
    "a sheet of realisations is missing": (lambda b: b.remove(b[R2]), ["Lembar \"Realisasi TW II\" tidak ada"]),
    "a renamed header": (put(RENCANA, "I3", "Kuartal I"), ["Lembar \"Rencana aksi\" sel I3", "\"TW I\" berubah menjadi \"Kuartal I\""]),
    "a renamed header of the realisations": (put(R1, "G3", "Tgl"), ["Lembar \"Realisasi TW I\" sel G3"]),
    "words in a target": (at("rsi", "H", "tinggi"), ["Lembar \"Rencana aksi\" sel H7", "\"tinggi\" bukan angka"]),
    "words in a quarter": (at("rsi.operasi", "J", "dua kali"), ["Lembar \"Rencana aksi\" sel J8", "bukan angka"]),
    "two numbers in a quarter": (at("rsi.operasi", "J", "2 atau 3"), ["sel J8", "lebih dari satu angka"]),
    "a date in a quarter": (at("rsi.operasi", "K", date(2026, 3, 4), "dd/mm/yyyy"), ["sel K8", "berisi tanggal (04-03-2026)"]),
    "#REF! in a quarter": (lambda b: error(RENCANA, "L8", "#REF!")(b), ["sel L8", "#REF!"]),
    "a fraction for a percentage": (at("dsp", "H", 0.34), ["sel H", "0,34 tampaknya pecahan", "tulis 34"]),
    "a fraction as text": (at("dsp", "H", "0,34"), ["0,34 tampaknya pecahan"]),
    "a percentage for a count": (at("rsi.operasi", "I", 0.5, "0%"), ["sel I8", "berformat persen"]),
    "a negative count": (at("rsi.operasi", "I", -2), ["sel I8", "-2 negatif"]),
    "half an activity": (at("rsi.operasi", "I", 2.5), ["sel I8", "2,5 bukan bilangan bulat"]),
    "a step with an annual target": (at("rsi.operasi", "H", 12), ["sel H8", "tidak bertarget setahun"]),
    "an unknown kind of aggregation on a given row": (at("rsi.operasi", "F", "jumlahkan"), ["sel F8", "agregasi \"jumlahkan\" tidak dikenal", "menurut metodologi: aditif"]),
    "another kind of aggregation on a given row": (at("rsi.operasi", "F", "rata"), ["sel F8", "menurut metodologi \"aditif\", tertulis \"rata\""]),
    "another unit on a given row": (at("rsi.operasi", "E", "orang"), ["sel E8", "menurut metodologi \"kegiatan\""]),
    "another parent on a given row": (at("rsi.operasi", "D", "polmas"), ["sel D8", "menurut metodologi \"rsi\""]),
    "a changed code": (at("rsi.operasi", "A", "rsi.razia"), ["sel A8", "\"rsi.operasi\" berubah menjadi \"rsi.razia\""]),
    "a removed row": (lambda b: b[RENCANA].delete_rows(8), ["sel A8", "\"rsi.operasi\" berubah"]),
    "rows changed places": (swap_codes, ["sel A8", "sel A9"]),
    "the example row removed": (lambda b: b[RENCANA].delete_rows(4), ["sel A4", "baris contoh"]),
    "merged quarters": (lambda b: b[RENCANA].merge_cells("I8:L8"), ["sel I8", "digabung sampai L8"]),
    "merged owners": (lambda b: b[RENCANA].merge_cells("M7:M9"), ["sel M7", "digabung sampai M9"]),
    "a hidden row": (lambda b: setattr(b[RENCANA].row_dimensions[8], "hidden", True), ["Lembar \"Rencana aksi\" sel A8", "tersembunyi"]),
    "a hidden sheet": (lambda b: setattr(b[R1], "sheet_state", "hidden"), ["Lembar \"Realisasi TW I\" tersembunyi"]),
    "a supporting owner without a lead": (both(at("rsi.operasi", "M", None), at("rsi.operasi", "N", "Kapolsek jajaran")), ["sel M8", "penanggung jawab utama rsi.operasi kosong"]),
    "an own step without a code": (own(A=None), ["sel A17", "kode kosong"]),
    "an own step with the code of another": (own(A="rsi.operasi"), ["sel A17", "sudah dipakai metodologi"]),
    "two own steps of one code": (both(own(), own()), ["sel A18", "sudah ditulis pada baris 17"]),
    "a path as a code": (own(A="../etc"), ["sel A17", "tidak sah"]),
    "a code with capitals": (own(A="Polmas.Sekolah"), ["sel A17", "tidak sah"]),
    "a code that ends like an aspect": (own(A="polmas.target"), ["sel A17", "tidak sah"]),
    "an own step under a parent that is not there": (own(D="polmas.entah"), ["sel D17", "\"polmas.entah\" tidak ada pada daftar"]),
    "an own step without a parent": (own(D=None), ["sel D17", "induk polmas.kunjungan_sekolah kosong"]),
    "an own step below itself": (own(D="polmas.kunjungan_sekolah"), ["sel D17", "berinduk pada dirinya sendiri"]),
    "two own steps below each other": (both(own(D="polmas.b"), own(A="polmas.b", D="polmas.kunjungan_sekolah")), ["sel D17", "sel D18"]),
    "a step below an objective": (own(D="SS1"), ["sel D17", "berinduk sasaran SS1"]),
    "an indicator below a step": (own(C="indikator", D="rsi.operasi"), ["sel D17", "berinduk langkah rsi.operasi"]),
    "an unknown aggregation of an own step": (own(F="total"), ["sel F17", "agregasi polmas.kunjungan_sekolah \"total\" tidak dikenal", "aditif, kumulatif"]),
    "an own step without aggregation": (own(F=None), ["sel F17", "agregasi polmas.kunjungan_sekolah kosong"]),
    "an unknown unit of an own step": (own(E="lusin"), ["sel E17", "satuan polmas.kunjungan_sekolah \"lusin\" tidak dikenal"]),
    "an unknown kind of an own step": (own(C="program"), ["sel C17", "jenis"]),
    "an unknown direction of an own step": (own(G="atas"), ["sel G17", "arah baik"]),
    "an own step without words": (own(B=None), ["sel B17", "uraian polmas.kunjungan_sekolah kosong"]),
    "words in a number of an own step": (own(I="banyak"), ["sel I17", "\"banyak\" bukan angka"]),
    "no place of adoption": (entry("penetapan.tempat", None), ["Lembar \"Profil\"", "penetapan.tempat"]),
    "no adoption at all": (both(entry("penetapan.tempat", None), entry("penetapan.tanggal", None)), ["penetapan.tempat, penetapan.tanggal"]),
    "a date of adoption the wrong way round": (entry("penetapan.tanggal", "12-01-2026"), ["Lembar \"Profil\"", "penetapan.tanggal"]),
    "words in a realisation": (reported("rsi.operasi", "banyak"), ["Lembar \"Realisasi TW I\" sel D8", "\"banyak\" bukan angka"]),
    "a dash for a realisation": (reported("rsi.operasi", "-"), ["sel D8", "0 bila nihil"]),
    "a negative realisation": (reported("rsi.operasi", -1), ["sel D8", "kurang dari nol"]),
    "half a realisation": (reported("rsi.operasi", 1.5), ["sel D8", "bukan bilangan bulat"]),
    "a realisation above the highest": (reported("reduksi", 130), ["Lembar \"Realisasi TW I\" sel D", "melebihi nilai tertinggi"]),
    "a realisation as a fraction": (reported("serapan", 0.12), ["0,12 tampaknya pecahan"]),
    "a date of another quarter": (reported("rsi.operasi", 3, G=date(2026, 4, 1)), ["Lembar \"Realisasi TW I\" sel G8", "2026-04-01 di luar TW1 tahun 2026"]),
    "a date of another year": (reported("rsi.operasi", 3, G=date(2025, 3, 31)), ["sel G8", "di luar TW1 tahun 2026"]),
    "a date in words": (reported("rsi.operasi", 3, G="akhir Maret"), ["sel G8", "bukan tanggal"]),
    "a realisation without evidence": (reported("rsi.operasi", 3, H=None), ["sel H8", "belum diisi"]),
    "a realisation without date and reporter": (reported("rsi.operasi", 3, G=None, I=None), ["sel G8", "sel I8"]),
    "evidence of nothing": (reported("rsi.operasi", None), ["sel A8", "nilai dan kendala kosong"]),
    "a numerator alone": (reported("reduksi", 50, E=1), ["harus diisi bersama"]),
    "a ratio that its parts do not make": (reported("reduksi", 60, E=1, F=2), ["1 dari 2 bukan 60%"]),
    "a denominator of zero": (reported("reduksi", 0, E=0, F=0), ["nol tidak dapat menjadi penyebut"]),
    "what is judged once a year, in the first quarter": (reported("akip", 70), ["Lembar \"Realisasi TW I\" sel A", "dinilai sekali setahun"]),
    "a realisation of what is not planned": (both(at("rsi.dikmas", "I", None), at("rsi.dikmas", "J", None), at("rsi.dikmas", "K", None), at("rsi.dikmas", "L", None),
                                                   reported("rsi.dikmas", 1)), ["Lembar \"Realisasi TW I\" sel A", "\"rsi.dikmas\" dilaporkan padahal tidak direncanakan"]),
    "a realisation of a code nobody knows": (own_report(A="rsi.razia"), ["Lembar \"Realisasi TW I\" sel A17", "\"rsi.razia\" dilaporkan padahal tidak direncanakan"]),
    "a realisation told twice": (own_report(A="rsi.operasi"), ["Lembar \"Realisasi TW I\" sel A17", "sudah dilaporkan pada baris 8"]),
    "a realisation without a code": (own_report(), ["Lembar \"Realisasi TW I\" sel A17", "kode kosong"]),
    "a note beside the realisations": (put(R1, "N9", "cek"), ["Lembar \"Realisasi TW I\" sel N9", "di luar tabel"]),
}


@pytest.mark.parametrize("nama", list(RUSAK))
def test_a_broken_plan_is_told_with_sheet_and_cell(nama, baik, akar_tetap, tmp_path, monkeypatch, capsys):
    ubah, harapan = RUSAK[nama]
    buku = load_workbook(io.BytesIO(baik))
    ubah(buku)
    (tmp_path / "b.xlsx").write_bytes(as_bytes(buku))
    masalah = refuse(akar_tetap, tmp_path / "b.xlsx", monkeypatch, capsys)
    for bagian in harapan:
        assert any(bagian in k for k in masalah), (bagian, masalah)


def test_all_problems_of_a_plan_are_told_at_once(baik, akar_tetap, tmp_path, monkeypatch, capsys):
    buku = load_workbook(io.BytesIO(baik))
    for ubah in (at("rsi", "H", "tinggi"), at("rsi.operasi", "J", "x"), at("rsi.dikmas", "F", "total"), own(D="entah", F="total"), reported("rsi.operasi", "banyak"),
                 reported("rsi.dikmas", 1, "TW2", G=date(2026, 1, 1)), entry("penetapan.tanggal", "kemarin")):
        ubah(buku)
    (tmp_path / "b.xlsx").write_bytes(as_bytes(buku))
    masalah = refuse(akar_tetap, tmp_path / "b.xlsx", monkeypatch, capsys)
    for sel in (f"\"{RENCANA}\" sel H7", f"\"{RENCANA}\" sel J8", f"\"{RENCANA}\" sel F", f"\"{RENCANA}\" sel D17", f"\"{RENCANA}\" sel F17", f"\"{R1}\" sel D8",
                f"\"{R2}\" sel G", f"\"{PROFIL}\" sel C"):
        assert any(sel in k for k in masalah), (sel, masalah)


def test_the_row_of_ones_own_is_good(baik, akar_tetap, tmp_path):
    from helpers.masukan.impor import import_book

    buku = load_workbook(io.BytesIO(baik))
    add_own(buku)
    own_report(A=OWN[0])(buku)
    (tmp_path / "b.xlsx").write_bytes(as_bytes(buku))
    assert b"polmas.kunjungan_sekolah,TW1,1" in import_book(tmp_path / "b.xlsx", akar_tetap).berkas["realisasi.csv"]
