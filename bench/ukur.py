"""Measure one run against the stock way, in one sitting.

A  `helpers.pipeline.run.run`: one warm process.
B  the stock way: papermill's command per notebook (fresh kernels), then the same render
   commands in sequence, each in a process of its own.

A and B alternate; medians are printed and kept in `build/bench.json`, together with what validation costs:
of this Polres in a warm process, and of a generated country of a million facts (`negara.py`).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from helpers.numbers import format_number
from helpers.parameters import check_parameters
from helpers.paths import Ruang
from helpers.pipeline.process import import_charts_early, tune_for_one_run
from helpers.pipeline.run import DOKUMEN, list_notebooks, prepare_project, run

FORMAT = ("html", "pdf")
FAKTA_NEGARA = 1_000_000
#: What validation may cost: seconds for one Polres in a warm process; seconds and megabytes for the country.
BATAS_SATU, BATAS_NEGARA, BATAS_MB = 3.0, 60.0, 4000.0
MESIN = "embedded"


@dataclass(frozen=True)
class Ukuran:
    """What one command cost; CPU and memory are known on Unix only."""

    nama: str
    detik: float
    detik_cpu: float | None = None
    puncak_mb: float | None = None


def measure(nama: str, perintah: list[str], lingkungan: dict[str, str]) -> Ukuran:
    """Run one command to its end; its children count."""
    mulai = time.perf_counter()
    proses = subprocess.Popen(perintah, env=lingkungan, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    galat = proses.stderr.read().decode("utf-8", "replace") if proses.stderr else ""
    if hasattr(os, "wait4"):
        _, status, pakai = os.wait4(proses.pid, 0)
        proses.returncode = kode = os.waitstatus_to_exitcode(status)
        cpu = pakai.ru_utime + pakai.ru_stime
        puncak = pakai.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1_000_000
    else:
        kode, cpu, puncak = proses.wait(), None, None
    if kode:
        raise SystemExit(f"Perintah {nama} gagal (kode {kode}):\n{galat}")
    return Ukuran(nama, time.perf_counter() - mulai, cpu, puncak)


def way_a(ruang: Ruang, kerja: Path) -> tuple[Ukuran, list[dict[str, Any]]]:
    """Our way: one process; returns its cost and that of its stages."""
    catatan = kerja / "a.json"
    utuh = measure("lkip run", _self(ruang, "--satu", str(catatan)), dict(os.environ))
    return utuh, json.loads(catatan.read_text(encoding="utf-8"))


def way_b(ruang: Ruang, kerja: Path) -> list[Ukuran]:
    """The stock way: a process for every notebook and every format."""
    proyek, luaran = kerja / "proyek", kerja / "luaran"
    prepare_project(ruang.akar, proyek, _metadata(ruang))
    (proyek / "notebooks").mkdir()
    luaran.mkdir()
    lingkungan = {**os.environ, "LKIP_AKAR": str(ruang.akar)}
    hasil = []
    for sumber in list_notebooks(ruang.akar, DOKUMEN["lkip"].notebook):
        perintah = [
            sys.executable, "-m", "papermill", str(sumber), str(proyek / "notebooks" / sumber.name), "-k", "python3", "-l", "python",
            "-p", "polres", ruang.polres, "-p", "tahun", str(ruang.tahun), "--no-progress-bar", "--log-level", "ERROR",
        ]
        hasil.append(measure(f"papermill {sumber.stem}", perintah, lingkungan))
    for satu in FORMAT:
        perintah = _self(ruang, "--render", satu, "--proyek", str(proyek), "--luaran", str(luaran))
        hasil.append(measure(f"render {satu}", perintah, lingkungan))
    return hasil


def _self(ruang: Ruang, *args: str) -> list[str]:
    return [sys.executable, str(Path(__file__).resolve()), "--polres", ruang.polres, "--tahun", str(ruang.tahun), *args]


def _metadata(ruang: Ruang) -> dict[str, Any]:
    from helpers.sources.profile import run_metadata

    return run_metadata(ruang)


def one_run(ruang: Ruang, catatan: Path) -> None:
    """Child of A: run as the command does, and write what each stage cost."""
    from helpers.validation.checking import start_early

    tune_for_one_run()
    start_early()
    import_charts_early()
    hasil = run(ruang, "lkip", FORMAT, MESIN, metadata=_metadata(ruang))
    catatan.write_text(json.dumps([asdict(t) for t in hasil.tahap]), encoding="utf-8")


def one_render(proyek: Path, format: str, luaran: Path) -> None:  # noqa: A002
    """Child of B: render one format."""
    from helpers.rendering.engine import choose_engine

    choose_engine(MESIN).render(proyek, profil="lkip", format=(format,), luaran=luaran)


def one_validation(ruang: Ruang, fakta: int, catatan: Path) -> None:
    """Child: validate this Polres, or a country of that many facts."""
    import negara

    tune_for_one_run()
    hasil = negara.validate_country(ruang, fakta) if fakta else negara.validate_one(ruang)
    catatan.write_text(json.dumps(hasil), encoding="utf-8")


def measure_validation(ruang: Ruang, fakta: int) -> dict[str, Any]:
    """Measure validation in a process of its own; its memory is that of the main process, making the country included."""
    hasil = {}
    for nama, jumlah in (("satu", 0), ("negara", fakta)):
        print(f"Validasi {nama} …", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            catatan = Path(folder) / "v.json"
            utuh = measure(f"validasi {nama}", _self(ruang, "--validasi", str(catatan), "--fakta", str(jumlah)), dict(os.environ))
            hasil[nama] = json.loads(catatan.read_text(encoding="utf-8")) | {"puncak_mb": utuh.puncak_mb}
    satu, negara = hasil["satu"], hasil["negara"]
    hasil["dalam_batas"] = satu["detik"] < BATAS_SATU and negara["detik"] < BATAS_NEGARA and (negara["puncak_mb"] or 0) < BATAS_MB
    return hasil


def compare(ruang: Ruang, ulangan: int) -> dict[str, Any]:
    """Alternate A and B and return the medians."""
    semua_a, tahap_a, semua_b = [], [], []
    for ke in range(1, ulangan + 1):
        print(f"Ulangan {ke} dari {ulangan} …", flush=True)
        folder = Path(tempfile.mkdtemp(prefix=".bench-", dir=ruang.hasil.parent))
        try:
            utuh, tahap = way_a(ruang, folder)
            semua_a.append(utuh)
            tahap_a.append(tahap)
            semua_b.append(way_b(ruang, folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    tahap = [
        {"nama": kolom[0]["nama"], "detik": _mid([t["detik"] for t in kolom]), "detik_cpu": _mid([t["detik_cpu"] for t in kolom])}
        for kolom in zip(*tahap_a, strict=True)
    ]
    biasa = [
        {"nama": kolom[0].nama, "detik": _mid([u.detik for u in kolom]), "detik_cpu": _mid([u.detik_cpu for u in kolom])}
        for kolom in zip(*semua_b, strict=True)
    ]
    a = {k: _mid([getattr(u, k) for u in semua_a]) for k in ("detik", "detik_cpu", "puncak_mb")}
    b = {k: _mid([_total([getattr(u, k) for u in satu]) for satu in semua_b]) for k in ("detik", "detik_cpu")}
    b["puncak_mb"] = _mid([_largest([u.puncak_mb for u in satu]) for satu in semua_b])
    return {
        "ulangan": ulangan, "inti": os.cpu_count(), "python": platform.python_version(), "sistem": platform.system(),
        "lkip": {**a, "tahap": tahap}, "biasa": {**b, "tahap": biasa},
        "kali_lebih_cepat": round(b["detik"] / a["detik"], 2),
    }


def _mid(nilai: list[float | None]) -> float | None:
    ada = [n for n in nilai if n is not None]
    return round(median(ada), 3) if ada else None


def _total(nilai: list[float | None]) -> float | None:
    return None if None in nilai else sum(n for n in nilai if n is not None)


def _largest(nilai: list[float | None]) -> float | None:
    return max((n for n in nilai if n is not None), default=None)


def show(hasil: dict[str, Any]) -> None:
    """Print the table."""
    def line(nama: str, isi: dict[str, Any], memori: bool = False) -> None:
        puncak = f"{format_number(isi['puncak_mb'], 0):>10}" if memori else ""
        print(f"  {nama:<28}{format_number(isi['detik'], 2):>10}{format_number(isi['detik_cpu'], 2):>10}{puncak}")

    kepala = f"  {'':<28}{'detik':>10}{'CPU':>10}{'puncak MB':>11}"
    for judul, kunci in (("Validasi satu Polres (proses hangat)", "satu"), ("Validasi satu negara (dibangkitkan)", "negara")):
        isi = hasil["validasi"][kunci]
        print(f"\n{judul}: {', '.join(f'{format_number(isi[k], 0)} {k}' for k in ('polres', 'fakta', 'residu', 'temuan'))}\n{kepala}")
        for tahap in isi["tahap"]:
            line(tahap["nama"], tahap)
        line("seluruhnya", isi, memori=True)
    kata = "dalam" if hasil["validasi"]["dalam_batas"] else "DI LUAR"
    print(f"\nValidasi {kata} batas: {format_number(BATAS_SATU, 0)} detik satu Polres, {format_number(BATAS_NEGARA, 0)} detik dan "
          f"{format_number(BATAS_MB, 0)} MB satu negara.")
    if "lkip" not in hasil:
        return
    for judul, kunci in (("lkip run (satu proses)", "lkip"), ("Cara biasa (proses sendiri-sendiri)", "biasa")):
        print(f"\n{judul}\n{kepala}")
        for tahap in hasil[kunci]["tahap"]:
            line(tahap["nama"], tahap)
        line("seluruhnya", hasil[kunci], memori=True)
    print(f"\n{format_number(hasil['kali_lebih_cepat'], 2)} kali lebih cepat daripada cara biasa (median {hasil['ulangan']} ulangan).")


def main() -> None:
    """Read the command line and measure."""
    pembaca = argparse.ArgumentParser(description=__doc__)
    pembaca.add_argument("--polres", default="oku")
    pembaca.add_argument("--tahun", type=int, default=2023)
    pembaca.add_argument("--ulangan", type=int, default=3)
    pembaca.add_argument("--hanya-validasi", action="store_true", help="ukur validasi saja")
    pembaca.add_argument("--fakta", type=int, default=FAKTA_NEGARA, help="banyaknya fakta satu negara")
    for nama in ("--satu", "--render", "--proyek", "--luaran", "--validasi"):
        pembaca.add_argument(nama, help=argparse.SUPPRESS)
    a = pembaca.parse_args()
    ruang = check_parameters(polres=a.polres, tahun=a.tahun)
    if a.satu:
        one_run(ruang, Path(a.satu))
    elif a.render:
        one_render(Path(a.proyek), a.render, Path(a.luaran))
    elif a.validasi:
        one_validation(ruang, a.fakta, Path(a.validasi))
    else:
        ruang.hasil.parent.mkdir(exist_ok=True)
        hasil = ({} if a.hanya_validasi else compare(ruang, a.ulangan)) | {"validasi": measure_validation(ruang, a.fakta)}
        (ruang.hasil.parent / "bench.json").write_text(
            json.dumps(hasil, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
        show(hasil)


if __name__ == "__main__":
    main()
