"""Everything outside the promise is refused, in Indonesian, with its place."""

from __future__ import annotations

import re

import nbformat
import pytest

from helpers.errors import KesalahanMasukan
from helpers.rendering import KesalahanRender, choose_engine
from helpers.rendering import engine as modul_mesin
from helpers.rendering.embedded import EmbeddedEngine
from tests.rendering.contoh_proyek import SVG, cell, default_cells, make_engine, markdown, png

BAB = "report/bab/_01-pendahuluan.qmd"


def refusal(proyek, format=("html",)) -> str:
    """Render, expect a refusal, return its sentence; nothing may have been written."""
    luaran = proyek.akar.parent / "luaran"
    with pytest.raises(KesalahanRender) as info:
        EmbeddedEngine().render(proyek.akar, "lkip", format, luaran)
    assert not luaran.exists() or not list(luaran.iterdir())
    assert isinstance(info.value, KesalahanMasukan)
    return str(info.value)


@pytest.mark.parametrize(
    ("isi", "baris", "kata"),
    [
        ("Teks.\n\n```{python}\nprint(1)\n```\n", 3, "sel kode"),
        ("Teks.\n\n```{r, echo=FALSE}\n1\n```\n", 3, "sel kode"),
        ("Nilai `{python} x`.\n", 1, "kode sisipan"),
        ("```\ntak ditutup\n", 2, "tidak ditutup"),
        ("Teks\n\n{{< video https://contoh.id/a >}}\n", 3, "video"),
        ("{{{< meta tahun >}}}\n", 1, "diloloskan"),
        ("Teks {{< meta tahun\n", 1, "tidak ditutup"),
        ("Lihat {{< include bab/_x.qmd >}} ini\n", 1, "berdiri sendiri"),
        ("```{=html}\n<p>{{< meta tahun >}}</p>\n```\n", 2, "blok kode"),
        ("{{< meta polres.kepala >}}\n", 1, "polres.kepala"),
        ("{{< include bab/_tidak-ada.qmd >}}\n", 1, "_tidak-ada.qmd"),
        ("{{< include bab/_01-pendahuluan.qmd >}}\n", 1, "dirinya sendiri"),
        ("{{< embed /notebooks/hilang.ipynb#tbl-x >}}\n", 1, "hilang.ipynb"),
        ("\n{{< embed /notebooks/uji.ipynb#tbl-hilang >}}\n", 2, "tbl-hilang"),
        ("{{< embed /notebooks/uji.ipynb >}}\n", 1, "tidak menyebut label"),
        ("{{< embed /notebooks/uji.ipynb#tbl-capaian echo=true >}}\n", 1, "tepat satu"),
        ("Satu\n\nLihat @tbl-tiada.\n", 3, "@tbl-tiada"),
        ("Lihat @sec-tiada.\n", 1, "@sec-tiada"),
        ("Surel @seseorang.\n", 1, "@seseorang"),
        ("![](https://contoh.id/a.png)\n", 1, "jaringan"),
        ("Teks\n\n![](a.png)\n", 3, "teks pengganti"),
        ("Teks\n\n![](gambar/hilang.png){fig-alt=\"x\"}\n", 3, "tidak ditemukan"),
        ("# A {#sec-kembar}\n\n# B {#sec-kembar}\n", 1, "lebih dari sekali"),
        ("::: {.callout-gawat}\nx\n:::\n", 1, "gawat"),
        ("::: {.callout-note collapse=true}\nx\n:::\n", 1, "collapse"),
        ("::: {#tbl-kosong}\n:::\n", 1, "tbl-kosong"),
    ],
)
def test_chapter_is_refused_with_file_and_line(proyek, isi, baris, kata):
    proyek.write(BAB, isi)
    pesan = refusal(proyek)
    assert pesan.startswith(f"{BAB}, baris {baris}: "), pesan
    assert kata in pesan
    assert "\n" not in pesan


def test_reference_from_a_notebook_names_notebook_and_label(proyek):
    proyek.notebook([*default_cells()[:2], cell("#| label: uraian", markdown("Lihat @tbl-tiada.")), *default_cells()[3:]])
    proyek.write(BAB, "# Pendahuluan\n")
    assert refusal(proyek).startswith("notebooks/uji.ipynb, sel “uraian”: rujukan @tbl-tiada")


GAMBAR = {"image/svg+xml": SVG, "image/png": png()}


@pytest.mark.parametrize(
    ("sel", "kata"),
    [
        (cell("#| label: tbl-x\n#| tbl-cap: J\n#| echo: false", markdown("a")), "echo"),
        (cell("#| label: tbl-x", markdown("a")), "tbl-cap"),
        (cell("#| label: x\n#| tbl-cap: J", markdown("a")), "tbl-"),
        (cell("#| label: x\n#| output: hidden", markdown("a")), "asis"),
        (cell("#| label: fig-x\n#| fig-cap: J", GAMBAR), "fig-alt"),
        (cell("#| label: tbl-x\n#| tbl-cap: J", {"text/html": "<p>a</p>", "text/markdown": "a"}), "text/html"),
        (cell("x()", {"application/javascript": "1"}), "application/javascript"),
        (cell("#| label: x", {"text/plain": "1"}), "text/plain"),
        (cell("#| label: x y", markdown("a")), "label"),
        (cell("#| label: [", markdown("a")), "YAML"),
    ],
)
def test_cell_is_refused_with_notebook_and_label(proyek, sel, kata):
    label = re.search(r"label: (\S+)", sel.source)
    nama = label.group(1) if label else "tiada"
    proyek.notebook([sel])
    proyek.write("report/lkip.qmd", f"# Uji\n\n{{{{< embed /notebooks/uji.ipynb#{'x y' if nama == 'x' and 'x y' in sel.source else nama} >}}}}\n")
    pesan = refusal(proyek)
    if "x y" not in sel.source:
        assert pesan.startswith("notebooks/uji.ipynb, sel"), pesan
        assert kata in pesan


def test_unexecuted_and_failed_cells_are_refused(proyek):
    sel = cell("#| label: x", markdown("a"))
    sel.outputs = []
    proyek.write("report/lkip.qmd", "{{< embed /notebooks/uji.ipynb#x >}}\n")
    proyek.notebook([sel])
    assert "belum mempunyai keluaran" in refusal(proyek)
    sel.outputs = [nbformat.v4.new_output("error", ename="E", evalue="", traceback=[])]
    proyek.notebook([sel])
    assert "galat" in refusal(proyek)


def test_docx_wants_png_beside_svg(proyek):
    proyek.notebook([cell("#| label: fig-x\n#| fig-cap: J\n#| fig-alt: A", {"image/svg+xml": SVG})])
    proyek.write("report/lkip.qmd", "{{< embed /notebooks/uji.ipynb#fig-x >}}\n")
    assert "PNG" in refusal(proyek, ("docx",))


def test_same_label_twice_is_refused(proyek):
    proyek.write(BAB, "{{< embed /notebooks/uji.ipynb#tbl-capaian >}}\n")
    assert "tbl-capaian dipakai lebih dari sekali" in refusal(proyek)


@pytest.mark.parametrize(
    ("berkas", "isi", "kata"),
    [
        ("_run.yml", "title: [", "_run.yml"),
        ("_quarto-lkip.yml", "project:\n  render: [report/tiada.qmd]\n", "report/tiada.qmd"),
        ("_quarto-lkip.yml", "lang: id\n", "project: render:"),
        ("notebooks/uji.ipynb", "{}", "notebooks/uji.ipynb"),
        ("report/lkip.qmd", "---\ntitle: x\n", "report/lkip.qmd, baris 1"),
        (BAB, "---\ntitle: x\n---\n", f"{BAB}, baris 1"),
    ],
)
def test_broken_file_is_named(proyek, berkas, isi, kata):
    proyek.write(berkas, isi)
    assert kata in refusal(proyek)


def test_wrong_encoding_is_named(proyek):
    (proyek.akar / BAB).write_bytes("# Bagian \u00e9".encode("latin-1"))
    assert "UTF-8" in refusal(proyek)


def test_failed_render_leaves_the_last_good_files(proyek):
    luaran = proyek.akar.parent / "luaran"
    EmbeddedEngine().render(proyek.akar, "lkip", ("html",), luaran)
    lama = (luaran / "lkip.html").read_bytes()
    proyek.write(BAB, "Lihat @tbl-tiada.\n")
    with pytest.raises(KesalahanRender):
        EmbeddedEngine().render(proyek.akar, "lkip", ("html", "pdf"), luaran)
    assert [p.name for p in luaran.iterdir()] == ["lkip.html"]
    assert (luaran / "lkip.html").read_bytes() == lama


@pytest.mark.lambat
def test_a_warning_of_quarto_is_a_failure(proyek):
    mesin = make_engine("quarto")
    proyek.write(BAB, "Lihat @tbl-tiada.\n")
    with pytest.raises(KesalahanRender, match="tbl-tiada"):
        mesin.render(proyek.akar, "lkip", ("html",), proyek.akar.parent / "luaran")
    assert not (proyek.akar.parent / "luaran").exists()


def test_engine_is_chosen_or_refused_by_name(monkeypatch):
    from helpers.rendering import quarto

    monkeypatch.setattr(quarto, "find_quarto", lambda: None)
    assert choose_engine("auto").nama == "embedded"
    assert choose_engine("embedded").versi.startswith("pandoc ")
    with pytest.raises(KesalahanRender, match="tidak ada di PATH"):
        choose_engine("quarto")
    with pytest.raises(KesalahanRender, match="tidak dikenal"):
        choose_engine("latex")
    monkeypatch.setattr(quarto, "find_quarto", lambda: ("quarto", "1.9.38"))
    assert choose_engine("auto").nama == "quarto"
    assert modul_mesin.AKHIRAN["pdf"] == ".pdf"


def test_unknown_format_is_refused(proyek):
    assert "epub" in refusal(proyek, ("epub",))
