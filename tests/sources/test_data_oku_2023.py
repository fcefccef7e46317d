"""The committed data of OKU 2023: what is there, counted, and that it is what it says it is."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest
from frictionless import FrictionlessException, Package

from helpers.numbers import parse_number
from helpers.sources.facts import (
    KOLOM_FAKTA,
    PERIODE,
    count_by_table,
    count_states,
)
from helpers.sources.profile import raw_files, run_metadata
from tests.conftest import OKU

PIN = Path(__file__).with_name("hitungan_oku_2023.csv")
KEPALA = ["sumber", "baris_csv", "sel_fakta", "sel_angka"]


def count(masukan, fakta) -> list[list[str]]:
    per = fakta.assign(angka=fakta["keadaan"] == "angka").groupby("sumber")["angka"].agg(["size", "sum"])
    return [[t.tabel.name, str(len(t.baris)), *(str(int(n)) for n in per.loc[t.tabel.name])] for t in masukan.tabel]


def test_resources_rows_and_numeric_cells_are_as_pinned(masukan, fakta, request):
    """A cell that changes from a number to a dash, a lost row or table: seen here, whatever the checks say."""
    kini = [KEPALA, *count(masukan, fakta)]
    if request.config.getoption("--perbarui-pin"):
        with PIN.open("w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows(kini)
    with PIN.open(encoding="utf-8", newline="") as f:
        assert kini == list(csv.reader(f))
    assert len(kini) - 1 == 78
    assert sum(int(b[3]) for b in kini[1:]) == int((fakta["keadaan"] == "angka").sum())


def test_the_counts_that_the_notebook_shows_add_up(fakta):
    keadaan = dict(count_states(fakta).itertuples(index=False))
    assert sum(n for k, n in keadaan.items() if k not in ("ragu", "seluruhnya")) == keadaan["seluruhnya"] == len(fakta)
    assert keadaan["strip_ganda"] > 0 and keadaan["ragu"] > 0
    per = count_by_table(fakta)
    assert per.iloc[-1]["sel"] == per.iloc[:-1]["sel"].sum() == len(fakta)


def test_every_table_is_the_registered_one(masukan):
    for r in json.loads((OKU.mentah / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        isi = (OKU.mentah / r["path"]).read_bytes()
        assert (r["hash"], r["bytes"]) == ("sha256:" + hashlib.sha256(isi).hexdigest(), len(isi)), r["name"]
        assert isi.endswith(b"\n") and b"\r" not in isi and not isi.startswith(b"\xef\xbb\xbf"), r["name"]
    assert {t.tabel.path for t in masukan.tabel} == {p.name for p in raw_files(OKU.mentah) if p.suffix == ".csv"}


def test_the_descriptor_follows_the_frictionless_specification():
    isi = json.loads((OKU.mentah / "datapackage.json").read_text(encoding="utf-8"))
    assert list(Package.metadata_validate(isi)) == []
    isi["resources"][0]["schema"]["fields"][0]["type"] = "angka"
    with pytest.raises(FrictionlessException):  # the check can fail
        list(Package.metadata_validate(isi))


def test_every_fact_has_an_address_and_a_source_cell(masukan, fakta):
    assert tuple(fakta.columns) == KOLOM_FAKTA
    assert fakta["fakta_id"].is_unique
    assert fakta["kode"].map(masukan.metodologi.knows).all()
    assert set(fakta["periode"]) <= set(PERIODE) and fakta["tahun"].between(2019, 2024).all()
    assert (fakta["nilai"].notna() == (fakta["keadaan"] == "angka")).all()
    isi = {t.tabel.name: t for t in masukan.tabel}
    for f in fakta.itertuples():
        t = isi[f.sumber]
        sel = t.baris[f.baris - 2][[k.name for k in t.tabel.kolom].index(f.kolom)]
        assert f.nilai_teks == sel or f.nilai_teks in sel.split(), f.fakta_id


@pytest.mark.parametrize(("fakta_id", "kode", "wilayah", "tahun", "periode", "nilai"), [
    ("t05-kamtibmas-2023-tw-th:29:th_2023", "H8.kasus", "oku", 2023, "TH", 458),
    ("t35-gakkum-2023-tw-th:29:tw2_2023", "H8.kasus", "oku", 2023, "TW2", 49),
    ("t04-pengukuran-realisasi-capaian:5:realisasi:1", "IKP1.realisasi", "oku", 2023, "TH", 1.5),
    ("t04-pengukuran-realisasi-capaian:5:capaian:3", "IKP3.capaian", "oku", 2023, "TH", 178),
    ("t21-samapta-response-time:3:target_2022", "samapta.response_target", "baturaja-timur", 2022, "TH", 20),
    ("t61-alkom-satker:2:jumlah_2022", "alkom.satker", "bagops", 2022, "TH", 2),
    ("t66-perbandingan-akip:2:nilai_1", "IKP5.realisasi", "oku", 2019, "TH", 77.91),
    ("t72-penyerapan-anggaran:3:sisa", "anggaran.sisa", "oku", 2020, "TH", -3465480287),
    ("t74-realisasi-anggaran:2:nilai", "anggaran.pagu", "oku", 2023, "TH", 69177957000),
])
def test_a_cell_becomes_the_fact_it_states(fakta, fakta_id, kode, wilayah, tahun, periode, nilai):
    f = fakta.set_index("fakta_id").loc[fakta_id]
    assert (f["kode"], f["wilayah"], f["tahun"], f["periode"], f["nilai"]) == (kode, wilayah, tahun, periode, nilai)


def test_numbers_of_the_prose_are_facts_of_their_own_kind(fakta):
    prosa = fakta[fakta["sumber"] == "narasi"]
    assert set(prosa["jenis"]) == {"narasi"} and len(prosa) > 100
    assert set(fakta.loc[fakta["sumber"] != "narasi", "jenis"]) == {"tabel"}


def test_words_and_dates_stand_in_their_quotation(masukan, fakta):
    """What is read as a word of direction or a date is part of what the source prints."""
    isi = next(t for t in masukan.tabel if t.tabel.name == "narasi")
    kutipan = {n: b[2] for n, b in enumerate(isi.baris, 2)}
    kata = fakta[(fakta["sumber"] == "narasi") & fakta["keadaan"].isin(["kata", "tanggal", "rujukan"])]
    assert len(kata) >= 36 and all(f.nilai_teks in kutipan[f.baris] for f in kata.itertuples())
    assert not any(f.kode.endswith((".arah", ".status")) and f.keadaan == "kosong" for f in fakta.itertuples())


def test_titles_are_what_is_printed_above_the_table(masukan):
    """Beside our remarks in brackets, the title of a table is part of its printed heading."""
    bertajuk = [t for t in masukan.paket.resources if t.lkip.judul_tercetak]
    assert len(bertajuk) == 62
    assert all(t.title.partition(" [")[0] in " ".join(t.lkip.judul_tercetak) for t in bertajuk)
    tanpa = [t for t in masukan.paket.resources if not t.lkip.judul_tercetak and t.name != "narasi"]
    assert all("[" in t.title or t.name.startswith("t02") for t in tanpa)


def test_the_profile_and_the_metadata_of_the_document(masukan):
    p = masukan.profil
    assert (p.kode, len(p.polsek), len(p.tujuan), len(p.sasaran_strategis)) == ("oku", 11, 5, 5)
    meta = run_metadata(OKU)
    assert meta["tanggal"].endswith("2 Februari 2024") and meta["polres"]["jumlah_polsek"] == "11"
    assert masukan.nama_wilayah["ulu-ogan"] == "Polsek Ulu Ogan" and masukan.nama_wilayah["oku"] == "Polres OKU"


def test_every_indicator_has_its_place_in_the_narrative(masukan):
    assert masukan.narasi.indikator == tuple(masukan.metodologi.indikator)
    assert masukan.narasi.of("IKU1").penyebab_kegagalan and masukan.narasi.of("IKP99").penyebab_keberhasilan == ()


def test_corrections_choose_the_declared_cell(masukan, terpakai):
    dipilih = terpakai.set_index(["kode", "tahun", "periode"])
    for k in masukan.koreksi:
        f = dipilih.loc[(k.kode, k.tahun, k.periode)]
        assert f["status"] == "koreksi" and f["nilai"] == parse_number(k.expect, masukan.metodologi.unit(k.kode).jenis).nilai, k.pilih
    contoh = terpakai[(terpakai["kode"] == "H8.kasus") & (terpakai["tahun"] == 2023)].set_index("periode")["nilai"]
    assert contoh.to_dict() == {"TW1": 114, "TW2": 115, "TW3": 113, "TW4": 116, "TH": 458}


def test_an_undecided_contest_takes_the_value_printed_most_often_and_stays_marked(terpakai):
    p = terpakai[(terpakai["kode"] == "H7.proyeksi") & (terpakai["tahun"] == 2023) & (terpakai["periode"] == "TH")].iloc[0]
    assert (p["nilai"], p["status"], p["ragam"]) == (48, "diperselisihkan", 2)
