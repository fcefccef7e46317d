"""Would a failing check hold if some of its printed values were others?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from helpers.methodology.formulas import Hilang, TakTerdefinisi
from helpers.methodology.rules import Metodologi, RumusSiap
from helpers.sources.facts import read_rows
from helpers.validation.prose import claim_holds
from helpers.validation.relations import AGREGASI, combine, compute
from helpers.validation.residuals import Nilai
from helpers.validation.values import SEDIKIT


class PengujiUlang:
    """Evaluates one row of the residual table again, with some printed values replaced.

    Parameters
    ----------
    fakta : pandas.DataFrame
        The fact table.
    m : Metodologi
    """

    def __init__(self, fakta: pd.DataFrame, m: Metodologi):
        self.m = m
        self.aturan = {r.id: r for r in m.rumus}
        self.fakta = {f.fakta_id: f for f in read_rows(fakta)}
        self.nilai = {i: Nilai(f.nilai, f.presisi, i, m.eksak[f.satuan]) for i, f in self.fakta.items() if f.keadaan == "angka"}

    def holds(self, r, ganti: Mapping[str, Nilai]) -> bool:
        """Say whether a check holds once the values of some cells are replaced.

        Parameters
        ----------
        r : row of the residual table
        ganti : mapping of str to Nilai
            For each `fakta_id`, the value to put in its place.

        Returns
        -------
        bool
            False also where the check can not be evaluated with other values.
        """
        masukan = [ganti.get(i, self.nilai.get(i)) for i in r.masukan.split(";") if i]
        if r.keluarga == "kesepakatan":
            return agree(v for v in masukan if v)
        if r.keluarga == "arah":
            kata = self.fakta[r.fakta_id]
            return all(masukan) and claim_holds(r.kode, kata.nilai_teks, masukan, self.m)
        tercetak = ganti.get(r.fakta_id, self.nilai.get(r.fakta_id))
        if tercetak is None:
            return False
        if r.keluarga == "rentang":
            return self._within(r, tercetak, masukan)
        if r.keluarga == "agregasi" or r.relasi.startswith("jumlah_bagian.wilayah."):
            return r.relasi.rpartition(".")[2] in AGREGASI and self._adds_up(r, tercetak, masukan)
        aturan = self.aturan.get(r.relasi)
        return aturan is not None and self.follows(aturan, r.periode, tercetak, self.named_inputs(aturan, r, ganti))

    def named_inputs(self, aturan: RumusSiap, r, ganti: Mapping[str, Nilai]) -> dict[str, Nilai]:
        """Return the inputs of a formula by the names it gives them."""
        ada = {(self.fakta[i].kode, self.fakta[i].tahun): i for i in reversed(r.masukan.split(";")) if i}
        cari = {}
        for nama, kode, geser in aturan.rumus.masukan:
            i = ada.get((kode, r.tahun + geser))
            if i and (v := ganti.get(i, self.nilai.get(i))):
                cari[nama] = v
        return cari

    def follows(self, aturan: RumusSiap, periode: str, tercetak: Nilai, cari: Mapping[str, Nilai]) -> bool:
        """Whether a print follows from a formula with these inputs, within what rounding allows."""
        try:
            hasil, goyang = compute(aturan, self.m, periode, cari)
        except (Hilang, TakTerdefinisi):
            return False
        return _close(tercetak.nilai, hasil, goyang + 2 * aturan.aturan.kelonggaran * tercetak.lebar)

    def needed(self, r, fakta_id: str) -> tuple[float, float] | None:
        """Return between which values an input must lie for a check to hold, where the result is linear in it.

        Returns
        -------
        tuple of float or None
            None where the input does not matter, or not in proportion.
        """
        asli, tercetak = self.nilai[fakta_id], self.nilai.get(r.fakta_id)
        if tercetak is None:
            return None
        titik = [self._result(r, {fakta_id: replace(asli, nilai=asli.nilai + d)}) for d in (0.0, 1.0, 2.0)]
        if any(t is None for t in titik):
            return None
        a, b, c = (t[0] for t in titik)
        if abs(b - a) < SEDIKIT or abs((c - b) - (b - a)) > 1e-6 * abs(b - a):
            return None
        toleransi = titik[0][1] + tercetak.lebar
        batas = sorted(asli.nilai + (tercetak.nilai + d - a) / (b - a) for d in (-toleransi, toleransi))
        return batas[0], batas[1]

    def _result(self, r, ganti: Mapping[str, Nilai]) -> tuple[float, float] | None:
        """Return what a check computes with some values replaced, and how far it may move."""
        if r.keluarga == "agregasi":
            if r.relasi.rpartition(".")[2] not in AGREGASI:
                return None
            isi = [ganti.get(i, self.nilai.get(i)) for i in r.masukan.split(";") if i]
            return combine(r.relasi.rpartition(".")[2], [v for v in isi if v])[:2]
        aturan = self.aturan.get(r.relasi)
        try:
            return compute(aturan, self.m, r.periode, self.named_inputs(aturan, r, ganti)) if aturan else None
        except (Hilang, TakTerdefinisi):
            return None

    def _within(self, r, v: Nilai, masukan: list[Nilai | None]) -> bool:
        if r.relasi.startswith("batas."):
            return bool(masukan) and masukan[0] is not None and v.nilai <= masukan[0].nilai + v.lebar + masukan[0].lebar
        bawah, atas = self.m.bounds(r.kode)
        return (bawah is None or v.nilai >= bawah - v.lebar) and (atas is None or v.nilai <= atas + v.lebar)

    def _adds_up(self, r, v: Nilai, masukan: list[Nilai | None]) -> bool:
        isi = [x for x in masukan if x]
        if not isi:
            return False
        hasil, goyang, _ = combine(r.relasi.rpartition(".")[2], isi)
        return _close(v.nilai, hasil, goyang + v.lebar)


def agree(isi: Iterable[Nilai]) -> bool:
    """Whether prints can all be one number (as the family ``kesepakatan`` judges it)."""
    ragam = list({(v.nilai, v.presisi): v for v in isi}.values())
    return all(_close(a.nilai, b.nilai, 0.999 * (a.lebar + b.lebar)) for n, a in enumerate(ragam) for b in ragam[n + 1:])


def _close(a: float, b: float, toleransi: float) -> bool:
    return abs(a - b) <= toleransi + SEDIKIT * max(1.0, abs(b))
