"""A folder of CSV files named after the template's tables, as Excel saves them: brought into the form of a package."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.errors import KesalahanMasukan
from helpers.files import TERBESAR_TABEL, check_model, parse_csv, read_input, read_yaml
from helpers.masukan.realisasi_baca import describe_reports
from helpers.masukan.rencana_baca import TABEL as RENCANA
from helpers.masukan.rencana_baca import plan_table
from helpers.masukan.templat import Identitas, template_book
from helpers.methodology.combined import BERKAS_TAMBAHAN
from helpers.methodology.rules import load_methodology
from helpers.sources.datapackage import BERKAS_PAKET, BERKAS_REALISASI
from helpers.sources.profile import Profil
from helpers.sources.realisations import BERKAS_KETERANGAN, KOLOM


def package_from_csv(folder: Path, akar: Path, metodologi: str, rencana: str) -> dict[str, bytes]:
    """Return the files of a package made from CSV files that have no descriptor; `profil.yml` says whose they are.

    Besides the tables of the template: ``rencana-aksi.csv`` (the plan, under the methodology `rencana`) and ``realisasi.csv``.

    Semicolons and commas both separate; a byte order mark is passed over. Headers are those of the sheets or the columns' names.

    Raises
    ------
    KesalahanMasukan
        With every file that fits no table, is not UTF-8 or has other columns.
    """
    if not (folder / "profil.yml").exists():
        raise KesalahanMasukan(
            f"Folder {folder.name} tidak memuat {BERKAS_PAKET} maupun profil.yml; tambahkan salah satunya, atau isi buku dari lkip init.")
    profil = check_model(Profil, read_yaml(folder / "profil.yml"), "profil.yml")
    m = load_methodology(akar / "data" / "raw" / "metodologi", metodologi)
    siapa = Identitas(profil.kode, profil.tahun_anggaran, profil.nama, profil.polda.nama, profil.polda.singkatan, profil.kabupaten,
                      tuple((p.kode, p.nama) for p in profil.polsek))
    buku = template_book(m, akar / "data" / "raw" / "metodologi" / metodologi, siapa)
    tabel = {t.tabel["name"]: t.tabel for t in buku.tabel} | {RENCANA: plan_table(siapa.tahun)}
    isi: dict[str, bytes] = {}
    masalah: list[str] = []
    sumber: list[dict[str, Any]] = []
    berkas = {b.stem: b for b in sorted(folder.glob("*.csv")) if b.name != BERKAS_REALISASI}
    masalah += [f"Berkas {b.name} bukan tabel templat; namai menurut salah satu dari {', '.join(sorted(tabel))}." for n, b in berkas.items() if n not in tabel]
    for nama, t in tabel.items():
        if nama not in berkas:
            continue
        try:
            isi[f"{nama}.csv"] = mentah = _normal(berkas[nama], t["schema"]["fields"])
        except KesalahanMasukan as galat:
            masalah += galat.masalah
            continue
        sumber.append(dict(t) | {"bytes": len(mentah), "hash": "sha256:" + hashlib.sha256(mentah).hexdigest()})
    if not masalah and not sumber:
        masalah.append(f"Folder {folder.name} tidak memuat satu pun CSV; tambahkan sedikitnya satu tabel.")
    if masalah:
        raise KesalahanMasukan(masalah)
    lkip = dict(buku.paket["lkip"])
    if f"{RENCANA}.csv" in isi:
        lkip |= {"metodologi": rencana, "dokumen": ["rencana-aksi"]} if len(sumber) == 1 else {"rencana": rencana, "dokumen": ["lkip", "rencana-aksi"]}
    isi[BERKAS_PAKET] = _json(dict(buku.paket) | {"lkip": lkip, "resources": sumber})
    if (folder / BERKAS_REALISASI).exists():
        isi[BERKAS_REALISASI] = _normal(folder / BERKAS_REALISASI, [{"name": k} for k in KOLOM])
        isi[BERKAS_KETERANGAN] = _json(describe_reports(siapa.polres, siapa.tahun))
    for nama in ("profil.yml", "narasi.yml", "koreksi.yml", BERKAS_TAMBAHAN, BERKAS_KETERANGAN):
        if (folder / nama).exists():
            isi[nama] = read_input(folder / nama, terbesar=TERBESAR_TABEL)
    return isi


def _json(isi: Mapping[str, Any]) -> bytes:
    return (json.dumps(isi, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _normal(berkas: Path, kolom: Sequence[Mapping[str, Any]]) -> bytes:
    """Return a CSV with the columns' names, commas and LF."""
    nama = f"Berkas {berkas.name}"
    mentah = read_input(berkas, terbesar=TERBESAR_TABEL)
    if not mentah.strip():
        raise KesalahanMasukan(f"{nama} kosong; isi barisnya atau keluarkan dari folder.")
    baris = parse_csv(berkas.name, mentah, ",;\t")
    judul, harapan = [b.strip() for b in baris[0]], [k["name"] for k in kolom]
    if judul not in (harapan, [str(k.get("title") or k["name"]) for k in kolom]):
        beda = next((n for n, (a, b) in enumerate(zip(judul, harapan, strict=False)) if a not in (b, kolom[n].get("title"))), min(len(judul), len(harapan)))
        ada = f"\"{judul[beda][:60]}\"" if beda < len(judul) else "tidak ada"
        seharusnya = f"\"{harapan[beda]}\"" if beda < len(harapan) else "tidak ada"
        raise KesalahanMasukan(f"{nama} baris 1 kolom ke-{beda + 1}: judul {ada}, seharusnya {seharusnya}; samakan judul kolomnya.")
    if len(baris) == 1:
        raise KesalahanMasukan(f"{nama} hanya berisi judul kolom; isi barisnya.")
    salah = [f"{nama} baris {n}: {len(b)} sel, padahal {len(harapan)} kolom; lengkapi atau hapus sel lebihnya."
             for n, b in enumerate(baris[1:], 2) if len(b) != len(harapan)]
    if salah:
        raise KesalahanMasukan(salah)
    luaran = io.StringIO()
    csv.writer(luaran, lineterminator="\n").writerows([harapan, *([s.strip() for s in b] for b in baris[1:])])
    return luaran.getvalue().encode("utf-8")
