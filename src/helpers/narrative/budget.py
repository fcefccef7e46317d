"""Sentences about the budget."""

from __future__ import annotations

from helpers.methodology.words import lower_first
from helpers.narrative.indicators import absorption
from helpers.narrative.material import Bahan
from helpers.narrative.words import join_words, missing, write_count, write_money, write_percent


def parts(b: Bahan, awalan: str) -> list[str]:
    """Return the parts of a breakdown (``program``, ``belanja``, ``dana``) that the year prints, as codes without aspect."""
    induk = dict.fromkeys(k.rpartition(".")[0] for k in b.metodologi.bagian_parameter.parameter if k.startswith(awalan + "."))
    return [k for k in induk if b.value(f"{k}.pagu") or b.value(f"{k}.realisasi")]


def part_name(b: Bahan, kode: str) -> str:
    """Return the name of a part, without its aspect."""
    return b.metodologi.name(f"{kode}.pagu").removesuffix(": pagu")


def year(b: Bahan) -> str:
    """Say how much was available, spent and left."""
    pagu, realisasi = b.number("anggaran.pagu"), b.number("anggaran.realisasi")
    if missing(pagu) or missing(realisasi):
        return f"Pagu atau realisasi anggaran tahun {b.tahun} tidak tersedia dalam sumber."
    sisa = pagu - realisasi
    persen = f" atau {write_percent(absorption(b), 2)}" if pagu else ""
    if sisa < 0:
        return (f"Pagu tahun {b.tahun} sebesar {write_money(pagu)}, sedangkan realisasinya {write_money(realisasi)}{persen}; "
                f"realisasi melampaui pagu sebesar {write_money(-sisa)}.")
    akhir = f"dengan sisa {write_money(sisa)}" if sisa else "tanpa sisa"
    return f"Dari pagu tahun {b.tahun} sebesar {write_money(pagu)}, terealisasi {write_money(realisasi)}{persen}, {akhir}."


def years(b: Bahan) -> str:
    """Compare absorption over the years, and name years whose spending exceeds the ceiling."""
    serap = {t: v for t in b.years("anggaran.pagu", "anggaran.realisasi") if t <= b.tahun and not missing(v := absorption(b, t))}
    if len(serap) < 2:
        return "Data beberapa tahun tidak tersedia dalam sumber."
    tinggi, rendah = max(serap, key=serap.__getitem__), min(serap, key=serap.__getitem__)
    kalimat = [f"Sepanjang {min(serap)}–{max(serap)}, penyerapan tertinggi {write_percent(serap[tinggi], 2)} ({tinggi}) dan terendah "
               f"{write_percent(serap[rendah], 2)} ({rendah})."]
    lebih = [t for t in serap if serap[t] > 100]
    if lebih:
        kalimat.append(f"Realisasi tahun {join_words([str(t) for t in lebih])} tercetak melebihi pagunya; angka itu perlu dijelaskan "
                       "dengan dokumen anggaran karena belanja tidak dapat melampaui pagu.")
    kode = next((r.aturan.kode for r in b.metodologi.rumus if "anggaran.pagu" in r.rumus.nama and r.aturan.kode.endswith(".realisasi")), "")
    for t in serap:
        tercetak = b.value(kode, t)
        if tercetak and abs(tercetak.nilai - serap[t]) > 0.5:
            kalimat.append(f"Penyerapan tahun {t} tercetak {write_percent(tercetak.nilai, tercetak.presisi)}, padahal pagu dan realisasi yang "
                           f"tercetak menghasilkan {write_percent(serap[t], 2)}.")
    return " ".join(kalimat)


def largest(b: Bahan) -> str:
    """Say in one short sentence on which kinds of spending the money went; empty without that breakdown."""
    isi = {k: v for k in parts(b, "belanja") if not missing(v := b.number(f"{k}.realisasi"))}
    seluruh = sum(isi.values())
    if len(isi) < 2 or not seluruh:
        return ""
    urut = sorted(isi, key=isi.__getitem__, reverse=True)
    return f"Bagian terbesar ialah {join_words([f'{lower_first(part_name(b, k))} ({write_percent(100 * isi[k] / seluruh, 1)})' for k in urut[:2]])}."


def breakdown(b: Bahan, awalan: str, sebutan: str) -> str:
    """Say which part is largest and whether the parts add up to the whole."""
    kode = [k for k in parts(b, awalan) if not missing(b.number(f"{k}.pagu"))]
    if not kode:
        return f"Rincian per {sebutan} tidak tersedia dalam sumber."
    pagu = {k: b.number(f"{k}.pagu") for k in kode}
    besar, seluruh, resmi = max(pagu, key=pagu.__getitem__), sum(pagu.values()), b.number("anggaran.pagu")
    kalimat = [f"Pagu terbesar menurut {sebutan} adalah {lower_first(part_name(b, besar))}, yaitu {write_money(pagu[besar])} atau "
               f"{write_percent(100 * pagu[besar] / seluruh, 1)} dari jumlah rincian."] if len(kode) > 1 and seluruh else []
    if not missing(resmi):
        beda = resmi - seluruh
        kalimat.append(f"Jumlah pagu menurut {sebutan} sama dengan pagu Polres." if abs(beda) < 0.5 else
                       f"Jumlah pagu menurut {sebutan} adalah {write_money(seluruh)}, {write_money(abs(beda))} "
                       f"{'di bawah' if beda > 0 else 'di atas'} pagu Polres {write_money(resmi)}; penjelasan atas selisih itu tidak ada dalam data.")
    disebut = b.value(f"organisasi.{awalan}")
    if disebut and disebut.nilai != len(kode):
        kalimat.append(f"Sumber menyebut {write_count(disebut.nilai)} {sebutan}, tetapi yang dirinci {write_count(len(kode))}.")
    return " ".join(kalimat)
