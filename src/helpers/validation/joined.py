"""One finding of several: what shares a root is told once, with every place and all arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.methodology.words import lower_first
from helpers.numbers import format_number
from helpers.validation.roots import Akar

if TYPE_CHECKING:  # findings makes the parts that are joined here
    from helpers.validation.findings import Temuan, _Pembuat

_PALING_BANYAK_NAMA = 6
#: How the ids of findings of moved cells begin.
GESER = "salinan-geseran-"
_PEMERIKSAAN = {"rasio": "rumus", "komposit": "rumus", "agregasi": "angka setahun", "jumlah_bagian": "penjumlahan", "rentang": "batas", "arah": "pernyataan"}
_TINGKAT = ("kritis", "peringatan", "info")


def join_parts(akar: Akar, bagian: Sequence[tuple[Temuan, set[str]]], pembuat: _Pembuat) -> Temuan:
    """Join findings that share a root into one.

    Parameters
    ----------
    akar : Akar
    bagian : sequence of (Temuan, set of str)
        The findings of each rule or quantity alone, and the evidence that joined them.
    pembuat : _Pembuat
        Knows where every fact is printed.

    Returns
    -------
    Temuan
        With the id and title of its main part, the gravest severity, and in `akar` one or two sentences that
        name the root and what follows from it.
    """
    bukti = set().union(*(b for _, b in bagian))
    utama = _main(bagian)
    lain = [t for t, _ in bagian if t is not utama]
    semua = [utama, *lain]
    sengketa = [t for t in semua if t.keluarga == "kesepakatan"]
    judul = utama.judul
    if utama.keluarga == "kesepakatan" and len(sengketa) > 1:
        judul = f"{pembuat.m.concept_name(utama.kode)} tahun {utama.tahun} dan {len(sengketa) - 1} besaran terkait tercetak dengan nilai yang berbeda-beda"
    elif "kembar" in bukti and pembuat.m.rencana is not None:
        judul = f"{utama.judul}, bersama {len({t.kode for t in semua}) - 1} rencana lain yang sama angkanya"
    elif "geser" in bukti:
        judul = f"{_tables(dict.fromkeys(p.sumber for t in semua for p in t.tempat), pembuat)} tahun {utama.tahun}: nilai beberapa baris tercetak pada baris tetangganya"
    return replace(
        utama, judul=judul, tingkat=min((t.tingkat for t in semua), key=_TINGKAT.index), akar=_sentences(akar, bagian, utama, bukti, pembuat),
        bagian=tuple(t.id for t in semua), kegagalan=len(akar.baris), periode=", ".join(sorted({p for t in semua for p in t.periode.split(", ")})),
        tercetak="; ".join(dict.fromkeys(x for t in semua for x in t.tercetak.split("; ") if x)),
        tempat=pembuat.places({p.fakta_id for t in semua for p in t.tempat}),
        perhitungan=_labelled(semua, pembuat, lambda t: t.perhitungan), dugaan=_labelled(semua, pembuat, lambda t: t.dugaan),
        akibat=utama.akibat or next((t.akibat for t in lain if t.akibat), ""),
        status=next((t.status for t in semua if t.status != "terbuka"), utama.status))


def _main(bagian: Sequence[tuple[Temuan, set[str]]]) -> Temuan:
    """Return the part that names the root: a contested fact before what follows from it, then the one printed most often."""
    kembar = {"butir", "kembar"} <= set().union(*(b for _, b in bagian))  # the numbers that several plans share come before what is one plan's own

    def urutan(isi: tuple[Temuan, set[str]]) -> tuple:
        t, bukti = isi
        return kembar and "kembar" not in bukti, t.keluarga != "kesepakatan", t.keluarga == "salinan", bool(bukti & {"ganti", "turunan", "kosong", "nilai_lain"}), -len(t.tempat), t.id
    return min(bagian, key=urutan)[0]


def _labelled(semua: Sequence[Temuan], pembuat: _Pembuat, ambil) -> tuple[str, ...]:
    """Return the sentences of every part, those of several quantities with the name of theirs."""
    if len({_subject(t, pembuat) for t in semua}) == 1:
        return tuple(k for t in semua for k in ambil(t))
    return tuple(f"{_subject(t, pembuat)}: {k}" for t in semua for k in ambil(t))


def _subject(t: Temuan, pembuat: _Pembuat) -> str:
    if t.id.startswith(GESER):
        return pembuat.short_of(t.tempat[0].sumber)
    return pembuat.m.concept_name(t.kode) if t.keluarga == "kesepakatan" else pembuat.m.name(t.kode)


def _sentences(akar: Akar, bagian: Sequence[tuple[Temuan, set[str]]], utama: Temuan, bukti: set[str], pembuat: _Pembuat) -> str:
    """Say what the root is and which checks follow from it; empty where there is nothing to say beyond the finding itself."""
    kalimat = []
    sengketa = [t for t, _ in bagian if t.keluarga == "kesepakatan"]
    for g in akar.geser:
        kalimat.append(f"{len(g.sel)} sel {pembuat.short_of(g.sumber)} berisi {g.sebutan}.")
    if len(bagian) == 1:
        return " ".join(kalimat)
    sudah = {g.sumber for g in akar.geser}
    for t, _ in bagian:
        if t.id.startswith(GESER) and t.tempat[0].sumber not in sudah and "geser" not in bukti:
            kalimat.append(f"Pada {t.judul.replace(': ', ', ', 1)}.")
    if len(sengketa) > 1 and not akar.geser:
        kalimat.append(f"Akarnya satu: {_tables(akar.menyimpang, pembuat)} mencetak nilai lain untuk {len(sengketa)} besaran sekaligus.")
    elif sengketa and not akar.geser:
        kalimat.append(f"Akarnya {lower_first(pembuat.m.concept_name(utama.kode))}, yang tercetak dengan nilai berbeda-beda.")
    if "geser" in bukti:
        kalimat.append("Akarnya baris yang bergeser: sel-sel itu berisi nilai baris di atas atau di bawahnya.")
    if "selisih" in bukti:
        for selisih, banyak in akar.selisih.items():
            semua = "jumlah-jumlah itu" if banyak == len(akar.baris) else f"{banyak} dari {len(akar.baris)} jumlah di sini"
            kalimat.append(f"Akarnya satu: {semua} berbeda dari rinciannya dengan selisih yang persis sama, {format_number(selisih, 0, tanda=True)}.")
    if "kembar" in bukti:
        kalimat.append(f"Akarnya satu: {'kolom-kolom' if pembuat.m.rencana is None else 'rencana-rencana'} itu memuat angka yang persis sama.")
    if not sengketa and "ganti" in bukti:
        kalimat.append(f"Satu nilai tercetak menggagalkan beberapa pemeriksaan sekaligus; bila diganti dengan hasil rumusnya, {_checks(bagian, 'ganti', pembuat)} terpenuhi.")
    for v, bawah, atas in akar.nilai_lain:
        kalimat.append(f"Bila {v.teks} diganti dengan satu nilai antara {format_number(bawah, v.presisi)} dan {format_number(atas, v.presisi)}, "
                       f"{_checks(bagian, 'nilai_lain', pembuat)} terpenuhi; nilai seperti itu tidak tercetak.")
    for kunci, teks in (("turunan", "Setiap nilai {} yang tercetak sesuai dengan salah satu di antaranya."), ("kosong", "Sel kosong atau bertanda - pada {} terletak bersebelahan dengannya.")):
        if nama := [_subject(t, pembuat) for t, b in bagian if kunci in b and t is not utama]:
            kalimat.append(teks.format(_list([lower_first(n) for n in nama])))
    if "butir" in bukti and not sengketa and len({t.kode for t, _ in bagian}) == 1:
        kalimat.append("Semuanya tentang satu rencana yang sama.")
    if sengketa and (ikut := _checks([x for x in bagian if x[0] is not utama], "ganti", pembuat)):
        kalimat.append(f"Dengan nilai yang lain, {ikut} terpenuhi.")
    return " ".join(kalimat)


def _checks(bagian: Sequence[tuple[Temuan, set[str]]], bukti: str, pembuat: _Pembuat) -> str:
    """Name the checks that were joined by a piece of evidence."""
    return _list([f"{_PEMERIKSAAN[t.keluarga]} {lower_first(_subject(t, pembuat))}" for t, b in bagian if bukti in b])


def _tables(sumber: Iterable[str], pembuat: _Pembuat) -> str:
    return _list([pembuat.short_of(s) for s in sumber])


def _list(nama: Sequence[str]) -> str:
    nama = list(dict.fromkeys(nama))
    lebih = len(nama) - _PALING_BANYAK_NAMA
    if lebih > 0:
        nama = [*nama[:_PALING_BANYAK_NAMA], f"{lebih} lainnya"]
    return " dan ".join(nama) if len(nama) < 3 else f"{', '.join(nama[:-1])}, dan {nama[-1]}"
