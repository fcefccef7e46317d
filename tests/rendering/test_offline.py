"""What a page would load from a network is found wherever it stands; links to follow are not meant."""

from __future__ import annotations

import pytest

from helpers.rendering.offline import network_addresses

BIASA = '<main id="isi" class="a b"><table><tr><td class="angka" data-angka="t1:2:a">1</td></tr></table></main>'


@pytest.mark.parametrize(("tambahan", "alamat"), [
    ('<img class="a" src="//jaringan/a.png" alt="x">', "//jaringan/a.png"),
    ("<IMG SRC='https://jaringan/a.png'>", "https://jaringan/a.png"),
    ('<img src="https:&#47;&#47;jaringan/a.png">', "https://jaringan/a.png"),
    ('<link rel="stylesheet" href="http://jaringan/g.css">', "http://jaringan/g.css"),
    ('<p style="background: url(//jaringan/b)">x</p>', "//jaringan/b"),
    ('<style media="print">@import "//jaringan/c";</style>', "//jaringan/c"),
    ('<video class="v" poster="https://jaringan/d" id="v"></video>', "https://jaringan/d"),
    ('<form action="//jaringan/e">', "//jaringan/e"),
    ("<img alt='<td class=\"' src=//jaringan/f>", "//jaringan/f"),
])
def test_addresses_are_found(tambahan, alamat):
    assert network_addresses(BIASA + tambahan + BIASA) == [alamat]


def test_links_and_text_are_no_addresses_to_load():
    assert network_addresses(f'{BIASA}<a href="https://jaringan/">https://jaringan/</a><script>"<img src=//x>"</script><svg xmlns="http://www.w3.org/2000/svg"></svg>') == []
