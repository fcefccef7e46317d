"""A batch of generated Polres against the stock way, and how time and memory grow with their number."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from alat import Ukuran, call, lkip, measure, mid
from biasa import cost, stock

from helpers.paths import Ruang

TAHUN, BENIH = 2023, 7
FORMAT = ("html", "pdf", "docx")
_DIBUAT = re.compile(r"Laporan: (\d+) dibuat, 0 tetap, 0 gagal")


def country(kerja: Path, jumlah: int) -> tuple[Path, list[str]]:
    """Generate Polres; returns their folder and codes."""
    data = kerja / "data"
    call(lkip("sintetis", "--jumlah", str(jumlah), "--benih", str(BENIH), "--tahun", str(TAHUN), "--ke", str(data)))
    return data, sorted(f.parent.name for f in data.glob(f"*/{TAHUN}"))


def batch(data: Path, kerja: Path, polres: Sequence[str], pekerja: int) -> Ukuran:
    """Make the reports of some Polres in a new folder, which goes afterwards."""
    ke = kerja / "hasil"
    ukuran = measure(f"lkip batch {len(polres)}", lkip(
        "batch", "--dari", str(data), "--ke", str(ke), "--polres", ",".join(polres), "--pekerja", str(pekerja), "--mesin", "embedded",
        *(x for f in FORMAT for x in ("--format", f))))
    hitung = _DIBUAT.search(ukuran.teks)
    if not hitung or int(hitung[1]) != len(polres):
        raise SystemExit(f"lkip batch tidak membuat semua laporan:\n{ukuran.teks[-1000:]}")
    shutil.rmtree(ke)
    return ukuran


def grow(data: Path, kerja: Path, polres: Sequence[str], besar: Sequence[int], pekerja: int, ulangan: int) -> list[dict[str, Any]]:
    """Measure batches of growing size; medians."""
    hasil = []
    for n in besar:
        semua = []
        for ke in range(1, ulangan + 1):
            print(f"Batch {n} Polres, {pekerja} pekerja, ulangan {ke} dari {ulangan} …", flush=True)
            semua.append(batch(data, kerja, polres[:n], pekerja))
        detik = mid([u.detik for u in semua])
        hasil.append({
            "polres": n, "detik": detik, "detik_cpu": mid([u.detik_cpu for u in semua]), "detik_per_laporan": round(detik / n, 3),
            "laporan_per_menit": round(60 * n / detik, 2), "puncak_mb": mid([u.puncak_mb for u in semua]),
            "puncak_pekerja_mb": mid([max(u.pekerja_mb, default=0.0) for u in semua])})
    return hasil


def linear(tumbuh: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what one more report costs between the sizes, and how memory compares with that of the smallest."""
    langkah = [(b["detik"] - a["detik"]) / (b["polres"] - a["polres"]) for a, b in zip(tumbuh, tumbuh[1:], strict=False)]
    awal = tumbuh[0]["puncak_pekerja_mb"]
    return {
        "detik_laporan_tambahan": [round(x, 3) for x in langkah], "nisbah_langkah": round(langkah[-1] / langkah[0], 2) if len(langkah) > 1 and langkah[0] > 0 else None,
        "nisbah_memori": round(tumbuh[-1]["puncak_pekerja_mb"] / awal, 2) if awal else None}


def sample(akar: Path, data: Path, kerja: Path, polres: Sequence[str], pekerja: int, perender: Sequence[str]) -> dict[str, Any]:
    """Measure the stock way on a few Polres: one after the other, and as many at once as the batch has workers."""
    satu = []
    for p in polres:
        print(f"Cara biasa: {p} …", flush=True)
        satu.append(stock(Ruang(akar, p, TAHUN, data), kerja, FORMAT, perender))
    hasil: dict[str, Any] = {"contoh": len(polres), "berurutan": {}, "sejajar": {}}
    for r in perender:
        biaya = cost(satu, r)
        hasil["berurutan"][r] = biaya | {"laporan_per_menit": round(60 / biaya["detik"], 2)}
    if pekerja > 1:
        for r in perender:
            print(f"Cara biasa: {pekerja} sekaligus, perender {r} …", flush=True)
            mulai = time.perf_counter()
            with ThreadPoolExecutor(pekerja) as kolam:
                list(kolam.map(lambda i, r=r: stock(Ruang(akar, polres[i % len(polres)], TAHUN, data), kerja, FORMAT, [r], f"-{i}"), range(pekerja)))
            hasil["sejajar"][r] = {"laporan_per_menit": round(60 * pekerja / (time.perf_counter() - mulai), 2)}
    return hasil
