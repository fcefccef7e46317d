"""Run a command to its end and see what it cost: time, CPU, memory of it and of each worker it starts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import psutil

_JEDA, _LIHAT = 0.01, 0.2
_TAHAP = re.compile(r"^✓ (.+) \(([\d.]+,\d)\s?detik\)", flags=re.MULTILINE)


@dataclass(frozen=True)
class Ukuran:
    """What one command cost; CPU is known on Unix only, the peaks are of the processes together as seen every fifth of a second.

    Attributes
    ----------
    puncak_mb : float
        Highest sum of resident memory of the command and all it started.
    pekerja_mb : tuple of float
        The same of each worker with what it started, where there are workers.
    """

    nama: str
    detik: float
    detik_cpu: float | None
    puncak_mb: float
    pekerja_mb: tuple[float, ...] = ()
    teks: str = field(default="", repr=False)

    @property
    def tahap(self) -> list[dict[str, Any]]:
        """Stages as the command printed them."""
        return [{"nama": n, "detik": float(d.replace(".", "").replace(",", "."))} for n, d in _TAHAP.findall(self.teks)]


def measure(nama: str, perintah: Sequence[str], tambahan: Mapping[str, str] | None = None, cwd: Any = None, boleh: Sequence[int] = (0,)) -> Ukuran:
    """Run one command to its end; stops the measurement where it fails."""
    lingkungan = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1", **(tambahan or {})}
    with tempfile.TemporaryFile() as keluar, tempfile.TemporaryFile() as galat:
        mulai = time.perf_counter()
        proses = subprocess.Popen(list(perintah), env=lingkungan, cwd=cwd, stdout=keluar, stderr=galat)
        pantau, terakhir = _Pemantau(proses.pid), 0.0
        while True:
            kode, cpu = _poll(proses)
            if kode is not None:
                break
            if time.perf_counter() - terakhir > _LIHAT:
                pantau.look()
                terakhir = time.perf_counter()
            time.sleep(_JEDA)
        detik = time.perf_counter() - mulai
        for aliran in (keluar, galat):
            aliran.seek(0)
        teks = keluar.read().decode("utf-8", "replace")
        if kode not in boleh:
            raise SystemExit(f"Perintah {nama} gagal (kode {kode}):\n{teks[-2000:]}{galat.read().decode('utf-8', 'replace')[-2000:]}")
    return Ukuran(nama, detik, cpu, pantau.puncak, tuple(sorted(pantau.pekerja.values())), teks)


def _poll(proses: subprocess.Popen) -> tuple[int | None, float | None]:
    """Return exit code and CPU seconds, with those of the children that ended, once the process has."""
    if not hasattr(os, "wait4"):
        return proses.poll(), None
    pid, status, pakai = os.wait4(proses.pid, os.WNOHANG)
    if not pid:
        return None, None
    proses.returncode = os.waitstatus_to_exitcode(status)
    return proses.returncode, pakai.ru_utime + pakai.ru_stime


class _Pemantau:
    """Looks at a process and all below it; a worker is what multiprocessing started."""

    def __init__(self, pid: int):
        self._pid, self.puncak = pid, 0.0
        self.pekerja: dict[int, float] = {}

    def look(self) -> None:
        """Take one reading."""
        try:
            utama = psutil.Process(self._pid)
            anak = utama.children(recursive=True)
        except psutil.Error:
            return
        isi, induk, kerja = {}, {}, set()
        for p in (utama, *anak):
            try:
                isi[p.pid], induk[p.pid] = p.memory_info().rss / 1_000_000, p.ppid()
                if p.pid != self._pid and induk[p.pid] == self._pid and "spawn_main" in (baris := " ".join(p.cmdline())) and "resource_tracker" not in baris:
                    kerja.add(p.pid)
            except psutil.Error:
                continue
        self.puncak = max(self.puncak, sum(isi.values()))
        jumlah = dict.fromkeys(kerja, 0.0)
        for pid, mb in isi.items():
            atas = pid
            while atas not in kerja and atas in induk and atas != self._pid:
                atas = induk[atas]
            if atas in kerja:
                jumlah[atas] += mb
        for pid, mb in jumlah.items():
            self.pekerja[pid] = max(self.pekerja.get(pid, 0.0), mb)


def lkip(*args: str) -> list[str]:
    """Return the command `lkip` of this environment."""
    return [sys.executable, "-m", "helpers.cli.main", *args]


def mid(nilai: Sequence[float | None]) -> float | None:
    """Return the median of what is known."""
    ada = [n for n in nilai if n is not None]
    return round(median(ada), 3) if ada else None


def middle(ukuran: Sequence[Ukuran]) -> dict[str, Any]:
    """Return the medians of the same command run several times, with its stages."""
    tahap = [{"nama": kolom[0]["nama"], "detik": mid([t["detik"] for t in kolom])} for kolom in zip(*(u.tahap for u in ukuran), strict=False)]
    return {"detik": mid([u.detik for u in ukuran]), "detik_cpu": mid([u.detik_cpu for u in ukuran]), "puncak_mb": mid([u.puncak_mb for u in ukuran]), "tahap": tahap}


def call(perintah: Sequence[str]) -> None:
    """Run a command whose cost does not matter."""
    subprocess.run(list(perintah), check=True, stdout=subprocess.DEVNULL)
