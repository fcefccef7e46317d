"""Printed numerals: what each one is read as, what stays a doubt, what is refused."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.numbers import (
    format_number,
    format_percent,
    format_rupiah,
    parse_number,
)

# printed, kind, value, decimals, unit printed beside it
TERBACA = [
    # people and other counts: a single group of three is thousands, whatever the separator
    ("338.735", "cacah", 338735, 0, ""),
    ("338,735", "cacah", 338735, 0, ""),
    ("338.736", "cacah", 338736, 0, ""),
    ("1,259", "cacah", 1259, 0, ""),
    ("4.562", "cacah", 4562, 0, ""),
    ("8514", "cacah", 8514, 0, ""),
    ("36.200", "cacah", 36200, 0, ""),
    ("1.234.567", "cacah", 1234567, 0, ""),
    ("2 HT", "cacah", 2, 0, "HT"),
    ("12 Kegiatan", "cacah", 12, 0, "Kegiatan"),
    ("621 PERS", "cacah", 621, 0, "PERS"),
    ("12 (dua belas)", "cacah", 12, 0, ""),
    ("1 (satu)", "cacah", 1, 0, ""),
    ("Lima", "cacah", 5, 0, ""),
    ("0", "cacah", 0, 0, ""),
    (" 7 ", "cacah", 7, 0, ""),
    ("7\u00a0kasus", "cacah", 7, 0, "kasus"),
    # rates and indices: a single separator is the decimal one, whatever it looks like
    ("83,25", "desimal", 83.25, 2, ""),
    ("83.25", "desimal", 83.25, 2, ""),
    ("7,68", "desimal", 7.68, 2, ""),
    ("18.30", "desimal", 18.3, 2, ""),
    ("3,6", "desimal", 3.6, 1, ""),
    ("-3,57", "desimal", -3.57, 2, ""),
    ("−3,57", "desimal", -3.57, 2, ""),
    ("+0,4", "desimal", 0.4, 1, ""),
    ("1.234,5", "desimal", 1234.5, 1, ""),
    ("1,234.5", "desimal", 1234.5, 1, ""),
    ("64", "desimal", 64, 0, ""),
    # money
    ("Rp. 47.375.004.000-", "rupiah", 47_375_004_000, 0, "Rp"),
    ("Rp.47.375.004.000,-", "rupiah", 47_375_004_000, 0, "Rp"),
    ("Rp 69.177.957.000", "rupiah", 69_177_957_000, 0, "Rp"),
    ("69.177.957.000", "rupiah", 69_177_957_000, 0, ""),
    ("-3.465.480.287", "rupiah", -3_465_480_287, 0, ""),
    ("Rp. 892.376,-", "rupiah", 892_376, 0, "Rp"),
    ("Rp1.000,00", "rupiah", 1000, 2, "Rp"),
    ("69,177,957,000", "rupiah", 69_177_957_000, 0, ""),
]


@pytest.mark.parametrize(("teks", "jenis", "nilai", "presisi", "satuan"), TERBACA)
def test_the_kind_of_unit_decides_how_a_numeral_is_read(teks, jenis, nilai, presisi, satuan):
    a = parse_number(teks, jenis)
    assert (a.keadaan, a.nilai, a.presisi, a.satuan_tercetak, a.keraguan) == ("angka", nilai, presisi, satuan, "")


@pytest.mark.parametrize(("teks", "nilai"), [("59.25%", 59.25), ("35 %", 35), ("99,95 %", 99.95), ("100.00%", 100), ("123%", 123)])
def test_a_printed_percent_sign_is_no_doubt_on_percentages_only(teks, nilai):
    assert parse_number(teks, "desimal", persen=True).nilai == nilai
    assert parse_number(teks, "desimal", persen=True).keraguan == ""
    ragu = parse_number(teks, "desimal", persen=False)
    assert ragu.nilai == nilai and "%" in ragu.keraguan


def test_percent_where_minutes_are_meant_is_read_and_doubted():
    a = parse_number("20%", "cacah")
    assert (a.nilai, a.satuan_tercetak) == (20, "%") and "tanda % tercetak" in a.keraguan


@pytest.mark.parametrize(("teks", "jenis", "nilai", "sebab"), [
    ("83,25", "cacah", 83.25, "cacah tercetak dengan desimal"),
    ("0,123", "cacah", 0.123, "cacah tercetak dengan desimal"),
    ("1234.567", "cacah", 1234.567, "cacah tercetak dengan desimal"),
    ("338.735", "desimal", 338.735, "tiga angka di belakang pemisah"),
    ("Rp 7.5", "rupiah", 7.5, "bukan sen"),
])
def test_what_is_doubtful_is_read_and_says_why(teks, jenis, nilai, sebab):
    a = parse_number(teks, jenis)
    assert a.keadaan == "angka" and a.nilai == nilai and sebab in a.keraguan


def test_three_decimals_are_no_doubt_where_three_are_usual():
    assert parse_number("4.174", "desimal", desimal=3).keraguan == ""
    assert parse_number("4.174", "desimal").keraguan != ""
    assert parse_number("0.174", "desimal").keraguan == ""  # thousands never start with 0


@pytest.mark.parametrize(("teks", "keadaan"), [
    ("", "kosong"), ("   ", "kosong"), ("\u00a0", "kosong"),
    ("-", "strip"), ("–", "strip"), ("—", "strip"), (" - ", "strip"), ("Rp. -", "strip"), ("Rp", "strip"),
    ("--", "strip_ganda"), ("---", "strip_ganda"), ("–-", "strip_ganda"),
])
def test_the_ways_of_printing_no_number_stay_distinct(teks, keadaan):
    a = parse_number(teks, "cacah")
    assert a.keadaan == keadaan and math.isnan(a.nilai)


@pytest.mark.parametrize("teks", [
    "TURUN", "AVX 1000", "n/a", "%", ".", "Rp juta",  # words
    "12 13", "1/2", "10:30", "5-7", "1e5", "12 (13)", "1 234",  # more than one number
    "1.2.3", "12.34.567", "1,2,3", "1.234.56", "1.234,567.8", "12.34,5", "1234.567,8", "1..2", "5..", "1,,2",  # separators that fit nothing
    "<b>5</b>", "5;6", "5 #", "=5+5", "(5)", "--5", "$5",  # signs
    "٣", "３", "½",  # digits of other scripts
    "9" * 16, "9" * 400,  # more digits than can be kept
])
@pytest.mark.parametrize("jenis", ["cacah", "desimal", "rupiah"])
def test_what_cannot_be_read_is_refused_with_a_reason(teks, jenis):
    a = parse_number(teks, jenis)
    assert a.keadaan == "tak_terbaca" and math.isnan(a.nilai)
    assert a.keraguan.startswith("Isi sel") and a.keraguan.endswith(".")


@pytest.mark.parametrize("teks", ["5 juta", "Rp 69 Miliar", "Rp. 1,5 milyar", "3 ribu", "Rp 2 M", "Rp 2 T", "5 jt"])
def test_a_multiplier_word_is_never_dropped(teks):
    assert parse_number(teks, "rupiah").keadaan == "tak_terbaca"


@given(st.decimals(min_value=-10**10, max_value=10**10, places=2, allow_nan=False))
def test_two_decimals_written_and_read_again_are_the_same(d: Decimal):
    x = float(d)
    for kata, desimal in ((format_number(x, 2), 2), (format_percent(x, 2), 2), (format_number(x, 1), 1)):
        a = parse_number(kata, "desimal", persen=True)
        assert a.keraguan == "" and a.presisi == desimal
        assert abs(a.nilai - x) <= (0 if desimal == 2 else 0.0501)


@given(st.decimals(min_value=-9, max_value=9, places=3, allow_nan=False))
def test_three_decimals_of_scores_survive_writing_and_reading(d: Decimal):
    assert parse_number(format_number(float(d), 3), "desimal", desimal=3).nilai == float(d)


@given(st.integers(min_value=-10**14, max_value=10**14))
def test_whole_numbers_and_money_written_and_read_again_are_the_same(n: int):
    assert parse_number(format_number(n, 0), "cacah").nilai == n
    assert parse_number(format_rupiah(abs(n)), "rupiah").nilai == abs(n)
    assert parse_number(format_rupiah(abs(n)), "rupiah").keraguan == ""


@given(st.text(max_size=20), st.sampled_from(["cacah", "desimal", "rupiah"]))
def test_no_text_whatever_makes_reading_fail(teks, jenis):
    a = parse_number(teks, jenis)
    assert (a.keadaan == "angka") == math.isfinite(a.nilai)


@pytest.mark.parametrize(("nilai", "desimal", "teks"), [
    (1234.56, None, "1.234,56"), (69177957000, 0, "69.177.957.000"), (3.6, None, "3,6"), (100.0, None, "100"),
    (65.275, 2, "65,28"), (65.265, 2, "65,27"), (0.125, 2, "0,13"), (2.675, 2, "2,68"), (-0.001, 2, "0,00"), (-5, None, "−5"), (None, None, "–"), (math.nan, 2, "–"),
    (math.inf, None, "tak hingga"), (-math.inf, None, "−tak hingga"), (1e300, 2, "1" + ".000" * 100 + ",00"), (0.1 + 0.2, None, "0,3"),
])
def test_numbers_are_written_the_indonesian_way(nilai, desimal, teks):
    assert format_number(nilai, desimal) == teks


def test_signs_percentages_and_money():
    assert format_number(2.5, 1, tanda=True) == "+2,5"
    assert format_number(-2.5, 1, tanda=True) == "−2,5"
    assert format_number(0, 1, tanda=True) == "0,0"
    assert format_percent(99.95) == "99,95%" and format_percent(None) == "–"
    assert format_rupiah(-3465480287) == "−Rp3.465.480.287" and format_rupiah(math.nan) == "–"


@pytest.mark.parametrize(("teks", "cocok"), [("11 (sebelas)", True), ("12 (Dua Belas)", True), ("110 (sebelas)", False), ("40 (empat puluh)", True)])
def test_a_number_is_held_against_its_spelling(teks, cocok):
    angka = parse_number(teks, "cacah")
    assert angka.nilai == float(teks.split()[0]) and (angka.keraguan == "") == cocok
