"""The Windows launcher, read: what can be checked of it without Windows. It has not been run there."""

from __future__ import annotations

import re
import subprocess

import click
import pytest
import typer

from helpers.cli.main import app
from helpers.paths import Ruang
from tests.conftest import AKAR

BERKAS = AKAR / "lkip.cmd"


@pytest.fixture(scope="module")
def baris() -> list[str]:
    """Lines of the launcher, without comments and blank lines."""
    return [b for b in BERKAS.read_text(encoding="ascii").splitlines() if b and not b.startswith("rem ")]


def test_it_is_ascii_with_the_line_ends_of_windows():
    mentah = BERKAS.read_bytes()
    assert mentah.isascii() and mentah.endswith(b"\r\n")
    assert mentah.count(b"\n") == mentah.count(b"\r\n") == mentah.count(b"\r")  # labels behind bare LF are not found by cmd.exe


def test_git_keeps_these_line_ends_everywhere():
    jawab = subprocess.run(["git", "check-attr", "text", "eol", "--", "lkip.cmd"], cwd=AKAR, capture_output=True, text=True, check=False)  # noqa: S607
    if jawab.returncode:
        pytest.skip("bukan klona git: atribut akhir baris tidak dapat ditanyakan")
    assert jawab.stdout.splitlines() == ["lkip.cmd: text: set", "lkip.cmd: eol: crlf"]


def test_every_label_is_there_once(baris):
    label = [b[1:] for b in baris if b.startswith(":")]
    tujuan = {m[1] for b in baris for m in [re.search(r"goto (\w+)$", b)] if m}
    assert tujuan <= set(label) and len(set(label)) == len(label)


def test_python_is_looked_for_before_it_is_used(baris):
    isi = "\n".join(baris)
    assert isi.index('set "PYTHON=py -3"') < isi.index('set "PYTHON=python"') < isi.index("goto tanpa_python") < isi.index('%PYTHON% "%~dp0siapkan.py"')
    assert (AKAR / "siapkan.py").is_file()


def test_the_command_exists_with_its_options(baris):
    panggil = [b for b in baris if r"\lkip.exe" in b]
    assert panggil == [r'"%~dp0.venv\Scripts\lkip.exe" run --polres "%POLRES%" --tahun "%TAHUN%"', r'"%~dp0.venv\Scripts\lkip.exe" %*']
    perintah = typer.main.get_command(app)
    run = perintah.get_command(click.Context(perintah), "run")
    ada = {o for p in run.params for o in p.opts}
    assert set(re.findall(r"--\w+", panggil[0])) <= ada
    wajib = {o for p in run.params if p.required for o in p.opts}
    assert wajib <= set(re.findall(r"--\w+", panggil[0]))


def test_every_command_is_handed_on_with_all_its_options(baris):
    daftar = [m[1].split() for b in baris for m in [re.fullmatch(r'for %%P in \((.+)\) do if "%~1"=="%%P" set "PERINTAH=%%P"', b)] if m]
    perintah = typer.main.get_command(app)
    tampil = [n for n, p in perintah.commands.items() if not p.hidden]
    assert [sorted(d) for d in daftar] == [sorted([*tampil, "--help"])]
    siap = baris.index('%PYTHON% "%~dp0siapkan.py"')
    assert baris[siap + 2] == 'if not "%PERINTAH%"=="" goto perintah'  # after the set-up, before a report is made
    assert baris[baris.index(":perintah") + 1:][:2] == [r'"%~dp0.venv\Scripts\lkip.exe" %*', "exit /b %ERRORLEVEL%"]


def test_it_does_what_make_laporan_does(baris):
    makefile = (AKAR / "Makefile").read_text(encoding="utf-8")
    assert "$(BIN)/lkip run --polres $(POLRES) --tahun $(TAHUN)" in makefile and "@$(PYTHON) siapkan.py" in makefile
    for nama in ("POLRES", "TAHUN"):
        bawaan = re.search(rf"^{nama}\s*\?= (\w+)$", makefile, re.MULTILINE)[1]
        assert f'if "%{nama}%"=="" set "{nama}={bawaan}"' in baris


def test_what_it_opens_is_what_the_command_publishes(baris):
    hasil = Ruang(AKAR, "oku", 2023).hasil.relative_to(AKAR)
    assert hasil.as_posix() == "build/oku-2023"
    buka = [m[1] for b in baris for m in [re.search(r'set "HASIL=%~dp0(.+)"$', b)] if m]
    folder = hasil.as_posix().replace("/", "\\").replace("oku", "%POLRES%").replace("2023", "%TAHUN%")
    assert buka == [rf"{folder}\lkip.html", rf"{folder}\rencana-aksi.html"] and 'start "" "%HASIL%"' in baris


def test_paths_with_blanks_are_quoted(baris):
    for b in baris:
        for tempat in re.finditer(r"%~dp0|%HASIL%|%POLRES%|%TAHUN%|%~[12]", b):
            assert b[: tempat.start()].count('"') % 2 == 1, b


def test_exit_codes_are_passed_on(baris):
    for n, b in enumerate(baris):
        if "siapkan.py" in b or '.exe" run' in b:
            assert baris[n + 1] == 'if not "%ERRORLEVEL%"=="0" goto gagal'
    assert baris[baris.index(":gagal") + 1] == 'set "KODE=%ERRORLEVEL%"'  # before anything else changes it
    assert baris[-1] == "exit /b %KODE%" and "exit /b 0" in baris


def test_messages_are_indonesian_and_say_what_to_do(baris):
    pesan = " ".join(b[5:] for b in baris if b.startswith("echo "))
    assert "Python tidak ditemukan" in pesan and "https://www.python.org/downloads/" in pesan and "tidak tersusun" in pesan
    assert not re.search(r"[&|<>^%]", pesan)  # cmd.exe would take these for itself
