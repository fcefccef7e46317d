"""The engine that calls the Quarto command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from helpers.hashes import hash_folder
from helpers.rendering.docx import finish_docx
from helpers.rendering.embedded import WAKTU_TETAP, deliver
from helpers.rendering.engine import AKHIRAN, Simpan, check_formats
from helpers.rendering.errors import KesalahanRender
from helpers.rendering.offline import check_offline
from helpers.rendering.preprocess import preprocess
from helpers.rendering.project import load_project

VERSI_TERENDAH = (1, 4)
TUJUAN = {"html": "html", "pdf": "typst", "docx": "docx"}
ANSI = re.compile(r"\x1b\[[0-9;]*m")
# Quarto says of every PDF/UA-1 that no veraPDF is there to check it a second time: no fault of the document, Typst has checked it
KELUHAN = re.compile(r"^(?!.*verapdf is not installed).*\b(?:WARNING|WARN|ERROR|GALAT)\b.*$", flags=re.MULTILINE)


@lru_cache(maxsize=1)
def find_quarto() -> tuple[str, str] | None:
    """Return path and version of a usable Quarto on PATH, or None."""
    jalur = shutil.which("quarto")
    if jalur is None:
        return None
    try:
        hasil = subprocess.run([jalur, "--version"], capture_output=True, encoding="utf-8", timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    cocok = re.match(r"(\d+)\.(\d+)", hasil.stdout.strip())
    if hasil.returncode != 0 or cocok is None or tuple(map(int, cocok.groups())) < VERSI_TERENDAH:
        return None
    return jalur, hasil.stdout.strip()


class QuartoEngine:
    """The `quarto` command, every warning of which is a failure."""

    nama = "quarto"
    serentak = False

    def __init__(self, jalur: str, versi: str) -> None:
        self.jalur = jalur
        self.versi = f"quarto {versi}"

    def render(self, proyek: Path, profil: str, format: Sequence[str], luaran: Path, simpan: Simpan | None = None) -> list[Path]:
        """Render the documents of one profile; see `Engine.render`. All formats are one stage, which reads the whole project."""
        check_formats(format)
        if simpan is None:
            return self._render(proyek, profil, format, luaran)
        berkas = hash_folder(proyek)
        simpan("dokumen", {"mesin": self.versi, "profil": profil, "format": list(format), "berkas": berkas}, luaran,
               lambda: self._render(proyek, profil, format, luaran))
        dokumen = load_project(proyek, profil).dokumen
        return [luaran / f"{d.stem}{AKHIRAN[f]}" for d in dokumen for f in format]

    def _render(self, proyek: Path, profil: str, format: Sequence[str], luaran: Path) -> list[Path]:
        muatan = load_project(proyek, profil)
        # the same refusals as the embedded engine, with file and line, where Quarto warns or is silent
        with tempfile.TemporaryDirectory(prefix="render-") as sementara:
            for dokumen in muatan.dokumen:
                preprocess(muatan, dokumen, Path(sementara))
        dibuat = muatan.akar / "build" / "_quarto"
        shutil.rmtree(dibuat, ignore_errors=True)
        semua = set(format) == set(TUJUAN) == {k if k != "typst" else "pdf" for k in muatan.format}
        for tujuan in [None] if semua else [TUJUAN[f] for f in format]:
            self._run(muatan.akar, profil, tujuan)
        hasil = []
        for dokumen in muatan.dokumen:
            asal = dibuat / dokumen.relative_to(muatan.akar)
            for f in format:
                berkas = asal.with_suffix(AKHIRAN[f])
                if not berkas.is_file():
                    raise KesalahanRender(f"Quarto selesai tanpa membuat {berkas.name}; periksa _quarto-{profil}.yml.")
                if f == "html":
                    check_offline(berkas)
                elif f == "docx":
                    finish_docx(berkas, muatan.metadata)
                hasil.append(berkas)
        return deliver(hasil, luaran)

    def _run(self, akar: Path, profil: str, tujuan: str | None) -> None:
        """Call Quarto once, for one format or for all that the project declares."""
        perintah = [self.jalur, "render", "--profile", profil, "--output-dir", "build/_quarto"]
        if tujuan is not None:
            perintah += ["--to", tujuan]
        lingkungan = {**os.environ, "SOURCE_DATE_EPOCH": WAKTU_TETAP, "NO_COLOR": "1"}
        jalan = subprocess.run(
            perintah, cwd=akar, env=lingkungan, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
        pesan = ANSI.sub("", jalan.stderr)
        keluhan = KELUHAN.findall(pesan)
        if jalan.returncode != 0 or keluhan:
            sebab = " ".join(" ".join(keluhan or pesan.splitlines()[-5:]).split())
            raise KesalahanRender(f"Quarto menolak dokumen profil {profil}: {sebab}")
