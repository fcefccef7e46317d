"""Overview of an action plan: its summary, its objectives and indicators, and who owns what."""

from __future__ import annotations

from collections.abc import Iterable

from IPython.display import Markdown

from helpers.display.blocks import bullets, finding_link, join_blocks, legend, plain
from helpers.display.cells import computed_cell, fact_marks, prose, table
from helpers.display.marks import anchor as finding_anchor
from helpers.display.plan_table import TERPANJANG, plan_tables
from helpers.display.tables import Isi, Sel
from helpers.lineage.traced import count_of
from helpers.narrative import plan_summary
from helpers.narrative.plan import BahanRencana
from helpers.sources.owners import Pemilik
from helpers.sources.plan import TRIWULAN, Butir, SasaranRencana

JENIS = {
    "aditif": "dijumlahkan", "kumulatif": "menumpuk", "level": "tetap", "rata": "rata-rata", "rasio": "dihitung ulang", "plafon": "batas tertinggi",
}
_MENJOROK = "\u2003"


def overview(b: BahanRencana) -> Markdown:
    """Return the executive summary: what the plan holds, and what in it cannot be trusted."""
    kritis = [t for t in b.temuan if t.tingkat == "kritis"]
    ragu = [f"{finding_link(t)} {plain(t.judul)}." for t in kritis]
    return join_blocks(
        prose(b, plan_summary.contents(b)),
        bullets([plan_summary.targets(b), plan_summary.steps(b), plan_summary.ownership(b)], lambda t: prose(b, t)),
        prose(b, plan_summary.severity(b)),
        "**Yang belum dapat dijadikan pegangan, menurut temuan kritis:**" if ragu else "", "\n".join(f"- {t}" for t in ragu))


def source(b: BahanRencana) -> str:
    """Name the source of what is counted from the plan."""
    return f"{b.source(*(t.tabel.name for t in plan_tables(b)))}; dihitung dari sel tercetak"


def objectives(b: BahanRencana) -> Markdown:
    """Return the overview per objective: indicators, steps, how many plans each quarter has, and findings."""
    r = b.rencana
    baris = [_objective_row(b, f"{s.nomor} {s.nama}".strip(), _parts(b, s)) for s in r.sasaran]
    baris.append(_objective_row(b, "Seluruhnya", list(r.butir.values())))
    kepala: list[list[Isi]] = [
        [Sel("Sasaran", baris=2), Sel("Indikator", baris=2), Sel("Bertarget setahun", baris=2), Sel("Langkah", baris=2), Sel("Butir berangka", kolom=4), Sel("Temuan", baris=2)],
        ["TW I", "TW II", "TW III", "TW IV"]]
    return join_blocks(
        "Butir adalah indikator atau langkah aksi; butir berangka adalah butir yang rencananya pada triwulan itu tercetak sebagai angka. Satu temuan dapat menyangkut beberapa "
        "sasaran; temuan tingkat informasi tidak dihitung.",
        table("tbl-ra-sasaran", f"Sasaran, indikator, dan langkah aksi tahun {b.tahun}", kepala, baris, source(b), lebar=(29, 10, 10.5, 9, 8, 8, 8.5, 8.5, 8.5), jumlah=True))


def _parts(b: BahanRencana, s: SasaranRencana) -> list[Butir]:
    return [x for k in s.indikator for x in (b.rencana.butir[k], *b.rencana.below(k))]


def _objective_row(b: BahanRencana, nama: str, isi: list[Butir]) -> list[Isi]:
    indikator = [x for x in isi if x.jenis == "indikator"]
    temuan = {t.id for x in isi for t in b.temuan_butir[x.kode] if t.tingkat != "info"}
    return [nama, count(b, indikator), count(b, (x for x in indikator if x.target and x.target.ada)), count(b, (x for x in isi if x.jenis == "langkah")),
            *(computed_cell(count_of(planned(isi, p)), 0) for p in TRIWULAN), Sel(str(len(temuan)), angka=True)]


def planned(isi: Iterable[Butir], periode: str) -> list[str]:
    """Return the cells that print a number for a quarter."""
    return [s.fakta_id for x in isi for s in x.triwulan if s.periode == periode and s.ada]


def count(b: BahanRencana, isi: Iterable[Butir]) -> Sel:
    """Return a cell that counts indicators or steps."""
    return computed_cell(b.count(isi), 0)


def indicators(b: BahanRencana) -> Markdown:
    """Return every indicator under its objective: target, nature of its plan, steps, owner, findings."""
    baris: list[list[Isi]] = []
    for s in b.rencana.sasaran:
        baris.append([Sel(f"{s.nomor} {s.nama}".strip(), tebal=True, kolom=6)])
        baris += [_indicator_row(b, x) for x in _parts(b, s) if x.jenis == "indikator"]
    return join_blocks(table(
        "tbl-ra-indikator", "Indikator setiap sasaran dengan target, sifat rencana, dan penanggung jawab",
        [["Indikator", "Target setahun", "Sifat rencana triwulan", "Langkah", "Penanggung jawab utama", "Temuan"]], baris,
        f"{source(b)}; sifat rencana menurut metodologi {b.metodologi.kode} (lihat lampiran)", lebar=(34, 13, 15, 9, 18, 11)), legend(b))


def _indicator_row(b: BahanRencana, x: Butir) -> list[Isi]:
    tingkat = 0
    while b.rencana.butir[x.kode].induk and tingkat < 4 and (x_induk := _above(b, x, tingkat + 1)):
        tingkat += 1
        if not x_induk.induk:
            break
    target = Sel("–", angka=True)
    if x.target and x.target.teks.strip():
        teks = " ".join(x.target.teks.split())
        panjang = len(teks) > TERPANJANG   # such a text may break
        target = Sel(teks, angka=not panjang, fakta=x.target.fakta_id, tanda=fact_marks(b, x.target.fakta_id), kelas="kanan" if panjang else "")
    temuan = [t for t in b.temuan_butir[x.kode] if t.tingkat != "info"]
    return [_MENJOROK * tingkat + x.pendek, target, JENIS[x.sifat.jenis] if x.sifat.triwulanan else "dinilai setahun sekali", count(b, b.rencana.steps_of(x.kode)),
            ", ".join(p.nama for p in x.pemilik if p.peran == "utama") or "tidak tercetak",
            Sel("", tanda=tuple((finding_anchor(t), t.nomor) for t in temuan[:3])) if temuan else "–"]


def _above(b: BahanRencana, x: Butir, langkah: int) -> Butir | None:
    for _ in range(langkah):
        if not x.induk:
            return None
        x = b.rencana.butir[x.induk]
    return x


# ---- who owns what ------------------------------------------------------------------------------------------------


def owners(b: BahanRencana) -> Markdown:
    """Return how much each office leads and supports, and in which quarters what it leads is due."""
    baris: list[list[Isi]] = []
    for nama, peran in _by_office(b).items():
        utama = peran.get("utama", [])
        baris.append([nama, *(count(b, (x for x in peran.get(p, ()) if x.jenis == j)) for p in ("utama", "pendukung") for j in ("indikator", "langkah")),
                      *(computed_cell(count_of(planned(utama, p)), 0) for p in TRIWULAN)])
    tanpa = [x for x in b.rencana.butir.values() if not x.pemilik]
    if tanpa:
        nol = Sel("0", angka=True)
        baris.append(["Tidak tercetak", *(count(b, (x for x in tanpa if x.jenis == j)) for j in ("indikator", "langkah")), nol, nol,
                      *(computed_cell(count_of(planned(tanpa, p)), 0) for p in TRIWULAN)])
    kepala: list[list[Isi]] = [
        [Sel("Penanggung jawab", baris=2), Sel("Utama", kolom=2), Sel("Pendukung", kolom=2), Sel("Butir utama yang jatuh pada", kolom=4)],
        ["Indikator", "Langkah", "Indikator", "Langkah", "TW I", "TW II", "TW III", "TW IV"]]
    return join_blocks(
        "Jabatan yang disebut pertama dalam satu sel adalah penanggung jawab utama, selebihnya pendukung. Sel kosong mengikuti sel terisi yang terdekat di atasnya pada "
        "indikator yang sama, lalu indikator induknya; aturan itu asumsi laporan ini.",
        table("tbl-ra-pemilik", "Beban penanggung jawab: indikator dan langkah aksi yang dipimpin dan didukung", kepala, baris, source(b), lebar=(28, 10, 9, 10, 9, 8.5, 8.5, 8.5, 8.5)))


def owned_items(b: BahanRencana) -> Markdown:
    """Return for each office what it leads and what it supports, by indicator."""
    baris: list[list[Isi]] = []
    for nama, peran in _by_office(b).items():
        for p in ("utama", "pendukung"):
            menurut: dict[str, list[str]] = {}
            for x in peran.get(p, ()):
                isi = menurut.setdefault(b.rencana.indicator_of(x.kode), [])
                isi += [x.nama] if x.jenis == "langkah" else []
            baris += [[nama, p, b.rencana.butir[k].pendek, "; ".join(isi) or "(indikatornya sendiri)"] for k, isi in menurut.items()]
    return join_blocks(table("tbl-ra-pemilik-rinci", "Indikator dan langkah aksi setiap penanggung jawab", [["Penanggung jawab", "Peran", "Indikator", "Langkah aksi"]], baris,
                             source(b), lebar=(18, 11, 24, 47)))


def _by_office(b: BahanRencana) -> dict[str, dict[str, list[Butir]]]:
    """Return what each office owns, by role; offices in the order they are printed."""
    hasil: dict[str, dict[str, list[Butir]]] = {}
    milik: dict[Pemilik, list[Butir]] = b.rencana.owned_by()
    for pemilik, isi in milik.items():
        hasil.setdefault(pemilik.nama, {})[pemilik.peran] = isi
    return hasil
