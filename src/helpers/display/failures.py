"""What Great Expectations found failing, row by row, with the printed cell of each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.sources.datapackage import Tabel
from helpers.sources.facts import read_rows
from helpers.validation.checking import HasilHarapan
from helpers.validation.findings import Temuan, period_name

TANPA_TABEL = "Tidak tercetak di tabel mana pun"
_KOSONG = "–"


@dataclass(frozen=True)
class Kegagalan:
    """One row that failed one expectation.

    Attributes
    ----------
    suite, aturan : str
        Which expectation.
    sumber, sebutan : str
        The table, and how people name it.
    baris : int
        Row of the CSV; 0 where nothing is printed.
    besaran : str
        What it is, where it is not the whole Polres, and when.
    seharusnya : str
        What was expected, with its arithmetic.
    temuan : Temuan or None
        The finding it belongs to.
    """

    suite: str
    aturan: str
    sumber: str
    sebutan: str
    baris: int
    kolom: str
    besaran: str
    tercetak: str
    seharusnya: str
    selisih: str
    temuan: Temuan | None


def list_failures(
    hasil: Iterable[HasilHarapan], residu: pd.DataFrame, fakta: pd.DataFrame, tabel: Sequence[Tabel], m: Metodologi,
    nama_wilayah: Mapping[str, str], temuan: Sequence[Temuan],
) -> list[Kegagalan]:
    """List the failing rows, in the order of the expectations.

    Parameters
    ----------
    hasil : iterable of HasilHarapan
        As `helpers.validation.expectations.validate` returns it.
    residu, fakta : pandas.DataFrame
    tabel : sequence of Tabel
    m : Metodologi
    nama_wilayah : mapping of str to str
    temuan : sequence of Temuan
    """
    pembaca = _Pembaca(residu, fakta, tabel, m, nama_wilayah, temuan)
    return [pembaca.fact(h, k) if h.suite == "fakta" else pembaca.residual(h, k) for h in hasil for k in h.kunci_gagal]


class _Pembaca:
    """Looks up cells, names and findings of failing rows."""

    def __init__(self, residu: pd.DataFrame, fakta: pd.DataFrame, tabel: Sequence[Tabel], m: Metodologi,
                 nama_wilayah: Mapping[str, str], temuan: Sequence[Temuan]):
        self.m, self.nama_wilayah = m, nama_wilayah
        self.residu = {r.no: r for r in residu[residu["lebih"] != 0].itertuples()}
        self.fakta = {f.fakta_id: f for f in read_rows(fakta)}
        self.sebutan = {t.name: t.sebutan for t in tabel}
        self.kolom = {(t.name, k.name): t.column_label(k.name) for t in tabel for k in t.kolom}
        self.dari_residu = {n: t for t in temuan for n in t.residu}
        self.dari_fakta = {p.fakta_id: t for t in temuan if t.keluarga == "satuan" for p in t.tempat}

    def quantity(self, nama: str, wilayah: str, periode: str, tahun: int, polres: str) -> str:
        """Name a quantity with its region and period."""
        di = "" if wilayah == polres else f", {self.nama_wilayah.get(wilayah, wilayah)}"
        return f"{nama}{di}, {period_name(periode, tahun)}"

    def fact(self, h: HasilHarapan, kunci: str) -> Kegagalan:
        """Describe a fact that failed."""
        f = self.fakta[kunci]
        return Kegagalan(
            h.suite, h.nama, f.sumber, self.sebutan[f.sumber], int(f.baris), self.kolom[f.sumber, f.kolom],
            self.quantity(self.m.name(f.kode), f.wilayah, f.periode, f.tahun, f.polres), f.nilai_teks or "(kosong)",
            f"satuan {self.m.unit(f.kode).lambang}; {f.keraguan}" if f.keraguan else _KOSONG, _KOSONG,
            self.dari_fakta.get(kunci))

    def residual(self, h: HasilHarapan, kunci: int) -> Kegagalan:
        """Describe an instance of a relation that failed."""
        r = self.residu[kunci]
        f = self.fakta.get(r.fakta_id)
        nama = self.m.concept_name(r.kode) if h.suite == "kesepakatan" else self.m.name(r.kode)
        seharusnya = f"nilai yang sama di setiap tabel; tercetak {r.perhitungan}" if h.suite == "kesepakatan" else r.perhitungan
        selisih = _KOSONG if h.suite == "kesepakatan" or math.isnan(r.selisih) else format_number(r.selisih, tanda=True)
        return Kegagalan(
            h.suite, h.nama, r.sumber if f else "", self.sebutan[f.sumber] if f else TANPA_TABEL, int(f.baris) if f else 0,
            self.kolom[f.sumber, f.kolom] if f else _KOSONG,
            self.quantity(nama, r.wilayah, r.periode, r.tahun, f.polres if f else r.wilayah),
            (f.nilai_teks or "(kosong)") if f else "(tidak tercetak)", seharusnya, selisih,
            self.dari_residu.get(kunci))
