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
    besar : float
        Its size.
    """

    awal: int
    akhir: int
    per_tahun: float
    besar: float


def pace(b: Bahan, kode: str) -> Laju | None:
    """Return the pace of an indicator up to the year of the report; None with fewer than two possible values."""
    i = b.metodologi.indikator[kode]
    deret = {t: v for t in b.years(f"{kode}.realisasi") if t <= b.tahun and not missing(v := b.number(f"{kode}.realisasi", t))
             and (i.maksimum is None or v <= i.maksimum)}
    if len(deret) < 2 or max(deret) != b.tahun:
        return None
    awal = min(deret)
    per_tahun = _towards(b, kode, deret[awal], deret[b.tahun]) / (b.tahun - awal)
    mundur = _towards(b, kode, deret[b.tahun], deret[awal]) / (b.tahun - awal)
    return Laju(awal, b.tahun, per_tahun, per_tahun if per_tahun >= 0 else mundur)


def _rising(b: Bahan, kode: str) -> bool:
    """Whether higher is better."""
    return b.metodologi.indikator[kode].bentuk_capaian == "naik"


def _towards(b: Bahan, kode: str, dari: float, ke: float) -> float:
    """Return how much better `ke` is than `dari`."""
    return ke - dari if _rising(b, kode) else dari - ke


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
    laju, jarak = pace(b, kode), _towards(b, kode, c.realisasi, target)
    if jarak <= _NOL:
        return _kept(b, kode, laju, target)
    if akhir <= b.tahun:
        return f"Renstra berakhir pada {akhir}, sehingga target itu tidak tercapai."
    perlu = f"untuk mencapainya pada {akhir} diperlukan {_moves(b, kode, True)} {_size(b, kode, jarak / (akhir - b.tahun))} setahun"
    if laju is None:
        return f"Laju menuju target belum dapat dihitung karena realisasi yang dapat dibandingkan hanya ada untuk satu tahun; {perlu}."
    sejak = f"sejak {laju.awal}"
    if abs(laju.per_tahun) <= _NOL:
        return f"Realisasi tidak berubah {sejak}; dengan laju itu target tidak akan tercapai, sedangkan {perlu}."
    rerata = f"{_moves(b, kode, laju.per_tahun > 0)} {_yearly(b, kode, laju)}"
    if laju.per_tahun < 0:
        return f"Realisasi justru {_verb(b, kode, False)} {_yearly(b, kode, laju)}; dengan laju itu target tidak akan tercapai, sedangkan {perlu}."
    tiba = b.tahun + math.ceil(jarak / laju.per_tahun - _NOL)
    if tiba <= akhir:
        return f"Dengan {rerata}, target itu tercapai pada {tiba}."
    return f"Dengan {rerata}, target itu baru tercapai pada {tiba}; {perlu}."


def _kept(b: Bahan, kode: str, laju: Laju | None, target: float) -> str:
    """Say whether a reached target will hold when a worsening goes on."""
    akhir, kini = b.metodologi.bagian_indikator.renstra.akhir, b.achievement(kode).realisasi
    if laju is None or laju.per_tahun >= -_NOL or akhir <= b.tahun:
        return ""
    geser = laju.besar if akhir - b.tahun == 1 else laju.besar * (akhir - b.tahun)
    hasil = kini - geser if _rising(b, kode) else kini + geser
    tahan = _towards(b, kode, target, hasil) >= -_NOL
    nilai = write_value(hasil, b.metodologi.unit(f"{kode}.realisasi").lambang, 2)
    return (f"{'Realisasi' if tahan else 'Namun realisasi'} {_verb(b, kode, False)} {_yearly(b, kode, laju)}; bila berlanjut, nilainya "
            f"pada {akhir} menjadi {nilai} dan {'masih' if tahan else 'tidak lagi'} memenuhi target itu.")


def _yearly(b: Bahan, kode: str, laju: Laju) -> str:
    """Write a pace; a single interval has no mean."""
    return f"{'' if laju.akhir - laju.awal == 1 else 'rata-rata '}{_size(b, kode, laju.besar)} setahun sejak {laju.awal}"


def _moves(b: Bahan, kode: str, baik: bool) -> str:
    return "kenaikan" if baik == _rising(b, kode) else "penurunan"


def _verb(b: Bahan, kode: str, baik: bool) -> str:
    return "naik" if baik == _rising(b, kode) else "turun"
