"""The register of findings, and what the notes on every number lead to."""

from __future__ import annotations

import re

from IPython.display import Markdown

from helpers.display.blocks import checks_source, join_blocks, landscape, plain
from helpers.display.cells import table
from helpers.display.marks import anchor
from helpers.display.tables import Isi
from helpers.lineage.traced import mark
from helpers.narrative import summary
from helpers.narrative.material import Bahan, once
from helpers.numbers import format_number
from helpers.validation.findings import TINGKAT, Temuan

_HITUNGAN_PENUH = 14
_HITUNGAN, _TEMPAT, _NILAI = 3, 3, 8
#: What the reader must know once about codes of source tables.
CODES = ("Tabel sumber yang tidak bernomor disebut dengan kode t01, t02, dan seterusnya, yaitu nomor urutnya dalam dokumen sumber; "
         "[Peta Tabel Sumber](#sec-peta) pada lampiran memuat kode, judul, dan tempat tampilnya dalam laporan ini.")
_TERBITAN = {"kritis": "Temuan kritis", "peringatan": "Peringatan", "info": "Informasi"}


def register(b: Bahan) -> Markdown:
    """Return all findings, one table a severity, one anchored row a finding."""
    if not b.temuan:
        return Markdown(plain(summary.severity(b)))
    bagian = [plain(summary.severity(b)) + " Setiap baris memuat nilai tercetak, perhitungan, akibat, dan usulan. Temuan kritis ditampilkan "
              "lengkap (perhitungannya paling banyak empat belas); untuk yang lain ditampilkan nilai dan tempat pertama, sedangkan selengkapnya ada pada berkas temuan.xlsx dan temuan.csv yang "
              "menyertai laporan. " + (CODES if any(re.match(r"t\d+-", n) for n in b.tabel) else "")]
    for tingkat in TINGKAT:
        isi = [t for t in b.temuan if t.tingkat == tingkat]
        if isi:
            bagian.append(table(f"tbl-temuan-{tingkat}", f"Register temuan: {_TERBITAN[tingkat].lower()}",
                                [["No.", "Temuan dan nilai tercetak", "Perhitungan", "Akibat, usulan, dan status"]],
                                [_row(b, t) for t in isi], checks_source(b), lebar=(5, 33, 36, 26), jangkar=[anchor(t) for t in isi]))
    return join_blocks(bagian[0], landscape("\n\n".join(bagian[1:])))


@once
def _read_cells(b: Bahan) -> set[str]:
    return set(b.fakta.loc[b.fakta["keadaan"] != "kosong", "fakta_id"])


def _row(b: Bahan, t: Temuan) -> list[Isi]:
    """Return one finding; a critical one whole, others with their first values and places."""
    penuh = t.tingkat == "kritis"
    nilai = _printed(t, _read_cells(b))
    hitung = list(t.perhitungan)
    banyak = _HITUNGAN_PENUH if penuh else _HITUNGAN
    if (sisa := len(hitung) - banyak) > 0:
        hitung = [*hitung[:banyak], f"Masih ada {format_number(sisa, 0)} perhitungan lain."]
    if t.dugaan:  # what reproduces the print; for lesser findings only the likeliest
        hitung.append("Dugaan sebab: " + " ".join(t.dugaan if penuh else t.dugaan[:1]))
    baris = [f"{t.judul}."]
    if t.akar:
        baris.append(t.akar)
    if t.tempat:
        baris.append(f"Tercetak: {_first(nilai, penuh, _NILAI, 'nilai')}.")
    if t.tempat and t.keluarga != "kesepakatan":  # its arithmetic names the places of every value
        baris.append(f"Tempat: {_first(list(dict.fromkeys(b.place(p) for p in t.tempat)), penuh, _TEMPAT, 'tempat')}.")
    return [t.nomor, "\n".join(baris), "\n".join(hitung), "\n".join(filter(None, [t.akibat, t.usulan, f"Status: {t.status}."]))]


def _printed(t: Temuan, terbaca: set[str]) -> list[str]:
    """Return the values a finding is about, each marked with the first cell that prints it."""
    sel: dict[str, str] = {}
    for p in t.tempat:
        if p.fakta_id in terbaca:   # a caption is a place too, but no cell
            sel.setdefault(p.teks, p.fakta_id)
    return [mark(n, sel.get(n, "")) for n in dict.fromkeys(t.tercetak.split("; "))]


def _first(isi: list[str], semua: bool, banyak: int, nama: str) -> str:
    lebih = 0 if semua else len(isi) - banyak
    return "; ".join(isi if lebih <= 0 else isi[:banyak]) + (f"; dan {lebih} {nama} lain" if lebih > 0 else "")
