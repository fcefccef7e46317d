"""Indices as printed beside as recomputed, with the difference and the standing of the rule."""

from __future__ import annotations

import math

import pandas as pd

from helpers.methodology.formulas import Hilang, TakTerdefinisi
from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.sources.facts import PERIODE
from helpers.validation.relations import compute, write_arithmetic
from helpers.validation.residuals import TRIWULAN, Nilai
from helpers.validation.values import SEDIKIT

KOLOM = ("kode", "nama", "tahun", "periode", "tercetak", "presisi", "fakta_id", "status", "dihitung", "selisih", "cocok",
         "kedudukan", "rumus", "perhitungan", "keterangan")
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
        NaN where it can not be computed, and `keterangan` says why; `cocok` is true, false, or missing.
    """
    isi = {
        (t.kode, t.tahun, t.periode): (Nilai(t.nilai, t.presisi, t.fakta_id, m.eksak[t.satuan]), t.status)
        for t in terpakai[terpakai["wilayah"] == polres].itertuples()
    }
    tahun = sorted({k[1] for k in isi})
    baris = []
    for r in m.rumus:
        kode = r.aturan.kode
        if not kode.startswith(_POLA) or r.aturan.keluarga not in ("rasio", "komposit") or kode.endswith((".capaian", ".selisih")):
            continue
        for t in tahun:
            for p in PERIODE:
                if not r.aturan.holds_in(p):
                    continue
                cari = {n: v[0] for n in r.rumus.nama if (v := isi.get((n.removesuffix("[-1]"), t - n.endswith("[-1]"), p)))}
                tercetak = isi.get((kode, t, p))
                if tercetak is None and not cari:
                    continue
                hasil, goyang, ket, hitung = math.nan, 0.0, "", ""
                try:
                    if not cari and not any((n, polres, t, p) in tiada for n in r.rumus.nama):
                        raise Hilang(kode)
                    hasil, goyang = compute(r, m, p, cari)
                    hitung = write_arithmetic(r, m, p, cari)
                except Hilang:
                    ket = "komponennya tidak tercetak"
                except TakTerdefinisi as galat:
                    ket = str(galat)
                if tercetak is None and math.isnan(hasil):
                    continue
                baris.append(_row(kode, m, t, p, tercetak, hasil, goyang, r.aturan.kelonggaran, r.aturan.kedudukan,
                                  r.aturan.rumus, hitung, ket))
    indeks = [k for k in dict.fromkeys(k for k, _, _ in isi)
              if k.endswith(".realisasi") and k.startswith(_POLA[2:]) and m.parameter(k).agregasi == "rata"]
    for kode in indeks:
        for t in tahun:
            triwulan = [isi.get((kode, t, p)) for p in TRIWULAN]
            tercetak = isi.get((kode, t, "TH"))
            if all(triwulan):
                nilai = [q[0] for q in triwulan]
                hasil = sum(v.nilai for v in nilai) / 4
                baris.append(_row(kode, m, t, "TH", tercetak, hasil, sum(v.lebar for v in nilai) / 4, 0.5, "rekonstruksi",
                                  "rata-rata keempat triwulan", f"({' + '.join(v.teks for v in nilai)}) ÷ 4", ""))
    tercatat = {(b[0], b[2], b[3]) for b in baris}
    for (kode, t, p), tercetak in isi.items():
        if kode in indeks and (kode, t, p) not in tercatat:
            baris.append(_row(kode, m, t, p, tercetak, math.nan, 0.0, 0.5, "", "", "", "tidak ada rumus yang diketahui; dipakai sebagaimana tercetak"))
    hasil = pd.DataFrame(baris, columns=list(KOLOM))
    urutan = {p: i for i, p in enumerate(PERIODE)}
    return hasil.sort_values(["tahun", "periode"], key=lambda k: k.map(urutan) if k.name == "periode" else k, kind="stable", ignore_index=True)


def _row(
    kode: str, m: Metodologi, tahun: int, periode: str, tercetak: tuple[Nilai, str] | None, hasil: float, goyang: float,
    kelonggaran: float, kedudukan: str, rumus: str, hitung: str, ket: str,
) -> tuple:
    v, status = tercetak or (None, "")
    selisih = v.nilai - hasil if v else math.nan
    cocok = None if math.isnan(selisih) else bool(abs(selisih) <= goyang + 2 * kelonggaran * v.lebar + SEDIKIT)
    perhitungan = f"{hitung} = {format_number(hasil, max(v.presisi if v else 2, 2))}" if hitung else ""
    return (kode, m.name(kode), tahun, periode, v.nilai if v else math.nan, v.presisi if v else 0, v.fakta_id if v else "",
            status, hasil, selisih, cocok, kedudukan, rumus, perhitungan, ket)
