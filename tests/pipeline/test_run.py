"""One run: what it publishes, what it leaves alone when it fails."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path

import pytest
import yaml

import helpers
from helpers.errors import KesalahanMasukan
from helpers.hashes import sha256
from helpers.pipeline.errors import KesalahanNotebook
from helpers.pipeline.publish import publish, workspace
from helpers.pipeline.run import Khusus, check_folder, run, validate
from helpers.pipeline.verify import verify

from .conftest import RUANG, make_notebook

META = {"polres": {"nama": "Polres Ogan Komering Ulu", "é": 1}, "a": 2}


def content(folder: Path) -> dict[str, bytes]:
    return {b.relative_to(folder).as_posix(): b.read_bytes() for b in sorted(folder.rglob("*")) if b.is_file()}


def leftovers(folder: Path) -> list[str]:
    return sorted(b.name for b in folder.iterdir() if not b.name.startswith(".kunci-"))


def test_a_run_publishes_everything_and_nothing_else(proyek, mesin):
    kabar = []
    hasil = run(proyek, metadata=META, kemajuan=lambda nama, detik: kabar.append((nama, detik is None)))
    assert hasil.folder == proyek.hasil and hasil.mesin == "palsu"
    assert sorted(content(proyek.hasil)) == sorted([
        "lkip.html", "lkip.pdf", "temuan.csv", "temuan.xlsx", "fakta.csv", "fakta.parquet", "manifest.json", "validasi.html", "mutu-data.html",
        *(f"notebooks/{n}.ipynb" for n in ("01_pembersihan", "02_validasi", "03_indeks", "04_analisis"))])
    tahap = ["siapkan", "01_pembersihan", "02_validasi", "03_indeks", "04_analisis", "render", "terbitkan"]
    assert [t.nama for t in hasil.tahap] == tahap
    assert kabar == [(t, mulai) for t in tahap for mulai in (True, False)]
    teks = (proyek.hasil / "lkip.html").read_text(encoding="utf-8")
    assert yaml.safe_dump(META, sort_keys=True, allow_unicode=True) in teks and "04_analisis.ipynb" in teks
    assert leftovers(proyek.hasil.parent) == ["oku-2023"]
    assert not (proyek.akar / "_run.yml").exists()


def test_two_runs_give_the_same_bytes(proyek, mesin):
    run(proyek, metadata=META)
    pertama = content(proyek.hasil)
    run(proyek, metadata=META)
    assert content(proyek.hasil) == pertama


def test_formats_that_were_not_asked_for_do_not_survive(proyek, mesin):
    run(proyek, metadata=META)
    run(proyek, format=["docx", "docx"], metadata=META)
    assert [n for n in content(proyek.hasil) if n.startswith("lkip")] == ["lkip.docx"]


def test_manifest_lists_inputs_rules_program_and_outputs(proyek, mesin):
    run(proyek, metadata=META)
    teks = (proyek.hasil / "manifest.json").read_text(encoding="utf-8")
    isi = json.loads(teks)
    assert isi["parameter"] == {"polres": "oku", "tahun": 2023} and isi["mesin"] == {"nama": "palsu", "versi": "1.0"}
    assert isi["program"]["versi"] == helpers.__version__
    assert isi["metodologi"]["versi"] == {"polri": "1.2"}
    assert set(isi["data_mentah"]) == {"data/raw/oku/2023/datapackage.json", "data/raw/oku/2023/tabel-01.csv"}
    assert set(isi["notebook"]) == {f"notebooks/{n}.ipynb" for n in ("01_pembersihan", "02_validasi", "03_indeks", "04_analisis")}
    assert isi["lingkungan"]["requirements.lock"] == sha256(proyek.akar / "requirements.lock")
    keluaran = {n for n in content(proyek.hasil) if n != "manifest.json"}
    assert set(isi["keluaran"]) == keluaran
    assert all(sha256(proyek.hasil / n) == h for n, h in isi["keluaran"].items())
    assert str(proyek.akar) not in teks and teks == json.dumps(isi, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@pytest.mark.parametrize("galat", [KesalahanMasukan("x"), OSError("penuh")])
def test_a_failing_render_leaves_the_last_result(proyek, mesin, galat):
    run(proyek, metadata=META)
    pertama = content(proyek.hasil)
    mesin.galat = galat
    with pytest.raises(type(galat)):
        run(proyek, metadata=META)
    assert content(proyek.hasil) == pertama and leftovers(proyek.hasil.parent) == ["oku-2023"]


def test_a_failing_notebook_leaves_the_last_result_and_a_copy_for_the_developer(proyek, mesin):
    run(proyek, metadata=META)
    pertama, sumber = content(proyek.hasil), proyek.akar / "notebooks" / "03_indeks.ipynb"
    baik = sumber.read_bytes()
    make_notebook("1 / 0", berkas=sumber)
    with pytest.raises(KesalahanNotebook):
        run(proyek, metadata=META)
    assert content(proyek.hasil) == pertama
    assert leftovers(proyek.hasil.parent) == [".gagal-oku-2023", "oku-2023"]
    assert "ZeroDivisionError" in (proyek.hasil.parent / ".gagal-oku-2023" / "03_indeks.ipynb").read_text(encoding="utf-8")
    sumber.write_bytes(baik)
    run(proyek, metadata=META)
    assert leftovers(proyek.hasil.parent) == ["oku-2023"]


def test_a_table_of_an_earlier_run_never_passes_for_a_new_one(proyek, mesin):
    run(proyek, metadata=META)
    make_notebook(RUANG, berkas=proyek.akar / "notebooks" / "02_validasi.ipynb")
    with pytest.raises(RuntimeError, match="tanpa menulis temuan.csv"):
        run(proyek, metadata=META)


@pytest.mark.parametrize("ubah, kalimat", [
    (lambda akar: [b.unlink() for b in (akar / "notebooks").glob("03*")] and (akar / "notebooks").rename(akar / "n"), "notebooks tidak memuat"),
    (lambda akar: (akar / "report").rename(akar / "r"), "Folder report tidak ditemukan"),
])
def test_missing_sources_are_said_in_one_sentence(proyek, mesin, ubah, kalimat):
    ubah(proyek.akar)
    with pytest.raises(KesalahanMasukan, match=kalimat):
        run(proyek, metadata=META)


def test_unknown_kind_and_format_stop_before_anything_runs(proyek, mesin):
    for opsi in ({"dokumen": "xyz"}, {"format": ["doc"]}, {"format": []}):
        with pytest.raises(KesalahanMasukan):
            run(proyek, metadata=META, **opsi)
    assert not proyek.hasil.parent.exists() and not proyek.bersih.exists()


def test_validate_runs_the_first_two_only_and_publishes_what_the_auditor_reads(proyek):
    kabar = []
    hasil = validate(proyek, lambda nama, detik: kabar.append(nama))
    assert hasil.folder == check_folder(proyek) == proyek.akar / "build" / "oku-2023-validasi"
    assert list(dict.fromkeys(kabar)) == ["01_pembersihan", "02_validasi", "terbitkan"]
    assert sorted(content(hasil.folder)) == sorted([
        "temuan.csv", "temuan.xlsx", "fakta.csv", "fakta.parquet", "manifest.json", "validasi.html", "mutu-data.html",
        "notebooks/01_pembersihan.ipynb", "notebooks/02_validasi.ipynb"])
    assert leftovers(proyek.hasil.parent) == ["oku-2023-validasi"]
    pertama = content(hasil.folder)
    assert content(validate(proyek).folder) == pertama


def test_validate_leaves_the_published_document_alone(proyek, mesin):
    run(proyek, metadata=META)
    laporan = content(proyek.hasil)
    validate(proyek)
    assert content(proyek.hasil) == laporan and leftovers(proyek.hasil.parent) == ["oku-2023", "oku-2023-validasi"]


def test_both_folders_verify_and_a_changed_page_is_named(proyek, mesin):
    for folder in (run(proyek, metadata=META).folder, validate(proyek).folder):
        assert verify(folder, proyek.akar).sama
        for nama in ("validasi.html", "mutu-data.html"):
            assert nama in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["keluaran"]
            (folder / nama).write_text("x", encoding="utf-8")
        assert verify(folder, proyek.akar).terbitan.berubah == ("mutu-data.html", "validasi.html")


def test_a_failing_validation_leaves_its_last_result(proyek):
    pertama = content(validate(proyek).folder)
    make_notebook("1 / 0", berkas=proyek.akar / "notebooks" / "02_validasi.ipynb")
    with pytest.raises(KesalahanNotebook):
        validate(proyek)
    assert content(check_folder(proyek)) == pertama


def _folder(induk: Path, nama: str, isi: str) -> Path:
    (induk / nama).mkdir()
    (induk / nama / "a.txt").write_text(isi, encoding="utf-8")
    return induk / nama


def test_publication_puts_the_old_folder_back_when_the_second_rename_fails(tmp_path, monkeypatch):
    lama, baru = _folder(tmp_path, "hasil", "lama"), _folder(tmp_path, "baru", "baru")
    (tmp_path / "sisih").mkdir()
    asli, panggilan = os.rename, []

    def rename(dari, ke):
        panggilan.append(ke)
        if len(panggilan) == 2:
            raise OSError("cakram penuh")
        asli(dari, ke)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(OSError, match="cakram penuh"):
        publish(baru, lama, tmp_path / "sisih")
    assert (lama / "a.txt").read_text(encoding="utf-8") == "lama" and len(panggilan) == 3


def test_publication_says_when_a_file_is_open_elsewhere(tmp_path, monkeypatch):
    lama, baru = _folder(tmp_path, "hasil", "lama"), _folder(tmp_path, "baru", "baru")

    def rename(dari, ke):
        raise PermissionError

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(KesalahanMasukan, match="sedang dipakai program lain"):
        publish(baru, lama, tmp_path)
    assert (lama / "a.txt").read_text(encoding="utf-8") == "lama"


def test_two_runs_of_one_place_exclude_each_other_and_of_two_places_do_not(tmp_path):
    with workspace(tmp_path / "oku-2023") as satu, workspace(tmp_path / "oku-2024") as dua:
        assert satu != dua
        with pytest.raises(KesalahanMasukan, match="sedang mengerjakan .*/oku-2023;"), workspace(tmp_path / "oku-2023"):
            pass
        assert satu.is_dir()
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("tempat", ["build/oku-2023", "build/oku-2023-rencana-aksi"])
def test_two_documents_of_one_polres_and_year_exclude_each_other(proyek, mesin, tempat):
    with workspace(proyek.akar / tempat), pytest.raises(KesalahanMasukan, match="sedang mengerjakan build/oku-2023"):
        run(proyek, metadata=META, khusus=Khusus(akhiran="rencana-aksi"))
    assert run(proyek, metadata=META, khusus=Khusus(akhiran="rencana-aksi")).folder.name == "oku-2023-rencana-aksi"


def test_what_a_killed_run_left_is_cleared_and_the_old_result_put_back(tmp_path):
    sisa = _folder(tmp_path, ".kerja-oku-2023.abc", "x")
    _folder(sisa, "lama", "hasil lama")
    lain = _folder(tmp_path, ".kerja-oku-2024.abc", "x")
    with workspace(tmp_path / "oku-2023"):
        assert (tmp_path / "oku-2023" / "a.txt").read_text(encoding="utf-8") == "hasil lama"
    assert not sisa.exists() and lain.exists()


def test_a_file_in_the_place_of_the_build_folder_is_bad_input(tmp_path):
    (tmp_path / "build").write_text("x", encoding="utf-8")
    with pytest.raises(KesalahanMasukan, match="tidak dapat ditulisi"), workspace(tmp_path / "build" / "oku-2023"):
        pass


def test_the_machines_wing_never_imports_the_reports_wing():
    terlarang = {"sources", "validation", "indices", "narrative", "display", "lineage", "methodology"}
    folder = Path(helpers.__file__).parent / "pipeline"
    for berkas in folder.glob("*.py"):
        for simpul in ast.walk(ast.parse(berkas.read_text(encoding="utf-8"))):
            nama = [simpul.module or ""] if isinstance(simpul, ast.ImportFrom) else []
            nama += [a.name for a in simpul.names] if isinstance(simpul, ast.Import) else []
            assert not [n for n in nama if n.startswith("helpers.") and n.split(".")[1] in terlarang], berkas.name
