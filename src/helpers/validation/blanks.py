"""Cells left blank that their own table says can not be: the year beside it is filled, or the parts of a total are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from helpers.methodology.formulas import Hilang, TakTerdefinisi
from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.sources.facts import Fakta
from helpers.validation.residuals import Nilai, Residu, nearest


def check_blanks(baris: Sequence[Fakta], isi: Mapping[tuple, Mapping[str, list[Nilai]]], m: Metodologi) -> Iterator[Residu]:
    """Check blank cells against the rest of their table.

    Parameters
    ----------
    baris : sequence of Fakta
    isi : mapping
        (table, group, wilayah, tahun, periode) to printed numbers by code.
    m : Metodologi
    """
    jumlah = {r.aturan.kode: r for r in m.rumus if r.aturan.keluarga == "jumlah_bagian" and r.aturan.lingkup == "tabel"}
    bernilai = {(f.kode, f.wilayah, f.tahun, f.periode) for f in baris if f.keadaan == "angka"}
    deret: dict[tuple, dict[int, Fakta]] = defaultdict(dict)
    for f in baris:
        if f.jenis != "tabel" or f.keadaan not in ("angka", "kosong"):
            continue
        if f.kode in jumlah and (hasil := _total(jumlah[f.kode], isi.get((f.sumber, f.kelompok, f.wilayah, f.tahun, f.periode), {}), f, m)):
            yield _row("kelengkapan.jumlah_kosong", f, f.keadaan == "kosong", *hasil)
        elif f.keadaan == "angka" or (f.kode, f.wilayah, f.tahun, f.periode) not in bernilai:
            deret[(f.sumber, f.kode, f.wilayah, f.periode)].setdefault(f.tahun, f)
    for menurut in deret.values():
        for tahun, f in menurut.items():
            sisi = [x for t in (tahun - 1, tahun + 1) if (x := menurut.get(t)) and x.keadaan == "angka"]
            if sisi:
                teks = "; ".join(f"tahun {x.tahun} tercetak {x.nilai_teks}" for x in sisi)
                yield _row("kelengkapan.tahun_kosong", f, f.keadaan == "kosong", teks, [x.fakta_id for x in sisi])


def _row(relasi: str, f: Fakta, gagal: bool, teks: str, masukan: list[str]) -> Residu:
    return Residu(relasi, "kelengkapan", f.sumber, f.kode, f.wilayah, f.tahun, f.periode, math.nan, math.nan, math.nan, 0.0, float(gagal), teks,
                  f.fakta_id, ";".join(masukan), "asumsi")


def _total(r, kode: Mapping[str, list[Nilai]], f: Fakta, m: Metodologi) -> tuple[str, list[str]] | None:
    """Add up the parts printed in the same table; None where they are not all there."""
    cari = {n: nearest(v, f.baris) for n in r.rumus.nama if (v := kode.get(n))}
    try:
        hasil = r.rumus.evaluate({n: v.nilai for n, v in cari.items()}, m.konversi)
    except (Hilang, TakTerdefinisi):
        return None
    return f"bagian-bagiannya {' + '.join(v.teks for v in cari.values())} = {format_number(hasil)}", [v.fakta_id for v in cari.values()]
