"""Charts: same bytes, words for those who cannot see them, no HTML."""

from __future__ import annotations

import math

import pytest

from helpers.display.charts import Gambar, Grafik, draw, series


def _chart(jenis: str) -> Grafik:
    return Grafik(jenis, "Indeks per triwulan", ("TW 1", "TW 2"), (series("2022", [3.1, 3.31]), series("2023", [3.08, math.nan])), "indeks", 2, 3.3, "Target")


@pytest.mark.parametrize("jenis", ["garis", "batang", "batang_mendatar"])
def test_same_description_same_bytes(jenis):
    assert draw(_chart(jenis)) == draw(_chart(jenis))


def test_alternative_text_holds_every_number():
    assert _chart("garis").alt == ("Diagram garis: Indeks per triwulan (indeks). 2022: TW 1 3,10; TW 2 3,31. 2023: TW 1 3,08; TW 2 tidak tersedia. Target: 3,30.")


def test_the_output_is_a_picture_in_two_forms_with_its_alternative_text():
    data, keterangan = Gambar(_chart("batang"))._repr_mimebundle_()
    assert set(data) == {"image/svg+xml", "image/png", "text/plain"}
    assert keterangan["image/png"]["alt"] == _chart("batang").alt
    svg = data["image/svg+xml"]
    assert "<script" not in svg and "<dc:date>" not in svg and "\n" not in svg


def test_a_series_may_be_all_but_empty():
    svg, png = draw(Grafik("garis", "x", ("a",), (series("s", [1.0]),)))
    assert svg.startswith("<?xml") and png.startswith(b"\x89PNG")
