"""What the command adds to a result; only the command may join the pipeline and the report's code."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from helpers.hashes import hash_files, sha256
from helpers.paths import Ruang
from helpers.pipeline.kept import Simpanan
from helpers.pipeline.manifest import files_in
from helpers.rendering.published import table_text

#: Adds files to a result: takes the scratch project and the folder about to be published, returns data for the document's page.
Penambah = Callable[[Path, Path], dict[str, bytes]]

FOLDER_DATA_DOCS = "data-docs"
_GAYA = """<style>
body { font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: .5rem 0; font-size: .9rem; display: block; overflow-x: auto; }
td, th { border: 1px solid #bbb; padding: .25rem .5rem; text-align: left; vertical-align: top; }
.lkip { border: 1px solid #bbb; padding: .75rem; margin: 0 0 1rem; }
.sticky, .sticky-top { position: static; max-height: none !important; }
nav, nav ul { max-height: none !important; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; font-size: 1.05rem; }
.fa-check-circle::before { content: "✓ Success"; font-style: normal; }
.fa-times::before { content: "✗"; font-style: normal; }
td .fa-times::before { content: "✗ Failed"; }
footer, .sticky-top, .card:has(.btn-group-toggle) { display: none; } /* newsletter, a way home that is above already, buttons that need a script */
</style>"""
_PEMBUKA = (
    '<p class="lkip" lang="id">Halaman asli Great Expectations dalam bahasa Inggris, tanpa alamat luar: tidak ada yang dimuat dari jaringan. '
    'Penjelasan dalam bahasa Indonesia: <a href="../mutu-data.html">mutu data</a>. Kembali ke <a href="index.html">daftar halaman</a>.</p>')


def join(*penambah: Penambah | None) -> Penambah | None:
    """Return what adds everything that some add, in order."""
    ada = [p for p in penambah if p is not None]

    def add(proyek: Path, terbit: Path) -> dict[str, bytes]:
        return {nama: isi for satu in ada for nama, isi in (satu(proyek, terbit) or {}).items()}

    return add if ada else None


def tables_of(dokumen: str, simpan: Simpanan | None = None) -> Penambah:
    """Return what writes the published tables as workbooks, read from the document's page; a run that makes no page makes one for this.

    Of the page they read the text between its head and its scripts: how it looks is nothing to them.
    """
    def write(proyek: Path, terbit: Path) -> dict[str, bytes]:
        from helpers.rendering.engine import choose_engine

        halaman = terbit / f"{dokumen}.html"
        if not halaman.is_file():
            halaman = choose_engine("embedded").render(proyek, dokumen, ("html",), proyek / "build", simpan)[0]
        fakta, ke = terbit / "fakta.parquet", proyek / "tabel"

        def make() -> None:
            import pandas as pd

            from helpers.rendering.sheets import write_workbooks

            isi = pd.read_parquet(fakta, columns=["fakta_id", "nilai"]).dropna()
            write_workbooks(halaman, ke, dict(zip(isi["fakta_id"], isi["nilai"], strict=True)))

        (simpan or Simpanan())("tabel", {"dokumen": dokumen, "isi": table_text(halaman), "fakta": sha256(fakta)}, ke, make)
        for berkas in files_in(ke):
            shutil.move(berkas, terbit / berkas.name)
        return {}

    return write


def numbers(ruang: Ruang, dokumen: str, proyek: Path, terbit: Path, tambahan: Any = None, simpan: Simpanan | None = None) -> tuple[dict, bytes]:
    """Write `angka.json` of a run; return what it says, and the cards of the page made of it."""
    from helpers.lineage.numbers import BERKAS
    from helpers.pipeline.run import DOKUMEN

    ke, analisis, kartu = proyek / "angka", DOKUMEN[dokumen].analisis, "kartu.json"
    isi: dict = {}

    def make() -> None:
        from helpers.lineage.cards import pack_cards
        from helpers.lineage.numbers import write_numbers
        from helpers.sources.workspace import load_input

        masukan = load_input(ruang)
        isi.update(write_numbers(masukan, proyek, ke, analisis, tambahan or _reported(masukan, dokumen), dokumen))
        (ke / kartu).write_bytes(pack_cards(isi))

    folder = {"mentah": ruang.mentah, "metodologi": ruang.metodologi, "bersih": ruang.bersih}
    bacaan = {n: hash_files(files_in(f), lambda b, f=f: b.relative_to(f).as_posix()) for n, f in folder.items()}
    (simpan or Simpanan())("angka", {"dokumen": dokumen, "notebook": sha256(proyek / "notebooks" / f"{analisis}.ipynb"), **bacaan}, ke, make)
    shutil.move(ke / BERKAS, terbit / BERKAS)
    return isi or json.loads((terbit / BERKAS).read_text(encoding="utf-8")), (ke / kartu).read_bytes()


def _reported(masukan: Any, dokumen: str) -> Any:
    """Return the realisations handed in with the plan that stands beside an LKIP, as facts and table; None where there are none."""
    from helpers.sources.facts import build_facts
    from helpers.sources.plan import build_plan
    from helpers.sources.realisations import find_realisations, read_realisations

    m, ruang = masukan.metodologi, masukan.ruang
    berkas = find_realisations(ruang.mentah) if dokumen == "lkip" and m.rencana is not None else None
    if berkas is None:
        return None
    rencana = build_plan(build_facts(masukan.tabel, m, ruang.polres, masukan.nama_wilayah), m, masukan.tabel)
    lapor = read_realisations(berkas, rencana, m, ruang.polres, ruang.tahun)
    return lapor.to_facts(ruang.polres, ruang.tahun, m), lapor.tabel


def data_docs_of(ruang: Ruang) -> Penambah:
    """Return what writes Great Expectations' own pages of a run into `data-docs/`, without any outside address."""
    def write(proyek: Path, terbit: Path) -> dict[str, bytes]:
        from helpers.display.quality import data_docs_contents
        from helpers.rendering.detach import detach
        from helpers.rendering.standalone import make_page, write_page
        from helpers.sources.workspace import load_input, read_clean
        from helpers.validation.datadocs import render_data_docs
        from helpers.validation.expectations import list_suites

        masukan = load_input(ruang)
        halaman = render_data_docs(list_suites(read_clean(ruang, "fakta"), read_clean(ruang, "residu"), masukan.metodologi))
        folder = terbit / FOLDER_DATA_DOCS
        folder.mkdir()
        tautan = {f"../../../../expectations/{suite}.html": data_docs_names(suite)[1] for suite in halaman}
        for suite, isi in halaman.items():
            for nama, teks in zip(data_docs_names(suite), isi, strict=True):
                write_page(detach(teks, nama=nama, kepala=_GAYA, awal=_PEMBUKA, tautan=tautan), folder / nama)
        daftar = [(suite, *data_docs_names(suite)) for suite in halaman]
        write_page(make_page(data_docs_contents(masukan.profil.nama, ruang.tahun, daftar), nama="index.html"), folder / "index.html")
        return {}

    return write


def data_docs_names(suite: str) -> Sequence[str]:
    """Return the names of the two pages of a suite."""
    return f"hasil-{suite}.html", f"harapan-{suite}.html"
