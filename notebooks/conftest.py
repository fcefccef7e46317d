"""Notebooks are tested each with the Polres and year it names; what the first two leave for it is made before."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.pipeline.notebooks import PERIKSA, default_parameters, load_notebook, prepare_data

FOLDER = Path(__file__).parent
#: Shows what `lkip rekap` gathers, so it cannot run by itself; `tests/rekap` runs it.
collect_ignore = ["rekap.ipynb"]
_siap: set[tuple[str, int]] = set()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Prepare the cleaned data of a notebook that builds on them, once."""
    if item.path.suffix != ".ipynb" or item.path.match(PERIKSA):
        return
    bawaan = default_parameters(load_notebook(item.path))
    tempat = (bawaan["polres"], bawaan["tahun"])
    if tempat not in _siap:
        prepare_data(FOLDER, FOLDER.parent, *tempat)
        _siap.add(tempat)
