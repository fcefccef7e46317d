"""The data-quality page: the result of Great Expectations, suite by suite, down to the failing cells."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.display.audit import failing_rows
from helpers.display.failures import Kegagalan
from helpers.display.frames import NAMA_SUITE, rule_name
from helpers.display.markup import Html, attributes, filter_box, heading, link, paragraph, severity, slug, table, verdict
from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.validation.checking import HasilHarapan

#: What the classes of Great Expectations expect, in words.
_SYARAT = {
    "expect_column_values_to_be_unique": "tidak ada nilai yang muncul dua kali", "expect_column_values_to_not_be_null": "tidak ada yang kosong",
    "expect_column_values_to_be_in_set": "setiap nilai termasuk yang dibolehkan",
    "expect_column_values_to_be_between": "selisih di luar pembulatan nol",
}
_KETERANGAN = {
    "fakta": "Setiap sel yang dibaca dari tabel sumber: dikenali, berkode, dan bersatuan wajar.",
    "rasio": "Angka turunan dihitung ulang dari pembilang dan penyebut yang tercetak di dekatnya.",
    "komposit": "Nilai gabungan dan indeks dihitung ulang dari komponen, bobot, dan konversinya.",
    "agregasi": "Angka setahun dibandingkan dengan keempat triwulannya.",
    "jumlah_bagian": "Baris jumlah dibandingkan dengan bagian-bagiannya.",
    "rentang": "Angka berada di antara nilai terkecil dan terbesar yang mungkin.",
    "kesepakatan": "Fakta yang sama tercetak sama di semua tabel dan di dalam narasi.",
    "kelengkapan": "Yang wajib dilaporkan tercetak, dan bilangan yang disebut sesuai dengan daftarnya.",
    "arah": "Kata seperti meningkat dan menurun di dalam narasi dibandingkan dengan angkanya.",
    "salinan": "Triwulan tahun ini tidak mengulang seluruh triwulan tahun lalu, dan isi tabel tidak bergeser ke baris atau kolom di sampingnya.",
}
_TAKAR = 10


def quality_contents(nama: str, tahun: int, hasil: Sequence[HasilHarapan], gagal: Sequence[Kegagalan], m: Metodologi) -> str:
    """Return the contents of `mutu-data.html`.

    Parameters
    ----------
    nama : str
        Name of the Polres.
    tahun : int
    hasil : sequence of HasilHarapan
        Every expectation, in the order of the suites.
    gagal : sequence of Kegagalan
        Every failing row.
    m : Metodologi
    """
    suite: dict[str, list[HasilHarapan]] = {}
    for h in hasil:
        suite.setdefault(h.suite, []).append(h)
    menurut: dict[tuple[str, str], list[Kegagalan]] = {}
    for g in gagal:
        menurut.setdefault((g.suite, g.aturan), []).append(g)
    lulus = sum(h.lulus for h in hasil)
    pembuka = (
        f"Great Expectations memeriksa {format_number(len(hasil))} harapan dalam {format_number(len(suite))} kelompok; {format_number(lulus)} terpenuhi dan "
        f"{format_number(len(hasil) - lulus)} tidak. Harapan terpenuhi bila tidak satu baris pun melanggarnya. Setiap baris yang melanggar "
        "ditunjukkan dengan tabel, baris, dan kolom berkas sumbernya, angka yang tercetak, dan angka yang seharusnya.")
    return "\n".join([
        heading(1, "Mutu data: hasil pemeriksaan setiap harapan"), paragraph(f"{nama}, tahun anggaran {tahun}", "milik"), paragraph(pembuka),
        paragraph(Html('Penjelasan setiap temuan, dugaan sebabnya, dan usulan perbaikannya ada di <a href="validasi.html">halaman validasi</a>.')),
        filter_box("isi", {"lulus": "terpenuhi", "gagal": "tidak terpenuhi"}),
        heading(2, "Ringkasan", "ringkasan"),
        table("Penilaian setiap kelompok", ["Kelompok", "Harapan", "Terpenuhi", "Baris diperiksa", "Baris gagal", "Penilaian"],
              [_score(nama_suite, isi) for nama_suite, isi in suite.items()], angka=(1, 2, 3, 4)),
        *(_suite(nama_suite, isi, menurut, m) for nama_suite, isi in suite.items())])


def _score(suite: str, isi: Sequence[HasilHarapan]) -> list:
    """Return the summary of a suite: counts, a gauge and words."""
    lulus = sum(h.lulus for h in isi)
    penuh = _TAKAR * lulus // len(isi)
    takar = f'<span class="takar" aria-hidden="true">{"■" * penuh}{"□" * (_TAKAR - penuh)}</span>'
    kata = "seluruhnya terpenuhi" if lulus == len(isi) else f"{format_number(lulus)} dari {format_number(len(isi))} terpenuhi"
    return [link(f"#{_anchor(suite)}", NAMA_SUITE.get(suite, suite)), format_number(len(isi)), format_number(lulus),
            format_number(sum(h.diperiksa for h in isi)), format_number(sum(h.gagal for h in isi)),
            Html(f"{takar} {verdict(lulus == len(isi), (kata, kata))}")]


def _suite(suite: str, isi: Sequence[HasilHarapan], gagal: dict[tuple[str, str], list[Kegagalan]], m: Metodologi) -> str:
    """Return a suite: its expectations, then the failing rows of each."""
    baris = [[rule_name(h.nama, m), _SYARAT.get(h.harapan, h.harapan), severity(h.tingkat), format_number(h.diperiksa),
              link(f"#{_anchor(suite, h.nama)}", format_number(h.gagal)) if h.gagal else format_number(h.gagal), verdict(h.lulus)] for h in isi]
    daftar = table(f"Harapan: {NAMA_SUITE.get(suite, suite)}", ["Harapan", "Syarat", "Tingkat", "Baris diperiksa", "Baris gagal", "Hasil"], baris,
                   angka=(3, 4), atribut=[attributes({"data-butir": "lulus" if h.lulus else "gagal"}) for h in isi])
    rinci = []
    for h in isi:
        if h.gagal:
            judul = f"{rule_name(h.nama, m)}: {format_number(h.gagal)} baris gagal"
            rinci += [f'<section data-kelompok="1" id="{_anchor(suite, h.nama)}">', heading(3, judul),
                      failing_rows("Baris yang melanggar", gagal.get((suite, h.nama), []), "validasi.html", tabel=True, butir="gagal"), "</section>"]
    return "\n".join([f'<section id="{_anchor(suite)}" data-kelompok="1">', heading(2, NAMA_SUITE.get(suite, suite), _anchor(suite, "judul")),
                      *([paragraph(_KETERANGAN[suite], "keterangan")] if suite in _KETERANGAN else []), daftar, *rinci, "</section>"])


def _anchor(suite: str, nama: str = "") -> str:
    return slug("harapan", suite, nama) if nama else slug("kelompok", suite)


def data_docs_contents(nama: str, tahun: int, halaman: Sequence[tuple[str, str, str]]) -> str:
    """Return the contents of the index of Great Expectations' own pages.

    Parameters
    ----------
    nama : str
        Name of the Polres.
    tahun : int
    halaman : sequence of (str, str, str)
        Suite, its page of results, its page of expectations.
    """
    baris = [[NAMA_SUITE.get(s, s), link(hasil, "hasil pemeriksaan"), link(harapan, "daftar harapan")] for s, hasil, harapan in halaman]
    return "\n".join([
        heading(1, "Halaman asli Great Expectations"), paragraph(f"{nama}, tahun anggaran {tahun}", "milik"),
        paragraph(Html("Halaman-halaman ini disusun Great Expectations sendiri dan berbahasa Inggris; semua alamat luar, skrip, gambar, dan hurufnya "
                       'dilepas, sehingga tidak ada yang dimuat dari jaringan. Ringkasannya dalam bahasa Indonesia ada di '
                       '<a href="../mutu-data.html">halaman mutu data</a> dan <a href="../validasi.html">halaman validasi</a>.')),
        paragraph("Waktu 1 Januari 2000 pada halaman itu adalah waktu tetap, bukan waktu pemeriksaan: data yang sama menghasilkan berkas yang persis sama."),
        table("Dua halaman setiap kelompok pemeriksaan", ["Kelompok", "Hasil", "Harapan"], baris)])
