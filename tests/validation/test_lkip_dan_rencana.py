"""A Polres whose data holds an LKIP and an action plan: both are read, and both agree."""

from __future__ import annotations

import hashlib
import json

import pytest
import yaml

from helpers.errors import KesalahanMasukan
from helpers.methodology.combined import with_plan
from helpers.sintetis.paket import make
from helpers.sources.datapackage import choose_document
from helpers.sources.facts import build_facts
from helpers.sources.plan import build_plan
from helpers.sources.workspace import load_input

from .conftest import register
from .contoh_rencana import make_plan


def _both(masukan, rencana_masukan, akar):
    """Write a consistent LKIP, and beside its tables those of a consistent plan."""
    ruang = make(masukan.metodologi).write(akar)
    lain = make_plan(rencana_masukan.metodologi)
    lain.pengesahan[1][1], lain.narasi = f"12 Januari {ruang.tahun}", []
    asal = lain.write(akar)
    paket = json.loads((ruang.mentah / "datapackage.json").read_text(encoding="utf-8"))
    rencana = json.loads((asal.mentah / "datapackage.json").read_text(encoding="utf-8"))
    for r in rencana["resources"]:
        if r["name"] == "narasi":
            continue
        isi = (asal.mentah / r["path"]).read_bytes()
        (ruang.mentah / r["path"]).write_bytes(isi)
        paket["resources"].append(r | {"lkip": r["lkip"] | {"bawaan": {"tahun": ruang.tahun}}, "hash": "sha256:" + hashlib.sha256(isi).hexdigest()})
    paket["lkip"] |= {"rencana": rencana_masukan.metodologi.kode, "dokumen": ["lkip", "rencana-aksi"]}
    (ruang.mentah / "datapackage.json").write_text(json.dumps(paket), encoding="utf-8")
    profil = yaml.safe_load((ruang.mentah / "profil.yml").read_text(encoding="utf-8")) | {"penetapan": {"tempat": "Kota Contoh", "tanggal": f"{ruang.tahun}-01-12"}}
    (ruang.mentah / "profil.yml").write_text(yaml.safe_dump(profil), encoding="utf-8")
    return ruang


def test_both_documents_are_read_and_neither_disturbs_the_other(masukan, rencana_masukan, akar):
    ruang = _both(masukan, rencana_masukan, akar)
    m = load_input(ruang)
    fakta = build_facts(m.tabel, m.metodologi, ruang.polres, m.nama_wilayah)
    rencana = build_plan(fakta, m.metodologi, m.tabel)
    assert len(rencana.butir) == len(m.metodologi.rencana.butir) and "IKU1" in m.metodologi.indikator
    assert m.metodologi.pemantauan == rencana_masukan.metodologi.pemantauan
    assert {b.lkip for b in m.metodologi.rencana.indikator.values()} - {""} <= set(m.metodologi.indikator) | {"H1", "H2", "H3", "H7", "H8"}
    assert choose_document(ruang) == "lkip" and choose_document(ruang, "rencana-aksi") == "rencana-aksi"
    # the plan states its number of cases in a text, which is left out here
    assert {t.id for t in register(ruang)} <= {"kelengkapan-target-setahun-2023"}


def test_methodologies_that_do_not_fit_are_refused(masukan, rencana_masukan):
    with pytest.raises(KesalahanMasukan, match="bukan metodologi rencana aksi"):
        with_plan(rencana_masukan.metodologi, masukan.metodologi)
    with pytest.raises(KesalahanMasukan, match="sama-sama memakai kode"):
        with_plan(rencana_masukan.metodologi, rencana_masukan.metodologi)
