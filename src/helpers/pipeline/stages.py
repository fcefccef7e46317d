"""The notebooks of a run as stages: what each reads is declared here, and what it makes is kept by that."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.errors import KesalahanMasukan
from helpers.hashes import hash_files, sha256
from helpers.paths import Ruang
from helpers.pipeline.errors import KesalahanNotebook
from helpers.pipeline.kept import Simpanan
from helpers.pipeline.manifest import files_in

_TABEL = ("datapackage.json", "*.csv", "profil.yml", "rencana.yml")
_BERSIH = "bersih"


@dataclass(frozen=True)
class Bacaan:
    """What a notebook reads: patterns of raw files, and of what earlier notebooks left in ``data/clean``.

    Every notebook reads its parameters, the methodology and the program besides.
    """

    mentah: tuple[str, ...] = ("*",)
    bersih: tuple[str, ...] = ("*",)


#: By stem; a notebook that is not named reads everything. Whether this is all, `tests/pipeline/test_bacaan.py` finds out.
BACAAN = {
    "01_pembersihan": Bacaan(_TABEL, ()),
    "02_validasi": Bacaan((*_TABEL, "koreksi.yml"), ("fakta.parquet",)),
    "03_indeks": Bacaan((), ("bahan-indeks.*",)),
}


@dataclass(frozen=True)
class Kerangka:
    """What the notebooks of a run share.

    Attributes
    ----------
    sisih : Path
        Scratch folder.
    catat : callable
        Gives the context a stage runs in, by its name.
    khusus : mapping
        Further parameters, by stem of the notebook.
    isian : mapping of str to bytes
        Files the notebooks find in ``data/clean``.
    mulai : callable, optional
        Called before a notebook runs, with its stem.
    """

    ruang: Ruang
    sisih: Path
    catat: Callable[[str], AbstractContextManager[None]]
    simpan: Simpanan
    khusus: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    isian: Mapping[str, bytes] = field(default_factory=dict)
    mulai: Callable[[str], None] | None = None


def failed_folder(ruang: Ruang) -> Path:
    """Where the copy of a failed notebook is kept."""
    return ruang.hasil.parent / f".gagal-{ruang.hasil.name}"


def run_notebooks(k: Kerangka, sumber: Sequence[Path], tujuan: Path) -> None:
    """Run notebooks in order, each a stage; what they leave is in ``data/clean``, they themselves in a folder.

    Raises
    ------
    KesalahanMasukan, KesalahanNotebook
        As `helpers.pipeline.notebooks.execute` raises them; of a fault a copy is kept for the developer.
    """
    _clear(k)
    tujuan.mkdir(parents=True)
    for berkas in sumber:
        with k.catat(berkas.stem):
            _stage(k, berkas, tujuan)


def _clear(k: Kerangka) -> None:
    """Empty ``data/clean``: nothing of an earlier run may pass for this one's."""
    try:
        if k.ruang.bersih.exists():
            shutil.rmtree(k.ruang.bersih)
        k.ruang.bersih.mkdir(parents=True)
        for nama, isi in k.isian.items():
            (k.ruang.bersih / nama).write_bytes(isi)
    except OSError:
        raise KesalahanMasukan(
            f"Folder {k.ruang.shown(k.ruang.bersih)} tidak dapat dikosongkan; "
            "tutup program yang membuka berkas di dalamnya dan periksa izin folder, lalu ulangi."
        ) from None


def _stage(k: Kerangka, berkas: Path, tujuan: Path) -> None:
    ruang, baca, ke = k.ruang, BACAAN.get(berkas.stem, Bacaan()), k.sisih / berkas.stem
    parameter = {"polres": ruang.polres, "tahun": ruang.tahun, **k.khusus.get(berkas.stem, {})}

    def make() -> None:
        if k.mulai is not None:
            k.mulai(berkas.stem)
        semula = _hashes(ruang.bersih)
        _execute(ruang, berkas, parameter, ke / berkas.name)
        for nama, sidik in _hashes(ruang.bersih).items():
            if semula.get(nama) != sidik:
                (ke / _BERSIH).mkdir(exist_ok=True)
                shutil.copyfile(ruang.bersih / nama, ke / _BERSIH / nama)

    if k.simpan(berkas.stem, {
            "notebook": sha256(berkas), "parameter": parameter, "metodologi": _hashes(ruang.metodologi),
            "mentah": _hashes(ruang.mentah, baca.mentah), _BERSIH: _hashes(ruang.bersih, baca.bersih)}, ke, make):
        for sumber in files_in(ke / _BERSIH):
            shutil.copyfile(sumber, ruang.bersih / sumber.name)
    shutil.move(ke / berkas.name, tujuan / berkas.name)


def _hashes(folder: Path, pola: Sequence[str] = ("*",)) -> dict[str, str]:
    """Return the hash of every file below a folder whose path fits a pattern, by its path."""
    berkas = (b for b in files_in(folder) if any(b.relative_to(folder).match(p) for p in pola))
    return hash_files(berkas, lambda b: b.relative_to(folder).as_posix())


def _execute(ruang: Ruang, berkas: Path, parameter: Mapping[str, Any], tujuan: Path) -> None:
    from helpers.pipeline.notebooks import execute, write_notebook

    try:
        write_notebook(execute(berkas, ruang.akar, parameter, data=ruang.data, luaran=ruang.luaran), tujuan)
    except KesalahanNotebook as galat:
        if galat.hasil is not None:
            folder = failed_folder(ruang)
            shutil.rmtree(folder, ignore_errors=True)
            write_notebook(galat.hasil, folder / berkas.name)
            galat.salinan = ruang.shown(folder / berkas.name)
        raise
