"""Does the document hold what the regulations demand? Read from the document itself: what is embedded, and what it really says.

An element counts only when its section stands in the document, its labelled outputs are embedded there or elsewhere in the
document, and these outputs have content for this Polres.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from IPython.display import Markdown

from helpers.display import annex, approval, closing, money, overview, performance, planning
from helpers.display.blocks import bullets, join_blocks, plain, slug
from helpers.display.cells import computed_cell, table
from helpers.display.tables import Isi
from helpers.errors import KesalahanMasukan
from helpers.methodology.analysis import Unsur
from helpers.narrative.material import Bahan
from helpers.narrative.words import TAK_TERSEDIA, join_words, write_count
from helpers.numbers import format_number, format_percent

#: The labelled outputs that elements are recognised by; the analysis notebook calls the same functions.
BLOK: dict[str, Callable[[Bahan], Markdown]] = {
    "ikhtisar": overview.overview, "kartu-skor": overview.scorecard, "pengesahan": approval.approval, "tugas-fungsi": planning.duties,
    "organisasi": planning.organisation, "isu-strategis": planning.issues, "renstra": planning.plan_targets,
    "perjanjian": planning.agreement, "capaian": performance.achievements, "bagian-sasaran": performance.objective_sections,
    "anggaran-tahun": money.budget_years, "anggaran-rincian": money.budget_parts, "kesimpulan": closing.conclusions,
    "saran": closing.suggestions, "tindak-lanjut": closing.follow_up, "data-pendukung": annex.source_tables,
}
ADA, SEBAGIAN, TIADA, LUAR = "✓ Ada", "± Sebagian", "✗ Tidak ada", "– Di luar dokumen"
_ANGKA = re.compile(r'data-angka="[^"]*:\d+:')      # a number that comes from a source cell, as it is or by a formula
_SISIP = re.compile(r"^\{\{<\s*(include|embed)\s+(\S+)\s*>\}\}\s*$")
_BAGIAN = re.compile(r"^#{1,6}\s.*\{[^}]*#([\w-]+)[^}]*\}\s*$")


@dataclass(frozen=True)
class Kerangka:
    """What a document is made of: the sections that have an id, and the labels of the outputs it embeds."""

    bagian: frozenset[str]
    blok: frozenset[str]


@dataclass(frozen=True)
class Hasil:
    """How far one element is present.

    Attributes
    ----------
    bagian : float
        0 to 1; for elements of each indicator the share of indicators.
    kurang : tuple of str
        What is missing, in words.
    """

    unsur: Unsur
    bagian: float
    kurang: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """Verdict as a word with its shape."""
        if self.unsur.di_luar:
            return LUAR
        return ADA if self.bagian >= 1 - 1e-9 else SEBAGIAN if self.bagian > 0 else TIADA


def read_outline(berkas: Path) -> Kerangka:
    """Read sections and embedded labels of a document, through everything it includes.

    Raises
    ------
    KesalahanMasukan
        When a file is missing.
    """
    bagian: set[str] = set()
    blok: set[str] = set()
    antre, dibaca = [berkas], set()
    while antre:
        kini = antre.pop()
        if kini in dibaca:
            continue
        dibaca.add(kini)
        if not kini.is_file():
            raise KesalahanMasukan(f"Berkas report/{kini.relative_to(berkas.parent).as_posix()} tidak ditemukan; ambil ulang dari repositori.")
        for baris in kini.read_text(encoding="utf-8").splitlines():
            if judul := _BAGIAN.match(baris):
                bagian.add(judul.group(1))
            elif sisip := _SISIP.match(baris.strip()):
                if sisip.group(1) == "include":
                    antre.append(berkas.parent / sisip.group(2))
                else:
                    blok.add(sisip.group(2).partition("#")[2])
    return Kerangka(frozenset(bagian), frozenset(blok))


def examine(b: Bahan, kerangka: Kerangka | None = None, keluaran: Mapping[str, str] | None = None) -> list[Hasil]:
    """Look for every required element.

    Parameters
    ----------
    b : Bahan
    kerangka : Kerangka, optional
        The document; by default ``report/lkip.qmd``.
    keluaran : mapping of str to str, optional
        Markdown of the labelled outputs; by default made from the material.
    """
    kerangka = kerangka or read_outline(b.masukan.ruang.akar / "report" / "lkip.qmd")
    semua = b.metodologi.kelengkapan.unsur
    label = {x for u in semua for x in u.blok} & set(kerangka.blok)
    isi = keluaran if keluaran is not None else {x: BLOK[x](b).data for x in sorted(label)}
    hasil = {u.kode: _look(b, u, kerangka, isi) for u in semua if not u.semua}
    for u in (u for u in semua if u.semua):
        lain = [h for h in hasil.values() if u.semua in h.unsur.dasar and not h.unsur.di_luar]
        kurang = tuple(h.unsur.nama[:1].lower() + h.unsur.nama[1:] for h in lain if h.bagian < 1 - 1e-9)
        hasil[u.kode] = Hasil(u, sum(h.bagian for h in lain) / len(lain) if lain else 0.0, kurang)
    return [hasil[u.kode] for u in semua]


def _look(b: Bahan, u: Unsur, k: Kerangka, isi: Mapping[str, str]) -> Hasil:
    if u.di_luar:
        return Hasil(u, 0.0)
    if u.letak not in k.bagian:
        return Hasil(u, 0.0, (f"bagian {u.letak} tidak ada dalam dokumen",))
    hilang = [x for x in u.blok if x not in k.blok]
    if hilang:
        return Hasil(u, 0.0, tuple(f"keluaran {x} tidak disematkan" for x in hilang))
    kosong = [x for x in u.blok if not has_content(isi.get(x, ""))]
    if kosong:
        return Hasil(u, 0.0, ("isinya tidak tersedia dalam sumber",))
    teks = "\n".join(isi[x] for x in u.blok)
    if u.data and not _ANGKA.search(teks):
        return Hasil(u, 0.0, ("tidak memuat satu pun angka sumber",))
    if u.jangkar and f"{{#{u.jangkar}" not in teks:
        return Hasil(u, 0.0, ("belum lengkap",))
    if u.per_indikator:
        tanpa = [i.pendek for i in b.indicators if not re.search(rf"\{{#{re.escape(u.per_indikator)}-{slug(i.kode)}[ }}]", teks)]
        return Hasil(u, 1 - len(tanpa) / len(b.indicators), tuple(tanpa))
    return Hasil(u, 1.0)


def has_content(teks: str) -> bool:
    """Whether an output says more than that data are not available."""
    polos = re.sub(r"[\s.]+$", "", teks.strip())
    return bool(polos) and polos != TAK_TERSEDIA


def coverage(hasil: list[Hasil], peraturan: str = "") -> tuple[float, int, int]:
    """Return coverage in per cent, complete elements and judged elements; of one regulation, or of all."""
    dinilai = [h for h in hasil if not h.unsur.di_luar and (not peraturan or peraturan in h.unsur.dasar)]
    if not dinilai:
        return float("nan"), 0, 0
    return 100 * sum(h.bagian for h in dinilai) / len(dinilai), sum(h.status == ADA for h in dinilai), len(dinilai)


def summary(b: Bahan, hasil: list[Hasil]) -> str:
    """Say how complete the document is, in one sentence."""
    persen, lengkap, jumlah = coverage(hasil)
    return f"Dokumen memuat lengkap {write_count(lengkap)} dari {write_count(jumlah)} unsur yang dapat dinilai; cakupannya {format_percent(persen, 1)}."


def gaps(b: Bahan, hasil: list[Hasil]) -> list[str]:
    """Name what is missing, element by element."""
    return [f"{h.unsur.nama}: {_missing(b, h)}." for h in hasil if not h.unsur.di_luar and h.status != ADA]


def _missing(b: Bahan, h: Hasil) -> str:
    if h.unsur.semua:
        return f"belum terpenuhi karena unsur berikut belum lengkap: {join_words(h.kurang)}"
    if not h.unsur.per_indikator or len(h.kurang) != len(set(h.kurang) & {i.pendek for i in b.indicators}):
        return join_words(h.kurang)
    if h.bagian == 0:
        return "tidak tersedia untuk satu indikator pun"
    if len(h.kurang) > len(b.indicators) / 2:
        return f"hanya tersedia untuk {join_words([i.pendek for i in b.indicators if i.pendek not in h.kurang])}"
    return f"tidak tersedia untuk {write_count(len(h.kurang))} dari {write_count(len(b.indicators))} indikator, yaitu {join_words(h.kurang)}"


def completeness(b: Bahan) -> Markdown:
    """Return the page of the annex: coverage, what is missing, and where each element stands."""
    hasil, k = examine(b), b.metodologi.kelengkapan
    luar = sum(h.unsur.di_luar for h in hasil)
    cakup: list[list[Isi]] = []
    for kode, p in (*k.peraturan.items(), ("", None)):
        persen, lengkap, jumlah = coverage(hasil, kode)
        cakup.append([f"{p.nama} tentang {p.tentang}, {p.bagian}" if p else "Seluruh unsur", computed_cell(jumlah, 0), computed_cell(lengkap, 0), computed_cell(persen, 1, persen=True)])
    baris = ["| Unsur | Dasar | Tempat | Hasil |", f"|{'-' * 34}|{'-' * 32}|{'-' * 14}|{'-' * 20}|"]
    for h in hasil:
        dasar = "; ".join(f"{k.peraturan[p].pendek} {butir}" for p, butir in h.unsur.dasar.items())
        tempat = f"@{h.unsur.letak}" if h.unsur.letak and h.bagian > 0 else "–"
        bagian = f" ({format_number(len(b.indicators) - len(h.kurang), 0)} dari {format_number(len(b.indicators), 0)} indikator)" if h.unsur.per_indikator and h.status == SEBAGIAN else ""
        baris.append(f"| {plain(h.unsur.nama)} | {plain(dasar)} | {tempat} | {h.status}{bagian} |")
    kurang = gaps(b, hasil)
    return join_blocks(
        plain(f"{summary(b, hasil)} Sebuah unsur dihitung hanya bila bagiannya ada dalam dokumen dan isinya benar-benar tersedia bagi {b.nama}; unsur yang berlaku "
              f"bagi setiap indikator dihitung menurut bagian indikator yang memilikinya. Sebanyak {write_count(luar)} unsur tidak dapat dinilai dari isi dokumen, "
              "misalnya ketepatan waktu penyampaian, dan tidak dihitung."),
        table("tbl-cakupan", "Cakupan unsur laporan menurut peraturan", [["Peraturan", "Unsur dinilai", "Lengkap", "Cakupan"]], cakup,
              f"metodologi {b.metodologi.kode} versi {b.metodologi.versi} (kelengkapan.yml)", lebar=(62, 13, 12, 13), jumlah=True),
        "Yang belum ada atau belum lengkap:" if kurang else "Tidak ada unsur yang kurang.", bullets(kurang),
        "::: {#tbl-kelengkapan}\n\n" + "\n".join(baris) + "\n\nUnsur wajib laporan kinerja, dasarnya, dan tempatnya dalam dokumen\n\n:::")
