"""Sheets as an `.xlsx` file."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from helpers.rendering.sheets import Bentuk, Lembar, Sel
from helpers.spreadsheet import clean_text, like_formula, xlsx_bytes

_TIPIS = Side(style="thin", color="BFBFBF")
_KOTAK = Border(left=_TIPIS, right=_TIPIS, top=_TIPIS, bottom=_TIPIS)


def sheets_xlsx(lembar: Sequence[Lembar], judul: str) -> bytes:
    """Return the file of some sheets; the same sheets give the same bytes."""
    buku = Workbook()
    buku.remove(buku.active)
    gaya: dict[tuple[str, Bentuk | None, bool], StyleArray] = {}  # made once each: making them costs most of the time
    for satu in lembar:
        _fill(buku.create_sheet(satu.nama), satu, gaya)
    return xlsx_bytes(buku, judul)


def number_format(b: Bentuk) -> str:
    """Return a number format code; spreadsheets show it with the separators of their own language."""
    inti = ("#,##0" if b.ribuan or b.rupiah else "0") + ("." + "0" * b.desimal if b.desimal else "") + ("%" if b.persen else "")
    inti = ('"Rp"' if b.rupiah else "") + inti
    return f"+{inti};-{inti};{inti}" if b.tanda else inti


def _fill(ws: Worksheet, lembar: Lembar, gaya: dict[tuple[str, Bentuk | None, bool], StyleArray]) -> None:
    """Write one sheet."""
    for (b, k), s in lembar.sel.items():
        sel = ws.cell(b, k)
        rumus = False
        if isinstance(s.nilai, str):
            sel.value = teks = clean_text(s.nilai)
            sel.data_type = "s"  # never a formula or an error value
            rumus = like_formula(teks)
        else:
            sel.value = s.nilai
        kunci = (s.gaya, s.bentuk, rumus)
        if kunci not in gaya:
            _style(sel, s, rumus)
            gaya[kunci] = sel._style
        sel._style = gaya[kunci]
        if s.tujuan:
            sel.hyperlink = Hyperlink(ref=sel.coordinate, location=f"'{s.tujuan}'!A1")
            sel._style = gaya[kunci]
        if s.kolom > 1 or s.baris > 1:
            ws.merge_cells(start_row=b, start_column=k, end_row=b + s.baris - 1, end_column=k + s.kolom - 1)
    for k, lebar in enumerate(lembar.lebar, start=1):
        ws.column_dimensions[get_column_letter(k)].width = lebar
    ws.freeze_panes = ws.cell(lembar.beku[0] + 1, lembar.beku[1] + 1).coordinate if any(lembar.beku) else None
    if lembar.kepala[0]:
        ws.print_title_rows = f"{lembar.kepala[0]}:{lembar.kepala[1]}"
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", ws.PAPERSIZE_A4
    ws.sheet_properties.pageSetUpPr.fitToPage, ws.page_setup.fitToHeight = True, 0


def _style(sel: Cell, s: Sel, rumus: bool) -> None:
    """Give a cell its look; `rumus` marks text that would begin a formula if it were typed in."""
    sel.quotePrefix = rumus
    if s.gaya == "judul":
        sel.font = Font(bold=True, size=13)
    elif s.gaya == "keterangan":
        sel.font = Font(italic=True, color="595959")
    elif s.gaya == "tautan":
        sel.font, sel.alignment = Font(underline="single", color="0563C1"), Alignment(vertical="top")
    else:
        sel.border = _KOTAK
        sel.alignment = Alignment(wrap_text=True, vertical="top")
        if s.gaya == "kepala":
            sel.font, sel.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", start_color="1F3A5F")
            sel.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        elif s.gaya == "jumlah":
            sel.font = Font(bold=True)
    if s.bentuk is not None:
        sel.number_format = number_format(s.bentuk)
