"""What a process does that another one keeps beside it: it is not interrupted at the keyboard, and ends with the other."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import parent_process


def accompany() -> None:
    """Leave the keyboard to the process that started this one, and end when that one is gone, killed included."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    if (induk := parent_process()) is not None:
        induk.join()
        os._exit(1)
