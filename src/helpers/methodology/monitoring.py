"""How an action plan is followed during the year: `pemantauan.yml`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from helpers.methodology.models import Kedudukan
from helpers.methodology.plans import Jenis


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ambang(_Model):
    """A status: from which achievement on it holds, its word and its shape."""

    kode: Literal["tercapai", "perhatian", "terlambat"]
    minimal: float | None = None
    kata: str
    bentuk: str = Field(min_length=1, max_length=1)


class Proyeksi(_Model):
    """For which kinds of plan the end of the year is projected, and what that supposes."""

    jenis: tuple[Literal["aditif", "kumulatif"], ...]
    alasan: str


class BerkasPemantauan(_Model):
    """Rules of monitoring.

    Attributes
    ----------
    terlambat : tuple of str
        Statuses whose records are listed as late.
    bentuk_turun : str
        How an achievement is computed where lower is better.
    """

    ambang: tuple[Ambang, ...] = Field(min_length=2)
    terlambat: tuple[str, ...]
    kedudukan: Kedudukan
    bentuk_turun: Literal["dua_kurang_rasio", "rencana_per_realisasi"]
    proyeksi: Proyeksi

    @model_validator(mode="after")
    def _ordered(self) -> BerkasPemantauan:
        batas = [a.minimal for a in self.ambang]
        if None in batas[:-1] or batas[-1] is not None:
            raise ValueError("ambang terakhir, dan hanya yang terakhir, tidak berisi minimal")
        if any(a <= b for a, b in zip(batas[:-2], batas[1:-1], strict=True)):
            raise ValueError("ambang harus berurutan dari minimal tertinggi")
        if len({a.kode for a in self.ambang}) < len(self.ambang):
            raise ValueError("kode ambang tertulis lebih dari sekali")
        if asing := set(self.terlambat) - {a.kode for a in self.ambang}:
            raise ValueError(f"terlambat menyebut {min(asing)} yang tidak ada di daftar ambang")
        return self

    def grade(self, capaian: float) -> Ambang:
        """Return the status of an achievement in per cent."""
        return next(a for a in self.ambang if a.minimal is None or capaian >= a.minimal - 1e-9)

    def projects(self, jenis: Jenis) -> bool:
        """Whether the end of the year is projected for a kind of plan."""
        return jenis in self.proyeksi.jenis
