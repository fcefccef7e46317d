"""What a slip could have put in the place of one input of a formula: the candidates of the diagnosis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from helpers.methodology.formulas import Hilang, TakTerdefinisi, resolve
from helpers.methodology.models import Konversi
from helpers.methodology.rules import Metodologi, RumusSiap
from helpers.methodology.words import lower_first
from helpers.numbers import format_number
from helpers.sources.facts import read_rows
from helpers.validation.relations import quarter_number
from helpers.validation.residuals import TRIWULAN, Nilai
from helpers.validation.sums import transposed

_PALING_BANYAK_CALON = 24


@dataclass(frozen=True)
class Ganti:
    """One input replaced: by which kind of slip, with what, and how to say it."""

    jenis: str
    nama: str
    nilai: Nilai | None
    sebutan: str
    tanpa_batas: bool = False

    @property
    def tanda(self) -> tuple[str, str]:
        """What stays the same when one slip is made in several periods."""
        return self.jenis, self.nama


class Calon:
    """Proposes replacements for the inputs of formulas.

    Parameters
    ----------
    fakta : pandas.DataFrame
        The fact table.
    m : Metodologi
    """

    def __init__(self, fakta: pd.DataFrame, m: Metodologi):
        self.m = m
        self.cetakan: dict[tuple, list[Nilai]] = defaultdict(list)
        self.sel: dict[tuple, dict[int, tuple[str, Nilai]]] = defaultdict(dict)
        self.baris: dict[tuple, list[str]] = defaultdict(list)
        self.alamat: dict[str, tuple] = {}
        self.tempat: dict[str, tuple] = {}
        self.nilai: dict[str, Nilai] = {}
        for f in read_rows(fakta[fakta["keadaan"] == "angka"]):
            v = Nilai(f.nilai, f.presisi, f.fakta_id, m.eksak[f.satuan])
            self.cetakan[(f.kode, f.wilayah, f.tahun, f.periode)].append(v)
            self.nilai[f.fakta_id] = v
            self.sel[(f.sumber, f.kolom)].setdefault(f.baris, (f.kode, v))
            self.baris[(f.sumber, f.baris)].append(f.fakta_id)  # facts stand in the order of the columns
            self.alamat[f.fakta_id] = (f.sumber, f.kolom, f.baris, f.kode)
            self.tempat[f.fakta_id] = (f.wilayah, f.tahun, f.periode)
        self.sekerabat: dict[tuple, list[str]] = defaultdict(list)  # quantities whose codes begin alike, printed for the same place and time
        for kode, *alamat in self.cetakan:
            self.sekerabat[(kode.split(".")[0], *alamat)].append(kode)
        self.tahun = sorted({k[2] for k in self.cetakan})
        self.rumus_kode = {r.aturan.kode: r for r in m.rumus if r.aturan.keluarga == "rasio" and r.aturan.lingkup == "tabel"}
        self.komposit = {r.aturan.kode: r for r in m.rumus if r.aturan.keluarga in ("rasio", "komposit")}
        self.bebas = {nama: _uncapped(k) for nama, k in m.konversi.items()}

    def candidates(self, nama: str, asli: Nilai | None, r) -> Iterator[Ganti]:
        """What a slip could have put in the place of one input; each value once for each kind of slip."""
        sudah = set()
        for g in self._proposals(nama, asli, r):
            kunci = (g.jenis, g.nilai.nilai if g.nilai else None)
            if kunci in sudah or (asli and not g.tanpa_batas and g.nilai and g.nilai.nilai == asli.nilai):
                continue
            sudah.add(kunci)
            if len(sudah) > _PALING_BANYAK_CALON:
                return
            yield g

    def _proposals(self, nama: str, asli: Nilai | None, r) -> Iterator[Ganti]:
        kode, geser = resolve(nama)
        tahun = r.tahun + geser
        nm = self.m.name(kode)
        yield from self._exchanged(nama, kode, tahun, r)
        for k in self.m.equivalents(kode):
            for x in self.cetakan.get((k, r.wilayah, tahun, r.periode), []):
                yield Ganti("sumber_lain", nama, x, f"{nm} {x.teks} dari {_table(x)}")
        for t in sorted(self.tahun, key=lambda t: abs(t - tahun)):
            if t != tahun:
                for x in self.cetakan.get((kode, r.wilayah, t, r.periode), []):
                    yield Ganti("tahun_lain", nama, x, f"{nm} tahun {t} ({x.teks})")
        for p in (*TRIWULAN, "TH"):
            if p != r.periode:
                for x in self.cetakan.get((kode, r.wilayah, tahun, p), []):
                    yield Ganti("periode_lain", nama, x, f"{nm} {'setahun' if p == 'TH' else f'triwulan {p[2]}'} ({x.teks})")
        if asli is None:
            if (penuh := self.m.bounds(kode)[1]) is not None:
                yield Ganti("penuh", nama, Nilai(penuh, 0, "", True), f"{nm}, yang tidak ada, dinilai penuh ({format_number(penuh)})")
            return
        if (paling := self.m.bounds(kode)[1]) is not None and asli.nilai > paling:
            yield Ganti("batas", nama, asli, f"{nm} {asli.teks} tanpa batas skala", tanpa_batas=True)
        sumber, kolom, baris, _ = self.alamat[asli.fakta_id]
        for b in (baris - 1, baris + 1):
            kd, x = self.sel[(sumber, kolom)].get(b, (r.kode, asli))
            if kd not in (r.kode, kode) and x.eksak == asli.eksak:
                yield Ganti("baris_lain", nama, x, f"{self.m.name(kd)} ({x.teks}) sebagai {lower_first(nm)}")
        for d in (-1, 1):
            if (x := self.beside(asli.fakta_id, d)) and x[0] != kode and x[1].eksak == asli.eksak:
                yield Ganti("kolom_lain", nama, x[1], f"{self.m.name(x[0])} ({x[1].teks}) dari kolom di sampingnya sebagai {lower_first(nm)}")
        yield Ganti("tidak_ada", nama, None, f"{nm} dianggap tidak ada")
        for kali in (100.0, 0.01, 1000.0, 0.001):
            yield Ganti("skala", nama, replace(asli, nilai=asli.nilai * kali, eksak=True), f"{nm} {asli.teks} dikali {format_number(kali)}")
        for x in transposed(asli) if asli.eksak else ():
            yield Ganti("salah_ketik", nama, x, f"{nm} {asli.teks} terbaca {x.teks} dengan dua angka tertukar")
        yield from self._added(nama, kode, tahun, asli, r)

    def beside(self, fakta_id: str, d: int) -> tuple[str, Nilai] | None:
        """Return code and value of the cell beside another in the same row."""
        sumber, _, baris, _ = self.alamat[fakta_id]
        isi = self.baris[(sumber, baris)]
        n = isi.index(fakta_id) + d
        return (self.alamat[isi[n]][3], self.nilai[isi[n]]) if 0 <= n < len(isi) else None

    def nested(self, nama: str, r) -> Iterator[Ganti]:
        """An input that is itself computed, from its own components, with at most one slip among them."""
        kode, geser = resolve(nama)
        aturan = self.komposit.get(kode)
        tahun = r.tahun + geser
        if aturan is None or not aturan.aturan.holds_in(r.periode):
            return
        alamat = {n: (k, r.wilayah, tahun + mundur, r.periode) for n, k, mundur in aturan.rumus.masukan}
        asli = {n: self.cetakan[a][0] for n, a in alamat.items() if self.cetakan.get(a)}
        dalam = r._replace(kode=kode, tahun=tahun) if hasattr(r, "_replace") else r
        pilihan: list[tuple[Ganti, ...]] = [(), *((g,) for n in alamat if n not in self.m.tetapan and n != "q"
                                                  for g in self.candidates(n, asli.get(n), dalam))]
        tetap = self.m.tetapan | {"q": float(quarter_number(r.periode))}
        for ganti in pilihan:
            isi = {n: v for n, v in asli.items() if all(g.nama != n for g in ganti)} | {g.nama: g.nilai for g in ganti if g.nilai}
            try:
                hasil = aturan.rumus.evaluate(tetap | {n: v.nilai for n, v in isi.items()},
                                              self.bebas if any(g.tanpa_batas for g in ganti) else self.m.konversi)
            except (Hilang, TakTerdefinisi):
                continue
            sebab = "".join(f", dengan {g.sebutan}" for g in ganti)
            yield Ganti("hitung_ulang", nama, Nilai(hasil, 2, "", True), f"{self.m.name(kode)} dihitung ulang dari komponennya{sebab} ({format_number(hasil, 2)})")

    def _exchanged(self, nama: str, kode: str, tahun: int, r) -> Iterator[Ganti]:
        """A rate whose numerator and denominator were exchanged before it went into the formula."""
        aturan = self.rumus_kode.get(kode)
        if aturan is None or len(aturan.rumus.nama) != 2:
            return
        a, b = aturan.rumus.nama
        pasangan: dict[str, dict[str, Nilai]] = defaultdict(dict)
        for n in (a, b):
            for x in self.cetakan.get((n, r.wilayah, tahun, r.periode), []):
                pasangan[x.fakta_id.split(":")[0]].setdefault(n, x)
        for isi in pasangan.values():
            if len(isi) < 2:
                continue
            for kiri, kanan, jenis in ((a, b, "sumber_lain"), (b, a, "tukar")):
                try:
                    hasil = aturan.rumus.evaluate({a: isi[kiri].nilai, b: isi[kanan].nilai}, self.m.konversi)
                except TakTerdefinisi:
                    continue
                x = Nilai(hasil, 2, isi[a].fakta_id, True)
                rumus = aturan.rumus.write({a: isi[kiri].teks, b: isi[kanan].teks})
                ket = "dengan pembilang dan penyebut yang tertukar: " if jenis == "tukar" else "yang dihitung dari komponennya: "
                paling = self.m.bounds(kode)[1]
                bebas = paling is not None and hasil > paling  # who did not see this was not stopped by the scale either
                sebutan = f"{self.m.name(kode)} {ket}{rumus} = {format_number(hasil, 2)}{', tanpa batas skala' if bebas else ''}"
                yield Ganti(jenis, nama, x, sebutan, tanpa_batas=bebas)

    def _added(self, nama: str, kode: str, tahun: int, asli: Nilai, r) -> Iterator[Ganti]:
        """Parts that do not belong were added: the same unit's other counts, singly and in pairs."""
        if not asli.eksak or "." not in kode:
            return
        alamat, satuan = (r.wilayah, tahun, r.periode), self.m.parameter(kode).satuan
        lain = {k: self.cetakan[(k, *alamat)][0] for k in self.sekerabat.get((kode.split(".")[0], *alamat), ())
                if k not in (kode, r.kode) and self.m.parameter(k).satuan == satuan}
        for n in (1, 2):
            for pilih in combinations(sorted(lain), n):
                nilai = asli.nilai + sum(lain[k].nilai for k in pilih)
                deret = " + ".join([asli.teks, *(lain[k].teks for k in pilih)])
                yield Ganti("bagian_lain", nama, replace(asli, nilai=nilai), f"{self.m.name(kode)} ditambah {', '.join(map(self.m.name, pilih))}: {deret}")

    def swaps(self, aturan: RumusSiap, asli: Mapping[str, Nilai]) -> Iterator[tuple[Ganti, ...]]:
        """Two inputs of the formula itself exchanged."""
        for a, b in combinations(asli, 2):
            if asli[a].nilai != asli[b].nilai and a not in self.m.tetapan:
                yield (
                    Ganti("tukar", a, asli[b], f"{self.m.name(resolve(a)[0])} diisi {asli[b].teks}"),
                    Ganti("tukar", b, asli[a], f"{self.m.name(resolve(b)[0])} diisi {asli[a].teks}"),
                )


def _table(x: Nilai) -> str:
    """Name the table a value is printed in by its place in the package."""
    sumber = x.fakta_id.partition(":")[0]
    return "narasi" if sumber == "narasi" else f"tabel {sumber.split('-')[0]}"


def _uncapped(k: Konversi):
    """Return a conversion whose last segment goes on beyond the scale."""
    if len(k.titik) < 2:
        return k
    (x0, y0), (x1, y1) = k.titik[-2:]

    def f(x: float) -> float:
        return y1 + (y1 - y0) * (x - x1) / (x1 - x0) if x > x1 else k(x)

    return f
