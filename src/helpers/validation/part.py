"""What of a package that holds an LKIP and an action plan belongs to one of the two documents.

Both are read, checked, and numbered together; each document then speaks of its own tables, rules, and findings. A fact
belongs to the document whose methodology knows its code, a table to the documents of its facts, and a finding to those
of its places.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from helpers.methodology.rules import Metodologi
from helpers.sources.workspace import Masukan
from helpers.validation.expectations import rule_of
from helpers.validation.findings import Temuan

#: Documents that are made from the plan of a package; the others are made from its LKIP.
_RENCANA = ("rencana-aksi", "pantau")


@dataclass(frozen=True)
class Bagian:
    """Input and results that belong to one document."""

    masukan: Masukan
    fakta: pd.DataFrame
    terpakai: pd.DataFrame
    harapan: pd.DataFrame
    temuan: list[Temuan]


def methodology_of(dokumen: str, m: Metodologi) -> Metodologi:
    """Return the rules of one document."""
    return m.for_document("rencana-aksi" if dokumen in _RENCANA else "lkip")


def separate(dokumen: str, utuh: Bagian, read_residuals: Callable[[], pd.DataFrame]) -> Bagian:
    """Return what belongs to one document; everything where the package holds but one.

    Parameters
    ----------
    dokumen : str
        ``lkip``, ``rencana-aksi`` or ``pantau``.
    utuh : Bagian
        Everything.
    read_residuals : callable
        Returns the residual table; only called where there is something to separate.
    """
    gabungan = utuh.masukan.metodologi
    m = methodology_of(dokumen, gabungan)
    if m is gabungan:
        return utuh
    milik = cache(m.knows)
    asal: dict[str, set[bool]] = {}
    for sumber, kode in zip(utuh.fakta["sumber"], utuh.fakta["kode"], strict=True):
        asal.setdefault(sumber, set()).add(milik(kode))
    # a table without a fact says nothing of a plan
    tabel = [t for t in utuh.masukan.tabel if True in asal.get(t.tabel.name, {dokumen not in _RENCANA})]
    nama = {t.tabel.name for t in tabel}
    paket = utuh.masukan.paket.model_copy(update={"resources": tuple(t for t in utuh.masukan.paket.resources if t.name in nama)})
    koreksi = tuple(k for k in utuh.masukan.koreksi if milik(k.kode))
    fakta, terpakai = (x[x["kode"].map(milik)].reset_index(drop=True) for x in (utuh.fakta, utuh.terpakai))
    return Bagian(
        replace(utuh.masukan, paket=paket, tabel=tabel, metodologi=m, koreksi=koreksi), fakta, terpakai,
        _outcomes(utuh.harapan, fakta, read_residuals(), gabungan, milik),
        [t for t in utuh.temuan if any(milik(p.kode) for p in t.tempat) or (not t.tempat and milik(t.kode))])


def _outcomes(harapan: pd.DataFrame, fakta: pd.DataFrame, residu: pd.DataFrame, m: Metodologi, milik: Callable[[str], bool]) -> pd.DataFrame:
    """Count the outcome of every expectation anew, over the facts and residuals of one document alone."""
    residu = residu[residu["kode"].map(milik)]
    aturan = rule_of(residu, m) if len(residu) else pd.Series(dtype=str)
    hasil = harapan.copy()
    for i, h in harapan.iterrows():
        if h["suite"] == "fakta":
            diperiksa = len(fakta)
            gagal = int((fakta["keraguan"] != "").sum()) if h["nama"] == "satuan tercetak sesuai" else int(h["gagal"])
        else:
            keluarga = residu["keluarga"] == h["suite"]
            baris = residu[keluarga & (aturan == h["nama"])] if h["nama"] in set(aturan[keluarga]) else residu[keluarga & (h["nama"] == "semua residu terhitung")]
            diperiksa = len(baris)
            gagal = int((baris["lebih"].isna() if h["nama"] == "semua residu terhitung" else baris["lebih"] > 0).sum())
        hasil.loc[i, ["diperiksa", "gagal"]] = diperiksa, gagal
    return hasil[hasil["diperiksa"] > 0].reset_index(drop=True)
