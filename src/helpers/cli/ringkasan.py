"""The summary of a batch: one row a Polres, as CSV and as a page; it tells what is there, not when or how it was made."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from helpers.cli import tampilan
from helpers.errors import KesalahanMasukan
from helpers.numbers import format_number
from helpers.paths import Ruang

CSV, HALAMAN = "ringkasan.csv", "ringkasan.html"
_SEBUTAN = {"lkip": "LKIP", "rencana-aksi": "Rencana aksi"}
TERBIT, GAGAL = "terbit", "gagal"


@dataclass(frozen=True)
class Baris:
    """One Polres and year; counts of findings are empty where no report was made, `halaman` where it is no page.

    Attributes
    ----------
    halaman : str
        Pages of its documents as paths from the folder of the summary, with a space between them.
    """

    polres: str
    tahun: int
    nama: str
    polda: str
    keadaan: str
    kritis: int | None
    peringatan: int | None
    info: int | None
    keterangan: str
    halaman: str = ""


def describe(ruang: Ruang, kalimat: str) -> Baris:
    """Describe one request; `kalimat` says why it failed, empty when it did not."""
    from helpers.sources.datapackage import folder_suffix, list_documents
    from helpers.sources.profile import load_profile

    try:
        profil = load_profile(ruang, ())
        nama, polda = profil.nama, profil.polda.nama
    except (KesalahanMasukan, OSError):
        nama = polda = ""
    jumlah: dict[str, int | None] = dict.fromkeys(tampilan.TINGKAT)
    if not kalimat:
        try:
            hitung = Counter(t["tingkat"] for t in tampilan.read_findings(ruang.hasil / "temuan.csv"))
        except (OSError, ValueError, KeyError):
            return describe(ruang, f"Laporannya sudah terbit, tetapi folder {ruang.hasil.name} kemudian dihapus atau diubah program lain; ulangi perintah.")
        jumlah = {t: hitung[t] for t in tampilan.TINGKAT}
    halaman = [] if kalimat else [ruang.hasil_lain(folder_suffix(ruang, d)) / f"{d}.html" for d in list_documents(ruang)]
    return Baris(ruang.polres, ruang.tahun, nama, polda, GAGAL if kalimat else TERBIT, **jumlah, keterangan=kalimat,
                 halaman=" ".join(h.relative_to(ruang.hasil.parent).as_posix() for h in halaman if h.is_file()))


def write_summary(baris: Sequence[Baris], folder: Path) -> None:
    """Write `ringkasan.csv` and `ringkasan.html`."""
    from helpers.rendering.standalone import make_page
    from helpers.sources.workspace import harmless

    luaran = io.StringIO()
    penulis = csv.writer(luaran, lineterminator="\n")
    penulis.writerow([f.name for f in fields(Baris)])
    penulis.writerows(["" if x is None else harmless(x) for x in asdict(b).values()] for b in baris)
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / CSV, luaran.getvalue().encode("utf-8-sig"))
    _replace(folder / HALAMAN, make_page(_contents(baris), nama=HALAMAN).encode("utf-8"))


def _contents(baris: Sequence[Baris]) -> str:
    from helpers.display.markup import heading, paragraph, table

    gagal = [b for b in baris if b.keadaan == GAGAL]
    jumlah = {t: sum(getattr(b, t) or 0 for b in baris) for t in tampilan.TINGKAT}
    isi = [
        heading(1, "Ringkasan laporan"),
        paragraph(f"{format_number(len(baris) - len(gagal), 0)} dari {format_number(len(baris), 0)} laporan terbit, {format_number(len(gagal), 0)} gagal. "
                  f"Temuan pada semua laporan: {', '.join(f'{format_number(n, 0)} {t}' for t, n in jumlah.items())}.")]
    if gagal:
        isi += [heading(2, "Yang gagal", "gagal"), table(
            "Laporan yang tidak terbit dan sebabnya", ["Polres", "Tahun", "Sebab dan perbaikan"], [[b.nama or b.polres, str(b.tahun), b.keterangan] for b in gagal])]
    terbit = [[b.nama, b.polda, str(b.tahun), _links(b), *(format_number(getattr(b, t), 0) for t in tampilan.TINGKAT)]
              for b in baris if b.keadaan == TERBIT]
    if terbit:
        isi += [heading(2, "Yang terbit", "terbit"), table(
            "Laporan yang terbit dan temuannya", ["Polres", "Polda", "Tahun", "Dokumen", "Kritis", "Peringatan", "Info"], terbit, angka=(4, 5, 6))]
    return "\n".join(isi)


def _links(b: Baris) -> str:
    from helpers.display.markup import Html, link

    return Html(" · ".join(str(link(h, _SEBUTAN[Path(h).stem])) for h in b.halaman.split()) or "–")


def _replace(tujuan: Path, isi: bytes) -> None:
    """Write a file whole or not at all; another command may be writing the same one."""
    nomor, nama = tempfile.mkstemp(prefix=f".{tujuan.name}.", dir=tujuan.parent)
    try:
        with open(nomor, "wb") as berkas:
            berkas.write(isi)
        os.chmod(nama, 0o644)
        os.replace(nama, tujuan)
    except BaseException:
        Path(nama).unlink(missing_ok=True)
        raise
