"""Marks: which findings a published number leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from helpers.validation.findings import Temuan

_PALING_BANYAK = 2


def anchor(temuan: Temuan) -> str:
    """Return the anchor of a finding in the register."""
    return f"temuan-{temuan.id}"


class Penanda:
    """Looks up the findings on a quantity.

    Parameters
    ----------
    temuan : iterable of Temuan
        The register, critical findings first.
    """

    def __init__(self, temuan: Iterable[Temuan]):
        self._menurut: dict[tuple, list[Temuan]] = defaultdict(list)
        for t in temuan:
            if t.tingkat == "info":
                continue
            for alamat in dict.fromkeys((p.kode, p.wilayah, p.tahun, p.periode) for p in t.tempat):
                self._menurut[alamat].append(t)

    def findings(self, kode: str, wilayah: str, tahun: int, periode: str = "TH") -> list[Temuan]:
        """Return the findings on a fact, critical first."""
        return self._menurut.get((kode, wilayah, tahun, periode), [])

    def marks(self, kode: str, wilayah: str, tahun: int, periode: str = "TH") -> tuple[tuple[str, str], ...]:
        """Return the marks of a fact for `helpers.display.tables.Sel`: at most two, the gravest."""
        return tuple((anchor(t), t.nomor) for t in self.findings(kode, wilayah, tahun, periode)[:_PALING_BANYAK])
