"""What the files of a methodology say, as models: each entry has one meaning and nothing unknown passes."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, field_validator

from helpers.methodology.formulas import TakTerdefinisi

Kedudukan = Literal["tercetak", "rekonstruksi", "rujukan", "asumsi"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Satuan(_Model):
    """A unit: its kind decides how a printed numeral is read.

    Attributes
    ----------
    tercetak : tuple of str
        Words beside a number that mean this unit, in small letters; empty where none is expected.
    """

    jenis: Literal["cacah", "desimal", "rupiah", "kata", "tanggal", "rujukan", "teks", "jabatan"]
    lambang: str
    desimal: int | None = None
    tercetak: tuple[str, ...] = ()


#: Lowest and highest value a quantity can have; null where there is no bound.
Rentang = tuple[float | None, float | None]


class Parameter(_Model):
    """A quantity that tables print."""

    nama: str
    satuan: str
    agregasi: Literal["jumlah", "rata", "akhir", "hitung_ulang"]
    polaritas: Literal["naik", "turun", "netral"]
    satker: str = ""
    agregasi_wilayah: Literal["jumlah", "rata", "tidak"] | None = None
    rentang: Rentang | None = None


class Aspek(_Model):
    """A suffix any parameter may take: target, realisasi, capaian, skor ..."""

    nama: str
    satuan: str
    rentang: Rentang | None = None


class Indikator(_Model):
    """An indicator of the performance agreement."""

    kode: str
    nama: str
    pendek: str
    satuan: str
    bentuk_capaian: Literal["naik", "turun_banding", "turun_selisih"]
    maksimum: float | None = None


class Sasaran(_Model):
    """A strategic objective and its indicators."""

    kode: str
    nama: str
    jenis: Literal["dampak", "utama", "penunjang"]
    indikator: tuple[Indikator, ...]


class Konversi(_Model):
    """A piecewise linear scale from a rate to a score."""

    nama: str
    titik: tuple[tuple[float, float], ...] = Field(min_length=1)
    bawah: Literal["tahan", "tak_terdefinisi"]
    atas: Literal["tahan", "tak_terdefinisi"]
    kedudukan: Kedudukan
    catatan: str = ""

    @field_validator("titik")
    @classmethod
    def _rising(cls, titik: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
        if any(a[0] >= b[0] for a, b in zip(titik, titik[1:], strict=False)):
            raise ValueError("titik konversi harus berurutan menaik")
        return titik

    def __call__(self, x: float) -> float:
        """Return the score of rate `x`; raises TakTerdefinisi outside the known scale."""
        xs = [t[0] for t in self.titik]
        if x < xs[0] or x > xs[-1]:
            ujung, aturan = (self.titik[0], self.bawah) if x < xs[0] else (self.titik[-1], self.atas)
            if aturan == "tahan":
                return ujung[1]
            raise TakTerdefinisi(f"{self.nama.lower()} tidak diketahui di luar skala")
        i = min(bisect_right(xs, x), len(xs) - 1)
        (x0, y0), (x1, y1) = self.titik[max(i - 1, 0)], self.titik[i]
        return y0 if x1 == x0 else y0 + (y1 - y0) * (x - x0) / (x1 - x0)


class AturanRumus(_Model):
    """A formula that a parameter must follow."""

    kode: str
    rumus: str
    keluarga: Literal["rasio", "komposit", "jumlah_bagian"]
    kedudukan: Kedudukan
    lingkup: Literal["tabel", "dokumen"] = "tabel"
    periode: Literal["semua", "TW", "TH"] = "semua"
    kelonggaran: float = 0.5
    nama: str = ""
    catatan: str = ""

    def holds_in(self, periode: str) -> bool:
        """Whether the rule holds in a period: in quarters, in the whole year, or in both."""
        return self.periode == "semua" or (self.periode == "TH") == (periode == "TH")


class Padanan(_Model):
    """Codes that state one and the same fact."""

    nama: str
    kode: tuple[str, ...]
    kedudukan: Kedudukan
    catatan: str = ""


class Bobot(_Model):
    """Weights in per cent."""

    nilai: dict[str, float]
    kedudukan: Kedudukan
    sumber: str


class Renstra(_Model):
    """Span of the strategic plan."""

    mulai: int
    akhir: int
    tahun_dasar: int


class Predikat(_Model):
    """A grade for values above a bound."""

    di_atas: float
    predikat: str


class BerkasParameter(_Model):
    satuan: dict[str, Satuan]
    aspek: dict[str, Aspek]
    parameter: dict[str, Parameter]


class BerkasIndikator(_Model):
    versi: str
    renstra: Renstra
    dasar: dict[str, str]
    sasaran: tuple[Sasaran, ...]
    predikat_akip: tuple[Predikat, ...]


class Batas(_Model):
    """A quantity that can not exceed another: solved cases and cases that occurred."""

    kode: str
    paling_banyak: str


class Hitungan(_Model):
    """A stated number of things, and which codes are those things."""

    kode: str
    nama: str
    daftar: Literal["kode", "polsek", "sasaran"] = "kode"
    pola: tuple[str, ...] = ()


class BerkasRumus(_Model):
    bobot: Bobot
    konversi: dict[str, Konversi]
    rumus: tuple[AturanRumus, ...]
    batas: tuple[Batas, ...] = ()
    hitungan: tuple[Hitungan, ...] = ()
    penurunan: tuple[AturanRumus, ...] = ()
    padanan: tuple[Padanan, ...]
    kritis: tuple[str, ...]


class Kata(_Model):
    """Words that all claim one thing of a number, and what they claim."""

    kata: tuple[str, ...] = Field(min_length=1)
    hubungan: Literal["naik", "turun", "tetap", "tidak_naik", "tidak_turun", "melebihi", "mencapai", "tidak_mencapai", "nihil"]


class AturanTanggal(_Model):
    """When a document may be dated: years from the report's year, and which date it can not follow."""

    kode: str
    tahun_awal: int | None = None
    tahun_akhir: int | None = None
    paling_lambat: str = ""
    alasan: str


class Bagian(_Model):
    """Parts that exclude each other: together they can not exceed the whole, though what is left need not be printed."""

    kode: str
    bagian: tuple[str, ...] = Field(min_length=2)


class Sebutan(_Model):
    """How captions name an indicator, and which codes are its numbers."""

    indikator: str
    kata: tuple[str, ...]
    kode: tuple[str, ...]


class Lonjakan(_Model):
    """How many times as much a yearly count may be as that of the year before, or the reverse, and from which size on."""

    kali: float = Field(gt=1)
    paling_sedikit: float = 0


class Laju(_Model):
    """A share that growth is easily printed for: the share, and the count that grew."""

    kode: str
    dari: str


class Kembar(_Model):
    """Two columns that are recorded apart from each other, and from how many equal rows on one is a copy of the other."""

    kode: str
    dari: str
    paling_sedikit: int = Field(ge=3)


class BerkasPemeriksaan(_Model):
    kata: dict[str, tuple[Kata, ...]]
    tanggal: tuple[AturanTanggal, ...] = ()
    bagian: tuple[Bagian, ...] = ()
    target_tidak_mundur: bool = False
    lonjakan: Lonjakan | None = None
    sebutan: tuple[Sebutan, ...] = ()
    laju: tuple[Laju, ...] = ()
    kembar: tuple[Kembar, ...] = ()

    def codes(self) -> list[str]:
        """Return every code its rules name."""
        return [k for t in self.tanggal for k in (t.kode, t.paling_lambat) if k] + [k for b in self.bagian for k in (b.kode, *b.bagian)] + [
            s.indikator for s in self.sebutan] + [k for a in (*self.laju, *self.kembar) for k in (a.kode, a.dari)]


class BerkasSatker(RootModel[dict[str, str]]):
    model_config = ConfigDict(frozen=True)
