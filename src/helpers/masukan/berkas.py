"""Open a workbook someone hands in: refuse what is none, what is too large, and what could run."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path

from openpyxl import Workbook, load_workbook

from helpers.errors import KesalahanMasukan
from helpers.files import read_input

TERBESAR = 20_000_000
#: Bounds on what the parts of the archive say they unpack to; a filled workbook of a Polres takes below 5 MB.
TERBESAR_BAGIAN, TERBESAR_SEMUA, BAGIAN_TERBANYAK = 30_000_000, 90_000_000, 2_000
BARIS_TERBANYAK, KOLOM_TERBANYAK = 5_000, 200
_SIMPAN = "simpan sebagai \"Buku Kerja Excel (.xlsx)\", lalu ulangi"


def open_book(berkas: Path) -> tuple[Workbook, Workbook]:
    """Open a workbook twice: with its formulas, and with the values these last gave.

    Raises
    ------
    KesalahanMasukan
        When it is no plain workbook of a sensible size.
    """
    nama = f"Buku {berkas.name}"
    mentah = read_input(berkas, terbesar=TERBESAR)
    if not mentah:
        raise KesalahanMasukan(f"{nama} kosong (0 bita); {_SIMPAN} dari Excel.")
    if mentah.startswith(b"%PDF"):
        raise KesalahanMasukan(f"{nama} sebenarnya berkas PDF; pakai buku Excel yang dibuat lkip init.")
    if mentah.startswith(b"\xd0\xcf\x11\xe0"):
        raise KesalahanMasukan(f"{nama} bersandi atau berbentuk Excel lama (.xls); buka, hapus sandinya, {_SIMPAN}.")
    if berkas.suffix.lower() == ".xlsm":
        raise KesalahanMasukan(f"{nama} adalah buku bermakro (.xlsm), yang tidak diterima; {_SIMPAN}.")
    ada_rumus = _check_archive(nama, mentah)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions that are left out are none of ours
            rumus = load_workbook(io.BytesIO(mentah))
            # reading twice takes twice as long; without a formula both are the same
            return rumus, load_workbook(io.BytesIO(mentah), data_only=True) if ada_rumus else rumus
    except Exception:  # noqa: BLE001  whatever a damaged file does to the reader, the user hears one sentence
        raise KesalahanMasukan(f"{nama} rusak sehingga tidak dapat dibaca; buka di Excel, {_SIMPAN}.") from None


def _check_archive(nama: str, mentah: bytes) -> bool:
    """Refuse what is no workbook; returns whether any sheet holds a formula."""
    ada_rumus = False
    try:
        with zipfile.ZipFile(io.BytesIO(mentah)) as arsip:
            daftar = arsip.infolist()
            isi = {i.filename.lower() for i in daftar}
            if "mimetype" in isi and "content.xml" in isi:
                raise KesalahanMasukan(f"{nama} berbentuk OpenDocument (.ods); {_SIMPAN}.")
            if "xl/workbook.xml" not in isi:
                raise KesalahanMasukan(f"{nama} bukan buku Excel; pakai buku yang dibuat lkip init.")
            besar = sum(i.file_size for i in daftar)
            if len(daftar) > BAGIAN_TERBANYAK or besar > TERBESAR_SEMUA or any(i.file_size > TERBESAR_BAGIAN for i in daftar):
                raise KesalahanMasukan(
                    f"{nama} terlalu besar: isinya {besar // 1_000_000} MB setelah dibuka; hapus baris dan lembar yang tidak perlu, lalu ulangi.")
            if any(n.endswith("vbaproject.bin") for n in isi):
                raise KesalahanMasukan(f"{nama} memuat makro, yang tidak diterima; {_SIMPAN}.")
            for i in daftar:
                isi_bagian = arsip.read(i) if i.filename.endswith((".xml", ".rels")) else b""
                if b"<!DOCTYPE" in isi_bagian[:4096]:
                    raise KesalahanMasukan(f"{nama} memuat deklarasi DOCTYPE, yang tidak ditulis Excel; {_SIMPAN}.")
                ada_rumus = ada_rumus or (b"<f>" in isi_bagian or b"<f " in isi_bagian)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        raise KesalahanMasukan(f"{nama} bukan buku Excel atau rusak; pakai buku yang dibuat lkip init.") from None
    return ada_rumus
