"""A sheet to draw on, in points: rectangles, lines, marks and text, written as SVG text and as a bitmap.

Text stays text: the reader's own sans-serif on a screen, the document's font in the PDF. It is measured with DejaVu
Sans, which is as wide as any of them, so what does not touch here touches nowhere.
"""

from __future__ import annotations

import importlib.util
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

#: Okabe and Ito: told apart with every common kind of colour blindness; light and dark in turn for black and white.
WARNA = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
PENANDA = ("o", "s", "^", "D", "v", "P")
#: Dashes of lines: drawn and left out, in points.
GARIS = ((), (5, 2), (6, 2, 1.5, 2), (1.5, 1.5), (9, 2), (3, 3))
#: Hatches of bars: angle in degrees and distance; the first is plain.
ARSIR = (None, (45, 4.5), (90, 3.5), (135, 4.5), (0, 3.5), (45, 2.5))
HURUF = "Libertinus Serif,sans-serif"
TINTA, REDUP, KISI = "#1b1f24", "#444c56", "#c9ced6"
_ASCENT, _DESCENT = 0.76, 0.24
_TITIK_PER_INCI, _DPI, _HALUS = 72, 120, 2


@dataclass(frozen=True)
class Kotak:
    """A rectangle; `y` grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def touches(self, lain: Kotak) -> bool:
        """Whether two rectangles share an area."""
        return self.x0 < lain.x1 - 0.01 and lain.x0 < self.x1 - 0.01 and self.y0 < lain.y1 - 0.01 and lain.y0 < self.y1 - 0.01


@dataclass(frozen=True)
class Teks:
    """A line of text; `jangkar` is ``start``, ``middle`` or ``end``, `y` the base line."""

    x: float
    y: float
    isi: str
    ukuran: float
    jangkar: str = "start"
    warna: str = TINTA
    gaya: str = ""

    @property
    def kotak(self) -> Kotak:
        """Where the text stands, measured with the widest font."""
        lebar = measure(self.isi, self.ukuran, self.gaya)
        x = self.x - {"start": 0.0, "middle": lebar / 2, "end": lebar}[self.jangkar]
        return Kotak(x, self.y - _ASCENT * self.ukuran, x + lebar, self.y + _DESCENT * self.ukuran)


@dataclass
class Kanvas:
    """What was drawn, in order; text always stands above the rest."""

    lebar: float
    tinggi: float = 0.0
    bentuk: list[tuple[Any, ...]] = field(default_factory=list)
    teks: list[Teks] = field(default_factory=list)

    def bars(self, kotak: Iterable[Kotak], i: int) -> None:
        """Draw the bars of series `i`."""
        self.bentuk.append(("batang", tuple(kotak), i))

    def line(self, titik: Sequence[tuple[float, float]], warna: str, tebal: float, putus: Sequence[float] = ()) -> None:
        """Draw a line through points."""
        self.bentuk.append(("garis", tuple(titik), warna, tebal, tuple(putus)))

    def blank(self, kotak: Kotak) -> None:
        """Clear a place for a text that stands on a line."""
        self.bentuk.append(("kosong", kotak))

    def crossed(self) -> list[Kotak]:
        """Return the places of texts that a straight line runs through; cleared, no letter touches a line."""
        ruas = [(*map(min, a, z), *map(max, a, z)) for b in self.bentuk if b[0] == "garis" for a, z in zip(b[1], b[1][1:], strict=False) if a[0] == z[0] or a[1] == z[1]]
        letak = [t.kotak for t in self.teks]
        return [Kotak(k.x0 - 1, k.y0 - 0.7, k.x1, k.y1 + 0.7) for k in letak if any(r[0] < k.x1 and r[2] > k.x0 and r[1] < k.y1 and r[3] > k.y0 for r in ruas)]

    def marker(self, titik: Iterable[tuple[float, float]], i: int, jari: float = 2.7) -> None:
        """Draw the marks of series `i`."""
        self.bentuk.append(("penanda", tuple(titik), i, jari))

    def write(self, x: float, y: float, isi: str, ukuran: float, jangkar: str = "start", warna: str = TINTA, gaya: str = "") -> None:
        """Write one line of text."""
        if isi:
            self.teks.append(Teks(x, y, isi, ukuran, jangkar, warna, gaya))


@lru_cache(maxsize=4)
def _font(gaya: str, ukuran: float):
    from PIL import ImageFont

    nama = {"bold": "DejaVuSans-Bold.ttf", "italic": "DejaVuSans-Oblique.ttf"}.get(gaya, "DejaVuSans.ttf")
    paket = importlib.util.find_spec("matplotlib").submodule_search_locations[0]
    return ImageFont.truetype(str(Path(paket, "mpl-data", "fonts", "ttf", nama)), ukuran, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _unit_width(teks: str, gaya: str) -> float:
    return _font(gaya, 100).getlength(teks) / 100


def measure(teks: str, ukuran: float, gaya: str = "") -> float:
    """Return the width of a text in points."""
    return _unit_width(teks, gaya) * ukuran


def wrap(teks: str, lebar: float, ukuran: float, gaya: str = "") -> list[str]:
    """Break a text into lines no wider than `lebar`; a word that is wider is broken too."""
    baris: list[str] = []
    for alinea in str(teks).splitlines() or [""]:
        kini = ""
        for kata in alinea.split():
            calon = f"{kini} {kata}".strip()
            if measure(calon, ukuran, gaya) <= lebar:
                kini = calon
                continue
            if kini:
                baris.append(kini)
            while measure(kata, ukuran, gaya) > lebar and len(kata) > 1:
                n = max(1, next((j for j in range(len(kata) - 1, 0, -1) if measure(kata[:j], ukuran, gaya) <= lebar), 1))
                baris.append(kata[:n])
                kata = kata[n:]
            kini = kata
        baris.append(kini)
    return baris


# --------------------------------------------------------------- SVG

def _n(x: float) -> str:
    """Write a coordinate with a tenth of a point."""
    teks = f"{x:.1f}".removesuffix(".0")
    return "0" if teks == "-0" else teks


def to_svg(k: Kanvas, lebar: float, tinggi: float) -> str:
    """Write the drawing; `lebar` and `tinggi` are its size on paper in points."""
    dipakai = sorted({b[2] % 6 for b in k.bentuk if b[0] == "batang"} - {0})
    pola = "".join(_pattern(i) for i in dipakai)
    isi = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(lebar)}pt" height="{_n(tinggi)}pt" viewBox="0 0 {_n(k.lebar)} {_n(k.tinggi)}" '
           f'font-family="{HURUF}">', f"<defs>{pola}</defs>" if pola else "", f'<path fill="#fff" d="M0 0h{_n(k.lebar)}v{_n(k.tinggi)}H0z"/>']
    isi += [*_shapes(k.bentuk), *_shapes(("kosong", s) for s in k.crossed())]
    gaya: dict[tuple, list[Teks]] = {}
    for t in k.teks:
        gaya.setdefault((t.ukuran, t.jangkar, t.warna, t.gaya), []).append(t)
    for (ukuran, jangkar, warna, tebal), kelompok in gaya.items():
        atribut = f' font-size="{_n(ukuran)}" fill="{warna}"'
        atribut += "" if jangkar == "start" else f' text-anchor="{jangkar}"'
        atribut += {"bold": ' font-weight="bold"', "italic": ' font-style="italic"'}.get(tebal, "")
        isi.append(f"<g{atribut}>" + "".join(f'<text x="{_n(t.x)}" y="{_n(t.y)}">{escape(t.isi, quote=False)}</text>' for t in kelompok) + "</g>")
    return "".join(isi) + "</svg>"


def _pattern(i: int) -> str:
    sudut, jarak = ARSIR[i]
    return (f'<pattern id="a{i}" width="{jarak}" height="{jarak}" patternUnits="userSpaceOnUse" patternTransform="rotate({sudut})">'
            f'<path fill="{WARNA[i]}" d="M0 0h{jarak}v{jarak}H0z"/><path fill="#222" d="M0 0h{jarak}v.7H0z"/></pattern>')


def _shapes(bentuk: Iterable[tuple]) -> list[str]:
    """Write shapes of one look as one path, where the first of them stands."""
    rupa: dict[str, list[str]] = {}
    for b in bentuk:
        rupa.setdefault(_look(b), []).append(_path(b))
    return [f'<path {r} d="{"".join(d)}"/>' for r, d in rupa.items() if any(d)]


def _look(b: tuple) -> str:
    match b[0]:
        case "batang":
            return f'fill="{WARNA[0] if b[2] % 6 == 0 else f"url(#a{b[2] % 6})"}" stroke="#222" stroke-width=".5"'
        case "kosong":
            return 'fill="#fff"'
        case "garis":
            putus = f' stroke-dasharray="{" ".join(map(_n, b[4]))}"' if b[4] else ""
            return f'fill="none" stroke="{b[2]}" stroke-width="{_n(b[3])}"{putus}'
    return f'fill="{WARNA[b[2] % 6]}" stroke="#222" stroke-width=".4"'


def _path(b: tuple) -> str:
    match b[0]:
        case "batang":
            return "".join(map(_box, b[1]))
        case "kosong":
            return _box(b[1])
        case "garis":
            return _polyline(b[1])
    return "".join(_polyline(_corners(PENANDA[b[2] % 6], x, y, b[3])) + "z" for x, y in b[1])


def _box(r: Kotak) -> str:
    return f"M{_n(r.x0)} {_n(r.y0)}H{_n(r.x1)}V{_n(r.y1)}H{_n(r.x0)}z"


def _polyline(titik: Sequence[tuple[float, float]]) -> str:
    d, lalu = [], ("", "")
    for i, (x, y) in enumerate(titik):
        kini = (_n(x), _n(y))
        if i == 0:
            d.append(f"M{kini[0]} {kini[1]}")
        elif kini[1] == lalu[1]:
            d.append(f"H{kini[0]}")
        elif kini[0] == lalu[0]:
            d.append(f"V{kini[1]}")
        else:
            d.append(f"L{kini[0]} {kini[1]}")
        lalu = kini
    return "".join(d)


def _corners(jenis: str, x: float, y: float, r: float) -> list[tuple[float, float]]:
    match jenis:
        case "s":
            return [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
        case "^":
            return [(x, y - 1.2 * r), (x + 1.1 * r, y + r), (x - 1.1 * r, y + r)]
        case "v":
            return [(x, y + 1.2 * r), (x + 1.1 * r, y - r), (x - 1.1 * r, y - r)]
        case "D":
            return [(x, y - 1.3 * r), (x + 1.3 * r, y), (x, y + 1.3 * r), (x - 1.3 * r, y)]
        case "P":
            a, b = r / 2.5, 1.2 * r
            return [(x - a, y - b), (x + a, y - b), (x + a, y - a), (x + b, y - a), (x + b, y + a), (x + a, y + a),
                    (x + a, y + b), (x - a, y + b), (x - a, y + a), (x - b, y + a), (x - b, y - a), (x - a, y - a)]
    return [(x + r * math.cos(math.pi * j / 5), y + r * math.sin(math.pi * j / 5)) for j in range(10)]


# --------------------------------------------------------------- bitmap

def to_png(k: Kanvas, ukuran: float = 1.0) -> bytes:
    """Draw the bitmap with few colours: a chart needs no more; `ukuran` is its size on paper, against the drawing's own."""
    from PIL import Image, ImageDraw

    skala = _HALUS * _DPI / _TITIK_PER_INCI
    gambar = Image.new("RGB", (round(k.lebar * skala), round(k.tinggi * skala)), "white")
    pena = ImageDraw.Draw(gambar)
    for b in [*k.bentuk, *(("kosong", s) for s in k.crossed())]:
        _paint(pena, b, skala)
    jangkar = {"start": "ls", "middle": "ms", "end": "rs"}
    for t in k.teks:
        pena.text((t.x * skala, t.y * skala), t.isi, fill=t.warna, font=_font(t.gaya, t.ukuran * skala), anchor=jangkar[t.jangkar])
    gambar = gambar.reduce(_HALUS).quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    gambar.putpalette([255 if v == 254 else v for v in gambar.getpalette()])  # the octree cuts the last bit: white paper is to stay white
    isi = io.BytesIO()
    gambar.save(isi, format="PNG", compress_level=7, dpi=(_DPI / ukuran, _DPI / ukuran))
    return isi.getvalue()


def _paint(pena, b: tuple, s: float) -> None:
    match b[0]:
        case "batang":
            i = b[2] % 6
            for r in b[1]:
                tepi = tuple(v * s for v in (r.x0, r.y0, max(r.x0, r.x1), max(r.y0, r.y1)))
                pena.rectangle(tepi, fill=WARNA[i])
                for ruas in _hatch(r, i):
                    pena.line([(x * s, y * s) for x, y in ruas], fill="#222222", width=round(0.7 * s))
                pena.rectangle(tepi, outline="#222222", width=round(0.5 * s))
        case "kosong":
            pena.rectangle(tuple(v * s for v in (b[1].x0, b[1].y0, b[1].x1, b[1].y1)), fill="white")
        case "garis":
            _, titik, warna, tebal, putus = b
            for ruas in _dashes(titik, putus) if putus else [titik]:
                pena.line([(x * s, y * s) for x, y in ruas], fill=warna, width=max(1, round(tebal * s)), joint="curve")
        case _:
            _, titik, i, r = b
            for x, y in titik:
                pena.polygon([(a * s, c * s) for a, c in _corners(PENANDA[i % 6], x, y, r)], fill=WARNA[i % 6], outline="#222222")


def _hatch(r: Kotak, i: int) -> list[list[tuple[float, float]]]:
    """Cut the lines of a hatch to a rectangle."""
    if ARSIR[i] is None:
        return []
    sudut, jarak = ARSIR[i]
    a = math.radians(sudut)
    arah, tegak = (math.cos(a), math.sin(a)), (-math.sin(a), math.cos(a))
    sudut_kotak = [(r.x0, r.y0), (r.x1, r.y0), (r.x1, r.y1), (r.x0, r.y1)]
    letak = [x * tegak[0] + y * tegak[1] for x, y in sudut_kotak]
    hasil = []
    for n in range(math.ceil(min(letak) / jarak), math.floor(max(letak) / jarak) + 1):
        ruas = _clip((tegak[0] * n * jarak, tegak[1] * n * jarak), arah, r)
        if ruas:
            hasil.append(ruas)
    return hasil


def _clip(titik: tuple[float, float], arah: tuple[float, float], r: Kotak) -> list[tuple[float, float]]:
    awal, akhir = -math.inf, math.inf
    for p, d, kecil, besar in ((titik[0], arah[0], r.x0, r.x1), (titik[1], arah[1], r.y0, r.y1)):
        if abs(d) < 1e-9:
            if not kecil <= p <= besar:
                return []
            continue
        t0, t1 = sorted(((kecil - p) / d, (besar - p) / d))
        awal, akhir = max(awal, t0), min(akhir, t1)
    return [(titik[0] + t * arah[0], titik[1] + t * arah[1]) for t in (awal, akhir)] if awal < akhir else []


def _dashes(titik: Sequence[tuple[float, float]], putus: Sequence[float]) -> list[list[tuple[float, float]]]:
    """Cut a line into its dashes."""
    hasil: list[list[tuple[float, float]]] = []
    ke, sisa, kini = 0, putus[0], [titik[0]]
    for (xa, ya), (xb, yb) in zip(titik, titik[1:], strict=False):
        panjang, jalan = math.hypot(xb - xa, yb - ya), 0.0
        while panjang - jalan > sisa:
            jalan += sisa
            p = (xa + (xb - xa) * jalan / panjang, ya + (yb - ya) * jalan / panjang)
            if ke % 2 == 0:
                hasil.append([*kini, p])
            ke, kini = ke + 1, [p]
            sisa = putus[ke % len(putus)]
        sisa -= panjang - jalan
        kini.append((xb, yb))
    return [*hasil, kini] if ke % 2 == 0 and len(kini) > 1 else hasil
