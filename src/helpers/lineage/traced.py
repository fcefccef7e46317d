"""Numbers that remember where they come from, and the invisible marks that carry this through sentences.

A `Terlacak` is a float with an origin: the `fakta_id` of a printed cell, a result of the notebooks
(``capaian/IKU1/2023``), or arithmetic over such origins. Sentences and tables calculate with it as with any float;
what comes out knows its formula and its inputs, and nothing has to be registered by hand.

The origin of a computed number is its formula in prefix notation, ``÷ × 100 t59-x:2:realisasi t59-x:2:pagu``. It
stands in the executed notebook beside the number, so that `angka.json` can be made from the notebook alone.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterable

from helpers.numbers import format_number

_AWAL, _TENGAH, _AKHIR = "\ue000", "\ue001", "\ue002"
_MARKA = re.compile(f"{_AWAL}([^{_TENGAH}]*){_TENGAH}([^{_AKHIR}]*){_AKHIR}")
_BILANGAN = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")
_PANGKAT = {"+": 1, "−": 1, "×": 2, "÷": 2}


class Terlacak(float):
    """A number with its origin.

    Parameters
    ----------
    nilai : float
    asal : str
        Origin: see the module.
    """

    __slots__ = ("asal",)

    def __new__(cls, nilai: float, asal: str) -> Terlacak:
        """Make a number with its origin."""
        ini = super().__new__(cls, nilai)
        ini.asal = asal
        return ini

    def __add__(self, lain: float) -> float:
        """Add; adding nothing leaves the number what it is."""
        return self if _is_nothing(lain) else _combine("+", self, lain, float.__add__(self, lain))

    def __radd__(self, lain: float) -> float:
        """Add to a plain number."""
        return self if _is_nothing(lain) else _combine("+", lain, self, float.__radd__(self, lain))

    def __sub__(self, lain: float) -> float:
        """Subtract."""
        return _combine("−", self, lain, float.__sub__(self, lain))

    def __rsub__(self, lain: float) -> float:
        """Subtract from a plain number."""
        return _combine("−", lain, self, float.__rsub__(self, lain))

    def __mul__(self, lain: float) -> float:
        """Multiply."""
        return _combine("×", self, lain, float.__mul__(self, lain))

    def __rmul__(self, lain: float) -> float:
        """Multiply a plain number."""
        return _combine("×", lain, self, float.__rmul__(self, lain))

    def __truediv__(self, lain: float) -> float:
        """Divide."""
        return _combine("÷", self, lain, float.__truediv__(self, lain))

    def __rtruediv__(self, lain: float) -> float:
        """Divide a plain number."""
        return _combine("÷", lain, self, float.__rtruediv__(self, lain))

    def __neg__(self) -> float:
        """Change the sign; of a difference, by exchanging its parts."""
        kepala, *bagian = split_origin(self.asal)
        if kepala.startswith("−") and bagian:
            return Terlacak(-float(self), f"{kepala} {bagian[1]} {bagian[0]}")
        return 0.0 - self

    def __abs__(self) -> float:
        """Return the size."""
        return -self if self < 0 else self


def _is_nothing(lain: object) -> bool:
    return lain == 0 and not isinstance(lain, Terlacak)


def _combine(tanda: str, kiri: float, kanan: float, hasil: float) -> float:
    if hasil is NotImplemented or math.isnan(hasil):
        return hasil
    return Terlacak(hasil, f"{tanda} {_operand(kiri)} {_operand(kanan)}")


def _operand(x: float) -> str:
    return x.asal if isinstance(x, Terlacak) else f"{float(x):.12g}"


def origin(nilai: object) -> str:
    """Return where a number comes from; empty for a plain one."""
    return nilai.asal if isinstance(nilai, Terlacak) else ""


def rounded_difference(awal: float, akhir: float, desimal: int) -> float:
    """Return `akhir` − `awal` as readers of the two rounded numbers compute it."""
    a, b = (round_as_written(x, desimal) for x in (awal, akhir))
    hasil = round(b - a, desimal)
    if not (origin(awal) or origin(akhir)):
        return hasil
    return Terlacak(hasil, f"−{desimal} {_operand(akhir)} {_operand(awal)}")


def round_as_written(nilai: float, desimal: int) -> float:
    """Round the way numbers are written."""
    return float(format_number(nilai, desimal).replace(".", "").replace(",", ".").replace("−", "-"))


def count_of(asal: Iterable[str]) -> float:
    """Return how many numbers there are; none leads nowhere."""
    asal = list(asal)
    return 0.0 if not asal else Terlacak(len(asal), " ".join((f"#{len(asal)}", *asal)))


def number_id(asal: str) -> str:
    """Return the id of a number: the origin itself, or a short one made from a formula."""
    return f"hitung-{hashlib.sha256(asal.encode()).hexdigest()[:10]}" if " " in asal else asal


def is_formula(asal: str) -> bool:
    """Whether an origin is arithmetic."""
    return " " in asal


# ---- formulas -----------------------------------------------------------------------------------------------------


def _arity(kata: str) -> int:
    if kata.startswith("#"):
        return int(kata[1:])
    return 2 if kata[0] in _PANGKAT else 0


def split_origin(asal: str) -> list[str]:
    """Split a formula into its sign and the formulas of its parts; what is no formula stays whole."""
    kata = asal.split(" ")

    def end(i: int) -> int:
        perlu = 1
        while perlu:
            perlu, i = perlu - 1 + _arity(kata[i]), i + 1
        return i

    bagian, i = [kata[0]], 1
    while i < len(kata):
        j = end(i)
        bagian.append(" ".join(kata[i:j]))
        i = j
    return bagian


def inputs_of(asal: str) -> list[str]:
    """Return the numbers a formula is made of, each once, in order."""
    kata = asal.split(" ")
    return list(dict.fromkeys(k for k in kata if not _arity(k) and not k.startswith("#") and not _BILANGAN.fullmatch(k)))


def evaluate(asal: str, cari: Callable[[str], float]) -> float:
    """Compute a formula from the values of its inputs."""
    tanda, *bagian = split_origin(asal)
    if not bagian:
        return float(tanda) if _BILANGAN.fullmatch(tanda) else cari(tanda)
    if tanda.startswith("#"):
        return float(len(bagian))
    a, b = (evaluate(x, cari) for x in bagian)
    if tanda.startswith("−") and tanda != "−":
        return rounded_difference(b, a, int(tanda[1:]))
    return {"+": a + b, "−": a - b, "×": a * b}[tanda] if tanda != "÷" else a / b


def write_formula(asal: str, tulis: Callable[[str, int | None], str], luar: int = 0, desimal: int | None = None) -> str:
    """Write a formula for people.

    Parameters
    ----------
    asal : str
    tulis : callable
        Writes an input; told to how many decimals, where the formula rounds it first.
    """
    tanda, *bagian = split_origin(asal)
    if not bagian:
        return format_number(float(tanda)) if _BILANGAN.fullmatch(tanda) else tulis(tanda, desimal)
    if tanda.startswith("#"):
        return "banyaknya: " + "; ".join(tulis(x, None) for x in bagian)
    bulat = int(tanda[1:]) if tanda[1:] else None
    tingkat = _PANGKAT[tanda[0]]
    kiri = write_formula(bagian[0], tulis, tingkat, bulat)
    kanan = write_formula(bagian[1], tulis, tingkat + (tanda[0] in "−÷"), bulat)
    teks = f"{kiri} {tanda[0]} {kanan}"
    return f"({teks})" if tingkat < luar else teks


# ---- marks in text ------------------------------------------------------------------------------------------------


def mark(teks: str, nilai: object) -> str:
    """Wrap the text of a number in a mark with its origin; a plain number stays plain text."""
    asal = nilai if isinstance(nilai, str) else origin(nilai)
    return f"{_AWAL}{asal}{_TENGAH}{teks}{_AKHIR}" if asal else teks


def unmark(teks: str) -> str:
    """Return text without marks."""
    return _MARKA.sub(r"\2", teks)


def split_marks(teks: str) -> list[tuple[str, str]]:
    """Split text at its marks: pieces of text with the origin of each, empty for what is no marked number."""
    hasil, akhir = [], 0
    for m in _MARKA.finditer(teks):
        hasil += [(teks[akhir:m.start()], ""), (m.group(2), m.group(1))]
        akhir = m.end()
    return [(t, a) for t, a in (*hasil, (teks[akhir:], "")) if t]
