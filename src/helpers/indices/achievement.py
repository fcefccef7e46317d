"""Target, realisasi and capaian of every indicator, as printed and recomputed."""

from __future__ import annotations

import math

import pandas as pd

from helpers.methodology.rules import Metodologi

KOLOM = ("kode", "nama", "tahun", "satuan", "target", "realisasi", "capaian_tercetak", "capaian", "tercapai", "diperselisihkan",
         "fakta_target", "fakta_realisasi", "fakta_capaian")


def compute_achievements(terpakai: pd.DataFrame, m: Metodologi, polres: str) -> pd.DataFrame:
    """Compute the capaian of every indicator and year.

    Capaian follows Peraturan Kapolri 20/2012 ps. 17: realisasi / target × 100; the form for indicators where lower
    is better is declared in the methodology.

    Parameters
    ----------
    terpakai : pandas.DataFrame
        Chosen values.
    m : Metodologi
    polres : str

    Returns
    -------
    pandas.DataFrame
        Columns `KOLOM`: one row for each indicator and year with any of target, realisasi or capaian, in the order
        of the methodology. Missing values are NaN; `tercapai` is true, false, or missing; `diperselisihkan` lists the
        contested ones of the three.
    """
    isi = {
        (t.kode, t.tahun): t
        for t in terpakai[(terpakai["wilayah"] == polres) & (terpakai["periode"] == "TH")].itertuples()
    }
    rumus = {r.aturan.kode: r for r in m.rumus if r.aturan.kode.endswith(".capaian")}
    baris = []
    for kode, ind in m.indikator.items():
        for tahun in sorted({t for k, t in isi if k in (f"{kode}.target", f"{kode}.realisasi", f"{kode}.capaian")}):
            bagian = {a: isi.get((f"{kode}.{a}", tahun)) for a in ("target", "realisasi", "capaian")}
            nilai = {a: (b.nilai if b else math.nan) for a, b in bagian.items()}
            hasil = math.nan
            if bagian["target"] and bagian["realisasi"] and nilai["target"]:
                hasil = rumus[f"{kode}.capaian"].rumus.evaluate({f"{kode}.{a}": nilai[a] for a in ("target", "realisasi")}, m.konversi)
            tercapai = None if math.isnan(hasil) else bool(hasil >= 100 - 1e-9)
            sengketa = ", ".join(a for a, b in bagian.items() if b is not None and b.status != "sepakat")
            baris.append((kode, ind.pendek, tahun, ind.satuan, nilai["target"], nilai["realisasi"], nilai["capaian"], hasil,
                          tercapai, sengketa, *(b.fakta_id if (b := bagian[a]) else "" for a in ("target", "realisasi", "capaian"))))
    return pd.DataFrame(baris, columns=list(KOLOM))
