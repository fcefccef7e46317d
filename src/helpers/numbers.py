"""Indonesian numbers: read the hostile ones of printed tables, write the good ones.

A printed numeral is ambiguous by itself: ``338.735`` and ``338,735`` are people, ``83,25`` and
``83.25`` are rates. The kind of unit decides; what stays doubtful is reported, never guessed in silence.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

#: Kinds of unit a parameter can have.
JENIS = ("cacah", "desimal", "rupiah")

_KATA = {k: n for n, k in enumerate(
    ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "dua belas"))}
_INTI = re.compile(r"[-+−]?[0-9][0-9.,]*")
_EJAAN = re.compile(r"(?<=[0-9])\s*\(([A-Za-z ]+)\)$")  # "12 (dua belas)"
_AKHIRAN_RUPIAH = re.compile(r"[,.]?\s*-+\s*$")
_SPASI = re.compile(r"(?<=\d[.,])\s+(?=\d{1,2}\s*(?:%|$))")  # "16, 67 %"
_PENGALI = re.compile(r"\b(puluh|ratus|ribu|rb|juta|jt|mil[iy]ar|mlr|tril[iy]un)\b", re.IGNORECASE)
_PENGALI_RUPIAH = re.compile(r"[MT]\b", re.IGNORECASE)
_DIGIT_TERBANYAK = 15  # a float holds that many exactly
_TERBESAR_TEPAT = 10.0**_DIGIT_TERBANYAK
_TANDA_INDONESIA = str.maketrans(",.", ".,")


@dataclass(frozen=True)
class Angka:
    """A printed cell, read.

    Attributes
    ----------
    keadaan : str
        ``angka``, ``kosong`` (blank), ``strip`` (``-``), ``strip_ganda`` (``--``) or ``tak_terbaca``.
    nilai : float
        The value; NaN unless `keadaan` is ``angka``.
    presisi : int
        Printed decimals (0 for whole numbers).
    satuan_tercetak : str
        What is printed beside the number (``%``, ``HT``, ``PERS`` ...).
    keraguan : str
        Empty, or one Indonesian sentence about what is doubtful.
    """

    keadaan: str
    nilai: float = math.nan
    presisi: int = 0
    satuan_tercetak: str = ""
    keraguan: str = ""


def parse_number(teks: str, jenis: str, *, desimal: int | None = None, persen: bool = False) -> Angka:
    """Read one printed cell.

    Parameters
    ----------
    teks : str
        The cell as printed.
    jenis : str
        Kind of the parameter's unit: ``cacah`` (whole numbers), ``desimal`` or ``rupiah``.
    desimal : int, optional
        Usual number of decimals of the unit; three decimals are not doubtful where 3 is usual.
    persen : bool
        Whether the parameter's unit is per cent; a printed ``%`` on any other unit is doubtful.

    Returns
    -------
    Angka
    """
    isi = teks.replace("\u00a0", " ").strip()
    if not isi:
        return Angka("kosong")
    if re.fullmatch(r"[-–—−]", isi):
        return Angka("strip")
    if re.fullmatch(r"[-–—−]{2,}", isi):
        return Angka("strip_ganda")
    ejaan = _EJAAN.search(isi)
    isi = _EJAAN.sub("", isi)
    if isi.lower() in _KATA:
        return Angka("angka", float(_KATA[isi.lower()]))
    isi, renggang = _SPASI.subn("", isi) if jenis == "desimal" else (isi, 0)
    tanpa_rp, rupiah = re.subn(r"^Rp\.?\s*", "", isi, flags=re.IGNORECASE)
    if rupiah and re.fullmatch(r"[-–—]*", tanpa_rp.strip()):
        return Angka("strip", satuan_tercetak="Rp")
    if rupiah:
        tanpa_rp = _AKHIRAN_RUPIAH.sub("", tanpa_rp)
    cocok = _INTI.match(tanpa_rp)
    if not cocok:
        return Angka("tak_terbaca", keraguan=f"Isi sel \"{isi}\" bukan angka.")
    inti, sisa = cocok.group(0), tanpa_rp[cocok.end():].strip()
    if inti[-1] in ".,":
        inti = inti[:-1]
    if re.search(r"\d", sisa):
        return Angka("tak_terbaca", keraguan=f"Isi sel \"{isi}\" memuat lebih dari satu angka.")
    if _PENGALI.search(sisa) or (jenis == "rupiah" and _PENGALI_RUPIAH.match(sisa)):
        return Angka("tak_terbaca", keraguan=f"Isi sel \"{isi}\" memakai kata pengali, bukan angka lengkap.")
    if sisa and not re.fullmatch(r"[%A-Za-z./ ]+", sisa):
        return Angka("tak_terbaca", keraguan=f"Isi sel \"{isi}\" memuat tanda yang tidak dikenal.")
    negatif = inti[0] in "-−"
    angka = inti.lstrip("+-−")
    if sum(c.isdigit() for c in angka) > _DIGIT_TERBANYAK:
        return Angka("tak_terbaca", keraguan=f"Isi sel \"{isi[:24]}…\" lebih dari {_DIGIT_TERBANYAK} digit.")
    nilai, presisi, ragu = _separate(angka, jenis, desimal)
    if nilai is None:
        return Angka("tak_terbaca", keraguan=f"Isi sel \"{isi}\" memakai pemisah ribuan dan desimal yang tidak dapat dibedakan.")
    if renggang:
        ragu = "; ".join(filter(None, [ragu, "spasi di dalam bilangan"]))
    if "%" in sisa and not persen:
        ragu = "; ".join(filter(None, [ragu, "tanda % tercetak pada besaran yang bukan persentase"]))
    if ejaan and _KATA.get(ejaan[1].strip().lower(), nilai) != nilai:
        ragu = "; ".join(filter(None, [ragu, f"angka tidak sama dengan ejaannya ({ejaan[1].strip()})"]))
    return Angka("angka", -nilai if negatif else nilai, presisi, "Rp" if rupiah else sisa, ragu)


def _separate(angka: str, jenis: str, desimal: int | None) -> tuple[float | None, int, str]:
    """Split digits at their separators; returns value (None when unreadable), decimals, doubt."""
    tanda = [c for c in angka if c in ".,"]
    if not tanda:
        return float(angka), 0, ""
    if len(set(tanda)) == 2:
        akhir = tanda[-1]
        utuh, _, pecahan = angka.rpartition(akhir)
        utuh_bersih = utuh.replace("." if akhir == "," else ",", "")
        if tanda.count(akhir) > 1 or not _grouped(utuh):
            return None, 0, ""
        return float(f"{utuh_bersih}.{pecahan}"), len(pecahan), ""
    pemisah = tanda[0]
    if len(tanda) > 1:
        if not _grouped(angka):
            return None, 0, ""
        return float(angka.replace(pemisah, "")), 0, ""
    utuh, _, pecahan = angka.partition(pemisah)
    if not pecahan:
        return None, 0, ""
    ribuan_mungkin = len(pecahan) == 3 and 1 <= len(utuh) <= 3 and utuh != "0"
    if jenis in ("cacah", "rupiah"):
        if ribuan_mungkin:
            return float(utuh + pecahan), 0, ""
        ragu = "bilangan cacah tercetak dengan desimal" if jenis == "cacah" else ""
        if jenis == "rupiah" and len(pecahan) != 2:
            ragu = "jumlah uang tercetak dengan desimal yang bukan sen"
        return float(f"{utuh}.{pecahan}"), len(pecahan), ragu
    ragu = "tiga angka di belakang pemisah: dibaca sebagai desimal" if ribuan_mungkin and desimal != 3 else ""
    return float(f"{utuh}.{pecahan}"), len(pecahan), ragu


def _grouped(angka: str) -> bool:
    """Whether every group after the first has three digits (thousands)."""
    kelompok = re.split(r"[.,]", angka)
    return 1 <= len(kelompok[0]) <= 3 and all(len(k) == 3 for k in kelompok[1:])


@lru_cache(maxsize=20_000)  # the same numbers are written again and again: in tables, arithmetic, sentences
def format_number(nilai: float | None, desimal: int | None = None, *, tanda: bool = False) -> str:
    """Write a number the Indonesian way: ``1.234,56``; a missing value is an en dash.

    Parameters
    ----------
    nilai : float or None
    desimal : int, optional
        Decimals to print; by default as few as the value needs, at most 2.
    tanda : bool
        Print ``+`` before positive numbers.
    """
    if nilai is None or math.isnan(nilai):
        return "–"
    if math.isinf(nilai):
        return "tak hingga" if nilai > 0 else "−tak hingga"
    x = float(nilai)
    if not desimal and 0 <= x < _TERBESAR_TEPAT and x == int(x):  # most numbers are plain counts
        return ("+" if tanda and x else "") + f"{int(x):,}".replace(",", ".")
    if desimal is None:
        dekat = round(x, 9)  # 0.1 + 0.2 needs one decimal
        desimal = next((n for n in (0, 1) if round(dekat, n) == dekat), 2)
    if round(x, desimal) == x and abs(x) * 10.0**desimal < _TERBESAR_TEPAT:  # nothing to round
        bulat: float | Decimal = x
    else:
        # repr gives the shortest decimal that reads back as the same float: 65.275 rounds as people see it
        bulat = Decimal(repr(x)).quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP, context=Context(prec=400))
    teks = f"{abs(bulat):,.{desimal}f}".translate(_TANDA_INDONESIA)
    if bulat < 0:
        return "−" + teks
    return ("+" if tanda and bulat > 0 else "") + teks


def format_percent(nilai: float | None, desimal: int | None = None) -> str:
    """Write a percentage: ``99,95%``."""
    teks = format_number(nilai, desimal)
    return teks if teks == "–" else teks + "%"


def format_rupiah(nilai: float | None) -> str:
    """Write an amount of money: ``Rp69.177.957.000``."""
    teks = format_number(nilai, 0)
    if teks == "–":
        return teks
    return "−Rp" + teks[1:] if teks.startswith("−") else "Rp" + teks
