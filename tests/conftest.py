"""The real data of OKU 2023, read once for the whole session, and copies of it that a test may spoil."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import settings

from helpers.paths import Ruang
from helpers.rendering import typeset
from helpers.sources.facts import build_facts
from helpers.sources.workspace import Masukan, load_input
from helpers.validation.relations import evaluate_relations
from helpers.validation.values import choose_values

AKAR = Path(__file__).resolve().parents[1]
OKU = Ruang(AKAR, "oku", 2023)
BANJAR = Ruang(AKAR, "banjar", 2025)

# the same examples on every machine, however slow it is
settings.register_profile("lkip", deadline=None, derandomize=True, database=None)
settings.load_profile("lkip")


@pytest.fixture(autouse=True)
def _typst_as_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that makes a report the way a worker does leaves this process no worker."""
    monkeypatch.setattr(typeset, "terpisah", False)


#: What a run needs of the repository.
SALINAN = ("_quarto.yml", "_quarto-lkip.yml", "_quarto-rencana-aksi.yml", "_run.yml", "notebooks", "report", "data/raw", "requirements.lock", "pyproject.toml")


def copy_project(tujuan: Path, *tambahan: str) -> Path:
    """Copy the committed sources into a folder, away from the developer's own results."""
    for nama in (*SALINAN, *tambahan):
        asal = AKAR / nama
        (tujuan / nama).parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(asal, tujuan / nama) if asal.is_dir() else shutil.copyfile(asal, tujuan / nama)
    return tujuan


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--perbarui-pin", action="store_true", help="write the pinned lists (*.csv beside the tests) anew; review the difference")


@dataclass
class Salinan:
    """A project of its own with one Polres, whose input may be changed.

    Attributes
    ----------
    ruang : Ruang
        Its folders.
    """

    ruang: Ruang

    @property
    def paket(self) -> Path:
        """The descriptor."""
        return self.ruang.mentah / "datapackage.json"

    def path(self, nama: str) -> Path:
        """Return a raw file: a table by its name, another file by its file name; or a methodology file."""
        for kandidat in (self.ruang.mentah / f"{nama}.csv", self.ruang.mentah / nama):
            if kandidat.exists():
                return kandidat
        metodologi = json.loads(self.paket.read_text(encoding="utf-8"))["lkip"]["metodologi"]
        return self.ruang.metodologi / metodologi / nama

    def change_package(self, ubah) -> None:
        """Apply a function to the descriptor."""
        isi = json.loads(self.paket.read_text(encoding="utf-8"))
        ubah(isi)
        self.paket.write_text(json.dumps(isi, ensure_ascii=False), encoding="utf-8")

    def write_bytes(self, tabel: str, isi: bytes, *, daftarkan: bool = True) -> None:
        """Replace a table's bytes and, by default, register their hash."""
        (self.ruang.mentah / f"{tabel}.csv").write_bytes(isi)
        if daftarkan:
            def ubah(paket: dict) -> None:
                r = next(r for r in paket["resources"] if r["name"] == tabel)
                r["hash"], r["bytes"] = "sha256:" + hashlib.sha256(isi).hexdigest(), len(isi)
            self.change_package(ubah)

    def rows(self, tabel: str) -> list[list[str]]:
        """Read a table's rows, header first."""
        with (self.ruang.mentah / f"{tabel}.csv").open(encoding="utf-8", newline="") as f:
            return list(csv.reader(f))

    def write_rows(self, tabel: str, baris: list[list[str]], *, daftarkan: bool = True) -> None:
        """Write a table's rows, header first."""
        from io import StringIO

        luaran = StringIO()
        csv.writer(luaran, lineterminator="\n").writerows(baris)
        self.write_bytes(tabel, luaran.getvalue().encode("utf-8"), daftarkan=daftarkan)

    def set_cell(self, tabel: str, baris: int, kolom: str, isi: str) -> None:
        """Change one cell (`baris` as in `fakta_id`: the header is row 1) and register the new hash."""
        semua = self.rows(tabel)
        semua[baris - 1][semua[0].index(kolom)] = isi
        self.write_rows(tabel, semua)

    def replace(self, nama: str, lama: str, baru: str) -> None:
        """Replace text in a YAML file; the old text must be there."""
        berkas = self.path(nama)
        teks = berkas.read_text(encoding="utf-8")
        assert lama in teks
        berkas.write_text(teks.replace(lama, baru, 1), encoding="utf-8")

    def facts(self) -> pd.DataFrame:
        """Read everything up to the chosen values, as notebooks 01 and 02 do; returns the facts."""
        m = load_input(self.ruang)
        fakta = build_facts(m.tabel, m.metodologi, self.ruang.polres, m.nama_wilayah)
        choose_values(fakta, m.metodologi.eksak, m.koreksi, self.ruang.polres)
        return fakta


@pytest.fixture(scope="session")
def masukan() -> Masukan:
    """Everything handed in for OKU 2023."""
    return load_input(OKU)


@pytest.fixture(scope="session")
def fakta(masukan: Masukan) -> pd.DataFrame:
    """Facts of OKU 2023."""
    return build_facts(masukan.tabel, masukan.metodologi, "oku", masukan.nama_wilayah)


@pytest.fixture(scope="session")
def terpakai(masukan: Masukan, fakta: pd.DataFrame) -> pd.DataFrame:
    """Chosen values of OKU 2023."""
    return choose_values(fakta, masukan.metodologi.eksak, masukan.koreksi, "oku")


@pytest.fixture(scope="session")
def residu(masukan: Masukan, fakta: pd.DataFrame, terpakai: pd.DataFrame) -> pd.DataFrame:
    """Residuals of OKU 2023."""
    return evaluate_relations(fakta, terpakai, masukan.metodologi, "oku", 2023, masukan.paket.resources)


@pytest.fixture(scope="session")
def terbit_oku(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that one `lkip run` of OKU 2023 publishes, in a project of its own; read it, leave it as it is."""
    proyek = copy_project(tmp_path_factory.mktemp("proyek-oku"))
    keluar = subprocess.run([sys.executable, "-m", "helpers.cli.main", "run", "--polres", "oku", "--tahun", "2023", "--mesin", "embedded"],
                            cwd=proyek, capture_output=True, encoding="utf-8", check=False)
    assert keluar.returncode == 0, keluar.stderr
    return proyek / "build" / "oku-2023"


@pytest.fixture(scope="session")
def rencana_masukan() -> Masukan:
    """Everything handed in for the action plan of Banjar 2025."""
    return load_input(BANJAR)


@pytest.fixture(scope="session")
def rencana_fakta(rencana_masukan: Masukan) -> pd.DataFrame:
    """Facts of the action plan of Banjar 2025."""
    return build_facts(rencana_masukan.tabel, rencana_masukan.metodologi, "banjar", rencana_masukan.nama_wilayah)


@pytest.fixture(scope="session")
def yaml_asli() -> dict[str, object]:
    """The committed YAML files, parsed once."""
    berkas = [*OKU.mentah.glob("*.yml"), *OKU.metodologi.glob("*/*.yml")]
    return {(teks := b.read_text(encoding="utf-8")): yaml.safe_load(teks) for b in berkas}


@pytest.fixture
def salinan(tmp_path: Path, yaml_asli: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> Salinan:
    """A copy of OKU 2023 and its methodology as a project of its own; unchanged YAML is not parsed again (slow)."""
    load = yaml.load
    monkeypatch.setattr(yaml, "load", lambda teks, pemuat: yaml_asli[teks] if teks in yaml_asli else load(teks, pemuat))
    (tmp_path / "_quarto.yml").write_text("project: {type: default}\n", encoding="utf-8")
    ruang = Ruang(tmp_path, "oku", 2023)
    shutil.copytree(OKU.mentah, ruang.mentah)
    shutil.copytree(OKU.metodologi, ruang.metodologi)
    return Salinan(ruang)
