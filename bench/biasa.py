"""The stock way: papermill's command for each notebook, a fresh kernel each; then a command for each format, one after the other."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alat import Ukuran, measure, mid

from helpers.paths import VAR_AKAR, VAR_DATA, VAR_LUARAN, Ruang
from helpers.pipeline.run import DOKUMEN, list_notebooks, prepare_project
from helpers.rendering.quarto import find_quarto

_TUJUAN = {"html": "html", "pdf": "typst", "docx": "docx"}
#: Where Quarto is not on PATH, the project's other engine renders, in a process of its own for each format.
BAWAAN, QUARTO = "bawaan", "quarto"


def renderers(diminta: str = "") -> list[str]:
    """Return the renderers that are here, or those of them that were asked for."""
    ada = [BAWAAN, *([QUARTO] if find_quarto() else [])]
    return [r for r in ada if r in diminta.split(",")] if diminta else ada


def stock(ruang: Ruang, kerja: Path, format: Sequence[str], perender: Sequence[str], bersamaan: str = "") -> list[Ukuran]:  # noqa: A002
    """Make one report the stock way; every renderer renders the same notebooks. `bersamaan` keeps two that run at once apart."""
    from helpers.sources.profile import run_metadata

    proyek, luaran = kerja / f"proyek{bersamaan}", kerja / f"luaran{bersamaan}"
    for folder in (proyek, luaran):
        shutil.rmtree(folder, ignore_errors=True)
    prepare_project(ruang.akar, proyek, run_metadata(ruang))
    (proyek / "notebooks").mkdir()
    luaran.mkdir()
    lingkungan = {VAR_AKAR: str(ruang.akar), VAR_LUARAN: str(luaran)} | ({VAR_DATA: str(ruang.data)} if ruang.data else {})
    Ruang(ruang.akar, ruang.polres, ruang.tahun, ruang.data, luaran).bersih.mkdir(parents=True)
    hasil = []
    for sumber in list_notebooks(ruang.akar, DOKUMEN["lkip"].notebook):
        perintah = [
            sys.executable, "-m", "papermill", str(sumber), str(proyek / "notebooks" / sumber.name), "-k", "python3", "-l", "python",
            "-p", "polres", ruang.polres, "-p", "tahun", str(ruang.tahun), "--no-progress-bar", "--log-level", "ERROR",
        ]
        hasil.append(measure(f"papermill {sumber.stem}", perintah, lingkungan))
    for satu in perender:
        for f in format:
            if satu == QUARTO:
                perintah = ["quarto", "render", "--profile", "lkip", "--to", _TUJUAN[f], "--quiet"]
            else:
                perintah = [sys.executable, str(Path(__file__).with_name("satu.py")), str(proyek), f, str(luaran)]
            hasil.append(measure(f"{satu} {f}", perintah, lingkungan, cwd=proyek))
    return hasil


def cost(semua: Sequence[Sequence[Ukuran]], perender: str) -> dict[str, Any]:
    """Return the medians over several reports made the stock way, with one of the renderers."""
    pilih = [[u for u in satu if u.nama.split()[0] in ("papermill", perender)] for satu in semua]
    return {
        "detik": mid([sum(u.detik for u in satu) for satu in pilih]), "detik_cpu": mid([_total([u.detik_cpu for u in satu]) for satu in pilih]),
        "puncak_mb": mid([max(u.puncak_mb for u in satu) for satu in pilih]),
        "tahap": [{"nama": kolom[0].nama, "detik": mid([u.detik for u in kolom])} for kolom in zip(*pilih, strict=True)]}


def _total(nilai: Sequence[float | None]) -> float | None:
    return None if None in nilai else sum(n for n in nilai if n is not None)
