"""The commands between Excel and the raw data: `lkip init`, `lkip impor`, `lkip ekspor`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from helpers.cli.bahasa import Perintah
from helpers.errors import KesalahanMasukan

#: What a new workbook follows.
METODOLOGI, METODOLOGI_RENCANA = "polri-2020-2024", "rencana-aksi-2025"

DOKUMEN = ("lkip", "rencana-aksi")
Timpa = Annotated[bool, typer.Option("--timpa", help="Ganti yang sudah ada.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("init", cls=Perintah)(init_command)
    app.command("impor", cls=Perintah)(import_command)
    app.command("ekspor", cls=Perintah)(export_command)


def init_command(
    polres: Annotated[str, typer.Option("--polres", metavar="kode", help="Kode Polres: huruf kecil, angka, tanda hubung; misalnya oku.")] = "",
    tahun: Annotated[str, typer.Option("--tahun", metavar="tahun", help="Tahun anggaran yang dilaporkan.")] = "",
    nama: Annotated[str, typer.Option("--nama", metavar="nama", help="Nama Polres, misalnya Polres Ogan Komering Ulu.")] = "",
    polda: Annotated[str, typer.Option("--polda", metavar="nama", help="Polda, misalnya Sumatera Selatan.")] = "",
    kabupaten: Annotated[str, typer.Option("--kabupaten", metavar="nama", help="Kabupaten atau kota, misalnya Kabupaten Ogan Komering Ulu.")] = "",
    polsek: Annotated[str, typer.Option("--polsek", metavar="daftar", help="Nama Polsek dengan titik koma di antaranya.")] = "",
    metodologi: Annotated[str, typer.Option("--metodologi", metavar="kode", help="Metodologi yang dipakai.")] = METODOLOGI,
    dokumen: Annotated[list[str], typer.Option("--dokumen", metavar="dokumen", help="Isi buku: lkip atau rencana-aksi; tanpa pilihan, keduanya.")] = [],  # noqa: B006
    timpa: Timpa = False,
) -> int:
    """Tulis buku Excel kosong untuk diisi: data/masukan/<kode>-<tahun>.xlsx. Yang tidak disebut akan ditanyakan."""
    from helpers.cli import tampilan
    from helpers.masukan.mulai import check_identity, earlier_answers
    from helpers.masukan.tempat import write_new
    from helpers.masukan.templat import template_book, unit_finder
    from helpers.masukan.tulis import write_book
    from helpers.methodology.rules import load_methodology
    from helpers.paths import find_root

    akar = find_root()
    if asing := [d for d in dokumen if d not in DOKUMEN]:
        raise KesalahanMasukan(f"Dokumen \"{asing[0][:40]}\" tidak dikenal; pilih {' atau '.join(DOKUMEN)}.")
    semua = akar / "data" / "raw" / "metodologi"
    m = load_methodology(semua, metodologi)
    rencana = load_methodology(semua, METODOLOGI_RENCANA) if "rencana-aksi" in (dokumen or DOKUMEN) else None
    polres, tahun = _ask(polres, "Kode Polres (misalnya oku)", "--polres"), _ask(tahun, "Tahun anggaran", "--tahun")
    lama = earlier_answers(akar, polres, _year(tahun))
    siapa = check_identity(
        akar, metodologi, polres=polres, tahun=_year(tahun),
        nama=_ask(nama, "Nama Polres (misalnya Polres Ogan Komering Ulu)", "--nama", lama), polda=_ask(polda, "Polda (misalnya Sumatera Selatan)", "--polda", lama),
        kabupaten=_ask(kabupaten, "Kabupaten atau kota (misalnya Kabupaten Ogan Komering Ulu)", "--kabupaten", lama),
        polsek=_ask(polsek, "Nama Polsek, dengan titik koma di antaranya", "--polsek", lama))
    tujuan = akar / "data" / "masukan" / f"{siapa.polres}-{siapa.tahun}.xlsx"
    buku = template_book(m, semua / metodologi, siapa, rencana, [d for d in DOKUMEN if d in (dokumen or DOKUMEN)])
    write_new(tujuan, write_book(buku, unit_finder(m)), timpa=timpa, akar=akar)
    layar = tampilan.console()
    layar.print(f"Tertulis: {_short(tujuan, akar)} ({len(siapa.polsek)} Polsek, {siapa.polda_pendek})")
    layar.print("Isi sel kuningnya di Excel, simpan, lalu jalankan:")
    layar.print(f"  lkip impor {_short(tujuan, akar)}")
    return 0


def _ask(jawaban: str, tanya: str, opsi: str, lama: Mapping[str, str] | None = None) -> str:
    """Return an answer, asking for it when the option was not given; what another year answered is offered, so that Enter suffices."""
    if jawaban:
        return jawaban
    try:
        return str(typer.prompt(tanya, default=(lama or {}).get(opsi)))
    except typer.Abort:
        raise KesalahanMasukan(f"Pertanyaan \"{tanya}\" belum dijawab; jawab, atau isi opsi {opsi}.") from None


def import_command(
    sumber: Annotated[str, typer.Argument(metavar="buku", help="Buku Excel dari lkip init atau lkip ekspor, folder paket data, atau folder CSV dengan profil.yml.")],
    timpa: Timpa = False,
    abaikan_batas: Annotated[bool, typer.Option("--abaikan-batas", help="Terima pula angka yang melebihi batasnya, misalnya selesai lebih banyak daripada terjadi; menjadi temuan.")] = False,
) -> int:
    """Periksa buku masukan dan simpan sebagai data mentah. Kode keluar: 0 tersimpan, 2 ada masalah.

    Semua masalah disebut sekaligus dengan lembar dan selnya; selama ada masalah tidak satu berkas pun berubah.
    """
    from helpers.cli import tampilan
    from helpers.masukan.folder import import_folder
    from helpers.masukan.impor import import_book
    from helpers.paths import find_root

    akar, asal = find_root(), Path(sumber)
    hasil = import_folder(asal, akar, METODOLOGI, METODOLOGI_RENCANA) if asal.is_dir() else import_book(asal, akar, batas=not abaikan_batas)
    r, sebutan = hasil.ruang, raw_name(hasil.ruang)
    baru = put_in_place(hasil, timpa)
    layar = tampilan.console()
    for catatan in hasil.catatan:
        layar.print(f"  – {tampilan.plain(catatan)}", soft_wrap=True)
    angka = int((hasil.fakta["keadaan"] == "angka").sum())
    layar.print(f"{'Tersimpan' if baru else 'Sudah sama, tidak ada yang diubah'}: {sebutan}/ ({len(hasil.berkas)} berkas, {angka} angka)")
    layar.print(f"Lanjutkan: lkip validate --polres {r.polres} --tahun {r.tahun}")
    return 0


def raw_name(ruang: Any) -> str:
    """Return how the user calls the folder of raw data."""
    return f"data/raw/{ruang.polres}/{ruang.tahun}"


def put_in_place(hasil: Any, timpa: bool) -> bool:
    """Let what was imported take its place among the raw data; returns whether anything differed.

    Raises
    ------
    KesalahanMasukan
        When other data are in place and `timpa` is not given, or another command is at work on them.
    """
    from helpers.masukan.tempat import guard, write_files
    from helpers.pipeline.publish import publish, workspace

    r, sebutan = hasil.ruang, raw_name(hasil.ruang)
    # the lock of the results too: a report that is being made reads this folder
    with workspace(r.hasil), workspace(r.mentah, sebutan) as kerja:
        if baru := guard(hasil, timpa):
            write_files(kerja / "baru", hasil.berkas)
            publish(kerja / "baru", r.mentah, kerja, sebutan)
    return baru


def export_command(
    polres: Annotated[str, typer.Option("--polres", metavar="kode", help="Kode Polres, misalnya oku.")],
    tahun: Annotated[str, typer.Option("--tahun", metavar="tahun", help="Tahun anggaran, misalnya 2023.")],
    ke: Annotated[str, typer.Option("--ke", metavar="berkas", help="Tempat buku; bawaan data/masukan/<kode>-<tahun>.xlsx.")] = "",
    timpa: Timpa = False,
) -> int:
    """Tulis data mentah yang ada sebagai buku Excel; lkip impor membacanya kembali tanpa mengubah satu angka pun."""
    from helpers.cli import tampilan
    from helpers.masukan.ekspor import export_book
    from helpers.masukan.tempat import write_new
    from helpers.masukan.tulis import write_book
    from helpers.parameters import check_parameters

    ruang = check_parameters(polres=polres, tahun=_year(tahun))
    tujuan = Path(ke) if ke else book_path(ruang)
    write_new(tujuan, write_book(export_book(ruang)), timpa=timpa, akar=ruang.akar)
    tampilan.console().print(f"Tertulis: {_short(tujuan, ruang.akar)}")
    return 0


def book_path(ruang: Any) -> Path:
    """Return where the workbook of a Polres and year lies."""
    return ruang.akar / "data" / "masukan" / f"{ruang.polres}-{ruang.tahun}.xlsx"


def _year(tahun: str) -> Any:
    return int(tahun) if tahun.strip().isdecimal() else tahun


def _short(berkas: Path, akar: Path) -> str:
    return berkas.relative_to(akar).as_posix() if berkas.is_relative_to(akar) else str(berkas)
