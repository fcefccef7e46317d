"""Watch files by looking at them again and again: size and time of change say it on every disk, network folders too."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Seconds from one look to the next.
JEDA = 0.5
#: What is seen: size and time of change of every file, by the name the user reads.
Keadaan = dict[str, tuple[int, int]]
#: What programs leave beside a file while they save it: locks, temporary files (Excel names them by eight digits), copies of before.
_SAMPINGAN = re.compile(r"[.~#].*|.*(~|\.tmp|\.temp|\.bak|\.swp|\.part)|[0-9A-F]{8}", re.IGNORECASE)


@dataclass(frozen=True)
class Sasaran:
    """What is watched: every file below a folder, or one file.

    Attributes
    ----------
    sebutan : str
        What the user calls it; the first word of the names of its files.
    tempat : Path
    akhiran : tuple of str
        Endings of the files that count; without any all do.
    dalam : bool
        Whether folders in it are looked into.
    """

    sebutan: str
    tempat: Path
    akhiran: tuple[str, ...] = ()
    dalam: bool = True


def look(sasaran: Iterable[Sasaran]) -> Keadaan:
    """Return what there is now; what cannot be seen is not there."""
    return {nama: isi for satu in sasaran for nama, isi in _files(satu)}


def _files(s: Sasaran) -> list[tuple[str, tuple[int, int]]]:
    try:
        if not s.tempat.is_dir():
            return [(f"{s.sebutan} {s.tempat.name}", _seen(s.tempat.stat()))]
    except OSError:
        return []
    semua, antre = [], [(s.tempat, "")]
    while antre:
        folder, awalan = antre.pop()
        try:
            with os.scandir(folder) as isi:
                for satu in isi:
                    if _SAMPINGAN.fullmatch(satu.name) or satu.name == "__pycache__":
                        continue
                    if satu.is_dir():
                        antre += [(Path(satu.path), f"{awalan}{satu.name}/")] if s.dalam else []
                    elif satu.name.endswith(s.akhiran or ""):
                        semua.append((f"{s.sebutan} {awalan}{satu.name}", _seen(satu.stat())))
        except OSError:  # it went away meanwhile
            continue
    return semua


def _seen(s: os.stat_result) -> tuple[int, int]:
    return s.st_size, s.st_mtime_ns


def changed(lama: Keadaan, baru: Keadaan) -> list[str]:
    """Name the files that differ, sorted."""
    return sorted(n for n in lama.keys() | baru.keys() if lama.get(n) != baru.get(n))


def follow(
    look: Callable[[], Keadaan], work: Callable[[Sequence[str], Keadaan], Keadaan | None], wait: Callable[[], None],
) -> None:
    """Work once, and again whenever something has changed and is quiet again; only an exception ends it.

    Parameters
    ----------
    look : callable
        Returns what there is now.
    work : callable
        Told the names of what changed (none the first time) and what was seen. Returns what it worked from: that, or what was
        seen after it had changed files itself; None where it could not begin, so that it is called again after the next look.
    wait : callable
        Returns after the time between two looks.
    """
    dasar = kini = look()
    dikerjakan = work([], kini)
    while True:
        if dikerjakan is not None:
            dasar = dikerjakan
        wait()
        kini = look()
        if dikerjakan is not None and kini == dasar:
            continue
        while True:  # programs save in several steps
            wait()
            if (lagi := look()) == kini:
                break
            kini = lagi
        if dikerjakan is None or kini != dasar:
            dikerjakan = work(changed(dasar, kini), kini)
