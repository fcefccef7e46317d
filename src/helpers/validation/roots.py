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
from dataclasses import dataclass, field, replace

from helpers.validation.plan_words import BERSAMA
from helpers.validation.residuals import Nilai
from helpers.validation.root_cells import join_blank_cells, join_moved_cells, join_reported_moves, join_same_differences
from helpers.validation.root_consequences import join_by_one_value, join_consequences
from helpers.validation.root_contests import join_derived, join_same_sets
from helpers.validation.root_rows import Gabungan
from helpers.validation.slips import Geser


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


def find_roots(gabung: Gabungan) -> list[Akar]:
    """Join failing rows that share a root.

    Parameters
    ----------
    gabung : Gabungan
        Everything that fails, each row by itself.

    Returns
    -------
    list of Akar
        In the order of their first rows; every row is in exactly one.
    """
    ragu = {i for s in gabung.sengketa.values() for i in s.menyimpang}
    gabung.geser.gagal = gabung.failing_cells() - ragu
    pindah = gabung.geser.moves(ragu | gabung.failing_cells())
    gabung.pindah = {i: {(g.sumber, g.jenis, g.langkah) for g in pindah if i in g.sel} for g in pindah for i in g.sel}
    join_same_sets(gabung)
    join_derived(gabung)
    join_consequences(gabung)
    join_by_one_value(gabung)
    join_moved_cells(gabung, pindah)
    join_reported_moves(gabung)
    join_same_differences(gabung)
    join_blank_cells(gabung)
    _same_plan(gabung)
    _same_rules(gabung)
    menurut: dict[int, list[int]] = defaultdict(list)
    for n in range(len(gabung.baris)):
        menurut[gabung.root(n)].append(n)
    return [_describe(gabung, isi, pindah) for isi in menurut.values()]


def _describe(gabung: Gabungan, isi: list[int], pindah: list[Geser]) -> Akar:
    ragu = {i for n in isi if n in gabung.sengketa for i in gabung.sengketa[n].menyimpang} or {i for n in isi if (i := gabung.baris[n].fakta_id) in gabung.fakta}
    geser: dict[str, Geser] = {}
    for g in sorted(pindah, key=lambda g: -len(ragu.intersection(g.sel))):
        kena = [i for i in g.sel if i in ragu]
        milik = [i for i in ragu if i and gabung.fakta[i].sumber == g.sumber and gabung.fakta[i].keadaan == "angka"]
        if len({gabung.nilai[i].nilai for i in kena}) > 1 and 3 * len(kena) >= 2 * len(milik):
            geser.setdefault(g.sumber, replace(g, sel=tuple(kena)))
    menyimpang = {gabung.fakta[i].sumber: None for n in isi if n in gabung.sengketa for i in gabung.sengketa[n].menyimpang}
    return Akar(isi, list(geser.values()), tuple(menyimpang), {n: gabung.bukti[n] for n in isi},
                tuple(gabung.nilai_lain[n] for n in isi if n in gabung.nilai_lain),
                {s: sum(gabung.baris[n].selisih == s for n in isi) for s in sorted({gabung.baris[n].selisih for n in isi if "selisih" in gabung.bukti[n]})})


def _same_plan(gabung: Gabungan) -> None:
    """What fails in one record of an action plan, but for what all its records are asked."""
    if gabung.m.rencana is None:
        return
    pertama: dict[tuple, int] = {}
    for n, r in enumerate(gabung.baris):
        if r.kode in gabung.m.rencana.butir and r.relasi not in BERSAMA:
            ke = gabung.alamat.get(gabung.address(r), n) if n not in gabung.sengketa else n
            if (lain := pertama.setdefault((r.kode, r.wilayah, r.tahun), ke)) != n:
                gabung.join(n, lain, "butir")


def _same_rules(gabung: Gabungan) -> None:
    """What no contest explains stays with the other failures of its rule, or of its quantity, in the same year."""
    banyak = Counter(gabung.root(n) for n in range(len(gabung.baris)))
    sengketa = {gabung.root(n) for n in gabung.sengketa}
    sisa = [n for n in range(len(gabung.baris)) if (banyak[gabung.root(n)] == 1 if n in gabung.sengketa else gabung.root(n) not in sengketa)]
    pertama: dict[tuple, int] = {}
    for n in sisa:
        gabung.join(n, pertama.setdefault(gabung.kunci[n], n), "")
