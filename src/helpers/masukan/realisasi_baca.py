"""The sheets of realisations as the file of realisations beside a plan."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.masukan.baca import Terbaca
from helpers.masukan.lembar import LembarAlih, LembarKhusus, place
from helpers.masukan.periksa import unit_faults
from helpers.masukan.sel import Isi
from helpers.methodology.rules import Metodologi
from helpers.numbers import parse_number
from helpers.paths import Ruang
from helpers.sources.datapackage import BERKAS_REALISASI
from helpers.sources.plan import Rencana
from helpers.sources.realisations import BERKAS_KETERANGAN, KOLOM, TABEL, check_rows

_JUDUL = {
    "kode": "Kode indikator atau langkah", "triwulan": "Triwulan", "nilai": "Realisasi; kosong bila belum ada, 0 bila nihil",
    "pembilang": "Pembilang, hanya untuk rasio dalam persen", "penyebut": "Penyebut, hanya untuk rasio dalam persen",
    "tanggal": "Tanggal keadaan data, di dalam triwulannya", "bukti": "Bukti dukung", "pelapor": "Pelapor", "kendala": "Kendala"}
_HURUF = dict(zip(("kode", *KOLOM[2:]), "ADEFGHIJ", strict=True))
_HURUF_BERKAS = dict(zip(KOLOM, "ABCDEFGHI", strict=True))


@dataclass(frozen=True)
class RealisasiTerbaca:
    """What a workbook reports of a plan.

    Attributes
    ----------
    lembar : LembarAlih
        Where each row of the file stands in the workbook.
    baris : list of dict of str to str
        Cells by column of the file.
    keterangan : dict
        The descriptor of the file.
    masalah : list of str
        What is wrong, each with sheet and cell.
    """

    lembar: LembarAlih
    baris: list[dict[str, str]]
    keterangan: Mapping[str, Any]
    masalah: list[str]

    def check(self, rencana: Rencana, m: Metodologi, tahun: int) -> list[str]:
        """Return every problem of the rows, in words of the file."""
        return check_rows(BERKAS_REALISASI, enumerate(self.baris, 2), rencana, m, tahun)[1]

    def files(self) -> dict[str, bytes]:
        """Return the file and its descriptor."""
        luaran = io.StringIO()
        csv.writer(luaran, lineterminator="\n").writerows([KOLOM, *([b[k] for k in KOLOM] for b in self.baris)])
        return {BERKAS_REALISASI: luaran.getvalue().encode("utf-8"),
                BERKAS_KETERANGAN: (json.dumps(self.keterangan, ensure_ascii=False, indent=1) + "\n").encode("utf-8")}


def read_reports(t: Terbaca, m: Metodologi, ruang: Ruang, direncanakan: Iterable[str]) -> RealisasiTerbaca | None:
    """Read the sheets of realisations; None where nothing is reported.

    Parameters
    ----------
    m : Metodologi
        With what the Polres plans of its own.
    direncanakan : iterable of str
        Codes that are planned.
    """
    lembar = [k for k in t.buku.khusus if k.jenis == "realisasi"]
    if berkas := next((k for k in t.buku.khusus if k.jenis == "realisasi-berkas"), None):
        return _exported(berkas, t)
    kode, masalah = frozenset(direncanakan), []
    baris: list[dict[str, str]] = []
    alamat: list[tuple[str, int]] = []
    for k in lembar:
        for isi, r in _sheet(k, t, m, kode, masalah):
            baris.append(isi)
            alamat.append((k.nama, r))
    if not baris and not masalah:
        return None
    return RealisasiTerbaca(LembarAlih(TABEL, {"schema": {"fields": [{"name": n} for n in KOLOM]}}, alamat=tuple(alamat), huruf=_HURUF), baris, describe_reports(ruang.polres, ruang.tahun), masalah)


def describe_reports(polres: str, tahun: int) -> dict[str, Any]:
    """Return the descriptor of a file of realisations."""
    return {
        "name": TABEL, "path": BERKAS_REALISASI, "profile": "tabular-data-resource", "title": f"Realisasi rencana aksi {polres} {tahun}",
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "lkip": {"polres": polres, "tahun": tahun},
        "schema": {"fields": [{"name": n, "type": "date" if n == "tanggal" else "string", "title": _JUDUL[n]} for n in KOLOM],
                   "primaryKey": ["kode", "triwulan"], "missingValues": [""]}}


def _sheet(k: LembarKhusus, t: Terbaca, m: Metodologi, kode: frozenset[str], masalah: list[str]) -> Iterable[tuple[dict[str, str], int]]:
    """Yield the rows of one quarter that say anything."""
    terpakai: dict[str, int] = {}
    for r, b in t.khusus[k.nama]:
        if not any(s.teks for s in b[3:]) or any(s.masalah for s in b):
            continue
        nama = b[0].teks
        if not nama:
            masalah.append(f"{place(k.nama, f'A{r}')}: kode kosong padahal barisnya terisi; tulis kode indikator atau langkah dari lembar Rencana aksi.")
        elif nama not in kode:
            masalah.append(f"{place(k.nama, f'A{r}')}: \"{nama[:60]}\" dilaporkan padahal tidak direncanakan; isi rencananya di lembar Rencana aksi, atau kosongkan barisnya.")
        elif nama in terpakai:
            masalah.append(f"{place(k.nama, f'A{r}')}: {nama} sudah dilaporkan pada baris {terpakai[nama]}; sisakan satu baris.")
        else:
            terpakai[nama] = r
            for huruf, s in zip("DEF", b[3:6], strict=True):
                masalah += unit_faults(place(k.nama, f"{huruf}{r}"), s, nama, m) if huruf == "D" else ()
            yield {"kode": nama, "triwulan": k.triwulan, "nilai": _plain(b[3], nama, m), "pembilang": b[4].utuh or b[4].teks, "penyebut": b[5].utuh or b[5].teks,
                   **{n: s.teks for n, s in zip(("tanggal", "bukti", "pelapor", "kendala"), b[6:10], strict=True)}}, r


def _plain(s: Isi, kode: str, m: Metodologi) -> str:
    """Write a typed number so that it is read back as that number: 65,275 alone could be thousands."""
    satuan = m.unit(kode)
    if s.angka is None or satuan.jenis == "cacah":  # half a thing shown as a whole one is no count
        return s.utuh or s.teks
    terbaca = parse_number(s.polos, satuan.jenis, desimal=satuan.desimal, persen=satuan.lambang == "%")
    return f"{s.polos}0" if "," in s.polos and abs(terbaca.nilai - float(s.polos.rstrip("%").replace(",", "."))) > 1e-9 else s.polos


def _exported(k: LembarKhusus, t: Terbaca) -> RealisasiTerbaca | None:
    """Read the one sheet of an exported workbook, cell by cell as the file has them."""
    isi = [(r, b) for r, b in t.khusus[k.nama] if any(s.teks for s in b)]
    if not isi:
        return None
    baris: Sequence[dict[str, str]] = [{n: s.teks for n, s in zip(KOLOM, b, strict=True)} for _, b in isi]
    return RealisasiTerbaca(LembarAlih(TABEL, {"schema": {"fields": [{"name": n} for n in KOLOM]}}, alamat=tuple((k.nama, r) for r, _ in isi), huruf=_HURUF_BERKAS),
                            list(baris), k.uraian, [])
