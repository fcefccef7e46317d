"""Cells that moved in a Polres whose tables agree otherwise."""

from __future__ import annotations

import pytest

from helpers.sintetis.paket import Contoh, make

from .conftest import register


def moved(temuan) -> set[str]:
    """Return the parts of findings that tell of moved cells."""
    return {b for t in temuan for b in t.bagian if "-geseran-" in b}


@pytest.fixture
def tiga(masukan) -> Contoh:
    """The consistent Polres with its quarters printed a third time, in table ``lagi``."""
    c = make(masukan.metodologi)
    kolom, baris = c.tabel["kinerja-tw"]
    c.add("lagi", kolom, [list(b) for b in baris[1:]])
    return c


def put(c: Contoh, isi: dict[tuple[str, str], str]) -> None:
    """Change cells of table ``lagi``, named by code and column."""
    for (kode, kolom), teks in isi.items():
        c.set_cell("lagi", c.row("lagi", kode), kolom, teks)


def test_three_prints_that_agree_have_not_moved(tiga, akar):
    assert register(tiga.write(akar)) == []


def test_a_row_printed_one_column_aside(tiga, akar):
    put(tiga, {("G5.selesai", "tw1"): "", ("G5.selesai", "tw2"): "9", ("G5.selesai", "tw3"): "10", ("G5.selesai", "tw4"): "8"})
    assert moved(register(tiga.write(akar))) == {"salinan-geseran-kolom-lagi-2023"}


def test_a_column_printed_one_row_down(tiga, akar):
    put(tiga, {("H2.bhabinkamtibmas_definitif", "tw1"): "80", ("H2.siskamling", "tw1"): "64", ("H2.siskamling_jumlah", "tw1"): "75",
               ("H2.siskamling_aktif", "tw1"): "120"})
    assert moved(register(tiga.write(akar))) == {"salinan-geseran-baris-lagi-2023"}


def test_other_values_have_not_moved(tiga, akar):
    put(tiga, {("G5.selesai", "tw2"): "11", ("G5.selesai", "tw3"): "7", ("H2.siskamling_jumlah", "tw1"): "121", ("H2.siskamling_aktif", "tw1"): "91"})
    temuan = register(tiga.write(akar))
    assert temuan and not moved(temuan)


def test_quarters_of_another_year(masukan, akar):
    c = make(masukan.metodologi)
    kolom = [{"name": "kode"}, *({"name": f"tw{q}", "lkip": {"tahun": 2022, "periode": f"TW{q}"}} for q in range(1, 5))]
    for nama, isi in (("lalu-1", "1.100 1.150 1.210 1.260"), ("lalu-2", "1.100 1.150 1.210 1.260"), ("lalu-3", "1.200 1.250 1.300 1.350")):
        c.add(nama, kolom, [["H1.kendaraan", *isi.split()]])
    assert moved(register(c.write(akar))) == {"salinan-geseran-tahun-lalu-3-2022"}
