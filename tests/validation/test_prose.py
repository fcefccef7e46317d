"""Words about numbers are understood as people mean them, and nothing else is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.errors import KesalahanMasukan
from helpers.methodology.words import find_meaning
from helpers.sources.dates import parse_date


@pytest.mark.parametrize(("aspek", "teks", "arti"), [
    ("arah", "mengalami peningkatan sedikit", "naik"), ("arah", "TURUN", "turun"), ("arah", "tetap bertahan", "tetap"),
    ("arah", "tidak mengalami kenaikan", "tidak_naik"), ("arah", "belum naik", None), ("arah", "menaikkan", None), ("arah", "", None),
    ("status", "tercapai melebihi target", "melebihi"), ("status", "tidak melebihi target", "tidak_mencapai"), ("status", "tercapai", "mencapai"),
    ("status", "bukan tidak tercapai", None),
])
def test_the_longest_known_word_says_what_is_meant(masukan, aspek, teks, arti):
    assert find_meaning(teks, masukan.metodologi.pemeriksaan.kata[aspek]) == arti


@pytest.mark.parametrize(("teks", "hasil"), [
    ("02 FEBRUARI 2024", (date(2024, 2, 2),) * 2), ("Februari 2024", (date(2024, 2, 1), date(2024, 2, 29))), ("30 Februari 2024", None),
    ("2 Febuari 2024", None), ("2024", None), ("1 Januari 0000", None),
])
def test_dates_with_and_without_a_day(teks, hasil):
    assert parse_date(teks) == hasil


def test_a_word_nobody_knows_is_refused_with_the_known_ones(salinan):
    baris = next(i for i, b in enumerate(salinan.rows("narasi"), 1) if b[0].startswith("IKP5.arah"))
    salinan.set_cell("narasi", baris, "nilai", "membaik")
    with pytest.raises(KesalahanMasukan, match=f"narasi.csv baris {baris} kolom nilai: isi sel \"membaik\" bukan kata yang dikenal .*kenaikan"):
        salinan.facts()
