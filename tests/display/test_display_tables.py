"""Tables and Markdown: text from data is shown, never run."""

from __future__ import annotations

import dataclasses

import pypandoc
import pytest

from helpers.display import (
    annex,
    approval,
    closing,
    completeness,
    figures,
    methods,
    money,
    overview,
    performance,
    planning,
    regions,
    register,
    security,
)
from helpers.display.blocks import plain
from helpers.display.cells import spans
from helpers.display.tables import Sel, make_table, table_html
from helpers.validation.findings import Tempat, Temuan
from tests.narrative.contoh_bahan import make_material

JAHAT = "<script>alert(1)</script> `x` ``` =cmd()|' **tebal** @tbl-x [a](b) {{< meta x >}} #kepala $x$"


def test_a_hostile_cell_stays_text():
    html = make_table([["Kolom"]], [[JAHAT]]).data
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert html.count("`") == 6 and html.startswith("```{=html}\n<table>") and html.endswith("\n```")


def test_hostile_markdown_stays_text():
    hasil = pypandoc.convert_text(plain(JAHAT), "plain", format="markdown", extra_args=["--wrap=none"])
    assert hasil.strip().replace("’", "'") == " ".join(JAHAT.split())


@pytest.mark.parametrize("teks", ["- butir", "1. satu", "# judul", "> kutip", "    kode", "=cmd()", "+ tambah", "::: div"])
def test_the_start_of_a_paragraph_is_no_markup(teks):
    asli = pypandoc.convert_text(plain(teks), "html", format="markdown")
    assert asli.startswith("<p>") and "<li" not in asli


def test_cells_carry_marks_facts_and_lines():
    html = table_html([["A"]], [[Sel("1\n2", angka=True, tanda=(("temuan-x", "T01"),), fakta="t01:2:a")]], jangkar=["baris-1"])
    assert '<tr id="baris-1">' in html and 'data-angka="t01:2:a"' in html and "1<br>2" in html and 'href="#temuan-x">T01</a>' in html


def test_only_a_stated_total_is_bold():
    assert 'class="jumlah"' not in table_html([["A"]], [["1"], ["2"]], lebar=(1,))
    assert table_html([["A"]], [["1"], ["2"]], lebar=(1,), jumlah=True).count('class="jumlah"') == 1


def test_equal_neighbours_are_merged():
    hasil = spans([["a", "1"], ["a", "2"], ["b", "3"]])
    assert hasil[0][0] == Sel("a", baris=2) and hasil[1] == ["2"] and hasil[2][0] == Sel("b", baris=1)


def _finding() -> Temuan:
    tempat = Tempat("t01-uji:2:nilai", "t01-uji", "Tabel 1 Tabel uji", 2, "nilai", "IKU1.realisasi", "uji", 2023, "TH", "65")
    return Temuan("rasio-uji", "T01", "kritis", "rasio", "Judul <b>", "IKU1.realisasi", 2023, "TH", "65; 66", (tempat,), ("65 ÷ 64 = 1",), (), "", "Periksa.", "terbuka")


def test_a_proposal_stands_in_the_row_unless_its_whole_family_has_the_same():
    def temuan(nomor: str, usulan: str, tingkat: str = "peringatan") -> Temuan:
        return dataclasses.replace(_finding(), id=f"uji-{nomor}", nomor=nomor, usulan=usulan, tingkat=tingkat)

    beda = make_material({}, temuan=[temuan("T001", "Periksa pembilang."), temuan("T002", "Periksa penyebut.")])
    assert "Usulan: periksa pembilang." in register.register(beda).data and "Disebut pada baris setiap temuan." in overview.finding_counts(beda).data
    sama = make_material({}, temuan=[temuan("T001", "Periksa pembilang."), temuan("T002", "Periksa pembilang."), temuan("T003", "Periksa pembilang.", "kritis")])
    assert register.register(sama).data.count("Usulan: periksa pembilang.") == 1 and register.register(sama).data.count("Jenis: rasio dan rumus.") == 2
    assert "Periksa pembilang." in overview.finding_counts(sama).data


def test_contested_numbers_lead_to_the_register():
    b = make_material({("IKU1.target", 2023): (64, 0), ("IKU1.realisasi", 2023): [(65, 0), (66, 0)]}, temuan=[_finding()])
    assert 'href="#temuan-rasio-uji">T01</a>' in overview.scorecard(b).data and "diperselisihkan" in overview.scorecard(b).data
    assert '<tr id="temuan-rasio-uji">' in register.register(b).data and "Judul &lt;b&gt;" in register.register(b).data


ISI = (
    overview.foreword, overview.overview, overview.scorecard, overview.headline, overview.finding_counts, planning.background, planning.legal_basis,
    planning.duties, planning.organisation, planning.issues, planning.vision, planning.objectives, planning.plan_targets, planning.agreement,
    performance.achievements, performance.objective_sections, security.reading, security.index_table, security.scores, security.components,
    security.parameters, security.crime_reading, security.printed_counts, money.budget_years, money.budget_parts, closing.conclusions,
    closing.suggestions, closing.follow_up, closing.innovations, register.register, annex.source_tables, methods.methodology, methods.corrections,
    methods.checks, methods.analysis_rules, annex.source_map, approval.approval, regions.polsek, regions.unusual, completeness.completeness)


@pytest.mark.parametrize("fungsi", ISI, ids=lambda f: f.__name__)
def test_a_polres_without_data_still_gets_its_document(fungsi):
    teks = fungsi(make_material({})).data
    assert teks.strip() and "nan" not in teks.lower().split() and "None" not in teks


@pytest.mark.parametrize("fungsi", [figures.achievement_bars, figures.target_bars, figures.plan_lines, figures.index_lines, figures.contribution_bars,
                                    figures.pull_bars, figures.crime_bars, figures.polsek_bars, figures.clearance_bars, figures.budget_bars,
                                    figures.budget_part_bars], ids=lambda f: f.__name__)
def test_charts_without_data_say_so(fungsi):
    gambar = fungsi(make_material({}))
    assert "tidak tersedia" in gambar.grafik.alt.lower()
    data, _ = gambar._repr_mimebundle_()
    assert data["image/svg+xml"].startswith("<svg")
