"""`manifest.json`: what a result was made from, and what it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import helpers
from helpers.files import read_yaml
from helpers.hashes import hash_files
from helpers.paths import Ruang

NAMA = "manifest.json"


def files_in(folder: Path) -> list[Path]:
    """Return every file below a folder, sorted; hidden ones (editors, systems) left out."""
    return sorted(
        b for b in folder.rglob("*")
        if b.is_file() and not any(n.startswith((".", "~$")) for n in b.relative_to(folder).parts)
    )


def methodology_versions(folder: Path) -> dict[str, str]:
    """Return name of each methodology → the `versi` its files state."""
    versi: dict[str, str] = {}
    for berkas in sorted(folder.glob("*/*.yml")):
        isi = read_yaml(berkas)
        if isinstance(isi, dict) and "versi" in isi:
            versi.setdefault(berkas.parent.name, str(isi["versi"]))
    return versi


def build_manifest(
    ruang: Ruang, *, terbit: Path, notebook: Iterable[Path], mesin: dict[str, str], dokumen: str, masukan: str = "",
) -> dict[str, Any]:
    """Describe a finished folder: inputs, rules, program, outputs; no time, no place.

    Parameters
    ----------
    ruang : Ruang
    terbit : Path
        The finished folder; everything in it but the manifest itself is listed.
    notebook : iterable of Path
        Source notebooks that ran.
    mesin : dict
        Name and version of the rendering engine.
    dokumen : str
        Kind of document.
    masukan : str
        `helpers.pipeline.inputs.input_digest` of the run; empty where nothing is ever skipped.
    """
    kunci = ruang.akar / "requirements.lock"
    return {
        "dokumen": dokumen,
        "masukan": masukan,
        "parameter": {"polres": ruang.polres, "tahun": ruang.tahun},
        "program": {"nama": "lkip", "versi": helpers.__version__},
        "mesin": mesin,
        "data_mentah": hash_files(files_in(ruang.mentah), ruang.name_of),
        "metodologi": {
            "versi": methodology_versions(ruang.metodologi),
            "berkas": hash_files(files_in(ruang.metodologi), ruang.name_of),
        },
        "notebook": hash_files(notebook, ruang.name_of),
        "lingkungan": hash_files([kunci], ruang.name_of) if kunci.is_file() else {},
        "keluaran": hash_files((b for b in files_in(terbit) if b != terbit / NAMA), lambda b: b.relative_to(terbit).as_posix()),
    }


def write_manifest(isi: dict[str, Any], folder: Path) -> Path:
    """Write the manifest with sorted keys."""
    berkas = folder / NAMA
    berkas.write_text(json.dumps(isi, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    return berkas
