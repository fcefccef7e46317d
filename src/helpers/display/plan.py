"""Overview of an action plan: its objectives, and who owns what."""

from __future__ import annotations

from collections.abc import Iterable

from IPython.display import Markdown

from helpers.display.blocks import captioned, join_blocks
from helpers.display.tables import Isi, Sel, raw_html, table_html
from helpers.narrative.plan import BahanRencana
from helpers.numbers import format_number
from helpers.sources.plan import TRIWULAN, Butir

_SUMBER = "rencana aksi {nama} tahun {tahun}, dihitung dari tabel tercetak"


def objectives(b: BahanRencana) -> Markdown:
    """Return the overview per objective: indicators, steps, how many plans each quarter has, and findings."""
    r = b.rencana
    baris: list[list[Isi]] = []
    jumlah = [0] * 8
    for s in r.sasaran:
        isi = [x for k in s.indikator for x in (r.butir[k], *r.below(k))]
        indikator = [x for x in isi if x.jenis == "indikator"]
        angka = [len(indikator), sum(bool(x.target and x.target.ada) for x in indikator), sum(x.jenis == "langkah" for x in isi),
                 *(_planned(isi, p) for p in TRIWULAN), len({t.id for x in isi for t in b.temuan_butir[x.kode]})]
        jumlah = [a + n for a, n in zip(jumlah, angka, strict=True)]
        baris.append([f"{s.nomor} {s.nama}".strip(), *map(_count, angka)])
    jumlah[-1] = len({t.id for isi in b.temuan_butir.values() for t in isi})  # one finding may be about several objectives
    baris.append(["Seluruhnya", *map(_count, jumlah)])
    kepala: list[list[Isi]] = [
        [Sel("Sasaran", baris=2), Sel("Indikator", baris=2), Sel("Bertarget setahun", baris=2), Sel("Langkah", baris=2), Sel("Butir yang direncanakan", kolom=4), Sel("Temuan", baris=2)],
        ["TW I", "TW II", "TW III", "TW IV"]]
    return join_blocks(captioned("tbl-rencana-sasaran", raw_html(table_html(kepala, baris, lebar=(34, 9, 10, 9, 7, 7, 7, 7, 9), jumlah=True)),
                                 f"Sasaran, indikator, dan langkah aksi tahun {b.tahun}", _source(b)))


def owners(b: BahanRencana) -> Markdown:
    """Return who owns what: for each office how many indicators and steps it leads and supports."""
    menurut: dict[str, dict[str, list[Butir]]] = {}
    nama: dict[str, str] = {}
    for pemilik, isi in b.rencana.owned_by().items():
        nama[pemilik.kode] = pemilik.nama
        menurut.setdefault(pemilik.kode, {})[pemilik.peran] = isi
    baris: list[list[Isi]] = [
        [nama[k], *(_count(sum(x.jenis == jenis for x in peran.get(p, ()))) for p in ("utama", "pendukung") for jenis in ("indikator", "langkah"))]
        for k, peran in menurut.items()]
    tanpa = [x for x in b.rencana.butir.values() if not x.pemilik]
    if tanpa:
        baris.append(["Tidak tercetak", *(_count(sum(x.jenis == jenis for x in tanpa)) for jenis in ("indikator", "langkah")), _count(0), _count(0)])
    kepala: list[list[Isi]] = [[Sel("Penanggung jawab", baris=2), Sel("Utama", kolom=2), Sel("Pendukung", kolom=2)], ["Indikator", "Langkah", "Indikator", "Langkah"]]
    return join_blocks(captioned("tbl-rencana-pemilik", raw_html(table_html(kepala, baris, lebar=(40, 15, 15, 15, 15))), f"Penanggung jawab rencana aksi tahun {b.tahun}", _source(b)))


def _planned(isi: Iterable[Butir], periode: str) -> int:
    return sum(any(s.periode == periode and s.ada for s in x.triwulan) for x in isi)


def _count(n: int) -> Sel:
    return Sel(format_number(n), angka=True)


def _source(b: BahanRencana) -> str:
    return _SUMBER.format(nama=b.nama, tahun=b.tahun)
