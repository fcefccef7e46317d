"""Statements of the source without a figure, held against the data: it rose, it held, it was reached, there was none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.narrative.material import Bahan, once
from helpers.narrative.words import join_words, lower_first, missing, write_change, write_percent, write_value

_ARTI = {"naik": "naik", "turun": "turun", "tetap": "tetap", "tidak_naik": "tidak naik", "tidak_turun": "tidak turun"}
_WAJAR = 0.5    # points of capaian: printed without decimals


@dataclass(frozen=True)
class Klaim:
    """One statement.

    Attributes
    ----------
    kode : str
        What it is about, without ``.arah`` or ``.status``.
    arti : str
        A meaning of the methodology.
    baris : str
        Line of the source.
    fakta_id : str
    """

    kode: str
    tahun: int
    arti: str
    baris: str
    fakta_id: str


@once
def claims(b: Bahan) -> list[Klaim]:
    """Return the statements of the source whose meaning is known, in reading order."""
    isi = next((t for t in b.masukan.tabel if t.tabel.name == "narasi"), None)
    if isi is None:
        return []
    kolom = [k.name for k in isi.tabel.kolom]
    if "kutipan" not in kolom:
        return []
    hasil = []
    for f in b.fakta[(b.fakta["sumber"] == "narasi") & (b.fakta["keadaan"] == "kosong")].itertuples():
        baris = dict(zip(kolom, isi.baris[f.baris - 2], strict=True))
        if arti := meaning(b, baris["kutipan"]):
            hasil.append(Klaim(re.sub(r"\.(arah|status)$", "", f.kode), f.tahun, arti, baris.get("baris_sumber", ""), f.fakta_id))
    return hasil


def meaning(b: Bahan, teks: str) -> str:
    """Return what a statement means by the declared words; empty when none occurs."""
    teks = teks.lower()
    return next((k.arti for k in b.metodologi.analisis.klaim if any(w in teks for w in k.kata)), "")


def contradictions(b: Bahan, kode: str) -> str:
    """Say which statements of the source about an indicator the data do not bear out."""
    m = b.metodologi
    awal = {kode} | {n.split(".")[0] for r in m.rumus if r.aturan.kode == f"{kode}.realisasi" for n in r.rumus.nama} - set(m.indikator)
    menurut: dict[str, list[str]] = {}
    for k in claims(b):
        if k.kode.split(".")[0] in awal and k.tahun == b.tahun and (teks := _against(b, k)):
            menurut.setdefault(teks, []).append(k.baris)
    return " ".join(teks.format(baris=f"baris {join_words(list(dict.fromkeys(baris)))} naskah") for teks, baris in menurut.items())


def _against(b: Bahan, k: Klaim) -> str:
    """Return the contradiction, with a place for the lines; empty when the statement agrees with the data or can not be tested."""
    if k.arti == "tiada":
        v = b.value(k.kode, k.tahun)
        if v is None or not v.nilai:
            return ""
        satuan = b.metodologi.unit(k.kode).lambang
        return (f"Narasi sumber ({{baris}}) menyatakan tidak ada {lower_first(b.metodologi.name(k.kode)).removeprefix('jumlah ')}, padahal "
                f"tabelnya mencetak {write_value(v.nilai, satuan)}.")
    induk = k.kode.split(".")[0]
    if induk not in b.metodologi.indikator:
        return ""
    kini, lalu = b.achievement(induk, k.tahun), b.achievement(induk, k.tahun - 1)
    if k.arti in ("melampaui", "tercapai"):
        if missing(kini.dihitung):
            return ""
        gagal = kini.dihitung < 100 - 1e-9 if k.arti == "tercapai" else kini.dihitung <= 100 + 1e-9
        kata = "mencapai" if k.arti == "tercapai" else "melampaui"
        return f"Narasi sumber ({{baris}}) menyatakan {kata} target, padahal capaian hasil hitungan {write_percent(kini.dihitung, 2)}." if gagal else ""
    pasangan = (lalu.dihitung, kini.dihitung, "capaian hasil hitungan", "%", 2) if k.kode.endswith(".capaian") else (
        lalu.realisasi, kini.realisasi, "realisasi", b.metodologi.unit(f"{induk}.realisasi").lambang, None)
    a, z, sebutan, satuan, desimal = pasangan
    if missing(a) or missing(z):
        return ""
    beda, wajar = z - a, _WAJAR if k.kode.endswith(".capaian") else 1e-9
    benar = {"naik": beda > 0, "turun": beda < 0, "tetap": abs(beda) <= wajar, "tidak_naik": beda <= wajar, "tidak_turun": beda >= -wajar}[k.arti]
    subjek = "capaian" if k.kode.endswith(".capaian") else "realisasi"
    return "" if benar else f"Narasi sumber ({{baris}}) menyatakan {subjek} {_ARTI[k.arti]}, padahal {sebutan} {write_change(a, z, satuan, desimal)}."
