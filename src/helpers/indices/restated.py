"""Headline indices restated: every quarter by the rule, from printed components, and the year as the mean of its quarters."""

from __future__ import annotations

import math

import pandas as pd

from helpers.methodology.formulas import Hilang, TakTerdefinisi
from helpers.methodology.rules import Metodologi
from helpers.validation.chosen import NilaiTerpakai
from helpers.validation.relations import compute
from helpers.validation.residuals import TRIWULAN, Nilai

KOLOM = ("kode", "tahun", "periode", "tercetak", "dinyatakan_ulang", "dihitung")


def restate_indices(terpakai: pd.DataFrame, m: Metodologi, polres: str) -> pd.DataFrame:
    """Carry recomputed components through to the headline indices.

    A quarter follows its rule where one is known and its components are printed, with an index that was itself
    restated in place of its print; otherwise the print stands. A year is the mean of its four quarters.

    Parameters
    ----------
    terpakai : pandas.DataFrame
        Chosen values.
    m : Metodologi
    polres : str

    Returns
    -------
    pandas.DataFrame
        Columns `KOLOM`; `dihitung` says whether any rule was applied.
    """
    isi = NilaiTerpakai(terpakai, m)
    aturan = {r.aturan.kode: r for r in m.rumus if r.aturan.keluarga == "komposit" and r.aturan.periode == "TW"}
    kode_indeks = [f"{k}.realisasi" for k in m.indikator if m.parameter(k).agregasi == "rata"]
    # an index that others are made of comes first
    kode_indeks = sorted(kode_indeks, key=lambda k: sum(n in kode_indeks for n in aturan[k].rumus.nama) if k in aturan else 0)
    ulang: dict[tuple, tuple[float, bool]] = {}
    for tahun in sorted({t for k in kode_indeks for w, t, _, _ in isi.of(k) if w == polres}):
        for kode in kode_indeks:
            for p in TRIWULAN:
                if (hasil := _quarter(kode, polres, tahun, p, aturan, isi, ulang, m)) is not None:
                    ulang[(kode, tahun, p)] = hasil
            triwulan = [ulang.get((kode, tahun, p)) for p in TRIWULAN]
            if all(triwulan):
                ulang[(kode, tahun, "TH")] = (sum(t[0] for t in triwulan) / 4, any(t[1] for t in triwulan))
    baris = [(k, t, p, v.nilai if (v := isi.get(k, polres, t, p)) else math.nan, nilai, dihitung)
             for (k, t, p), (nilai, dihitung) in ulang.items()]
    return pd.DataFrame(baris, columns=list(KOLOM))


def _quarter(
    kode: str, polres: str, tahun: int, p: str, aturan: dict, isi: NilaiTerpakai, ulang: dict, m: Metodologi,
) -> tuple[float, bool] | None:
    r = aturan.get(kode)
    cari = isi.inputs(r.rumus, polres, tahun, p) if r else {}
    if cari:
        for n in cari:
            if (n, tahun, p) in ulang:
                cari[n] = Nilai(ulang[(n, tahun, p)][0], 12, cari[n].fakta_id, False)
        try:
            return compute(r, m, p, cari)[0], True
        except (Hilang, TakTerdefinisi):
            pass
    tercetak = isi.get(kode, polres, tahun, p)
    return (tercetak.nilai, False) if tercetak else None
