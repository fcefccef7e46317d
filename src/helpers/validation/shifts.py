"""Cells that moved: a row printed one column aside, a column one row aside, a row that holds another year's quarters.

A value is doubted when the other tables print another for its fact, when its printed unit does not fit its row, or when
it fails its own formula. Where several doubted cells of one table hold what is printed for their neighbours, they moved.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from helpers.methodology.rules import Metodologi
from helpers.sources.facts import PERIODE, Fakta
from helpers.validation.residuals import TRIWULAN, Nilai, Residu
from helpers.validation.slips import Geser, PencariGeser
from helpers.validation.values import same_number

_JENIS = ("kolom", "baris", "tahun")
_PALING_SEDIKIT_RAGAM = 3


def check_shifts(baris: Sequence[Fakta], nilai: dict[str, Nilai], m: Metodologi, gagal: Iterable[Residu]) -> Iterator[Residu]:
    """Look for moved cells in every table whose facts other tables print too.

    Parameters
    ----------
    baris : sequence of Fakta
    nilai : dict of str to Nilai
        Printed numbers by `fakta_id`.
    m : Metodologi
    gagal : iterable of Residu
        Failing rows; values that fail their own formula are doubted.
    """
    cetakan: dict[tuple, list[Fakta]] = defaultdict(list)
    for f in baris:
        if f.fakta_id in nilai and f.jenis == "tabel":
            cetakan[(m.concept(f.kode), f.wilayah, f.tahun, f.periode)].append(f)
    gagal_rumus = {r.fakta_id for r in gagal if r.keluarga in ("rasio", "komposit")}
    ragu: set[str] = set()
    pertama: dict[str, Fakta] = {}
    for isi in cetakan.values():
        if len({f.sumber for f in isi}) > 1:
            for f in isi:
                pertama.setdefault(f.sumber, f)
            ragu.update(_minority(isi, nilai))
        else:
            ragu.update(f.fakta_id for f in isi if f.keraguan or f.fakta_id in gagal_rumus)
    fakta = {f.fakta_id: f for f in baris}
    pencari = PencariGeser(fakta, nilai, m) if ragu else None
    pindah = [g for g in pencari.moves(ragu) if g.jenis in _JENIS] if pencari else []
    kena: dict[str, set[str]] = defaultdict(set)
    for g in pindah:
        sel = _cells(g, fakta, nilai, pencari)
        if g.jenis == "baris":
            sel += _between(sel, g.langkah, ragu, fakta, pencari)
            sel.sort(key=lambda i: (fakta[i].baris, fakta[i].kolom))
        for i in sel if pencari.enough(sel) else ():
            f = fakta[i]
            kena[g.jenis].add(g.sumber)
            yield _row(g.jenis, f, 1.0, f"{m.name(f.kode)} tercetak {f.nilai_teks}, {g.sebutan.partition(' (')[0]}: {_owner(f, g, pencari, m)}")
    for jenis in _JENIS:
        for sumber, f in pertama.items():
            if sumber not in kena[jenis]:
                yield _row(jenis, f, 0.0, "tidak ada sel yang bergeser")


def _row(jenis: str, f: Fakta, lebih: float, teks: str) -> Residu:
    return Residu(f"geseran.{jenis}", "salinan", f.sumber, f.kode, f.wilayah, f.tahun, f.periode, math.nan, math.nan, math.nan, 0.0, lebih, teks,
                  f.fakta_id, "", "asumsi")


def _minority(isi: list[Fakta], nilai: dict[str, Nilai]) -> Iterator[str]:
    """Yield the cells that fewer tables print than print another value, and those whose unit does not fit."""
    gugus: list[tuple[Nilai, list[Fakta]]] = []
    for f in isi:
        v = nilai[f.fakta_id]
        for w, milik in gugus:
            if same_number(v.nilai, v.lebar, w.nilai, w.lebar):
                milik.append(f)
                break
        else:
            gugus.append((v, [f]))
    if all(f.keraguan for f in isi):
        yield from (f.fakta_id for f in isi)
    elif len(gugus) > 1:
        banyak = [len({f.sumber for f in milik}) for _, milik in gugus]
        for (_, milik), n in zip(gugus, banyak, strict=True):
            yield from (f.fakta_id for f in milik if n < max(banyak) or all(x.keraguan for x in milik))


def _cells(g: Geser, fakta: dict[str, Fakta], nilai: dict[str, Nilai], pencari: PencariGeser) -> list[str]:
    """Return the cells that surely moved.

    Of neighbouring rows only where the neighbour prints another value: rows that print the same need not have moved. Of another
    year's values only rows whose quarters, not all alike, are all there.
    """
    if g.jenis == "kolom":
        return list(g.sel)
    if g.jenis == "baris":
        def lain(i: str) -> bool:
            f = fakta[i]
            v = nilai.get(pencari.sel[(f.sumber, f.kolom, f.baris + g.langkah)])
            return v is None or v.nilai != nilai[i].nilai
        return [i for i in g.sel if lain(i)]
    menurut: dict[tuple, list[str]] = defaultdict(list)
    for i in g.sel:
        menurut[(fakta[i].kode, fakta[i].baris)].append(i)
    return [i for isi in menurut.values() for i in isi
            if {fakta[j].periode for j in isi} >= set(TRIWULAN) and len({nilai[j].nilai for j in isi}) >= _PALING_SEDIKIT_RAGAM]


def _between(sel: Sequence[str], langkah: int, ragu: set[str], fakta: dict[str, Fakta], pencari: PencariGeser) -> list[str]:
    """Return the doubted cells between moved ones of a column that hold their neighbour's value too, however short it is."""
    kolom: dict[tuple, set[int]] = defaultdict(set)
    for i in sel:
        kolom[(fakta[i].sumber, fakta[i].kolom)].add(fakta[i].baris)
    calon = (pencari.sel.get((*k, b)) for k, baris in kolom.items() for b in range(min(baris) + 1, max(baris)) if b not in baris)
    return [i for i in calon if i in ragu and pencari.year_of_row(i, langkah)]


def _owner(f: Fakta, g: Geser, pencari: PencariGeser, m: Metodologi) -> str:
    """Say whose value a cell holds."""
    if g.jenis == "baris":
        milik = pencari.fakta[pencari.sel[(f.sumber, f.kolom, f.baris + g.langkah)]]
        tahun = pencari.year_of_row(f.fakta_id, g.langkah) or f.tahun
        lain = any(pencari.fakta[k].sumber != f.sumber for k in pencari.cetakan.get((m.concept(milik.kode), f.wilayah, f.tahun, f.periode), ()))
        return f"{m.name(milik.kode)} tahun {tahun}" if lain and tahun != f.tahun else m.name(milik.kode)
    tahun = f.tahun + (g.langkah if g.jenis == "tahun" else 0)
    periode = PERIODE[PERIODE.index(f.periode) + g.langkah] if g.jenis == "kolom" else f.periode
    return f"tahun {tahun}" if periode == "TH" else f"triwulan {periode[2]} tahun {tahun}"
