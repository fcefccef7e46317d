"""The workbook of findings: what it holds, that nothing in it runs, the same bytes every time."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from helpers.display.workbook import findings_workbook
from helpers.validation.findings import Tempat, Temuan

TEMPAT = Tempat("t01-uji:2:nilai", "t01-uji", "Tabel 1 Tabel uji", 2, "TW1 2023", "H8", "uji", 2023, "TW1", "18,30")
TEMUAN = Temuan(
    "rasio-h8-2023", "T001", "kritis", "rasio", "Crime rate tidak sama dengan hasil rumusnya", "H8", 2023, "TW1", "18,30; 14,47",
    (TEMPAT, replace(TEMPAT, baris=3, teks="14,47")), ("62 ÷ 1 = 62.", "63 ÷ 1 = 63."), ("Salah ketik.",), "Memengaruhi indeks.", "Periksa.", "terbuka")
RINGAN = replace(TEMUAN, id="satuan-h3-2023", nomor="T002", tingkat="info", keluarga="satuan", tempat=())


def sheets(*temuan: Temuan):
    return load_workbook(BytesIO(findings_workbook(temuan)))


def rows(lembar) -> list[dict]:
    kepala, *isi = lembar.iter_rows(values_only=True)
    return [dict(zip(kepala, b, strict=True)) for b in isi]


def test_one_row_a_finding_and_one_a_place():
    buku = sheets(TEMUAN, RINGAN)
    assert buku.sheetnames == ["Temuan", "Tempat"]
    satu, dua = rows(buku["Temuan"])
    assert (satu["Nomor"], satu["Tingkat"], satu["Keluarga"], satu["Tahun"], satu["Jumlah tempat"]) == ("T001", "kritis", "Rasio dan rumus", 2023, 2)
    assert satu["Perhitungan"] == "62 ÷ 1 = 62.\n63 ÷ 1 = 63." and satu["Pengenal"] == "rasio-h8-2023" and dua["Jumlah tempat"] == 0
    assert [(t["Nomor temuan"], t["Tabel"], t["Kode tabel"], t["Baris"], t["Kolom"], t["Tercetak"]) for t in rows(buku["Tempat"])] == [
        ("T001", "Tabel 1 Tabel uji", "t01-uji", 2, "TW1 2023", "18,30"), ("T001", "Tabel 1 Tabel uji", "t01-uji", 3, "TW1 2023", "14,47")]


def test_a_place_names_the_quantity_as_a_correction_needs_it():
    assert [t["Kode besaran"] for t in rows(sheets(TEMUAN)["Tempat"])] == [p.kode for p in TEMUAN.tempat] and all(p.kode for p in TEMUAN.tempat)


def test_header_stays_and_filters_text_wraps_severity_has_word_and_colour():
    buku = sheets(TEMUAN, RINGAN)
    for lembar in buku:
        assert lembar.freeze_panes == "B2" and lembar.auto_filter.ref == lembar.dimensions and lembar.print_title_rows == "$1:$1"
        assert all(lembar.column_dimensions[sel.column_letter].width >= 8 for sel in lembar[1])
        assert all(sel.alignment.wrap_text for baris in lembar.iter_rows() for sel in baris)
    kritis, info = buku["Temuan"]["B2"], buku["Temuan"]["B3"]
    assert (kritis.value, info.value) == ("kritis", "info") and kritis.fill.fill_type == info.fill.fill_type == "solid"
    assert kritis.fill.start_color.rgb != info.fill.start_color.rgb and buku["Temuan"]["A2"].fill.fill_type is None


@pytest.mark.parametrize("teks", ["=1+1", "=cmd|' /C calc'!A0", "+62", "-", "--", "@SUM(A1)", "\t=1", "\r=1", "#REF!", "#N/A", "TRUE", "<f>1</f>"])
def test_text_never_becomes_a_formula(teks):
    jahat = replace(TEMUAN, judul=teks, perhitungan=(teks,), tempat=(replace(TEMPAT, sebutan=teks, kolom=teks, teks=teks),))
    isi = findings_workbook([jahat])
    with zipfile.ZipFile(BytesIO(isi)) as arsip:
        for nama in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
            assert b"<f>" not in arsip.read(nama) and b't="e"' not in arsip.read(nama)
    buku = load_workbook(BytesIO(isi))
    for sel in (buku["Temuan"]["D2"], buku["Temuan"]["J2"], buku["Tempat"]["C2"], buku["Tempat"]["F2"], buku["Tempat"]["G2"]):
        assert sel.data_type == "s" and str(sel.value).strip() == teks.strip()
        assert bool(sel.quotePrefix) == (teks[0] in "=+-@\t\r")
    assert not buku["Temuan"]["A2"].quotePrefix


def test_what_a_cell_cannot_hold_is_replaced_or_cut_and_said():
    buku = sheets(replace(TEMUAN, judul="a\x00b\x1bc\ufffe", akibat="x" * 40_000))
    assert buku["Temuan"]["D2"].value == "a\ufffdb\ufffdc\ufffd"
    akibat = buku["Temuan"]["L2"].value
    assert len(akibat) == 32_767 and akibat.endswith("(selengkapnya di temuan.csv)")


def test_no_findings_give_empty_sheets():
    assert [rows(lembar) for lembar in sheets()] == [[], []]


def test_the_same_findings_give_the_same_bytes():
    pertama = findings_workbook([TEMUAN, RINGAN])
    assert findings_workbook([TEMUAN, RINGAN]) == pertama
    with zipfile.ZipFile(BytesIO(pertama)) as arsip:  # nothing in it tells when or where it was written
        assert {(i.date_time, i.create_system, i.external_attr) for i in arsip.infolist()} == {((2000, 1, 1, 0, 0, 0), 3, 0o600 << 16)}
        assert arsip.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2
