"""The workbook of an existing package gives the same package back."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from helpers.masukan.ekspor import export_book
from helpers.masukan.impor import import_book
from helpers.masukan.lembar import sheet_names
from helpers.masukan.tulis import write_book
from helpers.paths import Ruang
from helpers.sources.profile import Koreksi, Narasi, Profil
from tests.conftest import AKAR, OKU


@pytest.fixture(scope="module")
def mentah() -> bytes:
    return write_book(export_book(OKU))


@pytest.fixture(scope="module")
def hasil(mentah, tmp_path_factory):
    berkas = tmp_path_factory.mktemp("buku") / "oku-2023.xlsx"
    berkas.write_bytes(mentah)
    return import_book(berkas, AKAR)


def test_the_facts_are_the_same_to_the_last_cell(hasil, fakta):
    assert hasil.fakta.equals(fakta) and hasil.catatan == ()


def test_tables_and_descriptor_are_the_same_bytes(hasil):
    for berkas in [*OKU.mentah.glob("*.csv"), OKU.mentah / "datapackage.json"]:
        assert hasil.berkas[berkas.name] == berkas.read_bytes(), berkas.name
    assert set(hasil.berkas) == {b.name for b in OKU.mentah.iterdir() if not b.name.startswith(".")}


def test_profile_narrative_and_decisions_say_the_same(hasil, masukan):
    import yaml

    isi = {n: yaml.safe_load(hasil.berkas[n]) for n in ("profil.yml", "narasi.yml", "koreksi.yml")}
    assert Profil.model_validate(isi["profil.yml"]) == masukan.profil
    assert tuple(Koreksi.model_validate(k) for k in isi["koreksi.yml"]["koreksi"]) == masukan.koreksi
    lama, baru = masukan.narasi, Narasi.model_validate(isi["narasi.yml"])
    assert {k: getattr(baru, k) for k in type(baru).model_fields} == {k: getattr(lama, k) for k in type(lama).model_fields}
    assert all(baru.of(k) == lama.of(k) for k in {*baru.indikator, *lama.indikator})


def test_the_same_book_is_the_same_bytes(mentah):
    assert write_book(export_book(OKU)) == mentah


def test_headings_are_locked_and_cells_are_open_text(mentah):
    buku = load_workbook(io.BytesIO(mentah))
    for lembar in buku:
        assert lembar.protection.sheet and not lembar.protection.password, lembar.title
    lembar = buku["t03-pengukuran-target-realisasi"]
    assert lembar["A3"].protection.locked and not lembar["E4"].protection.locked
    assert lembar["E4"].value == "3,3" and lembar["E4"].number_format == "@"


def test_the_action_plan_of_banjar_comes_back_too(tmp_path):
    banjar = Ruang(AKAR, "banjar", 2025)
    (tmp_path / "b.xlsx").write_bytes(write_book(export_book(banjar)))
    hasil = import_book(tmp_path / "b.xlsx", AKAR)
    assert all(hasil.berkas[b.name] == b.read_bytes() for b in [*banjar.mentah.glob("*.csv"), banjar.mentah / "datapackage.json"])


def test_names_of_sheets_are_short_and_differ():
    nama = sheet_names(["narasi", "Profil", "a" * 40, "a" * 41, "x/y:z", "'"])
    assert len({n.casefold() for n in nama}) == len(nama) and all(1 <= len(n) <= 31 for n in nama)
    assert "profil" not in {n.casefold() for n in nama} and nama[4] == "x y z"
