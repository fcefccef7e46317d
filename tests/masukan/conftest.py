"""A project root with the methodology only."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import OKU


@pytest.fixture
def akar(tmp_path: Path) -> Path:
    """A project root with the methodology only."""
    (tmp_path / "_quarto.yml").write_text("project: {type: default}\n", encoding="utf-8")
    shutil.copytree(OKU.metodologi, tmp_path / "data" / "raw" / "metodologi")
    return tmp_path
