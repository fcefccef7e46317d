"""Take labelled outputs out of an executed notebook, as Pandoc Markdown."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.rendering.errors import KesalahanRender
from helpers.rendering.project import Proyek, parse_yaml, read_text

OPSI = {"label", "tbl-cap", "fig-cap", "fig-alt", "output"}
TERLARANG = ("text/html", "application/javascript")
PAGAR = ":" * 12
KHUSUS = re.compile(r"([\\`*_{}\[\]<>#$@|~^\"'])")


def _text(nilai: str | list[str]) -> str:
    """Join what Jupyter stores as a text or as a list of lines."""
    return nilai if isinstance(nilai, str) else "".join(nilai)


@dataclass(frozen=True)
class Sel:
    """A labelled code cell."""

    notebook: str
    opsi: dict[str, Any]
    keluaran: list[dict[str, Any]] = field(repr=False)

    @property
    def label(self) -> str:
        """Label that shortcodes and references use."""
        return str(self.opsi["label"])

    def refuse(self, pesan: str) -> KesalahanRender:
        """Return an error that names the notebook and the label."""
        return KesalahanRender(f"{self.notebook}, sel “{self.label}”: {pesan}")


def _options(sumber: str, tempat: str) -> dict[str, Any]:
    """Read the `#|` lines at the head of a cell."""
    baris = []
    for teks in sumber.splitlines():
        if not teks.startswith("#|"):
            break
        baris.append(teks[2:].removeprefix(" "))
    return parse_yaml("\n".join(baris), tempat)


def load_cells(proyek: Proyek, berkas: Path) -> dict[str, Sel]:
    """Return the labelled cells of a notebook.

    Raises
    ------
    KesalahanRender
        If the file is no notebook, a label occurs twice, or an output holds
        HTML or JavaScript (Quarto would then load scripts from a network).
    """
    nama = proyek.name_of(berkas).as_posix()
    try:
        isi = json.loads(read_text(berkas, nama))
        sel_mentah = isi["cells"]
    except (json.JSONDecodeError, KeyError, TypeError):
        raise KesalahanRender(f"{nama}: berkas bukan notebook Jupyter yang utuh; jalankan ulang notebook itu.") from None
    hasil: dict[str, Sel] = {}
    for urutan, sel in enumerate(sel_mentah, start=1):
        if sel.get("cell_type") != "code":
            continue
        tempat = f"{nama}, sel ke-{urutan}"
        opsi = _options(_text(sel.get("source", "")), tempat)
        tempat = f"{nama}, sel “{opsi['label']}”" if "label" in opsi else tempat
        for keluaran in sel.get("outputs", []):
            for jenis in TERLARANG:
                if jenis in keluaran.get("data", {}):
                    raise KesalahanRender(f"{tempat}: keluaran {jenis} tidak boleh ada; tampilkan tabel sebagai Markdown.")
        if "label" not in opsi:
            continue
        baru = Sel(nama, opsi, sel.get("outputs", []))
        if baru.label in hasil:
            raise baru.refuse("label dipakai lebih dari satu sel; beri label yang berbeda.")
        hasil[baru.label] = baru
    return hasil


def _check_options(sel: Sel) -> None:
    asing = sorted(set(sel.opsi) - OPSI)
    if asing:
        raise sel.refuse(f"opsi sel {', '.join(asing)} tidak didukung; yang didukung: {', '.join(sorted(OPSI))}.")
    if sel.opsi.get("output", "asis") != "asis":
        raise sel.refuse("opsi output hanya boleh bernilai asis.")
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", sel.label) is None:
        raise sel.refuse("label hanya boleh berisi huruf, angka, dan tanda hubung.")
    for awalan, kunci in (("tbl-", "tbl-cap"), ("fig-", "fig-cap")):
        if sel.label.startswith(awalan) and not sel.opsi.get(kunci):
            raise sel.refuse(f"label berawalan {awalan} memerlukan opsi {kunci}.")
        if not sel.label.startswith(awalan) and kunci in sel.opsi:
            raise sel.refuse(f"opsi {kunci} memerlukan label berawalan {awalan}.")


def _computed(keluaran: dict[str, Any], kunci: str) -> str:
    """Return a text that was computed with a picture: in the output's metadata, as Jupyter keeps it."""
    keterangan = keluaran.get("metadata", {})
    return next((str(teks) for jenis in ("image/svg+xml", "image/png") if (teks := keterangan.get(jenis, {}).get(kunci))), "")


def _image(sel: Sel, keluaran: dict[str, Any], nama: str, aset: Path) -> str:
    """Write the picture of an output and return the Markdown that shows it; a computed alternative text goes before `fig-alt`."""
    data = keluaran["data"]
    alt = " ".join(str(_computed(keluaran, "alt") or sel.opsi.get("fig-alt") or "").split())
    if not alt:
        raise sel.refuse("gambar tanpa teks pengganti; isi opsi fig-alt.")
    aset.mkdir(parents=True, exist_ok=True)
    png = data.get("image/png")
    if png is not None:
        (aset / f"{nama}.png").write_bytes(base64.b64decode(_text(png)))
    if "image/svg+xml" in data:
        (aset / f"{nama}.svg").write_text(_text(data["image/svg+xml"]), encoding="utf-8", newline="\n")
    akhiran = "svg" if "image/svg+xml" in data else "png"
    lolos = alt.replace("\\", "\\\\").replace('"', '\\"')
    return f'![]({aset.name}/{nama}.{akhiran}){{fig-alt="{lolos}"}}'


def cell_markdown(sel: Sel, aset: Path) -> str:
    """Return one cell's output as Markdown, pictures written into `aset`.

    Parameters
    ----------
    sel : Sel
        Cell whose outputs are wanted.
    aset : Path
        Folder for pictures; the Markdown names them relative to its parent.
    """
    _check_options(sel)
    bagian: list[str] = []
    gambar = 0
    for keluaran in sel.keluaran:
        jenis = keluaran.get("output_type")
        data = keluaran.get("data", {})
        if jenis == "error":
            raise sel.refuse("sel berakhir dengan galat; jalankan ulang notebook itu.")
        if jenis == "stream":
            if sel.opsi.get("output") != "asis" or keluaran.get("name") != "stdout":
                raise sel.refuse("keluaran teks (print atau peringatan) tidak didukung di dokumen; pakai output: asis.")
            bagian.append(_text(keluaran["text"]))
        elif "text/markdown" in data:
            bagian.append(_text(data["text/markdown"]))
        elif "image/svg+xml" in data or "image/png" in data:
            gambar += 1
            stem = Path(sel.notebook).stem
            bagian.append(_image(sel, keluaran, f"{stem}-{sel.label}-{gambar}", aset))
        else:
            raise sel.refuse(f"keluaran {', '.join(sorted(data)) or jenis} tidak didukung; pakai Markdown, SVG, atau PNG.")
    if not bagian:
        raise sel.refuse("sel belum mempunyai keluaran; jalankan notebook itu lebih dahulu.")
    if gambar > 1 and sel.label.startswith("fig-"):
        raise sel.refuse("satu sel berlabel fig- hanya boleh memuat satu gambar.")
    isi = "\n\n".join(b.strip("\n") for b in bagian)
    judul = sel.opsi.get("tbl-cap") or sel.opsi.get("fig-cap")
    if judul is None:
        return isi
    if sel.label.startswith("fig-") and (dihitung := next(filter(None, (_computed(k, "judul") for k in sel.keluaran)), "")):
        judul = KHUSUS.sub(r"\\\1", dihitung)
    return f"{PAGAR} {{#{sel.label}}}\n\n{isi}\n\n{' '.join(str(judul).split())}\n\n{PAGAR}"
