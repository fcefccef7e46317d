"""Call one function for many requests on many processes: a local cluster, or the workers of a scheduler that runs already."""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from helpers.errors import KesalahanMasukan

#: Workers may start child processes (Pandoc, Great Expectations); nothing measures them, nothing is sent anywhere.
_PENGATURAN = {
    "distributed.worker.daemon": False,
    "distributed.diagnostics.nvml": False,
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.scheduler.work-stealing": True,
    "distributed.worker.profile.enabled": False,
}
_TUNGGU_PEKERJA = "30s"


def usual_workers() -> int:
    """Return how many processes make reports unless told otherwise: one more than cores.

    With as many as cores, two of two left a sixth of the processors' time unused although each had something to run.
    """
    return (os.cpu_count() or 1) + 1


def distribute(
    fungsi: Callable[[Any], Any], permintaan: Mapping[str, Any], *, pekerja: int = 1, scheduler: str = "",
) -> Iterator[tuple[str, Any]]:
    """Call a function for every request; yields key and result as they are done, an exception in the place of a result.

    A request whose worker dies is given to another one; what kills its worker again and again comes back as an exception.

    Parameters
    ----------
    fungsi : callable
        Importable by its name on every worker.
    permintaan : mapping
        Request by key.
    pekerja : int
        Processes of the local cluster.
    scheduler : str
        Address of a scheduler (``tcp://...``) in the place of a local cluster.

    Raises
    ------
    KesalahanMasukan
        When the scheduler is not there or has no workers.
    """
    import dask
    from distributed import Client, LocalCluster, as_completed

    with contextlib.ExitStack() as tumpukan:
        tumpukan.enter_context(dask.config.set(_PENGATURAN))
        for nama in ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado.application"):
            logging.getLogger(nama).setLevel(logging.CRITICAL)
        if scheduler:
            klien = tumpukan.enter_context(_connect(scheduler))
        else:
            sementara = tumpukan.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
            gugus = tumpukan.enter_context(LocalCluster(
                n_workers=pekerja, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, memory_limit=0,
                silence_logs=logging.CRITICAL, local_directory=str(Path(sementara)), scheduler_kwargs={"dashboard_address": "127.0.0.1:0"}))
            klien = tumpukan.enter_context(Client(gugus))
        tanda = uuid.uuid4().hex  # a scheduler takes the same key for the same work, whoever asks
        nama = {f"{kunci}-{tanda}": kunci for kunci in permintaan}
        tugas = [klien.submit(fungsi, permintaan[kunci], key=panjang, pure=False) for panjang, kunci in nama.items()]
        antrean = as_completed(tugas)
        del tugas  # a result that was read is forgotten, here and on the worker
        for satu in antrean:
            yield nama[satu.key], _outcome(satu)


def _outcome(satu: Any) -> Any:
    """Return the result of a future, or what became of it: a scheduler that is gone cancels what was asked of it."""
    try:
        galat = satu.exception()
        return satu.result() if galat is None else galat
    except Exception as galat:  # noqa: BLE001  a cancelled future raises in the place of telling
        return galat


def _connect(alamat: str) -> Any:
    from distributed import Client

    try:
        klien = Client(alamat, timeout="10s")
    except (OSError, ValueError, TypeError):
        raise KesalahanMasukan(f"Scheduler {alamat} tidak menjawab; periksa alamatnya, lalu jalankan dask scheduler lebih dahulu.") from None
    try:
        klien.wait_for_workers(1, timeout=_TUNGGU_PEKERJA)
    except TimeoutError:
        klien.close()
        raise KesalahanMasukan(f"Scheduler {alamat} belum mempunyai pekerja; jalankan dask worker {alamat} --nthreads 1, lalu ulangi.") from None
    return klien
