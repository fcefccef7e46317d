"""Folders of CSV files and packages, good and broken; two commands at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from helpers.cli.main import _guarded
from helpers.cli.masukan import METODOLOGI_RENCANA
from helpers.masukan.folder import import_folder
from helpers.masukan.impor import import_book
from helpers.masukan.tempat import write_files
from helpers.pipeline.publish import workspace
from helpers.sintetis.bahan import METODOLOGI
from tests.conftest import AKAR, OKU
from tests.masukan.conftest import with_older
from tests.masukan.isi import POLRES, TAHUN, filled_book
from tests.masukan.test_broken_books import refuse, snapshot


@pytest.fixture(scope="module")
def berkas(masukan, tmp_path_factory) -> dict[str, bytes]:
    """The files of the generated Polres."""
    buku = tmp_path_factory.mktemp("buku") / "b.xlsx"
    filled_book(AKAR, masukan.metodologi).save(buku)
    return dict(import_book(buku, AKAR).berkas)


@pytest.fixture
def folder(berkas, tmp_path) -> Path:
    """A package in a folder."""
    write_files(tmp_path / "paket", berkas)
    return tmp_path / "paket"


@pytest.fixture
def lepas(folder) -> Path:
    """The same without a descriptor."""
    (folder / "datapackage.json").unlink()
    return folder


def change(nama: str, ubah: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda f: (f / nama).write_bytes(ubah((f / nama).read_bytes()))


def change_profile(**isi: object) -> Callable[[Path], object]:
    return change("profil.yml", lambda b: yaml.safe_dump(yaml.safe_load(b) | isi).encode())


def change_package(ubah: Callable[[dict], object]) -> Callable[[Path], object]:
    def baru(b: bytes) -> bytes:
        isi = json.loads(b)
        ubah(isi)
        return json.dumps(isi).encode()
    return change("datapackage.json", baru)


def test_a_package_is_taken_as_it_is(folder, akar, berkas):
    hasil = import_folder(folder, akar, METODOLOGI, METODOLOGI_RENCANA)
    assert dict(hasil.berkas) == berkas and (hasil.ruang.polres, hasil.ruang.tahun) == (POLRES, TAHUN)


def test_the_real_package_is_taken_too(akar):
    hasil = import_folder(OKU.mentah, akar, METODOLOGI, METODOLOGI_RENCANA)
    assert {n: b for n, b in hasil.berkas.items()} == {b.name: b.read_bytes() for b in OKU.mentah.iterdir() if not b.name.startswith(".")}


def test_csv_without_a_descriptor(lepas, akar, berkas):
    hasil, csv = import_folder(lepas, akar, METODOLOGI, METODOLOGI_RENCANA), {n: b for n, b in berkas.items() if n.endswith(".csv")}
    assert {n: b for n, b in hasil.berkas.items() if n.endswith(".csv")} == csv


@pytest.mark.parametrize("ubah", [
    lambda b: b"\xef\xbb\xbf" + b,
    lambda b: b.replace(b"\n", b"\r\n"),
    lambda b: b.replace(b",", b";"),
    lambda b: b.replace(b",", b"\t"),
    lambda b: b.replace(b"kode,uraian,satuan,tw1,tw2,tw3,tw4,th", b"Kode,Uraian,Satuan,Triwulan I,Triwulan II,Triwulan III,Triwulan IV,Setahun"),
], ids=["BOM", "CRLF", "semicolons", "tabs", "headers of the sheet"])
def test_csv_as_spreadsheets_write_it(ubah, lepas, akar, berkas):
    nama = "parameter-2023.csv"
    assert b'"' not in berkas[nama]
    change(nama, ubah)(lepas)
    assert import_folder(lepas, akar, METODOLOGI, METODOLOGI_RENCANA).berkas[nama] == berkas[nama]


RUSAK: dict[str, tuple[Callable[[Path], object], str]] = {
    "another encoding": (change("kinerja.csv", lambda b: b.replace(b"Indeks", b"Indek\xe9", 1)), "Berkas kinerja.csv baris 2 bukan UTF-8"),
    "UTF-16": (change("kinerja.csv", lambda b: b.decode().encode("utf-16")), "bukan UTF-8"),
    "an empty table": (change("kinerja.csv", lambda b: b""), "Berkas kinerja.csv kosong"),
    "a table without rows": (change("kinerja.csv", lambda b: b.split(b"\n")[0] + b"\n"), "hanya berisi judul kolom"),
    "a header that differs": (change("kinerja.csv", lambda b: b.replace(b"uraian", b"nama", 1)), "kolom ke-2: judul \"nama\", seharusnya \"uraian\""),
    "a quote left open": (change("kinerja.csv", lambda b: b + b'"SI,'), "tanda kutip"),
    "a ragged row": (change("kinerja.csv", lambda b: b + b"SI,x\n"), "2 sel, padahal"),
    "words in a number": (change("parameter-2023.csv", lambda b: b.replace(b"H1.meninggal,", b"H1.meninggal,x,orang,banyak,1,1,1,1\n,", 1)), "Berkas parameter-2023.csv"),
    "a table nobody knows": (lambda f: shutil.copy(f / "kinerja.csv", f / "lain.csv"), "Berkas lain.csv bukan tabel templat"),
    "no profile": (lambda f: (f / "profil.yml").unlink(), "tidak memuat datapackage.json maupun profil.yml"),
    "no tables": (lambda f: [b.unlink() for b in f.glob("*.csv")], "tidak memuat satu pun CSV"),
    "a path as the Polres": (change_profile(kode="../x"), "tidak sah"),
    "an unknown Polda": (change_profile(polda={"nama": "Polda X", "singkatan": "X"}), "\"Polda X\" tidak ada"),
    "a Polsek twice": (change_profile(polsek=[{"kode": "utara", "nama": "a"}] * 2), "lebih dari sekali"),
    "a Polsek that is gone": (change_profile(polsek=[{"kode": "utara", "nama": "Utara"}]), "wilayah \"selatan\" tidak dikenal"),
}
RUSAK_PAKET: dict[str, tuple[Callable[[Path], object], str]] = {
    "semicolons": (change("kinerja.csv", lambda b: b.replace(b",", b";")), "judul kolom tidak sesuai"),
    "a changed table": (change("parameter-2023.csv", lambda b: b.replace(b"251.437", b"251.438", 1)), "berubah sejak didaftarkan"),
    "a table missing": (lambda f: (f / "kinerja.csv").unlink(), "Berkas kinerja.csv disebut di datapackage.json tetapi tidak ada"),
    "a table more": (lambda f: shutil.copy(f / "kinerja.csv", f / "lain.csv"), "Berkas lain.csv tidak terdaftar"),
    "a broken descriptor": (change("datapackage.json", lambda b: b[:-20]), "bukan JSON yang sah"),
    "a path in the descriptor": (change_package(lambda p: p["resources"][0].update(path="../../x.csv")), "di luar folder"),
    "a path as the Polres": (change_package(lambda p: p["lkip"].update(polres="../x")), "tidak sah"),
    "a reserved name": (change_package(lambda p: p["lkip"].update(polres="aux")), "\"aux\" tidak sah"),
    "another year than the profile": (change_package(lambda p: p["lkip"].update(tahun=2024)), "tahun_anggaran"),
    "no profile": (lambda f: (f / "profil.yml").unlink(), "Berkas profil.yml"),
    "an unknown indicator": (change("narasi.yml", lambda b: b + b"\nIKP99: {solusi: [x]}\n"), "IKP99"),
}


@pytest.mark.parametrize("nama", list(RUSAK))
def test_a_broken_folder_of_csv(nama, lepas, akar, monkeypatch, capsys):
    ubah, harapan = RUSAK[nama]
    ubah(lepas)
    masalah = refuse(with_older(akar, POLRES, TAHUN), lepas, monkeypatch, capsys)
    assert any(harapan in k for k in masalah), masalah


@pytest.mark.parametrize("nama", list(RUSAK_PAKET))
def test_a_broken_package(nama, folder, akar, monkeypatch, capsys):
    ubah, harapan = RUSAK_PAKET[nama]
    ubah(folder)
    masalah = refuse(with_older(akar, POLRES, TAHUN), folder, monkeypatch, capsys)
    assert any(harapan in k for k in masalah), masalah


def test_the_command_puts_it_in_place_once(folder, akar, berkas, monkeypatch, capsys):
    monkeypatch.setenv("LKIP_AKAR", str(akar))
    assert _guarded(["impor", str(folder)]) == 0
    tujuan = akar / "data" / "raw" / POLRES / str(TAHUN)
    assert {b.name: b.read_bytes() for b in tujuan.iterdir()} == berkas
    assert not [b for b in tujuan.parent.iterdir() if b.name.startswith(".kerja")]
    assert _guarded(["impor", str(folder)]) == 0 and "Sudah sama" in capsys.readouterr().out
    (tujuan / "kinerja.csv").write_text("lain", encoding="utf-8")
    assert _guarded(["impor", str(folder)]) == 2 and "--timpa" in capsys.readouterr().err
    assert _guarded(["impor", str(folder), "--timpa"]) == 0
    assert (tujuan / "kinerja.csv").read_bytes() == berkas["kinerja.csv"]


@pytest.mark.parametrize("tempat", ["data/raw/contoh/2023", "build/contoh-2023"])
def test_a_second_command_at_the_same_place_says_so(tempat, folder, akar, monkeypatch, capsys):
    monkeypatch.setenv("LKIP_AKAR", str(akar))
    with workspace(akar / tempat):
        sebelum = snapshot(akar)
        assert _guarded(["impor", str(folder)]) == 2
        assert f"Perintah lain sedang mengerjakan {tempat}; tunggu sampai selesai" in capsys.readouterr().err
        assert {n for n in snapshot(akar) if ".kunci" not in n} == {n for n in sebelum if ".kunci" not in n}
    assert _guarded(["impor", str(folder)]) == 0
