"""Typst kept ready in a process beside: the same pages, in process after process, whatever happens to one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.rendering import typeset
from helpers.rendering.warm import PenataSiaga


def document(folder: Path, isi: str) -> Path:
    folder.mkdir()
    (folder / "a.typ").write_text(f'#set document(title: "A", date: none)\n#set text(lang: "id")\n= {isi}\n', encoding="utf-8")
    return folder / "a.typ"


@pytest.fixture
def siaga(monkeypatch):
    penata = PenataSiaga(batas=2)
    monkeypatch.setattr(typeset, "siaga", penata)
    yield penata
    penata.close()


def process(penata: PenataSiaga) -> int:
    return next(iter(penata._kolam._processes))


def test_the_same_pages_while_processes_come_and_go(siaga, tmp_path, monkeypatch):
    proses = []
    for n, isi in enumerate(["Satu", "Dua", "Tiga", "Satu"]):
        sumber = document(tmp_path / str(n), isi)
        typeset.typeset(sumber, sumber.parent, tmp_path / f"{n}.pdf")
        proses.append(process(siaga))
        siaga.rest()
    assert proses[0] == proses[1] != proses[2] == proses[3]
    monkeypatch.setattr(typeset, "siaga", None)
    for n in range(4):
        typeset.typeset(tmp_path / str(n) / "a.typ", tmp_path / str(n), tmp_path / "lain.pdf")
        assert (tmp_path / f"{n}.pdf").read_bytes() == (tmp_path / "lain.pdf").read_bytes()
    assert (tmp_path / "0.pdf").read_bytes() == (tmp_path / "3.pdf").read_bytes() != (tmp_path / "1.pdf").read_bytes()


def test_what_typst_refuses_is_refused_and_the_next_is_set(siaga, tmp_path):
    salah, benar = document(tmp_path / "salah", "#tidak-ada"), document(tmp_path / "benar", "Satu")
    for _ in range(2):
        with pytest.raises(typeset.Ditolak, match="tidak-ada"):
            typeset.typeset(salah, salah.parent, tmp_path / "a.pdf")
    siaga.rest()
    assert typeset.typeset(benar, benar.parent, tmp_path / "a.pdf") == [] and (tmp_path / "a.pdf").is_file()


def test_a_killed_process_is_replaced(siaga, tmp_path):
    sumber = document(tmp_path / "a", "Satu")
    typeset.typeset(sumber, sumber.parent, tmp_path / "a.pdf")
    for satu in siaga._kolam._processes.values():
        satu.kill()
        satu.join()
    typeset.typeset(sumber, sumber.parent, tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
