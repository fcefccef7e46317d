"""`lkip run --ikuti`: one warm process that makes a report again whenever what it depends on changes."""

from __future__ import annotations

import contextlib
import gc
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

import helpers
from helpers.cli import tampilan
from helpers.cli.masukan import put_in_place
from helpers.errors import KesalahanMasukan
from helpers.masukan.tempat import DataLain
from helpers.numbers import format_number
from helpers.paths import Ruang, find_root, resolve_folders
from helpers.pipeline.inputs import stage_digest
from helpers.pipeline.kept import Simpanan
from helpers.pipeline.publish import SedangDikerjakan
from helpers.pipeline.run import Hasil, Kemajuan
from helpers.pipeline.watch import JEDA, Keadaan, Sasaran, follow, look
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


def room_to_follow(polres: str, tahun: str, dari: str, ke: str, buku: BukuMasukan | None = None) -> Ruang:
    """Return the folders that are followed: there may be broken data in them, and none yet where a workbook brings them.

    Raises
    ------
    KesalahanMasukan
        When there is nothing to follow.
    """
    from helpers.cli.main import _room
    from helpers.parameters import make_room

    if buku:
        if dari:
            raise KesalahanMasukan("Opsi --buku mengisi data/raw, jadi tidak dipakai bersama --dari; pilih salah satunya.")
        if not buku.berkas.is_file():
            raise KesalahanMasukan(f"Buku \"{buku.berkas.as_posix()}\" tidak ada; sebutkan buku Excel dari lkip init atau lkip ekspor.")
    try:
        return _room(polres, tahun, dari, ke)
    except KesalahanMasukan:
        angka: Any = int(tahun) if tahun.strip().isdecimal() else tahun
        data, luaran = resolve_folders(dari, ke)
        ruang = make_room(find_root(), data=data, luaran=luaran, polres=polres, tahun=angka)
        if buku is None and not ruang.mentah.is_dir():
            raise
        return ruang


def check_wishes(ruang: Ruang, dokumen: str, format: Sequence[str], mesin: str, buku: BukuMasukan | None = None) -> None:  # noqa: A002
    """Refuse at once what no change of the data would make possible.

    Raises
    ------
    KesalahanMasukan
        For an unknown format, engine or document.
    """
    from helpers.rendering.engine import check_formats, choose_engine
    from helpers.sources.datapackage import choose_document

    check_formats(format)
    choose_engine(mesin)
    if buku is None:
        choose_document(ruang, dokumen)


def targets(ruang: Ruang, buku: BukuMasukan | None = None) -> list[Sasaran]:
    """Return everything a report depends on."""
    akar = ruang.akar
    return [
        Sasaran("data", ruang.mentah), Sasaran("metodologi", ruang.metodologi), Sasaran("notebook", akar / "notebooks", (".ipynb",)),
        Sasaran("templat", akar / "report"), Sasaran("susunan", akar, (".yml",), dalam=False), Sasaran("berkas", akar / "requirements.lock"),
        Sasaran("program", Path(helpers.__file__).parent), *([Sasaran("buku", buku.berkas)] if buku else [])]


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
    _program: str = field(init=False)
    hangat: bool = False
    _sebelum: Terbitan | None = None
    _impor: bool = True
    _disimpan: bool = False
    _menunggu: bool = False
    _catatan: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._program = stage_digest(self.ruang.akar)

    def look(self) -> Keadaan:
        """Return what there is now."""
        return look(targets(self.ruang, self.buku))

    def __call__(self, berubah: Sequence[str], kini: Keadaan) -> Keadaan | None:
        """Make the report; see `helpers.pipeline.watch.follow`. Whatever goes wrong is said, and the watch goes on."""
        mulai, apa = time.perf_counter(), _names(berubah)
        if any(n.startswith("buku ") for n in berubah):
            self._impor = self._disimpan = True
        try:
            if stage_digest(self.ruang.akar) != self._program:
                self._say("✗", apa, "Program berubah sejak perintah ini dimulai; akhiri dengan Ctrl-C, lalu jalankan lagi.")
                return kini
            with self._busy() as kemajuan:
                if self.buku and self._impor:
                    self._import(self.buku)
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

    def _import(self, buku: BukuMasukan) -> None:
        from helpers.masukan.impor import import_book

        hasil = import_book(buku.berkas, self.ruang.akar, batas=buku.batas)
        r = hasil.ruang
        if (r.polres, r.tahun) != (self.ruang.polres, self.ruang.tahun):
            raise KesalahanMasukan(
                f"Buku {buku.berkas.name} berisi data {r.polres} {r.tahun}, bukan {self.ruang.polres} {self.ruang.tahun}; "
                "sebutkan buku, --polres, dan --tahun yang sesuai.")
        # who saves it while it is followed means it to be the data
        put_in_place(hasil, buku.timpa or self._disimpan)
        self._impor = False
        for catatan in hasil.catatan:
            if catatan not in self._catatan:
                self.layar.print(f"  – {tampilan.plain(catatan)}", soft_wrap=True)
        self._catatan = set(hasil.catatan)

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
            self.layar.print(f"  – {tampilan.plain(satu)}", soft_wrap=True)

    def _say(self, tanda: str, apa: str, kalimat: str) -> None:
        self.layar.print(f"{self.pukul()} {tanda} {apa}: {tampilan.plain(kalimat)}", soft_wrap=True)


def differences(lama: Terbitan, baru: Terbitan) -> list[str]:
    """Say how the result of a round differs from that of the round before."""
    p = compare(lama, baru)
    bagian = [f"{format_number(len(isi), 0)} {kata} ({_titles(isi)})" for isi, kata in ((p.temuan_baru, "baru"), (p.temuan_hilang, "hilang")) if len(isi)]
    if n := len(p.temuan_berubah):
        bagian.append(f"{format_number(n, 0)} berubah isi")
    fakta = p.fakta_berubah
    if len(fakta) == 1:
        f = fakta.iloc[0]
        bagian.append(f"1 angka berubah ({f['nilai_teks_a'] or 'kosong'} → {f['nilai_teks_b'] or 'kosong'})")
    elif n := len(fakta) + len(p.fakta_muncul) + len(p.fakta_lenyap):
        bagian.append(f"{format_number(n, 0)} angka berubah")
    return bagian


def _titles(temuan: pd.DataFrame) -> str:
    return "; ".join(temuan["judul"].head(_DISEBUT)) + (f"; dan {len(temuan) - _DISEBUT} lagi" if len(temuan) > _DISEBUT else "")


def _names(berubah: Sequence[str]) -> str:
    if not berubah:
        return "awal"
    return ", ".join(berubah[:_DISEBUT]) + (f", dan {len(berubah) - _DISEBUT} lagi" if len(berubah) > _DISEBUT else "")


def watch(ruang: Ruang, susun: Susun, layar: Console, buku: BukuMasukan | None = None, *, ulang: bool = False) -> None:
    """Make a report, and again whenever something it depends on changes, until it is interrupted.

    Parameters
    ----------
    ruang : Ruang
        Its folders; there may be no data in them yet.
    susun : callable
        Makes the report.
    layar : Console
    buku : BukuMasukan, optional
        The workbook that is imported first.
    ulang : bool
        Take nothing that is kept the first time.
    """
    from helpers.rendering import typeset
    from helpers.rendering.warm import PenataSiaga
    from helpers.validation.checking import start_early

    babak = Babak(ruang, susun, layar, buku, ulang)
    layar.print(f"Mengikuti {ruang.polres} {ruang.tahun}: laporannya disusun lagi setiap kali data, metodologi, notebook, atau templat berubah. "
                "Ctrl-C mengakhiri.", soft_wrap=True)
    start_early()
    penata = typeset.siaga = PenataSiaga()

    def work(berubah: Sequence[str], kini: Keadaan) -> Keadaan | None:
        dikerjakan = babak(berubah, kini)
        if dikerjakan is not None and not babak.hangat:
            _warm_up(ruang, susun)
            babak.hangat = True
        penata.rest()
        gc.collect()
        return dikerjakan

    try:
        with _interruptible() as check:
            follow(babak.look, work, lambda: (check(), wait()))
    except KeyboardInterrupt:
        layar.print(f"Selesai mengikuti; hasil terakhir di {ruang.shown(ruang.hasil)}/.")
    finally:
        typeset.siaga = None
        penata.close()


@contextlib.contextmanager
def _interruptible() -> Iterator[Callable[[], None]]:
    """Give what ends the watch once Ctrl-C was pressed, where nothing else did: some of what runs in a round takes no notice."""
    ditekan = False

    def press(*_: object) -> None:
        nonlocal ditekan
        ditekan = True
        raise KeyboardInterrupt

    def check() -> None:
        if ditekan:
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield check
        return
    def tell(isi: Any) -> None:
        if not isinstance(isi.exc_value, KeyboardInterrupt):
            lapor(isi)

    # what clears away objects cannot be interrupted; Python would write a traceback in the place of it
    semula, lapor = signal.signal(signal.SIGINT, press), sys.unraisablehook
    sys.unraisablehook = tell
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, semula)
        sys.unraisablehook = lapor


def wait() -> None:
    """Return after the time between two looks."""
    time.sleep(JEDA)


def _warm_up(ruang: Ruang, susun: Susun) -> None:
    """Make the report once for nobody, so that everything is imported and laid out when the first change comes."""
    with tempfile.TemporaryDirectory(prefix="lkip-", ignore_cleanup_errors=True) as folder, contextlib.suppress(Exception):
        susun(Ruang(ruang.akar, ruang.polres, ruang.tahun, ruang.data, Path(folder)), Simpanan(), lambda tahap, detik: None)
