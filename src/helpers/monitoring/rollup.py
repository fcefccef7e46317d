"""Roll-ups of monitoring: how many records have which status. Numbers of different units are never added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from helpers.methodology.monitoring import BerkasPemantauan
from helpers.monitoring.progress import BELUM, Pantauan
from helpers.sources.plan import Rencana


@dataclass(frozen=True)
class Rekap:
    """Counts of one objective or one office.

    Attributes
    ----------
    jumlah : Counter of str
        Records by code of status; for an office, those it leads.
    pendukung : Counter of str
        For an office, those it supports.
    """

    kode: str
    nama: str
    jumlah: Counter[str] = field(default_factory=Counter)
    pendukung: Counter[str] = field(default_factory=Counter)

    @property
    def banyak(self) -> int:
        """All records counted."""
        return self.jumlah.total()


def count_all(pantauan: Iterable[Pantauan]) -> Counter[str]:
    """Count records by status."""
    return Counter(p.status.kode for p in pantauan)


def by_objective(pantauan: Iterable[Pantauan], rencana: Rencana) -> list[Rekap]:
    """Count records of every objective by status, in reading order."""
    isi = {s.kode: Rekap(s.kode, s.nama) for s in rencana.sasaran}
    for p in pantauan:
        isi[p.butir.sasaran].jumlah[p.status.kode] += 1
    return [r for r in isi.values() if r.banyak]


def by_owner(pantauan: Iterable[Pantauan], tanpa: str) -> list[Rekap]:
    """Count records of every office by status, the office with most records first; `tanpa` names those of nobody, last.

    A record with several owners counts once for its lead, and once for each who supports.
    """
    isi: dict[str, Rekap] = {}
    for p in pantauan:
        for o in p.butir.pemilik:
            r = isi.setdefault(o.kode, Rekap(o.kode, o.nama))
            (r.jumlah if o.peran == "utama" else r.pendukung)[p.status.kode] += 1
        if not p.butir.pemilik:
            isi.setdefault("", Rekap("", tanpa)).jumlah[p.status.kode] += 1
    return sorted(isi.values(), key=lambda r: (not r.kode, -r.banyak, r.nama))


def late(pantauan: Sequence[Pantauan], aturan: BerkasPemantauan) -> list[Pantauan]:
    """Return what is late, in reading order."""
    return [p for p in pantauan if p.status.kode in aturan.terlambat]


def unreported(pantauan: Sequence[Pantauan]) -> list[Pantauan]:
    """Return what was planned and of which nothing is known, in reading order."""
    return [p for p in pantauan if p.status.kode == BELUM]
