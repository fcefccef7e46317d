"""Contents of a DOCX: what Pandoc leaves empty until an office program fills it, filled at once, with lists of tables and figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ISI = re.compile(r"<w:sdtContent>(.*?)</w:sdtContent>\s*</w:sdt>", flags=re.DOTALL)
_ISIAN = re.compile(r'<w:instrText[^>]*>\s*(TOC .*?)</w:instrText>', flags=re.DOTALL)
_JUDUL_ISI = re.compile(r'<w:p>\s*<w:pPr>\s*<w:pStyle w:val="TOCHeading" />.*?</w:p>', flags=re.DOTALL)
_TANDA_ATAU_JUDUL = re.compile(
    r'<w:bookmarkStart\b[^>]*?w:name="([^"]*)"[^>]*/>'
    r'|<w:p>\s*<w:pPr>\s*<w:pStyle w:val="(Heading[123]|TableCaption|ImageCaption)" />(.*?)</w:p>', flags=re.DOTALL)
_TEKS = re.compile(r"<w:t\b[^>]*>([^<]*)</w:t>")
_NOMOR = re.compile(r"[A-Z][a-z]+[ \u00a0]\d+:")
_JENJANG = 360     # twentieths of a point that each level stands further in
#: Of a list of captions, by the id of their style: its title, how their bookmarks begin, the name of the style.
_DAFTAR = {"TableCaption": ("Daftar Tabel", "tbl-", "Table Caption"), "ImageCaption": ("Daftar Gambar", "fig-", "Image Caption")}


@dataclass(frozen=True)
class _Butir:
    """One entry: its level, its text as XML, the bookmark it leads to."""

    jenjang: int
    teks: str
    tanda: str


def fill_contents(teks: str) -> str:
    """Fill the table of contents and put lists of tables and figures after it; each is a field that Word updates with page numbers.

    Parameters
    ----------
    teks : str
        The document's XML.

    Returns
    -------
    str
        Unchanged where there is no table of contents.
    """
    sdt = _ISI.search(teks)
    isian = sdt and _ISIAN.search(sdt[1])
    if not isian:
        return teks
    butir = _entries(teks)
    judul = _JUDUL_ISI.search(sdt[1])
    lain = ""    # outside the contents' own frame: LibreOffice loses head and foot of the pages with a second list inside it
    for gaya, (nama, _, nama_gaya) in _DAFTAR.items():
        if butir[gaya]:
            kepala = judul[0].replace(_plain(judul[0]), nama) if judul else ""
            if lain:   # the short list of figures follows the list of tables
                kepala = kepala.replace('<w:pStyle w:val="TOCHeading" />', '<w:pStyle w:val="TOCHeading" /><w:pageBreakBefore w:val="0" />')
            lain += kepala + _field(f"TOC \\h \\z \\t &quot;{nama_gaya},1&quot;", butir[gaya])
    return (teks[:sdt.start(1)] + (judul[0] if judul else "") + _field(isian[1], butir["Heading"])
            + teks[sdt.end(1):sdt.end()] + lain + teks[sdt.end():])


def _plain(alinea: str) -> str:
    return "".join(_TEKS.findall(alinea))


def _entries(teks: str) -> dict[str, list[_Butir]]:
    """Return headings and numbered captions in reading order, each with the bookmark that stands before it."""
    hasil: dict[str, list[_Butir]] = {"Heading": [], **{g: [] for g in _DAFTAR}}
    awalan = {g: a for g, (_, a, _) in _DAFTAR.items()}
    terakhir = {"Heading": "", **dict.fromkeys(awalan.values(), "")}
    for m in _TANDA_ATAU_JUDUL.finditer(teks):
        if m[1] is not None:
            terakhir[next((a for a in awalan.values() if m[1].startswith(a)), "Heading")] = m[1]
            continue
        isi = _plain(m[3])
        if m[2].startswith("Heading"):
            hasil["Heading"].append(_Butir(int(m[2][-1]), isi, terakhir["Heading"]))
        elif _NOMOR.match(isi):
            hasil[m[2]].append(_Butir(1, isi, terakhir[awalan[m[2]]]))
    return hasil


def _field(perintah: str, butir: list[_Butir]) -> str:
    """Write a field with its entries as what it showed last."""
    awal = ('<w:r><w:fldChar w:fldCharType="begin" w:dirty="true" /></w:r>'
            f'<w:r><w:instrText xml:space="preserve">{perintah}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate" /></w:r>')
    akhir = '<w:r><w:fldChar w:fldCharType="end" /></w:r>'
    alinea = []
    for i, b in enumerate(butir):
        huruf = f'<w:r><w:rPr><w:sz w:val="{19 if len(butir) > 60 else 20}" /></w:rPr><w:t xml:space="preserve">{b.teks}</w:t></w:r>'
        isi = f'<w:hyperlink w:anchor="{b.tanda}">{huruf}</w:hyperlink>' if b.tanda else huruf
        alinea.append(f'<w:p><w:pPr><w:spacing w:before="{60 if b.jenjang == 1 else 0}" w:after="20" /><w:ind w:left="{_JENJANG * (b.jenjang - 1)}" /></w:pPr>'
                      f"{awal if i == 0 else ''}{isi}{akhir if i == len(butir) - 1 else ''}</w:p>")
    return "".join(alinea) or f"<w:p>{awal}{akhir}</w:p>"
