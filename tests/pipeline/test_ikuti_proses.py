"""`lkip run --ikuti` as a process: a warm process makes what a process of its own makes, and Ctrl-C ends it well."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import copy_project

from .test_bacaan import change_cell
from .test_run import content

SEL = ("t61-alkom-satker.csv", b"AVX 1000,1\n", b"AVX 1000,2\n")


@pytest.mark.lambat
@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C of one process alone cannot be sent there")
def test_a_change_and_back_give_the_bytes_of_separate_runs(terbit_oku, tmp_path):
    akar = copy_project(tmp_path / "proyek")
    mentah, hasil = akar / "data" / "raw" / "oku" / "2023", akar / "build" / "oku-2023"
    change_cell(mentah, *SEL)
    perintah = [sys.executable, "-X", "utf8", "-m", "helpers.cli.main", "run", "--polres", "oku", "--tahun", "2023", "--mesin", "embedded", "--ikuti"]
    with subprocess.Popen(perintah, cwd=akar, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True) as proses:
        try:
            assert proses.stdout.readline().startswith("Mengikuti oku 2023: ")
            assert " ✓ awal: " in proses.stdout.readline()
            diubah = content(hasil)  # made by a process that had made nothing before

            change_cell(mentah, SEL[0], SEL[2], SEL[1])
            assert "1 angka berubah (2 → 1)" in proses.stdout.readline()
            assert content(hasil) == content(terbit_oku)

            shutil.rmtree(akar / "build" / ".simpanan")  # nothing is taken from what was kept: all is made in the warm process
            change_cell(mentah, *SEL)
            assert "1 angka berubah (1 → 2)" in proses.stdout.readline()
            assert content(hasil) == diubah != content(terbit_oku)

            os.killpg(proses.pid, signal.SIGINT)  # as a terminal does: to this process and those beside it
            keluaran, galat = proses.communicate(timeout=300)
        finally:
            if proses.poll() is None:
                os.killpg(proses.pid, signal.SIGKILL)
    assert proses.returncode == 0 and galat == "" and keluaran == "Selesai mengikuti; hasil terakhir di build/oku-2023/.\n"
    assert sorted(b.name for b in Path(akar / "build").iterdir() if not b.name.startswith(".kunci-")) == [".simpanan", "oku-2023"]
