"""Sentences about one indicator: against its target, earlier years, the strategic plan, and the budget."""

from __future__ import annotations

import math

import pandas as pd

from helpers.lineage.traced import mark
from helpers.narrative.material import BELUM, TIDAK, Bahan, Capaian
from helpers.narrative.words import (
    capitalise,
    join_words,
    missing,
    write_change,
    write_gap,
    write_number,
    write_percent,
    write_value,
)
from helpers.numbers import format_number

NAMA_BAGIAN = {"target": "target", "realisasi": "realisasi", "capaian": "capaian"}


def _unit(b: Bahan, c: Capaian) -> str:
    return b.metodologi.unit(f"{c.indikator.kode}.realisasi").lambang


def against_target(b: Bahan, kode: str) -> str:
    """Say how the year's realisasi stands against its target."""
    c = b.achievement(kode)
    satuan = _unit(b, c)
    if missing(c.target) and missing(c.realisasi):
        return f"Target dan realisasi tahun {c.tahun} tidak tersedia dalam sumber sehingga indikator ini belum dapat dinilai."
    if missing(c.target):
        return (f"Realisasi tahun {c.tahun} adalah {write_value(c.realisasi, satuan)}, tetapi targetnya tidak tersedia dalam "
                "sumber sehingga indikator ini belum dapat dinilai.")
    if missing(c.realisasi):
        return (f"Target tahun {c.tahun} adalah {write_value(c.target, satuan)}, tetapi realisasinya tidak tersedia dalam "
                "sumber sehingga indikator ini belum dapat dinilai.")
    kalimat = [f"Target tahun {c.tahun} adalah {write_value(c.target, satuan)} dan realisasinya "
               f"{write_value(c.realisasi, satuan)} ({write_gap(c.realisasi, c.target, satuan)})."]
    if c.status == BELUM:
        return kalimat[0] + " Capaiannya tidak dapat dihitung karena targetnya nol."
    if c.mustahil:
        kalimat += [f"Capaian hasil hitungan {write_percent(c.dihitung, 2)}{_printed(b, c)}.", impossible(b, c)]
    else:
        hasil = "target tidak tercapai" if c.status == TIDAK else "target tercapai"
        kalimat.append(f"Capaian hasil hitungan {write_percent(c.dihitung, 2)} sehingga {hasil}{_printed(b, c)}.")
    return " ".join(kalimat)


def _printed(b: Bahan, c: Capaian) -> str:
    """Compare the printed capaian: the same when rounding or cutting off explains it."""
    v = b.value(f"{c.indikator.kode}.capaian", c.tahun)
    if v is None:
        return "; sumber tidak mencetak capaian"
    kali = 10 ** v.presisi
    if v.nilai in (round(c.dihitung * kali) / kali, math.floor(c.dihitung * kali) / kali, math.ceil(c.dihitung * kali) / kali):
        return f", sesuai dengan {write_percent(v.nilai, v.presisi)} yang tercetak"
    return f", sedangkan yang tercetak {write_percent(v.nilai, v.presisi)}"


def impossible(b: Bahan, c: Capaian) -> str:
    """Say that a realisasi exceeds the highest possible value."""
    satuan = _unit(b, c)
    return (f"Realisasi {write_value(c.realisasi, satuan)} melampaui nilai tertinggi yang mungkin, yaitu "
            f"{write_value(b.maximum(c.indikator.kode), satuan)}, sehingga angka itu belum dapat menjadi bukti pencapaian.")


def printed_values(b: Bahan, kode: str, tahun: int, periode: str = "TH") -> list[str]:
    """Return the different values printed for one fact, in reading order, each marked with its most precise print."""
    nilai: dict[float, tuple[int, str]] = {}
    for r in _prints(b, kode, tahun, periode).itertuples():
        if r.nilai not in nilai or r.presisi > nilai[r.nilai][0]:
            nilai[r.nilai] = (r.presisi, r.fakta_id)
    return [mark(format_number(n, p), fakta_id) for n, (p, fakta_id) in nilai.items()]


def _prints(b: Bahan, kode: str, tahun: int, periode: str = "TH") -> pd.DataFrame:
    f = b.fakta
    return f[(f["kode"] == kode) & (f["wilayah"] == b.polres) & (f["tahun"] == tahun) & (f["periode"] == periode) & (f["keadaan"] == "angka")]


def contested(b: Bahan, kode: str) -> str:
    """Say which of target, realisasi and capaian are printed with different values, and which one is used."""
    kalimat = []
    for bagian in b.achievement(kode).sengketa:
        lengkap = f"{kode}.{bagian}"
        v = b.value(lengkap)
        if v is None:
            continue
        dipakai = "nilai yang ditetapkan dalam koreksi yang diusulkan" if v.status == "koreksi" else _why_chosen(b, lengkap, v.nilai)
        kalimat.append(f"{capitalise(NAMA_BAGIAN[bagian])} tercetak sebagai {join_words(printed_values(b, lengkap, b.tahun))}; "
                       f"laporan ini memakai {write_number(v.nilai, v.presisi)}, {dipakai}.")
    return " ".join(kalimat)


def _why_chosen(b: Bahan, kode: str, nilai: float) -> str:
    """Say why a value stands for a contested fact: printed most often, or the most precise print of that value."""
    banyak = _prints(b, kode, b.tahun)["nilai"].value_counts()
    return "nilai yang paling sering tercetak" if banyak.get(nilai, 0) == banyak.max() else "cetakan paling teliti dari nilai yang paling sering tercetak"


def against_earlier(b: Bahan, kode: str) -> str:
    """Compare with the year before, and with the span of earlier years where printed."""
    c, lalu = b.achievement(kode), b.achievement(kode, b.tahun - 1)
    satuan = _unit(b, c)
    if missing(c.realisasi):
        return f"Realisasi tahun {b.tahun} tidak tersedia dalam sumber sehingga perbandingan antartahun tidak dapat dibuat."
    if missing(lalu.realisasi):
        kalimat = [f"Realisasi tahun {lalu.tahun} tidak tersedia dalam sumber sehingga perbandingan dengan tahun sebelumnya "
                   "tidak dapat dibuat."]
    else:
        kalimat = [f"Dibandingkan dengan tahun {lalu.tahun}, realisasi {write_change(lalu.realisasi, c.realisasi, satuan)}."]
        if not missing(lalu.dihitung) and not missing(c.dihitung):
            arah = write_change(lalu.dihitung, c.dihitung, "%", 2)
            kalimat.append(f"Capaian hasil hitungan {arah}.")
            if (c.realisasi > lalu.realisasi) and (c.dihitung < lalu.dihitung) and c.target > lalu.target:
                kalimat.append(f"Capaian turun walaupun realisasi naik karena target dinaikkan dari {write_value(lalu.target, satuan)} "
                               f"menjadi {write_value(c.target, satuan)}.")
    deret = {t: v for t in b.years(f"{kode}.realisasi") if t <= b.tahun and not missing(v := b.number(f"{kode}.realisasi", t))}
    if len(deret) > 2:
        awal, tinggi, rendah = min(deret), max(deret, key=lambda t: deret[t]), min(deret, key=lambda t: deret[t])
        kalimat.append(f"Sejak {awal}, nilai tertinggi {write_value(deret[tinggi], satuan)} ({tinggi}) dan terendah "
                       f"{write_value(deret[rendah], satuan)} ({rendah}).")
    return " ".join(kalimat)


def against_plan(b: Bahan, kode: str) -> str:
    """Compare with the target of the last year of the strategic plan."""
    akhir = b.metodologi.bagian_indikator.renstra.akhir
    c = b.achievement(kode)
    satuan, target = _unit(b, c), b.number(f"{kode}.target", akhir)
    if missing(target):
        return f"Target akhir Renstra ({akhir}) tidak tersedia dalam sumber."
    if missing(c.realisasi):
        return f"Target akhir Renstra ({akhir}) adalah {write_value(target, satuan)}; realisasi untuk dibandingkan tidak tersedia dalam sumber."
    if c.realisasi >= target - 1e-9:
        beda = "sama dengan" if abs(c.realisasi - target) < 1e-9 else "sudah melampaui"
        if c.mustahil:
            return (f"Target akhir Renstra ({akhir}) adalah {write_value(target, satuan)}; realisasi tahun {b.tahun} tidak diperbandingkan "
                    "dengan target itu karena melampaui nilai yang mungkin.")
        return (f"Target akhir Renstra ({akhir}) adalah {write_value(target, satuan)}; realisasi tahun {b.tahun} sebesar "
                f"{write_value(c.realisasi, satuan)} {beda} target itu.")
    kurang = target - c.realisasi
    ukuran = f"{write_number(kurang)} poin" if satuan == "%" else write_value(kurang, satuan)
    return (f"Target akhir Renstra ({akhir}) adalah {write_value(target, satuan)}; realisasi tahun {b.tahun} sebesar "
            f"{write_value(c.realisasi, satuan)} masih kurang {ukuran}, atau baru {write_percent(100 * c.realisasi / target, 1)} "
            "dari target itu.")


def absorption(b: Bahan, tahun: int | None = None) -> float:
    """Return the absorption of the budget in per cent, or NaN."""
    pagu, realisasi = b.number("anggaran.pagu", tahun), b.number("anggaran.realisasi", tahun)
    return math.nan if missing(pagu) or missing(realisasi) or not pagu else 100 * realisasi / pagu


def efficiency(b: Bahan, kode: str) -> str:
    """Compare capaian with the absorption of the budget."""
    c, serap = b.achievement(kode), absorption(b)
    if any("anggaran.pagu" in r.rumus.nama for r in b.metodologi.rumus if r.aturan.kode == f"{kode}.realisasi"):
        return "Indikator ini sendiri mengukur penyerapan anggaran sehingga tidak dibandingkan lagi dengan penyerapan."
    if missing(serap) or missing(c.dihitung):
        return "Capaian atau penyerapan anggaran tidak tersedia dalam sumber sehingga efisiensi tidak dapat dinilai."
    beda = c.dihitung - serap
    perbandingan = f"Capaian {write_percent(c.dihitung, 2)} dicapai dengan penyerapan anggaran Polres {write_percent(serap, 2)}"
    if c.mustahil:
        return f"{perbandingan}. Efisiensi tidak disimpulkan karena realisasinya melampaui nilai yang mungkin."
    if beda >= 0:
        return f"{perbandingan}; capaian tidak di bawah penyerapan, sehingga menurut ukuran ini penggunaan anggaran efisien."
    return f"{perbandingan}; capaian {write_number(-beda, 2)} poin di bawah penyerapan, sehingga menurut ukuran ini penggunaan anggaran belum efisien."
