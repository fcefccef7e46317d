"""What a page carries for its own scripts."""

from __future__ import annotations

import base64
import re
import zlib

import pytest

from helpers.rendering.embedded import EmbeddedEngine
from helpers.rendering.offline import network_addresses
from helpers.rendering.page import GANTI, add_data
from tests.rendering.peramban import run_in_page


def test_data_is_packed_before_the_end_of_the_page_and_can_be_unpacked(tmp_path):
    halaman = tmp_path / "lkip.html"
    halaman.write_text("<html><body><p>Isi </body> tertulis.</p></body></html>\n", encoding="utf-8")
    add_data(halaman, {"angka": "</script>é".encode(), "grafik": b"{}"})
    teks = halaman.read_text(encoding="utf-8")
    isi = dict(re.findall(r'<script type="application/zlib" id="data-([a-z]+)">([^<]*)</script>', teks))
    kembali = bytes.maketrans(b",.:", b"<>&")
    assert {k: zlib.decompress(base64.b85decode(v.encode().translate(kembali))).decode() for k, v in isi.items()} == {"angka": "</script>é", "grafik": "{}"}
    assert teks.startswith("<html><body><p>Isi </body> tertulis.</p><script") and teks.endswith("</body></html>\n")


def test_packed_data_hold_nothing_that_html_would_read():
    biner = bytes(range(256)) * 50
    teks = base64.b85encode(biner).translate(GANTI)
    assert len(set(teks)) == 85 and not set(teks) & set(b"<>&\"'/\\ ")


@pytest.mark.lambat
def test_the_browser_reads_back_what_was_packed(proyek, tmp_path):
    proyek.write("report/lkip.qmd", "# Uji {#sec-uji}\n")
    halaman = EmbeddedEngine().render(proyek.akar, "lkip", ("html",), proyek.akar / "luaran")[0]
    isi = {f"n{i}": "é<&>" * i for i in range(9)} | {"besar": "".join(chr(32 + i * i % 900) for i in range(60000))}
    add_data(halaman, {k: v.encode() for k, v in isi.items()})
    hasil = run_in_page(halaman, f"const h = {{}}; for (const n of {list(isi)}) h[n] = await lkip.bukaData(n); return h;", tmp_path)
    assert hasil == isi


def test_no_data_leaves_the_page_as_it_is(tmp_path):
    halaman = tmp_path / "lkip.html"
    halaman.write_bytes(b"<p>tanpa akhir")
    add_data(halaman, {})
    assert halaman.read_bytes() == b"<p>tanpa akhir"
    with pytest.raises(ValueError, match="substring"):
        add_data(halaman, {"a": b""})


def test_both_engines_put_the_scripts_into_the_page_itself(jadi):
    html = jadi["html"].read_text(encoding="utf-8")
    assert "bukaData: async function" in html
    assert network_addresses(html) == []
