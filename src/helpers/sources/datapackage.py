"""Read what a Polres handed in: one CSV per printed table, described by a Frictionless data package.

Nothing is interpreted here; the package is checked to be what it says it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from helpers.errors import KesalahanMasukan
from helpers.files import TERBESAR_ISIAN, TERBESAR_TABEL, parse_csv, read_input
from helpers.paths import Ruang

BERKAS_PAKET = "datapackage.json"
#: What is reported during the year; it has a descriptor of its own, and is no printed table.
BERKAS_REALISASI = "realisasi.csv"
_NAMA_BERKAS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.csv")
_Nama = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_.][a-z0-9]+)*$", max_length=80)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Keterangan(_Model):
    """What makes the numbers of a column, or of a whole table, facts.

    Attributes
    ----------
    kode_dari : tuple of str
        Columns that hold the row's key for this column, the first filled one counting; without any, the column ``kode`` does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kode: str | None = None
    aspek: str | None = None
    tahun: int | None = None
    periode: str | None = None
    wilayah: str | None = None
    geser_tahun: int = 0
    kode_dari: tuple[str, ...] = ()


class Kolom(_Model):
    """A column; its numbers are facts when `lkip` is present."""

    name: str
    title: str = ""
    lkip: Keterangan | None = None

    @property
    def judul(self) -> str:
        """Header as printed."""
        return self.title or self.name


class AsalTabel(_Model):
    """Where a table stands in the source document.

    Attributes
    ----------
    judul_tercetak : tuple of str
        The printed lines above the table, its heading and caption; empty where nothing is printed.
    indikator : str
        The indicator that the section is about in which the table is printed, by the section's heading; empty where it is about none or several.
    kelompok : str
        Column whose value keeps rows apart: numbers of different groups do not belong to one computation
        (claims of different sentences of the prose).
    sel : dict of str to str
        Cells that mean something else than their row and column say: ``"<row>:<column>"`` to a row key.
    lembar : str
        Sheet of the workbook that was filled in, where the table came in one; people correct it there.
    baris_lembar : int
        Row of that sheet that holds the first row of data.
    baris_asal : tuple of int
        Row of that sheet for each row of data, where they stand in another order there.
    huruf_lembar : dict of str to str
        Letter of that sheet's column for each column, where these differ; all others are in column A.
    """

    nomor_tabel: str = ""
    judul_tercetak: tuple[str, ...] = ()
    bagian: str = ""
    indikator: str = ""
    baris_sumber: tuple[int, int] | None = None
    bawaan: Keterangan = Keterangan()
    kelompok: str = ""
    sel: dict[str, str] = {}
    lembar: str = ""
    baris_lembar: int = 0
    baris_asal: tuple[int, ...] = ()
    huruf_lembar: dict[str, str] = {}


class Skema(_Model):
    """Columns of a table, in order."""

    fields: tuple[Kolom, ...] = Field(min_length=2)


class Tabel(_Model):
    """One printed table.

    Attributes
    ----------
    hash : str
        ``sha256:`` and the hash of the CSV's bytes.
    """

    name: _Nama
    path: str
    title: str
    hash: str
    bytes: int | None = None
    lkip: AsalTabel = AsalTabel()
    schema_: Skema = Field(alias="schema")

    @property
    def kolom(self) -> tuple[Kolom, ...]:
        """Columns of the table."""
        return self.schema_.fields

    def column_label(self, nama: str) -> str:
        """How people name a column: its printed header, and its place where headers repeat."""
        judul = [k.judul for k in self.kolom]
        n = [k.name for k in self.kolom].index(nama)
        return judul[n] if judul.count(judul[n]) == 1 else f"{judul[n]} (kolom ke-{n + 1})"

    def cell_label(self, baris: int, nama: str) -> str:
        """How people name the column of a cell, with the cell of the workbook where there is one; `baris` as in the CSV."""
        judul = self.column_label(nama)
        if not self.lkip.lembar:
            return judul
        if 0 <= baris - 2 < len(self.lkip.baris_asal):
            return f"{judul} (lembar {self.lkip.lembar} sel {self.lkip.huruf_lembar.get(nama, 'A')}{self.lkip.baris_asal[baris - 2]})"
        n = [k.name for k in self.kolom].index(nama)
        huruf = (chr(ord("A") + n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)
        return f"{judul} (lembar {self.lkip.lembar} sel {huruf}{baris - 2 + self.lkip.baris_lembar})"

    @property
    def sebutan(self) -> str:
        """How people name the table: its printed number and caption."""
        nomor = self.lkip.nomor_tabel.strip()
        return f"{nomor} {self.title}".strip() if not self.title.startswith(nomor) else self.title


class AsalPaket(_Model):
    """Which Polres, year and methodology a package belongs to, and which documents can be made of it.

    Attributes
    ----------
    rencana : str
        Methodology of the action plan, where the package holds one beside an LKIP.
    """

    polres: str
    tahun: int
    metodologi: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    rencana: Annotated[str, StringConstraints(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=60)] = ""
    dokumen: tuple[Literal["lkip", "rencana-aksi"], ...] = Field(("lkip",), min_length=1)
    sumber: dict[str, str] = {}


class Paket(_Model):
    """The descriptor `datapackage.json`."""

    name: str
    title: str = ""
    lkip: AsalPaket
    resources: tuple[Tabel, ...] = Field(min_length=1)


@dataclass(frozen=True)
class IsiTabel:
    """A table with its rows: lists of cells exactly as printed, header left out."""

    tabel: Tabel
    baris: tuple[tuple[str, ...], ...]


def read_package(folder: Path) -> Paket:
    """Read and check the descriptor.

    Raises
    ------
    KesalahanMasukan
        When it is missing, broken, or describes something impossible.
    """
    berkas = folder / BERKAS_PAKET
    mentah = read_input(berkas, terbesar=TERBESAR_ISIAN)
    try:
        isi = json.loads(mentah.decode("utf-8-sig"), object_pairs_hook=_unique)
    except RecursionError:
        raise KesalahanMasukan(f"Berkas {BERKAS_PAKET} bersarang terlalu dalam; tulis ulang menurut contoh Polres lain.") from None
    except UnicodeDecodeError:
        raise KesalahanMasukan(f"Berkas {BERKAS_PAKET} bukan UTF-8; simpan ulang sebagai UTF-8.") from None
    except json.JSONDecodeError as galat:
        raise KesalahanMasukan(
            f"Berkas {BERKAS_PAKET} bukan JSON yang sah pada baris {galat.lineno} kolom {galat.colno}; periksa koma dan kurungnya."
        ) from None
    try:
        paket = Paket.model_validate(isi)
    except ValidationError as galat:
        raise KesalahanMasukan([
            f"Berkas {BERKAS_PAKET}, isian \"{'.'.join(str(b) for b in e['loc']) or 'seluruh berkas'}\" "
            + ("belum diisi; tambahkan." if e["type"] == "missing" else "tidak sesuai; perbaiki isian itu.")
            for e in galat.errors()[:20]
        ]) from None
    masalah = []
    for kunci in ("name", "path"):
        nilai = [getattr(t, kunci) for t in paket.resources]
        masalah += [f"Berkas {BERKAS_PAKET} menyebut \"{n}\" lebih dari sekali; hapus yang rangkap." for n in sorted({n for n in nilai if nilai.count(n) > 1})]
    for t in paket.resources:
        tertulis = "".join(c if c.isprintable() else "?" for c in t.path[:60])
        if re.search(r"[/\\:]|^\.", t.path):
            masalah.append(f"Tabel {t.name} di {BERKAS_PAKET} menunjuk berkas \"{tertulis}\" di luar folder datanya; pakai nama berkas saja.")
        elif not _NAMA_BERKAS.fullmatch(t.path):
            masalah.append(f"Tabel {t.name} di {BERKAS_PAKET} menunjuk \"{tertulis}\" yang bukan nama berkas CSV; tulis seperti tabel-1.csv.")
        rangkap = sorted({k.name for k in t.kolom if [x.name for x in t.kolom].count(k.name) > 1})
        masalah += [f"Tabel {t.name} di {BERKAS_PAKET} menyebut kolom \"{k}\" lebih dari sekali; bedakan namanya." for k in rangkap]
        nama_kolom = {k.name for k in t.kolom}
        masalah += [f"Tabel {t.name} di {BERKAS_PAKET}, kolom \"{k.name}\": kode_dari menyebut kolom \"{asing}\" yang tidak ada; betulkan."
                    for k in t.kolom if k.lkip for asing in k.lkip.kode_dari if asing not in nama_kolom]
        if t.kolom[0].name != "kode":
            masalah.append(f"Tabel {t.name} di {BERKAS_PAKET} tidak berkolom pertama \"kode\"; tambahkan kolom itu.")
    if masalah:
        raise KesalahanMasukan(masalah)
    return paket


def choose_document(ruang: Ruang, dokumen: str = "") -> str:
    """Return the document to make: the one asked for, or the first that the data is for.

    Raises
    ------
    KesalahanMasukan
        When the data is not for that document.
    """
    try:
        tersedia = read_package(ruang.mentah).lkip.dokumen
    except KesalahanMasukan:  # the run itself tells what is wrong with the data, all of it
        return dokumen or "lkip"
    if dokumen and dokumen not in tersedia:
        raise KesalahanMasukan(f"Data {ruang.polres} {ruang.tahun} bukan untuk dokumen \"{dokumen}\"; pilih {', '.join(tersedia)}.")
    return dokumen or tersedia[0]


def list_documents(ruang: Ruang) -> tuple[str, ...]:
    """Return the documents that the data is for, the first one published under the plain name."""
    try:
        return read_package(ruang.mentah).lkip.dokumen
    except KesalahanMasukan:  # the run itself tells
        return (choose_document(ruang),)


def folder_suffix(ruang: Ruang, dokumen: str) -> str:
    """Return the ending of the published folder: one of its own for a document that is not the first of its data; else empty."""
    try:
        pertama = read_package(ruang.mentah).lkip.dokumen[0]
    except KesalahanMasukan:  # the run itself tells
        return ""
    return "" if dokumen == pertama else dokumen


def _unique(pasangan: list[tuple[str, object]]) -> dict[str, object]:
    """Build a JSON object; a key written twice is refused, since the second would win in silence."""
    isi = dict(pasangan)
    if len(isi) < len(pasangan):
        nama = [k for k, _ in pasangan]
        rangkap = next(k for k in nama if nama.count(k) > 1)
        raise KesalahanMasukan(f"Berkas {BERKAS_PAKET} menulis isian \"{rangkap}\" lebih dari sekali dalam satu kurung; hapus yang rangkap.")
    return isi


def read_tables(folder: Path, paket: Paket) -> list[IsiTabel]:
    """Read every table of the package, in its order.

    Raises
    ------
    KesalahanMasukan
        With all problems found: missing file, hash, encoding, columns, ragged rows, empty files.
    """
    hasil, masalah = [], []
    for tabel in paket.resources:
        try:
            hasil.append(IsiTabel(tabel, _rows(folder, tabel)))
        except KesalahanMasukan as galat:
            masalah += galat.masalah
    terdaftar = {t.path for t in paket.resources}
    for berkas in sorted(folder.glob("*.csv")):
        if berkas.name not in terdaftar and berkas.name != BERKAS_REALISASI:
            masalah.append(f"Berkas {berkas.name} tidak terdaftar di {BERKAS_PAKET}; daftarkan atau keluarkan dari folder.")
    if masalah:
        raise KesalahanMasukan(masalah)
    return hasil


def _rows(folder: Path, tabel: Tabel) -> tuple[tuple[str, ...], ...]:
    nama = tabel.path
    mentah = read_input(folder / nama, terbesar=TERBESAR_TABEL, sebutan=f"disebut di {BERKAS_PAKET} tetapi tidak ada")
    if not mentah.strip():
        raise KesalahanMasukan(f"Berkas {nama} kosong; isi sesuai tabel \"{tabel.title}\".")
    isi = parse_csv(nama, mentah)
    harapan = [k.name for k in tabel.kolom]
    judul = isi[0] if isi else []
    masalah = []
    if judul != harapan:
        kurang, lebih = [k for k in harapan if k not in judul], [k for k in judul if k not in harapan]
        rinci = "; ".join(filter(None, [
            f"kurang: {', '.join(kurang)}" if kurang else "", f"tidak dikenal: {', '.join(lebih)}" if lebih else "",
            "" if kurang or lebih else "urutan atau jumlahnya berbeda"]))
        masalah.append(f"Berkas {nama} baris 1: judul kolom tidak sesuai {BERKAS_PAKET} ({rinci}); samakan judul kolomnya.")
    else:
        masalah += [
            f"Berkas {nama} baris {i}: {len(b)} sel, padahal {len(harapan)} kolom; lengkapi atau hapus sel lebihnya."
            for i, b in enumerate(isi[1:], 2) if len(b) != len(harapan)
        ]
        if len(isi) == 1:
            masalah.append(f"Berkas {nama} hanya berisi judul kolom; isi barisnya.")
    sidik = "sha256:" + hashlib.sha256(mentah).hexdigest()
    if not masalah and sidik != tabel.hash:
        if "sha256:" + hashlib.sha256(mentah.replace(b"\r\n", b"\n")).hexdigest() == tabel.hash:
            raise KesalahanMasukan(f"Berkas {nama} isinya sama tetapi akhir barisnya berubah menjadi CRLF; simpan ulang dengan akhir baris LF.")
        masalah.append(
            f"Berkas {nama} berubah sejak didaftarkan: sha256-nya tidak cocok dengan {BERKAS_PAKET}; "
            "kembalikan berkas aslinya atau perbarui hash bila perubahan itu disengaja."
        )
    if masalah:
        raise KesalahanMasukan(masalah)
    return tuple(tuple(sel.strip() for sel in b) for b in isi[1:])
