"""Sentences about the Polsek: who leads, who lags, what moved."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from helpers.methodology.analysis import Banding
from helpers.narrative.material import Bahan, once
from helpers.narrative.words import difference, join_words, missing, write_count, write_number, write_percent
from helpers.sources.facts import absent_facts

_BANYAK = 3     # names of a tie that are still told


@dataclass(frozen=True)
class BarisWilayah:
    """One Polsek in a comparison; missing parts are NaN.

    Attributes
    ----------
    keseluruhan, bagian : float
        The counts.
    persen, tercetak, lalu : float
        Share computed from the counts, as printed, and computed for the year before.
    nihil : bool
        The part is printed as a dash, which states that there is none.
    """

    wilayah: str
    nama: str
    keseluruhan: float
    bagian: float
    persen: float
    tercetak: float
    lalu: float
    nihil: bool = False


@once
def _absent(b: Bahan) -> set[tuple[str, str, int, str]]:
    return absent_facts(b.fakta)


def compare(b: Bahan, x: Banding) -> list[BarisWilayah]:
    """Return the Polsek that print the quantity, best share first, those without a share last."""
    hasil = []
    for p in b.masukan.profil.polsek:
        utuh, bagian = counts(b, x, p.kode, b.tahun)
        if missing(utuh) and missing(bagian):
            continue
        hasil.append(BarisWilayah(p.kode, p.nama, utuh, bagian, _share(bagian, utuh), b.number(x.persen, wilayah=p.kode),
                                  _share(*reversed(counts(b, x, p.kode, b.tahun - 1))),
                                  b.value(x.bagian, wilayah=p.kode) is None and not missing(bagian)))
    return sorted(hasil, key=lambda r: (missing(r.persen), -r.persen if not missing(r.persen) else 0))


def counts(b: Bahan, x: Banding, wilayah: str, tahun: int) -> tuple[float, float]:
    """Return whole and part; a dash for the part of a printed whole states that there is none."""
    utuh, bagian = b.number(x.keseluruhan, tahun, wilayah=wilayah), b.number(x.bagian, tahun, wilayah=wilayah)
    if missing(bagian) and not missing(utuh) and (x.bagian, wilayah, tahun, "TH") in _absent(b):
        bagian = 0.0
    return utuh, bagian


def _share(bagian: float, utuh: float) -> float:
    return math.nan if missing(bagian) or missing(utuh) or not utuh else 100 * bagian / utuh


def overall(baris: Sequence[BarisWilayah]) -> tuple[float, float, float]:
    """Return whole, part and share of all Polsek that print both counts."""
    lengkap = [r for r in baris if not missing(r.keseluruhan) and not missing(r.bagian)]
    utuh, bagian = sum(r.keseluruhan for r in lengkap), sum(r.bagian for r in lengkap)
    return (utuh, bagian, _share(bagian, utuh)) if lengkap else (math.nan, math.nan, math.nan)


def lagging(baris: Sequence[BarisWilayah]) -> list[BarisWilayah]:
    """Return the Polsek whose share is below that of all Polsek together, the lowest first."""
    semua = overall(baris)[2]
    return sorted((r for r in baris if not missing(r.persen) and r.persen < semua - 1e-9), key=lambda r: r.persen)


def ranks(baris: Sequence[BarisWilayah]) -> dict[str, int]:
    """Return the rank of each Polsek with a share; equal shares have the same rank."""
    nilai = [r.persen for r in baris if not missing(r.persen)]
    return {r.wilayah: 1 + sum(v > r.persen + 1e-9 for v in nilai) for r in baris if not missing(r.persen)}


def reading(b: Bahan, x: Banding) -> str:
    """Say how the Polsek compare on one quantity."""
    baris = compare(b, x)
    berbagi = [r for r in baris if not missing(r.persen)]
    if not berbagi:
        return f"Data {x.sebutan} menurut Polsek tahun {b.tahun} tidak tersedia dalam sumber."
    utuh, bagian, semua = overall(baris)
    kalimat = [f"Pada tahun {b.tahun}, {x.sebutan} pada {_group(len(berbagi))} adalah {write_percent(semua, 2)}, yaitu "
               f"{write_number(bagian, 0)} dari {write_number(utuh, 0)} {x.satuan}."]
    if len(berbagi) > 1:
        kalimat.append(_extremes(berbagi))
    tinggal = lagging(baris)
    if tinggal and len(berbagi) > 2:
        butir = join_words([f"{r.nama} ({write_percent(r.persen, 2)})" for r in tinggal])
        kalimat.append(f"Yang tertinggal, yakni di bawah persentase gabungan itu, ada {write_count(len(tinggal))}: {butir}.")
    tanpa = [p.nama for p in b.masukan.profil.polsek if p.kode not in {r.wilayah for r in baris if not missing(r.bagian) and not missing(r.keseluruhan)}]
    if tanpa:
        kalimat.append(f"Angka {join_words(tanpa)} tidak tercetak lengkap sehingga tidak ikut dibandingkan.")
    strip = [r.nama for r in baris if r.nihil]
    if strip:
        kalimat.append(f"Tanda “-” pada {join_words(strip)} dibaca sebagai nihil.")
    nihil = [r.nama for r in baris if not missing(r.keseluruhan) and not r.keseluruhan]
    if nihil:
        kalimat.append(f"Persentase {join_words(nihil)} tidak dihitung karena jumlah {x.nama_keseluruhan.lower()}-nya nol.")
    kalimat += [s for s in (_moved(b, berbagi), _printed(x, berbagi)) if s]
    return " ".join(kalimat)


def _group(banyak: int) -> str:
    return f"ke{write_count(banyak)} Polsek" if 1 < banyak <= 12 else f"{write_count(banyak)} Polsek"


def _extremes(baris: Sequence[BarisWilayah]) -> str:
    tinggi, rendah = max(r.persen for r in baris), min(r.persen for r in baris)
    if tinggi - rendah < 1e-9:
        return f"Persentase semua Polsek sama, yaitu {write_percent(tinggi, 2)}."
    return (f"Tertinggi {write_percent(tinggi, 2)} ({_names(baris, lambda r: r.persen > tinggi - 1e-9)}) dan terendah "
            f"{write_percent(rendah, 2)} ({_names(baris, lambda r: r.persen < rendah + 1e-9)}).")


def _names(baris: Sequence[BarisWilayah], dipilih: Callable[[BarisWilayah], bool]) -> str:
    nama = [r.nama for r in baris if dipilih(r)]
    return join_words(nama) if len(nama) <= _BANYAK else f"{write_count(len(nama))} Polsek"


def _moved(b: Bahan, baris: Sequence[BarisWilayah]) -> str:
    """Say who moved most since last year."""
    beda = {r.nama: difference(r.lalu, r.persen, 2) for r in baris if not missing(r.lalu)}
    naik, turun = {k: v for k, v in beda.items() if v > 0}, {k: v for k, v in beda.items() if v < 0}
    if not beda:
        return ""
    if not naik and not turun:
        return f"Tidak ada Polsek yang persentasenya berubah dari tahun {b.tahun - 1}."
    bagian = []
    for kata, isi, pilih in (("naik", naik, max), ("turun", turun, min)):
        if isi:
            nama = pilih(isi, key=isi.__getitem__)
            bagian.append(f"{write_count(len(isi))} Polsek {kata}, {'paling besar ' if len(isi) > 1 else ''}{nama} ({write_number(abs(isi[nama]), 2)} poin)")
    tetap = len(beda) - len(naik) - len(turun)
    sisa = f"; {write_count(tetap)} tetap" if tetap else ""
    return f"Dibandingkan dengan tahun {b.tahun - 1}, {', sedangkan '.join(bagian)}{sisa}."


def _printed(x: Banding, baris: Sequence[BarisWilayah]) -> str:
    """Say how many printed shares do not follow from their counts, beyond rounding or cutting off to whole per cent."""
    salah = [r for r in baris if not missing(r.tercetak) and abs(r.tercetak - r.persen) >= 1]
    if not salah:
        return ""
    butir = join_words([f"{r.nama} ({write_number(r.tercetak)} tercetak, {write_number(r.persen, 2)} hasil hitungan)" for r in salah[:_BANYAK]])
    awal = "Persentase tercetak tidak mengikuti jumlahnya pada"
    return f"{awal} {butir}." if len(salah) <= _BANYAK else f"{awal} {write_count(len(salah))} Polsek, antara lain {butir}."
