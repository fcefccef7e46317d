"""Where things live: the project root and the folders of one Polres and year."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import KesalahanMasukan

PENANDA = "_quarto.yml"
#: Environment variables that say where the project, other raw data and the results are (set for notebooks and by tests).
VAR_AKAR, VAR_DATA, VAR_LUARAN = "LKIP_AKAR", "LKIP_DARI", "LKIP_KE"


def find_root(mulai: Path | None = None) -> Path:
    """Return the project root: the nearest folder upwards that holds `_quarto.yml`.

    `LKIP_AKAR` in the environment overrides the search (used by tests and workers).

    Raises
    ------
    KesalahanMasukan
        When no folder upwards is a project.
    """
    if paksa := os.environ.get(VAR_AKAR):
        return Path(paksa).resolve()
    awal = (mulai or Path.cwd()).resolve()
    for folder in (awal, *awal.parents):
        if (folder / PENANDA).is_file():
            return folder
    raise KesalahanMasukan(
        f"Folder {awal.name} bukan bagian dari proyek LKIP karena tidak ada {PENANDA}; "
        "jalankan perintah dari folder proyek."
    )


def other_folder(variabel: str) -> Path | None:
    """Return the folder an environment variable names, if it does."""
    return Path(nilai).resolve() if (nilai := os.environ.get(variabel)) else None


def resolve_folders(dari: str, ke: str) -> tuple[Path | None, Path | None]:
    """Return the folders of raw data and results that a user named; None for the project's own.

    Results of other data never mix with the project's own: without `ke` they go to ``build/<name of the folder>``.

    Raises
    ------
    KesalahanMasukan
        When the folder of raw data is not there.
    """
    data = Path(dari).resolve() if dari else None
    if data and not data.is_dir():
        raise KesalahanMasukan(f"Folder data \"{dari}\" tidak ada; sebutkan folder yang berisi <polres>/<tahun>/.")
    return data, Path(ke).resolve() if ke else find_root() / "build" / data.name if data else None


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
    data : Path, optional
        Folder of the raw data (``<data>/<polres>/<tahun>``), when it is not the project's own.
    luaran : Path, optional
        Folder of the results, when it is not the project's own.
    """

    akar: Path
    polres: str
    tahun: int
    data: Path | None = None
    luaran: Path | None = None

    @property
    def mentah(self) -> Path:
        """Raw data as handed in; never written."""
        return (self.data or self.akar / "data" / "raw") / self.polres / str(self.tahun)

    @property
    def metodologi(self) -> Path:
        """All methodologies, one folder each."""
        return self.akar / "data" / "raw" / "metodologi"

    @property
    def bersih(self) -> Path:
        """What the notebooks write for each other."""
        return (self.luaran / ".bersih" if self.luaran else self.akar / "data" / "clean") / self.polres / str(self.tahun)

    @property
    def hasil(self) -> Path:
        """What one run publishes."""
        return (self.luaran or self.akar / "build") / f"{self.polres}-{self.tahun}"

    def hasil_lain(self, akhiran: str) -> Path:
        """What a run publishes besides, beside `hasil`; without an ending it is `hasil`."""
        return self.hasil.with_name(f"{self.hasil.name}-{akhiran}") if akhiran else self.hasil

    def name_of(self, berkas: Path) -> str:
        """Name a file of the project or of the raw data, the same wherever the raw data lies."""
        if berkas.is_relative_to(self.mentah):
            return f"{self._awalan}{berkas.relative_to(self.mentah).as_posix()}"
        return berkas.relative_to(self.akar).as_posix()

    def file_of(self, nama: str) -> Path:
        """Return the file that `name_of` names so."""
        return self.mentah / nama.removeprefix(self._awalan) if nama.startswith(self._awalan) else self.akar / nama

    @property
    def _awalan(self) -> str:
        return f"data/raw/{self.polres}/{self.tahun}/"

    def shown(self, berkas: Path) -> str:
        """Return a path as the user reads it: from the project root, or from where the user stands."""
        for dasar in (self.akar, Path.cwd()):
            if berkas.is_relative_to(dasar):
                return berkas.relative_to(dasar).as_posix()
        return berkas.as_posix()
