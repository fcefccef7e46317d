"""Data that agree raise no finding; one changed cell raises exactly what it contradicts."""

from __future__ import annotations

import pytest

from helpers.sintetis.paket import make
from helpers.sources.facts import build_facts
from helpers.sources.workspace import load_input
from helpers.validation import expectations
from helpers.validation.findings import collect_findings
from helpers.validation.relations import KELUARGA, evaluate_relations
from helpers.validation.values import choose_values

from .conftest import register


def test_a_consistent_polres_has_no_finding_in_any_family(masukan, akar):
    ruang = make(masukan.metodologi).write(akar)
    m = load_input(ruang)
    fakta = build_facts(m.tabel, m.metodologi, ruang.polres, m.nama_wilayah)
    terpakai = choose_values(fakta, m.metodologi.eksak, m.koreksi, ruang.polres)
    residu = evaluate_relations(fakta, terpakai, m.metodologi, ruang.polres, ruang.tahun, m.paket.resources)
    hasil = expectations.validate(fakta, residu, m.metodologi)
    temuan = collect_findings(
        expectations.failing_residuals(residu, hasil), expectations.doubtful_facts(fakta, hasil), fakta, m.paket.resources, m.metodologi,
        m.koreksi, m.nama_wilayah)
    assert [t.judul for t in temuan] == []
    assert all(h.lulus for h in hasil)
    # and not because nothing was looked at
    jumlah = residu["keluarga"].value_counts()
    assert set(jumlah.index) == set(KELUARGA) and (jumlah >= 9).all() and len(residu) > 400
    # a few exact relations leave no room at all, the others only that of rounding
    assert (residu["selisih"].abs().fillna(0) <= residu["toleransi"] + 1e-6).all()
    assert set(terpakai["status"]) == {"sepakat"}


# changed cells (table, code, column, text) and the findings they must raise
RUSAK = {
    "rasio: crime rate": ([("kinerja", "H8", "th", "86,71")], {"rasio-h8-2023"}),
    "rasio: capaian": ([("capaian", "IKP1", "capaian", "80,00")], {"rasio-ikp1-capaian-2023"}),
    "rasio: just beyond what rounding allows": ([("capaian", "IKP1", "capaian", "90,25")], {"rasio-ikp1-capaian-2023"}),
    "rasio: sisa": ([("anggaran", "program.almatsus.sisa", "nilai", "Rp. 13.827.582,-")], {"rasio-program-almatsus-sisa-2023"}),
    "komposit: community policing": (
        [("kinerja", "H2", "tw1", "70,00"), ("kinerja-tw", "H2", "tw1", "70.00")], {"komposit-h2-2023"}),
    "komposit: a quarter's index": ([("indeks", "SI.realisasi@2023-TW3", "nilai", "3,59")], {"komposit-si-realisasi-2023"}),
    "komposit: a score": ([("skor", "G1", "skor", "4,638")], {"komposit-g1-skor-2023"}),
    "agregasi: the sum": (
        [("kinerja", "H1.kendaraan", "th", "5.200")], {"agregasi-h1-kendaraan-2023", "rasio-h1-fatalitas-kendaraan-2023"}),
    "agregasi: the mean": (
        [("indeks", "IKU2.realisasi@2023-TH", "nilai", "83,45"), ("capaian", "IKU2", "realisasi", "83,45"),
         ("capaian", "IKU2", "capaian", "119,21")], {"agregasi-iku2-realisasi-2023"}),
    "agregasi: the last quarter": (
        [("kinerja", "H2.desa", "th", "81")], {"agregasi-h2-desa-2023", "rasio-h2-bhabinkamtibmas-2023"}),
    "jumlah_bagian: a total": ([("alkom", "/", "unit", "20")], {"jumlah-bagian-alkom-satker-2023"}),
    "jumlah_bagian: a part": ([("alkom", "/bagops", "unit", "3 HT")], {"jumlah-bagian-alkom-satker-2023"}),
    "jumlah_bagian: a part that vanished": ([("alkom", "/bagops", "unit", "-")], {"jumlah-bagian-alkom-satker-2023"}),
    "jumlah_bagian: children": ([("pendukung", "spkt.jumlah", "nilai", "631")], {"jumlah-bagian-spkt-jumlah-2023"}),
    "kesepakatan: prose": ([("narasi", "sdm.personel@2023", "nilai", "601 orang")], {"kesepakatan-sdm-personel-2023"}),
    "kesepakatan: the last digit of money": (
        [("narasi", "anggaran.pagu@2023", "nilai", "Rp. 66.832.955.001,-")], {"kesepakatan-anggaran-pagu-2023"}),
    "kesepakatan: response time by unit": (
        [("response-time", "/", "target", "17")], {"kesepakatan-h3-target-2023"}),
    "kesepakatan: equivalent codes": ([("pendukung", "lantas.laka", "nilai", "45")], {"kesepakatan-g5-terjadi-2023"}),
    "rentang: a share above all": (
        [("capaian", "IKP6", "realisasi", "123"), ("capaian", "IKP6", "capaian", "138,20")], {"rentang-ikp6-realisasi-2023"}),
    "rentang: growth printed as a share": (
        [("capaian", "IKP6", "realisasi", "82,72"), ("capaian", "IKP6", "capaian", "92,94")], {"rentang-ikp6-realisasi-2023"}),
    "rentang: more solved than occurred": (
        [("reskrim-polsek", "/tengah", "jptp", "29"), ("reskrim-polsek", "/tengah", "persen", "100%"), ("reskrim-polsek", "/utara", "jptp", "47"),
         ("reskrim-polsek", "/utara", "persen", "78%")], {"rentang-reskrim-jptp-2023", "rasio-reskrim-clearance-2023"}),
    "rentang: a target that falls back": ([("renstra", "IKP4", "target_2024", "94,00")], {"rentang-ikp4-target-2024"}),
    "rentang: a count that jumps": ([("dua-tahun", "lantas.pelanggaran", "th_2023", "85.140")], {"rentang-lantas-pelanggaran-2023"}),
    "rentang: a count that shrinks": ([("dua-tahun", "samapta.turjawali", "th_2023", "36")], {"rentang-samapta-turjawali-2023"}),
    "kelengkapan: the stated number of Polsek": (
        [("narasi", "organisasi.polsek@2023", "nilai", "4 (empat)")], {"kelengkapan-hitungan-organisasi-polsek-2023"}),
    "kelengkapan: the stated number of objectives": (
        [("narasi", "organisasi.sasaran@2023", "nilai", "6 (enam)")], {"kelengkapan-hitungan-organisasi-sasaran-2023"}),
    "kelengkapan: an indicator": ([("capaian", "IKP3", "capaian", "")], {"kelengkapan-indikator-ikp3-capaian-2023"}),
    "kelengkapan: a blank": ([("kinerja-tw", "H2", "tw1", "")], {"kelengkapan-kosong-h2-2023"}),
    "kelengkapan: a dash for a number": ([("kinerja-tw", "H2", "tw1", "-")], {"kelengkapan-strip-h2-2023"}),
    "jumlah_bagian: parts that exceed their whole": (
        [("reskrim-polsek", "/selatan", "proses", "11"), ("reskrim-polsek", "/", "proses", "33")], {"jumlah-bagian-reskrim-jtp-2023"}),
    "jumlah_bagian: a heading and its fields": ([("pendukung", "intel.deteksi", "nilai", "40")], {"jumlah-bagian-intel-deteksi-2023"}),
    "kelengkapan: a total left blank": ([("pendukung", "spkt.jumlah", "nilai", "")], {"kelengkapan-jumlah-kosong-spkt-jumlah-2023"}),
    "kelengkapan: one of two years left blank": (
        [("dua-tahun", "samapta.turjawali", "th_2023", "")], {"kelengkapan-tahun-kosong-samapta-turjawali-2023"}),
    "arah: against the numbers of its sentence": ([("narasi", "IKU1.arah@2023", "nilai", "menurun")], {"arah-iku1-arah-2023"}),
    "arah: the number moved, not the word": (
        [("narasi", "IKU1.realisasi@2022", "nilai", "63,8"), ("tahun-lalu", "IKU1", "realisasi_lalu", "63,80")], {"arah-iku1-arah-2023"}),
    "arah: against the values used": ([("narasi", "IKP1.arah@2023", "nilai", "meningkat")], {"arah-ikp1-arah-2023"}),
    "arah: kept": ([("narasi", "IKP1.arah@2023", "nilai", "tetap bertahan")], {"arah-ikp1-arah-2023"}),
    "arah: denied": ([("narasi", "IKP3.arah@2023", "nilai", "tidak mengalami kenaikan")], {"arah-ikp3-arah-2023"}),
    "arah: target reached": ([("narasi", "IKP1.capaian.status@2023", "nilai", "mencapai target")], {"arah-ikp1-capaian-status-2023"}),
    "arah: target missed": ([("narasi", "IKP8.capaian.status@2023", "nilai", "tidak tercapai")], {"arah-ikp8-capaian-status-2023"}),
    "arah: nothing": ([("narasi", "etika.jumlah@2022", "nilai", "1 perkara")], {"arah-etika-jumlah-status-2022"}),
    "tanggal: an agreement after its year": (
        [("narasi", "dokumen.tanggal_perjanjian@2023", "nilai", "Januari 2024")], {"kelengkapan-urutan-tanggal-dokumen-tanggal-perjanjian-2023"}),
    "tanggal: a report after its decree": (
        [("narasi", "dokumen.tanggal_keputusan@2023", "nilai", "30 Januari 2024")], {"kelengkapan-urutan-tanggal-dokumen-tanggal-laporan-2023"}),
    "tanggal: two dates of one document": (
        [("narasi", "dokumen.tanggal_laporan@2023", "nilai", "30 Januari 2024")], {"kelengkapan-tanggal-tunggal-dokumen-tanggal-laporan-2023"}),
    "rujukan: a table that is not there": ([("narasi", "IKU1.rujukan@2023", "nilai", "Tabel 9")], {"kelengkapan-rujukan-iku1-rujukan-2023"}),
    "rujukan: a table that holds others": ([("narasi", "IKP5.rujukan@2023", "nilai", "tabel 1.b")], {"kelengkapan-rujukan-ikp5-rujukan-2023"}),
    "rujukan: a chart that is not there": ([("narasi", "IKU1.rujukan@2023", "nilai", "grafik 3")], {"kelengkapan-rujukan-iku1-rujukan-2023"}),
    "grafik: one number for two": ([("narasi", "dokumen.nomor_grafik@2023", "nilai", "Grafik 2")], {
        "kelengkapan-nomor-grafik-narasi-2023", "kelengkapan-rujukan-iku1-rujukan-2023"}),
    "sebutan: a chart's caption names another indicator": (
        [("narasi", "IKU1.sebutan@2023", "nilai", "Indeks Kamtibmas")], {"kelengkapan-sebutan-iku1-sebutan-2023"}),
    "sebutan: so does a heading": ([("narasi", "IKU2.sebutan@2023", "nilai", "Indek harkamtibmas")], {"kelengkapan-sebutan-iku2-sebutan-2023"}),
    "satuan": ([("kinerja", "H3.target", "tw1", "15%")], {"satuan-tanda-tercetak-pada-besaran-yang-bukan-persentase-2023"}),
    "a root with consequences": (
        [("kinerja", "H7.kejadian", "tw2", "17")], {"kesepakatan-h7-kejadian-2023"}),
}


@pytest.mark.parametrize("nama", list(RUSAK))
def test_one_changed_cell_raises_exactly_its_findings(masukan, akar, nama):
    ubahan, harapan = RUSAK[nama]
    c = make(masukan.metodologi)
    for tabel, kode, kolom, isi in ubahan:
        c.set_cell(tabel, c.row(tabel, kode), kolom, isi)
    temuan = register(c.write(akar))
    assert {t.id for t in temuan} == harapan
    sel = {f"{tabel}:{c.row(tabel, kode)}:{kolom}" for tabel, kode, kolom, _ in ubahan}
    assert any(sel & {p.fakta_id for p in t.tempat} or t.keluarga in ("jumlah_bagian", "kelengkapan") for t in temuan)


@pytest.mark.parametrize(("tabel", "kolom", "harapan"), [
    ("dua-tahun", "th_2023", {"kelengkapan-kolom-cacah-dokumen-kepala-kolom-2023": "peringatan"}),
    ("indeks", "nilai", {"kelengkapan-kolom-persen-dokumen-kepala-kolom-2023": "info"}),
    ("reskrim-polsek", "persen", {}),
])
def test_a_column_headed_by_a_per_cent_sign_holds_percentages(masukan, akar, tabel, kolom, harapan):
    c = make(masukan.metodologi)
    next(k for k in c.tabel[tabel][0] if k["name"] == kolom)["title"] = "Nilai (%)"
    temuan = register(c.write(akar))
    assert {t.id: t.tingkat for t in temuan} == harapan
    assert all("Kolom “Nilai (%)” pada T" in t.perhitungan[0] for t in temuan)


@pytest.mark.parametrize(("teks", "kali"), [("2.180 kasus", True), ("2.179 kasus", False), ("219 kasus", False)])
def test_a_print_ten_times_another_is_named_with_its_contest(masukan, akar, teks, kali):
    c = make(masukan.metodologi)
    c.set_cell("narasi", c.row("narasi", "H8.kasus@2023"), "nilai", teks)
    [t] = register(c.write(akar))
    assert t.id == "kesepakatan-h8-kasus-2023" and ("rentang-h8-kasus-2023" in t.bagian) == kali
    assert any("tercetak 218 di tempat lain, tepat seper-10-nya" in k for k in t.perhitungan) == kali


@pytest.mark.parametrize(("tabel", "ubahan", "harapan"), [
    ("reskrim-polsek", {"nomor_tabel": "Tabel 1.b"}, {"kelengkapan-nomor-tabel-indeks-2023", "kelengkapan-urutan-nomor-dua-tahun-2023",
                                                      "kelengkapan-rujukan-iku2-rujukan-2023"}),
    ("indeks", {"nomor_tabel": "Tabel 1.c"}, {"kelengkapan-urutan-nomor-indeks-2023", "kelengkapan-rujukan-iku1-rujukan-2023"}),
    ("dua-tahun", {"nomor_tabel": "Tabel 5.d.2"}, {"kelengkapan-urutan-nomor-dua-tahun-2023"}),  # three numbers left out at once
    ("dua-tahun", {"judul_tercetak": ["Data pendukung tahun 2022"]}, {"kelengkapan-tahun-judul-dua-tahun-2023"}),
    ("kinerja", {"judul_tercetak": ["Indeks Kamtibmas 2024"]}, {"kelengkapan-tahun-judul-kinerja-2023", "kelengkapan-nomor-tabel-kinerja-2023"}),
    ("reskrim-polsek", {"judul_tercetak": ["Persentase penyerapan anggaran 2023"]}, {"kelengkapan-indikator-judul-reskrim-polsek-2023"}),
    ("dua-tahun", {"indikator": "IKU2"}, {"kelengkapan-bagian-judul-dua-tahun-2023"}),
    ("dua-tahun", {"nomor_tabel": "Tabel 2.1.1"}, {"kelengkapan-induk-nomor-reskrim-polsek-2023"}),
    ("alkom", {"judul_tercetak": ["Tabel tanpa tahun dan tanpa indikator"]}, set()),
    ("dua-tahun", {"judul_tercetak": []}, set()),
])
def test_numbers_and_captions_of_tables(masukan, akar, tabel, ubahan, harapan):
    c = make(masukan.metodologi)
    c.asal.setdefault(tabel, {}).update(ubahan)
    assert {t.id for t in register(c.write(akar))} == harapan


@pytest.mark.parametrize(("lalu", "harapan"), [
    (("1.200", "1.250", "1.300", "1.350"), {"salinan-h1-kendaraan-2023"}), (("1.200", "1.250", "1.300", "1.351"), set())])
def test_quarters_that_repeat_the_year_before_are_found(masukan, akar, lalu, harapan):
    c = make(masukan.metodologi)
    kolom = [{"name": "kode"}, *({"name": f"tw{q}", "lkip": {"tahun": 2022, "periode": f"TW{q}"}} for q in range(1, 5))]
    c.add("kinerja-lalu", kolom, [["H1.kendaraan", *lalu]])
    assert {t.id for t in register(c.write(akar))} == harapan


@pytest.mark.parametrize(("tabel", "kode", "kolom", "isi"), [
    ("capaian", "IKP1", "capaian", "90"),  # fewer decimals
    ("capaian", "IKP2", "capaian", "181"),  # cut off instead of rounded, which people do
    ("capaian", "IKP10", "capaian", "106%"),
    ("indeks", "IKU1.realisasi@2023-TH", "nilai", "63,7448"),  # more decimals
    ("narasi", "sdm.personel@2023", "nilai", "600"),
    ("alkom", "/sikeu", "unit", ""),
    ("alkom", "/sikeu", "unit", "--"),
    ("kinerja", "H8.penduduk", "tw1", "251,437"),
    ("kinerja", "G3", "th", ""),
    ("narasi", "IKU1.rujukan@2023", "nilai", "table 1a."),  # supporting data of that indicator, written another way
    ("narasi", "IKU1.arah@2023", "nilai", "MENINGKAT"),
])
def test_another_way_of_printing_the_same_is_no_finding(masukan, akar, tabel, kode, kolom, isi):
    c = make(masukan.metodologi)
    c.set_cell(tabel, c.row(tabel, kode), kolom, isi)
    assert [t.judul for t in register(c.write(akar))] == []


def test_a_polres_that_prints_almost_nothing_is_validated_too(masukan, akar):
    c = make(masukan.metodologi)
    for nama in list(c.tabel):
        if nama != "alkom":
            del c.tabel[nama]
    c.tabel["alkom"] = (c.tabel["alkom"][0], c.tabel["alkom"][1][:2])
    ruang = c.write(akar)
    m = load_input(ruang)
    fakta = build_facts(m.tabel, m.metodologi, ruang.polres, m.nama_wilayah)
    residu = evaluate_relations(fakta, choose_values(fakta, m.metodologi.eksak, (), ruang.polres), m.metodologi, ruang.polres)
    assert set(residu["keluarga"]) <= {"rentang"}
    assert all(h.lulus for h in expectations.validate(fakta, residu, m.metodologi))
