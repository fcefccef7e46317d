"""`lkip verify`: a published folder against its manifest, and the manifest against the project."""

from __future__ import annotations

import json

import pytest

from helpers.errors import KesalahanMasukan
from helpers.pipeline.run import run
from helpers.pipeline.verify import verify

META = {"polres": {"nama": "Polres OKU"}}


@pytest.fixture
def terbitan(proyek, mesin):
    """A published folder."""
    run(proyek, metadata=META)
    return proyek.hasil


def change(folder, ubah) -> None:
    """Change the manifest."""
    berkas = folder / "manifest.json"
    isi = json.loads(berkas.read_text(encoding="utf-8"))
    ubah(isi)
    berkas.write_text(json.dumps(isi), encoding="utf-8")


def test_an_untouched_result_is_as_in_its_manifest(terbitan, proyek, perintah):
    hasil = verify(terbitan, proyek.akar)
    assert hasil.sama and hasil.terbitan.jumlah == 12
    assert [(b.nama, b.jumlah, b.sama) for b in hasil.asal] == [
        ("Data mentah", 2, True), ("Metodologi", 1, True), ("Notebook", 4, True), ("Berkas kunci", 1, True)]
    kode, keluaran, galat = perintah("verify", str(terbitan))
    assert (kode, galat) == (0, "") and "✗" not in keluaran and hasil.sidik in keluaran
    assert "✓ Berkas terbitan: 12 berkas, semuanya sama dengan manifest." in keluaran


def test_changed_missing_and_extra_files_are_named(terbitan, proyek, perintah):
    (terbitan / "lkip.html").write_text("lain", encoding="utf-8")
    (terbitan / "temuan.csv").unlink()
    (terbitan / "notebooks" / "lagi.ipynb").write_text("{}", encoding="utf-8")
    (terbitan / ".DS_Store").write_text("x", encoding="utf-8")  # what systems leave is none of our business
    b = verify(terbitan).terbitan
    assert (b.berubah, b.hilang, b.tambahan) == (("lkip.html",), ("temuan.csv",), ("notebooks/lagi.ipynb",))
    kode, keluaran, galat = perintah("verify", str(terbitan))
    assert (kode, galat) == (1, "")
    assert ("✗ Berkas terbitan: berbeda dari 12 berkas yang dicatat manifest: 1 berubah (lkip.html); 1 hilang (temuan.csv); "
            "1 tidak tercatat (notebooks/lagi.ipynb).") in keluaran.splitlines()


@pytest.mark.parametrize("ubah, nama, kalimat", [
    (lambda r: (r.mentah / "tabel-01.csv").write_text("kode,nilai\nH8,2\n", encoding="utf-8"), "Data mentah", "1 berubah (data/raw/oku/2023/tabel-01.csv)"),
    (lambda r: (r.mentah / "tabel-02.csv").write_text("x", encoding="utf-8"), "Data mentah", "1 tidak tercatat (data/raw/oku/2023/tabel-02.csv)"),
    (lambda r: (r.metodologi / "polri" / "indikator.yml").unlink(), "Metodologi", "1 hilang (data/raw/metodologi/polri/indikator.yml)"),
    (lambda r: (r.akar / "notebooks" / "03_indeks.ipynb").write_text("{}", encoding="utf-8"), "Notebook", "1 berubah (notebooks/03_indeks.ipynb)"),
    (lambda r: (r.akar / "requirements.lock").write_text("x", encoding="utf-8"), "Berkas kunci", "1 berubah (requirements.lock)"),
])
def test_what_changed_in_the_project_is_one_sentence(terbitan, proyek, perintah, ubah, nama, kalimat):
    ubah(proyek)
    kode, keluaran, _ = perintah("verify", str(terbitan))
    beda = [b for b in keluaran.splitlines() if b.startswith("✗")]
    assert kode == 1 and len(beda) == 1 and beda[0].startswith(f"✗ {nama}:") and kalimat in beda[0]
    assert verify(terbitan).sama  # the published files themselves are untouched


def test_outside_a_project_the_published_files_are_checked_alone(terbitan, proyek, perintah, tmp_path, monkeypatch):
    monkeypatch.delenv("LKIP_AKAR")
    monkeypatch.chdir(tmp_path)
    (proyek.akar / "requirements.lock").write_text("x", encoding="utf-8")
    kode, keluaran, _ = perintah("verify", str(terbitan))
    assert kode == 0 and "Di luar folder proyek" in keluaran and "Berkas kunci:" not in keluaran


@pytest.mark.parametrize("isi, kalimat", [
    (None, "manifest.json tidak ada di folder"),
    (b"{", "manifest.json bukan JSON yang utuh pada baris 1 kolom 2"),
    (b"\xff\xfe", "bukan JSON yang utuh"),
    (b"", "bukan JSON yang utuh"),
    (b"[]", "bukan manifest terbitan"),
    (b"[" * 100_000, "bersarang terlalu dalam"),
    (b"{}", "tidak memuat daftar \"keluaran\""),
    (b'{"keluaran": []}', "tidak memuat daftar \"keluaran\""),
    (b'{"keluaran": {}, "data_mentah": {}, "metodologi": []}', "tidak memuat daftar \"metodologi.berkas\""),
    (b'{"keluaran": {"a": 1}}', "sidik SHA-256 yang tidak sah untuk a"),
    (b'{"keluaran": {"a": "../../etc"}}', "sidik SHA-256 yang tidak sah untuk a"),
])
def test_a_broken_manifest_is_bad_input(terbitan, perintah, isi, kalimat):
    berkas = terbitan / "manifest.json"
    berkas.unlink() if isi is None else berkas.write_bytes(isi)
    kode, keluaran, galat = perintah("verify", str(terbitan))
    assert (kode, keluaran) == (2, "") and kalimat in galat and len(galat.splitlines()) == 1


@pytest.mark.parametrize("nama", ["../luar.txt", "a/../../luar.txt", "/etc/hostname", "C:/x", "C:x", "..\\x", "\\\\server\\x", "", ".", "./a", "a//b", "a/", "a\nb", "a\0b"])
@pytest.mark.parametrize("daftar", ["keluaran", "data_mentah", "notebook"])
def test_a_manifest_names_nothing_outside_its_folder(terbitan, proyek, nama, daftar):
    (proyek.hasil.parent / "luar.txt").write_text("x", encoding="utf-8")
    change(terbitan, lambda isi: isi[daftar].update({nama: "0" * 64}))
    with pytest.raises(KesalahanMasukan, match="bukan nama berkas di dalam foldernya"):
        verify(terbitan)


def test_a_link_is_not_the_published_file(terbitan, proyek):
    luar = proyek.akar / "luar"
    luar.mkdir()
    asli = terbitan / "lkip.pdf"
    (luar / "lkip.pdf").write_bytes(asli.read_bytes())
    asli.unlink()
    try:
        asli.symlink_to(luar / "lkip.pdf")
        (terbitan / "tautan").symlink_to(luar, target_is_directory=True)
    except OSError:
        pytest.skip("links need a privilege here")
    b = verify(terbitan).terbitan
    assert b.berubah == ("lkip.pdf",) and b.tambahan == ("tautan",)


def test_a_manifest_without_a_valid_polres_is_bad_input_in_a_project(terbitan, proyek):
    for p in ({"polres": "../x", "tahun": 2023}, {"polres": "oku"}, [], {"polres": "oku", "tahun": "2023"}):
        change(terbitan, lambda isi, p=p: isi.update(parameter=p))
        with pytest.raises(KesalahanMasukan, match="Polres dan tahun yang sah"):
            verify(terbitan, proyek.akar)


def test_a_file_or_a_name_too_long_is_no_folder(terbitan, tmp_path):
    for folder, kalimat in ((terbitan / "lkip.pdf", "bukan folder"), (tmp_path / ("x" * 5000), "tidak ada")):
        with pytest.raises(KesalahanMasukan, match=kalimat):
            verify(folder)
    change(terbitan, lambda isi: isi["keluaran"].update({"x" * 5000: "0" * 64}))
    assert verify(terbitan).terbitan.hilang == ("x" * 5000,)
