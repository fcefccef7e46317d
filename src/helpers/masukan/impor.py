"""From a workbook to the files of a package: everything is checked, and every problem is told at once."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import KesalahanMasukan
from helpers.files import check_model
from helpers.masukan.baca import Terbaca, read_book
from helpers.masukan.isian import KUNCI_KOREKSI, split_list, unflatten, write_yaml
from helpers.masukan.lembar import BARIS_KEPALA, DASAR, KOREKSI, POLSEK, PROFIL, SATKER, URAIAN, LembarAlih, LembarTabel, place
from helpers.masukan.periksa import check_limits, check_numbers, check_profile
from helpers.masukan.realisasi_baca import RealisasiTerbaca, read_reports
from helpers.masukan.rencana_baca import find_sheet, plan_filled, read_own, read_plan
from helpers.masukan.sel import Isi
from helpers.masukan.terjemah import broken_cell, translate
from helpers.methodology import combined
from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.parameters import make_room
from helpers.paths import Ruang
from helpers.sources.datapackage import BERKAS_PAKET, IsiTabel, Paket, Tabel
from helpers.sources.facts import build_facts
from helpers.sources.plan import build_plan
from helpers.sources.profile import KHUSUS, Koreksi, Narasi, Profil
from helpers.sources.realisations import TABEL as LAPORAN
from helpers.validation.values import choose_values

TERBANYAK = 200  # problems that are listed
#: A cell as Excel names it.
_SEL_BUKU = re.compile(r"'?(?P<lembar>[^'!]+)'?!\$?(?P<huruf>[A-Za-z]{1,2})\$?(?P<baris>\d{1,4})")
_URUTAN = ("name", "path", "profile", "title", "description", "format", "mediatype", "encoding", "bytes", "hash", "lkip", "schema")


@dataclass(frozen=True)
class Hasil:
    """A package ready to be put in its place.

    Attributes
    ----------
    berkas : dict of str to bytes
        Files by name.
    catatan : tuple of str
        What the user should know: sheets not filled in, numbers shown with fewer decimals than they have.
    fakta : pandas.DataFrame
        The facts of the package.
    """

    ruang: Ruang
    berkas: Mapping[str, bytes]
    catatan: tuple[str, ...]
    fakta: pd.DataFrame


def import_book(berkas: Path, akar: Path, *, batas: bool = True) -> Hasil:
    """Read a workbook of input.

    Parameters
    ----------
    berkas, akar : Path
        The workbook, and the root of the project.
    batas : bool
        Whether more solved than occurred, and the like, is refused; otherwise the validation tells of it.

    Raises
    ------
    KesalahanMasukan
        With all problems, each with sheet and cell.
    """
    t = read_book(berkas)
    sel, catatan = _filled(t)
    _choose_documents(t, bool(sel), catatan)
    lkip = t.buku.paket["lkip"]
    ruang = make_room(akar, polres=lkip["polres"], tahun=lkip["tahun"])
    m = combined.load(ruang.metodologi, lkip["metodologi"], str(lkip.get("rencana", "")))
    masalah = list(t.masalah)
    isi: dict[str, bytes] = {}
    m, lapor = _plan(t, m, ruang, sel, isi, masalah)
    lembar = {x.tabel["name"]: x for x, _ in t.tabel} | ({LAPORAN: lapor.lembar} if lapor else {})

    profil_isi = _profile(t, masalah)
    profil = _model(Profil, profil_isi, "profil.yml", t, lembar, masalah)
    masalah += [translate(f"Berkas profil.yml, isian \"{k}\": belum diisi; tambahkan isian itu.", t, lembar)
                for d in lkip.get("dokumen", ["lkip"]) for k in KHUSUS.get(d, ()) if k not in profil_isi]
    if profil:
        masalah += check_profile(profil, t, ruang)
    isi["profil.yml"] = write_yaml(profil_isi)
    narasi_isi = _tree(URAIAN, t, masalah)
    narasi = _model(Narasi, narasi_isi, "narasi.yml", t, lembar, masalah)
    if narasi:
        masalah += [translate(f"Berkas narasi.yml, isian \"{k}\": bukan indikator metodologi {m.kode}; betulkan kodenya.", t, lembar)
                    for k in narasi.indikator if k not in m.indikator]
    if narasi_isi:
        isi["narasi.yml"] = write_yaml(narasi_isi)
    koreksi = _corrections(t, lembar, masalah)
    if koreksi:
        isi["koreksi.yml"] = write_yaml({"koreksi": [k.model_dump(exclude_none=True) for k in koreksi]})

    if masalah and not profil:  # without the list of Polsek every row of one would be called unknown
        wilayah = {b[0].teks for _, b in t.isian.get(POLSEK, [])}
    else:
        wilayah = {p.kode for p in profil.polsek} if profil else set()
    if not sel and not masalah:
        masalah.append(f"Buku {berkas.name} belum berisi satu angka pun; isi sedikitnya satu lembar.")
    tabel, fakta = _facts(sel, t, lembar, m, ruang, wilayah, masalah)
    masalah_angka, catatan_angka = check_numbers(fakta, sel, lembar, m)
    masalah += masalah_angka + (check_limits(fakta, lembar, m) if batas else [])
    if lapor:
        masalah += lapor.masalah
        if m.rencana is not None:
            masalah += [translate(k, t, lembar) for k in lapor.check(build_plan(fakta, m), m, ruang.tahun)]
        isi |= lapor.files()
    if not masalah:
        try:
            choose_values(fakta, m.eksak, koreksi, ruang.polres)
        except KesalahanMasukan as galat:
            masalah += [translate(k, t, lembar) for k in galat.masalah]
    if masalah:
        n = format_number(len(masalah))
        lebih = [f"Masih ada {format_number(len(masalah) - TERBANYAK)} masalah lain; perbaiki dahulu yang di atas."] if len(masalah) > TERBANYAK else [
            f"Ada {n} masalah, jadi tidak satu berkas pun berubah; betulkan, simpan, lalu impor lagi."] if len(masalah) > 1 else []
        raise KesalahanMasukan([*masalah[:TERBANYAK], *lebih])
    _write_tables(t, tabel, isi)
    return Hasil(ruang, isi, (*catatan, *catatan_angka), fakta)


def _choose_documents(t: Terbaca, ada_lkip: bool, catatan: list[str]) -> None:
    """Let the package be for those documents whose sheets are filled in, where the workbook has sheets for both."""
    lkip = t.buku.paket["lkip"]
    if find_sheet(t, "rencana") is None:
        return
    ada = plan_filled(t)
    if not ada:
        catatan.append("Lembar rencana aksi belum diisi; paket ini tidak memuat rencana aksi.")
    if "rencana" in lkip and ada != ada_lkip:
        isi = {k: v for k, v in lkip.items() if k not in ("rencana", "dokumen")} | ({"metodologi": lkip["rencana"], "dokumen": ["rencana-aksi"]} if ada else {})
        t.buku = replace(t.buku, paket=dict(t.buku.paket) | {"lkip": isi})
        if ada:
            catatan[:] = ["Lembar LKIP belum diisi; paket ini hanya memuat rencana aksi."]
            t.tabel = []


def _plan(
    t: Terbaca, m: Metodologi, ruang: Ruang, sel: dict[str, list[list[Isi]]], isi: dict[str, bytes], masalah: list[str],
) -> tuple[Metodologi, RealisasiTerbaca | None]:
    """Add the tables of the action plan; returns the methodology with what is planned besides, and what is reported."""
    if m.rencana is None:
        return m, None
    k, kode = find_sheet(t, "rencana"), frozenset()
    if k:
        r = read_plan(t, k, m, ruang)
        m, kode = r.m, r.kode
        t.tabel += r.tabel
        sel |= {x.tabel["name"]: b for x, b in r.tabel}
        isi |= r.berkas
        masalah += r.masalah
    elif k := find_sheet(t, "tambahan"):
        m, berkas, salah = read_own(t, k, m)
        isi |= berkas
        masalah += salah
    return m, read_reports(t, m, ruang, kode)


def _tree(nama: str, t: Terbaca, masalah: list[str]) -> dict[str, Any]:
    """Build the structure of a sheet of entries; says which paths do not fit."""
    pasangan, ada = [], set()
    for r, b in t.isian.get(nama, []):
        kunci, teks = b[0].teks, b[2].teks
        if teks and not kunci:
            masalah.append(f"{place(nama, f'A{r}')}: isian tidak bernama; tulis nama isian, misalnya tujuan.1, atau hapus barisnya.")
        elif kunci in ada:
            masalah.append(f"{place(nama, f'A{r}')}: isian \"{kunci[:60]}\" tertulis lebih dari sekali; hapus yang rangkap.")
        else:
            pasangan.append((kunci, teks))
        ada.add(kunci)
    try:
        return unflatten(pasangan)
    except ValueError as galat:
        masalah.append(f"{place(nama, f'A{BARIS_KEPALA + 1}')}: isian \"{str(galat)[:60]}\" bertentangan dengan isian lain; samakan susunan namanya.")
        return {}


def _profile(t: Terbaca, masalah: list[str]) -> dict[str, Any]:
    hasil = _tree(PROFIL, t, masalah)
    satker = [{"kode": b[0].teks, "unsur": b[1].teks, "satuan": split_list(b[2].teks)} for _, b in t.isian.get(SATKER, [])]
    dasar = [{k: s.teks for k, s in zip(("nama", "tentang", "uraian", "sumber"), b, strict=True) if s.teks} for _, b in t.isian.get(DASAR, [])]
    hasil["polsek"] = [{"kode": b[0].teks, "nama": b[1].teks} for _, b in t.isian.get(POLSEK, [])]
    return hasil | {k: v for k, v in (("satuan_kerja", satker), ("dasar_hukum", dasar)) if v}


def _model(model: Any, isi: object, nama: str, t: Terbaca, lembar: Mapping[str, LembarTabel], masalah: list[str]) -> Any:
    try:
        return check_model(model, isi, nama)
    except KesalahanMasukan as galat:
        masalah += [translate(k, t, lembar) for k in galat.masalah]
        return None


def _corrections(t: Terbaca, lembar: Mapping[str, LembarTabel], masalah: list[str]) -> tuple[Koreksi, ...]:
    hasil, alamat = [], set()
    for n, (r, b) in enumerate(t.isian.get(KOREKSI, [])):
        isi: dict[str, Any] = {k: s.teks for k, s in zip(KUNCI_KOREKSI, b, strict=True) if s.teks}
        if str(isi.get("tahun", "")).isdecimal():
            isi["tahun"] = int(isi["tahun"])
        isi |= {"pilih": chosen_cell(isi["pilih"], lembar)} if "pilih" in isi else {}
        try:
            k = Koreksi.model_validate(isi)
        except ValueError:
            try:
                check_model(Koreksi, isi, "koreksi.yml")
            except KesalahanMasukan as galat:
                masalah += [translate(x.replace("isian \"", f"isian \"koreksi.{n}."), t, lembar) for x in galat.masalah]
            continue
        if (kini := (k.kode, k.wilayah, k.tahun, k.periode)) in alamat:
            masalah.append(f"{place(KOREKSI, f'A{r}')}: {k.kode} {k.tahun} {k.periode} diputuskan lebih dari sekali; sisakan satu keputusan.")
        alamat.add(kini)
        hasil.append(k)
    return tuple(hasil)


def chosen_cell(pilih: str, lembar: Mapping[str, LembarTabel]) -> str:
    """Return the `fakta_id` of a cell that is named as in Excel, such as ``Kinerja!G8``; anything else as it is."""
    cocok = _SEL_BUKU.fullmatch(pilih)
    for nama, x in lembar.items():
        if not cocok or isinstance(x, LembarAlih) or x.nama.casefold() != cocok["lembar"].casefold():
            continue
        for kolom in x.kolom:
            baris = int(cocok["baris"]) - x.baris_pertama + 2
            if baris >= 2 and x.cell(baris, kolom) == f"{cocok['huruf'].upper()}{cocok['baris']}":
                return f"{nama}:{baris}:{kolom}"
    return pilih


def _filled(t: Terbaca) -> tuple[dict[str, list[list[Isi]]], list[str]]:
    """Return the tables that say anything, and name those that do not; a blank table of a template is left out."""
    sel: dict[str, list[list[Isi]]] = {}
    catatan = []
    for x, baris in t.tabel:
        fakta = [k.get("lkip") is not None for k in x.tabel["schema"]["fields"]]
        kosong = sum(not s.teks for b in baris for s, f in zip(b, fakta, strict=True) if f)
        semua = len(baris) * sum(fakta)
        if x.tetap and kosong == semua:
            catatan.append(f"Lembar \"{x.nama}\" belum diisi; laporan menyebutnya belum tersedia.")
            continue
        if baris:
            sel[x.tabel["name"]] = baris
        if x.tetap and kosong:
            catatan.append(f"Lembar \"{x.nama}\": {format_number(kosong)} dari {format_number(semua)} sel belum diisi; laporan menyebutnya belum tersedia.")
    return sel, catatan


def _facts(
    sel: dict[str, list[list[Isi]]], t: Terbaca, lembar: Mapping[str, LembarTabel], m: Metodologi, ruang: Ruang, wilayah: set[str], masalah: list[str],
) -> tuple[dict[str, list[list[str]]], pd.DataFrame]:
    """Build the facts; cells that cannot be read are told and left blank, so that all others are read too.

    A typed number whose text with thousands separators would be read as another number is written without them.
    """
    teks = {n: [[s.tercetak for s in b] for b in baris] for n, baris in sel.items()}
    model: dict[str, Tabel] = {}
    for n in sel:
        try:
            model[n] = Tabel.model_validate(dict(lembar[n].tabel) | {"hash": ""})
        except ValueError:
            masalah.append(f"Lembar \"{lembar[n].nama}\": uraiannya pada lembar terakhir rusak; buat buku baru dengan lkip init, lalu salin isiannya.")
    for _ in range(6):
        try:
            fakta = build_facts([IsiTabel(model[n], tuple(map(tuple, teks[n]))) for n in model], m, ruang.polres, wilayah)
        except KesalahanMasukan as galat:
            masalah += [translate(k, t, lembar) for k in galat.masalah]
            if not _blank(galat.masalah, teks, lembar):
                break
            continue
        if _ungroup(fakta, sel, teks, lembar):
            continue
        return teks, fakta
    return teks, build_facts([], m, ruang.polres, wilayah)


def _blank(kalimat: tuple[str, ...], teks: dict[str, list[list[str]]], lembar: Mapping[str, LembarTabel]) -> bool:
    """Empty the cells that messages are about; without a column the whole row. Says whether all were found."""
    for satu in kalimat:
        tempat = broken_cell(satu, lembar)
        if tempat is None or tempat[1] - 2 >= len(teks.get(tempat[0], ())):
            return False
        nama, baris, kolom = tempat
        b = teks[nama][baris - 2]
        if kolom is None or kolom == lembar[nama].kolom[0]:
            b[:] = [""] * len(b)
        else:
            b[lembar[nama].kolom.index(kolom)] = ""
    return True


def _ungroup(fakta: pd.DataFrame, sel: Mapping[str, list[list[Isi]]], teks: dict[str, list[list[str]]], lembar: Mapping[str, LembarTabel]) -> bool:
    """Write typed numbers plainly where their printed form is read otherwise or with doubt; says whether any was."""
    ada = False
    for sumber, baris, kolom, nilai, keraguan in fakta[["sumber", "baris", "kolom", "nilai", "keraguan"]].itertuples(index=False, name=None):
        n = lembar[sumber].kolom.index(kolom)
        s, kini = sel[sumber][baris - 2][n], teks[sumber][baris - 2][n]
        if s.angka is None or not kini or not (keraguan.startswith("tiga angka") or abs(nilai - _shown(s)) > 1e-9 * max(1.0, abs(nilai))):
            continue
        polos = s.with_unit(s.polos)
        if polos == kini and "," in s.polos:  # 65,275 alone could be thousands
            polos = s.with_unit(s.polos.replace("%", "") + "0")
        if polos != kini:
            teks[sumber][baris - 2][n], ada = polos, True
    return ada


def _shown(s: Isi) -> float:
    return float(s.polos.rstrip("%").replace(",", "."))


def _write_tables(t: Terbaca, teks: Mapping[str, list[list[str]]], isi: dict[str, bytes]) -> None:
    """Write the CSV files and the descriptor with their hashes."""
    sumber = []
    for x, _ in t.tabel:
        nama = x.tabel["name"]
        if nama not in teks:
            continue
        luaran = io.StringIO()
        csv.writer(luaran, lineterminator="\n").writerows([x.kolom, *teks[nama]])
        isi[f"{nama}.csv"] = mentah = luaran.getvalue().encode("utf-8")
        uraian = dict(x.tabel) | {
            "path": f"{nama}.csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "bytes": len(mentah), "hash": "sha256:" + hashlib.sha256(mentah).hexdigest()}
        lkip = {k: v for k, v in uraian.get("lkip", {}).items() if k not in ("baris_asal", "huruf_lembar")}
        if isinstance(x, LembarAlih):
            uraian["lkip"] = lkip | {"lembar": x.nama, "baris_asal": [r for _, r in x.alamat], "huruf_lembar": {k: h for k, h in x.huruf.items() if h != "A"}}
        elif x.diisi or "lembar" in lkip:
            uraian["lkip"] = lkip | {"lembar": x.nama, "baris_lembar": x.baris_pertama}
        sumber.append({k: uraian[k] for k in (*(k for k in _URUTAN if k in uraian), *(k for k in uraian if k not in _URUTAN))})
    paket = dict(t.buku.paket) | {"resources": sumber}
    Paket.model_validate(paket)
    isi[BERKAS_PAKET] = (json.dumps(paket, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
