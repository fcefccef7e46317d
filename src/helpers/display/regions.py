"""BAB III A: the Polsek side by side, and the changes that are unusual."""

from __future__ import annotations

from IPython.display import Markdown

from helpers.display.blocks import join_blocks, plain
from helpers.display.cells import computed_cell, prose, source_ids, table, value_cell
from helpers.display.tables import Isi, Sel
from helpers.methodology.analysis import Banding
from helpers.narrative import jumps, regions
from helpers.narrative.material import Bahan
from helpers.narrative.words import TAK_TERSEDIA, missing

TERTINGGAL = "▼ Tertinggal"
_LALU = 6      # column of last year's share


def polsek(b: Bahan) -> Markdown:
    """Return one comparison of the Polsek after another: what it shows, then the table."""
    if not b.masukan.profil.polsek:
        return Markdown(f"{TAK_TERSEDIA}.")
    a = b.metodologi.analisis
    return join_blocks(plain(a.tertinggal.uraian), *(bagian for x in a.banding_wilayah for bagian in _comparison(b, x)))


def _comparison(b: Bahan, x: Banding) -> list[str]:
    baris = regions.compare(b, x)
    if not any(not missing(r.persen) for r in baris):
        return [f"**{plain(x.judul)}.** {prose(b, regions.reading(b, x))}"]
    tinggal, peringkat = {r.wilayah for r in regions.lagging(baris)}, regions.ranks(baris)
    isi: list[list[Isi]] = []
    for r in baris:
        bagian = Sel("nihil (-)", angka=True) if r.nihil else value_cell(b, x.bagian, wilayah=r.wilayah)
        isi.append([Sel(str(peringkat.get(r.wilayah, "–")), angka=True), r.nama, value_cell(b, x.keseluruhan, wilayah=r.wilayah), bagian,
                    computed_cell(r.persen), value_cell(b, x.persen, wilayah=r.wilayah), computed_cell(r.lalu),
                    Sel(TERTINGGAL if r.wilayah in tinggal else "", kelas="tidak-tercapai" if r.wilayah in tinggal else "")])
    utuh, jadi, semua = regions.overall(baris)
    lalu = [regions.BarisWilayah(r.wilayah, r.nama, *regions.counts(b, x, r.wilayah, b.tahun - 1), r.lalu, r.lalu, r.lalu) for r in baris]
    isi.append(["", "Seluruh Polsek", computed_cell(utuh, 0), computed_cell(jadi, 0), computed_cell(semua), "", computed_cell(regions.overall(lalu)[2]), ""])
    kepala: list[list[Isi]] = [["Peringkat", "Polsek", x.nama_keseluruhan, x.nama_bagian, "Dihitung (%)", "Tercetak (%)", f"Dihitung {b.tahun - 1} (%)", "Keterangan"]]
    lebar = [10, 23, 11, 16, 10, 9, 10, 14]
    if all(missing(r.lalu) for r in baris):   # no year to compare with
        for r in (*kepala, *isi, lebar):
            del r[_LALU]
    return [f"**{plain(x.judul)}.** {prose(b, regions.reading(b, x))}",
            table(f"tbl-polsek-{x.kode}", f"{x.judul} menurut Polsek tahun {b.tahun}", kepala, isi,
                  f"{b.source_of(source_ids(isi))}; persentase dihitung ulang dari jumlahnya", jumlah=True, lebar=lebar)]


def unusual(b: Bahan) -> Markdown:
    """Return the unusual changes since last year, with the rule that calls them so."""
    aturan, semua = b.metodologi.analisis.lonjakan, jumps.jumps(b)
    if not semua:
        return join_blocks(prose(b, f"{aturan.uraian} {jumps.reading(b)}"))
    baris: list[list[Isi]] = [
        [jumps.title(b, x), "" if x.wilayah == b.polres else b.masukan.nama_wilayah.get(x.wilayah, x.wilayah),
         value_cell(b, x.kode, b.tahun - 1, wilayah=x.wilayah), value_cell(b, x.kode, b.tahun, wilayah=x.wilayah),
         Sel("▲ naik" if x.naik else "▼ turun"), computed_cell(jumps.percent(x), 1, persen=True, tanda=True) if x.lalu else Sel("dari nol", angka=True)]
        for x in semua]
    return join_blocks(
        prose(b, f"{aturan.uraian} {jumps.reading(b)}"),
        table("tbl-lonjakan", f"Perubahan luar biasa dari tahun {b.tahun - 1} ke {b.tahun}",
              [["Besaran", "Satuan kerja atau Polsek", str(b.tahun - 1), str(b.tahun), "Arah", "Perubahan"]], baris, b.source_of(source_ids(baris)),
              lebar=(32, 18, 14, 13, 10, 13)))
