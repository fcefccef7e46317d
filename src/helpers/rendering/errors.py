"""The error of this wing."""

from __future__ import annotations

from pathlib import Path

from helpers.errors import KesalahanMasukan


class KesalahanRender(KesalahanMasukan):
    """A document that cannot be rendered: what is wrong, where, and what to do."""


def at(berkas: Path | str, baris: int | None, pesan: str) -> KesalahanRender:
    """Return an error that names the file and, where known, the line.

    Parameters
    ----------
    berkas : Path or str
        File as the author knows it, relative to the project root.
    baris : int or None
        Line number, counted from 1.
    pesan : str
        One Indonesian sentence.
    """
    tempat = Path(berkas).as_posix() if isinstance(berkas, Path) else berkas
    if baris is not None:
        tempat = f"{tempat}, baris {baris}"
    return KesalahanRender(f"{tempat}: {pesan}")
