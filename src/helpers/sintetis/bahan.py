"""The numbers that determine a generated Polres; everything else in its tables follows from them."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from helpers.methodology.rules import Metodologi
from helpers.sintetis.tempat import ARAH, CONTOH, Tempat

TW = ("TW1", "TW2", "TW3", "TW4")
PERIODE = (*TW, "TH")
#: Indicators of the methodology the tables are made for.
METODOLOGI = "polri-2020-2024"
SALINAN = {"H1.meninggal_kendaraan": "H1.meninggal", "H8.penduduk": "H1.penduduk", "G1.terjadi": "H8.kasus"}
DIHITUNG = ("H1.fatalitas_penduduk", "H1.fatalitas_kendaraan", "H2.bhabinkamtibmas", "H2.siskamling", "H2.fkpm", "H2.polsus", "H3", "H7",
            "H8", "G1", "G2", "G3", "G4", "G5", "H1", "H2")
INDEKS = ("SI", "IKU1", "IKU2")


_TERASA = 0.15  # a difference that shows with one decimal


@dataclass(frozen=True)
class Kinerja:
    """One year: counts of the four quarters (the year is their sum), states (the year is the last one), and the index as printed."""

    jumlah: dict[str, tuple[int, ...]]
    akhir: dict[str, int]
    iku1: tuple[float, ...]

    def values(self, m: Metodologi) -> dict[tuple[str, str], float]:
        """Return every quantity of every period, derived ones rounded as they will be printed."""
        n: dict[tuple[str, str], float] = {}
        for i, p in enumerate(PERIODE):
            for kode, tw in self.jumlah.items():
                n[kode, p] = float(sum(tw) if p == "TH" else tw[i])
            n |= {(kode, p): float(x) for kode, x in self.akhir.items()}
            n |= {(kode, p): n[asal, p] for kode, asal in SALINAN.items()}
            for kode in DIHITUNG:
                n[kode, p] = compute(m, n, kode, p)
        for i, p in enumerate(TW):
            n["IKU1.realisasi", p] = self.iku1[i]
            n["IKU2.realisasi", p] = compute(m, n, "IKU2.realisasi", p)
            n["SI.realisasi", p] = compute(m, n, "SI.realisasi", p)
        for kode in INDEKS:
            n[f"{kode}.realisasi", "TH"] = round(sum(n[f"{kode}.realisasi", p] for p in TW) / 4, 2)
        return n


def compute(m: Metodologi, nilai: dict[tuple[str, str], float], kode: str, periode: str) -> float:
    """Compute a quantity by the methodology, rounded as it will be printed."""
    r = next(r for r in m.rumus if r.aturan.kode == kode)
    q = int(periode[2]) if periode in TW else 1
    isi = {n: nilai[(n, periode)] for n in r.rumus.nama if (n, periode) in nilai}
    return round(r.rumus.evaluate(m.tetapan | {"q": q} | isi, m.konversi), 2)


@dataclass(frozen=True)
class Rinci:
    """What an LKIP prints besides; pairs are (the year before, the year) unless said otherwise.

    Attributes
    ----------
    lalu : dict
        All and solved of the year before: disiplin, etika, pengaduan.
    media_lalu : tuple
        Reports of the year before, as `Bahan.media`.
    terdahulu : dict
        Realisasi of each indicator two and more years before, by year.
    target : dict
        Target of each indicator by year, its baseline under the base year.
    anggaran : dict
        Ceiling and spending by year, of the years before.
    reskrim, alkom : dict
        As in `Bahan`, of the year before.
    polsek : dict
        Per quantity: of each Polsek, in the order of `Bahan.polsek`.
    respons : dict
        Per unit: target and realisasi of the year before, realisasi of the year; minutes.
    dua : dict
        Quantities of the whole Polres.
    """

    lalu: dict[str, tuple[int, int]]
    media_lalu: tuple[int, int, int, int, int]
    terdahulu: dict[str, dict[int, float]]
    target: dict[str, dict[int, float]]
    anggaran: dict[int, tuple[int, int]]
    reskrim: dict[str, tuple[int, int, int, int]]
    alkom: dict[str, int]
    polsek: dict[str, list[tuple[int, int]]]
    respons: dict[str, tuple[int, int, int]]
    dua: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Bahan:
    """What determines a Polres and year; pairs of counts are (all, solved) unless said otherwise.

    Attributes
    ----------
    kinerja, lalu : Kinerja
        The year, and the one before where its quarters are printed too.
    target, sebelum, realisasi : dict
        Per indicator: target, realisasi of the year before, realisasi where it follows from nothing else.
    program : dict
        Ceiling and spending of each programme.
    reskrim : dict
        Per unit and Polsek: cases, solved, in process, closed.
    menit : dict
        Response time each region aims at; 15 minutes on average.
    alkom : dict
        Radios of each unit.
    pelanggaran, turjawali : tuple
        Two years.
    personel : tuple
        Trained, not yet trained.
    media : tuple
        Positive reports in print, online, on television, on radio; negative ones on radio; all reports of the year before.
    rinci : Rinci
        What the further tables of a whole LKIP print; without it the package holds the few that determine the indicators.
    """

    tempat: Tempat
    tahun: int
    kinerja: Kinerja
    target: dict[str, float]
    sebelum: dict[str, float]
    realisasi: dict[str, float]
    program: dict[str, tuple[int, int]]
    reskrim: dict[str, tuple[int, int, int, int]]
    menit: dict[str, int]
    alkom: dict[str, int]
    pelanggaran: tuple[int, int]
    turjawali: tuple[int, int]
    personel: tuple[int, int]
    pengaduan: tuple[int, int]
    media: tuple[int, int, int, int, int, int]
    kehilangan: int
    disiplin: tuple[int, int]
    etika: tuple[int, int]
    deteksi: tuple[int, int, int, int]
    lalu: Kinerja | None = None
    rinci: Rinci | None = None

    @property
    def polsek(self) -> tuple[str, ...]:
        """Codes of the Polsek."""
        return tuple(k for k in self.reskrim if k != "satreskrim")


#: A fixed small Polres, the one the tests of the checks know by heart.
_TARGET = {"SI": 3.3, "IKU1": 62.0, "IKU2": 70.0, "IKP1": 5.0, "IKP2": 55.0, "IKP3": 56.0, "IKP4": 95.0, "IKP5": 70.0, "IKP6": 89.0, "IKP8": 50.0, "IKP10": 94.0}
BAHAN_CONTOH = Bahan(
    tempat=CONTOH, tahun=2023,
    kinerja=Kinerja(
        jumlah={
            "H1.meninggal": (4, 6, 5, 7), "H1.kendaraan": (1200, 1250, 1300, 1350), "H7.proyeksi": (20, 20, 24, 20), "H7.kejadian": (8, 7, 9, 6),
            "H8.kasus": (52, 61, 47, 58), "G1.selesai": (40, 50, 39, 48), "G2.selesai": (11, 9, 12, 10), "G2.terjadi": (13, 10, 14, 12),
            "G3.selesai": (1, 2, 1, 3), "G3.terjadi": (1, 2, 1, 3), "G4.selesai": (3, 3, 4, 3), "G4.terjadi": (4, 4, 5, 4),
            "G5.selesai": (9, 10, 8, 12), "G5.terjadi": (10, 12, 10, 14)},
        akhir={"H1.penduduk": 251_437, "H2.desa": 80, "H2.bhabinkamtibmas_definitif": 64, "H2.siskamling_jumlah": 120, "H2.siskamling_aktif": 90,
               "H2.fkpm_jumlah": 10, "H2.fkpm_aktif": 9, "H2.polsus_lembaga": 4, "H2.polsus_aktif": 3, "H3.target": 15, "H3.realisasi": 20},
        iku1=(61.37, 64.12, 63.08, 66.41)),
    target=_TARGET, sebelum=_TARGET, realisasi={"IKP1": 4.5, "IKP4": 97.0, "IKP5": 71.25},
    program={"penyelidikan": (3_900_000_000, 3_890_500_000), "almatsus": (7_800_000_000, 7_786_172_419),
             "kamtibmas": (7_757_798_000, 7_756_905_624), "dukungan_manajemen": (47_375_004_000, 47_374_434_738)},
    reskrim={"satreskrim": (90, 71, 15, 4), "utara": (60, 50, 7, 0), "selatan": (40, 30, 10, 0), "tengah": (28, 26, 0, 0)},
    menit={"mako": 14, "utara": 16, "selatan": 15, "tengah": 15}, alkom={"bagops": 2, "satsamapta": 17, "sikeu": 0},
    pelanggaran=(4562, 8514), turjawali=(365, 360), personel=(210, 390), pengaduan=(23, 17), media=(300, 15_964, 37, 144, 0, 9_000),
    kehilangan=412, disiplin=(8, 8), etika=(3, 3), deteksi=(40, 30, 20, 10))


def draw(m: Metodologi, tempat: Tempat, tahun: int, acak: random.Random) -> Bahan:
    """Draw a Polres of plausible magnitudes."""
    polsek = acak.sample(ARAH, acak.randint(3, len(ARAH)))
    penduduk = int(10 ** acak.uniform(4.9, 6.2))
    ini = _performance(acak, penduduk, None)
    kini = ini.values(m)
    while True:  # a year whose quarters happen to repeat would be taken for a copy; prose says whether the index rose
        lalu = _performance(acak, int(penduduk * acak.uniform(0.97, 0.995)), ini)
        indeks = lalu.values(m)
        if not any(_repeated(kode, kini, indeks) for kode, _ in kini) and abs(kini["IKU1.realisasi", "TH"] - indeks["IKU1.realisasi", "TH"]) > _TERASA:
            break
    target = {
        "SI": round(acak.uniform(3.0, 3.6), 1), "IKU1": float(acak.randint(58, 66)), "IKU2": float(acak.randint(66, 80)), "IKP1": float(acak.randint(3, 6)),
        "IKP2": float(acak.randint(50, 80)), "IKP3": float(acak.randint(50, 80)), "IKP4": float(acak.randint(85, 96)), "IKP5": float(acak.randint(62, 75)),
        "IKP6": float(acak.randint(80, 92)), "IKP8": float(acak.randint(45, 75)), "IKP10": float(acak.randint(92, 97))}
    if abs(kini["IKU1.realisasi", "TH"] - target["IKU1"]) < _TERASA:
        target["IKU1"] += 1
    disiplin, etika, pengaduan = (draw_pair(acak, *batas) for batas in ((4, 30), (2, 9), (8, 60)))
    personel = acak.randint(350, 1400)
    sudah = int(personel * acak.uniform(0.25, 0.6))
    media = (acak.randint(80, 600), acak.randint(3_000, 18_000), acak.randint(15, 90), acak.randint(20, 200), acak.randint(0, 60))
    geser = [acak.randint(0, 3) for _ in range(len(polsek) // 2)]
    geser += [-d for d in geser] + [0] * (len(polsek) % 2)
    return Bahan(
        tempat=tempat, tahun=tahun, kinerja=ini, lalu=lalu, target=target,
        sebelum={k: min(100.0, round(x * acak.uniform(0.85, 1.05), 2)) for k, x in target.items()} | {k: indeks[f"{k}.realisasi", "TH"] for k in INDEKS},
        realisasi={"IKP1": round(acak.uniform(2.5, 8), 2), "IKP4": round(acak.uniform(86, 100), 2), "IKP5": round(acak.uniform(60, 88), 2)},
        program={k: draw_budget(acak, penduduk, porsi) for k, porsi in (("penyelidikan", 0.06), ("almatsus", 0.12), ("kamtibmas", 0.12), ("dukungan_manajemen", 0.70))},
        reskrim=split_cases(acak, ["satreskrim", *polsek], sum(ini.jumlah["H8.kasus"]), sum(ini.jumlah["G1.selesai"])),
        menit={"mako": 15} | {p: 15 + d for p, d in zip(polsek, geser, strict=True)},
        alkom={"bagops": acak.randint(1, 9), "satsamapta": acak.randint(8, 40), "sikeu": acak.randint(0, 2)},
        pelanggaran=(lama := acak.randint(1_500, 12_000), int(lama * acak.uniform(0.5, 2))),
        turjawali=(giat := acak.randint(300, 900), int(giat * acak.uniform(0.8, 1.3))), personel=(sudah, personel - sudah), pengaduan=pengaduan,
        media=(*media, int(sum(media) / acak.uniform(1.03, 1.35))), kehilangan=acak.randint(80, 1_500), disiplin=disiplin, etika=etika,
        deteksi=tuple(acak.randint(5, 60) for _ in range(4)))


def _repeated(kode: str, *tahun: dict[tuple[str, str], float]) -> bool:
    a, b = ([n[kode, p] for p in TW] for n in tahun)
    return a == b and len(set(a)) > 1


def _performance(acak: random.Random, penduduk: int, dasar: Kinerja | None) -> Kinerja:
    """Draw a year; with `dasar` one that resembles it."""
    def quarters(kode: str, awal: float, paling_sedikit: int) -> tuple[int, ...]:
        if dasar:
            awal = sum(dasar.jumlah[kode]) / 4 * acak.uniform(0.88, 1.14)
        return tuple(max(paling_sedikit, round(awal * acak.uniform(0.85, 1.15))) for _ in TW)

    def solved(terjadi: tuple[int, ...]) -> tuple[int, ...]:
        bagian = acak.uniform(0.64, 0.95)
        return tuple(min(t, math.ceil(t * min(1.0, bagian * acak.uniform(0.97, 1.04)))) for t in terjadi)

    def active(semua: int) -> int:
        return min(semua, math.ceil(semua * acak.uniform(0.6, 1)))

    seratus_ribu = penduduk / 100_000
    meninggal = quarters("H1.meninggal", seratus_ribu * acak.uniform(0.8, 3), 2)
    proyeksi = quarters("H7.proyeksi", acak.randint(20, 60), 16)
    terjadi = {
        "H8.kasus": quarters("H8.kasus", max(16, seratus_ribu * acak.uniform(15, 45)), 16), "G2.terjadi": quarters("G2.terjadi", acak.randint(6, 40), 4),
        "G3.terjadi": quarters("G3.terjadi", acak.randint(2, 5), 1), "G4.terjadi": quarters("G4.terjadi", acak.randint(3, 8), 2),
        "G5.terjadi": quarters("G5.terjadi", meninggal[0] * acak.uniform(2, 3), 5)}
    selesai = {"G1.selesai" if k == "H8.kasus" else f"{k[:2]}.selesai": solved(x) for k, x in terjadi.items()}
    jumlah = terjadi | selesai | {
        "H1.meninggal": meninggal, "H1.kendaraan": tuple(x * acak.randint(150, 380) for x in meninggal), "H7.proyeksi": proyeksi,
        "H7.kejadian": tuple(round(x * acak.uniform(0.27, 0.43)) for x in proyeksi)}
    if dasar:
        tetap = {k: dasar.akhir[k] for k in ("H2.desa", "H2.siskamling_jumlah", "H2.fkpm_jumlah", "H2.polsus_lembaga")}
    else:
        desa = acak.randint(30, 280)
        tetap = {"H2.desa": desa, "H2.siskamling_jumlah": int(desa * acak.uniform(1, 3)), "H2.fkpm_jumlah": acak.randint(6, 40), "H2.polsus_lembaga": acak.randint(3, 9)}
    aktif = {"H2.bhabinkamtibmas_definitif": "H2.desa", "H2.siskamling_aktif": "H2.siskamling_jumlah", "H2.fkpm_aktif": "H2.fkpm_jumlah", "H2.polsus_aktif": "H2.polsus_lembaga"}
    akhir = {"H1.penduduk": penduduk, "H3.target": 15, "H3.realisasi": acak.randint(15, 24)} | tetap | {k: active(tetap[asal]) for k, asal in aktif.items()}
    indeks = acak.uniform(58, 72)
    return Kinerja(jumlah, akhir, tuple(round(indeks + acak.uniform(-3, 3), 2) for _ in TW))


def draw_pair(acak: random.Random, paling_sedikit: int, paling_banyak: int) -> tuple[int, int]:
    """Draw how many there are, and how many of them are solved."""
    semua = acak.randint(paling_sedikit, paling_banyak)
    return semua, acak.randint(math.ceil(semua * 0.6), semua)


def draw_budget(acak: random.Random, penduduk: int, porsi: float) -> tuple[int, int]:
    pagu = int(porsi * (25e6 + 40 * penduduk) * acak.uniform(0.9, 1.1)) * 1000
    return pagu, int(pagu * acak.uniform(0.955, 0.9995))


def split_cases(acak: random.Random, satker: list[str], kasus: int, selesai: int) -> dict[str, tuple[int, int, int, int]]:
    """Split cases and solved cases over units."""
    bobot = [acak.uniform(1, 3) for _ in satker]
    jtp = [max(2, int(kasus * b / sum(bobot))) for b in bobot]
    jtp[jtp.index(max(jtp))] += kasus - sum(jtp)
    jptp = [int(selesai * x / kasus) for x in jtp]
    for i in sorted(range(len(jtp)), key=lambda i: jptp[i] - jtp[i]):
        tambah = min(jtp[i] - jptp[i], selesai - sum(jptp))
        jptp[i] += min(tambah, 1)
    for i, x in enumerate(jtp):  # what rounding left
        jptp[i] += min(x - jptp[i], selesai - sum(jptp))
    hasil = {}
    for nama, semua, tuntas in zip(satker, jtp, jptp, strict=True):
        henti = acak.randint(0, min(3, semua - tuntas))
        hasil[nama] = (semua, tuntas, acak.randint(0, semua - tuntas - henti), henti)
    return hasil
