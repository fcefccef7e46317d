"""BAB I and II: law, organisation, objectives, plan and agreement."""

from __future__ import annotations

from dataclasses import replace

from IPython.display import Markdown

from helpers.display.blocks import finding_links, join_blocks, numbered, plain
from helpers.display.cells import prose, source_ids, spans, table, value_cell
from helpers.display.tables import Isi, Sel
from helpers.methodology.words import lower_first
from helpers.narrative.material import Bahan, once
from helpers.narrative.words import TAK_TERSEDIA, capitalise, join_words, write_count, write_number

NAMA_JENIS = {"dampak": "Indikator kinerja dampak", "utama": "Indikator kinerja utama", "penunjang": "Indikator kinerja penunjang"}


def background(b: Bahan) -> Markdown:
    """Return why this report exists."""
    return _paragraphs(b.masukan.narasi.latar_belakang)


def legal_basis(b: Bahan) -> Markdown:
    """Return the laws the report stands on."""
    dasar = b.masukan.profil.dasar_hukum
    if not dasar:
        return Markdown(f"{TAK_TERSEDIA}.")
    baris = [[str(i), f"{d.nama} tentang {d.tentang}" if d.tentang else d.nama, d.uraian] for i, d in enumerate(dasar, 1)]
    return join_blocks(table("tbl-dasar-hukum", "Dasar hukum", [["No.", "Peraturan", "Kaitan dengan laporan ini"]], baris,
                             f"profil {b.nama} tahun {b.tahun}", lebar=(6, 54, 40)))


def duties(b: Bahan) -> Markdown:
    """Return duties and functions."""
    p = b.masukan.profil
    tugas = (p.tugas_pokok,) if isinstance(p.tugas_pokok, str) else p.tugas_pokok
    return join_blocks(*(plain(t) for t in tugas), f"Untuk melaksanakan tugas tersebut, {plain(b.nama)} menyelenggarakan fungsi berikut.",
                       numbered(p.fungsi))


def organisation(b: Bahan) -> Markdown:
    """Return the structure of the organisation, with its Polsek."""
    p = b.masukan.profil
    baris: list[list[Isi]] = [[u.unsur, ", ".join(u.satuan)] for u in p.satuan_kerja if u.satuan]
    jumlah = len(p.polsek)
    kalimat = (f"{p.nama} berkedudukan di {p.kedudukan}, {p.kabupaten}, di bawah {p.polda.nama}. "
               + (f"Daerah hukumnya dilayani oleh {write_count(jumlah)} Polsek." if jumlah else "Daftar Polsek tidak tersedia dalam sumber."))
    return join_blocks(plain(kalimat), prose(b, _strength(b)),
                       table("tbl-organisasi", f"Susunan organisasi {b.nama}", [["Unsur", "Satuan kerja"]], baris,
                             f"profil {b.nama} tahun {b.tahun}", lebar=(34, 66)) if baris else "")


def _strength(b: Bahan) -> str:
    """Say how many offices the source counts."""
    m = b.metodologi
    butir = [f"{write_number(v.nilai, v.presisi)} {lower_first(m.name(k).removeprefix('Jumlah '))}" for k, p in m.bagian_parameter.parameter.items()
             if k.startswith("organisasi.") and p.satuan == "unit" and (v := b.value(k))]
    return f"Menurut sumber, kekuatan organisasi terdiri atas {join_words(butir)}." if butir else ""


def issues(b: Bahan) -> Markdown:
    """Return strategic issues."""
    isu = b.masukan.narasi.isu_strategis
    return join_blocks(numbered(isu)) if isu else Markdown(f"{TAK_TERSEDIA}.")


def vision(b: Bahan) -> Markdown:
    """Return vision, mission and goals as stated officially."""
    p = b.masukan.profil
    return join_blocks(
        f"**Visi.** “{plain(p.visi)}”", f"Makna: {plain(p.makna_visi)}." if p.makna_visi else "",
        f"**Misi.** “{plain(p.misi)}”", f"Makna: {plain(p.makna_misi)}." if p.makna_misi else "",
        "**Tujuan.**", numbered(f"{capitalise(t)};" for t in p.tujuan).rstrip(";") + ".")


def objectives(b: Bahan) -> Markdown:
    """Return the strategic objectives as the Polres states them."""
    r = b.metodologi.bagian_indikator.renstra
    return join_blocks(f"Sasaran strategis {plain(b.nama)} tahun {r.mulai}–{r.akhir} menurut sumber:",
                       numbered(f"{capitalise(s.nama)};" for s in b.masukan.profil.sasaran_strategis).rstrip(";") + ".")


def plan_targets(b: Bahan) -> Markdown:
    """Return the targets of the strategic plan, from the base year to its last year."""
    r = b.metodologi.bagian_indikator.renstra
    tahun = range(r.mulai, r.akhir + 1)
    baris: list[list[Isi]] = [
        [b.fill(s.nama), i.kode, b.fill(i.nama), value_cell(b, f"{i.kode}.baseline", r.tahun_dasar),
         *(value_cell(b, f"{i.kode}.target", t) for t in tahun)]
        for s in b.objectives for i in s.indikator
    ]
    kepala: list[list[Isi]] = [
        [Sel("Sasaran strategis", baris=2), Sel("Kode", baris=2), Sel("Indikator kinerja", baris=2), Sel(f"Nilai awal {r.tahun_dasar}", baris=2),
         Sel("Target", kolom=len(tahun))],
        [str(t) for t in tahun]]
    sumber = b.source_of(source_ids(baris))
    return join_blocks(table("tbl-renstra", f"Sasaran strategis, indikator, dan target Renstra {r.mulai}–{r.akhir}", kepala, spans(baris), sumber,
                             lebar=(27, 7.5, 29, 7.5, *([29 / len(tahun)] * len(tahun)))))


def agreement(b: Bahan) -> Markdown:
    """Return the performance agreement of the year."""
    baris: list[list[Isi]] = [
        [b.fill(s.nama), b.fill(i.nama), b.metodologi.unit(f"{i.kode}.target").lambang, _agreed(b, f"{i.kode}.target")]
        for s in b.objectives for i in s.indikator]
    sumber = b.source_of(source_ids(baris))
    return join_blocks(_dated(b), table("tbl-perjanjian", f"Perjanjian Kinerja tahun {b.tahun}",
                             [["Sasaran strategis", "Indikator kinerja", "Satuan", "Target"]], spans(baris), sumber, lebar=(42, 40, 9, 9)))


def _dated(b: Bahan) -> str:
    """Say which date the agreement prints, and which finding holds it against its year; empty when none is printed."""
    f = b.fakta[(b.fakta["kode"] == "dokumen.tanggal_perjanjian") & (b.fakta["tahun"] == b.tahun) & (b.fakta["keadaan"] == "tanggal")]
    if f.empty:
        return ""
    tercetak = join_words(list(dict.fromkeys(f["nilai_teks"])))
    temuan = [t for t in dict.fromkeys(t.id for i in f["fakta_id"] for t in b.findings_at(i))]
    tautan = finding_links([t for t in b.temuan if t.id in temuan])
    return plain(f"Perjanjian Kinerja tahun {b.tahun} tercetak bertanggal {tercetak}.") + (f" Tanggal itu dipersoalkan: lihat temuan {tautan}." if tautan else "")


def _agreed(b: Bahan, kode: str) -> Sel:
    """Return the cell of an agreed target, from the agreement itself where it prints the chosen value.

    The agreement is the source table that holds nothing but the year's targets.
    """
    sel, v = value_cell(b, kode), b.value(kode)
    fakta_id = v and _agreements(b).get((kode, v.nilai))
    return replace(sel, fakta=fakta_id) if fakta_id else sel


@once
def _agreements(b: Bahan) -> dict[tuple[str, float], str]:
    """Return where the agreement prints each target with each of its values, the first place of all."""
    hasil: dict[tuple[str, float], str] = {}
    for sumber, f in b.fakta.groupby("sumber", sort=False):
        if sumber in b.tabel and f["kode"].str.endswith(".target").all() and (f["tahun"] == b.tahun).all():
            for kode, nilai, fakta_id in zip(f["kode"], f["nilai"], f["fakta_id"], strict=True):
                hasil.setdefault((kode, nilai), fakta_id)
    return hasil


def _paragraphs(teks: tuple[str, ...]) -> Markdown:
    return join_blocks(*(plain(t) for t in teks)) if teks else Markdown(f"{TAK_TERSEDIA}.")


