"""What should be printed and is not, and what is counted wrongly.

Like `helpers.validation.relations`, every check yields a row for each instance; `lebih` is 1 where it fails.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.sources.facts import Fakta
from helpers.validation.residuals import Residu


def check_completeness(fakta: Iterable[Fakta], m: Metodologi, polres: str, tahun: int | None) -> Iterator[Residu]:
    """Check what is printed against what should be.

    Parameters
    ----------
    fakta : iterable of Fakta
        The rows of the fact table.
    m : Metodologi
    polres : str
    tahun : int or None
        Year of the report; without it the indicators' required facts are not checked.
    """
    cetakan: dict[tuple, list] = defaultdict(list)
    for f in fakta:
        cetakan[(f.kode, f.wilayah, f.tahun, f.periode)].append(f)
    if tahun is not None:
        yield from _required(cetakan, m, polres, tahun)
    yield from _blanks(cetakan)
    yield from _counts(cetakan, m, polres)


def _instance(relasi: str, keluarga: str, f, gagal: bool, teks: str, masukan: list[str], dihitung: float = math.nan) -> Residu:
    nilai = f.nilai if f.keadaan == "angka" else math.nan
    return Residu(relasi, keluarga, f.sumber, f.kode, f.wilayah, f.tahun, f.periode, nilai, dihitung, nilai - dihitung, 0.0,
                  float(gagal), teks, f.fakta_id, ";".join(masukan), "asumsi")


def _required(cetakan: dict[tuple, list], m: Metodologi, polres: str, tahun: int) -> Iterator[Residu]:
    """Every indicator needs target, realisasi and capaian of the year, and realisasi of the year before."""
    for i in m.indikator:
        for aspek, t in (("target", tahun), ("realisasi", tahun), ("capaian", tahun), ("realisasi", tahun - 1)):
            kode = f"{i}.{aspek}"
            ada = any(f.keadaan == "angka" for f in cetakan.get((kode, polres, t, "TH"), ()))
            yield Residu("kelengkapan.indikator", "kelengkapan", "", kode, polres, t, "TH", math.nan, math.nan, math.nan, 0.0,
                         float(not ada), f"{m.name(kode)} tahun {t} tidak tercetak di tabel mana pun", "", "", "rujukan")


def _blanks(cetakan: dict[tuple, list]) -> Iterator[Residu]:
    """A cell left blank, or marked as nothing, although the same fact has a value in another table."""
    for isi in cetakan.values():
        if len(isi) == 1:
            continue
        tabel = [f for f in isi if f.jenis == "tabel"]
        angka = [f for f in tabel if f.keadaan == "angka"]
        kosong = [f for f in tabel if f.keadaan == "kosong"]
        if angka and len(tabel) > 1:
            teks = f"di tempat lain tercetak {'; '.join(dict.fromkeys(f.nilai_teks for f in angka))}"
            utama = (kosong or angka)[0]
            lain = [f.fakta_id for f in (*kosong[1:], *angka) if f is not utama]
            yield _instance("kelengkapan.kosong", "kelengkapan", utama, bool(kosong), teks, lain)
            strip = [f for f in tabel if f.keadaan in ("strip", "strip_ganda")]
            utama = (strip or angka)[0]
            lain = [f.fakta_id for f in (*strip[1:], *angka) if f is not utama]
            yield _instance("kelengkapan.strip", "kelengkapan", utama, bool(strip) and any(f.nilai for f in angka), teks, lain)


def _counts(cetakan: dict[tuple, list], m: Metodologi, polres: str) -> Iterator[Residu]:
    """A stated number of things against the things that are listed."""
    tercetak = {alamat for alamat, isi in cetakan.items() if any(f.keadaan == "angka" for f in isi)}
    for h in m.bagian_rumus.hitungan:
        for tahun in sorted({t for k, w, t, p in tercetak if (k, w, p) == (h.kode, polres, "TH")}):
            setahun = {k for k, w, t, p in tercetak if (w, t, p) == (polres, tahun, "TH")}
            match h.daftar:
                case "polsek":
                    daftar = {w for _, w, t, _ in tercetak if t == tahun} - {polres, *m.satker}
                case "sasaran":
                    daftar = {s.kode for s in m.bagian_indikator.sasaran if s.jenis != "dampak" and any(f"{i.kode}.target" in setahun for i in s.indikator)}
                case _:
                    daftar = {k for k in setahun if any(fnmatchcase(k, pola) for pola in h.pola)}
            for f in cetakan[(h.kode, polres, tahun, "TH")]:
                if f.keadaan == "angka" and daftar:
                    teks = f"{h.nama} yang terdaftar ada {format_number(len(daftar))}"
                    yield _instance("kelengkapan.hitungan", "kelengkapan", f, f.nilai != len(daftar), teks, [], float(len(daftar)))
