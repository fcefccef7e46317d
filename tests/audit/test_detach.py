"""Pages of another program without the network: nothing they load, run or lead to elsewhere is left."""

from __future__ import annotations

import pytest

from helpers.rendering.detach import detach

HALAMAN = "<!DOCTYPE html><html><head><title>T</title></head><body class='x'>{}</body></html>"


def clean(isi: str, **opsi) -> str:
    return detach(HALAMAN.format(isi), nama="x.html", **opsi)


@pytest.mark.parametrize("isi", [
    '<script src="https://luar.id/a.js"></script>', "<script>fetch('https://luar.id')</script>", '<link rel="stylesheet" href="https://luar.id/a.css"/>',
    '<img src="https://luar.id/a.png">', '<img src="//luar.id/a.png"/>', '<img srcset="https://luar.id/a.png 2x">', '<iframe src="https://luar.id"></iframe>',
    '<div style="background: URL( https://luar.id/a.png )">a</div>', "<style>@import 'https://luar.id/a.css'; a { b: url(//luar.id/a) }</style>",
    '<a href="https://luar.id">a</a>', '<a href="javascript:alert(luar.id)">a</a>', '<p onclick="location=\'//luar.id\'">a</p>',
    '<form action="https://luar.id"><input src="https://luar.id"></form>', '<meta http-equiv="refresh" content="0; url=https://luar.id">',
    '<svg><image xlink:href="https://luar.id/a.png"/><use href="https://luar.id/a.svg#x"/></svg>', '<base href="https://luar.id/">',
    '<video poster="https://luar.id/a.png"><source src="https://luar.id/a.mp4"></video>', '<object data="https://luar.id"></object>',
    '<table background="https://luar.id/a.png"><tr><td>a</td></tr></table>', '<a href="#x" ping="https://luar.id">a</a>',
])
def test_no_outside_address_is_left(isi):
    assert "luar.id" not in clean(isi)


def test_what_a_reader_needs_stays():
    isi = clean('<p id="a" class="b">5 &lt; 6 &amp; &#x2713; <b>tebal</b><br/><a href="#a">sini</a> <a href="../y.html">sana</a> <a href="z.html">lain</a></p>'
                '<img src="data:image/png;base64,AA" alt="x">', tautan={"../y.html": "y.html"}, awal="<p>awal</p>", kepala="<style>a{}</style>")
    assert '<body class="x"><p>awal</p><p id="a" class="b">5 &lt; 6 &amp; &#x2713; <b>tebal</b><br><a href="#a">sini</a>' in isi
    assert '<a href="y.html">sana</a> <a>lain</a></p><img src="data:image/png;base64,AA" alt="x"></body>' in isi
    assert isi.startswith("<!DOCTYPE html>") and "<style>a{}</style></head>" in isi and "default-src 'none'" in isi


def test_nested_elements_that_go_take_all_they_hold_and_no_more():
    assert "<body class=\"x\"><p>sisa</p></body>" in clean("<form><form>a</form>b</form><noscript>c</noscript><p>sisa</p>")
