"""Small plans made by hand, whose monitoring can be computed with pencil and paper."""

from __future__ import annotations

import math
from dataclasses import replace

from helpers.methodology.plans import Sifat
from helpers.monitoring.progress import Pantauan, follow
from helpers.sources.datapackage import AsalTabel, Tabel
from helpers.sources.owners import Pemilik
from helpers.sources.plan import TRIWULAN, Butir, Rencana, SasaranRencana, Sel
from helpers.sources.realisations import Lapor, Realisasi

TABEL = Tabel(name="realisasi", path="r.csv", title="", hash="", lkip=AsalTabel(), schema={"fields": [{"name": "kode"}, {"name": "nilai"}]})
#: A step of the methodology for each unit, so that its bounds are known.
KODE = {"kegiatan": "rsi.operasi", "persen": "serapan", "kasus": "kejahatan.data"}


def cell(periode: str, nilai: float | None) -> Sel:
    """A printed cell; None is a dash."""
    return Sel(periode, f"rencana-aksi:2:{periode.lower()}", "-" if nilai is None else f"{nilai:g}", math.nan if nilai is None else nilai, "strip" if nilai is None else "angka")


def record(kode: str, jenis: str, rencana: list[float | None], *, target: float | None = None, polaritas: str = "naik", lambang: str = "kegiatan",
           pemilik: tuple[Pemilik, ...] = (), triwulanan: bool = True, sasaran: str = "SS1") -> Butir:
    """A step or indicator with four quarters (or none)."""
    return Butir(
        kode=kode, jenis="langkah", nama=kode, pendek=kode, nomor="", uraian=kode, uraian_id="", sasaran=sasaran, induk="", anak=(), satuan="", lambang=lambang,
        sifat=Sifat(jenis=jenis, alasan="", triwulanan=triwulanan), polaritas=polaritas, target=None if target is None else replace(cell("TH", target), presisi=0),
        triwulan=tuple(cell(p, n) for p, n in zip(TRIWULAN, rencana, strict=False)), pemilik=pemilik, pemilik_dari="", pemilik_sel=None, baris=2)


def report(kode: str, **nilai: float | None | tuple[float, float, float]) -> list[Lapor]:
    """Reports of some quarters: a value, None for an obstacle alone, or value, numerator and denominator."""
    hasil = []
    for n, (p, isi) in enumerate(nilai.items(), 2):
        n_, atas, bawah = isi if isinstance(isi, tuple) else (math.nan if isi is None else isi, math.nan, math.nan)
        hasil.append(Lapor(kode, p.upper(), n_, 0, atas, bawah, "", "", "", "hujan" if isi is None else "", n))
    return hasil


def watch(m, b: Butir, triwulan: int, **nilai) -> Pantauan:
    """Follow one record."""
    return watch_all(m, [b], triwulan, report(b.kode, **nilai))[0]


def watch_all(m, butir: list[Butir], triwulan: int, lapor: list[Lapor]) -> list[Pantauan]:
    """Follow some records."""
    return follow(plan(butir), Realisasi(False, tuple(lapor), TABEL), m, triwulan)


def plan(butir: list[Butir]) -> Rencana:
    """A plan of some records."""
    sasaran = tuple(SasaranRencana(s, s, "", ()) for s in dict.fromkeys(b.sasaran for b in butir))
    return Rencana(sasaran, {b.kode: b for b in butir})
