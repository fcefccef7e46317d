"""Charts: one small description, drawn as a static picture that reads in black and white."""

from __future__ import annotations

import base64
import io
import math
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from helpers.numbers import format_number

#: Okabe and Ito: told apart with every common kind of colour blindness.
WARNA = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
#: The same hues, dark enough to read as text.
TULISAN = ("#005a8f", "#8a5a00", "#00694d", "#9c3f74", "#1f6f9c", "#a34700")
ARSIR = ("", "///", "...", "xx", "\\\\\\", "++")
PENANDA = ("o", "s", "^", "D", "v", "P")
GARIS = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)))
#: Height of the plotting area of a line chart, in points.
_TINGGI_SUMBU = 138
_DESIMAL = re.compile(r"(\d\.\d\d)\d+")
KOSONG = "Data tidak tersedia dalam sumber"


@dataclass(frozen=True)
class Deret:
    """One series; NaN where there is no value."""

    nama: str
    nilai: tuple[float, ...]


@dataclass(frozen=True)
class Grafik:
    """What a chart shows, free of how it is drawn.

    Attributes
    ----------
    jenis : str
        ``garis``, ``batang`` or ``batang_mendatar``.
    acuan : float, optional
        A reference line, named `nama_acuan`.
    dasar : float, optional
        Where the value axis begins; bars always begin at 0.
    sumber : str
        Where the numbers come from; printed under the chart.
    """

    jenis: Literal["garis", "batang", "batang_mendatar"]
    judul: str
    kategori: tuple[str, ...]
    deret: tuple[Deret, ...]
    satuan: str = ""
    desimal: int | None = None
    acuan: float | None = None
    nama_acuan: str = ""
    dasar: float | None = None
    sumber: str = ""

    @property
    def kosong(self) -> bool:
        """Whether there is nothing to draw."""
        return all(math.isnan(v) for d in self.deret for v in d.nilai)

    @property
    def alt(self) -> str:
        """The chart in words: every series with every value."""
        jenis = {"garis": "Diagram garis", "batang": "Diagram batang", "batang_mendatar": "Diagram batang mendatar"}[self.jenis]
        kepala = f"{jenis}: {self.judul}" + (f" ({self.satuan})" if self.satuan else "")
        if self.kosong:
            return f"{kepala}. {KOSONG}."
        isi = []
        for d in self.deret:
            nilai = "; ".join(f"{k} {self.write(v)}" for k, v in zip(self.kategori, d.nilai, strict=True))
            isi.append(f"{d.nama}: {nilai}." if len(self.deret) > 1 else f"{nilai}.")
        if self.acuan is not None:
            isi.append(f"{self.nama_acuan}: {self.write(self.acuan)}.")
        if self.sumber:
            isi.append(f"Sumber: {self.sumber}.")
        return f"{kepala}. " + " ".join(isi)

    def write(self, nilai: float) -> str:
        """Write a value of the chart."""
        return "tidak tersedia" if math.isnan(nilai) else format_number(nilai, self.desimal)


class Gambar:
    """A drawn chart: vector for screens and print, bitmap for Word, with its alternative text."""

    def __init__(self, grafik: Grafik):
        self.grafik = grafik

    def __repr__(self) -> str:
        return self.grafik.alt

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict, dict]:
        svg, png = draw(self.grafik)
        alt = {"alt": self.grafik.alt}
        return ({"image/svg+xml": svg, "image/png": base64.b64encode(png).decode("ascii"), "text/plain": repr(self)},
                {"image/svg+xml": alt, "image/png": alt})


def draw(g: Grafik) -> tuple[str, bytes]:
    """Draw a chart; the same description gives the same bytes.

    Returns
    -------
    tuple
        SVG text and PNG bytes.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    gaya = {
        "svg.hashsalt": "lkip", "svg.fonttype": "path", "font.family": "DejaVu Sans", "font.size": 9, "axes.spines.top": False,
        "axes.spines.right": False, "hatch.linewidth": 0.6, "axes.unicode_minus": True, "path.simplify": True,
    }
    with mpl.rc_context(gaya):
        tinggi = {"garis": 2.7, "batang": 2.4}.get(g.jenis) or max(2.0, 0.75 + 0.14 * len(g.kategori) * max(1.6, len(g.deret)))
        sumber = textwrap.fill(f"Sumber: {g.sumber}.", 118) if g.sumber and not g.kosong else ""
        fig = Figure(figsize=(6.4, tinggi + (0.1 + 0.14 * (sumber.count("\n") + 1) if sumber else 0)), layout="constrained")
        ax = fig.add_subplot()
        if g.kosong:
            ax.text(0.5, 0.5, KOSONG, ha="center", va="center", transform=ax.transAxes)
            ax.set_axis_off()
        else:
            {"garis": _lines, "batang": _bars, "batang_mendatar": _bars}[g.jenis](ax, g)
            _finish(ax, g)
            if sumber:
                fig.supxlabel(sumber, x=0.01, ha="left", fontsize=7.5, fontstyle="italic", color="#333333")
        svg = io.StringIO()
        # `savefig` would arrange the chart in a drawing of its own first; here drawing arranges it, once for both pictures
        FigureCanvasSVG(fig).print_svg(svg, metadata={"Date": None, "Creator": None})
        fig.set_layout_engine("none")
        png = _bitmap(fig)
    return _shrink(svg.getvalue()), png


def _shrink(svg: str) -> str:
    """Leave out what nobody sees: comments, line feeds, digits beyond a hundredth of a point in paths."""
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r' d="[^"]*"', lambda m: _DESIMAL.sub(r"\1", m.group(0)), svg)
    return re.sub(r"\s*\n\s*", " ", svg).replace("> <", "><").strip()


def _bitmap(fig) -> bytes:
    """Draw the bitmap with few colours: a chart needs no more."""
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    fig.set_dpi(120)
    kanvas = FigureCanvasAgg(fig)
    kanvas.draw()
    gambar = Image.fromarray(np.asarray(kanvas.buffer_rgba())).convert("RGB").quantize(32, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    isi = io.BytesIO()
    gambar.save(isi, format="PNG", optimize=True, dpi=(120, 120))
    return isi.getvalue()


def _lines(ax, g: Grafik) -> None:
    x = range(len(g.kategori))
    for i, d in enumerate(g.deret):
        ax.plot(x, d.nilai, color=WARNA[i % 6], marker=PENANDA[i % 6], linestyle=GARIS[i % 6], linewidth=1.8, markersize=5, label=d.nama)
    ax.set_xticks(list(x), g.kategori)
    ax.set_xlim(-0.25, len(g.kategori) - 0.45)
    semua = [v for d in g.deret for v in d.nilai if not math.isnan(v)] + ([g.acuan] if g.acuan is not None else [])
    bawah, atas = min(semua), max(semua)
    jarak = (atas - bawah) or abs(atas) or 1.0
    kaki, puncak = g.dasar if g.dasar is not None else bawah - 0.15 * jarak, atas + 0.12 * jarak
    ax.set_ylim(kaki, puncak)
    for j in x:
        _point_labels(ax, g, j, (puncak - kaki) / _TINGGI_SUMBU)


def _point_labels(ax, g: Grafik, j: int, titik: float) -> None:
    """Label the points of one category to their right, pushed apart where they would touch; `titik` is one point of height."""
    ada = sorted((d.nilai[j], i) for i, d in enumerate(g.deret) if not math.isnan(d.nilai[j]))
    letak: list[float] = []
    for v, _ in ada:
        letak.append(max(v, letak[-1] + 9.5 * titik) if letak else v)
    geser = sum(y - v for y, (v, _) in zip(letak, ada, strict=True)) / max(1, len(ada))
    for y, (v, i) in zip(letak, ada, strict=True):
        ax.annotate(g.write(v), (j, y - geser), textcoords="offset points", xytext=(6, 0), ha="left", va="center", fontsize=8, color=TULISAN[i % 6],
                    bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.8})


def _bars(ax, g: Grafik) -> None:
    mendatar = g.jenis == "batang_mendatar"
    lebar = 0.8 / len(g.deret)
    for i, d in enumerate(g.deret):
        posisi = [j - 0.4 + lebar * (i + 0.5) for j in range(len(g.kategori))]
        nilai = [0.0 if math.isnan(v) else v for v in d.nilai]
        gambar = ax.barh if mendatar else ax.bar
        batang = gambar(posisi, nilai, lebar * 0.94, color=WARNA[i % 6], hatch=ARSIR[i % 6], edgecolor="#222222", linewidth=0.5, label=d.nama)
        teks = ["–" if math.isnan(v) else g.write(v) for v in d.nilai]
        ax.bar_label(batang, teks, padding=2, fontsize=7 if mendatar and len(g.deret) > 1 or len(g.deret) * len(g.kategori) > 24 else 8)
    if mendatar:
        ax.set_yticks(range(len(g.kategori)), g.kategori)
        ax.invert_yaxis()
        ax.margins(x=0.12, y=0.01)
    else:
        ax.set_xticks(range(len(g.kategori)), g.kategori)
        ax.margins(y=0.14)


def _finish(ax, g: Grafik) -> None:
    from matplotlib.ticker import FuncFormatter

    mendatar = g.jenis == "batang_mendatar"
    if g.acuan is not None:
        (ax.axvline if mendatar else ax.axhline)(g.acuan, color="#444444", linestyle=(0, (4, 2)), linewidth=1, label=g.nama_acuan)
    sumbu = ax.xaxis if mendatar else ax.yaxis
    sumbu.set_major_formatter(FuncFormatter(lambda v, _: _mark(v, sumbu.get_majorticklocs())))
    sumbu.grid(True, color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)
    (ax.set_xlabel if mendatar else ax.set_ylabel)(g.satuan)
    if len(g.deret) > 1 or g.acuan is not None:
        n = len(g.deret) + (g.acuan is not None)
        ax.figure.legend(loc="outside upper center", ncols=min(n, 4), frameon=False, fontsize=8.5)


def _mark(nilai: float, semua: Sequence[float]) -> str:
    """Write one mark of an axis, with as many decimals as all its marks need."""
    return format_number(round(nilai, 6), max(len(format_number(round(v, 6)).partition(",")[2]) for v in semua))


def series(nama: str, nilai: Sequence[float]) -> Deret:
    """Make a series."""
    return Deret(nama, tuple(float(v) for v in nilai))
