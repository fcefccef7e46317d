"""One run: notebooks, document, manifest, publication; all of it, or nothing."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from helpers.errors import KesalahanMasukan
from helpers.hashes import hash_files
from helpers.paths import Ruang
from helpers.pipeline.kept import Simpanan
from helpers.pipeline.manifest import files_in
from helpers.pipeline.publish import publish, workspace
from helpers.pipeline.stages import Kerangka, failed_folder, run_notebooks

#: Called with a stage's name and None as it starts, with the seconds it took as it ends.
Kemajuan = Callable[[str, float | None], None]


@dataclass(frozen=True)
class Jenis:
    """A kind of result: the notebooks it needs and what is published beside the document.

    Attributes
    ----------
    notebook : tuple of str
        Patterns of the notebooks that run.
    tabel : tuple of str
        Files the notebooks leave in `data/clean`, published as they are.
    halaman : tuple of str
        Contents the notebooks leave in `data/clean`, published as whole pages under the same name.
    buku : tuple of (str, str)
        Executed notebooks published as pages: stem of the notebook, name of the page.
    analisis : str
        Stem of the notebook whose cells the document embeds.
    """

    notebook: tuple[str, ...]
    tabel: tuple[str, ...]
    halaman: tuple[str, ...] = ()
    buku: tuple[tuple[str, str], ...] = ()
    analisis: str = ""


_PERIKSA = Jenis(
    notebook=("0[12]_*.ipynb",), tabel=("temuan.csv", "temuan.xlsx", "fakta.parquet", "fakta.csv"), halaman=("mutu-data.html",),
    buku=(("02_validasi", "validasi.html"),))
DOKUMEN = {
    "lkip": replace(_PERIKSA, notebook=("0[1-4]_*.ipynb",), analisis="04_analisis"),
    "rencana-aksi": replace(_PERIKSA, notebook=("0[12]_*.ipynb", "05_*.ipynb"), analisis="05_rencana_aksi"),
    "pantau": replace(_PERIKSA, notebook=("0[12]_*.ipynb", "06_*.ipynb"), analisis="06_pantau"),
}
#: What `lkip validate` makes: cleaning and checks only, no document.
PEMERIKSAAN = "validasi"


@dataclass(frozen=True)
class Khusus:
    """What one document needs beyond the raw data of its Polres and year.

    Attributes
    ----------
    parameter : mapping
        Further parameters of the notebook whose cells the document embeds.
    isian : mapping of str to bytes
        Files the notebooks find in `data/clean`; published beside the document.
    akhiran : str
        Ending of the name of the published folder; without one it is that of every document.
    """

    parameter: Mapping[str, Any] = field(default_factory=dict)
    isian: Mapping[str, bytes] = field(default_factory=dict)
    akhiran: str = ""

    def digest(self) -> dict[str, Any]:
        """Return what tells this from another, for the digest of a run's inputs; empty when there is nothing."""
        sidik = {nama: hashlib.sha256(isi).hexdigest() for nama, isi in sorted(self.isian.items())}
        return {"khusus": {"parameter": dict(self.parameter), "isian": sidik}} if self.parameter or sidik else {}


@dataclass(frozen=True)
class Tahap:
    """What one stage cost; CPU seconds include child processes."""

    nama: str
    detik: float
    detik_cpu: float


@dataclass(frozen=True)
class Hasil:
    """What a run made, or found made already (`tetap`); `dipakai` names the stages of which kept results were taken."""

    folder: Path
    berkas: tuple[Path, ...]
    mesin: str
    versi_mesin: str
    tahap: tuple[Tahap, ...]
    tetap: bool = False
    dipakai: tuple[str, ...] = ()


@dataclass
class _Pencatat:
    """Measures stages and tells the caller."""

    kemajuan: Kemajuan | None
    tahap: list[Tahap] = field(default_factory=list)

    @contextlib.contextmanager
    def __call__(self, nama: str) -> Iterator[None]:
        if self.kemajuan:
            self.kemajuan(nama, None)
        mulai, cpu = time.perf_counter(), sum(os.times()[:4])
        yield
        lama = time.perf_counter() - mulai
        self.tahap.append(Tahap(nama, lama, sum(os.times()[:4]) - cpu))
        if self.kemajuan:
            self.kemajuan(nama, lama)


def run(
    ruang: Ruang,
    dokumen: str = "lkip",
    format: Sequence[str] = ("html", "pdf"),
    mesin: str = "auto",
    *,
    metadata: Mapping[str, Any],
    kemajuan: Kemajuan | None = None,
    lampiran: Callable[[Path, Path], Mapping[str, bytes]] | None = None,
    program: str = "",
    lewati_sama: bool = False,
    khusus: Khusus | None = None,
    pilihan: Mapping[str, Any] | None = None,
    mulai: Callable[[str], None] | None = None,
    simpan: Simpanan | None = None,
) -> Hasil:
    """Make one document of one Polres and year and publish it under `build/`.

    Parameters
    ----------
    ruang : Ruang
        Checked folders (`helpers.parameters.check_parameters`).
    dokumen : str
        Kind of document: a key of `DOKUMEN`.
    format : sequence of str
        Any of ``html``, ``pdf``, ``docx``.
    mesin : str
        ``auto``, ``embedded`` or ``quarto``.
    metadata : mapping
        Contents of `_run.yml`.
    kemajuan : callable, optional
        Told each stage as it starts and ends.
    lampiran : callable, optional
        Adds files to the result: called with the scratch project (executed notebooks in it) and the folder that is
        about to be published. Returns the data that the HTML page carries for its scripts, by name.
    program : str
        `helpers.pipeline.inputs.program_digest`, when it is known already.
    lewati_sama : bool
        Do nothing when the result there was made from the same inputs and is whole.
    khusus : Khusus, optional
        What a document needs beyond the raw data of its Polres and year.
    pilihan : mapping, optional
        What else the result depends on, such as what `lampiran` was asked to add.
    mulai : callable, optional
        Called before a notebook runs, with its stem.
    simpan : Simpanan, optional
        Where results of single stages are kept; without it all are made.

    Raises
    ------
    KesalahanMasukan
        For bad input; the last good result stays.
    KesalahanNotebook
        For a fault inside a notebook; its copy with the traceback is kept under `build/`.
    """
    from helpers.pipeline.inputs import input_digest, is_current, program_digest
    from helpers.rendering.engine import check_formats, choose_engine
    from helpers.rendering.page import add_data

    if dokumen not in DOKUMEN:
        raise KesalahanMasukan(f"Dokumen \"{dokumen}\" tidak dikenal; pilih {', '.join(sorted(DOKUMEN))}.")
    jenis, format = DOKUMEN[dokumen], tuple(dict.fromkeys(format))
    check_formats(format)
    perender = choose_engine(mesin)
    sumber = list_notebooks(ruang.akar, jenis.notebook)
    catat, khusus, simpan = _Pencatat(kemajuan), khusus or Khusus(), simpan or Simpanan()
    tujuan = ruang.hasil_lain(khusus.akhiran)
    sebutan = {"nama": perender.nama, "versi": perender.versi}
    bersama = workspace(ruang.hasil) if tujuan != ruang.hasil else contextlib.nullcontext()  # data and the notebooks' tables are shared
    with bersama, workspace(tujuan) as kerja:
        masukan = input_digest(
            ruang, program=program or program_digest(ruang.akar), dokumen=dokumen, format=format, mesin=sebutan, metadata={**metadata, **khusus.digest(), **({"pilihan": dict(pilihan)} if pilihan else {})})
        if lewati_sama and is_current(tujuan, masukan):
            return replace(_finished(ruang, tujuan, perender.nama, perender.versi, catat), tetap=True)
        proyek, terbit, luaran = kerja / "proyek", kerja / "terbit", kerja / "luaran"
        with catat("siapkan"):
            terbit.mkdir()
            prepare_project(ruang.akar, proyek, metadata)
        run_notebooks(Kerangka(ruang, kerja / "tahap", catat, simpan, {jenis.analisis: khusus.parameter}, khusus.isian, mulai),
                      sumber, proyek / "notebooks")

        def take(pilihan: Sequence[str], ke: Path) -> None:
            ke.mkdir(parents=True)
            for berkas in perender.render(proyek, profil=dokumen, format=pilihan, luaran=ke, simpan=simpan):
                shutil.move(berkas, terbit / Path(berkas).name)

        # what is read from the page is made while the other formats are being set, and what is not while the page is
        lain = [f for f in format if f != "html"] if perender.serentak and "html" in format else []
        with catat("render"), ThreadPoolExecutor(max_workers=2) as kolam:
            tugas = [kolam.submit(take, f, luaran / nama) for nama, f in (("utama", [f for f in format if f not in lain]), ("lain", lain)) if f]
            if not perender.serentak:  # it may put files of its own beside the notebooks meanwhile
                tugas[0].result()
            _collect(ruang, jenis, proyek, terbit, simpan, kerja / "tahap")
            tugas[0].result()
            data = lampiran(proyek, terbit) if lampiran is not None else {}
            if "html" in format:
                add_data(terbit / f"{dokumen}.html", data)
            for satu in tugas[1:]:
                satu.result()
        with catat("terbitkan"):
            for nama, isi in khusus.isian.items():
                (terbit / nama).write_bytes(isi)
            _describe(ruang, terbit, sumber, sebutan, dokumen, masukan, khusus.parameter)
            publish(terbit, tujuan, kerja)
            simpan.tidy()
    return _finished(ruang, tujuan, perender.nama, perender.versi, catat, simpan)


def validate(
    ruang: Ruang, kemajuan: Kemajuan | None = None, *, lampiran: Callable[[Path, Path], Mapping[str, bytes]] | None = None,
    mulai: Callable[[str], None] | None = None, simpan: Simpanan | None = None,
) -> Hasil:
    """Clean and check only; publishes what the auditor reads in a folder of its own, never in the document's.

    Parameters
    ----------
    ruang : Ruang
    kemajuan, lampiran, mulai, simpan : optional
        As in `run`; there is no document for the data that `lampiran` returns.

    Raises
    ------
    KesalahanMasukan, KesalahanNotebook
        As in `run`.
    """
    from helpers.rendering.embedded import EmbeddedEngine

    sumber = list_notebooks(ruang.akar, _PERIKSA.notebook)
    perender = EmbeddedEngine()
    catat, simpan = _Pencatat(kemajuan), simpan or Simpanan()
    tujuan = check_folder(ruang)
    with workspace(ruang.hasil) as kerja, workspace(tujuan) as sisih:  # the notebooks' tables are shared with `run`
        proyek, terbit = kerja / "proyek", sisih / "terbit"
        run_notebooks(Kerangka(ruang, kerja / "tahap", catat, simpan, mulai=mulai), sumber, proyek / "notebooks")
        with catat("terbitkan"):
            terbit.mkdir()
            _collect(ruang, _PERIKSA, proyek, terbit, simpan, kerja / "tahap")
            if lampiran is not None:
                lampiran(proyek, terbit)
            _describe(ruang, terbit, sumber, {"nama": perender.nama, "versi": perender.versi}, PEMERIKSAAN)
            publish(terbit, tujuan, sisih)
            simpan.tidy()
    return _finished(ruang, tujuan, perender.nama, perender.versi, catat, simpan)


def check_folder(ruang: Ruang) -> Path:
    """Where `validate` publishes."""
    return ruang.hasil_lain(PEMERIKSAAN)


def _finished(ruang: Ruang, folder: Path, mesin: str, versi: str, catat: _Pencatat, simpan: Simpanan | None = None) -> Hasil:
    """Clear away the copy of an earlier failure and list what was published."""
    shutil.rmtree(failed_folder(ruang), ignore_errors=True)
    semua = tuple(sorted(b for b in folder.rglob("*") if b.is_file()))
    return Hasil(folder, semua, mesin, versi, tuple(catat.tahap), dipakai=tuple(sorted(n for n, ada in simpan.tahap.items() if ada)) if simpan else ())


def list_notebooks(akar: Path, pola: Sequence[str]) -> list[Path]:
    """Return the source notebooks of some patterns, sorted by name.

    Raises
    ------
    KesalahanMasukan
        If a pattern meets no file.
    """
    semua: list[Path] = []
    for satu in pola:
        ada = sorted((akar / "notebooks").glob(satu))
        if not ada:
            raise KesalahanMasukan(f"Folder notebooks tidak memuat berkas {satu}; ambil ulang dari repositori.")
        semua += ada
    return sorted(dict.fromkeys(semua))


def prepare_project(akar: Path, proyek: Path, metadata: Mapping[str, Any]) -> None:
    """Copy what a document needs into a scratch project and write its metadata, under every name that a profile knows them by."""
    from helpers.rendering.project import metadata_files, parse_yaml, read_text

    proyek.mkdir(parents=True, exist_ok=True)
    susunan = sorted(akar.glob("_quarto*.yml"))
    for berkas in susunan:
        shutil.copyfile(berkas, proyek / berkas.name)
    if not (akar / "report").is_dir():
        raise KesalahanMasukan("Folder report tidak ditemukan; ambil ulang dari repositori.")
    shutil.copytree(akar / "report", proyek / "report")
    for nama in {"_run.yml", *metadata_files(*(parse_yaml(read_text(b, b.name), b.name) for b in susunan))}:
        (proyek / nama).write_text(yaml.safe_dump(dict(metadata), sort_keys=True, allow_unicode=True), encoding="utf-8", newline="\n")


def _made(ruang: Ruang, nama: str) -> Path:
    """Return a table the notebooks were to write."""
    berkas = ruang.bersih / nama
    if not berkas.is_file():
        raise RuntimeError(f"notebook selesai tanpa menulis {nama} ke {ruang.shown(ruang.bersih)}")
    return berkas


def _collect(ruang: Ruang, jenis: Jenis, proyek: Path, terbit: Path, simpan: Simpanan, sisih: Path) -> None:
    """Put tables, pages and executed notebooks beside the document."""
    from helpers.rendering.embedded import EmbeddedEngine
    from helpers.rendering.standalone import write_contents_page, write_notebook_page

    for nama in jenis.tabel:
        shutil.copyfile(_made(ruang, nama), terbit / nama)
    isi = {nama: _made(ruang, nama) for nama in jenis.halaman}
    buku = {nama: proyek / "notebooks" / f"{stem}.ipynb" for stem, nama in jenis.buku}
    ke = sisih / "audit"

    def make() -> None:
        for nama, sumber in isi.items():
            write_contents_page(sumber, ke / nama)
        for nama, sumber in buku.items():
            write_notebook_page(sumber, ke / nama)

    simpan("audit", {"mesin": EmbeddedEngine().versi, "isi": hash_files((isi | buku).values(), lambda b: b.name)}, ke, make)
    for berkas in files_in(ke):
        shutil.move(berkas, terbit / berkas.name)
    shutil.copytree(proyek / "notebooks", terbit / "notebooks")


def _describe(
    ruang: Ruang, terbit: Path, sumber: Sequence[Path], mesin: dict[str, str], dokumen: str, masukan: str = "", khusus: Mapping[str, Any] | None = None,
) -> None:
    """Write the manifest of a finished folder."""
    from helpers.pipeline.manifest import build_manifest, write_manifest

    isi = build_manifest(ruang, terbit=terbit, notebook=sumber, mesin=mesin, dokumen=dokumen, masukan=masukan)
    write_manifest(isi | ({"khusus": dict(khusus)} if khusus else {}), terbit)
