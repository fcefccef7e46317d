"""One cell of a workbook as the text that would be printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from helpers.sources.profile import write_date

_KUTIP = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DESIMAL = re.compile(r"\.([0#?]+)")


@dataclass(frozen=True)
class Isi:
    """What a cell holds.

    Attributes
    ----------
    teks : str
        As it would be printed in Indonesian.
    angka : float or None
        The number, where one was typed; None for text.
    persen : bool
        Whether the cell shows the number as a percentage.
    polos : str
        The number without thousands separators, to be used where these would be misread.
    dibulatkan : bool
        Whether the cell shows fewer decimals than it holds.
    masalah : str
        Why the cell cannot be used, with what to do; empty mostly.
    satuan : str
        Unit that is printed behind the number, where the sheet states it in a column of its own.
    """

    teks: str = ""
    angka: float | None = None
    persen: bool = False
    polos: str = ""
    dibulatkan: bool = False
    masalah: str = ""
    satuan: str = ""

    @property
    def tercetak(self) -> str:
        """The text with its unit."""
        return self.with_unit(self.teks)

    def with_unit(self, teks: str) -> str:
        """Return a text of this cell with its unit."""
        return f"{teks} {self.satuan}" if self.satuan else teks

    @property
    def utuh(self) -> str:
        """The number with all its decimals."""
        return "" if self.angka is None else f"{self.angka:.15g}".replace(".", ",")


def read_cell(nilai: object, bentuk: str, *, angka: bool, galat: bool = False) -> Isi:
    """Read a value with its number format.

    Parameters
    ----------
    nilai : object
        As the workbook gives it.
    bentuk : str
        Number format.
    angka : bool
        Whether the column holds numbers, where dates have no place.
    galat : bool
        Whether the value is an error of the spreadsheet, such as ``#REF!``.
    """
    if nilai is None:
        return Isi()
    if galat or (isinstance(nilai, str) and re.fullmatch(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)", nilai)):
        return Isi(masalah=f"berisi kesalahan rumus {nilai}; perbaiki rumusnya atau tulis angkanya")
    if isinstance(nilai, bool):
        return Isi(masalah=f"berisi {'TRUE' if nilai else 'FALSE'}; tulis angka atau teksnya")
    if isinstance(nilai, datetime | date):
        if angka:
            return Isi(masalah=f"berisi tanggal ({nilai:%d-%m-%Y}), padahal harus angka; ubah format selnya menjadi angka, lalu tulis ulang")
        return Isi(write_date(f"{nilai:%Y-%m-%d}"))
    if isinstance(nilai, time | timedelta):
        return Isi(masalah="berisi jam, padahal harus angka atau teks; ubah format selnya, lalu tulis ulang")
    if isinstance(nilai, int | float):
        return _number(nilai, bentuk)
    return Isi(str(nilai).replace("\r\n", "\n").replace("\u00a0", " ").strip())


def _number(nilai: int | float, bentuk: str) -> Isi:
    """Write a number with the decimals its cell shows."""
    if nilai != nilai or abs(nilai) >= 1e15:
        return Isi(masalah="berisi bilangan yang terlalu besar; periksa angkanya")
    d = Decimal(f"{nilai:.15g}")
    bagian = _KUTIP.sub("", bentuk.split(";")[0])
    persen = "%" in bagian
    if persen:
        d *= 100
    utuh = -d.normalize().as_tuple().exponent if d else 0
    penuh = max(0, utuh)
    if "0" in bagian or "#" in bagian:
        cocok = _DESIMAL.search(bagian)
        pola = cocok[1] if cocok else ""
        desimal = min(max(penuh, pola.count("0")), len(pola)) if "E" not in bagian and "/" not in bagian else penuh
    else:
        desimal = penuh
    bulat = d.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)
    teks = f"{bulat:,.{desimal}f}"
    polos = f"{bulat:.{desimal}f}".replace(".", ",")
    berkelompok = "," in bagian
    hasil = teks.translate(str.maketrans(",.", ".,")) if berkelompok else polos
    tanda = "%" if persen else ""
    return Isi(hasil + tanda, float(d), persen, polos + tanda, bool(bulat != d))
