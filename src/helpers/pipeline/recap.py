"""The report over many Polres: one notebook, one document, published whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.pipeline.publish import publish, workspace
from helpers.pipeline.run import prepare_project

NAMA = "rekap"


def recap(
    akar: Path, tujuan: Path, *, save: Callable[[Path], None], metadata: Mapping[str, Any], format: Sequence[str] = ("html", "pdf"), mesin: str = "auto",
    lampiran: Callable[[Path, Path], Mapping[str, bytes]] | None = None,
) -> list[Path]:
    """Execute the notebook of the report, render it and publish it; returns what was published.

    Parameters
    ----------
    akar, tujuan : Path
        Project root, and the folder that will hold the report.
    save : callable
        Writes what the notebook reads into a folder.
    metadata, format, mesin
        As in `helpers.pipeline.run.run`.
    lampiran : callable, optional
        Adds files to the result, as in `run`.
    """
    from helpers.pipeline.notebooks import execute, write_notebook
    from helpers.rendering.engine import check_formats, choose_engine
    from helpers.rendering.page import add_data

    check_formats(format)
    perender = choose_engine(mesin)
    with workspace(tujuan) as kerja:
        proyek, terbit, luaran, isi = (kerja / n for n in ("proyek", "terbit", "luaran", "isi"))
        terbit.mkdir()
        luaran.mkdir()
        prepare_project(akar, proyek, metadata)
        save(isi)
        write_notebook(execute(akar / "notebooks" / f"{NAMA}.ipynb", akar, {}, sisipkan=False, luaran=isi), proyek / "notebooks" / f"{NAMA}.ipynb")
        for berkas in perender.render(proyek, profil=NAMA, format=format, luaran=luaran):
            shutil.move(berkas, terbit / Path(berkas).name)
        data = lampiran(proyek, terbit) if lampiran else {}
        if "html" in format:
            add_data(terbit / f"{NAMA}.html", data)
        publish(terbit, tujuan, kerja)
    return sorted(b for b in tujuan.rglob("*") if b.is_file())
