"""Commands about many Polres: generated data, and all reports of a Polda or the country."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from helpers.cli.bahasa import Perintah
from helpers.errors import KesalahanMasukan

ADA_YANG_GAGAL = 1


def register(app: typer.Typer) -> None:
    """Add the commands to `lkip`."""
    app.command("sintetis", cls=Perintah)(synthetic_command)
    app.command("batch", cls=Perintah)(batch_command)
    app.command("rekap", cls=Perintah)(recap_command)


def synthetic_command(
    jumlah: Annotated[int, typer.Option("--jumlah", metavar="banyaknya", help="Banyaknya Polres.")],
    benih: Annotated[int, typer.Option("--benih", metavar="bilangan", help="Benih acak: benih yang sama menghasilkan data yang sama.")],
    ke: Annotated[str, typer.Option("--ke", metavar="folder", help="Folder baru untuk datanya, di luar folder data proyek.")],
    tahun: Annotated[int, typer.Option("--tahun", metavar="tahun", help="Tahun anggaran.")] = 2023,
    rusak: Annotated[str, typer.Option("--rusak", metavar="bagian", help="Bagian Polres yang diberi kesalahan, 0 sampai 1, misalnya 0,25.")] = "0",
    keluarga: Annotated[list[str], typer.Option("--keluarga", metavar="keluarga", help="Hanya keluarga kesalahan ini; boleh lebih dari satu.")] = [],  # noqa: B006
    dengan_rencana: Annotated[bool, typer.Option("--dengan-rencana", help="Sertakan rencana aksi beserta realisasinya pada setiap Polres.")] = False,
    triwulan: Annotated[str, typer.Option("--triwulan", metavar="nomor", help="Triwulan terakhir yang realisasinya dibuat, 0 sampai 4; 0 tanpa realisasi.")] = "4",
) -> int:
    """Bangkitkan data Polres sintetis yang konsisten, dengan kesalahan yang disengaja bila diminta.

    Kunci kesalahannya ditulis di kunci.csv. Nama wilayahnya nyata, angkanya bukan data siapa pun.
    """
    from helpers.cli import tampilan
    from helpers.numbers import format_number
    from helpers.parameters import make_room
    from helpers.paths import find_root
    from helpers.sintetis.negeri import KUNCI, generate

    try:
        bagian = float(rusak.replace(",", "."))
    except ValueError:
        raise KesalahanMasukan(f"Bagian \"{rusak}\" bukan bilangan; tulis antara 0 dan 1, misalnya 0,25.") from None
    if triwulan.strip() not in ("0", "1", "2", "3", "4"):
        raise KesalahanMasukan(f"Triwulan \"{triwulan[:20]}\" tidak dikenal; pilih 0 sampai 4.")
    akar = find_root()
    make_room(akar, polres="contoh", tahun=tahun)
    tujuan = Path(ke)
    layar = tampilan.console()
    tanaman = generate(akar, tujuan, jumlah=jumlah, benih=benih, tahun=tahun, rusak=bagian, keluarga=keluarga,
                       realisasi=int(triwulan) if dengan_rencana else None)
    layar.print(f"{format_number(jumlah, 0)} Polres sintetis tahun {tahun} ditulis di {tujuan.as_posix()}/")
    if bagian:
        polres = {t.polres for t in tanaman}
        layar.print(f"Kesalahan pada {format_number(len(polres), 0)} Polres; kuncinya di {(tujuan / KUNCI).as_posix()}")
    return 0


def batch_command(
    dari: Annotated[str, typer.Option("--dari", metavar="folder", help="Folder data mentah, berisi <polres>/<tahun>/.")],
    ke: Annotated[str, typer.Option("--ke", metavar="folder", help="Folder hasil; bawaannya build/<nama folder data>.")] = "",
    polres: Annotated[str, typer.Option("--polres", metavar="kode,kode", help="Hanya Polres ini, dipisahkan koma.")] = "",
    tahun: Annotated[int, typer.Option("--tahun", metavar="tahun", help="Hanya tahun ini.")] = 0,
    pekerja: Annotated[int, typer.Option("--pekerja", metavar="banyaknya", help="Banyaknya proses pekerja, masing-masing sampai 0,7 GB; bawaannya satu lebih banyak daripada inti prosesor.")] = 0,
    scheduler: Annotated[str, typer.Option("--scheduler", metavar="alamat", help="Scheduler dask yang sudah berjalan, misalnya tcp://10.0.0.5:8786.")] = "",
    format: Annotated[list[str], typer.Option("--format", metavar="format", help="html, pdf, atau docx; boleh lebih dari satu.")] = ["html", "pdf"],  # noqa: B006
    mesin: Annotated[str, typer.Option("--mesin", metavar="mesin", help="Mesin dokumen: auto, embedded, atau quarto.")] = "auto",
) -> int:
    """Susun laporan semua Polres di sebuah folder. Kode keluar: 0 semua terbit, 1 ada yang gagal, 2 masukan buruk.

    Yang sudah terbit dan tidak berubah dilewati, sehingga perintah yang terhenti cukup diulangi. Ringkasannya di ringkasan.csv dan ringkasan.html.
    """
    from helpers.cli import tampilan
    from helpers.cli.kemajuan import KemajuanBanyak
    from helpers.cli.ringkasan import describe, write_summary
    from helpers.cli.satu import GAGAL, TETAP, Selesai, is_made, make_one
    from helpers.pipeline.distribute import distribute, usual_workers

    permintaan = _requests(dari, ke, polres, tahun, tuple(format), mesin)
    awal = next(iter(permintaan.values()))
    pekerja = _workers(pekerja, scheduler) or usual_workers()
    tujuan = Path(awal.luaran)
    _writable(tujuan)
    layar = tampilan.console()
    hasil = {k: Selesai(k, TETAP) for k, p in permintaan.items() if is_made(p)}
    sisa = {k: p for k, p in permintaan.items() if k not in hasil}
    kemajuan = KemajuanBanyak(layar, len(permintaan), len(hasil))
    mulai = time.perf_counter()
    try:
        if sisa:
            for kunci, satu in distribute(make_one, sisa, pekerja=min(pekerja, len(sisa)), scheduler=scheduler):
                hasil[kunci] = satu if isinstance(satu, Selesai) else Selesai(kunci, GAGAL, _worker_fault(satu))
                kemajuan(hasil[kunci])
    finally:
        kemajuan.stop()
    ruang = {k: p.room(Path(p.akar)) for k, p in permintaan.items()}
    write_summary([describe(ruang[k], hasil[k].kalimat if hasil[k].keadaan == GAGAL else "") for k in permintaan], tujuan)
    kemajuan.close(hasil.values(), time.perf_counter() - mulai)
    layar.print(f"Hasil  : {ruang[awal.kunci].shown(tujuan)}/ (ringkasan.csv, ringkasan.html)", soft_wrap=True)
    return ADA_YANG_GAGAL if any(s.keadaan == GAGAL for s in hasil.values()) else 0


def _requests(dari: str, ke: str, polres: str, tahun: int, format: tuple[str, ...], mesin: str) -> dict[str, Any]:
    """Return what is asked of the workers, by name: every folder ``<polres>/<tahun>`` there is, broken ones too."""
    from helpers.cli.satu import Permintaan
    from helpers.paths import find_root, resolve_folders
    from helpers.pipeline.inputs import program_digest
    from helpers.rendering.engine import check_formats, choose_engine

    akar = find_root()
    data, luaran = resolve_folders(dari, ke)
    if luaran.is_relative_to(data):
        raise KesalahanMasukan("Folder hasil tidak boleh berada di dalam folder data; sebutkan --ke yang lain.")
    format = tuple(dict.fromkeys(format))
    check_formats(format)
    choose_engine(mesin)
    ada = sorted((f.parent.name, int(f.name)) for f in data.glob("*/*") if f.is_dir() and f.name.isdecimal() and len(f.name) == 4)
    diminta = [p.strip() for p in polres.split(",") if p.strip()]
    if asing := [p for p in diminta if p not in {x for x, _ in ada}]:
        raise KesalahanMasukan(f"Polres {', '.join(asing)} tidak ada di folder {dari}; periksa --polres.")
    pilih = [(p, t) for p, t in ada if (not diminta or p in diminta) and (not tahun or t == tahun)]
    if not pilih:
        raise KesalahanMasukan(f"Folder {dari} tidak memuat data Polres; isinya harus <polres>/<tahun>/datapackage.json.")
    program = program_digest(akar)
    semua = [Permintaan(str(akar), str(data), str(luaran), p, t, format, mesin, program) for p, t in pilih]
    return {p.kunci: p for p in semua}


def _workers(diminta: int, scheduler: str) -> int:
    """Return how many processes are asked for; 0 leaves it to the command."""
    if diminta < 0 or (diminta and scheduler):
        raise KesalahanMasukan("Banyaknya pekerja harus 1 atau lebih, dan tidak dipakai bersama --scheduler; periksa --pekerja.")
    return diminta


def _writable(folder: Path) -> None:
    """Refuse a folder nothing can be written to, before hours of work; another command may be at work in it."""
    import tempfile

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as galat:
        raise KesalahanMasukan(
            f"Folder hasil \"{folder.name}\" tidak dapat ditulisi ({galat.strerror}); periksa izin folder dan ruang cakram, atau sebutkan --ke yang lain.") from None


def _worker_fault(galat: Exception) -> str:
    """Say what happened to a request whose worker never answered."""
    if type(galat).__name__ == "KilledWorker":
        return "Prosesnya mati berulang kali ketika menyusun laporan ini, mungkin kehabisan memori; jalankan lkip run untuk Polres ini saja."
    if type(galat).__name__ in ("CancelledError", "FutureCancelledError", "CommClosedError"):
        return "Scheduler berhenti sebelum laporan ini selesai; jalankan lagi dask scheduler dan pekerjanya, lalu ulangi perintah."
    if "deserialization" in str(galat):
        return "Scheduler atau pekerja tidak mengenal program ini; jalankan dask scheduler dan dask worker dari lingkungan proyek (.venv/bin/dask), lalu ulangi perintah."
    return f"Pekerja tidak menyelesaikan laporan ini ({type(galat).__name__}); ulangi perintah."


def recap_command(
    dari: Annotated[str, typer.Option("--dari", metavar="folder", help="Folder data mentah, berisi <polres>/<tahun>/.")],
    ke: Annotated[str, typer.Option("--ke", metavar="folder", help="Folder hasil; bawaannya build/<nama folder data>. Laporannya di subfolder rekap-<tahun>.")] = "",
    tahun: Annotated[int, typer.Option("--tahun", metavar="tahun", help="Tahun anggaran; tanpa pilihan, tahun terakhir yang ada.")] = 0,
    pekerja: Annotated[int, typer.Option("--pekerja", metavar="banyaknya", help="Banyaknya proses pekerja; bawaannya sebanyak inti prosesor.")] = 0,
    format: Annotated[list[str], typer.Option("--format", metavar="format", help="html, pdf, atau docx; boleh lebih dari satu.")] = ["html", "pdf"],  # noqa: B006
    mesin: Annotated[str, typer.Option("--mesin", metavar="mesin", help="Mesin dokumen: auto, embedded, atau quarto.")] = "auto",
) -> int:
    """Susun satu laporan tentang semua Polres di sebuah folder: sebaran, peringkat, temuan, mutu data, dan pencilan.

    Tabel lengkapnya ada di samping laporan sebagai CSV. Kode keluar: 0 selesai, 1 ada data yang tidak terbaca, 2 masukan buruk.
    """
    from helpers.cli import tampilan
    from helpers.display.interactive import page_data
    from helpers.display.recap import csv_tables
    from helpers.pipeline.recap import recap
    from helpers.rekap.gather import gather, save
    from helpers.sources.workspace import harmless

    permintaan = list(_requests(dari, ke, "", tahun, tuple(format), mesin).values())
    tahun = tahun or max(p.tahun for p in permintaan)
    awal = permintaan[0]
    akar, tujuan = Path(awal.akar), Path(awal.luaran) / f"rekap-{tahun}"
    kode = [p.polres for p in permintaan if p.tahun == tahun]
    _writable(tujuan.parent)
    layar = tampilan.console()
    rekap = gather(akar, Path(awal.data), kode, tahun, pekerja=min(_workers(pekerja, "") or os.cpu_count() or 1, len(kode)))
    if rekap.polres.empty:
        raise KesalahanMasukan([f"Tidak ada Polres yang datanya terbaca di folder {dari}.", *(f"{b.polres}: {b.sebab}" for b in rekap.gagal.head(5).itertuples())])

    def tables(proyek: Path, terbit: Path) -> dict[str, bytes]:
        for nama, isi in csv_tables(rekap).items():
            aman = isi.map(harmless)
            (terbit / nama).write_bytes(aman.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
        return page_data(sorted((proyek / "notebooks").glob("*.ipynb")))

    polda = sorted(set(rekap.polres["polda"]))
    lingkup = polda[0] if len(polda) == 1 else f"{len(polda)} Polda"
    kepala = ["KEPOLISIAN NEGARA REPUBLIK INDONESIA", *([polda[0].replace("Kepolisian Daerah", "Daerah").upper()] if len(polda) == 1 else [])]
    judul = "Rekapitulasi Kinerja dan Mutu Data Polres"
    berkas = recap(akar, tujuan, save=lambda folder: save(rekap, folder), format=format, mesin=mesin, lampiran=tables, metadata={
        "title": judul, "subtitle": f"{lingkup}, Tahun Anggaran {tahun}", "judul-pendek": f"Rekapitulasi TA {tahun}", "author": lingkup,
        "instansi": kepala, "tahun": tahun, "lang": "id"})
    layar.print(f"Polres : {len(rekap.polres)} dibaca, {len(rekap.gagal)} tidak terbaca")
    for b in rekap.gagal.itertuples():
        layar.print(f"✗ {b.polres}: {tampilan.plain(b.sebab)}", soft_wrap=True)
    layar.print(f"Hasil  : {awal.room(akar).shown(tujuan)}/")
    tampilan.show_files(layar, tujuan, berkas)
    return ADA_YANG_GAGAL if len(rekap.gagal) else 0
