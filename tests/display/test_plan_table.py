"""The official table of an action plan: every printed row, whole groups, and no row without its context; on the plan of Banjar 2025."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers.display import methods, overview, plan, plan_annex, plan_calendar, plan_table, register
from helpers.narrative import plan_summary
from helpers.narrative.plan import BahanRencana
from helpers.rendering.published import read_published
from helpers.sources.facts import build_facts
from helpers.sources.workspace import Masukan, load_input
from tests.validation.contoh_rencana import make_plan


@pytest.fixture(scope="module")
def bahan(rencana_masukan: Masukan, rencana_fakta: pd.DataFrame) -> BahanRencana:
    kosong = pd.DataFrame()
    return BahanRencana(rencana_masukan, rencana_fakta, kosong, kosong, kosong, kosong, [])


@pytest.fixture(scope="module")
def tabel(bahan: BahanRencana, tmp_path_factory: pytest.TempPathFactory):
    """The table as the page publishes it: merged cells stand once."""
    halaman = tmp_path_factory.mktemp("tabel") / "x.html"
    isi = re.search(r"<table.*</table>", plan_table.official_table(bahan).data, flags=re.DOTALL)[0]
    halaman.write_text(f'<html><body><main><figure id="tbl-x" class="quarto-float"><figcaption>Tabel 1: x</figcaption>{isi}</figure></main></body></html>', encoding="utf-8")
    return read_published(halaman).tabel[0]


def _squeeze(teks: str) -> str:
    return " ".join(teks.replace("\u200b", "").split())


def test_every_printed_row_is_there_with_all_it_prints(bahan: BahanRencana, tabel) -> None:
    baris = [b for b in tabel.baris if not b.kepala]
    tercetak = plan_table.printed_rows(bahan)
    assert len(baris) == len(tercetak) == 128
    seluruh = _squeeze(html.unescape(" ".join(s.teks for b in baris for s in b.sel)))
    for x, b in zip(tercetak, baris, strict=True):
        sel = [_squeeze(s.teks) for s in b.sel]
        for kolom in ("langkah", "tw1", "tw2", "tw3", "tw4", "keterangan"):
            assert _squeeze(x.isi[kolom]) in sel, (x.nomor, kolom)
        for kolom in ("sasaran", "indikator", "target", "penanggung_jawab"):
            assert _squeeze(x.isi[kolom]) in seluruh, (x.nomor, kolom)


def test_merged_cells_fill_the_grid_and_never_join_two_indicators(bahan: BahanRencana, tabel) -> None:
    """Eleven columns in every row, and each group of merged rows names its indicator in its first row."""
    tercetak = plan_table.printed_rows(bahan)
    sisa: list[int] = [0] * 11
    awal = 0
    for i, b in enumerate(b for b in tabel.baris if not b.kepala):
        assert sum(s.kolom for s in b.sel) + sum(n > 0 for n in sisa) == 11, i
        letak = iter([k for k in range(11) if sisa[k] == 0])
        sisa = [max(0, n - 1) for n in sisa]
        if len(b.sel) == 11 or (len(b.sel) == 10 and sisa[2] == 0 and b.sel[2].baris >= 1 and i == awal):
            awal = i + b.sel[2].baris
            assert _squeeze(b.sel[2].teks) and _squeeze(b.sel[1].teks), f"row {i} begins a group without its context"
            assert len({x.indikator for x in tercetak[i:awal]}) == 1
        for s in b.sel:
            sisa[next(letak)] = s.baris - 1
    assert not any(sisa)


def test_groups_are_short_enough_to_stay_on_a_page(bahan: BahanRencana) -> None:
    kelompok = list(plan_table.groups(plan_table.printed_rows(bahan)))
    assert sum(map(len, kelompok)) == 128 and len(kelompok) > len(bahan.rencana.indikator) - 2
    assert all(len(k) == 1 or sum(x.tinggi for x in k) <= 13 for k in kelompok)


def test_every_printed_number_carries_its_cell(bahan: BahanRencana) -> None:
    isi = plan_table.official_table(bahan).data
    f = bahan.fakta
    angka = f[(f["sumber"] == "rencana-aksi") & (f["keadaan"] == "angka")]["fakta_id"]
    assert len(angka) > 400
    assert set(angka) <= set(re.findall(r'data-angka="([^"]+)"', isi))


def test_summary_counts_what_the_plan_holds(bahan: BahanRencana) -> None:
    from helpers.lineage.traced import unmark

    assert "enam sasaran, 32 indikator, dan 129 langkah aksi" in unmark(plan_summary.contents(bahan))
    assert "Nilai Kinerja Anggaran" in unmark(plan_summary.ownership(bahan))
    assert "Road Safety Index" in unmark(plan_summary.targets(bahan))


def test_offices_share_out_every_step_and_the_calendar_holds_every_plan(bahan: BahanRencana) -> None:
    kalender = plan_calendar.calendar(bahan).data + plan_calendar.all_year(bahan).data
    for x in bahan.rencana.butir.values():
        for s in x.triwulan:
            assert (f'data-angka="{s.fakta_id}"' in kalender) == (s.ada and s.nilai != 0), (x.kode, s.periode)
    rinci = plan.owned_items(bahan).data
    assert all(html.escape(x.nama) in rinci for x in bahan.rencana.langkah if x.pemilik)
    assert "Tidak tercetak" in plan.owners(bahan).data


def test_three_plans_of_absorption_stand_side_by_side(bahan: BahanRencana) -> None:
    grafik = plan_calendar.same_plans(bahan).grafik
    assert [d.nilai for d in grafik.panel[0].deret] == [(25, 50, 75, 100), (24, 48, 70, 98), (15, 40, 60, 90)]


def test_methodology_gives_a_reason_for_every_kind_of_plan(bahan: BahanRencana) -> None:
    isi = plan_annex.methodology(bahan).data
    assert all(html.escape(s.alasan) in isi for s in {x.sifat for x in bahan.rencana.butir.values()})
    assert "KABAG OPS karena ….." in isi and "Kasat Resnarkoba (pendukung)" in isi


def test_another_plan_without_pages_remarks_or_findings_becomes_a_document(rencana_masukan: Masukan, tmp_path: Path) -> None:
    """A consistent plan of another Polres: every part is made, nothing of Banjar is in it, and plans that agree lie on each other."""
    shutil.copytree(rencana_masukan.ruang.metodologi, tmp_path / "data" / "raw" / "metodologi")
    ruang = make_plan(rencana_masukan.metodologi).write(tmp_path)
    m = load_input(ruang)
    fakta = build_facts(m.tabel, m.metodologi, ruang.polres, m.nama_wilayah)
    kosong = pd.DataFrame()
    b = BahanRencana(m, fakta, kosong, kosong, kosong, pd.DataFrame(columns=["suite", "gagal", "diperiksa"]), [])
    bagian = [f(b).data for f in (
        plan_annex.approved, plan.overview, plan_annex.basis, plan.objectives, plan.indicators, plan_table.official_table, plan.owners, plan.owned_items, plan_calendar.calendar,
        plan_calendar.all_year, overview.finding_counts, register.register, plan_annex.methodology, methods.corrections, methods.checks, plan_annex.source_map)]
    assert all(bagian) and "banjar" not in " ".join(bagian).lower()
    assert "tidak menghasilkan temuan kritis" in bagian[0] and "Yang belum dapat dijadikan pegangan" not in bagian[1]
    assert all(len({d.nilai for d in p.deret}) == 1 for p in plan_calendar.same_plans(b).grafik.panel)
