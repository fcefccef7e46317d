"""What the validation notebook shows: what was checked, what failed in which table, and every finding whole."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from IPython.display import Markdown

from helpers.display.failures import Kegagalan
from helpers.display.frames import NAMA_PERIODE, NAMA_SUITE, rule_name
from helpers.display.markup import (
    Html,
    attributes,
    filter_box,
    folding,
    heading,
    html,
    link,
    listing,
    paragraph,
    severity,
    show,
    slug,
    table,
    verdict,
)
from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number, format_percent
from helpers.sources.datapackage import Tabel
from helpers.validation.checking import HasilHarapan
from helpers.validation.expectations import rule_of
from helpers.validation.findings import NAMA_KELUARGA, TINGKAT, Temuan

NAMA_KEDUDUKAN = {
    "tercetak": "tercetak di dokumen sumber", "rekonstruksi": "rekonstruksi", "rujukan": "rujukan", "asumsi": "asumsi", "": "–",
}
_PALING_BANYAK_TERBUKA = 12


def show_summary(nama: str, tahun: int, fakta: pd.DataFrame, residu: pd.DataFrame, hasil: Sequence[HasilHarapan], temuan: Sequence[Temuan]) -> Markdown:
    """Say in a few sentences and one table what was checked and what came out."""
    gagal = len({k for h in hasil if h.suite != "fakta" for k in h.kunci_gagal})
    lulus = len(residu) - gagal
    per_tingkat = {t: sum(x.tingkat == t for x in temuan) for t in TINGKAT}
    berapa = ", ".join(f"{format_number(n)} {t}" for t, n in per_tingkat.items())
    kalimat = (
        f"Diperiksa {format_number(len(fakta))} sel dari {format_number(fakta['sumber'].nunique())} tabel. Hubungan antarangka diuji di "
        f"{format_number(len(residu))} tempat; {format_number(lulus)} di antaranya ({format_percent(100 * lulus / max(len(residu), 1), 1)}) cocok dan "
        f"{format_number(gagal)} tidak. ")
    kalimat += (f"Yang tidak cocok dikelompokkan menurut akarnya menjadi {format_number(len(temuan))} temuan: {berapa}." if temuan
                else "Tidak ada temuan.")
    baris = [[severity(t), Html(_MAKNA[t]), format_number(n)] for t, n in per_tingkat.items()]
    return show(paragraph(f"{nama}, tahun anggaran {tahun}", "milik"), paragraph(kalimat),
                table("Jumlah temuan menurut tingkatnya", ["Tingkat", "Artinya", "Temuan"], baris, angka=(2,)))


_MAKNA = {
    "kritis": "dapat mengubah kesimpulan yang diterbitkan", "peringatan": "angkanya bertentangan, tetapi kesimpulan tidak bergantung padanya",
    "info": "angkanya terbaca, hanya cara mencetaknya yang meragukan",
}


def show_rules(residu: pd.DataFrame, hasil: Sequence[HasilHarapan], m: Metodologi) -> Markdown:
    """Show every rule: in words, its standing, how many instances it has and how many failed; one table a family."""
    menurut = dict(iter(residu.groupby(rule_of(residu, m), sort=False)))
    bagian = []
    for suite in dict.fromkeys(h.suite for h in hasil):
        baris = [[*_rule(h, menurut.get(h.nama), m), format_number(h.diperiksa), format_number(h.gagal), verdict(h.lulus, ("cocok", "ada yang gagal"))]
                 for h in hasil if h.suite == suite]
        bagian.append(table(NAMA_SUITE.get(suite, suite), ["Aturan", "Kedudukan", "Tempat diperiksa", "Gagal", "Hasil"], baris, angka=(2, 3)))
    return show(*bagian)


def _rule(h: HasilHarapan, isi: pd.DataFrame | None, m: Metodologi) -> tuple[str, str]:
    """Return a rule in words and its standing."""
    nama = rule_name(h.nama, m)
    if isi is None:
        return nama, "–"
    if (macam := isi["relasi"].nunique()) > 1:
        nama += f" ({format_number(macam)} besaran)"
    return nama, "; ".join(NAMA_KEDUDUKAN.get(k, k) for k in isi["kedudukan"].unique())


def show_failing_tables(gagal: Sequence[Kegagalan], tabel: Sequence[Tabel]) -> Markdown:
    """Show every source table in which something failed, with its failing cells; folded."""
    if not gagal:
        return show(paragraph("Tidak ada tabel yang memuat kegagalan."))
    menurut: dict[str, list[Kegagalan]] = {t.name: [] for t in tabel} | {"": []}
    for g in gagal:
        menurut[g.sumber].append(g)
    kena = {k: v for k, v in menurut.items() if v}
    ringkas = table("Tabel sumber yang memuat kegagalan", ["Tabel", "Sel yang gagal"],
                    [[link(f"#{_table_anchor(k)}", v[0].sebutan), format_number(len(v))] for k, v in kena.items()], angka=(1,))
    return show(ringkas, *(
        folding(f"{isi[0].sebutan}: {format_number(len(isi))} kegagalan", failing_rows("Sel yang gagal", isi, "", NAMA_SUITE), id=_table_anchor(sumber))
        for sumber, isi in kena.items()))


def _table_anchor(sumber: str) -> str:
    return slug("tabel", sumber or "tidak-tercetak")


def failing_rows(
    judul: str, isi: Sequence[Kegagalan], register: str, suite: dict[str, str] | None = None, *, tabel: bool = False, butir: str = "",
) -> str:
    """Return failing rows as a table.

    Parameters
    ----------
    judul : str
        Caption.
    isi : sequence of Kegagalan
    register : str
        Page that holds the register; empty for the same page.
    suite : dict of str to str, optional
        Names of families, where a column is to tell them.
    tabel : bool
        Whether a column names the source table.
    butir : str
        Kind of item a row is for a filter.
    """
    kepala = [*(["Tabel"] if tabel else []), "Baris", "Kolom", "Besaran", "Tercetak", "Seharusnya", "Selisih", *(["Pemeriksaan"] if suite else []), "Temuan"]
    baris = [[
        *([g.sebutan] if tabel else []), format_number(g.baris) if g.baris else "–", g.kolom, g.besaran, g.tercetak, g.seharusnya, g.selisih,
        *([suite.get(g.suite, g.suite)] if suite else []), link(f"{register}#temuan-{g.temuan.id}", g.temuan.nomor) if g.temuan else "–",
    ] for g in isi]
    return table(judul, kepala, baris, angka=[kepala.index("Tercetak"), kepala.index("Selisih")],
                 atribut=[attributes({"data-butir": butir})] * len(baris) if butir else ())


def count(residu: pd.DataFrame, temuan: Sequence[Temuan]) -> str:
    """Count instances, failures and findings in one line."""
    gagal = int((residu["lebih"] > 0).sum())
    return f"{format_number(len(residu))} pengujian, {format_number(gagal)} gagal; {format_number(len(temuan))} temuan."


def show_register(temuan: Sequence[Temuan]) -> Markdown:
    """Show every finding whole: arithmetic, likely cause, consequence, proposal, places."""
    if not temuan:
        return show(paragraph("Tidak ada temuan."))
    ada = [t for t in TINGKAT if any(x.tingkat == t for x in temuan)]
    return show(filter_box("semua-temuan", {t: t for t in ada}), '<div id="semua-temuan">', *map(_finding, temuan), "</div>")


def _finding(t: Temuan) -> str:
    """Return one finding."""
    bagian = [
        heading(3, Html(f"{html(t.nomor)} · {severity(t.tingkat)} · {html(t.judul)}")),
        paragraph(f"{NAMA_KELUARGA.get(t.keluarga, t.keluarga)}; status: {t.status}; pengenal: {t.id}", "keterangan"),
        *([heading(4, "Akar"), paragraph(t.akar)] if t.akar else []), heading(4, "Perhitungan"), listing(t.perhitungan),
    ]
    if t.dugaan:
        bagian += [heading(4, "Dugaan sebab"), listing(t.dugaan)]
    for judul, isi in (("Akibat", t.akibat), ("Usulan", t.usulan)):
        if isi:
            bagian += [heading(4, judul), paragraph(isi)]
    if t.tempat:
        jumlah = f"Tempat tercetak: {format_number(len(t.tempat))}"
        baris = [[p.sebutan, format_number(p.baris), p.kolom, f"{NAMA_PERIODE.get(p.periode, p.periode)} {p.tahun}", p.teks or "(kosong)"] for p in t.tempat]
        isi = table(jumlah, ["Tabel", "Baris", "Kolom", "Periode", "Tercetak"], baris, angka=(1, 4))
        bagian.append(isi if len(t.tempat) <= _PALING_BANYAK_TERBUKA else folding(jumlah, isi))
    else:
        bagian.append(paragraph("Tidak tercetak di tabel mana pun.", "keterangan"))
    atribut = attributes({"id": f"temuan-{t.id}", "class": f"batas-{t.tingkat}", "data-butir": t.tingkat})
    return "\n".join([f"<article{atribut}>", *bagian, "</article>"])
