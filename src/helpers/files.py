"""Read what was handed in: plain files of a sensible size, safe YAML, models that say what is wrong."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from helpers.errors import KesalahanMasukan

#: Far above any table or profile a Polres prints; a larger file is a mistake or an attack.
TERBESAR_TABEL = 20_000_000
TERBESAR_ISIAN = 2_000_000
_TERBANYAK = 20  # problems listed for one file

Model = TypeVar("Model", bound=BaseModel)


def read_input(berkas: Path, *, terbesar: int, sebutan: str = "") -> bytes:
    """Return the bytes of an input file.

    Parameters
    ----------
    berkas : Path
    terbesar : int
        Largest size in bytes.
    sebutan : str
        How the message names where the file was expected; by default its folder.

    Raises
    ------
    KesalahanMasukan
        When it is missing, not a plain file (a folder, a link, a pipe), too large or not readable.
    """
    nama = f"Berkas {berkas.name}"
    try:
        if berkas.is_symlink():
            raise KesalahanMasukan(f"{nama} adalah tautan ke tempat lain; ganti dengan berkas aslinya.")
        if berkas.is_dir():
            raise KesalahanMasukan(f"{nama} adalah folder, padahal harus berkas; ganti dengan berkasnya.")
        if not berkas.exists():
            raise KesalahanMasukan(f"{nama} {sebutan or 'tidak ada di folder ' + _short(berkas.parent)}; tambahkan berkas itu.")
        if not berkas.is_file():
            raise KesalahanMasukan(f"{nama} bukan berkas biasa; ganti dengan berkas aslinya.")
        if (besar := berkas.stat().st_size) > terbesar:
            raise KesalahanMasukan(
                f"{nama} sebesar {besar // 1_000_000} MB, padahal paling besar {terbesar // 1_000_000} MB; periksa isinya.")
        return berkas.read_bytes()
    except OSError as galat:
        raise KesalahanMasukan(f"{nama} tidak dapat dibaca ({type(galat).__name__}); periksa izin berkas itu.") from None


def parse_csv(nama: str, mentah: bytes, pemisah: str = ",") -> list[list[str]]:
    """Read the bytes of a CSV file: every row, header first.

    Parameters
    ----------
    nama : str
        File name, for messages.
    mentah : bytes
        UTF-8, with or without a byte order mark.
    pemisah : str
        Characters that may separate cells; the one the header holds most often does.

    Raises
    ------
    KesalahanMasukan
        When it is not UTF-8 or not CSV.
    """
    try:
        teks = mentah.decode("utf-8-sig")
    except UnicodeDecodeError as galat:
        baris = mentah[: galat.start].count(b"\n") + 1
        raise KesalahanMasukan(f"Berkas {nama} baris {baris} bukan UTF-8; simpan ulang sebagai CSV UTF-8.") from None
    if "\x00" in teks:
        raise KesalahanMasukan(f"Berkas {nama} memuat bita nol, jadi bukan CSV; simpan ulang sebagai CSV UTF-8.")
    pakai = max(pemisah, key=teks.split("\n", 1)[0].count)
    try:
        return list(csv.reader(io.StringIO(teks, newline=""), delimiter=pakai, strict=True))
    except csv.Error:
        raise KesalahanMasukan(f"Berkas {nama} bukan CSV yang sah; periksa tanda kutip yang tidak ditutup.") from None


def _short(folder: Path) -> str:
    return "/".join(folder.parts[-3:])


class _Ditolak(Exception):
    """Something YAML allows and this project does not."""

    def __init__(self, sebab: str, tanda: yaml.Mark):
        self.sebab, self.tanda = sebab, tanda


if yaml.__with_libyaml__:
    class _Pengurai(Composer, yaml.cyaml.CParser, SafeConstructor, Resolver):
        """The safe loader with its reader in C, several times as fast; what nests is put together in Python, since in C
        deep nesting ends the process."""

        def __init__(self, teks: str):
            yaml.cyaml.CParser.__init__(self, teks)
            for induk in (Composer, SafeConstructor, Resolver):
                induk.__init__(self)
else:
    _Pengurai = yaml.SafeLoader


class _Pemuat(_Pengurai):
    """The safe loader, which also refuses keys written twice (the second would win in silence) and merge keys
    (which can grow without bound)."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        ada: set[str] = set()
        for k, _ in node.value:
            if k.tag == "tag:yaml.org,2002:merge":
                raise _Ditolak("tanda << tidak dipakai di sini; tulis isiannya lengkap", k.start_mark)
            if isinstance(k, yaml.ScalarNode):
                if k.value in ada:
                    raise _Ditolak(f"isian \"{k.value}\" tertulis lebih dari sekali; hapus yang rangkap", k.start_mark)
                ada.add(k.value)


@lru_cache(maxsize=64)
def _parse(mentah: bytes) -> object:
    """Parse the same bytes once: every notebook of a run reads the same rules."""
    return yaml.load(mentah.decode("utf-8-sig"), _Pemuat)  # noqa: S506 - a safe loader


def read_yaml(berkas: Path) -> object:
    """Read a YAML file safely; what is returned is shared with later readers and must not be changed.

    Raises
    ------
    KesalahanMasukan
        When it is missing, not UTF-8 or not YAML; names file, row and column.
    """
    mentah = read_input(berkas, terbesar=TERBESAR_ISIAN)
    try:
        return _parse(mentah)
    except _Ditolak as galat:
        raise KesalahanMasukan(
            f"Berkas {berkas.name} baris {galat.tanda.line + 1} kolom {galat.tanda.column + 1}: {galat.sebab}.") from None
    except RecursionError:
        raise KesalahanMasukan(f"Berkas {berkas.name} bersarang terlalu dalam; tulis ulang tanpa sarang sedalam itu.") from None
    except UnicodeDecodeError as galat:
        raise KesalahanMasukan(f"Berkas {berkas.name} bukan UTF-8 (bita ke-{galat.start + 1}); simpan ulang sebagai UTF-8.") from None
    except (yaml.YAMLError, ValueError) as galat:  # ValueError: a date that does not exist
        tanda = getattr(galat, "problem_mark", None)
        di_mana = f" pada baris {tanda.line + 1} kolom {tanda.column + 1}" if tanda else ""
        raise KesalahanMasukan(f"Berkas {berkas.name} bukan YAML yang sah{di_mana}; periksa tanda kutip, titik dua, dan indentasinya.") from None


def check_model(model: type[Model], isi: object, nama_berkas: str) -> Model:
    """Fill a model from YAML content.

    Raises
    ------
    KesalahanMasukan
        One sentence per wrong entry, naming the file and the entry.
    """
    try:
        return model.model_validate(isi)
    except ValidationError as galat:
        semua = galat.errors()
        masalah = [
            f"Berkas {nama_berkas}, isian \"{'.'.join(str(b) for b in e['loc']) or 'seluruh berkas'}\": {_problem(e)}."
            for e in semua[:_TERBANYAK]
        ]
        if len(semua) > _TERBANYAK:
            masalah.append(f"Berkas {nama_berkas} masih memuat {len(semua) - _TERBANYAK} kesalahan lain; perbaiki dahulu yang di atas.")
        raise KesalahanMasukan(masalah) from None


def _problem(galat: dict) -> str:
    isi = galat["input"]
    # only plain values are quoted: writing out a structure with aliases could fill the memory
    teks = f"\"{str(isi)[:60]}\"" if isinstance(isi, str) or (isinstance(isi, int | float) and abs(isi) < 1e15) else "kosong" if isi is None else "sebuah daftar"
    match galat["type"]:
        case "missing":
            return "belum diisi; tambahkan isian itu"
        case "extra_forbidden":
            return "tidak dikenal; hapus atau betulkan namanya"
        case "literal_error":
            pilihan = galat["ctx"]["expected"].replace(" or ", " atau ")
            return f"isinya {teks}, padahal harus salah satu dari {pilihan}; pilih salah satunya"
        case "value_error":
            return f"{galat['ctx']['error']}; perbaiki isian itu"
        case _:
            return f"isinya {teks}, tidak sesuai jenis yang diminta; perbaiki isian itu"
