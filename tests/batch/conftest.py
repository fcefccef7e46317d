"""Generated Polres in a folder outside the project, and the command as its own process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.sintetis.negeri import generate
from tests.conftest import AKAR

PERINTAH = [sys.executable, "-m", "helpers.cli.main", "batch", "--format", "html", "--mesin", "embedded"]
LINGKUNGAN = {**os.environ, "LKIP_AKAR": str(AKAR), "PYTHONUTF8": "1"}


def batch(*opsi: object) -> tuple[int, str]:
    """Run `lkip batch`; returns exit code and output."""
    hasil = subprocess.run([*PERINTAH, *map(str, opsi)], env=LINGKUNGAN, capture_output=True, text=True, encoding="utf-8", timeout=1800, check=False)
    assert "Traceback" not in hasil.stderr, hasil.stderr
    return hasil.returncode, hasil.stdout + hasil.stderr


def content(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {b.relative_to(folder).as_posix(): b.read_bytes() for b in sorted(folder.rglob("*")) if b.is_file()}


@pytest.fixture
def data(tmp_path: Path):
    """Return what generates Polres below ``tmp_path / "data"`` and gives the folder and their codes."""
    def make(jumlah: int) -> tuple[Path, list[str]]:
        folder = tmp_path / "data"
        generate(AKAR, folder, jumlah=jumlah, benih=4)
        return folder, sorted(f.parent.name for f in folder.glob("*/2023"))

    return make
