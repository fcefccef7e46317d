"""The grammar of formulas: what it computes, how it is written out, what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import KesalahanMasukan
from helpers.methodology.formulas import Hilang, TakTerdefinisi, parse_formula

GANDA = {"ganda": lambda x: 2 * x}


def hitung(teks: str, **nilai: float) -> float:
    return parse_formula(teks, frozenset(GANDA)).evaluate({k.replace("__", "."): v for k, v in nilai.items()}, GANDA)


@pytest.mark.parametrize(("teks", "hasil"), [
    ("1 + 2 × 3", 7), ("(1 + 2) × 3", 9), ("10 − 4 − 3", 3), ("10 - 4 + 3", 9), ("100 ÷ 5 ÷ 2", 10), ("100 / 5 * 2", 40),
    ("2 × 3 + 4 × 5", 26), ("−3 + 5", 2), ("-3 * -2", 6), ("2 − −3", 5), ("−(2 + 3) × 2", -10), ("−2 × 3", -6),
    ("0.25 × 4", 1), ("((((7))))", 7), ("min(3, 1, 2)", 1), ("max(3, 1, 2) − 1", 2), ("ganda(2 + 1) × 2", 12), ("ganda(ganda(1))", 4),
])
def test_arithmetic_follows_the_usual_precedence(teks, hasil):
    assert hitung(teks) == hasil


def test_names_carry_dots_and_the_year_before():
    r = parse_formula("a.b − a.b[-1] + a.b")
    assert r.nama == ("a.b", "a.b[-1]")
    assert r.evaluate({"a.b": 5, "a.b[-1]": 3}, {}) == 7


def test_a_missing_value_is_told_unless_atau_covers_it():
    with pytest.raises(Hilang, match="x"):
        hitung("x + 1")
    assert hitung("atau(x, 1) + 1") == 2
    assert hitung("atau(x, 1) + 1", x=5) == 6
    assert hitung("atau(ganda(x), 1)") == 1
    with pytest.raises(Hilang, match="y"):
        hitung("atau(x, y)")


def test_division_by_zero_has_no_value_and_is_not_covered_by_atau():
    for teks in ("1 ÷ 0", "1 / (2 − 2)", "atau(1 ÷ 0, 5)"):
        with pytest.raises(TakTerdefinisi, match="nol"):
            hitung(teks)


@pytest.mark.parametrize("teks", [
    "__import__('os')", "__import__(os)", "a.__class__()", "lambda x: x", "2 ** 3", "eval(1)", "open(x)", "x[0]", "x[-2]", "x = 1", "x; y",
    "'a'", "1 if x else 2", "f\"{x}\"", "@x", "x % 2", "x & y", "{x}", "x\ny z", "\\x41", "1e5", "a\x00b",
    "", "   ", "+", "1 +", "× 2", "(1", "1)", "()", "min()", "min(1,)", "1 2", "x y", "1,2", "a..b(", "1.2.3",
])
def test_everything_outside_the_grammar_is_refused_in_one_sentence(teks):
    with pytest.raises(KesalahanMasukan) as galat:
        parse_formula(teks, frozenset(GANDA))
    assert len(galat.value.masalah) == 1
    assert galat.value.masalah[0].startswith("Rumus ") and galat.value.masalah[0].endswith(".")


def test_dunder_names_are_only_names_without_a_value():
    r = parse_formula("a.__class__.__bases__")
    with pytest.raises(Hilang):
        r.evaluate({"a": 1}, {})


@pytest.mark.parametrize("teks", ["atau(x)", "atau(x, 1, 2)", "min(1)", "max(x)", "ganda(1, 2)"])
def test_a_function_with_the_wrong_number_of_values_is_refused_when_read(teks):
    with pytest.raises(KesalahanMasukan, match="diberi"):
        parse_formula(teks, frozenset(GANDA))


@pytest.mark.parametrize("teks", [
    "(" * 10_000 + "1" + ")" * 10_000, "−" * 10_000 + "1", "ganda(" * 5_000 + "1" + ")" * 5_000,
    "+".join(["1"] * 10_000), "1" + "0" * 200_000 + " +",
])
def test_depth_and_length_are_bounded(teks):
    with pytest.raises(KesalahanMasukan):
        parse_formula(teks, frozenset(GANDA))


def test_a_long_but_allowed_formula_is_computed():
    assert hitung(" + ".join(["1"] * 150)) == 150


@pytest.mark.parametrize(("teks", "tulisan"), [
    ("100000 * a / b", "100.000 × 114 ÷ 338.735"),
    ("100 × (a − b) ÷ a", "100 × (114 − 338.735) ÷ 114"),
    ("a - (b - a)", "114 − (338.735 − 114)"),
    ("a ÷ (b × a)", "114 ÷ (338.735 × 114)"),
    ("(a + b) + a", "114 + 338.735 + 114"),
    ("0.25 × a", "0,25 × 114"),
    ("ganda(a + b)", "skor ganda(114 + 338.735)"),
    ("min(a, b)", "min(114; 338.735)"),
    ("−(a + b)", "−(114 + 338.735)"),
    ("a − −b", "114 − (−338.735)"),
    ("a − n", "114 − (−3,57)"),
    ("atau(a, 1) + 1", "114 + 1"),
    ("atau(ganda(k), 1)", "1 (tidak ada)"),
    ("lain + 1", "lain + 1"),
])
def test_a_formula_is_written_out_with_its_numbers(teks, tulisan):
    isi = {"a": "114", "b": "338.735", "n": "−3,57", "k": "tidak ada"}
    assert parse_formula(teks, frozenset(GANDA)).write(isi, {"ganda": "skor ganda"}) == tulisan


angka = st.integers(0, 9).map(str)
ungkapan = st.recursive(angka, lambda x: st.one_of(
    st.tuples(x, st.sampled_from("+-*/"), x).map("".join), x.map(lambda t: f"({t})"), x.map(lambda t: f"(-{t})")), max_leaves=12)


@given(ungkapan)
def test_the_grammar_computes_what_arithmetic_means(teks):
    rumus = parse_formula(teks)
    try:
        harapan = eval(teks)  # noqa: S307 - digits, signs and parentheses that this test made itself
    except ZeroDivisionError:
        with pytest.raises(TakTerdefinisi):
            rumus.evaluate({}, {})
        return
    assert rumus.evaluate({}, {}) == pytest.approx(harapan)
    # what is written for people means the same
    tulisan = rumus.write({}).translate(str.maketrans("×÷−,", "*/-."))
    assert eval(tulisan) == pytest.approx(harapan)  # noqa: S307


@given(st.text(max_size=30))
def test_no_text_whatever_makes_reading_fail_otherwise(teks):
    try:
        parse_formula(teks)
    except KesalahanMasukan as galat:
        assert len(galat.masalah) == 1
