"""Typst in a process of its own makes the same bytes, and says the same of what it refuses."""

from __future__ import annotations

import pytest

from helpers.rendering import typeset

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
