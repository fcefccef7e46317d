"""Numbers of another kind than their quantity: a growth rate printed as a share, a print ten, hundred or thousand times another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.sources.facts import Fakta
from helpers.validation.residuals import Nilai, Residu
from helpers.validation.values import same_number

_KALI = (10, 100, 1000)
_ANGKA_BERARTI = 2


def check_units(angka: Iterable[tuple[Fakta, Nilai]], m: Metodologi) -> Iterator[Residu]:
    """Check shares against growth rates, and prints of one fact against each other's powers of ten.

    Parameters
    ----------
    angka : iterable of (Fakta, Nilai)
        Every printed number.
    m : Metodologi
    """
    perlu = {k for a in m.pemeriksaan.laju for k in (a.kode, a.dari)}
    cetakan: dict[tuple, list[tuple[Fakta, Nilai]]] = defaultdict(list)
    besaran: dict[tuple, list[tuple[Fakta, Nilai]]] = defaultdict(list)
    for f, v in angka:
        cetakan[(m.concept(f.kode), f.wilayah, f.tahun, f.periode)].append((f, v))
        if f.kode in perlu:
            besaran[(f.kode, f.wilayah, f.tahun, f.periode)].append((f, v))
    yield from _growth(besaran, m)
    for isi in cetakan.values():
        yield from _powers(isi)


def _row(relasi: str, f: Fakta, v: Nilai, dihitung: float, gagal: bool, teks: str, masukan: list[str]) -> Residu:
    return Residu(f"{relasi}.{f.kode}", "rentang", f.sumber, f.kode, f.wilayah, f.tahun, f.periode, v.nilai, dihitung, v.nilai - dihitung,
                  0.0, float(gagal), teks, f.fakta_id, ";".join(masukan), "asumsi")


def _growth(besaran: dict[tuple, list[tuple[Fakta, Nilai]]], m: Metodologi) -> Iterator[Residu]:
    """A share that is, to its printed precision, the growth of what it should be a share of."""
    for a in m.pemeriksaan.laju:
        for (kode, wilayah, tahun, periode), isi in besaran.items():
            kini, lalu = (besaran.get((a.dari, wilayah, t, periode)) for t in (tahun, tahun - 1))
            if kode != a.kode or not kini or not lalu or not lalu[0][1].nilai:
                continue
            x, y = kini[0][1], lalu[0][1]
            laju = 100 * (x.nilai - y.nilai) / y.nilai
            teks = (f"sama dengan laju pertumbuhan, yang bukan persentase bagian: 100 × ({x.teks} − {y.teks}) ÷ {y.teks} = {format_number(laju, 2)}")
            for f, v in isi:
                yield _row("laju", f, v, math.nan, abs(v.nilai - laju) < 2 * v.lebar, teks, [x.fakta_id, y.fakta_id])


def _powers(isi: list[tuple[Fakta, Nilai]]) -> Iterator[Residu]:
    """Of prints that differ, one that is exactly ten, hundred or thousand times another."""
    ragam = list({v.nilai: (f, v) for f, v in isi}.values()) if len(isi) > 1 else []
    if len(ragam) < 2:
        return
    for f, v in ragam:
        lain = [(w, k) for _, w in ragam for k in _KALI if w.nilai and same_number(v.nilai / k, v.lebar / k, w.nilai, w.lebar) and _digits(v) == _digits(w)]
        for w, k in lain[:1]:
            yield _row("pemisah", f, v, w.nilai, True, f"tercetak {w.teks} di tempat lain, tepat seper-{format_number(k)}-nya", [w.fakta_id])
    if not any(_digits(v) == _digits(w) for i, (_, v) in enumerate(ragam) for _, w in ragam[i + 1:]):
        yield _row("pemisah", *ragam[0], math.nan, False, "tidak ada cetakan yang persis kelipatan sepuluhnya", [])


def _digits(v: Nilai) -> str:
    """Return the significant digits; empty for too few to tell anything."""
    angka = f"{abs(v.nilai):.12f}".replace(".", "").strip("0")
    return angka if len(angka) >= _ANGKA_BERARTI else f"{v.fakta_id}"
