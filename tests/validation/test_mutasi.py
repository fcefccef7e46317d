"""How much of the data is under watch: one number changed anywhere, is it noticed?"""

from __future__ import annotations

import random
from collections import Counter

import pytest

from helpers.numbers import parse_number
from helpers.sources.facts import Fakta, read_rows
from tests.conftest import Salinan

from .conftest import register
from .mutasi import CARA, Mutasi, Pemeriksa, covered_cells, make_mutation, sample

JUMLAH, BENIH = 540, 2023
#: So many of them are evaluated in full as well.
BUKTI = 20


@pytest.fixture(scope="module")
def pemeriksa(masukan, fakta) -> Pemeriksa:
    return Pemeriksa(masukan, fakta)


@pytest.fixture(scope="module")
def mutasi(masukan, fakta) -> list[Mutasi]:
    return list(sample(masukan, fakta, JUMLAH, BENIH))


def _share(isi: list[bool]) -> str:
    return f"{sum(isi)} dari {len(isi)} ({sum(isi) / len(isi):.1%})"


@pytest.mark.lambat
def test_a_changed_number_is_nearly_always_noticed(fakta, residu, pemeriksa, mutasi, record_property, capsys):
    """Noticed: a residual fails, a doubt arises or the input is refused, which was not so before the change.

    Told apart: a place that failed before fails with other numbers (its finding stays and says something else).
    """
    assert len(mutasi) == JUMLAH >= 500 and Counter(x.cara for x in mutasi) == dict.fromkeys(CARA, JUMLAH // 3)
    dulu = {g[:6] for g in pemeriksa.failing(fakta)}
    dihubungkan = covered_cells(residu)
    hasil = []
    for x in mutasi:
        baru = pemeriksa.new_failures(x)
        hasil.append((x, baru is None or bool(baru), baru is None or bool({g[:6] for g in baru} - dulu)))
    terhubung = [h for h in hasil if h[0].fakta.fakta_id in dihubungkan]
    angka = [f for f in read_rows(fakta) if f.keadaan == "angka"]
    lepas = [f"{f.fakta_id} ({f.kode}): {f.nilai_teks}" for f in angka if f.fakta_id not in dihubungkan]
    record_property("bagian_terlihat", sum(h[1] for h in hasil) / len(hasil))
    with capsys.disabled():
        print(f"\nSatu angka diubah, {JUMLAH} kali: terlihat {_share([h[1] for h in hasil])}; "
              f"yang dihubungkan {_share([h[1] for h in terhubung])}, di tempat yang semula benar {_share([h[2] for h in terhubung])}")
        for cara in CARA:
            print(f"  {cara}: {_share([h[1] for h in terhubung if h[0].cara == cara])} yang dihubungkan")
        print(*(f"  luput: {h[0]}" for h in hasil if not h[1]), sep="\n")
        print(f"Tanpa hubungan {len(lepas)} dari {len(angka)} angka:", *lepas, sep="\n  ")
    assert sum(h[1] for h in terhubung) / len(terhubung) >= 0.95
    assert sum(h[1] for h in hasil) / len(hasil) >= 0.95


@pytest.mark.lambat
def test_evaluating_what_a_change_can_reach_gives_what_evaluating_everything_gives(pemeriksa, mutasi):
    beda = [str(x) for x in mutasi[:BUKTI] if pemeriksa.new_failures(x) != pemeriksa.new_failures(x, seluruhnya=True)]
    assert beda == []


def test_what_no_change_touches_stays_silent(pemeriksa, mutasi):
    x = mutasi[0]
    sama = Mutasi(x.fakta, x.cara, {})
    assert pemeriksa.new_failures(sama) == set() == pemeriksa.new_failures(sama, seluruhnya=True)


@pytest.mark.parametrize(("teks", "jenis"), [("338.735", "cacah"), ("Rp. 47.375.004.000-", "rupiah"), ("83,25", "desimal"), ("59.25%", "desimal"),
                                             ("2 HT", "cacah"), ("100", "desimal")])
def test_a_change_is_what_it_says(masukan, teks, jenis):
    angka = parse_number(teks, jenis, persen=True)
    tabel = next(t for t in masukan.tabel if t.tabel.name == "t10-indeks-2023")
    f = Fakta("t10-indeks-2023:2:nilai", "oku", "t10-indeks-2023", 2, "nilai", "x", "oku", 2023, "TH", teks, angka.nilai, "", angka.presisi, "tabel", "angka", "", "")
    for cara in ("kali_10", "angka"):
        (baru,) = make_mutation(f, cara, tabel, None, random.Random(1)).sel.values()
        kini = parse_number(baru, jenis, persen=True)
        assert kini.satuan_tercetak == angka.satuan_tercetak and kini.keadaan == "angka"
        assert kini.nilai == pytest.approx(10 * angka.nilai) if cara == "kali_10" else kini.nilai != angka.nilai
    assert make_mutation(f, "tukar", tabel, f, random.Random(1)) is None


def test_nearly_every_number_is_determined_by_some_relation(fakta, residu):
    angka = fakta.loc[fakta["keadaan"] == "angka", "fakta_id"]
    assert angka.isin(covered_cells(residu)).mean() > 0.97


def test_a_digit_changed_in_the_files_becomes_a_new_finding(salinan: Salinan, temuan):
    salinan.set_cell("t51-personel-kejuruan", 2, "belum_2023", "418")
    baru = {t.id for t in register(salinan.ruang)} - {t.id for t in temuan}
    assert baru == {"jumlah-bagian-sdm-personel-2023"}


def test_a_digit_that_makes_a_contradiction_vanish_removes_its_finding(salinan: Salinan, temuan):
    salinan.set_cell("t61-alkom-satker", 20, "jumlah_2023", "68")
    salinan.set_cell("t61-alkom-satker", 20, "jenis_2023", "68")
    hilang = {t.id for t in temuan} - {t.id for t in register(salinan.ruang)}
    assert hilang == {"jumlah-bagian-alkom-satker-2023"}
