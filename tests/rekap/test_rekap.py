"""Many Polres read together: robust statistics, nothing lost, one document."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

from helpers.cli.main import main
from helpers.display import recap
from helpers.errors import KesalahanMasukan
from helpers.rekap import statistics
from helpers.rekap.gather import KOLOM, Rekap, gather, load, save
from helpers.rendering.offline import network_addresses
from helpers.sintetis.negeri import generate
from tests.conftest import AKAR

KOSONG = float("nan")


def rows(*baris: tuple) -> pd.DataFrame:
    """Rows of indicators: polres, code, realisasi, capaian, achieved, restated from, restated to."""
    return pd.DataFrame([(p, k, k, "persen", 50.0, r, c, t, atas, bawah, atas == atas) for p, k, r, c, t, bawah, atas in baris], columns=KOLOM["indikator"])


def some(nilai: list[float], kode: str = "K") -> pd.DataFrame:
    return rows(*((f"p{i}", kode, x, x, x >= 50, KOSONG, KOSONG) for i, x in enumerate(nilai)))


def test_distribution_counts_only_what_is_there():
    [d] = statistics.distribution(pd.concat([some([10, 20, 30, 40, 90]), rows(("x", "K", KOSONG, KOSONG, None, KOSONG, KOSONG))])).itertuples()
    assert (d.n, d.min, d.q1, d.median, d.q3, d.max, d.capaian, d.dinilai, d.tercapai) == (5, 10, 20, 30, 40, 90, 30, 5, 1)


def test_equals_share_the_better_rank_and_a_missing_value_has_none():
    isi = statistics.ranks(rows(*((f"p{i}", "K", x, x, True, KOSONG, KOSONG) for i, x in enumerate([80.001, 90, 80.0, KOSONG, 70]))))
    assert [None if pd.isna(x) else x for x in isi["peringkat"]] == [2, 1, 2, None, 4]


@pytest.mark.parametrize(("nilai", "pencilan"), [
    ([50, 51, 52, 53, 54, 500], ["p5"]), ([50, 51, 52, 53, 54, 500, -400], ["p6", "p5"]), ([50, 51, 52, 53, 54], []),
    ([50, 50, 50, 50, 99], []),  # more than half alike: nothing to measure distance with
    ([50], []), ([], [])])
def test_outliers_by_the_median(nilai, pencilan):
    assert list(statistics.outliers(some(nilai))["polres"]) == pencilan


def test_one_huge_value_does_not_hide_another():
    assert set(statistics.outliers(some([50, 51, 52, 53, 54, 80, 1e12]))["polres"]) == {"p5", "p6"}


@pytest.mark.parametrize(("bawah", "atas", "beda"), [(60, 60, 0), (60.01, 60.01, 0), (60.05, 60.05, 0.05), (55, 58, -2), (62, 65, 2), (55, 65, 0)])
def test_restated_differs_only_beyond_its_bounds_and_the_last_decimal(bawah, atas, beda):
    isi = statistics.restated(rows(("p", "K", 60.0, 100.0, True, bawah, atas)))
    assert [round(x, 2) for x in isi["beda"]] == ([beda] if beda else [])


def test_quality_is_the_share_of_checks_that_hold():
    polres = pd.DataFrame([("a", "A", "D", "m", 5, 200, 200), ("b", "B", "D", "m", 5, 200, 190)], columns=KOLOM["polres"])
    temuan = pd.DataFrame([("b", "rasio", "kritis", 2)], columns=KOLOM["temuan"])
    assert statistics.quality(polres, temuan)[["polres", "mutu", "kritis", "info"]].values.tolist() == [["b", 95.0, 2, 0], ["a", 100.0, 0, 0]]
    assert statistics.quality(polres, temuan.iloc[:0])["kritis"].sum() == 0


def test_the_overview_counts_what_was_judged_and_families_stand_by_polres():
    polres = pd.DataFrame([("a", "A", "D", "m", 5, 200, 200), ("b", "B", "C", "m", 5, 200, 190)], columns=KOLOM["polres"])
    temuan = pd.DataFrame([("b", "rasio", "peringatan", 2), ("b", "arah", "kritis", 1), ("b", "rasio", "kritis", 3)], columns=KOLOM["temuan"])
    indikator = rows(("a", "K", 10, 80.0, False, KOSONG, KOSONG), ("a", "L", 10, 120.0, True, KOSONG, KOSONG), ("a", "M", KOSONG, KOSONG, None, KOSONG, KOSONG))
    isi = statistics.overview(polres, indikator, temuan)
    assert isi[["polres", "tercapai", "dinilai", "kritis", "mutu"]].values.tolist() == [["b", 0, 0, 4, 95.0], ["a", 1, 2, 0, 100.0]] and isi["capaian"].iloc[1] == 100
    assert statistics.by_polres(temuan).values.tolist() == [["b", "rasio", 3, 2, 0], ["b", "arah", 1, 0, 0]] and statistics.by_polres(temuan.iloc[:0]).empty


def test_a_report_of_one_polda_has_no_column_for_it_and_one_of_many_polres_leaves_their_rows_to_the_file(rekap):
    satu = Rekap(2023, rekap.polres.assign(polda="Kepolisian Daerah Contoh"), rekap.indikator, rekap.temuan, rekap.gagal)
    assert "Polda" in recap.overview(rekap).data and "Polda" not in recap.overview(satu).data + recap.regions(satu).data
    assert "Polda" in recap.regions(rekap).data and "Kepolisian Daerah" not in recap.regions(rekap).data
    banyak = Rekap(2023, pd.concat([rekap.polres] * 20), rekap.indikator, rekap.temuan, rekap.gagal)
    assert "<table" not in recap.overview(banyak).data and "polres.csv" in recap.overview(banyak).data


@pytest.fixture(scope="module")
def negeri(tmp_path_factory) -> Path:
    """Five Polres: one that cannot be read, one with an error, three without."""
    data = tmp_path_factory.mktemp("rekap") / "negeri"
    generate(AKAR, data, jumlah=5, benih=9, rusak=0.2, keluarga=["rasio"])
    with (data / "kunci.csv").open(encoding="utf-8", newline="") as isi:
        salah = next(csv.DictReader(isi))["polres"]
    rusak = next(f for f in sorted(data.glob("*/2023")) if f.parent.name != salah)
    (rusak / "profil.yml").write_text("kode: [\n", encoding="utf-8")
    return data


@pytest.fixture(scope="module")
def rekap(negeri: Path) -> Rekap:
    return gather(AKAR, negeri, [f.parent.name for f in negeri.glob("*/2023")], 2023)


def test_everything_is_gathered_and_what_cannot_be_read_is_named(rekap, negeri, tmp_path):
    assert len(rekap.polres) == 4 and len(rekap.gagal) == 1 and "profil.yml" in rekap.gagal["sebab"].iloc[0]
    assert len(rekap.indikator) == 4 * 11 and rekap.indikator["realisasi"].notna().all()
    assert rekap.temuan.values.tolist() == [[rekap.temuan["polres"].iloc[0], "rasio", "kritis", 1]]
    save(rekap, tmp_path)
    lagi = load(tmp_path)
    for nama in KOLOM:
        pd.testing.assert_frame_equal(getattr(lagi, nama), getattr(rekap, nama), check_dtype=False)
    with pytest.raises(KesalahanMasukan, match="lkip rekap"):
        load(tmp_path / "nihil")


def test_what_the_document_says(rekap):
    teks = recap.summary(rekap).data
    assert "4 Polres" in teks and "1 temuan pada 1 Polres; 3 Polres tanpa temuan" in teks and "1 Polres lain tidak dapat dibaca" in teks
    assert "profil.yml" in recap.failures(rekap).data and recap.ranking(rekap).data.count("<table") == 11
    kosong = Rekap(2023, rekap.polres, rekap.indikator, rekap.temuan.iloc[:0], rekap.gagal.iloc[:0])
    assert "Tidak ada temuan" in recap.findings(kosong).data and "dapat dibaca" in recap.failures(kosong).data and "<table" not in recap.quality(kosong).data


@pytest.mark.lambat
def test_the_command_publishes_page_print_and_tables_the_same_every_time(negeri, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LKIP_AKAR", str(AKAR))
    isi = []
    for pekerja in ("1", "2"):
        ke = tmp_path / pekerja
        with pytest.raises(SystemExit) as keluar:
            main(["rekap", "--dari", str(negeri), "--ke", str(ke), "--mesin", "embedded", "--pekerja", pekerja])
        teks = capsys.readouterr().out
        assert keluar.value.code == 1 and "4 dibaca, 1 tidak terbaca" in teks  # one cannot be read
        isi.append({b.relative_to(ke).as_posix(): b.read_bytes() for b in sorted(ke.rglob("*")) if b.is_file() and not b.name.startswith(".")})
    assert isi[0] == isi[1]
    assert set(isi[0]) == {f"rekap-2023/{n}" for n in ("rekap.html", "rekap.pdf", "polres.csv", "indikator.csv", "mutu.csv", "temuan.csv")}
    halaman = isi[0]["rekap-2023/rekap.html"].decode("utf-8")
    assert not network_addresses(halaman) and str(negeri) not in halaman and "Rekapitulasi Kinerja dan Mutu Data Polres" in halaman
    tabel = re.findall(r"<table.*?</table>", halaman, flags=re.DOTALL)
    assert len(tabel) >= 13 and isi[0]["rekap-2023/rekap.pdf"].startswith(b"%PDF")
    baris = list(csv.DictReader(isi[0]["rekap-2023/indikator.csv"].decode("utf-8-sig").splitlines()))
    assert len(baris) == 44 and {b["peringkat"] for b in baris} == {"1", "2", "3", "4"}
