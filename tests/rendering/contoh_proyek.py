"""A tiny project that uses every feature both engines promise."""

from __future__ import annotations

import base64
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any

import nbformat
import pytest

from helpers.rendering.embedded import EmbeddedEngine
from helpers.rendering.quarto import QuartoEngine, find_quarto

AKAR = Path(__file__).parents[2]

RUN = """\
title: "Laporan Contoh & Uji"
subtitle: Tahun 2023
judul-pendek: LKIP Polres Contoh
author: Polres Contoh
instansi: [Kepolisian Negara Republik Indonesia, Daerah Contoh, Resor Contoh]
nomor: KEP / 06 / II / 2024
tanggal: 2 Februari 2024
tahun: 2023
polres:
  nama: Polres Contoh
  kode: contoh
"""

LKIP = """\
---
lang: id
---

# Kata Pengantar {.unnumbered #sec-kata}

Laporan {{< meta polres.nama >}} tahun {{< meta tahun >}}.[^kaki]

[^kaki]: Catatan kaki pertama.

{{< include bab/_01-pendahuluan.qmd >}}

{{< include bab/_02-akuntabilitas.qmd >}}

{{< pagebreak >}}

# Lampiran {.unnumbered}

::: {.landscape}

{{< embed /notebooks/uji.ipynb#tbl-lebar >}}

:::
"""

BAB1 = """\
# Pendahuluan {#sec-pendahuluan}

## Latar Belakang {#sec-latar}

Lihat @tbl-capaian, @fig-tren, @sec-akuntabilitas, dan @sec-sasaran.

::: {.callout-note}
Isi catatan.
:::

::: {.callout-warning}
## Judul sendiri
Isi peringatan.
:::

## Tugas

### Tugas Pokok

Uraian.
"""

BAB2 = """\
# Akuntabilitas Kinerja {#sec-akuntabilitas}

{{< embed /notebooks/uji.ipynb#tbl-capaian >}}

{{< embed /notebooks/uji.ipynb#fig-tren >}}

{{< embed /notebooks/uji.ipynb#uraian >}}

{{< embed /notebooks/uji.ipynb#fig-hitung >}}

::: {#tbl-pipa}

| Nama | Nilai |
|------|------:|
| a    |   1,5 |

Tabel di dalam dokumen

:::
"""

TABEL = """\
```{=html}
<table class="tabel"><thead>
<tr><th rowspan="2">Indikator</th><th colspan="2">Tahun 2023</th></tr>
<tr><th>Target</th><th>Realisasi</th></tr></thead>
<tbody><tr><td rowspan="2">Indeks &lt;Kamtibmas&gt;</td><td class="angka" data-angka="F1">3,20</td>
<td class="angka" data-angka="F2">2,91<a class="tanda" href="#temuan-T1">&dagger;</a></td></tr>
<tr><td class="angka">1</td><td class="angka">2<a class="tanda" href="#temuan-T99">&dagger;</a></td></tr></tbody></table>
```
"""

URAIAN = """\
## Sasaran Satu {#sec-sasaran}

Paragraf dari notebook merujuk @tbl-dalam.

::: {#tbl-dalam}

```{=html}
<table><thead><tr><th>No.</th><th>Temuan</th></tr></thead><tbody>
<tr id="temuan-T1"><td class="angka">1</td><td>Angka berbeda</td></tr></tbody></table>
```

Temuan **penting**

:::

:::: {.landscape}

Halaman rebah dari notebook.

::::
"""

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">'
    '<rect x="10" y="10" width="40" height="40" fill="#1a3f78"/></svg>'
)


def png() -> str:
    """Return a one-pixel PNG, base64."""

    def potong(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    isi = b"\x89PNG\r\n\x1a\n" + potong(b"IHDR", kepala) + potong(b"IDAT", zlib.compress(b"\x00\x1a\x3f\x78")) + potong(b"IEND", b"")
    return base64.b64encode(isi).decode("ascii")


#: Words computed with a picture, with what Markdown would take for markup.
DIHITUNG = {"alt": "Nilai <A> 1,5; \"B\" *tidak* tersedia.", "judul": "Skor $x$ *tahun* 2023 [A] @tbl-x"}


def cell(sumber: str, data: dict[str, Any], keterangan: dict[str, Any] | None = None) -> nbformat.NotebookNode:
    """Return an executed code cell with one output."""
    keluaran = nbformat.v4.new_output("execute_result", data=data, metadata=keterangan or {}, execution_count=1)
    return nbformat.v4.new_code_cell(sumber, execution_count=1, outputs=[keluaran])


def markdown(teks: str) -> dict[str, str]:
    """Return the output data of a cell that displays Markdown."""
    return {"text/markdown": teks, "text/plain": "<Markdown>"}


def wide_table() -> str:
    """Return a table of 16 columns with long figures."""
    kepala = "".join(f"<th>Kolom {i}</th>" for i in range(16))
    isi = "".join('<td class="angka">47.375.004.000</td>' for _ in range(16))
    return f"```{{=html}}\n<table><thead><tr>{kepala}</tr></thead><tbody><tr>{isi}</tr></tbody></table>\n```"


def default_cells() -> list[nbformat.NotebookNode]:
    """Return the cells of the fixture notebook."""
    return [
        cell("#| label: tbl-capaian\n#| tbl-cap: Capaian kinerja *utama*\nx()", markdown(TABEL)),
        cell(
            '#| label: fig-tren\n#| fig-cap: Tren perkara\n#| fig-alt: \'Grafik batang "perkara", naik 20 persen.\'\ny()',
            {"image/svg+xml": SVG, "image/png": png(), "text/plain": "<Figure>"},
        ),
        cell("#| label: uraian\n#| output: asis\nz()", markdown(URAIAN)),
        cell("#| label: tbl-lebar\n#| tbl-cap: Tabel lebar\nw()", markdown(wide_table())),
        cell("#| label: fig-hitung\n#| fig-cap: Judul umum\nv()",
             {"image/svg+xml": SVG, "image/png": png(), "text/plain": "<Figure>", "application/vnd.lkip.grafik+json": {"panel": []}},
             {"image/svg+xml": DIHITUNG, "image/png": DIHITUNG}),
    ]


class Pembangun:
    """Writes the fixture project; a test changes what it wants before rendering."""

    def __init__(self, akar: Path) -> None:
        self.akar = akar
        for nama in ("_quarto.yml", "_quarto-lkip.yml"):
            shutil.copyfile(AKAR / nama, akar / nama)
        shutil.copytree(AKAR / "report" / "gaya", akar / "report" / "gaya")
        self.write("_run.yml", RUN)
        self.write("report/lkip.qmd", LKIP)
        self.write("report/bab/_01-pendahuluan.qmd", BAB1)
        self.write("report/bab/_02-akuntabilitas.qmd", BAB2)
        self.notebook(default_cells())

    def write(self, nama: str, isi: str) -> None:
        """Write one text file."""
        berkas = self.akar / nama
        berkas.parent.mkdir(parents=True, exist_ok=True)
        berkas.write_text(isi, encoding="utf-8", newline="\n")

    def notebook(self, sel: list[nbformat.NotebookNode]) -> None:
        """Write the notebook from its cells."""
        buku = nbformat.v4.new_notebook(cells=sel)
        buku.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        for urutan, satu in enumerate(buku.cells):
            satu["id"] = f"sel-{urutan}"
        self.write("notebooks/uji.ipynb", nbformat.writes(buku))


def make_engine(nama: str):
    """Return an engine, or skip with the reason."""
    if nama == "embedded":
        return EmbeddedEngine()
    temuan = find_quarto()
    if temuan is None:
        pytest.skip("quarto tidak ada di PATH; mesin ini tidak diuji")
    return QuartoEngine(*temuan)
