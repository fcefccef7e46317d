"""The published tables as sheets: what stands in which cell, before any file format; and the files of all formats."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.rendering.published import BarisTabel, SelTabel, TabelTerbit, Terbitan, read_published

DAFTAR = "Daftar Tabel"
_ANGKA = re.compile(r"(?P<tanda>[-+−]?)(?P<rp>Rp\.?\s*)?(?P<inti>\d[\d.,]*?)(?:,-)?\s*(?P<persen>%?)")
_INDONESIA = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_DIGIT_TERBANYAK = 15  # a spreadsheet holds that many exactly
_LEBAR_TERBESAR = 60


@dataclass(frozen=True)
class Bentuk:
    """How a number is shown."""

    desimal: int = 0
    ribuan: bool = False
    persen: bool = False
    tanda: bool = False
    rupiah: bool = False


@dataclass(frozen=True)
class Sel:
    """One cell of a sheet.

    Attributes
    ----------
    nilai : str, int or float
        Text, or a real number.
    gaya : str
        ``judul``, ``keterangan``, ``kepala``, ``isi``, ``jumlah`` or ``tautan``.
    bentuk : Bentuk, optional
        Of a number.
    kolom, baris : int
        Columns and rows it covers.
    tujuan : str
        Sheet it leads to.
    """

    nilai: str | int | float
    gaya: str = "isi"
    bentuk: Bentuk | None = None
    kolom: int = 1
    baris: int = 1
    tujuan: str = ""


@dataclass
class Lembar:
    """One sheet: cells by row and column (from 1), widths in characters, rows and columns that stay in sight."""

    nama: str
    sel: dict[tuple[int, int], Sel] = field(default_factory=dict)
    lebar: list[int] = field(default_factory=list)
    beku: tuple[int, int] = (0, 0)
    kepala: tuple[int, int] = (0, 0)


def read_number(sel: SelTabel, nilai: Mapping[str, float]) -> tuple[int | float, Bentuk] | None:
    """Return the number a cell shows and how it is shown; None where it shows text.

    A cell of a fact shows the value that was read from it: printed numerals are ambiguous (``338,735`` people), so
    one that does not fit the value stays text. Any other number is written the Indonesian way.
    """
    cocok = _ANGKA.fullmatch(sel.teks.strip())
    if not cocok:
        return None
    inti = cocok["inti"]
    if sum(c.isdigit() for c in inti) > _DIGIT_TERBANYAK or re.match(r"0\d", inti):
        return None  # a code, not a number
    faktor = -1 if cocok["tanda"] in {"-", "−"} and cocok["tanda"] else 1
    if sel.asal in nilai:
        benar = nilai[sel.asal]
        pilihan = [p for p in _readings(inti) if abs(faktor * p[0] - benar) < 1e-9]
    else:
        if not _INDONESIA.fullmatch(inti) or not (sel.angka or "." not in inti):
            return None
        pilihan = [p for p in _readings(inti) if p[3]]
    if not pilihan:
        return None
    besar, desimal, ribuan, _ = pilihan[0]
    persen = bool(cocok["persen"])
    bentuk = Bentuk(desimal, ribuan, persen, cocok["tanda"] == "+", bool(cocok["rp"]))
    if persen:
        return round(faktor * besar / 100, desimal + 4), bentuk
    return (faktor * besar if desimal else int(faktor * besar)), bentuk


def _readings(inti: str) -> list[tuple[float, int, bool, bool]]:
    """Return value, decimals, whether thousands are marked, whether it is the Indonesian way; for every way to read a numeral."""
    hasil = []
    for ribuan, koma in ((".", ","), (",", ".")):
        utuh, _, pecahan = inti.partition(koma)
        grup = utuh.split(ribuan)
        if koma in pecahan or ribuan in pecahan or (koma in inti and not pecahan):
            continue
        if len(grup) > 1 and not (1 <= len(grup[0]) <= 3 and all(len(g) == 3 for g in grup[1:])):
            continue
        hasil.append((float("".join(grup) + (f".{pecahan}" if pecahan else "")), len(pecahan), len(grup) > 1, koma == ","))
    return hasil


def table_sheet(t: TabelTerbit, nilai: Mapping[str, float]) -> Lembar:
    """Return the sheet of one table: title, way back, the table with a column of its findings, notes."""
    lembar = Lembar(t.nama)
    lembar.sel[1, 1] = Sel(f"{t.nama}: {t.judul}", "judul")
    lembar.sel[2, 1] = Sel(t.bagian, "keterangan")
    lembar.sel[3, 1] = Sel(f"Kembali ke {DAFTAR}", "tautan", tujuan=DAFTAR)
    awal = 5
    letak = _grid(t.baris)
    banyak = max((k + s.kolom - 1 for (_, k), s in letak.items()), default=1)
    nama_kolom = {k + i: s.teks for (b, k), s in sorted(letak.items()) if t.baris[b - 1].kepala for i in range(s.kolom)}
    panjang = [8] * banyak
    for (b, k), s in letak.items():
        baris = t.baris[b - 1]
        gaya = "kepala" if baris.kepala or s.kepala else "jumlah" if baris.jumlah else "isi"
        angka = None if gaya == "kepala" else read_number(s, nilai)
        isi, bentuk = angka if angka else (s.teks, None)
        lembar.sel[awal + b - 1, k] = Sel(isi, gaya, bentuk, s.kolom, min(s.baris, len(t.baris) - b + 1))
        if s.kolom == 1:
            terpanjang = max((len(x) for x in s.teks.split("\n")), default=0)
            panjang[k - 1] = max(panjang[k - 1], terpanjang if gaya != "kepala" else max(map(len, s.teks.split() or [""])) + 2)
    kepala = sum(1 for b in t.baris if b.kepala)
    temuan: dict[int, list[str]] = {b: [] for b in range(1, len(t.baris) + 1)}
    for (b, k), s in sorted(letak.items()):
        temuan[b] += [f"{m} ({nama_kolom[k]})" if nama_kolom.get(k) else m for m in s.tanda]
    if any(temuan.values()):
        lembar.sel[awal, banyak + 1] = Sel("Temuan", "kepala", baris=max(kepala, 1))
        for b, isi in temuan.items():
            if b > kepala:
                lembar.sel[awal + b - 1, banyak + 1] = Sel("; ".join(isi), "isi")
        panjang.append(max(len("; ".join(i)) for i in temuan.values()))
    akhir = awal + len(t.baris)
    for n, catatan in enumerate(t.catatan):
        lembar.sel[akhir + 1 + n, 1] = Sel(catatan, "keterangan")
    lembar.lebar = [min(p + 2, _LEBAR_TERBESAR) for p in panjang]
    lembar.beku = (awal + kepala - 1 if kepala else 0, 1 if banyak > 6 and lembar.lebar[0] < 40 else 0)
    lembar.kepala = (awal, awal + kepala - 1) if kepala else (0, 0)
    return lembar


def _grid(baris: Sequence[BarisTabel]) -> dict[tuple[int, int], SelTabel]:
    """Return cells by the row and column (from 1) of their first corner."""
    hasil: dict[tuple[int, int], SelTabel] = {}
    terisi: set[tuple[int, int]] = set()
    for b, satu in enumerate(baris, start=1):
        k = 1
        for s in satu.sel:
            while (b, k) in terisi:
                k += 1
            hasil[b, k] = s
            terisi |= {(b + i, k + j) for i in range(s.baris) for j in range(s.kolom)}
            k += s.kolom
    return hasil


def index_sheet(terbitan: Terbitan, lembar: Sequence[Lembar]) -> Lembar:
    """Return the first sheet: what the workbook is, and a way to every table."""
    hasil = Lembar(DAFTAR, lebar=[12, 60, 60, 60], beku=(5, 0), kepala=(5, 5))
    hasil.sel[1, 1] = Sel(terbitan.judul, "judul")
    hasil.sel[2, 1] = Sel(terbitan.subjudul, "keterangan")
    hasil.sel[3, 1] = Sel(
        "Semua tabel laporan, satu lembar satu tabel. Kode pada kolom Temuan menunjuk ke Register Temuan.", "keterangan")
    for k, nama in enumerate(("Tabel", "Judul", "Bagian", "Catatan"), start=1):
        hasil.sel[5, k] = Sel(nama, "kepala")
    for b, (t, satu) in enumerate(zip(terbitan.tabel, lembar, strict=True), start=6):
        hasil.sel[b, 1] = Sel(t.nama, "tautan", tujuan=satu.nama)
        for k, isi in enumerate((t.judul, t.bagian, "\n".join(t.catatan)), start=2):
            hasil.sel[b, k] = Sel(isi)
    return hasil


def make_sheets(terbitan: Terbitan, nilai: Mapping[str, float]) -> list[Lembar]:
    """Return all sheets of a document, the index first."""
    lembar = [table_sheet(t, nilai) for t in terbitan.tabel]
    return [index_sheet(terbitan, lembar), *lembar]


def write_workbooks(halaman: Path, folder: Path, nilai: Mapping[str, float]) -> list[Path]:
    """Write the published tables of a finished page as `.xlsx` and `.ods`, named after the page.

    Parameters
    ----------
    halaman : Path
        Finished HTML of either engine.
    folder : Path
        Where the files go.
    nilai : mapping
        Value of every fact a cell may show, by its id.
    """
    from helpers.rendering.ods import ods_bytes
    from helpers.rendering.xlsx import sheets_xlsx

    terbitan = read_published(halaman)
    lembar = make_sheets(terbitan, nilai)
    judul = " ".join(filter(None, (terbitan.judul, terbitan.subjudul)))
    hasil = []
    for akhiran, pembuat in ((".xlsx", sheets_xlsx), (".ods", ods_bytes)):
        berkas = folder / f"{halaman.stem}{akhiran}"
        berkas.write_bytes(pembuat(lembar, judul))
        hasil.append(berkas)
    return hasil
