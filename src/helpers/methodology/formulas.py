"""A small grammar for formulas: read, evaluated and written out, never executed as code.

::

    ungkapan := suku (("+" | "−" | "-") suku)*
    suku     := faktor (("×" | "*" | "÷" | "/") faktor)*
    faktor   := ("−" | "-") faktor | bilangan | nama | nama "(" ungkapan ("," ungkapan)* ")" | "(" ungkapan ")"

A name may end in ``[-1]``: the same parameter one year before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from helpers.errors import KesalahanMasukan
from helpers.numbers import format_number

_TOKEN = re.compile(
    r"\s*(?:(?P<bilangan>[0-9]+(?:\.[0-9]+)?)|(?P<nama>[A-Za-z_][A-Za-z0-9_.]*(?:\[-1\])?)|(?P<tanda>[-+−*×/÷(),]))"
)
_TAHUN_LALU = "[-1]"
_TULIS = {"-": "−", "*": "×", "/": "÷"}
_TINGKAT = {"+": 1, "−": 1, "×": 2, "÷": 2}
_PALING_DALAM = 60
_PALING_PANJANG = 300  # a long chain makes a deep tree

Fungsi = Callable[..., float]
#: A formula, or part of one, ready to be computed from values and conversions.
Hitung = Callable[[Mapping[str, float], Mapping[str, Fungsi]], float]


class Hilang(Exception):
    """A value the formula needs is not there."""


class TakTerdefinisi(Exception):
    """The formula has no value here: division by zero, or outside a conversion's scale."""


def resolve(nama: str) -> tuple[str, int]:
    """Return the code that a name in a formula stands for, and how many years its value is apart: ``X[-1]`` is ``X`` of the year before."""
    kode = nama.removesuffix(_TAHUN_LALU)
    return kode, 0 if kode == nama else -1


@dataclass(frozen=True)
class Simpul:
    """One node of a formula: ``bilangan``, ``nama``, ``fungsi`` or an operator."""

    jenis: str
    isi: str | float
    anak: tuple[Simpul, ...] = ()


@dataclass(frozen=True)
class Rumus:
    """A formula that was read.

    Attributes
    ----------
    teks : str
        As written in the methodology.
    akar : Simpul
        Its tree.
    nama : tuple of str
        Names it uses, in order of appearance, without repetition.
    """

    teks: str
    akar: Simpul = field(repr=False)
    nama: tuple[str, ...]

    @cached_property
    def masukan(self) -> tuple[tuple[str, str, int], ...]:
        """For each name its code, and the years to go back: ``X[-1]`` is ``X`` of the year before."""
        return tuple((n, *resolve(n)) for n in self.nama)

    def evaluate(self, nilai: Mapping[str, float], fungsi: Mapping[str, Fungsi]) -> float:
        """Compute the formula.

        Parameters
        ----------
        nilai : mapping of str to float
            A value for each name; names that are absent are missing.
        fungsi : mapping of str to callable
            The conversions.

        Raises
        ------
        Hilang
            When a value is missing and not covered by ``atau``.
        TakTerdefinisi
            On division by zero or outside a conversion's scale.
        """
        return self._hitung(nilai, fungsi)

    @cached_property
    def _hitung(self) -> Hitung:
        return _prepare(self.akar)

    def write(self, isi: Mapping[str, str], fungsi: Mapping[str, str] | None = None) -> str:
        """Write the formula with names of values and functions replaced by the given texts, for people to read."""
        return _write(self.akar, isi, fungsi or {}, 0)


def parse_formula(teks: str, fungsi: Mapping[str, object] | frozenset[str] = frozenset()) -> Rumus:
    """Read a formula.

    Parameters
    ----------
    teks : str
        Formula in the grammar of this module.
    fungsi : mapping or frozenset of str
        Names of the conversions that may be called, beside ``min``, ``max`` and ``atau``.

    Raises
    ------
    KesalahanMasukan
        When the text is not a formula of the grammar.
    """
    token = _tokens(teks)
    if len(token) > _PALING_PANJANG:
        raise KesalahanMasukan(f"Rumus \"{teks[:40]}…\" lebih dari {_PALING_PANJANG} unsur; pecah menjadi beberapa rumus.")
    pembaca = _Pembaca(teks, token, set(fungsi) | {"min", "max", "atau"})
    akar = pembaca.expression(0)
    if pembaca.lihat() is not None:
        pembaca.stop(f"\"{pembaca.lihat()[1]}\" tidak pada tempatnya")
    return Rumus(teks, akar, tuple(dict.fromkeys(_names(akar))))


def _tokens(teks: str) -> list[tuple[str, str]]:
    hasil, posisi = [], 0
    teks = teks.rstrip()
    while posisi < len(teks):
        cocok = _TOKEN.match(teks, posisi)
        if not cocok:
            raise KesalahanMasukan(
                f"Rumus \"{teks}\" memuat tanda \"{teks[posisi:].lstrip()[:1]}\" yang tidak dikenal; "
                "yang boleh hanya bilangan, nama, + − × ÷, koma, dan kurung."
            )
        hasil.append((cocok.lastgroup, cocok.group(cocok.lastgroup)))
        posisi = cocok.end()
    return hasil


class _Pembaca:
    def __init__(self, teks: str, token: list[tuple[str, str]], fungsi: set[str]):
        self.teks, self.token, self.fungsi, self.i, self.dalam = teks, token, fungsi, 0, 0

    def lihat(self) -> tuple[str, str] | None:
        return self.token[self.i] if self.i < len(self.token) else None

    def ambil(self) -> tuple[str, str]:
        if self.i >= len(self.token):
            self.stop("rumus terputus")
        self.i += 1
        return self.token[self.i - 1]

    def harap(self, tanda: str) -> None:
        if self.ambil()[1] != tanda:
            self.stop(f"kurang tanda \"{tanda}\"")

    def stop(self, sebab: str) -> None:
        raise KesalahanMasukan(f"Rumus \"{self.teks}\" tidak dapat dibaca: {sebab}; perbaiki rumus itu di metodologi.")

    def expression(self, paling_lemah: int) -> Simpul:
        self.dalam += 1
        if self.dalam > _PALING_DALAM:
            self.stop("kurung terlalu dalam")
        kiri = self.factor()
        while (t := self.lihat()) and (tanda := _TULIS.get(t[1], t[1])) in _TINGKAT and _TINGKAT[tanda] > paling_lemah:
            self.i += 1
            kiri = Simpul(tanda, tanda, (kiri, self.expression(_TINGKAT[tanda])))
        self.dalam -= 1
        return kiri

    def factor(self) -> Simpul:
        jenis, isi = self.ambil()
        if isi in "-−":
            return Simpul("negatif", "−", (self.expression(2),))
        if jenis == "bilangan":
            return Simpul("bilangan", float(isi))
        if isi == "(":
            dalam = self.expression(0)
            self.harap(")")
            return dalam
        if jenis != "nama":
            self.stop(f"\"{isi}\" tidak pada tempatnya")
        if self.lihat() != ("tanda", "("):
            return Simpul("nama", isi)
        if isi not in self.fungsi:
            self.stop(f"fungsi \"{isi}\" tidak dikenal")
        self.i += 1
        argumen = [self.expression(0)]
        while self.lihat() == ("tanda", ","):
            self.i += 1
            argumen.append(self.expression(0))
        self.harap(")")
        perlu = {"atau": (2, 2), "min": (2, 9), "max": (2, 9)}.get(isi, (1, 1))
        if not perlu[0] <= len(argumen) <= perlu[1]:
            self.stop(f"fungsi \"{isi}\" diberi {len(argumen)} nilai, padahal perlu {perlu[0]}" + (" atau lebih" if perlu[1] > perlu[0] else ""))
        return Simpul("fungsi", isi, tuple(argumen))


def _names(simpul: Simpul) -> list[str]:
    if simpul.jenis == "nama":
        return [str(simpul.isi)]
    return [n for anak in simpul.anak for n in _names(anak)]


def _prepare(s: Simpul) -> Hitung:
    """Turn a node into a function of values and conversions: going through the tree anew for each instance is slow."""
    match s.jenis:
        case "bilangan":
            angka = float(s.isi)
            return lambda nilai, fungsi: angka
        case "nama":
            return _lookup(str(s.isi))
        case "fungsi" if s.isi == "atau":
            return _otherwise(*map(_prepare, s.anak))
        case "fungsi":
            return _call(str(s.isi), [_prepare(a) for a in s.anak])
        case "negatif":
            isi = _prepare(s.anak[0])
            return lambda nilai, fungsi: -isi(nilai, fungsi)
    a, b = map(_prepare, s.anak)
    match s.jenis:
        case "+":
            return lambda nilai, fungsi: a(nilai, fungsi) + b(nilai, fungsi)
        case "−":
            return lambda nilai, fungsi: a(nilai, fungsi) - b(nilai, fungsi)
        case "×":
            return lambda nilai, fungsi: a(nilai, fungsi) * b(nilai, fungsi)
    return _divide(a, b)


def _lookup(nama: str) -> Hitung:
    def f(nilai: Mapping[str, float], fungsi: Mapping[str, Fungsi]) -> float:
        try:
            v = nilai[nama]
        except KeyError:
            raise Hilang(nama) from None
        return v if isinstance(v, float) else float(v)   # a float that remembers its origin keeps it
    return f


def _otherwise(a: Hitung, b: Hitung) -> Hitung:
    def f(nilai: Mapping[str, float], fungsi: Mapping[str, Fungsi]) -> float:
        try:
            return a(nilai, fungsi)
        except Hilang:
            return b(nilai, fungsi)
    return f


def _call(nama: str, isi: list[Hitung]) -> Hitung:
    bawaan = {"min": min, "max": max}.get(nama)

    def f(nilai: Mapping[str, float], fungsi: Mapping[str, Fungsi]) -> float:
        return (bawaan or fungsi[nama])(*[a(nilai, fungsi) for a in isi])
    return f


def _divide(a: Hitung, b: Hitung) -> Hitung:
    def f(nilai: Mapping[str, float], fungsi: Mapping[str, Fungsi]) -> float:
        atas, bawah = a(nilai, fungsi), b(nilai, fungsi)
        if bawah == 0:
            raise TakTerdefinisi("pembagian dengan nol")
        return atas / bawah
    return f


@cache
def _constant(angka: float) -> str:
    return format_number(angka, None if angka == round(angka, 2) else 4)


def _write(s: Simpul, isi: Mapping[str, str], fungsi: Mapping[str, str], luar: int) -> str:
    match s.jenis:
        case "bilangan":
            return _constant(float(s.isi))
        case "nama":
            teks = isi.get(str(s.isi), str(s.isi))
            return f"({teks})" if teks.startswith("−") and luar else teks
        case "fungsi" if s.isi == "atau":
            tulisan = _write(s.anak[0], isi, fungsi, luar)
            return f"{_write(s.anak[1], isi, fungsi, 0)} (tidak ada)" if "tidak ada" in tulisan else tulisan
        case "fungsi":
            return f"{fungsi.get(str(s.isi), s.isi)}({'; '.join(_write(a, isi, fungsi, 0) for a in s.anak)})"
        case "negatif":
            teks = "−" + _write(s.anak[0], isi, fungsi, 3)
            return f"({teks})" if luar else teks
    tingkat = _TINGKAT[s.jenis]
    kiri = _write(s.anak[0], isi, fungsi, tingkat)
    kanan = _write(s.anak[1], isi, fungsi, tingkat + (s.jenis in "−÷"))
    teks = f"{kiri} {s.jenis} {kanan}"
    return f"({teks})" if tingkat < luar else teks
