"""Check a published folder against its manifest, and the manifest against the project it came from."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from helpers.errors import KesalahanMasukan
from helpers.files import TERBESAR_TABEL, read_input
from helpers.hashes import sha256
from helpers.numbers import format_number
from helpers.parameters import Parameter
from helpers.paths import Ruang
from helpers.pipeline.manifest import NAMA, files_in

_SIDIK = re.compile(r"[0-9a-f]{64}")
#: Characters no published name holds; a colon also keeps drive letters out.
_ASING = re.compile(r"[\\:\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Bagian:
    """One group of files, compared with what the manifest says of it.

    Attributes
    ----------
    nama : str
        What the group is called.
    jumlah : int
        Files the manifest names.
    berubah, hilang, tambahan : tuple of str
        Files whose content differs, that are not there, that the manifest does not name.
    """

    nama: str
    jumlah: int
    berubah: tuple[str, ...]
    hilang: tuple[str, ...]
    tambahan: tuple[str, ...]

    @property
    def sama(self) -> bool:
        """Whether everything is as in the manifest."""
        return not (self.berubah or self.hilang or self.tambahan)

    @property
    def kalimat(self) -> str:
        """The outcome in one sentence, with the names of what differs."""
        if self.sama:
            if not self.jumlah:
                return f"{self.nama}: tidak dicatat manifest dan memang tidak ada."
            return f"{self.nama}: {format_number(self.jumlah, 0)} berkas, semuanya sama dengan manifest."
        beda = [
            f"{format_number(len(isi), 0)} {sebutan} ({', '.join(isi)})"
            for sebutan, isi in (("berubah", self.berubah), ("hilang", self.hilang), ("tidak tercatat", self.tambahan)) if isi
        ]
        return f"{self.nama}: berbeda dari {format_number(self.jumlah, 0)} berkas yang dicatat manifest: {'; '.join(beda)}."


@dataclass(frozen=True)
class Pemeriksaan:
    """What `verify` found.

    Attributes
    ----------
    sidik : str
        SHA-256 of the manifest itself: whoever changes a file and the manifest alike changes this.
    terbitan : Bagian
        The published files.
    asal : tuple of Bagian
        What they were made from, as the project holds it now; empty outside a project.
    """

    sidik: str
    terbitan: Bagian
    asal: tuple[Bagian, ...]

    @property
    def sama(self) -> bool:
        """Whether everything is as in the manifest."""
        return all(b.sama for b in (self.terbitan, *self.asal))


def verify(folder: Path, akar: Path | None = None, data: Path | None = None) -> Pemeriksaan:
    """Compare a published folder with its `manifest.json`.

    Parameters
    ----------
    folder : Path
        For instance ``build/oku-2023``.
    akar : Path, optional
        Project whose raw data, methodology, notebooks and lock file are compared as well.
    data : Path, optional
        Folder of the raw data, when it is not the project's own.

    Raises
    ------
    KesalahanMasukan
        When it is no folder, or its manifest is missing, broken or names a file outside it.
    """
    if not os.path.isdir(folder):  # never raises, unlike Path.is_dir
        apa = "bukan folder" if os.path.lexists(folder) else "tidak ada"
        raise KesalahanMasukan(f"\"{folder.as_posix()}\" {apa}; sebutkan folder hasil, misalnya build/oku-2023.")
    isi = _read_manifest(folder / NAMA)
    keluaran = _listed(isi, "keluaran")
    asal = _origins(isi)  # also checked where there is no project: a manifest is whole or it is not
    ada = [b for b in folder.rglob("*") if (b.is_symlink() or b.is_file()) and not _hidden(b, folder) and b != folder / NAMA]
    terbitan = _compare("Berkas terbitan", keluaran, folder, ada, tautan=False)
    if akar is None:
        return Pemeriksaan(_hash(folder / NAMA, NAMA), terbitan, ())
    ruang = _room(isi, akar, data)
    return Pemeriksaan(
        _hash(folder / NAMA, NAMA), terbitan, tuple(_compare(nama, daftar, akar, _present(nama, ruang), ruang=ruang) for nama, daftar in asal))


def _read_manifest(berkas: Path) -> dict[str, Any]:
    """Return the manifest, known to be a JSON object."""
    mentah = read_input(berkas, terbesar=TERBESAR_TABEL)
    try:
        isi = json.loads(mentah.decode("utf-8"))
    except RecursionError:
        raise KesalahanMasukan(f"Berkas {NAMA} bersarang terlalu dalam; terbitkan ulang dengan lkip run.") from None
    except ValueError as galat:  # not JSON, or not UTF-8
        di_mana = f" pada baris {galat.lineno} kolom {galat.colno}" if isinstance(galat, json.JSONDecodeError) else ""
        raise KesalahanMasukan(f"Berkas {NAMA} bukan JSON yang utuh{di_mana}; terbitkan ulang dengan lkip run.") from None
    if not isinstance(isi, dict):
        raise KesalahanMasukan(f"Berkas {NAMA} bukan manifest terbitan; terbitkan ulang dengan lkip run.")
    return isi


def _listed(isi: Mapping[str, Any], *kunci: str) -> dict[str, str]:
    """Return a list of the manifest (path → SHA-256); its paths stay below the folder they are meant for."""
    daftar: Any = isi
    for k in kunci:
        daftar = daftar.get(k) if isinstance(daftar, dict) else None
    if not isinstance(daftar, dict):
        raise KesalahanMasukan(f"Berkas {NAMA} tidak memuat daftar \"{'.'.join(kunci)}\"; terbitkan ulang dengan lkip run.")
    for nama, sidik in daftar.items():
        if not _stays_below(nama):
            raise KesalahanMasukan(
                f"Berkas {NAMA}, daftar \"{'.'.join(kunci)}\", menyebut {nama[:80]!r} yang bukan nama berkas di dalam foldernya; "
                "jangan pakai terbitan ini, minta ulang dari pembuatnya.")
        if not isinstance(sidik, str) or not _SIDIK.fullmatch(sidik):
            raise KesalahanMasukan(f"Berkas {NAMA} memuat sidik SHA-256 yang tidak sah untuk {nama[:80]}; terbitkan ulang dengan lkip run.")
    return daftar


def _stays_below(nama: str) -> bool:
    """Tell whether a name is a plain relative path: no `..`, not absolute, no drive, nothing a system reads otherwise."""
    jalur = PurePosixPath(nama)
    return bool(nama) and not _ASING.search(nama) and not jalur.is_absolute() and ".." not in jalur.parts and jalur.as_posix() == nama != "."


def _origins(isi: Mapping[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """Return what the result was made from, by the names the reader knows."""
    return [
        ("Data mentah", _listed(isi, "data_mentah")),
        ("Metodologi", _listed(isi, "metodologi", "berkas")),
        ("Notebook", _listed(isi, "notebook")),
        ("Berkas kunci", _listed(isi, "lingkungan")),
    ]


def _room(isi: Mapping[str, Any], akar: Path, data: Path | None) -> Ruang:
    """Return the folders of the Polres and year the manifest names."""
    try:
        p = Parameter(**isi["parameter"])
    except (KeyError, TypeError, ValueError):
        raise KesalahanMasukan(f"Berkas {NAMA} tidak menyebut Polres dan tahun yang sah; terbitkan ulang dengan lkip run.") from None
    return Ruang(akar, p.polres, p.tahun, data)


def _present(nama: str, ruang: Ruang) -> list[Path]:
    """Return the files a run would take now, where a new one matters: raw data and methodology."""
    if nama == "Berkas kunci":
        return [b] if (b := ruang.akar / "requirements.lock").is_file() else []
    folder = {"Data mentah": ruang.mentah, "Metodologi": ruang.metodologi}.get(nama)
    return files_in(folder) if folder is not None and folder.is_dir() else []


def _compare(
    nama: str, daftar: Mapping[str, str], dasar: Path, ada: Iterable[Path], *, ruang: Ruang | None = None, tautan: bool = True,
) -> Bagian:
    """Compare files with their list; without `tautan`, a link counts as a changed file. With `ruang`, files have the names it gives them."""
    berubah, hilang = [], []
    for jalur, sidik in sorted(daftar.items()):
        berkas = ruang.file_of(jalur) if ruang else dasar / jalur
        if not tautan and _through_link(berkas, dasar):
            berubah.append(jalur)
        elif not os.path.isfile(berkas):
            hilang.append(jalur)
        elif _hash(berkas, jalur) != sidik:
            berubah.append(jalur)
    tambahan = sorted({ruang.name_of(b) if ruang else b.relative_to(dasar).as_posix() for b in ada} - set(daftar))
    return Bagian(nama, len(daftar), tuple(berubah), tuple(hilang), tuple(tambahan))


def _through_link(berkas: Path, dasar: Path) -> bool:
    return any(os.path.islink(b) for b in (berkas, *berkas.parents) if b != dasar and dasar in b.parents)


def _hidden(berkas: Path, dasar: Path) -> bool:
    return any(n.startswith((".", "~$")) for n in berkas.relative_to(dasar).parts)


def _hash(berkas: Path, nama: str) -> str:
    try:
        return sha256(berkas)
    except OSError as galat:
        raise KesalahanMasukan(f"Berkas {nama} tidak dapat dibaca ({type(galat).__name__}); periksa izin berkas itu.") from None
