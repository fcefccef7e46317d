"""Kept results of stages: the same inputs are not worked on again, and nothing half-made is ever taken."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from helpers.errors import KesalahanMasukan
from helpers.pipeline.errors import KesalahanNotebook
from helpers.pipeline.kept import Simpanan
from helpers.pipeline.run import run, validate

from .conftest import RUANG, make_notebook
from .test_run import META, content


class Pembuat:
    """Makes a file, and counts how often."""

    def __init__(self, ke: Path, isi: str = "isi"):
        self.ke, self.isi, self.kali = ke, isi, 0

    def __call__(self) -> None:
        self.kali += 1
        (self.ke / "sub").mkdir()
        (self.ke / "sub" / "a.txt").write_text(self.isi, encoding="utf-8")


def stage(simpan: Simpanan, tmp_path: Path, bacaan: dict, isi: str = "isi", nama: str = "tahap") -> tuple[bool, Pembuat, str]:
    ke = Path(tmp_path, f"ke-{len(list(tmp_path.iterdir()))}")
    buat = Pembuat(ke, isi)
    ada = simpan(nama, bacaan, ke, buat)
    return ada, buat, (ke / "sub" / "a.txt").read_text(encoding="utf-8")


def test_the_same_inputs_give_the_kept_result_and_others_do_not(tmp_path):
    simpan = Simpanan(tmp_path / "s", "program")
    assert stage(simpan, tmp_path, {"a": 1})[0] is False
    ada, buat, isi = stage(simpan, tmp_path, {"a": 1}, "lain")
    assert ada and buat.kali == 0 and isi == "isi" and simpan.tahap == {"tahap": True}
    assert not stage(simpan, tmp_path, {"a": 2})[0]
    assert not stage(simpan, tmp_path, {"a": 1}, nama="lain")[0]
    assert not stage(Simpanan(tmp_path / "s", "program baru"), tmp_path, {"a": 1})[0]


def test_without_a_folder_nothing_is_kept(tmp_path):
    simpan = Simpanan()
    assert [stage(simpan, tmp_path, {})[1].kali for _ in range(2)] == [1, 1]


def test_asked_to_make_all_again_takes_nothing_and_replaces_what_was_kept(tmp_path):
    stage(Simpanan(tmp_path / "s"), tmp_path, {}, "lama")
    ada, buat, isi = stage(Simpanan(tmp_path / "s", pakai=False), tmp_path, {}, "baru")
    assert (ada, buat.kali, isi) == (False, 1, "baru")
    assert stage(Simpanan(tmp_path / "s"), tmp_path, {})[2] == "baru"


@pytest.mark.parametrize("rusak", [
    lambda f: (f / "isi" / "sub" / "a.txt").write_text("palsu", encoding="utf-8"),
    lambda f: (f / "isi" / "sub" / "a.txt").unlink(),
    lambda f: (f / "daftar.json").write_text("{", encoding="utf-8"),
    lambda f: (f / "daftar.json").write_text("[]", encoding="utf-8"),
    lambda f: (f / "daftar.json").unlink(),
])
def test_a_broken_result_is_made_again_and_kept_anew(tmp_path, rusak):
    simpan = Simpanan(tmp_path / "s")
    stage(simpan, tmp_path, {})
    (satu,) = (tmp_path / "s").iterdir()
    rusak(satu)
    assert stage(simpan, tmp_path, {})[0] is False
    assert stage(simpan, tmp_path, {})[0] is True


def test_a_failing_stage_keeps_nothing(tmp_path):
    simpan = Simpanan(tmp_path / "s")

    def fail() -> None:
        (tmp_path / "ke" / "a.txt").write_text("separuh", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simpan("tahap", {}, tmp_path / "ke", fail)
    assert not (tmp_path / "s").exists() and not stage(simpan, tmp_path, {})[0]


def test_a_copy_that_was_interrupted_is_no_result(tmp_path, monkeypatch):
    def interrupted(*args):
        raise KeyboardInterrupt

    simpan = Simpanan(tmp_path / "s")
    with monkeypatch.context() as m:
        m.setattr("helpers.pipeline.kept.os.rename", interrupted)
        with pytest.raises(KeyboardInterrupt):
            stage(simpan, tmp_path, {})
    assert not stage(simpan, tmp_path, {})[0]


def test_a_disk_that_takes_nothing_does_not_stop_the_run(tmp_path, monkeypatch):
    def full(*args, **opsi):
        raise OSError(28, "penuh")

    monkeypatch.setattr("helpers.pipeline.kept.tempfile.mkdtemp", full)
    assert stage(Simpanan(tmp_path / "s"), tmp_path, {})[2] == "isi"


def test_two_that_make_the_same_at_once_both_have_it(tmp_path):
    bersama, hasil = threading.Barrier(2, timeout=600), []

    def work(n: int) -> None:
        simpan, ke = Simpanan(tmp_path / "s"), tmp_path / f"ke{n}"

        def make() -> None:
            bersama.wait()  # both are sure that nothing is kept
            (ke / "a.txt").write_text("isi", encoding="utf-8")

        hasil.append((simpan("tahap", {}, ke, make), (ke / "a.txt").read_text(encoding="utf-8")))

    utas = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert hasil == [(False, "isi")] * 2
    assert [s.name[0] != "." for s in (tmp_path / "s").iterdir()] == [True]


def test_what_was_used_longest_ago_is_forgotten(tmp_path):
    simpan = Simpanan(tmp_path / "s", batas=2500)
    for n in range(3):
        stage(simpan, tmp_path, {"n": n}, "x" * 1000)
        (baru,) = {s for s in (tmp_path / "s").iterdir() if s.stat().st_mtime > 1e9}
        os.utime(baru, (n + 1, n + 1))
    assert stage(simpan, tmp_path, {"n": 0})[0]  # used again: now the newest
    sisa = tmp_path / "s" / ".baru-sisa"
    sisa.mkdir()
    os.utime(sisa, (1, 1))
    simpan.tidy()
    assert not sisa.exists()
    assert [stage(simpan, tmp_path, {"n": n}, "x" * 1000)[0] for n in (0, 2, 1)] == [True, True, False]


def again(ruang, simpan: Simpanan) -> dict[str, bool]:
    run(ruang, metadata=META, simpan=simpan)
    return simpan.tahap


NOTEBOOK = ("01_pembersihan", "02_validasi", "03_indeks", "04_analisis")


def test_a_run_takes_every_stage_and_gives_the_same_bytes(proyek, mesin):
    folder = proyek.akar / "build" / ".simpanan"
    assert not any(again(proyek, Simpanan(folder)).values())
    pertama, bersih = content(proyek.hasil), content(proyek.bersih)
    tahap = again(proyek, Simpanan(folder))
    assert set(tahap) == {*NOTEBOOK, "audit"} and all(tahap.values())
    assert content(proyek.hasil) == pertama and content(proyek.bersih) == bersih
    run(proyek, metadata=META)
    assert content(proyek.hasil) == pertama


@pytest.mark.parametrize("ubah, dibuat", [
    (lambda r: (r.mentah / "tabel-01.csv").write_text("kode,nilai\nH8,2\n", encoding="utf-8"), {"01_pembersihan", "02_validasi", "04_analisis"}),
    (lambda r: (r.mentah / "koreksi.yml").write_text("koreksi: []\n", encoding="utf-8"), {"02_validasi", "04_analisis"}),
    (lambda r: (r.mentah / "narasi.yml").write_text("saran: []\n", encoding="utf-8"), {"04_analisis"}),
    (lambda r: (r.metodologi / "polri" / "indikator.yml").write_text('versi: "1.3"\n', encoding="utf-8"), set(NOTEBOOK)),
    (lambda r: make_notebook(RUANG, "2 + 2", berkas=r.akar / "notebooks" / "03_indeks.ipynb"), {"03_indeks"}),
    (lambda r: (r.akar / "report" / "lkip.qmd").write_text("# LKIP baru\n", encoding="utf-8"), set()),
])
def test_only_what_reads_it_runs_again(proyek, mesin, ubah, dibuat):
    folder = proyek.akar / "build" / ".simpanan"
    again(proyek, Simpanan(folder))
    ubah(proyek)
    jalan = []
    run(proyek, metadata=META, simpan=Simpanan(folder), mulai=jalan.append)
    assert set(jalan) == dibuat
    hasil = content(proyek.hasil)
    run(proyek, metadata=META)
    assert content(proyek.hasil) == hasil


def test_a_notebook_that_fails_is_never_kept(proyek, mesin):
    folder, sumber = proyek.akar / "build" / ".simpanan", proyek.akar / "notebooks" / "03_indeks.ipynb"
    make_notebook("1 / 0", berkas=sumber)
    for _ in range(2):
        with pytest.raises(KesalahanNotebook):
            run(proyek, metadata=META, simpan=Simpanan(folder))
    make_notebook("from helpers.errors import KesalahanMasukan\nraise KesalahanMasukan('Buruk.')", berkas=sumber)
    for _ in range(2):
        with pytest.raises(KesalahanMasukan, match="Buruk"):
            run(proyek, metadata=META, simpan=Simpanan(folder))


def test_checks_and_document_share_what_was_kept(proyek, mesin):
    folder = proyek.akar / "build" / ".simpanan"
    validate(proyek, simpan=Simpanan(folder))
    hasil = run(proyek, metadata=META, simpan=Simpanan(folder))
    assert set(hasil.dipakai) == {"01_pembersihan", "02_validasi", "audit"}


def test_the_command_says_what_it_took_and_ulang_takes_nothing(perintah, proyek):
    data = ("--polres", "oku", "--tahun", "2023")
    perintah("run", *data)
    (proyek.mentah / "narasi.yml").write_text("saran: []\n", encoding="utf-8")
    keluaran = perintah("run", *data)[1]
    assert "Tidak berubah, dipakai lagi: notebook 01_pembersihan, notebook 02_validasi, notebook 03_indeks, halaman pemeriksaan\n" in keluaran
    pertama = content(proyek.hasil)
    assert "dipakai lagi" not in perintah("run", *data, "--ulang")[1] and content(proyek.hasil) == pertama
