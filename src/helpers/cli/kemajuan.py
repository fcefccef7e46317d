"""Progress of many reports: a bar with rate and time left on a terminal, a line each where there is none."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpers.cli import tampilan
from helpers.cli.satu import DIBUAT, GAGAL, TETAP, Selesai
from helpers.numbers import format_number

if TYPE_CHECKING:
    from rich.console import Console


class KemajuanBanyak:
    """Told of every report as it is done."""

    def __init__(self, layar: Console, jumlah: int, sudah: int):
        self._layar, self._jumlah, self._sudah, self._jadi = layar, jumlah, sudah, 0
        self._mulai = time.perf_counter()
        self._bilah = None
        if layar.is_terminal and sudah < jumlah:
            from rich.progress import BarColumn, Progress, TextColumn

            self._bilah = Progress(TextColumn("Menyusun laporan"), BarColumn(), TextColumn("{task.fields[isi]}"), console=layar)
            self._tugas = self._bilah.add_task("", total=jumlah, completed=sudah, isi=f"{sudah}/{jumlah}")
            self._bilah.start()

    def __call__(self, s: Selesai) -> None:
        """Show that one more is done."""
        self._jadi += 1
        isi = self._pace()
        if s.keadaan == GAGAL or self._bilah is None:
            tanda = "✗" if s.keadaan == GAGAL else "✓"
            rinci = tampilan.plain(s.kalimat) if s.kalimat else f"{format_number(s.detik, 1)} detik"
            self._layar.print(f"{tanda} {s.kunci}: {rinci}" + ("" if self._bilah else f" · {isi}"), soft_wrap=True)
        if self._bilah is not None:
            self._bilah.update(self._tugas, completed=self._sudah + self._jadi, isi=isi)

    def _pace(self) -> str:
        menit = (time.perf_counter() - self._mulai) / 60
        laju = self._jadi / menit if menit else 0.0
        sisa = self._jumlah - self._sudah - self._jadi
        return f"{self._sudah + self._jadi}/{self._jumlah} · {format_number(laju, 1)} laporan/menit · sisa {duration(60 * sisa / laju) if laju else '…'}"

    def stop(self) -> None:
        """Take the bar away."""
        if self._bilah is not None:
            self._bilah.stop()
            self._bilah = None

    def close(self, semua: Iterable[Selesai], detik: float) -> None:
        """Show what came of all."""
        hitung = Counter(s.keadaan for s in semua)
        self._layar.print(f"Laporan: {hitung[DIBUAT]} dibuat, {hitung[TETAP]} tetap, {hitung[GAGAL]} gagal ({duration(detik)})")


def duration(detik: float) -> str:
    """Return ``45 detik``, ``12 menit`` or ``3 jam 5 menit``."""
    if detik < 90:
        return f"{format_number(detik, 0)} detik"
    menit = round(detik / 60)
    return f"{menit} menit" if menit < 90 else f"{menit // 60} jam {menit % 60} menit"
