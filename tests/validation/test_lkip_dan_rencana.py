"""A Polres whose data holds an LKIP and an action plan: both are read and agree, and each document has what is its own."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from helpers.errors import KesalahanMasukan
from helpers.methodology.combined import with_plan
from helpers.narrative.material import Bahan
from helpers.narrative.plan import BahanRencana
from helpers.sintetis import rencana as aksi
from helpers.sintetis.paket import make
from helpers.sources.datapackage import choose_document, folder_suffix
from helpers.sources.facts import build_facts
from helpers.sources.plan import build_plan
from helpers.sources.realisations import find_realisations, read_realisations
from helpers.sources.workspace import load_input
from helpers.validation import expectations
from helpers.validation.findings import collect_findings
from helpers.validation.part import Bagian, separate
from helpers.validation.relations import evaluate_relations
from helpers.validation.values import choose_values

from .conftest import register

DOKUMEN = ("lkip", "rencana-aksi")


@pytest.fixture
def paket(masukan, rencana_masukan):
    """The consistent package of both, not written yet."""
    c = make(masukan.metodologi)
    acak = random.Random(3)
    r = aksi.plan_beside(rencana_masukan.metodologi, c.bahan, acak)
    c.add_plan(r, aksi.realisations_of(r, 3, acak, c.nilai))
    return c


def _read(ruang):
    m = load_input(ruang)
    return m, build_facts(m.tabel, m.metodologi, ruang.polres, m.nama_wilayah)


def test_both_documents_are_read_and_neither_disturbs_the_other(paket, rencana_masukan, akar):
    ruang = paket.write(akar)
    m, fakta = _read(ruang)
    rencana = build_plan(fakta, m.metodologi, m.tabel)
    assert len(rencana.butir) == len(m.metodologi.rencana.butir) and "IKU1" in m.metodologi.indikator
    assert m.metodologi.pemantauan == rencana_masukan.metodologi.pemantauan
    assert choose_document(ruang) == "lkip" and choose_document(ruang, "rencana-aksi") == "rencana-aksi"
    assert [folder_suffix(ruang, d) for d in DOKUMEN] == ["", "rencana-aksi"]
    assert [t.judul for t in register(ruang)] == []
    for kode, b in m.metodologi.rencana.indikator.items():  # what both name is one target
        if b.lkip in m.metodologi.indikator:
            assert rencana.butir[kode].target.nilai == pytest.approx(paket.bahan.target[b.lkip]), kode


def test_realisations_keep_the_sums_and_equals_of_the_plan(paket, akar):
    ruang = paket.write(akar)
    m, fakta = _read(ruang)
    lapor = read_realisations(find_realisations(ruang.mentah), build_plan(fakta, m.metodologi, m.tabel), m.metodologi, ruang.polres, ruang.tahun)
    assert lapor.contoh and {x.periode for x in lapor.lapor} == {"TW1", "TW2", "TW3"}
    nilai = {(x.kode, x.periode): x.nilai for x in lapor.lapor}
    for p in ("TW1", "TW2", "TW3"):
        assert nilai["rsi.turjawali", p] == sum(nilai[f"rsi.turjawali.{k}", p] for k in ("pengaturan", "pengawalan", "patroli"))
        assert nilai["serapan", p] == nilai["serapan.penyerapan", p] == nilai["nka.pelaksanaan.penyerapan", p]
        assert nilai["harkamtibmas", p] == paket.nilai["IKU1.realisasi", p]


def _whole(ruang):
    m, fakta = _read(ruang)
    k = m.metodologi
    terpakai = choose_values(fakta, k.eksak, (), ruang.polres, k.concept)
    residu = evaluate_relations(fakta, terpakai, k, ruang.polres, ruang.tahun, m.paket.resources)
    gagal = residu[residu["lebih"] > 0]
    temuan = collect_findings(gagal, fakta[fakta["keraguan"] != ""], fakta, m.paket.resources, k, (), m.nama_wilayah)
    hasil = expectations.to_table(expectations.validate(fakta, residu, k))
    return Bagian(m, fakta, terpakai, hasil, temuan), residu


@pytest.mark.lambat
def test_each_document_has_its_own_tables_rules_and_findings(paket, akar):
    paket.set_cell("pendukung", paket.row("pendukung", "spkt.jumlah"), "nilai", "9.999")
    paket.set_cell("rencana-aksi", paket.row("rencana-aksi", "ranmor"), "target", "59,00 %")
    utuh, residu = _whole(paket.write(akar))
    assert len(utuh.temuan) == 2
    bagian = {d: separate(d, utuh, lambda: residu) for d in (*DOKUMEN, "pantau")}
    lkip, rencana = bagian["lkip"], bagian["rencana-aksi"]
    assert [t.kode for t in rencana.temuan] == ["ranmor"] and [t.id for t in lkip.temuan] == [t.id for t in utuh.temuan if t.kode != "ranmor"]
    assert [t.id for t in bagian["pantau"].temuan] == [t.id for t in rencana.temuan]
    nama = {d: {t.tabel.name for t in b.masukan.tabel} for d, b in bagian.items()}
    assert nama["rencana-aksi"] == {"rencana-aksi", "pengesahan", "narasi-rencana"} and not nama["lkip"] & nama["rencana-aksi"]
    assert nama["lkip"] | nama["rencana-aksi"] == {t.tabel.name for t in utuh.masukan.tabel}
    assert lkip.masukan.metodologi.rencana is None and rencana.masukan.metodologi.analisis is None
    assert len(lkip.fakta) + len(rencana.fakta) == len(utuh.fakta)
    for kolom in ("diperiksa", "gagal"):   # nothing is counted twice or lost
        assert sum(b.harapan[kolom].sum() for b in (lkip, rencana)) == utuh.harapan[kolom].sum(), kolom
    assert lkip.harapan["gagal"].sum() and rencana.harapan["gagal"].sum()


@pytest.mark.lambat
def test_a_target_that_differs_between_the_documents_is_a_finding_of_both(paket, akar):
    paket.set_cell("rencana-aksi", paket.row("rencana-aksi", "akip"), "target", "99,00")
    utuh, residu = _whole(paket.write(akar))
    [t] = utuh.temuan
    assert t.id.startswith("agregasi-akip-") and "target yang sama dalam LKIP tercetak" in " ".join(t.perhitungan)
    assert {p.kode for p in t.tempat} == {"akip", "IKP5.target"}
    semua = Bahan(utuh.masukan, utuh.fakta, utuh.terpakai, utuh.terpakai, utuh.terpakai, utuh.harapan, utuh.temuan)
    for dokumen, jenis in (("lkip", Bahan), ("rencana-aksi", BahanRencana)):
        x = separate(dokumen, utuh, lambda: residu)
        b = jenis(x.masukan, x.fakta, x.terpakai, x.terpakai, x.terpakai, x.harapan, x.temuan, utuh=semua)
        assert b.temuan == [t] and all(b.place(p) for p in t.tempat), dokumen


def test_a_package_with_one_document_is_left_whole(rencana_masukan, rencana_fakta):
    utuh = Bagian(rencana_masukan, rencana_fakta, rencana_fakta, rencana_fakta, [])
    assert separate("rencana-aksi", utuh, lambda: pytest.fail("nothing to separate")) is utuh


def test_methodologies_that_do_not_fit_are_refused(masukan, rencana_masukan):
    with pytest.raises(KesalahanMasukan, match="bukan metodologi rencana aksi"):
        with_plan(rencana_masukan.metodologi, masukan.metodologi)
    with pytest.raises(KesalahanMasukan, match="sama-sama memakai kode"):
        with_plan(rencana_masukan.metodologi, rencana_masukan.metodologi)


@pytest.mark.parametrize("isian", [{"lkip": "IKU9"}, {"mendukung": ("IKP99",)}])
def test_a_link_to_an_unknown_indicator_is_refused(masukan, rencana_masukan, isian):
    r = rencana_masukan.metodologi.rencana
    isi = {k: getattr(r, k) for k in type(r).model_fields} | {"indikator": r.indikator | {"akip": r.indikator["akip"].model_copy(update=isian)}}
    m = replace(rencana_masukan.metodologi, rencana=type(r)(**isi))
    with pytest.raises(KesalahanMasukan, match=r"akip dikaitkan dengan \"IK(U9|P99)\" yang tidak ada"):
        with_plan(masukan.metodologi, m)
