"""Small words: lists, directions, sizes and money, the way a careful official writes them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from helpers.lineage.traced import mark, rounded_difference
from helpers.numbers import format_number, format_percent, format_rupiah

TAK_TERSEDIA = "Data tidak tersedia dalam sumber"
_KATA = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "dua belas")
#: Up to here a count is written as a word.
SEBAGAI_KATA = len(_KATA) - 1
_BESARAN = ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta"))


def missing(nilai: float | None) -> bool:
    """Whether there is no number."""
    return nilai is None or math.isnan(nilai)


def join_words(kata: Sequence[str]) -> str:
    """Join words as a list: ``a``, ``a dan b``, ``a, b, dan c``; semicolons where an item holds a comma itself."""
    if len(kata) < 3:
        return " dan ".join(kata)
    pemisah = "; " if any("," in k for k in kata) else ", "
    return pemisah.join(kata[:-1]) + f"{pemisah}dan {kata[-1]}"


def difference(awal: float, akhir: float, desimal: int | None) -> float:
    """Return the difference of two numbers as people read them: after rounding, where they are printed rounded."""
    return akhir - awal if desimal is None else rounded_difference(awal, akhir, desimal)


def capitalise(teks: str) -> str:
    """Begin a sentence: only the first letter changes."""
    return teks[:1].upper() + teks[1:]


def title_case(teks: str) -> str:
    """Write a phrase as a heading: ``sumber dana`` becomes ``Sumber Dana``."""
    return " ".join(map(capitalise, teks.split(" ")))


def write_count(jumlah: float) -> str:
    """Write a small whole number as a word, a larger one in digits."""
    return _KATA[int(jumlah)] if 0 <= jumlah <= SEBAGAI_KATA else write_number(jumlah, 0)


def write_number(nilai: float | None, desimal: int | None = None) -> str:
    """Write a number in a sentence: as `format_number`, and marked with where it comes from."""
    teks = format_number(nilai, desimal)
    return teks if missing(nilai) else mark(teks, nilai)


def write_percent(nilai: float | None, desimal: int | None = None) -> str:
    """Write a percentage in a sentence; see `write_number`."""
    teks = format_percent(nilai, desimal)
    return teks if missing(nilai) else mark(teks, nilai)


def write_money(nilai: float | None) -> str:
    """Write an amount people can grasp: ``Rp69,18 miliar``; small amounts stay exact."""
    if missing(nilai):
        return "–"
    for batas, kata in _BESARAN:
        if abs(nilai) >= batas:
            return mark(f"{'−' if nilai < 0 else ''}Rp{format_number(abs(nilai) / batas, 2)} {kata}", nilai)
    return mark(format_rupiah(nilai), nilai)


def write_value(nilai: float | None, satuan: str, desimal: int | None = None) -> str:
    """Write a value with its unit: ``65,27``, ``99,95%``, ``458 kasus``.

    Parameters
    ----------
    nilai : float or None
    satuan : str
        Symbol of the unit; an index or a mark carries none.
    desimal : int, optional
        Decimals to print; by default as few as needed, at most 2.
    """
    if missing(nilai):
        return "tidak tersedia"
    if satuan == "%":
        return write_percent(nilai, desimal)
    if satuan == "rupiah":
        return mark(format_rupiah(nilai), nilai)
    teks = write_number(nilai, desimal)
    return teks if satuan in ("", "indeks", "nilai") or satuan.startswith("skor") else f"{teks} {satuan}"


def write_change(awal: float | None, akhir: float | None, satuan: str, desimal: int | None = None) -> str:
    """Say how a value moved: ``naik 0,29 dari 3,31 menjadi 3,60``; percentages move in points.

    Returns
    -------
    str
        Empty when either value is missing.
    """
    if missing(awal) or missing(akhir):
        return ""
    ke = write_value(akhir, satuan, desimal)
    beda = difference(awal, akhir, desimal)
    if abs(beda) < 1e-9:
        return f"tetap {ke}"
    ukuran, dari = write_number(abs(beda), desimal), write_number(awal, desimal)
    if satuan in ("%", "rupiah"):
        dari = write_value(awal, satuan, desimal)
        ukuran = f"{ukuran} poin" if satuan == "%" else write_value(abs(beda), satuan)
    return f"{'naik' if beda > 0 else 'turun'} {ukuran} dari {dari} menjadi {ke}"


def write_gap(realisasi: float, target: float, satuan: str, desimal: int | None = None) -> str:
    """Say where a value stands against its target: above it, below it, or exactly there."""
    beda = realisasi - target
    if abs(beda) < 1e-9:
        return "tepat sama dengan target"
    ukuran = f"{write_number(abs(beda), desimal)} poin" if satuan == "%" else write_value(abs(beda), satuan, desimal)
    return f"{ukuran} di {'atas' if beda > 0 else 'bawah'} target"
