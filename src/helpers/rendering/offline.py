"""Check that an HTML page loads nothing from a network."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from helpers.rendering.errors import KesalahanRender

MEMUAT = {"src", "srcset", "data", "poster", "background", "action"}
JARINGAN = re.compile(r"^\s*(?:https?:)?//", flags=re.IGNORECASE)
DALAM_GAYA = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])\s*((?:https?:)?//[^'\")\s]+)", flags=re.IGNORECASE)

#: A tag without a slash or an entity in its values names no address in a network; nearly all are so, and the parser is slow.
_TANPA_ALAMAT = re.compile(r'</?(?!style|script)[a-z][a-z0-9]*(?: [a-z-]+="[^"<>/&]*")*>')


class _Pemeriksa(HTMLParser):
    """Collects the addresses a browser would fetch by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.alamat: list[str] = []
        self._dalam_gaya = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._dalam_gaya = tag == "style"
        for nama, nilai in attrs:
            if not nilai:
                continue
            dimuat = nama in MEMUAT or (nama == "href" and tag in {"link", "image", "use", "base"}) or nama == "xlink:href" and tag != "a"
            if dimuat and JARINGAN.match(nilai):
                self.alamat.append(nilai.strip())
            if nama == "style":
                self.alamat += DALAM_GAYA.findall(nilai)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._dalam_gaya = False

    def handle_data(self, data: str) -> None:
        if self._dalam_gaya:
            self.alamat += DALAM_GAYA.findall(data)


def network_addresses(teks: str) -> list[str]:
    """Return the addresses that opening the page would load, links to follow not counted."""
    pemeriksa = _Pemeriksa()
    pemeriksa.feed(_TANPA_ALAMAT.sub("", teks))
    return pemeriksa.alamat


def check_offline(berkas: Path) -> None:
    """Refuse a page that loads anything from a network."""
    alamat = network_addresses(berkas.read_text(encoding="utf-8"))
    if alamat:
        raise KesalahanRender(f"{berkas.name}: halaman memuat {alamat[0]} dari jaringan; simpan sumber itu di dalam proyek.")
