"""A process that runs once and ends need not tidy its memory."""

from __future__ import annotations

import atexit
import gc


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
