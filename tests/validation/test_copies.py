"""A column that repeats another, which is recorded by itself."""

from __future__ import annotations

import math

import pytest

from helpers.sources.facts import Fakta
from helpers.validation.copies import check_copies

REALISASI, TARGET = "samapta.response_realisasi", "samapta.response_target"


def rows(kode: str, isi: list[int]) -> list[Fakta]:
    """Return one number for each of several units of table ``t``, and a total."""
    return [Fakta(f"t:{n}:{kode}", "uji", "t", n, kode, kode, "uji" if n == 99 else f"satuan-{n}", 2023, "TH", str(x), float(x), "menit", 0, "tabel", "angka", "", "")
            for n, x in (*enumerate(isi, 2), (99, sum(isi)))]


@pytest.mark.parametrize(("realisasi", "target", "hasil"), [
    ([22, 20, 19, 17, 18, 16, 21, 23], [22, 20, 19, 17, 18, 16, 21, 23], [1.0]),
    ([22, 20, 19, 17, 18, 16, 21, 23], [22, 20, 19, 17, 18, 16, 21, 24], [0.0]),  # one row of its own
    ([22, 20, 19, 17, 18, 16, 21], [22, 20, 19, 17, 18, 16, 21], []),             # too few to say
    ([20, 15, 20, 15, 20, 15, 20, 15], [20, 15, 20, 15, 20, 15, 20, 15], []),     # what hardly varies may repeat
    ([22, 20, 19, 17, 18, 16, 21, 0], [22, 20, 19, 17, 18, 16, 21, 0], []),       # nothing is like nothing
])
def test_a_column_is_a_copy_when_every_row_is_the_same(masukan, realisasi, target, hasil):
    r = [x for x in check_copies(rows(REALISASI, realisasi) + rows(TARGET, target), masukan.metodologi, "uji") if x.relasi == "kembar.kolom"]
    assert [x.lebih for x in r] == hasil
    assert all(x.kode == REALISASI and x.sumber == "t" and math.isnan(x.dihitung) for x in r)
    assert all(len(x.masukan.split(";")) == 2 * len(realisasi) - 1 for x in r), "every cell of both columns is a place, the totals are not"
