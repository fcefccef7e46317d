"""Change one printed number at a time and see what the checks then say.

A change is evaluated on a part of the facts: the tables' own relations need the changed table, those of the whole
document need every print of the codes that stand in a rule with the changed ones. What else is left out can not depend
on the change. `test_mutasi` proves on a sample that this gives what evaluating everything gives.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from helpers.errors import KesalahanMasukan
from helpers.methodology.rules import Metodologi
from helpers.sources.datapackage import IsiTabel
from helpers.sources.facts import Fakta, build_facts, read_rows
from helpers.sources.workspace import Masukan
from helpers.validation.relations import evaluate_relations
from helpers.validation.values import choose_values

CARA = ("angka", "kali_10", "tukar")
_INTI = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
#: Families whose relations say what a number is; the others only bound it, or ask whether it is there.
PENENTU = ("rasio", "komposit", "agregasi", "jumlah_bagian", "kesepakatan")
MEMBATASI = ("jumlah_bagian.melebihi.", "agregasi.rasio", "agregasi.dibagi", "agregasi.salah_tulis")


@dataclass(frozen=True)
class Mutasi:
    """One change: the number it is about, how it was made, and the new text of each cell (row, column)."""

    fakta: Fakta
    cara: str
    sel: dict[tuple[int, str], str]

    def __str__(self) -> str:
        return f"{self.fakta.fakta_id} ({self.fakta.kode}) {self.cara}: {self.fakta.nilai_teks} menjadi {'; '.join(self.sel.values())}"


def make_mutation(f: Fakta, cara: str, tabel: IsiTabel, sebelah: Fakta | None, acak: random.Random) -> Mutasi | None:
    """Change a number in one of the ways of `CARA`; None where that changes nothing.

    Parameters
    ----------
    sebelah : Fakta or None
        The number printed beside it, or below it, for ``tukar``.
    """
    inti = _INTI.search(f.nilai_teks)
    if inti is None or (cara == "kali_10" and f.nilai == 0):
        return None
    if cara == "tukar":
        if sebelah is None or sebelah.nilai == f.nilai or not _INTI.search(sebelah.nilai_teks):
            return None
        sel: dict[tuple[int, str], str] = {}
        for a, b in ((f, sebelah), (sebelah, f)):
            sel[(a.baris, a.kolom)] = _put(a, b.nilai_teks, sel.get((a.baris, a.kolom)) or _cell(tabel, a))
        return Mutasi(f, cara, sel)
    if cara == "kali_10":
        x = abs(f.nilai) * 10
        inti_baru = str(round(x)) if x == round(x) and not f.presisi else f"{x:.{f.presisi}f}".replace(".", ",")
    else:
        letak = acak.choice([i for i, c in enumerate(inti.group()) if c.isdigit()])
        lain = acak.choice([d for d in "123456789" if d != inti.group()[letak]])
        inti_baru = inti.group()[:letak] + lain + inti.group()[letak + 1:]
    teks = f.nilai_teks[:inti.start()] + inti_baru + f.nilai_teks[inti.end():]
    return Mutasi(f, cara, {(f.baris, f.kolom): _put(f, teks, _cell(tabel, f))})


def _cell(tabel: IsiTabel, f: Fakta) -> str:
    return tabel.baris[f.baris - 2][[k.name for k in tabel.tabel.kolom].index(f.kolom)]


def _put(f: Fakta, teks: str, sel: str) -> str:
    """Return a cell with the text of one of its numbers replaced."""
    urutan = f.fakta_id.split(":")[3:]
    if not urutan:
        return teks
    bagian = sel.split()
    bagian[int(urutan[0]) - 1] = teks
    return " ".join(bagian)


def neighbour(f: Fakta, letak: dict[tuple, Fakta], urutan: list[str]) -> Fakta | None:
    """Return the number in the next column, the column before, or the row below."""
    i = urutan.index(f.kolom)
    calon = [(f.baris, k) for k in (*urutan[i + 1:i + 2], *urutan[max(i - 1, 0):i])] + [(f.baris + 1, f.kolom)]
    return next((s for c in calon if (s := letak.get((f.sumber, *c)))), None)


def sample(masukan: Masukan, fakta: pd.DataFrame, jumlah: int, benih: int) -> Iterator[Mutasi]:
    """Yield changes of different numbers, the ways of changing them taking turns."""
    acak = random.Random(benih)
    tabel = {t.tabel.name: t for t in masukan.tabel}
    urutan = {n: [k.name for k in t.tabel.kolom if k.lkip is not None] for n, t in tabel.items()}
    angka = [f for f in read_rows(fakta) if f.keadaan == "angka"]
    letak = {(f.sumber, f.baris, f.kolom): f for f in angka}
    acak.shuffle(angka)
    ke = 0
    for f in angka:
        cara = CARA[ke % len(CARA)]
        mutasi = make_mutation(f, cara, tabel[f.sumber], neighbour(f, letak, urutan[f.sumber]), acak)
        if mutasi is not None:
            yield mutasi
            ke += 1
            if ke == jumlah:
                return


def covered_cells(residu: pd.DataFrame) -> set[str]:
    """Return the places (`fakta_id`) of the numbers that some relation determines."""
    tentu = residu["keluarga"].isin(PENENTU) & ~residu["relasi"].str.startswith(MEMBATASI) | (residu["relasi"] == "kelengkapan.hitungan")
    return set(residu.loc[tentu, "fakta_id"]).union(*residu.loc[tentu, "masukan"].str.split(";"))


class Pemeriksa:
    """Says which residuals fail after a change and did not before."""

    def __init__(self, masukan: Masukan, fakta: pd.DataFrame):
        self.masukan, self.fakta = masukan, fakta
        self.tabel = {t.tabel.name: t for t in masukan.tabel}
        self.kerabat = related_codes(masukan.metodologi, set(fakta["kode"]))
        self._sebelum: dict[tuple, set] = {}

    def new_failures(self, mutasi: Mutasi, *, seluruhnya: bool = False) -> set[tuple] | None:
        """Return what fails after the change only; None where the input is refused.

        Parameters
        ----------
        seluruhnya : bool
            Evaluate everything, not only what the change can reach.
        """
        f = mutasi.fakta
        try:
            kini = self._changed(mutasi)
        except KesalahanMasukan:
            return None
        letak = self.fakta["sumber"] == f.sumber
        lama = read_rows(self.fakta[letak])
        kode = {k for a, b in zip(lama, read_rows(kini), strict=True) if a.nilai_teks != b.nilai_teks for k in self.kerabat[b.kode]}
        ikut = letak | (True if seluruhnya else self.fakta["kode"].isin(kode))
        kunci = (f.sumber, frozenset(kode), seluruhnya)
        if kunci not in self._sebelum:
            self._sebelum[kunci] = self.failing(self.fakta[ikut])
        awal = letak.idxmax()
        bagian = [self.fakta[ikut & (self.fakta.index < awal)], kini, self.fakta[ikut & ~letak & (self.fakta.index > awal)]]
        try:
            return self.failing(pd.concat(bagian, ignore_index=True)) - self._sebelum[kunci]
        except KesalahanMasukan:  # a guarded correction
            return None

    def _changed(self, mutasi: Mutasi) -> pd.DataFrame:
        t = self.tabel[mutasi.fakta.sumber]
        nama = [k.name for k in t.tabel.kolom]
        baris = tuple(tuple(mutasi.sel.get((n, k), sel) for k, sel in zip(nama, b, strict=True)) for n, b in enumerate(t.baris, 2))
        m = self.masukan
        return build_facts([IsiTabel(t.tabel, baris)], m.metodologi, m.ruang.polres, m.nama_wilayah)

    def failing(self, fakta: pd.DataFrame) -> set[tuple]:
        """Return the residuals that fail, and the doubts."""
        m, polres = self.masukan.metodologi, self.masukan.ruang.polres
        ada = set(fakta["fakta_id"])
        koreksi = [k for k in self.masukan.koreksi if k.pilih in ada]
        residu = evaluate_relations(fakta, choose_values(fakta, m.eksak, koreksi, polres, m.concept), m, polres)
        gagal = residu[residu["lebih"] > 0].fillna({"tercetak": 0.0})  # NaN equals nothing, itself included
        kolom = ["relasi", "kode", "wilayah", "tahun", "periode", "fakta_id", "perhitungan", "tercetak"]
        ragu = fakta[fakta["keraguan"] != ""]
        return {*gagal[kolom].itertuples(index=False, name=None), *ragu[["keraguan", "fakta_id"]].itertuples(index=False, name=None)}


def related_codes(m: Metodologi, kode: Iterable[str]) -> dict[str, set[str]]:
    """Return, for each code, those that stand in a rule of the whole document with it or an equivalent, itself included."""
    kelompok = [set(p.kode) for p in m.bagian_rumus.padanan]
    kelompok += [{r.aturan.kode, *(k for _, k, _ in r.rumus.masukan)} for r in m.rumus if r.aturan.lingkup == "dokumen"]
    pokok: dict[str, set[str]] = defaultdict(set)
    for k in kode:  # words and the numbers they speak of share all but the aspect
        pokok[_stem(k, m)].add(k)
    kelompok += pokok.values()
    hasil = {}
    for k in kode:
        setara = set(m.equivalents(k))
        isi = setara.union(*(g for g in kelompok if g & setara))
        hasil[k] = {e for x in isi for e in m.equivalents(x)}
    return hasil


def _stem(kode: str, m: Metodologi) -> str:
    induk, _, aspek = kode.rpartition(".")
    return _stem(induk, m) if induk and aspek in m.bagian_parameter.aspek else kode
