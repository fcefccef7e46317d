"""Rules of the analysis and elements a report must hold, as models: `analisis.yml` and `kelengkapan.yml`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator

from helpers.methodology.models import Kedudukan


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AturanAnalisis(_Model):
    """A rule the sentences follow, in words."""

    kedudukan: Kedudukan
    uraian: str


class Lonjakan(AturanAnalisis):
    """When a change from one year to the next is unusual.

    Attributes
    ----------
    kali : float
        At least so many times the earlier value, or at most its reciprocal.
    paling_sedikit : float
        Smallest difference that counts.
    """

    kali: float = Field(gt=1)
    paling_sedikit: float = Field(ge=0)


class Banding(_Model):
    """A quantity that is compared between Polsek: a part of a whole, with its printed percentage."""

    kode: str
    judul: str
    keseluruhan: str
    bagian: str
    persen: str
    nama_keseluruhan: str
    nama_bagian: str
    satuan: str
    sebutan: str


class ProgramSasaran(AturanAnalisis):
    """Which budget programs support which objective."""

    nilai: dict[str, tuple[str, ...]]


class StandarNasional(_Model):
    """A national standard or result for one indicator and year."""

    indikator: str
    tahun: int
    nilai: float
    sumber: str


class BerkasAnalisis(_Model):
    laju: AturanAnalisis
    lonjakan: Lonjakan
    tertinggal: AturanAnalisis
    banding_wilayah: tuple[Banding, ...] = ()
    program_sasaran: ProgramSasaran
    berpredikat: tuple[str, ...] = ()
    standar_nasional: tuple[StandarNasional, ...] = ()


class Peraturan(_Model):
    """A regulation that demands elements of a report."""

    nama: str
    pendek: str
    bagian: str
    tentang: str


class Unsur(_Model):
    """An element a report must hold, and how its presence is recognised.

    Attributes
    ----------
    letak : str
        Section it belongs to.
    blok : tuple of str
        Labelled outputs that must be embedded there or anywhere in the document, and have content.
    data : bool
        The outputs must show at least one number of the source.
    jangkar : str
        An anchor the outputs must hold.
    per_indikator : str
        Stem of the anchor that each indicator's section must hold.
    semua : str
        A regulation all of whose other elements must be present.
    di_luar : bool
        Can not be judged from the document.
    dasar : dict of str to str
        Regulation to its part or criterion.
    """

    kode: str
    nama: str
    letak: str = ""
    blok: tuple[str, ...] = ()
    data: bool = False
    jangkar: str = ""
    per_indikator: str = ""
    semua: str = ""
    di_luar: bool = False
    dasar: dict[str, str] = Field(min_length=1)

    @model_validator(mode="after")
    def _recognisable(self) -> Unsur:
        if not (self.di_luar or self.semua or (self.letak and self.blok)):
            raise ValueError("unsur perlu letak dan blok, atau semua, atau di_luar")
        return self


class BerkasKelengkapan(_Model):
    peraturan: dict[str, Peraturan]
    unsur: tuple[Unsur, ...]

    @model_validator(mode="after")
    def _known(self) -> BerkasKelengkapan:
        for u in self.unsur:
            if asing := [p for p in (*u.dasar, *filter(None, [u.semua])) if p not in self.peraturan]:
                raise ValueError(f"unsur {u.kode} menyebut peraturan {asing[0]} yang tidak ada di daftar peraturan")
        return self
