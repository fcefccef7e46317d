"""From tables to facts: every printed number one row, with its source cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from helpers.errors import KesalahanMasukan
from helpers.methodology.rules import Metodologi
from helpers.methodology.words import find_meaning
from helpers.numbers import Angka, parse_number
from helpers.sources.datapackage import IsiTabel, Kolom, Tabel
from helpers.sources.dates import parse_date

PERIODE = ("TW1", "TW2", "TW3", "TW4", "TH")
#: Kinds of unit whose cells are words, not numbers.
TEKS = ("kata", "tanggal", "rujukan", "teks", "jabatan")
_KUNCI = re.compile(
    r"(?P<kode>[A-Za-z][A-Za-z0-9_.]*)?(?:/(?P<wilayah>[a-z0-9-]*))?(?:@(?P<tahun>\d{4})(?:-(?P<periode>TW[1-4]|TH))?)?"
)


class Fakta(NamedTuple):
    """One printed number (or one of the distinct ways of printing none).

    Attributes
    ----------
    fakta_id : str
        ``<table>:<row>:<column>``, with ``:<k>`` for the k-th of several values in one cell.
    baris : int
        Row in the CSV file, the header being row 1.
    nilai : float
        NaN where `keadaan` is not ``angka``; words and dates have a state of their own.
    presisi : int
        Printed decimals.
    jenis : str
        ``tabel`` or ``narasi``.
    kelompok : str
        Keeps numbers of one table apart that do not belong together; mostly empty.
    """

    fakta_id: str
    polres: str
    sumber: str
    baris: int
    kolom: str
    kode: str
    wilayah: str
    tahun: int
    periode: str
    nilai_teks: str
    nilai: float
    satuan: str
    presisi: int
    jenis: str
    keadaan: str
    keraguan: str
    kelompok: str


#: Columns of the fact table, in order.
KOLOM_FAKTA = Fakta._fields


def read_rows(fakta: pd.DataFrame) -> list[Fakta]:
    """Return the rows of the fact table; going through the columns one by one is much faster than `itertuples`."""
    return list(map(Fakta._make, zip(*(fakta[k].tolist() for k in KOLOM_FAKTA), strict=True)))


def build_facts(
    tabel: Iterable[IsiTabel], metodologi: Metodologi, polres: str, wilayah_sah: Iterable[str], narasi: str = "narasi",
) -> pd.DataFrame:
    """Turn tables into the fact table.

    Parameters
    ----------
    tabel : iterable of IsiTabel
    metodologi : Metodologi
        Knows the parameters and their units.
    polres : str
        Slug of the Polres; the wilayah of facts without another.
    wilayah_sah : iterable of str
        Slugs of its Polsek; the units of the methodology are known anyway.
    narasi : str
        Name of the table that holds claims of the prose; ``narasi-...`` holds those of a second document.

    Returns
    -------
    pandas.DataFrame
        Columns `KOLOM_FAKTA`, in reading order.

    Raises
    ------
    KesalahanMasukan
        With every unknown code, unit, period, unreadable number or number without a code.
    """
    dikenal = {polres, *wilayah_sah, *metodologi.satker}
    fakta: list[Fakta] = []
    masalah: list[str] = []
    for isi in tabel:
        jenis = "narasi" if isi.tabel.name == narasi or isi.tabel.name.startswith(f"{narasi}-") else "tabel"
        for nomor, baris in enumerate(isi.baris, start=2):
            try:
                fakta += _row_facts(isi.tabel, nomor, baris, metodologi, polres, dikenal, jenis)
            except KesalahanMasukan as galat:
                masalah += galat.masalah
    if masalah:
        raise KesalahanMasukan(masalah)
    return pd.DataFrame(fakta, columns=list(KOLOM_FAKTA)).astype(
        {"nilai": "float64", "baris": "int64", "tahun": "int64", "presisi": "int64"})


def _row_facts(
    tabel: Tabel, nomor: int, baris: tuple[str, ...], m: Metodologi, polres: str, dikenal: set[str], jenis: str,
) -> list[Fakta]:
    di_mana = f"Berkas {tabel.path} baris {nomor}"
    kolom_fakta = [(k, sel) for k, sel in zip(tabel.kolom, baris, strict=True) if k.lkip is not None]
    sel_menurut = dict(zip((k.name for k in tabel.kolom), baris, strict=True))
    kelompok = sel_menurut.get(tabel.lkip.kelompok, "")
    hasil: list[Fakta] = []
    masalah: list[str] = []
    tanpa_kode: dict[str, list[str]] = {}
    for kolom, sel in kolom_fakta:
        khusus = tabel.lkip.sel.get(f"{nomor}:{kolom.name}")
        dari = next((n for n in kolom.lkip.kode_dari if sel_menurut[n]), (*kolom.lkip.kode_dari, "kode")[0])
        if not sel_menurut[dari] and khusus is None:
            if sel and not (kolom.lkip.kode_dari and sel == "-"):  # a dash beside nothing says nothing
                tanpa_kode.setdefault(dari, []).append(kolom.name)
            continue
        kunci = [_KUNCI.fullmatch(bagian.strip()) for bagian in sel_menurut[dari].split(";")]
        if None in kunci:
            masalah.append(f"{di_mana} kolom {dari}: \"{sel_menurut[dari]}\" bukan kode yang sah; tulis seperti H1.meninggal, /baturaja-timur, atau @2022.")
            continue
        kunci, pecahan = _pieces(kunci, sel, _kind_of_aspect(kolom, m))
        if len(pecahan) != len(kunci):
            masalah.append(f"{di_mana} kolom {kolom.name}: {len(pecahan)} nilai untuk {len(kunci)} kode; samakan jumlahnya.")
            continue
        for urutan, (k, teks) in enumerate(zip(kunci, pecahan, strict=True), 1):
            try:
                alamat = _address(tabel, kolom, khusus, k.groupdict(), m, polres, dikenal, di_mana)
            except KesalahanMasukan as galat:
                masalah += galat.masalah
                continue
            satuan = m.unit(alamat["kode"])
            angka = read_text(teks, alamat["kode"], m) if satuan.jenis in TEKS else parse_number(
                teks, satuan.jenis, desimal=satuan.desimal, persen=satuan.lambang == "%")
            if angka.keadaan == "tak_terbaca":
                masalah.append(f"{di_mana} kolom {kolom.name}: {angka.keraguan[0].lower()}{angka.keraguan[1:].removesuffix('.')}; perbaiki sel itu atau pakai - bila tidak ada nilai.")
                continue
            hasil.append(Fakta(
                fakta_id=f"{tabel.name}:{nomor}:{kolom.name}" + (f":{urutan}" if len(kunci) > 1 else ""),
                polres=polres, sumber=tabel.name, baris=nomor, kolom=kolom.name, nilai_teks=teks, nilai=angka.nilai,
                satuan=m.parameter(alamat["kode"]).satuan, presisi=angka.presisi, jenis=jenis, keadaan=angka.keadaan,
                keraguan=angka.keraguan, kelompok=kelompok, **alamat))
    masalah += [f"{di_mana}: kolom {', '.join(nama)} terisi tetapi kolom {dari} kosong; isi kodenya." for dari, nama in tanpa_kode.items()]
    if masalah:
        raise KesalahanMasukan(list(dict.fromkeys(masalah)))
    return hasil


def _kind_of_aspect(kolom: Kolom, m: Metodologi) -> str:
    """Return the kind of unit a column's aspect has; empty for that of its parameters."""
    aspek = m.bagian_parameter.aspek.get(kolom.lkip.aspek or "")
    return m.bagian_parameter.satuan[aspek.satuan].jenis if aspek and aspek.satuan != "induk" else ""


def _pieces(kunci: list, sel: str, jenis: str) -> tuple[list, list[str]]:
    """Split a cell that states several things: numbers at blanks, texts at lines; an office holds for the first of them."""
    if jenis == "jabatan" or len(kunci) == 1:
        return kunci[:1], [sel]
    return kunci, (sel.splitlines() if jenis == "teks" else sel.split()) or [""] * len(kunci)


def read_text(teks: str, kode: str, m: Metodologi) -> Angka:
    """Read a cell that states a word, a date or the number of a table; its state is the kind of its unit."""
    jenis = m.unit(kode).jenis
    if not teks or teks in ("-", "--"):
        return parse_number(teks, jenis)
    if jenis in ("teks", "jabatan"):
        return Angka(jenis)
    if jenis == "tanggal":
        return Angka("tanggal") if parse_date(teks) else Angka("tak_terbaca", keraguan=f"Isi sel \"{teks}\" bukan tanggal seperti 2 Februari 2024.")
    if jenis == "rujukan":
        return Angka("rujukan") if re.search(r"\d", teks) else Angka("tak_terbaca", keraguan=f"Isi sel \"{teks}\" bukan rujukan seperti Tabel 1.a.")
    kamus = m.pemeriksaan.kata.get(kode.rpartition(".")[2], ())
    if find_meaning(teks, kamus):
        return Angka("kata")
    dikenal = ", ".join(k for x in kamus for k in x.kata)
    return Angka("tak_terbaca", keraguan=f"Isi sel \"{teks}\" bukan kata yang dikenal pemeriksaan.yml ({dikenal})")


def _address(
    tabel: Tabel, kolom: Kolom, khusus: str | None, kunci: dict[str, str | None], m: Metodologi, polres: str,
    dikenal: set[str], di_mana: str,
) -> dict[str, object]:
    """Say which fact a cell is: each part from the cell itself, else the row, the column, the table."""
    k, bawaan = kolom.lkip, tabel.lkip.bawaan
    if khusus is not None:
        if not (cocok := _KUNCI.fullmatch(khusus)) or not cocok["kode"]:
            raise KesalahanMasukan(f"{di_mana} kolom {kolom.name}: kode sel \"{khusus}\" di datapackage.json bukan kode yang sah; perbaiki.")
        kunci = {n: cocok[n] or kunci[n] for n in kunci}
        k = k.model_copy(update={"aspek": None})
    kode = kunci["kode"] or k.kode or bawaan.kode
    wilayah = kunci["wilayah"] or k.wilayah or bawaan.wilayah or polres
    tahun = int(kunci["tahun"]) if kunci["tahun"] else (k.tahun or bawaan.tahun)
    periode = kunci["periode"] or k.periode or bawaan.periode or "TH"
    if not kode:
        raise KesalahanMasukan(f"{di_mana} kolom {kolom.name}: kode parameter tidak diketahui; isi kolom kode.")
    dasar, kode = kode, f"{kode}.{k.aspek}" if k.aspek else kode
    masalah = []
    # what the row says stands in its kode column; the rest comes from the descriptor's column
    kolom_kode, kolom_wilayah = ("kode" if kunci[k] else kolom.name for k in ("kode", "wilayah"))
    if not m.knows(kode):
        masalah.append(f"{di_mana} kolom {kolom_kode}: kode \"{kode if m.knows(dasar) else dasar}\" tidak dikenal metodologi {m.kode}; periksa ejaannya di parameter.yml.")
    if wilayah not in dikenal:
        masalah.append(f"{di_mana} kolom {kolom_wilayah}: wilayah \"{wilayah}\" tidak dikenal; periksa daftar polsek di profil.yml.")
    if tahun is None:
        masalah.append(f"{di_mana} kolom {kolom.name}: tahun tidak diketahui; tambahkan @tahun pada kolom kode.")
    if periode not in PERIODE:
        masalah.append(f"{di_mana} kolom {kolom.name}: periode \"{periode}\" tidak dikenal; pakai TW1 sampai TW4 atau TH.")
    if masalah:
        raise KesalahanMasukan(masalah)
    return {"kode": kode, "wilayah": wilayah, "tahun": tahun + k.geser_tahun, "periode": periode}


def absent_facts(fakta: pd.DataFrame | Iterable[Fakta]) -> set[tuple[str, str, int, str]]:
    """Return the facts that are printed as a dash everywhere: stated to be none, not forgotten.

    Returns
    -------
    set of tuple
        (kode, wilayah, tahun, periode).
    """
    menurut: dict[bool, set[tuple]] = {True: set(), False: set()}
    for f in read_rows(fakta) if isinstance(fakta, pd.DataFrame) else fakta:
        if f.keadaan in ("angka", "strip", "strip_ganda"):
            menurut[f.keadaan == "angka"].add((f.kode, f.wilayah, f.tahun, f.periode))
    return menurut[False] - menurut[True]


def count_states(fakta: pd.DataFrame) -> pd.DataFrame:
    """Count cells read, by state, plus the doubtful ones.

    Returns
    -------
    pandas.DataFrame
        Columns ``keadaan``, ``jumlah``; the last rows are ``ragu`` and ``seluruhnya``.
    """
    urutan = ["angka", "kosong", "strip", "strip_ganda", *TEKS]
    jumlah = fakta["keadaan"].value_counts()
    baris = [(k, int(jumlah.get(k, 0))) for k in urutan]
    baris += [("ragu", int((fakta["keraguan"] != "").sum())), ("seluruhnya", len(fakta))]
    return pd.DataFrame(baris, columns=["keadaan", "jumlah"])


def count_by_table(fakta: pd.DataFrame) -> pd.DataFrame:
    """Count the cells of each table.

    Returns
    -------
    pandas.DataFrame
        Columns ``sumber``, ``baris`` (rows with facts), ``sel`` (fact cells), ``angka`` (numeric cells), tables in
        reading order; the last row is the total.
    """
    per = fakta.assign(angka=fakta["keadaan"] == "angka").groupby("sumber", sort=False).agg(
        baris=("baris", "nunique"), sel=("fakta_id", "size"), angka=("angka", "sum")).reset_index()
    jumlah = pd.DataFrame([["Jumlah", *per[["baris", "sel", "angka"]].sum()]], columns=per.columns)
    return pd.concat([per, jumlah], ignore_index=True)
