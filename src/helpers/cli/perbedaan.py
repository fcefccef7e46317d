"""`lkip diff`: what the screen shows of two runs compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from helpers.cli.tampilan import plain, show_rows
from helpers.numbers import format_number
from helpers.validation.difference import Perbedaan, Terbitan

if TYPE_CHECKING:
    from rich.console import Console

_BARIS = 20
_TEMUAN = ("Tingkat", "Pengenal", "Temuan")
_KOSONG = "(kosong)"


def show_difference(layar: Console, terbitan: Sequence[tuple[str, Terbitan]], p: Perbedaan, rinci: bool) -> None:
    """Show the counts, then the rows of every kind of difference; the first 20 unless `rinci`."""
    for huruf, (folder, t) in zip("AB", terbitan, strict=True):
        layar.print(f"{huruf}: {plain(folder)} ({_n(t.temuan)} temuan, {_n(t.fakta)} fakta)", soft_wrap=True)
    layar.print(f"Temuan: {_n(p.temuan_baru)} baru, {_n(p.temuan_hilang)} hilang, {_n(p.temuan_tetap)} tetap "
                f"({_n(p.temuan_berubah)} di antaranya berubah isi)")
    layar.print(f"Fakta : {_n(p.fakta_berubah)} berubah, {_n(p.fakta_muncul)} muncul, {_n(p.fakta_lenyap)} lenyap, "
                f"{format_number(p.fakta_tetap, 0)} tetap")
    if p.sama:
        layar.print("Tidak ada perbedaan.")
    for judul, isi, kepala in (("Temuan baru", p.temuan_baru, "Semula bagian dari"), ("Temuan hilang", p.temuan_hilang, "Kini bagian dari")):
        tambahan = ("bagian_dari",) if (isi["bagian_dari"] != "").any() else ()
        _section(layar, judul, (*_TEMUAN, *([kepala] if tambahan else [])), _findings(isi, *tambahan), rinci)
    _section(layar, "Temuan tetap yang berubah isi", (*_TEMUAN, "Yang berubah"), _findings(p.temuan_berubah, "beda"), rinci)
    if rinci:
        tanpa = p.temuan_tetap[p.temuan_tetap["beda"] == ""]
        _section(layar, "Temuan tetap tanpa perubahan", _TEMUAN, _findings(tanpa), rinci)
    kepala = ("Fakta", "Besaran", "Waktu", "Wilayah")
    _section(layar, "Fakta berubah", (*kepala, "A", "B"), _changed(p.fakta_berubah), rinci)
    _section(layar, "Fakta muncul", (*kepala, "B"), _facts(p.fakta_muncul), rinci)
    _section(layar, "Fakta lenyap", (*kepala, "A"), _facts(p.fakta_lenyap), rinci)


def _n(isi: Sequence | pd.DataFrame) -> str:
    return format_number(len(isi), 0)


def _section(layar: Console, judul: str, kepala: Sequence[str], baris: Sequence[Sequence[str]], rinci: bool) -> None:
    if not baris:
        return
    layar.print()
    layar.print(f"{judul} ({_n(baris)})")
    tampil = baris if rinci else baris[:_BARIS]
    show_rows(layar, kepala, tampil)
    if sisa := len(baris) - len(tampil):
        layar.print(f"… dan {format_number(sisa, 0)} baris lain; tambahkan --rinci untuk melihat semuanya.")


def _findings(isi: pd.DataFrame, *tambahan: str) -> list[list[str]]:
    return isi[["tingkat", "id", "judul", *tambahan]].to_numpy().tolist()


def _facts(isi: pd.DataFrame) -> list[list[str]]:
    return [[*_where(f), f.nilai_teks or _KOSONG] for f in isi.itertuples()]


def _changed(isi: pd.DataFrame) -> list[list[str]]:
    hasil = []
    for f in isi.itertuples():
        a, b = f.nilai_teks_a or _KOSONG, f.nilai_teks_b or _KOSONG
        if a == b:  # printed alike, read differently
            a, b = (f"{t}, dibaca {_read(n)}" for t, n in ((a, f.nilai_a), (b, f.nilai_b)))
        hasil.append([*_where(f), a, f"→ {b}"])
    return hasil


def _where(f: tuple) -> list[str]:
    """Name a fact: its cell, what it measures, when and where."""
    return [f.fakta_id, f.kode, f"{f.tahun} {f.periode}", f.wilayah]


def _read(nilai: float) -> str:
    return "bukan angka" if pd.isna(nilai) else repr(nilai).removesuffix(".0").replace(".", ",")  # every digit: they may differ in the last
