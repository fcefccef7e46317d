"""Which printed value a computation uses, when a fact is printed in several places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import pandas as pd

from helpers.errors import KesalahanMasukan
from helpers.sources.facts import Fakta, read_rows
from helpers.sources.profile import Koreksi

ALAMAT = ["kode", "wilayah", "tahun", "periode"]
SEDIKIT = 1e-9


def tolerance(presisi: pd.Series | int, eksak: pd.Series | bool) -> pd.Series | float:
    """Return half of the last printed digit (18.30 is 18.295 to 18.305); nothing for whole numbers and money."""
    return 0.5 * 10.0 ** (-presisi) * (1 - eksak)


def same_number(a: float, lebar_a: float, b: float, lebar_b: float) -> bool:
    """Whether two prints can be one number; 104 and 105 can not, though their intervals touch."""
    return a == b or abs(a - b) < lebar_a + lebar_b - SEDIKIT * max(1.0, abs(a))


def choose_values(
    fakta: pd.DataFrame, eksak: dict[str, bool], koreksi: Iterable[Koreksi], polres: str,
    konsep: Callable[[str], str] = str,
) -> pd.DataFrame:
    """Choose one value for each fact, openly.

    Printed values that agree within their precision are one value, given by its most precise print. Where
    they do not, a declared correction decides; without one the value printed most often in tables does, the
    first in reading order among equals, and the fact stays marked as contested.

    Parameters
    ----------
    fakta : pandas.DataFrame
        The fact table.
    eksak : dict of str to bool
        For each unit name, whether its values are whole (counts, money).
    koreksi : iterable of Koreksi
    polres : str
    konsep : callable, optional
        Names the fact a code states (`Metodologi.concept`): a correction holds for its equivalents too.

    Returns
    -------
    pandas.DataFrame
        Columns `ALAMAT`, ``nilai``, ``presisi``, ``nilai_teks``, ``satuan``, ``fakta_id``, ``status``
        (``sepakat``, ``koreksi`` or ``diperselisihkan``), ``ragam`` (number of distinct printed values).

    Raises
    ------
    KesalahanMasukan
        When a correction names a cell that is not there, or whose print has changed (`expect`).
    """
    angka = [f for f in read_rows(fakta) if f.keadaan == "angka"]
    pilihan = {(konsep(a[0]), *a[1:]): v for a, v in _corrections(angka, koreksi, polres).items()}
    cetakan: dict[tuple, list[tuple]] = defaultdict(list)
    for r in angka:
        cetakan[(r.kode, r.wilayah, r.tahun, r.periode)].append(
            (r.nilai, r.presisi, r.jenis == "narasi", r.fakta_id, r.nilai_teks, r.satuan))
    hasil = []
    for alamat, baris in cetakan.items():
        gugus = [baris] if len(baris) == 1 else _clusters(baris, eksak[baris[0][5]])
        if len(gugus) == 1:
            status, terpilih = "sepakat", gugus[0]
        elif sesuai := _matching(gugus, pilihan.get((konsep(alamat[0]), *alamat[1:])), eksak):
            status, terpilih = "koreksi", sesuai
        else:
            # max keeps the first of equals, which is the first in reading order
            status, terpilih = "diperselisihkan", max(gugus, key=lambda g: (sum(not b[2] for b in g), len(g)))
        nilai, presisi, _, fakta_id, teks, satuan = terpilih[0] if len(terpilih) == 1 else max(terpilih, key=lambda b: b[1])
        hasil.append((*alamat, nilai, presisi, teks, satuan, fakta_id, status, len(gugus)))
    return pd.DataFrame(hasil, columns=[*ALAMAT, "nilai", "presisi", "nilai_teks", "satuan", "fakta_id", "status", "ragam"])


def _matching(gugus: list[list[tuple]], pilihan: tuple | None, eksak: dict[str, bool]) -> list[tuple] | None:
    """Return the group of prints that a correction chose, or that agrees with what it chose for an equivalent."""
    if pilihan is None:
        return None
    fakta_id, nilai, presisi, satuan = pilihan
    lebar = tolerance(presisi, eksak[satuan])
    return next((g for g in gugus if any(b[3] == fakta_id for b in g)), None) or next(
        (g for g in gugus if same_number(g[0][0], tolerance(g[0][1], eksak[g[0][5]]), nilai, lebar)), None)


def _clusters(baris: list[tuple], eksak: bool) -> list[list[tuple]]:
    """Group prints that agree, the most precise print of a group leading it; groups in reading order."""
    if len({b[0] for b in baris}) == 1:  # nearly always
        return [baris]
    gugus: list[list[tuple]] = []
    for b in sorted(baris, key=lambda b: -b[1]):
        for g in gugus:
            if same_number(g[0][0], tolerance(g[0][1], eksak), b[0], tolerance(b[1], eksak)):
                g.append(b)
                break
        else:
            gugus.append([b])
    urutan = {b[3]: i for i, b in enumerate(baris)}
    return sorted(gugus, key=lambda g: min(urutan[b[3]] for b in g))


def _corrections(angka: list[Fakta], koreksi: Iterable[Koreksi], polres: str) -> dict[tuple, tuple]:
    tersedia = {f.fakta_id: f for f in angka}
    pilihan: dict[tuple, str] = {}
    masalah = []
    for k in koreksi:
        alamat = (k.kode, k.wilayah or polres, k.tahun, k.periode)
        if k.pilih not in tersedia:
            masalah.append(f"Berkas koreksi.yml: sel \"{k.pilih}\" untuk {k.kode} {k.tahun} tidak ada; betulkan isian pilih.")
            continue
        f = tersedia[k.pilih]
        if (f.kode, f.wilayah, f.tahun, f.periode) != alamat:
            masalah.append(f"Berkas koreksi.yml: sel \"{k.pilih}\" bukan fakta {k.kode} {k.tahun} {k.periode}; betulkan isian pilih.")
        elif f.nilai_teks != k.expect:
            masalah.append(
                f"Berkas koreksi.yml: sel \"{k.pilih}\" kini tercetak \"{f.nilai_teks}\", padahal koreksi ditetapkan untuk "
                f"\"{k.expect}\"; tinjau ulang koreksi itu.")
        pilihan[alamat] = (k.pilih, f.nilai, f.presisi, f.satuan)
    if masalah:
        raise KesalahanMasukan(masalah)
    return pilihan
