"""A number is followed back to its cell, through the arithmetic that tested it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.errors import KesalahanMasukan
from helpers.lineage.numbers import published_in, read_numbers, trace


def entry(kode: str, tercetak: str, baris: int, pemeriksaan=(), temuan=()) -> dict:
    return {"jenis": "tercetak", "kode": kode, "nama": kode, "wilayah": "Polres Uji", "tahun": 2023, "periode": "TH", "tercetak": tercetak, "nilai": 1.0,
            "satuan": "%", "sel": {"tabel": "t1", "baris": baris, "kolom": "nilai"}, "pemeriksaan": list(pemeriksaan),
            "temuan": list(temuan), "diterbitkan_di": ["tbl-uji"]}


@pytest.fixture
def isi() -> dict:
    periksa = {"aturan": "rasio.H8", "kedudukan": "tercetak", "perhitungan": "100.000 × 2 ÷ 4 = 50.000", "sesuai": False,
               "masukan": ["t1:3:nilai", "t1:4:nilai"]}
    temuan = {"id": "rasio-h8-2023", "nomor": "T001", "judul": "Crime rate salah"}
    return {"notebook": "04.ipynb", "tabel": {"t1": {"berkas": "t1.csv", "sha256": "ab" * 32, "judul": "Uji", "nomor_tabel": "Tabel 1",
                                                     "bagian": "", "baris_sumber": [5, 9]}},
            "angka": {"t1:2:nilai": entry("H8", "7", 2, [periksa], [temuan]), "t1:3:nilai": entry("H8.kasus", "2", 3),
                      "t1:4:nilai": entry("H8.penduduk", "4", 4)}}


@pytest.mark.parametrize("dicari", ["t1:2:nilai", "T001", "T01", "t1", "rasio-h8-2023", "H8@2023"])
def test_a_number_is_found_by_id_by_finding_or_by_code_and_year(isi, dicari):
    teks = [t for _, t in trace(isi, dicari)]
    assert teks[0] == "H8, tahun 2023, Polres Uji: tercetak 7 [t1:2:nilai]"
    assert teks[1].startswith("sel: t1.csv baris 2 kolom nilai (Tabel 1 Uji, baris 5–9 naskah; sha256 abab")
    assert "temuan T001: Crime rate salah" in teks
    assert "TIDAK COCOK dengan rasio.H8 (tercetak): 100.000 × 2 ÷ 4 = 50.000" in teks
    assert "H8.kasus, tahun 2023, Polres Uji: tercetak 2 [t1:3:nilai]" in teks, "inputs are followed to their own cells"


def test_inputs_that_test_each_other_do_not_go_round_for_ever(isi):
    isi["angka"]["t1:3:nilai"]["pemeriksaan"] = [
        {"aturan": "rasio.balik", "kedudukan": "asumsi", "perhitungan": "x", "sesuai": True, "masukan": ["t1:2:nilai"]}]
    assert len(trace(isi, "t1:2:nilai")) < 40


def test_what_is_not_there_is_said(isi):
    with pytest.raises(KesalahanMasukan, match="Tidak ada angka atau temuan \"H8@1999\""):
        trace(isi, "H8@1999")


@pytest.mark.parametrize("teks", ["{", "[]", '{"angka": 1, "tabel": {}}'])
def test_a_broken_file_is_told(tmp_path: Path, teks):
    (tmp_path / "angka.json").write_text(teks, encoding="utf-8")
    with pytest.raises(KesalahanMasukan, match="rusak; jalankan ulang"):
        read_numbers(tmp_path)


def test_the_cells_that_publish_a_number_are_named(tmp_path: Path):
    sel = [{"cell_type": "code", "source": ["#| label: tbl-uji\n", "x()"],
            "outputs": [{"data": {"text/markdown": ['<td data-angka="t1:2:nilai">7</td>']}}]},
           {"cell_type": "code", "source": "y()", "outputs": [{"data": {"text/markdown": '<td data-angka="t1:3:nilai">7</td>'}}]}]
    berkas = tmp_path / "04.ipynb"
    berkas.write_text(json.dumps({"cells": sel}), encoding="utf-8")
    assert published_in(berkas) == {"t1:2:nilai": ["tbl-uji"]}
