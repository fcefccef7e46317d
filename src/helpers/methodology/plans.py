"""An action plan as a methodology describes it: `rencana.yml` (what is planned, and how) and `jabatan.yml` (who owns it)."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from helpers.methodology.models import Kedudukan, Parameter

#: How the four quarters of a plan make a year.
Jenis = Literal["aditif", "kumulatif", "level", "rata", "rasio", "plafon"]
#: The engine's aggregations of the kinds of plan that have one.
_AGREGASI = {"aditif": "jumlah", "kumulatif": "akhir", "rata": "rata"}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sifat(_Model):
    """The nature of a plan: its kind of aggregation, and why.

    Attributes
    ----------
    triwulanan : bool
        Whether it can be planned by quarters at all; what is judged once a year can not.
    """

    jenis: Jenis
    alasan: str
    triwulanan: bool = True


class Butir(_Model):
    """An indicator or a step of the plan.

    Attributes
    ----------
    sifat : str
        A key of `BerkasRencana.sifat`.
    sasaran, induk : str
        What an indicator belongs to: an objective, or another indicator; a dotted code belongs to the code before its
        last dot.
    lkip : str
        The same indicator, or component of an indicator, in the methodology of the LKIP.
    mendukung : tuple of str
        Indicators of the LKIP that it supports without being them.
    """

    nama: str
    satuan: str
    sifat: str
    polaritas: Literal["naik", "turun", "netral"]
    pendek: str = ""
    sasaran: str = ""
    induk: str = ""
    lkip: str = ""
    mendukung: tuple[str, ...] = ()


class Hubungan(_Model):
    """How the plan of an indicator follows from the plans of its steps.

    Attributes
    ----------
    jenis : str
        ``sama``: each step's quarters add up to the annual target; ``jumlah``: those of all steps together do;
        ``porsi``: each quarter is the step's share in per cent of its own year; ``sebanding``: the quarters of both
        keep one proportion.
    bila_satuan : bool
        Only where the target is printed with the unit of the step.
    serempak : bool
        The steps go together: they have the same number in each quarter.
    """

    kode: str
    jenis: Literal["sama", "jumlah", "porsi", "sebanding"]
    langkah: tuple[str, ...] = Field(min_length=1)
    kedudukan: Kedudukan
    bila_satuan: bool = False
    serempak: bool = False
    alasan: str = ""


class Sisa(_Model):
    """A leftover of a form: what it looks like, and what it is."""

    pola: str
    arti: str

    @field_validator("pola")
    @classmethod
    def _compiles(cls, pola: str) -> str:
        try:
            re.compile(pola)
        except re.error:
            raise ValueError(f"pola {pola} bukan pola yang sah") from None
        return pola


class BerkasRencana(_Model):
    sasaran: dict[str, str]
    sifat: dict[str, Sifat]
    hubungan: tuple[Hubungan, ...] = ()
    sisa_formulir: tuple[Sisa, ...] = ()
    indikator: dict[str, Butir]
    langkah: dict[str, Butir]

    @model_validator(mode="after")
    def _whole(self) -> BerkasRencana:
        for kode, b in self.butir.items():
            if b.sifat not in self.sifat:
                raise ValueError(f"{kode} bersifat {b.sifat} yang tidak ada di daftar sifat")
            if b.sasaran and b.sasaran not in self.sasaran:
                raise ValueError(f"{kode} menyebut sasaran {b.sasaran} yang tidak ada di daftar sasaran")
            if not b.sasaran and self.parent(kode) not in self.butir:
                raise ValueError(f"{kode} tidak memiliki induk atau sasaran")
        if rangkap := self.indikator.keys() & self.langkah.keys():
            raise ValueError(f"{min(rangkap)} tercatat sebagai indikator dan sebagai langkah")
        if asing := [k for h in self.hubungan for k in (h.kode, *h.langkah) if k not in self.butir]:
            raise ValueError(f"hubungan menyebut {asing[0]} yang tidak ada di daftar indikator dan langkah")
        return self

    @cached_property
    def butir(self) -> dict[str, Butir]:
        """Indicators and steps by code."""
        return {**self.indikator, **self.langkah}

    def parent(self, kode: str) -> str:
        """Return the code an indicator or step belongs to; empty for what belongs to an objective."""
        b = self.butir[kode]
        return "" if b.sasaran else b.induk or kode.rpartition(".")[0]

    @cached_property
    def anak(self) -> dict[str, tuple[str, ...]]:
        """Codes below each code, and below each objective."""
        hasil: dict[str, list[str]] = {}
        for kode, b in self.butir.items():
            hasil.setdefault(b.sasaran or self.parent(kode), []).append(kode)
        return {k: tuple(v) for k, v in hasil.items()}

    def kind(self, kode: str) -> Sifat:
        """Return the nature of a plan."""
        return self.sifat[self.butir[kode].sifat]

    def objective(self, kode: str) -> str:
        """Return the objective an indicator or step serves in the end."""
        while not self.butir[kode].sasaran:
            kode = self.parent(kode)
        return self.butir[kode].sasaran

    def parameters(self) -> dict[str, Parameter]:
        """Return indicators and steps as parameters of the fact table; percentages lie between 0 and 100."""
        return {
            kode: Parameter(nama=b.nama, satuan=b.satuan, agregasi=_AGREGASI.get(self.kind(kode).jenis, "hitung_ulang"), polaritas=b.polaritas,
                            rentang=(0.0, 100.0) if b.satuan in ("persen", "indeks", "nilai") else None)
            for kode, b in self.butir.items()}


class BerkasTambahan(_Model):
    """What a Polres plans besides the methodology (`rencana.yml` of its data): indicators and steps of its own."""

    sifat: dict[str, Sifat] = {}
    indikator: dict[str, Butir] = {}
    langkah: dict[str, Butir] = {}

    @property
    def butir(self) -> dict[str, Butir]:
        """Indicators and steps by code."""
        return {**self.indikator, **self.langkah}


class Jabatan(_Model):
    """An office, and how documents spell it.

    Attributes
    ----------
    bernama : bool
        Whether a place name that follows belongs to it.
    """

    nama: str
    tingkat: Literal["polres", "polsek", "polda", "mabes"]
    satker: str = ""
    bernama: bool = False
    ejaan: tuple[str, ...] = Field(min_length=1)


class BerkasJabatan(_Model):
    """Offices by code.

    Attributes
    ----------
    penghubung : tuple of str
        Words between offices.
    milik : tuple of str
        Words that, with the place name after them, only say whose an office is.
    """

    penghubung: tuple[str, ...] = ()
    milik: tuple[str, ...] = ()
    kedudukan: Kedudukan
    jabatan: dict[str, Jabatan]
