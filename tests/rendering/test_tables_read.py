"""Tables of notebooks are read by the filter itself: it must make of them what Pandoc's own HTML reader would."""

from __future__ import annotations

import re
import subprocess
import zipfile
from itertools import zip_longest
from pathlib import Path

import nbformat
import pytest

from helpers.rendering.embedded import EmbeddedEngine
from tests.rendering.contoh_proyek import AKAR

GAYA = AKAR / "report/gaya"
TABEL = re.compile(r"```\{=html\}\n(<table.*?)\n```", re.DOTALL)

#: Contents of cells, each in a table of the form the notebooks write.
ISI = [
    "", " ", "a", " a  b ", "a\nb", "a&nbsp;b c", "&lt;b&gt; &amp;amp; &quot;x&quot; &#x27;y&#x27; &#96;z&#96; &#8211;", "a &euro; b", "&#150;", "b & c",
    "1. x", "a 1. x", "1.", "- x", "= x", "+ x", "/ x: y", "-", "–", ";x ;y", "a .b c", "(a) (b)", "3,1 (nilai awal)", "sepanjang kalimat ini (dengan kurung)",
    "$x$ `a` *b* _c_ @d \\ #e //f <!-- g -->", "a -- b --- c ... 'd'", "a<br>b", " a <br/> b <br> ", "<br>a", "a<br>", "a<br><br>b", "<strong>a b</strong>",
    "<strong></strong>", "<strong> a </strong>b", "a <b>b</b><strong>c</strong> <em>d</em><i>e</i>", "<strong>1. x</strong>", "<strong>a<br>b</strong>", "<strong><br>a</strong>",
    "5 <sup><a class=\"tanda\" href=\"#ada\">T01</a></sup>", "5,25 <sup><a class='tanda' href='#ada'>T01</a></sup>", "<a href=\"#tidak-ada\">a b</a> c", "<a href=\"#ada\">- a</a>",
    "<a href=\"https://contoh.id/x?y=1&amp;z=2\">a</a>", "<a>a</a>", "7<sup>a</sup><sup>b</sup>", "H<sub>2</sub>O", "<span data-angka=\"t:1:a\">12</span> dari <span id=\"titik-{n}\">a b</span>",
    "<span class=\"smallcaps\">a</span>", "<span title=\"x\">a</span>", "<code>a  b</code>", "<span id=\"lain-{n}\">a</span> <a href=\"#lain-{n}\">b</a> <code>c</code>", "<p>a</p><p>b</p>", "<ul><li>a</li></ul>", "a<strong>b<em>c</strong>d</em>", "a > b", "a < b",
    "<img src=\"x.png\">", "panjang " * 70, "<small>a</small>", "<STRONG>a</STRONG>", "16, 67 %", "Rp 5.000", "100%",
]  # fmt: skip

#: Whole tables: merged cells that fit and that do not, missing parts, widths.
BENTUK = [
    "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td rowspan=\"2\">c</td><td>d</td></tr><tr><td>e</td></tr></tbody></table>",
    "<table><thead><tr><th rowspan=\"2\">a</th><th colspan=\"2\">b</th></tr><tr><th>c</th><th>d</th></tr></thead><tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>",
    "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>",
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td rowspan=\"3\">c</td></tr></tbody></table>",
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td rowspan=\"0\">c</td></tr></tbody></table>",
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr><th>c</th></tr></tbody></table>",
    "<table><thead><tr><th>a</th></tr></thead><tbody></tbody></table>",
    "<table><tr><td>a</td></tr></table>",
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>c</td></tr></tbody><tbody><tr><td>d</td></tr></tbody></table>",
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>c</td></tr></tbody><tfoot><tr><td>d</td></tr></tfoot></table>",
    "<table><caption>j</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>",
    "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c<br>d</td><td>jauh lebih panjang daripada isi kolom pertama</td></tr></tbody></table>",
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><table><tr><td>x</td></tr></table></td></tr></tbody></table>",
    "<table><thead><tr><th style=\"text-align: right\">a</th></tr></thead><tbody><tr><td align=\"center\">c</td></tr></tbody></table>",
    "<table class=\"padat x\"><colgroup><col style=\"width: 20%\"><col style=\"width:80.0%\"></colgroup><thead><tr><th>a</th><th>b</th></tr></thead>"
    "<tbody><tr class=\"jumlah\"><td class=\"angka\">1</td><td class=\"tengah status-tercapai\">✓ tercapai</td></tr></tbody></table>",
    "<table><colgroup><col style=\"width: 20%\"></colgroup><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr id=\"baris-x\"><td id=\"sel-x\">c</td></tr></tbody></table>\n<p>sesudah</p>",
]  # fmt: skip


def in_table(nomor: int, isi: str) -> str:
    """Return a table with a cell of text, one of a figure and one in bold of the same contents."""
    isi = isi.replace("{n}", str(nomor))
    lain = re.sub(r' id="[^"]*"', "", isi)
    return (
        '<table><colgroup><col style="width: 40.0%"><col style="width: 60.0%"></colgroup>\n<thead>\n<tr><th scope="col">a</th><th scope="col">b</th></tr>\n</thead>\n'
        f'<tbody>\n<tr><td>{isi}</td><td class="angka" data-angka="x:1">{lain}</td></tr>\n<tr class="jumlah"><td>{lain}</td><td class="angka">5,5</td></tr>\n'
        '<tr><td>x</td><td class="angka">12,25%</td></tr>\n</tbody>\n</table>'
    )  # fmt: skip


def of_notebooks() -> list[str]:
    """Return the tables of the executed notebooks, without ids that several have."""
    hasil: list[str] = []
    for nama in ("04_analisis", "05_rencana_aksi", "06_pantau"):
        for sel in nbformat.read(AKAR / "notebooks" / f"{nama}.ipynb", as_version=4).cells:
            for keluaran in sel.get("outputs", []):
                hasil += TABEL.findall(keluaran.get("data", {}).get("text/markdown", ""))
    return [re.sub(r' id="[^"]*"', "", t) for t in hasil]


def convert(tabel: list[str], format: str, tmp_path: Path, *, sendiri: bool) -> str:
    """Return a document of tables as text of a format; a comment in a table makes Pandoc's reader read it."""
    if not sendiri:
        tabel = [re.sub(r"(<table[^>]*>)", r"\1<!-- -->", t, count=1) for t in tabel]
    naskah = "[x]{#ada}\n\n" + "\n\n".join(f"Tabel berikut\n\n```{{=html}}\n{t}\n```" for t in tabel)
    ke = tmp_path / f"hasil.{format}"
    perintah = [EmbeddedEngine().pandoc, "--from=markdown", f"--to={format}", "--wrap=none", f"--lua-filter={GAYA / 'lkip.lua'}", f"--output={ke}"]
    subprocess.run(perintah, input=naskah, encoding="utf-8", check=True, capture_output=True)
    if format == "typst":
        return ke.read_text(encoding="utf-8")
    with zipfile.ZipFile(ke) as arsip:
        return arsip.read("word/document.xml").decode("utf-8").replace("<w:tbl>", "\n<w:tbl>")


def differences(tabel: list[str], format: str, tmp_path: Path) -> list[tuple[str | None, str | None]]:
    """Return the lines that differ between the two ways."""
    sendiri, pandoc = (convert(tabel, format, tmp_path, sendiri=s).splitlines() for s in (True, False))
    return [(a, b) for a, b in zip_longest(sendiri, pandoc) if a != b]


@pytest.mark.parametrize("format", ["typst", "docx"])
def test_whatever_a_cell_holds_becomes_what_pandoc_makes_of_it(format, tmp_path):
    assert differences([in_table(i, isi) for i, isi in enumerate(ISI)], format, tmp_path) == []


@pytest.mark.parametrize("format", ["typst", "docx"])
def test_whatever_form_a_table_has_becomes_what_pandoc_makes_of_it(format, tmp_path):
    assert differences(BENTUK, format, tmp_path) == []


@pytest.mark.lambat
@pytest.mark.parametrize("format", ["typst", "docx"])
def test_tables_of_the_notebooks_become_what_pandoc_makes_of_them(format, tmp_path):
    assert differences(of_notebooks(), format, tmp_path) == []


def test_tables_of_the_notebooks_are_read_without_pandocs_reader(tmp_path):
    """That reader takes ten times as long; what the notebooks write must stay in the form that is understood."""
    tabel = of_notebooks()
    for i, t in enumerate(tabel):
        (tmp_path / f"{i}.html").write_text(t, encoding="utf-8", newline="\n")
    skrip = tmp_path / "baca.lua"
    skrip.write_text(
        "local baca = dofile(arg[1])(function() return true end)\n"
        "for i = 0, tonumber(arg[3]) - 1 do\n"
        "  local berkas = io.open(arg[2] .. '/' .. i .. '.html')\n"
        "  if not baca(berkas:read('a')) then print(i) end\n"
        "  berkas:close()\n"
        "end\n", encoding="utf-8")  # fmt: skip
    perintah = [EmbeddedEngine().pandoc, "lua", str(skrip), str(GAYA / "tabel-html.lua"), str(tmp_path), str(len(tabel))]
    hasil = subprocess.run(perintah, capture_output=True, encoding="utf-8", check=True).stdout
    assert len(tabel) > 80
    assert [tabel[int(i)][:300] for i in hasil.split()] == []
