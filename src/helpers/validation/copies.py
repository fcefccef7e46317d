"""Copies where there should be none: quarters that repeat those of the year before, and a column that repeats another.

Every check yields a row for each instance; `lebih` is 1 where it fails.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from helpers.methodology.rules import Metodologi
from helpers.sources.facts import Fakta
from helpers.validation.residuals import TRIWULAN, Residu

#: So many different values there must be: what does not vary may repeat.
_PALING_SEDIKIT_RAGAM = 3


def check_copies(fakta: Sequence[Fakta], m: Metodologi, polres: str) -> Iterator[Residu]:
    """Check printed numbers against those they may have been copied from.

    Parameters
    ----------
    fakta : sequence of Fakta
        The rows of the fact table.
    m : Metodologi
    polres : str
    """
    angka = [f for f in fakta if f.keadaan == "angka"]
    yield from _years(angka)
    yield from _columns(angka, m, polres)


def _row(relasi: str, f: Fakta, gagal: bool, teks: str, masukan: list[str]) -> Residu:
    return Residu(relasi, "salinan", f.sumber, f.kode, f.wilayah, f.tahun, f.periode, f.nilai, math.nan, math.nan, 0.0,
                  float(gagal), teks, f.fakta_id, ";".join(masukan), "asumsi")


def _years(angka: Sequence[Fakta]) -> Iterator[Residu]:
    """Four quarters that repeat those of the year before, though they differ from each other."""
    menurut_periode: dict[tuple, dict[str, Fakta]] = defaultdict(dict)
    for f in angka:
        menurut_periode[(f.kode, f.wilayah, f.tahun)].setdefault(f.periode, f)
    deret: dict[tuple, dict[int, list[Fakta]]] = defaultdict(dict)
    for (kode, wilayah, tahun), isi in menurut_periode.items():
        if all(p in isi for p in TRIWULAN):
            deret[(kode, wilayah)][tahun] = [isi[p] for p in TRIWULAN]
    for (kode, _wilayah), menurut in deret.items():
        for tahun, isi in menurut.items():
            lalu = menurut.get(tahun - 1)
            nilai = [f.nilai for f in isi]
            if lalu is None or len(set(nilai)) < _PALING_SEDIKIT_RAGAM:
                continue
            sama = nilai == [f.nilai for f in lalu]
            teks = f"keempat triwulan ({'; '.join(f.nilai_teks for f in isi)}) sama dengan triwulan tahun {tahun - 1}"
            for n, f in enumerate(isi):
                yield _row(f"salinan.{kode}", f, sama, teks if n == 0 else "nilai tahun sebelumnya", [lalu[n].fakta_id])


def _columns(angka: Sequence[Fakta], m: Metodologi, polres: str) -> Iterator[Residu]:
    """A column of regions or units that repeats another, which is recorded by itself, in every row."""
    isi: dict[tuple, dict[str, Fakta]] = defaultdict(dict)
    for f in angka if (terlibat := {k for a in m.pemeriksaan.kembar for k in (a.kode, a.dari)}) else ():
        if f.kode in terlibat and f.wilayah != polres:
            isi[(f.kode, f.sumber, f.tahun, f.periode)].setdefault(f.wilayah, f)
    for a in m.pemeriksaan.kembar:
        for (kode, *tempat), kiri in list(isi.items()):
            kanan = isi.get((a.dari, *tempat), {}) if kode == a.kode else {}
            pasangan = [(f, kanan[w]) for w, f in kiri.items() if w in kanan and (f.nilai or kanan[w].nilai)]
            if len(pasangan) >= a.paling_sedikit and len({f.nilai for f, _ in pasangan}) >= _PALING_SEDIKIT_RAGAM:
                lain = m.name(a.dari)
                teks = (f"{m.name(kode)} tahun {tempat[1]} sama persis dengan {lain[0].lower()}{lain[1:]} di semua {len(pasangan)} baris yang berangka "
                        f"({'; '.join(f.nilai_teks for f, _ in pasangan)})")
                yield _row("kembar.kolom", pasangan[0][0], all(f.nilai == g.nilai for f, g in pasangan), teks,
                           [g.fakta_id for f, g in pasangan] + [f.fakta_id for f, _ in pasangan[1:]])
