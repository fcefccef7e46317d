"""Measure validation: of one Polres in a warm process, and of a generated country of a million facts.

Validation is choosing the values, evaluating every relation, checking with Great Expectations, and collecting the
findings. The country is made of consistent Polres; in every `SALAH_TIAP`-th one a cell is wrong, and exactly those must be found.
Its Polres are evaluated on all cores, a process each; Great Expectations then checks all residuals together.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.methodology.rules import Metodologi, load_methodology
from helpers.paths import Ruang
from helpers.pipeline.process import tune_for_one_run
from helpers.sintetis.bahan import draw
from helpers.sintetis.paket import Contoh, make
from helpers.sintetis.rinci import detail
from helpers.sintetis.rusak import plant
from helpers.sintetis.tempat import draw_places
from helpers.sources.datapackage import Tabel
from helpers.sources.facts import build_facts
from helpers.sources.workspace import load_input
from helpers.validation import expectations
from helpers.validation.findings import Temuan, collect_findings
from helpers.validation.relations import evaluate_relations
from helpers.validation.values import choose_values

#: Polres that differ in their numbers; the country repeats them under names of their own.
RAGAM = 50
_metodologi: Metodologi
_tabel: list[Tabel]
SALAH_TIAP = 40
TAHUN, BENIH = 2023, 7
#: The error planted, and the finding it must raise.
RUPA_SALAH = ("rasio", f"rasio-h8-{TAHUN}")


class Pencatat:
    """Adds up what each stage costs."""

    def __init__(self) -> None:
        self.detik: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    def __call__(self, nama: str, fungsi: Callable, *isi: Any, **opsi: Any) -> Any:
        """Call a function and add its time to a stage."""
        mulai, cpu = time.perf_counter(), time.process_time()
        hasil = fungsi(*isi, **opsi)
        self.detik[nama] = self.detik.get(nama, 0.0) + time.perf_counter() - mulai
        self.cpu[nama] = self.cpu.get(nama, 0.0) + time.process_time() - cpu
        return hasil

    def stages(self) -> list[dict[str, Any]]:
        """Return the stages as the benchmark shows them."""
        return [{"nama": n, "detik": round(d, 3), "detik_cpu": round(self.cpu[n], 3)} for n, d in self.detik.items()]


def validate_one(ruang: Ruang, ulangan: int = 3) -> dict[str, Any]:
    """Validate one Polres in a warm process: the first round, which imports Great Expectations, is left out."""
    masukan = load_input(ruang)
    m = masukan.metodologi
    fakta = build_facts(masukan.tabel, m, ruang.polres, masukan.nama_wilayah)
    terbaik: Pencatat | None = None
    for _ in range(ulangan + 1):
        catat = Pencatat()
        terpakai = catat("nilai terpakai", choose_values, fakta, m.eksak, masukan.koreksi, ruang.polres)
        residu = catat("relasi", evaluate_relations, fakta, terpakai, m, ruang.polres, ruang.tahun, masukan.paket.resources)
        hasil = catat("Great Expectations", expectations.validate, fakta, residu, m)
        temuan = catat("temuan", collect_findings, expectations.failing_residuals(residu, hasil), expectations.doubtful_facts(fakta, hasil),
                       fakta, masukan.paket.resources, m, masukan.koreksi, masukan.nama_wilayah)
        if terbaik is None or sum(catat.detik.values()) < sum(terbaik.detik.values()):
            terbaik = catat
    return _result(terbaik, polres=1, fakta=len(fakta), residu=len(residu), temuan=len(temuan))


def validate_country(ruang: Ruang, jumlah: int) -> dict[str, Any]:
    """Generate a country of about `jumlah` facts and validate it."""
    m = load_input(ruang).metodologi
    negara, tabel = generate(m, jumlah), describe(m)
    catat, semua = Pencatat(), []
    # the country may be split anywhere: no relation reaches beyond its Polres
    inti = os.cpu_count() or 1
    with ProcessPoolExecutor(inti, get_context("spawn"), prepare, (ruang.metodologi, m.kode)) as kolam:
        list(kolam.map(time.sleep, [0.5] * inti))  # the processes are ready before time is taken
        for isi, cpu in catat("nilai terpakai dan relasi", lambda: list(kolam.map(evaluate, negara.items(), chunksize=8))):
            semua.append(isi)
            catat.cpu["nilai terpakai dan relasi"] += cpu
    fakta, residu = catat("penggabungan", lambda: (pd.concat(negara.values(), ignore_index=True), pd.concat(semua, ignore_index=True)))
    residu["no"] = range(1, len(residu) + 1)
    semua.clear()
    hasil = catat("Great Expectations", expectations.validate, fakta, residu, m)
    temuan = catat("temuan", _findings, residu, fakta, negara, hasil, tabel, m)
    salah = {p for i, p in enumerate(negara) if i % SALAH_TIAP == 0}
    if {p: [t.id for t in isi] for p, isi in temuan.items()} != {p: [RUPA_SALAH[-1]] for p in salah}:
        raise SystemExit(f"Validasi negara keliru: temuan pada {len(temuan)} Polres, padahal {len(salah)} Polres dibuat salah.")
    return _result(catat, polres=len(negara), fakta=len(fakta), residu=len(residu), temuan=sum(map(len, temuan.values())))


def prepare(folder: Path, kode: str) -> None:
    """Load the methodology, once for each process."""
    global _metodologi, _tabel
    tune_for_one_run()
    _metodologi = load_methodology(folder, kode)
    _tabel = describe(_metodologi)


def evaluate(isi: tuple[str, pd.DataFrame]) -> tuple[pd.DataFrame, float]:
    """Choose the values of one Polres and evaluate its relations; returns the residuals and the seconds of CPU used."""
    m = _metodologi
    polres, fakta = isi
    mulai = time.process_time()
    residu = evaluate_relations(fakta, choose_values(fakta, m.eksak, (), polres), m, polres, TAHUN, _tabel)
    return residu.assign(polres=polres), time.process_time() - mulai


def sample(m: Metodologi) -> list[Contoh]:
    """Draw the Polres the country repeats."""
    acak = random.Random(BENIH)
    return [make(m, detail(m, draw(m, t, TAHUN, acak), acak)) for t in draw_places(RAGAM, acak)]


def generate(m: Metodologi, jumlah: int) -> dict[str, pd.DataFrame]:
    """Make facts of many Polres, by name; about `jumlah` facts together."""
    contoh = []
    for c in sample(m):
        asal = c.bahan.tempat.kode
        baik = build_facts(c.read(), m, asal, c.bahan.polsek)
        plant(c, RUPA_SALAH[0])
        contoh.append((asal, baik, build_facts(c.read(), m, asal, c.bahan.polsek)))
    negara: dict[str, pd.DataFrame] = {}
    ada = 0
    while ada < jumlah:
        i = len(negara)
        asal, *fakta = contoh[i % RAGAM]
        pilih = fakta[i % SALAH_TIAP == 0]
        polres = f"polres-{i:04d}"
        negara[polres] = pilih.assign(polres=polres, fakta_id=pilih["fakta_id"] + "@" + polres, wilayah=pilih["wilayah"].replace(asal, polres))
        ada += len(pilih)
    return negara


def describe(m: Metodologi) -> list[Tabel]:
    """Return the tables every Polres of the country prints."""
    return [t.tabel for t in sample(m)[0].read()]


def _findings(
    residu: pd.DataFrame, fakta: pd.DataFrame, negara: dict[str, pd.DataFrame], hasil: list, tabel: list[Tabel], m: Metodologi,
) -> dict[str, list[Temuan]]:
    """Collect the findings of every Polres that has any."""
    gagal, ragu = expectations.failing_residuals(residu, hasil), expectations.doubtful_facts(fakta, hasil)
    return {
        p: collect_findings(gagal[gagal["polres"] == p], ragu[ragu["polres"] == p], negara[p], tabel, m, (), {w: w for w in negara[p]["wilayah"].unique()})
        for p in dict.fromkeys([*gagal["polres"], *ragu["polres"]])
    }


def _result(catat: Pencatat, **jumlah: int) -> dict[str, Any]:
    return {**jumlah, "detik": round(sum(catat.detik.values()), 3), "detik_cpu": round(sum(catat.cpu.values()), 3), "tahap": catat.stages()}
