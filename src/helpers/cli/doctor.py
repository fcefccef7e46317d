"""`lkip doctor`: what is installed, which engine is active, what to do about the rest."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from helpers.errors import KesalahanMasukan
from helpers.parameters import available

_PASANG = "jalankan python siapkan.py di folder proyek"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)\s*(?:;\s*([^\\]+))?", flags=re.MULTILINE)


@dataclass(frozen=True)
class Periksa:
    """One line of the report."""

    baik: bool
    judul: str
    isi: str


def examine(akar: Path) -> list[Periksa]:
    """Examine the environment; every line that is not good says what to do."""
    return [_python(), _packages(akar), *_engines(), _fonts(akar), *_folders(akar), _data(akar)]


def _python() -> Periksa:
    versi = sys.version.split()[0]
    cocok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Periksa(cocok, "Python", versi if cocok else f"{versi}; pasang Python 3.11 sampai 3.13, lalu {_PASANG}")


def _packages(akar: Path) -> Periksa:
    from packaging.markers import Marker

    kunci = akar / "requirements.lock"
    if not kunci.is_file():
        return Periksa(False, "Paket", "requirements.lock tidak ditemukan; ambil ulang dari repositori")
    beda, jumlah = [], 0
    for nama, versi, syarat in _PIN.findall(kunci.read_text(encoding="utf-8")):
        if syarat and not Marker(syarat.strip()).evaluate():
            continue
        jumlah += 1
        try:
            ada = metadata.version(nama)
        except metadata.PackageNotFoundError:
            ada = "tidak ada"
        if ada != versi:
            beda.append(f"{nama} {ada} (seharusnya {versi})")
    if beda:
        lain = f" dan {len(beda) - 5} lainnya" if len(beda) > 5 else ""
        return Periksa(False, "Paket", f"{', '.join(beda[:5])}{lain} berbeda dari requirements.lock; {_PASANG}")
    return Periksa(True, "Paket", f"{jumlah} paket sesuai requirements.lock")


def _engines() -> list[Periksa]:
    from helpers.rendering.engine import choose_engine

    try:
        aktif = choose_engine("auto")
        hasil = [Periksa(True, "Mesin dokumen", f"{aktif.nama} ({aktif.versi})")]
    except (KesalahanMasukan, ImportError, OSError) as galat:
        return [Periksa(False, "Mesin dokumen", f"tidak dapat dipakai ({' '.join(str(galat).split())}); {_PASANG}")]
    if aktif.nama == "quarto":
        return hasil
    jalur = shutil.which("quarto")
    keadaan = "ada, tetapi terlalu lama atau tidak dapat dijalankan" if jalur else "tidak ada dan tidak wajib"
    cara = "untuk memakainya, buat lingkungan conda dari environment.yml atau pasang dari quarto.org"
    return [*hasil, Periksa(True, "Quarto", f"{keadaan}; mesin bawaan (Pandoc dan Typst) yang bekerja; {cara}")]


def _fonts(akar: Path) -> Periksa:
    try:
        import typst

        bawaan = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True).families()
    except (ImportError, AttributeError, TypeError):
        bawaan = []
    if not bawaan:
        return Periksa(False, "Huruf", f"huruf bawaan Typst tidak terbaca; {_PASANG}")
    milik = sum(1 for pola in ("*.ttf", "*.otf") for _ in (akar / "report").rglob(pola))
    tambahan = f"; {milik} berkas huruf di folder report" if milik else ""
    return Periksa(True, "Huruf", f"{', '.join(sorted(bawaan))} (bawaan Typst){tambahan}")


def _folders(akar: Path) -> list[Periksa]:
    hasil = []
    for nama in ("build", "data/clean"):
        folder = akar / nama
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                hasil.append(Periksa(True, f"Folder {nama}", "dapat ditulisi"))
        except OSError:
            hasil.append(Periksa(False, f"Folder {nama}", "tidak dapat ditulisi; periksa izin folder dan ruang cakram"))
    return hasil


def _data(akar: Path) -> Periksa:
    ada = available(akar / "data" / "raw")
    if not ada:
        return Periksa(False, "Data", "belum ada; letakkan di data/raw/<polres>/<tahun>/ beserta datapackage.json")
    return Periksa(True, "Data", ", ".join(f"{polres} {tahun}" for polres, tahun in ada))
