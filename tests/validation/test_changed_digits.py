"""How much of the data is under watch: one digit changed anywhere, is it noticed?"""

from __future__ import annotations

import random

import pandas as pd

from helpers.errors import KesalahanMasukan
from helpers.sources.facts import build_facts
from helpers.validation.relations import evaluate_relations
from helpers.validation.values import choose_values
from tests.conftest import Salinan

from .conftest import register

SAMPEL, BENIH = 40, 2023


def failing(fakta: pd.DataFrame, masukan) -> set[tuple]:
    """Return what fails, with values and places."""
    m = masukan.metodologi
    residu = evaluate_relations(fakta, choose_values(fakta, m.eksak, masukan.koreksi, "oku"), m, "oku")
    residu = residu[residu["lebih"] > 0]
    return {*residu[["relasi", "fakta_id", "tercetak", "dihitung", "perhitungan"]].itertuples(index=False, name=None),
            *fakta.loc[fakta["keraguan"] != "", ["fakta_id", "keraguan"]].itertuples(index=False, name=None)}


def test_a_changed_digit_is_usually_noticed(masukan, fakta, record_property, capsys):
    acak = random.Random(BENIH)
    isi = {t.tabel.name: t for t in masukan.tabel}
    sel = fakta[(fakta["keadaan"] == "angka") & ~fakta["fakta_id"].str.count(":").gt(2)].sample(SAMPEL, random_state=BENIH)
    sebelum = failing(fakta, masukan)
    luput = []
    for f in sel.itertuples():
        angka = [i for i, c in enumerate(f.nilai_teks) if c.isdigit()]
        if not angka:
            continue
        i = acak.choice(angka)
        baru = f.nilai_teks[:i] + acak.choice([d for d in "123456789" if d != f.nilai_teks[i]]) + f.nilai_teks[i + 1:]
        t = isi[f.sumber]
        kolom = [k.name for k in t.tabel.kolom].index(f.kolom)
        baris = tuple(b[:kolom] + (baru,) + b[kolom + 1:] if n == f.baris else b for n, b in enumerate(t.baris, 2))
        try:
            satu = build_facts([type(t)(t.tabel, baris)], masukan.metodologi, "oku", masukan.nama_wilayah)
            letak = fakta.index[fakta["sumber"] == f.sumber]  # a table's facts stand together
            kini = failing(pd.concat([fakta.iloc[:letak[0]], satu, fakta.iloc[letak[-1] + 1:]], ignore_index=True), masukan)
        except KesalahanMasukan:
            continue  # a guarded correction or an unreadable cell: noticed
        if kini == sebelum:
            luput.append((f.fakta_id, f.kode, f.nilai_teks, baru))
    bagian = 1 - len(luput) / len(sel)
    record_property("bagian_terlihat", bagian)
    with capsys.disabled():
        print(f"\n{bagian:.0%} dari {len(sel)} angka yang diubah terlihat; luput: {luput}")
    assert bagian > 0


def test_nearly_every_number_is_looked_at_by_some_relation(fakta, residu):
    dilihat = set(residu["fakta_id"]).union(*residu["masukan"].str.split(";"))
    angka = fakta.loc[fakta["keadaan"] == "angka", "fakta_id"]
    assert angka.isin(dilihat).mean() > 0.96, sorted(set(angka) - dilihat)


def test_a_digit_changed_in_the_files_becomes_a_new_finding(salinan: Salinan, temuan):
    salinan.set_cell("t51-personel-kejuruan", 2, "belum_2023", "418")
    baru = {t.id for t in register(salinan.ruang)} - {t.id for t in temuan}
    assert baru == {"jumlah-bagian-sdm-personel-2023"}


def test_a_digit_that_makes_a_contradiction_vanish_removes_its_finding(salinan: Salinan, temuan):
    salinan.set_cell("t61-alkom-satker", 20, "jumlah_2023", "68")
    salinan.set_cell("t61-alkom-satker", 20, "jenis_2023", "68")
    hilang = {t.id for t in temuan} - {t.id for t in register(salinan.ruang)}
    assert hilang == {"jumlah-bagian-alkom-satker-2023"}
