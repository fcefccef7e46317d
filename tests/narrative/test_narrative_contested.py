"""What is said where a number is printed differently, or where computing again overturns it."""

from __future__ import annotations

from dataclasses import replace

from helpers.narrative.material import Bahan
from helpers.sources.profile import Koreksi
from tests.narrative.contoh_bahan import make_material, plainly

budget, indicators, indices, page, summary = (plainly(n) for n in ("budget", "indicators", "indices", "page", "summary"))

KASUS = {("H8.kasus", 2023): [(458, 0), (458, 0), (235, 0)], ("G1.terjadi", 2023): (458, 0), ("G1.selesai", 2023): [(265, 0), (265, 0)],
         ("reskrim.jptp", 2023): (132, 0), ("G1", 2023): (100, 0), ("H8", 2023): (69.38, 2), ("H8.penduduk", 2023): (338_735, 0)}
SERAP = {("anggaran.pagu", 2023): (100, 0), ("anggaran.realisasi", 2023): (99.95, 2)}


def gakkum(terakhir: float) -> Bahan:
    """Return an index whose printed year is 80, with a target of 64 and inputs that give far less."""
    return make_material(gakkum_facts(terakhir))


def gakkum_facts(terakhir: float) -> dict:
    triwulan = {("IKU2.realisasi", 2023, f"TW{i}"): (v, 2) for i, v in enumerate((70, 70, 70, terakhir), 1)}
    masukan = {(k, 2023, f"TW{i}"): (v, 2) for k, v in (("G1", 60), ("G2", 60), ("G5", 60)) for i in range(1, 5)}
    return triwulan | masukan | SERAP | {("IKU2.realisasi", 2023): (80, 2), ("IKU2.target", 2023): (64, 0), ("IKU2.target", 2024): (64, 0)}


def test_other_counts_of_solved_crimes_are_told_with_the_chosen_one():
    teks = indices.crimes(make_material(KASUS))
    assert "selesai ditangani 265, atau 57,86%" in teks and "Jumlah yang selesai juga tercetak 132." in teks
    assert page.doubts(make_material(KASUS))[-1].endswith("265 dari 458 kasus adalah 57,86%; yang selesai juga tercetak 132.")
    assert "juga tercetak" not in indices.crimes(make_material({k: v for k, v in KASUS.items() if k[0] != "reskrim.jptp"}))


def test_a_crime_rate_that_follows_from_another_count_says_which():
    assert indices.crimes(make_material(KASUS)).endswith(
        "Crime rate (kasus per 100.000 penduduk) tercetak 69,38, sedangkan 458 kasus menghasilkan 135,21; angka tercetak itu mengikuti 235 kasus.")
    assert "Crime rate" not in indices.crimes(make_material(KASUS | {("H8", 2023): (135.21, 2)}))
    assert "mengikuti" not in indices.crimes(make_material(KASUS | {("H8", 2023): (12.5, 2)}))


def test_the_units_rows_are_told_where_they_give_another_share_of_solved_crimes():
    rincian = {("reskrim.jtp", 2023, "TH", w): (229, 0) for w in ("a", "b")} | {("reskrim.jptp", 2023, "TH", w): (66, 0) for w in ("a", "b")}
    teks = indices.crimes(make_material(KASUS | rincian, polsek=("a", "b")))
    assert "berjumlah 132 kasus selesai dari 458 kasus, atau 28,82%; perbandingan antar-Polsek" in teks
    assert "Rincian menurut" not in indices.crimes(make_material(KASUS, polsek=("a", "b")))


def test_a_breakdown_with_fewer_parts_than_the_source_says_it_has():
    program = {("program.kamtibmas.pagu", 2023): (60, 0), ("program.almatsus.pagu", 2023): (40, 0)}
    assert budget.breakdown(make_material(program | {("organisasi.program", 2023): (5, 0)}), "program", "program").endswith(
        "Sumber menyebut lima program, tetapi yang dirinci dua.")
    assert "menyebut" not in budget.breakdown(make_material(program | {("organisasi.program", 2023): (2, 0)}), "program", "program")


def test_an_index_restated_as_the_mean_of_its_quarters_is_not_said_to_be_taken_as_printed():
    triwulan = {("IKU1.realisasi", 2023, f"TW{i}"): (v, 2) for i, v in enumerate((60, 70, 80, 70), 1)}
    isi = triwulan | {("IKU1.realisasi", 2023): (70, 2), ("IKU1.target", 2023): (64, 0), ("IKP4.realisasi", 2023): (95, 0), ("IKP4.target", 2023): (95, 0)}
    assert indices.changed(make_material(isi)).endswith("Realisasi distribusi alat komunikasi tidak dapat diturunkan dari data pendukung dan dipakai sebagaimana tercetak.")


def test_efficiency_and_plan_do_not_rest_on_a_number_that_computing_again_overturns():
    b = gakkum(110)
    ulang = b.restated["IKU2.realisasi", 2023, "TH"]
    assert ulang.dihitung and ulang.nilai < 64, "the example must be overturned"
    assert indicators.efficiency(b, "IKU2").endswith("di bawah penyerapan itu, sehingga efisiensi belum dapat disimpulkan.")
    assert indicators.against_plan(b, "IKU2").startswith("Target akhir Renstra (2024) adalah 64; realisasi tahun 2023 sebesar 80 sudah melampaui target itu. "
                                                         "Menurut hitungan ulang (")
    tetap = make_material(SERAP | {("IKU1.realisasi", 2023): (80, 2), ("IKU1.target", 2023): (64, 0), ("IKU1.target", 2024): (64, 0)})
    assert indicators.efficiency(tetap, "IKU1").endswith("penggunaan anggaran efisien.")
    assert "hitungan ulang" not in indicators.against_plan(tetap, "IKU1")


def test_an_index_that_rises_as_published_and_falls_when_computed_again():
    lalu = {("IKU2.realisasi", 2022): (65, 2), ("IKU2.target", 2022): (63, 0)} | {("IKU2.realisasi", 2022, f"TW{i}"): (65, 2) for i in range(1, 5)}
    b = make_material({**gakkum_facts(110), **lalu})
    assert b.restated["IKU2.realisasi", 2023, "TH"].nilai < 65
    teks = indicators.against_earlier(b, "IKU2")
    assert "realisasi naik 15 dari 65 menjadi 80." in teks and "Menurut hitungan ulang (bukan nilai resmi) nilainya justru turun, dari 65,00 menjadi " in teks
    assert "justru" not in indicators.against_earlier(make_material({**gakkum_facts(110), **{k: (40, 2) if k[0] == "IKU2.realisasi" else v for k, v in lalu.items()}}), "IKU2")


def test_the_page_says_on_what_the_money_went():
    b = make_material({("belanja.pegawai.realisasi", 2023): (60, 0), ("belanja.barang.realisasi", 2023): (30, 0), ("belanja.modal.realisasi", 2023): (10, 0)})
    assert budget.largest(b) == "Bagian terbesar ialah belanja pegawai (60,0%) dan belanja barang (30,0%)."
    assert budget.largest(make_material({("belanja.pegawai.realisasi", 2023): (60, 0)})) == ""


def test_conclusions_name_every_overturned_index_and_the_other_crime_counts():
    butir = summary.conclusions(gakkum(110))
    assert any("kesimpulan berubah untuk Indeks Gakkum" in s for s in butir)
    assert any(s.endswith("tetapi sumber juga mencetak 235; satu angka resmi perlu ditetapkan.") for s in summary.conclusions(make_material(KASUS)))
    assert not any("dihitung ulang" in s or "kejahatan" in s for s in summary.conclusions(make_material({})))


def test_a_bare_number_of_a_source_table_is_told_from_the_reports_own():
    b = make_material({("IKU1.target", 2023): (64, 0)})
    assert b.source("t01-uji") == "Tabel 1 sumber"


def test_the_reason_of_a_bound_can_be_left_out_where_it_was_told():
    b = make_material({("IKU2.realisasi", 2023): (80, 2), ("IKU2.target", 2023): (64, 0)} | {("IKU2.realisasi", 2023, f"TW{i}"): (80, 2) for i in range(1, 5)}
                      | {(k, 2023, f"TW{i}"): (50, 2) for k in ("G1", "G2", "G5") for i in range(1, 5)})
    assert not b.restated["IKU2.realisasi", 2023, "TH"].pasti, "the example must be a bound"
    assert "Nilainya berupa batas karena" in indices.restated(b, "IKU2.realisasi") and "batas" not in indices.restated(b, "IKU2.realisasi", alasan=False)


def test_a_number_printed_once_is_not_called_the_one_printed_most_often():
    b = make_material({("H8.kasus", 2023): (228, 0), ("G1.terjadi", 2023): (218, 0), ("reskrim.jtp", 2023): (218, 0)})
    assert "Laporan ini memakai 228, yang tercetak untuk besaran itu sendiri." in " ".join(page.doubts(b))
    assert "nilai yang tercetak untuk besaran itu sendiri" in indices.crimes(b) and "paling sering" not in indices.crimes(b)
    assert "paling sering tercetak" in " ".join(page.doubts(make_material(KASUS)))


def test_a_correction_is_called_by_its_standing():
    b = make_material({("H8.kasus", 2023): [(458, 0), (235, 0)]})
    def named(status: str) -> str:
        k = Koreksi(kode="G1.terjadi", tahun=2023, pilih="t01-uji:2:nilai", expect="458", alasan="Rinciannya ada.", status=status)
        return indicators.decision(replace(b, masukan=replace(b.masukan, koreksi=(k,))), "H8.kasus")
    assert (named("disahkan"), named("usulan")) == ("koreksi yang disahkan", "koreksi yang diusulkan")
