"""What a result depends on, as one hash: the same hash and whole outputs mean that there is nothing to do."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import helpers
from helpers.hashes import hash_files, sha256
from helpers.paths import Ruang
from helpers.pipeline.kept import digest
from helpers.pipeline.manifest import NAMA, files_in


def program_digest(akar: Path) -> str:
    """Return the hash of what all reports share: methodology, notebooks, templates, code, lock file."""
    proyek = [
        *files_in(akar / "data" / "raw" / "metodologi"), *sorted((akar / "notebooks").glob("*.ipynb")), *files_in(akar / "report"),
        *sorted(akar.glob("_quarto*.yml")), *(b for b in [akar / "requirements.lock"] if b.is_file())]
    return digest({"proyek": hash_files(proyek, lambda b: b.relative_to(akar).as_posix()), "kode": _code()})


def stage_digest(akar: Path) -> str:
    """Return the hash of what every stage depends on: code, lock file, and the Python that runs."""
    kunci = akar / "requirements.lock"
    return digest({"kode": _code(), "kunci": hash_files([kunci] if kunci.is_file() else [], lambda b: b.name), "python": sys.version_info[:3]})


def _code() -> dict[str, str]:
    kode = Path(helpers.__file__).parent
    return hash_files((b for b in files_in(kode) if "__pycache__" not in b.parts), lambda b: b.relative_to(kode).as_posix())


def input_digest(ruang: Ruang, *, program: str, dokumen: str, format: Iterable[str], mesin: Mapping[str, str], metadata: Mapping[str, Any]) -> str:
    """Return the hash of everything one result depends on.

    Parameters
    ----------
    ruang : Ruang
    program : str
        `program_digest` of its project.
    dokumen, format, mesin, metadata
        As `helpers.pipeline.run.run` takes them; `mesin` by name and version.
    """
    return digest({
        "program": program, "dokumen": dokumen, "format": sorted(format), "mesin": dict(mesin), "metadata": metadata,
        "parameter": [ruang.polres, ruang.tahun], "data": hash_files(files_in(ruang.mentah), ruang.name_of)})


def is_current(folder: Path, masukan: str) -> bool:
    """Tell whether a published folder was made from these inputs and is whole: every file as its manifest says, none besides."""
    try:
        isi = json.loads((folder / NAMA).read_text(encoding="utf-8"))
        keluaran = isi["keluaran"]
        if isi["masukan"] != masukan:
            return False
        ada = {b.relative_to(folder).as_posix(): b for b in files_in(folder) if b != folder / NAMA}
        return ada.keys() == keluaran.keys() and all(sha256(b) == keluaran[n] for n, b in ada.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False  # none there, or broken: made again
