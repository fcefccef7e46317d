"""Ikhtisar: the scorecard, published against restated indices, findings by severity; and the opening texts."""

from __future__ import annotations

from IPython.display import Markdown

from helpers.display.blocks import bullets, checks_source, join_blocks, legend, plain, run_in
from helpers.display.cells import computed_cell, gap_cell, indicator_label, prose, restated_cell, source_ids, table, value_cell
from helpers.display.tables import Isi, Sel
from helpers.narrative import page
from helpers.narrative.indices import changed, index_name, rule_standing
from helpers.narrative.material import BELUM, RAGU, TERCAPAI, Bahan
from helpers.narrative.summary import shared_proposals
from helpers.narrative.words import TAK_TERSEDIA, missing
from helpers.sources.profile import write_date
from helpers.validation.findings import NAMA_KELUARGA, TINGKAT


def foreword(b: Bahan) -> Markdown:
    """Return the foreword, with place and date."""
    p = b.masukan.profil
    return join_blocks(
        *([plain(t) for t in b.masukan.narasi.kata_pengantar] or [f"{TAK_TERSEDIA}."]),
        f"{plain(p.keputusan.tempat)}, {write_date(p.keputusan.tanggal)}",
        f"Kepala Kepolisian Resor {plain(p.nama.removeprefix('Polres '))}")


def overview(b: Bahan) -> Markdown:
    """Return the text of the executive page."""
    ragu = page.doubts(b)
    return join_blocks(
        run_in("Yang tercapai", prose(b, page.reached(b))), run_in("Yang tidak tercapai", prose(b, page.missed(b))),
        "**Yang belum dapat dipercaya, dan sebabnya.**" if ragu else "", bullets(ragu, lambda t: prose(b, t)), prose(b, page.basis(b)))


def scorecard(b: Bahan) -> Markdown:
    """Return the scorecard of all indicators: verdict as word and shape, contested numbers marked."""
    baris: list[list[Isi]] = []
    for i in b.indicators:
        c = b.achievement(i.kode)
        catatan = _restated_note(b, i.kode) or ("tidak mungkin" if c.mustahil else "diperselisihkan" if c.sengketa else "")
        baris.append([indicator_label(b, i), value_cell(b, f"{i.kode}.target"), value_cell(b, f"{i.kode}.realisasi"),
                      computed_cell(c.dihitung), Sel(c.status, kelas=_kelas(c.status)), catatan])
    return join_blocks(
        table("tbl-kartu-skor", "Kartu skor indikator kinerja",
              [["Indikator", "Target", "Realisasi", "Capaian (%)", "Hasil", "Catatan"]],
              baris, f"{b.source_of(source_ids(baris))}; capaian dihitung ulang", lebar=(32.7, 8, 9.8, 9, 20, 20.5)),
        legend(b))


def _kelas(status: str) -> str:
    return {"✓": "tercapai", "?": "diragukan", "✗": "tidak-tercapai"}.get(status[0], "belum-dinilai")


def _restated_note(b: Bahan, kode: str) -> str:
    ulang, target = b.restated.get((f"{kode}.realisasi", b.tahun, "TH")), b.number(f"{kode}.target")
    tercetak = b.number(f"{kode}.realisasi")
    if ulang is None or not ulang[1] or missing(tercetak) or missing(target) or (tercetak >= target) == (ulang[0] >= target):
        return ""
    return f"hitungan ulang {restated_cell(ulang).teks}"


def _bounds_note(b: Bahan) -> str:
    """Explain the sign of a bound, where one is shown."""
    batas = next((u.keterangan for (kode, _, _), u in b.restated.items() if kode in b.index_codes and not u.pasti), "")
    return f"; ≤ berarti paling tinggi, karena {batas.split(':')[0]}" if batas else ""


def restatement(b: Bahan) -> Markdown:
    """Return every indicator as published beside as restated from corrected inputs, with the conclusion of each."""
    baris: list[list[Isi]] = []
    for i in b.indicators:
        c = b.achievement(i.kode)
        realisasi, capaian = (b.restated.get((f"{i.kode}.{a}", b.tahun, "TH")) for a in ("realisasi", "capaian"))
        ulang = capaian.verdict(100.0) if capaian else BELUM
        dasar = (realisasi.kedudukan if realisasi.dihitung else "rata-rata triwulan" if realisasi.kedudukan else "sebagaimana tercetak") if realisasi else "–"
        baris.append([indicator_label(b, i), value_cell(b, f"{i.kode}.target"), value_cell(b, f"{i.kode}.realisasi"), value_cell(b, f"{i.kode}.capaian"),
                      Sel(c.status, kelas=_kelas(c.status)), restated_cell(realisasi), restated_cell(capaian),
                      Sel(ulang, kelas=_kelas(ulang), tebal=ulang != (TERCAPAI if c.status == RAGU else c.status)), dasar])
    kepala: list[list[Isi]] = [
        [Sel("Indikator", baris=2), Sel("Target", baris=2), Sel("Dipublikasikan", kolom=3), Sel("Dinyatakan ulang", kolom=3), Sel("Dasar", baris=2)],
        ["Realisasi", "Capaian (%)", "Hasil", "Realisasi", "Capaian (%)", "Hasil"]]
    return join_blocks(
        prose(b, changed(b)),
        table("tbl-nyata-ulang", f"Dipublikasikan dan dinyatakan ulang: setiap indikator tahun {b.tahun}", kepala, baris,
              f"{b.source_of(source_ids(baris))}; nilai yang dinyatakan ulang dihitung dari masukan yang dikoreksi, bukan nilai resmi{_bounds_note(b)}",
              lebar=(17, 7, 10, 9, 13, 10, 9, 12, 13)))


def headline(b: Bahan) -> Markdown:
    """Return published against restated headline indices, one row an index, last year and this year."""
    baris: list[list[Isi]] = []
    for kode in b.index_codes:
        sel, ada = [], False
        for tahun in (b.tahun - 1, b.tahun):
            v, ulang = b.value(kode, tahun), b.restated.get((kode, tahun, "TH"))
            ada = ada or v is not None or ulang is not None
            nilai = ulang[0] if ulang else float("nan")
            sel += [value_cell(b, kode, tahun, desimal=2), restated_cell(ulang)]
        if ada:  # the loop ends with this year
            dasar = rule_standing(b, kode) if ulang and ulang[1] else "rata-rata triwulan" if ulang else "–"
            baris.append([index_name(b, kode), value_cell(b, f"{kode.removesuffix('.realisasi')}.target"), *sel,
                          gap_cell(v.nilai if v else float("nan"), nilai), dasar])
    if not baris:
        baris = [[Sel(f"{TAK_TERSEDIA}", kolom=8)]]
    lalu, kini = b.tahun - 1, b.tahun
    return join_blocks(table(
        "tbl-indeks-utama", "Indeks utama: yang diterbitkan dan hasil hitungan ulang (bukan nilai resmi)",
        [["Indeks", f"Target {kini}", f"Terbit {lalu}", f"Ulang {lalu}", f"Terbit {kini}", f"Ulang {kini}", "Selisih", "Dasar"]], baris,
        f"{b.source_of(source_ids(baris))}{_bounds_note(b)}", lebar=(20, 9, 13, 9, 13, 9, 9, 18)))


def finding_counts(b: Bahan) -> Markdown:
    """Return the number of findings by family and severity."""
    kepala = [["Jenis pemeriksaan", *(t.capitalize() for t in TINGKAT), "Jumlah", "Usulan"]]
    baris: list[list[Isi]] = []
    bersama = shared_proposals(b)
    for kode, nama in NAMA_KELUARGA.items():
        if b.count_findings("", kode):
            baris.append([nama, *(computed_cell(b.count_findings(k, kode), 0) for k in (*TINGKAT, "")), bersama.get(kode, "Disebut pada baris setiap temuan.")])
    baris.append(["Jumlah", *(computed_cell(b.count_findings(k), 0) for k in (*TINGKAT, "")), ""])
    return join_blocks(table("tbl-temuan-tingkat", "Temuan menurut jenis pemeriksaan dan tingkat", kepala, baris, checks_source(b), jumlah=True,
                             lebar=(22, 8, 11, 7, 9, 43)))
