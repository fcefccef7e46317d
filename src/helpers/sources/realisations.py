"""Realisations of an action plan, quarter by quarter: one CSV with its Frictionless descriptor beside it.

A row says what was reached of one indicator or step in one quarter: value, date of the state it describes, evidence,
who reports, what stood in the way. A blank value says that nothing is known yet; it is never taken for zero.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from helpers.errors import KesalahanMasukan
from helpers.files import TERBESAR_ISIAN, TERBESAR_TABEL, check_model, parse_csv, read_input
from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number, parse_number
from helpers.sources.datapackage import BERKAS_REALISASI, AsalTabel, Tabel
from helpers.sources.facts import KOLOM_FAKTA, Fakta
from helpers.sources.plan import TRIWULAN, Rencana

#: Name of the table in `fakta_id`.
TABEL = "realisasi"
#: The aspect of an indicator or step that a realisation is.
ASPEK = "realisasi"
KOLOM = ("kode", "triwulan", "nilai", "pembilang", "penyebut", "tanggal", "bukti", "pelapor", "kendala")
_AKHIRAN = ".resource.json"
BERKAS_KETERANGAN = BERKAS_REALISASI.removesuffix(".csv") + _AKHIRAN
_BUKTI = ("tanggal", "bukti", "pelapor")
_BULAN_AKHIR = {"TW1": (3, 31), "TW2": (6, 30), "TW3": (9, 30), "TW4": (12, 31)}
_TERBANYAK = 20


class _Kolom(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    title: str = ""


class _Skema(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    fields: tuple[_Kolom, ...]


class AsalRealisasi(BaseModel):
    """Which Polres and year the realisations belong to, and whether they are but an example."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    polres: str
    tahun: int
    contoh: bool = False


class Keterangan(BaseModel):
    """The descriptor of a file of realisations."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Literal["realisasi"]
    path: str
    title: str
    lkip: AsalRealisasi
    schema_: _Skema = Field(alias="schema")


@dataclass(frozen=True)
class Lapor:
    """One reported row.

    Attributes
    ----------
    periode : str
        ``TW1`` to ``TW4``.
    nilai : float
        NaN where nothing is known yet.
    presisi : int
        Written decimals.
    pembilang, penyebut : float
        What a ratio was computed from; NaN where they are not told.
    tanggal : str
        As ``2025-06-30``.
    fakta_id : str
        ``realisasi:<row>:nilai``.
    """

    kode: str
    periode: str
    nilai: float
    presisi: int
    pembilang: float
    penyebut: float
    tanggal: str
    bukti: str
    pelapor: str
    kendala: str
    baris: int
    teks: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def fakta_id(self) -> str:
        """Its cell."""
        return f"{TABEL}:{self.baris}:nilai"

    @property
    def ada(self) -> bool:
        """Whether a value is told."""
        return not math.isnan(self.nilai)


@dataclass(frozen=True)
class Realisasi:
    """A file of realisations.

    Attributes
    ----------
    contoh : bool
        Invented, to show the report; every page made from it must say so.
    tabel : Tabel
        The file as a table, with its hash, under the name it is published by.
    """

    contoh: bool
    lapor: tuple[Lapor, ...]
    tabel: Tabel

    def of(self, kode: str) -> dict[str, Lapor]:
        """Return what is reported of an indicator or step, by quarter."""
        return {x.periode: x for x in self.lapor if x.kode == kode}

    def to_facts(self, polres: str, tahun: int, m: Metodologi) -> pd.DataFrame:
        """Return the values as rows of the fact table."""
        angka = [(x, kolom, nilai, x.presisi if kolom == "nilai" else 0) for x in self.lapor
                 for kolom, nilai in (("nilai", x.nilai), ("pembilang", x.pembilang), ("penyebut", x.penyebut)) if not math.isnan(nilai)]
        return pd.DataFrame([
            Fakta(f"{TABEL}:{x.baris}:{kolom}", polres, TABEL, x.baris, kolom, f"{x.kode}.{ASPEK}", polres, tahun, x.periode, x.teks[kolom], nilai,
                  m.parameter(x.kode).satuan, presisi, "tabel", "angka", "", "")
            for x, kolom, nilai, presisi in angka], columns=list(KOLOM_FAKTA))


def descriptor_of(berkas: Path) -> Path:
    """Return where the descriptor of a CSV stands."""
    return berkas.with_name(berkas.stem + _AKHIRAN)


def find_realisations(folder: Path) -> Path | None:
    """Return the file of realisations that was handed in with the plan, if there is one."""
    return berkas if (berkas := folder / BERKAS_REALISASI).exists() else None


def standard_files(berkas: Path) -> dict[str, bytes]:
    """Return a file of realisations and its descriptor under the names they have beside a plan, whatever they were called."""
    isi = json.loads(descriptor_of(berkas).read_text(encoding="utf-8-sig")) | {"path": BERKAS_REALISASI}
    ket = json.dumps(isi, ensure_ascii=False, indent=1) + "\n"
    return {BERKAS_REALISASI: berkas.read_bytes(), BERKAS_KETERANGAN: ket.encode("utf-8")}


def read_realisations(berkas: Path, rencana: Rencana, m: Metodologi, polres: str, tahun: int) -> Realisasi:
    """Read and check a file of realisations.

    Raises
    ------
    KesalahanMasukan
        With every problem: descriptor, columns, unknown codes, a quarter told twice, values no such quantity can have,
        dates outside the quarter, missing evidence.
    """
    mentah = read_input(berkas, terbesar=TERBESAR_TABEL)
    ket = _descriptor(berkas, polres, tahun)
    hasil, masalah = check_rows(berkas.name, _rows(berkas.name, mentah), rencana, m, tahun)
    if masalah:
        lebih = len(masalah) - _TERBANYAK
        raise KesalahanMasukan(masalah[:_TERBANYAK] + (
            [f"Berkas {berkas.name} masih memuat {lebih} kesalahan lain; perbaiki dahulu yang di atas."] if lebih > 0 else []))
    tabel = Tabel(name=TABEL, path=BERKAS_REALISASI, title=ket.title, hash="sha256:" + hashlib.sha256(mentah).hexdigest(),
                  lkip=AsalTabel(bagian="Realisasi rencana aksi"), schema={"fields": [k.model_dump() for k in ket.schema_.fields]})
    return Realisasi(ket.lkip.contoh, tuple(hasil), tabel)


def check_rows(
    nama: str, baris: Iterable[tuple[int, dict[str, str]]], rencana: Rencana, m: Metodologi, tahun: int,
) -> tuple[list[Lapor], list[str]]:
    """Check rows of realisations.

    Parameters
    ----------
    nama : str
        File the problems name.
    baris : iterable of (int, dict of str to str)
        Rows with their numbers, the header being row 1; cells by the columns `KOLOM`.

    Returns
    -------
    list of Lapor
        Rows without a problem.
    list of str
        Every problem.
    """
    masalah: list[str] = []
    hasil: list[Lapor] = []
    pertama: dict[tuple[str, str], int] = {}
    for nomor, isi in baris:
        try:
            x = _row(nama, nomor, isi, rencana, m, tahun)
        except KesalahanMasukan as galat:
            masalah += galat.masalah
            continue
        if (lama := pertama.setdefault((x.kode, x.periode), nomor)) != nomor:
            masalah.append(f"Berkas {nama} baris {nomor}: {x.kode} {x.periode} sudah dilaporkan pada baris {lama}; sisakan satu baris.")
        hasil.append(x)
    return hasil, masalah


def _descriptor(berkas: Path, polres: str, tahun: int) -> Keterangan:
    """Read the descriptor beside the CSV; it must belong to this Polres and year."""
    tempat = descriptor_of(berkas)
    mentah = read_input(tempat, terbesar=TERBESAR_ISIAN, sebutan=f"tidak ada di samping {berkas.name}")
    try:
        isi = json.loads(mentah.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise KesalahanMasukan(f"Berkas {tempat.name} bukan JSON UTF-8 yang sah; periksa koma dan kurungnya.") from None
    ket = check_model(Keterangan, isi, tempat.name)
    if [k.name for k in ket.schema_.fields] != list(KOLOM):
        raise KesalahanMasukan(f"Berkas {tempat.name}, isian \"schema.fields\": kolomnya harus {', '.join(KOLOM)}; samakan nama dan urutannya.")
    if (ket.lkip.polres, ket.lkip.tahun) != (polres, tahun):
        raise KesalahanMasukan(
            f"Berkas {tempat.name} menyebut {ket.lkip.polres} {ket.lkip.tahun}, padahal yang dipantau {polres} {tahun}; pakai realisasi yang sesuai.")
    if ket.path != berkas.name:
        raise KesalahanMasukan(f"Berkas {tempat.name} menerangkan \"{ket.path[:60]}\", padahal di sampingnya {berkas.name}; samakan namanya.")
    return ket


def _rows(nama: str, mentah: bytes) -> list[tuple[int, dict[str, str]]]:
    """Return the rows with their numbers; rows without anything in them are passed over."""
    semua = [[s.strip() for s in b] for b in parse_csv(nama, mentah)]
    if not semua or semua[0] != list(KOLOM):
        sebab = "pemisahnya titik koma" if semua and len(semua[0]) == 1 and ";" in semua[0][0] else "judul kolomnya lain"
        raise KesalahanMasukan(f"Berkas {nama} baris 1: {sebab}; tulis judul kolom {','.join(KOLOM)} dengan koma sebagai pemisah.")
    isi = [(n, b) for n, b in enumerate(semua[1:], 2) if any(b)]
    if ragam := [f"Berkas {nama} baris {n}: {len(b)} sel, padahal {len(KOLOM)} kolom; lengkapi atau hapus sel lebihnya." for n, b in isi if len(b) != len(KOLOM)]:
        raise KesalahanMasukan(ragam[:_TERBANYAK])
    return [(n, dict(zip(KOLOM, b, strict=True))) for n, b in isi]


def _row(nama: str, nomor: int, isi: dict[str, str], rencana: Rencana, m: Metodologi, tahun: int) -> Lapor:
    """Read one row.

    Raises
    ------
    KesalahanMasukan
        With every problem of the row.
    """
    di = f"Berkas {nama} baris {nomor}"
    kode, periode = isi["kode"], isi["triwulan"].upper()
    if kode not in rencana.butir:
        raise KesalahanMasukan(f"{di} kolom kode: \"{_short(kode)}\" tidak ada dalam rencana aksi; pakai kode indikator atau langkah dari rencana.")
    if periode not in TRIWULAN:
        raise KesalahanMasukan(f"{di} kolom triwulan: \"{_short(isi['triwulan'])}\" bukan triwulan; tulis TW1, TW2, TW3, atau TW4.")
    butir = rencana.butir[kode]
    masalah: list[str] = []
    angka = {k: _number(f"{di} kolom {k}", isi[k], kode, m, masalah, batas=k == "nilai") for k in ("nilai", "pembilang", "penyebut")}
    nilai, presisi = angka["nilai"]
    pembilang, penyebut = angka["pembilang"][0], angka["penyebut"][0]
    if not masalah:
        if not butir.sifat.triwulanan and periode != "TW4":
            masalah.append(f"{di}: {kode} dinilai sekali setahun; laporkan nilainya pada TW4.")
        masalah += _check_ratio(di, nilai, presisi, pembilang, penyebut, butir.sifat.jenis == "rasio" and butir.lambang == "%", kode)
        if isi["nilai"]:
            masalah += [f"{di} kolom {k}: belum diisi; setiap nilai memerlukan tanggal, bukti, dan pelapor." for k in _BUKTI if not isi[k]]
        elif not isi["kendala"]:
            masalah.append(f"{di}: nilai dan kendala kosong; isi salah satunya atau hapus barisnya.")
    if isi["tanggal"]:
        masalah += _check_date(f"{di} kolom tanggal", isi["tanggal"], periode, tahun)
    if masalah:
        raise KesalahanMasukan(masalah)
    return Lapor(kode, periode, nilai, presisi, pembilang, penyebut, isi["tanggal"], isi["bukti"], isi["pelapor"], isi["kendala"], nomor, isi)


def _number(di: str, teks: str, kode: str, m: Metodologi, masalah: list[str], *, batas: bool) -> tuple[float, int]:
    """Read a value in the unit of its indicator or step; a numerator or denominator is a count."""
    if not teks:
        return math.nan, 0
    satuan = m.unit(kode)
    cacah = satuan.jenis == "cacah" or not batas
    a = parse_number(teks, "cacah" if cacah else satuan.jenis, desimal=satuan.desimal, persen=satuan.lambang == "%")
    if a.keadaan != "angka":
        masalah.append(f"{di}: \"{_short(teks)}\" bukan angka; tulis angka saja, 0 bila nihil, atau kosongkan bila belum ada.")
    elif a.nilai < 0:
        masalah.append(f"{di}: {_short(teks)} kurang dari nol; betulkan nilainya.")
    elif cacah and a.nilai != int(a.nilai):
        masalah.append(f"{di}: {_short(teks)} bukan bilangan bulat, padahal {kode} dihitung dalam {satuan.lambang if batas else 'bilangan bulat'}; betulkan nilainya.")
    elif batas and (atas := m.bounds(kode)[1]) is not None and a.nilai > atas:
        masalah.append(f"{di}: {_short(teks)} melebihi nilai tertinggi {kode}, yaitu {format_number(atas)}; betulkan nilainya.")
    return a.nilai, a.presisi


def _check_ratio(di: str, nilai: float, presisi: int, pembilang: float, penyebut: float, rasio: bool, kode: str) -> list[str]:
    """Check that a percentage is what its numerator and denominator say, within its written decimals."""
    ada = [not math.isnan(x) for x in (pembilang, penyebut)]
    if not any(ada):
        return []
    if not rasio:
        return [f"{di}: pembilang dan penyebut hanya untuk rasio dalam persen, padahal {kode} bukan; kosongkan keduanya."]
    if not all(ada) or math.isnan(nilai):
        return [f"{di}: nilai, pembilang, dan penyebut harus diisi bersama; lengkapi atau kosongkan pembilang dan penyebut."]
    if not penyebut:
        return [f"{di} kolom penyebut: nol tidak dapat menjadi penyebut; betulkan nilainya."]
    if abs(100 * pembilang / penyebut - nilai) > 0.5 * 10.0**-presisi + 1e-9:
        return [f"{di}: {format_number(pembilang)} dari {format_number(penyebut)} bukan {format_number(nilai)}%; samakan nilai dengan pembilang dan penyebutnya."]
    return []


def _check_date(di: str, teks: str, periode: str, tahun: int) -> list[str]:
    """Check that a date lies in its quarter."""
    try:
        hari = date.fromisoformat(teks) if len(teks) == 10 else None
    except ValueError:
        hari = None
    if hari is None:
        return [f"{di}: \"{_short(teks)}\" bukan tanggal; tulis seperti {tahun}-06-30."]
    akhir = date(tahun, *_BULAN_AKHIR[periode])
    awal = date(tahun, akhir.month - 2, 1)
    if not awal <= hari <= akhir:
        return [f"{di}: {teks} di luar {periode} tahun {tahun} ({awal} sampai {akhir}); tulis tanggal keadaan data di dalam triwulan itu."]
    return []


def _short(teks: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in teks[:40])
