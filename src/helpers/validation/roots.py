"""Which failing checks have one root: evidence joins them, not their names.

Rows are joined when

- the same two tables contradict each other in neighbouring quantities (two sets of values for one block);
- a derived quantity is printed with several values and each follows from one of the prints of a contested input;
- a check holds once a contested value is replaced by another print of the same fact, or a value that fails
  two checks by what one of them computes;
- a print fails its own check, and one value in its place would mend several others at once;
- cells of one table moved alike (`helpers.validation.slips`), or two columns carry the same numbers;
- two totals miss their parts by exactly the same amount;
- a cell is blank in the very row of a table that contradicts the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product

import pandas as pd

from helpers.methodology.rules import Metodologi
from helpers.sources.profile import Koreksi
from helpers.validation.plan_words import BERSAMA, JUDUL, kind
from helpers.validation.residuals import TIDAK_KRITIS, Nilai
from helpers.validation.retest import PengujiUlang
from helpers.validation.slips import Geser, PencariGeser
from helpers.validation.values import same_number

_PALING_BANYAK_GABUNGAN = 200
_PALING_BANYAK_GANTI = 60
_ANGKA_BERARTI = 4
_BERUMUS = ("rasio", "komposit", "agregasi", "jumlah_bagian")


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


@dataclass(frozen=True)
class Akar:
    """Failing rows with one root.

    Attributes
    ----------
    baris : list of int
        Positions of the rows, in their order.
    geser : list of Geser
        How its cells moved, where that is seen; at most one move a table.
    menyimpang : tuple of str
        Tables that print other values than the chosen ones.
    bukti : dict of int to set of str
        What joined each row: ``perangkat``, ``turunan``, ``ganti``, ``nilai_lain``, ``geser``, ``kembar``, ``selisih``, ``kosong``.
    nilai_lain : tuple of (Nilai, float, float)
        A print, and between which values another in its place mends several checks at once.
    selisih : dict of float to int
        By how much totals miss their parts, and how many rows by just that much; only amounts that joined rows.
    """

    baris: list[int]
    geser: list[Geser]
    menyimpang: tuple[str, ...]
    bukti: dict[int, set[str]]
    nilai_lain: tuple[tuple[Nilai, float, float], ...] = ()
    selisih: dict[float, int] = field(default_factory=dict)


class PencariAkar:
    """Joins failing rows that share a root.

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
        self._contested = {self.fakta[i].kode for s in self.sengketa.values() for i in s.menyimpang}
        self.alamat = {self._address(self.baris[n]): n for n in self.sengketa}

    def search(self) -> list[Akar]:
        """Return the roots in the order of their first rows; every row is in exactly one."""
        ragu = {i for s in self.sengketa.values() for i in s.menyimpang}
        self.geser.gagal = self._failing_cells() - ragu
        pindah = self.geser.moves(ragu | self._failing_cells())
        self.pindah = {i: {(g.sumber, g.jenis, g.langkah) for g in pindah if i in g.sel} for g in pindah for i in g.sel}
        self._same_sets()
        self._derived()
        self._consequences()
        self._one_value()
        self._moved_cells(pindah)
        self._reported_moves()
        self._same_differences()
        self._blank_cells()
        self._same_plan()
        self._same_rules()
        menurut: dict[int, list[int]] = defaultdict(list)
        for n in range(len(self.baris)):
            menurut[self._root(n)].append(n)
        return [self._describe(isi, pindah) for isi in menurut.values()]

    def _describe(self, isi: list[int], pindah: list[Geser]) -> Akar:
        ragu = {i for n in isi if n in self.sengketa for i in self.sengketa[n].menyimpang} or {i for n in isi if (i := self.baris[n].fakta_id) in self.fakta}
        geser: dict[str, Geser] = {}
        for g in sorted(pindah, key=lambda g: -len(ragu.intersection(g.sel))):
            kena = [i for i in g.sel if i in ragu]
            milik = [i for i in ragu if i and self.fakta[i].sumber == g.sumber and self.fakta[i].keadaan == "angka"]
            if len({self.nilai[i].nilai for i in kena}) > 1 and 3 * len(kena) >= 2 * len(milik):
                geser.setdefault(g.sumber, replace(g, sel=tuple(kena)))
        menyimpang = {self.fakta[i].sumber: None for n in isi if n in self.sengketa for i in self.sengketa[n].menyimpang}
        return Akar(isi, list(geser.values()), tuple(menyimpang), {n: self.bukti[n] for n in isi},
                    tuple(self.nilai_lain[n] for n in isi if n in self.nilai_lain),
                    {s: sum(self.baris[n].selisih == s for n in isi) for s in sorted({self.baris[n].selisih for n in isi if "selisih" in self.bukti[n]})})

    # ------------------------------------------------------------------ joining

    def _root(self, n: int) -> int:
        while self.induk[n] != n:
            self.induk[n] = self.induk[self.induk[n]]
            n = self.induk[n]
        return n

    def _join(self, n: int, ke: int, bukti: str) -> None:
        if bukti:
            self.bukti[n].add(bukti)
        a, b = self._root(n), self._root(ke)
        self.induk[max(a, b)] = min(a, b)

    def _address(self, r) -> tuple:
        return self.m.concept(r.kode), r.wilayah, r.tahun, r.periode

    def _contest(self, r) -> Sengketa:
        sel = [i for i in r.masukan.split(";") if i in self.nilai]
        gugus: list[list[str]] = []
        for i in sorted(sel, key=lambda i: -self.nilai[i].presisi):
            for g in gugus:
                if _same(self.nilai[g[0]], self.nilai[i]):
                    g.append(i)
                    break
            else:
                gugus.append([i])
        pilih = next((g for g in gugus if self.pilihan.intersection(g)), None) or max(
            gugus, key=lambda g: (sum(self.fakta[i].jenis != "narasi" for i in g), len(g), -self.nilai[g[0]].nilai))
        return Sengketa(self.nilai[pilih[0]], tuple(i for i in sel if i not in pilih))

    # ------------------------------------------------------------------ two sets of values for one block

    def _same_sets(self) -> None:
        lawan = {n: self._opponents(self.baris[n]) for n in self.sengketa}
        for a, b in combinations(self.sengketa, 2):
            x, y = self.baris[a], self.baris[b]
            if x.tahun != y.tahun or x.wilayah != y.wilayah:
                continue
            if x.kode == y.kode:  # the same table prints its own value in several periods
                if lawan[a] & lawan[b] or self._blocks(a) & self._blocks(b):
                    self._join(b, a, "perangkat")
            elif (_mostly(lawan[a], lawan[b]) or _mostly(self._blocks(a), self._blocks(b))) and (
                    not self._computed_from(x.kode, y.kode) or self._moved_alike(a, b)):
                self._join(b, a, "perangkat")

    def _opponents(self, r) -> set[frozenset]:
        """Pairs of blocks (a table and a family of quantities in it) that contradict each other."""
        isi: dict[tuple, list[Nilai]] = defaultdict(list)
        for i in r.masukan.split(";"):
            if i in self.nilai:
                isi[(self.fakta[i].sumber, self.fakta[i].kode.split(".")[0])].append(self.nilai[i])
        return {frozenset((a, b)) for a, b in combinations(isi, 2) if not all(_same(x, y) for x in isi[a] for y in isi[b])}

    def _blocks(self, n: int) -> set[tuple]:
        """Return the blocks (a table and a family of quantities in it) that contradict the chosen value of a fact."""
        return {(self.fakta[i].sumber, self.fakta[i].kode.split(".")[0]) for i in self.sengketa[n].menyimpang if self.fakta[i].jenis != "narasi"}

    def _computed_from(self, x: str, y: str) -> bool:
        kx, ky = set(self.m.equivalents(x)), set(self.m.equivalents(y))
        return any((r.aturan.kode in kx and ky.intersection(r.rumus.nama)) or (r.aturan.kode in ky and kx.intersection(r.rumus.nama))
                   for r in self.m.rumus)

    def _moved_alike(self, a: int, b: int) -> bool:
        def langkah(n: int) -> set[tuple]:
            return set().union(*(self.pindah.get(i, set()) for i in self.sengketa[n].menyimpang))
        return bool(langkah(a) & langkah(b))

    # ------------------------------------------------------------------ derived quantities

    def _derived(self) -> None:
        """A derived quantity printed with several values, each of which follows from a print of its inputs."""
        for n in self.sengketa:
            r = self.baris[n]
            cetak = list({(v.nilai, v.presisi): v for i in r.masukan.split(";") if (v := self.nilai.get(i))}.values())
            for aturan in self.m.rumus:
                if aturan.aturan.kode not in self.m.equivalents(r.kode) or not aturan.aturan.holds_in(r.periode):
                    continue
                isi = {nama: self._prints(kode, r.wilayah, r.tahun + geser, r.periode) for nama, kode, geser in aturan.rumus.masukan}
                asal = {nama: m for nama, kode, geser in aturan.rumus.masukan
                        if (m := self.alamat.get((self.m.concept(kode), r.wilayah, r.tahun + geser, r.periode))) is not None and m != n}
                if asal and all(isi.values()) and _count(isi.values()) <= _PALING_BANYAK_GABUNGAN and self._reproduced(aturan, r.periode, cetak, isi):
                    perlu = [m for nama, m in asal.items()
                             if not self._reproduced(aturan, r.periode, cetak, isi | {nama: [self.sengketa[m].terpilih]})]
                    for m in perlu or [max(asal.values(), key=lambda m: len(self.baris[m].masukan))]:
                        self._join(n, m, "turunan")
                    break

    def _reproduced(self, aturan, periode: str, cetak: list[Nilai], isi: Mapping[str, list[Nilai]]) -> bool:
        pilihan = [dict(zip(isi, pilih, strict=True)) for pilih in product(*isi.values())]
        return all(any(self.uji.follows(aturan, periode, v, p) for p in pilihan) for v in cetak)

    def _prints(self, kode: str, wilayah: str, tahun: int, periode: str) -> list[Nilai]:
        """Return the distinct values a fact is printed with."""
        return list({self.nilai[i].nilai: self.nilai[i] for i in self.geser.cetakan.get((self.m.concept(kode), wilayah, tahun, periode), ())}.values())

    # ------------------------------------------------------------------ what holds once a value is replaced

    def _consequences(self) -> None:
        hasil: dict[str, list[int]] = defaultdict(list)
        for n, r in enumerate(self.baris):
            if r.keluarga in _BERUMUS:
                hasil[r.fakta_id].append(n)
        for n, r in enumerate(self.baris):
            if r.keluarga in ("kesepakatan", *TIDAK_KRITIS) or (r.keluarga == "rentang" and kind(r.relasi) in JUDUL):
                continue
            asal = self._cause(r)
            if asal is None and r.keluarga == "jumlah_bagian":  # a part that fails a formula of its own, put right by that
                asal = next((x for i in r.masukan.split(";") for x in hasil.get(i, ())
                             if self.uji.holds(r, {i: Nilai(self.baris[x].dihitung, 12, i, True)})), None)
            if asal is not None:
                self._join(n, asal, "ganti")
                continue
            for lain in hasil.get(r.fakta_id, ()):  # one print that fails two checks, put right by what one of them computes
                if r.keluarga == "rentang":
                    benar = self.uji.holds(r, {r.fakta_id: Nilai(self.baris[lain].dihitung, 12, r.fakta_id, True)})
                    self._join(n, lain, "ganti" if benar else "")
                    break

    def _cause(self, r) -> int | None:
        """Return the contested fact whose other print makes a check hold; the one printed most often of several."""
        ganti: dict[str, list[Nilai]] = {}
        asal: dict[str, int] = {}
        for i in dict.fromkeys([r.fakta_id, *r.masukan.split(";")]):
            f = self.fakta.get(i)
            if f is None or i not in self.nilai:
                continue
            n = self.alamat.get((self.m.concept(f.kode), f.wilayah, f.tahun, f.periode))
            lain = self._prints(f.kode, f.wilayah, f.tahun, f.periode)
            if n is None and self.m.parameter(f.kode).agregasi == "akhir":  # a state is the same in every period
                n = self.alamat.get((self.m.concept(f.kode), f.wilayah, f.tahun, "TH"))
                lain = self._prints(f.kode, f.wilayah, f.tahun, "TH")
            if n is not None and (lain := [v for v in lain if v.nilai != self.nilai[i].nilai]):
                ganti[i], asal[i] = lain, n
        for banyak in (1, 2):
            pilihan = [dict(zip(kelompok, isi, strict=True)) for kelompok in combinations(ganti, banyak)
                       for isi in product(*(ganti[i] for i in kelompok))]
            if len(pilihan) > _PALING_BANYAK_GANTI:  # with so many some hold by chance
                return None
            if kena := [p for p in pilihan if self.uji.holds(r, p)]:
                if banyak == 2 and all(r.fakta_id in p for p in kena):  # no other input mends the check: the result itself is in doubt
                    return asal[r.fakta_id]
                return max((asal[i] for p in kena for i in p), key=lambda n: (len(self.baris[n].masukan), -n))
        return None

    def _one_value(self) -> None:
        """A print that fails its own check, and one value in its place with which several others would hold."""
        gagal = {r.fakta_id: n for n, r in enumerate(self.baris) if r.keluarga in ("rasio", "komposit")}
        pemakai: dict[str, list[int]] = defaultdict(list)
        for n, r in enumerate(self.baris):
            if r.keluarga in ("rasio", "komposit", "agregasi"):
                for i in r.masukan.split(";"):
                    if i in gagal and i in self.nilai and not self.nilai[i].eksak:
                        pemakai[i].append(n)
        for i, isi in pemakai.items():
            batas = {n: b for n in isi if (b := self.uji.needed(self.baris[n], i))}
            bawah, atas = max((b[0] for b in batas.values()), default=0.0), min((b[1] for b in batas.values()), default=0.0)
            if len({self.kunci[n] for n in batas}) > 1 and bawah <= atas:
                for n in batas:
                    self._join(n, gagal[i], "nilai_lain")
                self.nilai_lain[gagal[i]] = (self.nilai[i], bawah, atas)

    # ------------------------------------------------------------------ cells that moved alike

    def _same_plan(self) -> None:
        """What fails in one record of an action plan, but for what all its records are asked."""
        if self.m.rencana is None:
            return
        pertama: dict[tuple, int] = {}
        for n, r in enumerate(self.baris):
            if r.kode in self.m.rencana.butir and r.relasi not in BERSAMA:
                ke = self.alamat.get(self._address(r), n) if n not in self.sengketa else n
                if (lain := pertama.setdefault((r.kode, r.wilayah, r.tahun), ke)) != n:
                    self._join(n, lain, "butir")

    def _same_rules(self) -> None:
        """What no contest explains stays with the other failures of its rule, or of its quantity, in the same year."""
        banyak = Counter(self._root(n) for n in range(len(self.baris)))
        sengketa = {self._root(n) for n in self.sengketa}
        sisa = [n for n in range(len(self.baris)) if (banyak[self._root(n)] == 1 if n in self.sengketa else self._root(n) not in sengketa)]
        pertama: dict[tuple, int] = {}
        for n in sisa:
            self._join(n, pertama.setdefault(self.kunci[n], n), "")

    def _failing_cells(self) -> set[str]:
        return {r.fakta_id for r in self.baris if r.keluarga in ("rasio", "komposit") and r.fakta_id in self.nilai}

    def _moved_cells(self, pindah: list[Geser]) -> None:
        """Rows of one table that hold their neighbours' values, with what else fails in them, and the nothing a move ends in."""
        baris: dict[str, set[int]] = defaultdict(set)
        for g in pindah:
            if g.jenis == "baris" and not any(self.fakta[i].kode in self._contested for i in g.sel):
                baris[g.sumber].update(self.fakta[i].baris for i in g.sel)
        pertama: dict[tuple, int] = {}
        for n, r in enumerate(self.baris):
            if r.keluarga not in ("rasio", "komposit") or r.sumber not in baris:
                continue
            f = self.fakta[r.fakta_id]
            ujung = f.nilai == 0 and {f.baris - 1, f.baris + 1} & baris[f.sumber]
            if f.baris in baris[f.sumber] or ujung:
                self._join(n, pertama.setdefault((f.sumber, f.tahun), n), "geser")

    def _reported_moves(self) -> None:
        """A cell that was found to have moved, with the contest it stands in or the formula it fails."""
        asal = {i: n for n, s in self.sengketa.items() for i in s.menyimpang}
        gagal = {r.fakta_id: n for n, r in enumerate(self.baris) if r.keluarga in ("rasio", "komposit")}
        lain: dict[tuple, int] = {}
        for n, r in enumerate(self.baris):
            if r.relasi.startswith("geseran."):
                ke = asal.get(r.fakta_id, gagal.get(r.fakta_id, self.alamat.get(self._address(r))))
                if ke is not None:
                    self._join(n, ke, "")
                    lain.setdefault((r.relasi, r.kode, r.wilayah, r.tahun), n)
        for n, r in enumerate(self.baris):
            if r.relasi.startswith("geseran."):
                self._join(n, lain.get((r.relasi, r.kode, r.wilayah, r.tahun), n), "")

    def _same_differences(self) -> None:
        """Totals that miss their parts by exactly the same amount, and columns that carry the same numbers."""
        beda: dict[tuple, int] = {}
        kembar: dict[tuple, int] = {}
        for n, r in enumerate(self.baris):
            if r.keluarga not in _BERUMUS:
                continue
            angka = f"{abs(r.selisih):.0f}".strip("0")
            if r.selisih == round(r.selisih) and len(angka) >= _ANGKA_BERARTI:
                if (lain := beda.setdefault((r.tahun, r.wilayah, r.selisih), n)) != n:
                    self._join(n, lain, "selisih")
            if r.kode != self.baris[lain := kembar.setdefault((r.sumber, r.tahun, r.wilayah, r.relasi, r.tercetak, r.perhitungan), n)].kode:
                self._join(n, lain, "kembar")

    def _blank_neighbours(self) -> None:
        """Blanks that fail the same check in adjoining rows of one table."""
        ada: dict[tuple, list[int]] = defaultdict(list)
        for n, r in enumerate(self.baris):
            if r.relasi.startswith("kelengkapan.") and r.fakta_id in self.fakta and r.fakta_id not in self.nilai:  # a table's head is no cell
                ada[(r.relasi, r.sumber, r.tahun, r.wilayah)].append(n)
        for isi in ada.values():
            for a, b in combinations(isi, 2):
                if abs(self.fakta[self.baris[a].fakta_id].baris - self.fakta[self.baris[b].fakta_id].baris) <= 1:
                    self._join(b, a, "kosong")

    def _blank_cells(self) -> None:
        """A blank in the row of a table that contradicts the other tables about that quantity, or beside another blank."""
        self._blank_neighbours()
        milik: dict[tuple, int] = {}
        samping: dict[tuple, int] = {}
        for n, s in self.sengketa.items():
            for i in s.menyimpang:
                f = self.fakta[i]
                milik.setdefault((f.sumber, f.kode, f.wilayah, f.tahun), n)
        for n, r in enumerate(self.baris):
            if r.relasi in ("kelengkapan.kosong", "kelengkapan.strip"):
                kosong = [self.fakta[i] for i in (r.fakta_id, *r.masukan.split(";")) if i and i not in self.nilai]
                asal = {milik.get((f.sumber, f.kode, f.wilayah, f.tahun)) for f in kosong}
                ke = asal.pop() if len(asal) == 1 else None
                if ke is None:  # the other quantities of the same block are blank in the same cells
                    ke = samping.setdefault((r.relasi, *sorted((f.sumber, f.periode) for f in kosong), r.kode.split(".")[0], r.wilayah, r.tahun), n)
                if ke != n:
                    self._join(n, ke, "kosong")


def _mostly(a: set, b: set) -> bool:
    """Whether two sets share more than half of the smaller."""
    return 2 * len(a & b) > min(len(a), len(b))


def _count(isi: Iterable[Sequence]) -> int:
    hasil = 1
    for x in isi:
        hasil *= len(x)
    return hasil


def _same(a: Nilai, b: Nilai) -> bool:
    return same_number(a.nilai, a.lebar, b.nilai, b.lebar)
