"""Read, check and measure every Polres of a folder, and keep what a report over all of them needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, fields
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import KesalahanMasukan
from helpers.paths import VAR_LUARAN, Ruang, other_folder

#: Columns of each table; a missing number is NaN, a missing verdict None.
KOLOM = {
    "polres": ("polres", "nama", "polda", "metodologi", "fakta", "diperiksa", "terpenuhi"),
    "indikator": ("polres", "kode", "nama", "satuan", "target", "realisasi", "capaian", "tercapai", "realisasi_ulang", "realisasi_bawah", "dihitung"),
    "temuan": ("polres", "keluarga", "tingkat", "jumlah"),
    "gagal": ("polres", "sebab"),
}
_TAHUN = "tahun.txt"


@dataclass(frozen=True)
class Rekap:
    """Tables over many Polres, columns as `KOLOM`; one year."""

    tahun: int
    polres: pd.DataFrame
    indikator: pd.DataFrame
    temuan: pd.DataFrame
    gagal: pd.DataFrame


def gather(
    akar: Path, data: Path, polres: Iterable[str], tahun: int, *, pekerja: int = 1, kemajuan: Callable[[int], None] | None = None,
) -> Rekap:
    """Gather a folder of raw data; a broken Polres becomes a row of `gagal`.

    Parameters
    ----------
    akar : Path
        Project root.
    data : Path
        Folder of raw data.
    polres : iterable of str
    tahun : int
    pekerja : int
        Processes.
    kemajuan : callable, optional
        Told how many are done.
    """
    ruang = [Ruang(akar, p, tahun, data) for p in sorted(polres)]
    hasil: dict[str, dict[str, list[tuple]]] = {}
    if pekerja == 1:
        for r in ruang:
            hasil[r.polres] = gather_one(r)
            if kemajuan:
                kemajuan(len(hasil))
    else:
        with ProcessPoolExecutor(pekerja, get_context("spawn")) as kolam:
            tugas = {kolam.submit(gather_one, r): r.polres for r in ruang}
            for satu in as_completed(tugas):
                hasil[tugas[satu]] = satu.result()
                if kemajuan:
                    kemajuan(len(hasil))
    tabel = {n: pd.DataFrame([b for r in ruang for b in hasil[r.polres].get(n, ())], columns=list(k)) for n, k in KOLOM.items()}
    return Rekap(tahun, **tabel)


def gather_one(ruang: Ruang) -> dict[str, list[tuple]]:
    """Return the rows of one Polres."""
    try:
        return _measure(ruang)
    except KesalahanMasukan as galat:
        return {"gagal": [(ruang.polres, " ".join(galat.masalah))]}


def _measure(ruang: Ruang) -> dict[str, list[tuple]]:
    from helpers.indices.achievement import compute_achievements
    from helpers.indices.restated import restate_indices
    from helpers.sources.datapackage import choose_document
    from helpers.sources.facts import build_facts
    from helpers.sources.workspace import load_input
    from helpers.validation.findings import collect_findings
    from helpers.validation.relations import evaluate_relations
    from helpers.validation.values import choose_values

    choose_document(ruang, "lkip")
    masukan, polres, tahun = load_input(ruang), ruang.polres, ruang.tahun
    m = masukan.metodologi
    fakta = build_facts(masukan.tabel, m, polres, masukan.nama_wilayah)
    terpakai = choose_values(fakta, m.eksak, masukan.koreksi, polres, m.concept)
    residu = evaluate_relations(fakta, terpakai, m, polres, tahun, masukan.paket.resources)
    gagal = residu["lebih"] > 0
    temuan = collect_findings(residu[gagal], fakta[fakta["keraguan"] != ""], fakta, masukan.paket.resources, m, masukan.koreksi, masukan.nama_wilayah)
    capaian = compute_achievements(terpakai, m, polres)
    ulang = restate_indices(terpakai, m, polres)
    ulang = {u.kode: u for u in ulang[(ulang["tahun"] == tahun) & (ulang["periode"] == "TH")].itertuples()}
    indikator = []
    for c in capaian[capaian["tahun"] == tahun].itertuples():
        u = ulang.get(f"{c.kode}.realisasi")
        tercapai = None if c.tercapai is None or pd.isna(c.tercapai) else bool(c.tercapai)
        indikator.append((polres, c.kode, c.nama, c.satuan, c.target, c.realisasi, c.capaian, tercapai,
                          u.dinyatakan_ulang if u else float("nan"), u.bawah if u else float("nan"), bool(u and u.dihitung)))
    hitung = Counter((t.keluarga, t.tingkat) for t in temuan)
    return {
        "polres": [(polres, masukan.profil.nama, masukan.profil.polda.nama, m.kode, len(fakta), len(residu), int((~gagal).sum()))],
        "indikator": indikator, "temuan": [(polres, *k, n) for k, n in sorted(hitung.items())]}


def save(rekap: Rekap, folder: Path) -> None:
    """Write the tables for the notebook that shows them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _TAHUN).write_text(str(rekap.tahun), encoding="utf-8")
    for f in fields(rekap)[1:]:
        getattr(rekap, f.name).to_parquet(folder / f"{f.name}.parquet", index=False)


def load(folder: Path | None = None) -> Rekap:
    """Read the tables back; without a folder from where the notebook was told.

    Raises
    ------
    KesalahanMasukan
        When nothing was gathered.
    """
    folder = folder or other_folder(VAR_LUARAN)
    if folder is None or not (folder / _TAHUN).is_file():
        raise KesalahanMasukan("Data rekapitulasi belum dikumpulkan; jalankan lkip rekap --dari <folder data>.")
    isi: dict[str, Any] = {f.name: pd.read_parquet(folder / f"{f.name}.parquet") for f in fields(Rekap)[1:]}
    return Rekap(int((folder / _TAHUN).read_text(encoding="utf-8")), **isi)
