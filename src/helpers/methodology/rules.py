"""Load a methodology: parameters, indicators, formulas, conversions, weights, as data with their standing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from helpers.errors import KesalahanMasukan
from helpers.files import check_model, read_yaml
from helpers.methodology.analysis import BerkasAnalisis, BerkasKelengkapan
from helpers.methodology.formulas import Rumus, parse_formula
from helpers.methodology.models import (
    Aspek,
    AturanRumus,
    BerkasIndikator,
    BerkasParameter,
    BerkasPemeriksaan,
    BerkasRumus,
    BerkasSatker,
    Indikator,
    Konversi,
    Padanan,
    Parameter,
    Rentang,
    Satuan,
)
from helpers.methodology.monitoring import BerkasPemantauan
from helpers.methodology.plans import BerkasJabatan, BerkasRencana
from helpers.methodology.words import lower_first
from helpers.numbers import format_number

BERKAS = ("parameter.yml", "indikator.yml", "rumus.yml", "satker.yml", "pemeriksaan.yml")
#: What a methodology of the LKIP has besides, and what one of the action plan has.
BERKAS_LKIP = ("analisis.yml", "kelengkapan.yml")
BERKAS_RENCANA = ("rencana.yml", "jabatan.yml", "pemantauan.yml")
#: How each form of capaian is computed (Peraturan Kapolri 20/2012 ps. 17; lower is better in two forms).
BENTUK_CAPAIAN = {
    "naik": "100 × {i}.realisasi ÷ {i}.target",
    "turun_banding": "100 × {i}.target ÷ {i}.realisasi",
    "turun_selisih": "100 × (2 − {i}.realisasi ÷ {i}.target)",
}


@dataclass(frozen=True)
class RumusSiap:
    """A formula rule with its formula read; `id` is unique in the methodology."""

    id: str
    aturan: AturanRumus
    rumus: Rumus


@dataclass(frozen=True)
class Metodologi:
    """Everything a methodology says.

    Attributes
    ----------
    kode : str
        Folder name, such as ``polri-2020-2024``.
    sidik : str
        sha256 over its files, in a fixed order.
    analisis, kelengkapan : BerkasAnalisis and BerkasKelengkapan, or None
        Rules of the LKIP; a methodology of action plans has none.
    rencana, jabatan, pemantauan : BerkasRencana, BerkasJabatan and BerkasPemantauan, or None
        What an action plan holds, who owns it, and how it is followed; the methodology of an LKIP has none.
    milik : dict of str to Metodologi
        Where it joins two methodologies (`helpers.methodology.combined`), each of them by its document.
    """

    kode: str
    sidik: str
    bagian_parameter: BerkasParameter
    bagian_indikator: BerkasIndikator
    bagian_rumus: BerkasRumus
    satker: dict[str, str]
    pemeriksaan: BerkasPemeriksaan
    analisis: BerkasAnalisis | None = None
    kelengkapan: BerkasKelengkapan | None = None
    rencana: BerkasRencana | None = None
    jabatan: BerkasJabatan | None = None
    pemantauan: BerkasPemantauan | None = None
    milik: dict[str, Metodologi] = field(default_factory=dict, repr=False)

    def for_document(self, dokumen: str) -> Metodologi:
        """Return the rules of one document alone; itself where it joins nothing."""
        return self.milik.get(dokumen, self)

    @property
    def versi(self) -> str:
        """Version as the methodology states it."""
        return self.bagian_indikator.versi

    @property
    def konversi(self) -> dict[str, Konversi]:
        """Conversions by name."""
        return self.bagian_rumus.konversi

    @cached_property
    def nama_konversi(self) -> dict[str, str]:
        """Readable names of the conversions, as formulas are written out with them."""
        return {kode: k.nama.lower() for kode, k in self.konversi.items()}

    @cached_property
    def indikator(self) -> dict[str, Indikator]:
        """Indicators by code, in the order of the objectives."""
        return {i.kode: i for s in self.bagian_indikator.sasaran for i in s.indikator}

    @cached_property
    def tetapan(self) -> dict[str, float]:
        """Constants a formula may name: the weights."""
        return {f"bobot.{k}": v for k, v in self.bagian_rumus.bobot.nilai.items()}

    @cached_property
    def teks_tetapan(self) -> dict[str, str]:
        """The constants as formulas are written out with them."""
        return {nama: format_number(nilai, 2) for nama, nilai in self.tetapan.items()}

    @cached_property
    def rumus(self) -> tuple[RumusSiap, ...]:
        """All formulas, those for "every indicator" written out."""
        return self._read(self.bagian_rumus.rumus)

    @cached_property
    def penurunan(self) -> tuple[RumusSiap, ...]:
        """Formulas from which a quantity is restated though its print is not held against them."""
        return self._read(self.bagian_rumus.penurunan)

    def _read(self, semua: tuple[AturanRumus, ...]) -> tuple[RumusSiap, ...]:
        hasil: list[RumusSiap] = []
        for aturan in semua:
            for a in self._expand(aturan):
                rumus = parse_formula(a.rumus, frozenset(self.konversi))
                for polos in (a.kode, *(kode for _, kode, _ in rumus.masukan)):
                    if polos not in self.tetapan and polos != "q" and not self.knows(polos):
                        raise KesalahanMasukan(
                            f"Rumus untuk {a.kode} di metodologi {self.kode} memakai \"{polos}\" yang tidak ada di "
                            "parameter.yml; perbaiki rumus.yml."
                        )
                sama = sum(r.aturan.kode == a.kode and r.aturan.keluarga == a.keluarga for r in hasil)
                hasil.append(RumusSiap(f"{a.keluarga}.{a.kode}" + (f".{sama + 1}" if sama else ""), a, rumus))
        return tuple(hasil)

    def _expand(self, aturan: AturanRumus) -> list[AturanRumus]:
        """Write out a rule that holds for every indicator, or for every weighted component."""
        if "{komponen}" in aturan.kode:
            return [aturan.model_copy(update={b: getattr(aturan, b).replace("{komponen}", k) for b in ("kode", "rumus")})
                    for k in self.bagian_rumus.bobot.nilai]
        if "{indikator}" not in aturan.kode:
            return [aturan]
        return [
            aturan.model_copy(update={
                "kode": aturan.kode.replace("{indikator}", k),
                "rumus": aturan.rumus.replace("{capaian}", BENTUK_CAPAIAN[i.bentuk_capaian].replace("{i}", k)).replace("{indikator}", k),
            })
            for k, i in self.indikator.items()
        ]

    @cached_property
    def _konsep(self) -> dict[str, Padanan]:
        return {k: p for p in self.bagian_rumus.padanan for k in p.kode}

    @cached_property
    def eksak(self) -> dict[str, bool]:
        """For each unit, whether its values are whole: counts and money, which do not round."""
        return {nama: s.jenis != "desimal" for nama, s in self.bagian_parameter.satuan.items()}

    def indicator_of(self, kode: str) -> str | None:
        """Return the indicator that a code states something of: its target, realisasi, capaian."""
        return next((i for i in self.indikator if kode == i or kode.startswith(f"{i}.")), None)

    def concept(self, kode: str) -> str:
        """Return the name of the fact a code states: the group of equivalents, or the code itself."""
        p = self._konsep.get(kode)
        return p.kode[0] if p else kode

    def equivalents(self, kode: str) -> tuple[str, ...]:
        """Return every code that states the same fact, itself included."""
        p = self._konsep.get(kode)
        return p.kode if p else (kode,)

    def concept_name(self, kode: str) -> str:
        """Return the readable name of the fact a code states."""
        p = self._konsep.get(kode)
        return p.nama if p else self.name(kode)

    def knows(self, kode: str) -> bool:
        """Whether a code is a parameter, or a parameter with a known aspect."""
        if kode in self.bagian_parameter.parameter:
            return True
        induk, _, aspek = kode.rpartition(".")
        return aspek in self.bagian_parameter.aspek and bool(induk) and self.knows(induk)

    def parameter(self, kode: str) -> Parameter:
        """Return the parameter a code names; an aspect takes its parent's properties and its own unit.

        Raises
        ------
        KeyError
            For an unknown code (see :meth:`knows`).
        """
        if kode not in self._parameter:
            self._parameter[kode] = self._with_aspect(kode)
        return self._parameter[kode]

    @cached_property
    def _parameter(self) -> dict[str, Parameter]:
        """Parameters by code; those with an aspect join when they are first asked for."""
        return dict(self.bagian_parameter.parameter)

    def _with_aspect(self, kode: str) -> Parameter:
        induk, _, nama = kode.rpartition(".")
        aspek = self.bagian_parameter.aspek[nama]
        p = self.parameter(induk)
        satuan = p.satuan if aspek.satuan == "induk" else aspek.satuan
        agregasi = p.agregasi if nama == "realisasi" else "hitung_ulang"
        induk_turunan = induk not in self.bagian_parameter.parameter
        nama_induk = p.nama[0].lower() + p.nama[1:] if induk_turunan else lower_first(p.nama)
        gabungan = aspek.nama.format(p.nama) if "{}" in aspek.nama else f"{aspek.nama[0].upper()}{aspek.nama[1:]} {nama_induk}"
        return p.model_copy(update={"nama": gabungan, "satuan": satuan, "agregasi": agregasi,
                                    "agregasi_wilayah": "tidak", "rentang": self._range_of_aspect(nama, induk, p, aspek)})

    def _range_of_aspect(self, nama: str, induk: str, p: Parameter, aspek: Aspek) -> Rentang | None:
        """Return the range of an aspect: its own, its indicator's, or its parent's."""
        if aspek.rentang or aspek.satuan != "induk":
            return aspek.rentang
        if nama not in ("target", "realisasi", "baseline"):
            return None
        i = self.indikator.get(induk)
        return (0.0, i.maksimum) if i else p.rentang

    def bounds(self, kode: str) -> Rentang:
        """Return the lowest and highest value a quantity can have; None where there is no bound."""
        p = self.parameter(kode)
        if p.rentang:
            return p.rentang
        cacah = kode in self.bagian_parameter.parameter and self.unit(kode).jenis == "cacah"
        return (0.0, None) if cacah else (None, None)

    def name(self, kode: str) -> str:
        """Return the readable name of a code."""
        return self.parameter(kode).nama

    def in_words(self, rumus: Rumus) -> str:
        """Write a formula with the names of its quantities in place of their codes."""
        tetap = self.teks_tetapan | {"q": "nomor triwulan"}
        nama = {n: self.name(kode) + (" tahun lalu" if geser else "") for n, kode, geser in rumus.masukan if n not in tetap}
        return rumus.write(nama | tetap, {n: k.nama.lower() for n, k in self.konversi.items()})

    def unit(self, kode: str) -> Satuan:
        """Return the unit of a code."""
        return self.bagian_parameter.satuan[self.parameter(kode).satuan]

    def is_critical(self, kode: str) -> bool:
        """Whether an error in this quantity changes a published conclusion."""
        if kode not in self._kritis:
            self._kritis[kode] = any(fnmatchcase(kode, pola) for pola in self.bagian_rumus.kritis)
        return self._kritis[kode]

    @cached_property
    def _kritis(self) -> dict[str, bool]:
        return {}

    def grade(self, nilai: float) -> str:
        """Return the AKIP grade of a value."""
        return next(p.predikat for p in self.bagian_indikator.predikat_akip if nilai > p.di_atas)


def load_methodology(folder: Path, kode: str) -> Metodologi:
    """Load the methodology `kode` from the folder that holds all methodologies.

    Raises
    ------
    KesalahanMasukan
        When a file is missing, broken, or names something unknown.
    """
    tempat = folder / kode
    if not tempat.is_dir():
        ada = ", ".join(sorted(p.name for p in folder.iterdir() if p.is_dir())) if folder.is_dir() else ""
        raise KesalahanMasukan(f"Metodologi \"{kode}\" tidak dikenal; yang tersedia: {ada or 'belum ada'}.")
    khusus = BERKAS_RENCANA if (tempat / BERKAS_RENCANA[0]).is_file() else BERKAS_LKIP
    nama_berkas = (*BERKAS, *khusus)
    isi = {nama: read_yaml(tempat / nama) for nama in nama_berkas}
    sidik = hashlib.sha256(b"".join((tempat / n).read_bytes() for n in nama_berkas)).hexdigest()
    model = {"analisis": BerkasAnalisis, "kelengkapan": BerkasKelengkapan, "rencana": BerkasRencana, "jabatan": BerkasJabatan,
             "pemantauan": BerkasPemantauan}
    m = Metodologi(
        kode, sidik,
        check_model(BerkasParameter, isi["parameter.yml"], "parameter.yml"),
        check_model(BerkasIndikator, isi["indikator.yml"], "indikator.yml"),
        check_model(BerkasRumus, isi["rumus.yml"], "rumus.yml"),
        check_model(BerkasSatker, isi["satker.yml"] or {}, "satker.yml").root,
        check_model(BerkasPemeriksaan, isi["pemeriksaan.yml"], "pemeriksaan.yml"),
        **{bagian: check_model(model[bagian], isi[n], n) for n in khusus for bagian in [n.removesuffix(".yml")]},
    )
    if m.rencana is not None:  # indicators and steps are quantities like all others
        m = replace(m, bagian_parameter=m.bagian_parameter.model_copy(update={"parameter": {**m.bagian_parameter.parameter, **m.rencana.parameters()}}))
    if masalah := _dangling(m):
        raise KesalahanMasukan(masalah)
    _ = m.rumus, m.penurunan  # reads every formula now, so that a broken one is told before anything runs
    return m


def _dangling(m: Metodologi) -> list[str]:
    """Name every unit or code that a file mentions and no file defines."""
    satuan, bagian = m.bagian_parameter.satuan, m.bagian_parameter
    masalah = [
        f"Berkas parameter.yml, isian \"parameter.{kode}.satuan\": satuan \"{p.satuan}\" tidak ada di daftar satuan; betulkan ejaannya."
        for kode, p in bagian.parameter.items() if p.satuan not in satuan
    ] + [
        f"Berkas parameter.yml, isian \"aspek.{kode}.satuan\": satuan \"{a.satuan}\" tidak ada di daftar satuan; betulkan ejaannya."
        for kode, a in bagian.aspek.items() if a.satuan not in (*satuan, "induk")
    ] + [
        f"Berkas indikator.yml: indikator \"{kode}\" tidak ada di parameter.yml; tambahkan di sana atau betulkan kodenya."
        for kode in m.indikator if not m.knows(kode)
    ] + [
        f"Berkas rumus.yml, padanan \"{p.nama}\": kode \"{kode}\" tidak ada di parameter.yml; betulkan ejaannya."
        for p in m.bagian_rumus.padanan for kode in p.kode if not m.knows(kode)
    ] + [
        f"Berkas rumus.yml, isian \"bobot.nilai.{kode}\": kode itu tidak ada di parameter.yml; betulkan ejaannya."
        for kode in m.bagian_rumus.bobot.nilai if not m.knows(kode)
    ] + [
        f"Berkas rumus.yml, batas: kode \"{kode}\" tidak ada di parameter.yml; betulkan ejaannya."
        for b in m.bagian_rumus.batas for kode in (b.kode, b.paling_banyak) if not m.knows(kode)
    ] + [
        f"Berkas pemeriksaan.yml: kode \"{kode}\" tidak ada di parameter.yml; betulkan ejaannya."
        for kode in m.pemeriksaan.codes() if not m.knows(kode)
    ]
    if m.analisis is not None:
        masalah += [
            f"Berkas analisis.yml: kode \"{kode}\" tidak ada di parameter.yml; betulkan ejaannya."
            for kode in _named_by_analysis(m.analisis) if not m.knows(kode)
        ] + [
            f"Berkas analisis.yml: indikator \"{kode}\" tidak ada di indikator.yml; betulkan kodenya."
            for kode in (*m.analisis.berpredikat, *(s.indikator for s in m.analisis.standar_nasional)) if kode not in m.indikator
        ]
    if m.jabatan is not None:
        masalah += [
            f"Berkas jabatan.yml, isian \"jabatan.{kode}.satker\": satker \"{j.satker}\" tidak ada di satker.yml; betulkan ejaannya."
            for kode, j in m.jabatan.jabatan.items() if j.satker and j.satker not in m.satker
        ]
    return masalah


def _named_by_analysis(analisis: BerkasAnalisis) -> list[str]:
    """Return every code that the rules of the analysis mention."""
    return [kode for x in analisis.banding_wilayah for kode in (x.keseluruhan, x.bagian, x.persen)] + [
        f"{kode}.pagu" for daftar in analisis.program_sasaran.nilai.values() for kode in daftar]
