"""One report of a batch, made in whatever process the request reaches: a warm worker, on this machine or another."""

from __future__ import annotations

import os
import shutil
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.errors import KesalahanMasukan
from helpers.paths import PENANDA, Ruang, find_root

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
    from helpers.cli.main import _additions, _numbers_of
    from helpers.parameters import check_parameters
    from helpers.pipeline.publish import SedangDikerjakan
    from helpers.pipeline.run import run
    from helpers.rendering import typeset
    from helpers.sources.datapackage import choose_document
    from helpers.sources.profile import run_metadata

    typeset.terpisah = True
    akar = Path(p.akar) if (Path(p.akar) / PENANDA).is_file() else find_root()
    if _program(akar) != p.program:
        raise KesalahanMasukan(
            "Pekerja memakai program, metodologi, notebook, atau templat yang berbeda; samakan folder proyek di mesin itu, lalu mulai ulang pekerjanya.")
    while True:
        ruang = check_parameters(akar, data=Path(p.data), luaran=Path(p.luaran), polres=p.polres, tahun=p.tahun)
        dokumen = choose_document(ruang)
        try:
            hasil = run(ruang, dokumen, p.format, p.mesin, metadata=run_metadata(ruang, dokumen), program=p.program, lewati_sama=True,
                        lampiran=_additions(_numbers_of(ruang, dokumen), ruang, False, dokumen))
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
    """Tell whether a report is there unchanged; False where its input cannot be read."""
    from helpers.pipeline.inputs import input_digest, is_current
    from helpers.rendering.engine import choose_engine
    from helpers.sources.datapackage import choose_document
    from helpers.sources.profile import run_metadata

    ruang = p.room(Path(p.akar))
    try:
        if not ruang.hasil.is_dir() or not ruang.mentah.is_dir():
            return False
        mesin, dokumen = choose_engine(p.mesin), choose_document(ruang)
        masukan = input_digest(ruang, program=p.program, dokumen=dokumen, format=p.format, mesin={"nama": mesin.nama, "versi": mesin.versi},
                               metadata=run_metadata(ruang, dokumen))
    except (KesalahanMasukan, OSError):
        return False
    return is_current(ruang.hasil, masukan)
