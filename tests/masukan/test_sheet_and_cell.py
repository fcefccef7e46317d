"""What is found later leads back to the workbook: findings name sheet and cell, and a decision names its cell the way Excel does."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import KesalahanMasukan
from helpers.masukan.impor import Hasil, import_book
from helpers.masukan.tempat import write_files
from tests.conftest import AKAR
from tests.masukan.isi import filled_book
from tests.validation.conftest import register

PUTUSAN = ("IKP1.target", None, 2023, "TH", "Kinerja!G8", 5, "Target Perjanjian Kinerja yang mengikat.", "disahkan")


def disagreeing(m, akar: Path, ke: Path, pilih: str = "") -> Hasil:
    """Import a workbook whose target differs between two sheets; with `pilih` it says which is meant."""
    buku = filled_book(AKAR, m)
    assert buku["Kinerja"]["A8"].value == buku["Renstra"]["A8"].value == "IKP1" and buku["Kinerja"]["G8"].value == 5
    buku["Renstra"]["H8"].value = 7
    for n, isi in enumerate(PUTUSAN if pilih else (), 1):
        buku["Koreksi"].cell(4, n).value = pilih if isi == "Kinerja!G8" else isi
    buku.save(ke / "b.xlsx")
    return import_book(ke / "b.xlsx", akar)


def test_a_finding_names_the_cells_of_the_workbook(masukan, akar, tmp_path):
    hasil = disagreeing(masukan.metodologi, akar, tmp_path)
    hasil.ruang.mentah.parent.mkdir(parents=True)
    write_files(hasil.ruang.mentah, hasil.berkas)
    tempat = {(p.kolom, p.teks) for t in register(hasil.ruang) if t.keluarga == "kesepakatan" for p in t.tempat}
    assert {("Target 2023 (lembar Kinerja sel G8)", "5"), ("Target 2023 (lembar Renstra sel H8)", "7")} <= tempat


@pytest.mark.parametrize("pilih", ["Kinerja!G8", "'Kinerja'!$G$8", "kinerja!g8", "kinerja:5:target_2023"])
def test_a_decision_names_the_cell_as_excel_does(pilih, masukan, akar, tmp_path):
    hasil = disagreeing(masukan.metodologi, akar, tmp_path, pilih)
    assert "pilih: kinerja:5:target_2023\n" in hasil.berkas["koreksi.yml"].decode()


def test_a_decision_for_a_cell_that_is_not_there_is_refused(masukan, akar, tmp_path):
    with pytest.raises(KesalahanMasukan, match=r'Lembar "Koreksi" sel E4: sel "Kinerja!Z99"'):
        disagreeing(masukan.metodologi, akar, tmp_path, "Kinerja!Z99")


def test_a_list_of_problems_ends_with_their_number_and_what_to_do(masukan, akar, tmp_path):
    buku = filled_book(AKAR, masukan.metodologi)
    buku["Parameter 2023"]["E5"].value, buku["Parameter 2023"]["F20"].value = "banyak sekali", -3
    buku.save(tmp_path / "b.xlsx")
    with pytest.raises(KesalahanMasukan) as galat:
        import_book(tmp_path / "b.xlsx", akar)
    assert len(galat.value.masalah) == 3 and galat.value.masalah[-1].startswith("Ada 2 masalah, jadi tidak satu berkas pun berubah; ")
