"""BAB IV: computed conclusions, and what the Polres says itself."""

from __future__ import annotations

from IPython.display import Markdown

from helpers.display.blocks import join_blocks, numbered, plain
from helpers.display.cells import prose
from helpers.narrative import summary
from helpers.narrative.material import Bahan
from helpers.narrative.words import TAK_TERSEDIA


def conclusions(b: Bahan) -> Markdown:
    """Return the conclusion: what the data say, then what the Polres says."""
    return join_blocks(*(plain(t) for t in b.masukan.narasi.kesimpulan), "Menurut data dalam laporan ini:", numbered(summary.conclusions(b), lambda t: prose(b, t)))


def suggestions(b: Bahan) -> Markdown:
    """Return suggestions."""
    return _numbered(b.masukan.narasi.saran)


def follow_up(b: Bahan) -> Markdown:
    """Return what will be done."""
    return _numbered(b.masukan.narasi.tindak_lanjut)


def innovations(b: Bahan) -> Markdown:
    """Return innovations in service."""
    inovasi = b.masukan.narasi.inovasi
    return join_blocks(*(f"**{plain(i.nama)}.** {plain(i.uraian)}" for i in inovasi)) if inovasi else Markdown(f"{TAK_TERSEDIA}.")


def _numbered(butir: tuple[str, ...]) -> Markdown:
    return Markdown(numbered(butir) if butir else f"{TAK_TERSEDIA}.")
