"""The action plan as a model: objectives, indicators and steps, each with its quarters and its owners.

A plan prints indicators and steps in the same cells; here each is a record of its own. Everything is read from the fact
table, so that each target, text and owner keeps the `fakta_id` of the cell it is printed in.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from helpers.methodology.plans import Sifat
from helpers.methodology.rules import Metodologi
from helpers.sources.datapackage import IsiTabel
from helpers.sources.facts import Fakta, read_rows
from helpers.sources.owners import Pemilik, parse_owners

TRIWULAN = ("TW1", "TW2", "TW3", "TW4")
_NOMOR = re.compile(r"(?:(?P<a>\d{1,2}|[a-z])(?P<gaya>[.)])\s*|(?P<b>\d{1,2})\s+(?=[A-Z]))")


@dataclass(frozen=True)
class Sel:
    """A printed cell of the plan.

    Attributes
    ----------
    keadaan : str
        ``angka``, ``kosong``, ``strip`` ... as in the fact table; ``nilai`` is NaN unless it is ``angka``.
    """

    periode: str
    fakta_id: str
    teks: str
    nilai: float
    keadaan: str
    presisi: int = 0

    @property
    def ada(self) -> bool:
        """Whether a number is printed."""
        return self.keadaan == "angka"


@dataclass(frozen=True)
class Butir:
    """An indicator or a step.

    Attributes
    ----------
    jenis : str
        ``indikator`` or ``langkah``.
    nama, pendek : str
        Its name in the methodology.
    nomor, uraian : str
        Number and text as printed; `uraian_id` is their cell.
    induk : str
        Code it belongs to; empty for what belongs to the objective itself.
    satuan, lambang : str
        Unit, and its symbol for people.
    sifat : Sifat
        Kind of aggregation of the quarters, with its reason.
    target : Sel or None
        Annual target; None for steps, which print none.
    triwulan : tuple of Sel
        The four quarters, or empty where the plan prints no quarters for it (headings of other steps).
    pemilik : tuple of Pemilik
        Owners, the lead first; those of the nearest record above where its own cell is blank.
    pemilik_dari : str
        Code of the record whose cell prints them; empty where nobody is printed.
    pemilik_sel : Sel or None
        Its own owner cell.
    baris : int
        Row of the CSV, the header being row 1.
    halaman : str
        Page of the source, where the table tells it.
    """

    kode: str
    jenis: str
    nama: str
    pendek: str
    nomor: str
    uraian: str
    uraian_id: str
    sasaran: str
    induk: str
    anak: tuple[str, ...]
    satuan: str
    lambang: str
    sifat: Sifat
    polaritas: str
    target: Sel | None
    triwulan: tuple[Sel, ...]
    pemilik: tuple[Pemilik, ...]
    pemilik_dari: str
    pemilik_sel: Sel | None
    baris: int
    halaman: str = ""

    @property
    def terencana(self) -> bool:
        """Whether at least one quarter has a number."""
        return any(s.ada for s in self.triwulan)


@dataclass(frozen=True)
class SasaranRencana:
    """An objective with its indicators, in reading order."""

    kode: str
    nama: str
    nomor: str
    indikator: tuple[str, ...]


@dataclass(frozen=True)
class Rencana:
    """A whole action plan.

    Attributes
    ----------
    sasaran : tuple of SasaranRencana
    butir : dict of str to Butir
        Indicators and steps by code, in reading order.
    """

    sasaran: tuple[SasaranRencana, ...]
    butir: dict[str, Butir]

    @cached_property
    def indikator(self) -> tuple[Butir, ...]:
        """Indicators in reading order."""
        return tuple(b for b in self.butir.values() if b.jenis == "indikator")

    @cached_property
    def langkah(self) -> tuple[Butir, ...]:
        """Steps in reading order."""
        return tuple(b for b in self.butir.values() if b.jenis == "langkah")

    def indicator_of(self, kode: str) -> str:
        """Return the indicator a step serves; an indicator itself."""
        while self.butir[kode].jenis != "indikator":
            kode = self.butir[kode].induk
        return kode

    def below(self, kode: str) -> Iterator[Butir]:
        """Yield everything below a record, in reading order."""
        for k in self.butir[kode].anak:
            yield self.butir[k]
            yield from self.below(k)

    def steps_of(self, indikator: str) -> list[Butir]:
        """Return the steps of an indicator, without those of the indicators below it."""
        return [b for b in self.langkah if self.indicator_of(b.kode) == indikator]

    def owned_by(self) -> dict[Pemilik, list[Butir]]:
        """Return what each office owns; an office that leads here and supports there has two entries."""
        hasil: dict[Pemilik, list[Butir]] = defaultdict(list)
        for b in self.butir.values():
            for p in b.pemilik:
                hasil[p].append(b)
        return dict(hasil)

    def to_table(self) -> pd.DataFrame:
        """Return one row for each indicator and step; quarters as numbers, NaN where none is printed."""
        return pd.DataFrame([{
            "kode": b.kode, "jenis": b.jenis, "sasaran": b.sasaran, "induk": b.induk, "nomor": b.nomor, "uraian": b.uraian, "nama": b.nama, "satuan": b.lambang,
            "agregasi": b.sifat.jenis, "polaritas": b.polaritas, "target": b.target.nilai if b.target else math.nan,
            **{p.lower(): next((s.nilai for s in b.triwulan if s.periode == p), math.nan) for p in TRIWULAN},
            "utama": "; ".join(p.nama for p in b.pemilik if p.peran == "utama"), "pendukung": "; ".join(p.nama for p in b.pemilik if p.peran != "utama"),
        } for b in self.butir.values()])


def split_label(teks: str) -> tuple[str, str]:
    """Split the printed number from a text: ``b.Pemenuhan DSP`` is ``b.`` and ``Pemenuhan DSP``."""
    teks = teks.strip()
    cocok = _NOMOR.match(teks)
    return (teks[:cocok.end()].strip(), teks[cocok.end():].strip()) if cocok else ("", teks)


def build_plan(fakta: pd.DataFrame | Iterable[Fakta], m: Metodologi, tabel: Iterable[IsiTabel] = ()) -> Rencana:
    """Build the plan from the fact table.

    Parameters
    ----------
    fakta : pandas.DataFrame or iterable of Fakta
    m : Metodologi
        One that has `rencana` and `jabatan`.
    tabel : iterable of IsiTabel, optional
        The tables themselves, for the names of objectives as printed and the pages of the source.
    """
    r = m.rencana
    baris = read_rows(fakta) if isinstance(fakta, pd.DataFrame) else list(fakta)
    sel: dict[str, dict[str, Fakta]] = defaultdict(dict)
    for f in sorted(baris, key=lambda f: f.jenis != "tabel"):
        induk, _, aspek = f.kode.rpartition(".")
        if f.kode in r.butir:
            lama = sel[f.kode].get(f.periode)
            if lama is None or (f.periode == "TH" and lama.keadaan != "angka" == f.keadaan):  # the text may state a target the table leaves blank
                sel[f.kode][f.periode] = f
        elif aspek in ("uraian", "penanggung_jawab") and induk in r.butir:
            sel[induk].setdefault(aspek, f)
    urutan = sorted(sel, key=lambda k: (_first_row(sel[k]), k in r.langkah, list(r.butir).index(k)))
    tercetak = _printed(tabel)
    butir: dict[str, Butir] = {}
    for kode in urutan:
        butir[kode] = _record(kode, sel[kode], m, [k for k in urutan if r.parent(k) == kode], tercetak)
    butir = dict(_with_owners(butir, m))
    sasaran = tuple(
        SasaranRencana(s, tercetak.get(("sasaran", s), (nama, ""))[0], tercetak.get(("sasaran", s), ("", ""))[1],
                       tuple(k for k in urutan if r.butir[k].sasaran == s))
        for s, nama in r.sasaran.items() if any(r.butir[k].sasaran == s for k in urutan))
    return Rencana(sasaran, butir)


def _first_row(sel: dict[str, Fakta]) -> int:
    return min((f.baris for f in sel.values() if f.jenis == "tabel"), default=0)


def _cell(f: Fakta) -> Sel:
    return Sel(f.periode, f.fakta_id, f.nilai_teks, f.nilai, f.keadaan, f.presisi)


def _record(kode: str, sel: dict[str, Fakta], m: Metodologi, anak: list[str], tercetak: dict[tuple[str, str], tuple[str, str]]) -> Butir:
    r = m.rencana
    b = r.butir[kode]
    uraian = sel.get("uraian")
    nomor, teks = split_label(uraian.nilai_teks if uraian else "")
    return Butir(
        kode=kode, jenis="indikator" if kode in r.indikator else "langkah", nama=b.nama, pendek=b.pendek or b.nama, nomor=nomor, uraian=teks or b.nama,
        uraian_id=uraian.fakta_id if uraian else "", sasaran=r.objective(kode), induk=r.parent(kode), anak=tuple(anak), satuan=b.satuan,
        lambang=m.unit(kode).lambang, sifat=r.kind(kode), polaritas=b.polaritas, target=_cell(sel["TH"]) if "TH" in sel else None,
        triwulan=tuple(_cell(sel[p]) for p in TRIWULAN if p in sel), pemilik=(), pemilik_dari="",
        pemilik_sel=_cell(sel["penanggung_jawab"]) if "penanggung_jawab" in sel else None,
        baris=_first_row(sel), halaman=tercetak.get(("halaman", kode), ("", ""))[0])


def _with_owners(butir: dict[str, Butir], m: Metodologi) -> Iterator[tuple[str, Butir]]:
    """Give every record its owners: its own, those printed last above it for the same indicator, or those of the indicator above."""
    sendiri = {k: p for k, b in butir.items() if b.pemilik_sel and (p := parse_owners(b.pemilik_sel.teks, m)[0])}
    terakhir: dict[str, str] = {}  # indicator -> the record that printed its owners last
    for kode, b in butir.items():
        indikator = kode
        while indikator in butir and butir[indikator].jenis != "indikator":
            indikator = butir[indikator].induk
        if kode in sendiri:
            terakhir[indikator] = kode
        dari = indikator
        while dari and dari not in terakhir:
            dari = butir[dari].induk if dari in butir else ""
        dari = terakhir.get(dari, "")
        yield kode, replace(b, pemilik=sendiri.get(dari, ()), pemilik_dari=dari)


def _printed(tabel: Iterable[IsiTabel]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return what the table prints beside the facts: names and numbers of objectives, and pages."""
    hasil: dict[tuple[str, str], tuple[str, str]] = {}
    for t in tabel:
        nama = [k.name for k in t.tabel.kolom]
        for b in t.baris:
            isi = dict(zip(nama, b, strict=True))
            if isi.get("sasaran_kode"):
                hasil[("sasaran", isi["sasaran_kode"])] = (isi.get("sasaran", ""), isi.get("no", ""))
            for kode in ";".join(isi.get(k, "") for k in ("indikator_kode", "langkah_kode")).split(";"):
                if kode:
                    hasil.setdefault(("halaman", kode), (isi.get("halaman", ""), ""))
    return hasil
