"""What a workbook of input is: sheets for the tables of a package, for the profile, the narrative and the decisions.

The same description serves whoever writes the workbook and whoever reads it back. A sheet at the end carries the package's
descriptor, so a workbook needs nothing beside itself to be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from helpers.errors import KesalahanMasukan

#: Mark of the form in the descriptor sheet; a later form gets another number.
BENTUK = "lkip-masukan-1"
PETUNJUK, PROFIL, POLSEK, SATKER, DASAR, URAIAN, KOREKSI, PAKET = (
    "Petunjuk", "Profil", "Polsek", "Satuan kerja", "Dasar hukum", "Uraian", "Koreksi", "Paket (jangan diubah)")
#: Rows of every sheet: title, explanation, header; data follow.
BARIS_JUDUL, BARIS_PENJELASAN, BARIS_KEPALA = 1, 2, 3
#: First cell of an example row, which the import passes over.
CONTOH = "CONTOH"
#: Columns of the sheets that hold one entry a row.
KEPALA_ISIAN = ("Isian", "Keterangan", "Isi")
KEPALA_POLSEK = ("Kode", "Nama Polsek")
KEPALA_SATKER = ("Kode", "Unsur", "Satuan (pisahkan dengan titik koma)")
KEPALA_DASAR = ("Nama peraturan", "Tentang", "Uraian", "Sumber")
KEPALA_KOREKSI = ("Kode", "Wilayah", "Tahun", "Periode", "Sel yang dipilih", "Isi sel itu", "Alasan", "Status")
_POTONG = 30_000  # a cell holds 32,767 characters


#: Columns of the sheets of an action plan.
KEPALA_RENCANA = ("Kode", "Uraian", "Jenis", "Induk", "Satuan", "Agregasi", "Arah baik", "Target setahun", "TW I", "TW II", "TW III", "TW IV",
                  "Penanggung jawab utama", "Penanggung jawab pendukung")
KEPALA_REALISASI = ("Kode", "Uraian", "Satuan", "Realisasi", "Pembilang", "Penyebut", "Tanggal data", "Bukti dukung", "Pelapor", "Kendala")
KEPALA_TAMBAHAN = ("Kode", "Nama", "Jenis", "Induk", "Satuan", "Agregasi", "Arah baik", "Nama pendek", "Sifat", "Alasan", "LKIP", "Mendukung (pisahkan dengan titik koma)")
KEPALA_REALISASI_BERKAS = ("Kode", "Triwulan", "Nilai", "Pembilang", "Penyebut", "Tanggal", "Bukti", "Pelapor", "Kendala")


def place(lembar: str, sel: str) -> str:
    """Name a cell the way every message does."""
    return f"Lembar \"{lembar}\" sel {sel}"


@dataclass(frozen=True)
class LembarTabel:
    """A sheet for one table.

    Attributes
    ----------
    nama : str
        Name of the sheet.
    tabel : dict
        The resource's descriptor, without hash and size.
    tetap : tuple of str
        Codes of the rows when they are given and must stay; empty where rows are free.
    contoh : bool
        Whether an example row stands above the data.
    bantu : tuple of (str, str)
        Header and formula of helper columns after the table, which the import passes over; ``{r}`` is the row.
    baris : tuple of tuple of str
        Cells to write; the reader leaves it empty.
    """

    nama: str
    tabel: Mapping[str, Any]
    tetap: tuple[str, ...] = ()
    contoh: bool = False
    bantu: tuple[tuple[str, str], ...] = ()
    baris: tuple[tuple[str, ...], ...] = ()

    @property
    def kepala(self) -> tuple[str, ...]:
        """Headers of the table's columns."""
        return tuple(k.get("title") or k["name"] for k in self.tabel["schema"]["fields"])

    @property
    def kolom(self) -> tuple[str, ...]:
        """Names of the table's columns."""
        return tuple(k["name"] for k in self.tabel["schema"]["fields"])

    @property
    def baris_pertama(self) -> int:
        """Row of the sheet that holds the first row of data."""
        return BARIS_KEPALA + 1 + self.contoh

    @property
    def diisi(self) -> bool:
        """Whether it is one to fill in, whose numbers must be right however they are typed; else cells are as printed."""
        return bool(self.tetap)

    def where(self, baris: int, kolom: str) -> str:
        """Name a cell for people; `baris` as in the CSV."""
        return place(self.nama, self.cell(baris, kolom))

    def cell(self, baris: int, kolom: str) -> str:
        """Return the coordinate of a cell; `baris` as in the CSV, where the header is row 1."""
        n = self.kolom.index(kolom) + 1 if kolom in self.kolom else 1
        return f"{get_column_letter(n)}{baris - 2 + self.baris_pertama}"


@dataclass(frozen=True)
class LembarAlih(LembarTabel):
    """A table that is put together from cells of other sheets.

    Attributes
    ----------
    alamat : tuple of (str, int)
        Sheet and row of each row of data.
    huruf : dict of str to str
        Letter of the sheet's column for each column of the table; column A for all others.
    """

    alamat: tuple[tuple[str, int], ...] = ()
    huruf: Mapping[str, str] = field(default_factory=dict)

    @property
    def diisi(self) -> bool:
        """Whether it is one to fill in."""
        return True

    def where(self, baris: int, kolom: str) -> str:
        """Name a cell for people; `baris` as in the CSV."""
        lembar, nomor = self.alamat[baris - 2]
        return place(lembar, f"{self.huruf.get(kolom, 'A')}{nomor}")


@dataclass(frozen=True)
class Petak:
    """A cell to write: its text and what it is for.

    Attributes
    ----------
    gaya : str
        ``tetap`` (locked), ``teks``, ``angka``, ``desimal`` or ``tanggal``.
    """

    teks: str = ""
    gaya: str = "tetap"


@dataclass(frozen=True)
class LembarKhusus:
    """A sheet of an action plan, or of what is reported of it.

    Attributes
    ----------
    jenis : str
        ``rencana`` and ``realisasi`` in a workbook to fill in; ``tambahan`` and ``realisasi-berkas`` in an exported one.
    triwulan : str
        The quarter a sheet of realisations is for.
    tetap : tuple of str
        Codes of the rows that are given; rows of one's own may follow.
    uraian : dict
        What the reader needs besides: the descriptor of the realisations.
    baris : tuple of tuple of Petak
        Cells to write; the reader leaves it empty.
    tingkat : tuple of int
        How deep each row stands below its objective.
    pilihan : dict of str to tuple of str
        Drop-downs of the rows of one's own, by the letter of the column.
    """

    nama: str
    jenis: str
    triwulan: str = ""
    tetap: tuple[str, ...] = ()
    contoh: bool = False
    bantu: tuple[tuple[str, str], ...] = ()
    uraian: Mapping[str, Any] = field(default_factory=dict)
    judul: str = ""
    penjelasan: str = ""
    baris: tuple[tuple[Petak, ...], ...] = ()
    tingkat: tuple[int, ...] = ()
    pilihan: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def kepala(self) -> tuple[str, ...]:
        """Headers of its columns."""
        return {"rencana": KEPALA_RENCANA, "realisasi": KEPALA_REALISASI, "tambahan": KEPALA_TAMBAHAN, "realisasi-berkas": KEPALA_REALISASI_BERKAS}[self.jenis]

    @property
    def baris_pertama(self) -> int:
        """Row of the sheet that holds the first row of data."""
        return BARIS_KEPALA + 1 + self.contoh

    @property
    def angka(self) -> tuple[bool, ...]:
        """Which columns hold numbers; those of an exported workbook hold them as text."""
        kolom = {"rencana": "HIJKL", "realisasi": "DEF"}.get(self.jenis, "")
        return tuple(get_column_letter(n) in kolom for n in range(1, len(self.kepala) + 1))


@dataclass(frozen=True)
class Isian:
    """One entry of a sheet of entries: its path, what it is, what it says."""

    kunci: str
    keterangan: str = ""
    isi: str = ""
    pilihan: tuple[str, ...] = ()


@dataclass(frozen=True)
class Buku:
    """A workbook of input, in memory.

    Attributes
    ----------
    paket : dict
        The descriptor without its resources.
    petunjuk : tuple of (str, str)
        Lines of the instructions: heading or empty, text.
    khusus : tuple of LembarKhusus
        Sheets of an action plan.
    tanpa : tuple of str
        Sheets that other workbooks have and this one does not need.
    """

    paket: Mapping[str, Any]
    tabel: tuple[LembarTabel, ...]
    profil: tuple[Isian, ...] = ()
    uraian: tuple[Isian, ...] = ()
    polsek: tuple[tuple[str, ...], ...] = ()
    satuan_kerja: tuple[tuple[str, ...], ...] = ()
    dasar_hukum: tuple[tuple[str, ...], ...] = ()
    koreksi: tuple[tuple[str, ...], ...] = ()
    petunjuk: tuple[tuple[str, str], ...] = ()
    templat: bool = False
    khusus: tuple[LembarKhusus, ...] = ()
    tanpa: tuple[str, ...] = ()
    satuan: Mapping[str, str] = field(default_factory=dict)


def sheet_names(nama: Iterable[str], lain: Iterable[str] = ()) -> list[str]:
    """Return names that sheets can have: short, without forbidden signs, all different, and none of `lain`."""
    hasil: list[str] = []
    terpakai = {n.casefold() for n in (PETUNJUK, PROFIL, POLSEK, SATKER, DASAR, URAIAN, KOREKSI, PAKET, *lain)}
    for n in nama:
        dasar = re.sub(r"[\[\]:*?/\\']", " ", n).strip() or "Tabel"
        calon, k = dasar[:31], 2
        while calon.casefold() in terpakai:
            akhir = f" ({k})"
            calon, k = dasar[: 31 - len(akhir)] + akhir, k + 1
        terpakai.add(calon.casefold())
        hasil.append(calon)
    return hasil


def descriptor_rows(buku: Buku) -> list[list[str]]:
    """Return the rows of the descriptor sheet: what, sheet, JSON in pieces."""
    tanpa = {"tanpa": list(buku.tanpa)} if buku.tanpa else {}
    baris = [["paket", "", *_pieces({"bentuk": BENTUK} | tanpa | dict(buku.paket))]]
    for t in buku.tabel:
        isi = {"tabel": dict(t.tabel), "tetap": list(t.tetap), "contoh": t.contoh, "bantu": [list(b) for b in t.bantu]}
        baris.append(["tabel", t.nama, *_pieces(isi)])
    for k in buku.khusus:
        isi = {"jenis": k.jenis, "triwulan": k.triwulan, "tetap": list(k.tetap), "contoh": k.contoh, "bantu": [list(b) for b in k.bantu], "uraian": dict(k.uraian)}
        baris.append(["khusus", k.nama, *_pieces(isi)])
    return baris


def _pieces(isi: Mapping[str, Any]) -> list[str]:
    teks = json.dumps(isi, ensure_ascii=False, separators=(",", ":"))
    return [teks[n:n + _POTONG] for n in range(0, len(teks), _POTONG)]


def read_descriptor(baris: Sequence[Sequence[str]]) -> Buku:
    """Read the descriptor sheet.

    Raises
    ------
    KesalahanMasukan
        When it was changed, or has another form.
    """
    rusak = KesalahanMasukan(
        f"Lembar \"{PAKET}\" berubah sehingga buku tidak dapat dibaca; buat buku baru dengan lkip init, lalu salin isiannya.")
    try:
        isi = [(b[0], b[1], json.loads("".join(b[2:]))) for b in baris if any(b)]
        paket = next(j for jenis, _, j in isi if jenis == "paket")
        if (bentuk := paket.pop("bentuk")) != BENTUK:
            raise KesalahanMasukan(
                f"Buku ini dibuat dengan bentuk \"{str(bentuk)[:40]}\", padahal yang dikenal {BENTUK}; buat buku baru dengan lkip init, lalu salin isiannya.")
        tabel = tuple(
            LembarTabel(nama, j["tabel"], tuple(map(str, j["tetap"])), bool(j["contoh"]), tuple((str(a), str(b)) for a, b in j["bantu"]))
            for jenis, nama, j in isi if jenis == "tabel")
        for t in tabel:
            if not t.kepala or not isinstance(t.tabel["name"], str) or not all(isinstance(k, str) for k in (*t.kepala, *t.kolom)):
                raise rusak
        khusus = tuple(
            LembarKhusus(nama, str(j["jenis"]), str(j["triwulan"]), tuple(map(str, j["tetap"])), bool(j["contoh"]),
                         tuple((str(a), str(b)) for a, b in j["bantu"]), dict(j["uraian"]))
            for jenis, nama, j in isi if jenis == "khusus")
        tanpa = tuple(map(str, paket.pop("tanpa", ())))
        _ = [k.kepala for k in khusus]
        str(paket["lkip"]["polres"]), int(paket["lkip"]["tahun"]), str(paket["lkip"]["metodologi"])
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration, IndexError, RecursionError):
        raise rusak from None
    nama = [x.nama for x in (*tabel, *khusus)]
    if not nama or len(set(nama)) < len(nama):
        raise rusak
    return Buku(paket, tabel, khusus=khusus, tanpa=tanpa)
