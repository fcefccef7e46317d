"""Numbers that remember their formula, and the marks that carry it through text."""

from __future__ import annotations

import math

import pytest

from helpers.lineage.traced import (
    Terlacak,
    count_of,
    evaluate,
    inputs_of,
    mark,
    number_id,
    origin,
    rounded_difference,
    split_marks,
    split_origin,
    unmark,
    write_formula,
)

A, B, C = Terlacak(12.0, "t1:2:a"), Terlacak(8.0, "t1:3:b"), Terlacak(3.0, "capaian/X/2023")
NILAI = {"t1:2:a": 12.0, "t1:3:b": 8.0, "capaian/X/2023": 3.0}


@pytest.mark.parametrize("hasil, asal, teks", [
    (A + B, "+ t1:2:a t1:3:b", "12 + 8"),
    (100 * A / B, "÷ × 100 t1:2:a t1:3:b", "100 × 12 ÷ 8"),
    ((A - B) / C, "÷ − t1:2:a t1:3:b capaian/X/2023", "(12 − 8) ÷ 3"),
    (A - (B - C), "− t1:2:a − t1:3:b capaian/X/2023", "12 − (8 − 3)"),
    (A / (B / C), "÷ t1:2:a ÷ t1:3:b capaian/X/2023", "12 ÷ (8 ÷ 3)"),
    (sum([A, B, C]), "+ + t1:2:a t1:3:b capaian/X/2023", "12 + 8 + 3"),
    (-(A - B), "− t1:3:b t1:2:a", "8 − 12"),
    (abs(B - A), "− t1:2:a t1:3:b", "12 − 8"),
    (10 - A, "− 10 t1:2:a", "10 − 12"),
    (-5 * A, "× -5 t1:2:a", "−5 × 12"),
])
def test_arithmetic_remembers_its_formula_and_gives_the_same_number_again(hasil, asal, teks):
    assert origin(hasil) == asal
    assert evaluate(asal, NILAI.__getitem__) == pytest.approx(float(hasil))
    assert write_formula(asal, lambda i, _: f"{NILAI[i]:.0f}") == teks


def test_a_traced_number_behaves_as_the_float_it_is():
    assert A == 12.0 and A > B and max([B, A]) is A and {A: 1}[12.0] == 1 and f"{A:.1f}" == "12.0" and isinstance(A, float)
    assert origin(A) == "t1:2:a" and origin(A + 0) == "t1:2:a" and origin(12.0) == "" and type(round(A)) is int
    assert math.isnan(A - math.nan) and not isinstance(A - math.nan, Terlacak), "no number, no origin"
    with pytest.raises(TypeError):
        A + "a"
    with pytest.raises(ZeroDivisionError):
        A / 0.0


def test_a_difference_of_rounded_numbers_says_how_it_was_rounded():
    a, b = Terlacak(3.309, "x"), Terlacak(3.604, "y")
    beda = rounded_difference(a, b, 2)
    assert beda == 0.29 and origin(beda) == "−2 y x"
    assert evaluate("−2 y x", {"x": 3.309, "y": 3.604}.__getitem__) == 0.29, "3,604 − 3,309 itself would be 0,295"
    assert write_formula("−2 y x", lambda i, d: f"{i}{d}") == "y2 − x2"
    assert origin(-beda) == "−2 x y" and not isinstance(rounded_difference(1.0, 2.0, 2), Terlacak)


def test_counting_names_what_was_counted():
    n = count_of(["t1:2:a", "t1:3:b"])
    assert n == 2 and origin(n) == "#2 t1:2:a t1:3:b" and evaluate(origin(n), NILAI.__getitem__) == 2
    assert inputs_of(origin(n)) == ["t1:2:a", "t1:3:b"]


def test_the_inputs_of_a_formula_are_named_once_each():
    assert inputs_of("÷ × 100 t1:2:a + t1:2:a t1:3:b") == ["t1:2:a", "t1:3:b"]
    assert split_origin("÷ × 100 a b") == ["÷", "× 100 a", "b"] and split_origin("t1:2:a") == ["t1:2:a"]


def test_ids_are_short_stable_and_distinct():
    assert number_id("t1:2:a") == "t1:2:a"
    assert number_id("− a b") == number_id("− a b") != number_id("− b a") and number_id("− a b").startswith("hitung-")


def test_marks_carry_the_origin_through_a_sentence():
    teks = f"Naik {mark('4', A - B)} menjadi {mark('12', A)}, atau {mark('7', 7.0)}."
    assert unmark(teks) == "Naik 4 menjadi 12, atau 7."
    assert split_marks(teks) == [("Naik ", ""), ("4", "− t1:2:a t1:3:b"), (" menjadi ", ""), ("12", "t1:2:a"), (", atau 7.", "")]
