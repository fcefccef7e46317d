"""`lkip run --ikuti`: one warm process that makes a report again whenever what it depends on changes."""

from __future__ import annotations

import contextlib
import gc
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.cli.babak import Babak, BukuMasukan, Susun
from helpers.errors import KesalahanMasukan
from helpers.paths import Ruang, find_root, resolve_folders
from helpers.pipeline.kept import Simpanan
from helpers.pipeline.watch import JEDA, Keadaan, follow

if TYPE_CHECKING:
    from rich.console import Console


def room_to_follow(polres: str, tahun: str, dari: str, ke: str, buku: BukuMasukan | None = None) -> Ruang:
    """Return the folders that are followed: there may be broken data in them, and none yet where a workbook brings them.

    Raises
    ------
    KesalahanMasukan
        When there is nothing to follow.
    """
    from helpers.cli.main import _room
    from helpers.parameters import make_room

    if buku:
        if dari:
            raise KesalahanMasukan("Opsi --buku mengisi data/raw, jadi tidak dipakai bersama --dari; pilih salah satunya.")
        if not buku.berkas.is_file():
            raise KesalahanMasukan(f"Buku \"{buku.berkas.as_posix()}\" tidak ada; sebutkan buku Excel dari lkip init atau lkip ekspor.")
    try:
        return _room(polres, tahun, dari, ke)
    except KesalahanMasukan:
        angka: Any = int(tahun) if tahun.strip().isdecimal() else tahun
        data, luaran = resolve_folders(dari, ke)
        ruang = make_room(find_root(), data=data, luaran=luaran, polres=polres, tahun=angka)
        if buku is None and not ruang.mentah.is_dir():
            raise
        return ruang


def check_wishes(ruang: Ruang, dokumen: str, format: Sequence[str], mesin: str, buku: BukuMasukan | None = None) -> None:  # noqa: A002
    """Refuse at once what no change of the data would make possible.

    Raises
    ------
    KesalahanMasukan
        For an unknown format, engine or document.
    """
    from helpers.rendering.engine import check_formats, choose_engine
    from helpers.sources.datapackage import choose_document

    check_formats(format)
    choose_engine(mesin)
    if buku is None:
        choose_document(ruang, dokumen)


def watch(ruang: Ruang, susun: Susun, layar: Console, buku: BukuMasukan | None = None, *, ulang: bool = False) -> None:
    """Make a report, and again whenever something it depends on changes, until it is interrupted.

    Parameters
    ----------
    ruang : Ruang
        Its folders; there may be no data in them yet.
    susun : callable
        Makes the report.
    layar : Console
    buku : BukuMasukan, optional
        The workbook that is imported first.
    ulang : bool
        Take nothing that is kept the first time.
    """
    from helpers.rendering import typeset
    from helpers.rendering.warm import PenataSiaga
    from helpers.validation.checking import start_early

    babak = Babak(ruang, susun, layar, buku, ulang)
    layar.print(f"Mengikuti {ruang.polres} {ruang.tahun}: laporannya disusun lagi setiap kali data, metodologi, notebook, atau templat berubah. "
                "Ctrl-C mengakhiri.", soft_wrap=True)
    start_early()
    penata = typeset.siaga = PenataSiaga()

    def work(berubah: Sequence[str], kini: Keadaan) -> Keadaan | None:
        dikerjakan = babak(berubah, kini)
        if dikerjakan is not None and not babak.hangat:
            _warm_up(ruang, susun)
            babak.hangat = True
        penata.rest()
        gc.collect()
        return dikerjakan

    try:
        with _interruptible() as check:
            follow(babak.look, work, lambda: (check(), wait()))
    except KeyboardInterrupt:
        layar.print(f"Selesai mengikuti; hasil terakhir di {ruang.shown(ruang.hasil)}/.")
    finally:
        typeset.siaga = None
        penata.close()


@contextlib.contextmanager
def _interruptible() -> Iterator[Callable[[], None]]:
    """Give what ends the watch once Ctrl-C was pressed, where nothing else did: some of what runs in a round takes no notice."""
    ditekan = False

    def press(*_: object) -> None:
        nonlocal ditekan
        ditekan = True
        raise KeyboardInterrupt

    def check() -> None:
        if ditekan:
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield check
        return
    def tell(isi: Any) -> None:
        if not isinstance(isi.exc_value, KeyboardInterrupt):
            lapor(isi)

    # what clears away objects cannot be interrupted; Python would write a traceback in the place of it
    semula, lapor = signal.signal(signal.SIGINT, press), sys.unraisablehook
    sys.unraisablehook = tell
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, semula)
        sys.unraisablehook = lapor


def wait() -> None:
    """Return after the time between two looks."""
    time.sleep(JEDA)


def _warm_up(ruang: Ruang, susun: Susun) -> None:
    """Make the report once for nobody, so that everything is imported and laid out when the first change comes."""
    with tempfile.TemporaryDirectory(prefix="lkip-", ignore_cleanup_errors=True) as folder, contextlib.suppress(Exception):
        susun(Ruang(ruang.akar, ruang.polres, ruang.tahun, ruang.data, Path(folder)), Simpanan(), lambda tahap, detik: None)
