"""Broken folders of an action plan: each is told, exit code 2, and leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.cli.main import _guarded
from helpers.masukan.impor import import_book
from helpers.masukan.tempat import write_files
from helpers.methodology.rules import load_methodology
from tests.conftest import AKAR
from tests.masukan.conftest import with_older
from tests.masukan.isi_rencana import KODE, filled_plan_book, report
from tests.masukan.test_broken_books import refuse
from tests.masukan.test_folders import change, change_package
from tests.masukan.test_plan_book import add_own
from tests.validation.contoh_rencana import POLRES, TAHUN


@pytest.fixture(scope="module")
def berkas(masukan, tmp_path_factory) -> dict[str, bytes]:
    """The files of a plan with a step of its own and a realisation."""
    m = load_methodology(AKAR / "data" / "raw" / "metodologi", "rencana-aksi-2025")
    buku = filled_plan_book(AKAR, masukan.metodologi, m, KODE)
    add_own(buku)
    report(buku, "TW1", "rsi.operasi", 3)
    report(buku, "TW1", "rsi.dikmas", 2)
    tempat = tmp_path_factory.mktemp("buku") / "b.xlsx"
    buku.save(tempat)
    return dict(import_book(tempat, AKAR).berkas)


@pytest.fixture
def folder(berkas, tmp_path) -> Path:
    """A package in a folder."""
    write_files(tmp_path / "paket", berkas)
    return tmp_path / "paket"


def swap(nama: str, lama: bytes, baru: bytes) -> Callable[[Path], object]:
    def ganti(b: bytes) -> bytes:
        assert lama in b, (nama, lama)
        return b.replace(lama, baru, 1)
    return change(nama, ganti)


RUSAK: dict[str, tuple[Callable[[Path], object], str]] = {
    "realisations without a descriptor": (lambda f: (f / "realisasi.resource.json").unlink(), "tidak ada di samping realisasi.csv"),
    "a descriptor of another year": (swap("realisasi.resource.json", b'"tahun": 2026', b'"tahun": 2025'), "menyebut contoh 2025"),
    "a descriptor of another Polres": (swap("realisasi.resource.json", b'"polres": "contoh"', b'"polres": "oku"'), "menyebut oku 2026"),
    "a descriptor that is no JSON": (swap("realisasi.resource.json", b"{", b""), "bukan JSON"),
    "realisations with other columns": (swap("realisasi.csv", b"kode,triwulan", b"kode,tw"), "baris 1: judul kolomnya lain"),
    "realisations with semicolons": (change("realisasi.csv", lambda b: b.replace(b",", b";")), "pemisahnya titik koma"),
    "an unknown code in the realisations": (swap("realisasi.csv", b"rsi.operasi", b"rsi.razia"), "\"rsi.razia\" tidak ada dalam rencana aksi"),
    "a fifth quarter": (swap("realisasi.csv", b"TW1", b"TW5"), "\"TW5\" bukan triwulan"),
    "a realisation told twice": (swap("realisasi.csv", b"rsi.dikmas", b"rsi.operasi"), "sudah dilaporkan pada baris"),
    "words in a realisation": (swap("realisasi.csv", b"TW1,3", b"TW1,banyak"), "\"banyak\" bukan angka"),
    "a date of another year": (swap("realisasi.csv", b"2026-03-31", b"2027-03-31"), "di luar TW1 tahun 2026"),
    "an unknown code in the plan": (change_package(lambda p: p["resources"][0].update(hash="sha256:x")), "berubah sejak didaftarkan"),
    "a step of one's own with a code of the methodology": (swap("rencana.yml", b"polmas.kunjungan_sekolah:", b"rsi.operasi:"), "\"rsi.operasi\" sudah dipakai metodologi"),
    "a step of one's own under nothing": (swap("rencana.yml", b"induk: polmas", b"induk: entah"), "tidak memiliki induk atau sasaran"),
    "a step of one's own below itself": (swap("rencana.yml", b"induk: polmas", b"induk: polmas.kunjungan_sekolah"), "berinduk pada dirinya sendiri"),
    "an unknown unit": (swap("rencana.yml", b"satuan: kegiatan", b"satuan: lusin"), "satuan \"lusin\""),
    "an unknown kind of aggregation": (swap("rencana.yml", b"jenis: aditif", b"jenis: total"), "\"total\""),
    "an unknown entry": (swap("rencana.yml", b"polaritas:", b"arah:"), "rencana.yml"),
    "a plan without the rules of one": (change_package(lambda p: p["lkip"].update(metodologi="polri-2020-2024")), "tidak memuat rencana aksi"),
    "rules of a plan that are none": (change_package(lambda p: p["lkip"].update(metodologi="polri-2020-2024", rencana="polri-2020-2024")), "bukan metodologi rencana aksi"),
    "an unknown document": (change_package(lambda p: p["lkip"].update(dokumen=["renja"])), "dokumen"),
}


@pytest.mark.parametrize("nama", list(RUSAK))
def test_a_broken_folder_of_a_plan(nama, folder, akar, monkeypatch, capsys):
    ubah, harapan = RUSAK[nama]
    ubah(folder)
    masalah = refuse(with_older(akar, POLRES, TAHUN), folder, monkeypatch, capsys)
    assert any(harapan in k for k in masalah), masalah


def test_the_folder_itself_is_good(folder, berkas, akar, monkeypatch):
    monkeypatch.setenv("LKIP_AKAR", str(akar))
    assert _guarded(["impor", str(folder)]) == 0
    assert {b.name: b.read_bytes() for b in (akar / "data" / "raw" / POLRES / str(TAHUN)).iterdir()} == berkas
