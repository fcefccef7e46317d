"""Captioned tables and pictures in a DOCX of Quarto, made as the embedded engine's: no frame around them, captions in their style, cells aligned once."""

from __future__ import annotations

import re

#: Quarto puts every float into a table of one cell, which an office program draws as a box and breaks badly over pages.
_BINGKAI = re.compile(
    r"<w:tbl><w:tblPr>(?:(?!</w:tblPr>).)*</w:tblPr><w:tblGrid><w:gridCol\b[^>]*/></w:tblGrid><w:tr>(?:<w:trPr>(?:(?!</w:trPr>).)*</w:trPr>)?"
    r'<w:tc><w:tcPr />(<w:bookmarkStart w:id="(\d+)" w:name="(?:tbl|fig)-[^"]*" />)', flags=re.DOTALL)
#: Where the frame ends: with the empty paragraph a cell wants after a table, and the one that keeps two frames apart.
_AKHIR = re.compile(r'(?:<w:p />)?</w:tc></w:tr></w:tbl>(?:\s*<w:p><w:pPr><w:pStyle w:val="BodyText" /></w:pPr><w:r><w:t xml:space="preserve">\s*</w:t></w:r></w:p>)?')
#: It writes the properties of every caption twice, with the style of pictures for tables too.
_KETERANGAN = re.compile(
    r'<w:bookmarkStart\b[^>]*?w:name="((?:tbl|fig)-[^"]*)"[^>]*/>'
    r'|<w:pPr>\s*<w:jc\b[^>]*/>\s*</w:pPr>\s*<w:pPr>(?:(?!</w:pPr>).)*?<w:pStyle w:val="ImageCaption" />\s*</w:pPr>', flags=re.DOTALL)
_RATA_DUA = re.compile(r"(<w:jc\b[^>]*/>)\s*<w:jc\b[^>]*/>")


def open_floats(teks: str) -> str:
    """Take the frames off, give captions the style of what they stand at, and leave each paragraph its own alignment.

    Parameters
    ----------
    teks : str
        The document's XML; that of the embedded engine has none of this and stays as it is.
    """
    for bingkai in reversed(list(_BINGKAI.finditer(teks))):
        akhir = f'<w:bookmarkEnd w:id="{bingkai[2]}" />'
        letak = teks.find(akhir, bingkai.end())
        tutup = _AKHIR.match(teks, letak + len(akhir)) if letak >= 0 else None
        if tutup:
            teks = teks[:bingkai.start()] + bingkai[1] + teks[bingkai.end():letak] + akhir + teks[tutup.end():]
    return _RATA_DUA.sub(r"\1", _captions(teks))


def _captions(teks: str) -> str:
    gaya = "ImageCaption"

    def satu(m: re.Match[str]) -> str:
        nonlocal gaya
        if m[1] is None:
            return f'<w:pPr><w:pStyle w:val="{gaya}" /></w:pPr>'
        gaya = "TableCaption" if m[1].startswith("tbl-") else "ImageCaption"
        return m[0]

    return _KETERANGAN.sub(satu, teks)
