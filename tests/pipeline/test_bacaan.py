"""What the notebooks are declared to read is all they read: with results taken by it, real data gives the bytes of a run from nothing."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from pathlib import Path

import pytest

from helpers.indices.achievement import compute_achievements
from helpers.indices.material import narrow
from helpers.indices.recompute import compute_indices
from helpers.indices.restated import restate_indices
from helpers.paths import Ruang
from helpers.pipeline.kept import Simpanan
from helpers.pipeline.run import list_notebooks
from helpers.pipeline.stages import Kerangka, run_notebooks
from helpers.sources.facts import absent_facts, build_facts
from helpers.sources.workspace import load_input
from helpers.validation.values import choose_values

from .test_run import content

AKAR = Path(__file__).parents[2]
TABEL = "t61-alkom-satker.csv"


def run_all(ruang: Ruang, tmp_path: Path, simpan: Simpanan) -> tuple[dict[str, bool], dict[str, bytes]]:
    folder = tmp_path / f"jalan-{len(list(tmp_path.iterdir()))}"
    kerangka = Kerangka(ruang, folder / "sisih", lambda nama: contextlib.nullcontext(), simpan)
    run_notebooks(kerangka, list_notebooks(AKAR, ("0[1-3]_*.ipynb",)), folder / "notebooks")
    return simpan.tahap, content(ruang.bersih) | content(folder / "notebooks")


def change_cell(folder: Path, nama: str, semula: bytes, baru: bytes) -> None:
    """Change a cell and register the table anew, as someone does who corrects a figure."""
    paket, berkas = folder / "datapackage.json", folder / nama
    lama = berkas.read_bytes()
    berkas.write_bytes(lama.replace(semula, baru, 1))
    sidik = [hashlib.sha256(isi).hexdigest() for isi in (lama, berkas.read_bytes())]
    teks = paket.read_text(encoding="utf-8")
    assert sidik[0] != sidik[1] and sidik[0] in teks
    paket.write_text(teks.replace(*sidik), encoding="utf-8", newline="\n")


@pytest.fixture
def ruang(tmp_path: Path) -> Ruang:
    shutil.copytree(AKAR / "data" / "raw" / "oku" / "2023", tmp_path / "mentah" / "oku" / "2023")
    return Ruang(AKAR, "oku", 2023, tmp_path / "mentah", tmp_path / "luaran")


@pytest.mark.lambat
def test_kept_results_are_those_of_a_run_from_nothing(ruang, tmp_path):
    simpanan = tmp_path / "simpanan"
    assert not any(run_all(ruang, tmp_path, Simpanan(simpanan))[0].values())

    for nama, kalimat in (("narasi.yml", "\nsaran:\n  - Saran lain.\n"), ("koreksi.yml", "\n# catatan\n")):
        berkas = ruang.mentah / nama
        berkas.write_text(berkas.read_text(encoding="utf-8").replace("\nsaran:\n", kalimat, 1) + ("" if nama == "narasi.yml" else kalimat), encoding="utf-8")
    tahap, isi = run_all(ruang, tmp_path, Simpanan(simpanan))
    assert tahap == {"01_pembersihan": True, "02_validasi": False, "03_indeks": True}
    assert isi == run_all(ruang, tmp_path, Simpanan())[1]

    change_cell(ruang.mentah, TABEL, b"2 HT", b"3 HT")  # radios: no index is computed from them
    tahap, baru = run_all(ruang, tmp_path, Simpanan(simpanan))
    assert tahap == {"01_pembersihan": False, "02_validasi": False, "03_indeks": True}
    assert baru["fakta.csv"] != isi["fakta.csv"] and baru == run_all(ruang, tmp_path, Simpanan())[1]

    change_cell(ruang.mentah, "t64-capaian-akip.csv", b"78,3", b"78,4")  # what an indicator reached: its capaian is
    assert run_all(ruang, tmp_path, Simpanan(simpanan))[0] == dict.fromkeys(tahap, False)


def test_cleaning_and_checks_read_what_a_polres_plans_besides_the_methodology():
    """An indicator or step of its own is a quantity like all others; a kept result must not outlive it."""
    from helpers.methodology.combined import BERKAS_TAMBAHAN
    from helpers.pipeline.stages import BACAAN

    for nama in ("01_pembersihan", "02_validasi"):
        assert BERKAS_TAMBAHAN in BACAAN[nama].mentah, nama


def test_indices_need_no_more_than_they_are_given(ruang):
    masukan = load_input(ruang)
    m = masukan.metodologi
    fakta = build_facts(masukan.tabel, m, "oku", masukan.nama_wilayah)
    semua = choose_values(fakta, m.eksak, masukan.koreksi, "oku", m.concept)
    sebagian, tiada = narrow(semua, m, "oku"), absent_facts(fakta)
    assert 0 < len(sebagian) < len(semua)
    for hitung in (compute_achievements, restate_indices, lambda t, m, p: compute_indices(t, m, p, tiada)):
        assert hitung(sebagian, m, "oku").equals(hitung(semua, m, "oku"))
