"""Sentences on an action plan: what it holds, what it lacks, and what in it cannot be trusted."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.narrative import summary
from helpers.narrative.plan import BahanRencana
from helpers.narrative.words import join_words, write_count, write_number
from helpers.sources.plan import Butir


def contents(b: BahanRencana) -> str:
    """Say how much the plan holds."""
    r = b.rencana
    return (f"Rencana aksi kinerja {b.nama} tahun {b.tahun} memuat {write_count(len(r.sasaran))} sasaran, {write_number(b.count(r.indikator), 0)} indikator, "
            f"dan {write_number(b.count(r.langkah), 0)} langkah aksi.")


def targets(b: BahanRencana) -> str:
    """Say how many indicators have an annual target and quarters."""
    r = b.rencana
    ada = [x for x in r.indikator if x.target and x.target.ada]
    tanpa = [x for x in r.indikator if x not in ada]
    kalimat = [f"{_of(b, ada, r.indikator, 'indikator')} memiliki target setahun berupa angka" + (f"; yang tidak memilikinya ialah {_names(tanpa)}." if tanpa else ".")]
    sendiri = [x for x in r.indikator if x.terencana]
    kalimat.append(f"Rencana per triwulan atas namanya sendiri dimiliki {write_count(b.count(sendiri))} indikator; yang lain hanya melalui langkah aksinya.")
    return " ".join(kalimat)


def steps(b: BahanRencana) -> str:
    """Say how many steps are planned in at least one quarter, and which are not."""
    langkah = [x for x in b.rencana.langkah if x.triwulan]
    judul = [x for x in b.rencana.langkah if not x.triwulan]
    tanpa = [x for x in langkah if not x.terencana]
    hasil = f"{_of(b, [x for x in langkah if x.terencana], b.rencana.langkah, 'langkah aksi')} direncanakan sedikitnya pada satu triwulan"
    if judul:
        hasil += f"; {write_count(b.count(judul))} lainnya hanya menjadi judul kelompok langkah atau tercetak sebaris dengan rencana indikatornya"
    return hasil + "." + (f" Langkah yang keempat triwulannya tidak berisi angka ialah {_names(tanpa)}." if tanpa else "")


def ownership(b: BahanRencana) -> str:
    """Say how much of the plan has an owner, and what has none."""
    semua = list(b.rencana.butir.values())
    ada = [x for x in semua if x.pemilik]
    tanpa = [x for x in semua if not x.pemilik]
    jabatan = {p.kode for x in ada for p in x.pemilik}
    akhir = f" Penanggung jawab tidak tercetak untuk {_names(tanpa)}." if tanpa else ""
    return (f"{_of(b, ada, semua, 'indikator dan langkah aksi')} memiliki penanggung jawab, terbagi kepada {write_count(len(jabatan))} jabatan atau kelompok jabatan.{akhir}")


def severity(b: BahanRencana) -> str:
    """Say how many findings there are, by severity."""
    return summary.severity(b)




def _of(b: BahanRencana, bagian: list[Butir], semua: Iterable[Butir], apa: str) -> str:
    semua = list(semua)
    if len(bagian) == len(semua):
        return f"Seluruh {write_number(b.count(semua), 0)} {apa}"
    return f"Dari {write_number(b.count(semua), 0)} {apa}, {write_number(b.count(bagian), 0)}"


def _names(butir: list[Butir]) -> str:
    return join_words([x.pendek for x in butir])
