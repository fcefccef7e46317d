"""Sentences about Polsek, unusual changes, and words of the source."""

from __future__ import annotations

import pytest

from tests.narrative.contoh_bahan import make_material, methodology, plainly

claims, jumps, page, regions = plainly("claims"), plainly("jumps"), plainly("page"), plainly("regions")
PERKARA = methodology().analisis.banding_wilayah[0]


def _cases(tahun: int = 2023, **isi: tuple[float, object]) -> dict:
    """Make counts of crimes and solved crimes: Polsek to (crimes, solved)."""
    hasil = {}
    for wilayah, (jtp, jptp) in isi.items():
        hasil[("reskrim.jtp", tahun, "TH", wilayah)] = (jtp, 0)
        hasil[("reskrim.jptp", tahun, "TH", wilayah)] = jptp if isinstance(jptp, str) else (jptp, 0)
    return hasil


def test_highest_lowest_and_lagging_are_named():
    b = make_material(_cases(a=(10, 9), b=(10, 5), c=(80, 20)), polsek=("a", "b", "c"))
    teks = regions.reading(b, PERKARA)
    assert "ketiga Polsek adalah 34,00%, yaitu 34 dari 100 kasus" in teks
    assert "Tertinggi 90,00% (Polsek A) dan terendah 25,00% (Polsek C)" in teks and "ada satu: Polsek C (25,00%)" in teks


def test_ties_share_a_rank_and_are_named_together():
    b = make_material(_cases(a=(10, 5), b=(20, 10), c=(10, 1)), polsek=("a", "b", "c"))
    assert regions.ranks(regions.compare(b, PERKARA)) == {"a": 1, "b": 1, "c": 3}
    assert "(Polsek A dan Polsek B)" in regions.reading(b, PERKARA)
    sama = make_material(_cases(a=(10, 5), b=(20, 10)), polsek=("a", "b"))
    assert "Persentase semua Polsek sama, yaitu 50,00%" in regions.reading(sama, PERKARA)


def test_a_dash_is_none_but_a_blank_is_not_compared():
    b = make_material(_cases(a=(10, "-"), b=(10, 5)) | {("reskrim.jtp", 2023, "TH", "c"): (7, 0)}, polsek=("a", "b", "c"))
    teks = regions.reading(b, PERKARA)
    assert "terendah 0,00% (Polsek A)" in teks and "Tanda “-” pada Polsek A dibaca sebagai nihil" in teks
    assert "Angka Polsek C tidak tercetak lengkap" in teks and "25,00%, yaitu 5 dari 20 kasus" in teks


def test_no_cases_give_no_share():
    teks = regions.reading(make_material(_cases(a=(0, 0), b=(4, 1), c=(4, 2)), polsek=("a", "b", "c")), PERKARA)
    assert "Persentase Polsek A tidak dihitung" in teks and "kedua Polsek adalah 37,50%" in teks


def test_one_polsek_and_none():
    assert "Tertinggi" not in regions.reading(make_material(_cases(a=(4, 1)), polsek=("a",)), PERKARA)
    assert "tidak tersedia dalam sumber" in regions.reading(make_material({}, polsek=("a",)), PERKARA)


def test_change_from_last_year_and_a_printed_share_that_does_not_follow():
    isi = _cases(a=(10, 5), b=(10, 5)) | _cases(2022, a=(10, 9), b=(10, 5)) | {("reskrim.clearance", 2023, "TH", "a"): (66.6, 1)}
    teks = regions.reading(make_material(isi, polsek=("a", "b")), PERKARA)
    assert "satu Polsek turun, Polsek A (40,00 poin); satu tetap" in teks
    assert "tidak mengikuti jumlahnya pada Polsek A (66,6 tercetak, 50,00 hasil hitungan)" in teks


@pytest.mark.parametrize("lalu, kini, luar_biasa", [(10, 20, True), (10, 19, False), (20, 10, True), (1, 5, False), (0, 10, True), (0, 9, False), (12, 0, True)])
def test_a_change_is_unusual_by_the_declared_rule(lalu, kini, luar_biasa):
    b = make_material({("media.cetak.positif", 2022): (lalu, 0), ("media.cetak.positif", 2023): (kini, 0)})
    assert bool(jumps.jumps(b)) is luar_biasa
    assert ("satu perubahan luar biasa, yaitu" in jumps.reading(b)) is luar_biasa


def test_one_fact_under_two_names_is_one_change_and_rates_are_none():
    b = make_material({(k, t): (v, 0) for k in ("H8.kasus", "G1.terjadi") for t, v in ((2022, 100), (2023, 300))} | {
        ("G1", 2022): (20, 0), ("G1", 2023): (90, 0)})
    assert [x.kode for x in jumps.jumps(b)] == ["H8.kasus"]


def test_words_of_the_source_are_held_against_the_computed_values():
    isi = {("IKP2.target", 2022): (52, 0), ("IKP2.target", 2023): (53, 0), ("IKP2.realisasi", 2022): (100, 0), ("IKP2.realisasi", 2023): (100, 0)}
    naik = make_material(isi | {("IKP2.capaian.arah", 2023): "mengalami peningkatan"})
    assert claims.contradictions(naik, "IKP2") == (
        "Sumber (Tabel 1) menyatakan capaian naik, padahal capaian hasil hitungan turun 3,63 poin dari 192,31% menjadi 188,68%.")
    assert claims.contradictions(make_material(isi | {("IKP2.capaian.arah", 2023): "penurunan"}), "IKP2") == ""
    assert "tidak mencapai target, padahal" in claims.contradictions(make_material(isi | {("IKP2.capaian.status", 2023): "belum tercapai"}), "IKP2")


def test_none_stated_but_counted():
    b = make_material({("pengaduan.jumlah", 2023): (23, 0), ("pengaduan.jumlah.status", 2023): "tidak adanya"})
    assert "tidak ada pengaduan masyarakat, padahal tabelnya mencetak 23 laporan" in claims.contradictions(b, "IKP8")
    assert claims.contradictions(make_material({("pengaduan.jumlah", 2023): (0, 0), ("pengaduan.jumlah.status", 2023): "tidak adanya"}), "IKP8") == ""


def test_the_page_tells_reached_missed_and_impossible_in_plain_words():
    isi = {("IKU1.target", 2023): (64, 0), ("IKU1.realisasi", 2023): (65, 0), ("IKP1.target", 2023): (5, 0), ("IKP1.realisasi", 2023): (1.5, 1),
           ("IKP6.target", 2023): (89, 0), ("IKP6.realisasi", 2023): (123, 0)}
    b = make_material(isi)
    assert page.reached(b).startswith("Satu dari sebelas indikator kinerja Polres Uji tahun 2023 mencapai target")
    assert page.missed(b).startswith("Pendidikan kejuruan (1,5% dari target 5%). Yang belum dapat dinilai:")
    assert page.doubts(b) == ["Opini positif pemberitaan tercetak 123%, padahal paling tinggi 100%; ketercapaiannya diragukan."]


def test_an_empty_page_claims_nothing():
    b = make_material({})
    assert "Belum satu pun dari sebelas indikator" in page.reached(b) and page.missed(b) == "" and page.doubts(b) == []
    assert page.basis(b) == "Pemeriksaan tidak menemukan angka yang bertentangan."
