"""Parameters of a run, checked before anything runs."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from helpers.errors import KesalahanMasukan, name_some
from helpers.paths import VAR_DATA, VAR_LUARAN, Ruang, find_root, other_folder

TAHUN_AWAL, TAHUN_AKHIR = 2015, 2045
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TERBANYAK = 20  # names listed in a message
#: Names Windows reserves for devices; a folder of that name cannot be made there.
_TERLARANG = {"con", "prn", "aux", "nul", "metodologi"} | {f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)}


class Parameter(BaseModel):
    """What papermill hands to every notebook.

    Attributes
    ----------
    polres : str
        Slug: small letters, digits and single hyphens.
    tahun : int
        Fiscal year, 2015-2045.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    polres: str
    tahun: int

    @field_validator("polres")
    @classmethod
    def _slug(cls, nilai: str) -> str:
        if not _SLUG.fullmatch(nilai) or len(nilai) > 40 or nilai in _TERLARANG:
            raise ValueError(
                f"Kode Polres \"{nilai}\" tidak sah; pakai huruf kecil, angka, dan tanda hubung saja, misalnya oku."
            )
        return nilai

    @field_validator("tahun")
    @classmethod
    def _tahun(cls, nilai: int) -> int:
        if not TAHUN_AWAL <= nilai <= TAHUN_AKHIR:
            raise ValueError(f"Tahun {nilai} di luar {TAHUN_AWAL}–{TAHUN_AKHIR}; periksa parameter tahun.")
        return nilai


def make_room(akar: Path, *, data: Path | None = None, luaran: Path | None = None, **nilai: object) -> Ruang:
    """Check parameters and return the folders they mean, whether there are data or not.

    Raises
    ------
    KesalahanMasukan
        For an unknown name, a wrong type, a path in a name or a year out of range.
    """
    try:
        p = Parameter(**nilai)
    except ValidationError as galat:
        raise KesalahanMasukan([_sentence(e) for e in galat.errors()]) from None
    return Ruang(akar, p.polres, p.tahun, data, luaran)


def check_parameters(akar: Path | None = None, *, data: Path | None = None, luaran: Path | None = None, **nilai: object) -> Ruang:
    """Check parameters and return the folders they mean.

    Without `akar`, the environment says where the project, the raw data and the results are, as far as the call does not.

    Raises
    ------
    KesalahanMasukan
        For an unknown name, a wrong type, a path in a name, a year out of range or a Polres without data.
    """
    if akar is None:
        akar, data, luaran = find_root(), data or other_folder(VAR_DATA), luaran or other_folder(VAR_LUARAN)
    ruang = make_room(akar, data=data, luaran=luaran, **nilai)
    if not (ruang.mentah / "datapackage.json").is_file():
        if ruang.mentah.is_dir():
            raise KesalahanMasukan(f"Berkas datapackage.json tidak ada di folder data Polres \"{ruang.polres}\" tahun {ruang.tahun}; tambahkan berkas itu.")
        data = data or akar / "data" / "raw"
        ada = available(data)
        daftar = name_some([f"{k} {t}" for k, t in ada], _TERBANYAK) or "belum ada"
        raise KesalahanMasukan(
            f"Data Polres \"{ruang.polres}\" tahun {ruang.tahun} tidak ditemukan di {ruang.shown(data)}/{ruang.polres}/{ruang.tahun}; "
            f"yang tersedia: {daftar}."
        )
    return ruang


def available(data: Path) -> list[tuple[str, int]]:
    """Return the (polres, tahun) pairs a folder of raw data holds, sorted."""
    pasangan = []
    for berkas in data.glob("*/*/datapackage.json"):
        tahun, polres = berkas.parent.name, berkas.parent.parent.name
        if tahun.isdigit():
            pasangan.append((polres, int(tahun)))
    return sorted(pasangan)


def _sentence(galat: dict) -> str:
    nama = ".".join(str(b) for b in galat["loc"])
    match galat["type"]:
        case "value_error":
            return str(galat["ctx"]["error"])
        case "extra_forbidden":
            return f"Parameter \"{nama}\" tidak dikenal; yang dikenal hanya polres dan tahun."
        case "missing":
            return f"Parameter \"{nama}\" belum diisi."
        case _:
            jenis = {"polres": "teks", "tahun": "bilangan bulat"}.get(nama, "lain")
            return f"Parameter \"{nama}\" harus berupa {jenis}; yang diterima \"{galat.get('input')}\"."
