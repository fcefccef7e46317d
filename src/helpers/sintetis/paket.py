"""A Polres whose tables agree with each other: what a careful report would hand in.

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
from typing import Any

import yaml

from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.paths import Ruang
from helpers.sintetis.bahan import BAHAN_CONTOH, INDEKS, PERIODE, TW, Bahan, compute
from helpers.sintetis.rencana import ContohRencana
from helpers.sintetis.tempat import TANDA
from helpers.sources.datapackage import IsiTabel, Tabel

URUTAN = (
    "H1", "H1.fatalitas_penduduk", "H1.meninggal", "H1.penduduk", "H1.fatalitas_kendaraan", "H1.meninggal_kendaraan", "H1.kendaraan",
    "H2", "H2.bhabinkamtibmas", "H2.desa", "H2.bhabinkamtibmas_definitif", "H2.siskamling", "H2.siskamling_jumlah", "H2.siskamling_aktif",
    "H2.fkpm", "H2.fkpm_jumlah", "H2.fkpm_aktif", "H2.polsus", "H2.polsus_lembaga", "H2.polsus_aktif", "H3", "H3.realisasi", "H3.target",
    "H7", "H7.proyeksi", "H7.kejadian", "H8", "H8.kasus", "H8.penduduk",
    *(f"G{i}{b}" for i in range(1, 6) for b in ("", ".selesai", ".terjadi")),
)
BILANGAN = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def _origins(t: int) -> dict[str, dict]:
    """Return numbers and captions as printed; a table continued keeps both."""
    return {
        "kinerja": {"nomor_tabel": "Tabel 1.a", "indikator": "SI", "judul_tercetak": [f"Data kinerja Indeks Kamtibmas TA. {t}"]},
        "kinerja-tw": {"nomor_tabel": "Tabel 1a", "judul_tercetak": [f"Data kinerja Indeks Kamtibmas TA. {t}"]},
        "kinerja-lalu": {"bawaan": {"tahun": t - 1}},
        "indeks": {"nomor_tabel": "Tabel 1.b", "judul_tercetak": ["Tabel perhitungan", f"Indeks Harkamtibmas dan Indeks Gakkum {t}"]},
        "reskrim-polsek": {"nomor_tabel": "Tabel 2.1", "indikator": "IKU2", "judul_tercetak": [f"Data pendukung Indeks Penegakan Hukum {t}"]},
        "dua-tahun": {"nomor_tabel": "TABEL 2.2", "indikator": "IKU1", "judul_tercetak": [f"Data pendukung Indeks Harkamtibmas tahun {t - 1} - {t}"]},
        "capaian": {"nomor_tabel": "Tabel 3", "judul_tercetak": ["Capaian penyerapan anggaran dan Nilai AKIP"]},
    }


@dataclass
class Contoh:
    """The package as it is being made: tables of text rows, header first."""

    m: Metodologi
    bahan: Bahan = BAHAN_CONTOH
    nilai: dict[tuple[str, str], float] = field(default_factory=dict)
    tabel: dict[str, tuple[list[dict], list[list[str]]]] = field(default_factory=dict)
    asal: dict[str, dict] = field(default_factory=dict)
    profil: dict[str, Any] = field(default_factory=dict)
    narasi: dict[str, Any] = field(default_factory=dict)
    rencana: ContohRencana | None = None
    berkas: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.asal = _origins(self.bahan.tahun) | self.asal

    def text(self, kode: str, x: float, *, desimal: int | None = None) -> str:
        """Print a value the way its unit is printed."""
        u = self.m.unit(kode)
        bulat = u.jenis != "desimal"
        return format_number(x, 0 if bulat else desimal or u.desimal or 2).replace("−", "-")

    def achievement(self, kode: str, target: float, realisasi: float) -> float:
        """Return capaian as the methodology computes it."""
        return compute(self.m, {(f"{kode}.target", "TH"): target, (f"{kode}.realisasi", "TH"): realisasi}, f"{kode}.capaian", "TH")

    def add(self, nama: str, kolom: list[dict], baris: list[list[str]]) -> None:
        """Add a table."""
        self.tabel[nama] = (kolom, [[k["name"] for k in kolom], *baris])

    def resource(self, nama: str, isi: bytes = b"") -> dict:
        """Describe a table that has these bytes."""
        return {"name": nama, "path": f"{nama}.csv", "title": f"Tabel {nama}", "hash": "sha256:" + hashlib.sha256(isi).hexdigest(),
                "lkip": {"bawaan": {"tahun": self.bahan.tahun}, "kelompok": "baris_sumber" if nama == "narasi" else ""} | self.asal.get(nama, {}),
                "schema": {"fields": self.tabel[nama][0]}}

    def read(self) -> list[IsiTabel]:
        """Return the tables as reading them from disk would."""
        return [IsiTabel(Tabel.model_validate(self.resource(nama)), tuple(map(tuple, baris[1:]))) for nama, (_, baris) in self.tabel.items()]

    def write(self, akar: Path, data: Path | None = None) -> Ruang:
        """Write the package, its profile and its prose below the raw data of a project, or below another folder of raw data."""
        b = self.bahan
        ruang = Ruang(akar, b.tempat.kode, b.tahun, data)
        ruang.mentah.mkdir(parents=True, exist_ok=True)
        sumber = []
        for nama, (_, baris) in self.tabel.items():
            luaran = io.StringIO()
            csv.writer(luaran, lineterminator="\n").writerows(baris)
            isi = luaran.getvalue().encode("utf-8")
            (ruang.mentah / f"{nama}.csv").write_bytes(isi)
            sumber.append(self.resource(nama, isi))
        paket = {"name": f"{b.tempat.kode}-{b.tahun}", "title": f"{b.tempat.nama}, tahun {b.tahun}: dibangkitkan, bukan data siapa pun",
                 "lkip": {"polres": b.tempat.kode, "tahun": b.tahun, "metodologi": self.m.kode, "sumber": {"jenis": TANDA}}, "resources": sumber}
        profil = _profile(b) | self.profil
        if self.rencana:
            paket["lkip"] |= {"rencana": self.rencana.m.kode, "dokumen": ["lkip", "rencana-aksi"]}
            profil["penetapan"] = self.rencana.adopted()
        isi = {"datapackage.json": json.dumps(paket, ensure_ascii=False, indent=1) + "\n", "profil.yml": _yaml(profil)}
        if self.narasi:
            isi["narasi.yml"] = f"# {TANDA.capitalize()}: dibangkitkan, bukan uraian siapa pun.\n{_yaml(self.narasi)}"
        for nama, teks in isi.items():
            (ruang.mentah / nama).write_text(teks, encoding="utf-8", newline="\n")
        for nama, mentah in self.berkas.items():
            (ruang.mentah / nama).write_bytes(mentah)
        return ruang

    def add_plan(self, rencana: ContohRencana, berkas: dict[str, bytes] | None = None) -> None:
        """Put an action plan beside the LKIP, with the files of its realisations."""
        self.rencana, self.berkas = rencana, berkas or {}
        for nama, (kolom, baris, asal) in rencana.tables("narasi-rencana").items():
            self.add(nama, kolom, baris)
            self.asal[nama] = asal

    def set_cell(self, tabel: str, baris: int, kolom: str, isi: str) -> str:
        """Change one cell and return what it was; `baris` as in `fakta_id`, where the header is row 1."""
        semua = self.tabel[tabel][1]
        letak = semua[0].index(kolom)
        lama = semua[baris - 1][letak]
        if lama == isi:
            raise ValueError(f"{tabel} {baris} {kolom} is {isi} already")
        semua[baris - 1][letak] = isi
        return lama

    def cell(self, tabel: str, kode: str, kolom: str) -> str:
        """Return the text of a cell."""
        semua = self.tabel[tabel][1]
        return semua[self.row(tabel, kode) - 1][semua[0].index(kolom)]

    def row(self, tabel: str, kode: str) -> int:
        """Return the row of a code in a table."""
        return next(i for i, b in enumerate(self.tabel[tabel][1], 1) if b[0] == kode)


def _yaml(isi: dict[str, Any]) -> str:
    return yaml.dump(isi, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), sort_keys=False, allow_unicode=True, width=120)


def _profile(b: Bahan) -> dict:
    t = b.tempat
    return {
        "kode": t.kode, "nama": t.nama, "singkatan": t.singkatan, "polda": {"nama": t.polda, "singkatan": t.singkatan_polda},
        "kabupaten": t.kabupaten, "kedudukan": t.wilayah, "instansi": ["KEPOLISIAN NEGARA REPUBLIK INDONESIA", f"RESOR {t.wilayah.upper()} ({TANDA.upper()})"],
        "tahun_anggaran": b.tahun, "keputusan": {"nomor": f"SINTETIS/{b.tahun + 1}", "tanggal": f"{b.tahun + 1}-02-05", "tempat": t.wilayah},
        "satuan_kerja": [], "polsek": [{"kode": p, "nama": f"Polsek {t.wilayah} {p.title()}"} for p in b.polsek],
        "visi": f"Terwujudnya {t.kabupaten} yang aman dan tertib", "misi": "Melindungi, mengayomi, dan melayani masyarakat",
        "tujuan": [f"menjamin terpeliharanya keamanan dan ketertiban di {t.kabupaten}"], "sasaran_strategis": [],
        "tugas_pokok": "Memelihara keamanan dan ketertiban, menegakkan hukum, serta melayani masyarakat", "fungsi": ["pelayanan masyarakat"]}


def columns(*nama: str, **fakta: dict) -> list[dict]:
    """Describe columns: the code, words, and those that hold facts."""
    return [{"name": n} for n in ("kode", *nama)] + [{"name": n, "lkip": isi} for n, isi in fakta.items()]


def make(m: Metodologi, bahan: Bahan = BAHAN_CONTOH) -> Contoh:
    """Make the consistent package of a Polres."""
    c, tahun = Contoh(m, bahan), bahan.tahun
    c.nilai = n = bahan.kinerja.values(m)
    periode = {p.lower(): {"periode": p} for p in PERIODE}
    c.add("kinerja", columns("uraian", **periode), [[k, m.name(k), *(c.text(k, n[k, p]) for p in PERIODE)] for k in URUTAN])
    # the same again without the year: agreement between tables holds
    c.add("kinerja-tw", columns("uraian", **{t.lower(): {"periode": t} for t in TW}),
          [[k, m.name(k), *(c.text(k, n[k, p]).replace(",", ".") if m.unit(k).jenis == "desimal" else c.text(k, n[k, p]) for p in TW)] for k in URUTAN])
    if bahan.lalu:
        lalu = bahan.lalu.values(m)
        c.add("kinerja-lalu", columns("uraian", **periode), [
            [k, m.name(k), *(c.text(k, lalu[k, p]) for p in PERIODE)] for k in (*URUTAN, *(f"{i}.realisasi" for i in INDEKS))])
    c.add("indeks", columns("waktu", nilai={}), [
        [f"{k}@{tahun}-{p}", p, c.text(k, n[k, p])] for p in PERIODE for k in ("SI.realisasi", "IKU1.realisasi", "IKU2.realisasi")])
    c.add("skor", columns("uraian", skor={"aspek": "skor"}, bobot={"aspek": "bobot"}), [
        [k, k, c.text(f"{k}.skor", m.konversi[konversi](n[k, "TH"]), desimal=3), c.text(f"{k}.bobot", m.tetapan[f"bobot.{k}"])]
        for k, konversi in [("H7", "skor_reduksi"), *((f"G{i}", "skor_clearance") for i in range(1, 6))]])
    _budget(c)
    _support(c)
    _polsek(c)
    for kode, target in bahan.target.items():
        n[f"{kode}.target", "TH"] = target
        n.setdefault((f"{kode}.realisasi", "TH"), bahan.realisasi.get(kode, 0.0))
        n[f"{kode}.capaian", "TH"] = compute(m, n, f"{kode}.capaian", "TH")
    kolom = {a: {"aspek": a} for a in ("target", "realisasi", "capaian")}
    c.add("capaian", columns("indikator", **kolom), [[k, k, *(c.text(f"{k}.{a}", n[f"{k}.{a}", "TH"]) for a in kolom)] for k in bahan.target])
    lalu = {"realisasi_lalu": {"aspek": "realisasi", "geser_tahun": -1}}
    dua = {f"th_{t}": {"tahun": t} for t in (tahun - 1, tahun)}
    giat = [["lantas.pelanggaran", "a", *(format_number(x, 0) for x in bahan.pelanggaran)], ["samapta.turjawali", "b", *(format_number(x, 0) for x in bahan.turjawali)]]
    c.add("dua-tahun", columns("uraian", **dua), giat if bahan.rinci else [*giat, ["ops.kerja_sama", "c", "", ""], ["ops.senpi", "d", "-", "1"]])
    target = bahan.rinci.target if bahan.rinci else {k: {tahun + i - 1: x * naik for i, naik in enumerate((0.9, 1, 1))} for k, x in bahan.target.items()}
    waktu = list(next(iter(target.values())))
    dasar = waktu[0] if bahan.rinci else 0
    c.add("renstra", columns("indikator", **{f"{a}_{t}": {"aspek": a, "tahun": t} for t in waktu for a in ["baseline" if t == dasar else "target"]}), [
        [k, k, *(c.text(f"{k}.target", x) for x in deret.values())] for k, deret in target.items()])
    c.add("tahun-lalu", columns("indikator", **lalu), [[k, k, c.text(f"{k}.realisasi", x)] for k, x in bahan.sebelum.items()])
    c.add("narasi", columns("baris_sumber", nilai={}), _prose(c))
    if bahan.rinci:
        from helpers.sintetis.lengkap import add_further_tables

        add_further_tables(c)
    return c


def _prose(c: Contoh) -> list[list[str]]:
    """Return words, numbers and dates of sentences, each with the line of the sentence it stands in."""
    b, n, t = c.bahan, c.nilai, c.bahan.tahun
    isi = {k: (n[f"{k}.realisasi", "TH"], b.sebelum[k], n[f"{k}.target", "TH"]) for k in b.target}

    def moved(kode: str, naik: str, turun: str, tetap: str) -> str:
        kini, dulu, _ = isi[kode]
        return naik if kini > dulu else turun if kini < dulu else tetap

    def reached(kode: str, ya: str, tidak: str) -> str:
        return ya if isi[kode][0] >= isi[kode][2] else tidak

    orang = f"{format_number(sum(b.personel), 0)} orang"
    iku1 = [c.text("IKU1.realisasi", x, desimal=1) for x in isi["IKU1"][:2]]
    kalimat = [
        (f"IKU1.realisasi@{t - 1}", "2", iku1[1]), ("IKU1.realisasi", "2", iku1[0]),
        ("IKU1.arah", "2", moved("IKU1", "mengalami kenaikan", "mengalami penurunan", "bertahan")),
        ("IKU1.capaian.status", "2", reached("IKU1", "melebihi target", "belum mencapai target")),
        ("IKP1.arah", "3", moved("IKP1", "meningkat", "menurun", "bertahan")), ("IKP1.capaian.status", "3", reached("IKP1", "tercapai", "belum tercapai")),
        ("IKP8.capaian.status", "4", reached("IKP8", "tercapai", "belum tercapai")),
        ("IKP3.arah", "5", moved("IKP3", "tidak mengalami penurunan", "mengalami penurunan", "tidak mengalami penurunan")), ("sdm.personel.arah", "6", "bertahan"),
        (f"sdm.personel@{t - 1}", "6", orang), *_ethics_before(b),
        ("IKU1.rujukan", "12", "Tabel 1.b"), ("IKP5.rujukan", "13", "tabel 3"), ("IKU2.rujukan", "14", "tabel 2.1"),
        ("dokumen.nomor_grafik", "15", "Grafik 1"), ("IKU1.sebutan", "15", "Indeks Harkamtibmas"), ("dokumen.nomor_grafik", "16", "Grafik 2"),
        ("IKU1.rujukan", "17", "grafik 1"), ("IKU1.sebutan", "17", "indek harkamtibmas"), ("IKU2.sebutan", "18", "Indek gakkum"),
        ("dokumen.tanggal_perjanjian", "8", f"30 Januari {t}"), ("dokumen.tanggal_laporan", "9", f"31 Januari {t + 1}"),
        ("dokumen.tanggal_laporan", "10", f"31 JANUARI {t + 1}"), ("dokumen.tanggal_keputusan", "11", f"Februari {t + 1}"),
        ("IKU1.realisasi", "1", iku1[0]), ("IKP10.target", "1", f"{format_number(b.target['IKP10'], 0)} %"),
        ("H8.kasus", "1", f"{format_number(n['H8.kasus', 'TH'], 0)} kasus"), ("sdm.personel", "1", orang),
        ("organisasi.polsek", "1", f"{len(b.polsek)} ({BILANGAN[len(b.polsek)]})"), ("organisasi.sasaran", "1", "5 (Lima)"),
        ("anggaran.pagu", "1", f"Rp. {format_number(n['anggaran.pagu', 'TH'], 0)},-")]
    return [[k if "@" in k else f"{k}@{t}", baris, teks] for k, baris, teks in (*kalimat, *(_further_prose(c) if b.rinci else ()))]


def _further_prose(c: Contoh) -> list[tuple[str, str, str]]:
    """Return what the prose of a whole LKIP says of every indicator, a sentence each, and of the organisation."""
    b, n = c.bahan, c.nilai
    hasil = [("organisasi.polres", "20", "1 (satu)"), ("organisasi.kantor_lantas", "20", "1 (satu)"), ("organisasi.program", "21", f"{len(b.program)} (empat)"),
             ("organisasi.indikator", "21", str(len(b.target)))]
    for i, k in enumerate(b.target):
        kini, dulu = n[f"{k}.capaian", "TH"], c.achievement(k, b.rinci.target[k][b.tahun - 1], b.sebelum[k])
        baris = str(30 + i)
        hasil += [(f"{k}.target", baris, c.text(f"{k}.target", b.target[k])), (f"{k}.realisasi", baris, c.text(f"{k}.realisasi", n[f"{k}.realisasi", "TH"])),
                  (f"{k}.capaian", baris, f"{c.text(f'{k}.capaian', kini)} %"), (f"{k}.capaian.status", baris, "tercapai" if kini >= 100 else "belum tercapai"),
                  (f"{k}.capaian.arah", baris, "mengalami kenaikan" if kini > dulu else "mengalami penurunan" if kini < dulu else "bertahan")]
    return hasil


def _ethics_before(b: Bahan) -> list[tuple[str, str, str]]:
    kode = f"etika.jumlah@{b.tahun - 1}"
    if b.rinci:
        return [(kode, "7", f"{b.rinci.lalu['etika'][0]} perkara")]
    return [(kode, "7", "0 perkara"), (f"etika.jumlah.status@{b.tahun - 1}", "7", "tidak ada")]


def _budget(c: Contoh) -> None:
    n = c.nilai
    baris = []
    program = c.bahan.program
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
    c.add("anggaran", columns("uraian", nilai={}), baris)


def _support(c: Contoh) -> None:
    b, n, lalu = c.bahan, c.nilai, c.bahan.tahun - 1
    *positif, negatif, media_lalu = b.media
    media = sum(positif) + negatif
    for kode, (semua, selesai) in {"IKP8": b.pengaduan, "IKP2": b.disiplin, "IKP3": b.etika, "IKP6": (media, sum(positif))}.items():
        n[f"{kode}.realisasi", "TH"] = round(100 * selesai / semua, 2)
    kasus = int(n["H8.kasus", "TH"])
    persen = {k: format_number(100 * x[1] / x[0], 2).removesuffix(",00") for k, x in (("disiplin", b.disiplin), ("etika", b.etika))}
    isi: dict[str, int | str] = {
        "sdm.personel": f"{format_number(sum(b.personel), 0)} PERS", "sdm.sudah_kejuruan": b.personel[0], "sdm.belum_kejuruan": b.personel[1],
        "pengaduan.jumlah": b.pengaduan[0], "pengaduan.selesai": b.pengaduan[1],
        "media.cetak.positif": positif[0], "media.elektronik.positif": positif[1], "media.televisi.positif": positif[2], "media.radio.positif": positif[3],
        "media.radio.negatif": negatif or "-", "media.jumlah": media, f"media.jumlah@{lalu}": media_lalu,
        "spkt.pengaduan": kasus, "spkt.kehilangan": b.kehilangan, "spkt.jumlah": kasus + b.kehilangan,
        "disiplin.jumlah.pelanggaran": f"{b.disiplin[0]} kasus", "disiplin.selesai.pelanggaran": f"{b.disiplin[1]} kasus",
        "disiplin.selesai_persen.pelanggaran": f"{persen['disiplin']} %", "etika.jumlah": b.etika[0], "etika.selesai": b.etika[1], "etika.persen": persen["etika"],
        "lantas.laka_md": int(n["H1.meninggal", "TH"]), "lantas.laka": int(n["G5.terjadi", "TH"]), "intel.deteksi": sum(b.deteksi),
        **{f"intel.deteksi.{k}": x for k, x in zip(("politik", "ekonomi", "sosial_budaya", "keamanan_negara"), b.deteksi, strict=True)}, "intel.deteksi.kamsus": "-"}
    c.add("pendukung", columns("uraian", nilai={}), [[k, k, x if isinstance(x, str) else format_number(x, 0)] for k, x in isi.items()])


def _polsek(c: Contoh) -> None:
    b = c.bahan
    jumlah = [sum(x[i] for x in b.reskrim.values()) for i in range(4)]

    def row(kode: str, nama: str, isi: tuple[int, ...] | list[int], persen: str) -> list[str]:
        jtp, jptp, proses, henti = (format_number(x, 0) for x in isi)
        return [kode, nama, jtp, jptp, f"{persen}%", *(x if x != "0" else "-" for x in (proses, henti))]

    c.add("reskrim-polsek", columns("satker", jtp={"kode": "reskrim.jtp"}, jptp={"kode": "reskrim.jptp"}, persen={"kode": "reskrim.clearance"},
                                     proses={"kode": "reskrim.proses"}, sp3={"kode": "reskrim.sp3"}), [
        *(row(f"/{w}", w, x, format_number(round(100 * x[1] / x[0], 2), 2) if b.rinci else str(int(100 * x[1] / x[0]))) for w, x in b.reskrim.items()),
        row("/", "Jumlah", jumlah, format_number(round(100 * jumlah[1] / jumlah[0], 2), 2))])
    c.add("alkom", columns("satker", unit={"kode": "alkom.satker"}), [
        *([f"/{w}", w, f"{x} HT" if x else "-"] for w, x in b.alkom.items()), ["/", "JUMLAH", str(sum(b.alkom.values()))]])
    c.add("response-time", columns("satwil", target={"kode": "samapta.response_target"}), [
        *([f"/{w}", w, str(x)] for w, x in b.menit.items()), ["/", "Rata-rata", "15"]])
