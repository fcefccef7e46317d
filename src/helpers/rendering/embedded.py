"""The engine that needs nothing but PyPI: Pandoc with Lua filters, and Typst."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from helpers.hashes import hash_folder
from helpers.rendering import typeset as penata
from helpers.rendering.docx import finish_docx
from helpers.rendering.engine import AKHIRAN, Simpan, check_formats
from helpers.rendering.errors import KesalahanRender
from helpers.rendering.offline import check_offline
from helpers.rendering.preprocess import Naskah, preprocess
from helpers.rendering.project import Proyek, load_project
from helpers.rendering.typeset import Ditolak, typeset

SUMBER = Path(__file__).parent / "filter"
#: Fixed moment (1980-01-01) for the formats that insist on one.
WAKTU_TETAP = "315532800"
#: A process that makes many documents has others beside it: at once, its formats would save no time and take memory several times.
_BERGILIRAN = threading.Lock()
#: Options of the program that Pandoc runs in.
PACU = ("+RTS", "-A64m", "-n4m", "-O64m", "-RTS")

PESAN = {
    "rujukan": ("@{k}", "rujukan @{k} tidak menunjuk ke tabel, gambar, atau bagian mana pun; perbaiki labelnya."),
    "rujukan-imbuhan": ("@{k}", "rujukan @{k} memakai imbuhan di dalam kurung siku; tulis imbuhan di luarnya."),
    "ganda": ("{k}", "label {k} dipakai lebih dari sekali; beri label yang berbeda."),
    "tanpa-judul": ("#{k}", "{k} tidak mempunyai isi dan judul; akhiri blok dengan satu paragraf judul."),
    "gambar-jaringan": ("{k}", "gambar {k} diambil dari jaringan; simpan di dalam proyek."),
    "gambar-hilang": ("{k}", "gambar {k} tidak ditemukan; periksa nama berkasnya."),
    "gambar-tanpa-alt": ("{k}", "gambar {k} tidak mempunyai teks pengganti; isi fig-alt."),
    "gambar-tanpa-png": ("{k}", "gambar {k} memerlukan pasangan PNG untuk DOCX; keluarkan image/png di samping SVG."),
    "callout": ("callout-{k}", "jenis callout {k} tidak didukung; pakai note, tip, warning, important, atau caution."),
    "callout-opsi": ("{k}", "opsi callout {k} tidak didukung."),
}

#: Files under `report/` that a format does not read; the text of chapters is in the manuscript.
_ASING = {"html": (".qmd", ".ipynb", ".typ", ".docx"), "pdf": (".qmd", ".ipynb", ".css", ".js", ".html", ".docx"),
          "docx": (".qmd", ".ipynb", ".css", ".js", ".html", ".typ")}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kerja:
    """One document being rendered in a scratch folder."""

    proyek: Proyek
    dokumen: Path
    naskah: Naskah
    folder: Path

    @property
    def nama(self) -> str:
        """Name of the document without suffix."""
        return self.dokumen.stem


class EmbeddedEngine:
    """Pandoc and Typst as installed from PyPI."""

    nama = "embedded"
    serentak = True

    @cached_property
    def pandoc(self) -> str:
        """Path of the Pandoc program."""
        import pypandoc

        try:
            return pypandoc.get_pandoc_path()
        except OSError:
            raise KesalahanRender("Pandoc tidak ditemukan; pasang ulang lingkungan dengan python siapkan.py.") from None

    @cached_property
    def perintah(self) -> tuple[str, ...]:
        """How Pandoc is called: with more memory before it tidies up, which it otherwise spends a third of its time on."""
        return self._tried[0]

    @cached_property
    def versi(self) -> str:
        """Versions of the programs this engine is made of."""
        return f"pandoc {self._tried[1]}, typst {version('typst')}"

    @cached_property
    def _tried(self) -> tuple[tuple[str, ...], str]:
        for perintah in ((self.pandoc, *PACU), (self.pandoc,)):  # a Pandoc may be built to take no such option
            hasil = subprocess.run([*perintah, "--version"], capture_output=True, encoding="utf-8", check=False)
            if hasil.returncode == 0:
                return perintah, hasil.stdout.split()[1]
        raise KesalahanRender("Pandoc tidak dapat dijalankan; pasang ulang lingkungan dengan python siapkan.py.")

    def render(self, proyek: Path, profil: str, format: Sequence[str], luaran: Path, simpan: Simpan | None = None) -> list[Path]:
        """Render the documents of one profile; see `Engine.render`."""
        check_formats(format)
        muatan = load_project(proyek, profil)
        hasil: list[Path] = []
        with tempfile.TemporaryDirectory(prefix="render-") as sementara:
            for urutan, dokumen in enumerate(muatan.dokumen):
                folder = Path(sementara).resolve() / str(urutan)
                folder.mkdir()
                hasil += self._render_document(muatan, dokumen, format, folder, simpan)
            return deliver(hasil, luaran)

    def _render_document(self, proyek: Proyek, dokumen: Path, format: Sequence[str], folder: Path, simpan: Simpan | None) -> list[Path]:
        naskah = preprocess(proyek, dokumen, folder / "aset")
        kerja = Kerja(proyek, dokumen, naskah, folder)
        (folder / "naskah.md").write_text(naskah.teks, encoding="utf-8", newline="\n")
        metadata = {k: v for k, v in naskah.metadata.items() if k not in {"number-sections", "format"}}
        (folder / "metadata.json").write_text(json.dumps(metadata, ensure_ascii=False, default=str), encoding="utf-8")
        pembuat = {"html": self._html, "pdf": self._pdf, "docx": self._docx}

        def make(f: str) -> Path:
            if simpan is None:
                return pembuat[f](kerja)
            ke = folder / f"hasil-{f}"
            simpan(f, self._reads(kerja, f), ke, lambda: shutil.move(pembuat[f](kerja), ke))
            return ke / f"{kerja.nama}{AKHIRAN[f]}"

        def alone(f: str) -> Path:
            with _BERGILIRAN:
                return make(f)

        with ThreadPoolExecutor(max_workers=3) as kolam:
            return list(kolam.map(alone if penata.terpisah else make, format))

    def _reads(self, kerja: Kerja, format: str) -> dict[str, object]:
        """Return everything a format is made of: the text with its pictures, the files of the project, the programs."""
        p = kerja.proyek
        return {
            "mesin": self.versi, "nama": kerja.nama, "naskah": kerja.naskah.teks, "metadata": kerja.naskah.metadata, "aset": hash_folder(kerja.folder / "aset"),
            "opsi": p.format.get("typst" if format == "pdf" else format), "filter": [b.relative_to(p.akar).as_posix() for b in p.filter],
            "laporan": hash_folder(p.akar / "report", _ASING[format])}

    def _html(self, kerja: Kerja) -> Path:
        opsi = kerja.proyek.format.get("html", {})
        akar = kerja.proyek.akar
        berkas = self._pandoc(
            kerja, "html", "html5", kerja.folder / f"{kerja.nama}.html",
            "--embed-resources", f"--template={akar / opsi['template']}", "--wrap=none",
            *[f"--css={akar / g}" for g in _list(opsi.get("css"))],
            *[f"--include-after-body={akar / s}" for s in _list(opsi.get("include-after-body"))],
        )
        put_back(berkas, kerja.folder / "tunda.html")
        check_offline(berkas)
        return berkas

    def _docx(self, kerja: Kerja) -> Path:
        opsi = kerja.proyek.format.get("docx", {})
        rujukan = opsi.get("reference-doc")
        tambahan = [f"--reference-doc={kerja.proyek.akar / rujukan}"] if rujukan else []
        berkas = self._pandoc(kerja, "docx", "docx", kerja.folder / f"{kerja.nama}.docx", *tambahan)
        finish_docx(berkas, kerja.naskah.metadata)
        return berkas

    def _pdf(self, kerja: Kerja) -> Path:
        gaya = kerja.folder / "gaya"
        gaya.mkdir()
        for berkas in (SUMBER / "template.typ", SUMBER / "definitions.typ"):
            shutil.copyfile(berkas, gaya / berkas.name)
        for bagian in kerja.proyek.format.get("typst", {}).get("template-partials", []):
            shutil.copyfile(kerja.proyek.akar / bagian, gaya / Path(bagian).name)
        sumber = self._pandoc(
            kerja, "typst", "typst", kerja.folder / f"{kerja.nama}.typ",
            f"--template={gaya / 'template.typ'}", "--wrap=none",
        )
        tujuan = kerja.folder / f"{kerja.nama}.pdf"
        try:
            peringatan = typeset(sumber, kerja.folder, tujuan)
        except Ditolak as galat:
            raise KesalahanRender(f"{kerja.nama}.pdf: Typst menolak naskah ({str(galat).strip()}).") from None
        for p in peringatan:
            log.warning("%s.pdf: %s", kerja.nama, p)
        return tujuan

    def _pandoc(self, kerja: Kerja, format: str, penulis: str, tujuan: Path, *tambahan: str) -> Path:
        """Run Pandoc over the document and turn its complaints into one sentence."""
        opsi = kerja.proyek.format.get(format, {})
        isi = ["--toc", f"--toc-depth={opsi.get('toc-depth', 3)}"] if opsi.get("toc") else []
        saring = [f"--lua-filter={berkas}" for berkas in (*kerja.proyek.filter, SUMBER / "embedded.lua")]
        perintah = [
            *self.perintah, "naskah.md", "--from=markdown", f"--to={penulis}", "--standalone", f"--output={tujuan}",
            "--metadata-file=metadata.json", f"--resource-path={os.pathsep.join(['.', str(kerja.dokumen.parent)])}",
            *isi, *saring, *tambahan,
        ]
        lingkungan = {**os.environ, "SOURCE_DATE_EPOCH": WAKTU_TETAP}
        jalan = subprocess.run(
            perintah, cwd=kerja.folder, env=lingkungan, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
        for baris in jalan.stderr.splitlines():
            if baris.startswith("GALAT\t"):
                raise complaint(kerja.naskah, *baris.split("\t")[1:3])
        if jalan.returncode != 0 or "[WARNING]" in jalan.stderr:
            raise KesalahanRender(f"{tujuan.name}: Pandoc menolak naskah ({' '.join(jalan.stderr.split())}).")
        return tujuan


def _list(nilai: str | Sequence[str] | None) -> Sequence[str]:
    """Return an option that may be one name or several as several."""
    return [nilai] if isinstance(nilai, str) else nilai or []


def put_back(halaman: Path, tunda: Path) -> None:
    """Put the tables back that the filter has kept out of a page; see `tunda` in `embedded.lua`."""
    potongan = tunda.read_bytes().split(b"\0")
    isi = halaman.read_bytes()
    halaman.write_bytes(re.sub(rb'<div data-tunda="(\d+)"></div>', lambda m: potongan[int(m[1]) - 1], isi))


def complaint(naskah: Naskah, jenis: str, kunci: str) -> KesalahanRender:
    """Turn a filter's report into an error that names file and line."""
    penanda, pesan = (bagian.format(k=kunci) for bagian in PESAN[jenis])
    asal = naskah.find(penanda)
    return asal.refuse(pesan) if asal else KesalahanRender(pesan)


def deliver(berkas: Sequence[Path], luaran: Path) -> list[Path]:
    """Move finished files into a folder: all copied beside their places first, then renamed."""
    luaran.mkdir(parents=True, exist_ok=True)
    pasangan = []
    for asal in berkas:
        tujuan = luaran / asal.name
        sementara = luaran / f".{asal.name}.baru"
        shutil.copyfile(asal, sementara)
        pasangan.append((sementara, tujuan))
    for sementara, tujuan in pasangan:
        os.replace(sementara, tujuan)
    return [tujuan for _, tujuan in pasangan]


__all__ = ["AKHIRAN", "EmbeddedEngine"]
