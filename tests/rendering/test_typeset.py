"""Typst in a process of its own makes the same bytes, and says the same of what it refuses."""

from __future__ import annotations

from threading import Barrier, Lock

import pytest

from helpers.rendering import typeset
from helpers.rendering.embedded import EmbeddedEngine

NASKAH = '#set document(title: "Uji", date: none)\n#set text(lang: "id", font: "huruf yang tidak ada")\nHalo – “dunia”'


def test_apart_or_here_is_the_same(tmp_path, monkeypatch):
    sumber = tmp_path / "naskah é.typ"
    sumber.write_text(NASKAH, encoding="utf-8")
    isi, kata = [], []
    for terpisah in (False, True):
        monkeypatch.setattr(typeset, "terpisah", terpisah)
        kata.append(typeset.typeset(sumber, tmp_path, tmp_path / "a.pdf"))
        isi.append((tmp_path / "a.pdf").read_bytes())
    assert isi[0] == isi[1] and isi[0].startswith(b"%PDF") and kata[0] == kata[1] != []


@pytest.mark.parametrize("terpisah", [False, True])
def test_what_typst_refuses(tmp_path, monkeypatch, terpisah):
    (tmp_path / "a.typ").write_text("#tidak-ada()", encoding="utf-8")
    monkeypatch.setattr(typeset, "terpisah", terpisah)
    with pytest.raises(typeset.Ditolak, match="unknown variable"):
        typeset.typeset(tmp_path / "a.typ", tmp_path, tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("terpisah", [False, True])
def test_a_process_of_many_documents_makes_their_formats_one_after_the_other(proyek, tmp_path, monkeypatch, terpisah):
    bersama, kunci, sedang, terbanyak = Barrier(3), Lock(), 0, 0

    def make(self, kerja):
        nonlocal sedang, terbanyak
        with kunci:
            sedang += 1
            terbanyak = max(terbanyak, sedang)
        if not terpisah:
            bersama.wait(timeout=60)  # goes on once all three are here
        with kunci:
            sedang -= 1
            (berkas := kerja.folder / f"{sedang}-{len(list(kerja.folder.iterdir()))}.txt").write_text("isi", encoding="utf-8")
        return berkas

    for nama in ("_html", "_pdf", "_docx"):
        monkeypatch.setattr(EmbeddedEngine, nama, make)
    monkeypatch.setattr(typeset, "terpisah", terpisah)
    assert len(EmbeddedEngine().render(proyek.akar, "lkip", ("html", "pdf", "docx"), tmp_path / "luaran")) == 3
    assert terbanyak == (1 if terpisah else 3)
