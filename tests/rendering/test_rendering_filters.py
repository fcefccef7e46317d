"""What the shared filter does to tables, seen in Pandoc's Typst output."""

from __future__ import annotations

import re
import subprocess

import pytest

from helpers.rendering.embedded import EmbeddedEngine
from tests.rendering.contoh_proyek import AKAR, Pembangun, cell, markdown


def typst(html: str, sebelum: str = "", sesudah: str = "") -> str:
    """Return the Typst text of a document with one raw HTML table."""
    teks = f"{sebelum}\n\n```{{=html}}\n{html}\n```\n\n{sesudah}\n"
    perintah = [EmbeddedEngine().pandoc, "--from=markdown", "--to=typst", "--wrap=none", f"--lua-filter={AKAR / 'report/gaya/lkip.lua'}"]
    return subprocess.run(perintah, input=teks, capture_output=True, encoding="utf-8", check=True).stdout


def widths(teks: str) -> list[float]:
    """Return the column widths of the first table, in percent."""
    kolom = re.search(r"columns: \(([^)]*)\)", teks)
    return [float(b.strip().rstrip("%")) for b in kolom.group(1).split(",") if b.strip()]


def test_widths_fill_the_line_and_follow_the_content():
    panjang = "Terwujudnya pemeliharaan keamanan dan ketertiban masyarakat di wilayah hukum Polres " * 2
    lebar = widths(typst(f"<table><tr><td>1</td><td>{panjang}</td><td class='angka'>47.375.004.000</td></tr></table>"))
    assert sum(lebar) == pytest.approx(100, abs=0.1)
    assert lebar[0] < lebar[2] < lebar[1]
    assert lebar[0] < 6


def test_given_widths_are_kept():
    teks = '<table><colgroup><col style="width:20%"><col style="width:80%"></colgroup><tr><td>a</td><td>b</td></tr></table>'
    assert widths(typst(teks)) == [20, 80]


def test_too_wide_a_table_gets_smaller_text_and_landscape_more_room():
    baris = "".join('<td class="angka">47.375.004.000</td>' for _ in range(14))
    tabel = f"<table><tr>{baris}</tr></table>"
    tegak = float(re.search(r"set text\(size: ([\d.]+)em", typst(tabel)).group(1))
    rebah = float(re.search(r"set text\(size: ([\d.]+)em", typst(tabel, "::: {.landscape}", ":::")).group(1))
    assert 0.5 < tegak < rebah < 1


def test_numbers_stay_on_one_line_and_right():
    teks = typst('<table><tr><td>x</td><td class="angka">16, 67 %</td></tr></table>')
    assert "16,~67~%" in teks or "16,\u00a067\u00a0%" in teks
    assert "align: right" in teks


def test_mark_is_a_link_only_where_its_anchor_exists():
    teks = typst('<table><tr id="temuan-1"><td><a href="#temuan-1">a</a></td><td><a href="#temuan-2">b</a></td></tr></table>')
    assert "#metadata(none)<temuan-1>" in teks
    assert "#link(<temuan-1>)[a]" in teks
    assert "temuan-2" not in teks and "[b]" in teks


@pytest.mark.parametrize("isi", ["- x", "= x", "+ x", "/ x: y", "1. x"])
def test_cell_is_not_read_as_typst_markup(isi):
    assert f"[#[]{isi}]" in typst(f"<table><tr><td>{isi}</td></tr></table>")


@pytest.mark.parametrize("isi", ["&lt;script&gt;alert(1)&lt;/script&gt;", "=cmd()", "#panic()", "$x$ `a` *b* @c \\", "[{{&lt; meta x &gt;}}]"])
def test_hostile_cell_is_harmless_text_in_every_format(tmp_path, isi):
    proyek = Pembangun(tmp_path)
    proyek.notebook([cell("#| label: x", markdown(f"```{{=html}}\n<table><tr><td>{isi}</td></tr></table>\n```"))])
    proyek.write("report/lkip.qmd", "# Uji\n\n{{< embed /notebooks/uji.ipynb#x >}}\n")
    hasil = EmbeddedEngine().render(proyek.akar, "lkip", ("html", "pdf", "docx"), tmp_path / "luaran")
    assert isi in hasil[0].read_text(encoding="utf-8")


def test_picture_of_the_report_reaches_html_and_pdf(tmp_path):
    proyek = Pembangun(tmp_path)
    proyek.write("report/gambar/peta.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')
    proyek.write("report/lkip.qmd", "# Uji\n\n::: {#fig-peta}\n\n![](gambar/peta.svg){fig-alt=\"Peta wilayah\"}\n\nPeta\n\n:::\n")
    hasil = EmbeddedEngine().render(proyek.akar, "lkip", ("html", "pdf"), tmp_path / "luaran")
    assert 'alt="Peta wilayah"' in hasil[0].read_text(encoding="utf-8")


def numbers(*sel: str) -> str:
    """Return the Typst text of a table with one column of numbers."""
    return typst("<table>" + "".join(f"<tr><td>a</td><td class='angka'>{s}</td></tr>" for s in sel) + "</table>")


def test_decimal_commas_stand_below_one_another():
    tanda = '<sup><a href="#t">T001</a></sup>'
    teks = numbers("3,6", f"65,27 {tanda}", "100", "109,5%", "–")
    isi = [b.split("[", 2)[2].removesuffix("],") for b in teks.splitlines() if b.strip().startswith("[a]")]
    assert isi == [
        "3,6#hide[7%]#hide[~#super[T001]]", "65,27#hide[%]~#super[T001]", "100#hide[,27%]#hide[~#super[T001]]",
        "109,5%#hide[7]#hide[~#super[T001]]", "--#hide[,27%]#hide[~#super[T001]]",
    ]  # fmt: skip


def test_equal_numbers_and_text_get_nothing_unseen():
    assert "#hide[" not in numbers("3,60", "65,27", "1.000,00")
    assert "#hide[" not in numbers("12 Kegiatan", "3 HT", "5,5")


def test_the_last_rows_of_a_long_table_stay_together():
    """As a foot that is not repeated: Typst keeps it whole, so no single row is left for the next page."""
    def table(banyak: int, akhir: str = "<td>a</td>") -> str:
        return typst("<table><tbody>" + "".join(f"<tr><td>b{i}</td><td>c</td></tr>" for i in range(banyak - 1)) + f"<tr><td>z</td>{akhir}</tr></tbody></table>")

    kaki = table(12).split("table.footer(")[1]
    assert re.findall(r"\[(b\d+|z)\]", kaki) == ["b9", "b10", "z"]
    assert "table.footer" not in table(6), "a short table stays whole by itself"
    assert "table.footer" not in table(12, f"<td>{'panjang ' * 60}</td>"), "a high row may break"
    assert "set table.footer(repeat: false)" in (AKAR / "report/gaya/typst-template.typ").read_text(encoding="utf-8")


def test_few_rows_under_one_cell_stay_together_and_many_may_break():
    def group(banyak: int, teks: str = "c") -> str:
        return typst(f"<table><tbody><tr><td rowspan='{banyak}'>g</td><td>{teks}</td></tr>" + "<tr><td>c</td></tr>" * (banyak - 1) + "</tbody></table>")

    assert "breakable: true" not in group(4) and "breakable: true" in group(9)
    assert "breakable: true" in group(4, "panjang " * 30), "high rows might not fit on a page together"


def test_cells_that_ask_for_it_hold_their_rows_together_however_many():
    """A group of the action plan's table never breaks, so that its context stands on the page it begins."""
    def tabel(kelas: str) -> str:
        sisa = "".join(f"<tr><td>langkah {i}</td></tr>" for i in range(7))
        return f'<table class="padat"><tr><td rowspan="8"{kelas}>Indikator</td><td>langkah</td></tr>{sisa}</table>'

    assert "breakable: true" in typst(tabel(""))
    utuh = typst(tabel(' class="utuh"'))
    assert "breakable: true" not in utuh and "rowspan: 8" in utuh
    assert re.search(r"set text\(size: 0\.89em", utuh)
