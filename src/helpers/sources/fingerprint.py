"""The fingerprint of what a report says: one hash over the raw data and the rules, which anyone can compute again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from helpers.paths import Ruang
from helpers.sources.datapackage import BERKAS_PAKET, read_package

_PENDEK = 12


def content_files(ruang: Ruang, metodologi: str) -> list[Path]:
    """Return the files a report is made from: everything handed in, and the methodology, that of its plan too; hidden files left out."""
    rencana = read_package(ruang.mentah).lkip.rencana if (ruang.mentah / BERKAS_PAKET).is_file() else ""
    folder = [f for f in (ruang.mentah, *(ruang.metodologi / k for k in (metodologi, rencana) if k)) if f.is_dir()]
    semua = [b for f in folder for b in f.rglob("*")
             if b.is_file() and not any(n.startswith((".", "~$")) for n in b.relative_to(f).parts)]
    return sorted(semua, key=ruang.name_of)


def content_list(ruang: Ruang, metodologi: str) -> str:
    """Return one line a file, as ``sha256sum`` writes them: hash, two blanks, path from the project folder."""
    return "".join(f"{hashlib.sha256(b.read_bytes()).hexdigest()}  {ruang.name_of(b)}\n"
                   for b in content_files(ruang, metodologi))


def content_hash(ruang: Ruang, metodologi: str) -> str:
    """Return the SHA-256 of `content_list`, in hexadecimal."""
    return hashlib.sha256(content_list(ruang, metodologi).encode("utf-8")).hexdigest()


def short(sidik: str) -> str:
    """Return the form that is printed in running text."""
    return sidik[:_PENDEK]
