"""The interactive charts of a page: Plotly figures from the same descriptions, and Plotly's library as installed.

A figure says what is drawn; how it looks (colours of the theme, patterns, sizes) is for `report/gaya/grafik.js`.
"""

from __future__ import annotations

import importlib.util
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from helpers.display.charts import MIME, TAK_ADA, Deret, Grafik, Papan, from_json
from helpers.display.picture import reference_name

_LABEL = "#| label: "


def page_data(notebook: Iterable[Path]) -> dict[str, bytes]:
    """Return what a page carries for its charts; nothing when no notebook holds one.

    Parameters
    ----------
    notebook : iterable of Path
        Executed notebooks.
    """
    grafik = {label: figure(from_json(isi)) for n in notebook for label, isi in _descriptions(n)}
    if not grafik:
        return {}
    isi = json.dumps(grafik, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return {"plotly": library().read_bytes(), "grafik": isi.encode("utf-8")}


def library() -> Path:
    """Return Plotly's script, which its Python package holds; the package itself is not imported."""
    return Path(importlib.util.find_spec("plotly").submodule_search_locations[0], "package_data", "plotly.min.js")


def _descriptions(notebook: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for sel in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        label = next((b.removeprefix(_LABEL).strip() for b in "".join(sel["source"]).splitlines() if b.startswith(_LABEL)), "")
        for keluaran in sel.get("outputs", ()) if label else ():
            if MIME in keluaran.get("data", {}):
                yield label, keluaran["data"][MIME]


def figure(g: Grafik | Papan) -> dict[str, Any]:
    """Return a board as the page's script reads it: one Plotly figure for each of its charts that has data."""
    papan = len(g.panel) > 1
    return {"alt": g.alt, "judul": g.judul, "kolom": g.kolom, "sumber": g.sumber,
            "panel": [_panel(p, p.judul if papan else "") for p in g.panel if not p.kosong]}


def _panel(p: Grafik, judul: str) -> dict[str, Any]:
    datar = p.jenis == "batang_mendatar"
    kategori = [" ".join(k.split()) for k in p.kategori]
    jejak = [_trace(p, d, i, kategori, datar) for i, d in enumerate(p.deret)]
    if p.keterangan:
        jejak[0] |= {"customdata": list(p.keterangan), "hovertemplate": jejak[0]["hovertemplate"].replace("<extra>", "; %{customdata}<extra>")}
    nilai, nama = ("x", "y") if datar else ("y", "x")
    tata: dict[str, Any] = {f"{nilai}axis": {"title": {"text": p.satuan}}, f"{nama}axis": {"type": "category"}}
    if p.jenis != "garis":
        tata["annotations"] = _missing(p, nilai, nama)
    if datar:
        tata["yaxis"]["autorange"] = "reversed"
    if p.acuan is not None:
        tata["shapes"] = [{"type": "line", f"{nilai}0": p.acuan, f"{nilai}1": p.acuan, f"{nama}0": 0, f"{nama}1": 1, f"{nama}ref": "paper",
                           "name": reference_name(p), "showlegend": True}]
    hasil = {"jenis": p.jenis, "judul": judul, "kategori": kategori, "data": jejak, "layout": tata}
    if datar and any(d.bentuk == "tanda" for d in p.deret):
        hasil["label"] = _labels(p)
    return hasil | ({"keterangan": list(p.keterangan)} if any(p.keterangan) else {})


def _trace(p: Grafik, d: Deret, i: int, kategori: list[str], datar: bool) -> dict[str, Any]:
    """One series; `meta` is its place in the palette."""
    angka = [v if math.isfinite(v) else None for v in d.nilai]
    x, y = (angka, kategori) if datar else (kategori, angka)
    jejak: dict[str, Any] = {"name": d.nama, "x": x, "y": y, "text": [p.write(v) for v in d.nilai], "meta": i,
                             "hovertemplate": "%{fullData.name}: %{text}<extra></extra>"}
    if p.jenis == "garis":
        return jejak | {"type": "scatter", "mode": "lines+markers"}
    if d.bentuk == "tanda":
        return jejak | {"type": "scatter", "mode": "markers"}
    return jejak | {"type": "bar", "textposition": "outside", "cliponaxis": False} | ({"orientation": "h"} if datar else {})


def _labels(p: Grafik) -> dict[str, Any]:
    """What stands beyond bar and mark, where each would hide the number at the other's end."""
    ujung, teks = [], []
    for j in range(len(p.kategori)):
        angka = [d.nilai[j] for d in p.deret]
        ujung.append(max([0.0, *(v for v in angka if math.isfinite(v))]))
        isi = [p.write(v) for d, v in zip(p.deret, angka, strict=True) if d.bentuk == "isi"]
        tanda = [f"{d.nama.lower()} {p.write(v)}" for d, v in zip(p.deret, angka, strict=True) if d.bentuk == "tanda"]
        teks.append(f"{'; '.join(isi)} ({'; '.join(tanda)})")
    return {"x": ujung, "text": teks}


def _missing(p: Grafik, nilai: str, nama: str) -> list[dict[str, Any]]:
    """Say at a bar's place that there is no number for it."""
    batang = [d for d in p.deret if d.bentuk == "isi"]
    if len(batang) < len(p.deret):
        return []     # said by the labels
    return [{nilai: 0, nama: round(j + (i - (len(batang) - 1) / 2) * 0.8 / len(batang), 3), "text": TAK_ADA if nilai == "x" else "–"}
            for i, d in enumerate(batang) for j, v in enumerate(d.nilai) if not math.isfinite(v)]


