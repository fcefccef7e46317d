"""BAB III A: the measured year, and one section for each objective and indicator."""

from __future__ import annotations

from collections.abc import Sequence

from IPython.display import Markdown

from helpers.display import plan_link
from helpers.display.blocks import (
    bullets,
    finding_links,
    join_blocks,
    legend,
    plain,
    run_in,
    slug,
)
from helpers.display.cells import computed_cell, indicator_label, prose, source_ids, spans, table, value_cell
from helpers.display.overview import _kelas
from helpers.display.tables import Isi, Sel
from helpers.narrative import claims, indices, summary
from helpers.narrative import indicators as kata
from helpers.narrative.material import BELUM, Bahan, once
from helpers.narrative.words import missing, write_number, write_percent

ASPEK = ("target", "realisasi", "capaian")
_BEBERAPA = 3      # years that make "several years"
_DIAM = "Sumber tidak menyebutkan {}."


def achievements(b: Bahan) -> Markdown:
    """Return target, realisasi and capaian of every indicator, as printed and recomputed."""
    baris: list[list[Isi]] = []
    for s in b.objectives:
        for i in s.indikator:
            c = b.achievement(i.kode)
            baris.append([b.fill(s.nama), indicator_label(b, i), *(value_cell(b, f"{i.kode}.{a}") for a in ASPEK),
                          computed_cell(c.dihitung), Sel(c.status, kelas=_kelas(c.status))])
    kepala = [["Sasaran strategis", "Indikator", "Target", "Realisasi", "Capaian tercetak (%)",
               "Dihitung ulang (%)", "Hasil"]]
    return join_blocks(
        table("tbl-capaian", f"Target, realisasi, dan capaian kinerja tahun {b.tahun}", kepala, spans(baris), b.source_of(source_ids(baris)),
              lebar=(29, 21, 8, 10, 10, 10, 12)),
        legend(b), prose(b, measured(b)))


def measured(b: Bahan) -> str:
    """Say how capaian is computed, and what is not compared."""
    dasar = b.metodologi.bagian_indikator.dasar.get("capaian", "")
    serap = kata.absorption(b)
    kalimat = [summary.achieved(b), f"Capaian dihitung sebagai realisasi dibagi target dikali 100{f' ({dasar})' if dasar else ''}; "
               "nilai tercetak disajikan di sampingnya."]
    disebut = b.value("organisasi.indikator")
    if disebut and disebut.nilai != len(b.indicators):
        kalimat.append(f"Sumber menyebut {write_number(disebut.nilai, 0)} indikator, tetapi yang terdaftar {write_number(b.indicator_count, 0)}.")
    if not b.metodologi.analisis.standar_nasional:
        kalimat.append("Sumber tidak memuat standar nasional untuk indikator-indikator ini sehingga perbandingan dengan standar nasional tidak disajikan.")
    if not missing(serap):
        kalimat.append("Anggaran tidak dirinci per indikator; karena itu efisiensi dinilai dengan membandingkan capaian dengan penyerapan "
                       f"anggaran seluruh Polres, yaitu {write_percent(serap, 2)}.")
    return " ".join(kalimat)


@once
def objective_sections(b: Bahan) -> Markdown:
    """Return one section for each objective, with its indicators."""
    return join_blocks(*(_objective(b, s) for s in b.objectives))


def _objective(b: Bahan, s) -> str:
    bagian = [f"### {plain(b.fill(s.nama))} {{#sec-{slug(s.kode)}}}"]
    for i in s.indikator:
        if len(s.indikator) > 1:
            bagian.append(f"#### {plain(i.pendek)} {{#sec-{slug(i.kode)}}}")
        bagian.append(_indicator(b, i.kode, 5 if len(s.indikator) > 1 else 4))
    return "\n\n".join(bagian)


def _indicator(b: Bahan, kode: str, tingkat: int) -> str:
    n, i = b.masukan.narasi.of(kode), b.metodologi.indikator[kode]
    ada, ekor = evidence(b, kode), slug(kode)

    def jangkar(nama: str) -> str:
        return f"{nama}-{ekor}" if ada[nama] else ""

    sebab = [("Penyebab keberhasilan", n.penyebab_keberhasilan), ("Penyebab kegagalan dan hambatan", n.penyebab_kegagalan)]
    sebab = [(judul, bullets(isi)) for judul, isi in sebab if isi] or [("Penyebab keberhasilan atau kegagalan", _DIAM.format("penyebabnya"))]
    program = join_blocks(prose(b, kata.programs(b, kode)), _told("Kegiatan yang dilaporkan menunjang sasaran ini:", n.program)).data
    return "\n\n".join(filter(None, [
        f"Indikator: {plain(b.fill(i.nama))}.",
        run_in("Terhadap target tahun ini", prose(b, kata.against_target(b, kode)), jangkar("target")),
        _years(b, kode),
        run_in("Terhadap tahun sebelumnya", prose(b, kata.against_earlier(b, kode)), jangkar("lalu")),
        f"[]{{#{jangkar('deret')}}}" if ada["deret"] else "",
        run_in("Terhadap target akhir Renstra", prose(b, kata.against_plan(b, kode)), jangkar("renstra")),
        run_in("Terhadap standar nasional", prose(b, kata.against_standard(b, kode)), jangkar("nasional")) if _measured_against(b, kode) else "",
        _doubts(b, kode, b.tahun),
        *(_part(tingkat, judul, isi, jangkar("sebab") if nomor == 0 else "") for nomor, (judul, isi) in enumerate(sebab)),
        _part(tingkat, "Solusi yang dilakukan", bullets(n.solusi) or _DIAM.format("solusinya"), jangkar("solusi")),
        _part(tingkat, "Efisiensi penggunaan sumber daya", prose(b, kata.efficiency(b, kode)), jangkar("efisiensi")),
        _told("Upaya yang dilaporkan:", n.efisiensi),
        _part(tingkat, "Program penunjang", program or _DIAM.format("programnya"), jangkar("program")),
        _part(tingkat, "Langkah rencana aksi", plan_link.steps(b, kode)),
        _supporting(b, kode),
    ]))


def _measured_against(b: Bahan, kode: str) -> bool:
    """Whether there is a standard or a scale to speak of; where there is none at all, the chapter says so once."""
    a = b.metodologi.analisis
    return bool(a.standar_nasional) or kode in a.berpredikat


def evidence(b: Bahan, kode: str) -> dict[str, bool]:
    """Say which parts of an indicator's analysis rest on data of this Polres; only those get an anchor."""
    n, c, akhir = b.masukan.narasi.of(kode), b.achievement(kode), b.metodologi.bagian_indikator.renstra.akhir
    ada = not missing(c.realisasi)
    deret = kata.known_years(b, kode)
    return {
        "target": ada and not missing(c.target), "lalu": ada and b.tahun - 1 in deret, "deret": len(deret) >= _BEBERAPA,
        "renstra": ada and not missing(b.number(f"{kode}.target", akhir)),
        "nasional": ada and any(s.indikator == kode and s.tahun <= b.tahun for s in b.metodologi.analisis.standar_nasional),
        "sebab": bool(n.penyebab_keberhasilan or n.penyebab_kegagalan), "solusi": bool(n.solusi),
        "efisiensi": not missing(c.dihitung) and not missing(kata.absorption(b)), "program": bool(n.program or kata.programs(b, kode)),
    }


def _years(b: Bahan, kode: str) -> str:
    """Target, realisasi and capaian of an indicator over the years of the plan."""
    r = b.metodologi.bagian_indikator.renstra
    semua = [t for t in sorted({*b.years(*(f"{kode}.{a}" for a in ASPEK)), *b.years(f"{kode}.baseline"), b.tahun}) if t <= max(r.akhir, b.tahun)]
    baris: list[list[Isi]] = []
    for t in semua:
        c = b.achievement(kode, t)
        dasar = b.value(f"{kode}.baseline", t)
        target = value_cell(b, f"{kode}.target", t)
        if missing(c.target) and dasar:
            v = value_cell(b, f"{kode}.baseline", t)
            target = Sel(f"{v.teks} (nilai awal)", angka=True, tanda=v.tanda, fakta=v.fakta)
        hasil = c.status if c.status != BELUM or t == b.tahun else "–"
        baris.append([Sel(str(t), tebal=t == b.tahun), target, value_cell(b, f"{kode}.realisasi", t), value_cell(b, f"{kode}.capaian", t),
                      computed_cell(c.dihitung), Sel(hasil, kelas=_kelas(c.status))])
    kepala = [["Tahun", "Target", "Realisasi", "Capaian tercetak (%)",
               "Capaian dihitung ulang (%)", "Hasil"]]
    return table(f"tbl-capaian-{slug(kode)}", f"Target, realisasi, dan capaian {indicator_label(b, b.metodologi.indikator[kode])}", kepala, baris,
                 b.source_of(source_ids(baris)), lebar=(9, 19, 16, 17, 19, 20))


def _doubts(b: Bahan, kode: str, tahun: int) -> str:
    angka, pernyataan = {f"{kode}.{a}" for a in ASPEK}, claims.codes(b, kode)
    dipersoalkan = b.findings_about(angka, tahun)
    temuan = [*dipersoalkan, *(t for t in b.findings_about(pernyataan, tahun) if t not in dipersoalkan)]
    lalu = [t for t in b.findings_about(angka, tahun - 1) if t not in temuan]
    kini = f"Lihat temuan {finding_links(temuan)}." if temuan else ""
    tahun_lalu = f"Angka tahun {tahun - 1} juga dipersoalkan: lihat temuan {finding_links(lalu)}." if lalu else ""
    return run_in("Catatan atas angka", " ".join(filter(None, [
        plain(kata.contested(b, kode)) if dipersoalkan else "", _restated(b, kode), plain(claims.contradictions(b, kode)), kini, tahun_lalu])))


def _restated(b: Bahan, kode: str) -> str:
    """Say what a headline index becomes when its rule is carried through."""
    return plain(indices.restated(b, f"{kode}.realisasi")) if f"{kode}.realisasi" in b.index_codes else ""


def _told(pengantar: str, butir: Sequence[str]) -> str:
    """Return a list that a short sentence leads to; empty without items."""
    return f"{pengantar}\n\n{bullets(butir)}" if butir else ""


def _part(tingkat: int, judul: str, isi: str, jangkar: str = "") -> str:
    """Return a part of an indicator's section under a heading without number; empty when there is nothing to say."""
    tanda = f"#{jangkar} .unnumbered" if jangkar else ".unnumbered"
    return f"{'#' * tingkat} {judul} {{{tanda}}}\n\n{isi}" if isi else ""


def _supporting(b: Bahan, kode: str) -> str:
    """Name the source tables of the unit that answers for an indicator."""
    from helpers.display.annex import supporting_tables

    satker = b.metodologi.parameter(kode).satker
    label = supporting_tables(b, kode)
    if not label:
        return ""
    nama = b.masukan.nama_wilayah.get(satker, satker)
    return f"Data pendukung dari {plain(nama)}: {', '.join('@' + x for x in label)}."


