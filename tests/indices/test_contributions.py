"""What components give to an index: the terms of its rule add up to it."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest

from helpers.indices.contributions import contributions, target_shares, terms
from helpers.indices.restated import restate_indices
from helpers.methodology.formulas import parse_formula


def _rule(m, kode):
    return next(r for r in m.rumus if r.aturan.kode == kode and r.aturan.keluarga == "komposit" and r.aturan.periode == "TW")


def _made(teks, **tetapan):
    return terms(SimpleNamespace(rumus=parse_formula(teks)), SimpleNamespace(tetapan=tetapan, konversi={}))


@pytest.mark.parametrize("tahun", [2022, 2023])
@pytest.mark.parametrize("kode", ["IKU2.realisasi", "SI.realisasi"])
def test_contributions_add_up_to_the_restated_index(masukan, terpakai, kode, tahun):
    m = masukan.metodologi
    ulang = {(r.kode, r.tahun, r.periode): r.dinyatakan_ulang for r in restate_indices(terpakai, m, "oku").itertuples()}
    isi = {(t.kode, t.periode): t.nilai for t in terpakai.itertuples() if t.wilayah == "oku" and t.tahun == tahun}
    beri = contributions(terms(_rule(m, kode), m), m, lambda k, p: ulang.get((k, tahun, p), isi.get((k, p), math.nan)))
    assert math.fsum(beri.values()) == pytest.approx(ulang[(kode, tahun, "TH")], abs=1e-9)


def test_shares_of_a_target_follow_the_weights(masukan):
    m = masukan.metodologi
    bagian = target_shares(terms(_rule(m, "IKU2.realisasi"), m), 64.0)
    assert math.fsum(bagian.values()) == pytest.approx(64)
    assert bagian["G1"] / bagian["G4"] == pytest.approx(20.27 / 11.06)


def test_a_rule_is_taken_apart_into_its_terms():
    assert [(s.kode, s.pengali) for s in _made("(0.5 × A + B × b) ÷ 4 − C", b=3.0)] == [("A", 0.125), ("B", 0.75), ("C", -1.0)]


@pytest.mark.parametrize("teks", ["A × B", "A[-1] + B", "A + 1", "(A + B) × C"])
def test_a_rule_that_is_no_sum_of_components_gives_none(teks):
    assert _made(teks) == []


def test_a_missing_component_is_nan_and_a_missing_quarter_takes_all():
    suku, m = _made("A + B"), SimpleNamespace(tetapan={}, konversi={}, bagian_parameter=SimpleNamespace(aspek={}))
    hasil = contributions(suku, m, lambda k, p: 1.0 if k == "A" else math.nan)
    assert hasil["A"] == pytest.approx(1) and math.isnan(hasil["B"])
    assert all(math.isnan(v) for v in contributions(suku, m, lambda k, p: math.nan).values())
