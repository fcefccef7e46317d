"""What each component gives to an index: the terms of its rule, as the mean of the four quarters."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from helpers.methodology.bounds import bounded_conversions
from helpers.methodology.formulas import Hilang, Rumus, Simpul, TakTerdefinisi, resolve
from helpers.methodology.rules import Metodologi, RumusSiap
from helpers.validation.residuals import TRIWULAN

#: Value of a quantity in a quarter, NaN where there is none.
Cari = Callable[[str, str], float]


@dataclass(frozen=True)
class Suku:
    """One term of a rule: a constant times what depends on one component."""

    kode: str
    pengali: float
    rumus: Rumus


def terms(r: RumusSiap, m: Metodologi) -> list[Suku]:
    """Take a rule apart into terms of one component each.

    Returns
    -------
    list of Suku
        Their sum is the index; empty where the rule is no such sum.
    """
    hasil = []
    for pengali, simpul in _split(r.rumus.akar, 1.0, m):
        nama = [n for n in dict.fromkeys(_names(simpul)) if n not in m.tetapan]
        if len(nama) != 1 or resolve(nama[0])[1]:
            return []
        hasil.append(Suku(nama[0], pengali, Rumus("", simpul, tuple(dict.fromkeys(_names(simpul))))))
    return hasil


def contributions(suku: list[Suku], m: Metodologi, cari: Cari) -> dict[str, float]:
    """Compute what each component gives, as the mean of the quarters.

    Where a score is not known the highest possible counts, as in `helpers.indices.restated`.
    A component that is not printed counts as the rule says (``atau``); one the rule cannot do without is NaN, and
    so are all when a quarter has no component at all.
    """
    jumlah = {s.kode: 0.0 for s in suku}
    _, atas = bounded_conversions(m)
    for p in TRIWULAN:
        ada = {s.kode: v for s in suku if math.isfinite(v := cari(s.kode, p))}
        if not ada:
            return dict.fromkeys(jumlah, math.nan)
        for s in suku:
            try:
                jumlah[s.kode] += s.pengali * s.rumus.evaluate(m.tetapan | ada, atas) / len(TRIWULAN)
            except (Hilang, TakTerdefinisi):
                jumlah[s.kode] = math.nan
    return jumlah


def target_shares(suku: list[Suku], target: float) -> dict[str, float]:
    """Share a target among the components by their weights: what each must give for the index to meet it."""
    seluruh = sum(s.pengali for s in suku)
    return {s.kode: target * s.pengali / seluruh if seluruh else math.nan for s in suku}


def _names(s: Simpul) -> list[str]:
    return [str(s.isi)] if s.jenis == "nama" else [n for a in s.anak for n in _names(a)]


def _constant(s: Simpul, m: Metodologi) -> float | None:
    """Return the value of a part that holds no printed quantity."""
    if any(n not in m.tetapan for n in _names(s)):
        return None
    try:
        return Rumus("", s, ()).evaluate(m.tetapan, m.konversi)
    except (Hilang, TakTerdefinisi):
        return None


def _split(s: Simpul, kali: float, m: Metodologi) -> list[tuple[float, Simpul]]:
    if s.jenis in "+−":
        return _split(s.anak[0], kali, m) + _split(s.anak[1], kali if s.jenis == "+" else -kali, m)
    if s.jenis == "negatif":
        return _split(s.anak[0], -kali, m)
    if s.jenis in "×÷":
        kiri, kanan = s.anak
        if s.jenis == "×" and (k := _constant(kiri, m)) is not None:
            return _split(kanan, kali * k, m)
        if (k := _constant(kanan, m)) is not None and (s.jenis == "×" or k):
            return _split(kiri, kali * k if s.jenis == "×" else kali / k, m)
    return [(kali, s)]
