"""SHA-256 of files and folders."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from pathlib import Path


def sha256(berkas: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with berkas.open("rb") as isi:
        return hashlib.file_digest(isi, "sha256").hexdigest()


def hash_files(berkas: Iterable[Path], name_of: Callable[[Path], str]) -> dict[str, str]:
    """Return name → SHA-256, for every file given."""
    return {name_of(b): sha256(b) for b in sorted(berkas)}


def hash_folder(folder: Path, tanpa: Collection[str] = ()) -> dict[str, str]:
    """Return path → SHA-256 of every file below a folder, hidden ones too, without those of some suffixes."""
    return hash_files((b for b in folder.rglob("*") if b.is_file() and b.suffix not in tanpa), lambda b: b.relative_to(folder).as_posix())
