"""The data of the cards: the same as `angka.json`, packed small."""

from __future__ import annotations

import json

from helpers.lineage.cards import base36, pack_cards, short_ids

ISI = {
    "notebook": "04.ipynb",
    "tabel": {"t1": {"berkas": "t1.csv", "sha256": "ab", "judul": "Uji", "nomor_tabel": "", "bagian": "BAB I", "baris_sumber": [], "kolom": {"a": "Tahun 2023"}}},
    "angka": {
        "t1:2:a:2": {"jenis": "tercetak", "nama": "Kasus", "wilayah": "Polres Uji", "tahun": 2023, "periode": "TH", "tercetak": "12", "nilai": 12.0,
                     "presisi": 0, "satuan": "kasus", "sel": {"tabel": "t1", "baris": 2, "kolom": "a"}, "diterbitkan_di": ["x"],
                     "temuan": [{"id": "rasio-x", "nomor": "T001", "judul": "Salah"}],
                     "temuan_terkait": [{"id": "kesepakatan-x", "nomor": "T002", "judul": "Berbeda"}],
                     "pemeriksaan": [{"aturan": "batas.kasus", "kedudukan": "asumsi", "perhitungan": "paling banyak 9", "sesuai": False,
                                      "masukan": ["tidak-ada", "t1:3:a"]}]},
        "t1:3:a": {"jenis": "tercetak", "nama": "Kasus", "wilayah": "Polres Uji", "tahun": 2022, "periode": "TH", "tercetak": "-", "nilai": None,
                   "presisi": 0, "satuan": "kasus", "sel": {"tabel": "t1", "baris": 3, "kolom": "a"}, "diterbitkan_di": [], "temuan": [],
                   "pemeriksaan": []},
        "hitung-1": {"jenis": "hitungan", "nama": "Selisih", "nilai": 0.0, "satuan": "", "rumus": "a − b", "perhitungan": "1 − 1 = 0",
                     "kedudukan": "", "catatan": "", "masukan": ["t1:2:a:2", "t1:3:a"], "temuan": [], "diterbitkan_di": ["x"]},
    },
}


def test_cards_say_what_angka_json_says_and_leave_out_what_is_empty():
    d = json.loads(pack_cards(ISI))
    teks = d["teks"]
    satu, dua, tiga = d["angka"]
    assert d["tabel"] == [{"nama": "t1", "berkas": "t1.csv", "sha256": "ab", "judul": "Uji", "bagian": "BAB I", "kolom": {"a": "Tahun 2023"}}]
    assert d["temuan"] == {"T001": ["rasio-x", "Salah"], "T002": ["kesepakatan-x", "Berbeda"]}
    assert satu["temuan"] == ["T001"] and satu["terkait"] == ["T002"]
    assert satu["sel"] == [0, 2, teks.index("a"), ":2"], "one of several values in a cell keeps its place"
    [[keluarga, dasar, hitungan, sesuai, masukan]] = satu["periksa"]
    assert (teks[keluarga], teks[dasar], hitungan, sesuai, masukan) == ("Rentang dan batas", "asumsi", "paling banyak 9", 0, [1])
    assert "nilai" not in dua and dua["tercetak"] == "-" and "periksa" not in dua
    assert tiga["id"] == "hitung-1" and tiga["masukan"] == [0, 1] and tiga["nilai"] == 0.0 and "kedudukan" not in tiga
    assert pack_cards(ISI) == pack_cards(ISI)


def test_short_ids_are_places_in_base_36():
    assert short_ids(ISI) == {"t1:2:a:2": "0", "t1:3:a": "1", "hitung-1": "2"}
    assert [base36(n) for n in (0, 35, 36, 1295, 1296)] == ["0", "z", "10", "zz", "100"]
    assert all(int(base36(n), 36) == n for n in range(5000))
