"""From failing residuals to findings: one root, one finding, with every place and the arithmetic."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

import pandas as pd

from helpers.jsontext import write_indented
from helpers.methodology.rules import Metodologi
from helpers.methodology.words import lower_first
from helpers.numbers import format_number
from helpers.sources.datapackage import Tabel
from helpers.sources.facts import TEKS, read_rows
from helpers.sources.profile import Koreksi
from helpers.validation.captions import TEMPAT
from helpers.validation.contests import explain_contest
from helpers.validation.diagnosis import Pencari, explain
from helpers.validation.joined import join_parts
from helpers.validation.plan_words import BERSAMA, JUDUL, TANPA_DUGAAN, kind
from helpers.validation.residuals import TIDAK_KRITIS
from helpers.validation.root_rows import Gabungan
from helpers.validation.roots import find_roots
from helpers.validation.unlisted import explain_unlisted
from helpers.validation.wording import GESERAN, NAMA_KELUARGA, PERNYATAAN, SUSUNAN, proposal, severity_of, title_of

TINGKAT = ("kritis", "peringatan", "info")
#: Families whose failing values are searched for a cause.
_DIDUGA = ("rasio", "komposit", "agregasi", "jumlah_bagian")


@dataclass(frozen=True)
class Tempat:
    """One place where a value of a finding is printed."""

    fakta_id: str
    sumber: str
    sebutan: str
    baris: int
    kolom: str
    kode: str
    wilayah: str
    tahun: int
    periode: str
    teks: str


@dataclass(frozen=True)
class Temuan:
    """One finding.

    Attributes
    ----------
    id : str
        Stable: made of family, quantity and year; the same finding keeps it from run to run.
    nomor : str
        Running number in this run's register (``T01``).
    tingkat : str
        ``kritis`` (changes a published conclusion), ``peringatan`` or ``info``.
    tempat : tuple of Tempat
        Every place, in reading order.
    perhitungan : tuple of str
        The arithmetic, one Indonesian sentence each.
    dugaan : tuple of str
        What reproduces the printed values, and what stays unexplained.
    akar : str
        What the root of several failing checks is, and which of them follow from it.
    bagian : tuple of str
        Ids of what it is made of: one for each rule or quantity that failed, that of the root first. One may be part of
        several findings, where places of one rule have different roots.
    kegagalan : int
        How many failing rows it stands for.
    residu : tuple of int
        Their numbers in the residual table of this run.
    """

    id: str
    nomor: str
    tingkat: str
    keluarga: str
    judul: str
    kode: str
    tahun: int
    periode: str
    tercetak: str
    tempat: tuple[Tempat, ...]
    perhitungan: tuple[str, ...]
    dugaan: tuple[str, ...]
    akibat: str
    usulan: str
    status: str
    akar: str = ""
    bagian: tuple[str, ...] = ()
    kegagalan: int = 0
    residu: tuple[int, ...] = ()


def collect_findings(
    gagal: pd.DataFrame, ragu: pd.DataFrame, fakta: pd.DataFrame, tabel: Sequence[Tabel], m: Metodologi,
    koreksi: Iterable[Koreksi], nama_wilayah: dict[str, str],
) -> list[Temuan]:
    """Group what failed into findings.

    Parameters
    ----------
    gagal : pandas.DataFrame
        Failing residual rows, as Great Expectations reported them.
    ragu : pandas.DataFrame
        Facts read with doubt.
    fakta : pandas.DataFrame
    tabel : sequence of Tabel
    m : Metodologi
    koreksi : iterable of Koreksi
    nama_wilayah : dict of str to str

    Returns
    -------
    list of Temuan
        Critical ones first, then by family and reading order.
    """
    pembuat = _Pembuat(fakta, tabel, m, list(koreksi), nama_wilayah)
    baris = list(gagal.itertuples())
    pembuat.hitungan = [r for r in baris if r.relasi == "kelengkapan.hitungan"]
    kunci = [(r.keluarga, _root(r), r.tahun) for r in baris]
    semua_akar = find_roots(Gabungan(baris, kunci, fakta, m, pembuat.koreksi))
    if sorted(n for a in semua_akar for n in a.baris) != list(range(len(baris))):
        raise AssertionError("setiap kegagalan harus ada di tepat satu temuan")
    temuan = []
    for akar in semua_akar:
        kelompok: dict[tuple, list[int]] = {}
        for n in akar.baris:
            kelompok.setdefault(kunci[n], []).append(n)
        bagian = [(pembuat.from_residuals(k, [baris[n] for n in isi]), set().union(*(akar.bukti[n] for n in isi))) for k, isi in kelompok.items()]
        temuan.append(replace(join_parts(akar, bagian, pembuat), residu=tuple(baris[n].no for n in akar.baris)))
    meragukan: dict[tuple, list[str]] = {}
    for f in ragu.itertuples():
        meragukan.setdefault((f.keraguan, f.tahun), []).append(f.fakta_id)
    temuan += [pembuat.from_doubt(k, isi) for k, isi in meragukan.items()]
    temuan = _distinct(temuan)
    urutan = list(NAMA_KELUARGA)
    temuan.sort(key=lambda t: (TINGKAT.index(t.tingkat), urutan.index(t.keluarga)))
    lebar = max(2, len(str(len(temuan))))
    return [replace(t, nomor=f"T{i:0{lebar}d}") for i, t in enumerate(temuan, 1)]


def _distinct(temuan: list[Temuan]) -> list[Temuan]:
    """Give findings that would have one id the periods they are about; the one about the whole year keeps it."""
    sama: dict[str, list[Temuan]] = {}
    for t in temuan:
        sama.setdefault(t.id, []).append(t)
    baru: dict[int, str] = {}
    for isi in sama.values():
        isi.sort(key=lambda t: ("TH" not in t.periode, -t.kegagalan))
        for n, t in enumerate(isi[1:], 2):
            nama = _slug(t.id, t.periode)
            baru[id(t)] = nama if nama not in sama and nama not in baru.values() else f"{nama}-{n}"
    return [replace(t, id=baru[id(t)]) if id(t) in baru else t for t in temuan]


def _root(r) -> str:
    """Name what failing rows must share to be one finding, beside family and year."""
    if r.relasi in BERSAMA:
        return r.relasi.split(".", 1)[1]
    if kind(r.relasi) in JUDUL:
        return f"{r.relasi.split('.', 1)[1]}.{r.kode}" if r.keluarga == "kelengkapan" else r.kode
    if r.keluarga in ("rasio", "komposit"):
        return r.relasi.split(".", 1)[1]
    if r.relasi.startswith("geseran."):
        return f"{r.relasi}.{r.sumber}"
    if r.relasi in SUSUNAN:
        return f"{r.relasi.split('.', 1)[1]}.{r.sumber}"
    return f"{r.relasi.split('.', 1)[1]}.{r.kode}" if r.keluarga == "kelengkapan" else r.kode


class _Pembuat:
    """Knows where every fact is printed and what depends on it."""

    def __init__(self, fakta: pd.DataFrame, tabel: Sequence[Tabel], m: Metodologi, koreksi: list[Koreksi], nama_wilayah: dict[str, str]):
        self.m, self.koreksi, self.nama_wilayah = m, koreksi, nama_wilayah
        self.tabel = {t.name: t for t in tabel}
        self.hitungan: list = []  # failing counts of things that are listed
        self.kepala: dict[str, int] = {}  # heads of tables that findings speak of, with the year of the report
        self.letak = {nama: n for n, nama in enumerate(self.tabel)}
        self.fakta = {f.fakta_id: f for f in read_rows(fakta)}
        self.pencari = Pencari(fakta, m)
        self.butir = m.rencana.butir if m.rencana else {}
        self.urutan = {i: n for n, i in enumerate(self.fakta)}

    def from_residuals(self, kunci: tuple, baris: list) -> Temuan:
        """Make one finding of failing rows that share relation, quantity and year."""
        keluarga, akar, tahun = kunci
        kode = baris[0].kode
        semua = {i for r in baris for i in (r.fakta_id, *r.masukan.split(";")) if i}
        self.kepala.update(dict.fromkeys(semua - self.fakta.keys(), tahun))
        luas = keluarga in ("kesepakatan", "arah", *TIDAK_KRITIS) or kind(baris[0].relasi) in JUDUL or (keluarga == "agregasi" and kode in self.butir)
        diuji = semua if luas else {r.fakta_id for r in baris}
        tempat = self.places(diuji)
        nama = self.m.concept_name(kode) if keluarga == "kesepakatan" else self.m.name(kode)
        teks = list(dict.fromkeys(t.teks or "(kosong)" for t in tempat))
        judul = self.title(kunci, baris, nama, tempat)
        # tables repeat one another: the same arithmetic is told once, in the first print
        sekali = {(r.wilayah, r.periode, self.printed(r), r.perhitungan): r for r in reversed(baris)}
        hitungan = self.agreement(semua) if keluarga == "kesepakatan" else [self.arithmetic(r) for r in reversed(sekali.values())]
        sama = self.m.equivalents(kode) if keluarga == "kesepakatan" else (kode,)
        return Temuan(
            id=_slug(keluarga, akar, tahun), nomor="",
            tingkat=severity_of(baris[0].relasi, keluarga not in TIDAK_KRITIS and any(map(self.m.is_critical, sama))),
            keluarga=keluarga, judul=judul, kode=kode, tahun=tahun,
            periode=", ".join(sorted({r.periode for r in baris})), tercetak="; ".join(teks), tempat=tempat,
            perhitungan=tuple(hitungan), dugaan=self.causes(keluarga, baris, semua),
            akibat=self.effect(sama), usulan=proposal(keluarga, baris[0].relasi), status=self.status(sama, tahun))

    def title(self, kunci: tuple, baris: list, nama: str, tempat: Sequence[Tempat]) -> str:
        """Say in one line what is wrong."""
        keluarga, akar, tahun = kunci
        relasi = baris[0].relasi
        if relasi in GESERAN:
            return f"{self.short_of(baris[0].sumber)} tahun {tahun}: {len(baris)} sel berisi {GESERAN[relasi]}"
        if relasi in SUSUNAN:
            gagal = {r.fakta_id for r in baris}
            kepala = dict.fromkeys(t.sebutan if "judul" in akar else t.teks for t in tempat if t.fakta_id in gagal)
            return f"{', '.join(kepala)}: {SUSUNAN[relasi]}"
        return title_of(keluarga, relasi, baris[0].kedudukan, nama, tahun, len(baris))

    def causes(self, keluarga: str, baris: list, sel: set[str]) -> tuple[str, ...]:
        """Say what reproduces the printed values of failing rows."""
        if keluarga == "kesepakatan":
            return explain_contest(sorted(sel, key=self.urutan.__getitem__), self.pencari.calon, self.m, self.short_of)
        if keluarga not in _DIDUGA or kind(baris[0].relasi) in TANPA_DUGAAN:
            return ()
        return *explain_unlisted(baris, self.hitungan, self.m), *explain(baris, self.pencari, self.where)

    def from_doubt(self, kunci: tuple, fakta_id: list[str]) -> Temuan:
        """Make one finding of doubtful prints of one kind and year."""
        keraguan, tahun = kunci
        tempat = self.places(set(fakta_id))
        kode = list(dict.fromkeys(t.kode for t in tempat))
        nama = [f"{self.m.name(k)} (satuan yang berlaku: {self.m.unit(k).lambang})" for k in kode]
        besaran = self.m.name(kode[0]) if len(kode) == 1 else f"{len(kode)} besaran"
        return Temuan(
            id=_slug("satuan", keraguan, tahun), nomor="", tingkat="info", keluarga="satuan",
            judul=f"{besaran} tahun {tahun}: {keraguan}", kode=kode[0], tahun=tahun,
            periode=", ".join(sorted({t.periode for t in tempat})), tercetak="; ".join(dict.fromkeys(t.teks for t in tempat)),
            tempat=tempat, perhitungan=tuple(f"{n}: {', '.join(dict.fromkeys(t.teks for t in tempat if t.kode == k))}."
                                             for n, k in zip(nama, kode, strict=True)),
            dugaan=(), akibat="", usulan=proposal("satuan"), status="terbuka", bagian=(_slug("satuan", keraguan, tahun),), kegagalan=len(tempat))

    def printed(self, r) -> float | str | None:
        """Return what a failing row is about as printed: its number, or its words where it has none."""
        if pd.notna(r.tercetak):
            return r.tercetak
        f = self.fakta.get(r.fakta_id)
        return f.nilai_teks if f is not None and f.keadaan in TEKS else None

    def places(self, fakta_id: set[str]) -> tuple[Tempat, ...]:
        """Return the places of facts, in reading order; those of heads of tables first."""
        hasil = []
        for i in sorted(fakta_id, key=lambda i: (self.urutan.get(i, -1), self.letak[i.partition(":")[0]])):
            if (f := self.fakta.get(i)) is None:
                hasil.append(self.caption(i))
                continue
            t = self.tabel[f.sumber]
            hasil.append(Tempat(i, f.sumber, t.sebutan, f.baris, t.cell_label(f.baris, f.kolom), f.kode, f.wilayah, f.tahun, f.periode, f.nilai_teks))
        return tuple(hasil)

    def caption(self, tempat: str) -> Tempat:
        """Return the place of a table's number or caption, which is the table's head."""
        nama, _, bagian = tempat.partition(":")
        t = self.tabel[nama]
        isi = getattr(t.lkip, bagian)
        return Tempat(tempat, nama, t.sebutan, 1, TEMPAT[bagian], f"dokumen.{bagian.replace('judul_tercetak', 'judul_tabel')}", "",
                      self.kepala[tempat], "TH", isi if isinstance(isi, str) else " ".join(isi))

    def arithmetic(self, r) -> str:
        """Write the arithmetic of one failing row as a sentence."""
        if r.fakta_id not in self.fakta:  # what is missing has no place, and a table's head is no fact
            return f"{r.perhitungan[0].upper()}{r.perhitungan[1:]}."
        f = self.fakta[r.fakta_id]
        if kind(r.relasi) in PERNYATAAN:  # says itself what it is about
            return f"{r.perhitungan[0].upper()}{r.perhitungan[1:]}."
        if f.keadaan in TEKS:
            di_mana = self.where(r)
            return f"{di_mana[0].upper()}{di_mana[1:]}: tercetak “{f.nilai_teks}”, padahal {r.perhitungan}."
        if r.keluarga == "salinan" or f.keadaan != "angka":
            keadaan = "kosong" if f.keadaan == "kosong" else f"tercetak {f.nilai_teks}"
            di = self.where(r) if f.keadaan == "angka" else f"{self.where(r)}, {keadaan} di {self.short_of(f.sumber)}"
            return f"{di[0].upper()}{di[1:]}: {r.perhitungan}."
        if pd.isna(r.selisih):
            di_mana = self.where(r)
            return f"{di_mana[0].upper()}{di_mana[1:]}: tercetak {f.nilai_teks}, {r.perhitungan}."
        satuan = self.m.unit(r.kode)
        desimal = max(f.presisi, 2 if satuan.jenis == "desimal" or r.selisih != round(r.selisih) else 0)
        di_mana = self.where(r)
        return (f"{di_mana[0].upper()}{di_mana[1:]}: tercetak {f.nilai_teks}, padahal {r.perhitungan}; "
                f"selisih {format_number(r.selisih, desimal, tanda=True)}.")

    def where(self, r) -> str:
        """Name the period of a row, and its region where it is not the whole Polres."""
        periode = period_name(r.periode, r.tahun)
        if r.wilayah == self.fakta[r.fakta_id].polres:
            return periode
        return f"{self.nama_wilayah.get(r.wilayah, r.wilayah)}, {periode}"

    def agreement(self, fakta_id: set[str]) -> list[str]:
        """Say which value is printed how often and where, for each period."""
        menurut: dict[tuple, dict[str, list]] = {}
        for i in sorted(fakta_id, key=self.urutan.__getitem__):
            f = self.fakta[i]
            nilai = format_number(f.nilai, f.presisi)
            menurut.setdefault((f.periode, f.wilayah), {}).setdefault(nilai, []).append(f)
        kalimat = []
        # the whole year first: it is what the report publishes
        for (periode, wilayah), nilai in sorted(menurut.items(), key=lambda k: (k[0][0] != "TH", k[0])):
            bagian = []
            for teks, isi in nilai.items():
                di = list(dict.fromkeys(self.short_of(f.sumber) for f in isi))
                bagian.append(f"{teks} tercetak {len(isi)} kali ({', '.join(di)})")
            nama = period_name(periode, next(iter(nilai.values()))[0].tahun)
            wil = "" if wilayah == next(iter(nilai.values()))[0].polres else f"{self.nama_wilayah.get(wilayah, wilayah)}, "
            kalimat.append(f"{wil}{nama[0].upper() + nama[1:]}: {'; '.join(bagian)}.")
        return kalimat

    def short_of(self, sumber: str) -> str:
        """Name a table by its printed number, or by its place in the package."""
        return self.tabel[sumber].lkip.nomor_tabel or self.short(sumber)

    def short(self, sumber: str) -> str:
        """Name a table without a printed number by its place in the package."""
        return "narasi" if sumber == "narasi" else f"tabel {sumber.split('-')[0]}"

    def effect(self, kode: Sequence[str]) -> str:
        """Say which published quantities are computed from these."""
        terpengaruh: list[str] = []
        antrean = list(kode)
        while antrean:
            k = antrean.pop(0)
            for r in self.m.rumus:
                hasil = r.aturan.kode
                if k in r.rumus.nama and hasil not in terpengaruh and hasil not in kode and r.aturan.keluarga != "jumlah_bagian":
                    terpengaruh.append(hasil)
                    antrean.append(hasil)
        nama = list(dict.fromkeys(lower_first(self.m.name(k)) for k in terpengaruh if not k.endswith((".selisih", ".skor"))))
        if not nama:
            return ""
        tambahan = f", dan {len(nama) - 4} besaran lain" if len(nama) > 4 else ""
        return f"Memengaruhi {', '.join(nama[:4])}{tambahan}."

    def status(self, kode: Sequence[str], tahun: int) -> str:
        """Say whether a correction was declared."""
        ada = [k for k in self.koreksi if k.kode in kode and k.tahun == tahun]
        return f"koreksi {ada[0].status}" if ada else "terbuka"


def period_name(periode: str, tahun: int) -> str:
    """Write a period for people: ``triwulan 4 tahun 2023`` or ``tahun 2023``."""
    return f"tahun {tahun}" if periode == "TH" else f"triwulan {periode[2]} tahun {tahun}"


def _slug(*bagian: object) -> str:
    return re.sub(r"[^a-z0-9]+", "-", "-".join(str(b) for b in bagian).lower()).strip("-")


def to_table(temuan: Iterable[Temuan]) -> pd.DataFrame:
    """Return the register as a flat table, one row a finding, for `temuan.csv`."""
    baris = []
    for t in temuan:
        isi = asdict(t)
        isi["tempat"] = " | ".join(f"{p.sebutan}, baris {p.baris}, kolom {p.kolom}: {p.teks}" for p in t.tempat)
        isi["jumlah_tempat"] = len(t.tempat)
        isi["perhitungan"] = " ".join(t.perhitungan)
        isi["dugaan"] = " ".join(t.dugaan)
        isi["bagian"] = " ".join(t.bagian)
        baris.append(isi)
    kolom = ["id", "nomor", "tingkat", "keluarga", "judul", "kode", "tahun", "periode", "tercetak", "jumlah_tempat", "tempat",
             "akar", "perhitungan", "dugaan", "akibat", "usulan", "status", "kegagalan", "bagian"]
    return pd.DataFrame(baris, columns=kolom)


def to_json(temuan: Iterable[Temuan]) -> str:
    """Return the register with all its places."""
    return write_indented([asdict(t) for t in temuan]) + "\n"


def from_json(teks: str) -> list[Temuan]:
    """Read back what `to_json` wrote."""
    return [
        Temuan(**{**t, "tempat": tuple(Tempat(**p) for p in t["tempat"]),
                  **{k: tuple(t[k]) for k in ("perhitungan", "dugaan", "bagian", "residu")}})
        for t in json.loads(teks)
    ]
