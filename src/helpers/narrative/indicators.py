"""Sentences about one indicator: against its target, earlier years, the strategic plan, and the budget."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from helpers.lineage.traced import mark
from helpers.methodology.formulas import Hilang, TakTerdefinisi
from helpers.methodology.models import Sasaran
from helpers.narrative import pace
from helpers.narrative.material import BELUM, TIDAK, Bahan, Capaian, Ulang, once
from helpers.narrative.words import (
    capitalise,
    join_words,
    missing,
    write_change,
    write_gap,
    write_money,
    write_number,
    write_percent,
    write_value,
)
from helpers.numbers import format_number
from helpers.sources.facts import Fakta, read_rows

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
    return list(printed_numbers(b, kode, tahun, periode).values())


def printed_numbers(b: Bahan, kode: str, tahun: int, periode: str = "TH") -> dict[float, str]:
    """Return the different values printed for one fact, in reading order, with the marked text of each."""
    nilai: dict[float, tuple[int, str]] = {}
    for r in _prints(b).get((kode, tahun, periode), ()):
        if r.nilai not in nilai or r.presisi > nilai[r.nilai][0]:
            nilai[r.nilai] = (r.presisi, r.fakta_id)
    return {n: mark(format_number(n, p), fakta_id) for n, (p, fakta_id) in nilai.items()}


@once
def _prints(b: Bahan) -> dict[tuple[str, int, str], list[Fakta]]:
    """Return the printed numbers of the Polres as a whole, by (kode, tahun, periode), in reading order."""
    hasil: dict[tuple[str, int, str], list[Fakta]] = defaultdict(list)
    for f in read_rows(b.fakta):
        if f.wilayah == b.polres and f.keadaan == "angka":
            hasil[f.kode, f.tahun, f.periode].append(f)
    return hasil


def contested(b: Bahan, kode: str) -> str:
    """Say which of target, realisasi and capaian are printed with different values, and which one is used."""
    kalimat = []
    for bagian in b.achievement(kode).sengketa:
        lengkap = f"{kode}.{bagian}"
        v = b.value(lengkap)
        if v is None:
            continue
        dipakai = f"nilai yang ditetapkan dalam {decision(b, lengkap)}" if v.status == "koreksi" else _why_chosen(b, lengkap, v.nilai)
        kalimat.append(f"{capitalise(NAMA_BAGIAN[bagian])} tercetak sebagai {join_words(printed_values(b, lengkap, b.tahun))}; "
                       f"laporan ini memakai {write_number(v.nilai, v.presisi)}, {dipakai}.")
    return " ".join(kalimat)


def decision(b: Bahan, kode: str) -> str:
    """Name the declared correction about a year's fact by its standing."""
    semua = b.metodologi.equivalents(kode)
    sah = any(k.kode in semua and k.tahun == b.tahun and k.status == "disahkan" for k in b.masukan.koreksi)
    return "koreksi yang disahkan" if sah else "koreksi yang diusulkan"


def _why_chosen(b: Bahan, kode: str, nilai: float) -> str:
    """Say why a value stands for a contested fact: printed most often, or the most precise print of that value."""
    banyak = Counter(f.nilai for f in _prints(b).get((kode, b.tahun, "TH"), ()))
    return "nilai yang paling sering tercetak" if banyak[nilai] == max(banyak.values(), default=-1) else "cetakan paling teliti dari nilai yang paling sering tercetak"


def against_earlier(b: Bahan, kode: str) -> str:
    """Compare with the year before, and with the span of earlier years where printed."""
    c, lalu = b.achievement(kode), b.achievement(kode, b.tahun - 1)
    satuan = _unit(b, c)
    if missing(c.realisasi):
        return f"Realisasi tahun {b.tahun} tidak tersedia dalam sumber sehingga perbandingan antartahun tidak dapat dibuat."
    if missing(lalu.realisasi) and not missing(hitungan := derived(b, kode, lalu.tahun)):
        kalimat = [f"Realisasi tahun {lalu.tahun} tidak tercetak sebagai realisasi indikator, tetapi data pendukungnya menghasilkan "
                   f"{write_value(hitungan, satuan, 2)} (hitungan ulang, bukan nilai resmi); terhadap nilai itu realisasi tahun {b.tahun} "
                   f"{write_change(hitungan, c.realisasi, satuan)}."]
    elif missing(lalu.realisasi):
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
    kalimat += [teks for teks in (_earlier_restated(b, kode, lalu.realisasi, c.realisasi), _earlier_by_data(b, kode, lalu.realisasi, c.realisasi, satuan), _older_by_data(b, kode, satuan)) if teks]
    deret = {t: v for t in b.years(f"{kode}.realisasi") if t <= b.tahun and not missing(v := b.number(f"{kode}.realisasi", t))}
    if len(deret) > 2:
        awal, tinggi, rendah = min(deret), max(deret, key=lambda t: deret[t]), min(deret, key=lambda t: deret[t])
        kalimat.append(f"Sejak {awal}, nilai tertinggi {write_value(deret[tinggi], satuan)} ({tinggi}) dan terendah "
                       f"{write_value(deret[rendah], satuan)} ({rendah}).")
    return " ".join(kalimat)


def _earlier_restated(b: Bahan, kode: str, lalu: float, kini: float) -> str:
    """Say when an index that rises as published falls when both years are computed again, or the other way round."""
    dulu, ulang = (b.restated.get((f"{kode}.realisasi", t, "TH")) for t in (b.tahun - 1, b.tahun))
    if f"{kode}.realisasi" not in b.index_codes or missing(lalu) or not dulu or not ulang or not ulang.dihitung or not dulu.pasti:
        return ""
    turun, naik = ulang.nilai < dulu.nilai - 0.005 and kini >= lalu, ulang.bawah > dulu.nilai + 0.005 and kini <= lalu
    if not turun and not naik:
        return ""
    batas = "" if ulang.pasti else "paling tinggi " if turun else "sedikitnya "
    return (f"Menurut hitungan ulang (bukan nilai resmi) nilainya justru {'turun' if turun else 'naik'}, dari {write_number(dulu.nilai, 2)} menjadi "
            f"{batas}{write_number(ulang.nilai if turun else ulang.bawah, 2)}.")


def _earlier_by_data(b: Bahan, kode: str, lalu: float, kini: float, satuan: str) -> str:
    """Say what the comparison becomes when last year's printed realisasi does not follow from its supporting data."""
    hitungan = derived(b, kode, b.tahun - 1)
    if missing(lalu) or missing(hitungan) or abs(hitungan - lalu) < 1:
        return ""
    return (f"Namun data pendukung tahun {b.tahun - 1} menghasilkan {write_value(hitungan, satuan, 2)} (hitungan ulang, bukan nilai resmi), bukan "
            f"{write_value(lalu, satuan)}; terhadap hasil itu realisasi {write_change(hitungan, kini, satuan, 2)}.")


def known_years(b: Bahan, kode: str) -> dict[int, tuple[float, bool]]:
    """Return the realisasi of every year up to the report's: the printed one, or what its supporting data give.

    Returns
    -------
    dict
        Year to value and whether it is printed.
    """
    rumus = {n for r in b.metodologi.rumus if r.aturan.kode == f"{kode}.realisasi" and r.aturan.keluarga == "rasio" for n in r.rumus.nama}
    hasil = {}
    for t in b.years(f"{kode}.realisasi", *rumus):
        tercetak = b.number(f"{kode}.realisasi", t)
        nilai = derived(b, kode, t) if missing(tercetak) else tercetak
        if t <= b.tahun and not missing(nilai):
            hasil[t] = (nilai, not missing(tercetak))
    return hasil


def _older_by_data(b: Bahan, kode: str, satuan: str) -> str:
    """Tell the realisasi of years before last year that only the supporting data give."""
    lama = {t: v for t, (v, tercetak) in known_years(b, kode).items() if not tercetak and t < b.tahun - 1}
    if not lama:
        return ""
    butir = join_words([f"{write_value(v, satuan, 2)} ({t})" for t, v in lama.items()])
    return f"Untuk tahun yang realisasinya tidak tercetak, data pendukung menghasilkan {butir}; angka itu hitungan ulang, bukan nilai resmi."


def derived(b: Bahan, kode: str, tahun: int) -> float:
    """Return the realisasi that the ratio of its supporting data gives, or NaN."""
    for r in b.metodologi.rumus:
        if r.aturan.kode == f"{kode}.realisasi" and r.aturan.keluarga == "rasio":
            nilai = {n: b.number(n, tahun) for n in r.rumus.nama}
            if any(missing(v) for v in nilai.values()):
                return math.nan
            try:
                return r.rumus.evaluate(nilai, b.metodologi.konversi)
            except (Hilang, TakTerdefinisi, ZeroDivisionError):
                return math.nan
    return math.nan


def against_standard(b: Bahan, kode: str) -> str:
    """Compare with a national standard, or say that the source holds none; name the grade where there is a scale."""
    c, a = b.achievement(kode), b.metodologi.analisis
    satuan = _unit(b, c)
    kalimat = []
    standar = max((s for s in a.standar_nasional if s.indikator == kode and s.tahun <= b.tahun), key=lambda s: s.tahun, default=None)
    if standar is None:
        kalimat.append("Sumber tidak memuat standar nasional untuk indikator ini.")
    elif missing(c.realisasi):
        kalimat.append(f"Standar nasional tahun {standar.tahun} adalah {write_value(standar.nilai, satuan)} ({standar.sumber}); realisasi untuk dibandingkan tidak tersedia dalam sumber.")
    else:
        beda = write_gap(c.realisasi, standar.nilai, satuan).replace("target", "standar itu")
        kalimat.append(f"Standar nasional tahun {standar.tahun} adalah {write_value(standar.nilai, satuan)} ({standar.sumber}); realisasi tahun {b.tahun} {beda}.")
    if kode in a.berpredikat and not missing(c.realisasi):
        kalimat.append(f"Menurut skala predikat AKIP, nilai {write_value(c.realisasi, satuan)} berpredikat {b.metodologi.grade(c.realisasi)}.")
    return " ".join(kalimat)


def against_plan(b: Bahan, kode: str) -> str:
    """Compare with the target of the last year of the strategic plan, and say at what pace it is reached."""
    return " ".join(filter(None, [_distance(b, kode), pace.to_plan(b, kode)]))


def _distance(b: Bahan, kode: str) -> str:
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
        ulang = b.restated.get((f"{kode}.realisasi", b.tahun, "TH"))
        balik = (f" Menurut hitungan ulang ({_at_most(ulang)}{write_value(ulang.nilai, satuan, 2)}) target itu belum tercapai."
                 if ulang and ulang.dihitung and ulang.nilai < target - 1e-9 else "")
        return (f"Target akhir Renstra ({akhir}) adalah {write_value(target, satuan)}; realisasi tahun {b.tahun} sebesar "
                f"{write_value(c.realisasi, satuan)} {beda} target itu.{balik}")
    kurang = target - c.realisasi
    ukuran = f"{write_number(kurang)} poin" if satuan == "%" else write_value(kurang, satuan)
    return (f"Target akhir Renstra ({akhir}) adalah {write_value(target, satuan)}; realisasi tahun {b.tahun} sebesar "
            f"{write_value(c.realisasi, satuan)} masih kurang {ukuran}, atau baru {write_percent(100 * c.realisasi / target, 1)} "
            "dari target itu.")


def _at_most(u: Ulang) -> str:
    return "" if u.pasti else "paling tinggi "


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
    ulang = b.restated.get((f"{kode}.capaian", b.tahun, "TH"))
    if beda >= 0 and ulang and ulang.dihitung and ulang.nilai < serap:
        return (f"{perbandingan}. Hitungan ulang menghasilkan capaian {_at_most(ulang)}{write_percent(ulang.nilai, 2)}, di bawah penyerapan itu, "
                "sehingga efisiensi belum dapat disimpulkan.")
    if beda >= 0:
        return f"{perbandingan}; capaian tidak di bawah penyerapan, sehingga menurut ukuran ini penggunaan anggaran efisien."
    return f"{perbandingan}; capaian {write_number(-beda, 2)} poin di bawah penyerapan, sehingga menurut ukuran ini penggunaan anggaran belum efisien."


def objective_of(b: Bahan, kode: str) -> Sasaran:
    """Return the objective an indicator belongs to."""
    return next(s for s in b.objectives if any(i.kode == kode for i in s.indikator))


def programs(b: Bahan, kode: str) -> str:
    """Say what the budget programs that support an indicator's objective had and spent; empty when none is printed."""
    butir = []
    for p in b.metodologi.analisis.program_sasaran.nilai.get(objective_of(b, kode).kode, ()):
        pagu, realisasi = b.number(f"{p}.pagu"), b.number(f"{p}.realisasi")
        if missing(pagu) or missing(realisasi) or not pagu:
            continue
        nama = b.metodologi.name(f"{p}.pagu").removesuffix(": pagu")
        butir.append(f"{nama} (pagu {write_money(pagu)}, terserap {write_percent(100 * realisasi / pagu, 2)})")
    if not butir:
        return ""
    kata = "Program anggaran yang menunjang sasaran ini" if len(butir) == 1 else "Program-program anggaran yang menunjang sasaran ini"
    return f"{kata} menurut pemasangan dalam metodologi ({b.metodologi.analisis.program_sasaran.kedudukan}) adalah {join_words(butir)}."
