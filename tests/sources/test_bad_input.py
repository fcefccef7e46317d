"""Whatever is handed in: either it is read, or one Indonesian sentence says what is wrong, where, and what to do."""

from __future__ import annotations

import json
import os
import sys

import pytest
import yaml

from helpers.errors import KesalahanMasukan
from helpers.parameters import check_parameters
from helpers.sources.workspace import read_clean, read_clean_text
from tests.conftest import Salinan

TABEL = "t12-capaian-kamtibmas"  # kode,indikator,target,realisasi,capaian and one row
KODE_POLSEK = "t21-samapta-response-time"


def told(salinan: Salinan, *bagian: str, jumlah: int = 1) -> tuple[str, ...]:
    """Read everything; the only outcome allowed is `jumlah` sentences that hold every part."""
    with pytest.raises(KesalahanMasukan) as galat:
        salinan.facts()
    masalah = galat.value.masalah
    assert len(masalah) == jumlah, masalah
    for kalimat in masalah:
        assert kalimat[0].isupper() and kalimat.endswith(".") and "\n" not in kalimat and len(kalimat) < 400, kalimat
        assert "; " in kalimat, f"says not what to do: {kalimat}"
        assert "/tmp" not in kalimat and "Error" not in kalimat
    for b in bagian:
        assert b in masalah[0], (b, masalah[0])
    return masalah


def test_the_copy_itself_is_good(salinan, fakta):
    assert len(salinan.facts()) == len(fakta)


# Tables: columns, rows, cells

def test_a_missing_column(salinan):
    salinan.write_rows(TABEL, [b[:-1] for b in salinan.rows(TABEL)])
    told(salinan, f"Berkas {TABEL}.csv baris 1", "kurang: capaian")


def test_an_extra_column(salinan):
    salinan.write_rows(TABEL, [[*b, x] for b, x in zip(salinan.rows(TABEL), ("catatan", "1"), strict=True)])
    told(salinan, f"Berkas {TABEL}.csv baris 1", "tidak dikenal: catatan")


def test_columns_in_another_order(salinan):
    salinan.write_rows(TABEL, [b[::-1] for b in salinan.rows(TABEL)])
    told(salinan, f"Berkas {TABEL}.csv baris 1", "urutan")


@pytest.mark.parametrize("sel", [[], ["satu"], ["SI", "a", "1", "2", "3", "4"]])
def test_a_ragged_row(salinan, sel):
    salinan.write_rows(TABEL, [*salinan.rows(TABEL), sel or [""]])
    told(salinan, f"Berkas {TABEL}.csv baris 3", "padahal 5 kolom")


def test_an_unknown_code(salinan):
    salinan.set_cell(TABEL, 2, "kode", "SIX")
    told(salinan, f"Berkas {TABEL}.csv baris 2 kolom kode", "\"SIX\"", "parameter.yml")


@pytest.mark.parametrize("kode", ["H 8", "H8//", "../H8", "@20", "H8@2023-TW5", "=H8", "<script>", "SI;", ";"])
def test_a_code_that_is_none(salinan, kode):
    salinan.set_cell(TABEL, 2, "kode", kode)
    with pytest.raises(KesalahanMasukan) as galat:
        salinan.facts()
    assert galat.value.masalah[0].startswith(f"Berkas {TABEL}.csv baris 2")


def test_an_unknown_region(salinan):
    salinan.set_cell(KODE_POLSEK, 3, "kode", "/baturaja-utara")
    told(salinan, f"Berkas {KODE_POLSEK}.csv baris 3 kolom kode", "\"baturaja-utara\"", "profil.yml")


def test_a_number_without_a_code(salinan):
    salinan.set_cell(TABEL, 2, "kode", "")
    told(salinan, f"Berkas {TABEL}.csv baris 2", "kolom target, realisasi, capaian terisi", "kode kosong")


@pytest.mark.parametrize("isi", ["tinggi", "1.2.3", "12 13", "5 juta", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "9" * 30, "\u0663"])
def test_a_cell_that_is_no_number(salinan, isi):
    salinan.set_cell(TABEL, 2, "realisasi", isi)
    told(salinan, f"Berkas {TABEL}.csv baris 2 kolom realisasi")


def test_several_values_for_another_number_of_codes(salinan):
    salinan.set_cell("t04-pengukuran-realisasi-capaian", 5, "capaian", "30 188")
    told(salinan, "baris 5 kolom capaian", "2 nilai untuk 3 kode")


def test_all_problems_of_all_tables_are_told_at_once(salinan):
    salinan.set_cell(TABEL, 2, "realisasi", "tinggi")
    salinan.set_cell(KODE_POLSEK, 3, "kode", "/x")
    told(salinan, jumlah=2)


# Tables: the files

def test_latin_1_bytes(salinan):
    salinan.write_bytes(TABEL, "kode,indikator,target,realisasi,capaian\nSI,Indéks,1,2,3\n".encode("latin-1"))
    told(salinan, f"Berkas {TABEL}.csv baris 2 bukan UTF-8")


def test_utf_16(salinan):
    salinan.write_bytes(TABEL, salinan.path(TABEL).read_text(encoding="utf-8").encode("utf-16"))
    told(salinan, f"Berkas {TABEL}.csv")


def test_nul_bytes(salinan):
    salinan.write_bytes(TABEL, salinan.path(TABEL).read_bytes().replace(b"109", b"1\x0009"))
    told(salinan, f"Berkas {TABEL}.csv memuat bita nol")


def test_an_unclosed_quote(salinan):
    salinan.write_bytes(TABEL, salinan.path(TABEL).read_bytes() + b'SI,"x,1,2,3\n')
    told(salinan, f"Berkas {TABEL}.csv bukan CSV yang sah")


def test_a_byte_order_mark_is_accepted(salinan, fakta):
    salinan.write_bytes(TABEL, b"\xef\xbb\xbf" + salinan.path(TABEL).read_bytes())
    assert len(salinan.facts()) == len(fakta)


def test_windows_line_endings_are_accepted_once_registered(salinan, fakta):
    isi = salinan.path(TABEL).read_bytes().replace(b"\n", b"\r\n")
    salinan.write_bytes(TABEL, isi, daftarkan=False)
    told(salinan, f"Berkas {TABEL}.csv", "CRLF")  # says that only the line endings differ
    salinan.write_bytes(TABEL, isi)
    assert salinan.facts()["nilai_teks"].tolist() == fakta["nilai_teks"].tolist()


@pytest.mark.parametrize("isi", [b"", b"\n\n", b" \n"])
def test_an_empty_table(salinan, isi):
    salinan.write_bytes(TABEL, isi)
    told(salinan, f"Berkas {TABEL}.csv kosong")


def test_a_table_of_only_a_header(salinan):
    salinan.write_rows(TABEL, salinan.rows(TABEL)[:1])
    told(salinan, f"Berkas {TABEL}.csv hanya berisi judul kolom")


def test_a_changed_table_that_was_not_registered(salinan):
    salinan.write_bytes(TABEL, salinan.path(TABEL).read_bytes().replace(b"109", b"110"), daftarkan=False)
    told(salinan, f"Berkas {TABEL}.csv berubah sejak didaftarkan")


def test_a_missing_table(salinan):
    salinan.path(TABEL).unlink()
    told(salinan, f"Berkas {TABEL}.csv disebut di datapackage.json tetapi tidak ada")


def test_a_table_nobody_registered(salinan):
    (salinan.ruang.mentah / "lain.csv").write_text("kode,x\n", encoding="utf-8")
    told(salinan, "Berkas lain.csv tidak terdaftar")


@pytest.mark.parametrize("nama", [TABEL, "profil.yml", "narasi.yml", "koreksi.yml", "datapackage.json", "rumus.yml"])
def test_a_folder_in_place_of_a_file(salinan, nama):
    berkas = salinan.path(nama)
    berkas.unlink()
    berkas.mkdir()
    told(salinan, f"Berkas {berkas.name} adalah folder")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("nama", [TABEL, "profil.yml", "datapackage.json"])
def test_a_link_in_place_of_a_file(salinan, nama, tmp_path):
    berkas = salinan.path(nama)
    berkas.rename(tmp_path / "asli")
    berkas.symlink_to(tmp_path / "asli")
    told(salinan, f"Berkas {berkas.name} adalah tautan")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_place_of_a_file_does_not_hang(salinan):
    salinan.path(TABEL).unlink()
    os.mkfifo(salinan.ruang.mentah / f"{TABEL}.csv")
    told(salinan, f"Berkas {TABEL}.csv bukan berkas biasa")


def test_a_file_of_an_absurd_size_is_not_read(salinan):
    with (salinan.ruang.mentah / "profil.yml").open("r+b") as f:
        f.truncate(3_000_000)
    told(salinan, "Berkas profil.yml sebesar 3 MB")


# The descriptor

@pytest.mark.parametrize("isi", [b"", b"{", b'{"name": "x",}', b"[1, 2", b"bukan json"])
def test_a_broken_descriptor(salinan, isi):
    salinan.paket.write_bytes(isi)
    told(salinan, "Berkas datapackage.json bukan JSON yang sah pada baris 1 kolom")


@pytest.mark.parametrize("isi", [b"[]", b"1", b'"x"', b"null"])
def test_a_descriptor_that_is_no_object(salinan, isi):
    salinan.paket.write_bytes(isi)
    told(salinan, "Berkas datapackage.json, isian \"seluruh berkas\"")


def test_an_empty_object_misses_everything(salinan):
    salinan.paket.write_bytes(b"{}")
    told(salinan, "Berkas datapackage.json", "belum diisi", jumlah=3)


def test_a_descriptor_in_latin_1(salinan):
    salinan.paket.write_bytes('{"name": "é"}'.encode("latin-1"))
    told(salinan, "Berkas datapackage.json bukan UTF-8")


@pytest.mark.parametrize("isi", [b"[" * 100_000, b'{"a":' * 100_000])
def test_a_descriptor_nested_without_end(salinan, isi):
    salinan.paket.write_bytes(isi)
    told(salinan, "Berkas datapackage.json bersarang terlalu dalam")


def test_a_key_written_twice_in_the_descriptor(salinan):
    salinan.paket.write_bytes(b'{"name": "a", "name": "b"}')
    told(salinan, "Berkas datapackage.json menulis isian \"name\" lebih dari sekali")


def first(paket: dict) -> dict:
    return next(r for r in paket["resources"] if r["name"] == TABEL)


def test_a_resource_named_twice(salinan):
    salinan.change_package(lambda p: p["resources"].append(dict(first(p))))
    told(salinan, "datapackage.json menyebut", "lebih dari sekali", jumlah=2)


@pytest.mark.parametrize("path", ["../x.csv", "/etc/passwd", "sub/x.csv", "..\\x.csv", "C:x.csv", "C:\\x.csv", ".rahasia.csv"])
def test_a_path_outside_the_folder(salinan, path):
    salinan.change_package(lambda p: first(p).update(path=path))
    told(salinan, f"Tabel {TABEL} di datapackage.json", "di luar folder datanya")


@pytest.mark.parametrize("path", ["", "x", "x.txt", "x\u0000.csv", "x\n.csv", "x" * 300 + ".csv", "a b.csv"])
def test_a_path_that_is_no_table(salinan, path):
    salinan.change_package(lambda p: first(p).update(path=path))
    told(salinan, f"Tabel {TABEL} di datapackage.json", "bukan nama berkas CSV")


def test_a_column_named_twice(salinan):
    salinan.change_package(lambda p: first(p)["schema"]["fields"].append({"name": "target"}))
    told(salinan, f"Tabel {TABEL}", "kolom \"target\" lebih dari sekali")


def test_a_table_without_a_code_column(salinan):
    salinan.change_package(lambda p: first(p)["schema"]["fields"].pop(0))
    told(salinan, f"Tabel {TABEL}", "kolom pertama \"kode\"")


def test_a_fact_column_with_an_unknown_aspect_or_period(salinan):
    salinan.change_package(lambda p: first(p)["schema"]["fields"][2]["lkip"].update(aspek="targer"))
    told(salinan, f"Berkas {TABEL}.csv baris 2 kolom", "SI.targer")
    salinan.change_package(lambda p: first(p)["schema"]["fields"][2]["lkip"].update(aspek="target", periode="TW5"))
    told(salinan, f"Berkas {TABEL}.csv baris 2 kolom target", "\"TW5\"")


def test_a_misspelt_key_of_a_fact_column_is_told(salinan):
    salinan.change_package(lambda p: first(p)["schema"]["fields"][2]["lkip"].update(tahum=2023))
    told(salinan, "datapackage.json", "tahum")


@pytest.mark.parametrize("metodologi", ["tidak-ada", "../metodologi/polri-2020-2024", "", "/"])
def test_an_unknown_methodology(salinan, metodologi):
    salinan.change_package(lambda p: p["lkip"].update(metodologi=metodologi))
    told(salinan, "etodologi")


def test_a_package_of_another_polres(salinan):
    salinan.change_package(lambda p: p["lkip"].update(polres="banjar"))
    told(salinan, "datapackage.json milik banjar 2023")


# YAML: profil, narasi, koreksi, metodologi

BERKAS_YAML = ["profil.yml", "narasi.yml", "koreksi.yml", "parameter.yml", "indikator.yml", "rumus.yml", "satker.yml", "pemeriksaan.yml"]


@pytest.mark.parametrize("nama", BERKAS_YAML)
@pytest.mark.parametrize("isi", [b"a: [1, 2", b"a: b: c", b"\ta: 1", b"a: 'x", b"%", b"a: 2024-13-45", b"a: \x01"])
def test_broken_yaml(salinan, nama, isi):
    salinan.path(nama).write_bytes(isi)
    told(salinan, f"Berkas {nama} bukan YAML yang sah")


@pytest.mark.parametrize("nama", BERKAS_YAML)
@pytest.mark.parametrize("isi", [
    b"!!python/object/apply:os.system ['touch diretas']", b"!!python/name:os.system", b"a: !!python/object:helpers.paths.Ruang {}"])
def test_yaml_never_makes_python_objects(salinan, nama, isi, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    salinan.path(nama).write_bytes(isi)
    told(salinan, f"Berkas {nama} bukan YAML yang sah pada baris 1")
    assert not (tmp_path / "diretas").exists()


def bomb(tanda: str) -> bytes:
    """Nine aliases in each of twelve layers: 282 thousand million entries when written out."""
    baris = ["a0: &a0 [x, x, x]" if tanda == "*" else "a0: &a0 {x: 1}"]
    for i in range(1, 13):
        isi = ", ".join([f"*a{i - 1}"] * 9)
        baris.append(f"a{i}: &a{i} [{isi}]" if tanda == "*" else f"a{i}: &a{i} {{<<: [{isi}]}}")
    return "\n".join(baris).encode()


@pytest.mark.parametrize("nama", BERKAS_YAML)
@pytest.mark.parametrize("tanda", ["*", "<<"])
def test_an_alias_bomb_neither_explodes_nor_hangs(salinan, nama, tanda):
    salinan.path(nama).write_bytes(bomb(tanda))
    with pytest.raises(KesalahanMasukan) as galat:
        salinan.facts()
    assert all(m.startswith(f"Berkas {nama}") and len(m) < 300 for m in galat.value.masalah)


@pytest.mark.parametrize("nama", ["narasi.yml", "profil.yml"])
def test_an_alias_bomb_in_a_known_entry(salinan, nama):
    isi = bomb("*") + (b"\nkata_pengantar: *a12\nSI: *a12\nsumber: *a12" if nama == "narasi.yml" else b"\nnama: *a12\ntujuan: *a12")
    salinan.path(nama).write_bytes(isi)
    with pytest.raises(KesalahanMasukan) as galat:
        salinan.facts()
    assert all(len(m) < 300 for m in galat.value.masalah)


@pytest.mark.parametrize("isi", [b"[" * 10_000, b"a: " + b"{a: " * 10_000, b"- " * 10_000 + b"x"])
def test_yaml_nested_ten_thousand_deep(salinan, isi):
    nama = "profil.yml"
    salinan.path(nama).write_bytes(isi)
    with pytest.raises(KesalahanMasukan) as galat:
        salinan.facts()
    assert len(galat.value.masalah) == 1 and galat.value.masalah[0].startswith(f"Berkas {nama}")


@pytest.mark.parametrize("nama", BERKAS_YAML)
def test_yaml_in_latin_1(salinan, nama):
    salinan.path(nama).write_bytes("a: é".encode("latin-1"))
    told(salinan, f"Berkas {nama} bukan UTF-8")


@pytest.mark.parametrize("nama", BERKAS_YAML)
def test_a_key_written_twice_in_yaml(salinan, nama):
    salinan.path(nama).write_bytes(b"satu: 1\ndua: 2\nsatu: 3\n")
    told(salinan, f"Berkas {nama} baris 3 kolom 1", "\"satu\" tertulis lebih dari sekali")


def test_merge_keys_are_refused_not_ignored(salinan):
    salinan.path("profil.yml").write_bytes(b"a: &a {x: 1}\nb: {<<: *a}\n")
    told(salinan, "Berkas profil.yml baris 2 kolom 5: tanda <<")


@pytest.mark.parametrize("nama", ["profil.yml", "parameter.yml", "rumus.yml"])
@pytest.mark.parametrize("isi", [b"", b"[]", b"teks", b"1"])
def test_yaml_of_another_shape(salinan, nama, isi):
    salinan.path(nama).write_bytes(isi)
    told(salinan, f"Berkas {nama}, isian \"seluruh berkas\"")


@pytest.mark.parametrize("nama", ["satker.yml", "narasi.yml", "koreksi.yml"])
def test_a_list_where_entries_are_expected(salinan, nama):
    salinan.path(nama).write_bytes(b"[a, b]")
    told(salinan, f"Berkas {nama}, isian \"seluruh berkas\"")


@pytest.mark.parametrize("nama", ["profil.yml", "parameter.yml", "indikator.yml", "rumus.yml", "satker.yml"])
def test_a_missing_yaml_file(salinan, nama):
    salinan.path(nama).unlink()
    told(salinan, f"Berkas {nama} tidak ada di folder")


def test_narrative_and_corrections_are_optional(salinan, fakta):
    for nama in ("narasi.yml", "koreksi.yml"):
        salinan.path(nama).unlink()
    assert len(salinan.facts()) == len(fakta)


def test_an_empty_narrative_and_no_corrections_are_fine(salinan, fakta):
    for nama in ("narasi.yml", "koreksi.yml"):
        salinan.path(nama).write_text("# kosong\n", encoding="utf-8")
    assert len(salinan.facts()) == len(fakta)


def test_a_profile_of_another_polres_or_year(salinan):
    salinan.replace("profil.yml", "kode: oku", "kode: banjar")
    told(salinan, "profil.yml, isian \"kode\"", "\"banjar\"")
    salinan.replace("profil.yml", "kode: banjar", "kode: oku")
    salinan.replace("profil.yml", "tahun_anggaran: 2023", "tahun_anggaran: 2022")
    told(salinan, "profil.yml, isian \"tahun_anggaran\"", "2022")


def test_an_unknown_or_missing_entry_of_the_profile(salinan):
    salinan.replace("profil.yml", "kabupaten:", "kabupatan:")
    told(salinan, "Berkas profil.yml, isian", jumlah=2)


def test_a_date_that_does_not_exist(salinan):
    salinan.replace("profil.yml", '"2024-02-02"', '"2024-02-31"')
    told(salinan, "profil.yml, isian \"keputusan.tanggal\"", "2024-02-31 tidak ada di kalender")


def test_a_narrative_for_an_indicator_that_does_not_exist(salinan):
    salinan.replace("narasi.yml", "\nIKP10:", "\nIKP11:")
    told(salinan, "narasi.yml, isian \"IKP11\"", "bukan indikator")


def test_a_correction_whose_source_changed(salinan):
    salinan.replace("koreksi.yml", 'expect: "65,04"', 'expect: "65,05"')
    told(salinan, "koreksi.yml: sel \"t10-indeks-2023:6:nilai\" kini tercetak \"65,04\"", "\"65,05\"", "tinjau ulang")


def test_a_source_that_changed_under_a_correction(salinan):
    salinan.set_cell("t10-indeks-2023", 6, "nilai", "65,14")
    told(salinan, "koreksi.yml", "kini tercetak \"65,14\"")


@pytest.mark.parametrize("sel", ["t10-indeks-2023:99:nilai", "tidak-ada", "t08-kamtibmas-2022-2023:31:th_2023"])
def test_a_correction_to_a_cell_that_is_not_there_or_holds_no_number(salinan, sel):
    salinan.replace("koreksi.yml", "t10-indeks-2023:6:nilai", sel)
    told(salinan, f"koreksi.yml: sel \"{sel}\"", "tidak ada")


def test_a_correction_to_the_cell_of_another_fact(salinan):
    salinan.replace("koreksi.yml", "t10-indeks-2023:6:nilai", "t10-indeks-2023:7:nilai")
    told(salinan, "t10-indeks-2023:7:nilai", "bukan fakta IKU1.realisasi 2023 TW4")


def test_two_decisions_on_one_fact(salinan):
    koreksi = yaml.safe_load(salinan.path("koreksi.yml").read_text(encoding="utf-8"))["koreksi"]
    salinan.path("koreksi.yml").write_text(json.dumps({"koreksi": [*koreksi, koreksi[0]]}), encoding="utf-8")
    told(salinan, "koreksi.yml memutuskan H8.kasus oku 2023 TW1 lebih dari sekali")


@pytest.mark.parametrize(("nama", "lama", "baru", "bagian"), [
    ("parameter.yml", "satuan: kasus, agregasi", "satuan: kasuss, agregasi", "satuan \"kasuss\" tidak ada"),
    ("parameter.yml", "agregasi: jumlah,", "agregasi: jumlahkan,", "jumlahkan"),
    ("rumus.yml", "100000 × H8.kasus", "100000 × H8.kassus", "H8.kassus"),
    ("rumus.yml", "100000 × H8.kasus", "__import__('os').system('x') × H8.kasus", "tidak dikenal"),
    ("rumus.yml", "100000 × H8.kasus", "H8.kasus.__class__ × H8.kasus", "H8.kasus.__class__"),
    ("rumus.yml", "skor_reduksi(H7)", "skor_reduks(H7)", "fungsi \"skor_reduks\" tidak dikenal"),
    ("rumus.yml", "kode: [H1.penduduk, H8.penduduk]", "kode: [H1.penduduk, H9.penduduk]", "H9.penduduk"),
    ("rumus.yml", "H1: 7.20", "H99: 7.20", "H99"),
    ("rumus.yml", "[[60, 4], [75, 4.5], [100, 5]]", "[[75, 4.5], [60, 4], [100, 5]]", "berurutan"),
    ("rumus.yml", "keluarga: rasio", "keluarga: rasioo", "rasioo"),
    ("indikator.yml", "kode: IKP10", "kode: IKP77", "IKP77"),
    ("indikator.yml", "bentuk_capaian: naik}", "bentuk_capaian: terserah}", "terserah"),
    ("satker.yml", "mako: ", "mako: [1]\nmakoo: ", "mako"),
])
def test_a_mistake_in_the_methodology(salinan, nama, lama, baru, bagian):
    salinan.replace(nama, lama, baru)
    told(salinan, bagian)


# Parameters of a run

@pytest.mark.parametrize(("nilai", "bagian"), [
    ({"polres": "oku", "tahun": 2023, "provinsi": "x"}, "\"provinsi\" tidak dikenal"),
    ({"polres": "oku"}, "\"tahun\" belum diisi"),
    ({"polres": "../oku", "tahun": 2023}, "tidak sah"), ({"polres": "OKU", "tahun": 2023}, "tidak sah"),
    ({"polres": "/etc", "tahun": 2023}, "tidak sah"), ({"polres": "con", "tahun": 2023}, "tidak sah"),
    ({"polres": "metodologi", "tahun": 2023}, "tidak sah"), ({"polres": "", "tahun": 2023}, "tidak sah"),
    ({"polres": "oku", "tahun": 1999}, "di luar 2015–2045"), ({"polres": "oku", "tahun": "2023"}, "harus berupa bilangan bulat"),
    ({"polres": "oku", "tahun": True}, "harus berupa bilangan bulat"), ({"polres": 5, "tahun": 2023}, "harus berupa teks"),
    ({"polres": "banjar", "tahun": 2023}, "yang tersedia: oku 2023"), ({"polres": "oku", "tahun": 2024}, "tidak ditemukan"),
])
def test_parameters_are_checked_before_anything_runs(salinan, nilai, bagian):
    with pytest.raises(KesalahanMasukan) as galat:
        check_parameters(salinan.ruang.akar, **nilai)
    assert len(galat.value.masalah) == 1 and bagian in galat.value.masalah[0]


def test_a_folder_without_its_description_is_not_called_missing(salinan):
    (salinan.ruang.mentah / "datapackage.json").unlink()
    with pytest.raises(KesalahanMasukan, match="Berkas datapackage.json tidak ada di folder data Polres \"oku\" tahun 2023"):
        check_parameters(salinan.ruang.akar, polres="oku", tahun=2023)


def test_good_parameters_give_the_folders(salinan):
    assert check_parameters(salinan.ruang.akar, polres="oku", tahun=2023) == salinan.ruang


def test_a_notebook_run_before_its_predecessor_is_told(salinan):
    for baca, nama in ((read_clean, "fakta"), (read_clean_text, "temuan.json")):
        with pytest.raises(KesalahanMasukan, match="belum ada; jalankan"):
            baca(salinan.ruang, nama)
