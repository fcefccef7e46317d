"""The report over many Polres: tables and charts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from IPython.display import Markdown

from helpers.display.blocks import join_blocks, plain
from helpers.display.cells import table
from helpers.display.charts import Gambar, Grafik, series
from helpers.display.tables import Isi, Sel
from helpers.numbers import format_number, format_percent
from helpers.rekap import statistics
from helpers.rekap.gather import Rekap
from helpers.validation.findings import NAMA_KELUARGA

#: How many Polres the tables of best, worst and farthest name; all are in the CSV files.
TERATAS = 10
TERBANYAK = 40
#: Up to this many Polres, each has its row in the report itself.
SEMUA = 60
_TINGKAT = ("kritis", "peringatan", "info")


def source(r: Rekap) -> str:
    """Name the source of every number."""
    return f"data {format_number(len(r.polres), 0)} Polres tahun {r.tahun}, dihitung dalam rekapitulasi ini"


def _n(x: float, desimal: int = 2) -> str:
    return format_number(x, desimal) if x is not None and math.isfinite(x) else "tidak ada"


def _name(r: Rekap) -> dict[str, str]:
    return dict(zip(r.polres["polres"], r.polres["nama"], strict=True))


def _sel(x: float | None, desimal: int = 2, *, tanda: bool = False) -> Sel:
    """Return the cell of a number."""
    ada = x is not None and math.isfinite(x)
    return Sel(format_number(x, desimal, tanda=tanda) if ada else "–", angka=True)


def polda_name(nama: str) -> str:
    """Return the short name of a Polda: ``Polda Jawa Tengah``."""
    return nama.replace("Kepolisian Daerah ", "Polda ", 1)


def _polda(r: Rekap) -> dict[str, str]:
    """Return the Polda of each Polres, where there is more than one."""
    polda = {b.polres: polda_name(b.polda) for b in r.polres.itertuples()}
    return polda if len(set(polda.values())) > 1 else {}


def _with_polda(r: Rekap, kepala: list[str], lebar: list[float]) -> tuple[list[str], list[float]]:
    """Put the Polda last, where there are several."""
    return ([*kepala, "Polda"], [*lebar, 20]) if _polda(r) else (kepala, lebar)


def _region(r: Rekap, polres: str) -> list[Isi]:
    """Return the cell of that column, if there is one."""
    polda = _polda(r)
    return [polda[polres]] if polda else []


def summary(r: Rekap) -> Markdown:
    """Say in a few sentences what the report shows."""
    d, temuan = statistics.distribution(r.indikator), r.temuan
    dinilai, tercapai = int(d["dinilai"].sum()), int(d["tercapai"].sum())
    kalimat = [f"Rekapitulasi ini memuat {_n(len(r.polres), 0)} Polres dari {_n(r.polres['polda'].nunique(), 0)} Polda untuk tahun {r.tahun}."]
    if len(r.gagal):
        kalimat.append(f"Data {_n(len(r.gagal), 0)} Polres lain tidak dapat dibaca; sebabnya disebut pada akhir laporan ini.")
    if dinilai:
        kalimat.append(f"Dari {_n(dinilai, 0)} capaian yang dapat dinilai, {_n(tercapai, 0)} mencapai target ({format_percent(100 * tercapai / dinilai, 1)}).")
        bagian = (d["tercapai"] / d["dinilai"]).where(d["dinilai"] > 0).dropna()
        atas, bawah = d.loc[bagian.idxmax()], d.loc[bagian.idxmin()]
        if bagian.min() < bagian.max():
            kalimat.append(f"Target paling sering tercapai pada {atas['nama']} ({_n(atas['tercapai'], 0)} dari {_n(atas['dinilai'], 0)} Polres) dan paling jarang "
                           f"pada {bawah['nama']} ({_n(bawah['tercapai'], 0)} dari {_n(bawah['dinilai'], 0)}).")
    berisi = temuan["polres"].nunique()
    kalimat.append(f"Pemeriksaan menemukan {_n(int(temuan['jumlah'].sum()), 0)} temuan pada {_n(berisi, 0)} Polres; "
                   f"{_n(len(r.polres) - berisi, 0)} Polres tanpa temuan.")
    return join_blocks(plain(" ".join(kalimat)))


def distribution(r: Rekap) -> Markdown:
    """Return how realisasi of every indicator spreads over the Polres."""
    baris = [[b.nama, _reached(b.tercapai, b.dinilai)[0], *map(_sel, (b.min, b.q1, b.median, b.q3, b.max, b.capaian)), _sel(b.n, 0)]
             for b in statistics.distribution(r.indikator).itertuples()]
    return join_blocks(
        table("tbl-sebaran", f"Sebaran realisasi setiap indikator tahun {r.tahun}",
              [["Indikator", "Mencapai target", "Terendah", "Kuartil 1", "Median", "Kuartil 3", "Tertinggi", "Median capaian (%)", "Polres"]],
              baris, source(r), lebar=(24, 12, 10, 10, 10, 10, 10, 10, 8)),
        "Separuh dari semua Polres berada di antara kuartil 1 dan kuartil 3.")


def achieved_bars(r: Rekap) -> Gambar:
    """Share of the Polres that reached the target of each indicator."""
    d = statistics.distribution(r.indikator)
    bagian = [100 * b.tercapai / b.dinilai if b.dinilai else math.nan for b in d.itertuples()]
    return Gambar(Grafik("batang_mendatar", f"Bagian Polres yang mencapai target tahun {r.tahun}", tuple(d["nama"]), (series("Mencapai target", bagian),),
                         "persen dari Polres yang dapat dinilai", 1, sumber=source(r)))


def regions(r: Rekap) -> Markdown:
    """Return one row a Polda: what its Polres reached, and the quality of their data; nothing where there is one Polda."""
    if not _polda(r):
        return join_blocks()
    isi = statistics.overview(r.polres, r.indikator, r.temuan)
    baris = [[polda_name(nama), _sel(len(x), 0), *_reached(x["tercapai"].sum(), x["dinilai"].sum()), _sel((x[list(_TINGKAT)].sum(axis=1) > 0).sum(), 0),
              *(_sel(x[t].sum(), 0) for t in _TINGKAT), _sel(x["mutu"].median()), _sel(x["mutu"].min())] for nama, x in isi.groupby("polda")]
    return join_blocks(table(
        "tbl-polda", f"Capaian dan mutu data menurut Polda tahun {r.tahun}",
        [["Polda", "Polres", "Target tercapai", "Bagian (%)", "Polres bertemuan", "Kritis", "Peringatan", "Info", "Median skor mutu (%)", "Skor terendah (%)"]],
        baris, source(r), lebar=(20, 7, 12, 9, 10, 7, 11, 6, 10, 10)))


def _reached(tercapai: int, dinilai: int) -> list[Isi]:
    return [Sel(f"{_n(tercapai, 0)} dari {_n(dinilai, 0)}" if dinilai else "–", angka=True), _sel(100 * tercapai / dinilai if dinilai else None, 1)]


def overview(r: Rekap) -> Markdown:
    """Return one row a Polres, by Polda; only where they are few enough to be read."""
    if len(r.polres) > SEMUA:
        return join_blocks(f"Ringkasan setiap Polres ({_n(len(r.polres), 0)} Polres) ada di berkas polres.csv di samping laporan ini.")
    isi = statistics.overview(r.polres, r.indikator, r.temuan)
    kepala, lebar = _with_polda(r, ["Polres", "Target tercapai", "Bagian (%)", "Median capaian (%)", "Kritis", "Peringatan", "Info", "Skor mutu (%)"],
                                [28, 12, 10, 12, 8, 12, 8, 12])
    baris = [[b.nama, *_reached(b.tercapai, b.dinilai), _sel(b.capaian), *(_sel(getattr(b, t), 0) for t in _TINGKAT), _sel(b.mutu), *_region(r, b.polres)]
             for b in isi.itertuples()]
    return join_blocks(table("tbl-polres", f"Ringkasan setiap Polres tahun {r.tahun}", [kepala], baris, source(r), lebar=lebar))


def ranking(r: Rekap) -> Markdown:
    """Return the highest and the lowest capaian of every indicator."""
    semua, nama = statistics.ranks(r.indikator).dropna(subset=["peringkat"]), _name(r)
    kepala, lebar = _with_polda(r, ["Peringkat", "Polres", "Capaian (%)", "Realisasi", "Target", "Tercapai"], [10, 34, 13, 12, 11, 11])
    bagian = []
    for kode, isi in semua.groupby("kode", sort=False):
        isi = isi.sort_values(["peringkat", "polres"], kind="stable")
        judul = isi["nama"].iloc[0]

        def row(b) -> list[Isi]:  # noqa: ANN001  a row
            return [Sel(str(b.peringkat), angka=True), nama[b.polres], _sel(b.capaian), _sel(b.realisasi), _sel(b.target), "ya" if b.tercapai else "tidak",
                    *_region(r, b.polres)]

        if len(isi) <= 2 * TERATAS:
            baris, lingkup = [row(b) for b in isi.itertuples()], "semua Polres"
        else:
            sela = [Sel("…", angka=True), f"{_n(len(isi) - 2 * TERATAS, 0)} Polres lain", *[""] * (len(kepala) - 2)]
            baris = [*map(row, isi.head(TERATAS).itertuples()), sela, *map(row, isi.tail(TERATAS).itertuples())]
            lingkup = f"{TERATAS} tertinggi dan {TERATAS} terendah dari {_n(len(isi), 0)} Polres"
        bagian += [f"## {plain(judul)}", table(f"tbl-peringkat-{kode.lower()}", f"Peringkat capaian {judul}: {lingkup}", [kepala], baris, source(r), lebar=lebar)]
    return join_blocks(*bagian)


def findings(r: Rekap) -> Markdown:
    """Return findings by family and severity, and the Polres whose data hold worst."""
    if r.temuan.empty:
        return join_blocks("Tidak ada temuan pada satu Polres pun.")
    isi = r.temuan.groupby(["keluarga", "tingkat"])["jumlah"].sum().unstack(fill_value=0).reindex(columns=list(_TINGKAT), fill_value=0)
    polres = r.temuan.groupby("keluarga")["polres"].nunique()
    isi = isi.loc[isi.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    baris = [[NAMA_KELUARGA.get(k, k), *(_sel(b[t], 0) for t in _TINGKAT), _sel(b.sum(), 0), _sel(polres[k], 0)] for k, b in isi.iterrows()]
    return join_blocks(table("tbl-temuan", "Temuan menurut keluarga dan tingkat", [["Keluarga", "Kritis", "Peringatan", "Info", "Jumlah", "Banyaknya Polres"]], baris,
                             source(r), lebar=(38, 11, 13, 11, 11, 16)))


def findings_by_polres(r: Rekap) -> Markdown:
    """Return the findings of every Polres by family, the gravest first."""
    isi = statistics.by_polres(r.temuan)
    if isi.empty:
        return join_blocks()
    nama = _name(r)
    baris = [[nama[b.polres], NAMA_KELUARGA.get(b.keluarga, b.keluarga), *(_sel(getattr(b, t), 0) for t in _TINGKAT)] for b in isi.head(TERBANYAK).itertuples()]
    judul = f"Temuan setiap Polres menurut keluarga{f': {TERBANYAK} terberat dari {_n(len(isi), 0)}' if len(isi) > TERBANYAK else ''}"
    return join_blocks(table("tbl-temuan-polres", judul, [["Polres", "Keluarga", "Kritis", "Peringatan", "Info"]], baris, source(r), lebar=(38, 28, 10, 14, 10)))


def quality(r: Rekap) -> Markdown:
    """Return the score of data quality of the Polres with findings, the worst first."""
    q = statistics.quality(r.polres, r.temuan)
    pilih = q[q[list(_TINGKAT)].sum(axis=1) > 0]
    arti = "Skor mutu data adalah bagian pemeriksaan yang terpenuhi, dalam persen; 100 berarti semua angka saling cocok. "
    sebar = f"Median skor semua Polres {_n(q['mutu'].median())}, terendah {_n(q['mutu'].min())}."
    if pilih.empty:
        return join_blocks(plain(arti + sebar))
    baris = [[b.nama, polda_name(b.polda), _sel(b.diperiksa, 0), _sel(b.mutu), *(_sel(getattr(b, t), 0) for t in _TINGKAT)] for b in pilih.head(TERBANYAK).itertuples()]
    return join_blocks(plain(arti + sebar), table(
        "tbl-mutu", f"Skor mutu data Polres yang mempunyai temuan{_most(len(pilih))}", [["Polres", "Polda", "Pemeriksaan", "Skor mutu (%)", "Kritis", "Peringatan", "Info"]], baris,
        source(r), lebar=(28, 22, 13, 11, 8, 12, 7)))


def _most(jumlah: int) -> str:
    return f": {TERBANYAK} terendah dari {_n(jumlah, 0)}" if jumlah > TERBANYAK else ""


def outliers(r: Rekap) -> Markdown:
    """Return realisasi that lie far from those of the other Polres."""
    isi, nama = statistics.outliers(r.indikator), _name(r)
    arti = (f"Pencilan adalah realisasi yang skor robusnya (0,6745 kali jarak dari median, dibagi median jarak mutlak) melebihi {_n(statistics.BATAS_PENCILAN, 1)}. "
            "Pencilan belum tentu salah; periksa angka sumbernya lebih dahulu.")
    if isi.empty:
        return join_blocks(plain(arti), "Tidak ada pencilan.")
    baris = [[nama[b.polres], b.nama, _sel(b.realisasi), _sel(b.median), _sel(b.skor, 1, tanda=True)] for b in isi.head(TERBANYAK).itertuples()]
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

    baris = [[nama[b.polres], b.nama, _sel(b.realisasi), Sel(again(b), angka=True), _sel(b.beda, tanda=True)] for b in isi.head(TERBANYAK).itertuples()]
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
    return {"polres.csv": statistics.overview(r.polres, r.indikator, r.temuan), "indikator.csv": statistics.ranks(r.indikator)[list(kolom)], "mutu.csv": statistics.quality(r.polres, r.temuan), "temuan.csv": r.temuan}
