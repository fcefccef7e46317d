"""Say in which sheet and cell a problem is that was found in the files a workbook becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from helpers.masukan.baca import Terbaca
from helpers.masukan.isian import position
from helpers.masukan.lembar import BARIS_KEPALA, DASAR, KOREKSI, POLSEK, PROFIL, SATKER, URAIAN, LembarTabel, place
from helpers.masukan.sel import Isi

_SEL_TABEL = re.compile(r"Berkas (?P<berkas>[^ ]+\.csv) baris (?P<baris>\d+)(?: kolom (?P<kolom>[\w.-]+))?(?P<sisa>.*)", re.DOTALL)
_ISIAN = re.compile(r"Berkas (?P<berkas>[^ ]+\.yml), isian \"(?P<isian>[^\"]+)\"(?P<sisa>.*)", re.DOTALL)
_KOREKSI = re.compile(r"Berkas koreksi\.yml: sel \"(?P<pilih>[^\"]*)\"(?P<sisa>.*)", re.DOTALL)
_DAFTAR = {"polsek": (POLSEK, ("kode", "nama")), "satuan_kerja": (SATKER, ("kode", "unsur", "satuan")),
           "dasar_hukum": (DASAR, ("nama", "tentang", "uraian", "sumber")),
           "koreksi": (KOREKSI, ("kode", "wilayah", "tahun", "periode", "pilih", "expect", "alasan", "status"))}
_ENTRI = {"profil.yml": PROFIL, "narasi.yml": URAIAN}


def entries(baris: Iterable[tuple[int, list[Isi]]]) -> list[tuple[str, str]]:
    """Return path and text of every row of a sheet of entries."""
    return [(b[0].teks, b[2].teks) for _, b in baris]


def broken_cell(kalimat: str, tabel: Mapping[str, LembarTabel]) -> tuple[str, int, str | None] | None:
    """Return table, row and column of the cell a message of a table is about; None for other messages."""
    cocok = _SEL_TABEL.fullmatch(kalimat)
    nama = cocok["berkas"].removesuffix(".csv") if cocok else ""
    if not cocok or nama not in tabel:
        return None
    return nama, int(cocok["baris"]), cocok["kolom"] if cocok["kolom"] in tabel[nama].kolom else None


def translate(kalimat: str, terbaca: Terbaca, tabel: Mapping[str, LembarTabel]) -> str:
    """Return a message with sheet and cell in the place of file, row and column."""
    if (cocok := _SEL_TABEL.fullmatch(kalimat)) and (nama := cocok["berkas"].removesuffix(".csv")) in tabel:
        t = tabel[nama]
        kolom = cocok["kolom"] if cocok["kolom"] in t.kolom else t.kolom[0]
        return f"{t.where(int(cocok['baris']), kolom)}{_plain(cocok['sisa'])}"
    if cocok := _ISIAN.fullmatch(kalimat):
        return f"{_entry(cocok['berkas'], cocok['isian'], terbaca)}{_plain(cocok['sisa'])}"
    if cocok := _KOREKSI.fullmatch(kalimat):
        for r, b in terbaca.isian.get(KOREKSI, []):
            if b[4].teks == cocok["pilih"]:
                return f"{place(KOREKSI, f'E{r}')}: sel \"{cocok['pilih']}\"{cocok['sisa']}"
    for berkas, lembar in (*_ENTRI.items(), ("koreksi.yml", KOREKSI)):
        kalimat = kalimat.replace(f"Berkas {berkas}", f"Lembar \"{lembar}\"")
    return kalimat


def _entry(berkas: str, isian: str, terbaca: Terbaca) -> str:
    """Name the cell of an entry of a YAML file."""
    akar, _, sisa = isian.partition(".")
    if akar in _DAFTAR and (nomor := sisa.split(".")[0]).isdecimal():
        lembar, kunci = _DAFTAR[akar]
        baris = terbaca.isian.get(lembar, [])
        bagian = sisa.split(".")[1] if "." in sisa else ""
        huruf = "ABCDEFGH"[kunci.index(bagian)] if bagian in kunci else "A"
        return place(lembar, f"{huruf}{baris[int(nomor)][0]}") if int(nomor) < len(baris) else f"Lembar \"{lembar}\""
    if akar in _DAFTAR:
        return f"{place(_DAFTAR[akar][0], f'A{BARIS_KEPALA + 1}')}, isian \"{isian}\""
    lembar = _ENTRI.get(berkas, PROFIL)
    baris = terbaca.isian.get(lembar, [])
    jalan = position(entries(baris), isian) or isian
    cocok = [(r, b[0].teks) for r, b in baris if b[0].teks == jalan or b[0].teks.startswith(f"{jalan}.")]
    if cocok:
        semua = [n for _, n in cocok if not any(x.isdecimal() for x in n.removeprefix(jalan).split("."))] or [cocok[0][1]]
        return f"{place(lembar, f'C{cocok[0][0]}')}, isian \"{', '.join(semua)}\""
    return f"{place(lembar, f'A{BARIS_KEPALA + 1}')}, isian \"{jalan}\""


def _plain(sisa: str) -> str:
    """Say a remedy in words of the workbook instead of those of the files."""
    for lama, baru in ((" di profil.yml", " di lembar Profil dan Polsek"), ("daftar polsek di lembar Profil dan Polsek", "daftar di lembar Polsek"),
                       ("Berkas koreksi.yml", f"Lembar {KOREKSI}")):
        sisa = sisa.replace(lama, baru)
    return sisa
