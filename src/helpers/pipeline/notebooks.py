"""Run notebooks: parameters in, outputs out, the same bytes every time."""

from __future__ import annotations

import ast
import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from helpers.errors import KesalahanMasukan
from helpers.paths import VAR_AKAR, VAR_DATA, VAR_LUARAN
from helpers.pipeline.errors import KesalahanNotebook

#: Fixed kernel description; the version that happened to run is no part of the result.
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
BAHASA = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
_META_SEL_BERUBAH = ("papermill", "execution", "ExecuteTime", "collapsed", "scrolled")
_META_NOTEBOOK_BERUBAH = ("papermill", "widgets")
#: The notebooks every other one builds on.
PERIKSA = "0[12]_*.ipynb"
_TAG_SISIPAN = "injected-parameters"


def load_notebook(berkas: Path) -> NotebookNode:
    """Read a notebook; cells without an id get one from their position.

    Raises
    ------
    KesalahanMasukan
        If the file is missing or is no notebook.
    """
    try:
        teks = berkas.read_text(encoding="utf-8")
        nb = nbformat.reads(teks, as_version=4)
    except FileNotFoundError:
        raise KesalahanMasukan(f"Notebook {berkas.name} tidak ditemukan di folder {berkas.parent.name}.") from None
    except (ValueError, nbformat.reader.NotJSONError, nbformat.ValidationError):
        raise KesalahanMasukan(
            f"Berkas {berkas.parent.name}/{berkas.name} bukan notebook Jupyter yang utuh; ambil ulang dari repositori."
        ) from None
    for nomor, sel in enumerate(nb.cells, start=1):
        sel.setdefault("id", f"sel-{nomor:02d}")
    nb.nbformat, nb.nbformat_minor = 4, 5
    return nb


def default_parameters(nb: NotebookNode) -> dict[str, Any]:
    """Return what the cell tagged `parameters` assigns."""
    nilai: dict[str, Any] = {}
    for sel in nb.cells:
        if sel.cell_type != "code" or "parameters" not in sel.metadata.get("tags", []):
            continue
        for pernyataan in ast.parse(sel.source).body:
            if isinstance(pernyataan, ast.Assign) and len(pernyataan.targets) == 1:
                sasaran, isi = pernyataan.targets[0], pernyataan.value
            elif isinstance(pernyataan, ast.AnnAssign) and pernyataan.value is not None:
                sasaran, isi = pernyataan.target, pernyataan.value
            else:
                continue
            if isinstance(sasaran, ast.Name):
                with contextlib.suppress(ValueError):
                    nilai[sasaran.id] = ast.literal_eval(isi)
    return nilai


def execute(
    berkas: Path, akar: Path, parameter: Mapping[str, Any], *, sisipkan: bool = True, data: Path | None = None, luaran: Path | None = None,
) -> NotebookNode:
    """Run one notebook in this process and return it, outputs filled, nothing in it that varies.

    Parameters
    ----------
    berkas : Path
        Source notebook; never written.
    akar : Path
        Project root the notebook works on.
    parameter : mapping
        Parameters, checked before.
    sisipkan : bool
        Inject the parameters even where they equal the notebook's own.
    data, luaran : Path, optional
        Other folders of raw data and of results, as in `helpers.paths.Ruang`.

    Raises
    ------
    KesalahanMasukan
        As raised in a cell.
    KesalahanNotebook
        For any other exception, and for an output a document must not hold.
    """
    import papermill

    from helpers.pipeline.kernel import NAMA_MESIN, quiet_logs

    nb = load_notebook(berkas)
    bawaan = default_parameters(nb)
    asing = sorted(set(parameter) - set(bawaan))
    if asing:
        raise KesalahanMasukan(
            f"Notebook {berkas.name} tidak mempunyai parameter {', '.join(asing)}; "
            "tambahkan pada sel bertanda parameters."
        )
    sama = all(bawaan[k] == v for k, v in parameter.items())
    if sama and not sisipkan:
        nb.cells = [sel for sel in nb.cells if _TAG_SISIPAN not in sel.metadata.get("tags", [])]
    isi = dict(sorted(parameter.items())) if sisipkan or not sama else None
    with quiet_logs(), _folders(akar, data, luaran):
        try:
            hasil = papermill.execute_notebook(
                nb, None, parameters=isi, engine_name=NAMA_MESIN, kernel_name="python3",
                language="python", progress_bar=False, nama_notebook=berkas.name,
            )
        except KesalahanNotebook as galat:
            if galat.hasil is not None:
                normalise(galat.hasil)
            raise
    normalise(hasil)
    check_outputs(hasil, berkas.name)
    return hasil


def normalise(nb: NotebookNode) -> None:
    """Take everything out of a notebook that differs from run to run or machine to machine."""
    for kunci in _META_NOTEBOOK_BERUBAH:
        nb.metadata.pop(kunci, None)
    nb.metadata["kernelspec"] = NotebookNode(KERNELSPEC)
    nb.metadata["language_info"] = nbformat.from_dict(BAHASA)
    for sel in nb.cells:
        for kunci in _META_SEL_BERUBAH:
            sel.metadata.pop(kunci, None)
        if _TAG_SISIPAN in sel.metadata.get("tags", []):
            sel["id"] = _TAG_SISIPAN


def check_outputs(nb: NotebookNode, nama: str) -> None:
    """Refuse outputs that would make a document load scripts from a network.

    Raises
    ------
    KesalahanNotebook
        Naming the cell and the kind of output.
    """
    from helpers.pipeline.kernel import cell_label

    posisi = 0
    for sel in nb.cells:
        posisi += _TAG_SISIPAN not in sel.metadata.get("tags", [])
        for keluaran in sel.get("outputs", []):
            for jenis in keluaran.get("data", {}):
                if jenis == "text/html" or "javascript" in jenis or "widget" in jenis:
                    raise KesalahanNotebook(
                        nama, max(posisi, 1),
                        f"keluaran {jenis} tidak boleh ada di notebook; tampilkan sebagai Markdown, SVG, atau PNG.",
                        label=cell_label(sel.source), hasil=nb,
                    )


def write_notebook(nb: NotebookNode, berkas: Path) -> None:
    """Write a notebook: sorted keys, UTF-8, LF."""
    berkas.parent.mkdir(parents=True, exist_ok=True)
    teks = nbformat.writes(nb, version=nbformat.NO_CONVERT)
    berkas.write_text(teks.rstrip("\n") + "\n", encoding="utf-8", newline="\n")


def refresh(
    folder: Path, akar: Path, parameter: Mapping[str, Any] | None = None, *,
    berkas: Sequence[Path] | None = None, kemajuan: Callable[[str, float | None], None] | None = None,
) -> list[Path]:
    """Run the notebooks and write their outputs back into the sources, for committing.

    Parameters
    ----------
    folder : Path
        Folder of the notebooks.
    akar : Path
        Project root.
    parameter : mapping, optional
        Parameters; by default each notebook's own.
    berkas : sequence of Path, optional
        Only these notebooks, in this order.
    kemajuan : callable, optional
        Told the name of each notebook as it starts.

    Returns
    -------
    list of Path
        The notebooks written: all of them, or none when one fails.
    """
    jadi: list[tuple[Path, NotebookNode]] = []
    siap: set[tuple] = set()
    for satu in berkas or sorted(folder.glob("[0-9][0-9]_*.ipynb")):
        if kemajuan:
            kemajuan(satu.stem, None)
        pakai = default_parameters(load_notebook(satu)) if parameter is None else parameter
        tempat = (pakai.get("polres"), pakai.get("tahun"))
        if not siap or satu.match(PERIKSA):
            siap.add(tempat)
        elif tempat not in siap:
            prepare_data(folder, akar, *tempat)
            siap.add(tempat)
        jadi.append((satu, execute(satu, akar, pakai, sisipkan=False)))
    for satu, nb in jadi:
        write_notebook(nb, satu)
    return [satu for satu, _ in jadi]


def prepare_data(folder: Path, akar: Path, polres: str, tahun: int) -> None:
    """Run the notebooks of cleaning and checks for another Polres and year, for what they leave in `data/clean`."""
    for satu in sorted(folder.glob(PERIKSA)):
        execute(satu, akar, {"polres": polres, "tahun": tahun})


@contextlib.contextmanager
def _folders(akar: Path, data: Path | None, luaran: Path | None) -> Iterator[None]:
    """Tell `helpers.parameters.check_parameters` the folders, without changing the folder of the process."""
    nilai = {VAR_AKAR: akar, VAR_DATA: data, VAR_LUARAN: luaran}
    semula = {k: os.environ.get(k) for k in nilai}
    _set(nilai)
    try:
        yield
    finally:
        _set(semula)


def _set(nilai: Mapping[str, object]) -> None:
    for k, v in nilai.items():
        if v is None:
            os.environ.pop(k, None)
        else:
            os.environ[k] = str(v)
