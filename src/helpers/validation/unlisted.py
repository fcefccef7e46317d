"""A part that is spoken of and not listed: why a total exceeds the parts that are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number


def explain_unlisted(baris: Sequence, hitungan: Iterable, m: Metodologi) -> Iterator[str]:
    """Say by how much totals exceed their parts where one part more is stated than listed.

    Parameters
    ----------
    baris : sequence of residual rows
        Failing totals of one finding.
    hitungan : iterable of residual rows
        Failing counts: how many are stated (`tercetak`) and how many are listed (`dihitung`).
    m : Metodologi

    Yields
    ------
    str
        One Indonesian sentence for each such total.
    """
    rumus = {r.id: r.rumus for r in m.rumus if r.aturan.keluarga == "jumlah_bagian"}
    for h in hitungan:
        aturan = next((x for x in m.bagian_rumus.hitungan if x.kode == h.kode), None)
        if aturan is None or h.tercetak - h.dihitung != 1:
            continue
        pola = [f"{p.rpartition('.')[0]}.*" for p in aturan.pola if "*" in p]
        for r in baris:
            if r.relasi in rumus and r.selisih > 0 and all(any(fnmatchcase(n, p) for p in pola) for n in rumus[r.relasi].nama):
                yield (f"Disebut {format_number(h.tercetak)} {aturan.nama}, sedangkan yang terdaftar {format_number(h.dihitung)}: "
                       f"selisih {format_number(r.selisih, 0, tanda=True)} dapat berasal dari yang tidak terdaftar itu.")
