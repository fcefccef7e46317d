"""The pages of the printed report: the summary on one, none nearly empty."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import typst
from PIL import Image

from helpers.rendering.embedded import EmbeddedEngine
from tests.conftest import copy_project

#: Tells on which page every chapter and every landscape section begins.
TANYA = """
#context [#metadata(query(heading.where(level: 1)).map(h => (str(h.at("label", default: <tanpa>)), h.location().page())))<halaman-bab>]
"""


@dataclass
class Halaman:
    """The pages of the report.

    Attributes
    ----------
    bab : dict
        First page of every chapter, by its label.
    terisi : list of float
        How far down each page is filled, as a share of the room between header and footer.
    rebah : list of bool
        Whether each page is a landscape one.
    """

    bab: dict[str, int]
    terisi: list[float]
    rebah: list[bool]


def _filled(gambar: Image.Image) -> float:
    titik = np.asarray(gambar.convert("L")) < 200
    atas, bawah = (0.13, 0.89) if gambar.width > gambar.height else (0.09, 0.92)
    badan = titik[int(atas * titik.shape[0]):int(bawah * titik.shape[0])]
    baris = np.flatnonzero(badan.any(axis=1))
    return (baris.max() + 1) / len(badan) if len(baris) else 0.0


@pytest.fixture(scope="module")
def halaman(terbit_oku: Path, tmp_path_factory: pytest.TempPathFactory) -> Halaman:
    """Return the pages that a run of OKU 2023 sets."""
    proyek = copy_project(tmp_path_factory.mktemp("proyek"))
    shutil.copytree(terbit_oku / "notebooks", proyek / "notebooks", dirs_exist_ok=True)
    hasil: list[Halaman] = []

    def look(sumber: str, **opsi) -> tuple[bytes, list]:
        berkas = Path(sumber)
        berkas.write_text(berkas.read_text(encoding="utf-8") + TANYA, encoding="utf-8")
        bersama = {"root": opsi["root"], "ignore_system_fonts": True}
        bab = json.loads(typst.query(sumber, "<halaman-bab>", field="value", one=True, **bersama))
        gambar = [Image.open(io.BytesIO(b)) for b in typst.compile(sumber, format="png", ppi=30, **bersama)]
        hasil.append(Halaman({n: h for n, h in bab if n != "tanpa"}, [_filled(g) for g in gambar], [g.width > g.height for g in gambar]))
        return b"", []

    with pytest.MonkeyPatch.context() as ganti:
        ganti.setattr(typst, "compile_with_warnings", look)
        EmbeddedEngine().render(proyek, "lkip", ["pdf"], proyek / "luaran")
    return hasil[0]


@pytest.mark.lambat
def test_the_summary_takes_one_page(halaman):
    assert halaman.bab["sec-pendahuluan"] - halaman.bab["sec-ikhtisar"] == 1


@pytest.mark.lambat
def test_no_page_is_nearly_empty(halaman):
    """But the cover, the last page, the end of a chapter, and a page before one of another shape."""
    jumlah = len(halaman.terisi)
    kosong = [n for n in range(2, jumlah) if halaman.terisi[n - 1] < 0.25 and n + 1 not in halaman.bab.values()
              and halaman.rebah[n - 1] == halaman.rebah[n]]
    assert kosong == [], f"of {jumlah} pages"
    assert [n for n in halaman.bab.values() if n > 2 and halaman.terisi[n - 2] < 0.15] == [], "a chapter ends with a few lines on a page of their own"
