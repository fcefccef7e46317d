"""What a cell holds is shown, never run: tables of the document and files for spreadsheets."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.display.tables import Sel, make_table, raw_html, table_html
from helpers.sources.workspace import harmless, read_clean, write_clean
from tests.conftest import Salinan


class Pembaca(HTMLParser):
    """Reads back elements, attributes and text as a browser would."""

    def __init__(self, isi: str):
        super().__init__()
        self.elemen: list[tuple[str, dict]] = []
        self.teks = ""
        self.feed(isi)

    def handle_starttag(self, tag, attrs):
        self.elemen.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.teks += data

    def of(self, tag: str) -> list[dict]:
        return [a for t, a in self.elemen if t == tag]


JAHAT = ["<script>alert(1)</script>", "</td></table><img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "```\n{=html}\n<b>", "`r 1+1`", "&amp;",
         "{{< include /etc/passwd >}}", "![](x)", "$x^2$", "\"><svg onload=x>", "<!-- x"]


@pytest.mark.parametrize("teks", JAHAT)
def test_markup_in_a_cell_is_text(teks):
    p = Pembaca(table_html([[teks]], [[teks, Sel(teks, tebal=True)]]))
    assert {t for t, _ in p.elemen} <= {"table", "thead", "tbody", "tr", "th", "td", "strong", "br"}
    assert p.teks.count(teks.replace("\n", "")) == 3 or "\n" in teks


@pytest.mark.parametrize("teks", JAHAT)
def test_attributes_cannot_be_left(teks):
    sel = Sel("1", fakta=teks, kelas=teks, tanda=((teks, teks),))
    p = Pembaca(table_html([["a"]], [[sel]], kelas=teks, jangkar=[teks]))
    assert {t for t, _ in p.elemen} == {"table", "thead", "tbody", "tr", "th", "td", "sup", "a"}
    assert p.of("td")[0]["data-angka"] == teks and p.of("a")[0]["href"] == "#" + teks and p.of("tr")[1]["id"] == teks
    assert not [a for _, a in p.elemen if set(a) & {"onerror", "onload", "src"}]


def test_a_raw_block_cannot_be_closed_from_inside():
    isi = make_table([["a"]], [["```\n\n# Judul palsu\n\n```{=html}"]]).data
    assert isi.startswith("```{=html}\n") and isi.endswith("\n```")
    assert "`" not in isi[len("```{=html}"):-len("```")]
    assert raw_html("a`b") == "```{=html}\na&#96;b\n```"


def test_spans_numbers_totals_and_marks():
    isi = table_html(
        [[Sel("Indikator", baris=2), Sel("Capaian", kolom=2)], ["2022", "2023"]],
        [["IKU1", Sel("103", angka=True), Sel("106", angka=True, tanda=(("temuan-x", "T01"),), fakta="t:1:a")], ["Jumlah", "1", "2"]],
        lebar=[2, 1, 1], jangkar=["a", "b"], jumlah=True)
    p = Pembaca(isi)
    assert p.of("th")[0] == {"rowspan": "2", "scope": "col"} and p.of("th")[1] == {"colspan": "2", "scope": "col"}
    assert [c["style"] for c in p.of("col")] == ["width: 50.0%", "width: 25.0%", "width: 25.0%"]
    assert p.of("td")[2] == {"class": "angka", "data-angka": "t:1:a"} and p.of("a") == [{"class": "tanda", "href": "#temuan-x"}]
    assert [r.get("class") for r in p.of("tr")] == [None, None, None, "jumlah"]


def test_widths_do_not_turn_the_last_row_into_a_total():
    assert "jumlah" not in table_html([["a"]], [["1"], ["2"]], lebar=[1.0])


@pytest.mark.parametrize("sel", ["=cmd|' /C calc'!A0", "=1+1", "+cmd", "-cmd", "@SUM(A1)", "\tx", "\r=1", "-2+3+cmd|x", "=HYPERLINK(\"x\")", "-Rp"])
def test_formulas_reach_a_spreadsheet_as_text(sel):
    assert harmless(sel) == "'" + sel


@pytest.mark.parametrize("sel", ["-", "--", "-3,57", "+21 %", "-3.465.480.287", "Polres OKU", "", "a=b", None, 5, 2.5, "35 %", "<script>"])
def test_printed_numbers_and_words_stay_as_they_are(sel):
    assert harmless(sel) == sel


@given(st.text(max_size=12))
def test_no_text_comes_out_starting_a_formula_with_letters(teks):
    aman = harmless(teks)
    assert aman in (teks, "'" + teks)
    assert not (aman[:1] in "=+-@\t\r" and any(c.isalpha() or c in "=@(" for c in aman)) or aman == ""


def test_the_csv_is_harmless_and_the_parquet_exact(salinan: Salinan):
    isi = pd.DataFrame({"teks": ["=cmd()", "-3,57", "<script>", None], "nilai": [1.5, -2.0, 0.1, float("nan")]})
    write_clean(salinan.ruang, "uji", isi, csv=True)
    assert read_clean(salinan.ruang, "uji")["teks"].tolist()[:3] == ["=cmd()", "-3,57", "<script>"]
    mentah = (salinan.ruang.bersih / "uji.csv").read_bytes()
    assert mentah == "\ufeffteks,nilai\n'=cmd(),1.5\n\"-3,57\",-2.0\n<script>,0.1\n,\n".encode()
    assert sorted(b.name for b in salinan.ruang.bersih.iterdir()) == ["uji.csv", "uji.parquet"]


def test_hostile_text_in_the_raw_data_goes_through_to_the_facts_as_text(salinan: Salinan):
    salinan.set_cell("t12-capaian-kamtibmas", 2, "indikator", "=cmd|' /C calc'!A0 <script>alert(1)</script>")
    assert len(salinan.facts()) > 3000
