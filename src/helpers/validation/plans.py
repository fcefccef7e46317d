"""An action plan, checked: its model is built from the facts, then its numbers and its texts are tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.methodology.rules import Metodologi
from helpers.sources.facts import Fakta
from helpers.sources.plan import build_plan
from helpers.validation.plan_numbers import PemeriksaAngka
from helpers.validation.plan_texts import PemeriksaTeks
from helpers.validation.residuals import Residu


def check_plan(baris: Sequence[Fakta], m: Metodologi) -> Iterator[Residu]:
    """Check the action plan among the facts; nothing where the methodology knows of none.

    Parameters
    ----------
    baris : sequence of Fakta
    m : Metodologi
    """
    if m.rencana is None:
        return
    fakta = {f.fakta_id: f for f in baris}
    rencana = build_plan(baris, m)
    yield from PemeriksaAngka(rencana, m, fakta).check()
    yield from PemeriksaTeks(rencana, m, fakta).check()
