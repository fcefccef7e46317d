"""Why is a printed value what it is? Search declared error hypotheses for those that reproduce it.

A formula is evaluated again with one or two of its inputs replaced by what a known kind of slip would have put there.
A hypothesis is reported only where it reproduces the printed value to its printed precision, with the arithmetic
and with how many candidates were tried, since among many candidates some hit by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp

import pandas as pd

from helpers.methodology.formulas import Hilang, TakTerdefinisi, resolve
from helpers.methodology.rules import Metodologi, RumusSiap
from helpers.methodology.words import lower_first
from helpers.numbers import format_number
from helpers.validation.candidates import Calon, Ganti
from helpers.validation.relations import quarter_number, write_arithmetic
from helpers.validation.residuals import Nilai
from helpers.validation.sums import sums_with_a_slip
from helpers.validation.values import SEDIKIT

#: The hypotheses, the likelier first, each with the words that explain it.
HIPOTESIS = {
    "tukar": "pembilang dan penyebut tertukar",
    "sumber_lain": "memakai nilai dari tabel lain",
    "tahun_lain": "memakai nilai tahun lain",
    "periode_lain": "memakai nilai periode lain",
    "baris_lain": "memakai nilai baris di atas atau di bawahnya",
    "kolom_lain": "memakai nilai kolom di sampingnya",
    "cara_lain": "digabung dengan cara lain",
    "bagian_lain": "menjumlahkan bagian yang tidak termasuk",
    "tidak_ada": "satu bagian tidak ikut dihitung",
    "penuh": "komponen yang tidak ada dinilai penuh",
    "batas": "batas skala tidak diterapkan",
    "hitung_ulang": "komponennya dihitung ulang dari masukannya",
    "skala": "persen dan pecahan, atau pemisah ribuan dan desimal, tertukar",
    "potong": "dipotong atau dibulatkan ke atas, bukan dibulatkan",
    "kurang_desimal": "dibulatkan ke lebih sedikit desimal daripada yang ditulis",
    "salin": "nilai dari baris atau kolom lain",
    "salah_ketik": "salah ketik satu angka",
}
#: Slips of the result itself, whose arithmetic names the print.
_SENDIRI = {"salah_ketik", "potong", "kurang_desimal", "skala", "salin"}
#: Slips by which a wrong value got into a formula; the others are sentences of their own.
_MEMAKAI = {"sumber_lain", "tahun_lain", "periode_lain", "baris_lain", "kolom_lain"}
_URUTAN = {h: i for i, h in enumerate(HIPOTESIS)}
#: Slips that may come two at a time; any two of the others explain too much.
_BERPASANGAN = {"tukar", "sumber_lain", "tahun_lain", "periode_lain", "tidak_ada"}
#: Tried in pairs only where nothing likelier hits: more candidates, so a hit must be sharper to count.
_BERPASANGAN_LUAS = _BERPASANGAN | {"baris_lain", "kolom_lain", "penuh", "batas"}
_PALING_BANYAK_PASANGAN = 3000
_PALING_BANYAK_SEBAB = 3
_KEBETULAN_PALING_BANYAK = 0.5


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
        self.m, self.calon = m, Calon(fakta, m)
        self.aturan = {r.id: r for r in m.rumus}
        #: How many candidates were tried for a print.
        self.dicoba: dict[str, int] = {}
        #: Why a print can not simply be put right: what it should be would make a total impossible.
        self.bantahan: dict[str, str] = {}

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
        v = self.calon.nilai[r.fakta_id]
        hasil = list(self._of_result(r, v))
        aturan = self.aturan.get(r.relasi)
        hasil += self._of_formula(aturan, r, v) if aturan is not None else self._of_sum(r, v)
        return sorted(hasil, key=lambda d: (len(d.jenis), sum(_URUTAN[j] for j in d.jenis)))

    # ------------------------------------------------------------------ slips of the result itself

    def _of_result(self, r, v: Nilai) -> Iterator[Dugaan]:
        if typo(v.nilai, r.dihitung, v.presisi) and not self._exceeds_total(r, v):
            yield Dugaan((), ("salah_ketik",), v.nilai, f"{format_number(r.dihitung, v.presisi)} tercetak sebagai {v.teks}", 1, 0.0)
        satuan = 10.0 ** -v.presisi
        if not v.eksak and 0.5 * satuan < abs(v.nilai - r.dihitung) < satuan:
            cara = "dipotong" if abs(v.nilai) < abs(r.dihitung) else "dibulatkan ke atas"
            yield Dugaan((), ("potong",), v.nilai, f"{format_number(r.dihitung, v.presisi + 2)} {cara} menjadi {v.teks}", 1, 0.5)
        kasar = 10 * satuan
        if v.presisi and abs(v.nilai / kasar - round(v.nilai / kasar)) < SEDIKIT and v.lebar < abs(v.nilai - r.dihitung) <= kasar / 2:
            teks = f"{format_number(r.dihitung, v.presisi + 1)} dibulatkan menjadi {format_number(v.nilai, v.presisi - 1)}, lalu ditulis {v.teks}"
            yield Dugaan((), ("kurang_desimal",), v.nilai, teks, 1, 0.1)
        for kali in (100.0, 0.01, 1000.0, 0.001) if v.nilai else ():
            if abs(r.dihitung * kali - v.nilai) <= v.lebar and len(_digits(v)) > 2:
                yield Dugaan((), ("skala",), v.nilai, f"{format_number(r.dihitung, 4)} dikali {format_number(kali)} menjadi {v.teks}", 4, 0.0)
        if len(_digits(v)) < 4:
            return  # short numbers recur by themselves
        sumber, kolom, baris, kode = self.calon.alamat[r.fakta_id]
        unit = self.m.parameter(kode).satuan
        tetangga = [(k, b, kd, n) for (s, k), isi in self.calon.sel.items() if s == sumber for b, (kd, n) in isi.items()
                    if b != baris and self.m.parameter(kd).satuan == unit and kd != kode and n.nilai == v.nilai]
        tetangga += [(kolom, baris, *x) for d in (-1, 1) if (x := self.calon.beside(r.fakta_id, d)) and x[1].nilai == v.nilai and x[0] != kode]
        if tetangga:
            _, _, kd, n = min(tetangga, key=lambda t: (abs(t[1] - baris), t[0] != kolom))
            yield Dugaan((), ("salin",), n.nilai, f"{v.teks} sama dengan {lower_first(self.m.name(kd))} pada tabel yang sama", len(tetangga), 0.0)

    def _exceeds_total(self, r, v: Nilai) -> bool:
        """Whether the parts would exceed their total with what a print should be, where with the print they do not."""
        for aturan in self.m.rumus:
            if aturan.aturan.keluarga != "jumlah_bagian" or r.kode not in aturan.rumus.nama:
                continue
            alamat = (r.wilayah, r.tahun, r.periode)
            total = self.calon.cetakan.get((aturan.aturan.kode, *alamat))
            bagian = {n: x[0].nilai for n in aturan.rumus.nama if (x := self.calon.cetakan.get((n, *alamat)))}
            if not total or min(bagian.values()) < 0:
                continue
            jumlah = sum(bagian.values())
            baru = jumlah - bagian[r.kode] + r.dihitung
            if jumlah <= total[0].nilai < baru:
                self.bantahan[r.fakta_id] = (
                    f"{v.teks} tidak dapat sekadar diganti {format_number(r.dihitung, v.presisi)}: {aturan.aturan.nama or 'jumlah bagian-bagiannya'} lalu menjadi "
                    f"{format_number(baru, v.presisi)}, melebihi {lower_first(self.m.name(aturan.aturan.kode))} yang tercetak, {total[0].teks}; periksa juga masukan rumusnya.")
                return True
        return False

    # ------------------------------------------------------------------ slips of the inputs

    def _of_sum(self, r, v: Nilai) -> list[Dugaan]:
        """Slips in a sum or mean of printed parts."""
        isi = [self.calon.nilai[i] for i in r.masukan.split(";") if i in self.calon.nilai]
        lain = {n: [x for x in self.calon.cetakan[(self.calon.alamat[p.fakta_id][3], *self.calon.tempat[p.fakta_id])] if x.nilai != p.nilai]
                for n, p in enumerate(isi)}
        dicoba: list[tuple] = []
        for tahap in sums_with_a_slip(r.relasi.rpartition(".")[2], isi, lain, deret=r.keluarga == "agregasi"):
            dicoba += [((), jenis, hasil, teks) for jenis, hasil, teks in tahap]
            if kena := self._likely(dicoba, v):
                return kena
        return []

    def _of_formula(self, aturan: RumusSiap, r, v: Nilai) -> list[Dugaan]:
        """Try one slip, then two of the likelier kinds, then two of any kind, until something declared hits."""
        nama = [n for n in aturan.rumus.nama if n not in self.m.tetapan and n != "q"]
        asli = {n: x for n in aturan.rumus.nama if (x := self._input(n, r))}
        if masukan := self._own_input(aturan, asli, v):
            return [masukan]
        calon = {n: list(self.calon.candidates(n, asli.get(n), r)) for n in nama}
        satu = [*((g,) for isi in calon.values() for g in isi), *self.calon.swaps(aturan, asli)]
        dicoba: list[tuple] = []
        for pilihan in (lambda: satu, lambda: _pairs(calon, _BERPASANGAN), lambda: [(g,) for n in nama for g in self.calon.nested(n, r)],
                        lambda: _pairs(calon, _BERPASANGAN_LUAS, _BERPASANGAN)):
            dicoba += self._results(aturan, r, asli, pilihan()[:_PALING_BANYAK_PASANGAN])
            if kena := self._likely(dicoba, v, potong=aturan.aturan.kelonggaran > 0.5):
                return kena
        return []

    def _own_input(self, aturan: RumusSiap, asli: Mapping[str, Nilai], v: Nilai) -> Dugaan | None:
        """One of the formula's own inputs printed for its result: a count for a rate, a part for the whole."""
        def unit(x: Nilai) -> str:
            return self.m.parameter(self.calon.alamat[x.fakta_id][3]).satuan

        seluruh = aturan.aturan.keluarga == "jumlah_bagian" and len(asli) > 2
        nama = next((n for n, x in asli.items() if x.nilai == v.nilai and len(_digits(v)) > 1 and (seluruh or unit(x) != unit(v))), None)
        if nama is None:
            return None
        apa = "satu dari bagian-bagiannya, bukan jumlahnya" if seluruh else "masukan rumusnya, bukan hasilnya"
        return Dugaan((), ("salin",), v.nilai, f"{v.teks} adalah {lower_first(self.m.name(resolve(nama)[0]))}, {apa}", len(asli), 0.0)

    def _results(self, aturan: RumusSiap, r, asli: Mapping[str, Nilai], pilihan: Iterable[tuple[Ganti, ...]]) -> Iterator[tuple]:
        tetap = self.m.tetapan | {"q": float(quarter_number(r.periode))}
        for ganti in pilihan:
            isi = dict(asli)
            for g in ganti:
                if g.nilai is None:
                    isi.pop(g.nama, None)
                else:
                    isi[g.nama] = g.nilai
            konversi = self.calon.bebas if any(g.tanpa_batas for g in ganti) else self.m.konversi
            try:
                hasil = aturan.rumus.evaluate(tetap | {n: x.nilai for n, x in isi.items()}, konversi)
            except (Hilang, TakTerdefinisi):
                continue
            yield ganti, tuple(g.jenis for g in ganti), hasil, lambda isi=isi: write_arithmetic(aturan, self.m, r.periode, isi)

    def _likely(self, dicoba: Sequence[tuple], v: Nilai, *, potong: bool = False) -> list[Dugaan]:
        """Return the hits among candidates, unless so many were tried that some hit by chance.

        Where a rule lets its result be cut off (`potong`), what rounding does not reproduce may follow from that.
        """
        self.dicoba[v.fakta_id] = len(dicoba)
        lebar = max(v.lebar, 0.5 * 10.0 ** -v.presisi if not v.eksak else 0.0)
        kena = [x for x in dicoba if abs(x[2] - v.nilai) <= lebar + SEDIKIT * max(1.0, abs(x[2]))]
        if not kena and potong:
            kena = [x for x in dicoba if x[1] == ("salah_ketik",) and 0 < x[2] - v.nilai < 2 * lebar]
        if not kena:
            return []
        semua = sorted(x[2] for x in dicoba)
        rentang = (semua[int(0.95 * (len(semua) - 1))] - semua[int(0.05 * (len(semua) - 1))]) or max(abs(v.nilai), 1.0)
        kebetulan = len(semua) * (2 * lebar if lebar else 1.0) / rentang
        if kebetulan > _KEBETULAN_PALING_BANYAK:  # a hit among them says nothing, but for one slip of the likeliest kinds
            kena = [x for x in kena if len(x[1]) == 1 and x[1][0] in _BERPASANGAN]
        def told(hasil: float) -> str:
            tepat = abs(hasil - v.nilai) <= lebar + SEDIKIT * max(1.0, abs(hasil))
            return format_number(hasil, v.presisi) if tepat else f"{format_number(hasil, v.presisi + 1)}, dipotong menjadi {format_number(v.nilai, v.presisi)}"

        def written(teks: str, hasil: float) -> str:
            return teks if teks.endswith((f": {told(hasil)}", f" berjumlah {told(hasil)}")) else f"{teks} = {told(hasil)}"

        return [Dugaan(ganti, jenis, hasil, written(teks() if callable(teks) else teks, hasil), len(semua), kebetulan)
                for ganti, jenis, hasil, teks in kena]

    def _input(self, nama: str, r) -> Nilai | None:
        """Return the printed input the residual was computed from."""
        masukan = set(r.masukan.split(";"))
        kode, geser = resolve(nama)
        isi = self.calon.cetakan.get((kode, r.wilayah, r.tahun + geser, r.periode), [])
        return next((x for x in isi if x.fakta_id in masukan), None)


def _pairs(calon: Mapping[str, Sequence[Ganti]], jenis: set[str], sudah: set[str] = frozenset()) -> list[tuple[Ganti, ...]]:
    """Two replacements in two inputs, of the given kinds; those of two kinds in `sudah` were tried before."""
    return [(a, b) for x, y in combinations(calon, 2) for a in calon[x] for b in calon[y]
            if a.jenis in jenis and b.jenis in jenis and not (a.jenis in sudah and b.jenis in sudah)]


def _digits(v: Nilai) -> str:
    return v.teks.replace(".", "").replace(",", "").lstrip("−0")


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
        di_mana = sebutan(baris_menurut[tempat])
        if d.ganti or not _SENDIRI.intersection(d.jenis):
            isi = f"{_told(d)}. Untuk {di_mana}, {d.perhitungan}, seperti yang tercetak"
        else:
            isi = f"{HIPOTESIS[d.jenis[0]]}: {di_mana}, {d.perhitungan}"
        kalimat.append(f"{isi[0].upper()}{isi[1:]}{_coverage(len(sebab), jumlah)}{_chance(d)}.")
        tersisa = {k: v for k, v in tersisa.items() if k not in sebab}
    if tersisa:
        dicoba = max(pencari.dicoba.get(i, 0) for i in tersisa)
        banyak = "kekeliruan yang lazim tidak" if dicoba < 2 else f"tidak satu pun dari {format_number(dicoba)} kemungkinan yang diperiksa" if len(tersisa) == 1 else (
            f"tidak satu pun kemungkinan yang diperiksa (paling banyak {format_number(dicoba)} di satu tempat)")
        di_mana = "nya" if len(tersisa) == jumlah else _coverage(len(tersisa), jumlah)
        kalimat.append(f"Penyebab{di_mana} belum diketahui: {banyak} menghasilkan nilai yang tercetak.")
        kalimat += [pencari.bantahan[i] for i in tersisa if i in pencari.bantahan]
    return tuple(kalimat)


def _told(d: Dugaan) -> str:
    """Say what was put into the formula."""
    memakai = " dan ".join(lower_first(g.sebutan) for g in d.ganti if g.jenis in _MEMAKAI)
    lain = [g.sebutan for g in d.ganti if g.jenis not in _MEMAKAI]
    return "; serta ".join([*lain, *([f"memakai {memakai}"] if memakai else [])]) or HIPOTESIS[d.jenis[0]]


def _coverage(banyak: int, jumlah: int) -> str:
    """Say in how many places, where there are several."""
    return "" if jumlah == 1 else f" di {'kedua' if jumlah == 2 else f'semua {jumlah}'} tempat" if banyak == jumlah else f" di {banyak} dari {jumlah} tempat"


def _chance(d: Dugaan) -> str:
    """Say how many candidates were tried, and how likely it is that one of them fits by chance."""
    if d.dicoba <= 1:
        return ""
    peluang = 100 * (1 - exp(-d.kebetulan))
    teks = "di bawah 1%" if peluang < 1 else f"sekitar {format_number(peluang, 0)}%"
    return f" ({format_number(d.dicoba)} kemungkinan diperiksa; peluang cocok secara kebetulan {teks})"


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
