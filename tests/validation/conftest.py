"""Great Expectations runs once for OKU 2023; its import is the cost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from helpers.sources.facts import build_facts
from helpers.sources.workspace import load_input
from helpers.validation import expectations
from helpers.validation.findings import Temuan, collect_findings
from helpers.validation.relations import evaluate_relations
from helpers.validation.values import choose_values
from tests.conftest import OKU


@pytest.fixture(scope="session")
def hasil(masukan, fakta, residu):
    """What Great Expectations says of OKU 2023."""
    return expectations.validate(fakta, residu, masukan.metodologi)


@pytest.fixture(scope="session")
def temuan(masukan, fakta, residu, hasil) -> list[Temuan]:
    """The register of OKU 2023, made of what Great Expectations found failing."""
    return collect_findings(
        expectations.failing_residuals(residu, hasil), expectations.doubtful_facts(fakta, hasil), fakta, masukan.paket.resources,
        masukan.metodologi, masukan.koreksi, masukan.nama_wilayah)


@pytest.fixture
def akar(tmp_path: Path, yaml_asli: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project root with the methodology only."""
    load = yaml.load
    monkeypatch.setattr(yaml, "load", lambda teks, pemuat: yaml_asli[teks] if teks in yaml_asli else load(teks, pemuat))
    (tmp_path / "_quarto.yml").write_text("project: {type: default}\n", encoding="utf-8")
    shutil.copytree(OKU.metodologi, tmp_path / "data" / "raw" / "metodologi")
    return tmp_path


def of(temuan: list[Temuan], bagian: str) -> Temuan:
    """Return the finding with an id; without one, the first that a rule or quantity with this id is part of."""
    return next((t for t in temuan if t.id == bagian), None) or next(t for t in temuan if bagian in t.bagian)


def parts(temuan: list[Temuan]) -> set[str]:
    """Return the ids of every rule and quantity that failed, however they were joined."""
    return {b for t in temuan for b in t.bagian}


def register(ruang, tabel=None, koreksi=None) -> list[Temuan]:
    """Make the register of any input without Great Expectations, from the residuals alone (fast)."""
    masukan = load_input(ruang)
    tabel = masukan.tabel if tabel is None else tabel
    koreksi = masukan.koreksi if koreksi is None else koreksi
    m = masukan.metodologi
    fakta = build_facts(tabel, m, ruang.polres, masukan.nama_wilayah)
    residu = evaluate_relations(fakta, choose_values(fakta, m.eksak, koreksi, ruang.polres), m, ruang.polres, ruang.tahun, masukan.paket.resources)
    return collect_findings(
        residu[residu["lebih"] > 0], fakta[fakta["keraguan"] != ""], fakta, masukan.paket.resources, m, koreksi, masukan.nama_wilayah)
