"""A tiny project: four notebooks of a few cells, and an engine that copies instead of rendering."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.paths import Ruang

#: The smallest descriptor there is.
PAKET = {"name": "oku-2023", "lkip": {"polres": "oku", "tahun": 2023, "metodologi": "contoh"}, "resources": [
    {"name": "tabel-01", "path": "tabel-01.csv", "title": "Tabel", "hash": "", "schema": {"fields": [{"name": "kode"}, {"name": "nilai"}]}}]}
PARAMETER = 'polres = "oku"\ntahun = 2023'
RUANG = "from helpers.parameters import check_parameters\nruang = check_parameters(polres=polres, tahun=tahun)"
TULIS = {
    "01_pembersihan": 'for nama in ("fakta.csv", "fakta.parquet"):\n    (ruang.bersih / nama).write_text("isi", encoding="utf-8")',
    "02_validasi": (
        '(ruang.bersih / "temuan.xlsx").write_bytes(b"isi")\n'
        '(ruang.bersih / "mutu-data.html").write_text("<h1>Mutu</h1>", encoding="utf-8")\n'
        '(ruang.bersih / "temuan.csv").write_text('
        '"id,tingkat,keluarga,judul\\nT-2,info,rasio,Kecil\\nT-1,kritis,rasio,[red]Besar\\n", encoding="utf-8")'
    ),
    "03_indeks": "nilai = 1 + 1\nnilai",
    "04_analisis": "from IPython.display import Markdown\nMarkdown(f'Polres **{polres}**')",
}


def make_notebook(*sel: str, berkas: Path | None = None, parameter: str | None = PARAMETER):
    """Return a notebook of code cells with ids, the first one tagged `parameters`."""
    isi = [new_markdown_cell("# Judul", id="judul")]
    if parameter is not None:
        isi.append(new_code_cell(parameter, id="param", metadata={"tags": ["parameters"]}))
    isi += [new_code_cell(s, id=f"kode-{n}") for n, s in enumerate(sel, start=1)]
    nb = new_notebook(cells=isi)
    if berkas is not None:
        berkas.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nb, berkas)
    return nb


@pytest.fixture
def proyek(tmp_path: Path) -> Ruang:
    """A project root with data, sources and four notebooks."""
    akar = tmp_path / "proyek {x}"  # braces are harmless in a path
    for nama, isi in {
        "_quarto.yml": "project: {type: default}\n",
        "_quarto-lkip.yml": "project: {render: [report/lkip.qmd]}\n",
        "report/lkip.qmd": "# LKIP\n",
        "requirements.lock": "pytest==0\n",
        "data/raw/oku/2023/datapackage.json": json.dumps(PAKET) + "\n",
        "data/raw/oku/2023/tabel-01.csv": "kode,nilai\nH8,1\n",
        "data/raw/metodologi/polri/indikator.yml": 'versi: "1.2"\n',
    }.items():
        berkas = akar / nama
        berkas.parent.mkdir(parents=True, exist_ok=True)
        berkas.write_text(isi, encoding="utf-8")
    for nama, sel in TULIS.items():
        make_notebook(RUANG, sel, berkas=akar / "notebooks" / f"{nama}.ipynb")
    return Ruang(akar, "oku", 2023)


class MesinPalsu:
    """Writes what it was given; no document program needed."""

    nama, versi, serentak = "palsu", "1.0", False

    def __init__(self) -> None:
        self.galat: Exception | None = None

    def render(self, proyek, profil, format, luaran, simpan=None):  # noqa: A002
        if self.galat:
            raise self.galat
        isi = (proyek / "_run.yml").read_text(encoding="utf-8") + (proyek / "report" / "lkip.qmd").read_text(encoding="utf-8")
        isi += "".join(sorted(b.name for b in (proyek / "notebooks").iterdir()))
        hasil = []
        for akhiran in format:
            berkas = luaran / f"{profil}.{akhiran}"
            berkas.write_text(isi, encoding="utf-8")
            hasil.append(berkas)
        (luaran / "sampah.tmp").write_text("x", encoding="utf-8")
        return hasil


@pytest.fixture
def mesin(monkeypatch: pytest.MonkeyPatch) -> MesinPalsu:
    """Put the fake engine in the place of the real ones."""
    palsu = MesinPalsu()
    monkeypatch.setattr("helpers.rendering.engine.choose_engine", lambda nama="auto": palsu)
    return palsu


@pytest.fixture
def perintah(proyek: Ruang, mesin: MesinPalsu, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run `lkip ...` on the tiny project: returns exit code, output, errors."""
    from helpers.cli.main import main

    monkeypatch.setattr("helpers.sources.profile.run_metadata", lambda ruang, dokumen: {"polres": {"nama": "Polres OKU"}})
    monkeypatch.setattr("helpers.cli.main._numbers_of", lambda ruang, dokumen, **lain: None)  # the tiny project has no facts to describe
    monkeypatch.setattr("helpers.cli.main._completeness", lambda ruang, dokumen: ["Kelengkapan: palsu."])  # nor a document to examine
    monkeypatch.setenv("LKIP_AKAR", str(proyek.akar))
    monkeypatch.delenv("LKIP_RINCI", raising=False)

    def call(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as keluar:
            main(list(args))
        teks = capsys.readouterr()
        return keluar.value.code, teks.out, teks.err

    return call
