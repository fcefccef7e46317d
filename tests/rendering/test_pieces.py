"""A document in pieces is the same document, and a change in one place leaves the other pieces as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.rendering import embedded, typeset
from helpers.rendering.embedded import EmbeddedEngine
from helpers.rendering.pieces import split, typeset_in_pieces


@pytest.fixture
def sumber(proyek, tmp_path, monkeypatch) -> Path:
    """Return the source of the example document as Typst gets it, with its pictures beside it."""
    def keep(sumber: Path, akar: Path, tujuan: Path) -> list[str]:
        shutil.copytree(akar, tmp_path / "naskah")
        return typeset.typeset(sumber, akar, tujuan)

    monkeypatch.setattr(embedded, "typeset", keep)
    EmbeddedEngine().render(proyek.akar, "lkip", ["pdf"], tmp_path / "luaran")
    return tmp_path / "naskah" / "lkip.typ"


def pieces(sumber: Path) -> dict[str, str]:
    utama = split(sumber)
    return {b.name: b.read_text(encoding="utf-8") for b in sumber.parent.glob("lkip-*.typ") if b != utama}


def test_the_same_bytes(sumber, tmp_path):
    kata = typeset.typeset(split(sumber), sumber.parent, tmp_path / "potongan.pdf")
    assert kata == typeset.typeset(sumber, sumber.parent, tmp_path / "utuh.pdf")
    assert (tmp_path / "potongan.pdf").read_bytes() == (tmp_path / "utuh.pdf").read_bytes()
    assert len(pieces(sumber)) > 8


def test_a_change_is_in_its_own_piece(sumber):
    lama = pieces(sumber)
    isi = sumber.read_text(encoding="utf-8")
    label = next(b for b in isi.splitlines() if ")<tbl-" in b).rsplit("<", 1)[1].rstrip(">")
    awal = isi.rindex("#figure([\n", 0, isi.index(f")<{label}>"))
    sumber.write_text(isi[:awal] + isi[awal:].replace("table.hline(),", f"table.hline(), [baru], [#link(<{label}>)[1]],", 1), encoding="utf-8")
    baru = pieces(sumber)
    assert [n for n in lama if lama[n] != baru.get(n)] == [f"lkip-{label}-1.typ"] and len(baru) == len(lama)


def test_what_does_not_come_apart_is_set_whole(tmp_path):
    (tmp_path / "a.typ").write_text('#set document(title: "Uji", date: none)\n#set text(lang: "id")\n#[\n= Satu\n<satu>\n]\n', encoding="utf-8")
    assert typeset_in_pieces(tmp_path / "a.typ", tmp_path, tmp_path / "a.pdf") == []
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_what_typst_refuses_is_said_of_the_document(tmp_path):
    (tmp_path / "a.typ").write_text("= Satu\n<satu>\n#tidak-ada()\n", encoding="utf-8")
    with pytest.raises(typeset.Ditolak, match="tidak-ada"):
        typeset_in_pieces(tmp_path / "a.typ", tmp_path, tmp_path / "a.pdf")
