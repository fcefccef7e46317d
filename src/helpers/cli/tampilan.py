"""What the command shows: progress, findings, files."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.numbers import format_number

if TYPE_CHECKING:
    from rich.console import Console

TINGKAT = ("kritis", "peringatan", "info")
_GAYA = {"kritis": "bold red", "peringatan": "yellow", "info": "cyan"}
_NAMA_TAHAP = {
    "siapkan": "Menyiapkan folder kerja",
    "render": "Menyusun dokumen",
    "terbitkan": "Menerbitkan hasil",
}
_NAMA_SIMPANAN = {
    "html": "HTML", "pdf": "PDF", "docx": "DOCX", "dokumen": "dokumen", "audit": "halaman pemeriksaan", "tabel": "buku tabel", "angka": "asal angka",
}


def console() -> Console:
    """Return the console of standard output; a pipe gets plain text, never folded."""
    from rich.console import Console

    layar = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    return layar if layar.is_terminal else Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=10_000)


def stage_name(tahap: str) -> str:
    """Return what a stage is called on the screen."""
    return _NAMA_TAHAP.get(tahap, f"Notebook {tahap}")


def stage_list(tahap: Sequence[str]) -> str:
    """Return stages as the user knows them, in one line."""
    return ", ".join(_NAMA_SIMPANAN.get(t, f"notebook {t}") for t in tahap)


class Kemajuan:
    """Progress: a spinner a stage on a terminal, a plain line where there is none."""

    def __init__(self, layar: Console):
        self._layar = layar
        self._status = None

    def __call__(self, tahap: str, detik: float | None) -> None:
        """Show the start (`detik` is None) or the end of a stage."""
        if detik is None:
            if self._layar.is_terminal:
                self._status = self._layar.status(f"{stage_name(tahap)} …")
                self._status.start()
            return
        self.stop()
        self._layar.print(f"✓ {stage_name(tahap)} ({format_number(detik, 1)} detik)")

    def stop(self) -> None:
        """Take the spinner away."""
        if self._status is not None:
            self._status.stop()
            self._status = None


def read_findings(berkas: Path) -> list[dict[str, str]]:
    """Read `temuan.csv`, the grave ones first, otherwise in the order of the file."""
    with berkas.open(encoding="utf-8-sig", newline="") as isi:
        temuan = list(csv.DictReader(isi))
    urutan = {t: n for n, t in enumerate(TINGKAT)}
    return sorted(temuan, key=lambda t: urutan.get(t["tingkat"], len(TINGKAT)))


def count_findings(temuan: Sequence[dict[str, str]]) -> str:
    """Return ``3 kritis, 12 peringatan, 0 info``."""
    hitung = Counter(t["tingkat"] for t in temuan)
    return ", ".join(f"{format_number(hitung[t])} {t}" for t in TINGKAT)


def show_findings(layar: Console, temuan: Sequence[dict[str, str]]) -> None:
    """Show the findings: a table on a terminal, one line each in a pipe."""
    kolom = ("tingkat", "id", "keluarga", "judul")
    show_rows(layar, ("Tingkat", "Nomor", "Keluarga", "Temuan"), [[t.get(k, "") for k in kolom] for t in temuan])


def show_rows(layar: Console, kepala: Sequence[str], baris: Sequence[Sequence[str]]) -> None:
    """Show rows: a table on a terminal, one line each in a pipe; a severity in the first column has its colour."""
    if not layar.is_terminal:
        for b in baris:
            layar.print("  ".join(map(plain, b)), soft_wrap=True)
        return
    from rich.table import Table
    from rich.text import Text

    tabel = Table()
    for judul in kepala:
        tabel.add_column(judul, overflow="fold")  # an id is never cut short
    for b in baris:
        isi = [Text(plain(teks)) for teks in b]
        isi[0].stylize(_GAYA.get(b[0], ""))
        tabel.add_row(*isi)
    layar.print(tabel)


def show_files(layar: Console, folder: Path, berkas: Sequence[Path]) -> None:
    """Show each file and its size."""
    nama = [b.relative_to(folder).as_posix() for b in berkas]
    lebar = max(map(len, nama), default=0)
    for teks, b in zip(nama, berkas, strict=True):
        layar.print(f"  {teks:<{lebar}}  {format_size(b.stat().st_size):>9}")


def format_size(bita: int) -> str:
    """Return a file size: ``812 B``, ``14,2 kB``, ``3,1 MB``."""
    for satuan, pembagi in (("MB", 1_000_000), ("kB", 1_000)):
        if bita >= pembagi:
            return f"{format_number(bita / pembagi, 1)} {satuan}"
    return f"{format_number(bita)} B"


def plain(teks: str) -> str:
    """Return text without line breaks and control characters."""
    return "".join(c for c in " ".join(teks.split()) if c.isprintable())
