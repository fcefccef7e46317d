"""A generated action plan whose numbers, units, numbers of items, and owners agree with each other, and its realisations."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.paths import Ruang
from helpers.sintetis.bahan import Bahan
from helpers.sintetis.tempat import TANDA
from helpers.sources import realisations

#: The methodology of action plans that the plan is made for.
METODOLOGI = "rencana-aksi-2025"
TW = ("tw1", "tw2", "tw3", "tw4")
KOLOM = ("kode", "sasaran_kode", "indikator_kode", "langkah_kode", "no", "sasaran", "indikator", "target", "langkah", *TW, "penanggung_jawab")
_JUDUL = {"no": "NO", "sasaran": "SASARAN", "indikator": "INDIKATOR KINERJA", "target": "TARGET", "langkah": "LANGKAH AKSI", "penanggung_jawab": "PENANGGUNG JAWAB",
          **{t: f"{t[:2].upper()} {n}" for t, n in zip(TW, ("I", "II", "III", "IV"), strict=True)}}
_SATUAN = {"kegiatan": "Giat", "operasi": "Operasi", "orang": "Pers", "kasus": "Kasus", "unit": "Unit", "dokumen": "Dokumen", "layanan": "Layanan",
           "responden": "Responden", "menit": "Menit", "persen": "%"}
#: Quarters and, where it is not told by the kind, the year: what stands in a relation with something else.
NILAI = {
    "rsi.turjawali": (60, 63, 61, 66), "rsi.turjawali.pengaturan": (20, 21, 20, 22), "rsi.turjawali.pengawalan": (10, 11, 11, 11), "rsi.turjawali.patroli": (30, 31, 30, 33),
    "kejahatan.data": (50, 40, 60, 50), "kejahatan.perbandingan": (10, 8, 12, 10), "kejahatan": (10, 8, 12, 10),
    "kasus.konvensional": (41, 38, 45, 44), "kasus.transnasional": (12, 15, 11, 17), "kasus.kekayaan_negara": (0, 1, 0, 2), "kasus.laka": (6, 7, 8, 9),
    "kasus": (59, 61, 64, 72), "iklk.reskrim.pemeriksaan": (41, 38, 45, 44), "iklk.narkoba.pemeriksaan": (12, 15, 11, 17),
    "iklk.reskrim.survei": (40, 37, 44, 43), "iklk.narkoba.survei": (11, 14, 10, 16), "iklk.lantas.sim": (120, 130, 125, 140), "iklk.lantas.survei": (90, 95, 92, 99),
    "iklk.intelkam.skck": (300, 310, 305, 320), "iklk.intelkam.survei": (200, 210, 205, 215), "iklk.spkt.laporan": (80, 82, 81, 85), "iklk.spkt.survei": (70, 72, 71, 75),
    "ranmor": (20, 30, 26, 24), "ranmor.unit": (10, 15, 13, 12), "ranmor.unit.pemeliharaan": (10, 15, 13, 12),
    "dsp": (8.5, 17, 25.5, 34), "dsp.diklat": (6, 12, 18, 24), "dsp.pemenuhan": (2.5, 5, 7.5, 10), "smk.sipk": (5, 12, 20, 25.5), "smk.ppk": (2, 4, 6, 9), "smk": (7, 16, 26, 34.5),
    "imbalan": (2, 3, 4, 5),
}
_SERAPAN = ("serapan", "serapan.penyerapan", "nka.pelaksanaan.penyerapan")
_SERAPAN_TW, _SERAPAN_TH = (15, 40, 60), 95.0
_RASIO, _RASIO_TH = (61.5, 62.25, 63.0, 64.75), 62.87
_GIAT = (3, 4, 3, 2)
_TETAP = 20.0
#: Who answers for what; the first name leads.
PEMILIK = {
    "kamtibmas": "KAPOLRES", "harkamtibmas": "KABAG OPS", "rsi": "KASAT LANTAS DAN KAPOLSEK JAJARAN", "polmas": "KASAT BINMAS DAN KAPOLSEK JAJARAN",
    "response": "KASAT SAMAPTA DAN KAPOLSEK JAJARAN", "obvit": "KASAT SAMAPTA", "gangguan": "KABAG OPS", "reduksi": "KASAT INTELKAM", "kejahatan": "KABAG OPS",
    "gakkum": "KASAT RESKRIM", "kasus": "KASAT RESKRIM, KASAT NARKOBA DAN KAPOLSEK JAJARAN", "ipsdm": "KABAG SDM", "imbalan.hukuman": "KASIPROPAM",
    "ranmor": "KABAG LOG DAN KASAT LANTAS", "akip": "KABAG REN DAN KASIWAS", "rb": "KABAG REN", "iklk": "KASAT LANTAS", "iklk.intelkam": "KASAT INTELKAM",
    "iklk.reskrim": "KASAT RESKRIM", "iklk.narkoba": "KASAT NARKOBA", "iklk.spkt": "KA SPKT", "nka": "KABAG REN DAN KASIKEU", "serapan": "KASIKEU DAN PARA KABAG",
    "dumas": "KASIWAS", "bankum": "KASIKUM",
}


@dataclass
class ContohRencana:
    """Rows of the plan by code, which may be changed before they are written.

    Attributes
    ----------
    kali : dict of str to int
        How many times the numbers of a group of steps; 1 where it is not told.
    sasaran_nilai : dict of str to float
        Annual targets that are given from outside, by code of the indicator.
    """

    m: Metodologi
    polres: str = "contoh"
    nama: str = "Contoh"
    tempat: str = "Kota Contoh"
    tahun: int = 2026
    kali: dict[str, int] = field(default_factory=dict)
    sasaran_nilai: dict[str, float] = field(default_factory=dict)
    baris: list[dict[str, str]] = field(default_factory=list)
    pengesahan: list[list[str]] = field(default_factory=list)
    narasi: list[list[str]] = field(default_factory=list)
    sel: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        t = self.tahun
        self.pengesahan = self.pengesahan or [
            ["dokumen.tempat", self.tempat], ["dokumen.tanggal_rencana", f"12 Januari {t}"], ["dokumen.penanda_tangan", f"KEPALA KEPOLISIAN RESOR {self.nama.upper()}"],
            ["dokumen.paraf", "Kabag Ren"], ["dokumen.paraf", "Wakapolres"]]
        self.narasi = self.narasi or [[f"kasus@{t}", f"{format_number(self.year('kasus'), 0)} kasus"], [f"serapan@{t}-TW2", f"{_SERAPAN_TW[1]} %"]]

    def of(self, kode: str) -> dict[str, str]:
        """Return the row that prints an indicator or a step."""
        return next(b for b in self.baris if kode in (b["indikator_kode"], *b["langkah_kode"].split(";")))

    def row(self, kode: str) -> int:
        """Return its number in the CSV."""
        return self.baris.index(self.of(kode)) + 2

    def text(self, kode: str, nilai: float, desimal: int | None = None) -> str:
        """Print a number with its unit."""
        satuan = self.m.rencana.butir[kode].satuan
        desimal = (2 if self.m.unit(kode).jenis == "desimal" and satuan != "per_100rb" else 0) if desimal is None else desimal
        return f"{format_number(nilai, desimal)} {_SATUAN.get(satuan, '')}".strip()

    def quarters(self, kode: str) -> tuple[float, ...]:
        """Return the quarters of an indicator or step."""
        if kode in _SERAPAN:
            return (*_SERAPAN_TW, self.sasaran_nilai.get("serapan", _SERAPAN_TH))
        b, sifat = self.m.rencana.butir[kode], self.m.rencana.kind(kode)
        if kode in NILAI or sifat.jenis == "aditif":
            kali = self.kali.get(_group(kode), 1) if sifat.jenis == "aditif" and b.satuan != "persen" else 1
            return tuple(kali * x for x in NILAI.get(kode, _GIAT))
        match sifat.jenis:
            case "rasio":
                deret = tuple(round(x * self.sasaran_nilai.get(kode, _RASIO_TH) / _RASIO_TH, 2) for x in _RASIO)
                return deret if b.polaritas == "naik" else deret[::-1]
            case "kumulatif":
                return (1.5, 3.5, 6.0, 9.5)
        return (self.sasaran_nilai.get(kode, _TETAP),) * 4

    def year(self, kode: str) -> float:
        """Return the annual target."""
        isi = self.quarters(kode)
        match self.m.rencana.kind(kode).jenis:
            case "aditif":
                return sum(isi)
            case "kumulatif":
                return isi[-1]
            case "level" | "plafon":
                return isi[0]
        return self.sasaran_nilai.get(kode, _RASIO_TH)

    def tables(self, narasi: str = "narasi") -> dict[str, tuple[list[dict], list[list[str]], dict]]:
        """Return columns, rows, and origin of each table; `narasi` is the name of the one that holds what texts state."""
        tw = [{"name": t, "title": _JUDUL[t], "lkip": {"periode": t.upper()}} for t in TW]
        judul = {k: {"title": v} for k, v in _JUDUL.items()}
        kunci = [{"name": k} | judul.get(k, {}) for k in KOLOM[:6]]
        return {
            "rencana-aksi": ([*kunci, {"name": "indikator", **judul["indikator"], "lkip": {"kode_dari": ["indikator_kode"], "aspek": "uraian"}},
                              {"name": "target", **judul["target"], "lkip": {"kode_dari": ["indikator_kode"]}},
                              {"name": "langkah", **judul["langkah"], "lkip": {"kode_dari": ["langkah_kode"], "aspek": "uraian"}}, *tw,
                              {"name": "penanggung_jawab", **judul["penanggung_jawab"], "lkip": {"kode_dari": ["indikator_kode", "langkah_kode"], "aspek": "penanggung_jawab"}}],
                             [[b.get(k, "") for k in KOLOM] for b in self.baris], {"bagian": "Rencana Aksi", "sel": self.sel}),
            "pengesahan": ([{"name": "kode"}, {"name": "isi", "title": "Isi", "lkip": {}}], self.pengesahan, {"bagian": "Pengesahan Rencana Aksi"}),
            narasi: ([{"name": "kode"}, {"name": "nilai", "title": "Nilai", "lkip": {}}], self.narasi, {"bagian": "uraian Rencana Aksi"}),
        }

    def write(self, akar: Path) -> Ruang:
        """Write everything below a project root that holds the methodology, as a package of its own."""
        ruang = Ruang(akar, self.polres, self.tahun)
        ruang.mentah.mkdir(parents=True, exist_ok=True)
        resources = []
        for nama, (kolom, isi, asal) in self.tables().items():
            mentah = write_csv([[k["name"] for k in kolom], *isi])
            (ruang.mentah / f"{nama}.csv").write_bytes(mentah)
            resources.append({"name": nama, "path": f"{nama}.csv", "title": nama, "hash": "sha256:" + hashlib.sha256(mentah).hexdigest(),
                              "lkip": {"bawaan": {"tahun": self.tahun}, **asal}, "schema": {"fields": kolom}})
        paket = {"name": f"{self.polres}-{self.tahun}", "lkip": {"polres": self.polres, "tahun": self.tahun, "metodologi": self.m.kode, "dokumen": ["rencana-aksi"]}, "resources": resources}
        (ruang.mentah / "datapackage.json").write_text(json.dumps(paket, ensure_ascii=False), encoding="utf-8")
        profil = {"kode": self.polres, "nama": f"Polres {self.nama}", "singkatan": f"Polres {self.nama}", "polda": {"nama": "Polda Contoh", "singkatan": "Polda Contoh"},
                  "kabupaten": "Contoh", "kedudukan": self.tempat, "instansi": ["POLRI"], "tahun_anggaran": self.tahun, "penetapan": self.adopted(), "polsek": []}
        (ruang.mentah / "profil.yml").write_text(yaml.safe_dump(profil), encoding="utf-8")
        return ruang

    def adopted(self) -> dict[str, str]:
        """Return where and when the plan was adopted, for the profile."""
        return {"tempat": self.tempat, "tanggal": f"{self.tahun}-01-12"}


def write_csv(baris: list[list[str]]) -> bytes:
    """Return rows as the bytes of a CSV file."""
    luaran = io.StringIO()
    csv.writer(luaran, lineterminator="\n").writerows(baris)
    return luaran.getvalue().encode("utf-8")


def _group(kode: str) -> str:
    """Name the steps whose numbers grow together because they are related; cases examined are the cases that are solved."""
    return "kasus" if kode.startswith(("iklk.reskrim", "iklk.narkoba")) else kode.split(".")[0]


def make_plan(m: Metodologi, **isian) -> ContohRencana:
    """Make a plan of everything the methodology knows."""
    c = ContohRencana(m, **isian)
    r = m.rencana
    for n, s in enumerate(r.sasaran, 1):
        for i, kode in enumerate(r.anak.get(s, ()), 1):
            _indicator(c, kode, i, {"sasaran_kode": s, "sasaran": r.sasaran[s], "no": f"{n}."} if i == 1 else {})
    return c


def plan_beside(m: Metodologi, bahan: Bahan, acak: random.Random) -> ContohRencana:
    """Make the plan of a generated Polres: what it shares with the LKIP has the LKIP's targets.

    Parameters
    ----------
    m : Metodologi
        Of the plan.
    bahan : Bahan
        What determines the LKIP.
    acak : random.Random
    """
    r = m.rencana
    target = {kode: round(acak.uniform(55, 90), 2) for kode in r.butir if r.kind(kode).jenis == "rasio"}
    target |= {kode: float(bahan.target[b.lkip]) for kode, b in r.indikator.items() if b.lkip in bahan.target}
    target |= {kode: float(bahan.kinerja.akhir[f"{b.lkip}.target"]) for kode, b in r.indikator.items() if f"{b.lkip}.target" in bahan.kinerja.akhir}
    kali = {k: acak.randint(1, 4) for k in dict.fromkeys(map(_group, r.butir))}
    return make_plan(m, polres=bahan.tempat.kode, nama=bahan.tempat.wilayah, tempat=bahan.tempat.wilayah, tahun=bahan.tahun, kali=kali, sasaran_nilai=target)


def _indicator(c: ContohRencana, kode: str, nomor: int, awal: dict[str, str]) -> None:
    r = c.m.rencana
    sifat = r.kind(kode)
    isi = dict(zip(TW, (c.text(kode, v) for v in c.quarters(kode)) if sifat.triwulanan else ["-"] * 4, strict=True))
    c.baris.append({"kode": kode, "indikator_kode": kode, "langkah_kode": "", "indikator": f"{nomor}. {r.butir[kode].nama}", "target": c.text(kode, c.year(kode)),
                    "penanggung_jawab": PEMILIK.get(kode, ""), **awal, **isi})
    anak = r.anak.get(kode, ())
    for i, k in enumerate([k for k in anak if k in r.langkah]):
        _step(c, k, chr(ord("a") + i) + ".", berbagi=kode == "response" and i == 0)
    for i, k in enumerate([k for k in anak if k in r.indikator], 1):
        _indicator(c, k, i, {})


def _step(c: ContohRencana, kode: str, nomor: str, *, berbagi: bool = False) -> None:
    """Add a step and those below it; one that shares the row of its indicator prints no quarters of its own."""
    r = c.m.rencana
    anak = r.anak.get(kode, ())
    uraian = f"{nomor} {r.butir[kode].nama}"
    if berbagi:
        c.baris[-1] |= {"langkah_kode": kode, "langkah": uraian}
    else:
        punya = kode in NILAI or kode in _SERAPAN or not anak
        isi = dict(zip(TW, (c.text(kode, v) if v else "-" for v in c.quarters(kode)), strict=True)) if punya else {}
        c.baris.append({"kode": kode if isi else "", "indikator_kode": "", "langkah_kode": kode, "langkah": uraian, "penanggung_jawab": PEMILIK.get(kode, ""), **isi})
    for i, k in enumerate(anak, 1):
        _step(c, k, f"{i})")


# ---- realisations ---------------------------------------------------------------------------------------------------

_AKHIR_TW = ("03-31", "06-30", "09-30", "12-31")
_KENDALA = ("Personel terbatas", "Anggaran belum cair", "Jadwal bergeser", "Data dari Polsek belum lengkap")
#: Of so many records one is not reported, and of so many one falls behind.
_DIAM, _KURANG = 25, 6


def realisations_of(c: ContohRencana, sampai: int, acak: random.Random, nyata: Mapping[tuple[str, str], float]) -> dict[str, bytes]:
    """Return the file of realisations and its descriptor, by name.

    Parameters
    ----------
    c : ContohRencana
    sampai : int
        The last quarter reported.
    acak : random.Random
    nyata : mapping
        Values of the LKIP by (code, period): its indices are the plan's, and the year's end is the fourth quarter.
    """
    nilai, kurang = _values(c, sampai, acak, nyata)
    baris = [list(realisations.KOLOM)]
    for (kode, n), x in nilai.items():
        teks = format_number(x, 0 if c.m.unit(kode).jenis == "cacah" else 2).replace(".", "")
        pemilik = next((PEMILIK[k] for k in _upwards(c.m, kode) if k in PEMILIK), "KAPOLRES").split(",")[0].split(" DAN ")[0].title()
        baris.append([kode, f"TW{n + 1}", teks, "", "", f"{c.tahun}-{_AKHIR_TW[n]}", f"Laporan triwulan {n + 1} ({TANDA})", pemilik,
                      acak.choice(_KENDALA) if kode in kurang else ""])
    mentah = write_csv(baris)
    ket = {"name": realisations.TABEL, "path": realisations.BERKAS_REALISASI, "profile": "tabular-data-resource",
           "title": f"Realisasi rencana aksi Polres {c.nama} {c.tahun}: dibangkitkan, bukan data siapa pun",
           "lkip": {"polres": c.polres, "tahun": c.tahun, "contoh": True}, "schema": {"fields": [{"name": k, "type": "string"} for k in realisations.KOLOM]}}
    nama = realisations.descriptor_of(Path(realisations.BERKAS_REALISASI)).name
    return {realisations.BERKAS_REALISASI: mentah, nama: (json.dumps(ket, ensure_ascii=False, indent=1) + "\n").encode("utf-8")}


def _values(c: ContohRencana, sampai: int, acak: random.Random, nyata: Mapping[tuple[str, str], float]) -> tuple[dict[tuple[str, int], float], set[str]]:
    """Draw what is reported of each record and quarter, and which records fall behind; sums and equals hold as they do in the plan."""
    nilai: dict[tuple[str, int], float] = {}
    semua_kurang: set[str] = set()
    jumlah = {r.aturan.kode: r.rumus.nama for r in c.m.rumus if r.aturan.keluarga == "jumlah_bagian"}
    jumlah |= {h.kode: h.langkah for h in c.m.rencana.hubungan if h.jenis == "jumlah"}
    terikat = {k for isi in jumlah.values() for k in isi} | {k for p in c.m.bagian_rumus.padanan for k in p.kode}
    for kode in (b["kode"] for b in c.baris if b["kode"]):
        b, sifat = c.m.rencana.butir[kode], c.m.rencana.kind(kode)
        diam, kurang = not acak.randrange(_DIAM), not acak.randrange(_KURANG)
        if diam and kode not in terikat and kode not in jumlah:
            continue
        if kurang:
            semua_kurang.add(kode)
        lalu = 0.0
        for n in range(sampai) if sifat.triwulanan else [len(TW) - 1] if sampai == len(TW) else []:
            rencana = c.quarters(kode)[n] if sifat.triwulanan else c.year(kode)
            x = nyata.get((f"{b.lkip}.realisasi", f"TW{n + 1}"), nyata.get((f"{b.lkip}.realisasi", "TH"), math.nan) if n == len(TW) - 1 else math.nan)
            if math.isnan(x):
                x = _drawn(c, kode, rencana, acak.uniform(0.55, 0.85) if kurang else acak.uniform(0.97, 1.12))
            lalu = nilai[kode, n] = max(lalu, x) if sifat.jenis == "kumulatif" else x
    for kode, n in nilai:
        nilai[kode, n] = nilai.get((c.m.equivalents(kode)[0], n), nilai[kode, n])
    for kode, n in nilai:
        if kode in jumlah:
            nilai[kode, n] = round(sum(nilai[k, n] for k in jumlah[kode]), 2)
    return nilai, {k for k in semua_kurang if k not in terikat and k not in jumlah}


def _upwards(m: Metodologi, kode: str) -> Iterator[str]:
    while kode:
        yield kode
        kode = m.rencana.parent(kode)


def _drawn(c: ContohRencana, kode: str, rencana: float, bagian: float) -> float:
    """Draw a realisation; where lower is better, the part that falls behind is the part that is too much."""
    turun = c.m.rencana.butir[kode].polaritas == "turun" or c.m.rencana.kind(kode).jenis == "plafon"
    nilai = rencana / bagian if turun else rencana * bagian
    atas = c.m.bounds(kode)[1]
    nilai = nilai if atas is None else min(nilai, float(atas))
    return float(round(nilai)) if c.m.unit(kode).jenis == "cacah" else round(nilai, 2)
