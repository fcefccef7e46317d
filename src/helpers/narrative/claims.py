"""Words of the source about an indicator, held against what this report computes: it rose, it held, it was reached, there was none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpers.methodology.words import find_meaning, lower_first
from helpers.narrative.material import Bahan, once
from helpers.narrative.words import join_words, missing, write_change, write_percent, write_value

_ARAH = {"naik": "naik", "turun": "turun", "tetap": "tetap", "tidak_naik": "tidak naik", "tidak_turun": "tidak turun"}
_STATUS = {"melebihi": "melampaui target", "mencapai": "mencapai target", "tidak_mencapai": "tidak mencapai target"}
_WAJAR = 0.5    # points of capaian: printed without decimals
ASPEK = ("arah", "status", "capaian.arah", "capaian.status")


@dataclass(frozen=True)
class Klaim:
    """One statement.

    Attributes
    ----------
    kode : str
        What it is about, without ``.arah`` or ``.status``.
    hubungan : str
        What its word means (`pemeriksaan.yml`).
    tempat : str
        Where it is printed.
    """

    kode: str
    tahun: int
    hubungan: str
    tempat: str


@once
def claims(b: Bahan) -> list[Klaim]:
    """Return the statements of the source about the Polres, in reading order."""
    f = b.fakta
    hasil = []
    for r in f[(f["keadaan"] == "kata") & (f["wilayah"] == b.polres)].itertuples():
        induk, _, aspek = r.kode.rpartition(".")
        if hubungan := find_meaning(r.nilai_teks, b.metodologi.pemeriksaan.kata.get(aspek, ())):
            hasil.append(Klaim(induk, r.tahun, hubungan, _place(b, r.sumber, r.baris)))
    return hasil


def _place(b: Bahan, sumber: str, baris: int) -> str:
    """Name a sentence by its line of the source, a table by its number."""
    isi = next((t for t in b.masukan.tabel if t.tabel.name == sumber), None)
    kolom = [k.name for k in isi.tabel.kolom] if isi else []
    if isi and "baris_sumber" in kolom:
        return f"baris {isi.baris[baris - 2][kolom.index('baris_sumber')]} naskah"
    return b.cite(sumber)


def codes(b: Bahan, kode: str) -> set[str]:
    """Return the codes whose statements concern an indicator: its own, and those of the data it is computed from."""
    m = b.metodologi
    data = {n for r in m.rumus if r.aturan.kode == f"{kode}.realisasi" for n in r.rumus.nama if n.split(".")[0] not in m.indikator}
    return {f"{k}.{a}" for k in (kode, *data) for a in ASPEK}


def contradictions(b: Bahan, kode: str) -> str:
    """Say which statements of the source about an indicator the computed values do not bear out."""
    dicari = {k.rpartition(".")[0] for k in codes(b, kode)}
    menurut: dict[str, list[str]] = {}
    for k in claims(b):
        if k.kode in dicari and k.tahun == b.tahun and (teks := _against(b, k)):
            menurut.setdefault(teks, []).append(k.tempat)
    return " ".join(f"Sumber ({_places(tempat)}) menyatakan {teks}" for teks, tempat in menurut.items())


def _places(tempat: Iterable[str]) -> str:
    """Write places, the word ``baris`` once."""
    isi = list(dict.fromkeys(tempat))
    if len(isi) > 1 and all(t.startswith("baris ") and t.endswith(" naskah") for t in isi):
        return f"baris {join_words([t.split()[1] for t in isi])} naskah"
    return join_words(isi)


def _against(b: Bahan, k: Klaim) -> str:
    """Return what is stated and what the data say; empty when they agree or can not be compared."""
    if k.hubungan == "nihil":
        v = b.value(k.kode, k.tahun)
        if v is None or not v.nilai:
            return ""
        nama = lower_first(b.metodologi.name(k.kode)).removeprefix("jumlah ")
        return f"tidak ada {nama}, padahal tabelnya mencetak {write_value(v.nilai, b.metodologi.unit(k.kode).lambang)}."
    induk = k.kode.removesuffix(".capaian")
    if induk not in b.metodologi.indikator:
        return ""
    return _status(b, k, induk) if k.hubungan in _STATUS else _direction(b, k, induk)


def _status(b: Bahan, k: Klaim, induk: str) -> str:
    c = b.achievement(induk, k.tahun).dihitung
    if missing(c):
        return ""
    benar = {"melebihi": c > 100 + 1e-9, "mencapai": c >= 100 - 1e-9, "tidak_mencapai": c < 100 - 1e-9}[k.hubungan]
    return "" if benar else f"{_STATUS[k.hubungan]}, padahal capaian hasil hitungan {write_percent(c, 2)}."


def _direction(b: Bahan, k: Klaim, induk: str) -> str:
    kini, lalu = b.achievement(induk, k.tahun), b.achievement(induk, k.tahun - 1)
    if k.kode.endswith(".capaian"):
        a, z, subjek, sebutan, satuan, desimal, wajar = lalu.dihitung, kini.dihitung, "capaian", "capaian hasil hitungan", "%", 2, _WAJAR
    else:
        a, z, subjek, sebutan, desimal, wajar = lalu.realisasi, kini.realisasi, "realisasi", "realisasi yang dipakai", None, 1e-9
        satuan = b.metodologi.unit(f"{induk}.realisasi").lambang
    if missing(a) or missing(z):
        return ""
    beda = float(z) - float(a)
    benar = {"naik": beda > 0, "turun": beda < 0, "tetap": abs(beda) <= wajar, "tidak_naik": beda <= wajar, "tidak_turun": beda >= -wajar}[k.hubungan]
    return "" if benar else f"{subjek} {_ARAH[k.hubungan]}, padahal {sebutan} {write_change(a, z, satuan, desimal)}."
