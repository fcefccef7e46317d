"""The tables a finished page publishes: caption, section, cells, notes; read from the page itself, so that they cannot differ."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

KOSONG = {"br", "img", "col", "hr", "meta", "link", "input", "wbr"}
LEWAT = {"script", "style", "button", "svg"}


@dataclass
class SelTabel:
    """One cell: its text without the marks of findings, those marks, and what its number comes from (`data-angka`)."""

    teks: str = ""
    asal: str = ""
    kepala: bool = False
    angka: bool = False
    kolom: int = 1
    baris: int = 1
    tanda: list[str] = field(default_factory=list)


@dataclass
class BarisTabel:
    """One row."""

    sel: list[SelTabel] = field(default_factory=list)
    kepala: bool = False
    jumlah: bool = False


@dataclass
class TabelTerbit:
    """One captioned table.

    Attributes
    ----------
    id : str
        Such as ``tbl-renstra``.
    nama, judul : str
        ``Tabel 7`` and the caption after it.
    bagian : str
        Headings it stands under.
    catatan : list of str
        Paragraphs under it: its source.
    """

    id: str
    nama: str = ""
    judul: str = ""
    bagian: str = ""
    baris: list[BarisTabel] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)


@dataclass
class Terbitan:
    """What a page says of itself, and its tables in order."""

    judul: str = ""
    subjudul: str = ""
    tabel: list[TabelTerbit] = field(default_factory=list)


def _neat(teks: str) -> str:
    """Collapse white space, keep the breaks that ``<br>`` made."""
    baris = (" ".join(b.replace("\u00a0", " ").split()) for b in teks.split("\v"))
    return "\n".join(b for b in baris if b)


class _Pembaca(HTMLParser):
    """Follows the page; collects text into whatever is open."""

    def __init__(self) -> None:
        super().__init__()
        self.hasil = Terbitan()
        self._tumpukan: list[str] = []
        self._tabel: TabelTerbit | None = None
        self._dasar = 0  # depth of the element that is the table's float
        self._sel: SelTabel | None = None
        self._dalam_kepala = False
        self._judul_bagian: dict[int, str] = {}
        self._penampung: list[str] | None = None
        self._penutup = 0
        self._angkat: list[str] | None = None  # text of an open <sup>
        self._lewat = 0

    # ---- collecting text up to the end of the element that asked for it

    def _collect(self) -> None:
        self._penampung, self._penutup = [], len(self._tumpukan)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in KOSONG:
            if tag == "br" and self._penampung is not None:
                self._penampung.append("\v")
            return
        self._tumpukan.append(tag)
        if tag in LEWAT:
            self._lewat += 1
        a = {k: v or "" for k, v in attrs}
        kelas = a.get("class", "").split()
        if self._tabel is None:
            if a.get("id", "").startswith("tbl-") and "quarto-float" in kelas:
                bagian = " › ".join(self._judul_bagian[n] for n in sorted(self._judul_bagian))
                self._tabel, self._dasar = TabelTerbit(a["id"], bagian=bagian), len(self._tumpukan)
            elif re.fullmatch(r"h[1-6]", tag) or tag == "title" or (tag == "p" and "subtitle" in kelas):
                self._collect()
            return
        if tag == "thead":
            self._dalam_kepala = True
        elif tag == "tr":
            self._tabel.baris.append(BarisTabel(kepala=self._dalam_kepala, jumlah="jumlah" in kelas))
        elif tag in {"td", "th"} and self._tabel.baris:
            self._sel = SelTabel(
                asal=a.get("data-angka", ""), kepala=tag == "th", angka="angka" in kelas,
                kolom=_count(a.get("colspan")), baris=_count(a.get("rowspan")))
            self._tabel.baris[-1].sel.append(self._sel)
            self._collect()
        elif tag == "sup" and self._sel is not None:
            self._angkat = []
        elif tag == "a" and "tanda" in kelas and self._angkat is not None and self._sel is not None:
            self._sel.tanda.append("")
        elif tag == "figcaption" or (tag == "p" and self._sel is None):
            self._collect()
        elif tag in {"p", "li", "div"} and self._penampung:
            self._penampung.append("\v")  # paragraphs of a cell

    def handle_data(self, data: str) -> None:
        if self._lewat:
            return
        if self._angkat is not None and self._sel is not None:
            self._angkat.append(data)
            if self._sel.tanda and "a" in self._tumpukan:
                self._sel.tanda[-1] += data.strip()
        elif self._penampung is not None:
            self._penampung.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._tumpukan:
            return
        while self._tumpukan:
            dalam = len(self._tumpukan)
            ini = self._tumpukan.pop()
            self._close(ini, dalam)
            if ini == tag:
                return

    def _close(self, tag: str, dalam: int) -> None:
        if tag in LEWAT:
            self._lewat -= 1
        if tag == "sup" and self._angkat is not None and self._sel is not None:
            if not self._sel.tanda and self._penampung is not None:
                self._penampung += self._angkat  # an ordinary superscript
            self._angkat = None
        if tag == "thead":
            self._dalam_kepala = False
        if self._penampung is not None and dalam == self._penutup:
            teks, self._penampung = _neat("".join(self._penampung)), None
            self._take(tag, teks)
        if self._tabel is not None and dalam == self._dasar:
            if self._tabel.baris:
                self.hasil.tabel.append(self._tabel)
            self._tabel = None

    def _take(self, tag: str, teks: str) -> None:
        """Put collected text where it belongs."""
        if self._sel is not None:
            self._sel.teks, self._sel = teks, None
        elif self._tabel is not None:
            if tag == "figcaption":
                self._tabel.nama, _, self._tabel.judul = (s.strip() for s in teks.replace("\n", " ").partition(":"))
            elif teks:
                self._tabel.catatan.append(teks)
        elif tag == "title":
            self.hasil.judul = teks
        elif tag == "p":
            self.hasil.subjudul = teks
        elif "main" in self._tumpukan:
            tingkat = int(tag[1])
            self._judul_bagian = {n: t for n, t in self._judul_bagian.items() if n < tingkat} | {tingkat: teks.replace("\n", " ")}


def _count(nilai: str | None) -> int:
    return int(nilai) if nilai and nilai.isdigit() and int(nilai) > 0 else 1


def table_text(halaman: Path) -> str:
    """Return the part of a page that `read_published` reads: title and body, without styles and scripts."""
    teks = halaman.read_text(encoding="utf-8")
    return re.sub(r"<(style|script)\b.*?</\1>", "", teks, flags=re.DOTALL | re.IGNORECASE)


def read_published(halaman: Path) -> Terbitan:
    """Return the captioned tables of a page made by either engine.

    Parameters
    ----------
    halaman : Path
        The finished HTML.
    """
    pembaca = _Pembaca()
    pembaca.feed(halaman.read_text(encoding="utf-8"))
    pembaca.close()
    return pembaca.hasil
