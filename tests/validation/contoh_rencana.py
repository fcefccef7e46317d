"""A generated action plan whose numbers, units, numbers of items, and owners agree with each other."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.paths import Ruang

POLRES, TAHUN = "contoh", 2026
TW = ("tw1", "tw2", "tw3", "tw4")
KOLOM = ("kode", "sasaran_kode", "indikator_kode", "langkah_kode", "no", "sasaran", "indikator", "target", "langkah", *TW, "penanggung_jawab")
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
    "serapan": (15, 40, 60, 95), "serapan.penyerapan": (15, 40, 60, 95), "nka.pelaksanaan.penyerapan": (15, 40, 60, 95),
    "ranmor": (20, 30, 26, 24), "ranmor.unit": (10, 15, 13, 12), "ranmor.unit.pemeliharaan": (10, 15, 13, 12),
    "dsp": (8.5, 17, 25.5, 34), "dsp.diklat": (6, 12, 18, 24), "dsp.pemenuhan": (2.5, 5, 7.5, 10), "smk.sipk": (5, 12, 20, 25.5), "smk.ppk": (2, 4, 6, 9), "smk": (7, 16, 26, 34.5),
    "imbalan": (2, 3, 4, 5),
}
_GIAT = (3, 4, 3, 2)


def quarters(kode: str, m: Metodologi) -> tuple[float, ...]:
    """Return the quarters of an indicator or step."""
    if kode in NILAI:
        return NILAI[kode]
    b, sifat = m.rencana.butir[kode], m.rencana.kind(kode)
    match sifat.jenis:
        case "rasio":
            deret = (61.5, 62.25, 63.0, 64.75)
            return deret if b.polaritas == "naik" else deret[::-1]
        case "kumulatif":
            return (1.5, 3.5, 6.0, 9.5)
        case "level" | "plafon":
            return (20.0,) * 4
    return _GIAT


def year(kode: str, m: Metodologi) -> float:
    """Return the annual target."""
    isi = quarters(kode, m)
    match m.rencana.kind(kode).jenis:
        case "aditif":
            return sum(isi)
        case "kumulatif":
            return isi[-1]
        case "level" | "plafon":
            return isi[0]
    return 62.87


@dataclass
class ContohRencana:
    """Rows of the plan by code, which a test may spoil before they are written."""

    m: Metodologi
    baris: list[dict[str, str]] = field(default_factory=list)
    pengesahan: list[list[str]] = field(default_factory=lambda: [
        ["dokumen.tempat", "Kota Contoh"], ["dokumen.tanggal_rencana", "12 Januari 2026"], ["dokumen.penanda_tangan", "KEPALA KEPOLISIAN RESOR CONTOH"],
        ["dokumen.paraf", "Kabag Ren"], ["dokumen.paraf", "Wakapolres"]])
    narasi: list[list[str]] = field(default_factory=lambda: [["kasus@2026", "256 kasus"], ["serapan@2026-TW2", "40 %"]])
    sel: dict[str, str] = field(default_factory=dict)

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

    def write(self, akar: Path) -> Ruang:
        """Write everything below a project root that holds the methodology."""
        ruang = Ruang(akar, POLRES, TAHUN)
        ruang.mentah.mkdir(parents=True, exist_ok=True)
        tw = [{"name": t, "title": t.upper(), "lkip": {"periode": t.upper()}} for t in TW]
        kunci = [{"name": k} for k in KOLOM[:6]]
        tabel = {
            "rencana-aksi": ([*kunci, {"name": "indikator", "lkip": {"kode_dari": ["indikator_kode"], "aspek": "uraian"}}, {"name": "target", "lkip": {"kode_dari": ["indikator_kode"]}},
                              {"name": "langkah", "lkip": {"kode_dari": ["langkah_kode"], "aspek": "uraian"}}, *tw,
                              {"name": "penanggung_jawab", "lkip": {"kode_dari": ["indikator_kode", "langkah_kode"], "aspek": "penanggung_jawab"}}],
                             [[b.get(k, "") for k in KOLOM] for b in self.baris], {"sel": self.sel}),
            "pengesahan": ([{"name": "kode"}, {"name": "isi", "lkip": {}}], self.pengesahan, {}),
            "narasi": ([{"name": "kode"}, {"name": "nilai", "lkip": {}}], self.narasi, {}),
        }
        resources = []
        for nama, (kolom, isi, asal) in tabel.items():
            luaran = io.StringIO()
            csv.writer(luaran, lineterminator="\n").writerows([[k["name"] for k in kolom], *isi])
            mentah = luaran.getvalue().encode("utf-8")
            (ruang.mentah / f"{nama}.csv").write_bytes(mentah)
            resources.append({"name": nama, "path": f"{nama}.csv", "title": nama, "hash": "sha256:" + hashlib.sha256(mentah).hexdigest(),
                              "lkip": {"bawaan": {"tahun": TAHUN}, **asal}, "schema": {"fields": kolom}})
        paket = {"name": f"{POLRES}-{TAHUN}", "lkip": {"polres": POLRES, "tahun": TAHUN, "metodologi": self.m.kode, "dokumen": ["rencana-aksi"]}, "resources": resources}
        (ruang.mentah / "datapackage.json").write_text(json.dumps(paket, ensure_ascii=False), encoding="utf-8")
        profil = {"kode": POLRES, "nama": "Polres Contoh", "singkatan": "Polres Contoh", "polda": {"nama": "Polda Contoh", "singkatan": "Polda Contoh"}, "kabupaten": "Contoh",
                  "kedudukan": "Kota Contoh", "instansi": ["POLRI"], "tahun_anggaran": TAHUN, "penetapan": {"tempat": "Kota Contoh", "tanggal": "2026-01-12"}, "polsek": []}
        (ruang.mentah / "profil.yml").write_text(yaml.safe_dump(profil), encoding="utf-8")
        return ruang


def make_plan(m: Metodologi) -> ContohRencana:
    """Make a plan of everything the methodology knows."""
    c = ContohRencana(m)
    r = m.rencana
    for n, s in enumerate(r.sasaran, 1):
        for i, kode in enumerate(r.anak.get(s, ()), 1):
            _indicator(c, kode, i, {"sasaran_kode": s, "sasaran": r.sasaran[s], "no": f"{n}."} if i == 1 else {})
    return c


def _indicator(c: ContohRencana, kode: str, nomor: int, awal: dict[str, str]) -> None:
    r = c.m.rencana
    sifat = r.kind(kode)
    isi = dict(zip(TW, (c.text(kode, v) for v in quarters(kode, c.m)) if sifat.triwulanan else ["-"] * 4, strict=True))
    c.baris.append({"kode": kode, "indikator_kode": kode, "langkah_kode": "", "indikator": f"{nomor}. {r.butir[kode].nama}", "target": c.text(kode, year(kode, c.m)),
                    "penanggung_jawab": "KABAG REN DAN KASIKEU", **awal, **isi})
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
        isi = dict(zip(TW, (c.text(kode, v) if v else "-" for v in quarters(kode, c.m)), strict=True)) if kode in NILAI or not anak else {}
        c.baris.append({"kode": kode if isi else "", "indikator_kode": "", "langkah_kode": kode, "langkah": uraian, **isi})
    for i, k in enumerate(anak, 1):
        _step(c, k, f"{i})")
