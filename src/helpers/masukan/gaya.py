"""How sheets of input look: headings locked, cells to fill in open and coloured, text kept text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from math import ceil
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.masukan.lembar import BARIS_JUDUL, BARIS_KEPALA, BARIS_PENJELASAN, PAKET
from helpers.spreadsheet import clean_text, like_formula

_KEPALA = PatternFill("solid", start_color="1F3A5F")
_MASUKAN = PatternFill("solid", start_color="FFF9DB")
_TETAP = PatternFill("solid", start_color="EEF1F5")
_GARIS = Border(*(Side(style="thin", color="BFBFBF"),) * 4)
_TERBUKA = Protection(locked=False)
_SINGKAT = 200  # letters a list in a cell may have
_GAYA: WeakKeyDictionary[Workbook, dict[str, StyleArray]] = WeakKeyDictionary()


def put(sel: Cell, teks: str) -> None:
    """Write text that stays text, whatever it begins with."""
    if not teks:
        return
    sel.value = clean_text(teks)
    sel.data_type = "s"
    if like_formula(teks):
        sel.quotePrefix = True


def font(**sifat: object) -> Font:
    """Return the font of all sheets, with what differs."""
    return Font(**({"name": "Calibri", "size": 11} | sifat))


def fit_height(lembar: Worksheet, r: int) -> None:
    """Make a row as high as its wrapped texts need; not every program does so by itself."""
    baris = 1
    for sel in lembar[r]:
        if isinstance(sel.value, str) and sel.data_type == "s" and sel.alignment.wrap_text:
            lebar = max(4.0, lembar.column_dimensions[sel.column_letter].width - 2)
            baris = max(baris, sum(ceil(max(1, len(x)) / lebar) for x in sel.value.split("\n")))
    if baris > 1:
        lembar.row_dimensions[r].height = min(400, 15 * baris + 2)


def head(lembar: Worksheet, judul: str, penjelasan: str, kepala: Sequence[str], lebar: Sequence[float]) -> None:
    """Write title, explanation and header of a sheet, and how it is shown, printed and protected."""
    put(lembar.cell(BARIS_JUDUL, 1), judul)
    lembar.cell(BARIS_JUDUL, 1).font = font(bold=True, size=14, color="1F3A5F")
    put(lembar.cell(BARIS_PENJELASAN, 1), penjelasan)
    lembar.cell(BARIS_PENJELASAN, 1).font = font(italic=True, color="555555")
    for n, nama in enumerate(kepala, 1):
        sel = lembar.cell(BARIS_KEPALA, n)
        put(sel, nama)
        sel.font, sel.fill, sel.border = font(bold=True, color="FFFFFF"), _KEPALA, _GARIS
        sel.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        lembar.column_dimensions[get_column_letter(n)].width = lebar[n - 1]
    fit_height(lembar, BARIS_KEPALA)
    lembar.sheet_view.showGridLines = False
    lembar.print_title_rows = f"{BARIS_KEPALA}:{BARIS_KEPALA}"
    lembar.page_setup.orientation, lembar.page_setup.paperSize = "landscape", lembar.PAPERSIZE_A4
    lembar.sheet_properties.pageSetUpPr.fitToPage, lembar.page_setup.fitToHeight = True, 0
    p = lembar.protection  # without a password: it keeps from slips, not from people
    p.sheet, p.formatColumns, p.formatRows, p.sort, p.autoFilter = True, False, False, False, False


def open_cell(sel: Cell, *, bentuk: str = "@") -> None:
    """Make a cell one to fill in; before its value is put in."""
    def style() -> None:
        sel.fill, sel.border, sel.protection, sel.number_format = _MASUKAN, _GARIS, _TERBUKA, bentuk
        sel.alignment = Alignment(wrap_text=True, vertical="top") if bentuk == "@" else Alignment(vertical="top", horizontal="right", indent=1)

    _styled(sel, f"buka {bentuk}", style)


def fixed_cell(sel: Cell, *, rumus: bool = False) -> None:
    """Make a cell one that stays as it is; before its value is put in."""
    def style() -> None:
        sel.fill, sel.border, sel.alignment = _TETAP, _GARIS, Alignment(wrap_text=True, vertical="top")
        if rumus:
            sel.number_format, sel.font = "#,##0.##", font(italic=True, color="555555")

    _styled(sel, f"tetap {rumus}", style)


def _styled(sel: Cell, nama: str, style: Callable[[], None]) -> None:
    """Give a cell a style; made once for each workbook, since most of the time would go into making them again."""
    gaya = _GAYA.setdefault(sel.parent.parent, {})
    if nama not in gaya:
        style()
        gaya[nama] = sel._style
    sel._style = copy(gaya[nama])


def long_lists(semua: Iterable[Sequence[str]]) -> dict[tuple[str, ...], str]:
    """Return the column of the last sheet for each list that is too long to stand in its cell."""
    panjang = dict.fromkeys(tuple(p) for p in semua if len(",".join(p)) > _SINGKAT)
    return {p: get_column_letter(26 + n) for n, p in enumerate(panjang)}


def choices(lembar: Worksheet, sel: str, pilihan: Sequence[str], daftar: Mapping[tuple[str, ...], str], *, ketat: bool = True) -> None:
    """Give cells a drop-down.

    Parameters
    ----------
    sel : str
        A cell or a range.
    daftar : mapping
        Of `long_lists`.
    ketat : bool
        Whether anything else is turned away; otherwise it is asked whether it is meant.
    """
    kolom = daftar.get(tuple(pilihan))
    rumus = f"'{PAKET}'!${kolom}$1:${kolom}${len(pilihan)}" if kolom else f'"{",".join(pilihan)}"'
    v = DataValidation(type="list", formula1=rumus, allow_blank=True, showErrorMessage=True, errorStyle="stop" if ketat else "warning")
    v.errorTitle, v.error = "Pilih dari daftar", "Isi sel ini harus salah satu pilihan pada daftar." if ketat else "Isi ini tidak ada pada daftar. Tetap dipakai?"
    v.add(sel)
    lembar.add_data_validation(v)
