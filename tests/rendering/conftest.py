"""Fixtures: the tiny project, fresh for one test or rendered once per engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rendering.contoh_proyek import Pembangun, make_engine


@pytest.fixture
def proyek(tmp_path: Path) -> Pembangun:
    """Return a fresh fixture project."""
    akar = tmp_path / "proyek"
    akar.mkdir()
    return Pembangun(akar)


@pytest.fixture(scope="session", params=["embedded", "quarto"])
def jadi(request, tmp_path_factory) -> dict[str, Path]:
    """Return the fixture project rendered once per engine, all formats."""
    mesin = make_engine(request.param)
    akar = tmp_path_factory.mktemp(request.param)
    hasil = mesin.render(Pembangun(akar).akar, "lkip", ("html", "pdf", "docx"), akar / "luaran")
    return {berkas.suffix[1:]: berkas for berkas in hasil}
