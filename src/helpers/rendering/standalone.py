"""Pages beside the report: one self-contained file each, from HTML contents or from an executed notebook.

Title and table of contents come from the headings of the contents; style and script are written into the page.
"""

from __future__ import annotations

import base64
import re
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from string import Template
from typing import Any

import nbformat

from helpers.rendering.errors import KesalahanRender
from helpers.rendering.offline import network_addresses

SUMBER = Path(__file__).parent / "halaman"
#: Pandoc's Markdown without what ordinary prose would trip over.
_MARKDOWN = "markdown-citations-tex_math_dollars-yaml_metadata_block-example_lists"
_BERGAMBAR = ("image/svg+xml", "image/png")
_ROLE_GULIR = '<div class="gulir" role="region" tabindex="0" aria-label="{}">'

#: Tags of which `_Judul` learns nothing: no anchor, no heading, no paragraph. Nearly all are so, and the parser is slow.
_BUKAN_JUDUL = re.compile(r'</?(?!h[1-6]|p\b|script|style)[a-z][a-z0-9]*(?: (?!id=)[a-z-]+="[^"<>]*")*>')


class _Judul(HTMLParser):
    """Collects the anchors and headings of a page: (level, id, text); level 0 is the line that says whose page it is."""

    def __init__(self) -> None:
        super().__init__()
        self.isi: list[list[Any]] = []
        self.jangkar: list[str] = []
        self._dalam = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        atribut = dict(attrs)
        self.jangkar += filter(None, [atribut.get("id")])
        milik = tag == "p" and atribut.get("class") == "milik"
        if milik or re.fullmatch("h[1-6]", tag):
            self.isi.append([0 if milik else int(tag[1]), atribut.get("id") or "", ""])
            self._dalam = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._dalam:
            self._dalam = ""

    def handle_data(self, data: str) -> None:
        if self._dalam:
            self.isi[-1][2] += data


def make_page(isi: str, *, nama: str) -> str:
    """Return a whole page.

    Parameters
    ----------
    isi : str
        HTML with one ``<h1>``, the title, to which a paragraph of class ``milik`` adds whose page it is; every ``<h2>`` with an
        id is listed in the contents.
    nama : str
        File name, for messages.

    Raises
    ------
    KesalahanRender
        When the title is missing, an anchor is there twice or the page would load something from a network.
    """
    pembaca = _Judul()
    pembaca.feed(_BUKAN_JUDUL.sub("", isi))
    if rangkap := sorted(i for i, n in Counter(pembaca.jangkar).items() if n > 1):
        raise KesalahanRender(f"{nama}: jangkar {rangkap[0]} dipakai lebih dari sekali; beri nama yang berbeda.")
    judul = [(tingkat, id_, " ".join(teks.split())) for tingkat, id_, teks in pembaca.isi]
    utama, milik = ([teks for tingkat, _, teks in judul if tingkat == n] for n in (1, 0))
    if len(utama) != 1 or not utama[0]:
        raise KesalahanRender(f"{nama}: halaman harus mempunyai tepat satu judul utama; perbaiki isinya.")
    butir = [f'<li><a href="#{escape(id_)}">{escape(teks)}</a></li>' for tingkat, id_, teks in judul if tingkat == 2 and id_]
    teks = _template().substitute(
        judul=escape(" · ".join([*utama, *milik[:1]])), gaya=_part("halaman.css"), skrip=_part("halaman.js"), isi=_scrolling(isi).strip(),
        daftar="\n".join(["<ul>", *butir, "</ul>"]) if butir else "")
    if alamat := network_addresses(teks):
        raise KesalahanRender(f"{nama}: halaman memuat {alamat[0]} dari jaringan; simpan sumber itu di dalam proyek.")
    return teks


@cache
def _part(nama: str) -> str:
    return (SUMBER / nama).read_text(encoding="utf-8").strip()


@cache
def _template() -> Template:
    return Template(_part("halaman.html"))


def _scrolling(isi: str) -> str:
    """Give every table a box of its own to scroll in, named by its caption for those who do not see it."""
    def box(cocok: re.Match[str]) -> str:
        tabel = cocok.group(0)
        judul = re.search(r"<caption[^>]*>(.*?)</caption>", tabel, flags=re.DOTALL)
        sebutan = unescape(re.sub(r"<[^>]+>", "", judul.group(1))).strip() if judul else ""
        return _ROLE_GULIR.format(escape(f"Tabel: {sebutan}" if sebutan else "Tabel, dapat digeser")) + tabel + "</div>"

    return re.sub(r"<table\b.*?</table>", box, isi, flags=re.DOTALL)


def notebook_page(nb: Mapping[str, Any], pandoc: Sequence[str], *, nama: str) -> str:
    """Return an executed notebook as a page; code is folded away.

    Parameters
    ----------
    nb : mapping
        The notebook.
    pandoc : sequence of str
        How the Pandoc program is called.
    nama : str
        File name of the page, for messages.
    """
    naskah = "\n\n".join(_cells(nb["cells"], nama))
    jalan = subprocess.run(
        [*pandoc, f"--from={_MARKDOWN}", "--to=html5", "--wrap=none"], input=naskah, capture_output=True, encoding="utf-8", errors="replace",
        check=False)
    if jalan.returncode != 0 or jalan.stderr.strip():
        raise KesalahanRender(f"{nama}: Pandoc menolak naskah ({' '.join(jalan.stderr.split())}).")
    return make_page(jalan.stdout, nama=nama)


def _cells(sel: Sequence[Mapping[str, Any]], nama: str) -> list[str]:
    """Return cells as Pandoc Markdown; code that shows nothing is folded together with the code after it."""
    bagian: list[str] = []
    kode: list[str] = []
    for nomor, satu in enumerate(sel, start=1):
        keluaran = [k for k in (_output(k, nomor, nama) for k in satu.get("outputs", [])) if k]
        if satu["cell_type"] == "code":
            kode.append(_text(satu["source"]).strip())
        if kode and (keluaran or satu["cell_type"] != "code"):
            bagian.append(_folded(kode))
            kode = []
        bagian += keluaran
        if satu["cell_type"] == "markdown":
            bagian.append(_text(satu["source"]).strip())
    return [*bagian, _folded(kode)] if kode else bagian


def _folded(kode: Sequence[str]) -> str:
    isi = escape("\n\n".join(kode), quote=False)
    return _raw(f'<details class="kode"><summary>Tampilkan kode</summary><pre><code>{isi}</code></pre></details>')


def _output(keluaran: Mapping[str, Any], nomor: int, nama: str) -> str:
    """Return one output as Pandoc Markdown."""
    jenis, data = keluaran["output_type"], keluaran.get("data", {})
    if jenis == "error":
        raise KesalahanRender(f"{nama}: sel ke-{nomor} notebook berakhir dengan galat; jalankan ulang notebook itu.")
    if jenis == "stream":
        return _raw(f"<p>{escape(_text(keluaran['text']).strip(), quote=False)}</p>") if keluaran["name"] == "stdout" else ""
    if "text/markdown" in data:
        isi = _text(data["text/markdown"]).strip()
        return _raw(isi) if isi.startswith("<") else isi
    for mime in _BERGAMBAR:
        if mime in data:
            alt = keluaran.get("metadata", {}).get(mime, {}).get("alt", "")
            if not alt:
                raise KesalahanRender(f"{nama}: gambar pada sel ke-{nomor} notebook tidak mempunyai teks pengganti; isi alt.")
            mentah = _text(data[mime])
            isi = mentah.strip() if mime == "image/png" else base64.b64encode(mentah.encode("utf-8")).decode("ascii")
            return _raw(f'<p><img src="data:{mime};base64,{isi}" alt="{escape(alt)}"></p>')
    polos = _text(data.get("text/plain", "")).strip()
    return _raw(f"<pre>{escape(polos, quote=False)}</pre>") if polos else ""


def _raw(isi: str) -> str:
    """Wrap HTML in a raw block that nothing in it can end."""
    return "```{=html}\n" + isi.replace("`", "&#96;") + "\n```"


def _text(nilai: str | Sequence[str]) -> str:
    """Join what Jupyter stores as a text or as a list of lines."""
    return nilai if isinstance(nilai, str) else "".join(nilai)


def write_page(teks: str, berkas: Path) -> Path:
    """Write a page: UTF-8, LF."""
    berkas.write_text(teks if teks.endswith("\n") else teks + "\n", encoding="utf-8", newline="\n")
    return berkas


def write_notebook_page(sumber: Path, berkas: Path) -> Path:
    """Write an executed notebook as a page beside the document."""
    from helpers.rendering.embedded import EmbeddedEngine

    nb = nbformat.read(sumber, as_version=4)
    return write_page(notebook_page(nb, EmbeddedEngine().perintah, nama=berkas.name), berkas)


def write_contents_page(sumber: Path, berkas: Path) -> Path:
    """Write HTML contents that a notebook made as a page beside the document."""
    return write_page(make_page(sumber.read_text(encoding="utf-8"), nama=berkas.name), berkas)
