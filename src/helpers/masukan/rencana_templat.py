"""The sheets of an action plan to fill in: one for the plan, one for the realisations of each quarter."""

from __future__ import annotations

from typing import get_args

from helpers.masukan.lembar import KEPALA_RENCANA, LembarKhusus, Petak
from helpers.methodology.plans import Butir, Jenis
from helpers.methodology.rules import Metodologi
from helpers.sources.plan import TRIWULAN

RENCANA = "Rencana aksi"
JENIS, AGREGASI, ARAH = ("indikator", "langkah"), get_args(Jenis), ("naik", "turun", "netral")
#: Rows below the given ones, for indicators and steps of one's own.
CADANGAN = 30
#: Kinds of unit that a number of a plan can have.
SATUAN_ANGKA = ("cacah", "desimal", "rupiah")
_PENJELASAN = (
    "Isi sel kuning. Angka saja; 0 bila memang nol, tanda - bila tidak ada rencana pada triwulan itu, kosong bila belum ditentukan. Persentase ditulis 83,5 (bukan 0,835). "
    "Penanggung jawab kosong berarti sama dengan baris di atasnya. Baris yang tidak diisi sama sekali tidak masuk rencana. Langkah sendiri ditulis di baris kosong paling bawah.")
_PENJELASAN_REALISASI = (
    "Isi sel kuning baris yang sudah ada hasilnya pada {tw}. 0 berarti nihil; kosong berarti belum ada. Setiap nilai memerlukan tanggal (di dalam triwulan itu), bukti, dan "
    "pelapor. Yang belum ada hasilnya cukup diisi kendalanya. Pembilang dan penyebut hanya untuk rasio dalam persen.")
_ROMAWI = ("I", "II", "III", "IV")


def realisation_sheet(triwulan: str) -> str:
    """Return the name of the sheet for the realisations of a quarter, ``TW1`` to ``TW4``."""
    return f"Realisasi TW {_ROMAWI[TRIWULAN.index(triwulan)]}"


def reading_order(m: Metodologi) -> list[tuple[str, int]]:
    """Return codes of all indicators and steps in the order a plan prints them, each with its depth below the objective."""
    r = m.rencana
    hasil: list[tuple[str, int]] = []

    def go(kode: str, tingkat: int) -> None:
        hasil.append((kode, tingkat))
        anak = r.anak.get(kode, ())
        for k in (*(k for k in anak if k in r.langkah), *(k for k in anak if k in r.indikator)):
            go(k, tingkat + 1)

    for s in r.sasaran:
        for k in r.anak.get(s, ()):
            go(k, 0)
    return hasil


def given_cells(kode: str, b: Butir, m: Metodologi) -> tuple[str, ...]:
    """Return what stands locked in columns C to G of a given row: kind, parent, unit, aggregation, direction."""
    r = m.rencana
    jenis = "indikator" if kode in r.indikator else "langkah"
    return jenis, b.sasaran or r.parent(kode), m.unit(kode).lambang, r.kind(kode).jenis, b.polaritas


def owner_names(m: Metodologi) -> tuple[str, ...]:
    """Return the offices that can be chosen; a place may be added behind some of them."""
    return tuple(j.nama for j in m.jabatan.jabatan.values() if j.tingkat in ("polres", "polsek"))


def unit_symbols(m: Metodologi) -> dict[str, str]:
    """Return the units a plan can use, by symbol."""
    dipakai = {b.satuan for b in m.rencana.butir.values()}
    return {s.lambang: kode for kode, s in m.bagian_parameter.satuan.items() if kode in dipakai and s.jenis in SATUAN_ANGKA}


def plan_sheets(m: Metodologi, tahun: int) -> tuple[LembarKhusus, ...]:
    """Return the sheet of the plan and those of its realisations.

    Parameters
    ----------
    m : Metodologi
        With `rencana` and `jabatan`.
    tahun : int
    """
    urutan = reading_order(m)
    tetap, tingkat = tuple(k for k, _ in urutan), tuple(t for _, t in urutan)
    rencana = LembarKhusus(
        RENCANA, "rencana", tetap=tetap, contoh=True, judul=f"Rencana aksi kinerja tahun {tahun}", penjelasan=_PENJELASAN, tingkat=tingkat,
        baris=tuple(_plan_row(k, m) for k in tetap) + (_own_row(),) * CADANGAN,
        bantu=(("Setahun menurut triwulan (rumus)", _YEAR), ("Dibandingkan target (rumus)", _COMPARE)),
        pilihan={"C": JENIS, "D": (*m.rencana.sasaran, *tetap), "E": tuple(unit_symbols(m)), "F": AGREGASI, "G": ARAH, "M": owner_names(m)})
    return (rencana, *(_realisations(p, tetap, tingkat, m, tahun) for p in TRIWULAN))


#: The year as the quarters tell it, by kind of aggregation; a ratio is no sum of its quarters.
_YEAR = ('=IF(COUNT(I{r}:L{r})=0,"",IF(F{r}="aditif",SUM(I{r}:L{r}),IF(F{r}="kumulatif",MAX(I{r}:L{r}),'
         'IF(F{r}="rata",AVERAGE(I{r}:L{r}),IF(OR(F{r}="level",F{r}="plafon"),MAX(I{r}:L{r}),"")))))')
_COMPARE = '=IF(AND(ISNUMBER(H{r}),ISNUMBER(O{r})),IF(ABS(H{r}-O{r})<0.005,"sama","beda "&TEXT(O{r}-H{r},"0.##")),"")'


def _style(kode: str, m: Metodologi) -> str:
    return "desimal" if m.unit(kode).jenis == "desimal" else "angka"


def _plan_row(kode: str, m: Metodologi) -> tuple[Petak, ...]:
    b, gaya = m.rencana.butir[kode], _style(kode, m)
    target = Petak(gaya=gaya) if kode in m.rencana.indikator else Petak()
    triwulan = Petak(gaya=gaya) if m.rencana.kind(kode).triwulanan else Petak("-")
    return (Petak(kode), Petak(b.nama, "teks"), *map(Petak, given_cells(kode, b, m)), target, *(triwulan,) * 4, Petak(gaya="teks"), Petak(gaya="teks"))


def _own_row() -> tuple[Petak, ...]:
    return tuple(Petak(gaya="desimal" if n in range(7, 12) else "teks") for n in range(len(KEPALA_RENCANA)))


def _realisations(periode: str, tetap: tuple[str, ...], tingkat: tuple[int, ...], m: Metodologi, tahun: int) -> LembarKhusus:
    tw = f"triwulan {_ROMAWI[TRIWULAN.index(periode)]} tahun {tahun}"
    kolom = "IJKL"[TRIWULAN.index(periode)]
    teks, tanggal, cacah = Petak(gaya="teks"), Petak(gaya="tanggal"), Petak(gaya="angka")
    baris = []
    for k in tetap:
        nilai, bagian = Petak(gaya=_style(k, m)), (cacah if m.rencana.kind(k).jenis == "rasio" and m.unit(k).lambang == "%" else Petak())
        isi = (nilai, bagian, bagian, tanggal, teks, teks, teks) if m.rencana.kind(k).triwulanan or periode == "TW4" else (Petak(),) * 7
        baris.append((Petak(k), Petak(m.rencana.butir[k].pendek or m.rencana.butir[k].nama), Petak(m.unit(k).lambang), *isi))
    sendiri = (teks, teks, Petak(), Petak(gaya="desimal"), cacah, cacah, tanggal, teks, teks, teks)
    return LembarKhusus(
        realisation_sheet(periode), "realisasi", periode, tetap, True, uraian={"tahun": tahun}, bantu=((f"Rencana {periode.replace('TW', 'TW ')} (rumus)", f"=IF('{RENCANA}'!{kolom}{{r}}=\"\",\"\",'{RENCANA}'!{kolom}{{r}})"),),
        judul=f"Realisasi rencana aksi {tw}", penjelasan=_PENJELASAN_REALISASI.format(tw=tw), baris=(*baris, *(sendiri,) * CADANGAN), tingkat=tingkat)
