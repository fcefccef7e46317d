"""Expand includes, embeds and shortcodes of a `.qmd` into one Pandoc Markdown.

Every line of the result remembers the file and line it came from, so that a
later complaint can name the place the author must change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.rendering.errors import KesalahanRender, at
from helpers.rendering.notebook import Sel, cell_markdown, load_cells
from helpers.rendering.project import Proyek, lookup, merge, parse_yaml, read_text

KODE_PENDEK = re.compile(r"\{\{<\s*(.*?)\s*>\}\}")
PAGAR_KODE = re.compile(r"^\s{0,3}(`{3,}|~{3,})\s*(.*)$")
SEL_JALAN = re.compile(r"^\{+\s*[A-Za-z][\w-]*[\s,}]")
KODE_SISIP = re.compile(r"`(?:\{[A-Za-z]\w*\}|r)\s[^`]*`")
DALAM_MAKS = 10


@dataclass(frozen=True)
class Asal:
    """Where a line came from."""

    tempat: str
    baris: int | None

    def refuse(self, pesan: str) -> KesalahanRender:
        """Return an error that names this place."""
        return at(self.tempat, self.baris, pesan)


@dataclass
class Naskah:
    """A document as Pandoc reads it."""

    metadata: dict[str, Any]
    baris: list[str] = field(default_factory=list)
    asal: list[Asal] = field(default_factory=list)

    @property
    def teks(self) -> str:
        """The whole Markdown text."""
        return "\n".join(self.baris) + "\n"

    def find(self, penanda: str) -> Asal | None:
        """Return the origin of the first line that holds a piece of text as a whole word."""
        pola = re.compile(re.escape(penanda) + r"(?![\w-])")
        for teks, asal in zip(self.baris, self.asal, strict=True):
            if pola.search(teks):
                return asal
        return None


class Pengurai:
    """Expands one main document."""

    def __init__(self, proyek: Proyek, dokumen: Path, aset: Path) -> None:
        self.proyek = proyek
        self.dokumen = dokumen
        self.aset = aset
        self.notebook: dict[Path, dict[str, Sel]] = {}
        self.naskah = Naskah(metadata={})

    def run(self) -> Naskah:
        """Expand the document and return it."""
        nama = self.proyek.name_of(self.dokumen).as_posix()
        baris = read_text(self.dokumen, nama).splitlines()
        kepala, mulai = split_front_matter(baris, nama)
        self.naskah.metadata = self._expand_values(merge(self.proyek.metadata, kepala), nama)
        self._expand(baris, nama, mulai, (self.dokumen,))
        return self.naskah

    def _expand_values(self, nilai: Any, nama: str) -> Any:
        """Expand shortcodes in the strings of the metadata."""
        if isinstance(nilai, dict):
            return {k: self._expand_values(v, nama) for k, v in nilai.items()}
        if isinstance(nilai, list):
            return [self._expand_values(v, nama) for v in nilai]
        if isinstance(nilai, str) and "{{<" in nilai:
            asal = Asal(f"metadata {nama}", None)
            return KODE_PENDEK.sub(lambda m: self._inline(m.group(1), asal, self.proyek.metadata), nilai)
        return nilai

    def _add(self, teks: str, asal: Asal) -> None:
        for baris in teks.split("\n"):
            self.naskah.baris.append(baris)
            self.naskah.asal.append(asal)

    def _expand(self, baris: list[str], nama: str, mulai: int, rantai: tuple[Path, ...]) -> None:
        """Expand the lines of one file, and of the files it includes."""
        pagar = ""
        for nomor, teks in enumerate(baris[mulai:], start=mulai + 1):
            asal = Asal(nama, nomor)
            cocok = PAGAR_KODE.match(teks)
            if pagar:
                if cocok and cocok.group(1).startswith(pagar) and not cocok.group(2):
                    pagar = ""
            elif cocok:
                if SEL_JALAN.match(cocok.group(2)):
                    raise asal.refuse("sel kode yang dijalankan tidak didukung; pindahkan ke notebook lalu pakai embed.")
                pagar = cocok.group(1)
            elif KODE_SISIP.search(teks):
                raise asal.refuse("kode sisipan yang dijalankan tidak didukung; pakai keluaran notebook atau meta.")
            if "{{<" in teks and pagar:
                raise asal.refuse("kode pendek di dalam blok kode atau HTML mentah tidak didukung; pindahkan ke luar blok.")
            if "{{<" in teks:
                self._line_with_shortcode(teks, asal, rantai)
            else:
                self._add(teks, asal)
        if pagar:
            raise Asal(nama, len(baris)).refuse("blok kode dibuka tetapi tidak ditutup.")

    def _line_with_shortcode(self, teks: str, asal: Asal, rantai: tuple[Path, ...]) -> None:
        if "{{{<" in teks:
            raise asal.refuse("kode pendek yang diloloskan ({{{< >}}}) tidak didukung.")
        sendiri = KODE_PENDEK.fullmatch(teks.strip())
        kata = sendiri.group(1).split() if sendiri else []
        if kata[:1] == ["include"]:
            self._include(kata[1:], asal, rantai)
        elif kata[:1] == ["embed"]:
            self._embed(kata[1:], asal)
        elif kata == ["pagebreak"]:
            self._add("\n::: {.pisah-halaman}\n:::\n", asal)
        else:
            hasil = KODE_PENDEK.sub(lambda m: self._inline(m.group(1), asal, self.naskah.metadata), teks)
            if "{{<" in hasil:
                raise asal.refuse("kode pendek dibuka dengan {{< tetapi tidak ditutup dengan >}} di baris yang sama.")
            self._add(hasil, asal)

    def _inline(self, isi: str, asal: Asal, metadata: dict[str, Any]) -> str:
        nama, *argumen = isi.split() or [""]
        if nama in {"include", "embed", "pagebreak"}:
            raise asal.refuse(f"kode pendek {nama} harus berdiri sendiri pada satu baris.")
        if nama != "meta":
            raise asal.refuse(f"kode pendek {nama or '(kosong)'} tidak didukung; yang didukung: include, embed, meta, pagebreak.")
        if len(argumen) != 1:
            raise asal.refuse("kode pendek meta memerlukan tepat satu nama, misalnya {{< meta polres.nama >}}.")
        nilai = lookup(metadata, argumen[0])
        if nilai is None:
            raise asal.refuse(f"variabel meta {argumen[0]} tidak ada; isi di _run.yml atau perbaiki namanya.")
        return nilai

    def _resolve(self, jalur: str) -> Path:
        """Resolve a path as Quarto does: from the root with `/`, else from the main document."""
        if jalur.startswith("/"):
            return (self.proyek.akar / jalur.lstrip("/")).resolve()
        return (self.dokumen.parent / jalur).resolve()

    def _include(self, argumen: list[str], asal: Asal, rantai: tuple[Path, ...]) -> None:
        if len(argumen) != 1:
            raise asal.refuse("kode pendek include memerlukan tepat satu nama berkas.")
        berkas = self._resolve(argumen[0])
        if not berkas.is_file():
            raise asal.refuse(f"berkas {argumen[0]} yang disertakan tidak ditemukan.")
        if berkas in rantai or len(rantai) > DALAM_MAKS:
            raise asal.refuse(f"berkas {argumen[0]} menyertakan dirinya sendiri.")
        nama = self.proyek.name_of(berkas).as_posix()
        baris = read_text(berkas, nama).splitlines()
        if baris and baris[0].strip() == "---":
            raise Asal(nama, 1).refuse("berkas yang disertakan tidak boleh mempunyai kepala YAML; pindahkan ke dokumen utama.")
        self._add("", asal)
        self._expand(baris, nama, 0, (*rantai, berkas))
        self._add("", asal)

    def _embed(self, argumen: list[str], asal: Asal) -> None:
        if len(argumen) != 1:
            raise asal.refuse("kode pendek embed memerlukan tepat satu alamat, misalnya /notebooks/x.ipynb#tbl-x.")
        jalur, _, label = argumen[0].partition("#")
        berkas = self._resolve(jalur)
        if not label:
            raise asal.refuse(f"embed {jalur} tidak menyebut label sel; tulis {jalur}#label.")
        if not berkas.is_file():
            raise asal.refuse(f"notebook {jalur} tidak ditemukan.")
        if berkas not in self.notebook:
            self.notebook[berkas] = load_cells(self.proyek, berkas)
        if label not in self.notebook[berkas]:
            raise asal.refuse(f"notebook {jalur} tidak mempunyai sel berlabel {label}.")
        sel = self.notebook[berkas][label]
        teks = cell_markdown(sel, self.aset)
        self._add("", asal)
        self._add(teks, Asal(f"{sel.notebook}, sel “{label}”", None))
        self._add("", asal)


def split_front_matter(baris: list[str], nama: str) -> tuple[dict[str, Any], int]:
    """Return the front matter of a document and the index of the line after it."""
    if not baris or baris[0].strip() != "---":
        return {}, 0
    for i, teks in enumerate(baris[1:], start=1):
        if teks.strip() in {"---", "..."}:
            return parse_yaml("\n".join(baris[1:i]), nama), i + 1
    raise at(nama, 1, "kepala YAML dibuka dengan --- tetapi tidak ditutup.")


def preprocess(proyek: Proyek, dokumen: Path, aset: Path) -> Naskah:
    """Return a main document with everything it includes and embeds.

    Parameters
    ----------
    proyek : Proyek
        The project, loaded for a profile.
    dokumen : Path
        Main document.
    aset : Path
        Folder that pictures from notebooks are written to.
    """
    return Pengurai(proyek, dokumen, aset).run()
