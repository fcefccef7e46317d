"""Everything the analysis speaks from: input and results of one Polres and year, loaded once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property, wraps
from typing import NamedTuple, TypeVar
from weakref import WeakKeyDictionary

import pandas as pd

from helpers.indices.achievement import compute_achievements
from helpers.indices.recompute import compute_indices
from helpers.indices.restated import restate_indices
from helpers.lineage.traced import Terlacak
from helpers.methodology.models import Indikator, Sasaran
from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.paths import Ruang
from helpers.sources.datapackage import Tabel
from helpers.sources.facts import absent_facts
from helpers.sources.workspace import Masukan, load_input, read_clean, read_clean_text
from helpers.validation.findings import Tempat, Temuan, from_json
from helpers.validation.part import Bagian, separate

PERIODE = ("TW1", "TW2", "TW3", "TW4", "TH")
TERCAPAI, RAGU, TIDAK, BELUM = "✓ Tercapai", "? Tercapai, diragukan", "✗ Tidak tercapai", "– Belum dapat dinilai"

T = TypeVar("T")


@dataclass(frozen=True)
class Nilai:
    """A chosen value.

    Attributes
    ----------
    status : str
        ``sepakat``, ``koreksi`` or ``diperselisihkan``.
    """

    nilai: float
    presisi: int
    teks: str
    fakta_id: str
    status: str

    @property
    def tulis(self) -> str:
        """The value, with as many decimals as were printed."""
        return format_number(self.nilai, self.presisi)


class Ulang(NamedTuple):
    """A number restated: its highest possible value, and the lowest; they differ where a step is not known."""

    nilai: float
    dihitung: bool
    bawah: float
    keterangan: str
    kedudukan: str

    @property
    def pasti(self) -> bool:
        """Whether it is one value."""
        return self.nilai - self.bawah <= 1e-9 * max(1.0, abs(self.nilai))

    def verdict(self, target: float) -> str:
        """Say whether a target is reached where more is better: `TERCAPAI`, `TIDAK`, or `BELUM` where the bounds leave it open."""
        if math.isnan(target):
            return BELUM
        return TIDAK if self.nilai < target - 1e-9 else TERCAPAI if self.bawah >= target - 1e-9 else BELUM


@dataclass(frozen=True)
class Capaian:
    """Target, realisasi and capaian of one indicator and year; missing parts are NaN."""

    indikator: Indikator
    tahun: int
    target: float
    realisasi: float
    tercetak: float
    dihitung: float
    sengketa: tuple[str, ...]

    @property
    def status(self) -> str:
        """Verdict as a word with its shape."""
        if math.isnan(self.dihitung):
            return BELUM
        if self.dihitung < 100 - 1e-9:
            return TIDAK
        return RAGU if self.mustahil else TERCAPAI

    @property
    def mustahil(self) -> bool:
        """Whether the realisasi exceeds the highest value the indicator can take."""
        return self.indikator.maksimum is not None and self.realisasi > self.indikator.maksimum


@dataclass(frozen=True, eq=False)
class Bahan:
    """Input and results.

    Attributes
    ----------
    fakta, terpakai, indeks, capaian, harapan : pandas.DataFrame
        What the earlier notebooks wrote.
    temuan : list of Temuan
        The register, critical findings first.
    utuh : Bahan or None
        Everything the package holds, where it is more than this document is made of.
    """

    masukan: Masukan
    fakta: pd.DataFrame
    terpakai: pd.DataFrame
    indeks: pd.DataFrame
    capaian: pd.DataFrame
    harapan: pd.DataFrame
    temuan: list[Temuan]
    utuh: Bahan | None = None

    @property
    def metodologi(self) -> Metodologi:
        """The rules."""
        return self.masukan.metodologi

    @property
    def polres(self) -> str:
        """Slug of the Polres."""
        return self.masukan.ruang.polres

    @property
    def nama(self) -> str:
        """Short name of the Polres."""
        return self.masukan.profil.singkatan

    @property
    def tahun(self) -> int:
        """Fiscal year."""
        return self.masukan.ruang.tahun

    @property
    def tabel(self) -> dict[str, Tabel]:
        """Source tables by name, in reading order."""
        return {t.name: t for t in self.masukan.paket.resources}

    @cached_property
    def _nilai(self) -> dict[tuple, Nilai]:
        return {(t.kode, t.wilayah, t.tahun, t.periode): Nilai(Terlacak(t.nilai, t.fakta_id), t.presisi, t.nilai_teks, t.fakta_id, t.status)
                for t in self.terpakai.itertuples()}

    def value(self, kode: str, tahun: int | None = None, periode: str = "TH", wilayah: str | None = None) -> Nilai | None:
        """Return the chosen value of a fact, or None."""
        return self._nilai.get((kode, wilayah or self.polres, tahun or self.tahun, periode))

    def number(self, kode: str, tahun: int | None = None, periode: str = "TH", wilayah: str | None = None) -> float:
        """Return the chosen number of a fact, or NaN."""
        v = self.value(kode, tahun, periode, wilayah)
        return v.nilai if v else math.nan

    def years(self, *kode: str) -> list[int]:
        """Return the years for which any of these facts is printed for the Polres as a whole."""
        return sorted({t for k, w, t, p in self._nilai if k in kode and w == self.polres and p == "TH"})

    @cached_property
    def _capaian(self) -> dict[tuple[str, int], Capaian]:
        m = self.metodologi
        return {
            (c.kode, c.tahun): Capaian(m.indikator[c.kode], c.tahun, Terlacak(c.target, c.fakta_target),
                                       Terlacak(c.realisasi, c.fakta_realisasi), Terlacak(c.capaian_tercetak, c.fakta_capaian),
                                       Terlacak(c.capaian, f"capaian/{c.kode}/{c.tahun}"),
                                       tuple(filter(None, c.diperselisihkan.split(", "))))
            for c in self.capaian.itertuples()
        }

    def achievement(self, kode: str, tahun: int | None = None) -> Capaian:
        """Return the achievement of an indicator; all parts missing when nothing is printed."""
        tahun = tahun or self.tahun
        n = math.nan
        return self._capaian.get((kode, tahun)) or Capaian(self.metodologi.indikator[kode], tahun, n, n, n, n, ())

    @property
    def indicators(self) -> list[Indikator]:
        """Indicators of the methodology, in its order."""
        return list(self.metodologi.indikator.values())

    @property
    def objectives(self) -> tuple[Sasaran, ...]:
        """Objectives of the methodology."""
        return self.metodologi.bagian_indikator.sasaran

    def fill(self, teks: str) -> str:
        """Fill the names of the Polres and its kabupaten into a name of the methodology."""
        return teks.replace("{polres}", self.nama).replace("{kabupaten}", self.masukan.profil.kabupaten)

    @property
    def index_codes(self) -> list[str]:
        """Codes of the headline indices: indicators that are the mean of their quarters."""
        return [f"{k}.realisasi" for k in self.metodologi.indikator if self.metodologi.parameter(k).agregasi == "rata"]

    @cached_property
    def restated(self) -> dict[tuple[str, int, str], Ulang]:
        """What was restated from corrected inputs, by (kode, tahun, periode): indices, their components, realisasi and capaian."""
        tabel = restate_indices(self.terpakai, self.metodologi, self.polres)
        return {(r.kode, r.tahun, r.periode): Ulang(
                    Terlacak(r.dinyatakan_ulang, f"ulang/{r.kode}/{r.tahun}/{r.periode}"), r.dihitung, r.bawah, r.keterangan, r.kedudukan)
                for r in tabel.itertuples()}

    @cached_property
    def recomputed(self) -> dict[tuple[str, int, str], tuple]:
        """Rows of the recomputed indices by (kode, tahun, periode); the last rule wins."""
        return {(r.kode, r.tahun, r.periode): r._replace(
                    tercetak=Terlacak(r.tercetak, r.fakta_id), dihitung=Terlacak(r.dihitung, f"indeks/{r.kode}/{r.tahun}/{r.periode}"))
                for r in self.indeks.itertuples()}

    def maximum(self, kode: str) -> float | None:
        """Return the highest value an indicator can take, where there is one."""
        batas = self.metodologi.indikator[kode].maksimum
        return None if batas is None else Terlacak(batas, f"metodologi/maksimum.{kode}")

    @property
    def indicator_count(self) -> Terlacak:
        """How many indicators there are."""
        return Terlacak(len(self.indicators), "metodologi/indikator")

    def weight(self, kode: str) -> Terlacak:
        """Return the weight of a component of the security index, in per cent."""
        return Terlacak(self.metodologi.bagian_rumus.bobot.nilai[kode], f"metodologi/bobot.{kode}")

    def count_findings(self, tingkat: str = "", keluarga: str = "") -> Terlacak:
        """Return how many findings there are, of one severity or family or of all."""
        banyak = sum(tingkat in ("", t.tingkat) and keluarga in ("", t.keluarga) for t in self.temuan)
        return Terlacak(banyak, f"temuan/{tingkat or 'semua'}/{keluarga or 'semua'}")

    @cached_property
    def _temuan_fakta(self) -> dict[str, list[Temuan]]:
        hasil: dict[str, list[Temuan]] = defaultdict(list)
        for t in self.temuan:
            for f in dict.fromkeys(p.fakta_id for p in t.tempat):
                hasil[f].append(t)
        return hasil

    def findings_at(self, fakta_id: str) -> list[Temuan]:
        """Return the findings that concern one printed cell."""
        return self._temuan_fakta.get(fakta_id, [])

    def findings_about(self, kode: Iterable[str], tahun: int | None = None) -> list[Temuan]:
        """Return the critical and warning findings on quantities, for one year or all."""
        kode = set(kode)
        return [t for t in self.temuan if t.tingkat != "info" and (tahun is None or t.tahun == tahun)
                and any(p.kode in kode for p in t.tempat)]

    def source(self, *nama: str) -> str:
        """Name source tables for a note under a table; a bare number could be one of the report's own tables, and is told apart."""
        semua = dict.fromkeys(self.cite(n) for n in nama if n in self.tabel)
        return "; ".join(f"{s} sumber" if s.removeprefix("Tabel ").isdigit() else s for s in semua)

    def cite(self, nama: str) -> str:
        """Name one source table: its printed number, or its place in the source; a finding may name one of the other document."""
        t = (self.utuh or self).tabel[nama]
        nomor = t.lkip.nomor_tabel.strip()
        if nama == "narasi":
            return "narasi"
        return nomor.replace("Tabel.", "Tabel ").replace("  ", " ") if nomor else f"tabel {nama.split('-')[0]} ({t.lkip.bagian})"

    def place(self, tempat: Tempat) -> str:
        """Name where a value of a finding is printed."""
        return self.cite(tempat.sumber)

    def source_of(self, fakta_id: Iterable[str]) -> str:
        """Name the tables that printed cells stand in, in reading order."""
        nama = {f.split(":")[0] for f in fakta_id if f}
        return self.source(*[n for n in self.tabel if n in nama])


def once(f: Callable[[Bahan], T]) -> Callable[[Bahan], T]:
    """Compute something of the material once; it is forgotten with the material."""
    simpanan: WeakKeyDictionary[Bahan, T] = WeakKeyDictionary()

    @wraps(f)
    def sekali(b: Bahan) -> T:
        if b not in simpanan:
            simpanan[b] = f(b)
        return simpanan[b]

    return sekali


B = TypeVar("B", bound=Bahan)


def of_document(b: B, dokumen: str) -> B:
    """Return what of a package's material belongs to one document (`helpers.validation.part`)."""
    utuh = Bagian(b.masukan, b.fakta, b.terpakai, b.harapan, b.temuan)
    bagian = separate(dokumen, utuh, lambda: read_clean(b.masukan.ruang, "residu"))
    if bagian is utuh:
        return b
    return replace(b, utuh=b, **{f.name: getattr(bagian, f.name) for f in fields(bagian)})


def load_material(ruang: Ruang) -> Bahan:
    """Load input and the results of the earlier notebooks.

    Raises
    ------
    KesalahanMasukan
        When input is broken or an earlier notebook has not run.
    """
    return of_document(Bahan(
        load_input(ruang), read_clean(ruang, "fakta"), read_clean(ruang, "terpakai"), read_clean(ruang, "indeks"),
        read_clean(ruang, "capaian"), read_clean(ruang, "harapan"), from_json(read_clean_text(ruang, "temuan.json"))), "lkip")


def assemble_material(ruang: Ruang) -> Bahan:
    """Make the material from what the checks wrote alone, computing indices and capaian anew: nothing of the later notebooks is needed.

    Raises
    ------
    KesalahanMasukan
        When input is broken or the checks have not run.
    """
    masukan, fakta, terpakai = load_input(ruang), read_clean(ruang, "fakta"), read_clean(ruang, "terpakai")
    m = masukan.metodologi
    return of_document(Bahan(
        masukan, fakta, terpakai, compute_indices(terpakai, m, ruang.polres, absent_facts(fakta)), compute_achievements(terpakai, m, ruang.polres),
        read_clean(ruang, "harapan"), from_json(read_clean_text(ruang, "temuan.json"))), "lkip")
