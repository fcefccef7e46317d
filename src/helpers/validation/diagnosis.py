"""Why is a printed value what it is? Search declared error hypotheses for those that reproduce it.

A formula is evaluated again with one or two of its inputs replaced by what a known kind of slip would have put there.
A hypothesis is reported only where it reproduces the printed value to its printed precision, with the arithmetic
and with how many candidates were tried, since among many candidates some hit by chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from helpers.methodology.formulas import Hilang, TakTerdefinisi
from helpers.methodology.models import Konversi
from helpers.methodology.rules import Metodologi, RumusSiap
from helpers.numbers import format_number
from helpers.validation.relations import quarter_number, write_arithmetic
from helpers.validation.residuals import TRIWULAN, Nilai
from helpers.validation.values import SEDIKIT

#: The hypotheses, the likelier first, each with the words that explain it.
HIPOTESIS = {
    "tukar": "pembilang dan penyebut tertukar",
    "sumber_lain": "memakai nilai dari tabel lain",
    "tahun_lain": "memakai nilai tahun lain",
    "periode_lain": "memakai nilai periode lain",
    "baris_lain": "memakai nilai baris di atas atau di bawahnya",
    "bagian_lain": "menjumlahkan bagian yang tidak termasuk",
    "tidak_ada": "komponennya dianggap tidak ada",
    "skala": "persen dan pecahan, atau pemisah ribuan dan desimal, tertukar",
    "salin": "nilai dari baris lain",
    "salah_ketik": "salah ketik satu angka",
}
_URUTAN = {h: i for i, h in enumerate(HIPOTESIS)}
#: Slips that may come two at a time; any two of the others explain too much.
_BERPASANGAN = {"tukar", "sumber_lain", "tahun_lain", "periode_lain", "tidak_ada"}
_PALING_BANYAK_CALON = 24
_PALING_BANYAK_SEBAB = 3
_KEBETULAN_PALING_BANYAK = 0.5


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


@dataclass(frozen=True)
class Dugaan:
    """A hypothesis that reproduces the printed value.

    Attributes
    ----------
    ganti : tuple of Ganti
        One or two replacements; empty for slips of the result itself.
    jenis : tuple of str
        Names in `HIPOTESIS`.
    hasil : float
        What the formula then gives.
    perhitungan : str
        The arithmetic.
    dicoba : int
        Candidates tried for this residual.
    kebetulan : float
        How many of them are expected to hit by chance.
    """

    ganti: tuple[Ganti, ...]
    jenis: tuple[str, ...]
    hasil: float
    perhitungan: str
    dicoba: int
    kebetulan: float

    @property
    def tanda(self) -> frozenset:
        """The slips without their values, to find the same cause in several periods."""
        return frozenset(g.tanda for g in self.ganti) or frozenset(self.jenis)


class Pencari:
    """Searches hypotheses for failing residuals.

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
        self.alamat: dict[str, tuple] = {}
        self.nilai: dict[str, Nilai] = {}
        for f in fakta[fakta["keadaan"] == "angka"].itertuples():
            v = Nilai(f.nilai, f.presisi, f.fakta_id, m.eksak[f.satuan])
            self.cetakan[(f.kode, f.wilayah, f.tahun, f.periode)].append(v)
            self.nilai[f.fakta_id] = v
            self.sel[(f.sumber, f.kolom)].setdefault(f.baris, (f.kode, v))
            self.alamat[f.fakta_id] = (f.sumber, f.kolom, f.baris, f.kode)
        self.tahun = sorted({k[2] for k in self.cetakan})
        self.aturan = {r.id: r for r in m.rumus}
        self.rumus_kode = {r.aturan.kode: r for r in m.rumus if r.aturan.keluarga == "rasio" and r.aturan.lingkup == "tabel"}
        self.bebas = {nama: _uncapped(k) for nama, k in m.konversi.items()}

    def search(self, r) -> list[Dugaan]:
        """Search the hypotheses for one failing residual row.

        Parameters
        ----------
        r : row of the residual table
            With `relasi`, `kode`, `wilayah`, `tahun`, `periode`, `fakta_id`, `masukan`, `dihitung`.

        Returns
        -------
        list of Dugaan
            The likelier first; empty where nothing declared reproduces the print.
        """
        v = self.nilai[r.fakta_id]
        hasil = list(self._of_result(r, v))
        aturan = self.aturan.get(r.relasi)
        if aturan is not None:
            hasil += self._of_formula(aturan, r, v)
        return sorted(hasil, key=lambda d: (len(d.jenis), sum(_URUTAN[j] for j in d.jenis)))

    # ------------------------------------------------------------------ slips of the result itself

    def _of_result(self, r, v: Nilai) -> Iterator[Dugaan]:
        if typo(v.nilai, r.dihitung, v.presisi):
            yield Dugaan((), ("salah_ketik",), v.nilai, f"{format_number(r.dihitung, v.presisi)} tercetak sebagai {v.teks}", 1, 0.0)
        sumber, kolom, baris, kode = self.alamat[r.fakta_id]
        satuan = self.m.parameter(kode).satuan
        if len(v.teks.replace(".", "").replace(",", "")) < 4:
            return  # short numbers recur by themselves
        tetangga = [(k, b, kd, n) for (s, k), isi in self.sel.items() if s == sumber for b, (kd, n) in isi.items()
                    if b != baris and self.m.parameter(kd).satuan == satuan and kd != kode and n.nilai == v.nilai]
        if tetangga:
            _, _, kd, n = min(tetangga, key=lambda t: (abs(t[1] - baris), t[0] != kolom))
            yield Dugaan((), ("salin",), n.nilai, f"{v.teks} sama dengan {self.m.name(kd)} pada tabel yang sama", len(tetangga), 0.0)

    # ------------------------------------------------------------------ slips of the inputs

    def _of_formula(self, aturan: RumusSiap, r, v: Nilai) -> list[Dugaan]:
        asli = {n: x for n in aturan.rumus.nama if (x := self._input(n, r))}
        calon = {n: list(self._candidates(n, asli.get(n), r)) for n in aturan.rumus.nama if n not in self.m.tetapan and n != "q"}
        pilihan: list[tuple[Ganti, ...]] = [(g,) for isi in calon.values() for g in isi]
        pilihan += [(a, b) for x, y in combinations(calon, 2) for a in calon[x] for b in calon[y]
                    if a.jenis in _BERPASANGAN and b.jenis in _BERPASANGAN]
        pilihan += list(self._swaps(aturan, asli))
        tetap = self.m.tetapan | {"q": float(quarter_number(r.periode))}
        lebar = max(v.lebar, 0.5 * 10.0 ** -v.presisi if not v.eksak else 0.0)
        kena, semua = [], []
        for ganti in pilihan:
            isi = dict(asli)
            for g in ganti:
                if g.nilai is None:
                    isi.pop(g.nama, None)
                else:
                    isi[g.nama] = g.nilai
            bebas = any(g.tanpa_batas for g in ganti)
            try:
                hasil = aturan.rumus.evaluate(tetap | {n: x.nilai for n, x in isi.items()}, self.bebas if bebas else self.m.konversi)
            except (Hilang, TakTerdefinisi):
                continue
            semua.append(hasil)
            if abs(hasil - v.nilai) <= lebar + SEDIKIT * max(1.0, abs(hasil)):
                kena.append((ganti, hasil, isi))
        if not kena:
            return []
        semua.sort()
        rentang = (semua[int(0.95 * (len(semua) - 1))] - semua[int(0.05 * (len(semua) - 1))]) or max(abs(v.nilai), 1.0)
        kebetulan = len(semua) * (2 * lebar if lebar else 1.0) / rentang
        if kebetulan > _KEBETULAN_PALING_BANYAK:  # so many candidates hit by chance that a hit says nothing
            kena = [k for k in kena if len(k[0]) == 1 and k[0][0].jenis in _BERPASANGAN]
        return [
            Dugaan(ganti, tuple(g.jenis for g in ganti), hasil, f"{write_arithmetic(aturan, self.m, r.periode, isi)} = {format_number(hasil, v.presisi)}", len(semua), kebetulan)
            for ganti, hasil, isi in kena
        ]

    def _input(self, nama: str, r) -> Nilai | None:
        """Return the printed input the residual was computed from."""
        masukan = set(r.masukan.split(";"))
        tahun = r.tahun - nama.endswith("[-1]")
        isi = self.cetakan.get((nama.removesuffix("[-1]"), r.wilayah, tahun, r.periode), [])
        return next((x for x in isi if x.fakta_id in masukan), None)

    def _candidates(self, nama: str, asli: Nilai | None, r) -> Iterator[Ganti]:
        """What a slip could have put in the place of one input; each value once for each kind of slip."""
        sudah = set()
        for g in self._proposals(nama, asli, r):
            kunci = (g.jenis, g.nilai.nilai if g.nilai else None)
            if kunci in sudah or (asli and g.nilai and g.nilai.nilai == asli.nilai):
                continue
            sudah.add(kunci)
            if len(sudah) > _PALING_BANYAK_CALON:
                return
            yield g

    def _proposals(self, nama: str, asli: Nilai | None, r) -> Iterator[Ganti]:
        kode = nama.removesuffix("[-1]")
        tahun = r.tahun - nama.endswith("[-1]")
        nm = self.m.name(kode)
        yield from self._exchanged(nama, kode, tahun, r)
        for k in self.m.equivalents(kode):
            for x in self.cetakan.get((k, r.wilayah, tahun, r.periode), []):
                yield Ganti("sumber_lain", nama, x, f"{nm} {x.teks} dari tabel {x.fakta_id.split('-')[0]}")
        for t in sorted(self.tahun, key=lambda t: abs(t - tahun)):
            if t != tahun:
                for x in self.cetakan.get((kode, r.wilayah, t, r.periode), []):
                    yield Ganti("tahun_lain", nama, x, f"{nm} tahun {t} ({x.teks})")
        for p in (*TRIWULAN, "TH"):
            if p != r.periode:
                for x in self.cetakan.get((kode, r.wilayah, tahun, p), []):
                    yield Ganti("periode_lain", nama, x, f"{nm} {'setahun' if p == 'TH' else f'triwulan {p[2]}'} ({x.teks})")
        if asli is None:
            return
        sumber, kolom, baris, _ = self.alamat[asli.fakta_id]
        for b in (baris - 1, baris + 1):
            kd, x = self.sel[(sumber, kolom)].get(b, (r.kode, asli))
            if kd not in (r.kode, kode) and x.eksak == asli.eksak:
                yield Ganti("baris_lain", nama, x, f"{self.m.name(kd)} ({x.teks}) sebagai {nm}")
        yield from self._added(nama, kode, tahun, asli, r)
        yield Ganti("tidak_ada", nama, None, f"{nm} dianggap tidak ada")
        for kali in (100.0, 0.01, 1000.0, 0.001):
            yield Ganti("skala", nama, replace(asli, nilai=asli.nilai * kali, eksak=True), f"{nm} {asli.teks} dikali {format_number(kali)}")

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
                ket = "pembilang dan penyebut tertukar: " if jenis == "tukar" else "dihitung dari komponennya: "
                paling = self.m.bounds(kode)[1]
                bebas = paling is not None and hasil > paling  # who did not see this was not stopped by the scale either
                sebutan = f"{self.m.name(kode)} {ket}{rumus} = {format_number(hasil, 2)}{', tanpa batas skala' if bebas else ''}"
                yield Ganti(jenis, nama, x, sebutan, tanpa_batas=bebas)

    def _added(self, nama: str, kode: str, tahun: int, asli: Nilai, r) -> Iterator[Ganti]:
        """Parts that do not belong were added: the same unit's other counts, singly and in pairs."""
        if not asli.eksak or "." not in kode:
            return
        keluarga = kode.split(".")[0]
        satuan = self.m.parameter(kode).satuan
        lain = {}
        for (k, w, t, p), isi in self.cetakan.items():
            if (w, t, p) == (r.wilayah, tahun, r.periode) and k not in (kode, r.kode) and k.split(".")[0] == keluarga and self.m.parameter(k).satuan == satuan:
                lain[k] = isi[0]
        for n in (1, 2):
            for pilih in combinations(sorted(lain), n):
                nilai = asli.nilai + sum(lain[k].nilai for k in pilih)
                deret = " + ".join([asli.teks, *(lain[k].teks for k in pilih)])
                yield Ganti("bagian_lain", nama, replace(asli, nilai=nilai), f"{self.m.name(kode)} ditambah {', '.join(map(self.m.name, pilih))}: {deret}")

    def _swaps(self, aturan: RumusSiap, asli: Mapping[str, Nilai]) -> Iterator[tuple[Ganti, ...]]:
        """Two inputs of the formula itself exchanged."""
        for a, b in combinations(asli, 2):
            if asli[a].nilai != asli[b].nilai and a not in self.m.tetapan:
                yield (
                    Ganti("tukar", a, asli[b], f"{self.m.name(a.removesuffix('[-1]'))} diisi {asli[b].teks}"),
                    Ganti("tukar", b, asli[a], f"{self.m.name(b.removesuffix('[-1]'))} diisi {asli[a].teks}"),
                )


def _uncapped(k: Konversi):
    """Return a conversion whose last segment goes on beyond the scale."""
    if len(k.titik) < 2:
        return k
    (x0, y0), (x1, y1) = k.titik[-2:]

    def f(x: float) -> float:
        return y1 + (y1 - y0) * (x - x1) / (x1 - x0) if x > x1 else k(x)

    return f


def typo(tercetak: float, seharusnya: float, presisi: int) -> bool:
    """Whether two numbers differ by one digit: wrong, missing, or two neighbours exchanged.

    Numbers of fewer than three digits are left out, and so is the last digit: they are too easily one apart.
    """
    a = f"{abs(tercetak):.{presisi}f}".replace(".", "")
    b = f"{abs(seharusnya):.{presisi}f}".replace(".", "")
    if a == b or len(b) < 3 or (tercetak < 0) != (seharusnya < 0):
        return False
    if len(a) == len(b):
        beda = [i for i in range(len(a)) if a[i] != b[i]]
        return (len(beda) == 1 and beda[0] < len(a) - 1) or (len(beda) == 2 and beda[1] == beda[0] + 1 and a[beda[0]] == b[beda[1]] and a[beda[1]] == b[beda[0]])
    pendek, panjang = sorted((a, b), key=len)
    return len(panjang) == len(pendek) + 1 and any(panjang[:i] + panjang[i + 1:] == pendek for i in range(len(panjang)))


def explain(baris: Sequence, pencari: Pencari, sebutan: Callable[[object], str]) -> tuple[str, ...]:
    """Say what reproduces the failing places of one finding.

    One slip is looked for that explains most places, then another for those that are left, up to three; what no
    declared hypothesis reproduces is said plainly.

    Parameters
    ----------
    baris : sequence of residual rows
    pencari : Pencari
    sebutan : callable
        Names the period and region of a row.

    Returns
    -------
    tuple of str
        One Indonesian sentence for each cause, then one for the places left unexplained.
    """
    tersisa = {r.fakta_id: pencari.search(r) for r in baris}
    baris_menurut = {r.fakta_id: r for r in baris}
    jumlah, kalimat = len(tersisa), []
    while tersisa and len(kalimat) < _PALING_BANYAK_SEBAB and (sebab := common_cause(tersisa)):
        tempat, d = max(sebab.items(), key=lambda s: len(s[1].ganti))
        isi = "; ".join(g.sebutan for g in d.ganti) or HIPOTESIS[d.jenis[0]]
        cakupan = f"mereproduksi {len(sebab)} dari {jumlah} tempat" if jumlah > 1 else "mereproduksi nilai yang tercetak"
        peluang = f"; {d.dicoba} kemungkinan dicoba, yang kena secara kebetulan sekitar {format_number(d.kebetulan, 2)}" if d.ganti else ""
        kalimat.append(f"{isi[0].upper()}{isi[1:]}: {sebutan(baris_menurut[tempat])}, {d.perhitungan} ({cakupan}{peluang}).")
        tersisa = {k: v for k, v in tersisa.items() if k not in sebab}
    if tersisa:
        sisa = "nilai yang tercetak" if jumlah == 1 else f"{len(tersisa)} dari {jumlah} tempat"
        kalimat.append(f"Tidak ada dugaan yang dinyatakan yang mereproduksi {sisa}.")
    return tuple(kalimat)


def common_cause(menurut: Mapping[str, Iterable[Dugaan]]) -> dict[str, Dugaan]:
    """Find the slip that explains most of several failing places.

    Parameters
    ----------
    menurut : mapping of str to iterable of Dugaan
        For each place (its `fakta_id`), what reproduces it.

    Returns
    -------
    dict of str to Dugaan
        The hypothesis for each place the slip explains; empty when nothing explains any.
    """
    semua = {d.tanda: d for dugaan in menurut.values() for d in dugaan}

    def covered(tanda: frozenset) -> dict[str, Dugaan]:
        # of two slips one may change nothing in a place where it puts in what is there anyway
        pas = {t: [d for d in dugaan if d.tanda <= tanda] for t, dugaan in menurut.items()}
        return {t: max(isi, key=lambda d: len(d.tanda)) for t, isi in pas.items() if isi}

    def worth(tanda: frozenset) -> tuple:
        d = semua[tanda]
        return len(covered(tanda)), -len(d.jenis), -sum(_URUTAN[j] for j in d.jenis)

    return covered(max(semua, key=worth)) if semua else {}
