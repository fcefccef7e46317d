"""Material of OKU 2023, computed from the raw tables."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.indices.achievement import compute_achievements
from helpers.indices.recompute import compute_indices
from helpers.narrative.material import Bahan
from helpers.sources.facts import absent_facts


@pytest.fixture(scope="session")
def bahan(masukan, fakta, terpakai) -> Bahan:
    """What the charts speak from; without findings."""
    m = masukan.metodologi
    harapan = pd.DataFrame(columns=["suite", "nama", "harapan", "tingkat", "diperiksa", "gagal"])
    return Bahan(masukan, fakta, terpakai, compute_indices(terpakai, m, "oku", absent_facts(fakta)), compute_achievements(terpakai, m, "oku"), harapan, [])
