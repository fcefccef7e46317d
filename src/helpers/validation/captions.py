"""The structure of the document: numbers and captions of its tables and charts, the sections they stand in, and what the prose refers to.

A number or caption of a table is part of the data package, not a fact; its place is ``<table>:nomor_tabel`` or ``<table>:judul_tercetak``.
Charts, headings and sentences are facts of the prose: a chart's number is ``dokumen.nomor_grafik``, and what a chart, heading or
sentence calls the indicator it is about has the aspect ``sebutan``. Prints of one line of the source belong together.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from helpers.methodology.models import Sebutan
from helpers.methodology.rules import Metodologi
from helpers.methodology.words import lower_first
from helpers.sources.datapackage import Tabel
from helpers.sources.facts import Fakta
from helpers.validation.residuals import Residu

#: Where a table's number and caption stand in the package, and what people call them.
TEMPAT = {"nomor_tabel": "Nomor tabel", "judul_tercetak": "Judul tercetak"}
_PALING_BANYAK_NAMA = 2
NOMOR_GRAFIK = "dokumen.nomor_grafik"
_TAHUN = re.compile(r"\b(20\d\d)(?:\s*[–-]\s*(20\d\d))?\b")
_GRAFIK = re.compile(r"^\W*gra(f|ph)ik\b", re.IGNORECASE)


def table_number(teks: str) -> tuple[str, ...]:
    """Read the printed number of a table or chart as its parts: ``Tabel 1a. 4.1`` and ``1.a.4.1`` are one number."""
    return tuple(re.findall(r"\d+|[a-z](?![a-z])", re.sub(r"^\W*(tab(el|le)|gra(f|ph)ik)\b", "", teks.strip().lower())))


def named_indicators(teks: str, m: Metodologi) -> list[Sebutan]:
    """Return the indicators that a printed text names."""
    kata = f" {' '.join(re.findall(r'[a-z]+', teks.lower()))} "
    return [s for s in m.pemeriksaan.sebutan if any(f" {k} " in kata for k in s.kata)]


def check_captions(baris: Sequence[Fakta], tabel: Iterable[Tabel], m: Metodologi, polres: str, tahun: int | None) -> Iterator[Residu]:
    """Check numbers and captions of tables, and references to them.

    Parameters
    ----------
    baris : sequence of Fakta
    tabel : iterable of Tabel
    m : Metodologi
    polres : str
    tahun : int or None
        Year of the report; without it nothing is checked.
    """
    if tahun is None:
        return
    isi: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for f in baris:
        isi[f.sumber].add((f.kode, f.tahun))
    tabel = list(tabel)
    bernomor: dict[tuple[str, ...], list[Tabel]] = defaultdict(list)
    for t in tabel:
        if nomor := table_number(t.lkip.nomor_tabel):
            bernomor[nomor].append(t)
    for nama, bagian, kode, gagal, teks, masukan in (
            *_numbers(bernomor), *_gaps(bernomor), *_parents(bernomor, m), *_captions(tabel, isi, m, tahun)):
        yield Residu(f"kelengkapan.{nama}", "kelengkapan", bagian.partition(":")[0], kode, polres, tahun, "TH", math.nan, math.nan, math.nan, 0.0,
                     float(gagal), teks, bagian, ";".join(masukan), "asumsi")
    yield from _headers(baris, tabel, m, tahun)
    yield from _prose(baris, bernomor, isi, m)


def _numbers(bernomor: dict[tuple[str, ...], list[Tabel]]) -> Iterator[tuple]:
    """One number is one table; a table continued under the same caption is one table."""
    for isi in bernomor.values():
        judul = {t.lkip.judul_tercetak or (t.title,): t for t in reversed(isi)}
        utama, *lain = reversed(judul.values())
        teks = "nomor itu dipakai oleh " + "; ".join(f"“{t.title}”" for t in (utama, *lain))
        yield ("nomor_tabel", f"{utama.name}:nomor_tabel", "dokumen.nomor_tabel", bool(lain), teks, [f"{t.name}:nomor_tabel" for t in lain])


def _gaps(bernomor: dict[tuple[str, ...], list[Tabel]]) -> Iterator[tuple]:
    """Numbers below one another begin at 1 or a, and leave none out."""
    anak: dict[tuple[str, ...], dict[str, Tabel]] = defaultdict(dict)
    for nomor, isi in bernomor.items():
        for n in range(len(nomor)):
            anak[nomor[:n]].setdefault(nomor[n], isi[0])
    for induk, isi in anak.items():
        for angka in (True, False):
            ada = [k for k in isi if k.isdigit() == angka]
            if ada:
                urutan = {int(k) if angka else ord(k) - ord("a") + 1: k for k in ada}
                kurang = [str(i) if angka else chr(ord("a") + i - 1) for i in range(1, max(urutan)) if i not in urutan]
                sebutan = " dan ".join("Tabel " + ".".join((*induk, k)) for k in kurang)
                yield ("urutan_nomor", f"{isi[urutan[max(urutan)]].name}:nomor_tabel", "dokumen.nomor_tabel", bool(kurang),
                       f"{sebutan} tidak ada di antara tabel yang diserahkan", [])


def _captions(tabel: Iterable[Tabel], isi: dict[str, set[tuple[str, int]]], m: Metodologi, tahun: int) -> Iterator[tuple]:
    """A caption names no year and no indicator that its table does not hold, and leaves out no later year."""
    for t in tabel:
        judul, dimuat = " ".join(t.lkip.judul_tercetak), isi.get(t.name)
        if not judul or not dimuat:
            continue
        tempat = f"{t.name}:judul_tercetak"
        disebut = {x for a, b in _TAHUN.findall(judul) for x in range(int(a), int(b or a) + 1)}
        ada = {x for _, x in dimuat}
        if disebut:
            akhir = max((x for x in ada if x <= tahun), default=max(ada))
            gagal = bool(disebut - ada) or akhir not in disebut
            yield ("tahun_judul", tempat, "dokumen.judul_tabel", gagal, f"judul menyebut tahun {_list(disebut)}, sedangkan tabelnya memuat tahun {_list(ada)}", [])
        for s in named_indicators(judul, m):
            nama = m.indikator[s.indikator].pendek
            cocok = any(fnmatchcase(k, pola) for k, _ in dimuat for pola in s.kode)
            yield ("indikator_judul", tempat, "dokumen.judul_tabel", not cocok, f"judul menyebut {nama}, sedangkan tabelnya tidak memuat angka indikator itu", [])
            if cocok and t.lkip.indikator:
                yield ("bagian_judul", tempat, "dokumen.judul_tabel", s.indikator != t.lkip.indikator,
                       f"judul menyebut {nama}, sedangkan tabelnya tercetak di bagian tentang {m.indikator[t.lkip.indikator].pendek}", [])


def _parents(bernomor: dict[tuple[str, ...], list[Tabel]], m: Metodologi) -> Iterator[tuple]:
    """A number below another table's number belongs to that table's indicator, where both captions name theirs."""
    sebut = {nomor: [(t, {s.indikator for s in named_indicators(" ".join(t.lkip.judul_tercetak), m)}) for t in isi] for nomor, isi in bernomor.items()}
    for nomor, induk in sebut.items():
        milik = set().union(*(i for _, i in induk))
        anak = [(t, i) for lain, isi in sebut.items() if lain[:-1] == nomor for t, i in isi if i]
        if milik and anak:
            asing = [(t, i) for t, i in anak if not i & milik]
            teks = (f"nomor itu menjadi induk {' dan '.join(dict.fromkeys(t.lkip.nomor_tabel for t, _ in asing))} tentang "
                    f"{_names(set().union(*(i for _, i in asing)), m)}, sedangkan tabelnya sendiri tentang {_names(milik, m)}")
            yield ("induk_nomor", f"{induk[0][0].name}:nomor_tabel", "dokumen.nomor_tabel", bool(asing), teks, [f"{t.name}:nomor_tabel" for t, _ in asing])


def _headers(baris: Sequence[Fakta], tabel: Sequence[Tabel], m: Metodologi, tahun: int) -> Iterator[Residu]:
    """A column headed by a per cent sign holds percentages: neither indices nor counts."""
    persen = {(t.name, k.name): (t, k) for t in tabel for k in t.kolom if k.lkip is not None and "%" in k.judul}
    kolom: dict[tuple[str, str], list[Fakta]] = defaultdict(list)
    for f in baris if persen else ():
        if f.keadaan == "angka" and (f.sumber, f.kolom) in persen:
            kolom[(f.sumber, f.kolom)].append(f)
    for tempat, isi in kolom.items():
        t, k = persen[tempat]
        lain: dict[bool, list[Fakta]] = {True: [], False: []}
        for f in isi:
            if m.unit(f.kode).lambang != "%" and not f.nilai_teks.rstrip().endswith("%"):  # a cell with a sign of its own is doubted by itself
                lain[m.unit(f.kode).jenis == "desimal"].append(f)
        for desimal, asing in lain.items():
            nama = list(dict.fromkeys(lower_first(m.name(f.kode)) for f in asing))
            lebih = len(nama) - _PALING_BANYAK_NAMA
            sebut = " dan ".join(nama) if lebih <= 0 else f"{', '.join(nama[:_PALING_BANYAK_NAMA])}, dan {lebih} besaran lain"
            satuan = " atau ".join(dict.fromkeys(m.unit(f.kode).lambang for f in asing))
            nomor = t.lkip.nomor_tabel.strip() or f"tabel {t.name.partition('-')[0]}"
            teks = f"kolom “{k.judul}” pada {nomor} memuat {sebut}, yang satuannya {satuan}"
            f = (asing or isi)[0]
            yield Residu(f"kelengkapan.{'kolom_persen' if desimal else 'kolom_cacah'}", "kelengkapan", f.sumber, "dokumen.kepala_kolom", f.wilayah, tahun, "TH",
                         math.nan, math.nan, math.nan, 0.0, float(bool(asing)), teks, f.fakta_id, ";".join(x.fakta_id for x in asing[1:]), "asumsi")


def _prose(baris: Sequence[Fakta], bernomor: dict[tuple[str, ...], list[Tabel]], isi: dict[str, set[tuple[str, int]]], m: Metodologi) -> Iterator[Residu]:
    """Charts, what headings and sentences call their indicator, and what they refer to."""
    grafik: dict[tuple[str, ...], list[Fakta]] = defaultdict(list)
    sebutan: dict[tuple, list[Fakta]] = defaultdict(list)
    for f in baris:
        if f.kode == NOMOR_GRAFIK and f.keadaan == "rujukan":
            grafik[table_number(f.nilai_teks)].append(f)
        elif f.kode.endswith(".sebutan") and f.keadaan == "teks":
            sebutan[(f.sumber, f.kelompok)].append(f)
    for sama in grafik.values():
        judul = [", ".join(s.nilai_teks for s in sebutan[(f.sumber, f.kelompok)]) for f in sama]
        ragam = [f"{judul.count(x)} berjudul “{x}”" for x in dict.fromkeys(judul) if x]
        teks = f"nomor yang sama tercetak pada {len(sama)} grafik" + (f": {', '.join(ragam)}" if ragam else "")
        yield _of_prose("nomor_grafik", sama[0], len(sama) > 1, teks, [f.fakta_id for f in sama[1:]])
    for f in (f for isi_baris in sebutan.values() for f in isi_baris):
        pokok, disebut = m.indicator_of(f.kode), {s.indikator for s in named_indicators(f.nilai_teks, m)}
        if pokok and disebut:
            yield _of_prose("sebutan", f, pokok not in disebut, f"yang dibahas di situ {m.indikator[pokok].pendek}", [])
    rujukan = [f for f in baris if f.keadaan == "rujukan" and f.kode != NOMOR_GRAFIK]
    yield from _references([f for f in rujukan if not _GRAFIK.match(f.nilai_teks)], bernomor, isi, m)
    for f in rujukan:
        if _GRAFIK.match(f.nilai_teks):
            dirujuk = grafik.get(table_number(f.nilai_teks), [])
            yield _of_prose("rujukan", f, not dirujuk, "tidak ada grafik bernomor itu", [g.fakta_id for g in dirujuk])


def _of_prose(nama: str, f: Fakta, gagal: bool, teks: str, masukan: list[str]) -> Residu:
    return Residu(f"kelengkapan.{nama}", "kelengkapan", f.sumber, f.kode, f.wilayah, f.tahun, f.periode, math.nan, math.nan, math.nan, 0.0,
                  float(gagal), teks, f.fakta_id, ";".join(masukan), "asumsi")


def _references(rujukan: Iterable[Fakta], bernomor: dict[tuple[str, ...], list[Tabel]], isi: dict[str, set[tuple[str, int]]], m: Metodologi) -> Iterator[Residu]:
    """A table that a sentence on an indicator refers to is there, and is not another indicator's."""
    for f in rujukan:
        dirujuk = bernomor.get(table_number(f.nilai_teks), ())
        induk = {m.indicator_of(k) for t in dirujuk for k, _ in isi.get(t.name, ())} - {None}
        pokok = m.indicator_of(f.kode)
        lain = ", ".join(m.indikator[k].pendek for k in m.indikator if k in induk)
        teks = "tidak ada tabel bernomor itu" if not dirujuk else f"tabel itu memuat {lain or 'data pendukung'}"
        yield _of_prose("rujukan", f, not dirujuk or bool(induk and pokok and pokok not in induk), teks, [f"{t.name}:nomor_tabel" for t in dirujuk])


def _names(indikator: set[str], m: Metodologi) -> str:
    return " dan ".join(m.indikator[k].pendek for k in m.indikator if k in indikator)


def _list(tahun: set[int]) -> str:
    return ", ".join(str(t) for t in sorted(tahun))
