"""Cells that show facts: the number, its source cell, and the marks of its findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpers.display.blocks import captioned, plain, raw
from helpers.display.marks import Penanda, anchor
from helpers.display.tables import Isi, Sel, table_html
from helpers.lineage.traced import origin
from helpers.methodology.models import Indikator
from helpers.narrative.material import Bahan, Ulang, once
from helpers.narrative.words import difference, missing
from helpers.numbers import format_number
from helpers.sources.facts import read_rows


@once
def markers(b: Bahan) -> Penanda:
    """Return the marks of this run."""
    return Penanda(b.temuan)


@once
def _address(b: Bahan) -> dict[str, tuple[str, str, int, str]]:
    return {f.fakta_id: (f.kode, f.wilayah, f.tahun, f.periode) for f in read_rows(b.fakta)}


def prose(b: Bahan, teks: str) -> str:
    """Make sentences plain Markdown, with the gravest finding behind every contested number, each finding once a paragraph."""
    disebut: set[str] = set()

    def finding(asal: str) -> str:
        alamat = _address(b).get(asal)
        for jangkar, nomor in markers(b).marks(*alamat)[:1] if alamat else ():
            if nomor not in disebut:
                disebut.add(nomor)
                return f"^[{nomor}](#{jangkar}){{.tanda}}^"
        return ""

    return plain(teks, finding)


def value_cell(
    b: Bahan, kode: str, tahun: int | None = None, periode: str = "TH", wilayah: str | None = None, *,
    desimal: int | None = None, tebal: bool = False,
) -> Sel:
    """Return the cell of a chosen value, with the gravest finding on it; an en dash when nothing is printed."""
    tahun = tahun or b.tahun
    v = b.value(kode, tahun, periode, wilayah)
    if v is None:
        return Sel("–", angka=True)
    tanda = markers(b).marks(kode, wilayah or b.polres, tahun, periode)[:1]
    teks = v.tulis if desimal is None else format_number(v.nilai, desimal)
    return Sel(teks, angka=True, tanda=tanda, fakta=v.fakta_id, tebal=tebal)


def computed_cell(nilai: float, desimal: int | None = 2, *, persen: bool = False, tanda: bool = False) -> Sel:
    """Return the cell of a computed number, with its formula where it knows it."""
    teks = format_number(nilai, desimal, tanda=tanda)
    return Sel(teks, angka=True) if missing(nilai) else Sel(teks + ("%" if persen else ""), angka=True, fakta=origin(nilai))


def restated_cell(u: Ulang | None, desimal: int = 2) -> Sel:
    """Return the cell of a restated number; ``≤`` where only its highest value is known."""
    if u is None:
        return Sel("–", angka=True)
    sel = computed_cell(u.nilai, desimal)
    return sel if u.pasti else replace(sel, teks=f"≤ {sel.teks}")


def gap_cell(kiri: float, kanan: float, desimal: int = 2) -> Sel:
    """Return the cell of a difference, as the two rounded numbers beside it give it."""
    return computed_cell(float("nan") if missing(kiri) or missing(kanan) else difference(kanan, kiri, desimal), desimal, tanda=True)


def indicator_label(b: Bahan, i: Indikator) -> str:
    """Return the short name of an indicator, with its unit where its numbers are percentages."""
    lambang = b.metodologi.unit(f"{i.kode}.realisasi").lambang
    return f"{i.pendek} (%)" if lambang == "%" else i.pendek


def fact_marks(b: Bahan, fakta_id: str, paling_banyak: int = 1) -> tuple[tuple[str, str], ...]:
    """Return the marks of one printed cell; doubts about units are left to the register."""
    return tuple((anchor(t), t.nomor) for t in b.findings_at(fakta_id) if t.tingkat != "info")[:paling_banyak]


def table(
    label: str, judul: str, kepala: Sequence[Sequence[Isi]], baris: Sequence[Sequence[Isi]], sumber: str = "", *,
    lebar: Sequence[float] | None = None, jangkar: Sequence[str] | None = None, jumlah: bool = False, kelas: str = "",
) -> str:
    """Return a captioned table with its source note."""
    isi = raw(table_html(kepala, baris, lebar=lebar, jangkar=jangkar, jumlah=jumlah, kelas=kelas))
    return captioned(label, isi, judul, sumber)


def source_ids(baris: Iterable[Iterable[Isi]]) -> list[str]:
    """Return the source cells that rows show."""
    return [s.fakta for b in baris for s in b if isinstance(s, Sel) and s.fakta]


def spans(baris: Sequence[Sequence[Isi]], kolom: int = 0) -> list[list[Isi]]:
    """Merge equal neighbouring cells of one column downwards."""
    hasil: list[list[Isi]] = []
    i = 0
    while i < len(baris):
        j = i
        while j < len(baris) and baris[j][kolom] == baris[i][kolom]:
            j += 1
        for k in range(i, j):
            r = list(baris[k])
            if k == i:
                teks = r[kolom].teks if isinstance(r[kolom], Sel) else r[kolom]
                r[kolom] = Sel(teks, baris=j - i)
            else:
                del r[kolom]
            hasil.append(r)
        i = j
    return hasil
