"""Great Expectations, run where it is already imported.

Importing it takes longer than all checks together, so a program may start a second process for it early
(`start_early`), which imports while the data is still being read. Without that the checks run in this process.
"""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

from helpers.companion import accompany
from helpers.validation.gx import asked_once, import_gx

if TYPE_CHECKING:  # importing it takes time in which the second process could have started
    import pandas as pd

NAMA_GX = {"kritis": "critical", "peringatan": "warning", "info": "info"}

#: Name of a suite, expectations of it as dictionaries, the data, and the column that names a row.
Pekerjaan = tuple[str, Sequence[dict], "pd.DataFrame", str]

Hasil = TypeVar("Hasil")

_kolam: ProcessPoolExecutor | None = None


@dataclass(frozen=True)
class HasilHarapan:
    """The outcome of one expectation.

    Attributes
    ----------
    harapan : str
        Its type in Great Expectations.
    diperiksa, gagal : int
        Rows looked at and rows that failed.
    kunci_gagal : tuple
        Keys of the failing rows (`fakta_id`, or `no` of the residual).
    """

    suite: str
    nama: str
    harapan: str
    tingkat: str
    diperiksa: int
    gagal: int
    kunci_gagal: tuple

    @property
    def lulus(self) -> bool:
        """Whether every row met the expectation."""
        return self.gagal == 0


def start_early() -> None:
    """Start the second process, which imports Great Expectations meanwhile; a call when it runs does nothing."""
    global _kolam
    if _kolam is None:
        _kolam = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=accompany)
        _kolam.submit(import_gx)
        atexit.register(_kolam.shutdown, wait=False, cancel_futures=True)


def check_suites(pekerjaan: Sequence[Pekerjaan]) -> list[HasilHarapan]:
    """Check suites, in the second process if there is one.

    Raises
    ------
    RuntimeError
        When Great Expectations ran another number of expectations than declared, or its result is not whole.
    """
    return run_apart(_check, pekerjaan)


def run_apart(tugas: Callable[..., Hasil], *isi: object) -> Hasil:
    """Call a function in the second process if there is one, otherwise here."""
    if _kolam is not None:
        try:
            return _kolam.submit(tugas, *isi).result()
        except BrokenProcessPool:
            pass  # it was killed: do it here
    return tugas(*isi)


def _check(pekerjaan: Sequence[Pekerjaan]) -> list[HasilHarapan]:
    hasil: list[HasilHarapan] = []
    for (nama, isi, _, kunci), suite, keluaran in run_suites(pekerjaan):
        menurut = {(r.expectation_config.type, r.expectation_config.kwargs["column"]): r for r in keluaran.results}
        for h, e in zip(isi, suite.expectations, strict=True):
            jenis = e.configuration.type
            hasil.append(_outcome(nama, h, jenis, menurut[(jenis, h["kolom"])], kunci))
    return hasil


def run_suites(pekerjaan: Sequence[Pekerjaan], *, terinci: bool = False) -> Iterator[tuple[Pekerjaan, Any, Any]]:
    """Run suites with Great Expectations in this process; yields each with its suite and its result.

    Parameters
    ----------
    terinci : bool
        With what only Great Expectations' own pages show: a name for each table, and a query for the failing rows.

    Raises
    ------
    RuntimeError
        When another number of expectations ran than declared.
    """
    import_gx()
    import great_expectations as gx
    import great_expectations.expectations as gxe

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    rinci = {} if terinci else {"return_unexpected_index_query": False}
    sumber = _source() if terinci else None
    for nomor, satu in enumerate(pekerjaan):
        nama, isi, data, kunci = satu
        suite = gx.ExpectationSuite(name=nama, expectations=[
            getattr(gxe, h["jenis"])(column=h["kolom"], severity=NAMA_GX[h["tingkat"]], **h["opsi"]) for h in isi])
        asal = _batch_definition(sumber, f"{nama}-{nomor}") if sumber else _shared()
        bagian = asal.get_batch({"dataframe": data})
        with asked_once():
            keluaran = bagian.validate(suite, result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [kunci], **rinci})
        if len(keluaran.results) != len(isi) or len(suite.expectations) != len(isi):
            raise RuntimeError(f"suite {nama}: {len(isi)} harapan dinyatakan, {len(keluaran.results)} dijalankan")
        yield satu, suite, keluaran


def _source() -> Any:
    """Return a source of tables in a context of its own, kept in memory."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    konteks = gx.get_context(mode="ephemeral")
    konteks.variables.progress_bars = ProgressBarsConfig(globally=False)
    return konteks.data_sources.add_pandas("lkip")


def _batch_definition(sumber: Any, nama: str) -> Any:
    return sumber.add_dataframe_asset(nama).add_batch_definition_whole_dataframe("semua")


@cache
def _shared() -> Any:
    """Return what takes any table; each that is made anew writes the whole context to a store."""
    return _batch_definition(_source(), "tabel")


def _outcome(suite: str, h: dict, jenis: str, r: object, kunci: str) -> HasilHarapan:
    if r.exception_info.get("raised_exception") or r.exception_info.get("exception_message"):
        raise RuntimeError(f"suite {suite}, aturan {h['nama']}: {r.exception_info}")
    isi = r.result
    gagal = [b[kunci] for b in isi.get("unexpected_index_list") or []]
    jumlah = int(isi.get("unexpected_count", 0))
    if bool(r.success) != (jumlah == 0) or len(gagal) != jumlah:
        raise RuntimeError(f"suite {suite}, aturan {h['nama']}: hasil Great Expectations tidak utuh")
    # the check for emptiness looks at empty cells, the others pass over them
    dilewati = 0 if jenis == "expect_column_values_to_not_be_null" else int(isi.get("missing_count") or 0)
    return HasilHarapan(suite, h["nama"], jenis, h["tingkat"], int(isi["element_count"]) - dilewati, jumlah, tuple(gagal))
