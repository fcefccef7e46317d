"""The official table of an action plan: as it is printed, cell by cell, with merged cells that never lose their row's context.

A merged cell spans rows that stay together on one page; the group after them names its indicator again. So whatever row a
page begins with, it says which objective and which indicator it belongs to.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from IPython.display import Markdown

from helpers.display.blocks import captioned, join_blocks, landscape, legend, raw
from helpers.display.cells import fact_marks
from helpers.display.tables import Isi, Sel, table_html
from helpers.lineage.traced import mark
from helpers.narrative.material import once
from helpers.narrative.plan import BahanRencana
from helpers.sources.datapackage import IsiTabel
from helpers.sources.plan import split_label

KOLOM = ("indikator", "langkah", "tw1", "tw2", "tw3", "tw4")
LANJUTAN = "(lanjutan)"
#: Lines of text that stay together at most, and letters on a line of the wide columns.
_BARIS, _HURUF = 13, {"langkah": 40, "penanggung_jawab": 20, "keterangan": 14}
#: What pages may not divide.
UTUH = "utuh"
_LEBAR = (2.6, 9, 12.5, 7, 22.9, 7, 7, 7, 7, 10, 8)
#: Longer targets ("13 Giat Operasi") may break, and so may addresses, behind these.
TERPANJANG, _PEMENGGAL = 8, re.compile(r"(?<=[/._])(?=\w{3})")


@dataclass
class Baris:
    """A printed row.

    Attributes
    ----------
    nomor : int
        Row of the CSV, the header being row 1.
    isi : dict of str to str
        Cells by column.
    fakta : dict of str to list
        Facts of each column, in the order they are printed.
    kode : str
        First indicator or step it prints.
    indikator, sasaran : str
        What it belongs to.
    """

    sumber: str
    nomor: int
    isi: dict[str, str]
    fakta: dict[str, list] = field(default_factory=dict)
    kode: str = ""
    indikator: str = ""
    sasaran: str = ""

    @property
    def tinggi(self) -> int:
        """Lines it takes, roughly."""
        return max(sum(math.ceil(len(t) / lebar) or 1 for t in self.isi.get(k, "").split("\n")) for k, lebar in _HURUF.items())


def plan_tables(b: BahanRencana) -> list[IsiTabel]:
    """Return the tables that print the plan."""
    return [t for t in b.masukan.tabel if set(KOLOM) <= {k.name for k in t.tabel.kolom}]


@once
def printed_rows(b: BahanRencana) -> list[Baris]:
    """Return every printed row of the plan with its facts, and what it belongs to."""
    fakta: dict[tuple[str, int], dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for f in b.fakta.itertuples():
        fakta[(f.sumber, f.baris)][f.kolom].append(f)
    hasil: list[Baris] = []
    for t in plan_tables(b):
        nama = [k.name for k in t.tabel.kolom]
        for nomor, isi in enumerate(t.baris, 2):
            sel = dict(zip(nama, isi, strict=True))
            satu = Baris(t.tabel.name, nomor, sel, dict(fakta[(t.tabel.name, nomor)]))
            kode = [k for kolom in ("indikator_kode", "langkah_kode") for k in sel.get(kolom, "").split(";") if k in b.rencana.butir]
            if kode:
                satu.kode = kode[0]
                satu.indikator = b.rencana.indicator_of(kode[0])
                satu.sasaran = b.rencana.butir[kode[0]].sasaran
            elif hasil:   # a row without a code goes on with the row above
                satu.kode, satu.indikator, satu.sasaran = hasil[-1].kode, hasil[-1].indikator, hasil[-1].sasaran
            hasil.append(satu)
    return hasil


def groups(baris: Sequence[Baris], paling_banyak: int = _BARIS) -> Iterator[list[Baris]]:
    """Divide rows into groups of one indicator that fit on a page together with others."""
    kini: list[Baris] = []
    for x in baris:
        if kini and (x.indikator != kini[-1].indikator or sum(y.tinggi for y in kini) + x.tinggi > paling_banyak):
            yield kini
            kini = []
        kini.append(x)
    if kini:
        yield kini


def official_table(b: BahanRencana) -> Markdown:
    """Return the plan in its printed layout on landscape pages."""
    kepala: list[list[Isi]] = [
        [*(Sel(j, baris=2) for j in ("No", "Sasaran Strategis", "Indikator Kinerja Utama", "Target", "Langkah Aksi")), Sel("Rencana Capaian Target", kolom=4),
         Sel("Penanggung Jawab", baris=2), Sel("Ket.", baris=2)],
        ["TW I", "TW II", "TW III", "TW IV"]]
    isi: list[list[Isi]] = []
    jangkar: list[str] = []
    terlihat: set[str] = set()
    for kelompok in groups(printed_rows(b)):
        pertama = kelompok[0]
        isi += _group(b, kelompok, pertama.sasaran in terlihat, pertama.indikator in terlihat)
        jangkar += ["" if pertama.indikator in terlihat else anchor(pertama.indikator)] + [""] * (len(kelompok) - 1)
        terlihat |= {pertama.sasaran, pertama.indikator}
    sumber = b.source(*(t.tabel.name for t in plan_tables(b)))
    catatan = ("Isi tabel sebagaimana tercetak, termasuk ejaan, satuan, dan penomorannya. Sel gabungan yang berlanjut menyebut lagi sasaran dan indikatornya dengan kata "
               "“lanjutan”; nomor yang tercetak sendirian di samping langkah disebut “nomor lepas”.")
    tabel = captioned("tbl-rencana-aksi", raw(table_html(kepala, isi, lebar=_LEBAR, jangkar=jangkar, kelas="padat")),
                      f"Rencana aksi kinerja {b.nama} tahun {b.tahun} menurut tata letak tercetak", sumber)
    return join_blocks(catatan, legend(b), landscape(tabel))


def anchor(indikator: str) -> str:
    """Return the anchor of an indicator's first row in the official table."""
    return f"ra-{indikator}"


def _group(b: BahanRencana, kelompok: list[Baris], sasaran_lanjut: bool, indikator_lanjut: bool) -> list[list[Isi]]:
    n, awal = len(kelompok), kelompok[0]
    hasil: list[list[Isi]] = []
    sisa_pemilik = 0
    for i, x in enumerate(kelompok):
        baris: list[Isi] = []
        if i == 0:
            baris += [_merged(b, kelompok, "no", n), _objective(b, kelompok, n, sasaran_lanjut), _indicator(b, kelompok, n, indikator_lanjut), _merged(b, kelompok, "target", n, angka=True)]
        baris += [cell(b, x, "langkah"), *(cell(b, x, f"tw{k}", angka=True) for k in range(1, 5))]
        if sisa_pemilik == 0:
            sisa_pemilik = next((j for j in range(1, n - i) if kelompok[i + j].isi.get("penanggung_jawab", "").strip()), n - i)
            baris.append(_owner(b, x, sisa_pemilik, lanjut=indikator_lanjut and x is awal))
        sisa_pemilik -= 1
        baris.append(cell(b, x, "keterangan"))
        hasil.append(baris)
    return hasil


def _squeezed(teks: str) -> str:
    return "\n".join(" ".join(t.split()) for t in teks.split("\n"))


def cell(b: BahanRencana, x: Baris, kolom: str, *, angka: bool = False, baris: int = 1) -> Sel:
    """Return one printed cell: each number with its origin, and the gravest finding on it."""
    teks, fakta = _squeezed(x.isi.get(kolom, "")), x.fakta.get(kolom, [])
    tanda = tuple(dict.fromkeys(t for f in fakta for t in fact_marks(b, f.fakta_id)))[:2]
    if angka and len(fakta) > 1:
        potong = teks.split("\n")
        teks = "\n".join(mark(t, f.fakta_id) for t, f in zip(potong, fakta, strict=True)) if len(potong) == len(fakta) else teks
        return Sel(teks, angka=True, baris=baris, tanda=tanda, kelas=UTUH)
    asal = fakta[0].fakta_id if angka and fakta and fakta[0].keadaan != "kosong" else ""
    if angka and len(teks) > TERPANJANG:
        return Sel(teks, baris=baris, tanda=tanda, fakta=asal, kelas=f"{UTUH} kanan")
    return Sel(teks if angka else " ".join(_breakable(k) for k in teks.split(" ")), angka=angka, baris=baris, tanda=tanda, fakta=asal, kelas=UTUH)


def _breakable(kata: str) -> str:
    """Let a long address break where a reader would."""
    return _PEMENGGAL.sub("\u200b", kata) if "://" in kata else kata


def _merged(b: BahanRencana, kelompok: list[Baris], kolom: str, n: int, *, angka: bool = False) -> Sel:
    """Return what a column prints for a group, merged over its rows."""
    berisi = [x for x in kelompok if x.isi.get(kolom, "").strip()]
    if len(berisi) > 1:
        sel = [cell(b, x, kolom, angka=angka) for x in berisi]
        return Sel("\n".join(mark(s.teks, s.fakta) for s in sel), angka=angka, baris=n, tanda=tuple(dict.fromkeys(t for s in sel for t in s.tanda))[:2], kelas=UTUH)
    return cell(b, berisi[0] if berisi else kelompok[0], kolom, angka=angka, baris=n)


def _objective(b: BahanRencana, kelompok: list[Baris], n: int, lanjut: bool) -> Sel:
    if not lanjut:
        return _merged(b, kelompok, "sasaran", n)
    s = next((s for s in b.rencana.sasaran if s.kode == kelompok[0].sasaran), None)
    sebutan = f"Sasaran {s.nomor.rstrip('.')}" if s and s.nomor else s.nama if s else ""
    return Sel(f"{sebutan} {LANJUTAN}".strip(), baris=n, kelas=UTUH)


def _indicator(b: BahanRencana, kelompok: list[Baris], n: int, lanjut: bool) -> Sel:
    """Return the indicator's name; numbers printed alone beside its steps are told below it."""
    nama = [x for x in kelompok if split_label(_squeezed(x.isi.get("indikator", "")))[1]]
    lepas = [t for x in kelompok if x not in nama and (t := x.isi.get("indikator", "").strip())]
    sel = [cell(b, x, "indikator") for x in nama]
    butir = b.rencana.butir.get(kelompok[0].indikator)
    teks = [s.teks for s in sel] if not lanjut or sel else [f"{butir.nomor} {butir.uraian} {LANJUTAN}".strip()] if butir else []
    if lepas:
        teks.append(f"Nomor lepas: {', '.join(lepas)}")
    tanda = tuple(dict.fromkeys(t for s in sel for t in s.tanda))[:2]
    return Sel("\n".join(_squeezed(t) for t in teks), baris=n, tanda=tanda, kelas=UTUH)


def _owner(b: BahanRencana, x: Baris, n: int, lanjut: bool) -> Sel:
    """Return the owner as printed; a group that goes on names those of the rows above."""
    sel = cell(b, x, "penanggung_jawab", baris=n)
    butir = b.rencana.butir.get(x.kode)
    if lanjut and not sel.teks and butir and butir.pemilik:
        return Sel(f"{', '.join(p.nama for p in butir.pemilik)} {LANJUTAN}", baris=n, tanda=sel.tanda, kelas=UTUH)
    return sel
