"""The same inputs give the same bytes."""

from __future__ import annotations

import pytest

from tests.rendering.contoh_proyek import Pembangun, make_engine


@pytest.mark.parametrize("nama", ["embedded", pytest.param("quarto", marks=pytest.mark.lambat)])
def test_two_renders_are_identical(nama, tmp_path):
    mesin = make_engine(nama)
    isi = []
    for kali in ("satu", "dua"):
        akar = tmp_path / kali / "proyek"
        akar.mkdir(parents=True)
        hasil = mesin.render(Pembangun(akar).akar, "lkip", ("html", "pdf", "docx"), tmp_path / kali / "luaran")
        isi.append([berkas.read_bytes() for berkas in hasil])
    assert isi[0] == isi[1]
