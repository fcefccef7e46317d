"""A project root with the methodology only; YAML that was parsed once is not parsed again (slow)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from tests.conftest import OKU

_TERBACA: dict[str, object] = {}


@pytest.fixture(autouse=True)
def parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse each YAML text once for all tests of this room."""
    load = yaml.load

    def once(teks, pemuat):
        if teks not in _TERBACA:
            _TERBACA[teks] = load(teks, pemuat)
        return _TERBACA[teks]

    monkeypatch.setattr(yaml, "load", once)


def bare_project(akar: Path) -> Path:
    """Make a project root with the methodology only."""
    (akar / "_quarto.yml").write_text("project: {type: default}\n", encoding="utf-8")
    shutil.copytree(OKU.metodologi, akar / "data" / "raw" / "metodologi")
    return akar


def with_older(akar: Path, polres: str, tahun: int) -> Path:
    """Put an older package into a project, which must not change."""
    lama = akar / "data" / "raw" / polres / str(tahun)
    lama.mkdir(parents=True)
    (lama / "datapackage.json").write_text("lama", encoding="utf-8")
    return akar


@pytest.fixture
def akar(tmp_path: Path) -> Path:
    """A project root with the methodology only."""
    return bare_project(tmp_path)
