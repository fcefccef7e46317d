"""Annexes: every source table as printed, and where each is shown."""

from __future__ import annotations

import re
from collections import defaultdict

from IPython.display import Markdown

from helpers.display.blocks import join_blocks, landscape, legend, note, plain
from helpers.display.cells import fact_marks, table
from helpers.display.security import parameter_codes
from helpers.display.tables import Isi, Sel
from helpers.lineage.traced import mark, unmark
from helpers.narrative.material import Bahan, once
from helpers.sources.datapackage import IsiTabel, Kolom, Tabel
from helpers.sources.facts import Fakta, read_rows
from helpers.validation.values import same_number, tolerance

_REBAH = 9          # tables with more columns stand on landscape pages
_PENDEK = 6         # a table of so few rows is not worth a page of its own
_MENURUN = 4        # of at most so many rows may a wide table be shown downwards
_LEBAR = 98         # letters on a line of a portrait table
_ANGKA = re.compile(r"(Rp\.?\s*)?[-−–]?\s*\d[\d.,]*\s*(%|,-|-)?")
NARASI = "narasi"


def _covered(b: Bahan, kode: str, tahun: int, periode: str, wilayah: str) -> list[str]:
    """Return the tables of the chapters that show a fact."""
    if wilayah != b.polres:
        return []
    akar, _, aspek = kode.rpartition(".")
    r = b.metodologi.bagian_indikator.renstra
    dekat, label = tahun in (b.tahun - 1, b.tahun), []
    if periode == "TH" and akar in b.metodologi.indikator:
        if (aspek == "target" and r.mulai <= tahun <= r.akhir) or (aspek == "baseline" and tahun == r.tahun_dasar):
            label.append("tbl-renstra")
        if aspek == "target" and tahun == b.tahun:
            label.append("tbl-perjanjian")
        if aspek in ("target", "realisasi", "capaian"):
            label += ["tbl-capaian"] if tahun == b.tahun else []
            label.append(f"tbl-capaian-{akar.lower()}")
    if kode in parameter_codes(b) and dekat:
        label.append("tbl-parameter")
    if akar in b.metodologi.bagian_rumus.bobot.nilai and aspek in ("skor", "bobot") and dekat and periode == "TH":
        label.append("tbl-skor")
    if kode in b.index_codes and dekat:
        label.append("tbl-indeks-triwulan")
    if periode == "TH" and akar == "anggaran" and tahun <= b.tahun:
        label.append("tbl-anggaran-tahun")
    if periode == "TH" and tahun == b.tahun and kode.split(".")[0] in ("program", "belanja", "dana"):
        label.append(f"tbl-anggaran-{kode.split('.')[0]}")
    return label


@once
def _coverage(b: Bahan) -> tuple[dict[str, list[str]], set[str]]:
    """For each source table: the tables of the chapters that show its facts; and which are not shown in full."""
    label: dict[str, list[str]] = defaultdict(list)
    kurang: set[str] = set()
    eksak = b.metodologi.eksak
    for f in read_rows(b.fakta):
        di = _covered(b, f.kode, f.tahun, f.periode, f.wilayah)
        label[f.sumber] += [x for x in di if x not in label[f.sumber]]
        v = b.value(f.kode, f.tahun, f.periode, f.wilayah)
        sama = f.keadaan != "angka" or (v is not None and same_number(
            f.nilai, tolerance(f.presisi, eksak[f.satuan]), v.nilai, tolerance(v.presisi, eksak[f.satuan])))
        if not di or not sama:
            kurang.add(f.sumber)
    kurang |= {t for t in b.tabel if t not in label}
    return {k: _tidy(v) for k, v in label.items()}, kurang


def _tidy(label: list[str]) -> list[str]:
    """Put labels in the order of the document."""
    urutan = ("tbl-renstra", "tbl-perjanjian", "tbl-capaian", "tbl-capaian-", "tbl-indeks-triwulan", "tbl-skor", "tbl-parameter")
    return sorted(label, key=lambda x: next((i for i, u in enumerate(urutan) if x == u or (u.endswith("-") and x.startswith(u))), len(urutan)))


def _label(nama: str) -> str:
    return f"tbl-sumber-{nama.split('-')[0]}" if re.match(r"t\d+-", nama) else f"tbl-sumber-{nama}"


def _labels(b: Bahan) -> dict[str, str]:
    """Label of every source table in the annex; the short form only where it is unique."""
    pendek = [_label(n) for n in b.tabel]
    return {n: s if pendek.count(s) == 1 else "tbl-sumber-" + re.sub(r"[^a-z0-9]+", "-", n) for n, s in zip(b.tabel, pendek, strict=True)}


@once
def _codes(b: Bahan) -> dict[str, list[str]]:
    """Return the codes that each source table prints."""
    kode: dict[str, dict[str, None]] = defaultdict(dict)
    for nama, satu in zip(b.fakta["sumber"].tolist(), b.fakta["kode"].tolist(), strict=True):
        kode[nama][satu] = None
    return {nama: list(kode.get(nama, ())) for nama in b.tabel}


def supporting_tables(b: Bahan, kode: str) -> list[str]:
    """Return labels of the annex tables whose facts belong to the unit that answers for an indicator."""
    m = b.metodologi
    satker, kurang = m.parameter(kode).satker, _coverage(b)[1]
    inti = set(m.indikator) | set(m.bagian_rumus.bobot.nilai)
    lain = {n.split(".")[0] for r in m.rumus if r.aturan.kode.endswith(".realisasi") and not r.aturan.kode.startswith(kode + ".") for n in r.rumus.nama}
    hasil = []
    for nama in b.tabel:
        if nama == NARASI or nama not in kurang:
            continue
        keluarga = _codes(b)[nama]
        akar = {k for k in keluarga if k.split(".")[0] not in inti and k.split(".")[0] not in lain}
        sendiri = all(k.split(".")[0] == kode for k in keluarga) and len(keluarga) > 0
        if sendiri or (akar and all(m.parameter(k).satker == satker for k in akar)):
            hasil.append(_labels(b)[nama])
    return hasil


@once
def source_tables(b: Bahan) -> Markdown:
    """Return every source table that the chapters do not show in full, as printed, in the order of the source; wide ones come last."""
    label, kurang = _labels(b), _coverage(b)[1]
    bagian: list[str] = []
    rebah: list[str] = []
    for isi in b.masukan.tabel:
        if isi.tabel.name not in kurang:
            continue
        teks, mendatar = _as_printed(b, isi, label[isi.tabel.name])
        (rebah if mendatar else bagian).append(teks)
    if rebah:  # all wide ones together: pages of two shapes in turn would stand half empty
        bagian.append(landscape("\n\n".join(rebah)))
    if not bagian:
        return Markdown("Seluruh tabel sumber sudah tampil dalam bab.")
    return join_blocks("Tabel-tabel berikut disajikan sebagaimana tercetak dalam sumber, termasuk ejaan, tanda baca, dan pengulangannya. "
                       "Tabel yang seluruh angkanya sudah tampil pada tabel lain laporan ini tidak diulang; tabel yang lebar berada di akhir.", legend(b), *bagian)


@once
def _by_table(b: Bahan) -> dict[str, list[Fakta]]:
    """Return the facts of each source table, in reading order."""
    hasil: dict[str, list[Fakta]] = defaultdict(list)
    for f in read_rows(b.fakta):
        hasil[f.sumber].append(f)
    return hasil


def _as_printed(b: Bahan, isi: IsiTabel, label: str) -> tuple[str, bool]:
    """Return a source table as printed, and whether it wants a landscape page."""
    kolom = isi.tabel.kolom[1:]
    kepala = [_head(kolom)]
    menurut: dict[tuple[str, str], list[str]] = defaultdict(list)
    milik = _by_table(b)[isi.tabel.name]
    terbaca = {f.fakta_id for f in milik if f.keadaan != "kosong"}
    for f in milik:
        _, baris, nama, *_ = f.fakta_id.split(":")
        menurut[(baris, nama)].append(f.fakta_id)
    baris: list[list[Isi]] = []
    for nomor, b_isi in enumerate(isi.baris, start=2):
        sel: list[Isi] = []
        for k, teks in zip(kolom, b_isi[1:], strict=True):
            fakta = menurut.get((str(nomor), k.name), [])
            tanda = tuple(dict.fromkeys(x for f in fakta for x in fact_marks(b, f)))[:1]
            angka = k.lkip is not None and bool(_ANGKA.fullmatch(teks.strip()) or teks.strip() in ("-", "--", ""))
            bagian = teks.split()
            if len(fakta) > 1 and len(bagian) == len(fakta):   # several values in one cell
                teks, fakta = " ".join(mark(t, f if f in terbaca else "") for t, f in zip(bagian, fakta, strict=True)), []
            sel.append(Sel(teks, angka=angka, tanda=tanda, fakta=fakta[0] if fakta and fakta[0] in terbaca else ""))
        baris.append(sel)
    t = isi.tabel
    asal = f"{b.cite(t.name)}" if not t.lkip.nomor_tabel.strip() else f"{b.cite(t.name)}, {t.lkip.bagian}"
    if t.lkip.baris_sumber:
        asal += f", baris {t.lkip.baris_sumber[0]}–{t.lkip.baris_sumber[1]} naskah sumber"
    lebar, rebah = _layout(kepala[0], baris)
    if lebar is None and len(baris) <= _MENURUN and len(kolom) > _PENDEK:  # few rows, many columns: readable only downwards
        kepala, baris = _downwards(kolom, baris)
        asal += "; kolom disajikan menurun karena tabel tercetak terlalu lebar"
        lebar, rebah = [2.0, *([1.0] * (len(kepala[0]) - 1))], False
    return table(label, _caption(b, t), kepala, baris, asal, lebar=lebar, kelas="rapat" if rebah or t.name == NARASI else ""), rebah


def _downwards(kolom: tuple[Kolom, ...], baris: list[list[Isi]]) -> tuple[list[list[Isi]], list[list[Isi]]]:
    """Turn a table so that every printed column becomes a row."""
    kepala: list[Isi] = ["Kolom tercetak", *(["Isi"] if len(baris) == 1 else [f"Baris {i}" for i in range(1, len(baris) + 1)])]
    return [kepala], [[k.judul, *(b[i] for b in baris)] for i, k in enumerate(kolom)]


def _caption(b: Bahan, t: Tabel) -> str:
    """The printed caption, without remarks in brackets, and the unit whose data it holds where the caption repeats."""
    judul = t.title if t.title.startswith("[") else re.sub(r"\s*\[.*\]$", "", t.title)
    judul = judul.strip("[]").rstrip(":.,; ")
    serupa = [n for n, x in b.tabel.items() if re.sub(r"\s*\[.*\]$", "", x.title).strip("[]").rstrip(":.,; ") == judul]
    if len(serupa) < 2:
        return judul
    satker = {b.metodologi.parameter(k).satker for k in _codes(b)[t.name]}
    nama = b.masukan.nama_wilayah.get(next(iter(satker)), "") if len(satker) == 1 else ""
    return f"{judul} ({', '.join(filter(None, [nama, _short(t.name)]))})"


def _short(nama: str) -> str:
    """Code of a source table, as findings name it: ``t05``."""
    return nama.split("-")[0]


def _layout(kepala: list[Isi], baris: list[list[Isi]]) -> tuple[list[float] | None, bool]:
    """Return column widths, and whether the table wants a landscape page.

    Text columns get the room that numbers leave. Widths are None where the table needs smaller type, which the
    renderer decides.
    """
    n = sum(s.kolom for s in kepala)
    if n != len(kepala):
        return None, n > _REBAH
    kecil, ingin = [3.0] * n, [3.0] * n
    for r in (kepala, *baris):
        for i, s in enumerate(r):
            teks = unmark(s.teks)
            kata = [len(teks)] if s.angka else [len(k) * (1.15 if r is kepala else 1) for k in re.split(r"[\s/-]", teks)]
            kecil[i] = max(kecil[i], max(kata) + (2.5 if s.tanda else 0) + 2)
            ingin[i] = max(ingin[i], min(len(teks), 45) + 2 if r is not kepala else kecil[i])
    lebih = [max(0.0, i - k) for i, k in zip(ingin, kecil, strict=True)]
    for rebah, tersedia in ((False, _LEBAR), (True, 1.54 * _LEBAR)):
        sisa = tersedia - sum(kecil)
        bagi = min(1.0, sisa / sum(lebih)) if sum(lebih) else float(sisa >= 0)
        if bagi >= (0.4 if sum(lebih) > 15 else 0.0) and sisa >= 0:
            if rebah and len(baris) <= _PENDEK:
                break
            return [round(k + x * bagi, 1) for k, x in zip(kecil, lebih, strict=True)], rebah
    return None, len(baris) > _PENDEK or n > _REBAH + 3


def _head(kolom: tuple[Kolom, ...]) -> list[Isi]:
    """Header cells, neighbours of one title joined."""
    hasil: list[Sel] = []
    for k in kolom:
        if hasil and hasil[-1].teks == k.judul:
            hasil[-1] = Sel(k.judul, kolom=hasil[-1].kolom + 1)
        else:
            hasil.append(Sel(k.judul))
    return list(hasil)


def source_map(b: Bahan) -> Markdown:
    """Return which table of the source stands where in this document."""
    label, (di, kurang) = _labels(b), _coverage(b)
    baris = ["| Kode | Nomor tercetak | Judul tercetak | Tampil pada |", "|---|------|----------------|----------|"]
    for nama, t in ((n, t) for n, t in b.tabel.items() if n != NARASI):
        tampil = [*(di.get(nama, [])[:3] if nama not in kurang or di.get(nama) else []), *([label[nama]] if nama in kurang else [])]
        baris.append(f"| {plain(_short(nama))} | {plain(t.lkip.nomor_tabel) or '–'} | {plain(t.title)} | {', '.join('@' + x for x in tampil)} |")
    return join_blocks("Kode t01, t02, dan seterusnya adalah nomor urut tabel dalam dokumen sumber. Catatan sumber dan register temuan memakai kode itu "
                       "untuk tabel yang tidak bernomor, misalnya “tabel t01”.",
                       "::: {#tbl-peta-sumber}\n\n" + "\n".join(baris) + f"\n\n{note('daftar tabel dalam datapackage.json ' + b.nama + ' tahun ' + str(b.tahun))}\n\nPeta tabel sumber ke tabel laporan ini\n\n:::")
