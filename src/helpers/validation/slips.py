"""Cells that hold what belongs somewhere else: the column beside, the row above or below, another year, a part of the year.

A single cell may equal a neighbour by chance; what counts is that several cells of one table moved alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers.methodology.rules import Metodologi
from helpers.sources.facts import PERIODE
from helpers.validation.residuals import TRIWULAN, Nilai
from helpers.validation.values import same_number

#: Kind and step of a move, and how to say it of several cells.
SEBUTAN = {
    ("kolom", -1): "nilai kolom periode sebelumnya (bergeser satu kolom)", ("kolom", 1): "nilai kolom periode sesudahnya (bergeser satu kolom)",
    ("baris", -1): "nilai baris di atasnya", ("baris", 1): "nilai baris di bawahnya",
    ("tahun", -1): "nilai tahun sebelumnya", ("tahun", 1): "nilai tahun sesudahnya",
    ("bagian", 4): "seperempat nilai setahun: keempat triwulannya berjumlah nilai setahun itu",
}
_PALING_SEDIKIT = 3
_ANGKA_BERARTI = 3


@dataclass(frozen=True)
class Geser:
    """Cells of one table that moved alike.

    Attributes
    ----------
    jenis : str
        ``kolom``, ``baris``, ``tahun`` or ``bagian``.
    langkah : int
        How far, and in which direction.
    sumber : str
        The table.
    sel : tuple of str
        The cells, as `fakta_id`, in reading order.
    """

    jenis: str
    langkah: int
    sumber: str
    sel: tuple[str, ...]

    @property
    def sebutan(self) -> str:
        """What the cells hold, in words."""
        return SEBUTAN[(self.jenis, self.langkah)]


class PencariGeser:
    """Looks up what a cell holds that belongs somewhere else.

    Parameters
    ----------
    fakta : mapping of str to fact row
    nilai : mapping of str to Nilai
        Printed numbers by `fakta_id`.
    m : Metodologi
    """

    def __init__(self, fakta: Mapping[str, object], nilai: Mapping[str, Nilai], m: Metodologi):
        self.fakta, self.nilai, self.m = fakta, nilai, m
        #: Cells that fail a formula of their own and are printed only so: what two of them share comes from neither.
        self.gagal: set[str] = set()
        self.cetakan: dict[tuple, list[str]] = defaultdict(list)
        self.sel: dict[tuple, str] = {}
        #: The periods that each row has a column for.
        self.kolom = {(f.sumber, f.baris, f.tahun, f.periode) for f in fakta.values()}
        for i, f in fakta.items():
            if i in nilai:
                self.cetakan[(m.concept(f.kode), f.wilayah, f.tahun, f.periode)].append(i)
            self.sel.setdefault((f.sumber, f.kolom, f.baris), i)

    def moves(self, sel: Iterable[str]) -> list[Geser]:
        """Find cells of one table that moved alike.

        Parameters
        ----------
        sel : iterable of str
            Cells whose values are doubted.

        Returns
        -------
        list of Geser
            At least three cells each, or two of different quantities, with at least two different values.
        """
        menurut: dict[tuple, list[str]] = defaultdict(list)
        for i in sorted(set(sel), key=lambda i: (self.fakta[i].sumber, self.fakta[i].baris, self.fakta[i].kolom)):
            f = self.fakta[i]
            # sentences are apart from each other where tables are not
            bagian = f.kode.split(".")[0] if f.jenis == "narasi" else ""
            for langkah in self._moves_of(i):
                menurut[(f.sumber, bagian, *langkah)].append(i)
        return [Geser(jenis, langkah, sumber, tuple(isi)) for (sumber, _, jenis, langkah), isi in menurut.items() if self.enough(isi)]

    def enough(self, isi: list[str]) -> bool:
        ragam = {self.nilai[i].nilai for i in isi}
        panjang = all(len(self.nilai[i].teks.replace(".", "").replace(",", "")) >= _ANGKA_BERARTI for i in isi)
        besaran = {self.fakta[i].kode for i in isi}
        return len(ragam) > 1 and (len(isi) >= _PALING_SEDIKIT or (panjang and len(besaran) > 1))

    def _moves_of(self, i: str) -> list[tuple[str, int]]:
        f, v = self.fakta[i], self.nilai[i]
        konsep = self.m.concept(f.kode)
        hasil = []
        keadaan = self.m.parameter(f.kode).agregasi == "akhir" and v.eksak  # a state, such as a number of posts, may be the same in two years
        n = PERIODE.index(f.periode)
        for d in (-1, 1):
            if 0 <= n + d < len(PERIODE) and (f.sumber, f.baris, f.tahun, PERIODE[n + d]) in self.kolom and not self._steady(f, PERIODE[n + d]) and self._printed(v, f, (konsep, f.wilayah, f.tahun, PERIODE[n + d])):
                hasil.append(("kolom", d))
            if not keadaan and self._printed(v, f, (konsep, f.wilayah, f.tahun + d, f.periode)):
                hasil.append(("tahun", d))
            if self._of_row(v, f, d):
                hasil.append(("baris", d))
        if f.periode in TRIWULAN and self._is_part(f, konsep):
            hasil.append(("bagian", 4))
        return hasil

    def _printed(self, v: Nilai, f, alamat: tuple) -> bool:
        """Whether a value is printed for another fact in another table."""
        salah = self.gagal if f.fakta_id in self.gagal else ()
        return any(self.fakta[j].sumber != f.sumber and j not in salah and _same(self.nilai[j], v) for j in self.cetakan.get(alamat, ()))

    def _steady(self, f, periode: str) -> bool:
        """Whether the same row prints the same in another period, so that a move would not be seen."""
        return any(self.fakta[j].sumber == f.sumber and self.fakta[j].baris == f.baris and self.nilai[j].nilai == f.nilai
                   for j in self.cetakan.get((self.m.concept(f.kode), f.wilayah, f.tahun, periode), ()))

    def _of_row(self, v: Nilai, f, d: int) -> bool:
        """Whether a value belongs to the row above or below; short numbers are alike too easily."""
        return len(v.teks.replace(".", "").replace(",", "")) > 1 and self.year_of_row(f.fakta_id, d) is not None

    def year_of_row(self, i: str, d: int) -> int | None:
        """Return for which year a cell's value is printed for the row above or below: this year or the year before.

        A state of the year stands for its quarters, where these are not printed anywhere.
        """
        f, v = self.fakta[i], self.nilai[i]
        j = self.sel.get((f.sumber, f.kolom, f.baris + d))
        if j is None or self.m.concept(self.fakta[j].kode) == self.m.concept(f.kode):
            return None
        konsep = self.m.concept(self.fakta[j].kode)
        periode = (f.periode, "TH") if self.m.parameter(self.fakta[j].kode).agregasi == "akhir" else (f.periode,)
        return next((t for t in (f.tahun, f.tahun - 1) for p in periode for k in self.cetakan.get((konsep, f.wilayah, t, p), ())
                     if k != i and _same(self.nilai[k], v)), None)

    def _is_part(self, f, konsep: str) -> bool:
        """Whether the four quarters of a state add up to the state of the year."""
        if self.m.parameter(f.kode).agregasi != "akhir":
            return False
        isi = [next((j for j in self.cetakan.get((konsep, f.wilayah, f.tahun, p), ()) if self.fakta[j].sumber == f.sumber
                     and self.fakta[j].baris == f.baris), None) for p in TRIWULAN]
        if not all(isi):
            return False
        jumlah = sum(self.nilai[j].nilai for j in isi)
        return jumlah > 0 and any(self.nilai[j].nilai == jumlah for j in self.cetakan.get((konsep, f.wilayah, f.tahun, "TH"), ()))


def _same(a: Nilai, b: Nilai) -> bool:
    return same_number(a.nilai, a.lebar, b.nilai, b.lebar)
