"""Indices as printed beside as recomputed, with the difference and the standing of the rule."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from helpers.methodology.formulas import Hilang, TakTerdefinisi
from helpers.methodology.rules import Metodologi, RumusSiap
from helpers.numbers import format_number
from helpers.sources.facts import PERIODE
from helpers.validation.chosen import NilaiTerpakai
from helpers.validation.relations import compute, write_arithmetic
from helpers.validation.residuals import TRIWULAN, Nilai
from helpers.validation.values import SEDIKIT

KOLOM = ("kode", "nama", "tahun", "periode", "tercetak", "presisi", "fakta_id", "status", "dihitung", "selisih", "cocok",
         "kedudukan", "rumus", "perhitungan", "keterangan", "masukan")
_POLA = ("H", "G", "IKU", "SI")


def compute_indices(
    terpakai: pd.DataFrame, m: Metodologi, polres: str, tiada: set[tuple[str, str, int, str]] = frozenset(),
) -> pd.DataFrame:
    """Recompute every indicator of the security index from the chosen values of its inputs.

    Parameters
    ----------
    terpakai : pandas.DataFrame
        Chosen values.
    m : Metodologi
    polres : str
    tiada : set of tuple
        Facts stated to be none (`helpers.sources.facts.absent_facts`).

    Returns
    -------
    pandas.DataFrame
        Columns `KOLOM`: one row for each quantity and period that is printed or can be computed. `dihitung` is
        NaN where it can not be computed, and `keterangan` says why; `cocok` is true, false, or missing; `masukan` lists the
        printed inputs, joined by ``;``.
    """
    nilai = NilaiTerpakai(terpakai[terpakai["wilayah"] == polres], m)
    indeks = [k for k in nilai.codes(polres) if k.endswith(".realisasi") and k.startswith(_POLA[2:]) and m.parameter(k).agregasi == "rata"]
    baris = [*_by_rules(nilai, m, polres, tiada), *_year_means(indeks, nilai, m, polres)]
    baris += _as_printed(indeks, nilai, m, polres, {(b[0], b[2], b[3]) for b in baris})
    hasil = pd.DataFrame(baris, columns=list(KOLOM))
    urutan = {p: i for i, p in enumerate(PERIODE)}
    return hasil.sort_values(["tahun", "periode"], key=lambda k: k.map(urutan) if k.name == "periode" else k, kind="stable", ignore_index=True)


@dataclass(frozen=True)
class _Hitungan:
    """What a rule gives: the result, how far it may move, how it was computed, or why it could not be."""

    hasil: float = math.nan
    goyang: float = 0.0
    teks: str = ""
    keterangan: str = ""
    masukan: tuple[str, ...] = ()


def _by_rules(nilai: NilaiTerpakai, m: Metodologi, polres: str, tiada: set[tuple]) -> Iterator[tuple]:
    """Every quantity of the security index by its formula, in every year and period the formula holds for."""
    for r in m.rumus:
        kode = r.aturan.kode
        if not kode.startswith(_POLA) or r.aturan.keluarga not in ("rasio", "komposit") or kode.endswith((".capaian", ".selisih")):
            continue
        for t in nilai.years(polres):
            for p in filter(r.aturan.holds_in, PERIODE):
                cari = nilai.inputs(r.rumus, polres, t, p)
                if nilai.get(kode, polres, t, p) is None and not cari:
                    continue
                hitungan = _compute(r, m, p, cari, any((n, polres, t, p) in tiada for n in r.rumus.nama))
                if nilai.get(kode, polres, t, p) is not None or not math.isnan(hitungan.hasil):
                    yield _row(kode, nilai, m, polres, t, p, hitungan, r.aturan.kelonggaran, r.aturan.kedudukan, r.aturan.rumus)


def _compute(r: RumusSiap, m: Metodologi, periode: str, cari: dict[str, Nilai], tiada: bool) -> _Hitungan:
    if not cari and not tiada:
        return _Hitungan(keterangan="komponennya tidak tercetak")
    try:
        hasil, goyang = compute(r, m, periode, cari)
    except Hilang:
        return _Hitungan(keterangan="komponennya tidak tercetak")
    except TakTerdefinisi as galat:
        return _Hitungan(keterangan=str(galat))
    return _Hitungan(hasil, goyang, write_arithmetic(r, m, periode, cari), masukan=tuple(v.fakta_id for v in cari.values()))


def _year_means(indeks: list[str], nilai: NilaiTerpakai, m: Metodologi, polres: str) -> Iterator[tuple]:
    """The headline indices of a year as the mean of their four quarters."""
    for kode in indeks:
        for t in nilai.years(polres):
            isi = [v for p in TRIWULAN if (v := nilai.get(kode, polres, t, p))]
            if len(isi) == len(TRIWULAN):
                hitungan = _Hitungan(
                    sum(v.nilai for v in isi) / 4, sum(v.lebar for v in isi) / 4, f"({' + '.join(v.teks for v in isi)}) ÷ 4",
                    masukan=tuple(v.fakta_id for v in isi))
                yield _row(kode, nilai, m, polres, t, "TH", hitungan, 0.5, "rekonstruksi", "rata-rata keempat triwulan")


def _as_printed(indeks: list[str], nilai: NilaiTerpakai, m: Metodologi, polres: str, tercatat: set[tuple]) -> Iterator[tuple]:
    """The headline indices that no rule gives."""
    tanpa = _Hitungan(keterangan="tidak ada rumus yang diketahui; dipakai sebagaimana tercetak")
    for kode in indeks:
        for _, t, p, _ in nilai.of(kode):
            if (kode, t, p) not in tercatat:
                yield _row(kode, nilai, m, polres, t, p, tanpa, 0.5, "", "")


def _row(
    kode: str, nilai: NilaiTerpakai, m: Metodologi, polres: str, tahun: int, periode: str, h: _Hitungan, kelonggaran: float,
    kedudukan: str, rumus: str,
) -> tuple:
    v = nilai.get(kode, polres, tahun, periode)
    selisih = v.nilai - h.hasil if v else math.nan
    cocok = None if math.isnan(selisih) else bool(abs(selisih) <= h.goyang + 2 * kelonggaran * v.lebar + SEDIKIT)
    perhitungan = f"{h.teks} = {format_number(h.hasil, max(v.presisi if v else 2, 2))}" if h.teks else ""
    return (kode, m.name(kode), tahun, periode, v.nilai if v else math.nan, v.presisi if v else 0, v.fakta_id if v else "",
            nilai.status(kode, polres, tahun, periode), h.hasil, selisih, cocok, kedudukan, rumus, perhitungan, h.keterangan, ";".join(h.masukan))
