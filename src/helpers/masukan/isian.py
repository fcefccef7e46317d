"""Profile, narrative and decisions between YAML and the rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

#: Parts of the profile that have a sheet of their own.
BERSENDIRI = ("polsek", "satuan_kerja", "dasar_hukum")
#: Entries that are numbers in YAML; all others are text.
BILANGAN = ("tahun_anggaran",)
KUNCI_KOREKSI = ("kode", "wilayah", "tahun", "periode", "pilih", "expect", "alasan", "status")


def flatten(isi: object, awalan: str = "") -> list[tuple[str, str]]:
    """Return every leaf with its path, such as ``tujuan.1`` or ``polda.nama``; lists count from 1."""
    if isinstance(isi, Mapping):
        return [x for k, v in isi.items() for x in flatten(v, f"{awalan}.{k}" if awalan else str(k))]
    if isinstance(isi, list | tuple):
        return [x for n, v in enumerate(isi, 1) for x in flatten(v, f"{awalan}.{n}")]
    return [(awalan, "" if isi is None else str(isi))]


def unflatten(pasangan: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Build the structure again from paths and texts; empty texts are left out and lists close up.

    Raises
    ------
    ValueError
        With the path that fits no structure: a text where others need a branch.
    """
    pohon: dict[str, Any] = {}
    for jalan, teks in pasangan:
        if not teks:
            continue
        *cabang, daun = jalan.split(".")
        sini = pohon
        for c in cabang:
            sini = sini.setdefault(c, {})
            if not isinstance(sini, dict):
                raise ValueError(jalan)
        if daun in sini:
            raise ValueError(jalan)
        sini[daun] = int(teks) if jalan in BILANGAN and teks.isdecimal() else teks
    return _lists(pohon)


def _lists(isi: Any) -> Any:
    """Turn every branch whose names are numbers into a list."""
    if not isinstance(isi, dict):
        return isi
    if isi and all(k.isdecimal() for k in isi):
        return [_lists(isi[k]) for k in sorted(isi, key=int)]
    return {k: _lists(v) for k, v in isi.items()}


def position(pasangan: Iterable[tuple[str, str]], lokasi: str) -> str | None:
    """Return the path of the sheet that a place in a model means: ``tujuan.0`` is the first filled ``tujuan``.

    Parameters
    ----------
    pasangan : iterable of (str, str)
        Paths and texts of the sheet.
    lokasi : str
        Place as the model names it, lists counted from 0 without gaps.
    """
    terisi = [k for k, t in pasangan if t]
    hasil: list[str] = []
    for bagian in lokasi.split("."):
        if bagian.isdecimal():
            awalan = ".".join(hasil) + "." if hasil else ""
            nomor = sorted({int(b) for k in terisi if k.startswith(awalan) and (b := k[len(awalan):].split(".")[0]).isdecimal()})
            if int(bagian) >= len(nomor):
                return None
            bagian = str(nomor[int(bagian)])
        hasil.append(bagian)
    return ".".join(hasil)


def records(isi: Iterable[Mapping[str, Any]], kunci: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return records as rows of text; a list within a record is joined by semicolons."""
    def text(v: Any) -> str:
        return "; ".join(map(str, v)) if isinstance(v, list | tuple) else "" if v is None else str(v)

    return tuple(tuple(text(x.get(k)) for k in kunci) for x in isi)


def split_list(teks: str) -> list[str]:
    """Return the parts of a text joined by semicolons."""
    return [b.strip() for b in teks.split(";") if b.strip()]


def write_yaml(isi: object) -> bytes:
    """Write YAML the way people read it."""
    return yaml.safe_dump(isi, allow_unicode=True, sort_keys=False, width=120).encode("utf-8")
