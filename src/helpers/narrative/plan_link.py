"""The action plan beside an LKIP: which records of the plan stand for which indicator, and what was realised of them.

Which indicators are the same, and which records support an indicator without being it, is declared in the plan's
methodology (`lkip` and `mendukung` in `rencana.yml`).
"""

from __future__ import annotations

from dataclasses import fields

from helpers.narrative.material import Bahan, of_document, once
from helpers.narrative.monitoring import CONTOH, BahanPantau
from helpers.narrative.plan import BahanRencana
from helpers.narrative.words import join_words, missing, write_count, write_number
from helpers.sources.plan import TRIWULAN, Butir
from helpers.sources.realisations import find_realisations, read_realisations
from helpers.validation.findings import Temuan


@once
def linked_plan(b: Bahan) -> BahanPantau | None:
    """Return the plan of the same Polres and year with its realisations, up to the last quarter reported; None where there is no plan."""
    if b.utuh is None or b.utuh.metodologi.rencana is None:
        return None
    utuh = BahanRencana(**{f.name: getattr(b.utuh, f.name) for f in fields(Bahan)})
    r = of_document(utuh, "rencana-aksi")
    berkas = find_realisations(b.masukan.ruang.mentah)
    lapor = read_realisations(berkas, r.rencana, r.metodologi, b.polres, b.tahun) if berkas else None
    terakhir = max((TRIWULAN.index(x.periode) + 1 for x in lapor.lapor), default=1) if lapor else 1
    return BahanPantau(**{f.name: getattr(r, f.name) for f in fields(r)}, realisasi=lapor, triwulan=terakhir)


def same(r: BahanRencana, kode: str) -> list[Butir]:
    """Return the plan's indicators that are an indicator of the LKIP."""
    return [x for x in r.rencana.butir.values() if r.metodologi.rencana.butir[x.kode].lkip == kode]


def supporting(r: BahanRencana, kode: str) -> list[Butir]:
    """Return what the plan declares to support an indicator of the LKIP without being it."""
    return [x for x in r.rencana.butir.values() if kode in r.metodologi.rencana.butir[x.kode].mendukung]


def shown_by(b: Bahan, r: BahanRencana, kode: str) -> list[Butir]:
    """Return the records whose steps an indicator's section shows: those of another indicator are shown with that one."""
    return [*same(r, kode), *(x for x in supporting(r, kode) if not elsewhere(b, r, x))]


def elsewhere(b: Bahan, r: BahanRencana, x: Butir) -> str:
    """Return the indicator of the LKIP whose section shows a record anyway; empty where none does."""
    kode = r.metodologi.rencana.butir[x.kode].lkip
    return kode if kode in b.metodologi.indikator else ""


def branch(r: BahanRencana, x: Butir) -> list[Butir]:
    """Return a record and everything below it, in reading order."""
    return [x, *r.rencana.below(x.kode)]


@once
def used_findings(b: Bahan) -> list[Temuan]:
    """Return the findings on the plan's cells that the LKIP shows; those that are its own as well stand in its own register."""
    r = linked_plan(b)
    if r is None:
        return []
    butir = {x.kode: x for k in b.metodologi.indikator for awal in shown_by(b, r, k) for x in branch(r, awal)}
    sel = {s.fakta_id for x in butir.values() for s in x.triwulan} | {x.target.fakta_id for x in r.rencana.indikator if x.target}
    sendiri = {t.id for t in b.temuan}
    return [t for t in r.temuan if t.id not in sendiri and any(p.fakta_id in sel for p in t.tempat)]


def overview(b: Bahan, r: BahanPantau) -> str:
    """Say what the plan holds, and which indicators of this report have steps in it."""
    m = b.metodologi
    ada = [i for i in m.indikator.values() if same(r, i.kode) or supporting(r, i.kode)]
    tanpa = [i.pendek for i in m.indikator.values() if i not in ada]
    kalimat = [f"Perjanjian Kinerja dijabarkan dalam rencana aksi yang memuat {write_count(len(r.rencana.sasaran))} sasaran, {write_number(r.count(r.rencana.indikator), 0)} indikator, "
               f"dan {write_number(r.count(r.rencana.langkah), 0)} langkah aksi dengan rencana setiap triwulan dan penanggung jawabnya."]
    if tanpa:
        kalimat.append(f"Indikator laporan ini yang tidak dikaitkan dengan rencana aksi ialah {join_words(tanpa)}.")
    if r.realisasi is None:
        kalimat.append("Realisasi rencana aksi belum diserahkan.")
    elif r.contoh:
        kalimat.append(f"Realisasi rencana aksi dalam laporan ini {CONTOH}.")
    return " ".join(kalimat)


def support(b: Bahan, r: BahanPantau, kode: str) -> str:
    """Say what of the plan supports an indicator."""
    kalimat = []
    for x in same(r, kode):
        target = f" dengan target setahun {write_number(x.target.nilai, x.target.presisi)}" if x.target and x.target.ada else ""
        kalimat.append(f"Rencana aksi memuat indikator yang sama{target}.")
    lain = {k: x for x in supporting(r, kode) if (k := elsewhere(b, r, x))}
    if lain:
        kalimat.append(f"Rencana aksi mendukung indikator ini melalui {join_words([b.metodologi.indikator[k].pendek for k in lain])}; langkahnya disajikan pada indikator tersebut.")
    langkah = [x for awal in shown_by(b, r, kode) for x in branch(r, awal) if x.jenis == "langkah"]
    if langkah:
        kalimat.append(f"Sebanyak {write_number(r.count(langkah), 0)} langkah aksi mendukungnya.")
        kalimat.append(_standing(r, {x.kode for x in langkah}))
    elif not kalimat:
        return "Rencana aksi tidak memuat langkah untuk indikator ini."
    elif shown_by(b, r, kode):
        kalimat.append("Indikator itu tidak memiliki langkah sendiri dalam rencana aksi." if not lain else "")
    return " ".join(filter(None, kalimat))


def _standing(r: BahanPantau, kode: set[str]) -> str:
    """Say how many steps have which status."""
    if r.realisasi is None:
        return ""
    isi = [f"{write_number(n, 0)} {s.kata.lower()}" for s in r.status
           if not missing(n := r.count(p.butir for p in r.pantauan if p.butir.kode in kode and p.status.kode == s.kode)) and n]
    return f"Statusnya sampai dengan {r.periode}: {join_words(isi)}." if isi else ""
