"""Tables of the document: HTML in a raw block, which every output format turns into a real table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from IPython.display import Markdown

from helpers.lineage.traced import split_marks


@dataclass(frozen=True)
class Sel:
    """One cell.

    Attributes
    ----------
    teks : str
        Plain text; markup in it is shown, never run. A line feed breaks the line; marked numbers keep their origin.
    angka : bool
        Aligned to the right, digits of equal width.
    tebal : bool
        Emphasised (totals).
    kolom, baris : int
        Columns and rows it spans.
    tanda : tuple of (str, str)
        Findings it leads to: (anchor, number), such as ``("temuan-rasio-h8-2023", "T01")``.
    fakta : str
        Where the number comes from: the `fakta_id` of a printed cell, or the origin of a computed number.
    kelas : str
        Extra class, such as ``tercapai``.
    """

    teks: str
    angka: bool = False
    tebal: bool = False
    kolom: int = 1
    baris: int = 1
    tanda: tuple[tuple[str, str], ...] = ()
    fakta: str = ""
    kelas: str = ""


Isi = Sel | str


def make_table(
    kepala: Sequence[Sequence[Isi]], baris: Sequence[Sequence[Isi]], *, lebar: Sequence[float] | None = None,
    jangkar: Sequence[str] | None = None, kelas: str = "", jumlah: bool = False,
) -> Markdown:
    """Make a table.

    Parameters
    ----------
    kepala : sequence of rows
        Header rows.
    baris : sequence of rows
        Body rows.
    lebar : sequence of float, optional
        Relative column widths.
    jangkar : sequence of str, optional
        An anchor for each body row, for links to it; empty for a row without.
    jumlah : bool
        The last row is a total.
    kelas : str
        Class of the table.

    Returns
    -------
    IPython.display.Markdown
    """
    return Markdown(raw_html(table_html(kepala, baris, lebar=lebar, jangkar=jangkar, kelas=kelas, jumlah=jumlah)))


def raw_html(isi: str) -> str:
    """Wrap HTML in a Pandoc raw block."""
    return "```{=html}\n" + isi.replace("`", "&#96;") + "\n```"


def table_html(
    kepala: Sequence[Sequence[Isi]], baris: Sequence[Sequence[Isi]], *, lebar: Sequence[float] | None = None,
    jangkar: Sequence[str] | None = None, kelas: str = "", jumlah: bool = False,
) -> str:
    """Return the HTML of a table; see `make_table`."""
    bagian = [f'<table class="{escape(kelas)}">' if kelas else "<table>"]
    if lebar:
        seluruh = sum(lebar)
        bagian.append("<colgroup>" + "".join(f'<col style="width: {100 * x / seluruh:.1f}%">' for x in lebar) + "</colgroup>")
    bagian.append("<thead>")
    bagian += ["<tr>" + "".join(_cell(s, "th") for s in b) + "</tr>" for b in kepala]
    bagian.append("</thead>\n<tbody>")
    for i, b in enumerate(baris):
        atribut = f' id="{escape(jangkar[i])}"' if jangkar and jangkar[i] else ""
        atribut += ' class="jumlah"' if jumlah and i == len(baris) - 1 else ""
        bagian.append(f"<tr{atribut}>" + "".join(_cell(s, "td") for s in b) + "</tr>")
    bagian.append("</tbody>\n</table>")
    return "\n".join(bagian)


def _number(teks: str, asal: str) -> str:
    return f'<span data-angka="{escape(asal)}">{escape(teks)}</span>' if asal else escape(teks)


def _cell(sel: Isi, tag: str) -> str:
    s = sel if isinstance(sel, Sel) else Sel(sel)
    atribut = ""
    if s.kolom > 1:
        atribut += f' colspan="{s.kolom}"'
    if s.baris > 1:
        atribut += f' rowspan="{s.baris}"'
    if kelas := " ".join(filter(None, ["angka" if s.angka else "", s.kelas])):
        atribut += f' class="{escape(kelas)}"'
    if s.fakta:
        atribut += f' data-angka="{escape(s.fakta)}"'
    if tag == "th":
        atribut += ' scope="col"'
    isi = "<br>".join("".join(_number(*p) for p in split_marks(t)) for t in s.teks.split("\n"))
    if s.tebal:
        isi = f"<strong>{isi}</strong>"
    if s.tanda:
        tautan = " ".join(f'<a class="tanda" href="#{escape(a)}">{escape(n)}</a>' for a, n in s.tanda)
        isi += f" <sup>{tautan}</sup>"
    return f"<{tag}{atribut}>{isi}</{tag}>"
