"""Charts: one small description, from which the words, the static picture and the interactive chart are made."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from helpers.numbers import format_number

#: The part of a cell's output that carries the description; no renderer knows it, so none shows it.
MIME = "application/vnd.lkip.grafik+json"
KOSONG = "Data tidak tersedia dalam sumber"
TAK_ADA = "tidak tersedia"
_TERPANJANG = 22
_NAMA_JENIS = {"garis": "Diagram garis", "batang": "Diagram batang", "batang_mendatar": "Diagram batang mendatar"}


@dataclass(frozen=True)
class Deret:
    """One series; NaN where there is no value.

    Attributes
    ----------
    bentuk : str
        ``isi`` is drawn as bars or a line; ``tanda`` as a mark across the bars, such as a target.
    """

    nama: str
    nilai: tuple[float, ...]
    bentuk: Literal["isi", "tanda"] = "isi"


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
        Where the value axis of lines begins; bars always begin at 0.
    sumber : str
        Where the numbers come from; printed under the chart.
    keterangan : tuple of str
        A remark for each category, at the right of horizontal bars; empty when there is none.
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
    keterangan: tuple[str, ...] = ()

    @property
    def panel(self) -> tuple[Grafik, ...]:
        """The chart itself, as a board has its charts."""
        return (self,)

    @property
    def kolom(self) -> int:
        """One chart stands alone."""
        return 1

    @property
    def kosong(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(math.isfinite(v) for d in self.deret for v in d.nilai)

    @property
    def alt(self) -> str:
        """The chart in words: every series with every value."""
        return self.words() + _source(self.sumber)

    def words(self) -> str:
        """Say everything but the source."""
        kepala = f"{_NAMA_JENIS[self.jenis]}: {self.judul}" + (f" ({self.satuan})" if self.satuan else "")
        if self.kosong:
            return f"{kepala}. {KOSONG}."
        isi = []
        for d in self.deret:
            nilai = "; ".join(f"{_one_line(k)} {self.write(v)}" for k, v in zip(self.kategori, d.nilai, strict=True))
            isi.append(f"{d.nama}: {nilai}." if len(self.deret) > 1 else f"{nilai}.")
        if self.acuan is not None:
            isi.append(f"{self.nama_acuan}: {self.write(self.acuan)}.")
        if self.keterangan:
            isi.append("Keterangan: " + "; ".join(f"{_one_line(k)} {t}" for k, t in zip(self.kategori, self.keterangan, strict=True) if t) + ".")
        return f"{kepala}. " + " ".join(isi)

    def write(self, nilai: float) -> str:
        """Write a value of the chart; one that no chart could hold is written with a power of ten."""
        if not math.isfinite(nilai):
            return TAK_ADA
        teks = format_number(nilai, self.desimal)
        if len(teks) <= _TERPANJANG:
            return teks
        pangkat = math.floor(math.log10(abs(nilai)))
        return f"{format_number(nilai / 10.0**pangkat, 2)} × 10^{pangkat}"


@dataclass(frozen=True)
class Papan:
    """Several charts in one picture, under one caption.

    Attributes
    ----------
    panel : tuple of Grafik
        Their titles stand above them.
    kolom : int
        How many stand side by side.
    """

    judul: str
    panel: tuple[Grafik, ...]
    kolom: int = 1
    sumber: str = ""

    @property
    def kosong(self) -> bool:
        """Whether there is nothing to draw."""
        return all(g.kosong for g in self.panel)

    @property
    def alt(self) -> str:
        """All charts in words."""
        if self.kosong:
            return f"{self.judul}. {KOSONG}."
        return f"{self.judul}. " + " ".join(g.words() for g in self.panel) + _source(self.sumber)


def _source(sumber: str) -> str:
    return f" Sumber: {sumber}." if sumber else ""


def _one_line(teks: str) -> str:
    return " ".join(teks.split())


class Gambar:
    """A drawn chart: vector for screens and print, bitmap for Word, words, and the description for interactive pages."""

    def __init__(self, grafik: Grafik | Papan):
        self.grafik = grafik

    def __repr__(self) -> str:
        return self.grafik.alt

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict, dict]:
        from helpers.display.picture import draw

        svg, png = draw(self.grafik)
        teks = {"alt": self.grafik.alt, "judul": self.grafik.judul}
        return ({"image/svg+xml": svg, "image/png": base64.b64encode(png).decode("ascii"), "text/plain": repr(self),
                 MIME: to_json(self.grafik)},
                {"image/svg+xml": teks, "image/png": teks})


def series(nama: str, nilai: Sequence[float], bentuk: Literal["isi", "tanda"] = "isi") -> Deret:
    """Make a series; what is not finite counts as missing."""
    return Deret(nama, tuple(float(v) if math.isfinite(v) else math.nan for v in nilai), bentuk)


def to_json(g: Grafik | Papan) -> dict[str, Any]:
    """Return a description as JSON holds it: no NaN, nothing that is left at its default."""
    return {"judul": g.judul, "kolom": g.kolom, "sumber": g.sumber, "panel": [_plain(p) for p in g.panel]}


def _plain(g: Grafik) -> dict[str, Any]:
    isi = {f.name: v for f in fields(g) if f.name != "deret" and (v := getattr(g, f.name)) not in (None, "", ())}
    if g.acuan is not None:
        isi["acuan"] = float(g.acuan)
    isi["deret"] = [{"nama": d.nama, "nilai": [v if math.isfinite(v) else None for v in d.nilai], "bentuk": d.bentuk} for d in g.deret]
    return isi


def from_json(isi: Mapping[str, Any]) -> Grafik | Papan:
    """Return the chart or the board that was written down."""
    def angka(v: float | None) -> float:
        return math.nan if v is None else float(v)

    panel = []
    for p in isi["panel"]:
        deret = tuple(Deret(d["nama"], tuple(angka(v) for v in d["nilai"]), d["bentuk"]) for d in p["deret"])
        lain = {k: tuple(v) if isinstance(v, list) else v for k, v in p.items() if k != "deret"}
        panel.append(Grafik(**{"kategori": (), "judul": "", **lain}, deret=deret))
    if len(panel) == 1 and panel[0].judul == isi["judul"]:
        return panel[0]
    return Papan(isi["judul"], tuple(panel), isi["kolom"], isi["sumber"])
