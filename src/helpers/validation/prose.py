"""Words about numbers, and dates, against what else is printed.

A word ("meningkat", "melebihi target") is tested against the numbers of its own sentence or row, and against the values
that the report uses where these are others. Every test is one row; `lebih` is 1 where the word is contradicted.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from helpers.methodology.models import AturanTanggal
from helpers.methodology.rules import Metodologi
from helpers.methodology.words import find_meaning, lower_first
from helpers.sources.dates import parse_date
from helpers.sources.facts import Fakta
from helpers.sources.profile import write_date
from helpers.validation.chosen import NilaiTerpakai
from helpers.validation.residuals import Nilai, Residu
from helpers.validation.values import same_number

#: What a claim says of a pair (now and before, or realisasi and target): whether the first may be above, equal, below.
_BOLEH = {
    "naik": "+", "turun": "-", "tetap": "0", "tidak_naik": "0-", "tidak_turun": "0+", "melebihi": "+", "mencapai": "+0",
    "tidak_mencapai": "-", "nihil": "0",
}
_JADI = {"+": "naik", "0": "tetap", "-": "turun"}
_HASIL = {"+": "melebihi target", "0": "sama dengan target", "-": "tidak mencapai target"}


def check_prose(baris: Sequence[Fakta], dokumen: NilaiTerpakai, m: Metodologi, tahun: int | None) -> Iterator[Residu]:
    """Check words of direction and status, and dates.

    Parameters
    ----------
    baris : sequence of Fakta
    dokumen : NilaiTerpakai
        The chosen values.
    m : Metodologi
    tahun : int or None
        Year of the report; without it the years of dates are not checked.
    """
    kata = [f for f in baris if f.keadaan == "kata"]
    if kata:
        sumber = {f.sumber for f in kata}
        tempat: dict[tuple, dict[tuple, list[Nilai]]] = defaultdict(lambda: defaultdict(list))
        for f in baris:
            if f.keadaan == "angka" and f.sumber in sumber:
                tempat[_place(f)][(f.kode, f.wilayah, f.tahun, f.periode)].append(Nilai(f.nilai, f.presisi, f.fakta_id, m.eksak[f.satuan]))
        for f in kata:
            yield from _claim(f, tempat[_place(f)], dokumen, m)
    yield from _dates([f for f in baris if f.keadaan == "tanggal"], m, tahun)


def _place(f) -> tuple:
    """Name the sentence of a claim, or its row in a table."""
    return (f.sumber, f.kelompok) if f.kelompok else (f.sumber, f.baris)


def _row(f, relasi: str, keluarga: str, gagal: bool, teks: str, masukan: list[str], kedudukan: str = "tercetak") -> Residu:
    return Residu(relasi, keluarga, f.sumber, f.kode, f.wilayah, f.tahun, f.periode, math.nan, math.nan, math.nan, 0.0, float(gagal), teks,
                  f.fakta_id, ";".join(masukan), kedudukan)


def _claim(f, setempat: dict[tuple, list[Nilai]], dokumen: NilaiTerpakai, m: Metodologi) -> Iterator[Residu]:
    """Test one word against its own place and, where the values used are others, against these."""
    induk, _, aspek = f.kode.rpartition(".")
    hubungan = find_meaning(f.nilai_teks, m.pemeriksaan.kata[aspek])
    pasangan = _pair(f, induk, aspek, hubungan, m)
    di_sini = _look(pasangan, lambda a: next(iter(isi)) if len(isi := {v.nilai: v for v in setempat.get(a, ())}.values()) == 1 else None)
    dipakai = _look(pasangan, lambda a: dokumen.get(*a))
    for nama, nilai in (("setempat", di_sini), ("dokumen", dipakai)):
        if nilai is None or (nama == "dokumen" and di_sini and [v.nilai for v in nilai] == [v.nilai for v in di_sini]):
            continue
        arah = _stands(induk, aspek, nilai, m)
        yield _row(f, f"arah.{aspek}.{nama}", "arah", not any(t in arah for t in _BOLEH[hubungan]), _sentence(pasangan, nilai, arah, aspek, m),
                   [v.fakta_id for v in nilai])


def claim_holds(kode: str, teks: str, nilai: Sequence[Nilai], m: Metodologi) -> bool:
    """Say whether a word is true of the numbers it compares.

    Parameters
    ----------
    kode : str
        Code of the word, such as ``IKP5.arah``.
    teks : str
        The word as printed.
    nilai : sequence of Nilai
        The numbers, in the order in which the failing row names them.
    m : Metodologi
    """
    induk, _, aspek = kode.rpartition(".")
    hubungan = find_meaning(teks, m.pemeriksaan.kata[aspek])
    return hubungan is not None and any(t in _stands(induk, aspek, nilai, m) for t in _BOLEH[hubungan])


def _stands(induk: str, aspek: str, nilai: Sequence[Nilai], m: Metodologi) -> str:
    """Say how the first number stands to the second, by the polarity of the indicator where a target is meant."""
    arah = _compare(*nilai)
    if aspek == "status" and (i := m.indikator.get(induk.removesuffix(".capaian"))) and i.bentuk_capaian != "naik":
        arah = {"+": "-", "-": "+"}.get(arah, arah)
    return arah


def _pair(f, induk: str, aspek: str, hubungan: str, m: Metodologi) -> list[tuple]:
    """Return the addresses of the two numbers a word compares; of the one that is said to be nothing."""
    ekor = (f.wilayah, f.tahun, f.periode)
    if hubungan == "nihil":
        return [(induk, *ekor)]
    if aspek == "status":
        pokok = induk.removesuffix(".capaian")
        return [(f"{pokok}.realisasi", *ekor), (f"{pokok}.target", *ekor)]
    dasar = f"{induk}.realisasi" if induk in m.indikator else induk
    return [(dasar, *ekor), (dasar, f.wilayah, f.tahun - 1, f.periode)]


def _look(alamat: list[tuple], cari: Callable[[tuple], Nilai | None]) -> list[Nilai] | None:
    isi = [cari(a) for a in alamat]
    return None if None in isi else isi


def _compare(kini: Nilai, lain: Nilai | None = None) -> str:
    """Say how the first number may stand to the second; prints of other precision that overlap leave it open."""
    if lain is None:
        return "0" if kini.nilai == 0 else "+"
    if kini.nilai == lain.nilai and kini.presisi == lain.presisi:
        return "0"
    if same_number(kini.nilai, kini.lebar, lain.nilai, lain.lebar):
        return "+0-"
    return "+" if kini.nilai > lain.nilai else "-"


def _sentence(pasangan: list[tuple], nilai: list[Nilai], arah: str, aspek: str, m: Metodologi) -> str:
    if len(nilai) == 1:
        return f"{lower_first(m.name(pasangan[0][0]))} tercetak {nilai[0].teks}"
    if aspek == "status":
        return f"realisasi {nilai[0].teks} dengan target {nilai[1].teks}, jadi {_HASIL.get(arah, 'tidak dapat dipastikan')}"
    nama = lower_first(m.name(pasangan[0][0]))
    return (f"{nama} {nilai[1].teks} pada {pasangan[1][2]} dan {nilai[0].teks} pada {pasangan[0][2]}, "
            f"jadi {_JADI.get(arah, 'tidak dapat dipastikan')}")


def _dates(tanggal: Iterable[Fakta], m: Metodologi, tahun: int | None) -> Iterator[Residu]:
    """Test printed dates: one document has one date, and dates follow each other as they must."""
    cetakan: dict[tuple, list] = defaultdict(list)
    for f in tanggal:
        cetakan[(f.wilayah, f.kode)].append((f, *parse_date(f.nilai_teks)))
    for isi in cetakan.values():
        if len(isi) > 1:
            f, awal, akhir = isi[0]
            beda = any(a > akhir or b < awal for _, a, b in isi)
            teks = f"di tempat lain tercetak {'; '.join(dict.fromkeys(x.nilai_teks for x, *_ in isi[1:]))}"
            yield _row(f, "kelengkapan.tanggal_tunggal", "kelengkapan", beda, teks, [x.fakta_id for x, *_ in isi[1:]])
    for a in m.pemeriksaan.tanggal:
        for wilayah in dict.fromkeys(w for w, kode in cetakan if kode == a.kode):
            f, awal, akhir = cetakan[(wilayah, a.kode)][0]
            for teks, gagal, masukan in _limits(a, awal, akhir, cetakan.get((wilayah, a.paling_lambat), ()), m, tahun):
                yield _row(f, "kelengkapan.urutan_tanggal", "kelengkapan", gagal, f"{teks}: {a.alasan}", masukan, "asumsi")


def _limits(a: AturanTanggal, awal: date, akhir: date, lain: Sequence, m: Metodologi, tahun: int | None) -> Iterator[tuple[str, bool, list[str]]]:
    """Yield each limit of a date in words, whether the date is surely beyond it, and what it follows from."""
    if tahun is not None and a.tahun_akhir is not None:
        batas = date(tahun + a.tahun_akhir, 12, 31)
        yield f"paling lambat {write_date(batas.isoformat())}", awal > batas, []
    if tahun is not None and a.tahun_awal is not None:
        batas = date(tahun + a.tahun_awal, 1, 1)
        yield f"paling awal {write_date(batas.isoformat())}", akhir < batas, []
    for f, _, akhir_lain in lain[:1]:
        yield f"paling lambat {f.nilai_teks} ({lower_first(m.name(a.paling_lambat))})", awal > akhir_lain, [f.fakta_id]
