"""The rounds of `lkip run --ikuti`: a report is made again, and a line says what came of it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import helpers
from helpers.cli import tampilan
from helpers.cli.masukan import put_in_place
from helpers.errors import KesalahanMasukan, name_some
from helpers.masukan.tempat import DataLain
from helpers.numbers import format_number
from helpers.paths import Ruang
from helpers.pipeline.inputs import stage_digest
from helpers.pipeline.kept import Simpanan
from helpers.pipeline.publish import SedangDikerjakan
from helpers.pipeline.run import Hasil, Kemajuan
from helpers.pipeline.watch import Keadaan, Sasaran, look
from helpers.validation.difference import Terbitan, compare, read_published

if TYPE_CHECKING:
    from rich.console import Console

#: Makes the report of a room with what is kept, telling of its progress; does nothing where there is nothing to do.
Susun = Callable[[Ruang, Simpanan, Kemajuan], Hasil]
_DISEBUT = 3  # files and findings named in a line


@dataclass(frozen=True)
class BukuMasukan:
    """The workbook that is imported whenever it is saved; options as of `lkip impor`."""

    berkas: Path
    timpa: bool = False
    batas: bool = True


def targets(ruang: Ruang, buku: BukuMasukan | None = None) -> list[Sasaran]:
    """Return everything a report depends on."""
    akar = ruang.akar
    return [
        Sasaran("data", ruang.mentah), Sasaran("metodologi", ruang.metodologi), Sasaran("notebook", akar / "notebooks", (".ipynb",)),
        Sasaran("templat", akar / "report"), Sasaran("susunan", akar, (".yml",), dalam=False), Sasaran("berkas", akar / "requirements.lock"),
        Sasaran("program", Path(helpers.__file__).parent), *([Sasaran("buku", buku.berkas)] if buku else [])]


class _BukuDiikuti:
    """The workbook of a watch: whether it is to be imported, and what of its notes was told already."""

    def __init__(self, buku: BukuMasukan, ruang: Ruang):
        self._masukan, self._ruang = buku, ruang
        self.impor, self._timpa = True, buku.timpa
        self._catatan: tuple[str, ...] = ()

    def saved(self) -> None:
        """It was saved: who does so while it is followed means it to be the data."""
        self.impor = self._timpa = True

    def read(self) -> list[str]:
        """Make it the raw data; returns the notes on it that are new.

        Raises
        ------
        KesalahanMasukan
            Where `lkip impor` would, and for a workbook of another Polres or year.
        """
        from helpers.masukan.impor import import_book

        buku, ruang = self._masukan.berkas, self._ruang
        hasil = import_book(buku, ruang.akar, batas=self._masukan.batas)
        if (hasil.ruang.polres, hasil.ruang.tahun) != (ruang.polres, ruang.tahun):
            raise KesalahanMasukan(
                f"Buku {buku.name} berisi data {hasil.ruang.polres} {hasil.ruang.tahun}, bukan {ruang.polres} {ruang.tahun}; "
                "sebutkan buku, --polres, dan --tahun yang sesuai.")
        put_in_place(hasil, self._timpa)
        self.impor = False
        baru = [c for c in hasil.catatan if c not in self._catatan]
        self._catatan = tuple(hasil.catatan)
        return baru


@dataclass
class Babak:
    """The rounds of one watch; each is told in one line.

    Attributes
    ----------
    hangat : bool
        Whether everything was made in this process once, so that the next time it is quick.
    """

    ruang: Ruang
    susun: Susun
    layar: Console
    buku: BukuMasukan | None = None
    ulang: bool = False
    pukul: Callable[[], str] = lambda: time.strftime("%H.%M.%S")
    hangat: bool = False
    _program: str = field(init=False)
    _buku: _BukuDiikuti | None = field(init=False)
    _sebelum: Terbitan | None = None
    _menunggu: bool = False

    def __post_init__(self) -> None:
        self._program = stage_digest(self.ruang.akar)
        self._buku = _BukuDiikuti(self.buku, self.ruang) if self.buku else None

    def look(self) -> Keadaan:
        """Return what there is now."""
        return look(targets(self.ruang, self.buku))

    def __call__(self, berubah: Sequence[str], kini: Keadaan) -> Keadaan | None:
        """Make the report; see `helpers.pipeline.watch.follow`. Whatever goes wrong is said, and the watch goes on."""
        mulai, apa = time.perf_counter(), name_some(berubah, _DISEBUT) or "awal"
        if self._buku and any(n.startswith("buku ") for n in berubah):
            self._buku.saved()
        try:
            if stage_digest(self.ruang.akar) != self._program:
                self._say("✗", apa, "Program berubah sejak perintah ini dimulai; akhiri dengan Ctrl-C, lalu jalankan lagi.")
                return kini
            with self._busy() as kemajuan:
                if self._buku and self._buku.impor:
                    for catatan in self._buku.read():
                        self._note(catatan)
                    kini = self.look()
                hasil = self.susun(self.ruang, Simpanan.of(self.ruang, self._program, pakai=not self.ulang), kemajuan)
                self.ulang = False
            lama = time.perf_counter() - mulai
            self.hangat = self.hangat or not (hasil.tetap or hasil.dipakai)
            self._tell(apa, hasil, lama)
        except SedangDikerjakan as galat:
            if not self._menunggu:
                self._say("…", apa, f"{galat.masalah[0].partition(';')[0]}; menunggu.")
            self._menunggu = True
            return None
        except DataLain:  # at the start: whose data these are is for the user to say
            raise
        except KesalahanMasukan as galat:
            self._refuse(apa, galat.masalah)
        except Exception as galat:  # noqa: BLE001  a fault ends a round, not the watch
            from helpers.cli.main import fault_sentence

            self._say("✗", apa, fault_sentence(galat))
        self._menunggu = False
        return kini

    @contextlib.contextmanager
    def _busy(self) -> Iterator[Kemajuan]:
        """Show on a terminal that work is going on, and what."""
        if not self.layar.is_terminal:
            yield lambda tahap, detik: None
            return
        with self.layar.status("Menyusun …") as status:
            yield lambda tahap, detik: status.update(f"{tampilan.stage_name(tahap)} …") if detik is None else None

    def _tell(self, apa: str, hasil: Hasil, detik: float) -> None:
        baru = read_published(hasil.folder)
        bagian = ["tidak ada yang berubah" if hasil.tetap and self._sebelum is None else "isinya sama" if hasil.tetap else "",
                  f"{format_number(detik, 1)} detik", f"{format_number(len(baru.temuan), 0)} temuan"]
        if self._sebelum is not None:
            bagian += differences(self._sebelum, baru)
        self._sebelum = baru
        self._say("✓", apa, " · ".join(b for b in bagian if b))

    def _refuse(self, apa: str, masalah: Sequence[str]) -> None:
        self._say("✗", apa, masalah[0] if len(masalah) == 1 else "ada masalah; hasil terakhir tetap.")
        for satu in masalah if len(masalah) > 1 else ():
            self._note(satu)

    def _note(self, kalimat: str) -> None:
        self.layar.print(f"  – {tampilan.plain(kalimat)}", soft_wrap=True)

    def _say(self, tanda: str, apa: str, kalimat: str) -> None:
        self.layar.print(f"{self.pukul()} {tanda} {apa}: {tampilan.plain(kalimat)}", soft_wrap=True)


def differences(lama: Terbitan, baru: Terbitan) -> list[str]:
    """Say how the result of a round differs from that of the round before."""
    p = compare(lama, baru)
    bagian = [f"{format_number(len(isi), 0)} {kata} ({name_some(list(isi['judul']), _DISEBUT, '; ')})" for isi, kata in ((p.temuan_baru, "baru"), (p.temuan_hilang, "hilang")) if len(isi)]
    if n := len(p.temuan_berubah):
        bagian.append(f"{format_number(n, 0)} berubah isi")
    fakta = p.fakta_berubah
    if len(fakta) == 1:
        f = fakta.iloc[0]
        bagian.append(f"1 angka berubah ({f['nilai_teks_a'] or 'kosong'} → {f['nilai_teks_b'] or 'kosong'})")
    elif n := len(fakta) + len(p.fakta_muncul) + len(p.fakta_lenyap):
        bagian.append(f"{format_number(n, 0)} angka berubah")
    return bagian
