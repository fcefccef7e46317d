"""Render one format with the embedded engine: ``satu.py <project> <format> <folder>``."""

from __future__ import annotations

import sys
from pathlib import Path

from helpers.rendering.engine import choose_engine

if __name__ == "__main__":
    proyek, bentuk, luaran = sys.argv[1:]
    choose_engine("embedded").render(Path(proyek), profil="lkip", format=(bentuk,), luaran=Path(luaran))
