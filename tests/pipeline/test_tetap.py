"""`lkip run` again with nothing changed: at once, nothing imported, nothing written; and only when the result is whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

AKAR = Path(__file__).parents[2]
DATA = ("--polres", "oku", "--tahun", "2023")
TETAP = "Tidak ada yang berubah sejak hasil terakhir"


def times(folder: Path) -> dict[str, int]:
    return {b.relative_to(folder).as_posix(): b.stat().st_mtime_ns for b in sorted(folder.rglob("*")) if b.is_file()}


def test_a_second_run_changes_nothing_and_says_so(perintah, proyek):
    pertama = perintah("run", *DATA)[1]
    assert TETAP not in pertama
    sebelum = times(proyek.hasil)
    kode, keluaran, galat = perintah("run", *DATA)
    assert kode == 0 and galat == "" and keluaran.startswith(TETAP)
    assert times(proyek.hasil) == sebelum and "✓" not in keluaran
    # the same summary and files as the run that made them
    assert keluaran.partition("\n")[2] == pertama[pertama.index("\n\n") + 1:]


def test_ulang_makes_it_again(perintah, proyek):
    perintah("run", *DATA)
    sebelum = times(proyek.hasil)
    keluaran = perintah("run", *DATA, "--ulang")[1]
    assert TETAP not in keluaran and "✓ Menyusun dokumen" in keluaran and times(proyek.hasil) != sebelum


@pytest.mark.parametrize("ubah", [
    lambda r: (r.hasil / "lkip.pdf").write_text("lain", encoding="utf-8"),
    lambda r: (r.hasil / "temuan.csv").unlink(),
    lambda r: (r.hasil / "tambahan.txt").write_text("x", encoding="utf-8"),
    lambda r: (r.mentah / "tabel-01.csv").write_text("kode,nilai\nH8,2\n", encoding="utf-8"),
    lambda r: (r.metodologi / "polri" / "indikator.yml").write_text('versi: "1.3"\n', encoding="utf-8"),
    lambda r: (r.akar / "report" / "lkip.qmd").write_text("# Lain\n", encoding="utf-8"),
    lambda r: (r.akar / "requirements.lock").write_text("pytest==1\n", encoding="utf-8"),
])
def test_a_changed_input_or_result_is_made_again(perintah, proyek, ubah):
    perintah("run", *DATA)
    baik = (proyek.hasil / "temuan.csv").read_bytes()
    ubah(proyek)
    kode, keluaran, _ = perintah("run", *DATA)
    assert kode == 0 and TETAP not in keluaran
    assert (proyek.hasil / "temuan.csv").read_bytes() == baik and not (proyek.hasil / "tambahan.txt").exists()
    assert TETAP in perintah("run", *DATA)[1]


def test_other_formats_are_another_result(perintah, proyek):
    perintah("run", *DATA)
    assert TETAP not in perintah("run", *DATA, "--format", "docx")[1]
    assert TETAP in perintah("run", *DATA, "--format", "docx")[1]
    assert TETAP not in perintah("run", *DATA)[1]


def test_options_are_part_of_the_result(proyek, mesin):
    from helpers.pipeline.run import run

    assert not run(proyek, metadata={}, lewati_sama=True).tetap
    assert run(proyek, metadata={}, lewati_sama=True).tetap
    assert not run(proyek, metadata={}, lewati_sama=True, pilihan={"data-docs": True}).tetap
    assert run(proyek, metadata={}, lewati_sama=True, pilihan={"data-docs": True}).tetap


def test_nothing_heavy_is_imported_and_no_process_started(tmp_path):
    """The real command over the real data, made to believe that its result is there."""
    (tmp_path / "oku-2023").mkdir()
    (tmp_path / "oku-2023" / "temuan.csv").write_text("id,tingkat,keluarga,judul\n", encoding="utf-8")
    program = f"""
import sys
import helpers.pipeline.inputs as masukan
masukan.is_current = lambda *a: True
from helpers.cli import main
try:
    main.sys.argv[1:] = ["run", "--polres", "oku", "--tahun", "2023", "--mesin", "embedded", "--ke", {str(tmp_path)!r}]
    main.main()
finally:
    import multiprocessing
    berat = {{"pandas", "numpy", "pyarrow", "great_expectations", "plotly", "IPython", "papermill", "nbformat", "openpyxl", "PIL", "typst", "dask"}}
    print("BERAT", sorted(berat & set(sys.modules)), multiprocessing.active_children())
"""
    hasil = subprocess.run([sys.executable, "-X", "utf8", "-c", program], capture_output=True, encoding="utf-8", check=False,
                           env={**os.environ, "LKIP_AKAR": str(AKAR)})
    assert hasil.returncode == 0, hasil.stderr
    assert TETAP in hasil.stdout and "BERAT [] []" in hasil.stdout, hasil.stdout
