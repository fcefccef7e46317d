"""Nothing for axe-core to complain about, on a phone and on a screen, in both themes."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from tests.rendering.peramban import run_in_page

#: Every width and every theme. Colours do not depend on the width, room does not depend on the theme, so a long page is looked at in two of the four ways.
SEMUA = tuple((lebar, tema) for lebar in (360, 1280) for tema in ("terang", "gelap"))
SILANG = ((360, "terang"), (1280, "gelap"))
#: With every number a link, as the reader has it.
BERKARTU = 'await sampai(() => document.querySelector("a.angka-n"));'
PERIKSA = """
const h = await axe.run(document, {resultTypes: ["violations"]});
return {lebar: innerWidth, luber: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  lulus: h.passes.length, langgar: h.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | "))};
"""


def assert_no_violations(halaman: Path, kerja: Path, cara: tuple[tuple[int, str], ...] = SEMUA, siap: str = "") -> None:
    """Run axe-core at widths and in themes, once the page is ready."""
    axe = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    for lebar, tema in cara:
        h = run_in_page(halaman, siap + PERIKSA, kerja, lebar=lebar, tema=tema, berkas_js=axe)
        assert h["lebar"] == lebar
        assert h["lulus"] > 20
        assert h["langgar"] == [], f"{lebar} piksel, tema {tema}"
        assert h["luber"] <= 0, f"{lebar} piksel: halaman lebih lebar daripada jendela"


@pytest.mark.lambat
def test_fixture_page_of_both_engines(jadi, tmp_path):
    assert_no_violations(jadi["html"], tmp_path)


@pytest.mark.lambat
def test_published_page_of_oku_2023(terbit_oku, tmp_path):
    halaman = terbit_oku / "lkip.html"
    assert halaman.stat().st_size < 3_000_000
    assert_no_violations(halaman, tmp_path, SILANG, BERKARTU)


@pytest.mark.lambat
def test_a_fault_is_seen(jadi, tmp_path):
    rusak = tmp_path / "rusak.html"
    teks = jadi["html"].read_text(encoding="utf-8")
    rusak.write_text(teks.replace("<main ", '<img src="data:,"><p style="color:#999;background:#aaa">pudar</p><main ', 1), encoding="utf-8")
    with pytest.raises(AssertionError, match="color-contrast"):
        assert_no_violations(rusak, tmp_path)
