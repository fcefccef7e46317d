"""Results of single stages, kept by the hash of what they were made from: what is the same is not made again.

A kept result is a folder under ``build/.simpanan``, put there in one step, and believed only where every file has the
hash it was kept with. So a run that is killed leaves nothing half-made, two runs may keep the same result at once, and
whatever cannot be read is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from helpers.hashes import hash_folder
from helpers.paths import Ruang

FOLDER = ".simpanan"
#: Bytes kept at most; one report and its stages take about a thirtieth.
BATAS = 400_000_000
_ISI, _DAFTAR, _BARU = "isi", "daftar.json", ".baru-"
_USANG = 3600.0  # seconds after which what a killed run left behind is cleared away


def digest(isi: object) -> str:
    """Return the SHA-256 of plain data."""
    return hashlib.sha256(json.dumps(isi, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8")).hexdigest()


class Simpanan:
    """Makes stages, or takes what was kept of them.

    Parameters
    ----------
    folder : Path, optional
        Where results are kept; without one every stage is made and nothing is kept.
    dasar : str
        Hash of what all stages depend on: the program.
    pakai : bool
        Take what was kept; otherwise everything is made, and takes the place of what was kept.

    Attributes
    ----------
    tahap : dict of str to bool
        The stages so far: whether a kept result was taken.
    """

    def __init__(self, folder: Path | None = None, dasar: str = "", *, pakai: bool = True, batas: int = BATAS):
        self.folder, self.dasar, self.pakai, self.batas = folder, dasar, pakai, batas
        self.tahap: dict[str, bool] = {}

    @classmethod
    def of(cls, ruang: Ruang, dasar: str, *, pakai: bool = True) -> Simpanan:
        """Return the one of a project, or of a folder of results."""
        return cls((ruang.luaran or ruang.akar / "build") / FOLDER, dasar, pakai=pakai)

    def __call__(self, tahap: str, bacaan: Mapping[str, Any], ke: Path, buat: Callable[[], None]) -> bool:
        """Fill a folder with the result of a stage; returns whether a kept one was taken.

        Parameters
        ----------
        tahap : str
            Its name.
        bacaan : mapping
            Everything it reads, as plain data: contents, or hashes of them.
        ke : Path
            An empty folder, made where it is not there.
        buat : callable
            Makes the result in that folder.
        """
        ke.mkdir(parents=True, exist_ok=True)
        tempat = self.folder and self.folder / digest({"tahap": tahap, "dasar": self.dasar, "bacaan": bacaan})
        ada = bool(tempat) and self.pakai and _take(tempat, ke)
        if not ada:
            buat()
            if tempat:
                with contextlib.suppress(OSError):  # a full disk or a lost race: the result itself is there
                    self._keep(tahap, tempat, ke)
        self.tahap[tahap] = ada
        return ada

    def _keep(self, tahap: str, tempat: Path, dari: Path) -> None:
        tempat.parent.mkdir(parents=True, exist_ok=True)
        sementara = Path(tempfile.mkdtemp(prefix=_BARU, dir=tempat.parent))
        try:
            shutil.copytree(dari, sementara / _ISI)
            daftar = hash_folder(dari)
            (sementara / _DAFTAR).write_text(json.dumps({"tahap": tahap, "berkas": daftar}, ensure_ascii=False, indent=1), encoding="utf-8")
            if not self.pakai:
                shutil.rmtree(tempat, ignore_errors=True)
            os.rename(sementara, tempat)
        finally:
            shutil.rmtree(sementara, ignore_errors=True)

    def tidy(self) -> None:
        """Forget what was used longest ago where there is too much, and what killed runs left behind."""
        if self.folder is None or not self.folder.is_dir():
            return
        semua = []
        with contextlib.suppress(OSError):  # another run tidies too
            for satu in self.folder.iterdir():
                if satu.name.startswith(_BARU):
                    if time.time() - satu.stat().st_mtime > _USANG:
                        shutil.rmtree(satu, ignore_errors=True)
                else:
                    semua.append((satu.stat().st_mtime, satu, sum(b.stat().st_size for b in satu.rglob("*") if b.is_file())))
        jumlah = sum(besar for *_, besar in semua)
        for _, satu, besar in sorted(semua):
            if jumlah <= self.batas:
                return
            shutil.rmtree(satu, ignore_errors=True)
            jumlah -= besar


def _take(tempat: Path, ke: Path) -> bool:
    """Copy a kept result if it is whole; one that is not is cleared away."""
    try:
        daftar = json.loads((tempat / _DAFTAR).read_text(encoding="utf-8"))["berkas"]
        isi = {nama: (tempat / _ISI / nama).read_bytes() for nama in daftar}
    except (OSError, ValueError, KeyError, TypeError):
        isi, daftar = {}, None
    if daftar is None or any(_hash(b) != daftar[nama] for nama, b in isi.items()):
        shutil.rmtree(tempat, ignore_errors=True)
        return False
    for nama, b in isi.items():
        (ke / nama).parent.mkdir(parents=True, exist_ok=True)
        (ke / nama).write_bytes(b)
    with contextlib.suppress(OSError):
        os.utime(tempat)  # used now
    return True


def _hash(isi: bytes) -> str:
    return hashlib.sha256(isi).hexdigest()
