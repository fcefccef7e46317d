"""One Polres and year in memory, and the tables the notebooks hand to each other on disk."""

from __future__ import annotations

import io
import os
from csv import writer as csv_writer
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from helpers.errors import KesalahanMasukan
from helpers.methodology import combined
from helpers.methodology.rules import Metodologi
from helpers.paths import Ruang
from helpers.sources.datapackage import IsiTabel, Paket, read_package, read_tables
from helpers.sources.fingerprint import content_hash
from helpers.sources.profile import (
    Koreksi,
    Narasi,
    Profil,
    load_corrections,
    load_narrative,
    load_profile,
)


@dataclass(frozen=True)
class Masukan:
    """Everything that was handed in for one Polres and year, checked."""

    ruang: Ruang
    paket: Paket
    tabel: list[IsiTabel]
    metodologi: Metodologi
    profil: Profil
    narasi: Narasi
    koreksi: tuple[Koreksi, ...]

    @cached_property
    def nama_wilayah(self) -> dict[str, str]:
        """Readable names of region codes."""
        return self.profil.region_names(self.metodologi.satker)

    @cached_property
    def sidik(self) -> str:
        """Fingerprint of what the report says (`helpers.sources.fingerprint`)."""
        return content_hash(self.ruang, self.metodologi.kode)


def load_input(ruang: Ruang) -> Masukan:
    """Read and check all input.

    Raises
    ------
    KesalahanMasukan
        With every problem of the first room that has one.
    """
    paket = read_package(ruang.mentah)
    if (paket.lkip.polres, paket.lkip.tahun) != (ruang.polres, ruang.tahun):
        raise KesalahanMasukan(
            f"Berkas datapackage.json milik {paket.lkip.polres} {paket.lkip.tahun}, padahal foldernya "
            f"{ruang.polres}/{ruang.tahun}; samakan.")
    metodologi = combined.load(ruang.metodologi, paket.lkip.metodologi, paket.lkip.rencana, ruang.mentah)
    masukan = Masukan(
        ruang, paket, read_tables(ruang.mentah, paket), metodologi,
        load_profile(ruang, paket.lkip.dokumen), load_narrative(ruang), load_corrections(ruang))
    asing = [k for k in masukan.narasi.indikator if k not in masukan.metodologi.indikator]
    if asing:
        raise KesalahanMasukan([
            f"Berkas narasi.yml, isian \"{k}\": bukan indikator metodologi {masukan.metodologi.kode}; betulkan kodenya." for k in asing])
    asing = [(t.name, t.lkip.indikator) for t in paket.resources if t.lkip.indikator and t.lkip.indikator not in metodologi.indikator]
    if asing:
        raise KesalahanMasukan([
            f"Tabel {nama} di datapackage.json menyebut indikator \"{k}\", yang bukan indikator metodologi {metodologi.kode}; betulkan kodenya."
            for nama, k in asing])
    return masukan


def write_clean(ruang: Ruang, nama: str, isi: pd.DataFrame | str | bytes, *, csv: bool = False) -> Path:
    """Write one result into ``data/clean``: a table as parquet (and CSV), text and bytes as they are; whole or not at all.

    Parameters
    ----------
    nama : str
        File name without extension for a table, with extension for text and bytes.
    csv : bool
        Also write CSV, with cells that spreadsheets would take for formulas made harmless.
    """
    ruang.bersih.mkdir(parents=True, exist_ok=True)
    if isinstance(isi, str | bytes):
        tujuan = ruang.bersih / nama
        _replace(tujuan, isi.encode("utf-8") if isinstance(isi, str) else isi)
        return tujuan
    tujuan = ruang.bersih / f"{nama}.parquet"
    sementara = tujuan.with_suffix(".sementara")
    isi.to_parquet(sementara, index=False)
    os.replace(sementara, tujuan)
    if csv:
        teks = io.StringIO(newline="")
        penulis = csv_writer(teks, lineterminator="\n")
        penulis.writerow(isi.columns)
        penulis.writerows(zip(*([_printable(x) for x in isi[k].tolist()] for k in isi), strict=True))
        _replace(ruang.bersih / f"{nama}.csv", teks.getvalue().encode("utf-8-sig"))
    return tujuan


def _printable(sel: object) -> object:
    """Return what a cell of a CSV file shows; what is missing shows nothing."""
    return "" if sel is None or sel != sel else harmless(sel)


def harmless(sel: object) -> object:
    """Keep a spreadsheet from running a cell: text that would be a formula gets an apostrophe in front.

    Printed numbers and dashes stay as they are.
    """
    if isinstance(sel, str) and sel[:1] in "=+-@\t\r" and sel.strip("+-0123456789.,% "):
        return "'" + sel
    return sel


def _replace(tujuan: Path, isi: bytes) -> None:
    sementara = tujuan.with_name(tujuan.name + ".sementara")
    sementara.write_bytes(isi)
    os.replace(sementara, tujuan)


def read_clean(ruang: Ruang, nama: str) -> pd.DataFrame:
    """Read a table an earlier notebook wrote.

    Raises
    ------
    KesalahanMasukan
        When that notebook has not run yet.
    """
    berkas = ruang.bersih / f"{nama}.parquet"
    if not berkas.exists():
        raise KesalahanMasukan(
            f"Hasil \"{nama}\" untuk {ruang.polres} {ruang.tahun} belum ada; jalankan buku catatan 01 sampai sebelum ini, atau lkip run.")
    return pd.read_parquet(berkas)


def read_clean_text(ruang: Ruang, nama: str) -> str:
    """Read a text an earlier notebook wrote; see `read_clean`."""
    berkas = ruang.bersih / nama
    if not berkas.exists():
        raise KesalahanMasukan(
            f"Hasil \"{nama}\" untuk {ruang.polres} {ruang.tahun} belum ada; jalankan buku catatan 01 sampai sebelum ini, atau lkip run.")
    return berkas.read_text(encoding="utf-8")
