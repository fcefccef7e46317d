"""Fill the sheets of an action plan the way an analyst would, with the numbers of the generated consistent plan."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from helpers.masukan.lembar import BARIS_KEPALA, PROFIL, LembarKhusus
from helpers.masukan.mulai import check_identity
from helpers.masukan.rencana_templat import RENCANA, realisation_sheet
from helpers.masukan.templat import template_book, unit_finder
from helpers.masukan.tulis import write_book
from helpers.methodology.rules import Metodologi
from tests.conftest import AKAR
from tests.masukan.isi import METODOLOGI
from tests.validation.contoh_rencana import POLRES, TAHUN, make_plan

AWAL = BARIS_KEPALA + 2
PROFIL_ISI = {"kedudukan": "Kota Contoh", "penetapan.tempat": "Kota Contoh", "penetapan.tanggal": date(2026, 1, 12)}
AKHIR = {"TW1": date(2026, 3, 31), "TW2": date(2026, 6, 30), "TW3": date(2026, 9, 30), "TW4": date(2026, 12, 31)}


_SUDAH: dict[tuple, bytes] = {}
#: A small plan, which is quicker to open; its rows are 5 to 16, and 17 is the first for something of one's own.
KODE = ("kamtibmas", "harkamtibmas", "rsi", "rsi.operasi", "rsi.dikmas", "polmas", "polmas.siskamling", "polmas.siskamling.pembinaan", "reduksi", "dsp", "akip", "serapan")


def blank_plan_book(akar: Path, m: Metodologi, rencana: Metodologi, dokumen: tuple[str, ...] = ("rencana-aksi",), hanya: Collection[str] = ()) -> bytes:
    """Return the workbook `lkip init` writes; with `hanya` a smaller one with rows for these codes alone, which is quicker to open."""
    if (kunci := (akar, dokumen, tuple(hanya))) in _SUDAH and akar == AKAR:
        return _SUDAH[kunci]
    siapa = check_identity(akar, METODOLOGI, polres=POLRES, tahun=TAHUN, nama="Polres Contoh", polda="Jawa Tengah", kabupaten="Kabupaten Contoh", polsek="Utara; Selatan")
    buku = template_book(m, akar / "data" / "raw" / "metodologi" / METODOLOGI, siapa, rencana, dokumen)
    _SUDAH[kunci] = mentah = write_book(replace(buku, khusus=tuple(_smaller(k, hanya) for k in buku.khusus if k.triwulan in ("", "TW1", "TW2"))) if hanya else buku, unit_finder(m))
    return mentah


def _smaller(k: LembarKhusus, hanya: Collection[str]) -> LembarKhusus:
    n = [i for i, kode in enumerate(k.tetap) if kode in hanya]
    return replace(k, tetap=tuple(k.tetap[i] for i in n), tingkat=tuple(k.tingkat[i] for i in n), baris=(*(k.baris[i] for i in n), *k.baris[-4:]))


def rows(buku: Workbook, lembar: str = RENCANA) -> dict[str, int]:
    """Return the row of every given code."""
    return {str(buku[lembar].cell(r, 1).value): r for r in range(AWAL, buku[lembar].max_row + 1) if buku[lembar].cell(r, 1).value}


def fill_plan(buku: Workbook, m: Metodologi) -> None:
    """Fill in targets, quarters and owners of everything the methodology knows."""
    lembar, r, c = buku[RENCANA], m.rencana, make_plan(m)
    for kode, n in rows(buku).items():
        if kode in r.indikator:
            lembar[f"H{n}"] = c.year(kode)
        if r.kind(kode).triwulanan and (kode in r.indikator or not r.anak.get(kode) or kode == "rsi.turjawali"):
            for kolom, x in zip("IJKL", c.quarters(kode), strict=True):
                lembar[f"{kolom}{n}"] = x or "-"
        if kode in r.indikator:
            lembar[f"M{n}"], lembar[f"N{n}"] = "Kabag Ren", "Kasikeu"


def fill_profile(buku: Workbook) -> None:
    """Fill in what a plan needs of the profile."""
    for n in range(BARIS_KEPALA + 1, buku[PROFIL].max_row + 1):
        if (isi := PROFIL_ISI.get(buku[PROFIL].cell(n, 1).value)) is not None:
            buku[PROFIL].cell(n, 3).value = isi


def report(buku: Workbook, periode: str, kode: str, nilai: object, **lain: object) -> None:
    """Report one value with its evidence; `lain` by the letter of the column."""
    lembar = buku[realisation_sheet(periode)]
    n = rows(buku, realisation_sheet(periode))[kode]
    for kolom, isi in ({"D": nilai, "G": AKHIR[periode], "H": "Laporan R/1", "I": "Kabag Ren"} | lain).items():
        lembar[f"{kolom}{n}"] = isi


def filled_plan_book(akar: Path, m: Metodologi, rencana: Metodologi, hanya: Collection[str] = ()) -> Workbook:
    """Return a filled workbook of a plan."""
    buku = load_workbook(io.BytesIO(blank_plan_book(akar, m, rencana, hanya=hanya)))
    fill_plan(buku, rencana)
    fill_profile(buku)
    return buku
