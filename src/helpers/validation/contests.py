"""Where a contested print may have come from: the row beside it, another year, or counts that do not belong added to the other print."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from helpers.methodology.rules import Metodologi
from helpers.methodology.words import lower_first
from helpers.validation.candidates import Calon
from helpers.validation.residuals import Nilai

_ANGKA_BERARTI = 2


def explain_contest(sel: Iterable[str], calon: Calon, m: Metodologi, nama_tabel: Callable[[str], str]) -> tuple[str, ...]:
    """Say what reproduces the prints of a fact that is printed with several values.

    Only whole numbers of two digits and more are looked at: the others are alike too easily.

    Parameters
    ----------
    sel : iterable of str
        Every place where the fact is printed, as `fakta_id`.
    calon : Calon
        Knows what stands beside each cell.
    m : Metodologi
    nama_tabel : callable
        Names the table of a source.

    Returns
    -------
    tuple of str
        One Indonesian sentence each; empty where nothing declared reproduces any.
    """
    menurut: dict[tuple, list[str]] = defaultdict(list)
    for i in sel:
        if i in calon.nilai and calon.nilai[i].eksak:
            menurut[(m.concept(calon.alamat[i][3]), *calon.tempat[i])].append(i)
    kalimat: list[str] = []
    for alamat, isi in menurut.items():
        nilai = {calon.nilai[i].nilai: i for i in reversed(isi)}
        banyak = Counter(calon.nilai[i].nilai for i in isi)
        for v, i in nilai.items():
            if len(calon.nilai[i].teks) >= _ANGKA_BERARTI and len(nilai) > 1:
                kalimat += _added(calon.nilai[i], [calon.nilai[j] for w, j in nilai.items() if w < v], alamat, calon, m)
                if banyak[v] == 1 < max(banyak.values()):
                    kalimat += _of_row(i, calon, m, nama_tabel)
                if banyak[v] < max(banyak.values()):
                    kalimat += _of_year([j for j in isi if calon.nilai[j].nilai == v], alamat, calon, m, nama_tabel)
    return tuple(dict.fromkeys(kalimat))


def _added(v: Nilai, lain: list[Nilai], alamat: tuple, calon: Calon, m: Metodologi) -> Iterator[str]:
    """Another print of the fact plus parts of the same whole that do not belong to it."""
    konsep, *tempat = alamat
    for b in m.pemeriksaan.bagian:
        milik = next((k for k in b.bagian if m.concept(k) == konsep), None)
        saudara = [(k, x[0]) for k in b.bagian if k != milik and (x := calon.cetakan.get((k, *tempat)))] if milik else []
        for y in lain:
            for n in range(1, len(saudara) + 1):
                for pilih in combinations(saudara, n):
                    if y.nilai + sum(x.nilai for _, x in pilih) == v.nilai and all(x.nilai for _, x in pilih):
                        yield (f"{v.teks} = {' + '.join([y.teks, *(x.teks for _, x in pilih)])}: {lower_first(m.name(milik))} "
                               f"ditambah {' dan '.join(lower_first(m.name(k)) for k, _ in pilih)}.")


def _of_year(sel: list[str], alamat: tuple, calon: Calon, m: Metodologi, nama_tabel: Callable[[str], str]) -> Iterator[str]:
    """What is printed most often for the year before: tables are made of last year's."""
    konsep, wilayah, tahun, periode = alamat
    if m.parameter(konsep).agregasi == "akhir":  # a state may be the same in two years
        return
    v = calon.nilai[sel[0]]
    lalu = [x.nilai for k in m.equivalents(konsep) for x in calon.cetakan.get((k, wilayah, tahun - 1, periode), ())]
    if 2 * lalu.count(v.nilai) > len(lalu):
        tabel = " dan ".join(dict.fromkeys(nama_tabel(calon.alamat[i][0]) for i in sel))
        yield f"{v.teks} pada {tabel} sama dengan {lower_first(m.name(konsep))} tahun {tahun - 1}."


def _of_row(i: str, calon: Calon, m: Metodologi, nama_tabel: Callable[[str], str]) -> Iterator[str]:
    """The value of the row above or below, where that row prints what it prints everywhere."""
    sumber, kolom, baris, kode = calon.alamat[i]
    for d, letak in ((-1, "atas"), (1, "bawah")):
        kd, x = calon.sel[(sumber, kolom)].get(baris + d, (kode, None))
        if x is None or not x.eksak or m.concept(kd) == m.concept(kode) or x.nilai != calon.nilai[i].nilai:
            continue
        sama = [y.nilai for k in m.equivalents(kd) for y in calon.cetakan.get((k, *calon.tempat[x.fakta_id]), ())]
        if 2 * sama.count(x.nilai) > len(sama):
            yield f"{calon.nilai[i].teks} pada {nama_tabel(sumber)} sama dengan {lower_first(m.name(kd))} pada baris di {letak}nya."
