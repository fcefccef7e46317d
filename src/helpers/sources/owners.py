"""Who is responsible: from the spellings a plan prints to offices, the first of a cell leading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.methodology.rules import Metodologi


@dataclass(frozen=True)
class Pemilik:
    """An office that owns an indicator or a step.

    Attributes
    ----------
    kode : str
        Office in `jabatan.yml`, with ``/<place>`` where it is that of a named place: ``kapolsek/kertak-hanyar``.
    nama : str
    tingkat : str
        ``polres``, ``polsek``, ``polda`` or ``mabes``.
    peran : str
        ``utama`` for the first of a cell, ``pendukung`` for the others.
    satker : str
        Its unit in `satker.yml`; empty for several units or none.
    """

    kode: str
    nama: str
    tingkat: str
    peran: str
    satker: str = ""


def parse_owners(teks: str, m: Metodologi) -> tuple[tuple[Pemilik, ...], str]:
    """Read an owner cell.

    Parameters
    ----------
    teks : str
        The cell as printed.
    m : Metodologi
        With `jabatan` and `rencana`; leftovers of a form are passed over.

    Returns
    -------
    tuple of (tuple of Pemilik, str)
        The offices in printed order, each once, and the words that are none.
    """
    for s in m.rencana.sisa_formulir:
        teks = re.sub(s.pola, " ", teks.strip())
    kata = re.sub(r"[·•,;]", " , ", teks.upper()).split()
    ejaan = sorted(((tuple(e.split()), kode) for kode, j in m.jabatan.jabatan.items() for e in j.ejaan), key=lambda x: -len(x[0]))
    hasil: list[tuple[str, str]] = []
    asing: list[str] = []
    menamai = ""  # what the next unknown words name: an office, or only whose the office before is
    n = 0
    while n < len(kata):
        cocok = next(((e, kode) for e, kode in ejaan if tuple(kata[n:n + len(e)]) == e), None)
        if cocok:
            hasil.append((cocok[1], ""))
            menamai = "jabatan" if m.jabatan.jabatan[cocok[1]].bernama else ""
            n += len(cocok[0])
            continue
        if kata[n] in m.jabatan.milik:
            menamai = "milik"
        elif kata[n] == "," or kata[n] in m.jabatan.penghubung:
            menamai = ""
        elif menamai == "jabatan" and m.jabatan.jabatan[hasil[-1][0]].tingkat == "polsek":
            hasil[-1] = (hasil[-1][0], f"{hasil[-1][1]} {kata[n]}".strip())
        elif not menamai:
            asing.append(kata[n])
        n += 1
    unik = list(dict.fromkeys(hasil))
    return tuple(_owner(kode, tempat, "pendukung" if i else "utama", m) for i, (kode, tempat) in enumerate(unik)), " ".join(asing)


def _owner(kode: str, tempat: str, peran: str, m: Metodologi) -> Pemilik:
    j = m.jabatan.jabatan[kode]
    if not tempat:
        return Pemilik(kode, j.nama, j.tingkat, peran, j.satker)
    return Pemilik(f"{kode}/{'-'.join(tempat.lower().split())}", f"{j.nama} {tempat.title()}", j.tingkat, peran, j.satker)
