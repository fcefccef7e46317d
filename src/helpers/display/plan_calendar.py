"""The year of an action plan by quarter: what is due once or twice, what goes on all year; and plans of one thing that contradict each other."""

from __future__ import annotations

import math

from IPython.display import Markdown

from helpers.display.blocks import join_blocks
from helpers.display.cells import fact_marks, table
from helpers.display.charts import Gambar, Grafik, Papan, series
from helpers.display.plan import source
from helpers.display.tables import Isi, Sel
from helpers.narrative.plan import BahanRencana
from helpers.narrative.words import write_count
from helpers.sources.plan import TRIWULAN, Butir
from helpers.sources.plan import Sel as SelRencana

_NAMA = {"TW1": "TW I", "TW2": "TW II", "TW3": "TW III", "TW4": "TW IV"}


def _due(s: SelRencana) -> bool:
    return s.ada and s.nilai != 0


def _all_year(x: Butir) -> bool:
    return len(x.triwulan) == len(TRIWULAN) and all(_due(s) for s in x.triwulan)


def calendar(b: BahanRencana) -> Markdown:
    """Return what is due in some quarters only, quarter by quarter."""
    butir = [x for x in b.rencana.butir.values() if x.terencana and not _all_year(x)]
    baris: list[list[Isi]] = []
    for p in TRIWULAN:
        for x in butir:
            baris += [[_NAMA[p], x.nama, b.rencana.butir[b.rencana.indicator_of(x.kode)].pendek,
                       Sel(" ".join(s.teks.split()), angka=True, fakta=s.fakta_id, tanda=fact_marks(b, s.fakta_id)), _leads(x)]
                      for s in x.triwulan if s.periode == p and _due(s)]
    if not baris:
        return Markdown("Semua indikator dan langkah aksi direncanakan pada setiap triwulan.")
    return join_blocks(
        f"Tabel berikut memuat {write_count(len(butir))} butir yang tidak direncanakan pada semua triwulan, sehingga mudah terlewat bila tidak dijadwalkan.",
        table("tbl-ra-kalender", "Kalender tahunan: yang jatuh hanya pada triwulan tertentu", [["Triwulan", "Indikator atau langkah aksi", "Indikator", "Rencana", "Penanggung jawab utama"]],
              baris, source(b), lebar=(10, 37, 24, 11, 18)))


def all_year(b: BahanRencana) -> Markdown:
    """Return what goes on in every quarter, with its four numbers, by indicator."""
    menurut: dict[str, list[Butir]] = {}
    for x in b.rencana.butir.values():
        if _all_year(x):
            menurut.setdefault(b.rencana.indicator_of(x.kode), []).append(x)
    baris: list[list[Isi]] = []
    for k, isi in menurut.items():
        for x in isi:
            sel = [Sel(" ".join(s.teks.split()), angka=True, fakta=s.fakta_id, tanda=fact_marks(b, s.fakta_id)) for s in x.triwulan]
            baris.append([b.rencana.butir[k].pendek, x.nama if x.jenis == "langkah" else "(indikatornya sendiri)", *sel])
    return join_blocks(table("tbl-ra-rutin", "Kalender tahunan: yang direncanakan pada setiap triwulan", [["Indikator", "Langkah aksi", *_NAMA.values()]], baris, source(b),
                             lebar=(24, 36, 10, 10, 10, 10))) if baris else Markdown("Tidak ada yang direncanakan pada setiap triwulan.")


def _leads(x: Butir) -> str:
    return ", ".join(p.nama for p in x.pemilik if p.peran == "utama") or "tidak tercetak"


def same_plans(b: BahanRencana) -> Gambar:
    """Plans that state the same thing, where they are printed with different quarters; where all agree, those all the same."""
    semua = []
    for p in b.metodologi.bagian_rumus.padanan:
        butir = [b.rencana.butir[k] for k in p.kode if k in b.rencana.butir and b.rencana.butir[k].terencana]
        nilai = {x.kode: [next((s.nilai for s in x.triwulan if s.periode == t), math.nan) for t in TRIWULAN] for x in butir}
        if len(butir) > 1:
            semua.append((p.nama, butir, nilai, len({tuple(v) for v in nilai.values()}) > 1))
    if any(beda for *_, beda in semua):
        semua = [x for x in semua if x[3]]
    panel = []
    for nama, butir, nilai, _ in semua:
        lambang = butir[0].lambang
        panel.append(Grafik("garis", f"{nama} menurut tempat tercetaknya", tuple(f"Triwulan {t[2]}" for t in TRIWULAN),
                            tuple(series(_series_name(b, x), nilai[x.kode]) for x in butir), "persen" if lambang == "%" else lambang, None, dasar=0,
                            sumber=source(b)))
    if len(panel) == 1:
        return Gambar(panel[0])
    return Gambar(Papan("Rencana yang menyatakan hal yang sama", tuple(panel), 1, source(b)))


def _series_name(b: BahanRencana, x: Butir) -> str:
    if x.jenis == "indikator":
        return f"Indikator {x.pendek}"
    return f"Langkah {x.nomor.rstrip('.)')} di bawah {b.rencana.butir[b.rencana.indicator_of(x.kode)].pendek}".replace("  ", " ")
