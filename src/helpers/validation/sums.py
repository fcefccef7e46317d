"""Slips in a sum, a mean or a last value of printed parts: what the total would be with one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from helpers.numbers import format_number
from helpers.validation.relations import combine
from helpers.validation.residuals import Nilai

_CARA = {"jumlah": "dijumlahkan", "rata": "dirata-ratakan", "akhir": "diambil nilai terakhirnya"}


def sums_with_a_slip(cara: str, isi: Sequence[Nilai], lain: Mapping[int, Sequence[Nilai]], *, deret: bool) -> Iterator[list[tuple[tuple[str, ...], float, str]]]:
    """Yield what a combination gives with one slip, the likelier kinds of slip first.

    Parameters
    ----------
    cara : str
        ``jumlah``, ``rata`` or ``akhir``; under another name it is a sum that was not meant to be anything else.
    isi : sequence of Nilai
        The parts.
    lain : mapping of int to sequence of Nilai
        For the position of a part, other prints of the same fact.

    deret : bool
        The parts follow each other in time; only then is there a last one.

    Yields
    ------
    list of tuple
        The kind of slip, the result, and the arithmetic with the slip named.
    """
    tahap = []
    for c, nama in _CARA.items() if cara in _CARA else ():
        if c != cara and len(isi) > 1 and (deret or c != "akhir"):
            hasil, _, teks = combine(c, list(isi))
            tahap.append((("cara_lain",), hasil, f"bagian-bagiannya {nama}, bukan {_CARA[cara]}: {teks}"))
    yield tahap
    if cara == "akhir":
        return
    if cara not in _CARA:  # parts that exceed their whole: one of them does not belong
        yield [(("bagian_lain",), hasil, f"tanpa {v.teks}, bagian-bagiannya berjumlah {format_number(hasil)}")
               for n, v in enumerate(isi) if (hasil := sum(x.nilai for i, x in enumerate(isi) if i != n))]
        return
    yield [(("sumber_lain",), *_told(cara, [*isi[:n], x, *isi[n + 1:]], f"{x.teks} menggantikan {v.teks}"))
           for n, v in enumerate(isi) for x in lain.get(n, ())]
    tahap = []
    for n, v in enumerate(isi):
        tanpa = [x for i, x in enumerate(isi) if i != n]
        if tanpa:
            tahap.append((("tidak_ada",), *_told(cara, tanpa, f"tanpa {v.teks}")))
            tahap.append((("bagian_lain",), *_told(cara, [*isi, v], f"{v.teks} dihitung dua kali")))
        tahap += [(("salah_ketik",), *_told(cara, [*isi[:n], x, *isi[n + 1:]], f"{x.teks} terbaca dari {v.teks} dengan dua angka tertukar"))
                  for x in transposed(v)]
    yield tahap


def _told(cara: str, isi: list[Nilai], sebab: str) -> tuple[float, str]:
    hasil, _, teks = combine(cara, isi)
    return hasil, f"{sebab}: {teks}"


def transposed(v: Nilai) -> Iterator[Nilai]:
    """Yield a number with two neighbouring digits exchanged, one pair at a time."""
    angka = f"{abs(v.nilai):.{v.presisi}f}".replace(".", "")
    for i in range(len(angka) - 1):
        if angka[i] != angka[i + 1] and not (i == 0 and angka[1] == "0"):
            baru = angka[:i] + angka[i + 1] + angka[i] + angka[i + 2:]
            yield replace(v, nilai=int(baru) / 10 ** v.presisi)
