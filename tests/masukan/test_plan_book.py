"""An action plan and its realisations from the workbook to facts, findings, and back."""

from __future__ import annotations

import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from helpers.errors import KesalahanMasukan
from helpers.masukan.ekspor import export_book
from helpers.masukan.folder import import_folder
from helpers.masukan.impor import import_book
from helpers.masukan.lembar import DASAR, KOREKSI, PAKET, SATKER, URAIAN
from helpers.masukan.rencana_templat import RENCANA, realisation_sheet
from helpers.masukan.tempat import write_files
from helpers.masukan.tulis import write_book
from helpers.methodology.rules import load_methodology
from helpers.paths import Ruang
from helpers.sources.plan import TRIWULAN, build_plan
from helpers.sources.realisations import find_realisations, read_realisations
from helpers.sources.workspace import load_input
from tests.conftest import AKAR, BANJAR
from tests.masukan import isi_rencana
from tests.masukan.isi import METODOLOGI, fill_entries, fill_numbers
from tests.masukan.isi_rencana import (
    AWAL,
    KODE,
    blank_plan_book,
    fill_plan,
    fill_profile,
    filled_plan_book,
    report,
    rows,
)
from tests.validation.conftest import register
from tests.validation.contoh_rencana import POLRES, TAHUN, make_plan

METODOLOGI_RENCANA = "rencana-aksi-2025"
OWN = ("polmas.kunjungan_sekolah", "Kunjungan ke sekolah", "langkah", "polmas", "kegiatan", "aditif", "naik", None, 2, 3, "-", 0, "Kasat Binmas", "Kapolsek Utara; Kapolsek Selatan")


@pytest.fixture(scope="module")
def m_rencana():
    """The methodology of action plans."""
    return load_methodology(AKAR / "data" / "raw" / "metodologi", METODOLOGI_RENCANA)


@pytest.fixture(scope="module")
def terisi(masukan, m_rencana) -> bytes:
    """A filled plan with realisations of one quarter."""
    buku = filled_plan_book(AKAR, masukan.metodologi, m_rencana)
    report(buku, "TW1", "rsi.operasi", 3)
    report(buku, "TW1", "rsi.dikmas", 0, J="Cuaca")
    report(buku, "TW1", "rsi.gakum", None, G=None, H=None, I=None, J="Alat rusak")
    report(buku, "TW1", "reduksi", 65.275, E=1, F=2)
    report(buku, "TW1", "serapan", 12.5)
    buku[realisation_sheet("TW1")][f"D{rows(buku)['reduksi']}"] = 50
    return as_bytes(buku)


def as_bytes(buku) -> bytes:
    ke = io.BytesIO()
    buku.save(ke)
    return ke.getvalue()


def take(isi, akar: Path, tmp_path: Path):
    """Import a workbook."""
    (tmp_path / "b.xlsx").write_bytes(isi if isinstance(isi, bytes) else as_bytes(isi))
    return import_book(tmp_path / "b.xlsx", akar)


def put_in_place(hasil) -> Ruang:
    hasil.ruang.mentah.parent.mkdir(parents=True, exist_ok=True)
    write_files(hasil.ruang.mentah, hasil.berkas)
    return hasil.ruang


def add_own(buku, **ubah: object) -> int:
    """Write a row of one's own below the others; returns its row."""
    lembar = buku[RENCANA]
    r = max(n for n in range(AWAL, lembar.max_row + 1) if lembar[f"A{n}"].value or lembar[f"B{n}"].value) + 1
    for kolom, isi in (dict(zip("ABCDEFGHIJKLMN", OWN, strict=True)) | ubah).items():
        lembar[f"{kolom}{r}"] = isi
    return r


# ------------------------------------------------------------------ the empty workbook


def test_a_workbook_for_a_plan_has_only_what_a_plan_needs(masukan, m_rencana):
    nama = load_workbook(io.BytesIO(blank_plan_book(AKAR, masukan.metodologi, m_rencana))).sheetnames
    assert {RENCANA, *map(realisation_sheet, TRIWULAN)} < set(nama) and not {SATKER, DASAR, URAIAN, KOREKSI, "Kinerja"} & set(nama)


def test_a_workbook_for_both_has_everything(masukan, m_rencana):
    mentah = blank_plan_book(AKAR, masukan.metodologi, m_rencana, ("lkip", "rencana-aksi"))
    assert {RENCANA, "Kinerja", URAIAN, realisation_sheet("TW4")} < set(load_workbook(io.BytesIO(mentah)).sheetnames)
    isi_rencana._SUDAH.clear()  # written anew it is the same
    assert mentah == blank_plan_book(AKAR, masukan.metodologi, m_rencana, ("lkip", "rencana-aksi"))


def test_every_indicator_and_step_has_its_row_with_unit_and_kind(masukan, m_rencana):
    lembar = load_workbook(io.BytesIO(blank_plan_book(AKAR, masukan.metodologi, m_rencana)))[RENCANA]
    ada = rows(lembar.parent)
    assert set(ada) == set(m_rencana.rencana.butir)
    r = ada["dsp.diklat"]
    assert [lembar.cell(r, n).value for n in range(3, 8)] == ["indikator", "dsp", "%", "kumulatif", "naik"]
    for kode, r in ada.items():
        terbuka = [lembar.cell(r, n).protection.locked is False for n in range(1, 15)]
        tw = m_rencana.rencana.kind(kode).triwulanan
        assert terbuka == [False, True, *[False] * 5, kode in m_rencana.rencana.indikator, *[tw] * 4, True, True], kode


def test_cells_take_numbers_or_a_dash_and_lists_offer_what_is_known(masukan, m_rencana):
    buku = load_workbook(io.BytesIO(blank_plan_book(AKAR, masukan.metodologi, m_rencana)))
    aturan = buku[RENCANA].data_validations.dataValidation
    angka = next(v for v in aturan if v.type == "custom")
    assert 'H5="-"' in angka.formula1 and "ISNUMBER(H5)" in angka.formula1 and str(angka.sqref) == f"H5:L{AWAL + len(rows(buku)) + 29}"
    daftar = {str(v.sqref)[0]: v.formula1 for v in aturan if v.type == "list"}
    assert set(daftar) == set("CDEFGM") and daftar["F"] == '"aditif,kumulatif,level,rata,rasio,plafon"' and PAKET in daftar["D"]
    kolom = daftar["D"].split("$")[1]
    assert {buku[PAKET][f"{kolom}{n}"].value for n in range(1, 168)} == {*m_rencana.rencana.sasaran, *m_rencana.rencana.butir}
    tanggal = next(v for v in buku[realisation_sheet("TW2")].data_validations.dataValidation if v.type == "date")
    assert (tanggal.formula1, tanggal.formula2) == ("DATE(2026,4,1)", "DATE(2026,7,0)")


def test_formulas_are_shown_and_locked(masukan, m_rencana):
    lembar = load_workbook(io.BytesIO(blank_plan_book(AKAR, masukan.metodologi, m_rencana)))[RENCANA]
    assert lembar["O3"].value.endswith("(rumus)") and lembar["O5"].value.startswith("=IF(COUNT(I5:L5)=0") and lembar["O5"].protection.locked


# ------------------------------------------------------------------ filled in


def test_the_filled_plan_becomes_a_package_without_a_finding(terisi, akar, tmp_path):
    hasil = take(terisi, akar, tmp_path)
    assert set(hasil.berkas) == {"datapackage.json", "profil.yml", "pengesahan.csv", "rencana-aksi.csv", "realisasi.csv", "realisasi.resource.json"}
    lkip = json.loads(hasil.berkas["datapackage.json"])["lkip"]
    assert (lkip["metodologi"], lkip["dokumen"], "rencana" in lkip) == (METODOLOGI_RENCANA, ["rencana-aksi"], False)
    assert [t.judul for t in register(put_in_place(hasil))] == []


def test_every_number_of_the_plan_arrives(terisi, akar, tmp_path, m_rencana):
    ruang = put_in_place(take(terisi, akar, tmp_path))
    m = load_input(ruang)
    rencana = build_plan(_facts(ruang), m.metodologi, m.tabel)
    assert set(rencana.butir) == set(m_rencana.rencana.butir)
    c = make_plan(m_rencana)
    for kode, b in rencana.butir.items():
        if kode in m_rencana.rencana.indikator:
            assert b.target.nilai == c.year(kode)
        for s, harapan in zip(b.triwulan, c.quarters(kode), strict=False):
            assert (s.nilai == harapan) if s.ada else s.keadaan == "strip", (kode, s)
    assert [p.nama for p in rencana.butir["rsi.operasi"].pemilik] == ["Kabag Ren", "Kasikeu"] and rencana.sasaran[0].nama == "Keamanan dan Ketertiban Masyarakat"


def _facts(ruang: Ruang):
    from helpers.sources.facts import build_facts

    m = load_input(ruang)
    return build_facts(m.tabel, m.metodologi, ruang.polres, [p.kode for p in m.profil.polsek])


def test_state_number_zero_dash_and_blank_stay_apart(masukan, m_rencana, akar, tmp_path):
    buku = filled_plan_book(AKAR, masukan.metodologi, m_rencana, KODE)
    r = rows(buku)["rsi.operasi"]
    for kolom, isi in zip("IJKL", (3, 0, "-", None), strict=True):
        buku[RENCANA][f"{kolom}{r}"] = isi
    fakta = take(buku, akar, tmp_path).fakta
    f = fakta[(fakta["kode"] == "rsi.operasi")].set_index("periode")
    assert list(f["keadaan"]) == ["angka", "angka", "strip", "kosong"] and list(f["nilai_teks"]) == ["3 kegiatan", "0 kegiatan", "-", ""]


def test_realisations_are_read_by_the_monitoring(terisi, akar, tmp_path):
    ruang = put_in_place(take(terisi, akar, tmp_path))
    m = load_input(ruang)
    lapor = read_realisations(find_realisations(ruang.mentah), build_plan(_facts(ruang), m.metodologi), m.metodologi, POLRES, TAHUN)
    assert not lapor.contoh and len(lapor.lapor) == 5
    assert lapor.of("rsi.dikmas")["TW1"].nilai == 0 and lapor.of("rsi.dikmas")["TW1"].kendala == "Cuaca"
    assert not lapor.of("rsi.gakum")["TW1"].ada and lapor.of("serapan")["TW1"].nilai == 12.5
    x = lapor.of("reduksi")["TW1"]
    assert (x.nilai, x.pembilang, x.penyebut, x.tanggal, x.bukti, x.pelapor) == (50, 1, 2, "2026-03-31", "Laporan R/1", "Kabag Ren")


def test_what_is_not_filled_in_is_not_planned(masukan, m_rencana, akar, tmp_path):
    buku = load_workbook(io.BytesIO(blank_plan_book(AKAR, masukan.metodologi, m_rencana)))
    fill_profile(buku)
    buku[RENCANA][f"I{rows(buku)['rsi.turjawali.patroli']}"] = 4
    ruang = put_in_place(take(buku, akar, tmp_path))
    rencana = build_plan(_facts(ruang), load_input(ruang).metodologi)
    assert list(rencana.butir) == ["harkamtibmas", "rsi", "rsi.turjawali", "rsi.turjawali.patroli"]  # what is above gives it its context


def test_a_plan_of_ones_own(masukan, m_rencana, akar, tmp_path):
    buku = filled_plan_book(AKAR, masukan.metodologi, m_rencana)
    add_own(buku)
    add_own(buku, A="polmas.kunjungan_sekolah.lapor", B="Laporan kunjungan", D="polmas.kunjungan_sekolah", E="dokumen", M=None, N=None)
    add_own(buku, A="tamu", B="Indeks kepuasan tamu", C="indikator", D="SS5", E="%", F="rasio", G="naik", H=80, I=78.5, J=79, K=80, L=81, M="Kasium", N=None)
    hasil = take(buku, akar, tmp_path)
    assert yaml.safe_load(hasil.berkas["rencana.yml"])["langkah"]["polmas.kunjungan_sekolah"]["induk"] == "polmas"
    ruang = put_in_place(hasil)
    rencana = build_plan(_facts(ruang), load_input(ruang).metodologi)
    b = rencana.butir["polmas.kunjungan_sekolah"]
    assert (b.sifat.jenis, b.induk, b.anak, b.lambang) == ("aditif", "polmas", ("polmas.kunjungan_sekolah.lapor",), "kegiatan")
    assert [p.nama for p in b.pemilik] == ["Kasat Binmas", "Kapolsek Utara", "Kapolsek Selatan"]
    assert rencana.butir["tamu"].sasaran == "SS5" and rencana.butir["tamu"].target.nilai == 80
    assert list(rencana.butir).index("polmas.kunjungan_sekolah") < list(rencana.butir).index("response")  # beside its neighbours, not at the end
    assert [t.judul for t in register(ruang)] == []


def test_quarters_that_fall_although_cumulative_are_a_finding_not_a_fault(masukan, m_rencana, akar, tmp_path):
    buku = filled_plan_book(AKAR, masukan.metodologi, m_rencana, KODE)
    buku[RENCANA][f"J{rows(buku)['serapan']}"] = 10
    temuan = [t for t in register(put_in_place(take(buku, akar, tmp_path))) if "serapan" in t.id or "Penyerapan" in t.judul]
    assert temuan
    assert any(p.kolom.endswith(f"(lembar Rencana aksi sel J{rows(buku)['serapan']})") for t in temuan for p in t.tempat), [p.kolom for t in temuan for p in t.tempat]


def test_both_documents_in_one_workbook(masukan, m_rencana, akar, tmp_path):
    buku = load_workbook(io.BytesIO(blank_plan_book(AKAR, masukan.metodologi, m_rencana, ("lkip", "rencana-aksi"))))
    fill_plan(buku, m_rencana)
    fill_profile(buku)
    fill_entries(buku, masukan.metodologi)
    buku["Kinerja"]["H5"] = 3.5
    hasil = take(buku, akar, tmp_path)
    lkip = json.loads(hasil.berkas["datapackage.json"])["lkip"]
    assert (lkip["metodologi"], lkip["rencana"], lkip["dokumen"]) == (METODOLOGI, METODOLOGI_RENCANA, ["lkip", "rencana-aksi"])
    assert {"kinerja.csv", "rencana-aksi.csv"} < set(hasil.berkas)
    put_in_place(hasil)
    assert load_input(hasil.ruang).metodologi.rencana is not None


def test_a_workbook_for_both_with_one_filled_in_is_for_that_one(masukan, m_rencana, akar, tmp_path):
    kosong = blank_plan_book(AKAR, masukan.metodologi, m_rencana, ("lkip", "rencana-aksi"))
    buku = load_workbook(io.BytesIO(kosong))
    fill_entries(buku, masukan.metodologi)
    assert fill_numbers(buku, masukan.metodologi) >= 0
    buku["Kinerja"]["H5"] = 3.5
    hasil = take(buku, akar, tmp_path)
    assert "rencana" not in json.loads(hasil.berkas["datapackage.json"])["lkip"] and any("tidak memuat rencana aksi" in c for c in hasil.catatan)
    buku = load_workbook(io.BytesIO(kosong))
    fill_plan(buku, m_rencana)
    fill_profile(buku)
    hasil = take(buku, akar, tmp_path)
    assert json.loads(hasil.berkas["datapackage.json"])["lkip"]["dokumen"] == ["rencana-aksi"] and hasil.catatan == ("Lembar LKIP belum diisi; paket ini hanya memuat rencana aksi.",)


# ------------------------------------------------------------------ and back


def _without_sheets(hasil) -> dict:
    paket = json.loads(hasil.berkas["datapackage.json"])
    for x in paket["resources"]:
        for k in ("lembar", "baris_lembar", "baris_asal", "huruf_lembar"):
            x["lkip"].pop(k, None)
    return paket


def test_an_exported_plan_with_realisations_comes_back(masukan, m_rencana, akar, tmp_path):
    buku = filled_plan_book(AKAR, masukan.metodologi, m_rencana, KODE)
    n = len(rows(buku))
    add_own(buku)
    report(buku, "TW1", "rsi.operasi", 3)
    lembar = buku[realisation_sheet("TW2")]
    for kolom, isi in zip("ADGHI", ("polmas.kunjungan_sekolah", 2, date(2026, 5, 1), "Foto", "Kasat Binmas"), strict=True):
        lembar[f"{kolom}{AWAL + n}"] = isi
    hasil = take(buku, akar, tmp_path)
    ruang = put_in_place(hasil)
    ulang = take(write_book(export_book(ruang)), akar, tmp_path)
    sama = {k: ulang.berkas[k] == b for k, b in hasil.berkas.items() if k != "datapackage.json"}
    assert set(ulang.berkas) == set(hasil.berkas) and sama == dict.fromkeys(sama, True)
    assert _without_sheets(ulang) == _without_sheets(hasil)  # only where it was filled in differs
    assert ulang.fakta.equals(hasil.fakta)


def test_the_printed_plan_of_banjar_comes_back_to_the_same_facts(rencana_fakta, tmp_path):
    hasil = take(write_book(export_book(BANJAR)), AKAR, tmp_path)
    assert hasil.fakta.equals(rencana_fakta)
    assert all(hasil.berkas[b.name] == b.read_bytes() for b in [*BANJAR.mentah.glob("*.csv"), BANJAR.mentah / "datapackage.json"])


def test_an_exported_plan_takes_realisations(akar, tmp_path):
    ruang = Ruang(akar, "banjar", 2025)
    shutil.copytree(BANJAR.mentah, ruang.mentah)
    buku = load_workbook(io.BytesIO(write_book(export_book(ruang))))
    for kolom, isi in zip("ABCFGH", ("rsi.operasi", "TW1", "1", "2025-03-31", "Laporan", "Kasat Lantas"), strict=True):
        buku["Realisasi"][f"{kolom}4"] = isi
    assert b"rsi.operasi,TW1,1,,,2025-03-31,Laporan,Kasat Lantas," in take(buku, akar, tmp_path).berkas["realisasi.csv"]
    buku["Realisasi"]["C4"], buku["Realisasi"]["A5"] = "banyak", "rsi.razia"
    with pytest.raises(KesalahanMasukan) as galat:
        take(buku, akar, tmp_path)
    assert all(any(x in k for k in galat.value.masalah) for x in ("Lembar \"Realisasi\" sel C4", "Lembar \"Realisasi\" sel A5")), galat.value.masalah


def test_the_plan_of_banjar_with_realisations_comes_back_too(akar, tmp_path):
    ruang = Ruang(akar, "banjar", 2025)
    shutil.copytree(BANJAR.mentah, ruang.mentah)
    from helpers.sources.realisations import standard_files

    for nama, isi in standard_files(AKAR / "contoh" / "realisasi-banjar-2025.csv").items():
        (ruang.mentah / nama).write_bytes(isi)
    hasil = take(write_book(export_book(ruang)), akar, tmp_path)
    assert hasil.berkas["realisasi.csv"] == (ruang.mentah / "realisasi.csv").read_bytes()
    assert json.loads(hasil.berkas["realisasi.resource.json"])["lkip"]["contoh"] is True


def test_a_folder_with_plan_and_realisations_is_taken_as_it_is(masukan, m_rencana, akar, terisi, tmp_path):
    hasil = take(terisi, akar, tmp_path)
    write_files(tmp_path / "paket", hasil.berkas)
    assert dict(import_folder(tmp_path / "paket", akar, METODOLOGI, METODOLOGI_RENCANA).berkas) == dict(hasil.berkas)
    for nama in ("datapackage.json", "realisasi.resource.json", "pengesahan.csv"):
        (tmp_path / "paket" / nama).unlink()
    lepas = import_folder(tmp_path / "paket", akar, METODOLOGI, METODOLOGI_RENCANA)
    assert lepas.berkas["rencana-aksi.csv"] == hasil.berkas["rencana-aksi.csv"] and lepas.berkas["realisasi.csv"] == hasil.berkas["realisasi.csv"]
    assert lepas.berkas["realisasi.resource.json"] == hasil.berkas["realisasi.resource.json"]
