"""Show a data frame as a table in Indonesian, and the few tables of the validation notebooks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
from IPython.display import Markdown

from helpers.display.tables import Isi, Sel, table_html
from helpers.methodology.formulas import resolve
from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.validation.findings import NAMA_KELUARGA, TINGKAT, Temuan
from helpers.validation.plan_words import ATURAN

NAMA_KEADAAN = {
    "angka": "angka terbaca", "kosong": "kosong", "strip": "tanda -", "strip_ganda": "tanda --", "kata": "kata tentang angka", "tanggal": "tanggal", "rujukan": "rujukan ke tabel", "teks": "uraian", "jabatan": "penanggung jawab dan pejabat",
    "ragu": "di antaranya meragukan", "seluruhnya": "seluruh sel",
}
NAMA_STATUS = {
    "sepakat": "semua cetakan sepakat", "koreksi": "dipilih menurut koreksi.yml",
    "diperselisihkan": "berbeda-beda, belum diputuskan",
}
NAMA_PERIODE = {"TW1": "Triwulan 1", "TW2": "Triwulan 2", "TW3": "Triwulan 3", "TW4": "Triwulan 4", "TH": "Setahun"}
_KOSONG = "–"
#: Suites of expectations, as people call them.
NAMA_SUITE = {"fakta": "Fakta yang terbaca"} | NAMA_KELUARGA


def show_frame(
    isi: pd.DataFrame, kepala: Mapping[str, str], *, desimal: Mapping[str, int] | None = None, jumlah: bool = False,
) -> Markdown:
    """Show columns of a frame.

    Parameters
    ----------
    isi : pandas.DataFrame
    kepala : mapping of str to str
        Which columns, in order, and their headers.
    desimal : mapping of str to int, optional
        Decimals of numeric columns; by default as few as each value needs.
    jumlah : bool
        The last row is a total.
    """
    baris = [[Sel(str(nilai)) if k == "tahun" else _cell(nilai, (desimal or {}).get(k)) for k, nilai in zip(kepala, b, strict=True)]
             for b in isi[list(kepala)].itertuples(index=False)]
    return _table([list(kepala.values())], baris, jumlah=jumlah)


def _table(kepala: Sequence[Sequence[Isi]], baris: Sequence[Sequence[Isi]], *, jumlah: bool = False) -> Markdown:
    """Show a table as HTML, which notebooks and pages show alike; no document embeds it."""
    return Markdown(table_html(kepala, baris, jumlah=jumlah).replace("`", "&#96;"))


def _cell(nilai: object, desimal: int | None) -> Sel:
    if isinstance(nilai, bool):
        return Sel("ya" if nilai else "tidak")
    if nilai is None or (isinstance(nilai, float) and math.isnan(nilai)):
        return Sel(_KOSONG)
    if isinstance(nilai, int | float):
        return Sel(format_number(float(nilai), desimal), angka=True)
    return Sel(str(nilai) or _KOSONG)


def show_states(keadaan: pd.DataFrame) -> Markdown:
    """Show how many cells were read, blank or doubtful (`count_states`)."""
    return show_frame(keadaan.assign(keadaan=keadaan["keadaan"].map(NAMA_KEADAAN)), {"keadaan": "Keadaan sel", "jumlah": "Jumlah"}, jumlah=True)


def rule_name(nama: str, m: Metodologi) -> str:
    """Name a rule of a suite for people."""
    tetap = {
        "identitas fakta tunggal": "Setiap sel terdaftar satu kali", "kode terisi": "Setiap sel diketahui besarannya",
        "periode dikenal": "Setiap sel diketahui triwulan atau tahunnya",
        "keadaan dikenal": "Setiap sel diketahui keadaannya: angka, kosong, atau tanda hubung", "angka bernilai": "Setiap angka terbaca nilainya",
        "semua residu terhitung": "Setiap pengujian menghasilkan angka",
        "kesepakatan.kritis": "Fakta penting sama di mana pun tercetak", "kesepakatan.lain": "Fakta lain sama di mana pun tercetak",
        "agregasi.jumlah": "Setahun = jumlah keempat triwulan", "agregasi.rata": "Setahun = rata-rata keempat triwulan",
        "agregasi.akhir": "Setahun = nilai triwulan terakhir", "jumlah_bagian.wilayah.jumlah": "Baris jumlah = jumlah baris wilayah atau satker",
        "jumlah_bagian.wilayah.rata": "Baris jumlah = rata-rata baris wilayah",
        "rentang.kritis": "Besaran penting di dalam batas yang mungkin", "rentang.lain": "Besaran lain di dalam batas yang mungkin",
        "kelengkapan.indikator": "Target, realisasi, dan capaian setiap indikator tercetak",
        "kelengkapan.kosong": "Fakta yang bernilai tidak dikosongkan di tabel lain",
        "kelengkapan.strip": "Fakta yang bernilai tidak bertanda - di tabel lain",
        "kelengkapan.hitungan": "Bilangan yang disebut sama dengan daftarnya",
        "kelengkapan.nomor_tabel": "Satu nomor untuk satu tabel", "kelengkapan.urutan_nomor": "Nomor tabel tidak melompat",
        "kelengkapan.tahun_judul": "Tahun pada judul sesuai dengan isi tabel", "kelengkapan.indikator_judul": "Indikator pada judul dimuat oleh tabelnya",
        "kelengkapan.bagian_judul": "Indikator pada judul sesuai dengan bagian tempat tabelnya tercetak",
        "kelengkapan.kolom_persen": "Kolom bertanda % tidak memuat indeks atau nilai", "kelengkapan.kolom_cacah": "Kolom bertanda % tidak memuat jumlah atau selisih",
        "kelengkapan.induk_nomor": "Nomor di bawah sebuah nomor membahas indikator yang sama",
        "kelengkapan.nomor_grafik": "Satu nomor untuk satu grafik",
        "kelengkapan.sebutan": "Judul bagian, judul grafik, dan kalimat menyebut indikator yang dibahasnya",
        "kelengkapan.rujukan": "Tabel atau grafik yang dirujuk kalimat ada dan memuat indikatornya",
        "kelengkapan.tahun_kosong": "Sel tidak dikosongkan bila tahun di sampingnya terisi",
        "kelengkapan.jumlah_kosong": "Jumlah tidak dikosongkan bila bagian-bagiannya tercetak",
        "kelengkapan.tanggal_tunggal": "Satu dokumen bertanggal satu", "kelengkapan.urutan_tanggal": "Tanggal dokumen berurutan sebagaimana mestinya",
        "arah.arah.setempat": "Kata arah sesuai dengan angka dalam kalimat atau barisnya", "arah.arah.dokumen": "Kata arah sesuai dengan nilai yang dipakai",
        "arah.status.setempat": "Pernyataan pencapaian sesuai dengan angka dalam kalimatnya",
        "arah.status.dokumen": "Pernyataan pencapaian sesuai dengan nilai yang dipakai", "salinan": "Triwulan tidak mengulang tahun sebelumnya",
        "kembar.kolom": "Kolom yang dicatat sendiri tidak sama persis dengan kolom lain",
        "geseran.kolom": "Isi baris tidak bergeser ke kolom di sampingnya", "geseran.baris": "Isi kolom tidak bergeser ke baris di atas atau di bawahnya",
        "geseran.tahun": "Baris tidak memuat triwulan tahun lain",
    }
    tetap |= ATURAN
    aturan = {r.id: r for r in m.rumus}
    if nama in aturan:
        r = aturan[nama]
        return f"{m.name(r.aturan.kode)} = {r.aturan.nama or r.rumus.write({n: readable(n, m) for n in r.rumus.nama})}".replace("_", " ")
    if nama.startswith("jumlah_bagian.melebihi."):
        return f"Bagian-bagian paling banyak sebesar {readable(nama.removeprefix('jumlah_bagian.melebihi.'), m)}"
    return tetap.get(nama, nama[0].upper() + nama[1:])


def readable(nama: str, m: Metodologi) -> str:
    """Name a formula's variable for people."""
    polos, geser = resolve(nama)
    if polos.startswith("bobot."):
        return f"bobot {polos.removeprefix('bobot.')}"
    if not m.knows(polos):
        return {"q": "nomor triwulan"}.get(polos, polos)
    teks = m.name(polos)
    teks = teks if teks[1:2].isupper() else teks[0].lower() + teks[1:]
    return f"{teks} tahun lalu" if geser else teks


def show_finding_counts(temuan: Sequence[Temuan]) -> Markdown:
    """Count findings by family and severity."""
    keluarga = [k for k in NAMA_KELUARGA if any(t.keluarga == k for t in temuan)]
    baris = [
        [NAMA_KELUARGA[k], *(_count(temuan, k, t) for t in TINGKAT), _count(temuan, k, None)] for k in keluarga
    ]
    baris.append(["Jumlah", *(_count(temuan, None, t) for t in TINGKAT), _count(temuan, None, None)])
    return _table([["Keluarga", "Kritis", "Peringatan", "Info", "Jumlah"]], baris, jumlah=True)


def _count(temuan: Sequence[Temuan], keluarga: str | None, tingkat: str | None) -> Sel:
    n = sum(keluarga in (None, t.keluarga) and tingkat in (None, t.tingkat) for t in temuan)
    return Sel(format_number(n), angka=True)


def show_indices(indeks: pd.DataFrame) -> Markdown:
    """Show indices as printed beside as recomputed (`compute_indices`)."""
    baris = []
    for r in indeks.itertuples():
        d = max(int(r.presisi), 2)
        hasil = "tidak dapat dinilai" if r.cocok is None or pd.isna(r.cocok) else ("✓ cocok" if r.cocok else "✗ berbeda")
        baris.append([r.nama, str(r.tahun), NAMA_PERIODE[r.periode], Sel(format_number(r.tercetak, d), angka=True),
                      Sel(format_number(r.dihitung, d), angka=True), Sel(format_number(r.selisih, d, tanda=True), angka=True),
                      hasil, r.kedudukan or _KOSONG])
    return _table([["Besaran", "Tahun", "Periode", "Tercetak", "Dihitung ulang", "Selisih", "Hasil", "Kedudukan rumus"]], baris)


def show_restated(ulang: pd.DataFrame, m: Metodologi, tahun: Sequence[int]) -> Markdown:
    """Show what was published beside what is restated from corrected inputs, with the arithmetic (`restate_indices`)."""
    baris = []
    for r in ulang[ulang["tahun"].isin(tahun)].itertuples():
        pasti = r.dinyatakan_ulang - r.bawah <= 1e-9 * max(1.0, abs(r.dinyatakan_ulang))
        nilai = format_number(r.dinyatakan_ulang, 2) if pasti else f"{format_number(r.bawah, 2)} sampai {format_number(r.dinyatakan_ulang, 2)}"
        baris.append([m.name(r.kode), str(r.tahun), NAMA_PERIODE[r.periode], Sel(format_number(r.tercetak), angka=True), Sel(nilai, angka=True),
                      r.perhitungan if r.dihitung else r.keterangan or r.perhitungan, r.kedudukan or _KOSONG])
    return _table([["Besaran", "Tahun", "Periode", "Diterbitkan", "Dinyatakan ulang", "Perhitungan", "Kedudukan rumus"]], baris)


def show_achievements(capaian: pd.DataFrame, tahun: Sequence[int]) -> Markdown:
    """Show target, realisasi and capaian of each indicator (`compute_achievements`)."""
    baris = []
    for r in capaian[capaian["tahun"].isin(tahun)].itertuples():
        tercapai = "–" if r.tercapai is None or pd.isna(r.tercapai) else ("✓ tercapai" if r.tercapai else "✗ tidak tercapai")
        baris.append([r.nama, str(r.tahun), *(Sel(format_number(x), angka=True) for x in (r.target, r.realisasi, r.capaian_tercetak, r.capaian)),
                      tercapai, r.diperselisihkan or _KOSONG])
    return _table([["Indikator", "Tahun", "Target", "Realisasi", "Capaian tercetak (%)", "Capaian dihitung (%)", "Penilaian",
                        "Nilai berbeda-beda"]], baris)
