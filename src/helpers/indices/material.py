"""What achievements and indices are computed from, handed over apart from everything else.

The checks know every printed number; the computations need few of them. With only those in their hands, a change of any
other cell leaves their input as it was, byte for byte, and what was computed from it need not be computed again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import pandas as pd

from helpers.methodology import combined
from helpers.methodology.rules import Metodologi
from helpers.paths import Ruang
from helpers.sources.facts import absent_facts
from helpers.sources.workspace import Masukan, read_clean, read_clean_text, write_clean

NAMA = "bahan-indeks"
_ASPEK = ("target", "realisasi", "capaian")


@dataclass(frozen=True)
class BahanIndeks:
    """What the computations take.

    Attributes
    ----------
    terpakai : pandas.DataFrame
        Chosen values of the Polres itself that a rule or an indicator names.
    tiada : set of tuple
        Those that are stated to be none (`helpers.sources.facts.absent_facts`).
    """

    metodologi: Metodologi
    terpakai: pd.DataFrame
    tiada: set[tuple[str, str, int, str]]


def named_codes(m: Metodologi) -> set[str]:
    """Return the codes that rules and indicators name."""
    semua = {f"{i}.{a}" for i in m.indikator for a in _ASPEK}
    for r in (*m.rumus, *m.penurunan):
        semua |= {r.aturan.kode, *r.rumus.nama, *(k for _, k, _ in r.rumus.masukan)}
    return semua


def narrow(terpakai: pd.DataFrame, m: Metodologi, polres: str) -> pd.DataFrame:
    """Return the chosen values that achievements and indices may be computed from; the headline indices by the ending of their codes."""
    kode = terpakai["kode"]
    return terpakai[(terpakai["wilayah"] == polres) & (kode.isin(named_codes(m)) | kode.str.endswith(".realisasi"))].reset_index(drop=True)


def write_index_input(masukan: Masukan, fakta: pd.DataFrame, terpakai: pd.DataFrame) -> None:
    """Write what the computations take into ``data/clean``."""
    ruang, m, asal = masukan.ruang, masukan.metodologi, masukan.paket.lkip
    kode = named_codes(m)
    tiada = sorted(a for a in absent_facts(fakta) if a[0] in kode and a[1] == ruang.polres)
    write_clean(ruang, NAMA, narrow(terpakai, m, ruang.polres))
    write_clean(ruang, f"{NAMA}.json", json.dumps(
        {"metodologi": asal.metodologi, "rencana": asal.rencana, "tiada": tiada}, ensure_ascii=False, indent=1) + "\n")


def read_index_input(ruang: Ruang) -> BahanIndeks:
    """Read what `write_index_input` wrote, and the methodology it names; nothing of the raw data is read.

    Raises
    ------
    KesalahanMasukan
        When the checks have not run yet, or a file of the methodology is broken.
    """
    isi = json.loads(read_clean_text(ruang, f"{NAMA}.json"))
    m = combined.load(ruang.metodologi, isi["metodologi"], isi["rencana"])
    return BahanIndeks(m, read_clean(ruang, NAMA), {tuple(a) for a in isi["tiada"]})
