"""Worksheets written as text are those openpyxl writes, byte for byte."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter

from helpers.sheet_writer import PenulisBuku


def book(*tambahan: object) -> Workbook:
    """Return a workbook with every kind of cell that may be hard to write."""
    buku = Workbook()
    for lembar in (buku.active, buku.create_sheet("Kedua & <lain>")):
        for n, isi in enumerate(["biasa", " di tepi ", "baris\ndua", "<&>\"'", "", None, "  ", "\ue000", 0, -1, 2.5, 1e21, 1 / 3, float("nan"), *tambahan], start=1):
            sel = lembar.cell(n // 4 + 1, n % 4 + 1, isi)
            if isinstance(isi, str) and isi.strip():
                sel.data_type = "s"
            if n % 3 == 0:
                sel.font = Font(bold=True)
        lembar["H9"].font = Font(italic=True)
        lembar["A1"].hyperlink = Hyperlink(ref="A1", location="'Kedua & <lain>'!A1")
        lembar.merge_cells("F1:G2")
        lembar.row_dimensions[2].height = 30
        lembar.row_dimensions[40].height = 12.5
    return buku


def parts(penulis: type[ExcelWriter], buku: Workbook) -> dict[str, bytes]:
    isi = BytesIO()
    penulis(buku, zipfile.ZipFile(isi, "w")).save()
    with zipfile.ZipFile(isi) as arsip:
        return {n: arsip.read(n) for n in arsip.namelist() if n != "docProps/core.xml"}  # holds the time


@pytest.mark.parametrize("tambahan", [(), ("=1+1",), (True,)], ids=["teks-dan-angka", "rumus", "benar-salah"])
def test_sheets_are_those_of_openpyxl(tambahan):
    assert parts(PenulisBuku, book(*tambahan)) == parts(ExcelWriter, book(*tambahan))
