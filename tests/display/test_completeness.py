"""The completeness check can fail: sections taken away, outputs not embedded, and outputs that say nothing are all told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.display import approval, completeness
from helpers.display.completeness import ADA, BLOK, LUAR, SEBAGIAN, TIADA, Kerangka, examine, read_outline
from helpers.errors import KesalahanMasukan
from helpers.sources.fingerprint import content_hash, content_list
from tests.narrative.contoh_bahan import AKAR, make_material, methodology

LAPORAN = AKAR / "report" / "lkip.qmd"


@pytest.fixture(scope="module")
def kerangka() -> Kerangka:
    return read_outline(LAPORAN)


def _full(b) -> dict[str, str]:
    """Return outputs in which everything is present."""
    ekor = [i.kode.lower() for i in b.indicators]
    jangkar = "\n".join(f"[x]{{#{u.per_indikator}-{e}}}" for u in b.metodologi.kelengkapan.unsur if u.per_indikator for e in ekor)
    return dict.fromkeys(BLOK, f'isi <td data-angka="t01-x:2:y">1</td>\n{jangkar}\n[]{{#{approval.LENGKAP}}}')


def _status(hasil, kode: str) -> str:
    return next(h.status for h in hasil if h.unsur.kode == kode)


def test_a_full_document_is_complete(kerangka):
    b = make_material({})
    hasil = examine(b, kerangka, _full(b))
    assert {h.status for h in hasil} == {ADA, LUAR}
    assert completeness.coverage(hasil)[0] == pytest.approx(100) and completeness.gaps(b, hasil) == []


def test_a_section_taken_away_is_reported(kerangka):
    b = make_material({})
    hasil = examine(b, replace(kerangka, bagian=kerangka.bagian - {"sec-anggaran"}), _full(b))
    assert _status(hasil, "anggaran") == TIADA and _status(hasil, "standar") == SEBAGIAN and _status(hasil, "kesimpulan") == ADA
    assert "Realisasi anggaran: bagian sec-anggaran tidak ada dalam dokumen." in completeness.gaps(b, hasil)


@pytest.mark.parametrize("unsur", [u for u in methodology().kelengkapan.unsur if u.blok], ids=lambda u: u.kode)
def test_every_element_fails_without_its_output(kerangka, unsur):
    b = make_material({})
    tanpa = examine(b, replace(kerangka, blok=kerangka.blok - {unsur.blok[-1]}), _full(b))
    kosong = examine(b, kerangka, _full(b) | {unsur.blok[-1]: "Data tidak tersedia dalam sumber."})
    tanpa_angka = examine(b, kerangka, _full(b) | {x: 'isi <td data-angka="temuan/semua/semua">1</td>' for x in unsur.blok})
    assert _status(tanpa, unsur.kode) == TIADA and _status(kosong, unsur.kode) == TIADA
    assert (_status(tanpa_angka, unsur.kode) == TIADA) is bool(unsur.data or unsur.per_indikator or unsur.jangkar)


def test_a_polres_without_data_has_almost_nothing(kerangka):
    b = make_material({})
    hasil = examine(b, kerangka)
    for kode in ("ikhtisar", "renstra", "capaian", "target", "tahun-lalu", "standar-nasional", "sebab", "anggaran", "isu-strategis", "lampiran", "formal"):
        assert _status(hasil, kode) == TIADA, kode
    assert completeness.coverage(hasil)[0] < 25


def test_one_indicator_with_data_counts_for_itself(kerangka):
    b = make_material({("IKU1.target", 2023): (64, 0), ("IKU1.realisasi", 2023): (65, 0), ("IKU1.realisasi", 2022): (63, 0)},
                      narasi={"IKU1": {"penyebab_keberhasilan": ["patroli"]}})
    hasil = {h.unsur.kode: h for h in examine(b, kerangka)}
    assert hasil["target"].bagian == hasil["tahun-lalu"].bagian == hasil["sebab"].bagian == pytest.approx(1 / 11)
    assert hasil["solusi"].bagian == 0 and "hanya tersedia untuk Indeks Harkamtibmas" in " ".join(completeness.gaps(b, list(hasil.values())))


def test_the_notebook_calls_the_functions_that_are_examined():
    sel = json.loads((AKAR / "notebooks" / "04_analisis.ipynb").read_text(encoding="utf-8"))["cells"]
    kode = {m.group(1): "".join(c["source"]) for c in sel if (m := re.search(r"^#\| label: (\S+)", "".join(c["source"]), re.M))}
    for label, fungsi in BLOK.items():
        assert f"{fungsi.__module__.rpartition('.')[2]}.{fungsi.__name__}(bahan)" in kode[label]
    assert {x for u in methodology().kelengkapan.unsur for x in u.blok} <= set(BLOK)


def test_every_element_names_a_section_of_the_real_document(kerangka):
    assert {u.letak for u in methodology().kelengkapan.unsur if u.letak} <= kerangka.bagian


def test_a_missing_chapter_is_told_by_name(tmp_path: Path):
    (tmp_path / "lkip.qmd").write_text("{{< include bab/_x.qmd >}}\n", encoding="utf-8")
    with pytest.raises(KesalahanMasukan, match="report/bab/_x.qmd tidak ditemukan"):
        read_outline(tmp_path / "lkip.qmd")


def test_the_approval_sheet_leaves_blank_what_is_not_known():
    kosong = approval.approval(make_material({})).data
    assert f"Nama: {approval._GARIS}" in kosong and approval.LENGKAP not in kosong
    pimpinan = {"jabatan": "Kepala Kepolisian Resor Uji", "nama": "Budi", "pangkat": "Ajun Komisaris Besar Polisi", "nrp": "1"}
    terisi = approval.approval(make_material({}, profil={"pimpinan": pimpinan})).data
    assert "Nama: Budi" in terisi and approval.LENGKAP in terisi and approval._GARIS not in terisi.split("Kepala Kepolisian")[1]


def test_the_fingerprint_follows_the_content_and_nothing_else(tmp_path: Path):
    from helpers.paths import Ruang

    for nama, isi in {"data/raw/uji/2023/a.csv": "1", "data/raw/metodologi/m/r.yml": "x", "data/raw/metodologi/lain/r.yml": "y"}.items():
        (tmp_path / nama).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / nama).write_text(isi, encoding="utf-8")
    ruang = Ruang(tmp_path, "uji", 2023)
    awal = content_hash(ruang, "m")
    assert [b.split("  ")[1] for b in content_list(ruang, "m").splitlines()] == ["data/raw/metodologi/m/r.yml", "data/raw/uji/2023/a.csv"]
    (tmp_path / "data/raw/metodologi/lain/r.yml").write_text("z", encoding="utf-8")
    (tmp_path / "data/raw/uji/2023/.sunting").write_text("z", encoding="utf-8")
    assert content_hash(ruang, "m") == awal
    (tmp_path / "data/raw/uji/2023/a.csv").write_text("2", encoding="utf-8")
    assert content_hash(ruang, "m") != awal
