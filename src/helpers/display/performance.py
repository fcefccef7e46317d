"""BAB III A: the measured year, and one section for each objective and indicator."""

from __future__ import annotations

from IPython.display import Markdown

from helpers.display.blocks import (
    bullets,
    finding_links,
    join_blocks,
    legend,
    plain,
    run_in,
    slug,
)
from helpers.display.cells import computed_cell, source_ids, spans, table, value_cell
from helpers.display.overview import _kelas
from helpers.display.tables import Isi, Sel
from helpers.narrative import indicators as kata
from helpers.narrative import summary
from helpers.narrative.material import BELUM, Bahan
from helpers.narrative.words import missing, write_percent

ASPEK = ("target", "realisasi", "capaian")


def achievements(b: Bahan) -> Markdown:
    """Return target, realisasi and capaian of every indicator, as printed and recomputed."""
    baris: list[list[Isi]] = []
    for s in b.objectives:
        for i in s.indikator:
            c = b.achievement(i.kode)
            baris.append([b.fill(s.nama), i.pendek, *(value_cell(b, f"{i.kode}.{a}") for a in ASPEK),
                          computed_cell(c.dihitung), Sel(c.status, kelas=_kelas(c.status))])
    kepala = [["Sasaran strategis", "Indikator", "Target", "Realisasi", "Capaian tercetak (%)",
               "Capaian dihitung ulang (%)", "Hasil"]]
    return join_blocks(
        table("tbl-capaian", f"Target, realisasi, dan capaian kinerja tahun {b.tahun}", kepala, spans(baris), b.source_of(source_ids(baris))),
        legend(b), plain(measured(b)))


def measured(b: Bahan) -> str:
    """Say how capaian is computed, and what is not compared."""
    dasar = b.metodologi.bagian_indikator.dasar.get("capaian", "")
    serap = kata.absorption(b)
    kalimat = [summary.achieved(b), f"Capaian dihitung sebagai realisasi dibagi target dikali 100{f' ({dasar})' if dasar else ''}; "
               "nilai tercetak disajikan di sampingnya."]
    kalimat.append("Sumber tidak memuat standar nasional untuk indikator-indikator ini sehingga perbandingan dengan standar nasional tidak disajikan.")
    if not missing(serap):
        kalimat.append("Anggaran tidak dirinci per indikator; karena itu efisiensi dinilai dengan membandingkan capaian dengan penyerapan "
                       f"anggaran seluruh Polres, yaitu {write_percent(serap, 2)}.")
    return " ".join(kalimat)


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
    penyebab_baik, penyebab_buruk = n.penyebab_keberhasilan, n.penyebab_kegagalan
    tahun = b.tahun
    return "\n\n".join(filter(None, [
        f"Indikator: {plain(b.fill(i.nama))}.",
        run_in("Terhadap target tahun ini", plain(kata.against_target(b, kode))),
        _years(b, kode),
        run_in("Terhadap tahun sebelumnya", plain(kata.against_earlier(b, kode))),
        run_in("Terhadap target akhir Renstra", plain(kata.against_plan(b, kode))),
        _doubts(b, kode, tahun),
        _part(tingkat, "Penyebab keberhasilan", bullets(penyebab_baik)),
        _part(tingkat, "Penyebab kegagalan dan hambatan", bullets(penyebab_buruk)),
        "" if penyebab_baik or penyebab_buruk else _part(tingkat, "Penyebab keberhasilan atau kegagalan", "Sumber tidak menyebutkannya."),
        _part(tingkat, "Solusi yang dilakukan", bullets(n.solusi) or "Sumber tidak menyebutkannya."),
        _part(tingkat, "Efisiensi penggunaan sumber daya", plain(kata.efficiency(b, kode))),
        bullets(n.efisiensi),
        _part(tingkat, "Program penunjang", bullets(n.program)),
        _supporting(b, kode),
    ]))


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
            target = Sel(f"{v.teks} (baseline)", angka=True, tanda=v.tanda, fakta=v.fakta)
        hasil = c.status if c.status != BELUM or t == b.tahun else "–"
        baris.append([Sel(str(t), tebal=t == b.tahun), target, value_cell(b, f"{kode}.realisasi", t), value_cell(b, f"{kode}.capaian", t),
                      computed_cell(c.dihitung), Sel(hasil, kelas=_kelas(c.status))])
    kepala = [["Tahun", "Target", "Realisasi", "Capaian tercetak (%)",
               "Capaian dihitung ulang (%)", "Hasil"]]
    satuan = b.metodologi.unit(f"{kode}.realisasi").lambang
    tambahan = f" ({satuan})" if satuan not in ("indeks", "nilai", "%") else " (%)" if satuan == "%" else ""
    return table(f"tbl-capaian-{slug(kode)}", f"Target, realisasi, dan capaian {b.metodologi.indikator[kode].pendek}{tambahan}", kepala, baris,
                 b.source_of(source_ids(baris)))


def _doubts(b: Bahan, kode: str, tahun: int) -> str:
    temuan = b.findings_about((f"{kode}.{a}" for a in ASPEK), tahun)
    lalu = [t for t in b.findings_about((f"{kode}.{a}" for a in ASPEK), tahun - 1) if t not in temuan]
    if not temuan and not lalu:
        return ""
    kini = f"Lihat temuan {finding_links(temuan)}." if temuan else ""
    tahun_lalu = f"Angka tahun {tahun - 1} juga dipersoalkan: lihat temuan {finding_links(lalu)}." if lalu else ""
    return run_in("Catatan atas angka", " ".join(filter(None, [plain(kata.contested(b, kode)) if temuan else "", kini, tahun_lalu])))


def _part(tingkat: int, judul: str, isi: str) -> str:
    """Return a part of an indicator's section under a heading without number; empty when there is nothing to say."""
    return f"{'#' * tingkat} {judul} {{.unnumbered}}\n\n{isi}" if isi else ""


def _supporting(b: Bahan, kode: str) -> str:
    """Name the source tables of the unit that answers for an indicator."""
    from helpers.display.annex import supporting_tables

    satker = b.metodologi.parameter(kode).satker
    label = supporting_tables(b, kode)
    if not label:
        return ""
    nama = b.masukan.nama_wilayah.get(satker, satker)
    return f"Data pendukung dari {plain(nama)}: {', '.join('@' + x for x in label)}."


