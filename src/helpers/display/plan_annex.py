"""Annexes of an action plan: who approved it, the rules of its quarters, and which page of the source stands where."""

from __future__ import annotations

import re
from collections import Counter

from IPython.display import Markdown

from helpers.display import approval, methods
from helpers.display.blocks import join_blocks, plain
from helpers.display.cells import fact_marks, table
from helpers.display.plan import JENIS
from helpers.display.plan_table import plan_tables, printed_rows
from helpers.display.tables import Isi, Sel
from helpers.methodology.plans import Hubungan
from helpers.narrative.indices import KEDUDUKAN
from helpers.narrative.plan import BahanRencana
from helpers.narrative.words import join_words, write_count
from helpers.sources.datapackage import IsiTabel
from helpers.sources.fingerprint import short
from helpers.sources.owners import parse_owners

_HUBUNGAN = {
    "sama": "jumlah keempat triwulan setiap langkah = target setahun", "jumlah": "jumlah keempat triwulan semua langkah = target setahun",
    "porsi": "rencana triwulan = persentase langkah pada triwulan itu terhadap target setahunnya", "sebanding": "perbandingan keduanya sama pada setiap triwulan",
}
_CARA = {
    "aditif": "jumlah keempat triwulan = target setahun", "kumulatif": "tidak menurun; triwulan IV = target setahun", "level": "setiap triwulan = target setahun",
    "rata": "rata-rata keempat triwulan = target setahun", "rasio": "dihitung baru dari pembilang dan penyebutnya; tidak dijumlahkan dan tidak dibagi empat",
    "plafon": "setiap triwulan paling tinggi sebesar batasnya",
}


def approved(b: BahanRencana) -> Markdown:
    """Return the approval sheet, and the approvals as the source prints them."""
    lembar = approval.approval(b, "rencana-aksi")
    tercetak = [t for t in b.masukan.tabel if (b.fakta.loc[b.fakta["sumber"] == t.tabel.name, "kode"] == "dokumen.paraf").any()]
    return join_blocks(lembar.data, *(_printed_approvals(b, t) for t in tercetak))


def _printed_approvals(b: BahanRencana, t: IsiTabel) -> str:
    fakta = {(f.baris, f.kolom): f for f in b.fakta[b.fakta["sumber"] == t.tabel.name].itertuples()}
    kolom = [k for k in t.tabel.kolom if k.name not in ("kode", "baris_sumber")]
    nama = [k.name for k in t.tabel.kolom]
    baris: list[list[Isi]] = []
    temuan = {}
    for nomor, isi in enumerate(t.baris, 2):
        sel = dict(zip(nama, isi, strict=True))
        satu: list[Isi] = []
        for k in kolom:
            f = fakta.get((nomor, k.name))
            tanda = fact_marks(b, f.fakta_id) if f else ()
            temuan |= {x.id: x for x in (b.findings_at(f.fakta_id) if f else ()) if x.tingkat != "info"}
            satu.append(Sel(" ".join(sel[k.name].split()), tanda=tanda))
        baris.append(satu)
    catatan = [f"Temuan [{x.nomor}](#temuan-{x.id}){{.tanda}}: {plain(x.judul)}. {plain(x.usulan)}" for x in temuan.values()]
    return join_blocks("Blok pengesahan di bawah ini disalin sebagaimana tercetak dalam dokumen sumber dan tidak menggantikan ruang tanda tangan di atas.",
                       table("tbl-ra-paraf", "Pengesahan dan paraf sebagaimana tercetak", [[k.judul for k in kolom]], baris, b.source(t.tabel.name), lebar=(8, 22, 52, 18)[:len(kolom)]),
                       *catatan).data


def methodology(b: BahanRencana) -> Markdown:
    """Return how quarters make a year, kind by kind with the reason, and every rule that ties plans together."""
    m, r = b.metodologi, b.metodologi.rencana
    asal = f"metodologi {m.kode} versi {m.versi}"
    arti = "; ".join(f"{k}: {v}" for k, v in (KEDUDUKAN | {"asumsi": "pilihan laporan ini yang tidak didukung sumber"}).items() if k)
    baris: list[list[Isi]] = []
    for nama, sifat in r.sifat.items():
        butir = [x for x in b.rencana.butir.values() if r.butir[x.kode].sifat == nama]
        if butir:
            indikator = [x.pendek for x in butir if x.jenis == "indikator"]
            langkah = [x for x in butir if x.jenis == "langkah"]
            dipakai = [f"Indikator: {join_words(indikator)}."] if indikator else []
            dipakai += [f"Langkah: {', '.join(x.nama for x in langkah)}." if len(langkah) <= 6 else f"{len(langkah)} langkah aksi."] if langkah else []
            baris.append([nama.replace("_", " "), JENIS[sifat.jenis], _CARA[sifat.jenis] if sifat.triwulanan else "tidak memiliki nilai triwulan", sifat.alasan, "\n".join(dipakai)])
    hubungan: list[list[Isi]] = [[m.name(h.kode), _relation(h), "\n".join(m.name(k) for k in h.langkah), h.kedudukan, h.alasan] for h in r.hubungan]
    return join_blocks(
        plain(f"Dokumen ini memakai metodologi {m.kode} versi {m.versi}; sidik isi data mentah dan metodologinya {short(b.masukan.sidik)}. "
              "Sifat rencana menentukan bagaimana keempat triwulan membentuk angka setahun; sifat itu dinyatakan untuk setiap indikator dan langkah beserta alasannya, dan tidak ditiru "
              f"dari angka yang tercetak. Setiap aturan menyebut kedudukannya ({arti})."),
        table("tbl-ra-sifat", "Sifat rencana triwulan dan alasannya", [["Sifat", "Jenis", "Aturan", "Alasan", "Dipakai oleh"]], baris, asal, lebar=(14, 13, 21, 25, 27)),
        table("tbl-ra-hubungan", "Hubungan target indikator dengan rencana langkahnya", [["Target", "Hubungan", "Langkah", "Kedudukan", "Alasan"]], hubungan, asal,
              lebar=(20, 22, 25, 14, 19)) if hubungan else "",
        *methods.formulas(b), methods.equivalences(b), _offices(b, asal))


def _relation(h: Hubungan) -> str:
    """Say what a relation of plans demands, and when."""
    bila = " bila tercetak dengan satuan langkahnya" if h.bila_satuan else ""
    return "; ".join(filter(None, ["langkah-langkahnya berangka sama di setiap triwulan" if h.serempak else "", f"{_HUBUNGAN[h.jenis]}{bila}"]))


def _offices(b: BahanRencana, asal: str) -> str:
    """Return how each printed spelling of an owner was read."""
    ejaan = Counter(" ".join(x.isi.get("penanggung_jawab", "").split()) for x in printed_rows(b))
    ejaan.pop("", None)
    baris: list[list[Isi]] = []
    for teks, banyak in ejaan.items():
        pemilik, asing = parse_owners(teks, b.metodologi)
        baca = "; ".join(f"{p.nama} ({p.peran})" for p in pemilik) or "bukan jabatan"
        baris.append([teks, baca + (f"; tidak dikenal: {asing}" if asing else ""), Sel(str(banyak), angka=True)])
    return table("tbl-ra-ejaan", "Penanggung jawab sebagaimana tercetak dan cara membacanya", [["Tercetak", "Dibaca sebagai", "Sel"]], baris,
                 f"{b.source(*(t.tabel.name for t in plan_tables(b)))}; daftar jabatan {asal}", lebar=(42, 48, 10)) if baris else ""




def statements(b: BahanRencana) -> str:
    """Return the numbers that the texts of the source state."""
    baris: list[list[Isi]] = []
    for t in b.masukan.tabel:
        nama = [k.name for k in t.tabel.kolom]
        if "kutipan" not in nama:
            continue
        fakta = {f.baris: f for f in b.fakta[b.fakta["sumber"] == t.tabel.name].itertuples()}
        for nomor, isi in enumerate(t.baris, 2):
            sel, f = dict(zip(nama, isi, strict=True)), fakta.get(nomor)
            baris.append([sel.get("baris_sumber", ""), sel["kutipan"],
                          Sel(sel.get("nilai", ""), angka=True, fakta=f.fakta_id if f else "", tanda=fact_marks(b, f.fakta_id) if f else ()), sel.get("uraian", "")])
    return table("tbl-ra-narasi", "Angka yang disebut di dalam uraian", [["Baris sumber", "Kutipan", "Nilai", "Keterangan"]], baris, "uraian dalam tabel rencana aksi", lebar=(11, 48, 12, 29)) if baris else ""


def source_map(b: BahanRencana) -> Markdown:
    """Return where each table of the source is shown, what its texts state, and which indicators stand on which of its pages."""
    tampil = {t.tabel.name: "@tbl-rencana-aksi" for t in plan_tables(b)}
    tampil |= {t.tabel.name: "@tbl-ra-paraf" for t in b.masukan.tabel if (b.fakta.loc[b.fakta["sumber"] == t.tabel.name, "kode"] == "dokumen.paraf").any()}
    narasi = statements(b)
    tampil |= {t.tabel.name: "@tbl-ra-narasi" for t in b.masukan.tabel if narasi and "kutipan" in {k.name for k in t.tabel.kolom}}
    peta = ["| Berkas | Judul tercetak | Baris naskah | Baris tabel | Tampil pada |", "|-----|--------|---|---|-----|"]
    for t in b.masukan.tabel:
        baris_sumber = "–".join(map(str, t.tabel.lkip.baris_sumber or ())) or "–"
        peta.append(f"| {plain(t.tabel.path)} | {plain(t.tabel.title)} | {baris_sumber} | {len(t.baris)} | {tampil.get(t.tabel.name, '–')} |")
    return join_blocks(
        f"Naskah sumber: {plain(b.masukan.paket.lkip.sumber['judul'])}. Setiap sel disalin sebagaimana tercetak ke berkas CSV di bawah ini; nomor baris menunjuk ke baris naskah sumber." if "judul" in b.masukan.paket.lkip.sumber else "",
        "::: {#tbl-ra-peta}\n\n" + "\n".join(peta) + "\n\nBerkas data dan tempat tampilnya\n\n:::", narasi, _pages(b))


def _pages(b: BahanRencana) -> str:
    """Return which rows, objectives and indicators stand on each page of the source."""
    halaman: dict[str, list] = {}
    for x in printed_rows(b):
        halaman.setdefault(x.isi.get("halaman", ""), []).append(x)
    halaman.pop("", None)
    baris: list[list[Isi]] = []
    for nomor, isi in halaman.items():
        naskah = [int(n) for x in isi for n in re.findall(r"\d+", x.isi.get("baris_sumber", ""))]
        indikator = dict.fromkeys(b.rencana.butir[x.indikator].pendek for x in isi if x.indikator in b.rencana.butir)
        baris.append([Sel(nomor, angka=True), f"{min(naskah)}–{max(naskah)}" if naskah else "–", f"{isi[0].nomor}–{isi[-1].nomor}" if len(isi) > 1 else str(isi[0].nomor), "; ".join(indikator)])
    return table("tbl-ra-halaman", "Isi setiap halaman naskah sumber", [["Halaman", "Baris naskah", "Baris CSV", "Indikator"]], baris, b.source(*(t.tabel.name for t in plan_tables(b))),
                 lebar=(11, 15, 13, 61)) if baris else ""


def basis(b: BahanRencana) -> Markdown:
    """Return what the plan is, by which rules it is made, and how to read it."""
    dasar = list(b.metodologi.bagian_indikator.dasar.values())
    return join_blocks(
        plain(f"Rencana aksi kinerja menjabarkan perjanjian kinerja {b.masukan.profil.nama} tahun anggaran {b.tahun} menjadi langkah aksi, rencana setiap triwulan, dan penanggung jawabnya"
              + (f", menurut {join_words(dasar)}." if dasar else ".")),
        plain("Indikator dan langkah aksi tercetak dalam sel yang sama, tetapi dibaca sebagai butir yang terpisah: masing-masing dengan target, satuan, sifat rencana, dan penanggung jawabnya. "
              f"Isi yang tercetak tidak diperbaiki. Yang bertentangan dicatat dalam Register Temuan ({write_count(b.count_findings())} temuan) dan ditandai di tempatnya."))
