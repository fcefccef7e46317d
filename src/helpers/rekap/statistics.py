"""Distribution, rank and outliers over many Polres, by statistics that a few wrong numbers do not move."""

from __future__ import annotations

import pandas as pd

#: A value is an outlier where its robust score is beyond this (Iglewicz and Hoaglin, 1993).
BATAS_PENCILAN = 3.5
_SEBANDING = 0.6745  # makes the median of absolute deviations comparable to a standard deviation
#: Two values with two decimals, each rounded on its own way, agree when they differ by no more than the last decimal.
BEDA = 0.011


def distribution(indikator: pd.DataFrame) -> pd.DataFrame:
    """Return, for each indicator in its order: how many Polres, quartiles of realisasi, median capaian, how many reached the target.

    Returns
    -------
    pandas.DataFrame
        Columns ``kode, nama, satuan, n, min, q1, median, q3, max, capaian, dinilai, tercapai``.
    """
    baris = []
    for kode, isi in indikator.groupby("kode", sort=False):
        nilai, dinilai = isi["realisasi"].dropna(), isi["tercapai"].dropna()
        baris.append((kode, isi["nama"].iloc[0], isi["satuan"].iloc[0], len(nilai), *(nilai.quantile(q) for q in (0, 0.25, 0.5, 0.75, 1)),
                      isi["capaian"].median(), len(dinilai), int(dinilai.astype(bool).sum())))
    return pd.DataFrame(baris, columns=["kode", "nama", "satuan", "n", "min", "q1", "median", "q3", "max", "capaian", "dinilai", "tercapai"])


def ranks(indikator: pd.DataFrame) -> pd.DataFrame:
    """Return the indicators' rows with `peringkat` by capaian, 1 the highest; equals share the better rank, missing ones have none."""
    bulat = indikator["capaian"].round(2)
    peringkat = bulat.groupby(indikator["kode"], sort=False).rank(method="min", ascending=False)
    return indikator.assign(peringkat=peringkat.astype("Int64"))


def outliers(indikator: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose realisasi lies far from the median, with `median` and `skor` (robust), the farthest first."""
    hasil = []
    for _, isi in indikator.dropna(subset=["realisasi"]).groupby("kode", sort=False):
        tengah = isi["realisasi"].median()
        jarak = (isi["realisasi"] - tengah).abs().median()
        if jarak > 0:
            skor = _SEBANDING * (isi["realisasi"] - tengah) / jarak
            hasil.append(isi.assign(median=tengah, skor=skor)[skor.abs() > BATAS_PENCILAN])
    semua = pd.concat(hasil) if hasil else indikator.iloc[:0].assign(median=0.0, skor=0.0)
    return semua.sort_values(["skor", "polres"], key=lambda k: -k.abs() if k.name == "skor" else k, kind="stable")


def restated(indikator: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose realisasi was computed again and cannot be the published one, with `beda` to the nearest possible value."""
    isi = indikator[indikator["dihitung"].astype(bool)].dropna(subset=["realisasi", "realisasi_ulang"])
    beda = isi["realisasi_ulang"].where(isi["realisasi"] > isi["realisasi_ulang"], isi["realisasi_bawah"]) - isi["realisasi"]
    beda = beda.where((isi["realisasi"] > isi["realisasi_ulang"]) | (isi["realisasi"] < isi["realisasi_bawah"]), 0.0)
    return isi.assign(beda=beda)[beda.abs() > BEDA].sort_values("beda", key=lambda k: -k.abs(), kind="stable")


def quality(polres: pd.DataFrame, temuan: pd.DataFrame) -> pd.DataFrame:
    """Return one row a Polres with counts of findings by severity and `mutu`, the share of checks that hold in per cent; the worst first."""
    jumlah = temuan.pivot_table(index="polres", columns="tingkat", values="jumlah", aggfunc="sum", fill_value=0) if len(temuan) else pd.DataFrame()
    hasil = polres.assign(mutu=100 * polres["terpenuhi"] / polres["diperiksa"])
    for tingkat in ("kritis", "peringatan", "info"):
        isi = jumlah[tingkat] if tingkat in jumlah else pd.Series(dtype=int)
        hasil[tingkat] = hasil["polres"].map(isi).fillna(0).astype(int)
    return hasil.sort_values(["mutu", "kritis", "polres"], ascending=[True, False, True], kind="stable")


def overview(polres: pd.DataFrame, indikator: pd.DataFrame, temuan: pd.DataFrame) -> pd.DataFrame:
    """Return one row a Polres, by Polda and name: indicators judged and achieved, median capaian, and what `quality` tells."""
    dinilai = indikator.dropna(subset=["tercapai"])
    semua = quality(polres, temuan).drop(columns=["metodologi", "fakta"])
    semua["dinilai"] = semua["polres"].map(dinilai.groupby("polres").size()).fillna(0).astype(int)
    semua["tercapai"] = semua["polres"].map(dinilai["tercapai"].astype(bool).groupby(dinilai["polres"]).sum()).fillna(0).astype(int)
    semua["capaian"] = semua["polres"].map(indikator.groupby("polres")["capaian"].median())
    return semua.sort_values(["polda", "nama", "polres"], kind="stable")


def by_polres(temuan: pd.DataFrame) -> pd.DataFrame:
    """Return one row a Polres and family, with a column of counts for each severity; the gravest first."""
    if temuan.empty:
        return pd.DataFrame(columns=["polres", "keluarga", "kritis", "peringatan", "info"])
    isi = temuan.pivot_table(index=["polres", "keluarga"], columns="tingkat", values="jumlah", aggfunc="sum", fill_value=0)
    isi = isi.reindex(columns=["kritis", "peringatan", "info"], fill_value=0).reset_index()
    return isi.sort_values(["kritis", "peringatan", "info", "polres", "keluarga"], ascending=[False, False, False, True, True], kind="stable")
