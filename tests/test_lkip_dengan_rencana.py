"""A Polres with an LKIP and an action plan, from generated cells to the published documents: the LKIP shows the plan and what became of it."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from helpers.rendering.published import read_published
from helpers.sintetis.rencana import write_csv
from tests.conftest import copy_project
from tests.test_ujung_ke_ujung import hashes, lkip


@pytest.fixture(scope="module")
def proyek(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project folder with one generated Polres that has both."""
    proyek = copy_project(tmp_path_factory.mktemp("gabung"), "_quarto-pantau.yml")
    keluar = lkip(proyek, "sintetis", "--jumlah", "1", "--benih", "7", "--ke", "dua", "--dengan-rencana", "--triwulan", "3")
    assert keluar.returncode == 0, keluar.stderr
    return proyek


def _arguments(proyek: Path) -> tuple[str, ...]:
    [folder] = (proyek / "dua").glob("*/2023")
    return ("--polres", folder.parent.name, "--tahun", "2023", "--dari", "dua", "--mesin", "embedded")


def _published(proyek: Path, data: str) -> Path:
    return proyek / "build" / data / f"{_arguments(proyek)[1]}-2023"


@pytest.fixture(scope="module")
def hasil(proyek: Path) -> Path:
    """Return the folder of the published LKIP."""
    keluar = lkip(proyek, "run", *_arguments(proyek), "--format", "html", "--format", "docx")
    assert keluar.returncode == 0, keluar.stderr
    assert "Temuan : 0 kritis, 0 peringatan, 0 info" in keluar.stdout
    return _published(proyek, "dua")


def _text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.lambat
class TestLkipDenganRencana:
    """The LKIP's chapters II and III know the plan; each document keeps to its own rules."""

    def test_chapter_two_shows_the_plan_by_objective(self, hasil: Path) -> None:
        isi = (hasil / "lkip.html").read_text(encoding="utf-8")
        bab = isi.split('id="sec-perencanaan"')[1].split('id="sec-akuntabilitas"')[0]
        assert 'id="sec-rencana-aksi"' in bab
        tabel = next(t for t in read_published(hasil / "lkip.html").tabel if t.id == "tbl-rencana-aksi")
        baris = [[s.teks for s in b.sel] for b in tabel.baris if not b.kepala]
        assert len(baris) == 32 and ["Crime rate" in " ".join(b) for b in baris].count(True) == 1
        iku1 = next(b for b in baris if "mendukung Indeks Kamtibmas" in b[-1] and "Harkamtibmas" in b[-1])
        assert iku1[-5] == iku1[-4], "one target in both documents"

    def test_chapter_three_shows_the_steps_of_each_indicator_with_their_realisation(self, hasil: Path) -> None:
        isi = (hasil / "lkip.html").read_text(encoding="utf-8")
        tabel = {t.id: t for t in read_published(hasil / "lkip.html").tabel}
        assert {"tbl-langkah-iku1", "tbl-langkah-iku2", "tbl-langkah-ikp1", "tbl-langkah-ikp10"} <= set(tabel)
        baris = [[s.teks.strip() for s in b.sel] for b in tabel["tbl-langkah-iku1"].baris if not b.kepala]
        patroli = next(b for b in baris if b[0].startswith("Patroli lalu lintas"))
        assert len(patroli) == 8 and all(re.fullmatch(r"[\d.]+", x) for x in patroli[1:6]) and "Kasat Lantas" in patroli[7]
        assert "Realisasi s.d. TW III" in _text(isi) and re.search(r'class="[^"]*status-tercapai', isi)
        assert "Rencana aksi tidak memuat langkah untuk indikator ini." in _text(isi)   # what is not linked is not invented
        assert "langkahnya disajikan pada indikator tersebut" in _text(isi)

    def test_every_shown_number_of_the_plan_is_followed_to_its_cell(self, proyek: Path, hasil: Path) -> None:
        isi = (hasil / "lkip.html").read_text(encoding="utf-8")
        angka = json.loads((hasil / "angka.json").read_text(encoding="utf-8"))["angka"]
        semua = list(angka)
        blok = isi.split('id="tbl-langkah-iku1"')[1].split("</table>")[0]
        terbit = [semua[int(i, 36)] for i in re.findall(r'data-angka="([0-9a-z]+)"', blok)]
        assert len(terbit) > 150 and {i.split(":")[0] for i in terbit if ":" in i} >= {"rencana-aksi", "realisasi"}
        assert 'data-angka=""' not in blok
        keluar = lkip(proyek, "lacak", "rsi.turjawali@2023-TW1", "--dari", f"build/dua/{hasil.name}")
        assert keluar.returncode == 0 and "rencana-aksi.csv baris" in keluar.stdout and "cocok dengan" in keluar.stdout

    def test_the_lkip_keeps_to_its_own_rules(self, hasil: Path) -> None:
        tabel = {t.id: " ".join(s.teks for b in t.baris for s in b.sel) for t in read_published(hasil / "lkip.html").tabel}
        assert "H8" in tabel["tbl-rumus"] or "Crime rate" in tabel["tbl-rumus"]
        assert "lalu lintas + " not in tabel.get("tbl-rumus-jumlah", "") and "Rencana penyerapan anggaran" not in tabel.get("tbl-padanan", "")
        assert not any(i.startswith("tbl-ra-") for i in tabel)
        assert "rencana-aksi" not in tabel["tbl-peta-sumber"]

    def test_word_has_the_sections_too(self, hasil: Path) -> None:
        import zipfile

        with zipfile.ZipFile(hasil / "lkip.docx") as arsip:
            isi = arsip.read("word/document.xml").decode("utf-8")
        assert "Langkah rencana aksi yang mendukung Indeks Harkamtibmas" in _text(isi) and "Rencana aksi tahun 2023 menurut sasaran" in _text(isi)

    def test_the_plan_and_its_monitoring_keep_to_theirs_and_leave_the_lkip_alone(self, proyek: Path, hasil: Path) -> None:
        sebelum = hashes(hasil)
        for perintah, dokumen, akhiran in ((("run", "--dokumen", "rencana-aksi"), "rencana-aksi", "rencana-aksi"), (("pantau", "--triwulan", "2"), "pantau", "pantau-tw2")):
            keluar = lkip(proyek, *perintah, *_arguments(proyek), "--format", "html")
            assert keluar.returncode == 0, keluar.stderr
            tabel = {t.id: " ".join(s.teks for b in t.baris for s in b.sel) for t in read_published(hasil.with_name(f"{hasil.name}-{akhiran}") / f"{dokumen}.html").tabel}
            assert not {"tbl-rumus", "tbl-bobot", "tbl-konversi", "tbl-bentuk-capaian"} & set(tabel)
            if dokumen == "rencana-aksi":
                assert "patroli" in tabel["tbl-rumus-jumlah"].lower() and "kinerja.csv" not in tabel["tbl-ra-peta"] and "rencana-aksi.csv" in tabel["tbl-ra-peta"]
        assert hashes(hasil) == sebelum

    def test_the_tables_are_the_same_with_quarto(self, proyek: Path, hasil: Path) -> None:
        if not shutil.which("quarto"):
            pytest.skip("quarto is not on PATH")
        keluar = lkip(proyek, "run", *_arguments(proyek)[:-1], "quarto", "--format", "html", "--ke", "build/quarto")
        assert keluar.returncode == 0, keluar.stderr
        sini, sana = (read_published(f / hasil.name / "lkip.html").tabel for f in (hasil.parent, proyek / "build" / "quarto"))
        assert [(t.id, t.nama, t.judul) for t in sini] == [(t.id, t.nama, t.judul) for t in sana]
        for a, b in zip(sini, sana, strict=True):
            if a.id.startswith(("tbl-langkah-", "tbl-rencana-aksi")):
                assert [[" ".join(s.teks.split()) for s in r.sel] for r in a.baris] == [[" ".join(s.teks.split()) for s in r.sel] for r in b.baris], a.id

    def test_a_contested_plan_is_marked_and_leads_to_the_register(self, proyek: Path) -> None:
        [folder] = (proyek / "dua").glob("*/2023")
        salinan = proyek / "salah" / folder.parent.name / "2023"
        shutil.copytree(folder, salinan)
        berkas, paket = salinan / "rencana-aksi.csv", salinan / "datapackage.json"
        with berkas.open(encoding="utf-8", newline="") as f:
            kepala, *baris = list(csv.reader(f))
        sel = next(b for b in baris if b[0] == "rsi.turjawali.patroli")
        sel[kepala.index("tw2")] = "1 Giat"
        berkas.write_bytes(write_csv([kepala, *baris]))
        isi = json.loads(paket.read_text(encoding="utf-8"))
        next(r for r in isi["resources"] if r["name"] == "rencana-aksi")["hash"] = "sha256:" + hashlib.sha256(berkas.read_bytes()).hexdigest()
        paket.write_text(json.dumps(isi), encoding="utf-8")
        keluar = lkip(proyek, "run", *_arguments(proyek)[:4], "--dari", "salah", "--mesin", "embedded", "--format", "html")
        assert keluar.returncode == 0 and "0 kritis, 1 peringatan" in keluar.stdout, keluar.stdout + keluar.stderr
        halaman = _published(proyek, "salah") / "lkip.html"
        teks = halaman.read_text(encoding="utf-8")
        tujuan = set(re.findall(r'href="#(temuan-[^"]+)"', teks))
        assert tujuan == {"temuan-jumlah-bagian-rsi-turjawali-2023"} and tujuan <= set(re.findall(r'id="(temuan-[^"]+)"', teks))
        tabel = {t.id: " ".join(s.teks for b in t.baris for s in b.sel) for t in read_published(halaman).tabel}
        assert "tbl-temuan-peringatan" not in tabel and "patroli" in tabel["tbl-temuan-rencana"].lower()
        assert 'href="#temuan-jumlah-bagian-rsi-turjawali-2023"' in teks.split('id="tbl-langkah-iku1"')[1].split("</table>")[0]

    def test_without_realisations_the_steps_stand_alone(self, proyek: Path) -> None:
        [folder] = (proyek / "dua").glob("*/2023")
        shutil.copytree(folder, proyek / "tanpa" / folder.parent.name / "2023", ignore=shutil.ignore_patterns("realisasi.*"))
        keluar = lkip(proyek, "run", *_arguments(proyek)[:4], "--dari", "tanpa", "--mesin", "embedded", "--format", "html")
        assert keluar.returncode == 0, keluar.stderr
        halaman = _published(proyek, "tanpa") / "lkip.html"
        isi = _text(halaman.read_text(encoding="utf-8"))
        assert "Realisasi rencana aksi belum diserahkan." in isi and "Realisasi s.d." not in isi
        tabel = next(t for t in read_published(halaman).tabel if t.id == "tbl-langkah-iku1")
        assert {len(b.sel) for b in tabel.baris if not b.kepala} == {6}
