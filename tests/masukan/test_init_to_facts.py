"""From the empty workbook to a package without a finding; the whole way to the PDF, and through LibreOffice, is slow."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from openpyxl import load_workbook

from helpers.errors import KesalahanMasukan
from helpers.masukan.ekspor import export_book
from helpers.masukan.impor import import_book
from helpers.masukan.lembar import PAKET, PETUNJUK, POLSEK, PROFIL, URAIAN
from helpers.masukan.mulai import check_identity, slug
from helpers.masukan.polda import known_polda
from helpers.masukan.tempat import compare, guard, write_files
from helpers.masukan.tulis import write_book
from helpers.methodology.rules import load_methodology
from tests.conftest import AKAR, OKU
from tests.masukan.isi import METODOLOGI, POLRES, TAHUN, blank_book, describe, fill_entries, filled_book, values
from tests.masukan.kantor import edit, save_again
from tests.validation.conftest import register

JAWABAN = {"polres": "contoh", "tahun": 2023, "nama": "Polres Contoh", "polda": "Polda Jawa Tengah", "kabupaten": "Kabupaten Contoh", "polsek": "Utara; Selatan"}


@pytest.fixture(scope="module")
def kosong(masukan) -> bytes:
    return blank_book(AKAR, masukan.metodologi)


@pytest.fixture(scope="module")
def terisi(masukan, tmp_path_factory) -> Path:
    berkas = tmp_path_factory.mktemp("terisi") / "contoh-2023.xlsx"
    filled_book(AKAR, masukan.metodologi).save(berkas)
    return berkas


def test_the_empty_book_has_instructions_inputs_units_and_examples(kosong):
    buku = load_workbook(io.BytesIO(kosong))
    assert buku.sheetnames[0] == PETUNJUK and buku.sheetnames[-1] == PAKET and {PROFIL, POLSEK, URAIAN} < set(buku.sheetnames)
    lembar = buku["Parameter 2023"]
    assert [lembar.cell(3, k).value for k in range(1, 9)] == ["Kode", "Uraian", "Satuan", "Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV", "Setahun"]
    assert lembar["A4"].value == "CONTOH" and lembar["A5"].value == "H1.meninggal" and lembar["C5"].value == "orang"
    assert [b[0].value for b in buku[POLSEK]["A4:A6"]] == ["utara", "selatan", "tengah"]
    assert buku["Reskrim wilayah"]["A6"].value == "/utara"


def test_only_input_cells_are_open_and_they_take_numbers_only(kosong):
    buku = load_workbook(io.BytesIO(kosong))
    for t in describe(buku).values():
        lembar = buku[t.nama]
        fakta = [k.get("lkip") is not None for k in t.tabel["schema"]["fields"]]
        diatur = {str(r) for v in lembar.data_validations.dataValidation for r in v.sqref.ranges}
        luas = [r for v in lembar.data_validations.dataValidation for r in v.sqref.ranges]
        assert lembar.protection.sheet and diatur, t.nama
        for n in range(len(t.tetap)):
            for k, angka in enumerate(fakta, 1):
                sel = lembar.cell(t.baris_pertama + n, k)
                assert sel.protection.locked != angka, sel.coordinate
                assert not angka or any(sel.coordinate in r for r in luas), (t.nama, sel.coordinate)
        assert all(lembar.cell(3, k).protection.locked for k in range(1, len(t.kepala) + 1))


def test_formulas_are_shown_and_not_imported(kosong):
    lembar = load_workbook(io.BytesIO(kosong))["Parameter 2023"]
    assert lembar["I3"].value.endswith("(rumus)") and lembar["I5"].value.startswith("=IF(COUNT(D5:G5)=4") and lembar["I5"].protection.locked


def test_polda_is_chosen_from_a_list(kosong):
    lembar = load_workbook(io.BytesIO(kosong))[PROFIL]
    daftar = [v for v in lembar.data_validations.dataValidation if v.type == "list"]
    assert len(daftar) == 1 and PAKET in daftar[0].formula1


def test_the_empty_book_is_the_same_bytes_each_time(kosong, masukan):
    assert blank_book(AKAR, masukan.metodologi) == kosong


def test_the_filled_book_becomes_a_package_without_a_finding(terisi, akar):
    hasil = import_book(terisi, akar)
    write_files_into_place(hasil)
    assert [t.judul for t in register(hasil.ruang)] == []
    assert (hasil.fakta["keadaan"] == "angka").sum() > 550


def test_every_number_arrives_as_it_was_typed(terisi, akar, masukan):
    nilai = values(masukan.metodologi)
    fakta = import_book(terisi, akar).fakta
    for f in fakta[fakta["keadaan"] == "angka"].itertuples():
        assert f.nilai == pytest.approx(nilai[f.kode, f.wilayah, f.tahun, f.periode], abs=1e-9), f
    assert not fakta["keraguan"].any()


def test_blank_cells_and_sheets_are_named(terisi, akar):
    hasil = import_book(terisi, akar)
    assert "Lembar \"Narkoba\" belum diisi; laporan menyebutnya belum tersedia." in hasil.catatan
    assert any("Binmas wilayah" in c and "20 dari 24" in c for c in hasil.catatan)
    assert "narkoba.csv" not in hasil.berkas and "binmas-wilayah.csv" in hasil.berkas


def test_half_a_year_is_taken_and_what_is_missing_is_named(masukan, akar, tmp_path):
    buku = filled_book(AKAR, masukan.metodologi)
    for t in describe(buku).values():
        kosong = ("F", "G", "H") if t.nama == "Parameter 2023" else "DEFGHIJKLM" if t.nama in ("Renstra", "Anggaran rincian", "Parameter 2022") else ()
        for r in range(t.baris_pertama, t.baris_pertama + len(t.tetap)):
            for k in kosong[: len(t.kolom) - 3]:
                buku[t.nama][f"{k}{r}"].value = None
    buku.save(tmp_path / "b.xlsx")
    hasil = import_book(tmp_path / "b.xlsx", akar)
    assert "renstra.csv" not in hasil.berkas and "Lembar \"Renstra\" belum diisi; laporan menyebutnya belum tersedia." in hasil.catatan
    assert "Lembar \"Parameter 2023\": 81 dari 135 sel belum diisi; laporan menyebutnya belum tersedia." in hasil.catatan
    write_files_into_place(hasil)
    assert {t.keluarga for t in register(hasil.ruang)} <= {"kelengkapan"}


def test_a_single_number_is_enough(kosong, masukan, akar, tmp_path):
    buku = load_workbook(io.BytesIO(kosong))
    fill_entries(buku, masukan.metodologi)
    buku["Kinerja"]["H5"].value = 3.5
    buku.save(tmp_path / "b.xlsx")
    hasil = import_book(tmp_path / "b.xlsx", akar)
    assert {n for n in hasil.berkas if n.endswith(".csv")} == {"kinerja.csv"} and (hasil.fakta["keadaan"] == "angka").sum() == 1


def test_a_package_in_place_is_kept_unless_told_otherwise(terisi, akar):
    hasil = import_book(terisi, akar)
    assert compare(hasil.ruang, hasil.berkas) is None and guard(hasil, False)
    write_files_into_place(hasil)
    assert guard(hasil, False) is False  # the same again: nothing to do
    (hasil.ruang.mentah / "kinerja.csv").write_bytes(b"lain")
    with pytest.raises(KesalahanMasukan, match=r"data/raw/contoh/2023 .*kinerja\.csv.*--timpa"):
        guard(hasil, False)
    assert guard(hasil, True)


def write_files_into_place(hasil) -> None:
    hasil.ruang.mentah.parent.mkdir(parents=True)
    write_files(hasil.ruang.mentah, hasil.berkas)


@pytest.mark.parametrize(("ubah", "kalimat"), [
    ({"polres": "../oku"}, "Kode Polres \"../oku\" tidak sah"),
    ({"polres": "con"}, "Kode Polres \"con\" tidak sah"),
    ({"polres": "nul"}, "tidak sah"),
    ({"polres": "lpt1"}, "tidak sah"),
    ({"polres": "metodologi"}, "tidak sah"),
    ({"polres": "OKU"}, "huruf kecil"),
    ({"polres": "a/b"}, "tidak sah"),
    ({"tahun": 1999}, "Tahun 1999 di luar"),
    ({"tahun": "dua ribu"}, "harus berupa bilangan bulat"),
    ({"nama": "../Polres"}, "Nama Polres \"../Polres\" tidak sah"),
    ({"nama": "C:\\Polres"}, "Nama Polres"),
    ({"nama": "=cmd()"}, "Nama Polres"),
    ({"kabupaten": "/etc/passwd"}, "Kabupaten \"/etc/passwd\" tidak sah"),
    ({"polda": "Jawa Tenggara"}, "Polda \"Jawa Tenggara\" tidak dikenal; mungkin Polda Jawa Barat"),
    ({"polda": ""}, "tidak dikenal"),
    ({"polsek": "Utara; utara"}, "Polsek \"utara\" disebut lebih dari sekali"),
    ({"polsek": "Polsek Utara; Utara"}, "lebih dari sekali"),
    ({"polsek": " ; "}, "Daftar Polsek kosong"),
    ({"polsek": "../Utara"}, "Nama Polsek"),
    ({"polsek": "Contoh"}, "tidak dapat dijadikan kode"),
    ({"polsek": ";".join(f"P{n}" for n in range(99))}, "terlalu banyak"),
])
def test_answers_that_cannot_be_used_are_refused(ubah, kalimat):
    with pytest.raises(KesalahanMasukan) as galat:
        check_identity(AKAR, METODOLOGI, **(JAWABAN | ubah))
    assert any(kalimat in k for k in galat.value.masalah), galat.value.masalah
    assert all(k.endswith(".") and "; " in k for k in galat.value.masalah)


def test_all_wrong_answers_are_told_at_once():
    with pytest.raises(KesalahanMasukan) as galat:
        check_identity(AKAR, METODOLOGI, polres="con", tahun=1, nama="../x", polda="x", kabupaten="?", polsek="a; A")
    assert len(galat.value.masalah) >= 6


@pytest.mark.parametrize("polda", ["Sumatera Selatan", "polda sumatera selatan", "Kepolisian Daerah Sumatera Selatan", "Sumsel", "Polda  SUMSEL"])
def test_polda_is_known_by_each_of_its_names(polda):
    siapa = check_identity(AKAR, METODOLOGI, **(JAWABAN | {"polda": polda}))
    assert (siapa.polda, siapa.polda_pendek) == ("Kepolisian Daerah Sumatera Selatan", "Polda Sumatera Selatan")


def test_the_list_of_polda_covers_every_province_once():
    daftar = known_polda(AKAR / "data" / "raw" / "metodologi")
    provinsi = [p for x in daftar.values() for p in x.provinsi]
    assert len(daftar) == 36 and len(provinsi) == len(set(provinsi)) == 38
    sebutan = [s.casefold() for x in daftar.values() for s in (x.singkatan.removeprefix("Polda "), *x.sebutan)]
    assert len(sebutan) == len(set(sebutan))
    assert daftar["Kepolisian Daerah Papua"].provinsi == ("Papua", "Papua Selatan", "Papua Pegunungan")


def test_codes_of_polsek():
    assert [slug(n) for n in ("Polsek Baturaja Timur", "Ulu Ogan ", "Kepolisian Sektor Ség-ara")] == ["baturaja-timur", "ulu-ogan", "seg-ara"]


@pytest.fixture
def proyek(tmp_path) -> Path:
    """A project of its own that can make reports."""
    for nama in ("_quarto.yml", "_quarto-lkip.yml", "_quarto-rencana-aksi.yml", "_quarto-pantau.yml", "_run.yml", "requirements.lock", "pyproject.toml"):
        shutil.copy2(AKAR / nama, tmp_path / nama)
    for nama in ("notebooks", "report", "src"):
        shutil.copytree(AKAR / nama, tmp_path / nama, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copytree(AKAR / "data" / "raw" / "metodologi", tmp_path / "data" / "raw" / "metodologi")
    return tmp_path


def lkip(proyek: Path, *args: str, jawaban: str | None = None) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "helpers.cli.main", *args], cwd=proyek, env=os.environ | {"LKIP_AKAR": str(proyek)},  # noqa: S603
                          capture_output=True, text=True, encoding="utf-8", input=jawaban, timeout=1800)


@pytest.mark.lambat
def test_the_whole_way_to_the_pdf(proyek, masukan, tmp_path):
    assert lkip(proyek, "init", "--dokumen", "lkip", jawaban="contoh\n2023\nPolres Contoh\nJawa Tengah\nKabupaten Contoh\nUtara; Selatan; Tengah\n").returncode == 0
    berkas = proyek / "data" / "masukan" / f"{POLRES}-{TAHUN}.xlsx"
    kedua = lkip(proyek, "init", "--polres", "contoh", "--tahun", "2023", "--nama", "Polres Contoh", "--polda", "Jawa Tengah", "--kabupaten", "Kabupaten Contoh",
                 "--polsek", "Utara")
    assert kedua.returncode == 2 and "--timpa" in kedua.stderr
    buku = filled_book(AKAR, masukan.metodologi)
    nilai = buku["Parameter 2023"]["D5"].value
    if shutil.which("soffice") or shutil.which("libreoffice"):  # what an analyst types is typed in LibreOffice
        buku["Parameter 2023"]["D5"], buku["Parameter 2023"]["H5"] = None, None
        buku.save(tmp_path / berkas.name)
        (tmp_path / "kantor").mkdir()
        shutil.copy2(edit(tmp_path / berkas.name, tmp_path / "kantor", {("Parameter 2023", "D5"): nilai, ("Parameter 2023", "H5"): "=SUM(D5:G5)",
                                                                       ("Parameter 2023", "A5"): "terkunci"}), berkas)
    else:
        warnings.warn("LibreOffice tidak terpasang: buku diisi tanpa dibuka dan disimpan olehnya", stacklevel=1)
        buku.save(berkas)
    hasil = lkip(proyek, "impor", str(berkas))
    assert hasil.returncode == 0 and "Tersimpan: data/raw/contoh/2023/" in hasil.stdout, hasil.stderr
    hasil = lkip(proyek, "run", "--polres", POLRES, "--tahun", str(TAHUN), "--mesin", "embedded", "--format", "pdf")
    assert hasil.returncode == 0 and "0 kritis, 0 peringatan" in hasil.stdout, hasil.stdout + hasil.stderr
    assert (proyek / "build" / "contoh-2023" / "lkip.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.lambat
def test_the_whole_way_of_a_plan_through_libreoffice(proyek, tmp_path):
    from tests.masukan.isi_rencana import AWAL, fill_plan, fill_profile, rows

    assert lkip(proyek, "init", "--dokumen", "rencana-aksi", "--polres", "contoh", "--tahun", "2026", "--nama", "Polres Contoh", "--polda", "Jateng",
                "--kabupaten", "Kabupaten Contoh", "--polsek", "Utara; Selatan").returncode == 0
    berkas = proyek / "data" / "masukan" / "contoh-2026.xlsx"
    buku = load_workbook(berkas)
    fill_plan(buku, load_methodology(AKAR / "data" / "raw" / "metodologi", "rencana-aksi-2025"))
    fill_profile(buku)
    r, n = rows(buku)["rsi.operasi"], AWAL + len(rows(buku))
    buku.save(tmp_path / berkas.name)
    (tmp_path / "kantor").mkdir()
    sendiri = dict(zip("ABCDEFGIJKLM", ("polmas.kunjungan_sekolah", "Kunjungan ke sekolah", "langkah", "polmas", "kegiatan", "aditif", "naik", 2, 3, "-", 0, "Kasat Binmas"), strict=True))
    ketik = {("Rencana aksi", f"{k}{n}"): x for k, x in sendiri.items()}
    ketik |= {("Realisasi TW I", f"{k}{r}"): x for k, x in zip("DGHI", (2, "2026-03-30", "Laporan", "Kasat Lantas"), strict=True)}
    shutil.copy2(edit(tmp_path / berkas.name, tmp_path / "kantor", ketik), berkas)
    hasil = lkip(proyek, "impor", str(berkas))
    assert hasil.returncode == 0, hasil.stderr
    folder = proyek / "data" / "raw" / "contoh" / "2026"
    assert "rsi.operasi,TW1,2,,,2026-03-30,Laporan,Kasat Lantas," in (folder / "realisasi.csv").read_text(encoding="utf-8")
    assert "polmas.kunjungan_sekolah" in (folder / "rencana.yml").read_text(encoding="utf-8")
    hasil = lkip(proyek, "run", "--polres", "contoh", "--tahun", "2026", "--mesin", "embedded", "--format", "pdf")
    assert hasil.returncode == 0 and "0 kritis, 0 peringatan" in hasil.stdout, hasil.stdout + hasil.stderr
    assert (proyek / "build" / "contoh-2026" / "rencana-aksi.pdf").read_bytes().startswith(b"%PDF")
    hasil = lkip(proyek, "pantau", "--polres", "contoh", "--tahun", "2026", "--triwulan", "1", "--mesin", "embedded", "--format", "html")
    assert hasil.returncode == 0, hasil.stderr
    assert "Kunjungan ke sekolah" in (proyek / "build" / "contoh-2026-pantau-tw1" / "pantau.html").read_text(encoding="utf-8")


@pytest.mark.lambat
def test_libreoffice_saves_the_same_numbers(terisi, akar, tmp_path):
    simpan = save_again(terisi, tmp_path)
    asli, ulang = import_book(terisi, akar), import_book(simpan, akar)
    assert ulang.fakta.equals(asli.fakta) and dict(ulang.berkas) == dict(asli.berkas)


@pytest.mark.lambat
def test_libreoffice_computes_formulas_in_input_cells(terisi, akar, tmp_path):
    buku = load_workbook(terisi)
    nilai = buku["Parameter 2023"]["H5"].value
    buku["Parameter 2023"]["H5"] = "=SUM(D5:G5)"
    buku.save(tmp_path / "rumus.xlsx")
    (tmp_path / "hasil").mkdir()
    fakta = import_book(save_again(tmp_path / "rumus.xlsx", tmp_path / "hasil"), akar).fakta
    assert fakta.loc[fakta["fakta_id"] == "parameter-2023:2:th", "nilai"].item() == nilai


@pytest.mark.lambat
def test_libreoffice_saves_the_real_report_as_it_was(fakta, tmp_path):
    (tmp_path / "oku.xlsx").write_bytes(write_book(export_book(OKU)))
    (tmp_path / "hasil").mkdir()
    hasil = import_book(save_again(tmp_path / "oku.xlsx", tmp_path / "hasil"), AKAR)
    assert hasil.fakta.equals(fakta)
    assert all(hasil.berkas[b.name] == b.read_bytes() for b in OKU.mentah.glob("*.csv"))
