"""The interface of a rendering engine, and the choice between the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from helpers.rendering.errors import KesalahanRender

#: Formats a caller may ask for, and the suffix of the file each one makes.
AKHIRAN = {"html": ".html", "pdf": ".pdf", "docx": ".docx"}


#: Fills a folder with the result of a stage: its name, everything it reads, the folder, and what makes the result there.
Simpan = Callable[[str, Mapping[str, Any], Path, Callable[[], None]], bool]


class Engine(Protocol):
    """What `cli` and `pipeline` see of an engine.

    Attributes
    ----------
    serentak : bool
        Whether formats of one project may be rendered by calls at the same time.
    """

    nama: str
    versi: str
    serentak: bool

    def render(self, proyek: Path, profil: str, format: Sequence[str], luaran: Path, simpan: Simpan | None = None) -> list[Path]:
        """Render the documents of one profile into a folder.

        Parameters
        ----------
        proyek : Path
            Project root: `_quarto.yml`, `_quarto-<profil>.yml`, `_run.yml`,
            `report/` and executed `notebooks/`.
        profil : str
            Profile, for instance ``lkip``.
        format : sequence of str
            Any of ``html``, ``pdf``, ``docx``.
        luaran : Path
            Folder the files are written to: all of them, or none.
        simpan : callable, optional
            Keeps what a format was rendered to, and gives it back for the same inputs.

        Returns
        -------
        list of Path
            The files written, in the order of `format`.
        """
        ...


def check_formats(format: Sequence[str]) -> None:
    """Refuse a format no engine makes."""
    asing = [f for f in format if f not in AKHIRAN]
    if asing or not format:
        sebut = ", ".join(asing) or "(kosong)"
        raise KesalahanRender(f"Format {sebut} tidak dikenal; pilih satu atau lebih dari {', '.join(AKHIRAN)}.")


def choose_engine(nama: str = "auto") -> Engine:
    """Return the engine asked for.

    Parameters
    ----------
    nama : str
        ``auto`` takes Quarto where a usable one is on PATH and the embedded
        engine elsewhere; ``quarto`` or ``embedded`` insist.
    """
    from helpers.rendering.embedded import EmbeddedEngine
    from helpers.rendering.quarto import VERSI_TERENDAH, QuartoEngine, find_quarto

    if nama not in {"auto", "quarto", "embedded"}:
        raise KesalahanRender(f"Mesin render “{nama}” tidak dikenal; pilih auto, quarto, atau embedded.")
    if nama != "embedded":
        temuan = find_quarto()
        if temuan is not None:
            return QuartoEngine(*temuan)
        if nama == "quarto":
            terendah = ".".join(map(str, VERSI_TERENDAH))
            raise KesalahanRender(
                f"Mesin render quarto diminta, tetapi perintah quarto versi {terendah} atau lebih baru tidak ada di PATH; "
                "pasang Quarto (lihat environment.yml) atau pakai mesin embedded."
            )
    return EmbeddedEngine()
