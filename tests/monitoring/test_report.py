"""What the monitoring report says: the words, the tables, the marks, and what it never says."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from helpers.display import monitoring
from helpers.lineage.traced import unmark
from helpers.monitoring.progress import BELUM
from helpers.narrative import monitoring as kata
from helpers.narrative.monitoring import CONTOH, BahanPantau
from helpers.sources.plan import build_plan
from helpers.sources.realisations import read_realisations
from helpers.validation.findings import Tempat, Temuan
from tests.conftest import AKAR

SEMUA = (monitoring.warning, monitoring.label, monitoring.overview, monitoring.objectives, monitoring.owners, monitoring.late_list, monitoring.silent_list,
         monitoring.details, monitoring.projections, monitoring.rules, monitoring.contested, monitoring.reports)


@pytest.fixture(scope="module")
def buat(rencana_masukan, rencana_fakta):
    """Make the material with the example, or without realisations."""
    m, kosong = rencana_masukan, pd.DataFrame()
    rencana = build_plan(rencana_fakta, m.metodologi, m.tabel)
    contoh = read_realisations(AKAR / "contoh" / "realisasi-banjar-2025.csv", rencana, m.metodologi, "banjar", 2025)

    def make(triwulan: int = 2, *, realisasi: bool = True, temuan: list[Temuan] = []) -> BahanPantau:  # noqa: B006
        return BahanPantau(m, rencana_fakta, kosong, kosong, kosong, kosong, temuan, realisasi=contoh if realisasi else None, triwulan=triwulan)

    return make


def test_every_chapter_of_an_example_says_so(buat):
    b = buat()
    assert CONTOH in monitoring.warning(b).data and CONTOH in monitoring.label(b).data
    for f in (monitoring.overview, monitoring.objectives, monitoring.owners, monitoring.late_list, monitoring.silent_list, monitoring.details, monitoring.projections, monitoring.reports):
        assert CONTOH in f(b).data, f.__name__
    assert CONTOH in monitoring.status_bars(b).grafik.alt


@pytest.mark.parametrize("triwulan", [1, 2, 3, 4])
@pytest.mark.parametrize("realisasi", [True, False])
def test_every_quarter_makes_a_report(buat, triwulan, realisasi):
    b = buat(triwulan, realisasi=realisasi)
    for f in SEMUA:
        teks = f(b).data
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b", teks), f.__name__
    assert monitoring.status_bars(b).grafik.alt


def test_without_realisations_it_says_so_and_shows_the_plan(buat):
    b = buat(realisasi=False)
    assert "belum diserahkan" in kata.standing(b) and "belum diserahkan" in monitoring.label(b).data
    assert {p.status.kode for p in b.pantauan} == {BELUM, "tanpa"}
    rinci = monitoring.details(b).data
    assert "0,0%" not in rinci and "2.608" in rinci     # a planned number stays visible


def test_what_is_not_reported_is_never_zero_per_cent(buat):
    b = buat()
    diam = [p for p in b.pantauan if p.status.kode == BELUM]
    assert diam and all(p.capaian != p.capaian for p in diam)


def test_the_late_list_names_owner_and_obstacle(buat):
    teks = monitoring.late_list(buat()).data
    assert "Revisi DIPA belum terbit" in teks and "Para Kabag" in teks and "(Para Kasat)" in teks
    assert "status-" not in teks     # every row is late: no column for it


def test_a_contested_plan_carries_its_mark(buat, rencana_fakta):
    f = rencana_fakta[(rencana_fakta["kode"] == "kamtibmas") & (rencana_fakta["periode"] == "TH")].iloc[0]
    tempat = Tempat(f.fakta_id, f.sumber, "", 2, f.kolom, f.kode, "banjar", 2025, "TH", f.nilai_teks)
    temuan = Temuan("uji", "T01", "kritis", "agregasi", "Target dibagi empat", "kamtibmas", 2025, "TH", "", (tempat,), (), (), "", "", "")
    b = buat(temuan=[temuan])
    assert '<a class="tanda" href="#temuan-uji">T01</a>' in monitoring.details(b).data
    assert 'id="temuan-uji"' in monitoring.contested(b).data


def test_the_summary_counts_add_up(buat):
    b = buat()
    angka = [int(n) for n in re.findall(r"\d+(?= (?:tercapai|perlu|terlambat|belum|tercatat))", unmark(kata.standing(b)))]
    semua = int(re.search(r"(\d+) indikator", unmark(kata.standing(b))).group(1))
    assert sum(angka) == semua == sum(p.status.kode != "tanpa" for p in b.pantauan)


def test_reports_after_the_quarter_are_not_used(buat):
    b = buat(1)
    assert "tidak dipakai" in kata.standing(b)
    assert all(len(p.triwulan) == 1 for p in b.pantauan) and "TW II" not in monitoring.reports(b).data
