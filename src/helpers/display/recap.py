"""The report over many Polres: tables and charts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from IPython.display import Markdown

from helpers.display.blocks import join_blocks, plain
from helpers.display.cells import table
from helpers.display.charts import Gambar, Grafik, series
from helpers.numbers import format_number, format_percent
from helpers.rekap import statistics
from helpers.rekap.gather import Rekap
from helpers.validation.findings import NAMA_KELUARGA

#: How many Polres the tables of best, worst and farthest name; all are in the CSV files.
TERATAS = 10
TERBANYAK = 40
_TINGKAT = ("kritis", "peringatan", "info")


def source(r: Rekap) -> str:
    """Name the source of every number."""
    return f"data {format_number(len(r.polres), 0)} Polres tahun {r.tahun}, dihitung dalam rekapitulasi ini"


def _n(x: float, desimal: int = 2) -> str:
    return format_number(x, desimal) if x is not None and math.isfinite(x) else "tidak ada"


def _name(r: Rekap) -> dict[str, str]:
    return dict(zip(r.polres["polres"], r.polres["nama"], strict=True))


def summary(r: Rekap) -> Markdown:
    """Say in a few sentences what the report shows."""
    d, temuan = statistics.distribution(r.indikator), r.temuan
    dinilai, tercapai = int(d["dinilai"].sum()), int(d["tercapai"].sum())
    kalimat = [f"Rekapitulasi ini memuat {_n(len(r.polres), 0)} Polres dari {_n(r.polres['polda'].nunique(), 0)} Polda untuk tahun {r.tahun}."]
    if len(r.gagal):
        kalimat.append(f"Data {_n(len(r.gagal), 0)} Polres lain tidak dapat dibaca; sebabnya disebut pada akhir laporan ini.")
    if dinilai:
        kalimat.append(f"Dari {_n(dinilai, 0)} capaian yang dapat dinilai, {_n(tercapai, 0)} mencapai target ({format_percent(100 * tercapai / dinilai, 1)}).")
    berisi = temuan["polres"].nunique()
    kalimat.append(f"Pemeriksaan menemukan {_n(int(temuan['jumlah'].sum()), 0)} temuan pada {_n(berisi, 0)} Polres; "
                   f"{_n(len(r.polres) - berisi, 0)} Polres tanpa temuan.")
    return join_blocks(plain(" ".join(kalimat)))


def distribution(r: Rekap) -> Markdown:
    """Return how realisasi of every indicator spreads over the Polres."""
    baris = [[b.nama, _n(b.n, 0), *(_n(x) for x in (b.min, b.q1, b.median, b.q3, b.max, b.capaian)), f"{_n(b.tercapai, 0)} dari {_n(b.dinilai, 0)}"]
             for b in statistics.distribution(r.indikator).itertuples()]
    return join_blocks(
        table("tbl-sebaran", f"Sebaran realisasi setiap indikator tahun {r.tahun}",
              [["Indikator", "Polres", "Terendah", "Kuartil 1", "Median", "Kuartil 3", "Tertinggi", "Median capaian (%)", "Mencapai target"]],
              baris, source(r), lebar=(24, 8, 10, 10, 10, 10, 10, 10, 12)),
        "Separuh dari semua Polres berada di antara kuartil 1 dan kuartil 3.")


def achieved_bars(r: Rekap) -> Gambar:
    """Share of the Polres that reached the target of each indicator."""
    d = statistics.distribution(r.indikator)
    bagian = [100 * b.tercapai / b.dinilai if b.dinilai else math.nan for b in d.itertuples()]
    return Gambar(Grafik("batang_mendatar", f"Bagian Polres yang mencapai target tahun {r.tahun}", tuple(d["nama"]), (series("Mencapai target", bagian),),
                         "persen dari Polres yang dapat dinilai", 1, sumber=source(r)))


def ranking(r: Rekap) -> Markdown:
    """Return the highest and the lowest capaian of every indicator."""
    semua, nama = statistics.ranks(r.indikator).dropna(subset=["peringkat"]), _name(r)
    bagian = []
    for kode, isi in semua.groupby("kode", sort=False):
        isi = isi.sort_values(["peringkat", "polres"], kind="stable")
        pilih = isi if len(isi) <= 2 * TERATAS else pd.concat([isi.head(TERATAS), isi.tail(TERATAS)])
        judul = isi["nama"].iloc[0]
        baris = [[str(b.peringkat), nama[b.polres], _n(b.target), _n(b.realisasi), _n(b.capaian), "ya" if b.tercapai else "tidak"] for b in pilih.itertuples()]
        lingkup = "semua Polres" if len(pilih) == len(isi) else f"{TERATAS} tertinggi dan {TERATAS} terendah dari {_n(len(isi), 0)} Polres"
        bagian += [f"## {plain(judul)}", table(
            f"tbl-peringkat-{kode.lower()}", f"Peringkat capaian {judul}: {lingkup}", [["Peringkat", "Polres", "Target", "Realisasi", "Capaian (%)", "Tercapai"]],
            baris, source(r), lebar=(10, 40, 12, 12, 14, 12))]
    return join_blocks(*bagian)


def findings(r: Rekap) -> Markdown:
    """Return findings by family and severity, and the Polres whose data hold worst."""
    if r.temuan.empty:
        return join_blocks("Tidak ada temuan pada satu Polres pun.")
    isi = r.temuan.groupby(["keluarga", "tingkat"])["jumlah"].sum().unstack(fill_value=0).reindex(columns=list(_TINGKAT), fill_value=0)
    polres = r.temuan.groupby("keluarga")["polres"].nunique()
    isi = isi.loc[isi.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    baris = [[NAMA_KELUARGA.get(k, k), *(_n(b[t], 0) for t in _TINGKAT), _n(b.sum(), 0), _n(polres[k], 0)] for k, b in isi.iterrows()]
    return join_blocks(table("tbl-temuan", "Temuan menurut keluarga dan tingkat", [["Keluarga", "Kritis", "Peringatan", "Info", "Jumlah", "Polres"]], baris,
                             source(r), lebar=(40, 12, 12, 12, 12, 12)))


def quality(r: Rekap) -> Markdown:
    """Return the score of data quality of the Polres with findings, the worst first."""
    q = statistics.quality(r.polres, r.temuan)
    pilih = q[q[list(_TINGKAT)].sum(axis=1) > 0]
    arti = "Skor mutu data adalah bagian pemeriksaan yang terpenuhi, dalam persen; 100 berarti semua angka saling cocok. "
    sebar = f"Median skor semua Polres {_n(q['mutu'].median())}, terendah {_n(q['mutu'].min())}."
    if pilih.empty:
        return join_blocks(plain(arti + sebar))
    baris = [[b.nama, b.polda, _n(b.diperiksa, 0), _n(b.mutu), *(_n(getattr(b, t), 0) for t in _TINGKAT)] for b in pilih.head(TERBANYAK).itertuples()]
    return join_blocks(plain(arti + sebar), table(
        "tbl-mutu", f"Skor mutu data Polres yang mempunyai temuan{_most(len(pilih))}", [["Polres", "Polda", "Diperiksa", "Skor mutu (%)", "Kritis", "Peringatan", "Info"]], baris,
        source(r), lebar=(30, 26, 10, 10, 8, 10, 8)))


def _most(jumlah: int) -> str:
    return f": {TERBANYAK} terendah dari {_n(jumlah, 0)}" if jumlah > TERBANYAK else ""


def outliers(r: Rekap) -> Markdown:
    """Return realisasi that lie far from those of the other Polres."""
    isi, nama = statistics.outliers(r.indikator), _name(r)
    arti = (f"Pencilan adalah realisasi yang skor robusnya (0,6745 kali jarak dari median, dibagi median jarak mutlak) melebihi {_n(statistics.BATAS_PENCILAN, 1)}. "
            "Pencilan belum tentu salah; periksa angka sumbernya lebih dahulu.")
    if isi.empty:
        return join_blocks(plain(arti), "Tidak ada pencilan.")
    baris = [[nama[b.polres], b.nama, _n(b.realisasi), _n(b.median), format_number(b.skor, 1, tanda=True)] for b in isi.head(TERBANYAK).itertuples()]
    return join_blocks(plain(arti), table("tbl-pencilan", f"Realisasi yang jauh dari Polres lain{_farthest(len(isi))}",
                                          [["Polres", "Indikator", "Realisasi", "Median", "Skor robus"]], baris, source(r), lebar=(34, 30, 12, 12, 12)))


def _farthest(jumlah: int) -> str:
    return f": {TERBANYAK} terjauh dari {_n(jumlah, 0)}" if jumlah > TERBANYAK else ""


def restated(r: Rekap) -> Markdown:
    """Return realisasi that the inputs do not give."""
    isi, nama = statistics.restated(r.indikator), _name(r)
    dihitung = int(r.indikator["dihitung"].astype(bool).sum())
    arti = (f"Dari {_n(len(r.indikator), 0)} realisasi, {_n(dihitung, 0)} dapat dihitung ulang dari masukannya dan {_n(len(isi), 0)} di antaranya berbeda dari yang diterbitkan "
            "lebih dari satu angka terakhir yang tercetak.")
    if isi.empty:
        return join_blocks(plain(arti))

    def again(b) -> str:  # noqa: ANN001  a row
        return _n(b.realisasi_ulang) if b.realisasi_ulang - b.realisasi_bawah <= statistics.BEDA else f"{_n(b.realisasi_bawah)} sampai {_n(b.realisasi_ulang)}"

    baris = [[nama[b.polres], b.nama, _n(b.realisasi), again(b), format_number(b.beda, 2, tanda=True)] for b in isi.head(TERBANYAK).itertuples()]
    return join_blocks(plain(arti), table("tbl-ulang", f"Realisasi yang diterbitkan dan yang dihitung ulang{_farthest(len(isi))}",
                                          [["Polres", "Indikator", "Diterbitkan", "Dihitung ulang", "Beda"]], baris, source(r), lebar=(34, 28, 12, 16, 10)))


def failures(r: Rekap) -> Markdown:
    """Return the Polres that could not be read, and why."""
    if r.gagal.empty:
        return join_blocks("Data semua Polres dapat dibaca.")
    return join_blocks(table("tbl-gagal", "Polres yang datanya tidak dapat dibaca", [["Kode Polres", "Sebab dan perbaikan"]],
                             [[b.polres, b.sebab] for b in r.gagal.itertuples()], source(r), lebar=(25, 75)))


def csv_tables(r: Rekap) -> dict[str, pd.DataFrame]:
    """Return the whole tables that the report only quotes."""
    kolom: Sequence[str] = ["polres", "kode", "nama", "satuan", "target", "realisasi", "capaian", "tercapai", "peringkat", "realisasi_ulang", "realisasi_bawah", "dihitung"]
    return {"indikator.csv": statistics.ranks(r.indikator)[list(kolom)], "mutu.csv": statistics.quality(r.polres, r.temuan), "temuan.csv": r.temuan}
