"""Great Expectations' own pages (Data Docs) of a validation, the same bytes from the same data.

Its site builder stamps every page with the time of the run, and fills its index with a script from a network. Here its
page renderers are called one by one on results without time and random names; addresses on the pages stay for
`helpers.rendering.offline` to take out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from helpers.validation.checking import Pekerjaan, run_apart, run_suites

#: Every page carries this time; the one it was made at is no part of the result.
_WAKTU = datetime(2000, 1, 1, tzinfo=UTC)
_ACAK = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def render_data_docs(pekerjaan: Sequence[Pekerjaan]) -> dict[str, tuple[str, str]]:
    """Validate once more and return two pages of HTML for each suite: the result and the suite.

    Parameters
    ----------
    pekerjaan : sequence of Pekerjaan
        As `helpers.validation.expectations.list_suites` returns it.
    """
    return run_apart(_render, pekerjaan)


def _render(pekerjaan: Sequence[Pekerjaan]) -> dict[str, tuple[str, str]]:
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.render.renderer.page_renderer import ExpectationSuitePageRenderer, ValidationResultsPageRenderer
    from great_expectations.render.view import DefaultJinjaPageView

    tampilan = DefaultJinjaPageView()
    halaman: dict[str, tuple[str, str]] = {}
    for (nama, *_), suite, keluaran in run_suites(pekerjaan, terinci=True):
        keluaran.meta = {
            "great_expectations_version": keluaran.meta["great_expectations_version"],
            "run_id": RunIdentifier(run_name="lkip", run_time=_WAKTU), "validation_time": _WAKTU,
        }
        halaman[nama] = (_page(tampilan, ValidationResultsPageRenderer().render(keluaran)), _page(tampilan, ExpectationSuitePageRenderer().render(suite)))
    return halaman


def _page(tampilan: Any, isi: Any) -> str:
    """Return the HTML of a page, its random names replaced by numbers in order of appearance."""
    nomor: dict[str, str] = {}
    teks = tampilan.render(isi, show_how_to_buttons=False)
    return _ACAK.sub(lambda c: nomor.setdefault(c.group(0), f"n{len(nomor) + 1}"), teks)
