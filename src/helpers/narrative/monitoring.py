"""What the monitoring report is made of: the plan, the realisations so far, and sentences on both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cached_property

from helpers.lineage.traced import Terlacak
from helpers.methodology.monitoring import BerkasPemantauan
from helpers.monitoring.progress import ROMAWI, TANPA, Pantauan, Status, follow, list_statuses
from helpers.monitoring.rollup import late, unreported
from helpers.narrative.plan import BahanRencana, load_plan
from helpers.narrative.words import capitalise, join_words, write_count, write_number
from helpers.paths import Ruang
from helpers.sources.plan import TRIWULAN
from helpers.sources.realisations import Realisasi, find_realisations, read_realisations
from helpers.validation.findings import Temuan

CONTOH = "CONTOH, bukan data resmi"
TANPA_PEMILIK = "Penanggung jawab tidak tercetak"


@dataclass(frozen=True, eq=False)
class BahanPantau(BahanRencana):
    """Material of a monitoring report.

    Attributes
    ----------
    realisasi : Realisasi or None
        None where nothing was handed in.
    triwulan : int
        The quarter reported on.
    """

    realisasi: Realisasi | None = None
    triwulan: int = 1

    @property
    def aturan(self) -> BerkasPemantauan:
        """Thresholds and forms."""
        return self.metodologi.pemantauan

    @property
    def contoh(self) -> bool:
        """Whether the realisations are invented."""
        return self.realisasi is not None and self.realisasi.contoh

    @property
    def periode(self) -> str:
        """The quarter reported on, as the document names it."""
        return ROMAWI[TRIWULAN[self.triwulan - 1]]

    @cached_property
    def pantauan(self) -> list[Pantauan]:
        """Every record followed, in reading order."""
        return follow(self.rencana, self.realisasi, self.metodologi, self.triwulan)

    @cached_property
    def status(self) -> list[Status]:
        """Every status, in order."""
        return list_statuses(self.aturan)

    @cached_property
    def dipakai(self) -> list[Temuan]:
        """Critical and warning findings on printed plans that this report shows."""
        sel = {s.fakta_id for p in self.pantauan for s in (*p.butir.triwulan, *([p.butir.target] if p.butir.target else []))}
        return [t for t in self.temuan if t.tingkat != "info" and any(x.fakta_id in sel for x in t.tempat)]

    def count_status(self, *kode: str) -> Terlacak:
        """Count records of some statuses."""
        return self.count(p.butir for p in self.pantauan if p.status.kode in kode)

    def source_note(self) -> str:
        """Name where plan and realisations come from."""
        asal = "rencana aksi tercetak"
        if self.realisasi is None:
            return f"{asal}; realisasi belum diserahkan"
        return f"{asal}; realisasi {self.realisasi.tabel.path}" + (f" ({CONTOH})" if self.contoh else "")


def load_monitoring(ruang: Ruang, triwulan: int) -> BahanPantau:
    """Load what notebooks 01 and 02 left, and the realisations: those the run was given, else those handed in with the plan.

    Raises
    ------
    KesalahanMasukan
        When the data holds no action plan, those notebooks have not run yet, or the realisations are broken.
    """
    b = load_plan(ruang)
    berkas = find_realisations(ruang.bersih) or find_realisations(ruang.mentah)
    realisasi = read_realisations(berkas, b.rencana, b.metodologi, ruang.polres, ruang.tahun) if berkas else None
    return BahanPantau(**{f.name: getattr(b, f.name) for f in fields(b)}, realisasi=realisasi, triwulan=triwulan)


def standing(b: BahanPantau) -> str:
    """Say how far the plan is."""
    nama = f"{b.nama} sampai dengan {b.periode} tahun {b.tahun}"
    dinilai = [p for p in b.pantauan if p.status.kode != TANPA]
    kalimat = [f"Sampai dengan {b.periode}, {write_number(b.count(p.butir for p in dinilai), 0)} indikator dan langkah aksi {b.nama} telah direncanakan atau dilaporkan."]
    if b.realisasi is None:
        return f"Realisasi rencana aksi {nama} belum diserahkan; laporan ini hanya memuat rencananya. {kalimat[0]} Yang belum dilaporkan tidak dinilai, dan tidak dianggap nol."
    isi = [f"{write_number(n, 0)} {s.kata.lower()}" for s in b.status if s.kode != TANPA and (n := b.count_status(s.kode))]
    kalimat.append(f"Statusnya: {join_words(isi)}.")
    if sesudah := [x for x in b.realisasi.lapor if x.periode > TRIWULAN[b.triwulan - 1]]:
        kalimat.append(f"{capitalise(write_count(len(sesudah)))} baris realisasi sesudah {b.periode} tidak dipakai.")
    return " ".join(kalimat)


def lateness(b: BahanPantau) -> str:
    """Say what is late, and whose it is."""
    if b.realisasi is None:
        return ""
    daftar = late(b.pantauan, b.aturan)
    if not daftar:
        return "Tidak ada indikator atau langkah aksi yang terlambat."
    pemilik: dict[str, int] = {}
    for p in daftar:
        nama = next((o.nama for o in p.butir.pemilik), TANPA_PEMILIK)
        pemilik[nama] = pemilik.get(nama, 0) + 1
    urut = sorted(pemilik.items(), key=lambda x: -x[1])
    isi = join_words([f"{nama} ({write_count(n)})" for nama, n in urut])
    return f"{capitalise(write_number(b.count(p.butir for p in daftar), 0))} indikator dan langkah aksi terlambat, menurut penanggung jawab utamanya: {isi}."


def silence(b: BahanPantau) -> str:
    """Say of how many records nothing is known."""
    diam = unreported(b.pantauan)
    if b.realisasi is None or not diam:
        return ""
    return (f"{capitalise(write_number(b.count(p.butir for p in diam), 0))} indikator dan langkah aksi yang direncanakan belum dilaporkan; statusnya abu-abu dan tidak dihitung sebagai nol persen.")


def forecast(b: BahanPantau) -> str:
    """Say how the end of the year is projected, and for what."""
    ada = [p for p in b.pantauan if p.proyeksi]
    cara = (f"Proyeksi = realisasi ÷ rencana sampai dengan {b.periode} × rencana setahun; {b.aturan.proyeksi.alasan}. Hanya rencana yang dijumlahkan dan yang kumulatif "
            "diproyeksikan, dan hanya bila setiap triwulannya sudah dilaporkan; indeks, rasio, rata-rata, dan batas tidak.")
    if b.triwulan == len(TRIWULAN):
        return "Tahun sudah selesai; tidak ada yang diproyeksikan."
    if not ada:
        return f"{cara} Belum ada yang dapat diproyeksikan."
    kurang = _having(ada, lambda p: p.proyeksi.status.kode != b.aturan.ambang[0].kode)
    return f"{cara} Dari {write_number(b.count(p.butir for p in ada), 0)} yang diproyeksikan, {write_number(b.count(kurang), 0)} tidak akan mencapai rencana atau target setahunnya bila berjalan seperti sekarang."


def _having(pantauan: Iterable[Pantauan], syarat: Callable[[Pantauan], bool]) -> list:
    return [p.butir for p in pantauan if syarat(p)]
