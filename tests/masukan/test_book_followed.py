"""A workbook that is followed: saved in Excel it becomes the raw data, broken it changes nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from rich.console import Console

from helpers.cli import babak
from helpers.cli.babak import Babak, BukuMasukan
from helpers.cli.ikuti import room_to_follow
from helpers.paths import Ruang
from helpers.pipeline.run import Hasil
from helpers.pipeline.watch import changed
from helpers.validation.difference import Terbitan

from .conftest import bare_project
from .isi import POLRES, TAHUN, describe
from .test_broken_books import K, as_bytes, baik  # noqa: F401  a fixture

_FAKTA = ("fakta_id", "polres", "kode", "wilayah", "tahun", "periode", "nilai_teks", "nilai")


@pytest.fixture
def akar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    akar = bare_project(tmp_path)
    monkeypatch.setenv("LKIP_AKAR", str(akar))
    monkeypatch.setattr(babak, "stage_digest", lambda akar: "program")
    monkeypatch.setattr(babak, "read_published", lambda folder: Terbitan(pd.DataFrame(columns=["id", "judul", "bagian"]), pd.DataFrame(columns=_FAKTA)))
    return akar


def test_saved_broken_and_repaired(akar, baik):  # noqa: F811
    berkas, layar, dibuat = akar / "buku.xlsx", io.StringIO(), []
    berkas.write_bytes(baik)
    buku = BukuMasukan(berkas)
    ruang = room_to_follow(POLRES, str(TAHUN), "", "", buku)

    def make(r: Ruang, simpan, kemajuan) -> Hasil:
        dibuat.append({b.name: b.read_bytes() for b in r.mentah.iterdir()})
        return Hasil(r.hasil, (), "palsu", "1", ())

    putaran = Babak(ruang, make, Console(file=layar, width=10_000), buku, pukul=lambda: "09.00.00")
    kini = putaran([], putaran.look())

    def save(isi: bytes) -> str:
        nonlocal kini
        layar.truncate(layar.seek(0))
        berkas.write_bytes(isi)
        dilihat = putaran.look()
        kini = putaran(changed(kini, dilihat), dilihat)
        assert changed(kini, putaran.look()) == []  # what the import wrote is no change of its own
        return layar.getvalue()

    wb = load_workbook(io.BytesIO(baik))
    t = describe(wb)[K]
    sel = next(c for c in (t.cell(r, t.kolom[-1]) for r in range(2, 9)) if isinstance(wb[K][c].value, int | float))
    wb[K][sel] = wb[K][sel].value + 1
    diubah = as_bytes(wb)
    assert "✓ buku buku.xlsx: " in save(diubah) and len(dibuat) == 2 and dibuat[0] != dibuat[1]
    mentah = dibuat[1]
    assert save(diubah[:5000]) == "09.00.00 ✗ buku buku.xlsx: Buku buku.xlsx bukan buku Excel atau rusak; pakai buku yang dibuat lkip init.\n"
    wb[K][sel] = "abc"
    assert f'✗ buku buku.xlsx: Lembar "{K}" sel {sel}' in save(as_bytes(wb))
    assert len(dibuat) == 2 and {b.name: b.read_bytes() for b in ruang.mentah.iterdir()} == mentah
    assert "✓ buku buku.xlsx: " in save(baik) and dibuat[2] == dibuat[0]
