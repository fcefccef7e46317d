"""Set up `.venv` from `requirements.lock`; needs nothing but Python 3.11-3.13.

Run as `python siapkan.py`. A second call does nothing unless the lock file or
`pyproject.toml` changed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

AKAR = Path(__file__).resolve().parent
VENV = AKAR / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
TANDA = VENV / "siap.txt"
QUARTO = "quarto-cli==1.9.38"
BATAS_QUARTO_DETIK = 40


def fingerprint() -> str:
    """Return the hash of everything the environment is made from."""
    isi = b"".join((AKAR / nama).read_bytes() for nama in ("requirements.lock", "pyproject.toml", "siapkan.py"))
    return hashlib.sha256(isi + sys.version.encode("utf-8")).hexdigest()


def run(*perintah: str | Path, batas: int | None = None, diam: bool = False) -> bool:
    """Run one command and tell whether it succeeded."""
    keluaran = subprocess.DEVNULL if diam else None
    try:
        hasil = subprocess.run([str(p) for p in perintah], timeout=batas, stdout=keluaran, stderr=keluaran, check=False)
    except subprocess.TimeoutExpired:
        return False
    return hasil.returncode == 0


def locked_uv() -> str:
    """Return the lines of the lock file that pin uv, hashes included."""
    teks = (AKAR / "requirements.lock").read_text(encoding="utf-8")
    blok = re.search(r"^uv==.*(?:\n    .*)*", teks, flags=re.MULTILINE)
    if blok is None:
        raise SystemExit("requirements.lock tidak memuat uv; ambil ulang berkas itu dari repositori.")
    return blok.group(0) + "\n"


def install() -> None:
    """Install the locked packages and this project into `.venv`: with uv, or with pip where uv can not.

    pip takes four times as long, but knows settings that uv does not (`pip.conf`: an index or certificates of an office).
    """
    with tempfile.TemporaryDirectory() as sementara:
        kunci_uv = Path(sementara) / "uv.txt"
        kunci_uv.write_text(locked_uv(), encoding="utf-8")
        if not run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", kunci_uv):
            raise SystemExit("Pemasangan gagal: indeks paket Python tidak terjangkau. Periksa jaringan, lalu ulangi.")
    uv = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--system-certs", "--python", PYTHON]
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    kunci = ["--require-hashes", "-r", AKAR / "requirements.lock"]
    if not run(*uv, "--compile-bytecode", *kunci, diam=True):
        print("Pemasang cepat (uv) tidak dapat dipakai; pip yang dipakai dan perlu waktu lebih lama ...", flush=True)
        if not run(*pip, *kunci):
            raise SystemExit("Pemasangan paket dari requirements.lock gagal; pesan di atas menyebut paketnya.")
    if not run(*pip, "--no-deps", "--no-build-isolation", "-e", AKAR):
        raise SystemExit("Pemasangan perintah lkip gagal; pesan di atas menyebut sebabnya.")


def try_quarto() -> None:
    """Try once to install Quarto where there is none; the embedded engine serves where that fails."""
    if shutil.which("quarto"):
        return
    dapat = run(
        PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", QUARTO,
        batas=BATAS_QUARTO_DETIK, diam=True,
    )
    if not dapat:
        print("Quarto tidak dapat dipasang di mesin ini; mesin bawaan (Pandoc dan Typst) yang dipakai.")


def main() -> None:
    """Create or refresh the environment."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise SystemExit(f"Python 3.11 sampai 3.13 diperlukan; yang dipakai {sys.version.split()[0]}.")
    sidik = fingerprint()
    if TANDA.exists() and TANDA.read_text(encoding="utf-8") == sidik:
        return
    print("Menyiapkan lingkungan Python di .venv ...", flush=True)
    venv.create(VENV, with_pip=True, clear=True)
    install()
    try_quarto()
    TANDA.write_text(sidik, encoding="utf-8")


if __name__ == "__main__":
    main()
