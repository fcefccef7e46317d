"""The monitoring report from raw cells and realisations to the published document: what `lkip pantau` gives."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from helpers.rendering.published import read_published
from tests.conftest import copy_project
from tests.test_ujung_ke_ujung import hashes, lkip

PERINTAH = ("pantau", "--polres", "banjar", "--tahun", "2025", "--triwulan", "2", "--mesin", "embedded")
CONTOH = ("--realisasi", "contoh/realisasi-banjar-2025.csv")
FORMAT = ("--format", "html", "--format", "pdf", "--format", "docx")
LABEL = "CONTOH, bukan data resmi"


@pytest.fixture(scope="module")
def proyek(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project folder with the committed sources and the example."""
    return copy_project(tmp_path_factory.mktemp("pantau"), "_quarto-pantau.yml", "contoh")


@pytest.fixture(scope="module")
def hasil(proyek: Path) -> Path:
    """Return the folder that one run publishes."""
    keluar = lkip(proyek, *PERINTAH, *CONTOH, *FORMAT)
    assert keluar.returncode == 0, keluar.stderr
    assert LABEL in keluar.stdout
    return proyek / "build" / "banjar-2025-pantau-tw2"


@pytest.mark.lambat
class TestPantau:
    """One command makes the report with everything beside it."""

    def test_publishes_every_promised_file(self, hasil: Path) -> None:
        ada = {b.name for b in hasil.iterdir()}
        assert {"pantau.html", "pantau.pdf", "pantau.docx", "pantau.xlsx", "realisasi.csv", "realisasi.resource.json", "temuan.csv", "angka.json", "manifest.json", "validasi.html"} <= ada
        assert not (hasil.parent / "banjar-2025").exists()     # the plan's own document is left alone
        assert json.loads((hasil / "manifest.json").read_text(encoding="utf-8"))["khusus"] == {"triwulan": 2}

    def test_second_run_gives_the_same_bytes(self, proyek: Path, hasil: Path) -> None:
        sebelum = hashes(hasil)
        for opsi in ((), ("--ulang",)):  # from what was kept of the first, and from nothing
            assert lkip(proyek, *PERINTAH, *CONTOH, *FORMAT, *opsi).returncode == 0
            assert hashes(hasil) == sebelum

    def test_every_part_says_that_it_is_an_example(self, hasil: Path) -> None:
        isi = (hasil / "pantau.html").read_text(encoding="utf-8")
        bab = re.split(r"<h1\b", isi.split("<main", 1)[-1])[1:]
        assert len(bab) >= 6
        for b in bab[-6:]:
            assert LABEL in b
        with zipfile.ZipFile(hasil / "pantau.docx") as arsip:
            assert arsip.read("word/document.xml").decode("utf-8").count(LABEL) > 6
        pdf = (hasil / "pantau.pdf").read_bytes()
        assert b"/StructTreeRoot" in pdf and b"pdfuaid" in pdf

    def test_word_has_the_running_head_and_statuses_in_colour(self, hasil: Path) -> None:
        with zipfile.ZipFile(hasil / "pantau.docx") as arsip:
            kepala, isi = (arsip.read(f"word/{n}.xml").decode("utf-8") for n in ("header1", "document"))
        assert f"{LABEL} · Pemantauan Polres Banjar TA 2025 TW II" in kepala and "instrText" not in kepala
        for warna, teks in (("00713A", "✓ Tercapai"), ("8A4700", "● Perlu perhatian"), ("B3261E", "▼ Terlambat"), ("57606A", "– Belum dilaporkan")):
            assert re.search(rf'<w:color w:val="{warna}" ?/>\s*</w:rPr>\s*<w:t xml:space="preserve">{teks}<', isi), teks

    def test_the_contents_name_every_objective(self, hasil: Path) -> None:
        isi = (hasil / "pantau.html").read_text(encoding="utf-8")
        daftar = re.search(r"<nav\b.*?</nav>", isi, flags=re.DOTALL)[0]
        judul = re.findall(r'<h2\b[^>]*id="(sec-pantau-[^"]+)"', isi)
        assert len(judul) == 9 and all(f'href="#{j}"' in daftar for j in judul)

    def test_nothing_comes_from_a_network_and_pictures_have_words(self, hasil: Path) -> None:
        isi = (hasil / "pantau.html").read_text(encoding="utf-8")
        assert not re.findall(r"""(?:src|srcset|data|poster)=["'](?!data:)([^"'#]+)|<link[^>]+href=["'](?!data:)([^"']+)|url\((?!["']?data:|#)([^)]+)""", isi)
        gambar = re.findall(r"<img\b[^>]*>", isi)
        assert all(re.search(r'alt="[^"]{40,}', g) for g in gambar)

    def test_statuses_have_word_shape_and_class(self, hasil: Path) -> None:
        isi = (hasil / "pantau.html").read_text(encoding="utf-8")
        for kode, teks in (("tercapai", "✓ Tercapai"), ("perhatian", "● Perlu perhatian"), ("terlambat", "▼ Terlambat"), ("belum", "– Belum dilaporkan")):
            assert re.search(rf'class="[^"]*status-{kode}[^"]*"[^>]*>{teks}<', isi), kode

    def test_numbers_lead_to_their_cells_and_marks_to_findings(self, hasil: Path) -> None:
        isi = (hasil / "pantau.html").read_text(encoding="utf-8")
        tujuan = set(re.findall(r'href="#(temuan-[^"]+)"', isi))
        assert len(tujuan) > 5 and tujuan <= set(re.findall(r'id="(temuan-[^"]+)"', isi))
        angka = json.loads((hasil / "angka.json").read_text(encoding="utf-8"))["angka"]
        semua = list(angka)
        terbit = {semua[int(i, 36)] for i in re.findall(r'data-angka="([0-9a-z]+)"', isi)}
        assert any(i.startswith("realisasi:") for i in terbit) and any(i.startswith("rencana-aksi:") for i in terbit)
        sumber = [{s.split(":")[0] for s in a["sel_sumber"]} for i, a in angka.items() if i in terbit and a["nama"] == "Persentase"]
        assert sumber.count({"realisasi", "rencana-aksi"}) > 50
        assert all(s in ({"realisasi", "rencana-aksi"}, {"realisasi"}) for s in sumber)     # the latter: a ratio computed anew from its counts

    def test_a_realised_number_is_traced_to_its_row(self, proyek: Path, hasil: Path) -> None:
        keluar = lkip(proyek, "lacak", "realisasi:2:nilai", "--dari", "build/banjar-2025-pantau-tw2")
        assert keluar.returncode == 0 and "realisasi.csv baris 2 kolom nilai" in keluar.stdout

    def test_without_realisations_it_says_so(self, proyek: Path) -> None:
        keluar = lkip(proyek, *PERINTAH, "--format", "html", "--ke", "build/kosong")
        assert keluar.returncode == 0 and "Realisasi belum diserahkan" in keluar.stdout
        halaman = proyek / "build" / "kosong" / "banjar-2025-pantau-tw2" / "pantau.html"
        assert "Realisasi belum diserahkan" in halaman.read_text(encoding="utf-8")
        tabel = next(t for t in read_published(halaman).tabel if t.id == "tbl-pantau-status")
        assert {b.sel[0].teks.split(" ", 1)[1]: b.sel[1].teks for b in tabel.baris if not b.kepala}["Terlambat"] == "0"
        rinci = [" ".join(s.teks for s in b.sel) for t in read_published(halaman).tabel if t.id == "tbl-pantau-ss1" for b in t.baris]
        assert any("Patroli lalu lintas" in b and "– / 211 – / 214" in b and "Belum dilaporkan" in b for b in rinci), "the plan is shown"

    @pytest.mark.parametrize(("args", "kalimat"), [
        (("--triwulan", "5"), "Triwulan \"5\" tidak dikenal"),
        (("--realisasi", "tidak-ada.csv"), "tidak-ada.csv"),
        (("--polres", "oku", "--tahun", "2023"), "tidak memuat rencana aksi"),
    ])
    def test_bad_input_is_one_sentence_and_exit_2(self, proyek: Path, args: tuple[str, ...], kalimat: str) -> None:
        keluar = lkip(proyek, *PERINTAH, *args)
        assert keluar.returncode == 2 and kalimat in keluar.stderr and len(keluar.stderr.strip().splitlines()) == 1

    def test_every_problem_of_a_broken_file_is_told_at_once(self, proyek: Path) -> None:
        kepala, *baris = (proyek / CONTOH[1]).read_text(encoding="utf-8").splitlines()
        satu = baris[1].split(",")
        assert satu[:2] == ["rsi.operasi", "TW1"]

        def row(**ubah: str) -> str:
            return ",".join((dict(zip(kepala.split(","), satu, strict=True)) | ubah).values())

        rusak = [row(), row(kode="tidak.ada"), row(triwulan="TW9"), row(kode="rsi.dikmas", nilai="banyak"), row(), row(kode="rsi.gakum", tanggal="2025-04-02"),
                 row(kode="rsi.kajian", nilai="-4"), row(kode="rsi.taa", bukti=""), row(kode="serapan", nilai='"101,5"'), row(kode="bankum", nilai="90", pembilang="8", penyebut="10")]
        (proyek / "rusak").mkdir(exist_ok=True)
        (proyek / "rusak" / "r.csv").write_text("\n".join([kepala, *rusak]) + "\n", encoding="utf-8")
        ket = json.loads((proyek / "contoh/realisasi-banjar-2025.resource.json").read_text(encoding="utf-8"))
        (proyek / "rusak" / "r.resource.json").write_text(json.dumps(ket | {"path": "r.csv"}), encoding="utf-8")
        sebelum = hashes(proyek / "build") if (proyek / "build").exists() else {}
        keluar = lkip(proyek, *PERINTAH, "--realisasi", "rusak/r.csv")
        kalimat = keluar.stderr.strip().splitlines()
        assert keluar.returncode == 2 and len(kalimat) == 9, keluar.stderr
        for k, bagian in zip(kalimat, ("baris 3 kolom kode", "baris 4 kolom triwulan", "baris 5 kolom nilai", "baris 6: rsi.operasi TW1 sudah dilaporkan pada baris 2", "baris 7 kolom tanggal",
                                       "baris 8 kolom nilai", "baris 9 kolom bukti", "baris 10 kolom nilai", "baris 11"), strict=True):
            assert k.startswith("Berkas r.csv ") and bagian in k and k.endswith(".") and "; " in k, k
        assert (hashes(proyek / "build") if (proyek / "build").exists() else {}) == sebelum

    def test_realisations_handed_in_with_the_plan_are_taken(self, proyek: Path) -> None:
        folder = proyek / "data/raw/banjar/2025"
        shutil.copyfile(proyek / CONTOH[1], folder / "realisasi.csv")
        ket = json.loads((proyek / "contoh/realisasi-banjar-2025.resource.json").read_text(encoding="utf-8"))
        (folder / "realisasi.resource.json").write_text(json.dumps(ket | {"path": "realisasi.csv"}), encoding="utf-8")
        try:
            keluar = lkip(proyek, *PERINTAH, "--format", "html", "--ke", "build/bawaan")
            assert keluar.returncode == 0 and LABEL in keluar.stdout
        finally:
            (folder / "realisasi.csv").unlink()
            (folder / "realisasi.resource.json").unlink()
