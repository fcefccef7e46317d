"""Write a workbook of input: headings locked, input cells open and coloured, numbers kept numbers, text kept text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from helpers.masukan.gaya import choices, fit_height, fixed_cell, font, head, long_lists, open_cell, put
from helpers.masukan.lembar import (
    BARIS_JUDUL,
    BARIS_KEPALA,
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
from helpers.masukan.rencana_tulis import write_special
from helpers.methodology.models import Satuan
from helpers.sources.facts import PERIODE
from helpers.spreadsheet import xlsx_bytes

#: Tells the unit of a cell of a table, or None for words: sheet, cells of the row, name of the column.
Penentu = Callable[[LembarTabel, Sequence[str], str], Satuan | None]
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
    xl.active.title = PETUNJUK
    daftar = long_lists([*(i.pilihan for i in buku.profil), *(p for k in buku.khusus for p in k.pilihan.values())])
    _entries(xl.create_sheet(PROFIL), "Identitas dan pernyataan resmi Polres", buku.profil, buku.templat, daftar)
    cadangan = 0 if buku.templat else _CADANGAN
    _records(xl.create_sheet(POLSEK), "Polsek jajaran", KEPALA_POLSEK, buku.polsek, (26, 50), cadangan, tetap=1 if buku.templat else 0)
    if SATKER not in buku.tanpa:
        _records(xl.create_sheet(SATKER), "Satuan kerja menurut unsur", KEPALA_SATKER, buku.satuan_kerja, (30, 46, 110), _CADANGAN)
    if DASAR not in buku.tanpa:
        _records(xl.create_sheet(DASAR), "Dasar hukum laporan", KEPALA_DASAR, buku.dasar_hukum, (46, 60, 60, 24), _CADANGAN)
    for t in buku.tabel:
        _table(xl.create_sheet(t.nama), t, unit_of, buku.templat)
    for k in buku.khusus:
        write_special(xl.create_sheet(k.nama), k, daftar)
    if URAIAN not in buku.tanpa:
        _entries(xl.create_sheet(URAIAN), "Uraian: latar belakang, isu, sebab, solusi, kesimpulan", buku.uraian, buku.templat, daftar)
    if KOREKSI not in buku.tanpa:
        _records(xl.create_sheet(KOREKSI), "Koreksi: keputusan atas angka yang tercetak berbeda-beda", KEPALA_KOREKSI, buku.koreksi,
                 (18, 16, 9, 10, 40, 18, 80, 12), _CADANGAN)
        choices(xl[KOREKSI], f"D{BARIS_KEPALA + 1}:D{BARIS_KEPALA + len(buku.koreksi) + _CADANGAN}", PERIODE, daftar)
    _descriptor(xl.create_sheet(PAKET), buku, daftar)
    _instructions(xl[PETUNJUK], buku)
    for lembar in xl:
        lembar.sheet_properties.tabColor = _tab_colour(lembar.title, buku)
    return xlsx_bytes(xl, f"Masukan LKIP {buku.paket['lkip']['polres']} {buku.paket['lkip']['tahun']}")


def _instructions(lembar: Worksheet, buku: Buku) -> None:
    lembar.column_dimensions["A"].width, lembar.column_dimensions["B"].width = 18, 100
    put(lembar.cell(1, 1), str(buku.paket.get("title") or "Masukan LKIP"))
    lembar.cell(1, 1).font = font(bold=True, size=16, color="1F3A5F")
    for n, (kepala, teks) in enumerate(buku.petunjuk, 3):
        put(lembar.cell(n, 1), kepala)
        put(lembar.cell(n, 2), teks)
        lembar.cell(n, 1).font = font(bold=True)
        for k in (1, 2):
            lembar.cell(n, k).alignment = Alignment(wrap_text=True, vertical="top")
        fit_height(lembar, n)
    for n, x in enumerate((x for x in lembar.parent.worksheets if x.title not in (PETUNJUK, PAKET)), len(buku.petunjuk) + 4):
        put(lembar.cell(n, 1), "Lembar" if n == len(buku.petunjuk) + 4 else "")
        put(lembar.cell(n, 2), f"{x.title}: {x.cell(BARIS_JUDUL, 1).value}")
        lembar.cell(n, 1).font = font(bold=True)
        lembar.cell(n, 2).hyperlink = Hyperlink(ref=f"B{n}", location=f"'{x.title}'!A1")
        lembar.cell(n, 2).font = font(color="1F5FA8", underline="single")
    lembar.sheet_view.showGridLines = False
    lembar.page_setup.paperSize = lembar.PAPERSIZE_A4
    lembar.sheet_properties.pageSetUpPr.fitToPage, lembar.page_setup.fitToHeight = True, 0
    lembar.protection.sheet = True


def _tab_colour(nama: str, buku: Buku) -> str:
    """Return the colour of a sheet's tab: tables, action plan, texts, and what is not to be filled in."""
    if nama in (PETUNJUK, PAKET):
        return "7F7F7F"
    if nama in {t.nama for t in buku.tabel}:
        return "2F6DB5"
    return "2E8B57" if nama in {k.nama for k in buku.khusus} else "C9A227"


def _entries(lembar: Worksheet, judul: str, isian: Sequence[Isian], templat: bool, daftar: Mapping[tuple[str, ...], str]) -> None:
    kepala = KEPALA_ISIAN
    head(lembar, judul, "Isi kolom C; yang tidak ada dibiarkan kosong.", kepala, _LEBAR_ISIAN)
    for r, i in enumerate(isian, BARIS_KEPALA + 1):
        for n, (teks, siap) in enumerate(((i.kunci, fixed_cell), (i.keterangan, fixed_cell), (i.isi, open_cell)), 1):
            siap(lembar.cell(r, n))
            put(lembar.cell(r, n), teks)
        fit_height(lembar, r)
        if i.pilihan:
            choices(lembar, f"C{r}", i.pilihan, daftar)
    for r in range(BARIS_KEPALA + 1 + len(isian), BARIS_KEPALA + 1 + len(isian) + (0 if templat else _CADANGAN)):
        open_cell(lembar.cell(r, 1))
        open_cell(lembar.cell(r, 3))
    lembar.freeze_panes = lembar.cell(BARIS_KEPALA + 1, 2)


def _records(
    lembar: Worksheet, judul: str, kepala: Sequence[str], baris: Sequence[Sequence[str]], lebar: Sequence[float], cadangan: int, tetap: int = 0,
) -> None:
    """Write a sheet of free rows; the first `tetap` columns stay locked."""
    head(lembar, judul, "Satu baris untuk setiap butir.", kepala, lebar)
    for r in range(len(baris) + cadangan):
        for n in range(len(kepala)):
            sel = lembar.cell(BARIS_KEPALA + 1 + r, n + 1)
            (fixed_cell if n < tetap else open_cell)(sel)
            if r < len(baris):
                put(sel, baris[r][n])
        fit_height(lembar, BARIS_KEPALA + 1 + r)
    lembar.freeze_panes = lembar.cell(BARIS_KEPALA + 1, 2)


def _table(lembar: Worksheet, t: LembarTabel, unit_of: Penentu | None, templat: bool) -> None:
    kolom, fakta = t.kolom, [bool(k.get("lkip")) or k.get("lkip") == {} for k in t.tabel["schema"]["fields"]]
    lebar = [min(60, max(11, *(len(b[n]) for b in t.baris), 0) + 3) if not fakta[n] or not unit_of else 17 for n in range(len(kolom))] \
        if t.baris else [20] * len(kolom)
    head(lembar, str(t.tabel["title"]), str(t.tabel.get("description") or ""), [*t.kepala, *(b[0] for b in t.bantu)], [*lebar, *(20,) * len(t.bantu)])
    if t.contoh:
        _example(lembar, t, fakta)
    angka: dict[str, list[Cell]] = {}
    for r, baris in enumerate(t.baris, t.baris_pertama):
        for n, nama in enumerate(kolom):
            sel = lembar.cell(r, n + 1)
            satuan = unit_of(t, baris, nama) if unit_of and fakta[n] else None
            if unit_of and not fakta[n]:
                fixed_cell(sel)
            elif satuan is None or satuan.jenis not in ("cacah", "desimal", "rupiah"):
                open_cell(sel)
            else:
                open_cell(sel, bentuk="General" if satuan.jenis == "desimal" else "#,##0")
                angka.setdefault(satuan.jenis, []).append(sel)
            put(sel, baris[n])
        for n, (_, rumus) in enumerate(t.bantu, len(kolom) + 1):
            fixed_cell(lembar.cell(r, n), rumus=True)
            lembar.cell(r, n).value = rumus.replace("{r}", str(r))
        fit_height(lembar, r)
    if not templat:
        for r in range(t.baris_pertama + len(t.baris), t.baris_pertama + len(t.baris) + _CADANGAN):
            for n in range(len(kolom)):
                open_cell(lembar.cell(r, n + 1))
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
        fixed_cell(sel)
        sel.font = font(italic=True, color="8A6D00")
        if fakta[n]:
            sel.value = 123
    put(lembar.cell(BARIS_KEPALA + 1, 1), CONTOH)
    if not fakta[1]:
        put(lembar.cell(BARIS_KEPALA + 1, 2), "Baris contoh: angka ditulis begini, tidak ikut diimpor")


def _descriptor(lembar: Worksheet, buku: Buku, daftar: Mapping[tuple[str, ...], str]) -> None:
    """Write the sheet that says what the others are, and the long lists of drop-downs at its side."""
    for r, baris in enumerate(descriptor_rows(buku), 1):
        for n, teks in enumerate(baris, 1):
            put(lembar.cell(r, n), teks)
    for pilihan, kolom in daftar.items():
        for r, teks in enumerate(pilihan, 1):
            put(lembar[f"{kolom}{r}"], teks)
    lembar.column_dimensions["B"].width = 34
    lembar.protection.sheet, lembar.sheet_state = True, "hidden"
