"""A result is kept only where nothing it depends on changed and every file of it is whole."""

from __future__ import annotations

import json
import shutil

import pytest

from helpers.pipeline.inputs import input_digest, is_current, program_digest
from helpers.pipeline.manifest import NAMA
from helpers.pipeline.run import run
from tests.pipeline.conftest import make_notebook, mesin, proyek  # noqa: F401  fixtures

META = {"title": "LKIP"}


def again(ruang, **opsi):
    return run(ruang, metadata=META, **{"format": ("html",), "lewati_sama": True} | opsi)


def test_the_same_inputs_are_not_worked_on_again(proyek, mesin):  # noqa: F811
    pertama = again(proyek)
    asal = proyek.hasil.stat().st_ino
    kedua = again(proyek)
    assert not pertama.tetap and kedua.tetap and kedua.berkas == pertama.berkas and proyek.hasil.stat().st_ino == asal
    assert not run(proyek, metadata=META, format=("html",)).tetap  # only who asks for it


@pytest.mark.parametrize("ubah", [
    lambda r: (r.mentah / "tabel-01.csv").write_text("kode,nilai\nH8,2\n", encoding="utf-8"),
    lambda r: (r.mentah / "koreksi.yml").write_text("koreksi: []\n", encoding="utf-8"),
    lambda r: (r.metodologi / "polri" / "indikator.yml").write_text('versi: "1.3"\n', encoding="utf-8"),
    lambda r: make_notebook("1 + 1", berkas=r.akar / "notebooks" / "03_indeks.ipynb"),
    lambda r: (r.akar / "report" / "lkip.qmd").write_text("# LKIP baru\n", encoding="utf-8"),
    lambda r: (r.akar / "_quarto-lkip.yml").write_text("project: {}\n", encoding="utf-8"),
    lambda r: (r.akar / "requirements.lock").write_text("pytest==1\n", encoding="utf-8"),
    lambda r: (r.hasil / "lkip.html").write_text("lain", encoding="utf-8"),
    lambda r: (r.hasil / "lkip.html").unlink(),
    lambda r: (r.hasil / "lebih.txt").write_text("x", encoding="utf-8"),
    lambda r: (r.hasil / NAMA).write_text("[]", encoding="utf-8"),
    lambda r: (r.hasil / NAMA).unlink(),
    lambda r: shutil.rmtree(r.hasil),
])
def test_any_change_makes_it_again(proyek, mesin, ubah):  # noqa: F811
    again(proyek)
    ubah(proyek)
    hasil = again(proyek)
    assert not hasil.tetap and is_current(proyek.hasil, json.loads((proyek.hasil / NAMA).read_text(encoding="utf-8"))["masukan"])
    assert again(proyek).tetap


def test_another_format_engine_or_title_makes_it_again(proyek, mesin):  # noqa: F811
    again(proyek)
    assert not again(proyek, format=("html", "pdf")).tetap
    assert again(proyek, format=("pdf", "html")).tetap  # the order asked for changes nothing
    mesin.versi = "1.1"
    assert not again(proyek, format=("html", "pdf")).tetap
    assert not run(proyek, metadata={"title": "Lain"}, format=("html", "pdf"), lewati_sama=True).tetap


def test_code_is_an_input(proyek, mesin, tmp_path, monkeypatch):  # noqa: F811
    import helpers

    awal = program_digest(proyek.akar)
    kode = tmp_path / "helpers"
    (kode / "__pycache__").mkdir(parents=True)
    (kode / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(helpers, "__file__", str(kode / "__init__.py"))
    lain = program_digest(proyek.akar)
    (kode / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert awal != lain == program_digest(proyek.akar)
    isi = {"dokumen": "lkip", "format": ["html"], "mesin": {}, "metadata": {}}
    assert input_digest(proyek, program=awal, **isi) != input_digest(proyek, program=lain, **isi)
