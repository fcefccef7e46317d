"""What an LKIP prints besides: the year before in full, five years of budget and results, and every Polsek."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace

from helpers.methodology.rules import Metodologi
from helpers.sintetis.bahan import Bahan, Rinci, draw_pair, split_cases

#: Indicators whose realisasi follows from counts of the same year.
_DARI_CACAH = {"IKP2": "disiplin", "IKP3": "etika", "IKP8": "pengaduan"}
_OPERASI = ("ops.senpi", "ops.sikat1", "ops.antic", "ops.sikat2", "ops.lilin", "ops.ketupat")
_DETEKSI = ("politik", "ekonomi", "sosial_budaya", "keamanan_negara")
_HT = {"satsamapta": (8, 40), "satlantas": (4, 20), "bagops": (1, 9)}


def detail(m: Metodologi, b: Bahan, acak: random.Random) -> Bahan:
    """Return the Polres with what a whole LKIP prints; the year before agrees with its counts, too."""
    if b.lalu is None:
        raise ValueError("the year before is missing")
    tahun, kini, dulu = b.tahun, b.kinerja.values(m), b.lalu.values(m)
    pasangan = {nama: draw_pair(acak, math.ceil(x * 0.75), math.ceil(x * 1.3)) for nama, (x, _) in (("disiplin", b.disiplin), ("etika", b.etika), ("pengaduan", b.pengaduan))}
    media_lalu = _near(acak, b.media[:5], 0.75, 0.97)
    personel = sum(b.personel)
    naik = round(personel * acak.uniform(0.025, 0.08))
    sudah = max(naik + 1, b.personel[0])
    anggaran = _budgets(b, acak)
    target = _targets(m, b)
    sebelum = dict(b.sebelum) | {k: _percent(*pasangan[nama]) for k, nama in _DARI_CACAH.items()}
    sebelum |= {"IKP6": _percent(sum(media_lalu), sum(media_lalu[:4])), "IKP10": _percent(*anggaran[tahun - 1])}
    terdahulu = {
        k: {t: min(m.indikator[k].maksimum or 1e9, round(sebelum[k] * acak.uniform(0.9, 1.02), 2)) for t in range(tahun - 4, tahun - 1)} for k in b.target}
    terdahulu["IKP10"] = {t: _percent(*x) for t, x in anggaran.items() if t in terdahulu["IKP10"]}
    satker = [k for k in m.satker if k != "mako"]
    alkom = [{k: acak.randint(*_HT.get(k, (0, 3))) for k in satker}]
    alkom.insert(0, {k: max(0, x - acak.randint(0, 2)) for k, x in alkom[0].items()})
    return replace(
        b, sebelum=sebelum, personel=(sudah, personel - sudah), realisasi=b.realisasi | {"IKP1": _percent(personel, naik)}, alkom=alkom[1],
        media=(*b.media[:5], sum(media_lalu)),
        rinci=Rinci(
            lalu=pasangan, media_lalu=media_lalu, terdahulu=terdahulu, target=target, anggaran=anggaran,
            reskrim=split_cases(acak, list(b.reskrim), int(dulu["H8.kasus", "TH"]), int(dulu["G1.selesai", "TH"])), alkom=alkom[0],
            polsek=_regions(acak, len(b.polsek), dulu, kini) | {"alkom": [(x := acak.randint(0, 3), x + acak.randint(0, 2)) for _ in b.polsek]},
            respons={k: (15, acak.randint(12, 22), acak.randint(12, 20)) for k in b.menit},
            dua=_counts(b, acak, dulu, kini) | {"sdm.sudah_kejuruan": (sudah - naik, sudah)}))


def _percent(semua: int, bagian: int) -> float:
    return round(100 * bagian / semua, 2)


def _near(acak: random.Random, nilai: Sequence[int], bawah: float, atas: float) -> tuple[int, ...]:
    return tuple(max(1, round(x * acak.uniform(bawah, atas))) if x else 0 for x in nilai)


def _budgets(b: Bahan, acak: random.Random) -> dict[int, tuple[int, int]]:
    """Draw four years before the last, each a little below the one after it."""
    pagu = sum(p for p, _ in b.program.values())
    hasil = {}
    for t in range(b.tahun - 1, b.tahun - 5, -1):
        pagu = int(pagu * acak.uniform(0.92, 1.01) / 1000) * 1000
        hasil[t] = (pagu, int(pagu * acak.uniform(0.955, 0.9995)))
    return dict(sorted(hasil.items()))


def _targets(m: Metodologi, b: Bahan) -> dict[str, dict[int, float]]:
    """Return targets that rise to that of the year and stay, for the years of the Renstra or those around the year."""
    r = m.bagian_indikator.renstra
    dasar, mulai, akhir = (r.tahun_dasar, r.mulai, r.akhir) if r.mulai < b.tahun <= r.akhir else (b.tahun - 4, b.tahun - 3, b.tahun + 1)
    desimal = {k: 1 if k == "SI" else 0 for k in b.target}
    return {k: {t: round(x * min(1.0, 1 - 0.02 * (b.tahun - t)), desimal[k]) for t in (dasar, *range(mulai, akhir + 1))} for k, x in b.target.items()}


def _regions(acak: random.Random, n: int, dulu: dict, kini: dict) -> dict[str, list[tuple[int, int]]]:
    """Split what the Polres counts over its Polsek; what is active, over what there is."""
    hasil = {}
    for semua, aktif in (("H2.desa", "H2.bhabinkamtibmas_definitif"), ("H2.siskamling_jumlah", "H2.siskamling_aktif"),
                         ("H2.fkpm_jumlah", "H2.fkpm_aktif"), ("H2.polsus_lembaga", "H2.polsus_aktif")):
        bobot = [acak.randint(10, 30) for _ in range(n)]
        tahunan = []
        for nilai in (dulu, kini):
            jumlah = split(int(nilai[semua, "TH"]), bobot)
            tahunan.append((jumlah, split(int(nilai[aktif, "TH"]), jumlah)))
        for kode, i in ((semua, 0), (aktif, 1)):
            hasil[kode] = list(zip(tahunan[0][i], tahunan[1][i], strict=True))
    return hasil


def split(jumlah: int, bobot: Sequence[int]) -> list[int]:
    """Split a count by weights, to whole numbers by the largest remainder: never above the weights where their sum is not below the count."""
    semua = sum(bobot)
    bagian = [jumlah * b // semua for b in bobot]
    urut = sorted(range(len(bobot)), key=lambda i: (-(jumlah * bobot[i] % semua), i))
    for i in urut[:jumlah - sum(bagian)]:
        bagian[i] += 1
    return bagian


def _counts(b: Bahan, acak: random.Random, dulu: dict, kini: dict) -> dict[str, tuple[int, int]]:
    """Draw the supporting counts of two years."""
    def two(x: int) -> tuple[int, int]:
        return max(1, round(x * acak.uniform(0.75, 1.3))), x

    unras = tuple(int(n["H7.kejadian", "TH"]) for n in (dulu, kini))
    desa = int(kini["H2.desa", "TH"])
    sentuhan, binaan = two(desa // 6), two(desa // 3)
    hasil = {
        "intel.unras": unras, "intel.unras_tertib": tuple(x - acak.randint(0, min(2, x)) for x in unras), "intel.layanan_informasi": two(acak.randint(120, 900)),
        **{f"intel.deteksi.{k}": two(x) for k, x in zip(_DETEKSI, b.deteksi, strict=True)},
        "samapta.turjawali": b.turjawali, "lantas.pelanggaran": b.pelanggaran,
        "lantas.laka": tuple(int(n["G5.terjadi", "TH"]) for n in (dulu, kini)), "lantas.laka_md": tuple(int(n["H1.meninggal", "TH"]) for n in (dulu, kini)),
        "binmas.desa_sentuhan": sentuhan, "binmas.desa_binaan": binaan,
        "binmas.desa_pantauan": tuple(int(n["H2.desa", "TH"]) - s - b for n, s, b in zip((dulu, kini), sentuhan, binaan, strict=True)),
        "ops.kerja_sama": two(acak.randint(4, 15)), **{k: (1, 1) for k in _OPERASI}, "ops.jumlah": (len(_OPERASI),) * 2,
        "spkt.pengaduan": tuple(int(n["H8.kasus", "TH"]) for n in (dulu, kini)), "spkt.kehilangan": two(b.kehilangan),
        "disiplin.tata_tertib": two(acak.randint(6, 30))}
    hasil["intel.deteksi"] = tuple(sum(hasil[f"intel.deteksi.{k}"][i] for k in _DETEKSI) for i in (0, 1))
    hasil["spkt.jumlah"] = tuple(hasil["spkt.pengaduan"][i] + hasil["spkt.kehilangan"][i] for i in (0, 1))
    return hasil
