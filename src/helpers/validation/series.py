"""Years beside each other in one table: targets that fall back, and counts that jump."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.validation.residuals import Nilai, Residu
from helpers.validation.values import SEDIKIT


def check_series(isi: Mapping[tuple, Mapping[str, list[Nilai]]], m: Metodologi) -> Iterator[Residu]:
    """Check each number against the year before it in its table.

    Parameters
    ----------
    isi : mapping
        (table, group, wilayah, tahun, periode) to printed numbers by code.
    m : Metodologi
    """
    for (sumber, kelompok, wilayah, tahun, periode), kode in isi.items():
        lalu = isi.get((sumber, kelompok, wilayah, tahun - 1, periode))
        for k, nilai in kode.items() if lalu else ():
            induk, _, aspek = k.rpartition(".")
            tempat = (sumber, k, wilayah, tahun, periode)
            if m.pemeriksaan.target_tidak_mundur and aspek == "target" and induk in m.indikator:
                if sebelum := lalu.get(k) or lalu.get(f"{induk}.baseline"):
                    yield _target(tempat, nilai[0], sebelum[0], m.indikator[induk].bentuk_capaian == "naik")
            elif m.pemeriksaan.lonjakan and k in lalu and m.parameter(k).agregasi == "jumlah" and m.unit(k).jenis == "cacah":
                yield from _jump(tempat, nilai[0], lalu[k][0], m)


def _target(tempat: tuple, v: Nilai, lalu: Nilai, naik: bool) -> Residu:
    batas = max(v.nilai, lalu.nilai) if naik else min(v.nilai, lalu.nilai)
    return _row("target_mundur", tempat, v, lalu, batas, v.lebar + lalu.lebar, f"wajarnya paling {'sedikit' if naik else 'banyak'} {lalu.teks} (target sebelumnya)")


def _jump(tempat: tuple, v: Nilai, lalu: Nilai, m: Metodologi) -> Iterator[Residu]:
    wajar = m.pemeriksaan.lonjakan
    if max(v.nilai, lalu.nilai) >= wajar.paling_sedikit and min(v.nilai, lalu.nilai) > 0:
        batas = min(max(v.nilai, lalu.nilai / wajar.kali), lalu.nilai * wajar.kali)
        kata = (f"tahun sebelumnya {lalu.teks} dan perubahan yang wajar paling banyak {format_number(wajar.kali)} kali lipat, yaitu "
                f"{format_number(lalu.nilai / wajar.kali)} sampai {format_number(lalu.nilai * wajar.kali)}")
        yield _row("lonjakan", tempat, v, lalu, batas, 0.0, kata)


def _row(relasi: str, tempat: tuple, v: Nilai, lalu: Nilai, batas: float, longgar: float, kata: str) -> Residu:
    sumber, kode, wilayah, tahun, periode = tempat
    selisih = v.nilai - batas
    lebih = max(0.0, abs(selisih) - longgar - SEDIKIT * max(1.0, abs(batas)))
    return Residu(f"{relasi}.{kode}", "rentang", sumber, kode, wilayah, tahun, periode, v.nilai, batas, selisih, longgar, lebih,
                  kata, v.fakta_id, lalu.fakta_id, "asumsi")
