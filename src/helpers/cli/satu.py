"""One report of a batch, made in whatever process the request reaches: a warm worker, on this machine or another."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import KesalahanMasukan
from helpers.paths import PENANDA, Ruang, find_root

if TYPE_CHECKING:
    from helpers.pipeline.kept import Simpanan

#: Outcomes: made, already there and unchanged, not made.
DIBUAT, TETAP, GAGAL = "dibuat", "tetap", "gagal"
_TUNGGU = 1.0
_satu_demi_satu = threading.Lock()


@dataclass(frozen=True)
class Permintaan:
    """What a worker is asked for; folders as every machine sees them, `akar` only where it exists there.

    Attributes
    ----------
    program : str
        `program_digest` of who asks: a worker with another program, methodology or template refuses.
    """

    akar: str
    data: str
    luaran: str
    polres: str
    tahun: int
    format: tuple[str, ...]
    mesin: str
    program: str

    @property
    def kunci(self) -> str:
        """Name of the request."""
        return f"{self.polres}-{self.tahun}"

    def room(self, akar: Path) -> Ruang:
        """Return the folders it means."""
        return Ruang(akar, self.polres, self.tahun, Path(self.data), Path(self.luaran))


@dataclass(frozen=True)
class Selesai:
    """What came of a request; `kalimat` says why where it failed, `detik` is what it took."""

    kunci: str
    keadaan: str
    kalimat: str = ""
    detik: float = 0.0


def make_one(p: Permintaan) -> Selesai:
    """Make a report unless it is there unchanged; whatever goes wrong becomes a sentence.

    A process makes one report at a time, however many threads ask: running notebooks changes what belongs to the process.
    """
    mulai = time.perf_counter()
    with _satu_demi_satu:
        try:
            keadaan, kalimat = _make(p), ""
        except KesalahanMasukan as galat:
            keadaan, kalimat = GAGAL, " ".join(galat.masalah)
        except Exception as galat:  # noqa: BLE001  one broken Polres never stops the others
            if os.environ.get("LKIP_RINCI") == "1":
                raise
            from helpers.cli.main import fault_sentence

            keadaan, kalimat = GAGAL, fault_sentence(galat)
    return Selesai(p.kunci, keadaan, kalimat, time.perf_counter() - mulai)


def _make(p: Permintaan) -> str:
    import helpers.pipeline  # noqa: F401  switches analytics off before anything else is imported
    from helpers.parameters import check_parameters
    from helpers.pipeline.kept import Simpanan
    from helpers.rendering import typeset
    from helpers.sources.datapackage import list_documents

    typeset.terpisah = True
    akar = Path(p.akar) if (Path(p.akar) / PENANDA).is_file() else find_root()
    if _program(akar) != p.program:
        raise KesalahanMasukan(
            "Pekerja memakai program, metodologi, notebook, atau templat yang berbeda; samakan folder proyek di mesin itu, lalu mulai ulang pekerjanya.")
    ruang = check_parameters(akar, data=Path(p.data), luaran=Path(p.luaran), polres=p.polres, tahun=p.tahun)
    dokumen = list_documents(ruang)
    with tempfile.TemporaryDirectory() if len(dokumen) > 1 else contextlib.nullcontext() as sementara:
        simpan = Simpanan(Path(sementara) if sementara else None)  # what the documents of one Polres share is made once
        keadaan = {_make_document(ruang, p, d, simpan) for d in dokumen}
    return TETAP if keadaan == {TETAP} else DIBUAT


def _make_document(ruang: Ruang, p: Permintaan, dokumen: str, simpan: Simpanan) -> str:
    from helpers.cli.main import _additions, _numbers_of
    from helpers.pipeline.publish import SedangDikerjakan
    from helpers.pipeline.run import Khusus, run
    from helpers.sources.datapackage import folder_suffix
    from helpers.sources.profile import run_metadata

    while True:
        # Without kept stages: those of 500 Polres take some 7 GB, far more than is kept. What is unchanged is skipped whole anyway; only a
        # changed template could spare notebooks 01-03, a sixth of a report.
        try:
            hasil = run(ruang, dokumen, p.format, p.mesin, metadata=run_metadata(ruang, dokumen), program=p.program, lewati_sama=True, simpan=simpan,
                        khusus=Khusus(akhiran=folder_suffix(ruang, dokumen)), lampiran=_additions(_numbers_of(ruang, dokumen), ruang, False, dokumen))
        except SedangDikerjakan:  # a worker that was given up may still be at it: its result counts as well
            time.sleep(_TUNGGU)
            continue
        shutil.rmtree(ruang.bersih, ignore_errors=True)
        return TETAP if hasil.tetap else DIBUAT


@cache
def _program(akar: Path) -> str:
    from helpers.pipeline.inputs import program_digest

    return program_digest(akar)


def is_made(p: Permintaan) -> bool:
    """Tell whether the documents of a Polres are there unchanged; False where its input cannot be read."""
    from helpers.pipeline.inputs import input_digest, is_current
    from helpers.rendering.engine import choose_engine
    from helpers.sources.datapackage import folder_suffix, list_documents
    from helpers.sources.profile import run_metadata

    ruang = p.room(Path(p.akar))
    try:
        if not ruang.hasil.is_dir() or not ruang.mentah.is_dir():
            return False
        mesin = choose_engine(p.mesin)
        return all(
            is_current(ruang.hasil_lain(folder_suffix(ruang, d)), input_digest(
                ruang, program=p.program, dokumen=d, format=p.format, mesin={"nama": mesin.nama, "versi": mesin.versi}, metadata=run_metadata(ruang, d)))
            for d in list_documents(ruang))
    except (KesalahanMasukan, OSError):
        return False
