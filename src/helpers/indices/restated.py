"""Restated from corrected inputs: counts, rates, scores, indices, the index of indices, capaian and verdict.

Every quantity that has a rule is computed from its inputs as corrected under `koreksi.yml`, which are themselves restated
where they have a rule; only counts, and what no rule gives, are taken as printed. Where a conversion is not known for
a rate the score lies between known bounds, and what is computed from it between the bounds that follow.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.methodology.bounds import bounded_conversions
from helpers.methodology.formulas import Hilang, TakTerdefinisi
from helpers.methodology.rules import Metodologi, RumusSiap
from helpers.numbers import format_number
from helpers.sources.facts import PERIODE
from helpers.validation.chosen import NilaiTerpakai
from helpers.validation.relations import quarter_number, write_arithmetic
from helpers.validation.residuals import TRIWULAN, Nilai
from helpers.validation.values import SEDIKIT

KOLOM = ("kode", "tahun", "periode", "tercetak", "dinyatakan_ulang", "bawah", "dihitung", "aturan", "kedudukan", "perhitungan", "masukan",
         "keterangan")
SETAHUN = "rata.triwulan"
_TANPA = (".bobot", ".selisih")


@dataclass(frozen=True)
class Nyata:
    """A quantity restated.

    Attributes
    ----------
    bawah, atas : float
        Between which values it lies; equal where every step is known.
    presisi : int
        Decimals of the print, where it is a print.
    id : str
        `fakta_id` of a print, ``ulang/<kode>/<tahun>/<periode>`` of what was computed.
    """

    bawah: float
    atas: float
    presisi: int
    id: str
    dihitung: bool = False
    aturan: str = ""
    kedudukan: str = ""
    perhitungan: str = ""
    masukan: tuple[str, ...] = ()
    keterangan: str = ""

    @property
    def pasti(self) -> bool:
        """Whether it is one value."""
        return self.atas - self.bawah <= SEDIKIT * max(1.0, abs(self.atas))


def restate_indices(terpakai: pd.DataFrame, m: Metodologi, polres: str) -> pd.DataFrame:
    """Restate everything that has a rule, and what it is made into.

    Parameters
    ----------
    terpakai : pandas.DataFrame
        Chosen values.
    m : Metodologi
    polres : str

    Returns
    -------
    pandas.DataFrame
        Columns `KOLOM`, by year and period in the order of the methodology: components, scores, headline indices,
        realisasi and capaian of every indicator. `dinyatakan_ulang` is the highest value it can have, `bawah` the
        lowest; they differ only where `keterangan` says why. `dihitung` says whether any rule was applied; where none
        was the print stands. `masukan` are the ids of what it was computed from, joined by ``;``.
    """
    buku = _Buku(terpakai, m, polres)
    semua = {(k, t, p): n for t in buku.isi.years(polres) for p in PERIODE for k in buku.kode if (n := buku.value(k, t, p)) is not None}
    dipakai = {i for n in semua.values() for i in n.masukan}
    baris = []
    for (kode, tahun, periode), n in semua.items():
        v = buku.isi.get(kode, polres, tahun, periode)
        if kode in buku.pokok or (n.dihitung and (v is not None or n.id in dipakai)):
            baris.append((kode, tahun, periode, v.nilai if v else math.nan, n.atas, n.bawah, n.dihitung, n.aturan, n.kedudukan, n.perhitungan,
                          ";".join(n.masukan), n.keterangan))
    return pd.DataFrame(baris, columns=list(KOLOM))


class _Buku:
    """Restates on demand, each quantity once."""

    def __init__(self, terpakai: pd.DataFrame, m: Metodologi, polres: str):
        self.m, self.polres = m, polres
        self.isi = NilaiTerpakai(terpakai, m)
        self.aturan: dict[str, list[RumusSiap]] = {}
        for r in (*m.rumus, *m.penurunan):
            if r.aturan.keluarga in ("rasio", "komposit") and not r.aturan.kode.endswith(_TANPA):
                self.aturan.setdefault(r.aturan.kode, []).append(r)
        self.rata = [f"{k}.realisasi" for k in m.indikator if m.parameter(k).agregasi == "rata"]
        akar = set(m.bagian_rumus.bobot.nilai)
        bagian = [k for k in self.aturan if k.split(".")[0] in akar]
        self.pokok = list(dict.fromkeys([*self.rata, *(f"{i}.{a}" for a in ("realisasi", "capaian") for i in m.indikator)]))
        self.kode = list(dict.fromkeys([*bagian, *self.pokok]))
        self.batas = bounded_conversions(m)
        self.hasil: dict[tuple, Nyata | None] = {}

    def value(self, kode: str, tahun: int, periode: str) -> Nyata | None:
        """Return a quantity restated, its print where no rule gives it, or nothing."""
        kunci = (kode, tahun, periode)
        if kunci not in self.hasil:
            self.hasil[kunci] = self._print(*kunci, "")  # a rule that leads back to itself finds the print
            self.hasil[kunci] = self._restate(*kunci)
        return self.hasil[kunci]

    def _print(self, kode: str, tahun: int, periode: str, keterangan: str) -> Nyata | None:
        v = self.isi.get(kode, self.polres, tahun, periode)
        return Nyata(v.nilai, v.nilai, v.presisi, v.fakta_id, perhitungan=v.teks, masukan=(v.fakta_id,), keterangan=keterangan) if v else None

    def _restate(self, kode: str, tahun: int, periode: str) -> Nyata | None:
        sebab = "tidak ada rumus yang diketahui; dipakai sebagaimana tercetak" if kode in self.kode else ""
        for r in self.aturan.get(kode, ()):
            if r.aturan.holds_in(periode):
                try:
                    try:
                        return self._by_rule(r, tahun, periode, tercetak=True)
                    except Hilang:  # what a rule can not do without may itself be computed
                        return self._by_rule(r, tahun, periode, tercetak=False)
                except Hilang:
                    sebab = "masukannya tidak tercetak; dipakai sebagaimana tercetak"
                except TakTerdefinisi as galat:
                    sebab = f"{galat}; dipakai sebagaimana tercetak"
        if periode == "TH" and kode in self.rata and all(tw := [self.value(kode, tahun, p) for p in TRIWULAN]):
            return self._mean(kode, tahun, tw)
        return self._print(kode, tahun, periode, sebab)

    def _mean(self, kode: str, tahun: int, tw: list[Nyata]) -> Nyata:
        """The year of a headline index: the mean of its quarters."""
        bawah, atas = (sum(getattr(n, ujung) for n in tw) / len(tw) for ujung in ("bawah", "atas"))
        dihitung = any(n.dihitung for n in tw)
        teks = f"({' + '.join(_text(n) for n in tw)}) ÷ {len(tw)}"
        ket = next((n.keterangan for n in tw if not n.pasti), "") or ("" if dihitung else "rata-rata triwulan tercetak")
        return Nyata(bawah, atas, 2, f"ulang/{kode}/{tahun}/TH", dihitung, SETAHUN, "rekonstruksi", _told(teks, bawah, atas),
                     tuple(n.id for n in tw), ket)

    def _by_rule(self, r: RumusSiap, tahun: int, periode: str, *, tercetak: bool) -> Nyata:
        """Compute by a rule; `tercetak`: only from what is printed for that period, restated where it has a rule."""
        cari = {n: v for n, k, geser in r.rumus.masukan
                if n not in self.m.tetapan and n != "q" and (v := self.value(k, tahun + geser, periode)) is not None
                and (not tercetak or self.isi.get(k, self.polres, tahun + geser, periode) is not None)}
        if not cari:
            raise Hilang(r.aturan.kode)
        tetap = self.m.tetapan | {"q": float(quarter_number(periode))}
        hasil = []
        for ujung, fungsi in zip(("bawah", "atas"), self.batas, strict=True):
            hasil.append(r.rumus.evaluate(tetap | {n: getattr(v, ujung) for n, v in cari.items()}, fungsi))
        bawah, atas = sorted(hasil)
        kode = r.aturan.kode
        n = Nyata(bawah, atas, 2, f"ulang/{kode}/{tahun}/{periode}", True, r.id, r.aturan.kedudukan, masukan=tuple(v.id for v in cari.values()))
        teks = write_arithmetic(r, self.m, periode, {nama: _shown(v) for nama, v in cari.items()})
        sebab = "" if n.pasti else self._unknown(r, cari)
        return Nyata(**{**vars(n), "perhitungan": _told(teks, bawah, atas, 3 if kode.endswith(".skor") else 2), "keterangan": sebab})

    def _unknown(self, r: RumusSiap, cari: Mapping[str, Nyata]) -> str:
        """Say why a result lies between bounds."""
        lebar = [self.m.name(n) for n, v in cari.items() if not v.pasti]
        if lebar:
            return next(v.keterangan for v in cari.values() if not v.pasti)
        konversi = [k.nama.lower() for nama, k in self.m.konversi.items() if nama in r.rumus.teks]
        return f"{', '.join(konversi)} tidak diketahui di luar skalanya: hasilnya di antara skor terendah dan tertinggi yang mungkin"


def _shown(n: Nyata) -> Nilai:
    return Nilai(n.atas, n.presisi, n.id, n.presisi == 0)


def _text(n: Nyata) -> str:
    return format_number(n.atas, n.presisi)


def _told(teks: str, bawah: float, atas: float, desimal: int = 2) -> str:
    if atas - bawah <= SEDIKIT * max(1.0, abs(atas)):
        return f"{teks} = {format_number(atas, desimal)}"
    return f"{teks}: antara {format_number(bawah, desimal)} dan {format_number(atas, desimal)}"
