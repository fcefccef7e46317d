"""The regional police there are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, RootModel

from helpers.files import check_model, read_yaml

BERKAS = "polda.yml"


class _Isi(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    nama: str
    provinsi: tuple[str, ...]
    sebutan: tuple[str, ...] = ()


class _Daftar(RootModel[dict[str, _Isi]]):
    """Regional police by the short forms in use."""


@dataclass(frozen=True)
class Polda:
    """A regional police.

    Attributes
    ----------
    sebutan : tuple of str
        Other names it goes by, such as ``Sumsel``.
    """

    nama: str
    singkatan: str
    provinsi: tuple[str, ...]
    sebutan: tuple[str, ...]

    def called(self, nama: str) -> bool:
        """Whether it goes by a name, with or without the word "Polda"."""
        cari = " ".join(nama.split()).casefold()
        return cari in {x.casefold() for s in (self.singkatan.removeprefix("Polda "), *self.sebutan) for x in (s, f"Polda {s}")} | {self.nama.casefold()}


def known_polda(metodologi: Path) -> dict[str, Polda]:
    """Return every Polda by its full name, from the folder that holds all methodologies; empty where it has no list."""
    berkas = metodologi / BERKAS
    if not berkas.exists():
        return {}
    return {x.nama: Polda(x.nama, pendek, x.provinsi, x.sebutan) for pendek, x in check_model(_Daftar, read_yaml(berkas), BERKAS).root.items()}
