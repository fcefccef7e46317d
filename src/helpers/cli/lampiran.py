"""What the command adds to a result; only the command may join the pipeline and the report's code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from helpers.paths import Ruang

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


def tables_of(dokumen: str) -> Penambah:
    """Return what writes the published tables as workbooks, read from the document's page; a run that makes no page makes one for this."""
    def write(proyek: Path, terbit: Path) -> dict[str, bytes]:
        import pandas as pd

        from helpers.rendering.engine import choose_engine
        from helpers.rendering.sheets import write_workbooks

        halaman = terbit / f"{dokumen}.html"
        if not halaman.is_file():
            halaman = choose_engine("embedded").render(proyek, dokumen, ("html",), proyek / "build")[0]
        fakta = pd.read_parquet(terbit / "fakta.parquet", columns=["fakta_id", "nilai"]).dropna()
        write_workbooks(halaman, terbit, dict(zip(fakta["fakta_id"], fakta["nilai"], strict=True)))
        return {}

    return write


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
