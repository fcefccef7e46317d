"""Plan against realisation: each quarter, and the year to date by the kind of plan.

Nothing reported is never zero: it is a status of its own. Numbers of different units are never put together here; a
ratio or an index is never added up, divided, or averaged over quarters.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from helpers.lineage.traced import Terlacak
from helpers.methodology.monitoring import BerkasPemantauan
from helpers.methodology.rules import Metodologi
from helpers.sources.plan import TRIWULAN, Butir, Rencana, Sel
from helpers.sources.realisations import Lapor, Realisasi

#: Statuses that no threshold gives.
BELUM, TERCATAT, TANPA = "belum", "tercatat", "tanpa"
_LAIN = {BELUM: ("Belum dilaporkan", "–"), TERCATAT: ("Tercatat, tidak dinilai", "○"), TANPA: ("Tanpa rencana", "·")}
ROMAWI = {"TW1": "TW I", "TW2": "TW II", "TW3": "TW III", "TW4": "TW IV"}


@dataclass(frozen=True)
class Status:
    """How far something is: code, word and shape; colour only repeats them."""

    kode: str
    kata: str
    bentuk: str

    def __str__(self) -> str:
        return f"{self.bentuk} {self.kata}"


@dataclass(frozen=True)
class Triwulan:
    """One quarter of one record; what is missing is NaN or None."""

    periode: str
    sel: Sel | None
    rencana: float
    lapor: Lapor | None
    realisasi: float
    capaian: float
    status: Status


@dataclass(frozen=True)
class Proyeksi:
    """The end of the year, if it goes on as up to now.

    Attributes
    ----------
    setahun : float
        What the quarters plan for the year.
    nilai : float
        The projection.
    pembanding : float
        What it is held against: the annual target, or `setahun` where none is printed.
    terpotong : bool
        Whether it was cut at the highest value that is possible.
    """

    setahun: float
    nilai: float
    pembanding: float
    target: Sel | None
    capaian: float
    status: Status
    terpotong: bool


@dataclass(frozen=True)
class Pantauan:
    """One indicator or step up to a quarter.

    Attributes
    ----------
    triwulan : tuple of Triwulan
        The quarters up to the one reported on.
    rencana, realisasi, capaian : float
        To date; NaN where there is none.
    cara : str
        How the quarters were put together, for people.
    sel : tuple of Sel
        Printed cells the plan to date comes from.
    belum : tuple of str
        Planned quarters of which nothing is known.
    catatan : tuple of str
        What the reader must know about the comparison.
    """

    butir: Butir
    triwulan: tuple[Triwulan, ...]
    rencana: float
    realisasi: float
    capaian: float
    cara: str
    sel: tuple[Sel, ...]
    status: Status
    belum: tuple[str, ...]
    catatan: tuple[str, ...] = ()
    proyeksi: Proyeksi | None = None

    @property
    def kendala(self) -> str:
        """The obstacle told last."""
        return next((t.lapor.kendala for t in reversed(self.triwulan) if t.lapor and t.lapor.kendala), "")


def list_statuses(aturan: BerkasPemantauan) -> list[Status]:
    """Return every status, from reached to not planned."""
    return [Status(a.kode, a.kata, a.bentuk) for a in aturan.ambang] + [Status(k, *v) for k, v in _LAIN.items()]


def judge(rencana: float, realisasi: float, turun: bool, aturan: BerkasPemantauan) -> tuple[float, Status]:
    """Compare a realisation with its plan.

    Returns
    -------
    tuple of (float, Status)
        Achievement in per cent, NaN where it has none (a plan of zero), and the status.
    """
    if turun:
        capaian = _inverted(rencana, realisasi, aturan)
        tercapai = realisasi <= rencana
    else:
        capaian = 100 * realisasi / rencana if rencana else math.nan
        tercapai = realisasi >= rencana
    a = aturan.grade(capaian) if not math.isnan(capaian) else aturan.ambang[0 if tercapai else -1]
    return capaian, Status(a.kode, a.kata, a.bentuk)


def _inverted(rencana: float, realisasi: float, aturan: BerkasPemantauan) -> float:
    if aturan.bentuk_turun == "dua_kurang_rasio":
        return (2 - realisasi / rencana) * 100 if rencana else math.nan
    return 100 * rencana / realisasi if realisasi else math.nan


def follow(rencana: Rencana, realisasi: Realisasi | None, m: Metodologi, triwulan: int) -> list[Pantauan]:
    """Follow every indicator and step that has a plan, a target, or a report; headings of other steps are left out.

    Parameters
    ----------
    rencana : Rencana
    realisasi : Realisasi or None
    m : Metodologi
        With `pemantauan`.
    triwulan : int
        The quarter reported on, 1 to 4.

    Returns
    -------
    list of Pantauan
        In reading order.
    """
    hasil = []
    for b in rencana.butir.values():
        lapor = realisasi.of(b.kode) if realisasi else {}
        if b.terencana or (b.target and b.target.ada) or lapor:
            hasil.append(_Butir(b, lapor, m, triwulan).follow())
    return hasil


class _Butir:
    """Follows one record."""

    def __init__(self, b: Butir, lapor: Mapping[str, Lapor], m: Metodologi, triwulan: int):
        self.b, self.m, self.aturan, self.q = b, m, m.pemantauan, triwulan
        self.turun = b.polaritas == "turun" or b.sifat.jenis == "plafon"
        self.periode = TRIWULAN[:triwulan]
        self.sel = {s.periode: s for s in b.triwulan if s.ada}
        self.lapor = {p: x for p, x in lapor.items() if p in self.periode}
        self.nilai = {p: Terlacak(x.nilai, x.fakta_id) for p, x in self.lapor.items() if x.ada}
        self.rencana = {p: Terlacak(s.nilai, s.fakta_id) for p, s in self.sel.items()}
        self.target = Terlacak(b.target.nilai, b.target.fakta_id) if b.target and b.target.ada else math.nan

    def follow(self) -> Pantauan:
        b = self.b
        tw = tuple(self._quarter(p) for p in self.periode)
        direncanakan = [p for p in self.periode if p in self.rencana]
        belum = tuple(p for p in direncanakan if p not in self.nilai)
        if not self.sel and self.q == len(TRIWULAN) and not math.isnan(self.target):
            return self._annual(tw)
        if not direncanakan:
            kode = TERCATAT if self.nilai else TANPA
            nilai = self.nilai[max(self.nilai)] if self.nilai else math.nan
            catatan = () if self.sel else ("tidak memiliki rencana triwulan",)
            return Pantauan(b, tw, math.nan, nilai, math.nan, "nilai terakhir" if self.nilai else "", (), _status(kode), (), catatan)
        rencana, realisasi, cara, sel, catatan = getattr(self, f"_{b.sifat.jenis}")(direncanakan)
        if direncanakan[-1] in belum:  # what is planned last is not known: no verdict, whatever came before
            return Pantauan(b, tw, rencana, realisasi, math.nan, cara, sel, _status(BELUM), belum, catatan)
        if len(belum) and b.sifat.jenis in ("aditif", "rata"):
            catatan = (*catatan, "dibandingkan dengan rencana triwulan yang dilaporkan saja")
        if b.polaritas == "netral":
            return Pantauan(b, tw, rencana, realisasi, math.nan, cara, sel, _status(TERCATAT), belum, catatan)
        capaian, status = judge(rencana, realisasi, self.turun, self.aturan)
        return Pantauan(b, tw, rencana, realisasi, capaian, cara, sel, status, belum, catatan,
                        None if belum else self._project(rencana, realisasi))

    def _quarter(self, p: str) -> Triwulan:
        """Compare one quarter on its own."""
        rencana, nilai = self.rencana.get(p, math.nan), self.nilai.get(p, math.nan)
        sel = next((s for s in self.b.triwulan if s.periode == p), None)
        capaian = math.nan
        if p not in self.rencana:
            status = _status(TERCATAT if p in self.nilai else TANPA)
        elif p not in self.nilai:
            status = _status(BELUM)
        elif self.b.polaritas == "netral":
            status = _status(TERCATAT)
        else:
            capaian, status = judge(self._scale(p)[0], nilai, self.turun, self.aturan)
        return Triwulan(p, sel, rencana, self.lapor.get(p), nilai, capaian, status)

    def _annual(self, tw: tuple[Triwulan, ...]) -> Pantauan:
        """Compare the whole year with the annual target, where no quarter is planned."""
        b = self.b
        if b.sifat.jenis == "aditif":
            nilai, cara = _total(self.nilai.values()), "jumlah setahun"
            ada = len(self.nilai) == len(TRIWULAN)
        else:
            nilai, cara = self.nilai.get("TW4", math.nan), "nilai akhir tahun"
            ada = "TW4" in self.nilai
        if not ada or b.polaritas == "netral":
            return Pantauan(b, tw, self.target, nilai, math.nan, cara, (b.target,), _status(TERCATAT if ada else BELUM), () if ada else ("TW4",))
        capaian, status = judge(self.target, nilai, self.turun, self.aturan)
        return Pantauan(b, tw, self.target, nilai, capaian, cara, (b.target,), status, (), ("dibandingkan dengan target setahun",))

    # ---- year to date, by kind: plan, realisation, how, printed cells, notes ----

    def _aditif(self, direncanakan: Sequence[str]) -> tuple:
        p = self._reported(direncanakan)
        luar = [x for x in self.nilai if x not in direncanakan]  # done without a plan still counts
        dipakai = sorted({*p, *luar}) if any(x in self.nilai for x in p) else p
        return (_total(self.rencana[x] for x in p), _total(self.nilai[x] for x in dipakai if x in self.nilai), f"jumlah {_span(p)}", self._cells(p), ())

    def _kumulatif(self, direncanakan: Sequence[str]) -> tuple:
        akhir = direncanakan[-1]
        ada = sorted(self.nilai)
        turun = [b for a, b in zip(ada, ada[1:], strict=False) if self.nilai[b] < self.nilai[a] - 1e-9]
        catatan = tuple(f"nilai kumulatif {ROMAWI[x]} lebih rendah daripada triwulan sebelumnya; periksa laporannya" for x in turun)
        return self.rencana[akhir], self._last(akhir), f"nilai terakhir ({ROMAWI[akhir]})", self._cells([akhir]), catatan

    def _level(self, direncanakan: Sequence[str]) -> tuple:
        akhir = direncanakan[-1]
        return self.rencana[akhir], self._last(akhir), f"setiap triwulan sendiri ({ROMAWI[akhir]})", self._cells([akhir]), self._met(direncanakan)

    _plafon = _level

    def _rata(self, direncanakan: Sequence[str]) -> tuple:
        p = self._reported(direncanakan)
        ada = [self.nilai[x] for x in p if x in self.nilai]
        return (_total(self.rencana[x] for x in p) / len(p), _total(ada) / len(ada) if ada else math.nan, f"rata-rata {_span(p)}", self._cells(p), ())

    def _rasio(self, direncanakan: Sequence[str]) -> tuple:
        akhir = direncanakan[-1]
        rencana, sel, catatan = self._scale(akhir)
        hitung = [x for x in self.periode if x in self.nilai]
        if hitung and all(not math.isnan(self.lapor[x].penyebut) for x in hitung):
            if len(hitung) > 1:
                atas, bawah = (_total(Terlacak(getattr(self.lapor[x], k), f"realisasi:{self.lapor[x].baris}:{k}") for x in hitung) for k in ("pembilang", "penyebut"))
                return rencana, 100 * atas / bawah, f"dihitung ulang dari {_span(hitung)}", (sel,), catatan
        elif len(hitung) > 1:
            return rencana, self._last(akhir), f"tidak digabung ({ROMAWI[akhir]})", (sel,), catatan
        return rencana, self._last(akhir), f"nilai {ROMAWI[akhir]}", (sel,), catatan

    # ---- parts ----

    def _scale(self, p: str) -> tuple[float, Sel, tuple[str, ...]]:
        """Return what a quarter is held against: its plan, unless a ratio's quarters cannot lie on the scale of its year."""
        if self.b.sifat.jenis == "rasio" and not math.isnan(self.target):
            terkecil, terbesar = min(self.sel.values(), key=lambda s: s.nilai), max(self.sel.values(), key=lambda s: s.nilai)
            sela = 0.5 * 10.0 ** -min(terkecil.presisi, terbesar.presisi, self.b.target.presisi) + 1e-9
            if not terkecil.nilai - sela <= self.target <= terbesar.nilai + sela:
                return self.target, self.b.target, ("terhadap target setahun, sebab rencana triwulan tidak sejalan dengannya",)
        return self.rencana[p], self.sel[p], ()

    def _reported(self, direncanakan: Sequence[str]) -> list[str]:
        """Return the planned quarters that are reported; all of them where the last one is not."""
        if direncanakan[-1] not in self.nilai:
            return list(direncanakan)
        return [p for p in direncanakan if p in self.nilai]

    def _last(self, akhir: str) -> float:
        return self.nilai.get(akhir, math.nan)

    def _cells(self, periode: Iterable[str]) -> tuple[Sel, ...]:
        return tuple(self.sel[p] for p in periode)

    def _met(self, direncanakan: Sequence[str]) -> tuple[str, ...]:
        """Say in how many quarters a plan that holds for each was met."""
        ada = [p for p in direncanakan if p in self.nilai]
        if len(ada) < 2 or self.b.polaritas == "netral":
            return ()
        baik = sum(judge(self.rencana[p], self.nilai[p], self.turun, self.aturan)[1].kode == self.aturan.ambang[0].kode for p in ada)
        return (f"terpenuhi pada {baik} dari {len(ada)} triwulan yang dilaporkan",)

    def _project(self, rencana: float, realisasi: float) -> Proyeksi | None:
        """Project the end of the year by the pace so far; None where it says nothing."""
        jenis = self.b.sifat.jenis
        sisa = [p for p in TRIWULAN if p in self.sel and p not in self.periode]
        if not self.aturan.projects(jenis) or not sisa or not rencana:
            return None
        setahun = _total(self.rencana[p] for p in TRIWULAN if p in self.sel) if jenis == "aditif" else self.rencana[sisa[-1]]
        nilai = realisasi / rencana * setahun
        atas = self.m.bounds(self.b.kode)[1]
        terpotong = atas is not None and nilai > atas
        nilai = float(atas) if terpotong else nilai
        bertarget = not math.isnan(self.target)
        pembanding = self.target if bertarget else setahun
        capaian, status = judge(pembanding, nilai, self.turun, self.aturan)
        return Proyeksi(setahun, nilai, pembanding, self.b.target if bertarget else None, capaian, status, terpotong)


def _status(kode: str) -> Status:
    return Status(kode, *_LAIN[kode])


def _total(nilai: Iterable[float]) -> float:
    """Add numbers that keep their origin; NaN for none."""
    isi = list(nilai)
    if not isi:
        return math.nan
    jumlah = isi[0]
    for x in isi[1:]:
        jumlah = jumlah + x
    return jumlah


def _span(periode: Sequence[str]) -> str:
    """Name quarters: ``TW I``, ``TW I–II``, ``TW I dan III``."""
    nomor = [TRIWULAN.index(p) for p in periode]
    if len(nomor) < 2:
        return "".join(ROMAWI[p] for p in periode)
    angka = [ROMAWI[p].removeprefix("TW ") for p in periode]
    if nomor == list(range(nomor[0], nomor[-1] + 1)):
        return f"TW {angka[0]}–{angka[-1]}"
    return f"TW {', '.join(angka[:-1])} dan {angka[-1]}"
