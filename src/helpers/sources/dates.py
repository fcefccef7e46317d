"""Dates as documents print them: with a day, or with the month alone."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from helpers.sources.profile import BULAN

_TANGGAL = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]+)\s+(\d{4})")
_NOMOR = {nama.lower(): i for i, nama in enumerate(BULAN, 1)}


def parse_date(teks: str) -> tuple[date, date] | None:
    """Read a printed date as the first and the last day it may mean; None when it is none.

    Examples
    --------
    >>> parse_date("Januari 2024")
    (datetime.date(2024, 1, 1), datetime.date(2024, 1, 31))
    """
    cocok = _TANGGAL.fullmatch(teks.strip())
    bulan = _NOMOR.get(cocok[2].lower()) if cocok else None
    if not cocok or not bulan or not int(cocok[3]):
        return None
    hari, tahun = cocok[1], int(cocok[3])
    akhir = monthrange(tahun, bulan)[1]
    if hari is None:
        return date(tahun, bulan, 1), date(tahun, bulan, akhir)
    return (date(tahun, bulan, int(hari)),) * 2 if 1 <= int(hari) <= akhir else None
