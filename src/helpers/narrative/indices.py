"""Sentences about the security index: its quarters, its recomputation, and the crimes behind it."""

from __future__ import annotations

from helpers.methodology.words import lower_first
from helpers.narrative import regions
from helpers.narrative.indicators import printed_numbers
from helpers.narrative.material import BELUM, TERCAPAI, TIDAK, Bahan, Ulang
from helpers.narrative.words import join_words, missing, write_change, write_count, write_number, write_percent

TRIWULAN = ("TW1", "TW2", "TW3", "TW4")
KEDUDUKAN = {
    "tercetak": "tercetak dalam sumber", "rekonstruksi": "rekonstruksi dari nilai tercetak",
    "rujukan": "rujukan peraturan atau laporan lain", "asumsi": "asumsi", "": "tidak diketahui",
}

_WORD = {TERCAPAI: "tercapai", TIDAK: "tidak tercapai"}
_RUMUS = {"tercetak": "rumus yang tercetak dalam sumber", "rekonstruksi": "rumus hasil rekonstruksi", "rujukan": "rumus rujukan", "asumsi": "rumus asumsi"}


def index_name(b: Bahan, kode: str) -> str:
    """Return the short name of a headline index."""
    return b.metodologi.indikator[kode.removesuffix(".realisasi")].pendek


def quarters(b: Bahan, kode: str, tahun: int | None = None) -> str:
    """Say how an index moved over the quarters of a year."""
    tahun = tahun or b.tahun
    nilai = {p: v for p in TRIWULAN if not missing(v := b.number(kode, tahun, p))}
    tulis = {p: write_number(v, b.value(kode, tahun, p).presisi) for p, v in nilai.items()}
    nama = index_name(b, kode)
    if not nilai:
        return f"Nilai triwulan {nama} tahun {tahun} tidak tersedia dalam sumber."
    if len(nilai) == 1:
        p = next(iter(nilai))
        return f"Untuk tahun {tahun}, {nama} hanya tercetak pada triwulan {p[2]}, yaitu {tulis[p]}."
    tinggi, rendah = max(nilai, key=nilai.__getitem__), min(nilai, key=nilai.__getitem__)
    if nilai[tinggi] == nilai[rendah]:
        return f"Sepanjang {tahun}, {nama} tetap {tulis[tinggi]}."
    teks = (f"Sepanjang {tahun}, {nama} yang tercetak paling rendah {tulis[rendah]} pada triwulan {rendah[2]} "
            f"dan paling tinggi {tulis[tinggi]} pada triwulan {tinggi[2]}.")
    batas = b.maximum(kode.removesuffix(".realisasi"))
    if batas is None or nilai[tinggi] <= batas:
        return teks
    return f"{teks} Nilai {tulis[tinggi]} melampaui nilai tertinggi indeks, yaitu {write_number(batas)}, sehingga tidak mungkin benar."


def rule_standing(b: Bahan, kode: str) -> str:
    """Return the standing of the rule by which the quarters of an index are recomputed; empty without a rule."""
    return next((r.aturan.kedudukan for r in b.metodologi.rumus if r.aturan.kode == kode and r.aturan.periode == "TW"), "")


def rule_name(b: Bahan, kode: str) -> str:
    """Name the rule by which the quarters of an index are recomputed, with its standing."""
    return _RUMUS.get(rule_standing(b, kode), "rumusnya")


def mismatches(b: Bahan, kode: str, tahun: int | None = None) -> str:
    """Say in how many periods the printed index does not follow from its rule."""
    tahun = tahun or b.tahun
    baris = [r for p in TRIWULAN if (r := b.recomputed.get((kode, tahun, p))) and not missing(r.tercetak)]
    diuji = [r for r in baris if r.cocok is not None]
    nama, aturan = index_name(b, kode), f"hitungan ulang dari masukan tercetak menurut {rule_name(b, kode)}"
    if not baris:
        return ""
    if not diuji:
        return f"Tidak ada rumus yang diketahui untuk nilai triwulan {nama}; nilai itu dipakai sebagaimana tercetak dan tidak dapat diperiksa."
    gagal = [r for r in diuji if not r.cocok]
    if not gagal:
        banyak = f"ke{write_count(len(diuji))} triwulan" if len(diuji) > 1 else f"triwulan {diuji[0].periode[2]} tahun"
        return f"Pada {banyak} {tahun}, nilai tercetak {nama} sesuai dengan {aturan}."
    jauh = max(gagal, key=lambda r: abs(r.selisih))
    angka = f"tercetak {write_number(jauh.tercetak, b.value(kode, tahun, jauh.periode).presisi)}, hasil hitungan {write_number(jauh.dihitung, 2)}"
    if len(gagal) == 1:
        return f"Pada triwulan {jauh.periode[2]} tahun {tahun}, nilai tercetak {nama} tidak sesuai dengan {aturan}: {angka}."
    banyak = f"ke{write_count(len(diuji))}" if len(gagal) == len(diuji) else f"{write_count(len(gagal))} dari {write_count(len(diuji))}"
    return (f"Pada {banyak} triwulan {tahun}, nilai tercetak {nama} tidak sesuai dengan {aturan}; selisih terbesar pada triwulan "
            f"{jauh.periode[2]}: {angka}.")


def restated(b: Bahan, kode: str, tahun: int | None = None, *, alasan: bool = True) -> str:
    """Say what the year's index is when its rule is carried through, whether the verdict changes, and why it may be but a bound."""
    tahun = tahun or b.tahun
    tercetak, ulang = b.number(kode, tahun), b.restated.get((kode, tahun, "TH"))
    target = b.number(kode.replace(".realisasi", ".target"), tahun)
    if ulang is None or missing(tercetak) or not ulang[1]:
        return ""
    beda, nama = tercetak - ulang[0], index_name(b, kode)
    if ulang.pasti and abs(beda) < 0.01:
        return f"Menurut {rule_name(b, kode)}, {nama} {tahun} tetap {write_number(ulang[0], 2)}."
    kalimat = (f"{_basis(b, kode, tahun)} {nama} {tahun}{_through(b, kode, tahun)} menghasilkan {write_restated(ulang)}, bukan "
               f"{write_number(tercetak, b.value(kode, tahun).presisi)} sebagaimana tercetak")
    sebab = "" if ulang.pasti or not alasan else f" Nilainya berupa batas karena {ulang.keterangan}."
    if missing(target):
        return f"{kalimat}.{sebab}"
    putusan = ulang.verdict(target)
    if putusan == BELUM:
        return f"{kalimat}; bila dipakai, ketercapaian target {write_number(target)} tidak dapat dipastikan.{sebab}"
    if (tercetak >= target) != (putusan == TERCAPAI):
        return f"{kalimat}; bila dipakai, target {write_number(target)} {'tercapai' if putusan == TERCAPAI else 'tidak tercapai'}.{sebab}"
    return f"{kalimat}; bila dipakai, kesimpulan terhadap target {write_number(target)} tidak berubah.{sebab}"


def write_restated(u: Ulang, desimal: int = 2) -> str:
    """Write a restated number in a sentence; where only its bounds are known, the highest, named so."""
    return write_number(u.nilai, desimal) if u.pasti else f"paling tinggi {write_number(u.nilai, desimal)}"


def changed(b: Bahan, *, ringkas: bool = False) -> str:
    """Say for which indicators the conclusion changes once everything is restated from corrected inputs."""
    berubah, terbuka, tetap = [], [], []
    for i in b.indicators:
        c, u = b.achievement(i.kode), b.restated.get((f"{i.kode}.capaian", b.tahun, "TH"))
        if c.status == BELUM or u is None:
            continue
        ulang, terbit = u.verdict(100.0), TIDAK if c.status == TIDAK else TERCAPAI
        if ulang == BELUM:
            terbuka.append(lower_first(i.pendek))
        elif ulang != terbit:
            berubah.append(f"{lower_first(i.pendek)} ({_WORD[terbit]} menjadi {_WORD[ulang]}: capaian {write_number(c.dihitung, 2)}% menjadi {write_restated(u)}%)")
        if not (r := b.restated.get((f"{i.kode}.realisasi", b.tahun, "TH"))) or not (r.dihitung or r.kedudukan):
            tetap.append(lower_first(i.pendek))
    kalimat = [f"Bila dihitung ulang dari masukan yang telah dikoreksi, kesimpulan berubah untuk {join_words(berubah)}." if berubah
               else "Bila dihitung ulang dari masukan yang telah dikoreksi, tidak ada kesimpulan yang berubah."]
    if terbuka:
        kalimat.append(f"Ketercapaian {join_words(terbuka)} tidak dapat dipastikan.")
    if tetap and not ringkas:
        kalimat.append(f"Realisasi {join_words(tetap)} tidak dapat diturunkan dari data pendukung dan dipakai sebagaimana tercetak.")
    return " ".join(kalimat)


def any_restated(b: Bahan) -> bool:
    """Whether a headline index of the year was computed again."""
    return any((u := b.restated.get((k, b.tahun, "TH"))) and u.dihitung for k in b.index_codes)


def crimes_short(b: Bahan) -> str:
    """Say in one sentence how many crimes were recorded and which other counts are printed; empty where none is."""
    asal = "H8.kasus" if b.value("H8.kasus") else "G1.terjadi"
    v = b.value(asal)
    if v is None:
        return ""
    lain = others(b, asal)
    beda = f", tetapi sumber juga mencetak {join_words(lain)}; satu angka resmi perlu ditetapkan" if lain else ""
    return f"Jumlah kasus kejahatan tahun {b.tahun} dibaca {write_number(v.nilai, v.presisi)}{beda}."


def _basis(b: Bahan, kode: str, tahun: int) -> str:
    """Say on what a restated index rests: best of all, a rule that yields every quarter of the year before."""
    lalu = [r.cocok for p in TRIWULAN if (r := b.recomputed.get((kode, tahun - 1, p))) and r.cocok is not None]
    if len(lalu) == len(TRIWULAN) and all(lalu):
        return f"Menurut {rule_name(b, kode)}, yang cocok dengan keempat nilai triwulan {tahun - 1}, hitungan ulang dari masukan yang dikoreksi (bukan nilai resmi)"
    return f"Menurut {rule_name(b, kode)} yang diterapkan pada setiap triwulan, hitungan ulang dari masukan yang dikoreksi (bukan nilai resmi)"


def _through(b: Bahan, kode: str, tahun: int) -> str:
    """Name the indices whose own restatement moves this one."""
    aturan = [r for r in b.metodologi.rumus if r.aturan.kode == kode and r.aturan.periode == "TW"]
    bagian = [n for r in aturan for n in r.rumus.nama if n in b.index_codes and (u := b.restated.get((n, tahun, "TH"))) and u[1]
              and abs(u[0] - b.number(n, tahun)) >= 0.01]
    return f" (dengan {join_words([index_name(b, n) for n in dict.fromkeys(bagian)])} yang dinyatakan ulang)" if bagian else ""


def crimes(b: Bahan) -> str:
    """Say how many crimes were recorded, solved, and whether the count is contested."""
    asal = "H8.kasus" if b.value("H8.kasus") else "G1.terjadi"
    v, s = b.value(asal), b.value("G1.selesai")
    if v is None:
        return f"Jumlah kasus kejahatan tahun {b.tahun} tidak tersedia dalam sumber."
    semua = different_values(b, asal)
    kalimat = []
    if len(semua) > 1:
        kalimat.append(f"Jumlah kasus kejahatan tahun {b.tahun} tercetak dengan {write_count(len(semua))} nilai: {join_words(list(semua.values()))}. "
                       f"Laporan ini memakai {write_number(v.nilai, v.presisi)} kasus{_reason(b, asal)}.")
    else:
        kalimat.append(f"Pada tahun {b.tahun} tercatat {write_number(v.nilai, v.presisi)} kasus kejahatan.")
    lalu = b.value(asal, b.tahun - 1)
    if lalu is not None:
        persen = f", atau {write_percent(100 * abs(v.nilai - lalu.nilai) / lalu.nilai, 2)}" if lalu.nilai and v.nilai != lalu.nilai else ""
        kalimat.append(f"Dibandingkan dengan {b.tahun - 1}, jumlah kasus {write_change(lalu.nilai, v.nilai, 'kasus')}{persen}.")
    if s is not None and v.nilai:
        persen, cetak = 100 * s.nilai / v.nilai, b.value("G1")
        beda = f", sedangkan clearance rate (kasus selesai dibagi kasus terjadi) yang tercetak {write_percent(cetak.nilai, cetak.presisi)}" if cetak and abs(cetak.nilai - persen) > 0.5 else ""
        kalimat.append(f"Kasus yang selesai ditangani {write_number(s.nilai, s.presisi)}, atau {write_percent(persen, 2)} dari kasus yang terjadi{beda}.")
        if lain := others(b, "G1.selesai"):
            kalimat.append(f"Jumlah yang selesai juga tercetak {join_words(lain)}.")
            kalimat.append(_by_unit(b, asal))
    return " ".join(filter(None, [*kalimat, _crime_rate(b, semua)]))


def different_values(b: Bahan, kode: str) -> dict[float, str]:
    """Return the different values the year prints for a fact, under all its codes, with the marked text of each."""
    hasil: dict[float, str] = {}
    for k in b.metodologi.equivalents(kode):
        for nilai, teks in printed_numbers(b, k, b.tahun).items():
            hasil.setdefault(nilai, teks)
    return hasil


def others(b: Bahan, kode: str) -> list[str]:
    """Return the values printed for a fact beside the chosen one."""
    v = b.value(kode)
    return [teks for nilai, teks in different_values(b, kode).items() if v is None or nilai != v.nilai]


def _by_unit(b: Bahan, asal: str) -> str:
    """Say what the units' own rows of cases and solved cases add up to, where that is another share than the year's."""
    x = next((x for x in b.metodologi.analisis.banding_wilayah if x.keseluruhan in b.metodologi.equivalents(asal)
              and x.bagian in b.metodologi.equivalents("G1.selesai")), None)
    satuan = [w for w in b.masukan.nama_wilayah if w != b.polres] if x else []
    isi = [n for n in (regions.counts(b, x, w, b.tahun) for w in satuan) if not missing(n[0]) and not missing(n[1])]
    terjadi, selesai = (sum(v[j] for v in isi) for j in (0, 1))
    if not terjadi or selesai == b.number("G1.selesai"):
        return ""
    return (f"Rincian menurut satuan kerja dan Polsek berjumlah {write_number(selesai, 0)} kasus selesai dari {write_number(terjadi, 0)} kasus, "
            f"atau {write_percent(100 * selesai / terjadi, 2)}; perbandingan antar-Polsek di bawah memakai rincian itu.")


def _crime_rate(b: Bahan, tercetak: dict[float, str]) -> str:
    """Say when the printed crime rate does not follow from the count, and which other printed count it follows from."""
    laju, kasus, penduduk = b.value("H8"), b.value("H8.kasus"), b.value("H8.penduduk")
    if laju is None or kasus is None or penduduk is None or not penduduk.nilai:
        return ""
    hitung = 100_000 * kasus.nilai / penduduk.nilai
    if abs(hitung - laju.nilai) <= 0.05:
        return ""
    asal = [teks for nilai, teks in tercetak.items() if abs(100_000 * nilai / penduduk.nilai - laju.nilai) <= 0.05]
    cocok = f"; angka tercetak itu mengikuti {join_words(asal)} kasus" if asal else ""
    return (f"Crime rate (kasus per 100.000 penduduk) tercetak {write_number(laju.nilai, laju.presisi)}, sedangkan {write_number(kasus.nilai, kasus.presisi)} kasus "
            f"menghasilkan {write_number(hitung, 2)}{cocok}.")


def _reason(b: Bahan, kode: str) -> str:
    ada = [k for k in b.masukan.koreksi if k.kode == kode and k.tahun == b.tahun and k.periode == "TH"]
    if ada:
        return f" (koreksi berstatus {ada[0].status}): {ada[0].alasan[:1].lower()}{ada[0].alasan[1:].rstrip('.')}"
    v = b.value(kode)
    return ", nilai yang tercetak untuk besaran itu sendiri" if v is not None and v.status == "sepakat" else ", nilai yang paling sering tercetak"
