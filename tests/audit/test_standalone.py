"""The page around the contents: title, contents, tables that scroll, folded code, nothing from a network."""

from __future__ import annotations

import re

import pytest

from helpers.rendering.embedded import EmbeddedEngine
from helpers.rendering.errors import KesalahanRender
from helpers.rendering.standalone import make_page, notebook_page

PANDOC = EmbeddedEngine().perintah


def notebook(*sel) -> dict:
    return {"cells": list(sel)}


def markdown(teks: str) -> dict:
    return {"cell_type": "markdown", "source": teks}


def code(teks: str, *keluaran: dict) -> dict:
    return {"cell_type": "code", "source": teks, "outputs": list(keluaran)}


def shown(data: dict, **metadata) -> dict:
    return {"output_type": "display_data", "data": data, "metadata": metadata}


def page(*sel) -> str:
    return notebook_page(notebook(*sel), PANDOC, nama="uji.html")


def test_title_contents_and_tables():
    isi = make_page('<h1>Judul &amp; lain</h1><h2 id="a">Satu</h2><h3 id="b">Dua</h3><table><caption>Isi</caption><tr><td>1</td></tr></table>', nama="x.html")
    assert "<title>Judul &amp; lain</title>" in isi and '<li><a href="#a">Satu</a></li>' in isi and 'href="#b"' not in isi
    assert '<div class="gulir" role="region" tabindex="0" aria-label="Tabel: Isi"><table>' in isi
    assert isi.count("</table></div>") == 1 and "default-src 'none'" in isi
    # the page itself explains its words, without a library
    assert not re.search(r"<(?:link|script [^>]*src|img|iframe)", isi)


@pytest.mark.parametrize("isi, kalimat", [
    ("<h2>Tanpa judul</h2>", "tepat satu judul utama"), ("<h1>a</h1><h1>b</h1>", "tepat satu judul utama"), ("<h1> </h1>", "tepat satu judul utama"),
    ('<h1 id="a">x</h1><p id="a">y</p>', "jangkar a dipakai lebih dari sekali"),
    ('<h1>x</h1><img src="https://contoh.go.id/a.png">', "memuat https://contoh.go.id/a.png dari jaringan"),
    ('<h1>x</h1><p style="background: url(//contoh.go.id/a.png)">', "dari jaringan"),
])
def test_a_page_that_is_not_whole_is_refused(isi, kalimat):
    with pytest.raises(KesalahanRender, match=re.escape(kalimat)):
        make_page(isi, nama="x.html")


def test_code_is_folded_away_together_until_something_is_shown():
    isi = page(markdown("# Judul\n\nProsa *miring* dan a@b.go.id, $5."), code("a = 1"), code("b = '<b>'"), code("print(a)", {
        "output_type": "stream", "name": "stdout", "text": ["1 < 2\n"]}), markdown("## Bagian"), code("c"))
    assert isi.count("Tampilkan kode") == 2 and "a = 1\n\nb = '&lt;b&gt;'\n\nprint(a)" in isi
    assert "<p>1 &lt; 2</p>" in isi and "<em>miring</em>" in isi and '<a href="#bagian">Bagian</a>' in isi
    assert "<details class=\"kode\"><summary>" in isi and '<details class="kode" open' not in isi


def test_outputs_of_every_kind():
    isi = page(
        markdown("# Judul"), code("x", shown({"text/markdown": ["<table><tr><td>*apa* `adanya`</td></tr></table>"], "text/plain": "abaikan"})),
        code("x", shown({"text/markdown": "```{=html}\n<p>mentah</p>\n```"})), code("x", shown({"text/markdown": "**tebal**"})),
        code("x", shown({"text/plain": "<polos>"})), code("x", {"output_type": "stream", "name": "stderr", "text": "peringatan"}),
        code("x", shown({"image/svg+xml": "<svg/>"}, **{"image/svg+xml": {"alt": "Grafik & \"isi\""}})))
    assert "*apa* &#96;adanya&#96;" in isi and "<p>mentah</p>" in isi and "<strong>tebal</strong>" in isi and "<pre>&lt;polos&gt;</pre>" in isi
    assert "abaikan" not in isi and "peringatan" not in isi.split("<main")[1]
    assert 'src="data:image/svg+xml;base64,PHN2Zy8+" alt="Grafik &amp; &quot;isi&quot;"' in isi


@pytest.mark.parametrize("keluaran, kalimat", [
    ({"output_type": "error", "ename": "E", "evalue": "e", "traceback": []}, "sel ke-2 notebook berakhir dengan galat"),
    (shown({"image/png": "AAAA"}), "tidak mempunyai teks pengganti"),
    (shown({"text/markdown": '<p><img src="http://contoh.go.id/a.png"></p>'}), "dari jaringan"),
])
def test_what_a_page_can_not_show_is_refused(keluaran, kalimat):
    with pytest.raises(KesalahanRender, match=kalimat):
        page(markdown("# Judul"), code("x", keluaran))


def test_the_same_notebook_gives_the_same_page():
    sel = (markdown("# Judul\n\n## A\n\n## A"), code("x", shown({"text/markdown": "isi"})))
    assert page(*sel) == page(*sel)
