"""Errors planted in a consistent package, one family at a time, so that a check can be judged by what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from helpers.numbers import format_number
from helpers.sintetis.bahan import PERIODE
from helpers.sintetis.paket import Contoh
from helpers.sources.facts import build_facts

#: A changed cell: table, code of its row, column, new text.
_Ubahan = tuple[str, str, str, str]


@dataclass(frozen=True)
class Tanaman:
    """One changed cell, as the key file tells it; `baris` as in `fakta_id`, where the header is row 1."""

    polres: str
    tahun: int
    keluarga: str
    tabel: str
    baris: int
    kolom: str
    sebelum: str
    sesudah: str


def _shifted(c: Contoh, kode: str, periode: str, tambah: float) -> str:
    return c.text(kode, c.nilai[kode, periode] + tambah)


def _ratio(c: Contoh) -> list[_Ubahan]:
    return [("kinerja", "H8", "th", _shifted(c, "H8", "TH", 0.75))]


def _composite(c: Contoh) -> list[_Ubahan]:
    tw = "TW1"
    turun = _shifted(c, "H2", tw, -2.5)
    return [("kinerja", "H2", "tw1", turun), ("kinerja-tw", "H2", "tw1", turun.replace(",", "."))]


def _aggregation(c: Contoh) -> list[_Ubahan]:
    return [("kinerja", "H1.kendaraan", "th", _shifted(c, "H1.kendaraan", "TH", 100))]


def _total(c: Contoh) -> list[_Ubahan]:
    return [("alkom", "/", "unit", str(sum(c.bahan.alkom.values()) + 1))]


def _agreement(c: Contoh) -> list[_Ubahan]:
    return [("narasi", f"sdm.personel@{c.bahan.tahun}", "nilai", f"{format_number(sum(c.bahan.personel) + 1, 0)} orang")]


def _range(c: Contoh) -> list[_Ubahan]:
    return [("dua-tahun", "lantas.pelanggaran", f"th_{c.bahan.tahun}", format_number(c.bahan.pelanggaran[0] * 20, 0))]


def _direction(c: Contoh) -> list[_Ubahan]:
    kode = f"IKU1.arah@{c.bahan.tahun}"
    return [("narasi", kode, "nilai", "mengalami penurunan" if "naik" in c.cell("narasi", kode, "nilai") else "mengalami kenaikan")]


def _blank(c: Contoh) -> list[_Ubahan]:
    return [("capaian", "IKP3", "capaian", "")]


def _copy(c: Contoh) -> list[_Ubahan]:
    """Repeat the quarters of the year before, the year with them, and what is computed of them."""
    ubahan = [(tabel, kode, p.lower(), c.cell("kinerja-lalu", kode, p.lower()))
              for kode in ("H7.proyeksi", "H7.kejadian", "H7") for tabel in ("kinerja", "kinerja-tw") for p in PERIODE if tabel == "kinerja" or p != "TH"]
    return [(t, k, p, isi.replace(",", ".") if t == "kinerja-tw" else isi) for t, k, p, isi in ubahan if c.cell(t, k, p) != isi]


def _unit(c: Contoh) -> list[_Ubahan]:
    return [("kinerja", "H3.target", "tw1", "15%")]


#: Family as a finding names it → the cells to change.
RUPA: dict[str, Callable[[Contoh], list[_Ubahan]]] = {
    "rasio": _ratio, "komposit": _composite, "agregasi": _aggregation, "jumlah_bagian": _total, "kesepakatan": _agreement, "rentang": _range,
    "arah": _direction, "kelengkapan": _blank, "salinan": _copy, "satuan": _unit,
}

#: Families whose error stands wherever the fact is printed: in one place alone it would be a matter of agreement.
SERENTAK = {"rasio", "komposit", "agregasi", "jumlah_bagian", "rentang", "salinan"}


def _everywhere(c: Contoh, ubahan: list[_Ubahan]) -> list[_Ubahan]:
    """Add the other cells that print the same facts."""
    alamat = ["kode", "wilayah", "tahun", "periode"]
    fakta = build_facts(c.read(), c.m, c.bahan.tempat.kode, c.bahan.polsek).set_index("fakta_id")
    fakta = fakta[fakta["jenis"] == "tabel"]
    isi = {f"{t}:{c.row(t, kode)}:{kolom}": teks for t, kode, kolom, teks in ubahan}
    sama = {tuple(fakta.loc[i, alamat]): teks for i, teks in isi.items()}
    lain = [(f.sumber, c.tabel[f.sumber][1][f.baris - 1][0], f.kolom, sama[f.kode, f.wilayah, f.tahun, f.periode])
            for f in fakta.itertuples() if f.Index not in isi and (f.kode, f.wilayah, f.tahun, f.periode) in sama]
    return ubahan + [u for u in lain if c.cell(*u[:3]) != u[3]]


def plant(c: Contoh, keluarga: str) -> list[Tanaman]:
    """Change a package so that it breaks one family of relations; returns the changed cells."""
    t, tahun = c.bahan.tempat.kode, c.bahan.tahun
    hasil = []
    ubahan = RUPA[keluarga](c)
    for tabel, kode, kolom, isi in _everywhere(c, ubahan) if keluarga in SERENTAK else ubahan:
        baris = c.row(tabel, kode)
        hasil.append(Tanaman(t, tahun, keluarga, tabel, baris, kolom, c.set_cell(tabel, baris, kolom, isi), isi))
    return hasil
