"""The chosen values, by address: what a rule finds when it asks for its inputs anywhere in the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from helpers.methodology.formulas import Rumus
from helpers.methodology.rules import Metodologi
from helpers.validation.residuals import Nilai
from helpers.validation.values import ALAMAT

#: (kode, wilayah, tahun, periode)
Alamat = tuple[str, str, int, str]


class NilaiTerpakai:
    """Chosen values, looked up by address.

    Parameters
    ----------
    terpakai : pandas.DataFrame
        Chosen values (`helpers.validation.values.choose_values`).
    m : Metodologi
    """

    def __init__(self, terpakai: pd.DataFrame, m: Metodologi):
        self._isi: dict[Alamat, Nilai] = {}
        self._menurut_kode: dict[str, list[Alamat]] = defaultdict(list)
        # column by column: rows of a data frame are slow to walk
        alamat = list(zip(*(terpakai[k].tolist() for k in ALAMAT), strict=True))
        isi = zip(*(terpakai[k].tolist() for k in ("nilai", "presisi", "fakta_id", "satuan")), strict=True)
        self._status: dict[Alamat, str] = dict(zip(alamat, terpakai["status"].tolist(), strict=True))
        for a, (nilai, presisi, fakta_id, satuan) in zip(alamat, isi, strict=True):
            self._isi[a] = Nilai(nilai, presisi, fakta_id, m.eksak[satuan])
            self._menurut_kode[a[0]].append(a)

    def get(self, kode: str, wilayah: str, tahun: int, periode: str) -> Nilai | None:
        """Return the value of a fact, or nothing where it is not printed."""
        return self._isi.get((kode, wilayah, tahun, periode))

    def status(self, kode: str, wilayah: str, tahun: int, periode: str) -> str:
        """Say how the value was chosen; empty where there is none."""
        return self._status.get((kode, wilayah, tahun, periode), "")

    def of(self, kode: str) -> Iterator[tuple[str, int, str, Nilai]]:
        """Yield wilayah, tahun, periode and value of every fact of a code, in reading order."""
        for alamat in self._menurut_kode.get(kode, ()):
            yield *alamat[1:], self._isi[alamat]

    def codes(self, wilayah: str) -> list[str]:
        """Return the codes that have a value in a region, in reading order."""
        return list(dict.fromkeys(a[0] for a in self._isi if a[1] == wilayah))

    def years(self, wilayah: str) -> list[int]:
        """Return the years that have a value in a region."""
        return sorted({a[2] for a in self._isi if a[1] == wilayah})

    def inputs(self, rumus: Rumus, wilayah: str, tahun: int, periode: str) -> dict[str, Nilai]:
        """Return the inputs of a formula that are printed, by the names it gives them."""
        return {nama: v for nama, kode, geser in rumus.masukan if (v := self._isi.get((kode, wilayah, tahun + geser, periode)))}
