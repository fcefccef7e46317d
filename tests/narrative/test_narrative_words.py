"""Words: lists, directions, sizes."""

from __future__ import annotations

import math

import pytest

from helpers.methodology.words import lower_first
from helpers.narrative.words import (
    join_words,
    write_change,
    write_count,
    write_gap,
    write_money,
    write_value,
)

NAN = math.nan


@pytest.mark.parametrize(("kata", "hasil"), [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")])
def test_lists(kata, hasil):
    assert join_words(kata) == hasil


@pytest.mark.parametrize(("awal", "akhir", "satuan", "hasil"), [
    (3.31, 3.6, "indeks", "naik 0,29 dari 3,31 menjadi 3,6"),
    (282, 235, "kasus", "turun 47 dari 282 menjadi 235 kasus"),
    (5, 0, "kasus", "turun 5 dari 5 menjadi 0 kasus"),
    (0, 0, "kasus", "tetap 0 kasus"),
    (99.96, 99.95, "%", "turun 0,01 poin dari 99,96% menjadi 99,95%"),
    (NAN, 3.6, "indeks", ""),
    (3.6, None, "indeks", ""),
])
def test_change_says_direction_and_size(awal, akhir, satuan, hasil):
    assert write_change(awal, akhir, satuan) == hasil


@pytest.mark.parametrize(("realisasi", "target", "hasil"), [
    (65.27, 64, "1,27 di atas target"), (1.5, 5, "3,5 di bawah target"), (95, 95, "tepat sama dengan target")])
def test_gap(realisasi, target, hasil):
    assert write_gap(realisasi, target, "indeks") == hasil


@pytest.mark.parametrize(("nilai", "hasil"), [
    (69_177_957_000, "Rp69,18 miliar"), (-3_465_480_287, "−Rp3,47 miliar"), (33_387_141, "Rp33,39 juta"), (892_376, "Rp892.376"), (0, "Rp0"), (NAN, "–")])
def test_money(nilai, hasil):
    assert write_money(nilai) == hasil


def test_values_carry_their_unit():
    assert write_value(458, "kasus") == "458 kasus"
    assert write_value(3.6, "indeks") == "3,6"
    assert write_value(NAN, "%") == "tidak tersedia"
    assert write_count(1) == "satu" and write_count(112) == "112"


def test_names_keep_their_capitals_inside_a_sentence():
    assert lower_first("Belanja pegawai") == "belanja pegawai"
    assert lower_first("PNBP") == "PNBP"
    assert lower_first("Program Dukungan Manajemen") == "Program Dukungan Manajemen"
