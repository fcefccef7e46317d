"""What was told once is not asked again, and what is found later leads back to the workbook: findings name sheet and cell, and a decision names its cell the way Excel does."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from helpers.cli.main import _guarded
from helpers.errors import KesalahanMasukan
from helpers.masukan.impor import Hasil, chosen_cell, import_book
from helpers.masukan.mulai import check_identity, earlier_answers
from helpers.masukan.tempat import write_files
from tests.conftest import AKAR
from tests.masukan.isi import blank_book, describe, filled_book
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


def test_a_decision_names_the_cell_as_excel_does(masukan, akar, tmp_path):
    hasil = disagreeing(masukan.metodologi, akar, tmp_path, "Kinerja!G8")
    assert "pilih: kinerja:5:target_2023\n" in hasil.berkas["koreksi.yml"].decode()


def test_ways_to_name_a_cell(masukan):
    lembar = {t.tabel["name"]: t for t in describe(load_workbook(io.BytesIO(blank_book(AKAR, masukan.metodologi)))).values()}
    for pilih in ("Kinerja!G8", "'Kinerja'!$G$8", "kinerja!g8", "kinerja:5:target_2023"):
        assert chosen_cell(pilih, lembar) == "kinerja:5:target_2023"
    for pilih in ("Kinerja!G3", "Kinerja!Z9", "Lain!G8", "G8", ""):
        assert chosen_cell(pilih, lembar) == pilih


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


def test_the_next_year_is_offered_the_answers_of_this_one(masukan, akar, tmp_path, monkeypatch, capsys):
    hasil = disagreeing(masukan.metodologi, akar, tmp_path)
    hasil.ruang.mentah.parent.mkdir(parents=True)
    write_files(hasil.ruang.mentah, hasil.berkas)
    monkeypatch.setenv("LKIP_AKAR", str(akar))
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n\n\n"))
    assert _guarded(["init", "--polres", "contoh", "--tahun", "2024", "--dokumen", "lkip"]) == 0
    keluaran = capsys.readouterr().out
    assert "Nama Polres (misalnya Polres Ogan Komering Ulu) [Polres Contoh]: " in keluaran and "(3 Polsek, Polda Jawa Tengah)" in keluaran
    profil = load_workbook(akar / "data" / "masukan" / "contoh-2024.xlsx")["Profil"]
    assert [profil[f"C{r}"].value for r in (5, 6, 10)] == ["2024", "Polres Contoh", "Kabupaten Contoh"]


@pytest.mark.parametrize("polres", ["../oku", "baru", "con", ""])
def test_nothing_is_offered_to_a_polres_without_data(polres):
    assert earlier_answers(AKAR, polres, 2024) == {}


def test_what_is_offered_of_a_real_polres_is_accepted():
    lama = earlier_answers(AKAR, "oku", 2024)
    siapa = check_identity(AKAR, "polri-2020-2024", polres="oku", tahun=2024, **{k.removeprefix("--"): v for k, v in lama.items()})
    assert siapa.polda == "Kepolisian Daerah Sumatera Selatan" and len(siapa.polsek) == lama["--polsek"].count(";") + 1 > 5
