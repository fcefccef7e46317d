"""Words that claim something of a number: rising, kept, above target; and names inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.methodology.models import Kata

_INGKAR = ("tidak", "belum", "bukan", "tanpa")


def find_meaning(teks: str, kamus: Sequence[Kata]) -> str | None:
    """Say what a printed word claims: the meaning of the longest known word in it.

    Parameters
    ----------
    teks : str
        As printed.
    kamus : sequence of Kata
        Known words; among equally long ones the earlier decides.

    Returns
    -------
    str or None
        None when no known word is in it, or when it denies something the known word does not.
    """
    isi = f" {' '.join(re.findall(r'[a-z]+', teks.lower()))} "
    cocok = [(len(kata), k.hubungan, kata) for k in kamus for kata in k.kata if f" {kata} " in isi]
    if not cocok:
        return None
    _, hubungan, kata = max(cocok, key=lambda c: c[0])
    ingkar = [n for n in _INGKAR if f" {n} " in isi]
    return hubungan if all(n in kata.split() for n in ingkar) else None


def lower_first(teks: str) -> str:
    """Use a name inside a sentence; abbreviations and proper names keep their capitals."""
    kata = teks.split(" ", 1)[0]
    if kata[1:] != kata[1:].lower() or kata in ("Indeks", "Program", "Road", "Polres", "Polsek", "Bhabinkamtibmas"):
        return teks
    return teks[:1].lower() + teks[1:]
