"""Conversions where their scale is not known: between which scores the result must lie."""

from __future__ import annotations

from collections.abc import Callable

from helpers.methodology.formulas import TakTerdefinisi
from helpers.methodology.models import Konversi
from helpers.methodology.rules import Metodologi

_SKOR = (1.0, 5.0)  # where the methodology gives scores no range of their own


def bounded_conversions(m: Metodologi) -> tuple[dict[str, Callable[[float], float]], dict[str, Callable[[float], float]]]:
    """Return the conversions twice: with the lowest and with the highest possible score where the scale is not known.

    Within its known scale a conversion gives the same in both. Beyond it a scale goes on in the direction in which it runs,
    so its last known score is one bound; a scale known at one point only has the whole range of scores.
    """
    rentang = m.bagian_parameter.aspek["skor"].rentang if "skor" in m.bagian_parameter.aspek else None
    bawah, atas = rentang or _SKOR
    skor = (_SKOR[0] if bawah is None else bawah, _SKOR[1] if atas is None else atas)
    return tuple({nama: _bounded(k, ujung, skor) for nama, k in m.konversi.items()} for ujung in (0, 1))


def _bounded(k: Konversi, ujung: int, skor: tuple[float, float]) -> Callable[[float], float]:
    def f(x: float) -> float:
        try:
            return k(x)
        except TakTerdefinisi:
            if len(k.titik) < 2:
                return skor[ujung]
            di_bawah = x < k.titik[0][0]
            naik = k.titik[-1][1] > k.titik[0][1]
            terdekat = (k.titik[0] if di_bawah else k.titik[-1])[1]
            return sorted((terdekat, skor[0] if di_bawah == naik else skor[1]))[ujung]

    return f
