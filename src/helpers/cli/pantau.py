"""The command `lkip pantau`: an action plan followed during its year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from helpers.cli.bahasa import Perintah
from helpers.errors import KesalahanMasukan

DOKUMEN = "pantau"
_TRIWULAN = ("1", "2", "3", "4")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("pantau", cls=Perintah)(monitor_command)


def monitor_command(
    polres: Annotated[str, typer.Option("--polres", metavar="kode", help="Kode Polres, misalnya banjar.")],
    tahun: Annotated[str, typer.Option("--tahun", metavar="tahun", help="Tahun rencana aksi, misalnya 2025.")],
    triwulan: Annotated[str, typer.Option("--triwulan", metavar="nomor", help="Triwulan yang dilaporkan: 1, 2, 3, atau 4.")],
    realisasi: Annotated[str, typer.Option(
        "--realisasi", metavar="berkas", help="CSV realisasi dengan keterangannya; bawaannya realisasi.csv di folder data, bila ada.")] = "",
    format: Annotated[list[str], typer.Option("--format", metavar="format", help="html, pdf, atau docx; boleh lebih dari satu.")] = ["html", "pdf"],  # noqa: B006
    mesin: Annotated[str, typer.Option("--mesin", metavar="mesin", help="Mesin dokumen: auto, embedded, atau quarto.")] = "auto",
    dari: Annotated[str, typer.Option("--dari", metavar="folder", help="Folder data mentah lain, berisi <polres>/<tahun>/; bawaannya data/raw.")] = "",
    ke: Annotated[str, typer.Option("--ke", metavar="folder", help="Folder hasil lain; bawaannya build, atau build/<nama folder> bila --dari dipakai.")] = "",
    ulang: Annotated[bool, typer.Option("--ulang", help="Susun semuanya lagi, juga yang tidak berubah.")] = False,
) -> int:
    """Bandingkan rencana aksi dengan realisasinya sampai dengan satu triwulan: build/<polres>-<tahun>-pantau-tw<nomor>."""
    from helpers.cli import tampilan
    from helpers.cli.main import _additions, _import_early, _kept, _numbers_of, _room
    from helpers.monitoring.progress import follow, list_statuses
    from helpers.monitoring.rollup import count_all
    from helpers.pipeline.run import Khusus, run
    from helpers.sources.profile import monitoring_metadata

    if triwulan.strip() not in _TRIWULAN:
        raise KesalahanMasukan(f"Triwulan \"{triwulan[:20]}\" tidak dikenal; pilih 1, 2, 3, atau 4.")
    nomor = int(triwulan)
    ruang = _room(polres, tahun, dari, ke)
    masukan, rencana, lapor, isian = _read(ruang, realisasi)
    catatan = _note(lapor)
    tambahan = (lapor.to_facts(ruang.polres, ruang.tahun, masukan.metodologi), lapor.tabel) if lapor else None
    layar, simpan = tampilan.console(), _kept(ruang, ulang)
    kemajuan = tampilan.Kemajuan(layar)
    try:
        hasil = run(ruang, DOKUMEN, format, mesin, metadata=monitoring_metadata(ruang, nomor, catatan), kemajuan=kemajuan, mulai=_import_early,
                    khusus=Khusus({"triwulan": nomor}, isian, f"pantau-tw{nomor}"), simpan=simpan,
                    lampiran=_additions(_numbers_of(ruang, DOKUMEN, tambahan, simpan), ruang, False, DOKUMEN, simpan))
    finally:
        kemajuan.stop()
    jumlah = count_all(follow(rencana, lapor, masukan.metodologi, nomor))
    layar.print()
    if lapor is None:
        layar.print("Realisasi belum diserahkan; laporan memuat rencananya saja.")
    elif catatan:
        layar.print(catatan)
    layar.print("Status : " + ", ".join(f"{jumlah[s.kode]} {s.kata.lower()}" for s in list_statuses(masukan.metodologi.pemantauan) if jumlah[s.kode]))
    layar.print(f"Mesin  : {hasil.mesin} ({hasil.versi_mesin})")
    layar.print(f"Hasil  : {ruang.shown(hasil.folder)}/")
    tampilan.show_files(layar, hasil.folder, hasil.berkas)
    return 0


def _read(ruang: Any, realisasi: str) -> tuple[Any, Any, Any, dict[str, bytes]]:
    """Read plan and realisations before anything runs, so that bad input is told at once; the files go to the notebooks under fixed names."""
    from helpers.sources.facts import build_facts
    from helpers.sources.plan import build_plan
    from helpers.sources.realisations import find_realisations, read_realisations, standard_files
    from helpers.sources.workspace import load_input

    masukan = load_input(ruang)
    m = masukan.metodologi
    if m.rencana is None:
        raise KesalahanMasukan(f"Data {ruang.polres} {ruang.tahun} tidak memuat rencana aksi; pilih data yang memuatnya.")
    rencana = build_plan(build_facts(masukan.tabel, m, ruang.polres, masukan.nama_wilayah), m, masukan.tabel)
    berkas = Path(realisasi).absolute() if realisasi else find_realisations(ruang.mentah)
    if berkas is None:
        return masukan, rencana, None, {}
    return masukan, rencana, read_realisations(berkas, rencana, m, ruang.polres, ruang.tahun), standard_files(berkas)


def _note(lapor: Any) -> str:
    from helpers.narrative.monitoring import CONTOH

    return CONTOH if lapor is not None and lapor.contoh else ""
