"""Pieces of Markdown: paragraphs, lists, captioned tables and figures, with every text from data made harmless."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from IPython.display import Markdown

from helpers.display.tables import raw_html
from helpers.lineage.traced import split_marks
from helpers.narrative.material import Bahan
from helpers.validation.findings import Temuan

_KHUSUS = re.compile(r"([\\`*_{}\[\]<>#$@|~^])")
_AWAL = re.compile(r"^([-+=:%]|\d+[.)])(?=\s|$|:)")


def plain(teks: str, behind: Callable[[str], str] | None = None) -> str:
    """Make text from data plain Markdown: no markup, reference, link or code in it comes alive; marked numbers keep their origin.

    Parameters
    ----------
    teks : str
    behind : callable, optional
        Given the origin of a number, returns Markdown that stands behind it.
    """
    satu = "".join(_number(_escape(potong), asal) + (behind(asal) if behind and asal else "")
                   for potong, asal in split_marks(" ".join(str(teks).split())))
    return _AWAL.sub(lambda m: f"{m.group(1)[:-1]}\\{m.group(1)[-1]}", satu)


def _escape(teks: str) -> str:
    return _KHUSUS.sub(r"\\\1", teks)


def _number(teks: str, asal: str) -> str:
    """Return the text of a number with its origin, as an element that shows only in HTML."""
    return f'[{teks}]{{data-angka="{asal}"}}' if asal else teks


def join_blocks(*blok: str) -> Markdown:
    """Return blocks as one output, empty ones left out."""
    return Markdown("\n\n".join(b for b in blok if b))


def raw(html: str) -> str:
    """Wrap the HTML of a table in a raw block."""
    return raw_html(html)


def bullets(butir: Iterable[str], write: Callable[[str], str] = plain) -> str:
    """Return an unordered list of plain texts."""
    return "\n".join(f"- {write(b)}" for b in butir)


def numbered(butir: Iterable[str], write: Callable[[str], str] = plain) -> str:
    """Return an ordered list of plain texts."""
    return "\n".join(f"{i}. {write(b)}" for i, b in enumerate(butir, 1))


def run_in(judul: str, teks: str, jangkar: str = "") -> str:
    """Return a paragraph led by its subject, with an anchor if given; empty when there is nothing to say."""
    kepala = f"[**{judul}.**]{{#{jangkar}}}" if jangkar else f"**{judul}.**"
    return f"{kepala} {teks}" if teks else ""


def captioned(label: str, isi: str, judul: str, sumber: str = "") -> str:
    """Return a captioned float with its source note.

    Parameters
    ----------
    label : str
        Such as ``tbl-renstra``.
    isi : str
        Markdown of the table or figure.
    judul : str
        Caption: one line, no full stop.
    sumber : str
        Source note; ``Sumber:`` is added.
    """
    catatan = f"{note(sumber)}\n\n" if sumber else ""
    return f"::: {{#{label}}}\n\n{isi}\n\n{catatan}{plain(judul)}\n\n:::"


def note(sumber: str) -> str:
    """Return the note under a table that says where its numbers come from."""
    return f"*Sumber: {plain(sumber)}.*"


def checks_source(b: Bahan) -> str:
    """Name the source of what the checks say."""
    return f"hasil pemeriksaan laporan ini atas tabel sumber {b.nama} tahun {b.tahun}"


def landscape(isi: str) -> str:
    """Put blocks on landscape pages."""
    return f":::: {{.landscape}}\n\n{isi}\n\n::::"


def finding_link(t: Temuan) -> str:
    """Return a link to a finding in the register."""
    return f"[{t.nomor}](#temuan-{t.id}){{.tanda}}"


def finding_links(temuan: Sequence[Temuan], paling_banyak: int = 6) -> str:
    """Return links to findings, the first ones and how many more."""
    isi = ", ".join(finding_link(t) for t in temuan[:paling_banyak])
    lebih = len(temuan) - paling_banyak
    return isi + (f", dan {lebih} lainnya" if lebih > 0 else "")


def slug(teks: str) -> str:
    """Make a code or name fit for a label."""
    return re.sub(r"[^a-z0-9]+", "-", teks.lower()).strip("-")


def legend(b: Bahan) -> str:
    """Say what the marks mean; empty when there is no finding."""
    if not b.temuan:
        return ""
    return f"Kode di samping angka, misalnya {finding_link(b.temuan[0])}, menunjuk ke temuan tentang angka itu dalam Register Temuan."
