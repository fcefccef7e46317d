"""BAB IV: computed conclusions, and what the Polres says itself."""

from __future__ import annotations

from IPython.display import Markdown

from helpers.display.blocks import finding_link, join_blocks, numbered, plain
from helpers.display.cells import prose
from helpers.methodology.words import lower_first
from helpers.narrative import summary
from helpers.narrative.material import Bahan
from helpers.narrative.words import TAK_TERSEDIA, write_count
from helpers.validation.findings import NAMA_KELUARGA, Temuan

_DISEBUT = 3      # findings a step names


def conclusions(b: Bahan) -> Markdown:
    """Return the conclusion: what the data say, then what the Polres says."""
    return join_blocks(*(plain(t) for t in b.masukan.narasi.kesimpulan), "Menurut data dalam laporan ini:", numbered(summary.conclusions(b), lambda t: prose(b, t)))


def suggestions(b: Bahan) -> Markdown:
    """Return suggestions."""
    return _numbered(b.masukan.narasi.saran)


def follow_up(b: Bahan) -> Markdown:
    """Return what will be done."""
    langkah = _decisions(b)
    return join_blocks(
        _numbered(b.masukan.narasi.tindak_lanjut).data,
        "Menurut pemeriksaan data, yang perlu diselesaikan sebelum laporan ini disahkan:" if langkah else "", "\n".join(langkah))


def _decisions(b: Bahan) -> list[str]:
    """Return what the critical findings ask for, the most frequent first, and the corrections that wait for a decision."""
    menurut: dict[tuple[str, str], list[Temuan]] = {}
    for t in b.temuan:
        if t.tingkat == "kritis":
            menurut.setdefault((t.keluarga, t.usulan), []).append(t)
    urut = sorted(menurut.items(), key=lambda x: -len(x[1]))
    butir = [f"{NAMA_KELUARGA[k]}: {plain(lower_first(u.rstrip('.')))} ({_first(isi)})." for (k, u), isi in urut]
    if usulan := {(k.kode, k.tahun) for k in b.masukan.koreksi if k.status == "usulan"}:
        butir.append(f"Koreksi: setujui atau tolak {write_count(len(usulan))} koreksi yang masih berstatus usulan (@tbl-koreksi).")
    return [f"{i}. {x}" for i, x in enumerate(butir, 1)]


def _first(temuan: list[Temuan]) -> str:
    """Return links to the first findings of a step."""
    return ", ".join(finding_link(t) for t in temuan[:_DISEBUT]) + (", dan lainnya" if len(temuan) > _DISEBUT else "")


def innovations(b: Bahan) -> Markdown:
    """Return innovations in service."""
    inovasi = b.masukan.narasi.inovasi
    return join_blocks(*(f"**{plain(i.nama)}.** {plain(i.uraian)}" for i in inovasi)) if inovasi else Markdown(f"{TAK_TERSEDIA}.")


def _numbered(butir: tuple[str, ...]) -> Markdown:
    return Markdown(numbered(butir) if butir else f"{TAK_TERSEDIA}.")
