"""Data a page carries for its own scripts: packed small, opened by the browser, no network needed.

The scripts stand in `report/gaya/*.js`; ``lkip.bukaData("nama")`` of `data.js` returns what was packed here. A page
without data, as `quarto render` makes by itself, is whole without it: scripts only add to what stands there.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape, unescape
from pathlib import Path

AKHIR = "</body>"
#: Five characters hold four bytes; those that mean something to HTML stand as others. `data.js` knows the same alphabet.
GANTI = bytes.maketrans(b"<>&", b",.:")


@lru_cache(maxsize=4)  # every page carries the same megabytes of its charts' script
def pack(nama: str, isi: bytes) -> str:
    """Pack bytes into an element that no browser shows or runs: zlib, then base 85 (base 64 would add a twelfth).

    Parameters
    ----------
    nama : str
        Name the script asks for: lower-case letters, digits and hyphens.
    isi : bytes
        UTF-8 text, such as JSON or a script.
    """
    teks = base64.b85encode(zlib.compress(isi, 9)).translate(GANTI).decode("ascii")
    return f'<script type="application/zlib" id="data-{nama}">{teks}</script>\n'


def add_data(halaman: Path, data: Mapping[str, bytes]) -> None:
    """Put packed data at the end of a finished page, in the order given.

    Raises
    ------
    ValueError
        When the page has no end of its body.
    """
    if not data:
        return
    isi = halaman.read_text(encoding="utf-8")
    letak = isi.rindex(AKHIR)
    sisipan = "".join(pack(nama, b) for nama, b in data.items())
    halaman.write_text(isi[:letak] + sisipan + isi[letak:], encoding="utf-8", newline="\n")


def rewrite_attribute(halaman: Path, nama: str, ganti: Callable[[str], str]) -> None:
    """Rewrite every value of one attribute in a finished page, such as long ids by short ones."""
    isi = halaman.read_text(encoding="utf-8")
    isi = re.sub(rf'(?<=\s{re.escape(nama)}=")[^"]*(?=")', lambda m: escape(ganti(unescape(m.group()))), isi)
    halaman.write_text(isi, encoding="utf-8", newline="\n")
