"""Read a Quarto project: configuration, profile and per-run metadata, merged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from helpers.rendering.errors import KesalahanRender, at

#: Top-level keys that configure Quarto itself; everything else is metadata.
KUNCI_PROYEK = {"project", "format", "filters", "metadata-files", "execute", "notebook-links", "profile"}


@dataclass(frozen=True)
class Proyek:
    """A project as one profile sees it."""

    akar: Path
    dokumen: tuple[Path, ...]
    metadata: dict[str, Any]
    format: dict[str, dict[str, Any]]
    filter: tuple[Path, ...]

    def name_of(self, berkas: Path) -> Path:
        """Return a file's path as the author knows it: from the project root."""
        try:
            return berkas.resolve().relative_to(self.akar)
        except ValueError:
            return berkas


def merge(dasar: Any, tambahan: Any) -> Any:
    """Merge as Quarto does: maps by key, lists joined without repeats, the rest replaced."""
    if isinstance(dasar, dict) and isinstance(tambahan, dict):
        hasil = dict(dasar)
        for kunci, nilai in tambahan.items():
            hasil[kunci] = merge(hasil[kunci], nilai) if kunci in hasil else nilai
        return hasil
    if isinstance(dasar, list) and isinstance(tambahan, list):
        return dasar + [x for x in tambahan if x not in dasar]
    return tambahan


def parse_yaml(teks: str, nama: Path | str) -> dict[str, Any]:
    """Read a YAML mapping, safely; empty text is an empty mapping."""
    try:
        isi = yaml.safe_load(teks)
    except yaml.YAMLError as galat:
        tanda = getattr(galat, "problem_mark", None)
        raise at(nama, tanda.line + 1 if tanda else None, "YAML tidak dapat dibaca; perbaiki penulisannya.") from None
    if isi is None:
        return {}
    if not isinstance(isi, dict):
        raise at(nama, None, "isi berkas harus berupa pasangan kunci dan nilai YAML.")
    return isi


def read_text(berkas: Path, nama: Path | str) -> str:
    """Read a UTF-8 file or say in one sentence why not."""
    try:
        return berkas.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise at(nama, None, "berkas tidak ditemukan.") from None
    except UnicodeDecodeError:
        raise at(nama, None, "berkas bukan teks UTF-8; simpan ulang dengan pengodean UTF-8.") from None


def load_project(akar: Path, profil: str) -> Proyek:
    """Read `_quarto.yml`, its metadata files and the profile's file.

    Order of precedence, lowest first: `_quarto.yml`, the `metadata-files` of both,
    `_quarto-<profil>.yml`; a document's own front matter comes on top later.
    """
    akar = akar.resolve()

    def read(nama: str) -> dict[str, Any]:
        return parse_yaml(read_text(akar / nama, nama), nama)

    config, khusus = read("_quarto.yml"), read(f"_quarto-{profil}.yml")
    for nama in metadata_files(config, khusus):
        config = merge(config, read(nama))
    config = merge(config, khusus)

    daftar = config.get("project", {}).get("render") or []
    dokumen = tuple(akar / nama for nama in daftar)
    if not dokumen:
        raise at(f"_quarto-{profil}.yml", None, "project: render: belum menyebut dokumen yang dirender.")
    for nama, berkas in zip(daftar, dokumen, strict=True):
        if not berkas.is_file():
            raise at(f"_quarto-{profil}.yml", None, f"dokumen {nama} yang disebut project: render: tidak ditemukan.")
    if config.get("execute", {}).get("enabled") is not False:
        raise at("_quarto.yml", None, "execute: enabled: harus false; notebook dijalankan sebelum dirender.")

    penyaring = []
    for butir in config.get("filters", []):
        nama = butir.get("path") if isinstance(butir, dict) else butir
        if not isinstance(nama, str) or not (akar / nama).is_file():
            raise at("_quarto.yml", None, f"filter {nama!r} bukan berkas Lua di dalam proyek.")
        penyaring.append(akar / nama)
    return Proyek(
        akar=akar,
        dokumen=dokumen,
        metadata={k: v for k, v in config.items() if k not in KUNCI_PROYEK},
        format={k: v if isinstance(v, dict) else {} for k, v in (config.get("format") or {}).items()},
        filter=tuple(penyaring),
    )


def metadata_files(*config: dict[str, Any]) -> list[str]:
    """Return the metadata files that configurations name, each once."""
    return list(dict.fromkeys(nama for isi in config for nama in isi.get("metadata-files") or []))


def lookup(metadata: dict[str, Any], jalur: str) -> str | None:
    """Return the value of a dotted path as text, or None when there is none."""
    nilai: Any = metadata
    for bagian in jalur.split("."):
        if not isinstance(nilai, dict) or bagian not in nilai:
            return None
        nilai = nilai[bagian]
    if isinstance(nilai, bool):
        return "true" if nilai else "false"
    if isinstance(nilai, (dict, list)) or nilai is None:
        return None
    return " ".join(str(nilai).split())


__all__ = ["KesalahanRender", "Proyek", "load_project", "lookup", "merge", "metadata_files", "parse_yaml", "read_text"]
