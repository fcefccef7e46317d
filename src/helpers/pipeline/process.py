"""How a process keeps its memory tidy: rarely where it runs once and ends, which then uses the time it would wait."""

from __future__ import annotations

import atexit
import gc
import importlib
import threading

#: What drawing a chart imports; the first notebooks need none of it.
MODUL_GRAFIK = ("PIL.Image", "PIL.ImageDraw", "PIL.ImageFont", "PIL.PngImagePlugin")


def tune_for_one_run() -> None:
    """Collect garbage rarely, and not at all on the way out.

    Great Expectations and what it imports leave hundreds of thousands of objects behind. Going through
    them again and again while importing costs a tenth of a run, and as much again when the process ends.
    """
    gc.set_threshold(200_000, 50, 100)
    atexit.register(_leave)


def _leave() -> None:
    gc.disable()
    gc.freeze()


def import_charts_early() -> None:
    """Import what the charts need in a thread, while this process waits for Great Expectations in the other one."""
    threading.Thread(target=lambda: [importlib.import_module(m) for m in MODUL_GRAFIK], daemon=True).start()
