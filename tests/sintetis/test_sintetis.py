"""Generated Polres: consistent by construction, the same for the same seed, and every planted error is found."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from helpers.cli.main import main
from helpers.errors import KesalahanMasukan
from helpers.paths import Ruang
from helpers.sintetis.negeri import KUNCI, generate
from helpers.sintetis.rusak import RUPA
from helpers.sintetis.tempat import TANDA, draw_places
from helpers.sources.facts import build_facts
from helpers.sources.workspace import load_input
from helpers.validation import expectations
from helpers.validation.findings import Temuan, collect_findings
from helpers.validation.relations import evaluate_relations
from helpers.validation.values import choose_values
from tests.conftest import AKAR


def content(folder: Path) -> dict[str, bytes]:
    return {b.relative_to(folder).as_posix(): b.read_bytes() for b in sorted(folder.rglob("*")) if b.is_file()}


def findings(data: Path, polres: str) -> list[Temuan]:
    masukan = load_input(Ruang(AKAR, polres, 2023, data))
    m = masukan.metodologi
    fakta = build_facts(masukan.tabel, m, polres, masukan.nama_wilayah)
    residu = evaluate_relations(fakta, choose_values(fakta, m.eksak, (), polres, m.concept), m, polres, 2023, masukan.paket.resources)
    return collect_findings(residu[residu["lebih"] > 0], fakta[fakta["keraguan"] != ""], fakta, masukan.paket.resources, m, (), masukan.nama_wilayah)


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for nama, benih in (("a", 7), ("b", 7), ("c", 8)):
        generate(AKAR, tmp_path / nama, jumlah=3, benih=benih, rusak=0.4)
    assert content(tmp_path / "a") == content(tmp_path / "b") != content(tmp_path / "c")


def test_it_says_that_it_is_generated(tmp_path):
    generate(AKAR, tmp_path / "x", jumlah=1, benih=1)
    [folder] = (tmp_path / "x").glob("*/2023")
    assert TANDA in (folder / "profil.yml").read_text(encoding="utf-8") and "bukan data siapa pun" in (folder / "datapackage.json").read_text(encoding="utf-8")
    assert not (tmp_path / "x" / KUNCI).exists()


def test_names_are_real_and_never_twice():
    import random

    tempat = draw_places(1100, random.Random(1))
    assert len({t.kode for t in tempat}) == 1100 and all(len(t.kode) <= 40 for t in tempat)
    assert {t.singkatan_polda for t in tempat} >= {"Polda Sumatera Selatan", "Polda Papua"}


@pytest.mark.lambat
def test_generated_polres_have_no_finding(tmp_path):
    generate(AKAR, tmp_path / "x", jumlah=12, benih=11)
    ada = {f.parent.name: [t.judul for t in findings(tmp_path / "x", f.parent.name)] for f in sorted((tmp_path / "x").glob("*/2023"))}
    assert len(ada) == 12 and {k: v for k, v in ada.items() if v} == {}


def test_it_prints_every_kind_of_quantity_that_a_real_report_prints(tmp_path, fakta):
    generate(AKAR, tmp_path / "x", jumlah=1, benih=2)
    [folder] = (tmp_path / "x").glob("*/2023")
    masukan = load_input(Ruang(AKAR, folder.parent.name, 2023, tmp_path / "x"))
    ada = build_facts(masukan.tabel, masukan.metodologi, folder.parent.name, masukan.nama_wilayah)
    dicetak = set(fakta.loc[fakta["jenis"] == "tabel", "kode"])
    assert sorted(dicetak - set(ada["kode"])) == []
    assert len(masukan.paket.resources) > 60 and len(masukan.profil.sasaran_strategis) == 5
    assert set(masukan.narasi.indikator) == set(masukan.metodologi.indikator) and TANDA in masukan.narasi.of("SI").sumber
    assert "dibangkitkan untuk uji coba" in masukan.narasi.kata_pengantar[0]


@pytest.mark.lambat
def test_generated_polres_with_a_plan_have_no_finding(tmp_path):
    generate(AKAR, tmp_path / "x", jumlah=6, benih=12, realisasi=4)
    ada = {f.parent.name: [t.judul for t in findings(tmp_path / "x", f.parent.name)] for f in sorted((tmp_path / "x").glob("*/2023"))}
    assert len(ada) == 6 and {k: v for k, v in ada.items() if v} == {}


def test_a_plan_beside_the_lkip_changes_nothing_of_it(tmp_path):
    for nama, realisasi in (("a", None), ("b", 0), ("c", 4), ("d", 4)):
        generate(AKAR, tmp_path / nama, jumlah=1, benih=7, realisasi=realisasi)
    a, b, c, d = (content(tmp_path / nama) for nama in "abcd")
    ubah = {k.split("/", 2)[2] for k in b if a.get(k) != b[k]}
    assert ubah == {"datapackage.json", "profil.yml", "rencana-aksi.csv", "pengesahan.csv", "narasi-rencana.csv"}
    assert {k.split("/", 2)[2] for k in c.keys() - b.keys()} == {"realisasi.csv", "realisasi.resource.json"} and c == d


@pytest.mark.lambat
def test_great_expectations_agrees(tmp_path):
    generate(AKAR, tmp_path / "x", jumlah=1, benih=5)
    [folder] = (tmp_path / "x").glob("*/2023")
    masukan = load_input(Ruang(AKAR, folder.parent.name, 2023, tmp_path / "x"))
    m, polres = masukan.metodologi, folder.parent.name
    fakta = build_facts(masukan.tabel, m, polres, masukan.nama_wilayah)
    residu = evaluate_relations(fakta, choose_values(fakta, m.eksak, (), polres, m.concept), m, polres, 2023, masukan.paket.resources)
    assert all(h.lulus for h in expectations.validate(fakta, residu, m)) and len(residu) > 1_000


@pytest.mark.lambat
def test_every_planted_error_is_found_in_its_family_and_place(tmp_path):
    data = tmp_path / "x"
    tanaman = generate(AKAR, data, jumlah=2 * len(RUPA), benih=3, rusak=1)
    with (data / KUNCI).open(encoding="utf-8", newline="") as isi:
        kunci = list(csv.DictReader(isi))
    assert [tuple(map(str, vars(t).values())) for t in tanaman] == [tuple(k.values()) for k in kunci]
    assert {k["keluarga"] for k in kunci} == set(RUPA)
    for polres in sorted({t.polres for t in tanaman}):
        milik = [t for t in tanaman if t.polres == polres]
        temuan = findings(data, polres)
        sel = {f"{t.tabel}:{t.baris}:{t.kolom}" for t in milik}
        kena = [t for t in temuan if t.keluarga == milik[0].keluarga and (sel & {p.fakta_id for p in t.tempat} or t.id.startswith("kelengkapan-") and "-ikp3-capaian-2023" in t.id)]
        assert kena, (polres, milik[0], [t.id for t in temuan])  # the blank is no fact, so its finding names the indicator
        for t in milik:  # the key tells what is in the file
            with (data / polres / "2023" / f"{t.tabel}.csv").open(encoding="utf-8", newline="") as isi:
                semua = list(csv.reader(isi))
            assert semua[t.baris - 1][semua[0].index(t.kolom)] == t.sesudah != t.sebelum


@pytest.mark.parametrize(("opsi", "kalimat"), [
    ({"jumlah": 0}, "Jumlah"), ({"rusak": 1.5}, "antara 0 dan 1"), ({"keluarga": ["rasi"]}, "\"rasi\" tidak dikenal")])
def test_impossible_requests_are_refused(tmp_path, opsi, kalimat):
    with pytest.raises(KesalahanMasukan, match=kalimat):
        generate(AKAR, tmp_path / "x", **{"jumlah": 1, "benih": 1, "rusak": 0.5} | opsi)
    assert not (tmp_path / "x").exists()


def test_the_command(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LKIP_AKAR", str(AKAR))

    def call(*args: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as keluar:
            main(["sintetis", "--jumlah", "2", "--benih", "7", *args])
        teks = capsys.readouterr()
        return keluar.value.code, teks.out + teks.err

    tujuan = tmp_path / "negeri"
    kode, teks = call("--ke", str(tujuan), "--rusak", "0,5", "--keluarga", "arah")
    assert kode == 0 and "2 Polres sintetis tahun 2023" in teks and "Kesalahan pada 1 Polres" in teks
    assert call("--ke", str(tujuan)) == (2, "\"negeri\" sudah berisi; pilih folder baru atau yang kosong.\n")
    kode, teks = call("--ke", str(AKAR / "data" / "raw" / "x"))
    assert kode == 2 and "tidak boleh bercampur" in teks and not (AKAR / "data" / "raw" / "x").exists()
    assert call("--ke", str(tmp_path / "y"), "--rusak", "banyak")[0] == 2
    assert call("--ke", str(tmp_path / "y"), "--tahun", "1999")[0] == 2
    kode, teks = call("--ke", str(tmp_path / "y"), "--dengan-rencana", "--triwulan", "5")
    assert kode == 2 and "pilih 0 sampai 4" in teks and not (tmp_path / "y").exists()
    shutil.rmtree(tujuan)
