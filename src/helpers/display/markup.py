"""HTML of the pages an auditor reads: tables, lists, foldings and anchors, every text from data made harmless.

One block holds no empty line, so that notebooks show it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from IPython.display import Markdown

#: Shape and word of a severity; colour only repeats them.
TANDA_TINGKAT = {"kritis": "▲ kritis", "peringatan": "◆ peringatan", "info": "● info"}


@dataclass(frozen=True)
class Html:
    """HTML as it is; anything else is escaped."""

    isi: str

    def __str__(self) -> str:
        return self.isi


Isi = str | Html


def html(isi: Isi) -> str:
    """Return HTML of a text; a line feed breaks the line."""
    if isinstance(isi, Html):
        return isi.isi
    return "<br>".join(escape(t) for t in isi.split("\n"))


def show(*bagian: str) -> Markdown:
    """Show blocks of HTML in a notebook; what would end a block of it is taken out."""
    return Markdown(re.sub(r"\n\s*\n", "\n", "\n".join(b for b in bagian if b)).replace("`", "&#96;"))


def table(judul: str, kepala: Sequence[str], baris: Iterable[Sequence[Isi]], *, angka: Sequence[int] = (), atribut: Sequence[str] = ()) -> str:
    """Return a table whose first column names the row.

    Parameters
    ----------
    judul : str
        Caption.
    kepala : sequence of str
    baris : iterable of rows
    angka : sequence of int
        Columns of numbers, aligned to the right.
    atribut : sequence of str, optional
        Attributes of each body row (`attributes`).
    """
    kelas = [' class="angka"' if k in angka else "" for k in range(len(kepala))]
    bagian = [f"<table><caption>{escape(judul)}</caption>", "<thead><tr>" + "".join(
        f'<th scope="col"{k}>{escape(t)}</th>' for t, k in zip(kepala, kelas, strict=True)) + "</tr></thead>", "<tbody>"]
    for n, isi in enumerate(baris):
        sel = [f'<th scope="row"{k}>{html(s)}</th>' if i == 0 else f"<td{k}>{html(s)}</td>" for i, (s, k) in enumerate(zip(isi, kelas, strict=True))]
        bagian.append(f"<tr{atribut[n] if atribut else ''}>" + "".join(sel) + "</tr>")
    return "\n".join([*bagian, "</tbody></table>"])


def attributes(isi: Mapping[str, str]) -> str:
    """Return attributes of an element."""
    return "".join(f' {k}="{escape(v)}"' for k, v in isi.items() if v)


def paragraph(isi: Isi, kelas: str = "") -> str:
    """Return a paragraph."""
    return f"<p{attributes({'class': kelas})}>{html(isi)}</p>"


def listing(butir: Iterable[Isi]) -> str:
    """Return an unordered list."""
    return "<ul>" + "".join(f"<li>{html(b)}</li>" for b in butir) + "</ul>"


def folding(judul: Isi, isi: str, *, terbuka: bool = False, **atribut: str) -> str:
    """Return a part that opens and closes."""
    lain = attributes({k.replace("_", "-"): v for k, v in atribut.items()})
    return f'<details class="lipat"{" open" if terbuka else ""}{lain}><summary>{html(judul)}</summary>\n{isi}\n</details>'


def heading(tingkat: int, isi: Isi, id_: str = "") -> str:
    """Return a heading."""
    return f"<h{tingkat}{attributes({'id': id_})}>{html(isi)}</h{tingkat}>"


def link(tujuan: str, teks: str) -> Html:
    """Return a link."""
    return Html(f'<a href="{escape(tujuan)}">{escape(teks)}</a>')


def severity(tingkat: str) -> Html:
    """Return a severity: shape, word, colour."""
    return Html(f'<span class="{escape(tingkat)}">{escape(TANDA_TINGKAT.get(tingkat, tingkat))}</span>')


def verdict(lulus: bool, teks: tuple[str, str] = ("terpenuhi", "tidak terpenuhi")) -> Html:
    """Return an outcome: shape, word, colour."""
    return Html(f'<span class="{"lulus" if lulus else "gagal"}">{"✓" if lulus else "✗"} {escape(teks[0] if lulus else teks[1])}</span>')


def filter_box(lingkup: str, pilihan: Mapping[str, str]) -> str:
    """Return the place of a box that filters the items (`data-butir`) of an element; the page's script fills it.

    Parameters
    ----------
    lingkup : str
        Id of the element.
    pilihan : mapping of str to str
        Kinds of items and what they are called.
    """
    kata = ";".join(f"{k}={v}" for k, v in pilihan.items())
    return f'<div class="saring" data-saring="{escape(lingkup)}" data-pilihan="{escape(kata)}" hidden></div>'


def slug(*bagian: object) -> str:
    """Return an anchor."""
    return re.sub(r"[^a-z0-9]+", "-", "-".join(map(str, bagian)).lower()).strip("-")
