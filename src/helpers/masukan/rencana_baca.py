"""The sheet of an action plan as the tables of a package: what is planned, by whom, and what a Polres plans of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from helpers.errors import KesalahanMasukan
from helpers.files import check_model
from helpers.masukan.baca import Terbaca
from helpers.masukan.isian import split_list, write_yaml
from helpers.masukan.lembar import KEPALA_RENCANA, PROFIL, LembarAlih, LembarKhusus, place
from helpers.masukan.rencana_templat import AGREGASI, ARAH, JENIS, given_cells, reading_order, unit_symbols
from helpers.masukan.sel import Isi
from helpers.methodology.combined import BERKAS_TAMBAHAN, with_own
from helpers.methodology.plans import BerkasTambahan
from helpers.methodology.rules import Metodologi
from helpers.paths import Ruang
from helpers.sources.profile import write_date

TABEL = "rencana-aksi"
_KOLOM = {  # column of the table: title, what makes it a fact, letter of the sheet
    "kode": ("Kode", None, "A"), "sasaran_kode": ("Kode sasaran", None, "A"), "indikator_kode": ("Kode indikator", None, "A"), "langkah_kode": ("Kode langkah", None, "A"),
    "no": ("No", None, "A"), "sasaran": ("Sasaran Strategis", None, "A"),
    "indikator": ("Indikator Kinerja Utama", {"kode_dari": ["indikator_kode"], "aspek": "uraian"}, "B"), "target": ("Target", {"kode_dari": ["indikator_kode"]}, "H"),
    "langkah": ("Langkah Aksi", {"kode_dari": ["langkah_kode"], "aspek": "uraian"}, "B"),
    **{f"tw{n}": (f"Rencana Capaian Target TW {r}", {"periode": f"TW{n}"}, h) for n, r, h in ((1, "I", "I"), (2, "II", "J"), (3, "III", "K"), (4, "IV", "L"))},
    "penanggung_jawab": ("Penanggung Jawab", {"kode_dari": ["indikator_kode", "langkah_kode"], "aspek": "penanggung_jawab"}, "M")}
_URAIAN, _JENIS, _INDUK, _SATUAN, _AGREGASI, _ARAH, _TARGET, _TW, _UTAMA, _PENDUKUNG = 1, 2, 3, 4, 5, 6, 7, slice(8, 12), 12, 13
_ISIAN = slice(7, 14)
_KODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_ANGKA = re.compile(r"[\d.,]+")
ALASAN = {
    "aditif": "Ditetapkan Polres: setahun adalah jumlah keempat triwulan.", "kumulatif": "Ditetapkan Polres: setiap triwulan memuat yang sebelumnya.",
    "level": "Ditetapkan Polres: nilainya sama di setiap triwulan.", "rata": "Ditetapkan Polres: setahun adalah rata-rata triwulan.",
    "rasio": "Ditetapkan Polres: dihitung baru setiap triwulan, tidak dijumlahkan.", "plafon": "Ditetapkan Polres: batas paling banyak di setiap triwulan."}


@dataclass(frozen=True)
class RencanaTerbaca:
    """What a workbook says of an action plan.

    Attributes
    ----------
    m : Metodologi
        The methodology with what the Polres plans of its own.
    tabel : list of (LembarAlih, list of list of Isi)
        Tables of the package.
    berkas : dict of str to bytes
        Further files.
    kode : frozenset of str
        Codes that are planned.
    masalah : list of str
        What is wrong, each with sheet and cell.
    """

    m: Metodologi
    tabel: list[tuple[LembarAlih, list[list[Isi]]]]
    berkas: dict[str, bytes]
    kode: frozenset[str]
    masalah: list[str]


def find_sheet(t: Terbaca, jenis: str) -> LembarKhusus | None:
    """Return the first sheet of a kind."""
    return next((k for k in t.buku.khusus if k.jenis == jenis), None)


def plan_filled(t: Terbaca) -> bool:
    """Whether anything is filled in on the sheets of the plan."""
    for k in t.buku.khusus:
        isian = slice(3, 10) if k.jenis == "realisasi" else _ISIAN
        for n, (_, b) in enumerate(t.khusus[k.nama]):
            if any(s.teks and not (n < len(k.tetap) and s.teks == "-") for s in b[isian]) or (n >= len(k.tetap) and any(s.teks for s in b)):
                return True
    return False


def read_plan(t: Terbaca, k: LembarKhusus, m: Metodologi, ruang: Ruang) -> RencanaTerbaca:
    """Read the sheet of the plan.

    Parameters
    ----------
    t : Terbaca
    k : LembarKhusus
        Its description.
    m : Metodologi
        With `rencana`.
    ruang : Ruang
    """
    baris = t.khusus[k.nama]
    masalah = [x for (r, b), kode in zip(baris, k.tetap, strict=False) if kode in m.rencana.butir for x in _changed(k.nama, r, b, kode, m)]
    m, sendiri, berkas = _own(k.nama, baris[len(k.tetap):], m, masalah)
    menurut = {kode: isi for isi, kode in zip(baris, k.tetap, strict=False)} | sendiri
    urutan = [kode for kode, _ in reading_order(m) if kode in menurut]
    terisi = {kode for kode in urutan if kode in sendiri or _planned(menurut[kode][1], kode, m)}
    for kode in list(terisi):  # what stands above is its context
        while kode := m.rencana.parent(kode):
            terisi.add(kode)
    tabel = [x for x in (_table([kode for kode in urutan if kode in terisi], menurut, k.nama, m, ruang, masalah), _adoption(t, ruang)) if x]
    return RencanaTerbaca(m, tabel if terisi else [], berkas, frozenset(terisi), masalah)


def read_own(t: Terbaca, k: LembarKhusus, m: Metodologi) -> tuple[Metodologi, dict[str, bytes], list[str]]:
    """Read what an exported workbook says of indicators and steps of a Polres's own: methodology with them, their file, problems."""
    isi: dict[str, Any] = {"sifat": {}, "indikator": {}, "langkah": {}}
    for _, b in t.khusus[k.nama]:
        kode, nama, jenis, induk, satuan, agregasi, arah, pendek, sifat, alasan, lkip, mendukung = (s.teks for s in b)
        if kode:
            isi["sifat"][sifat] = {"jenis": agregasi, "alasan": alasan}
            isi.setdefault(jenis, {})[kode] = {n: x for n, x in (
                ("nama", nama), ("satuan", satuan), ("sifat", sifat), ("polaritas", arah), ("pendek", pendek), ("lkip", lkip), ("mendukung", split_list(mendukung)),
                ("sasaran" if induk in m.rencana.sasaran else "induk", induk)) if x}
    isi = {n: x for n, x in isi.items() if x}
    if not isi:
        return m, {}, []
    mentah = write_yaml(isi)
    try:
        return with_own(m, check_model(BerkasTambahan, isi, BERKAS_TAMBAHAN), mentah), {BERKAS_TAMBAHAN: mentah}, []
    except KesalahanMasukan as galat:
        return m, {}, [x.replace(f"Berkas {BERKAS_TAMBAHAN}", f"Lembar \"{k.nama}\"") for x in galat.masalah]


def _planned(b: Sequence[Isi], kode: str, m: Metodologi) -> bool:
    """Whether a given row is filled in; what is judged once a year has dashes for quarters from the start."""
    return any(s.teks for s in (b[_TARGET], *(b[_TW] if m.rencana.kind(kode).triwulanan else ()), b[_UTAMA], b[_PENDUKUNG]))


def _changed(lembar: str, r: int, b: Sequence[Isi], kode: str, m: Metodologi) -> list[str]:
    """Say what has changed of the locked cells of a given row."""
    harapan = given_cells(kode, m.rencana.butir[kode], m)
    hasil = []
    for n, (sel, h) in enumerate(zip(b[_JENIS:_TARGET], harapan, strict=True), _JENIS):
        if sel.teks == h:
            continue
        di, judul = place(lembar, f"{'ABCDEFG'[n]}{r}"), KEPALA_RENCANA[n].lower()
        if n == _AGREGASI and sel.teks not in AGREGASI:
            hasil.append(f"{di}: agregasi \"{sel.teks[:40]}\" tidak dikenal; pilih {', '.join(AGREGASI)} (menurut metodologi: {h}).")
        else:
            hasil.append(f"{di}: {judul} {kode} menurut metodologi \"{h}\", tertulis \"{sel.teks[:40]}\"; kembalikan, atau tulis langkah sendiri di baris paling bawah.")
    return hasil


def _own(
    lembar: str, baris: Iterable[tuple[int, list[Isi]]], m: Metodologi, masalah: list[str],
) -> tuple[Metodologi, dict[str, tuple[int, list[Isi]]], dict[str, bytes]]:
    """Read the rows of one's own: the methodology with them, the rows by code, and their file."""
    isi = [(r, b) for r, b in baris if any(s.teks for s in b)]
    ada = {b[0].teks for _, b in isi}
    tambahan: dict[str, Any] = {"sifat": {}, "indikator": {}, "langkah": {}}
    hasil: dict[str, tuple[int, list[Isi]]] = {}
    satuan = unit_symbols(m)
    induk = {b[0].teks: b[_INDUK].teks for _, b in isi}
    for r, b in isi:
        kode = b[0].teks
        salah = _faults(lembar, r, b, m, ada, satuan, induk)
        if kode in hasil:
            salah.append(f"{place(lembar, f'A{r}')}: kode \"{kode}\" sudah ditulis pada baris {hasil[kode][0]}; pakai kode lain.")
        masalah += salah
        if not salah:
            hasil[kode] = (r, b)
            tambahan["sifat"][f"sendiri_{b[_AGREGASI].teks}"] = {"jenis": b[_AGREGASI].teks, "alasan": ALASAN[b[_AGREGASI].teks]}
            di_bawah = "sasaran" if b[_INDUK].teks in m.rencana.sasaran else "induk"
            tambahan[b[_JENIS].teks][kode] = {"nama": b[_URAIAN].teks, "satuan": satuan[b[_SATUAN].teks], "sifat": f"sendiri_{b[_AGREGASI].teks}",
                                              "polaritas": b[_ARAH].teks, di_bawah: b[_INDUK].teks}
    if not hasil or len(hasil) < len(isi):  # one that hangs on a faulty row could not be placed
        return m, {}, {}
    mentah = write_yaml({n: x for n, x in tambahan.items() if x})
    try:
        return with_own(m, BerkasTambahan.model_validate(tambahan), mentah), hasil, {BERKAS_TAMBAHAN: mentah}
    except KesalahanMasukan as galat:
        masalah += [f"Lembar \"{lembar}\": {x.removeprefix(f'Berkas {BERKAS_TAMBAHAN}')}".replace(": :", ":") for x in galat.masalah]
        return m, {}, {}


def _faults(lembar: str, r: int, b: Sequence[Isi], m: Metodologi, ada: set[str], satuan: Mapping[str, str], induk: Mapping[str, str]) -> list[str]:
    """Say what is wrong with a row of one's own."""
    kode = b[0].teks
    di = {n: place(lembar, f"{'ABCDEFG'[n]}{r}") for n in range(7)}
    if not kode:
        return [f"{di[0]}: kode kosong padahal barisnya terisi; tulis kode baru, misalnya polmas.kunjungan_sekolah, atau kosongkan barisnya."]
    hasil = []
    if not _KODE.fullmatch(kode) or len(kode) > 80 or kode.rpartition(".")[2] in m.bagian_parameter.aspek:
        hasil.append(f"{di[0]}: kode \"{kode[:60]}\" tidak sah; pakai huruf kecil, angka, garis bawah, dan titik, misalnya polmas.kunjungan_sekolah.")
    elif m.knows(kode):
        hasil.append(f"{di[0]}: kode \"{kode}\" sudah dipakai metodologi; isi barisnya di atas, atau pakai kode lain.")
    if not b[_URAIAN].teks:
        hasil.append(f"{di[1]}: uraian {kode} kosong; tulis nama indikator atau langkahnya.")
    for n, pilihan, nama in ((_JENIS, JENIS, "jenis"), (_SATUAN, tuple(satuan), "satuan"), (_AGREGASI, AGREGASI, "agregasi"), (_ARAH, ARAH, "arah baik")):
        if b[n].teks not in pilihan:
            hasil.append(f"{di[n]}: {nama} {kode} " + (f"\"{b[n].teks[:40]}\" tidak dikenal" if b[n].teks else "kosong") + f"; pilih {', '.join(pilihan)}.")
    di_atas = b[_INDUK].teks
    if di_atas in m.rencana.sasaran:
        if b[_JENIS].teks == "langkah":
            hasil.append(f"{di[_INDUK]}: langkah {kode} berinduk sasaran {di_atas}; pilih indikator atau langkah sebagai induknya.")
    elif di_atas not in m.rencana.butir and di_atas not in ada:
        hasil.append(f"{di[_INDUK]}: induk {kode} " + (f"\"{di_atas[:60]}\" tidak ada pada daftar" if di_atas else "kosong") + "; pilih kode sasaran, indikator, atau langkah yang ada.")
    elif b[_JENIS].teks == "indikator" and di_atas in m.rencana.langkah:
        hasil.append(f"{di[_INDUK]}: indikator {kode} berinduk langkah {di_atas}; pilih sasaran atau indikator sebagai induknya.")
    elif _circular(kode, induk):
        hasil.append(f"{di[_INDUK]}: {kode} berinduk pada dirinya sendiri; betulkan induknya.")
    return hasil


def _circular(kode: str, induk: Mapping[str, str]) -> bool:
    dilalui = {kode}
    while (kode := induk.get(kode, "")) and kode not in dilalui:
        dilalui.add(kode)
    return bool(kode)


def _table(
    urutan: Sequence[str], menurut: Mapping[str, tuple[int, list[Isi]]], lembar: str, m: Metodologi, ruang: Ruang, masalah: list[str],
) -> tuple[LembarAlih, list[list[Isi]]]:
    """Return the table of the plan, in reading order."""
    baris, alamat = [], []
    sasaran: list[str] = []
    for kode in urutan:
        r, b = menurut[kode]
        jenis = "indikator" if kode in m.rencana.indikator else "langkah"
        s = m.rencana.objective(kode)
        isi = dict.fromkeys(_KOLOM, Isi()) | {f"{jenis}_kode": Isi(kode), jenis: Isi(b[_URAIAN].teks or m.rencana.butir[kode].nama)}
        if s not in sasaran:
            sasaran.append(s)
            isi |= {"sasaran_kode": Isi(s), "no": Isi(f"{len(sasaran)}."), "sasaran": Isi(m.rencana.sasaran[s])}
        if jenis == "indikator":
            isi["target"] = _with_unit(b[_TARGET], kode, m)
        elif b[_TARGET].teks:
            masalah.append(f"{place(lembar, f'H{r}')}: langkah {kode} tidak bertarget setahun, hanya indikator; kosongkan selnya dan isi triwulannya.")
        if any(s.teks for s in b[_TW]):
            isi |= {"kode": Isi(kode)} | {f"tw{n}": _with_unit(s, kode, m) for n, s in enumerate(b[_TW], 1)}
        utama, pendukung = b[_UTAMA].teks, ", ".join(x.strip() for x in b[_PENDUKUNG].teks.replace("\n", ";").split(";") if x.strip())
        if pendukung and not utama:
            masalah.append(f"{place(lembar, f'M{r}')}: penanggung jawab utama {kode} kosong padahal pendukungnya terisi; tulis yang utama.")
        isi["penanggung_jawab"] = Isi(", ".join(x for x in (utama, pendukung) if x))
        baris.append(list(isi.values()))
        alamat.append((lembar, r))
    return LembarAlih(lembar, plan_table(ruang.tahun), alamat=tuple(alamat), huruf={n: h for n, (_, _, h) in _KOLOM.items()}), baris


def plan_table(tahun: int) -> dict[str, Any]:
    """Return the descriptor of the table of a plan."""
    return {
        "name": TABEL, "path": f"{TABEL}.csv", "title": f"Rencana aksi kinerja tahun {tahun}",
        "lkip": {"bagian": "Rencana aksi", "bawaan": {"tahun": tahun, "periode": "TH"}},
        "schema": {"fields": [{"name": n, "type": "string", "title": judul, **({"lkip": lkip} if lkip else {})} for n, (judul, lkip, _) in _KOLOM.items()]}}


def _with_unit(s: Isi, kode: str, m: Metodologi) -> Isi:
    """Return a number with the unit its row states, as a plan prints it."""
    satuan = m.unit(kode)
    angka = s.angka is not None and not s.persen or s.angka is None and _ANGKA.fullmatch(s.teks)
    return replace(s, satuan=satuan.lambang) if satuan.tercetak and angka else s


def _adoption(t: Terbaca, ruang: Ruang) -> tuple[LembarAlih, list[list[Isi]]] | None:
    """Return the table of place, date and signer, from the profile."""
    profil = {b[0].teks: (r, b[2].teks) for r, b in t.isian.get(PROFIL, [])}
    baris, alamat = [], []
    for kunci, kode in (("penetapan.tempat", "dokumen.tempat"), ("penetapan.tanggal", "dokumen.tanggal_rencana"), ("pimpinan.jabatan", "dokumen.penanda_tangan")):
        r, isi = profil.get(kunci, (0, ""))
        if kunci == "penetapan.tanggal":
            isi = write_date(isi) if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", isi) else ""
        if isi:
            baris.append([Isi(kode), Isi(isi)])
            alamat.append((PROFIL, r))
    uraian = {"name": "pengesahan", "path": "pengesahan.csv", "title": "Penetapan rencana aksi", "lkip": {"bagian": "Penetapan rencana aksi", "bawaan": {"tahun": ruang.tahun, "periode": "TH"}},
              "schema": {"fields": [{"name": "kode", "type": "string"}, {"name": "isi", "type": "string", "title": "Isi", "lkip": {}}]}}
    return (LembarAlih(PROFIL, uraian, alamat=tuple(alamat), huruf={"isi": "C"}), baris) if baris else None
