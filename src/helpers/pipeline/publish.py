"""Publish a finished folder in one step, and keep two runs of the same place apart."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from helpers.errors import KesalahanMasukan

LAMA = "lama"


class SedangDikerjakan(KesalahanMasukan):
    """Another run is at work on the same place."""


def publish(baru: Path, tujuan: Path, sisih: Path, sebutan: str = "") -> None:
    """Let a finished folder take the place of the old one, by renames only.

    Parameters
    ----------
    baru : Path
        Finished folder, on the same volume.
    tujuan : Path
        Where it goes; an existing folder is moved aside and put back if the second rename fails.
    sisih : Path
        Existing scratch folder; the old folder waits there and is removed with it.
    sebutan : str
        How a message names the folder; by default as one of ``build``.

    Raises
    ------
    KesalahanMasukan
        If another program holds a file of the old folder open.
    """
    lama = sisih / LAMA
    if tujuan.exists():
        try:
            os.rename(tujuan, lama)
        except PermissionError:
            raise KesalahanMasukan(
                f"Folder {sebutan or f'{tujuan.parent.name}/{tujuan.name}'} sedang dipakai program lain; "
                "tutup berkas yang terbuka, lalu ulangi perintah."
            ) from None
    try:
        os.rename(baru, tujuan)
    except BaseException:
        if lama.exists():
            os.rename(lama, tujuan)
        raise


@contextlib.contextmanager
def workspace(tujuan: Path, sebutan: str = "") -> Iterator[Path]:
    """Give a scratch folder beside `tujuan`, and remove it whatever happens.

    One run a place: a second one is refused. What a killed run left behind is cleared away,
    the old result it had moved aside is put back.

    Parameters
    ----------
    tujuan : Path
    sebutan : str
        How a message names the folder; by default as one of ``build``.

    Raises
    ------
    KesalahanMasukan
        If the folder cannot be written, or another run is at work on it.
    """
    induk = tujuan.parent
    awalan = f".kerja-{tujuan.name}."
    try:
        induk.mkdir(parents=True, exist_ok=True)
        kunci = (induk / f".kunci-{tujuan.name}").open("a", encoding="utf-8")
    except OSError as galat:
        raise KesalahanMasukan(
            f"Folder {induk.name} tidak dapat ditulisi ({galat.strerror}); periksa izin folder dan ruang cakram."
        ) from None
    with kunci:
        if not _lock(kunci.fileno()):
            raise SedangDikerjakan(
                f"Perintah lain sedang mengerjakan {sebutan or f'{tujuan.parent.name}/{tujuan.name}'}; tunggu sampai selesai, lalu ulangi."
            )
        for sisa in sorted(induk.glob(f"{awalan}*")):
            if not tujuan.exists() and (sisa / LAMA).is_dir():
                os.rename(sisa / LAMA, tujuan)
            shutil.rmtree(sisa, ignore_errors=True)
        kerja = Path(tempfile.mkdtemp(prefix=awalan, dir=induk))
        try:
            yield kerja
        finally:
            shutil.rmtree(kerja, ignore_errors=True)


def _lock(berkas: int) -> bool:
    """Take the lock of an open file; the system gives it back when the process ends."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(berkas, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(berkas, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
