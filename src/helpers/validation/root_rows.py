"""Failing rows as they are joined: which of them share a root, by what evidence, and what is printed for the facts they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.methodology.rules import Metodologi
from helpers.sources.profile import Koreksi
from helpers.validation.residuals import Nilai
from helpers.validation.retest import PengujiUlang
from helpers.validation.slips import PencariGeser
from helpers.validation.values import same_number

#: Families whose rows compute something.
BERUMUS = ("rasio", "komposit", "agregasi", "jumlah_bagian")


@dataclass(frozen=True)
class Sengketa:
    """One fact printed differently: who prints what.

    Attributes
    ----------
    terpilih : Nilai
        The value by `koreksi.yml`, else the one printed most often.
    menyimpang : tuple of str
        Cells that print another.
    """

    terpilih: Nilai
    menyimpang: tuple[str, ...]


class Gabungan:
    """Everything that fails, in groups that grow as evidence is found.

    Parameters
    ----------
    baris : sequence of residual rows
        Everything that fails.
    kunci : sequence of tuple
        For each row family, rule or quantity, and year.
    fakta : pandas.DataFrame
    m : Metodologi
    koreksi : iterable of Koreksi
    """

    def __init__(self, baris: Sequence, kunci: Sequence[tuple], fakta: pd.DataFrame, m: Metodologi, koreksi: Iterable[Koreksi]):
        self.baris, self.kunci, self.m = list(baris), list(kunci), m
        self.uji = PengujiUlang(fakta, m)
        self.fakta, self.nilai = self.uji.fakta, self.uji.nilai
        self.geser = PencariGeser(self.fakta, self.nilai, m)
        self.pilihan = {k.pilih for k in koreksi}
        self.induk = list(range(len(self.baris)))
        self.bukti: dict[int, set[str]] = defaultdict(set)
        self.sengketa = {n: self._contest(r) for n, r in enumerate(self.baris) if r.keluarga == "kesepakatan"}
        self.nilai_lain: dict[int, tuple[Nilai, float, float]] = {}
        #: How each cell moved: table, kind and step.
        self.pindah: dict[str, set[tuple]] = {}
        self.contested = {self.fakta[i].kode for s in self.sengketa.values() for i in s.menyimpang}
        self.alamat = {self.address(self.baris[n]): n for n in self.sengketa}

    def root(self, n: int) -> int:
        """Return the first row of the group a row is in."""
        while self.induk[n] != n:
            self.induk[n] = self.induk[self.induk[n]]
            n = self.induk[n]
        return n

    def join(self, n: int, ke: int, bukti: str) -> None:
        """Put two rows into one group, by a kind of evidence; empty where it is none."""
        if bukti:
            self.bukti[n].add(bukti)
        a, b = self.root(n), self.root(ke)
        self.induk[max(a, b)] = min(a, b)

    def address(self, r) -> tuple:
        """Return the fact a row is about."""
        return self.m.concept(r.kode), r.wilayah, r.tahun, r.periode

    def prints(self, kode: str, wilayah: str, tahun: int, periode: str) -> list[Nilai]:
        """Return the distinct values a fact is printed with."""
        return list({self.nilai[i].nilai: self.nilai[i] for i in self.geser.cetakan.get((self.m.concept(kode), wilayah, tahun, periode), ())}.values())

    def failing_cells(self) -> set[str]:
        """Return the cells that fail a formula of their own."""
        return {r.fakta_id for r in self.baris if r.keluarga in ("rasio", "komposit") and r.fakta_id in self.nilai}

    def _contest(self, r) -> Sengketa:
        sel = [i for i in r.masukan.split(";") if i in self.nilai]
        gugus: list[list[str]] = []
        for i in sorted(sel, key=lambda i: -self.nilai[i].presisi):
            for g in gugus:
                if alike(self.nilai[g[0]], self.nilai[i]):
                    g.append(i)
                    break
            else:
                gugus.append([i])
        pilih = next((g for g in gugus if self.pilihan.intersection(g)), None) or max(
            gugus, key=lambda g: (sum(self.fakta[i].jenis != "narasi" for i in g), len(g), -self.nilai[g[0]].nilai))
        return Sengketa(self.nilai[pilih[0]], tuple(i for i in sel if i not in pilih))


def alike(a: Nilai, b: Nilai) -> bool:
    """Whether two prints may be one number."""
    return same_number(a.nilai, a.lebar, b.nilai, b.lebar)
