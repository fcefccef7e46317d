"""What is known of every computed number that the document shows: its formula, its inputs, down to printed cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from helpers.indices.restated import restate_indices
from helpers.lineage.traced import evaluate, inputs_of, is_formula, number_id, split_origin, write_formula
from helpers.methodology.rules import Metodologi, RumusSiap
from helpers.numbers import format_number
from helpers.sources.workspace import Masukan
from helpers.validation.chosen import NilaiTerpakai
from helpers.validation.findings import NAMA_KELUARGA, Temuan

HITUNGAN = "hitungan"
_SEMUA = "semua"
_SETAHUN = "rata-rata keempat triwulan"


@dataclass(frozen=True)
class Hasil:
    """What the notebooks computed: chosen values, capaian, indices, expectations, findings."""

    masukan: Masukan
    terpakai: pd.DataFrame
    capaian: pd.DataFrame
    indeks: pd.DataFrame
    harapan: pd.DataFrame
    temuan: list[Temuan]

    @property
    def m(self) -> Metodologi:
        """The rules."""
        return self.masukan.metodologi

    @property
    def polres(self) -> str:
        """Slug of the Polres."""
        return self.masukan.ruang.polres

    @cached_property
    def nilai(self) -> NilaiTerpakai:
        """Chosen values by address."""
        return NilaiTerpakai(self.terpakai, self.m)

    @cached_property
    def menurut_kode(self) -> dict[tuple, Any]:
        """Rows of the recomputed indices."""
        return {(r.kode, int(r.tahun), r.periode): r for r in self.indeks.itertuples()}

    @cached_property
    def menurut_capaian(self) -> dict[tuple[str, int], Any]:
        """Rows of the achievements."""
        return {(r.kode, int(r.tahun)): r for r in self.capaian.itertuples()}

    @cached_property
    def ulang(self) -> dict[tuple[str, int, str], Any]:
        """Rows of the restated indices."""
        return {(r.kode, int(r.tahun), r.periode): r for r in restate_indices(self.terpakai, self.m, self.polres).itertuples()}


def describe_computed(asal: Iterable[str], cetakan: Mapping[str, dict], h: Hasil) -> dict[str, dict]:
    """Describe computed numbers and whatever computed numbers they are made of.

    Parameters
    ----------
    asal : iterable of str
        Origins (`helpers.lineage.traced`); printed cells and captions among them are passed over.
    cetakan : mapping of str to dict
        The entries of the printed numbers, by `fakta_id`.
    h : Hasil

    Returns
    -------
    dict
        An entry for each, by id, in order of appearance: ``nama``, ``nilai``, ``satuan``, ``rumus`` in words,
        ``perhitungan`` with the numbers filled in, ``kedudukan`` and ``catatan`` of the rule, ``masukan`` (ids), and ``sel_sumber``:
        every printed cell it rests on.
    """
    buku = _Buku(cetakan, h)
    for a in asal:
        if is_formula(a) or a.split("/")[0] in buku.jenis:
            buku.entry(a)
    return {i: e | {"sel_sumber": buku.cells(i)} for i, e in buku.isi.items()}


class _Buku:
    """Describes computed numbers, each once, inputs on demand."""

    def __init__(self, cetakan: Mapping[str, dict], h: Hasil):
        self.cetakan, self.h, self.m = cetakan, h, h.m
        self.isi: dict[str, dict] = {}
        self.jenis: dict[str, Callable[..., dict]] = {
            "capaian": self._achievement, "indeks": self._index, "ulang": self._restated, "metodologi": self._rule,
            "temuan": self._findings, "pemeriksaan": self._checks}

    def entry(self, asal: str) -> dict:
        """Return the entry of a number, printed or computed."""
        nomor = number_id(asal)
        if nomor in self.cetakan:
            return self.cetakan[nomor]
        if nomor not in self.isi:
            self.isi[nomor] = {}   # keeps the order of appearance
            jenis, *bagian = asal.split("/")
            isi = self._formula(asal) if is_formula(asal) else self.jenis[jenis](*bagian)
            self.isi[nomor] = {"jenis": HITUNGAN, "kedudukan": "", "catatan": "", "satuan": "", "masukan": [], **isi}
        return self.isi[nomor]

    def cells(self, nomor: str) -> list[str]:
        """Return the printed cells a number rests on."""
        if nomor in self.cetakan:
            return [nomor]
        return list(dict.fromkeys(s for i in self.isi[nomor]["masukan"] for s in self.cells(i)))

    def value(self, asal: str) -> float:
        """Return the value of a number."""
        return self.entry(asal)["nilai"]

    def text(self, asal: str, desimal: int | None = None) -> str:
        """Write a number as it stands in a computation."""
        e = self.entry(asal)
        return format_number(e["nilai"], e.get("presisi", 2) if desimal is None else desimal)

    def name(self, asal: str) -> str:
        """Name a number in a formula."""
        e = self.entry(asal)
        if e["jenis"] == HITUNGAN:
            return e["nama"]
        tempat = "" if e["kode_wilayah"] == self.h.polres else f"{e['wilayah']}, "
        return f"{e['nama']} ({tempat}{when(e['tahun'], e['periode'])})"

    # ---- kinds of numbers ----

    def _formula(self, asal: str) -> dict:
        """Arithmetic of the document itself: differences, shares, sums."""
        masukan = inputs_of(asal)
        nilai = evaluate(asal, self.value)
        tanda = split_origin(asal)[0]
        if tanda.startswith("#"):
            apa = "angka" if all(self.entry(i)["nilai"] is not None for i in masukan) else "sel tercetak"  # texts are counted too
            return {"nama": f"Banyaknya {apa}", "nilai": nilai, "presisi": 0, "rumus": f"banyaknya {apa} yang menjadi masukan di bawah ini",
                    "perhitungan": f"{len(masukan)} {apa}", "masukan": masukan}
        nama = {"+": "Jumlah", "−": "Selisih", "×": "Hasil kali", "÷": "Hasil bagi"}[tanda[0]]
        if asal.startswith("÷ × 100 "):
            nama = "Persentase"
        satuan = {self.entry(i)["satuan"] for i in masukan}
        satu = satuan.pop() if len(satuan) == 1 and tanda[0] in "+−" else "%" if nama == "Persentase" else ""
        bulat = f"; kedua angka dibulatkan dahulu pada {tanda[1:]} desimal, sebagaimana tampil" if tanda[1:] else ""
        desimal = int(tanda[1:]) if tanda[1:] else 0 if satu == "rupiah" else None
        return {"nama": nama, "nilai": nilai, "satuan": "poin" if satu == "%" and nama == "Selisih" else satu,
                "rumus": write_formula(asal, lambda i, _: self.name(i)) + bulat,
                "perhitungan": f"{write_formula(asal, self.text)} = {format_number(nilai, desimal)}", "masukan": masukan}

    def _achievement(self, kode: str, tahun: str) -> dict:
        r = self.h.menurut_capaian[(kode, int(tahun))]
        aturan = next(x for x in self.m.rumus if x.aturan.kode == f"{kode}.capaian")
        isi = {f"{kode}.{a}": f for a, f in (("target", r.fakta_target), ("realisasi", r.fakta_realisasi)) if f}
        teks = aturan.rumus.write({n: self.text(f) for n, f in isi.items()})
        return {"nama": f"Capaian {r.nama} ({tahun})", "nilai": float(r.capaian), "satuan": "%", "rumus": self.m.in_words(aturan.rumus),
                "perhitungan": f"{teks} = {format_number(r.capaian, 2)}", **_standing(aturan), "masukan": [isi[n] for n in aturan.rumus.nama]}

    def _index(self, kode: str, tahun: str, periode: str) -> dict:
        r = self.h.menurut_kode[(kode, int(tahun), periode)]
        aturan = next((x for x in self.m.rumus if x.aturan.kode == kode and x.aturan.rumus == r.rumus), None)
        return {"nama": f"{self._short(kode)} ({when(tahun, periode)}), dihitung ulang", "nilai": float(r.dihitung), "satuan": self.m.unit(kode).lambang,
                "rumus": self.m.in_words(aturan.rumus) if aturan else r.rumus, "perhitungan": r.perhitungan,
                **(_standing(aturan) if aturan else {"kedudukan": r.kedudukan}), "masukan": [i for i in r.masukan.split(";") if i]}

    def _restated(self, kode: str, tahun: str, periode: str) -> dict:
        r = self.h.ulang[(kode, int(tahun), periode)]
        batas = ", paling tinggi" if r.dinyatakan_ulang - r.bawah > 1e-9 * max(1.0, abs(r.dinyatakan_ulang)) else ""
        isi = {"nama": f"{self._short(kode)} ({when(tahun, periode)}), dinyatakan ulang{batas}", "nilai": float(r.dinyatakan_ulang),
               "satuan": self.m.unit(kode).lambang}
        masukan = [i for i in r.masukan.split(";") if i]
        for i in masukan:
            self.entry(i)
        aturan = next((x for x in (*self.m.rumus, *self.m.penurunan) if x.id == r.aturan and x.aturan.kode == kode), None)
        rumus = self.m.in_words(aturan.rumus) if aturan else _SETAHUN if r.aturan else "sebagaimana tercetak; tidak ada aturan yang dapat dipakai"
        kedudukan = _standing(aturan) if aturan else {"kedudukan": r.kedudukan} if r.kedudukan else {}
        catatan = {"catatan": "; ".join(filter(None, [kedudukan.get("catatan", ""), r.keterangan]))} if r.keterangan and r.aturan else {}
        return isi | {"rumus": rumus, "perhitungan": r.perhitungan} | kedudukan | catatan | {"masukan": masukan}

    def _rule(self, tetapan: str) -> dict:
        """A constant of the methodology: a weight, the highest value of an indicator, or how many indicators there are."""
        jenis, _, kode = tetapan.partition(".")
        asal = f"metodologi {self.m.kode} versi {self.m.versi}"
        if jenis == "bobot":
            b = self.m.bagian_rumus.bobot
            return {"nama": f"Bobot {self.m.name(kode)}", "nilai": b.nilai[kode], "satuan": "%", "rumus": f"ditetapkan dalam {asal}",
                    "perhitungan": "", "kedudukan": b.kedudukan, "catatan": b.sumber}
        if jenis == "indikator":
            return {"nama": "Banyaknya indikator kinerja", "nilai": float(len(self.m.indikator)), "presisi": 0,
                    "rumus": f"banyaknya indikator dalam {asal}", "perhitungan": ""}
        i = self.m.indikator[kode]
        return {"nama": f"Nilai tertinggi {i.pendek}", "nilai": float(i.maksimum), "satuan": i.satuan, "rumus": f"ditetapkan dalam {asal}",
                "perhitungan": ""}

    def _findings(self, tingkat: str, keluarga: str) -> dict:
        n = sum(tingkat in (_SEMUA, t.tingkat) and keluarga in (_SEMUA, t.keluarga) for t in self.h.temuan)
        jenis = "" if tingkat == _SEMUA else f" {tingkat}"
        lingkup = "" if keluarga == _SEMUA else f", pemeriksaan {NAMA_KELUARGA[keluarga].lower()}"
        return {"nama": f"Banyaknya temuan{jenis}{lingkup}", "nilai": float(n), "satuan": "temuan", "presisi": 0,
                "rumus": "banyaknya baris Register Temuan", "perhitungan": ""}

    def _checks(self, suite: str, apa: str) -> dict:
        k = self.h.harapan[self.h.harapan["suite"] == suite]
        nilai = {"aturan": len(k), "terpenuhi": (k["gagal"] == 0).sum(), "diperiksa": k["diperiksa"].sum(), "gagal": k["gagal"].sum()}[apa]
        nama = {"aturan": "Aturan diperiksa", "terpenuhi": "Aturan terpenuhi", "diperiksa": "Nilai diperiksa", "gagal": "Nilai gagal"}[apa]
        return {"nama": f"{nama}, pemeriksaan {suite.replace('_', ' ')}", "nilai": float(nilai), "presisi": 0,
                "rumus": "dihitung dari hasil Great Expectations dalam buku catatan 02", "perhitungan": ""}

    def _short(self, kode: str) -> str:
        """Name a quantity; the realisasi of an indicator by the short name of the indicator."""
        i = self.m.indikator.get(kode.removesuffix(".realisasi"))
        return i.pendek if i else self.m.name(kode)


def _standing(aturan: RumusSiap) -> dict[str, str]:
    return {"kedudukan": aturan.aturan.kedudukan, "catatan": aturan.aturan.catatan}


def when(tahun: int | str, periode: str) -> str:
    """Write a year or quarter: ``2023``, ``triwulan 1 2023``."""
    return str(tahun) if periode == "TH" else f"triwulan {periode[2]} {tahun}"
