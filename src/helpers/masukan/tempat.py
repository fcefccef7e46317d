"""What would change when a package takes its place among the raw data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from helpers.errors import KesalahanMasukan, name_some
from helpers.masukan.impor import Hasil
from helpers.paths import Ruang
from helpers.sources.datapackage import read_package


class DataLain(KesalahanMasukan):
    """Other data are in the place of a package."""


def compare(ruang: Ruang, berkas: Mapping[str, bytes]) -> list[str] | None:
    """Return the names of files that differ from those in place; None when there is no package yet."""
    if not ruang.mentah.is_dir():
        return None
    lama = {b.name: b for b in ruang.mentah.iterdir() if not b.name.startswith(".")}
    return sorted({n for n in {*lama, *berkas} if n not in berkas or n not in lama or lama[n].is_dir() or lama[n].read_bytes() != berkas[n]})


def guard(hasil: Hasil, timpa: bool) -> bool:
    """Whether there is anything to write.

    Raises
    ------
    DataLain
        When other data are in place and `timpa` is not given.
    """
    beda = compare(hasil.ruang, hasil.berkas)
    if beda is None:
        return True
    if beda and not timpa:
        r = hasil.ruang
        raise DataLain(
            f"Folder data/raw/{r.polres}/{r.tahun} sudah berisi data lain (berbeda: {name_some(beda, 5)}); "
            "tambahkan --timpa bila memang hendak menggantinya.")
    return bool(beda)


def write_files(folder: Path, berkas: Mapping[str, bytes]) -> None:
    """Write a package into a new folder and read its descriptor back.

    Raises
    ------
    KesalahanMasukan
        When the descriptor describes something impossible.
    """
    folder.mkdir()
    for nama, isi in sorted(berkas.items()):
        (folder / nama).write_bytes(isi)
    read_package(folder)


def write_new(tujuan: Path, isi: bytes, *, timpa: bool, akar: Path) -> None:
    """Write one file whole or not at all; an existing one only when told so.

    Raises
    ------
    KesalahanMasukan
        When the file exists, or cannot be written.
    """
    sebutan = tujuan.relative_to(akar).as_posix() if tujuan.is_relative_to(akar) else tujuan.name
    if tujuan.exists() and not timpa:
        raise KesalahanMasukan(f"Buku {sebutan} sudah ada; tambahkan --timpa bila memang hendak menggantinya, atau pakai buku itu.")
    sementara = tujuan.with_name(f".{tujuan.name}.sementara")
    try:
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        sementara.write_bytes(isi)
        sementara.replace(tujuan)
    except OSError as galat:
        sementara.unlink(missing_ok=True)
        raise KesalahanMasukan(f"Buku {sebutan} tidak dapat ditulis ({type(galat).__name__}); tutup buku itu di Excel dan periksa izin foldernya.") from None
