"""The validation of OKU 2023 as notebook 02 does it, once for the whole session."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pytest

from helpers.display.failures import Kegagalan, list_failures
from helpers.sources.workspace import Masukan
from helpers.validation import expectations, findings
from helpers.validation.checking import HasilHarapan
from helpers.validation.findings import Temuan


@dataclass(frozen=True)
class Pemeriksaan:
    """What the pages are made of."""

    masukan: Masukan
    fakta: pd.DataFrame
    residu: pd.DataFrame
    hasil: list[HasilHarapan]
    temuan: list[Temuan]
    gagal: list[Kegagalan]


@pytest.fixture(scope="session")
def pemeriksaan(masukan, fakta, residu) -> Pemeriksaan:
    """Everything the validation of OKU 2023 finds."""
    m = masukan.metodologi
    hasil = expectations.validate(fakta, residu, m)
    temuan = findings.collect_findings(
        expectations.failing_residuals(residu, hasil), expectations.doubtful_facts(fakta, hasil), fakta, masukan.paket.resources, m,
        masukan.koreksi, masukan.nama_wilayah)
    return Pemeriksaan(masukan, fakta, residu, hasil, temuan, list_failures(
        hasil, residu, fakta, masukan.paket.resources, m, masukan.nama_wilayah, temuan))
