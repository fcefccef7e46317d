"""A document for Typst in pieces, so that the next version of it is quick to set.

Typst knows the parts of a document by their place among all the parts of their file. One link more in a cell, and every
part after it counts as new. In a file of its own each section and each table keeps its places, whatever changes elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from helpers.rendering.typeset import Ditolak, typeset

#: Where Pandoc begins a section, a float, or a run of pages, at the outermost level.
_AWAL = re.compile(r"(?m)^(?==+ |#heading\(|#figure\(\[$|#set )")
_LABEL = re.compile(r"(?m)^<([\w.:-]+)>$|\)<([\w.:-]+)>$")
_ATURAN = re.compile(r"(?m)^#(set|show|let)\b")


def split(sumber: Path) -> Path:
    """Write a document as a file of definitions and files of pieces beside it; return the file that joins them."""
    kepala, *potongan = _AWAL.split(sumber.read_text(encoding="utf-8"))
    gaya = sumber.with_name(f"{sumber.stem}-gaya.typ")
    gaya.write_text(_definitions(kepala), encoding="utf-8", newline="\n")
    utama = [f'#import "{gaya.name}": *\n#show: bingkai\n\n']
    terpakai: Counter[str] = Counter()
    for isi in potongan:
        label = _LABEL.search(isi)
        if label is None or _ATURAN.search(isi):
            utama.append(isi)
            continue
        nama = re.sub(r"[^\w-]", "_", label[1] or label[2]).lower()
        terpakai[nama] += 1
        berkas = sumber.with_name(f"{sumber.stem}-{nama}-{terpakai[nama]}.typ")
        berkas.write_text(f'#import "{gaya.name}": *\n{isi}', encoding="utf-8", newline="\n")
        utama.append(f'#include "{berkas.name}"\n\n')
    ke = sumber.with_name(f"{sumber.stem}-utuh.typ")
    ke.write_text("".join(utama), encoding="utf-8", newline="\n")
    return ke


def _definitions(kepala: str) -> str:
    """Return what stands before the text as definitions, with the rules in one that takes the text."""
    bagian = re.split(r"(?m)^(?=#)", kepala)
    rumusan = [b for b in bagian if b.startswith("#let ")]
    aturan = [b[1:] for b in bagian if b.startswith(("#set ", "#show"))]
    return "".join([*rumusan, "#let bingkai(doc) = {\n", *aturan, "doc\n}\n"])


def typeset_in_pieces(sumber: Path, akar: Path, tujuan: Path) -> list[str]:
    """Set a document as `typeset` does; where its pieces do not stand alone, as a whole."""
    try:
        return typeset(split(sumber), akar, tujuan)
    except Ditolak:
        return typeset(sumber, akar, tujuan)
