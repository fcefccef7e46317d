"""`lkip batch`: every report once and whole, whatever breaks on the way."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from distributed import Client

from helpers.cli.banyak import _requests, _worker_fault
from helpers.cli.kemajuan import duration
from helpers.cli.main import main
from helpers.cli.ringkasan import CSV, HALAMAN, Baris, write_summary
from helpers.pipeline.distribute import distribute
from helpers.pipeline.verify import verify
from helpers.rendering.offline import network_addresses
from helpers.sintetis.negeri import generate
from tests.conftest import AKAR

from .conftest import LINGKUNGAN, PERINTAH, batch, content


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / CSV).open(encoding="utf-8-sig", newline="") as isi:
        return list(csv.DictReader(isi))


def wait_for(syarat, batas: float = 600.0) -> None:
    akhir = time.monotonic() + batas
    while not syarat():
        assert time.monotonic() < akhir, "waited too long"
        time.sleep(0.05)


def end(*proses: subprocess.Popen) -> None:
    for p in proses:
        p.kill()
        p.wait()


def address(berkas: Path) -> str:
    """Return the address of a scheduler once its file is written whole."""
    wait_for(lambda: berkas.exists() and berkas.read_text(encoding="utf-8").strip().endswith("}"))
    return json.loads(berkas.read_text(encoding="utf-8"))["address"]


def wait_for_workers(alamat: str, banyak: int) -> None:
    with Client(alamat, timeout=600) as klien:
        klien.wait_for_workers(banyak, timeout=600)


def published(ke: Path, polres: list[str]) -> set[str]:
    return {p for p in polres if (ke / f"{p}-2023" / "manifest.json").is_file()}


def stopped_in_its_work(proses: subprocess.Popen, di_tengah) -> bool:
    """Stop a process in the midst of its work; where it has got on meanwhile let it go on."""
    if not di_tengah():
        return False
    p = psutil.Process(proses.pid)
    p.suspend()
    wait_for(lambda: p.status() == psutil.STATUS_STOPPED)
    if not (ya := di_tengah()):
        p.resume()
    return ya


@pytest.mark.lambat
def test_one_broken_polres_never_stops_the_rest_and_a_rerun_skips(data, tmp_path):
    dari, (a, b, c) = data(3)
    (dari / b / "2023" / "kinerja.csv").write_text("rusak\n", encoding="utf-8")
    ke = tmp_path / "hasil"
    kode, teks = batch("--dari", dari, "--ke", ke, "--pekerja", 2)
    assert kode == 1 and "Laporan: 2 dibuat, 0 tetap, 1 gagal" in teks and "laporan/menit" in teks and "sisa" in teks
    assert [(r["polres"], r["keadaan"], r["kritis"]) for r in rows(ke)] == [(a, "terbit", "0"), (b, "gagal", ""), (c, "terbit", "0")]
    assert "Berkas kinerja.csv baris 1" in rows(ke)[1]["keterangan"] and not (ke / f"{b}-2023").exists()
    halaman = (ke / HALAMAN).read_text(encoding="utf-8")
    assert "Berkas kinerja.csv baris 1" in halaman and f'href="{a}-2023/lkip.html"' in halaman and not network_addresses(halaman)
    for polres in (a, c):
        assert verify(ke / f"{polres}-2023", AKAR, dari).sama

    # nothing changed: nothing is made, not one byte differs
    sebelum, asal = content(ke), {p: (ke / f"{p}-2023").stat().st_ino for p in (a, c)}
    kode, teks = batch("--dari", dari, "--ke", ke, "--polres", f"{a},{c}")
    assert kode == 0 and "Laporan: 0 dibuat, 2 tetap, 0 gagal" in teks
    assert {k: v for k, v in content(ke).items() if not k.startswith("ringkasan")} == {k: v for k, v in sebelum.items() if not k.startswith("ringkasan")}

    # one changed: only that one is made
    profil = dari / c / "2023" / "profil.yml"
    profil.write_text(profil.read_text(encoding="utf-8").replace("yang aman", "yang sangat aman"), encoding="utf-8")
    kode, teks = batch("--dari", dari, "--ke", ke, "--polres", f"{a},{c}")
    assert kode == 0 and "Laporan: 1 dibuat, 1 tetap, 0 gagal" in teks
    assert (ke / f"{a}-2023").stat().st_ino == asal[a] and (ke / f"{c}-2023").stat().st_ino != asal[c]


@pytest.mark.lambat
def test_a_polres_with_a_plan_gets_both_documents_and_a_rerun_makes_only_the_one_that_is_gone(tmp_path):
    dari, ke = tmp_path / "data", tmp_path / "hasil"
    generate(AKAR, dari, jumlah=1, benih=7, realisasi=0)
    [polres] = [f.parent.name for f in dari.glob("*/2023")]
    lkip, rencana = ke / f"{polres}-2023", ke / f"{polres}-2023-rencana-aksi"
    kode, teks = batch("--dari", dari, "--ke", ke)
    assert kode == 0 and "Laporan: 1 dibuat, 0 tetap, 0 gagal" in teks
    assert [r["halaman"] for r in rows(ke)] == [f"{polres}-2023/lkip.html {polres}-2023-rencana-aksi/rencana-aksi.html"]
    assert all(f'href="{h}"' in (ke / HALAMAN).read_text(encoding="utf-8") for h in rows(ke)[0]["halaman"].split())
    for folder in (lkip, rencana):
        assert verify(folder, AKAR, dari).sama
    sebelum, asal = content(rencana), lkip.stat().st_ino
    shutil.rmtree(rencana)
    kode, teks = batch("--dari", dari, "--ke", ke)
    assert kode == 0 and "Laporan: 1 dibuat, 0 tetap, 0 gagal" in teks
    assert content(rencana) == sebelum and lkip.stat().st_ino == asal
    assert "Laporan: 0 dibuat, 1 tetap, 0 gagal" in batch("--dari", dari, "--ke", ke)[1]


@pytest.mark.lambat
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_after_a_kill_the_same_command_makes_the_rest(data, tmp_path):
    dari, polres = data(2)
    ke = tmp_path / "hasil"
    opsi = ["--dari", str(dari), "--ke", str(ke), "--pekerja", "1"]
    with subprocess.Popen([*PERINTAH, *opsi], env=LINGKUNGAN, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as p:
        wait_for(lambda: published(ke, polres) or p.poll() is not None)   # the other one is under way
        anak = psutil.Process(p.pid).children(recursive=True)
        p.send_signal(signal.SIGKILL)
        p.wait()
    _, hidup = psutil.wait_procs(anak, timeout=600)  # workers do not outlive who started them
    assert not [a for a in hidup if a.is_running() and a.status() != psutil.STATUS_ZOMBIE]
    sudah = published(ke, polres)
    assert sudah
    kode, teks = batch(*opsi)
    assert kode == 0 and f"Laporan: {2 - len(sudah)} dibuat, {len(sudah)} tetap, 0 gagal" in teks
    assert not list(ke.glob(".kerja-*")) and all(verify(ke / f"{p}-2023", AKAR, dari).sama for p in polres)


@pytest.mark.lambat
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_scheduler_whose_worker_is_killed_still_makes_every_report_once(data, tmp_path):
    dari, polres = data(3)
    ke, berkas = tmp_path / "hasil", tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]

    def two_under_way() -> bool:
        return sum(bool(list(ke.glob(f".kerja-{p}-2023.*/proyek/notebooks/01*"))) and not (ke / f"{p}-2023").exists() for p in polres) == 2

    def start(*perintah: object) -> subprocess.Popen:
        return subprocess.Popen([*dask, *map(str, perintah)], env=LINGKUNGAN, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    proses = [start("scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard", "--no-show", "--scheduler-file", berkas)]
    try:
        alamat = address(berkas)
        proses += [start("worker", alamat, "--host", "127.0.0.1", "--nthreads", 1, "--no-nanny", "--no-dashboard", "--local-directory", tmp_path / f"p{i}")
                   for i in range(2)]
        wait_for_workers(alamat, 2)
        with subprocess.Popen([*PERINTAH, "--dari", str(dari), "--ke", str(ke), "--scheduler", alamat], env=LINGKUNGAN,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8") as klien:
            # two reports are under way and one worker stands still: one of them is its own
            wait_for(lambda: klien.poll() is not None or stopped_in_its_work(proses[-1], two_under_way))
            end(proses.pop())
            terbit: dict[str, set[int]] = {p: set() for p in polres}  # every publication is a folder of its own
            while (berjalan := klien.poll() is None) or not all(terbit.values()):
                for p in polres:
                    if (folder := ke / f"{p}-2023").is_dir():
                        terbit[p].add(folder.stat().st_ino)
                        assert (folder / "manifest.json").is_file()  # never half a folder
                if not berjalan:
                    break
                time.sleep(0.05)
            teks = klien.stdout.read()
        assert klien.returncode == 0 and "Laporan: 3 dibuat, 0 tetap, 0 gagal" in teks, teks
        assert {p: len(x) for p, x in terbit.items()} == dict.fromkeys(polres, 1)
        assert not list(ke.glob(".kerja-*")) and all(verify(ke / f"{p}-2023", AKAR, dari).sama for p in polres)
    finally:
        end(*proses)


def _half(x: int) -> float:
    if x == 13:
        os._exit(1)
    return 1 / (x - 2)


@pytest.mark.lambat
def test_what_kills_its_worker_comes_back_as_an_exception_and_the_rest_is_done():
    hasil = dict(distribute(_half, {str(x): x for x in (0, 2, 4, 13)}, pekerja=2))
    assert (hasil["0"], hasil["4"]) == (-0.5, 0.5) and isinstance(hasil["2"], ZeroDivisionError) and type(hasil["13"]).__name__ == "KilledWorker"


@pytest.mark.lambat
def test_a_scheduler_that_is_killed_leaves_what_it_did_and_a_sentence_for_the_rest(tmp_path):
    berkas = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    diam = {"cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", str(berkas)], **diam)
    try:
        alamat = address(berkas)
        # room for all three at once: which one a scheduler hands out first is its own affair
        pekerja = subprocess.Popen([*dask, "worker", alamat, "--nthreads", "3", "--no-nanny", "--no-dashboard"], **diam)
        try:
            wait_for_workers(alamat, 1)
            hasil = {}
            for kunci, satu in distribute(time.sleep, {"a": 0.0, "b": 0.0, "c": 600.0}, scheduler=alamat):
                hasil[kunci] = satu
                if len(hasil) == 2:
                    end(scheduler)
            assert (hasil["a"], hasil["b"]) == (None, None) and "Scheduler berhenti" in _worker_fault(hasil["c"])
        finally:
            end(pekerja)
    finally:
        end(scheduler)


def test_a_report_that_another_command_is_making_is_waited_for(tmp_path, monkeypatch):
    import helpers.pipeline.run as jalan
    from helpers.cli import satu
    from helpers.pipeline.inputs import program_digest
    from helpers.pipeline.publish import SedangDikerjakan

    generate(AKAR, tmp_path / "data", jumlah=1, benih=4)
    [folder] = (tmp_path / "data").glob("*/2023")
    jawaban = [SedangDikerjakan("Perintah lain sedang mengerjakannya."), SedangDikerjakan("Masih."), SimpleNamespace(tetap=True)]

    def run(*_, **__):
        isi = jawaban.pop(0)
        if isinstance(isi, Exception):
            raise isi
        return isi

    monkeypatch.setattr(jalan, "run", run)
    monkeypatch.setattr(satu, "_TUNGGU", 0.0)
    p = satu.Permintaan(str(AKAR), str(tmp_path / "data"), str(tmp_path / "hasil"), folder.parent.name, 2023, ("html",), "embedded", program_digest(AKAR))
    assert satu.make_one(p).keadaan == satu.TETAP and not jawaban


@pytest.mark.parametrize(("opsi", "kalimat"), [
    (["--dari", "nihil"], "Folder data \"nihil\" tidak ada"),
    (["--dari", "kosong"], "tidak memuat data Polres"),
    (["--dari", "ada", "--ke", "ada/hasil"], "tidak boleh berada di dalam folder data"),
    (["--dari", "ada", "--polres", "x,y"], "Polres y tidak ada"),
    (["--dari", "ada", "--tahun", "2020"], "tidak memuat data Polres"),
    (["--dari", "ada", "--format", "doc"], "Format doc tidak dikenal"),
    (["--dari", "ada", "--pekerja", "-1"], "periksa --pekerja"),
    (["--dari", "ada", "--pekerja", "2", "--scheduler", "tcp://127.0.0.1:1"], "periksa --pekerja"),
    (["--dari", "ada", "--ke", "berkas/hasil"], "Folder hasil \"hasil\" tidak dapat ditulisi"),
])
def test_impossible_requests_are_one_sentence(tmp_path, monkeypatch, capsys, opsi, kalimat):
    monkeypatch.setenv("LKIP_AKAR", str(AKAR))
    monkeypatch.chdir(tmp_path)
    for nama in ("kosong", "ada/x/2023"):
        (tmp_path / nama).mkdir(parents=True)
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    with pytest.raises(SystemExit) as keluar:
        main(["batch", *opsi])
    galat = capsys.readouterr().err
    assert keluar.value.code == 2 and kalimat in galat and len(galat.splitlines()) == 1


@pytest.mark.lambat
def test_a_scheduler_that_is_not_there(tmp_path):
    (tmp_path / "ada" / "x" / "2023").mkdir(parents=True)
    kode, teks = batch("--dari", tmp_path / "ada", "--ke", tmp_path / "hasil", "--scheduler", "tcp://127.0.0.1:1")
    assert kode == 2 and "Scheduler tcp://127.0.0.1:1 tidak menjawab" in teks


def test_the_summary_is_harmless_and_always_the_same(tmp_path):
    baris = [Baris("a", 2023, "=HYPERLINK(1)", "Polda <b>", "terbit", 1, 2, 3, "", "lkip.html"), Baris("b", 2023, "", "", "gagal", None, None, None, "Berkas <x> hilang.")]
    write_summary(baris, tmp_path / "s")
    pertama = content(tmp_path / "s")
    write_summary(baris, tmp_path / "s")
    assert content(tmp_path / "s") == pertama and set(pertama) == {CSV, HALAMAN}
    assert "'=HYPERLINK" in pertama[CSV].decode("utf-8-sig")
    halaman = pertama[HALAMAN].decode("utf-8")
    assert "&lt;x&gt;" in halaman and "1 dari 2 laporan terbit, 1 gagal. Temuan pada semua laporan: 1 kritis, 2 peringatan, 3 info." in halaman


def test_years_of_one_polres_are_reports_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setenv("LKIP_AKAR", str(AKAR))
    for nama in ("a/2022", "a/2023", "b/2023", "b/catatan", "c/20233"):
        (tmp_path / "data" / nama).mkdir(parents=True)
    data, ke = str(tmp_path / "data"), str(tmp_path / "hasil")
    semua = _requests(data, ke, "", 0, ("html",), "embedded")
    assert list(semua) == ["a-2022", "a-2023", "b-2023"] and len({p.room(AKAR).hasil for p in semua.values()}) == 3
    assert list(_requests(data, ke, "a", 0, ("html",), "embedded")) == ["a-2022", "a-2023"]
    assert list(_requests(data, ke, "", 2023, ("html",), "embedded")) == ["a-2023", "b-2023"]


def test_a_result_that_vanished_is_told_in_the_summary(tmp_path):
    from helpers.cli.ringkasan import describe
    from helpers.paths import Ruang

    baris = describe(Ruang(AKAR, "oku", 2023, None, tmp_path), "")
    assert baris.keadaan == "gagal" and "kemudian dihapus" in baris.keterangan and baris.kritis is None


def test_durations_read_well():
    assert [duration(x) for x in (0, 45.4, 89, 95, 3_600, 5_400, 86_400)] == [
        "0 detik", "45 detik", "89 detik", "2 menit", "60 menit", "1 jam 30 menit", "24 jam 0 menit"]
