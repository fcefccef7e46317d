"""Cells with one root: they moved alike, miss their parts by the same amount, carry the same numbers, or are blank side by side."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from helpers.validation.root_rows import BERUMUS, Gabungan
from helpers.validation.slips import Geser

_ANGKA_BERARTI = 4


def join_moved_cells(gabung: Gabungan, pindah: list[Geser]) -> None:
    """Rows of one table that hold their neighbours' values, with what else fails in them, and the nothing a move ends in."""
    baris: dict[str, set[int]] = defaultdict(set)
    for g in pindah:
        if g.jenis == "baris" and not any(gabung.fakta[i].kode in gabung.contested for i in g.sel):
            baris[g.sumber].update(gabung.fakta[i].baris for i in g.sel)
    pertama: dict[tuple, int] = {}
    for n, r in enumerate(gabung.baris):
        if r.keluarga not in ("rasio", "komposit") or r.sumber not in baris:
            continue
        f = gabung.fakta[r.fakta_id]
        ujung = f.nilai == 0 and {f.baris - 1, f.baris + 1} & baris[f.sumber]
        if f.baris in baris[f.sumber] or ujung:
            gabung.join(n, pertama.setdefault((f.sumber, f.tahun), n), "geser")


def join_reported_moves(gabung: Gabungan) -> None:
    """A cell that was found to have moved, with the contest it stands in or the formula it fails."""
    asal = {i: n for n, s in gabung.sengketa.items() for i in s.menyimpang}
    gagal = {r.fakta_id: n for n, r in enumerate(gabung.baris) if r.keluarga in ("rasio", "komposit")}
    lain: dict[tuple, int] = {}
    for n, r in enumerate(gabung.baris):
        if r.relasi.startswith("geseran."):
            ke = asal.get(r.fakta_id, gagal.get(r.fakta_id, gabung.alamat.get(gabung.address(r))))
            if ke is not None:
                gabung.join(n, ke, "")
                lain.setdefault((r.relasi, r.kode, r.wilayah, r.tahun), n)
    for n, r in enumerate(gabung.baris):
        if r.relasi.startswith("geseran."):
            gabung.join(n, lain.get((r.relasi, r.kode, r.wilayah, r.tahun), n), "")


def join_same_differences(gabung: Gabungan) -> None:
    """Totals that miss their parts by exactly the same amount, and columns that carry the same numbers."""
    beda: dict[tuple, int] = {}
    kembar: dict[tuple, int] = {}
    for n, r in enumerate(gabung.baris):
        if r.keluarga not in BERUMUS:
            continue
        angka = f"{abs(r.selisih):.0f}".strip("0")
        if r.selisih == round(r.selisih) and len(angka) >= _ANGKA_BERARTI:
            if (lain := beda.setdefault((r.tahun, r.wilayah, r.selisih), n)) != n:
                gabung.join(n, lain, "selisih")
        if r.kode != gabung.baris[lain := kembar.setdefault((r.sumber, r.tahun, r.wilayah, r.relasi, r.tercetak, r.perhitungan), n)].kode:
            gabung.join(n, lain, "kembar")


def join_blank_cells(gabung: Gabungan) -> None:
    """A blank in the row of a table that contradicts the other tables about that quantity, or beside another blank."""
    _blank_neighbours(gabung)
    milik: dict[tuple, int] = {}
    samping: dict[tuple, int] = {}
    for n, s in gabung.sengketa.items():
        for i in s.menyimpang:
            f = gabung.fakta[i]
            milik.setdefault((f.sumber, f.kode, f.wilayah, f.tahun), n)
    for n, r in enumerate(gabung.baris):
        if r.relasi in ("kelengkapan.kosong", "kelengkapan.strip"):
            kosong = [gabung.fakta[i] for i in (r.fakta_id, *r.masukan.split(";")) if i and i not in gabung.nilai]
            asal = {milik.get((f.sumber, f.kode, f.wilayah, f.tahun)) for f in kosong}
            ke = asal.pop() if len(asal) == 1 else None
            if ke is None:  # the other quantities of the same block are blank in the same cells
                ke = samping.setdefault((r.relasi, *sorted((f.sumber, f.periode) for f in kosong), r.kode.split(".")[0], r.wilayah, r.tahun), n)
            if ke != n:
                gabung.join(n, ke, "kosong")


def _blank_neighbours(gabung: Gabungan) -> None:
    """Blanks that fail the same check in adjoining rows of one table."""
    ada: dict[tuple, list[int]] = defaultdict(list)
    for n, r in enumerate(gabung.baris):
        if r.relasi.startswith("kelengkapan.") and r.fakta_id in gabung.fakta and r.fakta_id not in gabung.nilai:  # a table's head is no cell
            ada[(r.relasi, r.sumber, r.tahun, r.wilayah)].append(n)
    for isi in ada.values():
        for a, b in combinations(isi, 2):
            if abs(gabung.fakta[gabung.baris[a].fakta_id].baris - gabung.fakta[gabung.baris[b].fakta_id].baris) <= 1:
                gabung.join(b, a, "kosong")
