"""The action plan in the LKIP: its overview in the chapter on planning, and the steps that supported each indicator."""

from __future__ import annotations

from IPython.display import Markdown

from helpers.display.blocks import join_blocks, slug
from helpers.display.cells import computed_cell, fact_marks, prose, spans, table, value_cell
from helpers.display.tables import Isi, Sel
from helpers.monitoring.progress import ROMAWI, Pantauan
from helpers.narrative import plan_link as kata
from helpers.narrative.material import Bahan
from helpers.narrative.monitoring import CONTOH, BahanPantau
from helpers.narrative.words import missing
from helpers.numbers import format_number
from helpers.sources.plan import TRIWULAN, Butir
from helpers.sources.plan import Sel as SelCetak

_MENJOROK = "\u2003"


def planning(b: Bahan) -> Markdown:
    """Return the section on the action plan with its heading; nothing where there is no plan."""
    r = kata.linked_plan(b)
    if r is None:
        return Markdown("")
    baris: list[list[Isi]] = [
        [s.nama, Sel(_MENJOROK * _depth(r, x) + x.pendek), _printed(r, x.target), _agreed(b, r, x), computed_cell(r.count(r.rencana.steps_of(x.kode)), 0), _leads(x), _relation(b, r, x)]
        for s in r.rencana.sasaran for awal in s.indikator for x in kata.branch(r, r.rencana.butir[awal]) if x.jenis == "indikator"]
    return join_blocks(
        "## Rencana Aksi {#sec-rencana-aksi}", prose(r, kata.overview(b, r)),
        "Langkah aksi setiap indikator, dengan rencana triwulan dan penanggung jawabnya, disajikan bersama capaiannya pada @sec-akuntabilitas; tabel lengkapnya ada dalam dokumen Rencana Aksi Kinerja.",
        table("tbl-rencana-aksi", f"Rencana aksi tahun {b.tahun} menurut sasaran dan indikator",
              [["Sasaran", "Indikator", "Target rencana aksi", "Target laporan ini", "Langkah", "Penanggung jawab utama", "Kaitan dengan indikator laporan ini"]],
              spans(baris), _source(r), lebar=(16, 22, 9, 9, 9, 13, 22), kelas="rapat"))


def steps(b: Bahan, kode: str) -> str:
    """Return which steps of the plan supported an indicator; empty where there is no plan."""
    r = kata.linked_plan(b)
    if r is None:
        return ""
    pantau = {p.butir.kode: p for p in r.pantauan}
    baris = [_row(r, x, pantau.get(x.kode)) for awal in kata.shown_by(b, r, kode) for x in kata.branch(r, awal)]
    if len(baris) < 2:   # the indicator alone says nothing that the text does not say
        return prose(r, kata.support(b, r, kode))
    ada = r.realisasi is not None
    akhir: list[Isi] = [Sel(f"Realisasi s.d. {r.periode}", baris=2), Sel("Status", baris=2)] if ada else []
    kepala: list[list[Isi]] = [
        [Sel("Indikator dan langkah aksi", baris=2), Sel("Rencana", kolom=len(TRIWULAN)), *akhir, Sel("Penanggung jawab", baris=2)], [ROMAWI[p] for p in TRIWULAN]]
    return join_blocks(
        prose(r, kata.support(b, r, kode)),
        table(f"tbl-langkah-{slug(kode)}", f"Langkah rencana aksi yang mendukung {b.metodologi.indikator[kode].pendek}", kepala, baris, _source(r),
              lebar=(28, 7.5, 7.5, 7.5, 7.5, 9.5, 13.5, 19) if ada else (36, 9.5, 9.5, 9.5, 9.5, 26), kelas="rapat")).data


def _source(r: BahanPantau) -> str:
    catatan = "" if r.realisasi is None else f"; realisasi {r.realisasi.tabel.path}" + (f" ({CONTOH})" if r.contoh else "")
    return f"rencana aksi {r.nama} tahun {r.tahun}{catatan}; kaitan dengan indikator laporan ini menurut metodologi {r.metodologi.kode}"


def _row(r: BahanPantau, x: Butir, p: Pantauan | None) -> list[Isi]:
    nama = f"{_MENJOROK * (x.jenis == 'langkah')}{x.nama}" + (f" ({x.lambang})" if x.terencana else "")
    sel = {s.periode: s for s in x.triwulan}
    akhir: list[Isi] = []
    if r.realisasi is not None:
        akhir = [Sel("–", angka=True) if p is None or missing(p.realisasi) else computed_cell(p.realisasi, None),
                 Sel(str(p.status), kelas=f"status-{p.status.kode}") if p else "–"]
    return [Sel(nama, tebal=x.jenis == "indikator"), *(_printed(r, sel.get(p)) for p in TRIWULAN), *akhir, _owners(x)]


def _printed(r: BahanPantau, s: SelCetak | None) -> Sel:
    """Return a printed plan with the mark of its finding; an en dash where none is printed."""
    if s is None or not s.ada:
        return Sel("–", angka=True)
    return Sel(format_number(s.nilai, s.presisi), angka=True, fakta=s.fakta_id, tanda=fact_marks(r, s.fakta_id))


def _agreed(b: Bahan, r: BahanPantau, x: Butir) -> Sel:
    kode = r.metodologi.rencana.butir[x.kode].lkip
    return value_cell(b, f"{kode}.target") if kode in b.metodologi.indikator else Sel("–", angka=True)


def _relation(b: Bahan, r: BahanPantau, x: Butir) -> str:
    """Name the indicator of this report that a record is, is a component of, or supports."""
    m, butir = b.metodologi, r.metodologi.rencana.butir[x.kode]
    bagian = [m.indikator[butir.lkip].pendek if butir.lkip in m.indikator else f"komponen {m.name(butir.lkip)}"] if butir.lkip else []
    bagian += [f"mendukung {m.indikator[k].pendek}" for k in butir.mendukung]
    return "\n".join(bagian) or "–"


def _depth(r: BahanPantau, x: Butir) -> int:
    return 0 if not x.induk else 1 + _depth(r, r.rencana.butir[x.induk])


def _leads(x: Butir) -> str:
    return ", ".join(p.nama for p in x.pemilik if p.peran == "utama") or "tidak tercetak"


def _owners(x: Butir) -> str:
    return "\n".join(p.nama if p.peran == "utama" else f"({p.nama})" for p in x.pemilik) or "tidak tercetak"
