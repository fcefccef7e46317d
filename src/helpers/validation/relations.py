"""Evaluate the relations of the methodology over facts: one residual row for each instance.

A residual says how far a printed value is from what it should be, beyond what its printed precision allows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from helpers.methodology.formulas import Hilang, TakTerdefinisi
from helpers.methodology.rules import Metodologi, RumusSiap
from helpers.numbers import format_number
from helpers.sources.datapackage import Tabel
from helpers.sources.facts import Fakta, absent_facts, read_rows
from helpers.validation.blanks import check_blanks
from helpers.validation.captions import check_captions
from helpers.validation.chosen import NilaiTerpakai
from helpers.validation.completeness import check_completeness
from helpers.validation.copies import check_copies
from helpers.validation.parts import check_parts
from helpers.validation.plans import check_plan
from helpers.validation.prose import check_prose
from helpers.validation.residuals import TRIWULAN, Nilai, Residu, nearest
from helpers.validation.series import check_series
from helpers.validation.shifts import check_shifts
from helpers.validation.units import check_units
from helpers.validation.values import SEDIKIT

KELUARGA = ("rasio", "komposit", "agregasi", "jumlah_bagian", "rentang", "kesepakatan", "arah", "kelengkapan", "salinan")


def evaluate_relations(
    fakta: pd.DataFrame, terpakai: pd.DataFrame, m: Metodologi, polres: str, tahun: int | None = None,
    tabel: Iterable[Tabel] = (),
) -> pd.DataFrame:
    """Evaluate every relation.

    Parameters
    ----------
    fakta : pandas.DataFrame
        The fact table.
    terpakai : pandas.DataFrame
        Chosen values (`helpers.validation.values.choose_values`).
    m : Metodologi
    polres : str
    tahun : int, optional
        Year of the report, whose required facts are then checked.
    tabel : iterable of Tabel, optional
        The tables of the data package, whose numbers and captions are then checked too.

    Returns
    -------
    pandas.DataFrame
        One row an instance, columns as `Residu`, in the order of `KELUARGA`.
    """
    baris = read_rows(fakta)
    angka = [Angka(f, Nilai(f.nilai, f.presisi, f.fakta_id, m.eksak[f.satuan], f.baris)) for f in baris if f.keadaan == "angka"]
    isi = _values(angka)
    dokumen = NilaiTerpakai(terpakai, m)
    residu = [
        *_formulas_in_tables(isi, m),
        *_formulas_in_document(dokumen, absent_facts(baris), m),
        *_aggregations(angka, m),
        *_totals(baris, angka, m, polres),
        *_ranges(angka, m),
        *_limits(isi, m),
        *check_series(isi, m),
        *check_parts(isi, m),
        *check_units(angka, m),
        *_agreements(angka, m),
        *check_completeness(baris, m, polres, tahun),
        *check_copies(baris, m, polres),
        *check_blanks(baris, isi, m),
        *check_captions(baris, tabel, m, polres, tahun),
        *check_prose(baris, dokumen, m, tahun),
        *check_plan(baris, m),
    ]
    residu += check_shifts(baris, {f.fakta_id: v for f, v in angka}, m, [r for r in residu if r.lebih > 0])
    urutan = {k: i for i, k in enumerate(KELUARGA)}
    residu.sort(key=lambda r: urutan[r.keluarga])
    tabel = pd.DataFrame(residu, columns=list(Residu._fields))
    tabel.insert(0, "no", range(1, len(tabel) + 1))
    return tabel


class Angka(NamedTuple):
    """A printed number: where it stands, and its value as the relations see it."""

    f: Fakta
    v: Nilai


#: (table, group, wilayah, tahun, periode) -> kode -> values in reading order
_Isi = dict[tuple, dict[str, list[Nilai]]]


def _values(angka: Iterable[Angka]) -> _Isi:
    """Index printed numbers."""
    isi: _Isi = defaultdict(lambda: defaultdict(list))
    for f, v in angka:
        isi[(f.sumber, f.kelompok, f.wilayah, f.tahun, f.periode)][f.kode].append(v)
    return isi


def _formulas_in_tables(isi: _Isi, m: Metodologi) -> Iterator[Residu]:
    menurut: dict[str, list[tuple[int, RumusSiap]]] = defaultdict(list)
    for i, r in enumerate(m.rumus):
        if r.aturan.lingkup == "tabel":
            menurut[r.aturan.kode].append((i, r))
    for (sumber, kelompok, wilayah, tahun, periode), kode in isi.items():
        lalu = isi.get((sumber, kelompok, wilayah, tahun - 1, periode), {})
        for _, r in sorted(ir for k in kode for ir in menurut.get(k, ())):
            for tercetak in kode[r.aturan.kode]:
                cari = {n: nearest(v, tercetak.baris) for n, k, geser in r.rumus.masukan if (v := (lalu if geser else kode).get(k))}
                if cari or all(n in m.tetapan for n in r.rumus.nama):
                    yield from _formula(r, m, sumber, wilayah, tahun, periode, tercetak, cari)


def _formulas_in_document(nilai: NilaiTerpakai, tiada: set[tuple], m: Metodologi) -> Iterator[Residu]:
    for r in m.rumus:
        if r.aturan.lingkup != "dokumen":
            continue
        for wilayah, tahun, periode, tercetak in nilai.of(r.aturan.kode):
            cari = nilai.inputs(r.rumus, wilayah, tahun, periode)
            sumber = tercetak.fakta_id.split(":")[0]
            # a dash states that there is none, which a formula may provide for; what is not printed says nothing
            if cari or any((n, wilayah, tahun, periode) in tiada for n in r.rumus.nama):
                yield from _formula(r, m, sumber, wilayah, tahun, periode, tercetak, cari)


def quarter_number(periode: str) -> int:
    """Return the number of a quarter, and 1 for a whole year (the variable ``q`` of formulas)."""
    return int(periode[2]) if periode in TRIWULAN else 1


def compute(r: RumusSiap, m: Metodologi, periode: str, cari: Mapping[str, Nilai]) -> tuple[float, float]:
    """Compute a formula from printed inputs.

    Returns
    -------
    tuple of float
        The result, and how far it may move within the printed precision of its inputs (first order).

    Raises
    ------
    Hilang, TakTerdefinisi
        See `helpers.methodology.formulas.Rumus.evaluate`.
    """
    nilai = {**m.tetapan, "q": float(quarter_number(periode)), **{n: v.nilai for n, v in cari.items()}}
    hasil = r.rumus.evaluate(nilai, m.konversi)
    goyang = 0.0
    for n, v in cari.items():
        if v.lebar:
            gerak = []
            for x in (v.nilai - v.lebar, v.nilai + v.lebar):
                try:
                    nilai[n] = x
                    gerak.append(abs(r.rumus.evaluate(nilai, m.konversi) - hasil))
                except TakTerdefinisi:
                    continue
            nilai[n] = v.nilai
            goyang += max(gerak, default=0.0)
    return hasil, goyang


def write_arithmetic(r: RumusSiap, m: Metodologi, periode: str, cari: Mapping[str, Nilai]) -> str:
    """Write a formula with its numbers filled in: ``100.000 × 62 ÷ 338.735``."""
    isi = {n: cari[n].teks if n in cari else "tidak ada" for n in r.rumus.nama}
    return r.rumus.write({**isi, **m.teks_tetapan, "q": str(quarter_number(periode))}, m.nama_konversi)


def _formula(
    r: RumusSiap, m: Metodologi, sumber: str, wilayah: str, tahun: int, periode: str, tercetak: Nilai, cari: Mapping[str, Nilai],
) -> Iterator[Residu]:
    a = r.aturan
    if not a.holds_in(periode):
        return
    try:
        hasil, goyang = compute(r, m, periode, cari)
    except (Hilang, TakTerdefinisi):
        return
    teks = write_arithmetic(r, m, periode, cari)
    yield _residual(r.id, a.keluarga, sumber, a.kode, wilayah, tahun, periode, tercetak, hasil,
                    goyang + 2 * a.kelonggaran * tercetak.lebar, teks, cari.values(), a.kedudukan)


def _residual(
    relasi: str, keluarga: str, sumber: str, kode: str, wilayah: str, tahun: int, periode: str, tercetak: Nilai,
    dihitung: float, toleransi: float, teks: str, masukan: Collection[Nilai], kedudukan: str, *, dengan_hasil: bool = True,
) -> Residu:
    selisih = tercetak.nilai - dihitung
    lebih = abs(selisih) - toleransi - SEDIKIT * max(1.0, abs(dihitung)) if selisih else 0.0
    if lebih < 0.0:
        lebih = 0.0
    if dengan_hasil:
        desimal = max(tercetak.presisi, 0 if dihitung == round(dihitung) else 2) if lebih else tercetak.presisi
        hasil = format_number(dihitung, desimal)
        teks = teks if teks == hasil else f"{teks} = {hasil}"
    return Residu(
        relasi, keluarga, sumber, kode, wilayah, tahun, periode, tercetak.nilai, dihitung, selisih, toleransi, lebih, teks,
        tercetak.fakta_id, ";".join(dict.fromkeys([v.fakta_id for v in masukan])) if masukan else "", kedudukan)


def _grouped(baris: Iterable, kunci: Callable) -> Iterable[tuple[tuple, list]]:
    """Group rows in order of first appearance; thousands of small groups are slow in pandas."""
    isi: dict[tuple, list] = defaultdict(list)
    for f in baris:
        isi[kunci(f)].append(f)
    return isi.items()


AGREGASI: dict[str, Callable[[list[float]], float]] = {
    "jumlah": sum, "rata": lambda x: sum(x) / len(x), "akhir": lambda x: x[-1],
}


def combine(cara: str, isi: list[Nilai]) -> tuple[float, float, str]:
    """Aggregate values; returns the result, how far it may move, and the arithmetic."""
    hasil = AGREGASI[cara]([v.nilai for v in isi])
    if cara == "akhir":
        return hasil, isi[-1].lebar, f"nilai terakhir dari {'; '.join(v.teks for v in isi)}"
    deret = " + ".join(v.teks for v in isi)
    if cara == "rata":
        return hasil, sum(v.lebar for v in isi) / len(isi), f"({deret}) ÷ {len(isi)}"
    return hasil, sum(v.lebar for v in isi), deret


def _aggregations(angka: list[Angka], m: Metodologi) -> Iterator[Residu]:
    for (sumber, kode, wilayah, tahun), k in _grouped(angka, lambda a: (a.f.sumber, a.f.kode, a.f.wilayah, a.f.tahun)):
        cara = m.parameter(kode).agregasi
        if cara == "hitung_ulang":
            continue
        menurut: dict[str, list[Nilai]] = defaultdict(list)
        for f, v in k:
            menurut[f.periode].append(v)
        if any(p not in menurut for p in (*TRIWULAN, "TH")):
            continue
        isi = [menurut[p][0] for p in TRIWULAN]
        hasil, goyang, teks = combine(cara, isi)
        for tercetak in menurut["TH"]:
            yield _residual(f"agregasi.{cara}", "agregasi", sumber, kode, wilayah, tahun, "TH", tercetak, hasil,
                            goyang + tercetak.lebar, teks, isi, "asumsi")


def _totals(baris: list[Fakta], angka: list[Angka], m: Metodologi, polres: str) -> Iterator[Residu]:
    """Rows of Polsek or units against the total row of the same column; a printed dash counts as none."""
    terisi = [f for f in baris if f.keadaan in ("angka", "strip", "strip_ganda")]
    nilai = {f.fakta_id: v for f, v in angka}
    for (sumber, _kolom, kode, tahun, periode), k in _grouped(terisi, lambda f: (f.sumber, f.kolom, f.kode, f.tahun, f.periode)):
        bagian = [f for f in k if f.wilayah != polres]
        total = [f for f in k if f.wilayah == polres and f.keadaan == "angka"]
        p = m.parameter(kode)
        cara = p.agregasi_wilayah or ("jumlah" if m.eksak[p.satuan] else "tidak")
        if cara == "tidak" or len(bagian) < 2 or not total:
            continue
        isi = [nilai[f.fakta_id] for f in bagian if f.keadaan == "angka"]
        if not isi:
            continue
        hasil, goyang, teks = combine(cara, isi)
        for f in total:
            tercetak = Nilai(f.nilai, f.presisi, f.fakta_id, cara == "jumlah" and m.eksak[f.satuan])
            yield _residual(f"jumlah_bagian.wilayah.{cara}", "jumlah_bagian", sumber, kode, polres, tahun, periode, tercetak,
                            hasil, goyang + tercetak.lebar, teks, isi, "asumsi")


def _ranges(angka: list[Angka], m: Metodologi) -> Iterator[Residu]:
    """Every printed number against the lowest and highest value its quantity can have."""
    for f, v in angka:
        bawah, atas = m.bounds(f.kode)
        if bawah is None and atas is None:
            continue
        n = v.nilai
        batas = bawah if bawah is not None and n < bawah else atas if atas is not None and n > atas else n
        kata = "paling sedikit" if batas > n else "paling banyak"
        yield _residual(f"rentang.{f.kode}", "rentang", f.sumber, f.kode, f.wilayah, f.tahun, f.periode, v, batas, v.lebar,
                        f"nilainya {kata} {format_number(batas)}", (), "asumsi", dengan_hasil=False)


def _limits(isi: _Isi, m: Metodologi) -> Iterator[Residu]:
    """Parts against the whole they can not exceed, within one table."""
    for (sumber, _, wilayah, tahun, periode), kode in isi.items():
        for b in m.bagian_rumus.batas:
            for v in kode.get(b.kode, ()) if b.paling_banyak in kode else ():
                paling = nearest(kode[b.paling_banyak], v.baris)
                batas = min(v.nilai, paling.nilai)
                yield _residual(f"batas.{b.kode}", "rentang", sumber, b.kode, wilayah, tahun, periode, v, batas, v.lebar + paling.lebar,
                                f"nilainya paling banyak {paling.teks} ({m.name(b.paling_banyak)})", [paling], "asumsi", dengan_hasil=False)


def _agreements(angka: list[Angka], m: Metodologi) -> Iterator[Residu]:
    """Every fact against itself, wherever it or an equivalent is printed."""
    for (nama, wilayah, tahun, periode), k in _grouped(angka, lambda a: (m.concept(a.f.kode), a.f.wilayah, a.f.tahun, a.f.periode)):
        if len(k) < 2:
            continue
        isi = [a.v for a in k]
        ragam = list({(v.nilai, v.presisi): v for v in isi}.values())
        a, b, lebih = isi[0], isi[0], -1.0
        for i, x in enumerate(ragam):
            for y in ragam[i + 1:]:
                # two prints of one precision that differ touch at most: they still contradict each other
                beda = abs(x.nilai - y.nilai) - 0.999 * (x.lebar + y.lebar)
                if beda > lebih:
                    a, b, lebih = x, y, beda
        yield _residual(f"kesepakatan.{nama}", "kesepakatan", a.fakta_id.split(":")[0], nama, wilayah, tahun, periode, a,
                        b.nilai, 0.999 * (a.lebar + b.lebar), "; ".join(v.teks for v in ragam), isi, "tercetak", dengan_hasil=False)
