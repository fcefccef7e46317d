"""Great Expectations decides what fails, on suites that are what they say they are."""

from __future__ import annotations

import math

import pytest

from helpers.validation import expectations
from helpers.validation.checking import NAMA_GX
from helpers.validation.expectations import declare_suites, rule_of
from helpers.validation.relations import KELUARGA


def test_every_declared_expectation_ran_once(hasil, residu, masukan):
    suites = declare_suites(residu, masukan.metodologi)
    assert set(suites) == {"fakta", *KELUARGA}
    assert [(h.suite, h.nama) for h in hasil] == [(s, h.nama) for s, isi in suites.items() for h in isi]
    assert len({(h.suite, h.nama) for h in hasil}) == len(hasil) > 80


def test_great_expectations_finds_failing_exactly_the_rows_with_a_residual(hasil, residu):
    gagal = expectations.failing_residuals(residu, hasil)
    assert set(gagal["no"]) == set(residu.loc[residu["lebih"] > 0, "no"]) and 200 < len(gagal) < len(residu) / 2
    for h in hasil:
        assert h.gagal == len(h.kunci_gagal) <= h.diperiksa and h.diperiksa > 0 and h.lulus == (h.gagal == 0)


def test_the_rows_a_rule_looks_at_are_its_instances(hasil, residu, masukan):
    per = rule_of(residu, masukan.metodologi).value_counts().to_dict()
    diperiksa = {h.nama: h.diperiksa for h in hasil if h.suite != "fakta" and h.nama != "semua residu terhitung"}
    assert diperiksa == per and sum(per.values()) == len(residu)


def test_doubtful_units_are_reported_by_the_suite_of_facts(hasil, fakta):
    assert set(expectations.doubtful_facts(fakta, hasil)["fakta_id"]) == set(fakta.loc[fakta["keraguan"] != "", "fakta_id"])
    per = {h.nama: h for h in hasil if h.suite == "fakta"}
    assert [n for n, h in per.items() if not h.lulus] == ["satuan tercetak sesuai"]


def test_severities_are_mapped_both_ways(hasil, masukan):
    m = masukan.metodologi
    assert set(NAMA_GX.values()) == {"critical", "warning", "info"}
    per = {h.nama: h.tingkat for h in hasil}
    assert per["rasio.H8"] == per["kesepakatan.kritis"] == per["jumlah_bagian.anggaran.pagu"] == "kritis"
    assert per["rasio.H7"] == per["kesepakatan.lain"] == "peringatan" and per["satuan tercetak sesuai"] == "info"
    assert m.is_critical("IKU2.realisasi") and m.is_critical("anggaran.sisa") and not m.is_critical("H7.kejadian")


@pytest.mark.parametrize(("kolom", "nilai", "harapan"), [
    ("kode", None, "kode terisi"), ("periode", "TW5", "periode dikenal"), ("keadaan", "aneh", "keadaan dikenal"), ("nilai", math.nan, "angka bernilai"),
    ("keraguan", "ragu", "satuan tercetak sesuai"),
])
def test_a_spoilt_fact_is_reported_by_great_expectations_itself(fakta, residu, masukan, kolom, nilai, harapan):
    rusak = fakta[fakta["keraguan"] == ""].head(50).copy()
    baris = rusak.index[rusak["keadaan"] == "angka"][7]
    rusak.loc[baris, kolom] = nilai
    gagal = [h for h in expectations.validate(rusak, residu.head(0), masukan.metodologi) if not h.lulus]
    assert [h.nama for h in gagal] == [harapan]
    assert gagal[0].kunci_gagal == (rusak.loc[baris, "fakta_id"],)


def test_facts_with_the_same_id_are_reported(fakta, residu, masukan):
    dua = fakta[fakta["keraguan"] == ""].head(3)
    dua = dua.assign(fakta_id=["a", "a", "b"])
    gagal = [h for h in expectations.validate(dua, residu.head(0), masukan.metodologi) if not h.lulus]
    assert [(h.nama, h.kunci_gagal) for h in gagal] == [("identitas fakta tunggal", ("a", "a"))]


def test_a_residual_that_could_not_be_computed_cannot_pass_unseen(fakta, residu, masukan):
    rusak = residu[(residu["relasi"] == "rasio.H7") & (residu["lebih"] == 0)].copy()
    rusak.iloc[0, rusak.columns.get_loc("lebih")] = math.nan
    rusak.iloc[1, rusak.columns.get_loc("lebih")] = 0.5
    gagal = {h.nama: h.kunci_gagal for h in expectations.validate(fakta.head(5), rusak, masukan.metodologi) if not h.lulus}
    assert gagal == {"semua residu terhitung": (rusak.iloc[0]["no"],), "rasio.H7": (rusak.iloc[1]["no"],)}


def test_an_expectation_that_great_expectations_drops_stops_the_run(fakta, residu, masukan, monkeypatch):
    import great_expectations as gx

    asli = gx.ExpectationSuite
    monkeypatch.setattr(gx, "ExpectationSuite", lambda name, expectations: asli(name=name, expectations=expectations[:-1]))
    with pytest.raises(RuntimeError, match="harapan dinyatakan"):
        expectations.validate(fakta.head(5), residu.head(0), masukan.metodologi)
