"""A small Polres whose tables agree with each other: what a careful report would hand in.

Derived quantities are computed by the formulas of the methodology and printed with rounding, so a relation that
raises a false alarm shows itself here, and one changed cell must raise exactly its own finding.
"""

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
from helpers.sources.datapackage import IsiTabel, Tabel

POLRES, TAHUN = "contoh", 2023
POLSEK = ("utara", "selatan", "tengah")
TW = ("TW1", "TW2", "TW3", "TW4")
PERIODE = (*TW, "TH")

# counts of the four quarters; the year is their sum, or the last one
JUMLAH = {
    "H1.meninggal": (4, 6, 5, 7), "H1.kendaraan": (1200, 1250, 1300, 1350), "H7.proyeksi": (20, 20, 24, 20), "H7.kejadian": (8, 7, 9, 6),
    "H8.kasus": (52, 61, 47, 58), "G1.selesai": (40, 50, 39, 48), "G2.selesai": (11, 9, 12, 10), "G2.terjadi": (13, 10, 14, 12),
    "G3.selesai": (1, 2, 1, 3), "G3.terjadi": (1, 2, 1, 3), "G4.selesai": (3, 3, 4, 3), "G4.terjadi": (4, 4, 5, 4), "G5.selesai": (9, 10, 8, 12),
    "G5.terjadi": (10, 12, 10, 14),
}
AKHIR = {"H1.penduduk": 251_437, "H2.desa": 80, "H2.bhabinkamtibmas_definitif": 64, "H2.siskamling_jumlah": 120, "H2.siskamling_aktif": 90,
         "H2.fkpm_jumlah": 10, "H2.fkpm_aktif": 9, "H2.polsus_lembaga": 4, "H2.polsus_aktif": 3, "H3.target": 15, "H3.realisasi": 20}
SALINAN = {"H1.meninggal_kendaraan": "H1.meninggal", "H8.penduduk": "H1.penduduk", "G1.terjadi": "H8.kasus"}
IKU1 = (61.37, 64.12, 63.08, 66.41)
URUTAN = (
    "H1", "H1.fatalitas_penduduk", "H1.meninggal", "H1.penduduk", "H1.fatalitas_kendaraan", "H1.meninggal_kendaraan", "H1.kendaraan",
    "H2", "H2.bhabinkamtibmas", "H2.desa", "H2.bhabinkamtibmas_definitif", "H2.siskamling", "H2.siskamling_jumlah", "H2.siskamling_aktif",
    "H2.fkpm", "H2.fkpm_jumlah", "H2.fkpm_aktif", "H2.polsus", "H2.polsus_lembaga", "H2.polsus_aktif", "H3", "H3.realisasi", "H3.target",
    "H7", "H7.proyeksi", "H7.kejadian", "H8", "H8.kasus", "H8.penduduk",
    *(f"G{i}{b}" for i in range(1, 6) for b in ("", ".selesai", ".terjadi")),
)
TARGET = {"SI": 3.3, "IKU1": 62.0, "IKU2": 70.0, "IKP1": 5.0, "IKP2": 55.0, "IKP3": 56.0, "IKP4": 95.0, "IKP5": 70.0, "IKP6": 89.0, "IKP8": 50.0, "IKP10": 94.0}
REALISASI = {"IKP1": 4.5, "IKP2": 100.0, "IKP3": 100.0, "IKP4": 97.0, "IKP5": 71.25, "IKP6": 100.0}
# words and dates, each with the line of the sentence it stands in
PROSA = (
    ("IKU1.realisasi@2022", "2", "62,0"), ("IKU1.realisasi", "2", "63,7"), ("IKU1.arah", "2", "mengalami kenaikan"),
    ("IKU1.capaian.status", "2", "melebihi target"), ("IKP1.arah", "3", "menurun"), ("IKP1.capaian.status", "3", "belum tercapai"),
    ("IKP8.capaian.status", "4", "tercapai"), ("IKP3.arah", "5", "tidak mengalami penurunan"), ("sdm.personel.arah", "6", "bertahan"),
    ("sdm.personel@2022", "6", "600 orang"), ("etika.jumlah@2022", "7", "0 perkara"), ("etika.jumlah.status@2022", "7", "tidak ada"),
    ("IKU1.rujukan", "12", "Tabel 1.b"), ("IKP5.rujukan", "13", "tabel 3"), ("IKU2.rujukan", "14", "tabel 2.1"),
    ("dokumen.tanggal_perjanjian", "8", "30 Januari 2023"), ("dokumen.tanggal_laporan", "9", "31 Januari 2024"),
    ("dokumen.tanggal_laporan", "10", "31 JANUARI 2024"), ("dokumen.tanggal_keputusan", "11", "Februari 2024"),
)
PROGRAM = {"penyelidikan": (3_900_000_000, 3_890_500_000), "almatsus": (7_800_000_000, 7_786_172_419),
           "kamtibmas": (7_757_798_000, 7_756_905_624), "dukungan_manajemen": (47_375_004_000, 47_374_434_738)}


# numbers and captions as printed; a table continued keeps both
ASAL = {
    "kinerja": {"nomor_tabel": "Tabel 1.a", "judul_tercetak": ["Data kinerja Indeks Kamtibmas TA. 2023"]},
    "kinerja-tw": {"nomor_tabel": "Tabel 1a", "judul_tercetak": ["Data kinerja Indeks Kamtibmas TA. 2023"]},
    "indeks": {"nomor_tabel": "Tabel 1.b", "judul_tercetak": ["Tabel perhitungan", "Indeks Harkamtibmas dan Indeks Gakkum 2023"]},
    "reskrim-polsek": {"nomor_tabel": "Tabel 2.1", "judul_tercetak": ["Data pendukung Indeks Penegakan Hukum 2023"]},
    "dua-tahun": {"nomor_tabel": "TABEL 2.2", "judul_tercetak": ["Data pendukung Indeks Harkamtibmas tahun 2022 - 2023"]},
    "capaian": {"nomor_tabel": "Tabel 3", "judul_tercetak": ["Capaian penyerapan anggaran dan Nilai AKIP"]},
}


@dataclass
class Contoh:
    """The package as it is being made: tables of text rows, header first; `kali` times as many cases as the first."""

    m: Metodologi
    kali: int = 1
    nilai: dict[tuple[str, str], float] = field(default_factory=dict)
    tabel: dict[str, tuple[list[dict], list[list[str]]]] = field(default_factory=dict)
    asal: dict[str, dict] = field(default_factory=lambda: {k: dict(v) for k, v in ASAL.items()})

    def text(self, kode: str, x: float, *, desimal: int | None = None) -> str:
        """Print a value the way its unit is printed."""
        u = self.m.unit(kode)
        bulat = u.jenis != "desimal"
        return format_number(x, 0 if bulat else desimal or u.desimal or 2).replace("−", "-")

    def computed(self, kode: str, periode: str, keluarga: str = "") -> float:
        """Compute a quantity from the values already made, rounded as it will be printed."""
        r = next(r for r in self.m.rumus if r.aturan.kode == kode and (not keluarga or r.aturan.keluarga == keluarga))
        q = int(periode[2]) if periode in TW else 1
        isi = {n: self.nilai[(n, periode)] for n in r.rumus.nama if (n, periode) in self.nilai}
        return round(r.rumus.evaluate(self.m.tetapan | {"q": q} | isi, self.m.konversi), 2)

    def add(self, nama: str, kolom: list[dict], baris: list[list[str]]) -> None:
        """Add a table."""
        self.tabel[nama] = (kolom, [[k["name"] for k in kolom], *baris])

    def resource(self, nama: str, isi: bytes = b"") -> dict:
        """Describe a table that has these bytes."""
        return {"name": nama, "path": f"{nama}.csv", "title": f"Tabel {nama}", "hash": "sha256:" + hashlib.sha256(isi).hexdigest(),
                "lkip": {"bawaan": {"tahun": TAHUN}, "kelompok": "baris_sumber" if nama == "narasi" else ""} | self.asal.get(nama, {}),
                "schema": {"fields": self.tabel[nama][0]}}

    def read(self) -> list[IsiTabel]:
        """Return the tables as reading them from disk would."""
        return [IsiTabel(Tabel.model_validate(self.resource(nama)), tuple(map(tuple, baris[1:]))) for nama, (_, baris) in self.tabel.items()]

    def write(self, akar: Path) -> Ruang:
        """Write the package, its profile and nothing else; the methodology must be there."""
        ruang = Ruang(akar, POLRES, TAHUN)
        ruang.mentah.mkdir(parents=True, exist_ok=True)
        sumber = []
        for nama, (_, baris) in self.tabel.items():
            luaran = io.StringIO()
            csv.writer(luaran, lineterminator="\n").writerows(baris)
            isi = luaran.getvalue().encode("utf-8")
            (ruang.mentah / f"{nama}.csv").write_bytes(isi)
            sumber.append(self.resource(nama, isi))
        paket = {"name": f"{POLRES}-{TAHUN}", "lkip": {"polres": POLRES, "tahun": TAHUN, "metodologi": self.m.kode}, "resources": sumber}
        (ruang.mentah / "datapackage.json").write_text(json.dumps(paket), encoding="utf-8")
        profil = {
            "kode": POLRES, "nama": "Polres Contoh", "singkatan": "Polres Contoh", "polda": {"nama": "Polda Contoh", "singkatan": "Polda C"},
            "kabupaten": "Kabupaten Contoh", "kedudukan": "Contoh", "instansi": ["POLRI"], "tahun_anggaran": TAHUN,
            "keputusan": {"nomor": "1", "tanggal": "2024-01-31", "tempat": "Contoh"}, "satuan_kerja": [],
            "polsek": [{"kode": p, "nama": f"Polsek {p.title()}"} for p in POLSEK], "visi": "v", "misi": "m", "tujuan": ["t"],
            "sasaran_strategis": [], "tugas_pokok": "t", "fungsi": ["f"]}
        (ruang.mentah / "profil.yml").write_text(yaml.safe_dump(profil), encoding="utf-8")
        return ruang

    def set_cell(self, tabel: str, baris: int, kolom: str, isi: str) -> None:
        """Change one cell; `baris` as in `fakta_id`, where the header is row 1."""
        semua = self.tabel[tabel][1]
        lama = semua[baris - 1][semua[0].index(kolom)]
        assert lama != isi
        semua[baris - 1][semua[0].index(kolom)] = isi

    def row(self, tabel: str, kode: str) -> int:
        """Return the row of a code in a table."""
        return next(i for i, b in enumerate(self.tabel[tabel][1], 1) if b[0] == kode)


def _columns(*nama: str, **fakta: dict) -> list[dict]:
    return [{"name": n} for n in ("kode", *nama)] + [{"name": n, "lkip": isi} for n, isi in fakta.items()]


def make(m: Metodologi, kali: int = 1) -> Contoh:
    """Make the consistent package; another one for each `kali`."""
    c = Contoh(m, kali)
    n = c.nilai
    for i, p in enumerate(PERIODE):
        for kode, tw in JUMLAH.items():
            n[kode, p] = float(kali * (sum(tw) if p == "TH" else tw[i]))
        for kode, x in AKHIR.items():
            n[kode, p] = float(x)
        n["H1.penduduk", p] = float(AKHIR["H1.penduduk"] * kali + 977 * (kali - 1))
        for kode, asal in SALINAN.items():
            n[kode, p] = n[asal, p]
        for kode in ("H1.fatalitas_penduduk", "H1.fatalitas_kendaraan", "H2.bhabinkamtibmas", "H2.siskamling", "H2.fkpm", "H2.polsus", "H3", "H7",
                     "H8", "G1", "G2", "G3", "G4", "G5", "H1", "H2"):
            n[kode, p] = c.computed(kode, p)
    for i, p in enumerate(TW):
        n["IKU1.realisasi", p] = IKU1[i]
        n["IKU2.realisasi", p] = c.computed("IKU2.realisasi", p)
        n["SI.realisasi", p] = c.computed("SI.realisasi", p)
    for kode in ("SI.realisasi", "IKU1.realisasi", "IKU2.realisasi"):
        n[kode, "TH"] = round(sum(n[kode, p] for p in TW) / 4, 2)
    periode = {p.lower(): {"periode": p} for p in PERIODE}
    c.add("kinerja", _columns("uraian", **periode), [[k, m.name(k), *(c.text(k, n[k, p]) for p in PERIODE)] for k in URUTAN])
    # the same again without the year: agreement between tables holds
    c.add("kinerja-tw", _columns("uraian", **{t.lower(): {"periode": t} for t in TW}),
          [[k, m.name(k), *(c.text(k, n[k, p]).replace(",", ".") if m.unit(k).jenis == "desimal" else c.text(k, n[k, p]) for p in TW)] for k in URUTAN])
    c.add("indeks", _columns("waktu", nilai={}), [
        [f"{k}@{TAHUN}-{p}", p, c.text(k, n[k, p])] for p in PERIODE for k in ("SI.realisasi", "IKU1.realisasi", "IKU2.realisasi")])
    c.add("skor", _columns("uraian", skor={"aspek": "skor"}, bobot={"aspek": "bobot"}), [
        [k, k, c.text(f"{k}.skor", m.konversi[konversi](n[k, "TH"]), desimal=3), c.text(f"{k}.bobot", m.tetapan[f"bobot.{k}"])]
        for k, konversi in [("H7", "skor_reduksi"), *((f"G{i}", "skor_clearance") for i in range(1, 6))]])
    _budget(c)
    _personnel(c)
    _polsek(c)
    for kode, target in TARGET.items():
        n[f"{kode}.target", "TH"] = target
        n.setdefault((f"{kode}.realisasi", "TH"), REALISASI.get(kode, 0.0))
        n[f"{kode}.capaian", "TH"] = c.computed(f"{kode}.capaian", "TH")
    kolom = {a: {"aspek": a} for a in ("target", "realisasi", "capaian")}
    c.add("capaian", _columns("indikator", **kolom), [[k, k, *(c.text(f"{k}.{a}", n[f"{k}.{a}", "TH"]) for a in kolom)] for k in TARGET])
    lalu = {"realisasi_lalu": {"aspek": "realisasi", "geser_tahun": -1}}
    dua = {"th_2022": {"tahun": TAHUN - 1}, "th_2023": {"tahun": TAHUN}}
    c.add("dua-tahun", _columns("uraian", **dua), [
        ["lantas.pelanggaran", "a", "4.562", "8.514"], ["samapta.turjawali", "b", "365", "360"], ["ops.kerja_sama", "c", "", ""],
        ["ops.senpi", "d", "-", "1"]])
    c.add("renstra", _columns("indikator", **{f"target_{t}": {"aspek": "target", "tahun": t} for t in (TAHUN - 1, TAHUN, TAHUN + 1)}), [
        [k, k, *(c.text(f"{k}.target", x * naik) for naik in (0.9, 1, 1))] for k, x in TARGET.items()])
    c.add("tahun-lalu", _columns("indikator", **lalu), [[k, k, c.text(f"{k}.realisasi", TARGET[k])] for k in TARGET])
    c.add("narasi", _columns("baris_sumber", nilai={}), [
        *([k if "@" in k else f"{k}@{TAHUN}", b, t] for k, b, t in PROSA),
        *([f"{k}@{TAHUN}", "1", t] for k, t in [
            ("IKU1.realisasi", c.text("IKU1.realisasi", n["IKU1.realisasi", "TH"], desimal=1)), ("IKP10.target", "94 %"), ("H8.kasus", f"{218 * kali} kasus"),
            ("sdm.personel", "600 orang"), ("organisasi.polsek", "3 (tiga)"), ("organisasi.sasaran", "5 (Lima)"), ("anggaran.pagu", f"Rp. {format_number(n['anggaran.pagu', 'TH'], 0)},-")])])
    return c


def _budget(c: Contoh) -> None:
    n = c.nilai
    baris = []
    program = {p: (c.kali * pagu, c.kali * realisasi) for p, (pagu, realisasi) in PROGRAM.items()}
    for p, (pagu, realisasi) in program.items():
        for bagian, x in (("pagu", pagu), ("realisasi", realisasi), ("sisa", pagu - realisasi)):
            baris.append([f"program.{p}.{bagian}", bagian, f"Rp. {format_number(x, 0)},-"])
    pagu, realisasi = (sum(p[i] for p in program.values()) for i in (0, 1))
    bagian = {"belanja.pegawai": (0.7, 0.7), "belanja.barang": (0.25, 0.25), "belanja.modal": None, "dana.rupiah_murni": (0.96, 0.96), "dana.pnbp": None}
    sisa = [pagu, realisasi]
    for nama, porsi in bagian.items():
        x = [int(sisa[i] if porsi is None else (pagu, realisasi)[i] * porsi[i]) for i in (0, 1)]
        sisa = [pagu, realisasi] if porsi is None else [sisa[i] - x[i] for i in (0, 1)]
        for b, y in (("pagu", x[0]), ("realisasi", x[1]), ("sisa", x[0] - x[1])):
            baris.append([f"{nama}.{b}", b, f"Rp {format_number(y, 0)}"])
    for b, y in (("pagu", pagu), ("realisasi", realisasi), ("sisa", pagu - realisasi)):
        n[f"anggaran.{b}", "TH"] = float(y)
        baris.append([f"anggaran.{b}", b, f"Rp. {format_number(y, 0)}-"])
    n["IKP10.realisasi", "TH"] = round(100 * realisasi / pagu, 2)
    c.add("anggaran", _columns("uraian", nilai={}), baris)


def _personnel(c: Contoh) -> None:
    c.nilai["IKP8.realisasi", "TH"] = round(100 * 17 / 23, 2)
    isi = {
        "sdm.personel": "600 PERS", "sdm.sudah_kejuruan": "210", "sdm.belum_kejuruan": "390", "pengaduan.jumlah": "23", "pengaduan.selesai": "17",
        "media.cetak.positif": "300", "media.elektronik.positif": "15.964", "media.televisi.positif": "37", "media.radio.positif": "144",
        "media.radio.negatif": "-", "media.jumlah": "16.445", "media.jumlah@2022": "9.000", "spkt.pengaduan": f"{218 * c.kali}", "spkt.kehilangan": "412", "spkt.jumlah": f"{218 * c.kali + 412}",
        "disiplin.jumlah.pelanggaran": "8 kasus", "disiplin.selesai.pelanggaran": "8 kasus", "disiplin.selesai_persen.pelanggaran": "100 %",
        "etika.jumlah": "3", "etika.selesai": "3", "etika.persen": "100", "lantas.laka_md": f"{22 * c.kali}", "lantas.laka": f"{46 * c.kali}",
        "intel.deteksi": "100", "intel.deteksi.politik": "40", "intel.deteksi.ekonomi": "30", "intel.deteksi.sosial_budaya": "20",
        "intel.deteksi.keamanan_negara": "10", "intel.deteksi.kamsus": "-"}
    c.add("pendukung", _columns("uraian", nilai={}), [[k, k, t] for k, t in isi.items()])


def _polsek(c: Contoh) -> None:
    jtp, jptp = {"satreskrim": 90, "utara": 60, "selatan": 40, "tengah": 28}, {"satreskrim": 71, "utara": 50, "selatan": 30, "tengah": 26}
    sisa = {"satreskrim": ("15", "4"), "utara": ("7", "-"), "selatan": ("10", "0"), "tengah": ("-", "-")}
    menit = {"mako": 14, "utara": 16, "selatan": 15, "tengah": 15}
    baris = [[f"/{w}", w, *(str(c.kali * x) for x in (jtp[w], jptp[w])), f"{int(100 * jptp[w] / jtp[w])}%", *(x if x == "-" else str(c.kali * int(x)) for x in sisa[w])] for w in jtp]
    baris.append(["/", "Jumlah", *(str(c.kali * sum(x.values())) for x in (jtp, jptp)), f"{format_number(100 * 177 / 218, 2)}%", str(32 * c.kali), str(4 * c.kali)])
    c.add("reskrim-polsek", _columns("satker", jtp={"kode": "reskrim.jtp"}, jptp={"kode": "reskrim.jptp"}, persen={"kode": "reskrim.clearance"},
                                     proses={"kode": "reskrim.proses"}, sp3={"kode": "reskrim.sp3"}), baris)
    c.add("alkom", _columns("satker", unit={"kode": "alkom.satker"}),
          [["/bagops", "a", "2 HT"], ["/satsamapta", "b", "17 HT"], ["/sikeu", "c", "-"], ["/", "JUMLAH", "19"]])
    c.add("response-time", _columns("satwil", target={"kode": "samapta.response_target"}), [*([f"/{w}", w, str(x)] for w, x in menit.items()), ["/", "Rata-rata", "15"]])
