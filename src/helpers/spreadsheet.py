"""What every workbook of the project keeps to: text stays text, nothing in it runs, same contents give the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

#: Every part of a file carries this time.
WAKTU = datetime(2000, 1, 1)
TERPANJANG = 32_767  # characters in a cell; more is cut by spreadsheets without a word
_BUKAN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AWAL_RUMUS = ("=", "+", "-", "@", "\t", "\r")


def clean_text(teks: str, sisa: str = " …") -> str:
    """Return what a cell can hold: no character XML forbids, no more than fits, and told when it is cut."""
    bersih = _BUKAN_XML.sub("\ufffd", teks)
    return bersih if len(bersih) <= TERPANJANG else bersih[:TERPANJANG - len(sisa)] + sisa


def like_formula(teks: str) -> bool:
    """Whether text would begin a formula if it were typed into a cell."""
    return teks.startswith(_AWAL_RUMUS)


def fixed_zip(bagian: Iterable[tuple[str, bytes]], *, utuh: frozenset[str] = frozenset()) -> bytes:
    """Return an archive without the time and the system it was written on.

    Parameters
    ----------
    bagian : iterable of (str, bytes)
        Names and contents, in the order they are to stand.
    utuh : frozenset of str
        Parts that are not to be compressed.
    """
    hasil = BytesIO()
    with zipfile.ZipFile(hasil, "w") as ke:
        for nama, isi in bagian:
            info = zipfile.ZipInfo(nama, WAKTU.timetuple()[:6])
            info.compress_type = zipfile.ZIP_STORED if nama in utuh else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o600 << 16
            ke.writestr(info, isi)
    return hasil.getvalue()


def xlsx_bytes(buku: Workbook, judul: str) -> bytes:
    """Return a workbook as the bytes of its file."""
    from helpers.sheet_writer import PenulisBuku

    buku.properties.creator = buku.properties.lastModifiedBy = "lkip"
    buku.properties.title = judul
    buku.properties.created = buku.properties.modified = WAKTU
    mentah = BytesIO()
    PenulisBuku(buku, zipfile.ZipFile(mentah, "w")).save()  # Workbook.save would put the present time in
    with zipfile.ZipFile(mentah) as dari:
        return fixed_zip((nama, dari.read(nama)) for nama in dari.namelist())
