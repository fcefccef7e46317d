"""Parts against their whole: what excludes each other can not together exceed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.validation.residuals import Nilai, Residu, nearest
from helpers.validation.values import SEDIKIT


def check_parts(isi: Mapping[tuple, Mapping[str, list[Nilai]]], m: Metodologi) -> Iterator[Residu]:
    """Check every whole against the parts printed nearest to it.

    Parameters
    ----------
    isi : mapping
        (table, group, wilayah, tahun, periode) to printed numbers by code.
    m : Metodologi
    """
    for (sumber, _, wilayah, tahun, periode), kode in isi.items():
        for b in m.pemeriksaan.bagian:
            for v in kode.get(b.kode, ()):
                bagian = [nearest(kode[k], v.baris) for k in b.bagian if k in kode]
                if len(bagian) < 2:
                    continue  # one part alone is a limit of its own
                jumlah, longgar = sum(x.nilai for x in bagian), v.lebar + sum(x.lebar for x in bagian)
                lebih = max(0.0, jumlah - v.nilai - longgar - SEDIKIT * max(1.0, abs(jumlah)))
                teks = f"bagian-bagiannya {' + '.join(x.teks for x in bagian)} = {format_number(jumlah)}"
                dihitung = max(v.nilai, jumlah)
                yield Residu(f"jumlah_bagian.melebihi.{b.kode}", "jumlah_bagian", sumber, b.kode, wilayah, tahun, periode, v.nilai, dihitung,
                             v.nilai - dihitung, longgar, lebih, teks, v.fakta_id, ";".join(x.fakta_id for x in bagian), "asumsi")
