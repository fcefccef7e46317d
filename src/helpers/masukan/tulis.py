"""Write a workbook of input: headings locked, input cells open and coloured, numbers kept numbers, text kept text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from itertools import groupby
from math import ceil
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.masukan.lembar import (
    BARIS_JUDUL,
    BARIS_KEPALA,
    BARIS_PENJELASAN,
    CONTOH,
    DASAR,
    KEPALA_DASAR,
    KEPALA_ISIAN,
    KEPALA_KOREKSI,
    KEPALA_POLSEK,
    KEPALA_SATKER,
    KOREKSI,
    PAKET,
    PETUNJUK,
    POLSEK,
    PROFIL,
    SATKER,
    URAIAN,
    Buku,
    Isian,
    LembarTabel,
    descriptor_rows,
)
from helpers.methodology.models import Satuan
from helpers.spreadsheet import clean_text, like_formula, xlsx_bytes

#: Tells the unit of a cell of a table, or None for words: sheet, cells of the row, name of the column.
Penentu = Callable[[LembarTabel, Sequence[str], str], Satuan | None]
_KEPALA = PatternFill("solid", start_color="1F3A5F")
_MASUKAN = PatternFill("solid", start_color="FFF9DB")
_TETAP = PatternFill("solid", start_color="EEF1F5")
_GARIS = Border(*(Side(style="thin", color="BFBFBF"),) * 4)
_TERBUKA = Protection(locked=False)
_GAYA: WeakKeyDictionary[Workbook, dict[str, StyleArray]] = WeakKeyDictionary()
_CADANGAN = 10  # empty rows that stay open below free rows
_LEBAR_ISIAN = (34, 52, 90)


def write_book(buku: Buku, unit_of: Penentu | None = None) -> bytes:
    """Return the workbook as the bytes of its file; the same book gives the same bytes.

    Parameters
    ----------
    buku : Buku
    unit_of : callable, optional
        Tells the unit of a cell, so that a cell for a number takes numbers only; without it every cell holds text.
    """
    xl = Workbook()
    _instructions(xl.active, buku)
    _entries(xl.create_sheet(PROFIL), "Identitas dan pernyataan resmi Polres", buku.profil, buku.templat)
    cadangan = 0 if buku.templat else _CADANGAN
    _records(xl.create_sheet(POLSEK), "Polsek jajaran", KEPALA_POLSEK, buku.polsek, (26, 50), cadangan, tetap=1 if buku.templat else 0)
    _records(xl.create_sheet(SATKER), "Satuan kerja menurut unsur", KEPALA_SATKER, buku.satuan_kerja, (30, 46, 110), _CADANGAN)
    _records(xl.create_sheet(DASAR), "Dasar hukum laporan", KEPALA_DASAR, buku.dasar_hukum, (46, 60, 60, 24), _CADANGAN)
    for t in buku.tabel:
        _table(xl.create_sheet(t.nama), t, unit_of, buku.templat)
    _entries(xl.create_sheet(URAIAN), "Uraian: latar belakang, isu, sebab, solusi, kesimpulan", buku.uraian, buku.templat)
    _records(xl.create_sheet(KOREKSI), "Koreksi: keputusan atas angka yang tercetak berbeda-beda", KEPALA_KOREKSI, buku.koreksi,
             (18, 16, 9, 10, 40, 18, 80, 12), _CADANGAN)
    pilihan = {i.pilihan for i in buku.profil if len(",".join(i.pilihan)) > 200}
    _descriptor(xl.create_sheet(PAKET), buku, sorted(pilihan))
    return xlsx_bytes(xl, f"Masukan LKIP {buku.paket['lkip']['polres']} {buku.paket['lkip']['tahun']}")


def put(sel: Cell, teks: str) -> None:
    """Write text that stays text, whatever it begins with."""
    if not teks:
        return
    sel.value = clean_text(teks)
    sel.data_type = "s"
    if like_formula(teks):
        sel.quotePrefix = True


def _font(**sifat: object) -> Font:
    return Font(**({"name": "Calibri", "size": 11} | sifat))


def _fit_height(lembar: Worksheet, r: int) -> None:
    """Make a row as high as its wrapped texts need; not every program does so by itself."""
    baris = 1
    for sel in lembar[r]:
        if isinstance(sel.value, str) and sel.data_type == "s" and sel.alignment.wrap_text:
            lebar = max(4.0, lembar.column_dimensions[sel.column_letter].width - 2)
            baris = max(baris, sum(ceil(max(1, len(x)) / lebar) for x in sel.value.split("\n")))
    if baris > 1:
        lembar.row_dimensions[r].height = min(400, 15 * baris + 2)


def _head(lembar: Worksheet, judul: str, penjelasan: str, kepala: Sequence[str], lebar: Sequence[float]) -> None:
    put(lembar.cell(BARIS_JUDUL, 1), judul)
    lembar.cell(BARIS_JUDUL, 1).font = _font(bold=True, size=14, color="1F3A5F")
    put(lembar.cell(BARIS_PENJELASAN, 1), penjelasan)
    lembar.cell(BARIS_PENJELASAN, 1).font = _font(italic=True, color="555555")
    for n, nama in enumerate(kepala, 1):
        sel = lembar.cell(BARIS_KEPALA, n)
        put(sel, nama)
        sel.font, sel.fill, sel.border = _font(bold=True, color="FFFFFF"), _KEPALA, _GARIS
        sel.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        lembar.column_dimensions[get_column_letter(n)].width = lebar[n - 1]
    _fit_height(lembar, BARIS_KEPALA)
    lembar.sheet_view.showGridLines = False
    lembar.print_title_rows = f"{BARIS_KEPALA}:{BARIS_KEPALA}"
    lembar.page_setup.orientation, lembar.page_setup.paperSize = "landscape", lembar.PAPERSIZE_A4
    lembar.sheet_properties.pageSetUpPr.fitToPage, lembar.page_setup.fitToHeight = True, 0
    p = lembar.protection  # without a password: it keeps from slips, not from people
    p.sheet, p.formatColumns, p.formatRows, p.sort, p.autoFilter = True, False, False, False, False


def _open(sel: Cell, *, bentuk: str = "@") -> None:
    """Make a cell one to fill in; before its value is put in."""
    def style() -> None:
        sel.fill, sel.border, sel.protection, sel.number_format = _MASUKAN, _GARIS, _TERBUKA, bentuk
        sel.alignment = Alignment(wrap_text=True, vertical="top") if bentuk == "@" else Alignment(vertical="top", horizontal="right")

    _styled(sel, f"buka {bentuk}", style)


def _fixed(sel: Cell, *, rumus: bool = False) -> None:
    """Make a cell one that stays as it is; before its value is put in."""
    def style() -> None:
        sel.fill, sel.border, sel.alignment = _TETAP, _GARIS, Alignment(wrap_text=True, vertical="top")
        if rumus:
            sel.number_format, sel.font = "#,##0.##", _font(italic=True, color="555555")

    _styled(sel, f"tetap {rumus}", style)


def _styled(sel: Cell, nama: str, style: Callable[[], None]) -> None:
    """Give a cell a style; made once for each workbook, since most of the time would go into making them again."""
    gaya = _GAYA.setdefault(sel.parent.parent, {})
    if nama not in gaya:
        style()
        gaya[nama] = sel._style
    sel._style = copy(gaya[nama])


def _instructions(lembar: Worksheet, buku: Buku) -> None:
    lembar.title = PETUNJUK
    lembar.column_dimensions["A"].width, lembar.column_dimensions["B"].width = 18, 100
    put(lembar.cell(1, 1), str(buku.paket.get("title") or "Masukan LKIP"))
    lembar.cell(1, 1).font = _font(bold=True, size=16, color="1F3A5F")
    for n, (kepala, teks) in enumerate(buku.petunjuk, 3):
        put(lembar.cell(n, 1), kepala)
        put(lembar.cell(n, 2), teks)
        lembar.cell(n, 1).font = _font(bold=True)
        for k in (1, 2):
            lembar.cell(n, k).alignment = Alignment(wrap_text=True, vertical="top")
        _fit_height(lembar, n)
    lembar.sheet_view.showGridLines = False
    lembar.page_setup.paperSize = lembar.PAPERSIZE_A4
    lembar.sheet_properties.pageSetUpPr.fitToPage, lembar.page_setup.fitToHeight = True, 0
    lembar.protection.sheet = True


def _entries(lembar: Worksheet, judul: str, isian: Sequence[Isian], templat: bool) -> None:
    kepala = KEPALA_ISIAN
    _head(lembar, judul, "Isi kolom C; yang tidak ada dibiarkan kosong.", kepala, _LEBAR_ISIAN)
    for r, i in enumerate(isian, BARIS_KEPALA + 1):
        for n, (teks, siap) in enumerate(((i.kunci, _fixed), (i.keterangan, _fixed), (i.isi, _open)), 1):
            siap(lembar.cell(r, n))
            put(lembar.cell(r, n), teks)
        _fit_height(lembar, r)
        if i.pilihan:
            _choices(lembar, f"C{r}", i.pilihan)
    for r in range(BARIS_KEPALA + 1 + len(isian), BARIS_KEPALA + 1 + len(isian) + (0 if templat else _CADANGAN)):
        _open(lembar.cell(r, 1))
        _open(lembar.cell(r, 3))
    lembar.freeze_panes = lembar.cell(BARIS_KEPALA + 1, 2)


def _choices(lembar: Worksheet, sel: str, pilihan: Sequence[str]) -> None:
    """Give a cell a drop-down; a long list stands on the last sheet."""
    teks = ",".join(pilihan)
    rumus = f'"{teks}"' if len(teks) <= 200 else f"'{PAKET}'!$Z$1:$Z${len(pilihan)}"
    v = DataValidation(type="list", formula1=rumus, allow_blank=True, showErrorMessage=True)
    v.errorTitle, v.error = "Pilih dari daftar", "Isi sel ini harus salah satu pilihan pada daftar."
    v.add(sel)
    lembar.add_data_validation(v)


def _records(
    lembar: Worksheet, judul: str, kepala: Sequence[str], baris: Sequence[Sequence[str]], lebar: Sequence[float], cadangan: int, tetap: int = 0,
) -> None:
    """Write a sheet of free rows; the first `tetap` columns stay locked."""
    _head(lembar, judul, "Satu baris untuk setiap butir.", kepala, lebar)
    for r in range(len(baris) + cadangan):
        for n in range(len(kepala)):
            sel = lembar.cell(BARIS_KEPALA + 1 + r, n + 1)
            (_fixed if n < tetap else _open)(sel)
            if r < len(baris):
                put(sel, baris[r][n])
        _fit_height(lembar, BARIS_KEPALA + 1 + r)
    lembar.freeze_panes = lembar.cell(BARIS_KEPALA + 1, 2)


def _table(lembar: Worksheet, t: LembarTabel, unit_of: Penentu | None, templat: bool) -> None:
    kolom, fakta = t.kolom, [bool(k.get("lkip")) or k.get("lkip") == {} for k in t.tabel["schema"]["fields"]]
    lebar = [min(60, max(11, *(len(b[n]) for b in t.baris), 0) + 3) if not fakta[n] or not unit_of else 17 for n in range(len(kolom))] \
        if t.baris else [20] * len(kolom)
    _head(lembar, str(t.tabel["title"]), str(t.tabel.get("description") or ""), [*t.kepala, *(b[0] for b in t.bantu)], [*lebar, *(20,) * len(t.bantu)])
    if t.contoh:
        _example(lembar, t, fakta)
    angka: dict[str, list[Cell]] = {}
    for r, baris in enumerate(t.baris, t.baris_pertama):
        for n, nama in enumerate(kolom):
            sel = lembar.cell(r, n + 1)
            satuan = unit_of(t, baris, nama) if unit_of and fakta[n] else None
            if unit_of and not fakta[n]:
                _fixed(sel)
            elif satuan is None or satuan.jenis not in ("cacah", "desimal", "rupiah"):
                _open(sel)
            else:
                _open(sel, bentuk="General" if satuan.jenis == "desimal" else "#,##0")
                angka.setdefault(satuan.jenis, []).append(sel)
            put(sel, baris[n])
        for n, (_, rumus) in enumerate(t.bantu, len(kolom) + 1):
            _fixed(lembar.cell(r, n), rumus=True)
            lembar.cell(r, n).value = rumus.replace("{r}", str(r))
        _fit_height(lembar, r)
    if not templat:
        for r in range(t.baris_pertama + len(t.baris), t.baris_pertama + len(t.baris) + _CADANGAN):
            for n in range(len(kolom)):
                _open(lembar.cell(r, n + 1))
    for jenis, sel_sel in angka.items():
        lembar.add_data_validation(_numbers_only(jenis, sel_sel))
    tetap = next((n for n, f in enumerate(fakta) if f), 1)
    lembar.freeze_panes = lembar.cell(BARIS_KEPALA + 1, (tetap if templat else 1) + 1)


def _numbers_only(jenis: str, sel_sel: Sequence[Cell]) -> DataValidation:
    """Return the rule that turns text away from cells for numbers."""
    bulat = jenis in ("cacah", "rupiah")
    v = DataValidation(type="decimal", operator="greaterThanOrEqual" if bulat else "between", formula1="0" if bulat else "-1000000000",
                       formula2=None if bulat else "1000000000", allow_blank=True, showErrorMessage=True, showInputMessage=False)
    v.errorTitle = "Harus angka"
    v.error = ("Isi dengan angka saja, tanpa satuan, tanpa Rp, dan tanpa titik ribuan. Biarkan kosong bila belum ada."
               if bulat else "Isi dengan angka saja, tanpa tanda %, misalnya 65,27. Biarkan kosong bila belum ada.")
    for n in sorted({s.column for s in sel_sel}):  # as ranges: a list of single cells would grow too long
        baris = sorted(s.row for s in sel_sel if s.column == n)
        for _, urut in groupby(enumerate(baris), lambda x: x[1] - x[0]):
            r = [b for _, b in urut]
            v.add(f"{get_column_letter(n)}{r[0]}:{get_column_letter(n)}{r[-1]}")
    return v


def _example(lembar: Worksheet, t: LembarTabel, fakta: Sequence[bool]) -> None:
    """Write the example row, which the import passes over."""
    for n in range(len(t.kolom)):
        sel = lembar.cell(BARIS_KEPALA + 1, n + 1)
        _fixed(sel)
        sel.font = _font(italic=True, color="8A6D00")
        if fakta[n]:
            sel.value = 123
    put(lembar.cell(BARIS_KEPALA + 1, 1), CONTOH)
    if not fakta[1]:
        put(lembar.cell(BARIS_KEPALA + 1, 2), "Baris contoh: angka ditulis begini, tidak ikut diimpor")


def _descriptor(lembar: Worksheet, buku: Buku, pilihan: Sequence[Sequence[str]]) -> None:
    """Write the sheet that says what the others are, and the long lists of drop-downs at its side."""
    for r, baris in enumerate(descriptor_rows(buku), 1):
        for n, teks in enumerate(baris, 1):
            put(lembar.cell(r, n), teks)
    for daftar in pilihan[:1]:
        for r, teks in enumerate(daftar, 1):
            put(lembar.cell(r, 26), teks)
    lembar.column_dimensions["B"].width = 34
    lembar.protection.sheet = True
