"""The command: exit codes, Indonesian sentences, no traceback."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from helpers.errors import KesalahanMasukan

from .conftest import RUANG, TULIS, make_notebook

DATA = ("--polres", "oku", "--tahun", "2023")
INGGRIS = re.compile(r"\b(usage|error|options?|commands?|missing|required|default|show this|try|invalid|no such|exit)\b", re.IGNORECASE)


@pytest.mark.parametrize("args", [(), ("--help",), ("run", "--help"), ("validate", "--help"), ("doctor", "--help"), ("notebook", "--help"),
    ("verify", "--help"), ("diff", "--help"), ("lacak", "--help"), ("sintetis", "--help"), ("batch", "--help"), ("rekap", "--help")])
def test_help_is_indonesian(perintah, args):
    kode, keluaran, galat = perintah(*args)
    assert kode == 0 and galat == "" and keluaran.startswith("Pemakaian: lkip")
    assert not INGGRIS.search(keluaran.replace("--", "")), keluaran
    assert "completion" not in keluaran


@pytest.mark.parametrize("args, kalimat", [
    (("run",), "Opsi --polres belum diisi."),
    (("run", "--polres"), "Opsi --polres memerlukan nilai."),
    (("run", *DATA, "--fromat", "pdf"), "Opsi --fromat tidak dikenal. Mungkin maksudnya --format."),
    (("run", *DATA, "lagi"), "Kata \"lagi\" tidak dikenal"),
    (("--xyz",), "Opsi --xyz tidak dikenal."),
    (("jalan",), "Perintah \"jalan\" tidak dikenal; yang tersedia: run, validate, verify, diff, lacak, init, impor, ekspor, doctor, sintetis, batch, rekap, pantau."),
    (("run", "--polres", "oku", "--tahun", "abc"), "harus berupa bilangan bulat"),
    (("run", "--polres", "../oku", "--tahun", "2023"), "tidak sah"),
    (("run", "--polres", "oku", "--tahun", "1999"), "di luar 2015–2045"),
    (("run", "--polres", "lain", "--tahun", "2023"), "yang tersedia: oku 2023"),
    (("run", *DATA, "--format", "doc"), "Format doc tidak dikenal"),
    (("validate", "--tahun", "2023"), "Opsi --polres belum diisi."),
    (("verify",), "FOLDER belum disebut."),
    (("verify", "tidak-ada"), "\"tidak-ada\" tidak ada; sebutkan folder hasil"),
    (("diff", "tidak-ada"), "FOLDER-B belum disebut."),
    (("diff", "tidak-ada", "lain"), "\"tidak-ada\" tidak ada; sebutkan folder hasil"),
])
def test_wrong_use_is_one_indonesian_sentence(perintah, args, kalimat):
    kode, _, galat = perintah(*args)
    assert kode == 2 and kalimat in galat and len(galat.splitlines()) == 1
    assert not INGGRIS.search(galat.replace("--help", "")), galat


def test_run_shows_progress_and_summary(perintah, proyek):
    kode, keluaran, galat = perintah("run", *DATA)
    assert kode == 0 and galat == "", galat
    assert [b.split(" (")[0] for b in keluaran.splitlines()[:7]] == [
        "✓ Menyiapkan folder kerja", "✓ Notebook 01_pembersihan", "✓ Notebook 02_validasi", "✓ Notebook 03_indeks",
        "✓ Notebook 04_analisis", "✓ Menyusun dokumen", "✓ Menerbitkan hasil"]
    assert "Temuan : 1 kritis, 0 peringatan, 1 info" in keluaran
    assert "Mesin  : palsu (1.0)" in keluaran and "Hasil  : build/oku-2023/" in keluaran
    assert re.search(r"lkip\.html +\d+ B", keluaran) and str(proyek.akar) not in keluaran


def test_validate_tells_findings_by_severity_and_exits_1_for_a_grave_one(perintah, proyek):
    kode, keluaran, _ = perintah("validate", *DATA)
    assert kode == 1
    assert "Kelengkapan: palsu." in keluaran.splitlines()
    assert [b for b in keluaran.splitlines() if "rasio" in b] == ["kritis  T-1  rasio  [red]Besar", "info  T-2  rasio  Kecil"]
    assert "Baca   : build/oku-2023-validasi/validasi.html" in keluaran and not proyek.hasil.exists()


def test_validate_exits_0_when_nothing_is_grave(perintah, proyek):
    tulis = TULIS["02_validasi"].replace("kritis", "peringatan")
    make_notebook(RUANG, tulis, berkas=proyek.akar / "notebooks" / "02_validasi.ipynb")
    assert perintah("validate", *DATA)[0] == 0


def test_bad_input_in_a_notebook_is_its_sentences_and_2(perintah, proyek):
    make_notebook(
        "from helpers.errors import KesalahanMasukan\nraise KesalahanMasukan(['Berkas a.csv kosong.', 'Berkas b.csv kosong.'])",
        berkas=proyek.akar / "notebooks" / "01_pembersihan.ipynb")
    for nama in ("run", "validate"):
        kode, _, galat = perintah(nama, *DATA)
        assert (kode, galat) == (2, "Berkas a.csv kosong.\nBerkas b.csv kosong.\n")


def test_a_fault_in_a_notebook_is_one_sentence_and_3(perintah, proyek, monkeypatch):
    make_notebook("1 / 0", berkas=proyek.akar / "notebooks" / "03_indeks.ipynb")
    kode, _, galat = perintah("run", *DATA)
    assert kode == 3 and len(galat.splitlines()) == 1
    assert galat.startswith("Kesalahan di dalam program: Notebook 03_indeks.ipynb berhenti pada sel ke-3")
    assert galat.rstrip().endswith("disimpan di build/.gagal-oku-2023/03_indeks.ipynb.")
    monkeypatch.setenv("LKIP_RINCI", "1")
    kode, _, galat = perintah("run", *DATA)
    assert kode == 3 and "Traceback" in galat and "ZeroDivisionError" in galat


def test_any_other_fault_is_one_sentence_and_3(perintah, mesin):
    mesin.galat = OSError("cakram\npenuh")
    kode, _, galat = perintah("run", *DATA)
    assert kode == 3 and len(galat.splitlines()) == 1 and galat.startswith("Kesalahan di dalam program (OSError): cakram penuh.")


def test_an_interrupt_is_130(perintah, mesin):
    mesin.galat = KeyboardInterrupt()
    assert perintah("run", *DATA)[::2] == (130, "Dihentikan; hasil terakhir tidak berubah.\n")


def test_a_document_that_cannot_be_rendered_is_2(perintah, mesin):
    mesin.galat = KesalahanMasukan("report/lkip.qmd, baris 3: rujukan @tbl-x tidak ada.")
    assert perintah("run", *DATA)[::2] == (2, "report/lkip.qmd, baris 3: rujukan @tbl-x tidak ada.\n")


def test_doctor_says_what_is_wrong_and_what_to_do(perintah, proyek):
    kode, keluaran, _ = perintah("doctor")
    assert kode == 2 and "✗ Paket" in keluaran and "(seharusnya 0)" in keluaran and "python siapkan.py" in keluaran
    assert "✓ Mesin dokumen" in keluaran and "palsu (1.0)" in keluaran and "environment.yml" in keluaran
    assert re.search(r"✓ Data +oku 2023", keluaran)
    (proyek.akar / "requirements.lock").write_text(f"pytest=={pytest.__version__} \\\n    --hash=sha256:0\nnihil==1 ; sys_platform == 'plan9'\n", encoding="utf-8")
    kode, keluaran, _ = perintah("doctor")
    assert kode == 0 and "1 paket sesuai" in keluaran


def test_doctor_outside_a_project_is_2(perintah, proyek, tmp_path, monkeypatch):
    monkeypatch.delenv("LKIP_AKAR")
    monkeypatch.chdir(tmp_path)
    kode, _, galat = perintah("doctor")
    assert kode == 2 and "bukan bagian dari proyek LKIP" in galat


def test_notebook_refreshes_the_sources(perintah, proyek):
    proyek.bersih.mkdir(parents=True)
    kode, keluaran, _ = perintah("notebook")
    assert kode == 0 and "✓ notebooks/04_analisis.ipynb" in keluaran
    assert "Polres **oku**" in (proyek.akar / "notebooks" / "04_analisis.ipynb").read_text(encoding="utf-8")


def test_help_needs_no_heavy_library():
    kode = (
        "import sys\nfrom helpers.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as k:\n    assert k.code == 0\n"
        "berat = {'pandas', 'papermill', 'IPython', 'great_expectations', 'matplotlib', 'pydantic', 'rich'} & set(sys.modules)\n"
        "assert not berat, berat"
    )
    hasil = subprocess.run([sys.executable, "-c", kode], capture_output=True, encoding="utf-8", check=False)
    assert hasil.returncode == 0, hasil.stderr


def test_output_is_utf8_even_where_the_console_is_not():
    hasil = subprocess.run(
        [sys.executable, "-c", "from helpers.cli.main import main; main(['run', '--polres', 'oku', '--tahun', '1999'])"],
        capture_output=True, check=False, env={**__import__("os").environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert hasil.returncode == 2 and "2015–2045" in hasil.stderr.decode("utf-8")


def test_raw_data_and_results_may_lie_elsewhere(proyek, perintah, tmp_path):
    lain = tmp_path / "polda x"
    shutil.copytree(proyek.mentah, lain / "oku" / "2023")
    kode, keluaran, _ = perintah("run", "--polres", "oku", "--tahun", "2023", "--dari", str(lain))
    assert kode == 0 and "Hasil  : build/polda x/oku-2023/" in keluaran
    kode, keluaran, _ = perintah("run", "--polres", "oku", "--tahun", "2023")
    assert kode == 0
    folder = proyek.akar / "build" / "polda x" / "oku-2023"
    assert (folder / "manifest.json").read_bytes() == (proyek.hasil / "manifest.json").read_bytes()  # where data lies is no part of a result
    shutil.rmtree(proyek.mentah)
    tujuan = tmp_path / "hasil"
    assert perintah("run", "--polres", "oku", "--tahun", "2023", "--dari", str(lain), "--ke", str(tujuan))[0] == 0
    assert perintah("verify", str(tujuan / "oku-2023"), "--dari", str(lain))[0] == 0
    kode, keluaran, _ = perintah("verify", str(tujuan / "oku-2023"))
    assert kode == 1 and "Data mentah: berbeda" in keluaran
    kode, _, galat = perintah("run", "--polres", "aku", "--tahun", "2023", "--dari", str(lain))
    assert kode == 2 and "yang tersedia: oku 2023" in galat and "Traceback" not in galat
    assert perintah("run", "--polres", "oku", "--tahun", "2023", "--dari", str(tmp_path / "nihil"))[0] == 2
