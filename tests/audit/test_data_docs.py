"""Great Expectations' own pages on request: there, listed in the manifest, the same bytes again, and silent on the network."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.cli.lampiran import data_docs_names
from helpers.pipeline.verify import verify
from helpers.rendering.offline import network_addresses

AKAR = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.lambat


def validate(proyek: Path) -> dict[str, bytes]:
    """Run the command in a process of its own; returns what it publishes."""
    perintah = [sys.executable, "-m", "helpers.cli.main", "validate", "--polres", "oku", "--tahun", "2023", "--data-docs"]
    keluar = subprocess.run(perintah, cwd=proyek, capture_output=True, encoding="utf-8", check=False)
    assert keluar.returncode == 1 and "build/oku-2023-validasi/validasi.html" in keluar.stdout, keluar.stderr
    folder = proyek / "build" / "oku-2023-validasi"
    return {b.relative_to(folder).as_posix(): b.read_bytes() for b in sorted(folder.rglob("*")) if b.is_file()}


@pytest.fixture(scope="module")
def proyek(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tujuan = tmp_path_factory.mktemp("proyek")
    for nama in ("_quarto.yml", "requirements.lock"):
        shutil.copyfile(AKAR / nama, tujuan / nama)
    for nama in ("notebooks", "report", "data/raw"):
        shutil.copytree(AKAR / nama, tujuan / nama)
    return tujuan


@pytest.fixture(scope="module")
def isi(proyek: Path) -> dict[str, bytes]:
    return validate(proyek)


@pytest.fixture(scope="module")
def halaman(isi) -> dict[str, str]:
    return {n: b.decode("utf-8") for n, b in isi.items() if n.endswith(".html")}


def test_two_pages_a_suite_and_an_index(isi, pemeriksaan):
    suite = list(dict.fromkeys(h.suite for h in pemeriksaan.hasil))
    assert {n for n in isi if n.startswith("data-docs/")} == {
        "data-docs/index.html", *(f"data-docs/{n}" for s in suite for n in data_docs_names(s))}
    for s in suite:
        hasil = isi[f"data-docs/{data_docs_names(s)[0]}"].decode("utf-8")
        gagal = sum(not h.lulus for h in pemeriksaan.hasil if h.suite == s)
        angka = re.search(r"Unsuccessful Expectations.*?>\s*(\d+)\s*<", hasil, flags=re.DOTALL)
        assert angka and int(angka.group(1)) == gagal


def test_a_second_process_gives_the_same_bytes_and_the_folder_verifies(proyek, isi):
    assert set(json.loads(isi["manifest.json"])["keluaran"]) == set(isi) - {"manifest.json"}
    assert validate(proyek) == isi
    assert verify(proyek / "build" / "oku-2023-validasi", proyek).sama


def test_nothing_tells_when_or_where_it_was_made(proyek, halaman):
    for nama, teks in halaman.items():
        assert str(proyek) not in teks, nama
        if nama.startswith("data-docs/"):
            assert not re.search(r"20[0-9]{2}-?[01][0-9]-?[0-3][0-9]T(?!00:?00)", teks), nama


def test_no_page_names_an_outside_address_to_load(halaman):
    for nama, teks in halaman.items():
        assert not network_addresses(teks), nama
        assert "default-src 'none'" in teks, nama
        if nama.startswith("data-docs/"):
            assert not re.search(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", re.sub(r"<style>.*?</style>", "", teks, flags=re.DOTALL)), nama


def test_links_between_the_pages_lead_to_pages_and_anchors_that_are_there(isi, halaman):
    for nama, teks in halaman.items():
        for tujuan in set(re.findall(r'<a [^>]*href="([^"#]+)(?:#[^"]*)?"', teks)):
            assert (Path(nama).parent / tujuan).as_posix() in isi or tujuan.startswith("../") and tujuan[3:] in isi, (nama, tujuan)
    jangkar = set(re.findall(r' id="([^"]+)"', halaman["validasi.html"]))
    assert set(re.findall(r'href="validasi.html#([^"]+)"', halaman["mutu-data.html"])) <= jangkar
    assert set(re.findall(r'href="#([^"]+)"', halaman["validasi.html"])) <= jangkar


def requests(halaman: list[Path], tmp_path: Path) -> list[str]:
    """Open pages in Chromium, where no name resolves, and return the addresses that they asked a network for.

    What the browser asks for by itself has "not an origin" as its initiator.
    """
    catatan, bingkai = tmp_path / "net.json", tmp_path / "bingkai.html"
    bingkai.write_text("".join(f'<iframe src="{b.as_uri()}"></iframe>' for b in halaman), encoding="utf-8")
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-default-apps", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={tmp_path / 'profil'}",
         f"--log-net-log={catatan}", "--dump-dom", bingkai.as_uri()],
        capture_output=True, timeout=600, check=True)
    baris = [b for b in catatan.read_text(encoding="utf-8").splitlines() if '"initiator":' in b and '"initiator":"not an origin"' not in b]
    return [a for b in baris for a in re.findall(r'"url":"([^"]+)"', b) if a.startswith(("http", "ws", "//"))]


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_opening_the_pages_makes_no_request(proyek, isi, tmp_path):
    folder = proyek / "build" / "oku-2023-validasi"
    umpan = tmp_path / "umpan.html"
    umpan.write_text('<img src="http://luar.contoh.go.id/a.png">', encoding="utf-8")
    nama = ("validasi.html", "mutu-data.html", "data-docs/index.html", "data-docs/hasil-rasio.html", "data-docs/harapan-fakta.html")
    assert all((folder / n).is_file() for n in nama)
    # the bait alone: a request is seen where there is one
    assert requests([*(folder / n for n in nama), umpan], tmp_path) == ["http://luar.contoh.go.id/a.png"]
