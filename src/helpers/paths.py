"""Where things live: the project root and the folders of one Polres and year."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import KesalahanMasukan

PENANDA = "_quarto.yml"


def find_root(mulai: Path | None = None) -> Path:
    """Return the project root: the nearest folder upwards that holds `_quarto.yml`.

    `LKIP_AKAR` in the environment overrides the search (used by tests and workers).

    Raises
    ------
    KesalahanMasukan
        When no folder upwards is a project.
    """
    if paksa := os.environ.get("LKIP_AKAR"):
        return Path(paksa).resolve()
    awal = (mulai or Path.cwd()).resolve()
    for folder in (awal, *awal.parents):
        if (folder / PENANDA).is_file():
            return folder
    raise KesalahanMasukan(
        f"Folder {awal.name} bukan bagian dari proyek LKIP karena tidak ada {PENANDA}; "
        "jalankan perintah dari folder proyek."
    )


@dataclass(frozen=True)
class Ruang:
    """The folders of one Polres and year.

    Attributes
    ----------
    akar : Path
        Project root.
    polres : str
        Slug of the Polres.
    tahun : int
        Fiscal year.
    """

    akar: Path
    polres: str
    tahun: int

    @property
    def mentah(self) -> Path:
        """Raw data as handed in; never written."""
        return self.akar / "data" / "raw" / self.polres / str(self.tahun)

    @property
    def metodologi(self) -> Path:
        """All methodologies, one folder each."""
        return self.akar / "data" / "raw" / "metodologi"

    @property
    def bersih(self) -> Path:
        """What the notebooks write for each other."""
        return self.akar / "data" / "clean" / self.polres / str(self.tahun)

    @property
    def hasil(self) -> Path:
        """What one run publishes."""
        return self.akar / "build" / f"{self.polres}-{self.tahun}"
