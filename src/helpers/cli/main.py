"""The command `lkip`."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from helpers.cli import banyak, pantau
from helpers.cli.bahasa import Kelompok, Perintah, usage_sentence
from helpers.cli.masukan import register
from helpers.errors import KesalahanMasukan

BERSIH, TEMUAN_KRITIS, MASUKAN_BURUK, KESALAHAN_PROGRAM, DIHENTIKAN = 0, 1, 2, 3, 130
BERBEDA = 1

app = typer.Typer(
    name="lkip", cls=Kelompok, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="Menyusun LKIP Polres dari tabel mentah: membersihkan, memeriksa, menghitung, dan menerbitkan.",
)

#: Set when `lkip` is the command itself, not called by another program: then it may start a process of its own.
_process_is_ours = False

Polres = Annotated[str, typer.Option("--polres", metavar="kode", help="Kode Polres, misalnya oku.")]
Tahun = Annotated[str, typer.Option("--tahun", metavar="tahun", help="Tahun anggaran, misalnya 2023.")]
Dari = Annotated[str, typer.Option("--dari", metavar="folder", help="Folder data mentah lain, berisi <polres>/<tahun>/; bawaannya data/raw.")]
Ke = Annotated[str, typer.Option("--ke", metavar="folder", help="Folder hasil lain; bawaannya build, atau build/<nama folder> bila --dari dipakai.")]
Dokumen = Annotated[str, typer.Option("--dokumen", metavar="dokumen", help="Dokumen: lkip atau rencana-aksi; tanpa pilihan, yang disebut data.")]
Ulang = Annotated[bool, typer.Option("--ulang", help="Susun lagi walaupun tidak ada yang berubah.")]
DataDocs = Annotated[bool, typer.Option("--data-docs", help="Tambahkan halaman asli Great Expectations (data-docs), tanpa alamat luar.")]


@app.command("run", cls=Perintah)
def run_command(
    polres: Polres,
    tahun: Tahun,
    format: Annotated[
        list[str], typer.Option("--format", metavar="format", help="html, pdf, atau docx; boleh lebih dari satu.")
    ] = ["html", "pdf"],  # noqa: B006
    mesin: Annotated[
        str, typer.Option("--mesin", metavar="mesin", help="Mesin dokumen: auto, embedded, atau quarto.")
    ] = "auto",
    dokumen: Dokumen = "",
    data_docs: DataDocs = False,
    dari: Dari = "",
    ke: Ke = "",
    ulang: Ulang = False,
    ikuti: Annotated[bool, typer.Option("--ikuti", help="Tetap berjalan dan susun lagi setiap kali data, metodologi, notebook, atau templat berubah; Ctrl-C mengakhiri.")] = False,
    buku: Annotated[str, typer.Option("--buku", metavar="berkas", help="Dengan --ikuti: impor pula buku Excel ini setiap kali disimpan, dengan pemeriksaan lkip impor.")] = "",
    timpa: Annotated[bool, typer.Option("--timpa", help="Dengan --buku: ganti data yang sudah ada walaupun lain isinya.")] = False,
    abaikan_batas: Annotated[bool, typer.Option("--abaikan-batas", help="Dengan --buku: seperti pada lkip impor.")] = False,
) -> int:
    """Jalankan seluruh proses dan terbitkan laporan di folder build. Yang tidak berubah sejak hasil terakhir tidak disusun lagi."""
    from helpers.cli import tampilan

    if ikuti:
        from helpers.cli.babak import BukuMasukan
        from helpers.cli.ikuti import check_wishes, room_to_follow, watch

        masukan = BukuMasukan(Path(buku), timpa, not abaikan_batas) if buku else None
        ruang = room_to_follow(polres, tahun, dari, ke, masukan)
        check_wishes(ruang, dokumen, format, mesin, masukan)
        watch(ruang, partial(_make, dokumen=dokumen, format=format, mesin=mesin, data_docs=data_docs), tampilan.console(), masukan, ulang=ulang)
        return BERSIH
    if buku or timpa or abaikan_batas:
        raise KesalahanMasukan("Opsi --buku, --timpa, dan --abaikan-batas dipakai bersama --ikuti; untuk mengimpor sekali saja jalankan lkip impor.")
    ruang = _room(polres, tahun, dari, ke)
    layar = tampilan.console()
    kemajuan = tampilan.Kemajuan(layar)
    try:
        hasil = _make(ruang, _kept(ruang, ulang), kemajuan, dokumen=dokumen, format=format, mesin=mesin, data_docs=data_docs)
    finally:
        kemajuan.stop()
    if hasil.tetap:
        layar.print("Tidak ada yang berubah sejak hasil terakhir; hasil itu utuh dan tetap dipakai (--ulang menyusunnya lagi).")
    elif hasil.dipakai:
        layar.print(f"Tidak berubah, dipakai lagi: {tampilan.stage_list(hasil.dipakai)}")
    layar.print()
    temuan = tampilan.read_findings(hasil.folder / "temuan.csv")
    layar.print(f"Temuan : {tampilan.count_findings(temuan)}")
    if temuan:
        layar.print(f"Baca   : {ruang.shown(hasil.folder)}/validasi.html")
    layar.print(f"Mesin  : {hasil.mesin} ({hasil.versi_mesin})")
    layar.print(f"Hasil  : {ruang.shown(hasil.folder)}/")
    tampilan.show_files(layar, hasil.folder, hasil.berkas)
    return BERSIH


def _make(ruang: Any, simpan: Any, kemajuan: Any, *, dokumen: str, format: list[str], mesin: str, data_docs: bool) -> Any:
    """Make the report of a room, unless it is there unchanged and what is kept may be taken; returns what came of it."""
    from helpers.pipeline.run import Khusus, run
    from helpers.rendering.engine import check_formats
    from helpers.sources.datapackage import choose_document, folder_suffix
    from helpers.sources.profile import run_metadata

    check_formats(format)
    dokumen = choose_document(ruang, dokumen)
    return run(ruang, dokumen, format, mesin, metadata=run_metadata(ruang, dokumen), kemajuan=kemajuan, lewati_sama=simpan.pakai,
               pilihan={"data-docs": True} if data_docs else None, mulai=_import_early, khusus=Khusus(akhiran=folder_suffix(ruang, dokumen)), simpan=simpan,
               lampiran=_additions(_numbers_of(ruang, dokumen, simpan=simpan), ruang, data_docs, dokumen, simpan))


@app.command("validate", cls=Perintah)
def validate_command(
    polres: Polres, tahun: Tahun, dokumen: Dokumen = "", data_docs: DataDocs = False, dari: Dari = "", ke: Ke = "", ulang: Ulang = False,
) -> int:
    """Bersihkan dan periksa data saja. Kode keluar: 0 bersih, 1 ada temuan kritis, 2 masukan buruk.

    Hasilnya di folder build/<polres>-<tahun>-validasi; folder laporan tidak disentuh.
    """
    from helpers.cli import tampilan
    from helpers.pipeline.run import validate
    from helpers.sources.datapackage import choose_document

    ruang = _room(polres, tahun, dari, ke)
    dokumen = choose_document(ruang, dokumen)
    layar, simpan = tampilan.console(), _kept(ruang, ulang)
    kemajuan = tampilan.Kemajuan(layar)
    try:
        hasil = validate(ruang, kemajuan, lampiran=_additions(None, ruang, data_docs), mulai=_import_early, simpan=simpan)
    finally:
        kemajuan.stop()
    temuan = tampilan.read_findings(hasil.folder / "temuan.csv")
    layar.print()
    tampilan.show_findings(layar, temuan)
    layar.print()
    for kalimat in _completeness(ruang, dokumen):
        layar.print(tampilan.plain(kalimat), soft_wrap=True)
    folder = ruang.shown(hasil.folder)
    layar.print(f"Temuan : {tampilan.count_findings(temuan)}")
    layar.print(f"Baca   : {folder}/validasi.html")
    layar.print(f"Hasil  : {folder}/")
    tampilan.show_files(layar, hasil.folder, hasil.berkas)
    return TEMUAN_KRITIS if any(t["tingkat"] == "kritis" for t in temuan) else BERSIH


@app.command("verify", cls=Perintah)
def verify_command(
    folder: Annotated[str, typer.Argument(metavar="folder", help="Folder hasil, misalnya build/oku-2023.")],
    dari: Annotated[str, typer.Option("--dari", metavar="folder", help="Folder data mentah asalnya; bawaannya data/raw.")] = "",
) -> int:
    """Periksa folder hasil terhadap manifest.json. Kode keluar: 0 sama, 1 berbeda, 2 masukan buruk.

    Di dalam proyek diperiksa pula apakah data mentah, metodologi, notebook, dan berkas kunci masih sama.
    """
    from helpers.cli import tampilan
    from helpers.paths import find_root
    from helpers.pipeline.verify import verify

    try:
        akar = find_root()
    except KesalahanMasukan:  # outside a project the published files alone are checked
        akar = None
    hasil = verify(Path(folder), akar, Path(dari).resolve() if dari else None)
    layar = tampilan.console()
    for bagian in (hasil.terbitan, *hasil.asal):
        layar.print(f"{'✓' if bagian.sama else '✗'} {tampilan.plain(bagian.kalimat)}", soft_wrap=True)
    if akar is None:
        layar.print("Di luar folder proyek: data mentah, metodologi, notebook, dan berkas kunci tidak diperiksa.")
    layar.print(f"Sidik SHA-256 manifest.json: {hasil.sidik}")
    return BERSIH if hasil.sama else BERBEDA


@app.command("diff", cls=Perintah)
def diff_command(
    a: Annotated[str, typer.Argument(metavar="folder-a", help="Folder hasil yang lama, misalnya build/oku-2023.")],
    b: Annotated[str, typer.Argument(metavar="folder-b", help="Folder hasil yang baru.")],
    rinci: Annotated[bool, typer.Option("--rinci", help="Tampilkan semua baris, juga temuan yang tetap.")] = False,
) -> int:
    """Bandingkan dua folder hasil: temuan dan angka. Kode keluar: 0 sama, 1 berbeda, 2 masukan buruk."""
    from helpers.cli import tampilan
    from helpers.cli.perbedaan import show_difference
    from helpers.validation.difference import compare, read_published

    lama, baru = read_published(Path(a)), read_published(Path(b))
    beda = compare(lama, baru)
    show_difference(tampilan.console(), [(a, lama), (b, baru)], beda, rinci)
    return BERSIH if beda.sama else BERBEDA


@app.command("lacak", cls=Perintah)
def trace_command(
    dicari: Annotated[str, typer.Argument(metavar="id", help="Identitas angka, nomor temuan (T01), atau kode@tahun (H8@2023).")],
    dari: Annotated[str, typer.Option("--dari", metavar="folder", help="Folder hasil, misalnya build/oku-2023.")],
) -> int:
    """Telusuri satu angka atau temuan sampai ke sel tercetaknya: berkas, baris, kolom, dan perhitungannya."""
    from helpers.cli import tampilan
    from helpers.lineage.numbers import read_numbers, trace

    layar = tampilan.console()
    for tingkat, teks in trace(read_numbers(Path(dari)), dicari):
        layar.print("  " * tingkat + tampilan.plain(teks), soft_wrap=True)
    return BERSIH


register(app)


@app.command("doctor", cls=Perintah)
def doctor_command() -> int:
    """Periksa lingkungan: Python, paket, mesin dokumen, huruf, folder, dan data."""
    from helpers.cli import tampilan
    from helpers.cli.doctor import examine
    from helpers.paths import find_root

    layar = tampilan.console()
    laporan = examine(find_root())
    lebar = max(len(p.judul) for p in laporan)
    for p in laporan:
        layar.print(f"{'✓' if p.baik else '✗'} {p.judul:<{lebar}}  {p.isi}")
    return BERSIH if all(p.baik for p in laporan) else MASUKAN_BURUK


@app.command("notebook", cls=Perintah, hidden=True)
def notebook_command() -> int:
    """Jalankan ulang notebook di folder notebooks dan simpan keluarannya, untuk disimpan di repositori."""
    from helpers.cli import tampilan
    from helpers.paths import find_root
    from helpers.pipeline.notebooks import refresh

    akar = find_root()
    layar = tampilan.console()
    for berkas in refresh(akar / "notebooks", akar):
        layar.print(f"✓ {berkas.relative_to(akar).as_posix()} ({tampilan.format_size(berkas.stat().st_size)})")
    return BERSIH


def _numbers_of(ruang: Any, dokumen: str, tambahan: Any = None, simpan: Any = None) -> Any:
    """Return what writes `angka.json` of a run and gives the page its cards and charts; only the command may join the pipeline and the report's code."""
    def write(proyek: Path, terbit: Path) -> dict[str, bytes]:
        from helpers.cli.lampiran import numbers
        from helpers.display.interactive import page_data
        from helpers.lineage.cards import short_ids
        from helpers.lineage.traced import number_id
        from helpers.rendering.page import rewrite_attribute

        isi, kartu = numbers(ruang, dokumen, proyek, terbit, tambahan, simpan)
        if (halaman := terbit / f"{dokumen}.html").is_file():
            pendek = short_ids(isi)
            rewrite_attribute(halaman, "data-angka", lambda asal: pendek.get(number_id(asal), ""))
        return {"angka": kartu} | page_data(sorted((proyek / "notebooks").glob("*.ipynb")))

    return write


def _completeness(ruang: Any, dokumen: str) -> list[str]:
    """Say how complete the document is by the regulations, and what it lacks; those regulations are about the LKIP."""
    if dokumen != "lkip":
        return ["Kelengkapan: tidak dinilai; unsur wajib LKIP tidak berlaku bagi rencana aksi."]
    from helpers.display.completeness import examine, gaps, summary
    from helpers.narrative.material import assemble_material

    bahan = assemble_material(ruang)
    hasil = examine(bahan)
    return [f"Kelengkapan: {summary(bahan, hasil)}", *(f"  – {kurang}" for kurang in gaps(bahan, hasil))]


def _additions(angka: Any, ruang: Any, data_docs: bool, dokumen: str = "", simpan: Any = None) -> Any:
    """Return what writes the files beside the document that only the command can make."""
    from helpers.cli.lampiran import data_docs_of, join, tables_of

    # the workbooks first: they read from the page where each number comes from, which the cards then make short
    return join(tables_of(dokumen, simpan) if angka else None, angka, data_docs_of(ruang) if data_docs else None)


def _room(polres: str, tahun: str, dari: str, ke: str) -> Any:
    """Check the parameters of a command; the year arrives as text."""
    from helpers.parameters import check_parameters
    from helpers.paths import resolve_folders

    angka: Any = int(tahun) if tahun.strip().isdecimal() else tahun
    data, luaran = resolve_folders(dari, ke)
    return check_parameters(data=data, luaran=luaran, polres=polres, tahun=angka)


def _kept(ruang: Any, ulang: bool) -> Any:
    """Return where results of single stages are kept; asked to make everything again, nothing kept is taken."""
    from helpers.pipeline.inputs import stage_digest
    from helpers.pipeline.kept import Simpanan

    return Simpanan.of(ruang, stage_digest(ruang.akar), pakai=not ulang)


def _import_early(notebook: str) -> None:
    """Let what takes long to import be imported while the work begins: Great Expectations before the checks, the charts after them."""
    if _process_is_ours:
        from helpers.pipeline.process import import_charts_early
        from helpers.validation.checking import start_early

        if notebook in ("01_pembersihan", "02_validasi"):
            start_early()
        import_charts_early()


banyak.register(app)
pantau.register(app)


def main(args: list[str] | None = None) -> None:
    """Run the command; leaves through `SystemExit` with its exit code."""
    for aliran in (sys.stdout, sys.stderr):
        if hasattr(aliran, "reconfigure"):
            aliran.reconfigure(encoding="utf-8", errors="replace")
    if args is None:  # as a command: the process is ours
        from helpers.pipeline.process import tune_for_one_run

        tune_for_one_run()
        global _process_is_ours
        _process_is_ours = True
        args = sys.argv[1:]
    raise SystemExit(_guarded(args or ["--help"]))


def _guarded(args: list[str]) -> int:
    """Run the command and turn every exception into a sentence and an exit code."""
    try:
        import helpers.pipeline  # noqa: F401  switches analytics off before anything else is imported

        kode = app(args=args, prog_name="lkip", standalone_mode=False)
        if kode == DIHENTIKAN:  # the parser's way to tell of Ctrl+C
            raise KeyboardInterrupt
        return kode if isinstance(kode, int) else BERSIH
    except KesalahanMasukan as galat:
        return _say(MASUKAN_BURUK, *galat.masalah)
    except KeyboardInterrupt:
        return _say(DIHENTIKAN, "Dihentikan; hasil terakhir tidak berubah.")
    except Exception as galat:  # noqa: BLE001  the last net: one sentence, never a traceback
        if kalimat := usage_sentence(galat):
            return _say(MASUKAN_BURUK, kalimat)
        if os.environ.get("LKIP_RINCI") == "1":
            import traceback

            traceback.print_exc()
        return _say(KESALAHAN_PROGRAM, fault_sentence(galat))


def fault_sentence(galat: Exception) -> str:
    """Return the sentence for a fault that is not the user's."""
    from helpers.pipeline.errors import KesalahanNotebook

    if isinstance(galat, KesalahanNotebook):
        simpan = f"; notebook dengan jejaknya disimpan di {galat.salinan}" if galat.salinan else ""
        return f"Kesalahan di dalam program: {_one_line(galat)}{simpan}."
    return (
        f"Kesalahan di dalam program ({type(galat).__name__}): {_one_line(galat)}. "
        "Ulangi dengan LKIP_RINCI=1 untuk jejak lengkapnya."
    )


def _one_line(galat: Exception) -> str:
    teks = " ".join(str(galat).split()).rstrip(".")
    return teks.replace(str(Path.home()), "~") or "tanpa keterangan"


def _say(kode: int, *kalimat: str) -> int:
    for satu in kalimat:
        print(satu, file=sys.stderr)
    return kode


if __name__ == "__main__":
    main()
