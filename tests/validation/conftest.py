"""Great Expectations runs once for OKU 2023; its import is the cost."""

from __future__ import annotations

import pytest

from helpers.sources.facts import build_facts
from helpers.sources.workspace import load_input
from helpers.validation import expectations
from helpers.validation.findings import Temuan, collect_findings
from helpers.validation.relations import evaluate_relations
from helpers.validation.values import choose_values


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


def register(ruang, tabel=None, koreksi=None) -> list[Temuan]:
    """Make the register of any input without Great Expectations, from the residuals alone (fast)."""
    masukan = load_input(ruang)
    tabel = masukan.tabel if tabel is None else tabel
    koreksi = masukan.koreksi if koreksi is None else koreksi
    m = masukan.metodologi
    fakta = build_facts(tabel, m, ruang.polres, masukan.nama_wilayah)
    residu = evaluate_relations(fakta, choose_values(fakta, m.eksak, koreksi, ruang.polres), m, ruang.polres, ruang.tahun)
    return collect_findings(
        residu[residu["lebih"] > 0], fakta[fakta["keraguan"] != ""], fakta, masukan.paket.resources, m, koreksi, masukan.nama_wilayah)
