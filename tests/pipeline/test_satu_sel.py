"""What an analyst changes and what is made again for it, by the command itself: the bytes are those of a run from nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.sintetis.negeri import generate
from tests.conftest import copy_project

from .test_bacaan import change_cell
from .test_run import content

NOTEBOOK = ("notebook 01_pembersihan", "notebook 02_validasi", "notebook 03_indeks", "notebook 04_analisis")


@pytest.fixture
def akar(tmp_path: Path) -> Path:
    akar = copy_project(tmp_path / "proyek")
    generate(akar, tmp_path / "data", jumlah=1, benih=4)
    return akar


def lkip(akar: Path, folder: Path, *opsi: str) -> list[str]:
    """Run the command over the one Polres there is; returns which stages it took from what was kept."""
    perintah = [sys.executable, "-X", "utf8", "-m", "helpers.cli.main", "run", "--polres", folder.parent.name, "--tahun", folder.name, "--mesin", "embedded",
                "--dari", str(folder.parents[1]), "--ke", str(akar / "build"), *opsi]
    hasil = subprocess.run(perintah, cwd=akar, env={**os.environ, "LKIP_AKAR": str(akar)}, capture_output=True, encoding="utf-8", check=False)
    assert hasil.returncode == 0, hasil.stderr
    baris = [b for b in hasil.stdout.splitlines() if b.startswith("Tidak berubah, dipakai lagi: ")]
    return baris[0].partition(": ")[2].split(", ") if baris else []


@pytest.mark.lambat
def test_a_style_redoes_the_page_alone_and_a_cell_what_depends_on_it(akar, tmp_path):
    (folder,) = (tmp_path / "data").glob("*/2023")
    assert lkip(akar, folder) == []

    gaya = akar / "report" / "gaya" / "lkip.css"
    gaya.write_text(gaya.read_text(encoding="utf-8") + "/* lain */\n", encoding="utf-8")
    assert sorted(lkip(akar, folder)) == sorted([*NOTEBOOK, "PDF", "asal angka", "buku tabel", "halaman pemeriksaan"])

    change_cell(folder, "alkom-satker.csv", b"-,1 HT", b"1 HT,1 HT")  # a radio more: no index is computed from it
    assert lkip(akar, folder, "--format", "html") == ["notebook 03_indeks"]
    hasil = content(akar / "build" / f"{folder.parent.name}-2023")
    assert lkip(akar, folder, "--format", "html", "--ulang") == []
    assert content(akar / "build" / f"{folder.parent.name}-2023") == hasil
