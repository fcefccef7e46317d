"""Realisations as handed in: read, or refused with one Indonesian sentence."""

from __future__ import annotations

import csv
import json
import math
import shutil
from pathlib import Path

import pytest
from frictionless import Resource

from helpers.errors import KesalahanMasukan
from helpers.sources.plan import build_plan
from helpers.sources.realisations import KOLOM, descriptor_of, read_realisations
from tests.conftest import AKAR

CONTOH = AKAR / "contoh" / "realisasi-banjar-2025.csv"
BARIS = {"kode": "rsi.dikmas", "triwulan": "TW1", "nilai": "3", "pembilang": "", "penyebut": "", "tanggal": "2025-03-31", "bukti": "laporan", "pelapor": "Kasat Lantas", "kendala": ""}


@pytest.fixture(scope="module")
def rencana(rencana_masukan, rencana_fakta):
    return build_plan(rencana_fakta, rencana_masukan.metodologi, rencana_masukan.tabel)


@pytest.fixture
def baca(tmp_path: Path, rencana, rencana_masukan):
    """Write rows beside a copy of the descriptor, and read them."""
    berkas = tmp_path / CONTOH.name
    shutil.copyfile(descriptor_of(CONTOH), descriptor_of(berkas))

    def read(*baris: dict[str, str], mentah: bytes | None = None):
        if mentah is None:
            with berkas.open("w", encoding="utf-8", newline="") as f:
                tulis = csv.DictWriter(f, KOLOM, lineterminator="\n")
                tulis.writeheader()
                tulis.writerows({**BARIS, **b} for b in baris)
        else:
            berkas.write_bytes(mentah)
        return read_realisations(berkas, rencana, rencana_masukan.metodologi, "banjar", 2025)

    read.berkas = berkas
    return read


def told(galat, *bagian: str) -> None:
    """One sentence, that says what, where, and what to do."""
    assert len(galat.value.masalah) == 1, galat.value.masalah
    kalimat = galat.value.masalah[0]
    assert kalimat[0].isupper() and kalimat.endswith(".") and "; " in kalimat and len(kalimat) < 300 and "/tmp" not in kalimat
    for b in bagian:
        assert b in kalimat, (b, kalimat)


def test_the_example_is_read_and_says_that_it_is_one(rencana, rencana_masukan):
    r = read_realisations(CONTOH, rencana, rencana_masukan.metodologi, "banjar", 2025)
    assert r.contoh and len(r.lapor) == sum(1 for _ in CONTOH.open(encoding="utf-8")) - 1
    assert r.tabel.title.startswith("CONTOH, bukan data resmi")
    assert {x.periode for x in r.lapor} == {"TW1", "TW2"}
    fakta = r.to_facts("banjar", 2025, rencana_masukan.metodologi)
    assert fakta["fakta_id"].is_unique and fakta["nilai"].notna().all() and set(fakta["kode"].str.rpartition(".")[2]) == {"realisasi"}


def test_the_example_lies_outside_the_data_of_banjar():
    assert not list((AKAR / "data" / "raw" / "banjar").rglob("realisasi*"))


def test_the_descriptor_is_frictionless():
    laporan = Resource(json.loads(descriptor_of(CONTOH).read_text(encoding="utf-8")), basepath=str(CONTOH.parent)).validate()
    assert laporan.valid, laporan.flatten(["message"])


def test_a_blank_value_is_unknown_and_a_zero_is_zero(baca):
    kosong, nol = baca({"nilai": "", "kendala": "data belum masuk", "tanggal": "", "bukti": "", "pelapor": ""}, {"triwulan": "TW2", "nilai": "0", "tanggal": "2025-06-30"}).lapor
    assert math.isnan(kosong.nilai) and not kosong.ada and nol.nilai == 0 and nol.ada


def test_blank_lines_are_passed_over(baca):
    assert len(baca({}, dict.fromkeys(KOLOM, "")).lapor) == 1


@pytest.mark.parametrize(("ubah", "bagian"), [
    ({"kode": "rsi.tidak_ada"}, ("baris 2 kolom kode", "rsi.tidak_ada", "tidak ada dalam rencana aksi")),
    ({"triwulan": "TW5"}, ("baris 2 kolom triwulan", "TW5")),
    ({"nilai": "-3"}, ("baris 2 kolom nilai", "kurang dari nol")),
    ({"nilai": "banyak"}, ("baris 2 kolom nilai", "bukan angka")),
    ({"nilai": "-"}, ("baris 2 kolom nilai", "0 bila nihil")),
    ({"nilai": "2,5"}, ("baris 2 kolom nilai", "bukan bilangan bulat")),
    ({"kode": "serapan", "nilai": "120"}, ("melebihi nilai tertinggi", "100")),
    ({"tanggal": "2025-04-01"}, ("baris 2 kolom tanggal", "di luar TW1 tahun 2025")),
    ({"tanggal": "2024-03-31"}, ("di luar TW1 tahun 2025",)),
    ({"tanggal": "31-03-2025"}, ("bukan tanggal",)),
    ({"tanggal": "2025-02-30"}, ("bukan tanggal",)),
    ({"tanggal": ""}, ("kolom tanggal", "belum diisi")),
    ({"bukti": ""}, ("kolom bukti", "belum diisi")),
    ({"pelapor": ""}, ("kolom pelapor", "belum diisi")),
    ({"nilai": "", "kendala": ""}, ("nilai dan kendala kosong",)),
    ({"pembilang": "1", "penyebut": "2"}, ("hanya untuk rasio",)),
    ({"kode": "bankum", "nilai": "90", "pembilang": "9"}, ("harus diisi bersama",)),
    ({"kode": "bankum", "nilai": "90", "pembilang": "8", "penyebut": "10"}, ("bukan 90%",)),
    ({"kode": "bankum", "nilai": "90", "pembilang": "9", "penyebut": "0"}, ("kolom penyebut",)),
    ({"kode": "akip", "nilai": "70"}, ("dinilai sekali setahun", "TW4")),
])
def test_a_bad_row_is_one_sentence(baca, ubah, bagian):
    with pytest.raises(KesalahanMasukan) as galat:
        baca(ubah)
    told(galat, *bagian)


def test_a_quarter_told_twice(baca):
    with pytest.raises(KesalahanMasukan) as galat:
        baca({}, {"nilai": "4"})
    told(galat, "baris 3", "rsi.dikmas TW1", "baris 2")


@pytest.mark.parametrize(("mentah", "bagian"), [
    (";".join(KOLOM).encode() + b"\n", ("titik koma",)),
    (b"kode,nilai\nrsi.dikmas,3\n", ("baris 1", "judul kolom")),
    (b"", ("judul kolom",)),
    (",".join(KOLOM).encode() + b"\nrsi.dikmas,TW1\n", ("baris 2", "2 sel")),
    (",".join(KOLOM).encode() + b"\nrsi.dikmas,TW1,3,,,,\xff,,\n", ("baris 2", "UTF-8")),
    (",".join(KOLOM).encode() + b'\nrsi.dikmas,TW1,"3,,,,,,\n', ("tanda kutip",)),
])
def test_a_bad_file_is_one_sentence(baca, mentah, bagian):
    with pytest.raises(KesalahanMasukan) as galat:
        baca(mentah=mentah)
    told(galat, *bagian)


@pytest.mark.parametrize(("ubah", "bagian"), [
    (lambda k: k["lkip"].update(polres="oku"), ("oku 2025", "banjar 2025")),
    (lambda k: k["lkip"].update(tahun=2024), ("banjar 2024",)),
    (lambda k: k.update(path="lain.csv"), ("lain.csv",)),
    (lambda k: k["schema"]["fields"].pop(), ("schema.fields",)),
])
def test_a_descriptor_of_something_else(baca, ubah, bagian):
    tempat = descriptor_of(baca.berkas)
    isi = json.loads(tempat.read_text(encoding="utf-8"))
    ubah(isi)
    tempat.write_text(json.dumps(isi), encoding="utf-8")
    with pytest.raises(KesalahanMasukan) as galat:
        baca({})
    told(galat, *bagian)


def test_a_missing_descriptor(baca):
    descriptor_of(baca.berkas).unlink()
    with pytest.raises(KesalahanMasukan) as galat:
        baca({})
    told(galat, "realisasi-banjar-2025.resource.json", "tidak ada di samping")


def test_a_missing_file(rencana, rencana_masukan, tmp_path):
    with pytest.raises(KesalahanMasukan) as galat:
        read_realisations(tmp_path / "tidak.csv", rencana, rencana_masukan.metodologi, "banjar", 2025)
    told(galat, "tidak.csv")
