"""Contested facts with one root: the same tables contradict each other in several quantities, or a quantity follows its contested inputs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from helpers.validation.residuals import Nilai
from helpers.validation.root_rows import Gabungan, alike

_PALING_BANYAK_GABUNGAN = 200


def join_same_sets(gabung: Gabungan) -> None:
    """Join contested facts for which the same tables print two sets of values."""
    lawan = {n: _opponents(gabung, gabung.baris[n]) for n in gabung.sengketa}
    for a, b in combinations(gabung.sengketa, 2):
        x, y = gabung.baris[a], gabung.baris[b]
        if x.tahun != y.tahun or x.wilayah != y.wilayah:
            continue
        if x.kode == y.kode:  # the same table prints its own value in several periods
            if lawan[a] & lawan[b] or _blocks(gabung, a) & _blocks(gabung, b):
                gabung.join(b, a, "perangkat")
        elif (_mostly(lawan[a], lawan[b]) or _mostly(_blocks(gabung, a), _blocks(gabung, b))) and (
                not _computed_from(gabung, x.kode, y.kode) or _moved_alike(gabung, a, b)):
            gabung.join(b, a, "perangkat")


def _opponents(gabung: Gabungan, r) -> set[frozenset]:
    """Pairs of blocks (a table and a family of quantities in it) that contradict each other."""
    isi: dict[tuple, list[Nilai]] = defaultdict(list)
    for i in r.masukan.split(";"):
        if i in gabung.nilai:
            isi[(gabung.fakta[i].sumber, gabung.fakta[i].kode.split(".")[0])].append(gabung.nilai[i])
    return {frozenset((a, b)) for a, b in combinations(isi, 2) if not all(alike(x, y) for x in isi[a] for y in isi[b])}


def _blocks(gabung: Gabungan, n: int) -> set[tuple]:
    """Return the blocks (a table and a family of quantities in it) that contradict the chosen value of a fact."""
    return {(gabung.fakta[i].sumber, gabung.fakta[i].kode.split(".")[0]) for i in gabung.sengketa[n].menyimpang if gabung.fakta[i].jenis != "narasi"}


def _computed_from(gabung: Gabungan, x: str, y: str) -> bool:
    kx, ky = set(gabung.m.equivalents(x)), set(gabung.m.equivalents(y))
    return any((r.aturan.kode in kx and ky.intersection(r.rumus.nama)) or (r.aturan.kode in ky and kx.intersection(r.rumus.nama))
               for r in gabung.m.rumus)


def _moved_alike(gabung: Gabungan, a: int, b: int) -> bool:
    def langkah(n: int) -> set[tuple]:
        return set().union(*(gabung.pindah.get(i, set()) for i in gabung.sengketa[n].menyimpang))
    return bool(langkah(a) & langkah(b))


def join_derived(gabung: Gabungan) -> None:
    """A derived quantity printed with several values, each of which follows from a print of its inputs."""
    for n in gabung.sengketa:
        r = gabung.baris[n]
        cetak = list({(v.nilai, v.presisi): v for i in r.masukan.split(";") if (v := gabung.nilai.get(i))}.values())
        for aturan in gabung.m.rumus:
            if aturan.aturan.kode not in gabung.m.equivalents(r.kode) or not aturan.aturan.holds_in(r.periode):
                continue
            isi = {nama: gabung.prints(kode, r.wilayah, r.tahun + geser, r.periode) for nama, kode, geser in aturan.rumus.masukan}
            asal = {nama: m for nama, kode, geser in aturan.rumus.masukan
                    if (m := gabung.alamat.get((gabung.m.concept(kode), r.wilayah, r.tahun + geser, r.periode))) is not None and m != n}
            if asal and all(isi.values()) and _count(isi.values()) <= _PALING_BANYAK_GABUNGAN and _reproduced(gabung, aturan, r.periode, cetak, isi):
                perlu = [m for nama, m in asal.items()
                         if not _reproduced(gabung, aturan, r.periode, cetak, isi | {nama: [gabung.sengketa[m].terpilih]})]
                for m in perlu or [max(asal.values(), key=lambda m: len(gabung.baris[m].masukan))]:
                    gabung.join(n, m, "turunan")
                break


def _reproduced(gabung: Gabungan, aturan, periode: str, cetak: list[Nilai], isi: Mapping[str, list[Nilai]]) -> bool:
    pilihan = [dict(zip(isi, pilih, strict=True)) for pilih in product(*isi.values())]
    return all(any(gabung.uji.follows(aturan, periode, v, p) for p in pilihan) for v in cetak)


def _mostly(a: set, b: set) -> bool:
    """Whether two sets share more than half of the smaller."""
    return 2 * len(a & b) > min(len(a), len(b))


def _count(isi: Iterable[Sequence]) -> int:
    hasil = 1
    for x in isi:
        hasil *= len(x)
    return hasil
