"""Write the sheets of an action plan: what is given locked, what is to be filled in open, drop-downs for the rest."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.masukan.gaya import choices, fit_height, fixed_cell, font, head, open_cell, put
from helpers.masukan.lembar import BARIS_KEPALA, BARIS_PENJELASAN, CONTOH, LembarKhusus

_LEBAR = {
    "rencana": (33, 62, 11, 27, 13, 12, 9, 12, 11, 11, 11, 11, 24, 32), "realisasi": (33, 52, 14, 13, 11, 11, 14, 34, 24, 44),
    "tambahan": (27, 52, 11, 19, 13, 12, 10, 30, 20, 50, 10, 24), "realisasi-berkas": (27, 10, 13, 11, 11, 13, 34, 24, 44)}
_BENTUK = {"teks": "@", "angka": "#,##0", "desimal": "General", "tanggal": "yyyy-mm-dd"}
#: The example rows, which the import passes over.
_CONTOH = {
    "rencana": (CONTOH, "Baris contoh: patroli 12 kali setahun, tidak ada pada triwulan III", "langkah", "rsi", "kegiatan", "aditif", "naik", "", 4, 5, "-", 3,
                "Kasat Lantas", "Kapolsek jajaran; Kasat Samapta"),
    "realisasi": (CONTOH, "Baris contoh: angka dan tanggal ditulis begini", "kegiatan", 4, "", "", "{tahun}-{bulan}", "Laporan patroli R/12", "Kasat Lantas", "")}
_BULAN_AKHIR = {"TW1": "03-31", "TW2": "06-30", "TW3": "09-30", "TW4": "12-31"}
_BULAN_AWAL = {"TW1": 1, "TW2": 4, "TW3": 7, "TW4": 10}


def write_special(lembar: Worksheet, k: LembarKhusus, daftar: Mapping[tuple[str, ...], str]) -> None:
    """Write one sheet.

    Parameters
    ----------
    daftar : mapping
        Columns of the long lists of drop-downs.
    """
    head(lembar, k.judul, k.penjelasan, [*k.kepala, *(b[0] for b in k.bantu)], [*_LEBAR[k.jenis], *(18,) * len(k.bantu)])
    _explain(lembar, k)
    if k.contoh:
        _example(lembar, k)
    for r, baris in enumerate(k.baris, k.baris_pertama):
        n = r - k.baris_pertama
        for kolom, petak in enumerate(baris, 1):
            sel = lembar.cell(r, kolom)
            if petak.gaya == "tetap":
                fixed_cell(sel)
            else:
                open_cell(sel, bentuk=_BENTUK[petak.gaya])
            put(sel, petak.teks)
            if petak.teks == "-":
                sel.alignment = Alignment(horizontal="right", vertical="top", indent=1)
            if kolom == 2 and n < len(k.tingkat):
                sel.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=2 * k.tingkat[n])
            if kolom <= 2 and n < len(k.tingkat) and _leads(k, n):
                sel.font = font(bold=True)
        for kolom, (_, rumus) in enumerate(k.bantu, len(baris) + 1):
            fixed_cell(lembar.cell(r, kolom), rumus=True)
            lembar.cell(r, kolom).value = rumus.replace("{r}", str(r))
        fit_height(lembar, r)
    _validate(lembar, k, daftar)
    lembar.freeze_panes = lembar.cell(BARIS_KEPALA + 1, 3 if k.contoh else 2)


def _leads(k: LembarKhusus, n: int) -> bool:
    """Whether a row is an indicator: as the plan says it, or directly below the objective."""
    return k.baris[n][2].teks == "indikator" if k.jenis == "rencana" else k.tingkat[n] == 0


def _explain(lembar: Worksheet, k: LembarKhusus) -> None:
    """Let the explanation run over the columns, on as many lines as it needs."""
    akhir = get_column_letter(len(k.kepala))
    lembar.merge_cells(f"A{BARIS_PENJELASAN}:{akhir}{BARIS_PENJELASAN}")
    lembar.cell(BARIS_PENJELASAN, 1).alignment = Alignment(wrap_text=True, vertical="top")
    lembar.row_dimensions[BARIS_PENJELASAN].height = 15 * (1 + int(1.15 * len(k.penjelasan) / sum(_LEBAR[k.jenis]))) + 3


def _example(lembar: Worksheet, k: LembarKhusus) -> None:
    for n, isi in enumerate(_CONTOH[k.jenis], 1):
        sel = lembar.cell(BARIS_KEPALA + 1, n)
        fixed_cell(sel)
        sel.font = font(italic=True, color="8A6D00")
        if isinstance(isi, int):
            sel.value = isi
        else:
            put(sel, isi.replace("{tahun}", str(k.uraian.get("tahun", ""))).replace("{bulan}", _BULAN_AKHIR.get(k.triwulan, "")))
            if isi == "-":
                sel.alignment = Alignment(horizontal="right", vertical="top", indent=1)
    fit_height(lembar, BARIS_KEPALA + 1)


def _validate(lembar: Worksheet, k: LembarKhusus, daftar: Mapping[tuple[str, ...], str]) -> None:
    """Turn away text in cells for numbers, days outside the quarter, and what no list has."""
    awal, akhir = k.baris_pertama, k.baris_pertama + len(k.baris) - 1
    if k.jenis == "rencana":
        v = DataValidation(type="custom", formula1=f'OR(H{awal}="-",AND(ISNUMBER(H{awal}),H{awal}>=0))', allow_blank=True, showErrorMessage=True)
        v.errorTitle, v.error = "Harus angka atau -", "Isi dengan angka saja tanpa satuan dan tanpa %, atau tanda - bila tidak ada. Biarkan kosong bila belum ditentukan."
        v.add(f"H{awal}:L{akhir}")
        lembar.add_data_validation(v)
        for huruf, pilihan in k.pilihan.items():
            # given rows are locked; an office may carry the name of its place
            choices(lembar, f"{huruf}{awal if huruf == 'M' else awal + len(k.tetap)}:{huruf}{akhir}", pilihan, daftar, ketat=huruf != "M")
            if huruf == "F":
                choices(lembar, f"{huruf}{awal}:{huruf}{awal + len(k.tetap) - 1}", pilihan, daftar)
    if k.jenis == "realisasi":
        v = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True, showErrorMessage=True)
        v.errorTitle, v.error = "Harus angka", "Isi dengan angka saja, 0 bila nihil. Biarkan kosong bila belum ada."
        v.add(f"D{awal}:F{akhir}")
        lembar.add_data_validation(v)
        tahun, bulan = k.uraian["tahun"], _BULAN_AWAL[k.triwulan]
        v = DataValidation(type="date", operator="between", formula1=f"DATE({tahun},{bulan},1)", formula2=f"DATE({tahun},{bulan + 3},0)", allow_blank=True, showErrorMessage=True)
        v.errorTitle, v.error = "Tanggal di luar triwulan", "Isi tanggal keadaan data di dalam triwulan lembar ini."
        v.add(f"G{awal}:G{akhir}")
        lembar.add_data_validation(v)
