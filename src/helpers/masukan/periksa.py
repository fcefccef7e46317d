"""Checks of what was typed into a workbook, before it becomes a package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.masukan.baca import Terbaca
from helpers.masukan.lembar import POLSEK, PROFIL, LembarTabel, place
from helpers.masukan.polda import known_polda
from helpers.masukan.sel import Isi
from helpers.methodology.rules import Metodologi
from helpers.numbers import parse_number
from helpers.paths import Ruang
from helpers.sources.profile import Profil

#: Option of the command that lets numbers beyond their limit pass.
OPSI_BATAS = "--abaikan-batas"


def check_profile(profil: Profil, t: Terbaca, ruang: Ruang) -> list[str]:
    """Check that the profile belongs to the workbook, that its Polda exists and no Polsek stands twice."""
    di_mana = {b[0].teks: r for r, b in t.isian[PROFIL]}

    def at(kunci: str) -> str:
        return f"{place(PROFIL, f'C{di_mana.get(kunci, 0)}')}, isian \"{kunci}\""

    masalah = []
    if profil.kode != ruang.polres:
        masalah.append(f"{at('kode')}: tertulis \"{profil.kode}\", padahal buku ini untuk \"{ruang.polres}\"; kembalikan kodenya.")
    if profil.tahun_anggaran != ruang.tahun:
        masalah.append(f"{at('tahun_anggaran')}: tertulis {profil.tahun_anggaran}, padahal buku ini untuk tahun {ruang.tahun}; "
                       "kembalikan tahunnya, atau buat buku tahun itu dengan lkip init.")
    daftar = known_polda(ruang.metodologi)
    if daftar and profil.polda.nama not in daftar:
        masalah.append(f"{at('polda.nama')}: \"{profil.polda.nama[:60]}\" tidak ada di daftar Polda; pilih dari daftar pada sel itu.")
    for n, (huruf, bagian) in enumerate((("A", "kode"), ("B", "nama"))):
        ada: set[str] = set()
        for r, b in t.isian[POLSEK]:
            isi = b[n].teks.casefold()
            if isi in ada:
                masalah.append(f"{place(POLSEK, f'{huruf}{r}')}: {bagian} Polsek \"{b[n].teks[:60]}\" tertulis lebih dari sekali; hapus yang rangkap.")
            ada.add(isi)
    masalah += [f"{place(POLSEK, f'A{r}')}: kode \"{b[0].teks}\" dipakai untuk Polres atau satuan kerja; pakai kode lain."
                for r, b in t.isian[POLSEK] if b[0].teks == ruang.polres]
    return masalah


def check_numbers(
    fakta: pd.DataFrame, sel: Mapping[str, Sequence[Sequence[Isi]]], lembar: Mapping[str, LembarTabel], m: Metodologi,
) -> tuple[list[str], list[str]]:
    """Check numbers against their units.

    In an exported workbook text stays as printed; the validation judges it, as it also finds more solved than occurred and
    values out of range. In a workbook to fill in (whose rows are given) a number typed as text counts like any other.

    Returns
    -------
    list of str
        Problems.
    list of str
        Remarks: numbers shown with fewer decimals than they have.
    """
    masalah, catatan = [], []
    for sumber, baris, kolom, kode, nilai, keadaan in fakta[["sumber", "baris", "kolom", "kode", "nilai", "keadaan"]].itertuples(index=False, name=None):
        t = lembar[sumber]
        s = sel[sumber][baris - 2][t.kolom.index(kolom)]
        if s.angka is None and not (t.diisi and keadaan == "angka"):
            continue
        angka = nilai if s.angka is None else s.angka
        di_mana, tertulis, nama, satuan = t.where(baris, kolom), s.utuh or s.teks, m.name(kode), m.unit(kode)
        masalah += unit_faults(di_mana, s, kode, m, angka)
        if angka < 0 and satuan.jenis in ("cacah", "rupiah") and (m.bounds(kode)[0] is not None or satuan.jenis == "rupiah") and not kode.endswith((".selisih", ".sisa")):
            masalah.append(f"{di_mana}: {tertulis} negatif, padahal {nama} tidak mungkin negatif; betulkan angkanya.")
        elif satuan.jenis == "cacah" and angka != int(angka) and m.parameter(kode).agregasi != "rata":
            masalah.append(f"{di_mana}: {tertulis} bukan bilangan bulat, padahal {nama} dihitung dalam {satuan.lambang}; betulkan angkanya.")
        elif s.dibulatkan:
            catatan.append(f"{di_mana}: dicatat {s.teks} seperti tampilannya, padahal isinya lebih teliti; tambah desimal tampilan bila perlu.")
    return masalah, catatan


def check_limits(fakta: pd.DataFrame, lembar: Mapping[str, LembarTabel], m: Metodologi) -> list[str]:
    """Say where more is told than there can be, such as more cases solved than occurred, in the tables of a workbook to fill in."""
    ada = {(f.kode, f.wilayah, f.tahun, f.periode): f for f in fakta.itertuples() if f.keadaan == "angka" and lembar[f.sumber].diisi}
    batas = {b.kode: b.paling_banyak for b in m.bagian_rumus.batas}
    hasil = []
    for (kode, *alamat), f in ada.items():
        paling = ada.get((batas.get(kode), *alamat))
        if paling is not None and f.nilai > paling.nilai:
            hasil.append(f"{lembar[f.sumber].where(f.baris, f.kolom)}: {m.name(kode)} {f.nilai_teks} lebih banyak daripada {m.name(paling.kode)} {paling.nilai_teks} "
                         f"({lembar[paling.sumber].where(paling.baris, paling.kolom)}); betulkan, atau impor dengan {OPSI_BATAS} bila memang demikian.")
    return hasil


def unit_faults(di_mana: str, s: Isi, kode: str, m: Metodologi, angka: float | None = None) -> list[str]:
    """Say when a number is written as a percentage and is none, or as a fraction and is a percentage.

    Parameters
    ----------
    angka : float, optional
        What the cell says, where it is text.
    """
    satuan, nama, tertulis = m.unit(kode), m.name(kode), s.utuh or s.teks
    if angka is None:
        angka = s.angka
    if angka is None:
        terbaca = parse_number(s.teks, satuan.jenis, desimal=satuan.desimal, persen=satuan.lambang == "%") if s.teks else None
        if terbaca is None or terbaca.keadaan != "angka":
            return []
        angka = terbaca.nilai
    persen = s.persen or (s.angka is None and "%" in s.teks)
    if persen and satuan.lambang != "%":
        return [f"{di_mana}: {'tertulis dengan %' if s.angka is None else 'berformat persen'}, padahal {nama} bersatuan {satuan.lambang}; "
                + ("tulis angkanya tanpa tanda %." if s.angka is None else "ubah format selnya menjadi angka.")]
    if satuan.lambang == "%" and not persen and 0 < abs(angka) < 1:
        persen_nya = f"{100 * angka:.10g}".replace(".", ",")
        return [f"{di_mana}: {tertulis} tampaknya pecahan, padahal {nama} ditulis dalam persen; "
                f"tulis {persen_nya}, atau tulis \"{tertulis}%\" bila memang di bawah satu persen."]
    return []
