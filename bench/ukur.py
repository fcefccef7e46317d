"""Measure the project against the stock way, in one run or part by part; tables on the screen, everything in ``build/bench.json``.

satu      one report of real data: cold, again with nothing changed, again with one cell changed; against papermill's command for
          each notebook and a command for each format (the embedded engine, and `quarto render` where Quarto is on PATH)
batch     generated Polres with several workers in HTML, PDF and DOCX, against the stock way on a few of them, extrapolated;
          memory of each worker with what it starts; growth of time and memory with the number of Polres
validasi  checking one Polres in a warm process, and a generated country of a million facts (`negara.py`)
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from alat import lkip, measure, middle
from banyak import country, grow, linear, sample
from biasa import cost, renderers, stock
from tampil import show

from helpers.parameters import check_parameters
from helpers.paths import Ruang
from helpers.pipeline.distribute import usual_workers
from helpers.pipeline.process import tune_for_one_run

BAGIAN = ("satu", "batch", "validasi")
FORMAT = ("html", "pdf")
FAKTA_NEGARA = 1_000_000
#: What is aimed at.
SASARAN = {"dingin": 4.0, "tetap": 30.0, "batch": 10.0, "pekerja_mb": 700.0, "validasi_satu": 3.0, "validasi_negara": 60.0, "validasi_mb": 4000.0}


def measure_one(ruang: Ruang, kerja: Path, ulangan: int, perender: list[str]) -> dict[str, Any]:
    """Make one report cold, with nothing changed, with one cell changed; and the stock way, in turns."""
    dingin, tetap, ubah, biasa = [], [], [], []
    for ke in range(1, ulangan + 1):
        print(f"Satu laporan, ulangan {ke} dari {ulangan} …", flush=True)
        data, luaran = kerja / "mentah", kerja / "hasil"
        for folder in (data, luaran):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ruang.mentah, data / ruang.polres / str(ruang.tahun))
        perintah = lkip("run", "--polres", ruang.polres, "--tahun", str(ruang.tahun), "--dari", str(data), "--ke", str(luaran), "--mesin", "embedded",
                        *(x for f in FORMAT for x in ("--format", f)))
        dingin.append(measure("lkip run", perintah, cwd=ruang.akar))
        tetap.append(measure("lkip run, tidak berubah", perintah, cwd=ruang.akar))
        change_one_cell(data / ruang.polres / str(ruang.tahun))
        ubah.append(measure("lkip run, satu sel berubah", perintah, cwd=ruang.akar))
        biasa.append(stock(ruang, kerja, FORMAT, perender))
    hasil = {"dingin": middle(dingin), "tetap": middle(tetap), "satu_sel": middle(ubah), "biasa": {r: cost(biasa, r) for r in perender}}
    hasil["kali"] = {n: {r: round(b["detik"] / hasil[n]["detik"], 2) for r, b in hasil["biasa"].items()} for n in ("dingin", "tetap", "satu_sel")}
    return hasil | {"ulangan": ulangan}


def change_one_cell(folder: Path) -> None:
    """Change one printed number that no decision in `koreksi.yml` rests on, and register the new bytes."""
    from hashlib import sha256

    berkas = folder / "datapackage.json"
    paket = json.loads(berkas.read_text(encoding="utf-8"))
    diputuskan = (folder / "koreksi.yml").read_text(encoding="utf-8") if (folder / "koreksi.yml").exists() else ""
    for r in paket["resources"]:
        if r["name"] in diputuskan or r["name"] == "narasi":
            continue
        tabel = folder / r["path"]
        baris = list(csv.reader(io.StringIO(tabel.read_text(encoding="utf-8"))))
        sel = next(((b, i) for b in baris[1:] if b[0] for i, x in enumerate(b) if i and x.isdecimal() and len(x) > 1), None)
        if sel:
            sel[0][sel[1]] = str(int(sel[0][sel[1]]) + 1)
            luaran = io.StringIO()
            csv.writer(luaran, lineterminator="\n").writerows(baris)
            isi = luaran.getvalue().encode("utf-8")
            tabel.write_bytes(isi)
            r["hash"] = "sha256:" + sha256(isi).hexdigest()
            if "bytes" in r:
                r["bytes"] = len(isi)
            berkas.write_text(json.dumps(paket, ensure_ascii=False, indent=1), encoding="utf-8")
            return
    raise SystemExit("Tidak ada sel yang dapat diubah.")


def measure_batch(ruang: Ruang, kerja: Path, a: argparse.Namespace) -> dict[str, Any]:
    """Make batches of growing size, and a few reports the stock way."""
    besar = sorted({int(x) for x in a.besar.split(",")})
    data, polres = country(kerja, max(besar))
    biasa = sample(ruang.akar, data, kerja, polres[:a.contoh], a.pekerja, renderers(a.perender))
    tumbuh = grow(data, kerja, polres, besar, a.pekerja, a.ulangan_batch)
    acuan = min(tumbuh, key=lambda t: abs(t["polres"] - 40))
    kali = {cara: {r: round(acuan["laporan_per_menit"] / x["laporan_per_menit"], 2) for r, x in isi.items()}
            for cara, isi in (("berurutan", biasa["berurutan"]), ("sejajar", biasa["sejajar"]))}
    return {"pekerja": a.pekerja, "tumbuh": tumbuh, "linear": linear(tumbuh), "biasa": biasa, "acuan": acuan["polres"], "kali": kali, "ulangan": a.ulangan_batch}


def measure_validation(ruang: Ruang, kerja: Path, fakta: int) -> dict[str, Any]:
    """Measure validation in a process of its own; memory is of it and its workers together, making the country included."""
    hasil = {}
    for nama, jumlah in (("satu", 0), ("negara", fakta)):
        print(f"Validasi {nama} …", flush=True)
        catatan = kerja / f"{nama}.json"
        utuh = measure(f"validasi {nama}", [
            sys.executable, str(Path(__file__).resolve()), "--polres", ruang.polres, "--tahun", str(ruang.tahun), "--validasi", str(catatan), "--fakta", str(jumlah)])
        hasil[nama] = json.loads(catatan.read_text(encoding="utf-8")) | {"puncak_mb": round(utuh.puncak_mb, 1)}
    return hasil


def one_validation(ruang: Ruang, fakta: int, catatan: Path) -> None:
    """Child: validate this Polres, or a country of that many facts."""
    import negara

    tune_for_one_run()
    hasil = negara.validate_country(ruang, fakta) if fakta else negara.validate_one(ruang)
    catatan.write_text(json.dumps(hasil), encoding="utf-8")


def machine() -> dict[str, Any]:
    """Describe where it was measured; `beban` is how busy the machine was before."""
    beban = round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None
    return {"inti": os.cpu_count(), "python": platform.python_version(), "sistem": platform.system(), "beban": beban}


def main() -> None:
    """Read the command line and measure."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bagian", default=",".join(BAGIAN), help="bagian yang diukur, dipisahkan koma; yang lain tetap seperti terakhir diukur")
    p.add_argument("--polres", default="oku")
    p.add_argument("--tahun", type=int, default=2023)
    p.add_argument("--ulangan", type=int, default=3, help="ulangan bagian satu (median)")
    p.add_argument("--besar", default="10,40,160", help="banyaknya Polres setiap batch")
    p.add_argument("--pekerja", type=int, default=usual_workers(), help="pekerja setiap batch; bawaannya seperti lkip batch")
    p.add_argument("--contoh", type=int, default=3, help="banyaknya Polres yang disusun dengan cara biasa")
    p.add_argument("--ulangan-batch", type=int, default=1, help="ulangan setiap batch (median)")
    p.add_argument("--perender", default="", help="perender cara biasa: bawaan, quarto, atau keduanya; tanpa pilihan, semua yang ada di sini")
    p.add_argument("--fakta", type=int, default=FAKTA_NEGARA, help="banyaknya fakta satu negara")
    p.add_argument("--tampilkan", action="store_true", help="tampilkan hasil terakhir saja")
    p.add_argument("--validasi", help=argparse.SUPPRESS)
    a = p.parse_args()
    ruang = check_parameters(polres=a.polres, tahun=a.tahun)
    if a.validasi:
        one_validation(ruang, a.fakta, Path(a.validasi))
        return
    folder = ruang.hasil.parent
    folder.mkdir(exist_ok=True)
    berkas = folder / "bench.json"
    lama = json.loads(berkas.read_text(encoding="utf-8")) if berkas.exists() else {}
    # what an earlier version of the benchmark left has another form
    hasil = {bagian: isi for bagian, isi in lama.items() if bagian in BAGIAN and "mesin" in isi}
    diminta = [] if a.tampilkan else [b.strip() for b in a.bagian.split(",")]
    if asing := [b for b in diminta if b not in BAGIAN]:
        raise SystemExit(f"Bagian {asing[0]} tidak dikenal; pilih dari {', '.join(BAGIAN)}.")
    for bagian in diminta:
        mesin = machine()
        with tempfile.TemporaryDirectory(prefix=".bench-", dir=folder, ignore_cleanup_errors=True) as sementara:
            kerja = Path(sementara)
            isi = {"satu": lambda k=kerja: measure_one(ruang, k, a.ulangan, renderers(a.perender)), "batch": lambda k=kerja: measure_batch(ruang, k, a),
                   "validasi": lambda k=kerja: measure_validation(ruang, k, a.fakta)}[bagian]()
        hasil[bagian] = isi | {"mesin": mesin}
        berkas.write_text(json.dumps(hasil, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    show(hasil, SASARAN)


if __name__ == "__main__":
    main()
