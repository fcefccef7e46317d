"""Where a generated Polres is: real names, from a fixed list."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import yaml

DAFTAR = Path(__file__).with_name("wilayah.yml")
#: Polsek are named by where they lie.
ARAH = ("utara", "selatan", "timur", "barat", "tengah", "hulu", "hilir")
TANDA = "data sintetis"


@dataclass(frozen=True)
class Tempat:
    """A Polres by name; `nama` bears the mark of generated data."""

    kode: str
    wilayah: str
    kabupaten: str
    polda: str
    singkatan_polda: str

    @property
    def singkatan(self) -> str:
        """Short name."""
        return f"Polres {self.wilayah}"

    @property
    def nama(self) -> str:
        """Full name, which says that the data are generated."""
        return f"Polres {self.wilayah} ({TANDA})"


CONTOH = Tempat("contoh", "Contoh", "Kabupaten Contoh", "Polda Contoh", "Polda C")


def draw_places(jumlah: int, acak: random.Random) -> list[Tempat]:
    """Draw places, in the order of the list; more than the list has get a number behind the name."""
    semua = [(polda, n) for polda, isi in yaml.safe_load(DAFTAR.read_text(encoding="utf-8")).items() for n in isi]
    hasil: list[Tempat] = []
    while len(hasil) < jumlah:
        putaran = len(hasil) // len(semua) + 1
        pilihan = sorted(acak.sample(range(len(semua)), min(jumlah - len(hasil), len(semua))))
        for polda, nama in (semua[i] for i in pilihan):
            wilayah = nama if putaran == 1 else f"{nama} {putaran}"
            hasil.append(Tempat(
                wilayah.lower().replace(" ", "-"), wilayah, wilayah if nama.startswith("Kota ") else f"Kabupaten {wilayah}",
                f"Kepolisian Daerah {polda}", f"Polda {polda}"))
    return hasil
