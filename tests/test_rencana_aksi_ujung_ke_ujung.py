"""The action plan from its raw cells to the published document: what `lkip run --dokumen rencana-aksi` gives, with both engines."""

from __future__ import annotations

import base64
import csv
import json
import re
import shutil
import subprocess
import zlib
from html import unescape
from pathlib import Path

import pytest

from helpers.rendering.published import read_published
from tests.conftest import copy_project
from tests.test_ujung_ke_ujung import hashes, lkip

PERINTAH = ("run", "--polres", "banjar", "--tahun", "2025", "--dokumen", "rencana-aksi")
INGGRIS = {"the", "and", "of", "with", "from", "this", "that", "are", "owner", "owners", "step", "steps", "quarter", "year", "row", "rows", "finding", "findings", "none", "nan", "true", "false"}


@pytest.fixture(scope="module")
def proyek(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project folder with the committed sources."""
    return copy_project(tmp_path_factory.mktemp("rencana"))


@pytest.fixture(scope="module")
def hasil(proyek: Path) -> Path:
    """Return the folder that one run with the embedded engine publishes."""
    keluar = lkip(proyek, *PERINTAH, "--mesin", "embedded", "--format", "html", "--format", "pdf", "--format", "docx")
    assert keluar.returncode == 0, keluar.stderr
    return proyek / "build" / "banjar-2025"


def _cards(halaman: str) -> dict:
    """Unpack what the page carries for its cards."""
    teks = re.search(r'<script type="application/zlib" id="data-angka">([^<]*)</script>', halaman)[1]
    return json.loads(zlib.decompress(base64.b85decode(teks.encode().translate(bytes.maketrans(b",.:", b"<>&")))))


def _squeeze(teks: str) -> str:
    return " ".join(teks.replace("\u200b", "").split())


def _visible(halaman: Path) -> str:
    isi = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", halaman.read_text(encoding="utf-8"), flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", isi))


@pytest.mark.lambat
class TestRencanaAksi:
    """One command makes the plan's document with everything beside it."""

    def test_publishes_every_promised_file(self, hasil: Path) -> None:
        ada = {b.name for b in hasil.iterdir()}
        assert {"rencana-aksi.html", "rencana-aksi.pdf", "rencana-aksi.docx", "rencana-aksi.xlsx", "temuan.csv", "temuan.xlsx", "fakta.csv", "fakta.parquet", "validasi.html",
                "mutu-data.html", "angka.json", "manifest.json", "notebooks"} <= ada
        assert not any(n.startswith("lkip.") for n in ada)

    def test_second_run_gives_the_same_bytes(self, proyek: Path, hasil: Path) -> None:
        sebelum = hashes(hasil)
        assert lkip(proyek, *PERINTAH, "--mesin", "embedded", "--format", "html", "--format", "pdf", "--format", "docx", "--ulang").returncode == 0
        assert hashes(hasil) == sebelum

    def test_every_printed_row_of_the_plan_appears(self, proyek: Path, hasil: Path) -> None:
        tabel = next(t for t in read_published(hasil / "rencana-aksi.html").tabel if t.id == "tbl-rencana-aksi")
        isi = [_squeeze(" ".join(s.teks for s in b.sel)) for b in tabel.baris if not b.kepala]
        with (proyek / "data/raw/banjar/2025/rencana-aksi.csv").open(encoding="utf-8", newline="") as berkas:
            tercetak = list(csv.DictReader(berkas))
        assert len(isi) == len(tercetak)
        for baris, x in zip(isi, tercetak, strict=True):
            for kolom in ("langkah", "tw1", "tw2", "tw3", "tw4"):
                assert _squeeze(x[kolom]) in baris

    def test_page_is_whole_and_indonesian(self, hasil: Path) -> None:
        halaman = hasil / "rencana-aksi.html"
        isi = halaman.read_text(encoding="utf-8")
        assert 'lang="id"' in isi
        assert not re.findall(r"""(?:src|srcset|data|poster)=["'](?!data:)([^"'#]+)|<link[^>]+href=["'](?!data:)([^"']+)|url\((?!["']?data:|#)([^)]+)""", isi)
        kata = set(re.findall(r"[a-z]+", _visible(halaman).lower()))
        assert not kata & INGGRIS

    def test_marks_lead_to_the_register_and_numbers_to_their_cells(self, hasil: Path) -> None:
        isi = (hasil / "rencana-aksi.html").read_text(encoding="utf-8")
        tujuan = set(re.findall(r'href="#(temuan-[^"]+)"', isi))
        assert len(tujuan) > 15 and tujuan <= set(re.findall(r'id="(temuan-[^"]+)"', isi))
        angka = json.loads((hasil / "angka.json").read_text(encoding="utf-8"))["angka"]
        semua = list(angka)
        diterbitkan = {semua[int(i, 36)] for i in re.findall(r'data-angka="([0-9a-z]+)"', isi)}
        tercetak = {i for i in diterbitkan if angka[i]["jenis"] == "tercetak"}
        assert 'data-angka=""' not in isi.split("</main>")[0], "a number that leads nowhere"
        assert len(tercetak) > 400 and len(diterbitkan - tercetak) > 20
        assert all("05_rencana_aksi" not in i and angka[i]["diterbitkan_di"] for i in diterbitkan)

    def test_a_number_a_finding_and_a_count_are_followed_to_their_cells(self, proyek: Path, hasil: Path) -> None:
        angka = json.loads((hasil / "angka.json").read_text(encoding="utf-8"))["angka"]
        cacah = next(i for i, a in angka.items() if a["jenis"] == "hitungan" and a["nama"] == "Banyaknya sel tercetak" and len(a["sel_sumber"]) > 100)
        temuan = {t["id"]: t["nomor"] for a in angka.values() for t in a["temuan"]}
        for dicari, bagian in (("ranmor@2025", ("tercetak 59 %", "rencana-aksi.csv baris", "kolom target", "TIDAK COCOK", "22 + 29 + 28 + 24 = 103")),
                               ("rsi.turjawali@2025-TW1", ("tercetak 324", "kolom tw1", "cocok dengan jumlah_bagian.rsi.turjawali", "91 + 22 + 211")),
                               (temuan["agregasi-kamtibmas-2025"], ("14,93", "rencana-aksi.csv baris")), (cacah, ("rencana-aksi.csv baris", "banyaknya sel tercetak"))):
            keluar = lkip(proyek, "lacak", dicari, "--dari", "build/banjar-2025")
            assert keluar.returncode == 0, keluar.stderr
            assert not [b for b in bagian if b not in keluar.stdout], (dicari, keluar.stdout[:2000])

    def test_every_number_of_the_page_has_its_card(self, hasil: Path) -> None:
        isi = (hasil / "rencana-aksi.html").read_text(encoding="utf-8")
        angka = json.loads((hasil / "angka.json").read_text(encoding="utf-8"))["angka"]
        kartu = _cards(isi)
        tampil = {int(i, 36) for i in re.findall(r'data-angka="([0-9a-z]+)"', isi.split("</main>")[0])}
        assert len(kartu["angka"]) == len(angka) and max(tampil) < len(angka)
        for i in tampil:
            k = kartu["angka"][i]
            assert "nama" in k and ("sel" in k or "rumus" in k), k

    def test_approvals_of_another_office_are_told_on_the_approval_sheet(self, hasil: Path) -> None:
        sheet = (hasil / "rencana-aksi.html").read_text(encoding="utf-8").split('id="sec-pengesahan"')[1].split('id="sec-ringkasan"')[0]
        assert "Wakapolri" in sheet and "#temuan-kelengkapan-pejabat-lain-2025" in sheet

    def test_pdf_is_tagged_and_docx_repeats_the_head_of_the_table(self, hasil: Path) -> None:
        import zipfile

        pdf = (hasil / "rencana-aksi.pdf").read_bytes()
        assert b"/StructTreeRoot" in pdf and b"pdfuaid" in pdf
        with zipfile.ZipFile(hasil / "rencana-aksi.docx") as arsip:
            isi = arsip.read("word/document.xml").decode("utf-8")
        assert "w:tblHeader" in isi and 'w:orient="landscape"' in isi
        baris = re.findall(r"<w:tr\b(?:(?!<w:tr\b).)*?</w:tr>", isi, flags=re.DOTALL)
        lanjut = [i for i, b in enumerate(baris) if '<w:vMerge w:val="continue" />' in b]
        assert len(lanjut) > 60 and all("<w:keepNext />" in baris[i - 1] for i in lanjut), "rows of one indicator stay together"

    def test_the_tables_are_the_same_with_quarto(self, proyek: Path, hasil: Path) -> None:
        if not shutil.which("quarto"):
            pytest.skip("quarto is not on PATH")
        keluar = lkip(proyek, *PERINTAH, "--mesin", "quarto", "--format", "html", "--format", "pdf", "--format", "docx", "--ke", "build/quarto")
        assert keluar.returncode == 0, keluar.stderr
        folder = proyek / "build" / "quarto" / "banjar-2025"
        assert b"pdfuaid" in (folder / "rencana-aksi.pdf").read_bytes() and (folder / "rencana-aksi.docx").is_file()
        sini, sana = (read_published(f / "rencana-aksi.html").tabel for f in (hasil, folder))
        assert [(t.id, t.nama, t.judul) for t in sini] == [(t.id, t.nama, t.judul) for t in sana]
        assert [[[_squeeze(s.teks) for s in b.sel] for b in t.baris] for t in sini] == [[[_squeeze(s.teks) for s in b.sel] for b in t.baris] for t in sana]

    @pytest.mark.parametrize(("profil", "judul"), [("rencana-aksi", "Rencana Aksi Kinerja"), ("pantau", "Laporan Pemantauan Rencana Aksi")])
    def test_quarto_alone_renders_what_is_committed(self, tmp_path: Path, profil: str, judul: str) -> None:
        if not (quarto := shutil.which("quarto")):
            pytest.skip("quarto is not on PATH")
        klon = copy_project(tmp_path, "_quarto-pantau.yml", "_run-rencana-aksi.yml", "_run-pantau.yml")
        keluar = subprocess.run([quarto, "render", "--profile", profil, "--to", "html"], cwd=klon, capture_output=True, text=True, encoding="utf-8", check=False)
        assert keluar.returncode == 0 and "WARN" not in keluar.stderr, keluar.stderr
        isi = (klon / "build" / "_quarto" / "report" / f"{profil}.html").read_text(encoding="utf-8")
        assert f"<title>{judul}" in isi and "RESOR BANJAR" in isi and "OGAN KOMERING" not in isi

    def test_a_document_the_data_is_not_for_is_refused(self, proyek: Path, hasil: Path) -> None:
        keluar = lkip(proyek, "run", "--polres", "banjar", "--tahun", "2025", "--dokumen", "lkip")
        assert keluar.returncode == 2 and "bukan untuk dokumen" in keluar.stderr
