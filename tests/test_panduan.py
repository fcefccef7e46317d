"""The tutorial, held against the program: its commands, pictures, links, sheets and messages are the real ones."""

from __future__ import annotations

import re
import shlex

import click
import pytest
import typer
from openpyxl import load_workbook
from PIL import Image

from helpers.cli.main import app
from helpers.masukan.lembar import PAKET
from helpers.masukan.mulai import check_identity
from helpers.masukan.templat import template_book, unit_finder
from helpers.masukan.tulis import write_book
from helpers.methodology.rules import load_methodology
from tests.conftest import AKAR

BERKAS = AKAR / "docs" / "panduan.md"
TEKS = BERKAS.read_text(encoding="utf-8")
BLOK = re.findall(r"^```\w*\n(.*?)^```", TEKS, re.MULTILINE | re.DOTALL)
LUAR = re.sub(r"^```.*?^```", "", TEKS, flags=re.MULTILINE | re.DOTALL)
PERINTAH = sorted({b.strip() for blok in BLOK for b in blok.splitlines() if re.match(r"\s*lkip ", b)}
                  | {b.removeprefix("Lanjutkan: ") for blok in BLOK for b in blok.splitlines() if b.startswith("Lanjutkan: ")}
                  | {b for b in re.findall(r"`(lkip \w[^`]*)`", LUAR)})
#: Said by Windows, not by this program.
LAIN = {"'lkip' is not recognized"}


@pytest.mark.parametrize("baris", PERINTAH)
def test_every_command_is_one_of_the_program(baris):
    kelompok = typer.main.get_command(app)
    induk = click.Context(kelompok, info_name="lkip")
    nama, *pilihan = shlex.split(baris)[1:]
    perintah = kelompok.get_command(induk, nama)
    assert perintah is not None, nama
    if pilihan or "`" + baris + "`" not in LUAR:  # a name alone in a sentence speaks of the command
        perintah.make_context(nama, pilihan, parent=induk, resilient_parsing="--help" in pilihan)


def test_the_whole_way_is_told():
    assert [n for n in ("doctor", "init", "impor", "run", "validate", "lacak", "verify", "pantau", "diff") if not any(p.split()[1] == n for p in PERINTAH)] == []


def test_links_lead_somewhere():
    judul = {re.sub(r"[^\w\- ]", "", j.lower()).replace(" ", "-") for j in re.findall(r"^#+ (.+)$", TEKS, re.MULTILINE)}
    tautan = re.findall(r"\]\(([^)]+)\)", LUAR)
    assert len(tautan) > 10
    assert [t for t in tautan if not (t[1:] in judul if t.startswith("#") else (BERKAS.parent / t).is_file())] == []


def test_pictures_are_described_small_and_all_used():
    gambar = dict(re.findall(r"!\[([^\]]*)\]\((gambar/[^)]+)\)", LUAR))
    assert len(gambar) >= 5 and all(len(g) > 60 for g in gambar)
    assert {g.removeprefix("gambar/") for g in gambar.values()} == {b.name for b in (BERKAS.parent / "gambar").glob("panduan-*")}
    for g in gambar.values():
        assert (BERKAS.parent / g).stat().st_size < 60_000, g
        with Image.open(BERKAS.parent / g) as isi:
            assert isi.mode == "P" and not isi.info, g  # a palette, and no notes about who made it where


def test_sheets_are_those_of_the_workbook(tmp_path):
    semua = AKAR / "data" / "raw" / "metodologi"
    m, rencana = (load_methodology(semua, n) for n in ("polri-2020-2024", "rencana-aksi-2025"))
    siapa = check_identity(AKAR, m.kode, polres="contoh", tahun=2024, nama="Polres Contoh", polda="Jawa Tengah", kabupaten="Kabupaten Contoh", polsek="Utara; Selatan")
    (tmp_path / "b.xlsx").write_bytes(write_book(template_book(m, semua / m.kode, siapa, rencana, ("lkip", "rencana-aksi")), unit_finder(m)))
    ada = set(load_workbook(tmp_path / "b.xlsx", read_only=True).sheetnames) - {PAKET}
    disebut = {n for kelompok in re.findall(r"[Ll]embar[^\"|.]{0,40}((?:\"[^\"]+\"(?:, | dan | sampai )?)+)", TEKS) for n in re.findall(r"\"([^\"]+)\"", kelompok)}
    disebut |= {n for baris in re.findall(r"^\| (\"[^|]+) \|", LUAR, re.MULTILINE) for n in re.findall(r"\"([^\"]+)\"", baris)}
    assert disebut - ada == set()
    assert ada - disebut <= {"Realisasi TW II", "Realisasi TW III"}  # said as a range


def test_messages_are_said_by_the_program():
    sumber = " ".join(b.read_text(encoding="utf-8") for b in (*(AKAR / "src").rglob("*.py"), AKAR / "siapkan.py", AKAR / "lkip.cmd"))
    sumber = re.sub(r"\"\s*\n\s*f?\"", "", sumber).replace("\\\"", "\"")
    pesan = [p for baris in LUAR.partition("## Bila tersendat")[2].splitlines() for p in re.findall(r"^\| `([^`]+)` \|", baris)]
    assert len(pesan) >= 8
    for p in set(pesan) - LAIN:
        tetap = [t.strip(" .;,") for t in re.split(r"\"[^\"]*\"|\b\d{4}\b|data/\S+|contoh", p)]
        assert [t for t in tetap if len(t) > 3 and t not in sumber] == [], p


def test_no_place_of_one_machine_and_the_readme_leads_here():
    assert not re.search(r"/(?:home|tmp|work|root|Users)/", TEKS)
    assert BERKAS.name in (AKAR / "README.md").read_text(encoding="utf-8")
