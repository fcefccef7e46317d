"""Read the sheets of a workbook of input: every cell with its place, and every problem of form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from helpers.errors import KesalahanMasukan
from helpers.masukan.berkas import BARIS_TERBANYAK, KOLOM_TERBANYAK, open_book
from helpers.masukan.lembar import (
    BARIS_KEPALA,
    CONTOH,
    DASAR,
    KEPALA_DASAR,
    KEPALA_ISIAN,
    KEPALA_KOREKSI,
    KEPALA_POLSEK,
    KEPALA_SATKER,
    KOREKSI,
    PAKET,
    PETUNJUK,
    POLSEK,
    PROFIL,
    SATKER,
    URAIAN,
    Buku,
    LembarTabel,
    place,
    read_descriptor,
)
from helpers.masukan.sel import Isi, read_cell

_KEPALA = {PROFIL: KEPALA_ISIAN, URAIAN: KEPALA_ISIAN, POLSEK: KEPALA_POLSEK, SATKER: KEPALA_SATKER, DASAR: KEPALA_DASAR, KOREKSI: KEPALA_KOREKSI}


@dataclass
class Terbaca:
    """What a workbook says.

    Attributes
    ----------
    isian : dict of str to list of (int, list of Isi)
        Rows of the sheets that are no tables: row of the sheet and its cells.
    tabel : list of (LembarTabel, list of list of Isi)
        Rows of the tables, from the first row of data on.
    khusus : dict of str to list of (int, list of Isi)
        Rows of the sheets of an action plan, blank ones too: row of the sheet and its cells.
    masalah : list of str
        What is wrong, each with sheet and cell.
    """

    buku: Buku
    isian: dict[str, list[tuple[int, list[Isi]]]] = field(default_factory=dict)
    tabel: list[tuple[LembarTabel, list[list[Isi]]]] = field(default_factory=list)
    khusus: dict[str, list[tuple[int, list[Isi]]]] = field(default_factory=dict)
    masalah: list[str] = field(default_factory=list)


def read_book(berkas: Path) -> Terbaca:
    """Read a workbook; what is wrong with its cells is told by the result, not raised.

    Raises
    ------
    KesalahanMasukan
        When it is no workbook of input at all.
    """
    rumus, nilai = open_book(berkas)
    if PAKET not in rumus.sheetnames:
        raise KesalahanMasukan(
            f"Buku {berkas.name} tidak memuat lembar \"{PAKET}\", jadi bukan buku masukan; pakai buku yang dibuat lkip init atau lkip ekspor.")
    baris = [[str(s) if isinstance(s, str) else "" for s in b] for b in rumus[PAKET].iter_rows(max_col=12, max_row=500, values_only=True)]
    hasil = Terbaca(read_descriptor(baris))
    tanpa, khusus = hasil.buku.tanpa, hasil.buku.khusus
    dikenal = {PETUNJUK, PAKET, *_KEPALA, *(t.nama for t in (*hasil.buku.tabel, *khusus))}
    for nama in rumus.sheetnames:
        if nama not in dikenal:
            hasil.masalah.append(f"Lembar \"{nama}\" tidak dikenal; hapus lembar itu atau kembalikan namanya.")
    for nama, kepala in _KEPALA.items():
        isi = [] if nama in tanpa and nama not in rumus.sheetnames else _sheet(hasil, rumus, nilai, nama, kepala, BARIS_KEPALA + 1, iso=True)
        hasil.isian[nama] = [(r, b) for r, b in isi if any(s.teks or s.masalah for s in b)]
    for t in hasil.buku.tabel:
        angka = [k.get("lkip") is not None for k in t.tabel["schema"]["fields"]]
        isi = _sheet(hasil, rumus, nilai, t.nama, t.kepala, t.baris_pertama, angka=angka, bantu=[b[0] for b in t.bantu], contoh=t.contoh)
        hasil.tabel.append((t, [b for _, b in isi]))
        _check_codes(hasil, t)
    for k in khusus:
        hasil.khusus[k.nama] = _sheet(hasil, rumus, nilai, k.nama, k.kepala, k.baris_pertama, angka=k.angka, bantu=[b[0] for b in k.bantu], contoh=k.contoh, iso=True)
        _check_given(hasil, k.nama, k.tetap, [b for _, b in hasil.khusus[k.nama]], k.baris_pertama)
    return hasil


def _sheet(
    hasil: Terbaca, rumus: Workbook, nilai: Workbook, nama: str, kepala: Sequence[str], awal: int, *,
    angka: Sequence[bool] = (), bantu: Sequence[str] = (), contoh: bool = False, iso: bool = False,
) -> list[tuple[int, list[Isi]]]:
    """Read the rows of one sheet up to its last filled one."""
    if nama not in rumus.sheetnames:
        hasil.masalah.append(f"Lembar \"{nama}\" tidak ada; kembalikan lembar itu, atau mulai dari buku baru dengan lkip init.")
        return []
    lembar, isi_lembar = rumus[nama], nilai[nama]
    if not isinstance(lembar, Worksheet):
        hasil.masalah.append(f"Lembar \"{nama}\" bukan lembar sel; kembalikan lembar aslinya.")
        return []
    if lembar.max_row > BARIS_TERBANYAK or lembar.max_column > KOLOM_TERBANYAK:
        hasil.masalah.append(
            f"Lembar \"{nama}\" sampai sel {get_column_letter(lembar.max_column)}{lembar.max_row}, terlalu luas; hapus baris dan kolom kosong di luar tabelnya.")
        return []
    if lembar.sheet_state != "visible":
        hasil.masalah.append(f"Lembar \"{nama}\" tersembunyi; tampilkan kembali lembar itu.")
    n = len(kepala)
    if not _check_head(hasil, lembar, nama, [*kepala, *bantu]):
        return []
    hasil.masalah += [
        f"{place(nama, str(m.coord).split(':')[0])}: sel digabung sampai {str(m.coord).split(':')[-1]}; pisahkan sel itu lewat Gabungkan & Tengahkan."
        for m in lembar.merged_cells.ranges if m.max_row >= BARIS_KEPALA and m.min_col <= n]
    if contoh and str(lembar.cell(awal - 1, 1).value or "").strip() != CONTOH:
        hasil.masalah.append(f"{place(nama, f'A{awal - 1}')}: baris contoh dihapus atau diubah sehingga baris bergeser; tulis kembali {CONTOH} pada barisnya.")
    terbaca: list[tuple[int, list[Isi]]] = []
    for r in range(awal, lembar.max_row + 1):
        sel = [_cell(lembar, isi_lembar, r, k, angka=bool(angka) and angka[k - 1], iso=iso) for k in range(1, n + 1)]
        terbaca.append((r, sel))
        for k in range(n + len(bantu) + 1, lembar.max_column + 1):
            if lembar.cell(r, k).value is not None:
                hasil.masalah.append(f"{place(nama, f'{get_column_letter(k)}{r}')}: ada isi di luar tabel; hapus atau pindahkan ke buku lain.")
    while terbaca and not any(s.teks or s.masalah for s in terbaca[-1][1]):
        terbaca.pop()
    for r, sel in terbaca:
        hasil.masalah += [f"{place(nama, f'{get_column_letter(k)}{r}')} {s.masalah}." for k, s in enumerate(sel, 1) if s.masalah]
    _check_hidden(hasil, lembar, nama, terbaca, n)
    return terbaca


def _cell(lembar: Worksheet, isi_lembar: Worksheet, r: int, k: int, *, angka: bool, iso: bool) -> Isi:
    asal = lembar.cell(r, k)
    if asal.value is None:
        return Isi()
    if asal.data_type != "f":
        if iso and not angka and asal.is_date and not isinstance(asal.value, str) and hasattr(asal.value, "year"):
            return Isi(f"{asal.value:%Y-%m-%d}")
        return read_cell(asal.value, asal.number_format, angka=angka, galat=asal.data_type == "e")
    hitung = isi_lembar.cell(r, k)
    if hitung.value is None:
        return Isi(masalah="berisi rumus yang belum dihitung; buka dan simpan buku di Excel, atau ganti rumusnya dengan angka")
    return read_cell(hitung.value, asal.number_format, angka=angka, galat=hitung.data_type == "e")


def _check_head(hasil: Terbaca, lembar: Worksheet, nama: str, kepala: Sequence[str]) -> bool:
    """Whether the headers are the expected ones; says which are not."""
    baik = True
    for k, harapan in enumerate(kepala, 1):
        isi = lembar.cell(BARIS_KEPALA, k).value
        tertulis = "" if isi is None else str(isi)
        if " ".join(tertulis.split()) != " ".join(harapan.split()):
            baik = False
            hasil.masalah.append(
                f"{place(nama, f'{get_column_letter(k)}{BARIS_KEPALA}')}: judul kolom \"{harapan[:60]}\" berubah menjadi "
                f"\"{tertulis[:60]}\"; kembalikan judulnya pada baris {BARIS_KEPALA}.")
    return baik


def _check_hidden(hasil: Terbaca, lembar: Worksheet, nama: str, terbaca: Sequence[tuple[int, list[Isi]]], n: int) -> None:
    """Tell of hidden rows and columns that hold something."""
    for r, sel in terbaca:
        if lembar.row_dimensions[r].hidden and any(s.teks for s in sel):
            hasil.masalah.append(f"{place(nama, f'A{r}')}: baris {r} tersembunyi padahal berisi; tampilkan baris itu dan periksa isinya.")
    for huruf, d in sorted(lembar.column_dimensions.items()):
        if not d.hidden:
            continue
        awal, akhir = d.min or 1, min(d.max or d.min or 1, n)
        if any(sel[k - 1].teks for _, sel in terbaca for k in range(awal, akhir + 1)):
            hasil.masalah.append(
                f"{place(nama, f'{huruf}{BARIS_KEPALA}')}: kolom {huruf} tersembunyi padahal berisi; tampilkan kolom itu dan periksa isinya.")


def _check_codes(hasil: Terbaca, t: LembarTabel) -> None:
    """Rows that are given stay where they are."""
    if not t.tetap or t.nama not in {x.nama for x, _ in hasil.tabel}:
        return
    baris = hasil.tabel[-1][1]
    if not baris:
        return
    _check_given(hasil, t.nama, t.tetap, baris, t.baris_pertama)
    for n, b in enumerate(baris[len(t.tetap):], len(t.tetap)):
        if any(s.teks for s in b):
            hasil.masalah.append(f"{place(t.nama, f'A{t.baris_pertama + n}')}: baris tambahan tidak dikenal; hapus baris itu.")


def _check_given(hasil: Terbaca, nama: str, tetap: Sequence[str], baris: Sequence[Sequence[Isi]], awal: int) -> None:
    """Say which codes of given rows have changed; a sheet without a row was told of already."""
    for n, kode in enumerate(tetap if baris else ()):
        ada = baris[n][0].teks if n < len(baris) else ""
        if ada != kode:
            hasil.masalah.append(f"{place(nama, f'A{awal + n}')}: kode \"{kode}\" berubah menjadi \"{ada[:60]}\"; kembalikan kodenya.")
