"""The whole path on real input: what a user gets from `lkip run`, and what a bad input may not touch."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import AKAR


def lkip(proyek: Path, *argumen: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "helpers.cli.main", *argumen], cwd=proyek, capture_output=True, text=True, encoding="utf-8",
        check=False)


def hashes(folder: Path) -> dict[str, str]:
    """Hash every file of a folder."""
    return {
        b.relative_to(folder).as_posix(): hashlib.sha256(b.read_bytes()).hexdigest()
        for b in sorted(folder.rglob("*")) if b.is_file()
    }


@pytest.fixture
def hasil(terbit_oku: Path) -> Path:
    """Return the folder that one run with the embedded engine publishes."""
    return terbit_oku


@pytest.fixture
def proyek(terbit_oku: Path) -> Path:
    """Return the project of that run; a test puts back what it changes."""
    return terbit_oku.parents[1]


@pytest.mark.lambat
class TestSatuPerintah:
    """One command makes everything that is promised."""

    def test_the_executive_summary_stands_on_one_page(self, hasil: Path) -> None:
        """In the bookmarks of the PDF, the chapter after the summary begins on the very next page."""
        isi = (hasil / "lkip.pdf").read_bytes()
        objek = dict(re.findall(rb"(?m)^(\d+) 0 obj\n(.*?)\nendobj", isi, flags=re.DOTALL))
        halaman = [int(n) for n in re.findall(rb"(\d+) 0 R", next(o for o in objek.values() if b"/Type/Pages" in o).split(b"/Kids")[1].split(b"]")[0])]

        def page_of(judul: bytes) -> int:
            tujuan = re.search(rb"/Title\(" + judul + rb"\)/Dest (\d+) 0 R", isi)
            assert tujuan, judul
            return halaman.index(int(re.search(rb"(\d+) 0 R", objek[tujuan.group(1)]).group(1)))

        assert page_of(b"BAB I Pendahuluan") - page_of(b"Ikhtisar Eksekutif") == 1

    def test_every_table_of_the_source_has_its_place(self, proyek: Path, hasil: Path) -> None:
        """The map names each source table once and leads to a table that is in the document."""
        halaman = (hasil / "lkip.html").read_text(encoding="utf-8")
        peta = halaman.split('id="tbl-peta-sumber"')[1].split("</table>")[0]
        baris = re.findall(r"<tr[^>]*>\s*<td[^>]*>\s*(t\d+)\s*</td>(.*?)</tr>", peta, flags=re.DOTALL)
        tabel = sorted(b.name.split("-")[0] for b in (proyek / "data" / "raw" / "oku" / "2023").glob("t*.csv"))
        assert sorted(kode for kode, _ in baris) == tabel
        for kode, isi in baris:
            tujuan = re.findall(r'href="#(tbl-[\w-]+)"', isi)
            assert tujuan and all(f'id="{t}"' in halaman for t in tujuan), kode

    def test_publishes_every_promised_file(self, hasil: Path) -> None:
        ada = {b.name for b in hasil.iterdir()}
        assert {"lkip.html", "lkip.pdf", "lkip.xlsx", "lkip.ods", "temuan.csv", "temuan.xlsx", "angka.json", "fakta.csv", "fakta.parquet", "manifest.json", "notebooks",
                "validasi.html", "mutu-data.html"} <= ada

    def test_second_run_gives_the_same_bytes(self, proyek: Path, hasil: Path) -> None:
        sebelum = hashes(hasil)
        lagi = ("run", "--polres", "oku", "--tahun", "2023", "--mesin", "embedded")
        assert lkip(proyek, *lagi, "--ulang").returncode == 0
        assert hashes(hasil) == sebelum
        tetap = lkip(proyek, *lagi)
        assert "Tidak ada yang berubah" in tetap.stdout and hashes(hasil) == sebelum

    def test_html_is_whole_and_loads_nothing_from_elsewhere(self, hasil: Path) -> None:
        html = (hasil / "lkip.html").read_text(encoding="utf-8")
        dimuat = re.findall(r"""(?:src|srcset|data|poster)=["'](?!data:)([^"'#]+)|<link[^>]+href=["'](?!data:)([^"']+)|url\((?!["']?data:|#)([^)]+)""", html)
        assert not dimuat
        assert 'lang="id"' in html

    def test_every_mark_leads_to_a_row_of_the_register(self, hasil: Path) -> None:
        html = (hasil / "lkip.html").read_text(encoding="utf-8")
        tujuan = set(re.findall(r'href="#(temuan-[^"]+)"', html))
        jangkar = set(re.findall(r'id="(temuan-[^"]+)"', html))
        assert tujuan, "the document marks no contested number"
        assert tujuan <= jangkar

    def test_crime_counts_of_2023_are_contested_in_the_document(self, hasil: Path) -> None:
        html = (hasil / "lkip.html").read_text(encoding="utf-8")
        baris = re.search(r'<tr[^>]*id="temuan-kesepakatan-h8-kasus-2023".*?</tr>', html, flags=re.DOTALL)
        assert baris, "the register lacks the finding on crime counts"
        for nilai in ("235", "285", "458"):
            assert nilai in baris.group(0)

    def test_chapters_of_the_regulation_are_there_in_order(self, hasil: Path) -> None:
        html = (hasil / "lkip.html").read_text(encoding="utf-8")
        ada = [" ".join(re.sub(r"<[^>]+>", "", h).split()).lower() for h in re.findall(r"<h[12][^>]*>(.*?)</h[12]>", html, flags=re.DOTALL)]
        harapan = ["kata pengantar", "ikhtisar eksekutif", "bab i pendahuluan", "bab ii perencanaan kinerja",
                   "bab iii akuntabilitas kinerja", "b. realisasi anggaran", "bab iv penutup", "lampiran", "a. register temuan"]
        assert [j for j in ada if j in harapan] == harapan

    def test_manifest_names_engine_parameters_and_hashes_without_machine_paths(self, hasil: Path) -> None:
        teks = (hasil / "manifest.json").read_text(encoding="utf-8")
        isi = json.loads(teks)
        assert "embedded" in teks
        assert str(AKAR) not in teks and str(hasil.parent.parent) not in teks
        assert hashes(hasil)["lkip.pdf"] in teks
        assert isi == json.loads(json.dumps(isi, sort_keys=True))

    def test_a_published_number_leads_to_its_cell_and_the_cell_to_its_file(self, proyek: Path, hasil: Path) -> None:
        isi = json.loads((hasil / "angka.json").read_text(encoding="utf-8"))
        html = (hasil / "lkip.html").read_text(encoding="utf-8")
        semua = list(isi["angka"])
        diterbitkan = {semua[int(i, 36)] for i in re.findall(r'data-angka="([0-9a-z]+)"', html)}
        bernilai = {i for i in diterbitkan if isi["angka"][i]["jenis"] == "tercetak"}
        assert len(bernilai) > 1000 and len(diterbitkan - bernilai) > 200, "the document's numbers carry their facts or formulas"
        assert all(isi["angka"][i]["diterbitkan_di"] for i in diterbitkan)
        mentah = proyek / "data" / "raw" / "oku" / "2023"
        for t in isi["tabel"].values():
            assert hashlib.sha256((mentah / t["berkas"]).read_bytes()).hexdigest() == t["sha256"]
        for fakta_id in sorted(bernilai)[::50]:
            a = isi["angka"][fakta_id]
            with (mentah / isi["tabel"][a["sel"]["tabel"]]["berkas"]).open(encoding="utf-8", newline="") as berkas:
                baris = list(csv.reader(berkas))
            assert a["tercetak"] in baris[a["sel"]["baris"] - 1][baris[0].index(a["sel"]["kolom"])]

    def test_lacak_tells_the_way_back(self, proyek: Path, hasil: Path) -> None:
        keluar = lkip(proyek, "lacak", "H8@2023-TW1", "--dari", str(hasil))
        assert keluar.returncode == 0
        assert "t05-kamtibmas-2023-tw-th.csv baris 28 kolom tw1_2023" in keluar.stdout
        assert "TIDAK COCOK" in keluar.stdout and "100.000 × 114 ÷ 338.735 = 33,65" in keluar.stdout
        assert "temuan T0" in keluar.stdout
        asing = lkip(proyek, "lacak", "tidak-ada", "--dari", str(hasil))
        assert asing.returncode == 2 and "Tidak ada angka atau temuan" in asing.stderr

    def test_committed_notebooks_are_what_a_run_makes(self, hasil: Path) -> None:
        for berkas in sorted((AKAR / "notebooks").glob("0[1-4]_*.ipynb")):
            tersimpan = _outputs(berkas)
            baru = _outputs(hasil / "notebooks" / berkas.name)
            assert tersimpan == baru, f"{berkas.name} is stale: run `make notebook` and commit"

    def test_bad_input_leaves_the_last_good_result(self, proyek: Path, hasil: Path) -> None:
        sebelum = hashes(hasil)
        berkas = proyek / "data" / "raw" / "oku" / "2023" / "t02-perjanjian-kinerja.csv"
        asli = berkas.read_bytes()
        berkas.write_bytes(asli.replace(b"3,3", b"3,4", 1))
        try:
            keluar = lkip(proyek, "run", "--polres", "oku", "--tahun", "2023", "--mesin", "embedded")
        finally:
            berkas.write_bytes(asli)
        assert keluar.returncode == 2
        assert "t02-perjanjian-kinerja.csv" in keluar.stderr and "Traceback" not in keluar.stderr
        assert hashes(hasil) == sebelum

    def test_validate_tells_critical_findings_by_its_exit_code(self, proyek: Path, hasil: Path) -> None:
        assert lkip(proyek, "validate", "--polres", "oku", "--tahun", "2023").returncode == 1


def _outputs(berkas: Path) -> list:
    """Return the outputs of a notebook's code cells, the injected parameters left out."""
    sel = json.loads(berkas.read_text(encoding="utf-8"))["cells"]
    kode = [c for c in sel if c["cell_type"] == "code" and "injected-parameters" not in c["metadata"].get("tags", [])]
    # a run counts one execution more: that of the injected parameters
    return [[{k: v for k, v in o.items() if k != "execution_count"} for o in c["outputs"]] for c in kode]


def test_committed_metadata_is_that_of_the_committed_notebooks() -> None:
    """`quarto render --profile <document>` on a clean clone shows the identity the data states, and of nobody else."""
    from helpers.parameters import check_parameters
    from helpers.rendering.project import load_project
    from helpers.sources.profile import monitoring_metadata, run_metadata

    oku, banjar = (check_parameters(AKAR, polres=p, tahun=t) for p, t in (("oku", 2023), ("banjar", 2025)))
    for profil, isi in (("lkip", run_metadata(oku)), ("rencana-aksi", run_metadata(banjar, "rencana-aksi")), ("pantau", monitoring_metadata(banjar, 2))):
        metadata = load_project(AKAR, profil).metadata
        assert {k: metadata.get(k) for k in isi} == isi, profil
        assert not {"nomor", "tempat"} & (metadata.keys() - isi.keys()), profil


def test_lock_file_has_hashes_and_no_index_address() -> None:
    """The lock pins bytes, not places."""
    teks = (AKAR / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in teks
    assert not re.search(r"https?://|--index-url|--extra-index-url", teks)
