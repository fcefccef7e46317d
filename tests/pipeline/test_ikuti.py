"""`lkip run --ikuti` on the tiny project: what a round says, what never ends it, what ends it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from helpers.cli import babak, ikuti
from helpers.errors import KesalahanMasukan
from helpers.masukan.impor import Hasil
from helpers.pipeline.publish import workspace
from helpers.validation.difference import Terbitan

from .conftest import RUANG, make_notebook
from .test_run import content

DATA = ("--polres", "oku", "--tahun", "2023")
_FAKTA = ("fakta_id", "polres", "kode", "wilayah", "tahun", "periode", "nilai_teks", "nilai")


@pytest.fixture
def ikut(perintah, proyek, monkeypatch):
    """Follow the tiny project while things happen to it, one between two looks; Ctrl-C after the last. Returns code, lines, errors."""
    monkeypatch.setattr("helpers.validation.checking.start_early", lambda: None)
    monkeypatch.setattr(babak, "stage_digest", lambda akar: "program")
    monkeypatch.setattr(babak.time, "strftime", lambda bentuk: "09.00.00")

    def published(folder):
        temuan = pd.read_csv(folder / "temuan.csv", dtype=str).assign(bagian="")
        isi = (proyek.mentah / "tabel-01.csv").read_text(encoding="utf-8").split(",")[-1].strip()
        return Terbitan(temuan, pd.DataFrame([["t:2:nilai", "oku", "H8", "oku", 2023, "TH", isi, float(isi)]], columns=_FAKTA))

    monkeypatch.setattr(babak, "read_published", published)

    def call(*kejadian: Callable[[], object], opsi: tuple[str, ...] = ()) -> tuple[int, list[str], str]:
        antre = [satu for k in kejadian for satu in (k, lambda: None)]

        def wait() -> None:
            if not antre:
                raise KeyboardInterrupt
            antre.pop(0)()

        monkeypatch.setattr(ikuti, "wait", wait)
        kode, keluaran, galat = perintah("run", *DATA, "--ikuti", *opsi)
        baris = keluaran.splitlines()
        assert not baris or baris[0].startswith("Mengikuti oku 2023: ")
        return kode, [b.removeprefix("09.00.00 ") for b in baris[1:]], galat

    return call


def write(proyek, nilai: str) -> Callable[[], object]:
    return lambda: (proyek.mentah / "tabel-01.csv").write_text(f"kode,nilai\nH8,{nilai}\n", encoding="utf-8")


SELESAI = "Selesai mengikuti; hasil terakhir di build/oku-2023/."


def test_each_change_is_a_round_told_in_one_line(ikut, proyek):
    kode, baris, galat = ikut(write(proyek, "235"), lambda: None)
    assert kode == 0 and galat == "" and len(baris) == 3, (baris, galat)
    assert baris[0].startswith("✓ awal: ") and baris[0].endswith(" detik · 2 temuan")
    assert baris[1].startswith("✓ data tabel-01.csv: ") and baris[1].endswith(" · 2 temuan · 1 angka berubah (1 → 235)")
    assert baris[2] == SELESAI


def test_findings_that_came_and_went_are_named(ikut, proyek):
    lain = ('(ruang.bersih / "temuan.xlsx").write_bytes(b"isi")\n(ruang.bersih / "mutu-data.html").write_text("<h1>Mutu</h1>", encoding="utf-8")\n'
            '(ruang.bersih / "temuan.csv").write_text("id,tingkat,keluarga,judul\\nT-2,info,rasio,Kecil sekali\\nT-3,info,rasio,Sedang\\n", encoding="utf-8")')
    _, baris, _ = ikut(lambda: make_notebook(RUANG, lain, berkas=proyek.akar / "notebooks" / "02_validasi.ipynb"))
    assert baris[1].startswith("✓ notebook 02_validasi.ipynb: ")
    assert baris[1].endswith(" · 2 temuan · 1 baru (Sedang) · 1 hilang ([red]Besar) · 1 berubah isi")


def test_saved_with_the_same_contents(ikut, proyek):
    _, baris, _ = ikut(lambda: (proyek.mentah / "tabel-01.csv").touch())
    assert baris[1].startswith("✓ data tabel-01.csv: isinya sama · ")


def test_what_is_there_already_is_not_made_again_unless_asked(ikut, perintah):
    perintah("run", *DATA)
    assert ikut()[1][0].startswith("✓ awal: tidak ada yang berubah · ")
    assert "tidak ada" not in ikut(opsi=("--ulang",))[1][0]


def test_bad_input_is_said_and_the_last_result_stays(ikut, proyek, perintah):
    perintah("run", *DATA)
    semula, tabel = content(proyek.hasil), (proyek.mentah / "tabel-01.csv")
    notebook = proyek.akar / "notebooks" / "03_indeks.ipynb"
    asli = notebook.read_bytes()
    ditolak = 'from helpers.errors import KesalahanMasukan\nraise KesalahanMasukan("Sel H8 bukan angka; betulkan.")'
    kode, baris, _ = ikut(lambda: make_notebook(RUANG, ditolak, berkas=notebook), lambda: None, lambda: make_notebook(RUANG, "1 / 0", berkas=notebook))
    assert kode == 0 and baris[1] == "✗ notebook 03_indeks.ipynb: Sel H8 bukan angka; betulkan."
    assert baris[2].startswith("✗ notebook 03_indeks.ipynb: Kesalahan di dalam program: Notebook 03_indeks.ipynb berhenti")
    assert content(proyek.hasil) == semula and tabel.is_file()
    _, baris, _ = ikut(lambda: notebook.write_bytes(asli))
    assert baris[0].startswith("✗ awal: ") and baris[1].startswith("✓ notebook 03_indeks.ipynb: ")


def test_several_problems_are_listed(ikut, proyek):
    ditolak = 'from helpers.errors import KesalahanMasukan\nraise KesalahanMasukan(["Satu.", "Dua."])'
    _, baris, _ = ikut(lambda: make_notebook(RUANG, ditolak, berkas=proyek.akar / "notebooks" / "03_indeks.ipynb"))
    assert baris[1:4] == ["✗ notebook 03_indeks.ipynb: ada masalah; hasil terakhir tetap.", "  – Satu.", "  – Dua."]


def test_data_may_be_broken_at_the_start_and_vanish_meanwhile(ikut, proyek):
    paket, sisih = proyek.mentah / "datapackage.json", proyek.akar / "sisih"
    isi = paket.read_bytes()
    paket.unlink()
    kode, baris, _ = ikut(
        lambda: paket.write_bytes(isi), lambda: None, lambda: shutil.move(proyek.mentah, sisih), lambda: None, lambda: shutil.move(sisih, proyek.mentah))
    assert kode == 0 and len(baris) == 5
    assert baris[0] == "✗ awal: Berkas datapackage.json tidak ada di folder data Polres \"oku\" tahun 2023; tambahkan berkas itu."
    assert baris[1].startswith("✓ data datapackage.json: ")
    assert baris[2].startswith("✗ data datapackage.json, data tabel-01.csv: Data Polres \"oku\" tahun 2023 tidak ditemukan")
    assert baris[3].startswith("✓ data datapackage.json, data tabel-01.csv: isinya sama")
    assert (proyek.hasil / "lkip.html").is_file()


def test_a_second_one_waits_for_the_first(ikut, proyek):
    kunci = workspace(proyek.hasil)
    kode, baris, _ = ikut(write(proyek, "2"), lambda: kunci.__enter__(), write(proyek, "3"), lambda: None, lambda: kunci.__exit__(None, None, None))
    assert kode == 0 and len(baris) == 5
    assert baris[2] == "… data tabel-01.csv: Perintah lain sedang mengerjakan build/oku-2023; menunggu."
    assert baris[3].startswith("✓ data tabel-01.csv: ") and baris[3].endswith("1 angka berubah (2 → 3)")


def test_another_program_needs_another_start(ikut, proyek, monkeypatch):
    _, baris, _ = ikut(lambda: (write(proyek, "2")(), monkeypatch.setattr(babak, "stage_digest", lambda akar: "lain")))
    assert baris[1:] == ["✗ data tabel-01.csv: Program berubah sejak perintah ini dimulai; akhiri dengan Ctrl-C, lalu jalankan lagi.", SELESAI]


@pytest.fixture
def buku(proyek, monkeypatch):
    """A workbook: its text is what the table says; what is no number is refused."""
    berkas = proyek.akar / "buku.xlsx"
    berkas.write_text("1", encoding="utf-8")

    def read(sumber, akar, *, batas=True):
        isi = sumber.read_text(encoding="utf-8")
        if not isi.isdecimal():
            raise KesalahanMasukan(f"Lembar \"Kinerja\" sel H9: {isi} bukan angka{'' if batas else ', tanpa batas'}; betulkan angkanya.")
        paket = (proyek.akar / "paket.json").read_bytes()
        return Hasil(proyek, {"datapackage.json": paket, "tabel-01.csv": f"kode,nilai\nH8,{isi}\n".encode()}, ("Lembar \"Renstra\" belum diisi.",), pd.DataFrame())

    shutil.copyfile(proyek.mentah / "datapackage.json", proyek.akar / "paket.json")
    monkeypatch.setattr("helpers.masukan.impor.import_book", read)
    return berkas


def save(buku, isi: str) -> Callable[[], object]:
    return lambda: buku.write_text(isi, encoding="utf-8")


def test_a_workbook_is_imported_whenever_it_is_saved(ikut, proyek, buku):
    kode, baris, galat = ikut(save(buku, "25"), lambda: None, save(buku, "abc"), lambda: None, save(buku, "26"), opsi=("--buku", str(buku)))
    assert kode == 0 and galat == ""
    assert [b.split(": ")[0] for b in baris] == ["  – Lembar \"Renstra\" belum diisi.", "✓ awal", "✓ buku buku.xlsx", "✗ buku buku.xlsx", "✓ buku buku.xlsx", SELESAI]
    assert baris[2].endswith("1 angka berubah (1 → 25)") and baris[4].endswith("1 angka berubah (25 → 26)")
    assert "sel H9: abc bukan angka" in baris[3]
    assert (proyek.mentah / "tabel-01.csv").read_text(encoding="utf-8") == "kode,nilai\nH8,26\n"


def test_a_broken_workbook_holds_up_every_round_until_it_is_repaired(ikut, proyek, buku):
    buku.write_text("abc", encoding="utf-8")
    shutil.rmtree(proyek.mentah)
    _, baris, _ = ikut(lambda: (proyek.akar / "report" / "lkip.qmd").write_text("# Lain\n", encoding="utf-8"), lambda: None, save(buku, "7"),
                       opsi=("--buku", str(buku), "--abaikan-batas"))
    assert [b.split(": ")[0] for b in baris] == ["✗ awal", "✗ templat lkip.qmd", "  – Lembar \"Renstra\" belum diisi.", "✓ buku buku.xlsx", SELESAI]
    assert "tanpa batas" in baris[0] and (proyek.hasil / "lkip.html").is_file()


def test_other_data_are_replaced_only_when_that_is_meant(ikut, proyek, buku):
    tabel = proyek.mentah / "tabel-01.csv"
    write(proyek, "99")()
    kode, baris, galat = ikut(opsi=("--buku", str(buku)))
    assert kode == 2 and baris == [] and "sudah berisi data lain (berbeda: tabel-01.csv); tambahkan --timpa" in galat
    assert tabel.read_text(encoding="utf-8").endswith(",99\n")
    kode, baris, _ = ikut(opsi=("--buku", str(buku), "--timpa"))
    assert kode == 0 and baris[1].startswith("✓ awal") and tabel.read_text(encoding="utf-8").endswith(",1\n")


def test_a_workbook_of_another_polres_is_refused(ikut, proyek, buku, monkeypatch):
    lain = replace(proyek, polres="lain")
    monkeypatch.setattr("helpers.masukan.impor.import_book", lambda *a, **k: Hasil(lain, {}, (), pd.DataFrame()))
    assert ikut(opsi=("--buku", str(buku)))[1][0] == "✗ awal: Buku buku.xlsx berisi data lain 2023, bukan oku 2023; sebutkan buku, --polres, dan --tahun yang sesuai."
    assert not lain.mentah.exists()


@pytest.mark.parametrize("args, kalimat", [
    (("--buku", "b.xlsx"), "dipakai bersama --ikuti"),
    (("--timpa",), "dipakai bersama --ikuti"),
    (("--ikuti", "--buku", "tidak-ada.xlsx"), "Buku \"tidak-ada.xlsx\" tidak ada; sebutkan buku Excel"),
    (("--ikuti", "--buku", "b.xlsx", "--dari", "."), "tidak dipakai bersama --dari"),
    (("--ikuti", "--polres", "lain"), "yang tersedia: oku 2023"),
    (("--ikuti", "--polres", "../oku"), "tidak sah"),
    (("--ikuti", "--format", "doc"), "Format doc tidak dikenal"),
    (("--ikuti", "--dokumen", "rencana-aksi"), "bukan untuk dokumen \"rencana-aksi\""),
])
def test_what_cannot_be_followed_is_one_sentence(perintah, args, kalimat):
    kode, _, galat = perintah("run", *DATA, *args)
    assert kode == 2 and kalimat in galat and len(galat.splitlines()) == 1, galat


def test_ctrl_c_is_not_forgotten_where_nothing_takes_notice_of_it(capsys):
    """As in what clears away an object: an exception cannot leave it."""
    class Terakhir:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt), ikuti._interruptible() as check:
        satu = Terakhir()
        del satu
        check()
    assert capsys.readouterr().err == "" and signal.getsignal(signal.SIGINT) is signal.default_int_handler
