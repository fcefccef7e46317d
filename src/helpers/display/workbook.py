"""The register of findings as a workbook: to filter, to print, to hand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from helpers.spreadsheet import clean_text, like_formula, xlsx_bytes
from helpers.validation.findings import NAMA_KELUARGA, Temuan

#: Header and width of each column, in characters.
_TEMUAN = (
    ("Nomor", 8), ("Tingkat", 12), ("Keluarga", 18), ("Temuan", 40), ("Tahun", 8), ("Periode", 12), ("Tercetak", 28),
    ("Jumlah tempat", 9), ("Akar", 50), ("Perhitungan", 70), ("Dugaan sebab", 60), ("Akibat", 40), ("Usulan", 40), ("Status", 14), ("Pengenal", 34),
)
_TEMPAT = (("Nomor temuan", 9), ("Tingkat", 12), ("Tabel", 60), ("Kode tabel", 34), ("Baris", 8), ("Kolom", 40), ("Tercetak", 28), ("Kode besaran", 24))
#: Fill and text of a severity; the word in the cell says the same.
_WARNA = {"kritis": ("F8D7DA", "7A0C18"), "peringatan": ("FFF3CD", "5C4400"), "info": ("D6E6F5", "12395B")}
_SISA = " … (selengkapnya di temuan.csv)"


def findings_workbook(temuan: Sequence[Temuan]) -> bytes:
    """Return `temuan.xlsx`: a sheet of findings and a sheet of the places where their values are printed.

    Text from the data is stored as text; what begins like a formula is also marked so that
    editing the cell does not turn it into one.
    """
    buku = Workbook()
    _fill(buku.active, "Temuan", _TEMUAN, (
        (t.nomor, t.tingkat, NAMA_KELUARGA.get(t.keluarga, t.keluarga), t.judul, t.tahun, t.periode, t.tercetak, len(t.tempat), t.akar,
         "\n".join(t.perhitungan), "\n".join(t.dugaan), t.akibat, t.usulan, t.status, t.id)
        for t in temuan))
    _fill(buku.create_sheet(), "Tempat", _TEMPAT, (
        (t.nomor, t.tingkat, p.sebutan, p.sumber, p.baris, p.kolom, p.teks, p.kode) for t in temuan for p in t.tempat))
    return xlsx_bytes(buku, "Register temuan")


def _fill(lembar: Worksheet, judul: str, kolom: Sequence[tuple[str, int]], baris: Iterable[Sequence[str | int]]) -> None:
    """Write one sheet: header in sight while scrolling and on every page, filter, widths, wrapped text."""
    lembar.title = judul
    for n, (nama, lebar) in enumerate(kolom, start=1):
        kepala = lembar.cell(1, n, nama)
        kepala.font, kepala.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", start_color="1F3A5F")
        kepala.alignment = Alignment(wrap_text=True, vertical="center")
        lembar.column_dimensions[get_column_letter(n)].width = lebar
    gaya: dict[tuple[str, bool], StyleArray] = {}  # made once each: most of the time would go into making them again
    for b, isi in enumerate(baris, start=2):
        for n, nilai in enumerate(isi, start=1):
            sel = lembar.cell(b, n)
            sel.value = teks = clean_text(nilai, _SISA) if isinstance(nilai, str) else nilai
            rumus = False
            if isinstance(teks, str):
                sel.data_type = "s"  # never a formula or an error value
                rumus = like_formula(teks)
            kunci = (teks if n == 2 and teks in _WARNA else "", rumus)
            if kunci not in gaya:
                _style(sel, *kunci)
                gaya[kunci] = sel._style
            sel._style = gaya[kunci]
    lembar.freeze_panes = "B2"
    lembar.auto_filter.ref = lembar.dimensions
    lembar.print_title_rows = "1:1"
    lembar.page_setup.orientation, lembar.page_setup.paperSize = "landscape", lembar.PAPERSIZE_A4
    lembar.sheet_properties.pageSetUpPr.fitToPage, lembar.page_setup.fitToHeight = True, 0


def _style(sel: Cell, tingkat: str, rumus: bool) -> None:
    """Give a cell its look; `rumus` marks text that would begin a formula if it were typed in."""
    sel.alignment, sel.border = Alignment(wrap_text=True, vertical="top"), Border(bottom=Side(style="thin", color="BFBFBF"))
    sel.quotePrefix = rumus
    if tingkat:
        isi, huruf = _WARNA[tingkat]
        sel.fill, sel.font = PatternFill("solid", start_color=isi), Font(bold=tingkat == "kritis", color=huruf)
