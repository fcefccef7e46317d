"""BAB III B: the budget by year, program, kind of spending and source of funds."""

from __future__ import annotations

from IPython.display import Markdown

from helpers.display.blocks import join_blocks
from helpers.display.cells import computed_cell, prose, source_ids, table, value_cell
from helpers.display.tables import Isi, Sel
from helpers.narrative import budget as kata
from helpers.narrative.indicators import absorption
from helpers.narrative.material import Bahan
from helpers.narrative.words import TAK_TERSEDIA, missing, title_case

RINCIAN = (("program", "program"), ("belanja", "jenis belanja"), ("dana", "sumber dana"))
_KEPALA = ("Pagu (Rp)", "Realisasi (Rp)", "Sisa tercetak (Rp)", "Sisa dihitung ulang (Rp)", "Penyerapan (%)")


def budget_years(b: Bahan) -> Markdown:
    """Return the budget over the years."""
    tahun = [t for t in b.years("anggaran.pagu", "anggaran.realisasi") if t <= b.tahun]
    if not tahun:
        return Markdown(f"{TAK_TERSEDIA}.")
    baris = [[Sel(str(t), tebal=t == b.tahun), *_money(b, "anggaran", t)] for t in tahun]
    return join_blocks(
        prose(b, f"{kata.year(b)} {kata.years(b)}"),
        table("tbl-anggaran-tahun", "Pagu, realisasi, sisa, dan penyerapan anggaran per tahun",
              [["Tahun", *_KEPALA]], baris, b.source_of(source_ids(baris))))


def budget_parts(b: Bahan) -> Markdown:
    """Return the budget of the year by program, kind of spending and source of funds."""
    bagian = []
    for awalan, sebutan in RINCIAN:
        bagian += [f"### Menurut {title_case(sebutan)}", prose(b, kata.breakdown(b, awalan, sebutan))]
        kode = kata.parts(b, awalan)
        if not kode:
            continue
        baris = [[kata.part_name(b, k), *_money(b, k, b.tahun)] for k in kode]
        jumlah = [sum(v for k in kode if not missing(v := b.number(f"{k}.{a}"))) for a in ("pagu", "realisasi")]
        sisa = [b.number(f"{k}.sisa") for k in kode]
        baris.append(["Jumlah rincian", computed_cell(jumlah[0], 0), computed_cell(jumlah[1], 0), computed_cell(sum(s for s in sisa if not missing(s)), 0),
                      computed_cell(jumlah[0] - jumlah[1], 0), computed_cell(100 * jumlah[1] / jumlah[0] if jumlah[0] else float("nan"))])
        bagian.append(table(f"tbl-anggaran-{awalan}", f"Anggaran tahun {b.tahun} menurut {sebutan}",
                            [[sebutan.capitalize(), *_KEPALA]], baris, b.source_of(source_ids(baris)), jumlah=True))
    return join_blocks(*bagian)


def _money(b: Bahan, kode: str, tahun: int) -> list[Isi]:
    pagu, realisasi = b.number(f"{kode}.pagu", tahun), b.number(f"{kode}.realisasi", tahun)
    ada = not missing(pagu) and not missing(realisasi)
    serap = absorption(b, tahun) if kode == "anggaran" else 100 * realisasi / pagu if ada and pagu else float("nan")
    return [value_cell(b, f"{kode}.{a}", tahun) for a in ("pagu", "realisasi", "sisa")] + [
        computed_cell(pagu - realisasi if ada else float("nan"), 0), computed_cell(serap)]
