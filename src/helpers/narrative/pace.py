"""Sentences about the pace towards the last target of the strategic plan."""

from __future__ import annotations

import math
from dataclasses import dataclass

from helpers.narrative.material import Bahan
from helpers.narrative.words import missing, write_number, write_value

_NOL = 1e-9


@dataclass(frozen=True)
class Laju:
    """How fast an indicator moved, by the first and the last printed year.

    Attributes
    ----------
    awal, akhir : int
        Those years.
    per_tahun : float
        Mean change a year; positive is for the better.
    """

    awal: int
    akhir: int
    per_tahun: float


def pace(b: Bahan, kode: str) -> Laju | None:
    """Return the pace of an indicator up to the year of the report; None with fewer than two possible values."""
    i = b.metodologi.indikator[kode]
    deret = {t: v for t in b.years(f"{kode}.realisasi") if t <= b.tahun and not missing(v := b.number(f"{kode}.realisasi", t))
             and (i.maksimum is None or v <= i.maksimum)}
    if len(deret) < 2 or max(deret) != b.tahun:
        return None
    awal = min(deret)
    return Laju(awal, b.tahun, _better(b, kode) * (deret[b.tahun] - deret[awal]) / (b.tahun - awal))


def _better(b: Bahan, kode: str) -> int:
    """Return 1 where higher is better, −1 where lower is."""
    return 1 if b.metodologi.indikator[kode].bentuk_capaian == "naik" else -1


def _size(b: Bahan, kode: str, nilai: float) -> str:
    """Write a difference: percentages move in points."""
    satuan = b.metodologi.unit(f"{kode}.realisasi").lambang
    return f"{write_number(nilai, 2)} poin" if satuan == "%" else write_value(nilai, satuan, 2)


def to_plan(b: Bahan, kode: str) -> str:
    """Say at what pace the target is reached, or whether a target that is reached will hold.

    Returns
    -------
    str
        Empty where the target or this year's realisasi is missing or impossible.
    """
    akhir = b.metodologi.bagian_indikator.renstra.akhir
    c, target = b.achievement(kode), b.number(f"{kode}.target", akhir)
    if missing(target) or missing(c.realisasi) or c.mustahil:
        return ""
    laju, jarak = pace(b, kode), _better(b, kode) * (target - c.realisasi)
    if jarak <= _NOL:
        return _kept(b, kode, laju, -jarak)
    if akhir <= b.tahun:
        return f"Renstra berakhir pada {akhir}, sehingga target itu tidak tercapai."
    perlu = f"untuk mencapainya pada {akhir} diperlukan {_moves(b, kode, True)} {_size(b, kode, jarak / (akhir - b.tahun))} setahun"
    if laju is None:
        return f"Laju menuju target belum dapat dihitung karena realisasi yang dapat dibandingkan hanya ada untuk satu tahun; {perlu}."
    sejak = f"sejak {laju.awal}"
    if abs(laju.per_tahun) <= _NOL:
        return f"Realisasi tidak berubah {sejak}; dengan laju itu target tidak akan tercapai, sedangkan {perlu}."
    rerata = f"{_moves(b, kode, laju.per_tahun > 0)} rata-rata {_size(b, kode, abs(laju.per_tahun))} setahun {sejak}"
    if laju.per_tahun < 0:
        return f"Realisasi justru {_verb(b, kode, False)} rata-rata {_size(b, kode, -laju.per_tahun)} setahun {sejak}; dengan laju itu target tidak akan tercapai, sedangkan {perlu}."
    tiba = b.tahun + math.ceil(jarak / laju.per_tahun - _NOL)
    if tiba <= akhir:
        return f"Dengan {rerata}, target itu tercapai pada {tiba}."
    return f"Dengan {rerata}, target itu baru tercapai pada {tiba}; {perlu}."


def _kept(b: Bahan, kode: str, laju: Laju | None, lebih: float) -> str:
    """Say whether a reached target will hold when a worsening goes on."""
    akhir = b.metodologi.bagian_indikator.renstra.akhir
    if laju is None or laju.per_tahun >= -_NOL or akhir <= b.tahun:
        return ""
    sisa = lebih + laju.per_tahun * (akhir - b.tahun)
    hasil = b.achievement(kode).realisasi + _better(b, kode) * laju.per_tahun * (akhir - b.tahun)
    nilai = write_value(hasil, b.metodologi.unit(f"{kode}.realisasi").lambang, 2)
    arah = f"Namun realisasi {_verb(b, kode, False)} rata-rata {_size(b, kode, -laju.per_tahun)} setahun sejak {laju.awal}"
    if sisa < -_NOL:
        return f"{arah}; bila berlanjut, nilainya pada {akhir} menjadi {nilai} dan tidak lagi memenuhi target itu."
    return f"{arah}; bila berlanjut, nilainya pada {akhir} menjadi {nilai} dan masih memenuhi target itu."


def _moves(b: Bahan, kode: str, baik: bool) -> str:
    return "kenaikan" if baik == (_better(b, kode) > 0) else "penurunan"


def _verb(b: Bahan, kode: str, baik: bool) -> str:
    return "naik" if baik == (_better(b, kode) > 0) else "turun"
