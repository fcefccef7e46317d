"""The committed action plan of Banjar 2025: what is there, counted, and the model that is read from it."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest
from frictionless import Package

from helpers.errors import KesalahanMasukan
from helpers.sources.facts import count_states
from helpers.sources.owners import parse_owners
from helpers.sources.plan import TRIWULAN, build_plan, split_label
from helpers.sources.profile import KHUSUS, load_profile, run_metadata
from tests.conftest import BANJAR

PIN = Path(__file__).with_name("hitungan_banjar_2025.csv")
KEPALA = ["halaman", "baris", "indikator", "langkah", "angka_target", "angka_triwulan", "strip", "kosong_triwulan", "penanggung_jawab"]


@pytest.fixture(scope="module")
def rencana(rencana_masukan, rencana_fakta):
    return build_plan(rencana_fakta, rencana_masukan.metodologi, rencana_masukan.tabel)


def _counts(masukan, fakta) -> list[list[str]]:
    """Count, page by page, what the plan prints."""
    t = next(t for t in masukan.tabel if t.tabel.name == "rencana-aksi")
    letak = [k.name for k in t.tabel.kolom].index("halaman")
    hasil: dict[str, Counter] = {}
    for b in t.baris:
        hasil.setdefault(b[letak], Counter())["baris"] += 1
    for f in fakta[fakta["sumber"] == "rencana-aksi"].itertuples():
        c = hasil[t.baris[f.baris - 2][letak]]
        c[f.kolom if f.keadaan == "teks" and f.kode != "dokumen.nomor_lepas" else ""] += 1
        c["angka_target"] += f.kolom == "target" and f.keadaan == "angka"
        c["angka_triwulan"] += f.periode in TRIWULAN and f.keadaan == "angka"
        c["strip"] += f.keadaan == "strip"
        c["kosong_triwulan"] += f.periode in TRIWULAN and f.keadaan == "kosong"
        c["penanggung_jawab"] += f.keadaan == "jabatan"
    return [[h, *(str(c[k]) for k in KEPALA[1:])] for h, c in hasil.items()]


def test_what_every_page_prints_is_as_pinned(rencana_masukan, rencana_fakta, request):
    kini = [KEPALA, *_counts(rencana_masukan, rencana_fakta)]
    if request.config.getoption("--perbarui-pin"):
        with PIN.open("w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows(kini)
    with PIN.open(encoding="utf-8", newline="") as f:
        assert kini == list(csv.reader(f))
    assert len(kini) - 1 == 21 and sum(int(b[1]) for b in kini[1:]) == 128
    assert dict(count_states(rencana_fakta).itertuples(index=False))["seluruhnya"] == len(rencana_fakta) == 861


def test_the_tables_are_the_registered_ones_and_follow_the_frictionless_specification(rencana_masukan):
    isi = json.loads((BANJAR.mentah / "datapackage.json").read_text(encoding="utf-8"))
    assert list(Package.metadata_validate(isi)) == []
    for r in isi["resources"]:
        mentah = (BANJAR.mentah / r["path"]).read_bytes()
        assert (r["hash"], r["bytes"]) == ("sha256:" + hashlib.sha256(mentah).hexdigest(), len(mentah)), r["name"]
    assert rencana_masukan.paket.lkip.dokumen == ("rencana-aksi",)


def test_the_plan_is_a_tree_of_objectives_indicators_and_steps(rencana):
    assert [s.kode for s in rencana.sasaran] == ["S", "SS1", "SS2", "SS3", "SS4", "SS5"]
    assert [s.nomor for s in rencana.sasaran] == ["", "1.", "2.", "3.", "4.", "5."]
    assert (len(rencana.indikator), len(rencana.langkah)) == (32, 129)
    for b in rencana.butir.values():
        assert b.induk in rencana.butir or any(b.kode in s.indikator for s in rencana.sasaran), b.kode
        assert all(rencana.butir[a].induk == b.kode for a in b.anak)
        assert b.uraian_id and b.halaman and b.sifat.alasan
    assert [b.kode for b in rencana.below("rsi.turjawali")] == [f"rsi.turjawali.{x}" for x in ("pengaturan", "pengawalan", "patroli")]
    assert rencana.indicator_of("bankum.layanan.bantuan") == "bankum"


def test_plans_of_indicators_and_of_steps_are_records_of_their_own(rencana):
    """Printed in one row: the target and the quarters of DSP, and a step without quarters of its own."""
    dsp, usulan = rencana.butir["dsp"], rencana.butir["dsp.usulan"]
    assert dsp.baris == usulan.baris and dsp.target.nilai == 34.77 and [s.nilai for s in dsp.triwulan] == [8.69, 17.39, 26.08, 34.77]
    assert usulan.target is None and usulan.triwulan == () and usulan.nomor == "a."
    sim, survei = rencana.butir["iklk.lantas.sim"], rencana.butir["iklk.lantas.survei"]
    assert [s.nilai for s in sim.triwulan] == [74, 75, 75, 75] and [s.nilai for s in survei.triwulan] == [60] * 4 and survei.nomor == "b)"
    assert rencana.butir["kasus"].target.fakta_id == "narasi:2:nilai" and rencana.butir["kasus"].target.nilai == 263
    assert [s.keadaan for s in rencana.butir["reduksi.operasi.individu"].triwulan] == ["kosong", "angka", "kosong", "kosong"]
    assert [s.keadaan for s in rencana.butir["bankum.produk"].triwulan] == ["strip"] * 4


def test_owners_are_offices_with_a_lead_inherited_where_the_cell_is_merged(rencana):
    turjawali = rencana.butir["rsi.turjawali.patroli"]
    assert [(p.kode, p.peran) for p in turjawali.pemilik] == [("kasat_lantas", "utama"), ("kapolsek/kertak-hanyar", "pendukung"), ("kapolsek/simpang-empat", "pendukung")]
    assert turjawali.pemilik_dari == "rsi"
    assert [p.kode for p in rencana.butir["rsi.dikmas"].pemilik] == ["kasat_lantas"]
    assert rencana.butir["smk.ppk.kontrak"].pemilik_dari == "ipsdm"
    assert [k for k, b in rencana.butir.items() if not b.pemilik and b.jenis == "indikator"] == ["gakkum", "rb", "nka"]
    ejaan = {" ".join(b.pemilik_sel.teks.split()) for b in rencana.butir.values() if b.pemilik_sel and b.pemilik}
    assert len({e for e in ejaan if e not in ("", "·")}) == 27
    assert len({p.kode for b in rencana.butir.values() for p in b.pemilik}) == 23


def test_every_owner_cell_is_made_of_known_offices(rencana_masukan, rencana_fakta):
    for f in rencana_fakta[rencana_fakta["keadaan"] == "jabatan"].itertuples():
        pemilik, asing = parse_owners(f.nilai_teks, rencana_masukan.metodologi)
        assert asing == "" and (pemilik or f.nilai_teks == "·"), f.nilai_teks


@pytest.mark.parametrize(("teks", "kode", "asing"), [
    ("KASAT SAMAPTA POLRES HULU SUNGAI UTARA DAN POLSEK AMUNTAI TENGAH", ["kasat_samapta", "kapolsek/amuntai-tengah"], ""),
    ("Kabag Ren, Kasiwas dan Kasikeu", ["kabag_ren", "kasiwas", "kasikeu"], ""),
    ("KEPALA DINAS", [], "KEPALA DINAS"), ("·", [], ""), ("KABAG OPS karena …..", ["kabag_ops"], "")])
def test_owners_of_other_spellings(rencana_masukan, teks, kode, asing):
    pemilik, sisa = parse_owners(teks, rencana_masukan.metodologi)
    assert ([p.kode for p in pemilik], sisa) == (kode, asing)


@pytest.mark.parametrize(("teks", "hasil"), [
    ("b.Pemenuhan DSP", ("b.", "Pemenuhan DSP")), ("1  Menyusun", ("1", "Menyusun")), ("2. ", ("2.", "")), ("1)", ("1)", ""))])
def test_numbers_are_split_from_their_text(teks, hasil):
    assert split_label(teks) == hasil
    assert split_label("Indeks Gakkum") == ("", "Indeks Gakkum")


def test_what_only_an_lkip_needs_is_not_asked_of_a_plan():
    assert load_profile(BANJAR, ("rencana-aksi",)).visi == ""
    with pytest.raises(KesalahanMasukan) as galat:
        load_profile(BANJAR, ("lkip",))
    assert [m.split('"')[1] for m in galat.value.masalah] == list(KHUSUS["lkip"])
    meta = run_metadata(BANJAR, "rencana-aksi")
    assert (meta["tanggal"], meta["tempat"], meta["title"]) == ("20 Januari 2025", "Martapura", "Rencana Aksi Kinerja")
