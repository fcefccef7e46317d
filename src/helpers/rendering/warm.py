"""Typst kept ready for the next version of the same document.

Typst lays out again only what changed since the documents it has set before: a second instead of four. But it keeps
the layout of each of them (some 140 MB) and never gives it back. So it runs in a process that is replaced after a few
documents, between two of them; the new one sets the last document once, so that the next is as quick.
"""

from __future__ import annotations

import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from helpers.companion import accompany
from helpers.rendering.pieces import typeset_in_pieces

#: Documents that one process sets: memory below 1.5 GB with the LKIP of OKU.
BATAS = 4


class PenataSiaga:
    """Sets documents as `helpers.rendering.typeset.typeset` does."""

    def __init__(self, batas: int = BATAS):
        self._batas, self._kali = batas, 0
        self._sisih = tempfile.TemporaryDirectory(prefix="typst-")
        self._terakhir: Path | None = None
        self._kolam = _start()

    def __call__(self, sumber: Path, akar: Path, tujuan: Path) -> list[str]:
        """Set a document; see `typeset`."""
        self._kali += 1
        try:
            hasil = self._kolam.submit(typeset_in_pieces, sumber, akar, tujuan).result()
        except BrokenProcessPool:  # it was killed, for want of memory perhaps
            self._kolam = _start()
            hasil = self._kolam.submit(typeset_in_pieces, sumber, akar, tujuan).result()
        self._remember(sumber, akar)
        return hasil

    def _remember(self, sumber: Path, akar: Path) -> None:
        ke = Path(self._sisih.name) / "terakhir"
        shutil.rmtree(ke, ignore_errors=True)
        shutil.copytree(akar, ke)
        self._terakhir = ke / sumber.relative_to(akar)

    def rest(self) -> None:
        """Called between two documents: take a new process where the old one has set enough of them."""
        if self._kali < self._batas:
            return
        self._kolam.shutdown()
        self._kolam, self._kali = _start(), 0
        if self._terakhir is not None:
            ke = self._terakhir.parent
            self._kolam.submit(typeset_in_pieces, self._terakhir, ke, ke / "siaga.pdf")  # meanwhile nobody waits for it

    def close(self) -> None:
        """End the process."""
        self._kolam.shutdown(cancel_futures=True)
        self._sisih.cleanup()


def _start() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=accompany)
