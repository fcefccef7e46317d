"""One instance of a check, and a printed number as the checks see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from helpers.numbers import format_number
from helpers.validation.values import tolerance

TRIWULAN = ("TW1", "TW2", "TW3", "TW4")
#: Families whose failures never change a published conclusion by themselves.
TIDAK_KRITIS = ("kelengkapan", "salinan")


class Residu(NamedTuple):
    """One instance of a relation.

    Attributes
    ----------
    relasi : str
        Which rule.
    tercetak, dihitung, selisih : float
        Printed value, what it should be, and printed minus computed.
    toleransi : float
        What rounding of the printed values allows.
    lebih : float
        How much `selisih` exceeds `toleransi`; 0 where the relation holds.
    perhitungan : str
        The arithmetic, in Indonesian.
    fakta_id : str
        The printed value under test.
    masukan : str
        `fakta_id` of the inputs, joined by ``;``.
    """

    relasi: str
    keluarga: str
    sumber: str
    kode: str
    wilayah: str
    tahun: int
    periode: str
    tercetak: float
    dihitung: float
    selisih: float
    toleransi: float
    lebih: float
    perhitungan: str
    fakta_id: str
    masukan: str
    kedudukan: str


@dataclass(unsafe_hash=True)  # never changed once made; `frozen` would make a million of them slow
class Nilai:
    """A printed number as a relation sees it."""

    nilai: float
    presisi: int
    fakta_id: str
    eksak: bool
    baris: int = 0

    @property
    def lebar(self) -> float:
        """Half-width of the interval the print stands for."""
        return 0.0 if self.eksak else tolerance(self.presisi, False)

    @cached_property
    def teks(self) -> str:
        """The number, for people."""
        return format_number(self.nilai, self.presisi)


def nearest(isi: list[Nilai], baris: int) -> Nilai:
    """Return the value printed nearest to a row, the one above it among equals: tables repeat their inputs."""
    return isi[0] if len(isi) == 1 else min(isi, key=lambda v: (abs(v.baris - baris), v.baris))
