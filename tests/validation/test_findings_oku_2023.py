"""The contradictions of the real document are found, each as one finding with its places and arithmetic."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.sources.datapackage import IsiTabel
from helpers.validation.findings import TINGKAT, from_json, to_json, to_table
from helpers.validation.relations import evaluate_relations
from helpers.validation.values import choose_values
from tests.conftest import OKU

from .conftest import of, parts, register

PIN = Path(__file__).with_name("relasi_berlaku.csv")


@pytest.fixture(scope="session")
def menurut_id(temuan):
    """Findings by id, and by the ids of what they are made of."""
    return {b: of(temuan, b) for b in [*parts(temuan), *(t.id for t in temuan)]}


def test_the_crime_counts_of_2023_are_one_finding_with_every_value_and_place(menurut_id, fakta, masukan):
    t = menurut_id["kesepakatan-h8-kasus-2023"]
    sama = masukan.metodologi.equivalents("H8.kasus")
    nilai = {p: {x.teks for x in t.tempat if x.periode == p and x.kode in sama} for p in ("TW1", "TW2", "TW3", "TW4", "TH")}
    assert nilai == {"TW1": {"62", "114"}, "TW2": {"49", "115"}, "TW3": {"60", "113"}, "TW4": {"64", "116"}, "TH": {"235", "285", "458"}}
    # every print of the fact and its equivalents, not only the contradicting ones
    semua = fakta[fakta["kode"].isin(sama) & (fakta["tahun"] == 2023) & (fakta["wilayah"] == "oku") & (fakta["keadaan"] == "angka")]
    assert {x.fakta_id for x in t.tempat if x.kode in sama} == set(semua["fakta_id"]) and len(semua) == 60
    assert t.tingkat == "kritis" and t.status == "koreksi usulan"
    assert any("458 tercetak 16 kali" in k and "235 tercetak 3 kali" in k and "285 tercetak 1 kali" in k for k in t.perhitungan)
    assert "crime rate" in t.akibat


# id, severity, what the arithmetic says, printed
DIKENAL = [
    ("rasio-h8-2023", "kritis", "100.000 × 114 ÷ 338.735 = 33,65", "18,30"),
    ("rasio-h8-2023", "kritis", "100.000 × 285 ÷ 338.735 = 84,14", "83,25"),
    ("rasio-g1-2023", "kritis", "100 × 265 ÷ 458 = 57,86", "100%"),
    ("agregasi-h8-kasus-2023", "kritis", "62 + 49 + 60 + 64 = 235; selisih +50", "285"),
    ("rasio-program-penyelidikan-sisa-2023", "peringatan", "3.915.199.000 − 3.899.647.000 = 15.552.000", "Rp. 5.552.000,-"),
    ("rasio-program-dukungan-manajemen-sisa-2023", "peringatan", "47.375.004.000 − 47.374.434.738 = 569.262", "Rp. 569.532,-"),
    ("jumlah-bagian-anggaran-pagu-2023", "kritis", "3.915.199.000 + 7.811.153.000 + 7.757.798.000 + 47.375.004.000 = 66.859.154.000", "69.177.957.000"),
    ("jumlah-bagian-anggaran-pagu-2023", "kritis", "64.025.626.000 + 2.777.331.000 = 66.802.957.000", "69.177.957.000"),
    ("jumlah-bagian-anggaran-realisasi-2023", "kritis", "63.999.732.395 + 2.769.837.464 = 66.769.569.859", "69.144.569.859"),
    ("jumlah-bagian-alkom-satker-2023", "peringatan", "= 68; selisih −1", "67"),
    ("jumlah-bagian-h2-desa-2023", "peringatan", "9 + 45 + 45 = 99; selisih +58", "157"),
    ("kesepakatan-h3-target-2022", "peringatan", "15 tercetak 5 kali (Tabel 1.a.2, Tabel 1a.3, Tabel 1a.4, tabel t37); 216 tercetak 1 kali (Tabel 1a.4.2)", "216"),
    ("rasio-si-capaian-2022", "kritis", "100 × 3,31 ÷ 3,3 = 100,30", "103"),
    ("komposit-si-realisasi-2023", "kritis", "(0,56 × 65,04 + 0,44 × 111,23) ÷ 20 = 4,27", "4,31"),
    ("agregasi-iku2-realisasi-2023", "kritis", "(68,87 + 68,55 + 67,88 + 111,23) ÷ 4 = 79,13", "79,6"),
    ("rasio-ikp2-capaian-2022", "kritis", "100 × 100 ÷ 52 = 192,31", "180"),
    ("rasio-ikp10-realisasi-2022", "kritis", "100 × 67.167.174.498 ÷ 75.930.191.000 = 88,46", "99,96"),
    ("rasio-reskrim-clearance-2023", "peringatan", "Polsek Peninjauan, tahun 2023: tercetak 66,66%, padahal 100 × 10 ÷ 51 = 19,61", "66,66%"),
    ("rasio-h2-siskamling-2022", "peringatan", "Polsek Ulu Ogan, tahun 2022: tercetak 33, padahal 100 × 6 ÷ 6 = 100", "33"),
    ("rasio-h7-2023", "peringatan", "100 × (80 − 25) ÷ 80 = 68,75", "60,4%"),
    ("agregasi-h1-kendaraan-2023", "peringatan", "1.259 + 1.261 + 1.270 + 1.291 = 5.081; selisih +200", "5.281"),
    ("agregasi-iku1-realisasi-2022", "kritis", "(62,50 + 70,33 + 70,84 + 65,31) ÷ 4", "67,20"),
]


@pytest.mark.parametrize(("id_", "tingkat", "hitungan", "tercetak"), DIKENAL)
def test_a_known_contradiction_is_found_with_its_arithmetic(temuan, id_, tingkat, hitungan, tercetak):
    semua = [t for t in temuan if id_ in t.bagian]
    t = next(t for t in semua if any(hitungan in k for k in t.perhitungan))
    assert t.tingkat == tingkat
    assert tercetak in t.tercetak.split("; ")


@pytest.mark.parametrize(("id_", "nilai"), [
    ("kesepakatan-ikp2-target-2023", {"53", "55"}), ("kesepakatan-ikp2-capaian-2023", {"188", "181"}),
    ("kesepakatan-h8-2023", {"83,25", "69,38", "18,49", "18,89"}), ("kesepakatan-iku1-realisasi-2023", {"65,04", "65,4"}),
    ("kesepakatan-iku2-realisasi-2022", {"65,09", "66"}), ("kesepakatan-ikp4-realisasi-2023", {"95", "100"}),
    ("kesepakatan-h1-meninggal-2022", {"20", "26"}), ("kesepakatan-h1-penduduk-2022", {"338.735", "338.736"}),
    ("kesepakatan-ikp5-realisasi-2022", {"77,90", "78,3"}), ("kesepakatan-g2-terjadi-2022", {"74", "96"}),
])
def test_a_fact_printed_differently_names_its_values(temuan, id_, nilai):
    teks = " ".join(k for t in temuan if id_ in t.bagian for k in t.perhitungan)
    assert all(f"{n} tercetak" in teks for n in nilai), teks


def test_minutes_printed_as_percentages_are_told_mildly(menurut_id):
    t = menurut_id["satuan-tanda-tercetak-pada-besaran-yang-bukan-persentase-2023"]
    assert t.tingkat == "info"
    assert {p.teks for p in t.tempat if p.kode == "H3.target"} == {"20%"}


def test_what_adds_up_raises_no_finding(residu):
    """Programmes and sources of funds do not add up to the budget, but kinds of expenditure do."""
    def lebih(relasi: str) -> float:
        return residu.loc[residu["relasi"] == relasi, "lebih"].max()
    assert lebih("jumlah_bagian.anggaran.pagu") > 0 and lebih("jumlah_bagian.anggaran.pagu.3") > 0
    assert lebih("jumlah_bagian.anggaran.pagu.2") == 0 and lebih("jumlah_bagian.anggaran.realisasi.2") == 0


def test_relations_that_hold_stay_silent_and_stay_evaluated(residu, request):
    """How often each relation holds, and how often it fails: a lost instance is as bad as a false alarm."""
    kini = [["relasi", "berlaku", "gagal"]]
    for relasi, isi in sorted(residu.groupby("relasi")["lebih"]):
        kini.append([relasi, str(int((isi == 0).sum())), str(int((isi > 0).sum()))])
    if request.config.getoption("--perbarui-pin"):
        with PIN.open("w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows(kini)
    with PIN.open(encoding="utf-8", newline="") as f:
        assert kini == list(csv.reader(f))


def test_most_relations_hold(residu):
    """The document is mostly right; were most instances failing, a rule would be wrong."""
    per = residu.assign(berlaku=residu["lebih"] == 0).groupby("keluarga")["berlaku"].mean()
    assert (per > 0.6).all(), per


def test_every_finding_is_complete(temuan, fakta):
    id_fakta = {*fakta["fakta_id"], *(f"{t}:{k}" for t in fakta["sumber"].unique() for k in ("nomor_tabel", "judul_tercetak"))}
    for t in temuan:
        assert t.tingkat in TINGKAT and t.perhitungan and t.judul and t.usulan.endswith(".")
        assert all(p.fakta_id in id_fakta for p in t.tempat)
        assert all(k.endswith(".") and "nan" not in k.lower().split() for k in t.perhitungan)
        assert set(t.tercetak.split("; ")) >= {p.teks or "(kosong)" for p in t.tempat}
        assert t.tempat or t.id.startswith("kelengkapan-indikator"), "only what is missing has no place"
    assert [t.nomor for t in temuan] == [f"T{i:03d}" for i in range(1, len(temuan) + 1)]
    assert [TINGKAT.index(t.tingkat) for t in temuan] == sorted(TINGKAT.index(t.tingkat) for t in temuan)


def test_severity_follows_what_an_error_changes(temuan, masukan):
    m = masukan.metodologi
    for t in temuan:
        if t.keluarga == "satuan" or "-kolom-persen-" in t.id:  # an index under a per cent sign only makes reading harder
            assert t.tingkat == "info"
        elif t.keluarga in ("kelengkapan", "salinan"):
            assert t.tingkat == "peringatan"
        else:
            sama = {k for p in t.tempat for k in m.equivalents(p.kode)}
            if t.tingkat == "kritis":  # one of what it is made of is
                assert any(map(m.is_critical, sama)), t.id
            elif len(t.bagian) == 1:
                sama = m.equivalents(t.kode) if t.keluarga == "kesepakatan" else (t.kode,)
                assert not any(map(m.is_critical, sama)), t.id


def test_ids_do_not_depend_on_the_order_of_rows_or_tables(masukan):
    """Only in tables that print one code several times does the order say which value belongs together."""
    acak = random.Random(2023)

    def shuffle(t: IsiTabel) -> IsiTabel:
        rangkap = len({b[0] for b in t.baris if b[0]}) < sum(bool(b[0]) for b in t.baris)
        return t if rangkap or t.tabel.lkip.sel else replace(t, baris=tuple(acak.sample(t.baris, len(t.baris))))

    tabel = [shuffle(t) for t in reversed(masukan.tabel)]
    assert sum(a.baris != b.baris for a, b in zip(tabel, reversed(masukan.tabel), strict=True)) > 30
    biasa, diacak = (register(OKU, tabel=isi, koreksi=()) for isi in (masukan.tabel, tabel))
    # that a value stands in the row above or below is the order of rows
    assert {i for i in parts(biasa) if "-geseran-baris-" not in i} == {i for i in parts(diacak) if "-geseran-baris-" not in i}
    # that values moved to a neighbouring row is not seen when the rows are shuffled; everything else is
    beda = {t.id for t in biasa} ^ {t.id for t in diacak}
    assert beda <= {b for t in biasa for b in t.bagian if "baris tetangganya" in t.judul}, beda


def test_a_correction_settles_a_value_and_hides_no_contradiction(temuan):
    tanpa = parts(register(OKU, koreksi=()))
    sepakat = {b for b in parts(temuan) if b.startswith(("kesepakatan", "agregasi", "jumlah-bagian", "satuan"))}
    assert sepakat == {i for i in tanpa if i.startswith(("kesepakatan", "agregasi", "jumlah-bagian", "satuan"))}


def test_the_register_survives_json_and_csv(temuan):
    assert from_json(to_json(temuan)) == temuan
    tabel = to_table(temuan)
    assert len(tabel) == len(temuan) and tabel["id"].is_unique and (tabel["jumlah_tempat"] >= 1).mean() > 0.9


def test_values_that_can_not_be_are_found(temuan):
    """A share above 100 %, an index above its maximum, spending above the ceiling, weights that moved by a row."""
    for id_, tercetak, batas in (
        ("rentang-ikp6-realisasi-2023", "123", "paling banyak 100"),
        ("rentang-iku2-realisasi-2023", "111,23", "paling banyak 100"),
        ("rentang-anggaran-realisasi-2020", "64.299.658.287", "paling banyak 60.834.178.000 (Pagu anggaran)"),
        ("rasio-g2-bobot-2023", "20,27%", "19,56"),
        ("rasio-g5-bobot-2023", "0.00%", "16,04"),
        ("komposit-g4-skor-2023", "4.684", "1 (tidak ada)"),
    ):
        assert tercetak in of(temuan, id_).tercetak
        assert batas in " ".join(of(temuan, id_).perhitungan)


def test_claims_of_different_sentences_are_not_mixed(temuan):
    """The sentence that prints capaian 103 prints realisasi 3,31: that is what it is computed from."""
    t = of(temuan, "rasio-si-capaian-2023")
    assert "Capaian Indeks Kamtibmas: Tahun 2023: tercetak 103 %, padahal 100 × 3,31 ÷ 3,3 = 100,30; selisih +2,70." in t.perhitungan
    assert "rasio-ikp4-capaian-2023" not in parts(temuan)


def test_growth_is_not_taken_for_a_difference(temuan):
    """The total row of the media table prints growth in a column of differences; 123 % follows from the counts."""
    assert not any("media-jumlah" in b for b in parts(temuan))


def test_words_are_held_against_the_numbers(temuan):
    """Kept although it rose, none although there are 23; where another print makes the word true, the contest is the root."""
    assert {"arah-ikp5-arah-2023", "kesepakatan-ikp5-realisasi-2022"} <= set(of(temuan, "arah-ikp5-arah-2023").bagian)
    assert "“kenaikan”, padahal realisasi nilai AKIP 78,3 pada 2022 dan 78,3 pada 2023, jadi tetap." in " ".join(of(temuan, "arah-ikp5-arah-2023").perhitungan)
    assert {"arah-iku1-capaian-arah-2023", "kesepakatan-iku1-realisasi-2023"} <= set(of(temuan, "arah-iku1-capaian-arah-2023").bagian)
    ada = {t.id: " ".join(t.perhitungan) for t in temuan}
    assert {i: k for i, k in ada.items() if i.startswith("arah-")} == {
        "arah-ikp2-capaian-arah-2023":
            "Tahun 2023: tercetak “bertahan”, padahal capaian persentase penyelesaian perkara pelanggaran disiplin 180 pada 2022 dan 188 "
            "pada 2023, jadi naik.",
        "arah-pengaduan-jumlah-status-2023": "Tahun 2023: tercetak “tidak adanya”, padahal jumlah pengaduan masyarakat tercetak 23.",
    }
    assert "paling lambat 31 Desember 2023" in ada["kelengkapan-urutan-tanggal-dokumen-tanggal-perjanjian-2023"]


@pytest.mark.parametrize(("id_", "bagian"), [
    ("jumlah-bagian-reskrim-jtp-2022", "Tahun 2022: tercetak 282, padahal bagian-bagiannya 231 + 231 = 462; selisih −180."),
    ("jumlah-bagian-narkoba-jtp-2022", "tercetak 96, padahal bagian-bagiannya 96 + 96 = 192"),
    ("jumlah-bagian-intel-deteksi-2022", "tercetak 12, padahal 12 + 12 + 12 + 12"),
    ("kelengkapan-jumlah-kosong-spkt-jumlah-2023", "kosong di Tabel 1a.4: bagian-bagiannya 235 + 435 = 670"),
    ("kelengkapan-tahun-kosong-disiplin-selesai-pelanggaran-2023", "tahun 2022 tercetak 7 kasus"),
])
def test_parts_and_their_whole(temuan, id_, bagian):
    """Cases counted as solved and as in process, a total that is one of its parts, totals and results left blank."""
    assert bagian in " ".join(of(temuan, id_).perhitungan)


def test_cases_of_2023_need_not_all_be_accounted_for(temuan):
    """458 cases: 132 solved, 74 in process, 59 stopped; that 193 are left is no contradiction."""
    assert "jumlah-bagian-reskrim-jtp-2023" not in parts(temuan)


def test_growth_printed_as_a_share_is_named(temuan):
    t = next(t for t in temuan if t.id == "rentang-ikp6-realisasi-2023")
    assert any("tercetak 123, sama dengan laju pertumbuhan" in k and "100 × (36.744 − 16.462) ÷ 16.462 = 123,20" in k for k in t.perhitungan)


@pytest.mark.parametrize(("kode", "tercetak", "berlaku"), [
    ("IKP2.capaian", "188", True), ("IKP2.capaian", "189", True), ("IKP2.capaian", "184", False), ("IKP2.capaian", "193", False),
    ("IKU2.capaian", "124", True), ("IKU2.capaian", "125", True), ("IKU2.capaian", "121", False), ("IKP5.capaian", "116", True),
    ("IKP5.capaian", "117", True), ("IKP5.capaian", "119", False), ("IKP8.capaian", "148", True), ("IKP8.capaian", "152", False),
])
def test_a_capaian_may_be_rounded_or_cut_off_but_no_more(masukan, fakta, kode, tercetak, berlaku):
    """188,68 is printed 188 or 189, 124,38 124 or 125, 116,87 116 or 117; what the rounding of target and realisasi allows comes on top."""
    m = masukan.metodologi
    satu = fakta[(fakta["sumber"] == "t03-pengukuran-target-realisasi-capaian")].copy()
    satu.loc[satu["kode"] == kode, ["nilai", "nilai_teks"]] = [float(tercetak), tercetak]
    residu = evaluate_relations(satu, choose_values(satu, m.eksak, (), "oku"), m, "oku")
    assert (residu.loc[residu["relasi"] == f"rasio.{kode}", "lebih"] == 0).all() == berlaku


def test_cells_that_moved(temuan, residu):
    """A block one row down, weights one row up, a row one column aside, quarters of the year after; nothing else."""
    geser = residu[residu["relasi"].str.startswith("geseran.") & (residu["lebih"] > 0)]
    per = {(r, s[:3]): set(isi["kode"]) for (r, s), isi in geser.groupby(["relasi", "sumber"])}
    h2 = {"H2.fkpm_jumlah", "H2.polsus", "H2.polsus_lembaga"}
    assert per == {
        ("geseran.baris", "t05"): h2, ("geseran.baris", "t35"): h2, ("geseran.baris", "t09"): {"G3.bobot", "G4.bobot"},
        ("geseran.kolom", "t35"): {"G5", "G5.selesai", "G5.terjadi"}, ("geseran.tahun", "t16"): {"G1.selesai", "G1.terjadi"}}
    blok = of(temuan, "salinan-geseran-baris-t35-gakkum-2023-tw-th-2023")
    assert "Pada tabel t35 tahun 2023, 15 sel berisi nilai baris di atas atau di bawahnya." in blok.akar
    for bagian in ("Jumlah FKPM/Pokdar tercetak 35 %, nilai baris di atasnya: Persentase FKPM/Pokdar Kamtibmas aktif tahun 2022.",
                   "Persentase lembaga yang memiliki Polsus tercetak 5, nilai baris di atasnya: Jumlah FKPM/Pokdar aktif.",
                   "Jumlah lembaga yang memiliki Polsus tercetak 75 %, nilai baris di atasnya: Persentase lembaga yang memiliki Polsus tahun 2022."):
        assert f"tabel t35: Triwulan 1 tahun 2023: {bagian}" in blok.perhitungan
    g5 = next(t for t in temuan if "salinan-geseran-kolom-t35-gakkum-2023-tw-th-2023" in t.bagian)
    assert "kesepakatan-g5-2023" in g5.bagian, "one root with the contradiction it makes"
    assert any("Triwulan 2 tahun 2023: Persentase penyelesaian perkara kecelakaan lalu lintas tercetak 90,00%, nilai kolom periode sebelumnya: "
               "triwulan 1 tahun 2023" in k for k in g5.perhitungan)


def test_numbers_captions_and_references_of_tables(temuan):
    """Seven numbers used twice, two that skip others, three above those of other indicators; captions of another year, of another
    indicator, in another's section; two references astray."""
    ada = {t.id: t for t in temuan}
    nomor = {t.judul.partition(":")[0]: {p.sumber[:3] for p in t.tempat} for i, t in ada.items() if i.startswith("kelengkapan-nomor-tabel-")}
    assert nomor == {
        "Tabel 1.a.2": {"t08", "t15", "t39"}, "Tabel 1a.1": {"t12", "t14"}, "Tabel 1.a.4": {"t13", "t19"}, "Tabel 1a.3": {"t17", "t18"},
        "Tabel.1a.4.10": {"t29", "t30"}, "Tabel 2a.2": {"t43", "t44"}, "Tabel 5a": {"t64", "t67"}}
    lain = {i: t.perhitungan[0] for i, t in ada.items() if any(f"-{k}-" in i for k in ("judul", "rujukan", "urutan-nomor", "induk-nomor"))}
    assert lain == {
        "kelengkapan-urutan-nomor-t45-reskrim-polsek-2023-2023": "Tabel 2.a.1.1 tidak ada di antara tabel yang diserahkan.",
        "kelengkapan-urutan-nomor-t52-perbandingan-kejuruan-2023": "Tabel 3.a.1 dan Tabel 3.a.2 tidak ada di antara tabel yang diserahkan.",
        "kelengkapan-tahun-judul-t20-samapta-turjawali-2023": "Judul menyebut tahun 2022, sedangkan tabelnya memuat tahun 2022, 2023.",
        "kelengkapan-indikator-judul-t67-capaian-opini-2023": "Judul menyebut Nilai AKIP, sedangkan tabelnya tidak memuat angka indikator itu.",
        "kelengkapan-induk-nomor-t50-capaian-kejuruan-2023":
            "Nomor itu menjadi induk Tabel 2a.1 dan Tabel 2a.2 tentang Indeks Gakkum, sedangkan tabelnya sendiri tentang Pendidikan kejuruan.",
        "kelengkapan-induk-nomor-t53-capaian-disiplin-2023": "Nomor itu menjadi induk Tabel 3b.2 tentang Penyelesaian pelanggaran etika, "
                                                             "sedangkan tabelnya sendiri tentang Penyelesaian pelanggaran disiplin.",
        "kelengkapan-induk-nomor-t60-capaian-alkom-2023":
            "Nomor itu menjadi induk Tabel 3a.3 tentang Pendidikan kejuruan, sedangkan tabelnya sendiri tentang Distribusi alat komunikasi.",
        **{f"kelengkapan-bagian-judul-{t}-2023": f"Judul menyebut {a}, sedangkan tabelnya tercetak di bagian tentang {b}." for t, a, b in (
            ("t17-perbandingan-gakkum-ringkas", "Indeks Gakkum", "Indeks Harkamtibmas"),
            ("t41-indeks-harkamtibmas-2023-gakkum", "Indeks Harkamtibmas", "Indeks Gakkum"),
            ("t42-indeks-harkamtibmas-2022-gakkum", "Indeks Harkamtibmas", "Indeks Gakkum"),
            ("t56-data-etika-profesi", "Penyelesaian pelanggaran etika", "Penyelesaian pelanggaran disiplin"))},
        "kelengkapan-rujukan-iku2-rujukan-2023": "Tahun 2023: tercetak “tabel 2.a”, padahal tabel itu memuat Pendidikan kejuruan.",
        "kelengkapan-rujukan-ikp4-rujukan-2023": "Tahun 2023: tercetak “table 4a.”, padahal tidak ada tabel bernomor itu.",
    }


def test_charts_headings_and_sentences_that_name_another_indicator(masukan, fakta, temuan):
    """One number on three charts; a chart and three headings copied from other sections; a sentence that names another index."""
    grafik = of(temuan, "kelengkapan-nomor-grafik-narasi-2023")
    assert grafik.judul == "Grafik 1.a.4: dipakai untuk lebih dari satu grafik" and len(grafik.tempat) == 3
    assert grafik.perhitungan == ("Tahun 2023: tercetak “Grafik 1.a.4”, padahal nomor yang sama tercetak pada 3 grafik: "
                                  "1 berjudul “Indeks kamtibmas”, 2 berjudul “Indeks Harkamtibmas”.",)
    baris = dict(zip(fakta["fakta_id"], fakta["kelompok"], strict=True))  # the line of the source
    sebutan = {t.id: [(int(baris[p.fakta_id]), p.teks) for p in t.tempat] for t in temuan if "-sebutan-" in t.id}
    assert sebutan == {
        "kelengkapan-sebutan-iku1-sebutan-2023": [(1045, "indek kamtibmas")],
        "kelengkapan-sebutan-iku2-sebutan-2023": [
            (1338, "Indeks Harkamtibmas"), (1449, "Indek kamtibmas"), (1466, "indek harkamtibmas"), (1470, "indeks harkamtibmas")]}
    assert (fakta["kode"].str.endswith(".sebutan")).sum() >= 30, "those that name their own indicator are silent"


def test_what_is_missing_or_repeated_is_found(temuan):
    """Programs and indicators stated against listed, last year's realisasi, cells left blank, quarters that repeat a year."""
    for id_, bagian in (
        ("kelengkapan-hitungan-organisasi-program-2023", "tercetak Lima, padahal program berpagu yang terdaftar ada 4"),
        ("kelengkapan-hitungan-organisasi-indikator-2023", "padahal indikator bertarget yang terdaftar ada 11"),
        ("kelengkapan-indikator-ikp8-realisasi-2022", "tidak tercetak di tabel mana pun"),
        ("kelengkapan-strip-g3-selesai-2022", "tercetak - di tabel t37: di tempat lain tercetak 1"),
        ("kelengkapan-kosong-h1-2022", "kosong di Tabel 1.a.2: di tempat lain tercetak 1,00"),
        ("kelengkapan-kolom-cacah-dokumen-kepala-kolom-2023", "Kolom “Jumlah pemberitaan Polres OKU %” pada Tabel 5.b.1 memuat selisih pemberitaan positif"),
        ("kelengkapan-kolom-persen-dokumen-kepala-kolom-2023", "Kolom “TARGET%” pada Tabel 1a.1 memuat target Indeks Kamtibmas, yang satuannya indeks."),
        ("salinan-samapta-response-realisasi-2022", "sama persis dengan target response time menurut satuan di semua 12 baris yang berangka (22; 20; 19"),
        ("salinan-samapta-response-realisasi-2023", "di semua 12 baris yang berangka (30; 25; 20"),
        ("salinan-reskrim-proses-2022", "sama persis dengan penyelesaian tindak pidana (PTP) Satreskrim dan jajaran di semua 11 baris yang berangka (146; 28; 6"),
        ("salinan-h1-kendaraan-2023", "keempat triwulan (1.259; 1.261; 1.270; 1.291) sama dengan triwulan tahun 2022"),
    ):
        assert bagian in " ".join(of(temuan, id_).perhitungan), of(temuan, id_).perhitungan
    assert "salinan-h1-penduduk-2023" not in parts(temuan), "what does not vary may repeat"
