"""`lkip diff`: findings and facts of two published folders."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.errors import KesalahanMasukan
from helpers.validation.difference import compare, read_published

TEMUAN = {"id": "rasio-h8", "nomor": "T001", "tingkat": "kritis", "judul": "Crime rate", "tercetak": "18,30", "dugaan": ""}
FAKTA = {"fakta_id": "t01:2:a", "polres": "oku", "sumber": "t01", "kode": "H8", "wilayah": "oku", "tahun": 2023, "periode": "TW1",
         "nilai_teks": "18,30", "nilai": 18.3}


def publish(folder, temuan, fakta):
    """Write what is compared of a published folder."""
    folder.mkdir()
    pd.DataFrame(temuan, columns=[*TEMUAN, *(k for k in ("bagian",) if any(k in t for t in temuan))]).to_csv(folder / "temuan.csv", index=False, encoding="utf-8-sig", lineterminator="\n")
    pd.DataFrame(fakta, columns=list(FAKTA)).to_parquet(folder / "fakta.parquet", index=False)
    return folder


def facts(n, **ubah):
    return [FAKTA | {"fakta_id": f"t01:{i}:a"} | ubah for i in range(2, n + 2)]


@pytest.fixture
def dua(tmp_path):
    """Two folders that differ in every way."""
    a = publish(tmp_path / "a", [TEMUAN, TEMUAN | {"id": "hilang", "nomor": "T002"}, TEMUAN | {"id": "tetap", "nomor": "T003"}],
                [*facts(4), FAKTA | {"fakta_id": "x:1:a"}, FAKTA | {"fakta_id": "kosong", "nilai_teks": "", "nilai": None}])
    semua = facts(4)
    semua[0] = semua[0] | {"nilai_teks": "18,31", "nilai": 18.31}
    semua[1] = semua[1] | {"nilai": 1830.0}
    semua[2] = semua[2] | {"nilai_teks": "-", "nilai": None}
    b = publish(tmp_path / "b", [TEMUAN | {"id": "baru", "tingkat": "info"}, TEMUAN | {"id": "tetap", "nomor": "T009"},
                                 TEMUAN | {"tingkat": "peringatan", "tercetak": "18,31"}],
                [FAKTA | {"fakta_id": "y:1:a"}, *semua, FAKTA | {"fakta_id": "kosong", "nilai_teks": "", "nilai": None}])
    return a, b


def test_findings_are_matched_by_their_stable_id(dua):
    p = compare(*map(read_published, dua))
    assert list(p.temuan_baru["id"]) == ["baru"] and list(p.temuan_hilang["id"]) == ["hilang"]
    assert list(zip(p.temuan_tetap["id"], p.temuan_tetap["beda"], strict=True)) == [("tetap", ""), ("rasio-h8", "tingkat, tercetak")]
    assert list(p.temuan_berubah["id"]) == ["rasio-h8"] and not p.sama


def test_facts_are_matched_by_their_source_cell(dua):
    p = compare(*map(read_published, dua))
    assert list(p.fakta_berubah["fakta_id"]) == ["t01:2:a", "t01:3:a", "t01:4:a"]
    assert list(p.fakta_muncul["fakta_id"]) == ["y:1:a"] and list(p.fakta_lenyap["fakta_id"]) == ["x:1:a"]
    assert p.fakta_tetap == 2  # a blank cell equals itself


def test_a_run_equals_itself_and_the_number_of_a_finding_is_no_difference(dua, tmp_path):
    a = read_published(dua[0])
    assert compare(a, a).sama
    lain = publish(tmp_path / "c", [TEMUAN | {"nomor": "T7"}], facts(2))
    assert compare(read_published(publish(tmp_path / "d", [TEMUAN], facts(2))), read_published(lain)).sama


def test_a_column_only_one_run_has_is_no_difference(dua, tmp_path):
    lama = publish(tmp_path / "lama", [TEMUAN], facts(2))
    pd.DataFrame([TEMUAN]).drop(columns="dugaan").to_csv(lama / "temuan.csv", index=False)
    assert compare(read_published(lama), read_published(publish(tmp_path / "baru", [TEMUAN], facts(2)))).sama


def test_nothing_at_all_is_comparable_too(tmp_path):
    kosong, isi = publish(tmp_path / "k", [], []), publish(tmp_path / "i", [TEMUAN], facts(2))
    a, b = read_published(kosong), read_published(isi)
    assert compare(a, a).sama
    assert (len(compare(a, b).temuan_baru), len(compare(a, b).fakta_muncul), len(compare(b, a).fakta_lenyap)) == (1, 2, 2)


def test_two_polres_are_never_compared(tmp_path):
    a, b = publish(tmp_path / "a", [], facts(1)), publish(tmp_path / "b", [], facts(1, polres="banjar"))
    with pytest.raises(KesalahanMasukan, match="Polres yang berbeda .oku dan banjar."):
        compare(read_published(a), read_published(b))


@pytest.mark.parametrize("nama, isi, kalimat", [
    ("temuan.csv", None, "Berkas temuan.csv tidak ada"),
    ("temuan.csv", b"", "a/temuan.csv bukan CSV UTF-8 yang utuh"),
    ("temuan.csv", b"id,tingkat,judul\n\xff,x,y\n", "bukan CSV UTF-8 yang utuh"),
    ("temuan.csv", b"id,tingkat,judul\na,b,c\na,b,c,d\n", "bukan CSV UTF-8 yang utuh"),
    ("temuan.csv", b"id,tingkat,judul\na,b,c,d\n", "lebih panjang daripada kepalanya"),
    ("temuan.csv", b"id,judul\na,b\n", "tidak memuat kolom tingkat"),
    ("temuan.csv", b"id,tingkat,judul\na,b,c\na,b,c\n", "memuat id \"a\" lebih dari sekali"),
    ("fakta.parquet", None, "Berkas fakta.parquet tidak ada"),
    ("fakta.parquet", b"", "a/fakta.parquet bukan Parquet yang utuh"),
    ("fakta.parquet", b"PAR1xxxxPAR1", "bukan Parquet yang utuh"),
])
def test_broken_files_are_bad_input(dua, nama, isi, kalimat):
    berkas = dua[0] / nama
    berkas.unlink() if isi is None else berkas.write_bytes(isi)
    with pytest.raises(KesalahanMasukan, match=kalimat):
        read_published(dua[0])


@pytest.mark.parametrize("ubah, kalimat", [
    (lambda f: f.drop(columns="nilai"), "tidak memuat kolom nilai"),
    (lambda f: pd.concat([f, f]), "lebih dari sekali"),
    (lambda f: f.assign(nilai="x"), "bukan angka"),
])
def test_a_table_that_holds_no_facts_is_bad_input(dua, ubah, kalimat):
    berkas = dua[0] / "fakta.parquet"
    ubah(pd.read_parquet(berkas)).to_parquet(berkas, index=False)
    with pytest.raises(KesalahanMasukan, match=kalimat):
        read_published(dua[0])


@pytest.fixture
def lkip(capsys):
    """Run `lkip diff`: returns exit code, output, errors."""
    from helpers.cli.main import main

    def call(*args) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as keluar:
            main(["diff", *map(str, args)])
        teks = capsys.readouterr()
        return keluar.value.code, teks.out, teks.err

    return call


def test_the_command_shows_counts_first_then_rows(dua, lkip):
    kode, keluaran, galat = lkip(*dua)
    baris = keluaran.splitlines()
    assert (kode, galat) == (1, "")
    assert baris[0].endswith("a (3 temuan, 6 fakta)") and baris[0].startswith("A: ") and baris[1].startswith("B: ")
    assert baris[2:4] == ["Temuan: 1 baru, 1 hilang, 2 tetap (1 di antaranya berubah isi)", "Fakta : 3 berubah, 1 muncul, 1 lenyap, 2 tetap"]
    for satu in ("info  baru  Crime rate", "peringatan  rasio-h8  Crime rate  tingkat, tercetak", "t01:2:a  H8  2023 TW1  oku  18,30  → 18,31",
                 "t01:3:a  H8  2023 TW1  oku  18,30, dibaca 18,3  → 18,30, dibaca 1830", "t01:4:a  H8  2023 TW1  oku  18,30  → -"):
        assert satu in baris
    assert "Temuan tetap tanpa perubahan" not in keluaran and "Temuan tetap tanpa perubahan (1)" in lkip(*dua, "--rinci")[1]


def test_the_command_exits_0_for_equal_folders(dua, lkip):
    kode, keluaran, _ = lkip(dua[0], dua[0])
    assert kode == 0 and keluaran.splitlines()[-1] == "Tidak ada perbedaan."


def test_twenty_rows_unless_all_are_asked_for(tmp_path, lkip):
    a, b = publish(tmp_path / "a", [], []), publish(tmp_path / "b", [], facts(23))
    pendek, penuh = lkip(a, b)[1], lkip(a, b, "--rinci")[1]
    assert pendek.count("t01:") == 20 and "… dan 3 baris lain; tambahkan --rinci" in pendek
    assert penuh.count("t01:") == 23 and "baris lain" not in penuh


def test_the_command_exits_2_for_bad_input(dua, lkip):
    (dua[1] / "temuan.csv").unlink()
    kode, keluaran, galat = lkip(*dua)
    assert (kode, keluaran) == (2, "") and len(galat.splitlines()) == 1


def test_a_finding_that_became_part_of_another_names_it(tmp_path):
    a, b = tmp_path / "a", tmp_path / "b"
    publish(a, [TEMUAN | {"id": "rasio-g1", "bagian": "rasio-g1"}, TEMUAN | {"id": "lepas", "bagian": "lepas"}], [])
    publish(b, [TEMUAN | {"id": "kesepakatan-h8", "bagian": "kesepakatan-h8 rasio-g1"}], [])
    p = compare(read_published(a), read_published(b))
    assert dict(zip(p.temuan_hilang["id"], p.temuan_hilang["bagian_dari"], strict=True)) == {"rasio-g1": "kesepakatan-h8", "lepas": ""}
