"""Pandoc is given more memory where it takes such an option, and is used as it is where it does not."""

from __future__ import annotations

from helpers.rendering import embedded
from helpers.rendering.embedded import PACU, EmbeddedEngine


def test_the_bundled_pandoc_takes_the_option():
    mesin = EmbeddedEngine()
    assert mesin.perintah == (mesin.pandoc, *PACU) and mesin.versi.startswith("pandoc 3")


def test_a_pandoc_that_refuses_it_is_called_without(monkeypatch):
    monkeypatch.setattr(embedded, "PACU", ("+RTS", "--tidak-ada", "-RTS"))
    mesin = EmbeddedEngine()
    assert mesin.perintah == (mesin.pandoc,) and mesin.versi == EmbeddedEngine().versi
