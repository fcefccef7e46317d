"""Changes from last year to this year that are unusual by the declared rule."""

from __future__ import annotations

import math
from dataclasses import dataclass

from helpers.lineage.traced import count_of, origin
from helpers.methodology.words import lower_first
from helpers.narrative.material import Bahan, once
from helpers.narrative.words import capitalise, join_words, write_count, write_money, write_number

_DISEBUT = 3
_BUKAN = (".selisih", ".target", ".capaian", ".skor", ".bobot", "_target")


@dataclass(frozen=True)
class Lonjakan:
    """One unusual change.

    Attributes
    ----------
    kali : float
        How many times the larger is of the smaller; infinite from or to zero.
    """

    kode: str
    wilayah: str
    lalu: float
    kini: float
    kali: float

    @property
    def naik(self) -> bool:
        """Whether the value rose."""
        return self.kini > self.lalu


@once
def jumps(b: Bahan) -> list[Lonjakan]:
    """Return the unusual changes of counts and amounts, the largest ratio first; facts of one meaning told once."""
    m, aturan = b.metodologi, b.metodologi.analisis.lonjakan
    hasil: dict[tuple[str, str], Lonjakan] = {}
    kini = b.terpakai[(b.terpakai["tahun"] == b.tahun) & (b.terpakai["periode"] == "TH")]
    for t in kini.itertuples():
        lalu, v = b.value(t.kode, b.tahun - 1, wilayah=t.wilayah), b.value(t.kode, wilayah=t.wilayah)
        if lalu is None or v is None or t.kode.endswith(_BUKAN) or m.unit(t.kode).jenis == "desimal" or m.unit(t.kode).lambang == "menit":
            continue
        kecil, besar = sorted((abs(lalu.nilai), abs(v.nilai)))
        if besar - kecil < aturan.paling_sedikit or besar < aturan.kali * kecil or lalu.nilai * v.nilai < 0:
            continue
        hasil.setdefault((m.concept(t.kode), t.wilayah), Lonjakan(t.kode, t.wilayah, lalu.nilai, v.nilai, besar / kecil if kecil else float("inf")))
    urutan = {k: n for n, k in enumerate(m.bagian_parameter.parameter)}
    return sorted(hasil.values(), key=lambda x: (-x.kali, urutan.get(x.kode, len(urutan)), x.wilayah))


def percent(x: Lonjakan) -> float:
    """Return the change in per cent of last year's value; NaN from zero."""
    return 100 * (x.kini - x.lalu) / x.lalu if x.lalu else math.nan


def reading(b: Bahan) -> str:
    """Say how many unusual changes there are and which are the largest."""
    semua = jumps(b)
    if not semua:
        return f"Tidak ada cacahan atau jumlah rupiah yang berubah secara luar biasa antara tahun {b.tahun - 1} dan {b.tahun} menurut aturan itu."
    butir = [_one(b, x) for x in semua[:_DISEBUT]]
    awal = f"Antara tahun {b.tahun - 1} dan {b.tahun} terdapat {write_count(count_of(origin(x.kini) for x in semua))} perubahan luar biasa"
    if len(semua) == 1:
        return f"{awal}, yaitu {butir[0]}. {_meaning()}"
    return f"{awal}; {'yang terbesar ialah ' if len(semua) > len(butir) else 'yakni '}{join_words(butir)}. {_meaning()}"


def _meaning() -> str:
    return "Perubahan sebesar itu dapat berarti kejadian yang nyata, cara menghitung yang berbeda, atau salah catat; data tidak menunjukkan yang mana."


def _one(b: Bahan, x: Lonjakan) -> str:
    nama = lower_first(b.metodologi.concept_name(x.kode))
    tempat = "" if x.wilayah == b.polres else f" {b.masukan.nama_wilayah.get(x.wilayah, x.wilayah)}"
    uang = b.metodologi.unit(x.kode).jenis == "rupiah"
    dari, ke = (write_money(v) if uang else write_number(v, 0) for v in (x.lalu, x.kini))
    return f"{nama}{tempat} ({dari} menjadi {ke})"


def title(b: Bahan, x: Lonjakan) -> str:
    """Name the quantity for a table."""
    return capitalise(b.metodologi.concept_name(x.kode))
