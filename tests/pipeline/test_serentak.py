"""Formats that are rendered side by side: the same result, and a fault in one of them stops all; Quarto's formats are one stage."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import KesalahanMasukan
from helpers.pipeline.kept import Simpanan
from helpers.pipeline.run import run
from helpers.rendering.quarto import QuartoEngine

from .test_run import META, content, leftovers


def test_side_by_side_or_one_after_the_other_is_the_same(proyek, mesin):
    run(proyek, metadata=META, format=("html", "pdf", "docx"))
    pertama = content(proyek.hasil)
    mesin.serentak = True
    urutan = []
    run(proyek, metadata=META, format=("html", "pdf", "docx"), lampiran=lambda p, t: urutan.append((t / "lkip.html").is_file()) or {})
    assert content(proyek.hasil) == pertama and urutan == [True]


@pytest.mark.parametrize("gagal", ["html", "pdf"])
def test_a_fault_in_one_format_leaves_the_last_result(proyek, mesin, monkeypatch, gagal):
    run(proyek, metadata=META)
    pertama, asal = content(proyek.hasil), type(mesin).render
    mesin.serentak = True

    def render(self, proyek, profil, format, luaran, simpan=None):  # noqa: A002
        if gagal in format:
            raise KesalahanMasukan(f"{gagal} ditolak")
        return asal(self, proyek, profil, format, luaran, simpan)

    monkeypatch.setattr(type(mesin), "render", render)
    with pytest.raises(KesalahanMasukan, match=gagal):
        run(proyek, metadata=META)
    assert content(proyek.hasil) == pertama and leftovers(proyek.hasil.parent) == ["oku-2023"]


def test_quarto_renders_again_only_when_a_file_of_the_project_changed(tmp_path, monkeypatch):
    proyek, jalan = tmp_path / "proyek", []
    (proyek / "report").mkdir(parents=True)
    for nama, isi in {"_quarto.yml": "execute: {enabled: false}\n", "_quarto-lkip.yml": "project: {render: [report/lkip.qmd]}\n", "report/lkip.qmd": "# A\n"}.items():
        (proyek / nama).write_text(isi, encoding="utf-8")

    def render(self, proyek: Path, profil: str, format: tuple[str, ...], luaran: Path) -> list[Path]:  # noqa: A002
        jalan.append(format)
        luaran.mkdir(parents=True, exist_ok=True)
        for f in format:
            (luaran / f"{profil}.{f}").write_text((proyek / "report" / "lkip.qmd").read_text(encoding="utf-8") + f, encoding="utf-8")
        return [luaran / f"{profil}.{f}" for f in format]

    monkeypatch.setattr(QuartoEngine, "_render", render)

    def again(kali: int) -> list[str]:
        berkas = QuartoEngine("quarto", "1.9").render(proyek, "lkip", ("html", "pdf"), tmp_path / f"luaran-{kali}", Simpanan(tmp_path / "s"))
        return [b.read_text(encoding="utf-8") for b in berkas]

    assert again(1) == again(2) == ["# A\nhtml", "# A\npdf"] and len(jalan) == 1
    (proyek / "report" / "lkip.qmd").write_text("# B\n", encoding="utf-8")
    assert again(3) == ["# B\nhtml", "# B\npdf"] and len(jalan) == 2
