"""The workbooks beside the document: the page's own tables, real numbers, nothing that runs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from helpers.rendering.published import SelTabel, read_published
from helpers.rendering.sheets import Bentuk, read_number, write_workbooks

TABEL = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
KANTOR = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

HALAMAN = """<!DOCTYPE html><html><head><title>Laporan &amp; Uji</title></head><body><p class="subtitle">Tahun 2023</p>
<main><h1><span class="nomor">BAB I</span> Awal</h1><h2>A. Isi</h2>
<figure id="tbl-x" class="quarto-float quarto-float-tbl"><figcaption>Tabel 1: Nilai: semua</figcaption><div class="gulir"><table>
<thead><tr><th rowspan="2">Nama</th><th colspan="2">Tahun 2023</th></tr><tr><th>Target</th><th>Capaian</th></tr></thead><tbody>
<tr><td rowspan="2">=HYPERLINK("x")<br>+62</td><td class="angka" data-angka="f:1">338,735 <sup><a class="tanda" href="#t">T001</a></sup></td>
<td class="angka">109,09%</td></tr>
<tr><td class="angka">−1.250,5</td><td class="angka">+0,42</td></tr>
<tr class="jumlah"><td>-</td><td class="angka">Rp69.177.957.000</td><td>@SUM</td></tr></tbody></table></div>
<p><em>Sumber: uji.</em></p></figure>
<h2>B. Lain</h2><table><tr><td>tanpa judul</td></tr></table></main></body></html>"""


@pytest.mark.parametrize(
    ("teks", "asal", "hasil"),
    [
        ("109,09%", "", (1.0909, Bentuk(2, persen=True))),
        ("1.234,50", "", (1234.5, Bentuk(2, ribuan=True))),
        ("4,174", "", (4.174, Bentuk(3))),
        ("338.735", "", (338735, Bentuk(ribuan=True))),
        ("338,735", "orang", (338735, Bentuk(ribuan=True))),
        ("5.081", "orang", None),  # the text says something else than the value that was read
        ("83.25", "angka", (83.25, Bentuk(2))),
        ("83.25", "", None),  # not the Indonesian way, and no fact to decide
        ("−0,01", "", (-0.01, Bentuk(2))),
        ("+18,15", "", (18.15, Bentuk(2, tanda=True))),
        ("Rp. 47.375.004.000,-", "", (47375004000, Bentuk(ribuan=True, rupiah=True))),
        ("2022", "", (2022, Bentuk())),
        ("08", "", None), ("12 Kegiatan", "", None), ("–", "", None), ("", "", None), ("1234567890123456", "", None), ("=1+1", "", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_meant(teks, asal, hasil):
    assert read_number(SelTabel(teks, asal=asal, angka=True), {"orang": 338735.0, "angka": 83.25}) == hasil


def test_text_outside_number_columns_is_a_number_only_without_doubt():
    assert read_number(SelTabel("338.735"), {}) is None
    assert read_number(SelTabel("7"), {}) == (7, Bentuk())


@pytest.fixture
def buku(tmp_path) -> dict[str, Path]:
    """Return the workbooks of a small page."""
    halaman = tmp_path / "lkip.html"
    halaman.write_text(HALAMAN, encoding="utf-8")
    return {b.suffix: b for b in write_workbooks(halaman, tmp_path, {"f:1": 338735.0})}


def test_xlsx_holds_the_table_with_its_marks_and_notes(buku):
    wb = load_workbook(buku[".xlsx"])
    assert wb.sheetnames == ["Daftar Tabel", "Tabel 1"]
    daftar, ws = wb["Daftar Tabel"], wb["Tabel 1"]
    assert [c.value for c in daftar[6]] == ["Tabel 1", "Nilai: semua", "BAB I Awal › A. Isi", "Sumber: uji."]
    assert daftar["A6"].hyperlink.location == "'Tabel 1'!A1" and ws["A3"].hyperlink.location == "'Daftar Tabel'!A1"
    assert [[c.value for c in b] for b in ws.iter_rows(min_row=5, max_row=11)] == [
        ["Nama", "Tahun 2023", None, "Temuan"], [None, "Target", "Capaian", None],
        ['=HYPERLINK("x")\n+62', 338735, 1.0909, "T001 (Target)"], [None, -1250.5, 0.42, None],
        ["-", 69177957000, "@SUM", None], [None] * 4, ["Sumber: uji.", None, None, None],
    ]  # fmt: skip
    assert ws.freeze_panes == "A7" and "B5:C5" in ws.merged_cells and "A7:A8" in ws.merged_cells
    assert [ws["C7"].number_format, ws["B8"].number_format, ws["B9"].number_format] == ["0.00%", "#,##0.0", '"Rp"#,##0']
    assert ws["A7"].data_type == "s" and ws["A7"].quotePrefix and ws["C9"].quotePrefix
    assert ws["A5"].font.bold and ws["B9"].font.bold


def test_nothing_in_the_workbooks_runs(buku):
    for berkas in buku.values():
        with zipfile.ZipFile(berkas) as arsip:
            for nama in arsip.namelist():
                isi = arsip.read(nama)
                assert b"<f>" not in isi and b"table:formula" not in isi and b"vbaProject" not in isi


def test_ods_holds_the_same_as_xlsx(buku):
    with zipfile.ZipFile(buku[".ods"]) as arsip:
        pertama = arsip.infolist()[0]
        assert (pertama.filename, pertama.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        akar = ElementTree.fromstring(arsip.read("content.xml"))
        for nama in arsip.namelist():
            if nama.endswith(".xml"):
                ElementTree.fromstring(arsip.read(nama))
        assert b"VerticalSplitPosition" in arsip.read("settings.xml")
    wb = load_workbook(buku[".xlsx"])
    lembar = akar.findall(f".//{TABEL}table")
    assert [x.get(f"{TABEL}name") for x in lembar] == wb.sheetnames
    for x in lembar:
        for b, baris in enumerate(x.iter(f"{TABEL}table-row"), start=1):
            for k, sel in enumerate(baris, start=1):
                angka = sel.get(f"{KANTOR}value")
                isi = float(angka) if angka else "\n".join("".join(p.itertext()) for p in sel) or None
                assert isi == wb[x.get(f"{TABEL}name")].cell(b, k).value


def test_same_page_gives_the_same_bytes(buku, tmp_path):
    lama = {a: b.read_bytes() for a, b in buku.items()}
    write_workbooks(tmp_path / "lkip.html", tmp_path, {"f:1": 338735.0})
    assert {a: b.read_bytes() for a, b in buku.items()} == lama
    assert all(i.date_time == (2000, 1, 1, 0, 0, 0) for b in lama.values() for i in zipfile.ZipFile(io.BytesIO(b)).infolist())


def test_both_engines_publish_the_same_tables(jadi):
    t = read_published(jadi["html"])
    assert (t.judul, t.subjudul) == ("Laporan Contoh & Uji", "Tahun 2023")
    assert [(x.nama, x.judul, x.bagian) for x in t.tabel] == [
        ("Tabel 1", "Capaian kinerja utama", "BAB II Akuntabilitas Kinerja"),
        ("Tabel 2", "Temuan penting", "BAB II Akuntabilitas Kinerja › A. Sasaran Satu"),
        ("Tabel 3", "Tabel di dalam dokumen", "BAB II Akuntabilitas Kinerja › A. Sasaran Satu"),
        ("Tabel 4", "Tabel lebar", "Lampiran"),
    ]  # fmt: skip
    assert [[s.teks for s in b.sel] for b in t.tabel[0].baris] == [
        ["Indikator", "Tahun 2023"], ["Target", "Realisasi"], ["Indeks <Kamtibmas>", "3,20", "2,91†"], ["1", "2†"]]
    assert [[s.teks for s in b.sel] for b in t.tabel[2].baris] == [["Nama", "Nilai"], ["a", "1,5"]]
