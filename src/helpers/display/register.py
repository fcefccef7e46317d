"""The register of findings, and what the notes on every number lead to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from IPython.display import Markdown

from helpers.display.blocks import checks_source, join_blocks, plain
from helpers.display.cells import table
from helpers.display.marks import anchor
from helpers.display.tables import Isi
from helpers.lineage.traced import mark, unmark
from helpers.methodology.words import lower_first
from helpers.narrative import summary
from helpers.narrative.material import Bahan, once
from helpers.narrative.plan_link import linked_plan, used_findings
from helpers.numbers import format_number
from helpers.validation.findings import NAMA_KELUARGA, TINGKAT, Temuan

_HITUNGAN_PENUH = 14
_HITUNGAN, _TEMPAT, _NILAI = 3, 3, 8
#: What the reader must know once about codes of source tables.
CODES = ("Tabel sumber yang tidak bernomor disebut dengan kode t01, t02, dan seterusnya, yaitu nomor urutnya dalam dokumen sumber; "
         "[Peta Tabel Sumber](#sec-peta) pada lampiran memuat kode, judul, dan tempat tampilnya dalam laporan ini.")
_TERBUKA = "terbuka"
#: Widths in per cent: both columns of text, the narrowest of them; and what a broken line costs, in letters.
_LEBAR_TEKS, _TERSEMPIT, _BARIS = 93, 33, 20
_TERBITAN = {"kritis": "Temuan kritis", "peringatan": "Peringatan", "info": "Informasi"}


def register(b: Bahan) -> Markdown:
    """Return all findings, one table a severity, one anchored row a finding."""
    if not b.temuan and not used_findings(b):
        return Markdown(plain(summary.severity(b)))
    bersama = summary.shared_proposals(b)
    bagian = [plain(summary.severity(b)) + " Setiap baris memuat nilai tercetak beserta tempatnya, akibat, dan perhitungan. "
              + ("Usulan yang sama bagi semua temuan sejenis ada pada @tbl-temuan-tingkat; usulan lain, dan usulan setiap temuan kritis, ada pada barisnya. " if bersama else "Usulan setiap temuan ada pada barisnya. ")
              + ("Temuan yang statusnya tidak disebut masih terbuka. " if any(t.status == _TERBUKA for t in b.temuan) else "") + "Temuan kritis ditampilkan "
              "lengkap (perhitungannya paling banyak empat belas); untuk yang lain ditampilkan nilai dan tempat pertama, sedangkan selengkapnya ada pada berkas temuan.xlsx dan temuan.csv yang "
              "menyertai laporan. " + (CODES if any(re.match(r"t\d+-", n) for n in b.tabel) else "")]
    for tingkat in TINGKAT:
        isi = [t for t in b.temuan if t.tingkat == tingkat]
        if isi:
            baris = [_row(b, t, {} if tingkat == "kritis" else bersama) for t in isi]
            bagian.append(table(f"tbl-temuan-{tingkat}", f"Register temuan: {_TERBITAN[tingkat].lower()}",
                                [["No.", "Temuan, akibat, dan usulan", "Perhitungan"]],
                                baris, checks_source(b), lebar=_widths(baris), jangkar=[anchor(t) for t in isi], kelas="rapat"))
    if rencana := used_findings(b):
        r = linked_plan(b)
        baris = [_row(r, t, {}) for t in rencana]
        bagian.append(table("tbl-temuan-rencana", "Register temuan: rencana aksi, sejauh angkanya ditampilkan dalam laporan ini", [["No.", "Temuan, akibat, dan usulan", "Perhitungan"]],
                            baris, checks_source(r), lebar=_widths(baris), jangkar=[anchor(t) for t in rencana], kelas="rapat"))
    return join_blocks(*bagian)


@once
def _read_cells(b: Bahan) -> set[str]:
    return set(b.fakta.loc[b.fakta["keadaan"] != "kosong", "fakta_id"])


def _widths(baris: list[list[Isi]]) -> tuple[float, float, float]:
    """Share the room between the two columns of text as their lengths want it, so that rows are low."""
    kiri, kanan = (sum(len(unmark(r[k])) + _BARIS * r[k].count("\n") for r in baris) for k in (1, 2))
    kiri = min(_LEBAR_TEKS - _TERSEMPIT, max(_TERSEMPIT, round(_LEBAR_TEKS * kiri / (kiri + kanan))))
    return 100 - _LEBAR_TEKS, kiri, _LEBAR_TEKS - kiri


def _row(b: Bahan, t: Temuan, bersama: Mapping[str, str]) -> list[Isi]:
    """Return one finding; a critical one whole, others with their first values and places. Of a family with one proposal for all, its name leads to it."""
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
        di = "" if t.keluarga == "kesepakatan" else _first(list(dict.fromkeys(b.place(p) for p in t.tempat)), penuh, _TEMPAT, "tempat")
        baris.append(f"Tercetak: {_first(nilai, penuh, _NILAI, 'nilai')}{f' ({di})' if di else ''}.")  # arithmetic of agreement names every place
    usulan = f"Usulan: {lower_first(t.usulan)}" if t.usulan and t.keluarga not in bersama else f"Jenis: {lower_first(NAMA_KELUARGA.get(t.keluarga, t.keluarga))}."
    baris.append(" ".join(filter(None, [t.akibat, usulan, "" if t.status == _TERBUKA else f"Status: {t.status}."])))
    return [t.nomor, "\n".join(baris), "\n".join(hitung)]


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
