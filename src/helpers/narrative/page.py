"""The executive page, in words that need no training: what was reached, what was not, what can not be trusted and why."""

from __future__ import annotations

from helpers.methodology.words import lower_first
from helpers.narrative import budget, regions, summary
from helpers.narrative.indicators import decision
from helpers.narrative.indices import TRIWULAN, different_values, index_name, others, write_restated
from helpers.narrative.material import BELUM, TERCAPAI, TIDAK, Bahan, Capaian
from helpers.narrative.words import capitalise, join_words, missing, write_count, write_number, write_percent, write_value

_NAMA_DISEBUT = 3


def _unit(b: Bahan, kode: str) -> str:
    return b.metodologi.unit(f"{kode}.realisasi").lambang


def _of_target(b: Bahan, c: Capaian) -> str:
    satuan = _unit(b, c.indikator.kode)
    return f"{lower_first(c.indikator.pendek)} ({write_value(c.realisasi, satuan)} dari target {write_value(c.target, satuan)})"


def turned(b: Bahan) -> list[str]:
    """Return the indices whose target is reached as published and missed when computed again."""
    hasil = []
    for kode in b.index_codes:
        ulang, tercetak, target = b.restated.get((kode, b.tahun, "TH")), b.number(kode), b.number(kode.replace(".realisasi", ".target"))
        if ulang and ulang[1] and not missing(tercetak) and not missing(target) and ulang[0] < target <= tercetak:
            hasil.append(kode)
    return hasil


def reached(b: Bahan) -> str:
    """Say how many indicators reached their target as published, and which of them do not when computed again."""
    v, jumlah = summary.verdicts(b), len(b.indicators)
    if jumlah == len(v[BELUM]):
        return f"Belum satu pun dari {write_count(jumlah)} indikator tahun {b.tahun} dapat dinilai karena target atau realisasinya tidak tersedia dalam sumber."
    baik = len(v[TERCAPAI])
    banyak = "Tidak satu pun" if not baik else "Seluruh" if baik == jumlah else write_count(baik).capitalize()
    dari = "" if baik == jumlah else "dari "
    kalimat = [f"{banyak} {dari}{write_count(jumlah)} indikator kinerja {b.nama} tahun {b.tahun} mencapai target menurut angka yang diterbitkan."]
    if balik := turned(b):
        nama = join_words([index_name(b, k) for k in balik])
        awal = f"{write_count(len(balik)).capitalize()} di antaranya, {nama}," if len(balik) < baik else nama
        kalimat.append(f"{awal} tidak mencapai target bila dihitung ulang.")
    return " ".join(filter(None, [*kalimat, budget.year(b), budget.largest(b)]))


def missed(b: Bahan) -> str:
    """Say which indicators missed their target, and which can not be judged."""
    v = summary.verdicts(b)
    kalimat = []
    if v[TIDAK]:
        kalimat.append(f"{capitalise(join_words([_of_target(b, c) for c in v[TIDAK]]))}.")
    elif len(v[BELUM]) < len(b.indicators):
        kalimat.append("Tidak ada indikator yang realisasi terbitannya di bawah target.")
    if v[BELUM] and len(v[BELUM]) < len(b.indicators):
        kalimat.append(f"Yang belum dapat dinilai: {join_words([lower_first(c.indikator.pendek) for c in v[BELUM]])}.")
    kalimat += [s for s in (_weakest(b),) if s]
    return " ".join(kalimat)


def _weakest(b: Bahan) -> str:
    """Name the Polsek with the lowest share in the first comparison of the methodology."""
    for x in b.metodologi.analisis.banding_wilayah[:1]:
        baris = [r for r in regions.compare(b, x) if not missing(r.persen)]
        if len(baris) < 2:
            return ""
        rendah = min(r.persen for r in baris)
        nama = [r.nama for r in baris if r.persen < rendah + 1e-9]
        if len(nama) == len(baris):
            return ""
        siapa = join_words(nama) if len(nama) <= _NAMA_DISEBUT else f"{write_count(len(nama))} Polsek"
        return f"Antar-Polsek, {x.sebutan} terendah ada di {siapa} ({write_percent(rendah, 2)}; seluruh Polsek {write_percent(regions.overall(baris)[2], 2)})."
    return ""


def doubts(b: Bahan) -> list[str]:
    """Say what can not be trusted and why, the weightiest first."""
    return [s for s in (*(_restated(b, k) for k in reversed(b.index_codes)), *_impossible(b), _crimes(b), _clearance(b), _contested(b)) if s]


def _restated(b: Bahan, kode: str) -> str:
    """Say what an index becomes when computed again, and the plainest reason for the difference."""
    ulang, tercetak, target = b.restated.get((kode, b.tahun, "TH")), b.number(kode), b.number(kode.replace(".realisasi", ".target"))
    if not ulang or not ulang[1] or missing(tercetak) or abs(ulang[0] - tercetak) < 0.01:
        return ""
    nama = index_name(b, kode)
    kalimat = f"{nama} diterbitkan {write_number(tercetak, 2)}, tetapi hitungan ulangnya {write_restated(ulang)}"
    if not missing(target):
        kalimat += f", {'di bawah' if ulang[0] < target else 'tidak di bawah'} target {write_number(target)}"
    return f"{kalimat}. {_reason(b, kode)}".rstrip()


def _reason(b: Bahan, kode: str) -> str:
    batas = b.maximum(kode.removesuffix(".realisasi"))
    lewat = [p for p in TRIWULAN if batas is not None and not missing(v := b.number(kode, None, p)) and v > batas]
    if lewat:
        return (f"Nilai triwulan {join_words([p[2] for p in lewat])} tercetak {join_words([write_number(b.number(kode, None, p), 2) for p in lewat])}, "
                f"padahal paling tinggi {write_number(batas)}.")
    bagian = [n for r in b.metodologi.rumus if r.aturan.kode == kode and r.aturan.periode == "TW" for n in r.rumus.nama if n in b.index_codes and _restated(b, n)]
    return f"Sebabnya, {join_words([index_name(b, n) for n in dict.fromkeys(bagian)])} adalah bagian dari indeks ini." if bagian else ""


def _impossible(b: Bahan) -> list[str]:
    return [f"{c.indikator.pendek} tercetak {write_value(c.realisasi, _unit(b, i.kode))}, padahal paling tinggi {write_value(b.maximum(i.kode), _unit(b, i.kode))}; ketercapaiannya diragukan."
            for i in b.indicators if (c := b.achievement(i.kode)).mustahil]


def _crimes(b: Bahan) -> str:
    """Say that the number of crimes is printed with several values, and which one is used."""
    asal = "H8.kasus" if b.value("H8.kasus") else "G1.terjadi"
    v = b.value(asal)
    if v is None:
        return ""
    semua = different_values(b, asal)
    if len(semua) < 2:
        return ""
    dasar = {"koreksi": f"menurut {decision(b, asal)}", "sepakat": "yang tercetak untuk besaran itu sendiri"}.get(v.status, "yang paling sering tercetak")
    return f"Jumlah kasus kejahatan tercetak dengan {write_count(len(semua))} nilai: {join_words(list(semua.values()))}. Laporan ini memakai {write_number(v.nilai, v.presisi)}, {dasar}."


def _clearance(b: Bahan) -> str:
    """Say that the printed clearance rate does not follow from its counts."""
    s, t, cetak = b.value("G1.selesai"), b.value("G1.terjadi"), b.value("G1")
    if s is None or t is None or cetak is None or not t.nilai or abs(cetak.nilai - 100 * s.nilai / t.nilai) <= 0.5:
        return ""
    lain = others(b, "G1.selesai")
    juga = f"; yang selesai juga tercetak {join_words(lain)}" if lain else ""
    return (f"Penyelesaian kejahatan konvensional tercetak {write_percent(cetak.nilai, cetak.presisi)}, padahal {write_number(s.nilai, 0)} dari "
            f"{write_number(t.nilai, 0)} kasus adalah {write_percent(100 * s.nilai / t.nilai, 2)}{juga}.")


def _contested(b: Bahan) -> str:
    nama = [lower_first(i.pendek) for i in b.indicators if b.achievement(i.kode).sengketa]
    if not nama:
        return ""
    siapa = join_words(nama) if len(nama) <= _NAMA_DISEBUT else "lihat kartu skor"
    return f"Target, realisasi, atau capaian {write_count(len(nama))} indikator tercetak berbeda-beda ({siapa})."


def basis(b: Bahan) -> str:
    """Say what computing again means, and how many findings there are."""
    kalimat = []
    if any(_restated(b, k) for k in b.index_codes):
        cocok = [r.cocok for k in b.index_codes for p in TRIWULAN
                 if (u := b.restated.get((k, b.tahun, p))) and u[1] and (r := b.recomputed.get((k, b.tahun - 1, p))) and r.cocok is not None]
        kalimat.append("Hitungan ulang memakai rumus yang disusun kembali dari angka tercetak; hasilnya bukan nilai resmi.")
        if cocok:
            banyak = f"ke{write_count(len(cocok))}" if all(cocok) else f"{write_count(sum(cocok))} dari {write_count(len(cocok))}"
            kalimat.append(f"Rumus itu menghasilkan {banyak} nilai triwulan {b.tahun - 1} yang dapat diuji.")
    if b.temuan:
        kalimat.append(f"Seluruhnya ada {write_count(b.count_findings())} temuan, {write_count(b.count_findings('kritis'))} di antaranya kritis.")
    else:
        kalimat.append(summary.severity(b))
    return " ".join(kalimat)


