"""A papermill engine that runs a notebook inside this process.

A fresh kernel for every notebook imports pandas and Great Expectations anew each time. Here the
process stays warm: every notebook gets a namespace of its own, imported modules are shared.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import io
import logging
import re
import sys
import tempfile
import types
import warnings
from collections.abc import Iterator
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import Engine, papermill_engines
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

from helpers.errors import KesalahanMasukan
from helpers.pipeline.errors import KesalahanNotebook

NAMA_MESIN = "lkip"

#: A memory address in a repr differs from run to run.
_ALAMAT = re.compile(r"\bat 0x[0-9a-fA-F]+")


class Penampung:
    """Collects the outputs of the cell that is running, as nbformat outputs."""

    def __init__(self) -> None:
        self.keluaran: list[NotebookNode] = []
        self._tampilan: dict[str, list[NotebookNode]] = {}

    def start(self) -> None:
        """Begin a new cell."""
        self.keluaran = []

    def stream(self, nama: str, teks: str) -> None:
        """Add text to a stream, joined with what the same stream just wrote."""
        if self.keluaran and self.keluaran[-1].output_type == "stream" and self.keluaran[-1].name == nama:
            self.keluaran[-1].text += teks
        elif teks:
            self.keluaran.append(new_output("stream", name=nama, text=teks))

    def result(self, data: dict[str, Any], metadata: dict[str, Any], nomor: int) -> None:
        """Add the value a cell ends with."""
        self.keluaran.append(
            new_output("execute_result", data=_clean(data), metadata=metadata or {}, execution_count=nomor)
        )

    def display(self, data: dict[str, Any], metadata: dict[str, Any], id_tampilan: str | None, ganti: bool) -> None:
        """Add what `display` shows, or replace what an earlier display of that id showed."""
        if ganti:
            for keluaran in self._tampilan.get(id_tampilan or "", []):
                keluaran.data, keluaran.metadata = NotebookNode(_clean(data)), NotebookNode(metadata or {})
            return
        keluaran = new_output("display_data", data=_clean(data), metadata=metadata or {})
        self.keluaran.append(keluaran)
        if id_tampilan:
            self._tampilan.setdefault(id_tampilan, []).append(keluaran)

    def error(self, jenis: str, pesan: str, jejak: list[str]) -> None:
        """Add a traceback."""
        self.keluaran.append(new_output("error", ename=jenis, evalue=pesan, traceback=jejak))


def _clean(data: dict[str, Any]) -> dict[str, Any]:
    """Return a mime bundle as JSON holds it: bytes in base64, no memory address."""
    bersih: dict[str, Any] = {}
    for jenis in sorted(data):
        nilai = data[jenis]
        if isinstance(nilai, bytes):
            nilai = base64.b64encode(nilai).decode("ascii")
        if jenis == "text/plain" and isinstance(nilai, str):
            nilai = _ALAMAT.sub("at 0x0", nilai)
        bersih[jenis] = nilai
    return bersih


class _Aliran(io.TextIOBase):
    """Standard output or error of a cell."""

    encoding = "utf-8"

    def __init__(self, penampung: Penampung, nama: str):
        self._penampung, self._nama = penampung, nama

    def writable(self) -> bool:
        return True

    def write(self, teks: str) -> int:
        self._penampung.stream(self._nama, teks)
        return len(teks)


class _Kait(DisplayHook):
    """What happens to the value a cell ends with."""

    def write_output_prompt(self) -> None:
        """Show no prompt."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Keep the value as an `execute_result`."""
        self.shell.penampung.result(format_dict, md_dict or {}, self.prompt_count)

    def finish_displayhook(self) -> None:
        """Write no separator."""
        self._is_active = False


class _Penerbit(DisplayPublisher):
    """What happens to `display(...)`."""

    def publish(self, data, metadata=None, *args, transient=None, update=False, **kwargs) -> None:  # noqa: ANN001
        """Keep the bundle as `display_data`."""
        self.shell.penampung.display(data, metadata or {}, (transient or {}).get("display_id"), update)

    def clear_output(self, wait: bool = False) -> None:
        """Forget what the cell has shown so far."""
        self.shell.penampung.start()


class Kulit(InteractiveShell):
    """An IPython shell that writes nothing anywhere: no history, no profile, no terminal."""

    displayhook_class = Type(_Kait)
    display_pub_class = Type(_Penerbit)
    penampung = AnyTrait()

    def init_virtualenv(self) -> None:
        """Leave `sys.path` as it is."""

    def init_prompts(self) -> None:
        """Leave `sys.ps1` unset: libraries take it for a person at a terminal."""

    def _showtraceback(self, etype, evalue, stb) -> None:  # noqa: ANN001
        self.penampung.error(getattr(etype, "__name__", str(etype)), str(evalue), list(stb))


@contextlib.contextmanager
def fresh_shell() -> Iterator[Kulit]:
    """Give a shell with an empty namespace, and leave the process as it was."""
    penampung = Penampung()
    utama, semula = sys.modules["__main__"], InteractiveShell._instance
    pengaturan = Config()
    pengaturan.HistoryManager.enabled = False
    with tempfile.TemporaryDirectory() as sementara, contextlib.ExitStack() as tumpukan:
        modul = types.ModuleType("__main__")
        kulit = Kulit(
            ipython_dir=sementara, user_module=modul, user_ns=modul.__dict__,
            config=pengaturan, penampung=penampung, colors="nocolor",
        )
        InteractiveShell._instance = Kulit._instance = kulit
        tumpukan.enter_context(contextlib.redirect_stdout(_Aliran(penampung, "stdout")))
        tumpukan.enter_context(contextlib.redirect_stderr(_Aliran(penampung, "stderr")))
        tumpukan.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        try:
            yield kulit
        finally:
            InteractiveShell._instance, Kulit._instance = semula, None
            sys.modules["__main__"] = utama
            atexit.unregister(kulit.atexit_operations)
            kulit.history_manager.outputs.clear()  # shared by all shells of a process: it would keep every output there ever was
            modul.__dict__.clear()


@contextlib.contextmanager
def quiet_logs() -> Iterator[None]:
    """Let no library log anything meanwhile."""
    semula = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(semula)


def cell_label(sumber: str) -> str:
    """Return the `#| label:` of a cell, or nothing."""
    cocok = re.search(r"^#\|\s*label:\s*(\S+)", sumber, flags=re.MULTILINE)
    return cocok.group(1) if cocok else ""


class MesinProses(Engine):
    """Runs the cells one after the other in a fresh shell of this process."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, nama_notebook: str = "notebook", **kwargs) -> None:  # noqa: ANN001
        """Run every code cell; the first exception stops the notebook.

        Raises
        ------
        KesalahanMasukan
            The one a cell raised, as it is.
        KesalahanNotebook
            For every other exception.
        """
        posisi = 0
        with fresh_shell() as kulit:
            for sel in nb_man.nb.cells:
                posisi += "injected-parameters" not in sel.metadata.get("tags", [])
                if sel.cell_type != "code" or not sel.source.strip():
                    continue
                kulit.penampung.start()
                sel.execution_count = kulit.execution_count
                hasil = kulit.run_cell(sel.source, store_history=True)
                sel.outputs = kulit.penampung.keluaran
                galat = hasil.error_before_exec or hasil.error_in_exec
                if galat is None:
                    continue
                if isinstance(galat, (KesalahanMasukan, KeyboardInterrupt)):
                    raise galat
                ringkas = " ".join(f"{type(galat).__name__}: {galat}".split())
                raise KesalahanNotebook(
                    nama_notebook, max(posisi, 1), ringkas, label=cell_label(sel.source), hasil=nb_man.nb
                ) from galat


papermill_engines.register(NAMA_MESIN, MesinProses)
