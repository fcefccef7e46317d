"""A folder that already is a package: its tables, profile, narrative and decisions are checked and taken as they are."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import KesalahanMasukan
from helpers.files import TERBESAR_TABEL, read_input
from helpers.masukan.csv_folder import package_from_csv
from helpers.masukan.impor import Hasil
from helpers.masukan.polda import known_polda
from helpers.masukan.tempat import write_files
from helpers.methodology import combined
from helpers.methodology.combined import BERKAS_TAMBAHAN
from helpers.parameters import make_room
from helpers.paths import Ruang
from helpers.sources.datapackage import BERKAS_PAKET, BERKAS_REALISASI, read_package, read_tables
from helpers.sources.facts import build_facts
from helpers.sources.plan import build_plan
from helpers.sources.profile import load_corrections, load_narrative, load_profile, raw_files
from helpers.sources.realisations import BERKAS_KETERANGAN, find_realisations, read_realisations
from helpers.validation.values import choose_values


@dataclass(frozen=True)
class _Folder(Ruang):
    """The folders of a package that is not in its place yet."""

    asal: Path = Path()

    @property
    def mentah(self) -> Path:
        """Where the package lies now."""
        return self.asal


def import_folder(folder: Path, akar: Path, metodologi: str, rencana: str) -> Hasil:
    """Read a package from a folder, or CSV files named after the tables of the template of `metodologi`, and a plan under the methodology `rencana`.

    Raises
    ------
    KesalahanMasukan
        With all problems of its files.
    """
    if not (folder / BERKAS_PAKET).exists():
        with tempfile.TemporaryDirectory(prefix="lkip-") as sementara:
            write_files(Path(sementara) / folder.name, package_from_csv(folder, akar, metodologi, rencana))
            return import_folder(Path(sementara) / folder.name, akar, metodologi, rencana)
    paket = read_package(folder)
    tujuan = make_room(akar, polres=paket.lkip.polres, tahun=paket.lkip.tahun)
    ruang = _Folder(akar, tujuan.polres, tujuan.tahun, asal=folder)
    m = combined.load(tujuan.metodologi, paket.lkip.metodologi, paket.lkip.rencana, folder)
    masalah: list[str] = []

    def attempt(baca, *isi):  # noqa: ANN001, ANN002, ANN202
        try:
            return baca(*isi)
        except KesalahanMasukan as galat:
            masalah.extend(galat.masalah)
            return None

    tabel, profil = attempt(read_tables, folder, paket), attempt(load_profile, ruang, paket.lkip.dokumen)
    narasi, koreksi = attempt(load_narrative, ruang), attempt(load_corrections, ruang)
    if narasi:
        masalah += [f"Berkas narasi.yml, isian \"{k}\": bukan indikator metodologi {m.kode}; betulkan kodenya."
                    for k in narasi.indikator if k not in m.indikator]
    if profil:
        kode = [p.kode for p in profil.polsek]
        masalah += [f"Berkas profil.yml, isian \"polsek\": kode \"{k}\" tertulis lebih dari sekali; hapus yang rangkap." for k in sorted({k for k in kode if kode.count(k) > 1})]
        daftar = known_polda(tujuan.metodologi)
        if daftar and profil.polda.nama not in daftar:
            masalah.append(f"Berkas profil.yml, isian \"polda.nama\": \"{profil.polda.nama[:60]}\" tidak ada di polda.yml; betulkan namanya.")
    fakta = attempt(build_facts, tabel, m, tujuan.polres, [p.kode for p in profil.polsek]) if tabel and profil else None
    if fakta is not None and koreksi is not None:
        attempt(choose_values, fakta, m.eksak, koreksi, tujuan.polres)
    if fakta is not None and m.rencana is not None and (lapor := find_realisations(folder)):
        attempt(read_realisations, lapor, build_plan(fakta, m), m, tujuan.polres, tujuan.tahun)
    if masalah:
        raise KesalahanMasukan(masalah)
    rencana = {BERKAS_TAMBAHAN, BERKAS_REALISASI, BERKAS_KETERANGAN} if m.rencana is not None else set()
    dipakai = rencana | {BERKAS_PAKET, "profil.yml", "narasi.yml", "koreksi.yml", *(t.path for t in paket.resources)}
    berkas = {b.name: read_input(b, terbesar=TERBESAR_TABEL) for b in raw_files(folder) if b.name in dipakai}
    lain = [b.name for b in raw_files(folder) if b.name not in dipakai]
    return Hasil(tujuan, berkas, tuple(f"Berkas {n} bukan bagian paket dan tidak ikut disimpan." for n in lain), fakta)
