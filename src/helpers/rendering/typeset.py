"""Typst, called here or in a process of its own.

Typst keeps what it laid out for the next document, some 200 MB each, and never gives it back. A process that makes many
documents therefore lets each be set in a process that ends.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

#: Set by a process that makes many documents.
terpisah = False
#: Set by a process that makes the same document again and again: takes the place of `typeset` (`helpers.rendering.warm`).
siaga: Callable[[Path, Path, Path], list[str]] | None = None
_DITOLAK = 3


class Ditolak(Exception):
    """Typst refused the document; the message is its own."""


def typeset(sumber: Path, akar: Path, tujuan: Path) -> list[str]:
    """Set a document as tagged and valid PDF/UA-1 and return the warnings.

    Parameters
    ----------
    sumber, akar : Path
        The document, and the folder it may read from.
    tujuan : Path
        The PDF.

    Raises
    ------
    Ditolak
        When Typst refuses the document.
    """
    if siaga is not None:
        return siaga(sumber, akar, tujuan)
    if not terpisah:
        return _typeset(sumber, akar, tujuan)
    hasil = subprocess.run(
        [sys.executable, "-X", "utf8", str(Path(__file__)), str(sumber), str(akar), str(tujuan)], capture_output=True, encoding="utf-8", errors="replace", check=False)
    if hasil.returncode == _DITOLAK:
        raise Ditolak(hasil.stderr)
    if hasil.returncode:
        raise RuntimeError(f"Typst berhenti dengan kode {hasil.returncode}: {hasil.stderr.strip()[-300:]}")
    return hasil.stdout.splitlines()


def _typeset(sumber: Path, akar: Path, tujuan: Path) -> list[str]:
    import typst

    try:
        isi, peringatan = typst.compile_with_warnings(str(sumber), root=str(akar), ignore_system_fonts=True, pdf_standards=["ua-1"])
    except typst.TypstError as galat:
        raise Ditolak(str(galat)) from None
    tujuan.write_bytes(isi)
    return [" ".join(str(p).split()) for p in peringatan]


if __name__ == "__main__":
    try:
        print(*_typeset(*map(Path, sys.argv[1:4])), sep="\n", end="")
    except Ditolak as galat:
        print(galat, file=sys.stderr)
        raise SystemExit(_DITOLAK) from None
