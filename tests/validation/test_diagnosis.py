"""The diagnosis finds, unaided, what reproduces the printed values of OKU 2023, and says what nothing does."""

from __future__ import annotations

import pytest

from helpers.validation.diagnosis import Dugaan, _chance, typo


def causes(temuan, id_: str) -> str:
    return " ".join(k for t in temuan if id_ in t.bagian for k in t.dugaan)


def test_three_quarters_of_gakkum_2023_follow_from_one_exchange(temuan):
    """Cases that occurred over cases solved, the scale's cap not applied, and last year's traffic clearance."""
    teks = causes(temuan, "komposit-iku2-realisasi-2023")
    assert "Clearance rate kejahatan konvensional dengan pembilang dan penyebut yang tertukar: 100 × 113 ÷ 67 = 168,66" in teks
    assert "tanpa batas skala; serta memakai persentase penyelesaian perkara kecelakaan lalu lintas tahun 2022 (100,00)" in teks
    assert "seperti yang tercetak di 3 dari 4 tempat (" in teks and "Penyebab di 1 dari 4 tempat belum diketahui: " in teks, "what the fourth quarter follows from stays open"


def test_the_printed_crime_rates_follow_from_the_other_count(temuan):
    teks = causes(temuan, "rasio-h8-2023")
    assert "Memakai jumlah kasus kejahatan 62 dari tabel t06. Untuk triwulan 1 tahun 2023, " in teks and "100.000 × 62 ÷ 338.735 = 18,30" in teks
    assert "Memakai jumlah kasus kejahatan tahun 2022 (282)" in teks, "the year's rate is that of 2022"


@pytest.mark.parametrize(("id_", "bagian"), [
    ("rasio-h1-fatalitas-penduduk-2022", "Memakai jumlah kematian akibat kecelakaan lalu lintas 26"),
    ("rasio-h8-2022", "Memakai jumlah penduduk di wilayah hukum 338.735"),
    ("rasio-si-capaian-2022", "Memakai target Indeks Kamtibmas tahun 2021 (3,2). Untuk tahun 2022, 100 × 3,31 ÷ 3,2 = 103, seperti yang tercetak (16 kemungkinan diperiksa; "),
    ("agregasi-h8-kasus-2023", "Salah ketik satu angka: tahun 2023, 235 tercetak sebagai 285"),
    ("rasio-program-penyelidikan-sisa-2023", "jumlah sisa per program lalu menjadi 41.994.489, melebihi sisa anggaran yang tercetak, 33.387.141"),
    ("jumlah-bagian-anggaran-pagu-2023", "Disebut 5 program berpagu, sedangkan yang terdaftar 4: selisih +2.318.803.000 dapat berasal dari"),
    ("jumlah-bagian-anggaran-sisa-2023", "selisih +1.392.652 dapat berasal dari yang tidak terdaftar itu"),
    ("kesepakatan-h7-kejadian-2023", "19 pada Tabel 1.a.2 dan Tabel 1a.3 sama dengan jumlah kejadian nyata/menonjol gangguan untuk seluruh bidang tahun 2022"),
    ("komposit-g2-skor-2023", "4,638 sama dengan skor clearance rate kejahatan konvensional"),
    ("agregasi-iku1-realisasi-2022", "67,245 dibulatkan menjadi 67,2, lalu ditulis 67,20"),
    ("rasio-reskrim-clearance-2023", "51 terbaca 15 dengan dua angka tertukar. Untuk Polsek Peninjauan, tahun 2023, 100 × 10 ÷ 15 = 66,667, dipotong menjadi 66,66"),
    ("rasio-reskrim-sp3-persen-2023", "100 × 13 ÷ 15 = 86,667, dipotong menjadi 86,66"),
    ("rasio-narkoba-clearance-ringkas-2023", "68 adalah penyelesaian tindak pidana (PTP) Satresnarkoba, masukan rumusnya, bukan hasilnya"),
    ("jumlah-bagian-intel-deteksi-2023", "26 adalah laporan deteksi aksi bidang politik, satu dari bagian-bagiannya"),
    ("kesepakatan-g1-selesai-2023", "265 = 132 + 74 + 59: penyelesaian tindak pidana (PTP) Satreskrim dan jajaran ditambah perkara dalam proses"),
    ("kesepakatan-h1-meninggal-2023", "57 pada Tabel 1a.4 sama dengan jumlah kecelakaan lalu lintas pada baris di atasnya"),
    ("jumlah-bagian-samapta-response-target-2022", "bagian-bagiannya dijumlahkan, bukan dirata-ratakan"),
    ("rasio-h7-2023", "60,417 dibulatkan ke atas menjadi 60,5"),
    ("agregasi-h8-penduduk-2022", "84.684 + 84.670 + 84.682 + 84.699 = 338.735"),
    ("komposit-h2-2023", "0,25 × 75 + 0,3 × 75 + 0,25 × 100,00 + 0,2 × 100,00 = 86,25"),
])
def test_a_cause_is_named_with_its_arithmetic(temuan, id_, bagian):
    teks = causes(temuan, id_)
    assert bagian in teks


def test_a_slip_that_its_total_rules_out_is_not_named(temuan):
    """A digit lost in what is left of a program: put right, the programs would have more left than the whole Polres."""
    assert "Salah ketik" not in causes(temuan, "rasio-program-penyelidikan-sisa-2023")


def test_a_state_that_stays_is_no_copy(temuan):
    assert not any("siskamling tahun 2022" in d for t in temuan for d in t.dugaan if "sama dengan" in d)


def test_what_nothing_reproduces_is_said_plainly(temuan):
    assert causes(temuan, "rasio-ikp10-realisasi-2022") .startswith("Penyebabnya belum diketahui: tidak satu pun dari 73 kemungkinan yang diperiksa")


@pytest.mark.parametrize(("dicoba", "kebetulan", "teks"), [
    (1, 0.0, ""), (16, 0.0, " (16 kemungkinan diperiksa; peluang cocok secara kebetulan di bawah 1%)"),
    (26, 0.46, " (26 kemungkinan diperiksa; peluang cocok secara kebetulan sekitar 37%)"),
])
def test_the_chance_of_a_hit_is_a_percentage(dicoba, kebetulan, teks):
    """Of hits that are expected 0.46 times, at least one happens in 37 of 100 cases."""
    assert _chance(Dugaan((), ("tahun_lain",), 1.0, "", dicoba, kebetulan)) == teks


def test_every_computed_finding_has_a_diagnosis_and_no_other_but_a_contest(temuan):
    for t in temuan:
        dihitung = any(b.startswith(("rasio", "komposit", "agregasi", "jumlah-bagian")) for b in t.bagian)
        assert bool(t.dugaan) == dihitung or (t.dugaan and any(b.startswith("kesepakatan") for b in t.bagian)), t.id


@pytest.mark.parametrize(("tercetak", "seharusnya", "presisi", "hasil"), [
    (285, 235, 0, True),             # a digit in the middle
    (5552000, 15552000, 0, True),    # a digit lost
    (18.49, 18.94, 2, True),         # two exchanged
    (5281, 5081, 0, True),
    (103, 100, 0, False),            # the last digit is one apart too easily
    (69.38, 135.21, 2, False),
    (12, 21, 0, False),              # too short to say
    (-5552000, 15552000, 0, False),
])
def test_one_wrong_lost_or_exchanged_digit(tercetak, seharusnya, presisi, hasil):
    assert typo(tercetak, seharusnya, presisi) is hasil
