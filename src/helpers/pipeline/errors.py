"""The error of a notebook that stops for a reason other than its input."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode


class KesalahanNotebook(Exception):
    """A fault inside the program: which notebook, which cell, what happened.

    Attributes
    ----------
    nama : str
        File name of the notebook.
    sel : int
        Position of the cell in the source notebook, counted from 1.
    hasil : NotebookNode or None
        The notebook as far as it ran, traceback included, for the developer.
    salinan : str
        Where a copy of it was kept, from the project root; empty when it was not.
    """

    def __init__(self, nama: str, sel: int, sebab: str, *, label: str = "", hasil: NotebookNode | None = None):
        self.nama, self.sel, self.sebab, self.label, self.hasil = nama, sel, sebab, label, hasil
        self.salinan = ""
        sebutan = f"sel ke-{sel} (label {label})" if label else f"sel ke-{sel}"
        super().__init__(f"Notebook {nama} berhenti pada {sebutan}: {sebab}")
