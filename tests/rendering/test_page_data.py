"""What a page carries for its own scripts."""

from __future__ import annotations

import base64
import re
import zlib

import pytest

from helpers.rendering.offline import network_addresses
from helpers.rendering.page import add_data


def test_data_is_packed_before_the_end_of_the_page_and_can_be_unpacked(tmp_path):
    halaman = tmp_path / "lkip.html"
    halaman.write_text("<html><body><p>Isi </body> tertulis.</p></body></html>\n", encoding="utf-8")
    add_data(halaman, {"angka": "</script>é".encode(), "grafik": b"{}"})
    teks = halaman.read_text(encoding="utf-8")
    isi = dict(re.findall(r'<script type="application/zlib" id="data-([a-z]+)">([^<]*)</script>', teks))
    assert {k: zlib.decompress(base64.b64decode(v)).decode() for k, v in isi.items()} == {"angka": "</script>é", "grafik": "{}"}
    assert teks.startswith("<html><body><p>Isi </body> tertulis.</p><script") and teks.endswith("</body></html>\n")


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
