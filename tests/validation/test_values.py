"""Which prints are one number, and which value a computation uses."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import KesalahanMasukan
from helpers.numbers import format_number, parse_number
from helpers.sources.facts import KOLOM_FAKTA
from helpers.sources.profile import Koreksi
from helpers.validation.values import choose_values, same_number, tolerance

EKSAK = {"indeks": False, "kasus": True}


def facts(*cetakan: tuple[str, str], satuan: str = "indeks") -> pd.DataFrame:
    baris = []
    for i, (teks, jenis) in enumerate(cetakan):
        a = parse_number(teks, "desimal" if satuan == "indeks" else "cacah")
        baris.append([f"t:{i}:x", "oku", "t", i, "x", "SI", "oku", 2023, "TH", teks, a.nilai, satuan, a.presisi, jenis, a.keadaan, "", ""])
    return pd.DataFrame(baris, columns=list(KOLOM_FAKTA))


@pytest.mark.parametrize(("cetakan", "nilai", "status", "ragam"), [
    ([("65,3", "tabel"), ("65,27", "tabel"), ("65,3", "tabel")], 65.27, "sepakat", 1),  # the most precise print of one number
    ([("65", "tabel"), ("65,27", "narasi")], 65.27, "sepakat", 1),
    ([("65,04", "tabel"), ("65,4", "tabel"), ("65,4", "tabel")], 65.4, "diperselisihkan", 2),
    ([("104", "tabel"), ("105", "tabel")], 104, "diperselisihkan", 2),  # touching intervals still contradict
    ([("2", "narasi"), ("2", "narasi"), ("3", "tabel")], 3, "diperselisihkan", 2),  # tables before prose
    ([("2", "tabel"), ("3", "tabel"), ("3", "tabel"), ("2", "tabel")], 2, "diperselisihkan", 2),  # the first of equals
    ([("-", "tabel"), ("5", "tabel"), ("", "tabel")], 5, "sepakat", 1),
])
def test_the_value_used(cetakan, nilai, status, ragam):
    t = choose_values(facts(*cetakan), EKSAK, (), "oku").iloc[0]
    assert (t["nilai"], t["status"], t["ragam"]) == (nilai, status, ragam)


def test_counts_do_not_round():
    t = choose_values(facts(("338.735", "tabel"), ("338.736", "tabel"), satuan="kasus"), EKSAK, (), "oku").iloc[0]
    assert (t["nilai"], t["status"]) == (338735, "diperselisihkan")


def test_a_correction_decides_and_is_guarded():
    f = facts(("2", "tabel"), ("3", "tabel"), ("3", "tabel"))
    k = Koreksi(kode="SI", tahun=2023, pilih="t:0:x", expect="2", alasan="a")
    t = choose_values(f, EKSAK, [k], "oku").iloc[0]
    assert (t["nilai"], t["status"], t["fakta_id"]) == (2, "koreksi", "t:0:x")
    with pytest.raises(KesalahanMasukan, match="kini tercetak \"2\""):
        choose_values(f, EKSAK, [k.model_copy(update={"expect": "2,0"})], "oku")


@given(st.decimals(0, 1000, places=6), st.integers(0, 4), st.integers(0, 4))
def test_two_roundings_of_one_number_never_contradict_each_other_by_more_than_they_may(d, p, q):
    a, b = (parse_number(format_number(float(d), x), "desimal" if x else "cacah").nilai for x in (p, q))
    if p != q:
        assert same_number(a, tolerance(p, False), b, tolerance(q, False)) or abs(abs(a - b) - tolerance(p, False) - tolerance(q, False)) < 1e-6


@given(st.integers(0, 10_000), st.integers(1, 50), st.integers(0, 2))
def test_different_prints_of_one_precision_are_different_numbers(n, langkah, p):
    a, b = n / 10**p, (n + langkah) / 10**p
    assert not same_number(a, tolerance(p, False), b, tolerance(p, False))
