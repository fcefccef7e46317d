"""Finish a DOCX of either engine: cover, contents, head and foot on every page, rows and source notes that stay together."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from helpers.rendering.docx_contents import fill_contents
from helpers.rendering.docx_floats import open_floats

ISI = "word/document.xml"
_KEPALA = re.compile(r"word/header\d+\.xml")
#: The field that repeats the title
_JUDUL = re.compile(r'<w:r>\s*<w:fldChar w:fldCharType="begin" ?/>.*?\bTITLE\b.*<w:fldChar w:fldCharType="end" ?/>\s*</w:r>', flags=re.DOTALL)
_BAGIAN = re.compile(r"<w:sectPr\b[^>]*>.*?</w:sectPr>", flags=re.DOTALL)
_ACUAN = re.compile(r"<w:(?:header|footer)Reference\b[^>]*/>")
_UKURAN = re.compile(r"<w:pgSz\b[^>]*/>")
_TEPI = re.compile(r"<w:pgMar\b[^>]*/>")
_SUMBER = re.compile(r"\s*(?:<w:bookmarkEnd\b[^>]*/>\s*)*<w:p>(?:(?!</w:p>).)*?<w:t[^>]*>Sumber:", flags=re.DOTALL)
#: A row that holds no other table
_BARIS = re.compile(r"(<w:tr\b[^>]*>(?:(?!<w:tr\b).)*?</w:tr>)", flags=re.DOTALL)
#: A row with more XML than this may break over pages: kept whole it would leave half a page empty.
_BARIS_PANJANG = 9000
#: A merged cell over no more rows than these holds them together on a page.
_BARIS_GABUNG = 15
_BUTIR = re.compile(r'<w:pStyle w:val="Compact" />(\s*<w:numPr>.*?</w:numPr>)', flags=re.DOTALL)
#: A table of no more rows and XML than these stays on one page with its note.
_TABEL_UTUH, _XML_UTUH = 13, 20_000
_LANJUT = '<w:vMerge w:val="continue" />'


def finish_docx(berkas: Path, metadata: Mapping[str, Any]) -> None:
    """Finish a document in place; the reference document says how head, foot and styles look.

    Parameters
    ----------
    berkas : Path
        The DOCX as Pandoc wrote it.
    metadata : mapping
        `instansi`, `nomor` and `tanggal` of the cover, and the `judul-pendek` that heads every page, as in `_run.yml`.
    """
    with zipfile.ZipFile(berkas) as arsip:
        bagian = [(info, arsip.read(info)) for info in arsip.infolist()]
    with zipfile.ZipFile(berkas, "w") as arsip:
        for info, isi in bagian:
            if _KEPALA.fullmatch(info.filename) and metadata.get("judul-pendek"):
                isi = _running_head(isi.decode("utf-8"), str(metadata["judul-pendek"])).encode("utf-8")
            if info.filename == ISI:
                isi = fill_contents(_lists(_rows(_sections(_cover(open_floats(isi.decode("utf-8")), metadata))))).encode("utf-8")
            arsip.writestr(info, isi, compress_type=zipfile.ZIP_DEFLATED)


def _running_head(teks: str, judul: str) -> str:
    """Head every page with the short title as text; a field shows nothing in programs that do not compute it."""
    return _JUDUL.sub(lambda _: f'<w:r><w:t xml:space="preserve">{escape(judul, quote=False)}</w:t></w:r>', teks, count=1)


def _cover(teks: str, metadata: Mapping[str, Any]) -> str:
    """Put the institution before the title, number and date after the author."""
    def alinea(isi: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="Author" /></w:pPr><w:r><w:t xml:space="preserve">{escape(isi, quote=False)}</w:t></w:r></w:p>'

    instansi = metadata.get("instansi") or []
    bawah = [f"{nama}: {metadata[kunci]}" for kunci, nama in (("nomor", "Nomor"), ("tanggal", "Tanggal")) if metadata.get(kunci)]
    judul = re.search(r'<w:p>\s*<w:pPr>\s*<w:pStyle w:val="Title" />', teks)
    if not judul:
        return teks
    teks = teks[:judul.start()] + "".join(map(alinea, [instansi] if isinstance(instansi, str) else instansi)) + teks[judul.start():]
    akhir = teks.find("<w:sdt>")  # the contents follow the title block
    return teks if akhir < 0 else teks[:akhir] + "".join(map(alinea, bawah)) + teks[akhir:]


def _sections(teks: str) -> str:
    """Give every section the head, foot, paper and margins of the last, which come from the reference document; none on the cover."""
    semua = _BAGIAN.findall(teks)
    if not semua:
        return teks
    acuan, ukuran, tepi = ("".join(pola.findall(semua[-1])) for pola in (_ACUAN, _UKURAN, _TEPI))
    urutan = iter(range(len(semua)))

    def lengkapi(m: re.Match[str]) -> str:
        satu, pertama = m[0].replace("<w:titlePg />", "").replace("<w:titlePg/>", ""), next(urutan) == 0
        if not _ACUAN.search(satu):
            satu = re.sub(r"(<w:sectPr\b[^>]*>)", lambda k: k[1] + acuan, satu, count=1)
        if not _UKURAN.search(satu):
            satu = satu.replace("</w:sectPr>", ukuran + "</w:sectPr>")
        if not _TEPI.search(satu):
            satu = _UKURAN.sub(lambda k: k[0] + tepi, satu, count=1)
        return satu.replace("</w:sectPr>", "<w:titlePg /></w:sectPr>") if pertama else satu

    return _BAGIAN.sub(lengkapi, teks)


def _lists(teks: str) -> str:
    """Set items of a list in the size of running text; Pandoc gives them the style that tables have in small type."""
    return _BUTIR.sub(r'<w:pStyle w:val="BodyText" />\1<w:spacing w:before="36" w:after="36" />', teks)


def _rows(teks: str) -> str:
    """Keep rows whole, rows of one merged cell and of a short table together, and the last row of a table with the source note under it."""
    potongan = _BARIS.split(teks)
    bersama = _held(potongan) | _short(potongan)
    for i in range(1, len(potongan), 2):
        baris = potongan[i]
        if len(baris) < _BARIS_PANJANG:
            if "<w:trPr>" in baris:
                baris = baris.replace("<w:trPr>", "<w:trPr><w:cantSplit />", 1)
            else:
                baris = re.sub(r"(<w:tr\b[^>]*>)", r"\1<w:trPr><w:cantSplit /></w:trPr>", baris, count=1)
        sesudah = potongan[i + 1]
        if sesudah.lstrip().startswith("</w:tbl>") and _SUMBER.match(sesudah.lstrip().removeprefix("</w:tbl>")):
            bersama.add(i)
        if i in bersama:
            baris = re.sub(r'(<w:pStyle w:val="[^"]*" />)', r"\1<w:keepNext />", baris)
        potongan[i] = baris
    return "".join(potongan)


def _held(potongan: list[str]) -> set[int]:
    """Return the rows that a merged cell holds to the row below them."""
    hasil: set[int] = set()
    i = 1
    while i < len(potongan):
        j = i + 2
        while j < len(potongan) and _LANJUT in potongan[j]:
            j += 2
        if (j - i) // 2 <= _BARIS_GABUNG:
            hasil |= set(range(i, j - 2, 2))
        i = j
    return hasil


def _short(potongan: list[str]) -> set[int]:
    """Return the rows of short tables, but for the last: each stays with the row below it."""
    hasil: set[int] = set()
    awal = 1
    for i in range(1, len(potongan), 2):
        if "</w:tbl>" in potongan[i + 1]:
            if i - awal < 2 * _TABEL_UTUH and sum(map(len, potongan[awal : i + 1])) <= _XML_UTUH:
                hasil |= set(range(awal, i, 2))
            awal = i + 2
    return hasil
