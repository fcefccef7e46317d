"""The monitoring report: statuses by objective and owner, what is late, plan beside realisation, projections, rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from IPython.display import Markdown

from helpers.display.blocks import captioned, finding_link, join_blocks, landscape, plain, slug
from helpers.display.cells import computed_cell, fact_marks, prose, table
from helpers.display.charts import Gambar, Grafik, series
from helpers.display.marks import anchor
from helpers.display.plan import JENIS
from helpers.display.tables import Isi, Sel, raw_html, table_html
from helpers.lineage.traced import mark
from helpers.monitoring.progress import ROMAWI, TANPA, Pantauan, Status, Triwulan
from helpers.monitoring.rollup import Rekap, by_objective, by_owner, late, unreported
from helpers.narrative import monitoring as kata
from helpers.narrative.monitoring import CONTOH, TANPA_PEMILIK, BahanPantau
from helpers.narrative.words import missing
from helpers.numbers import format_number
from helpers.sources.plan import TRIWULAN, Butir
from helpers.sources.plan import Sel as SelCetak
from helpers.sources.profile import write_date

_MENJOROK = "\u2003"
_BENTUK = {
    "dua_kurang_rasio": "(2 − realisasi ÷ rencana) × 100", "rencana_per_realisasi": "rencana ÷ realisasi × 100",
}
_CARA = {
    "aditif": "jumlah realisasi terhadap jumlah rencana sampai dengan triwulan laporan", "kumulatif": "nilai terakhir terhadap rencana triwulan itu",
    "level": "setiap triwulan dinilai sendiri", "rata": "rata-rata realisasi terhadap rata-rata rencana",
    "rasio": "dihitung ulang dari jumlah pembilang dan penyebut bila dilaporkan; tanpa itu tidak digabung, dan triwulan laporan dinilai sendiri",
    "plafon": "setiap triwulan dinilai sendiri terhadap batasnya, terbalik: lebih rendah lebih baik",
}


def warning(b: BahanPantau) -> Markdown:
    """Return what the reader must know before anything else: that figures are invented, or that there are none."""
    if b.contoh:
        return Markdown(f"::: {{.callout-warning}}\n\n## {CONTOH}\n\nRealisasi dalam laporan ini karangan dari berkas contoh; hanya rencananya yang tercetak dalam dokumen sumber.\n\n:::")
    if b.realisasi is None:
        return Markdown("::: {.callout-note}\n\n## Realisasi belum diserahkan\n\nLaporan ini menunjukkan rencananya saja; tidak ada yang dinilai.\n\n:::")
    return Markdown("")


def label(b: BahanPantau) -> Markdown:
    """Return one line that repeats on every chapter what kind of figures these are."""
    return Markdown(f"**{CONTOH}.**" if b.contoh else "**Realisasi belum diserahkan.**" if b.realisasi is None else "")


def overview(b: BahanPantau) -> Markdown:
    """Return where the plan stands, in words and in one table."""
    baris: list[list[Isi]] = [[_status(s), computed_cell(b.count_status(s.kode), 0), _meaning(b, s)] for s in b.status]
    return join_blocks(
        prose(b, kata.standing(b)), prose(b, kata.lateness(b)), prose(b, kata.silence(b)), _contested(b),
        table("tbl-pantau-status", f"Status indikator dan langkah aksi sampai dengan {b.periode} tahun {b.tahun}", [["Status", "Banyaknya", "Artinya"]], baris, b.source_note(), lebar=(28, 14, 58)))


def _contested(b: BahanPantau) -> str:
    if not b.dipakai:
        return ""
    return (f"Rencana yang diperselisihkan bertanda temuan, misalnya {finding_link(b.dipakai[0])}; capaiannya dihitung terhadap rencana sebagaimana tercetak, "
            "kecuali disebut lain pada catatannya.")


def _meaning(b: BahanPantau, s: Status) -> str:
    batas = {a.kode: a.minimal for a in b.aturan.ambang}
    if s.kode in batas:
        urut = list(batas)
        atas = urut[urut.index(s.kode) - 1] if urut.index(s.kode) else ""
        bawah = f"capaian {format_number(batas[s.kode])}% atau lebih" if batas[s.kode] is not None else ""
        return ", ".join(filter(None, [bawah, f"kurang dari {format_number(batas[atas])}%" if atas else ""]))
    return {"belum": "direncanakan, tetapi belum ada laporan; tidak dinilai", "tercatat": "dilaporkan, tetapi tidak ada arah baik-buruknya atau tidak ada rencananya",
            "tanpa": f"tidak ada rencana berupa angka sampai dengan {b.periode}"}[s.kode]


def _status(s: Status) -> Sel:
    return Sel(str(s), kelas=f"status-{s.kode}")


def _heads(b: BahanPantau) -> list[str]:
    """Head the columns of the statuses, each shape above its word."""
    return [f"{s.bentuk}\n{s.kata}" for s in b.status]


def _judged(b: BahanPantau) -> list[Status]:
    return [s for s in b.status if s.kode != TANPA]


def status_bars(b: BahanPantau) -> Gambar:
    """Records of each status, by objective."""
    rekap = by_objective(b.pantauan, b.rencana)
    return Gambar(Grafik(
        "batang_mendatar", f"Status indikator dan langkah aksi per sasaran sampai dengan {b.periode} tahun {b.tahun}", tuple(r.nama for r in rekap),
        tuple(series(str(s), [r.jumlah[s.kode] for r in rekap]) for s in _judged(b) if any(r.jumlah[s.kode] for r in rekap)), "banyaknya", 0, sumber=b.source_note()))


def objectives(b: BahanPantau) -> Markdown:
    """Return how many records of every objective have which status."""
    baris = [[r.nama, *_counts(b, r.kode, [p for p in b.pantauan if p.butir.sasaran == r.kode])] for r in by_objective(b.pantauan, b.rencana)]
    baris.append(["Seluruhnya", *_counts(b, "", b.pantauan)])
    return join_blocks(
        "Yang dihitung adalah banyaknya indikator dan langkah aksi. Nilai yang berbeda satuan tidak dijumlahkan, dan indeks tidak digabung karena rencana aksi tidak memuat bobotnya.",
        table("tbl-pantau-sasaran", f"Status per sasaran sampai dengan {b.periode}", [["Sasaran", *_heads(b), "Semua"]], baris, b.source_note(),
              lebar=(26, *[11] * len(b.status), 8), jumlah=True))


def _counts(b: BahanPantau, kode: str, isi: Sequence[Pantauan]) -> list[Isi]:
    return [*(computed_cell(b.count(p.butir for p in isi if p.status.kode == s.kode), 0) for s in b.status), computed_cell(b.count(p.butir for p in isi), 0)]


def owners(b: BahanPantau) -> Markdown:
    """Return how many records each office leads by status, and how many late ones it supports."""
    baris: list[list[Isi]] = [_owner_row(b, r) for r in by_owner(b.pantauan, TANPA_PEMILIK)]
    kepala: list[list[Isi]] = [
        [Sel("Penanggung jawab", baris=2), Sel("Sebagai penanggung jawab utama", kolom=len(b.status)), Sel("Sebagai pendukung", kolom=2)],
        [*_heads(b), "Semua", "Terlambat"]]
    return join_blocks(
        "Satu indikator atau langkah dihitung sekali pada penanggung jawab utamanya, dan sekali pada setiap pendukungnya.",
        table("tbl-pantau-pemilik", f"Status per penanggung jawab sampai dengan {b.periode}", kepala, baris, b.source_note(), lebar=(19, *[10.5] * len(b.status), 8, 10.5)))


def _owner_row(b: BahanPantau, r: Rekap) -> list[Isi]:
    def milik(p: Pantauan, peran: str) -> bool:
        return any(o.kode == r.kode and o.peran == peran for o in p.butir.pemilik) or (not r.kode and not p.butir.pemilik and peran == "utama")

    utama, pendukung = ([p for p in b.pantauan if milik(p, peran)] for peran in ("utama", "pendukung"))
    return [r.nama, *_counts(b, "", utama)[:-1], computed_cell(b.count(p.butir for p in pendukung), 0),
            computed_cell(b.count(p.butir for p in pendukung if p.status.kode in b.aturan.terlambat), 0)]


def late_list(b: BahanPantau) -> Markdown:
    """Return what is late, with its owner and the obstacle told."""
    isi = late(b.pantauan, b.aturan)
    if not isi:
        return Markdown("Tidak ada yang dinilai terlambat." if b.realisasi else "Belum ada yang dapat dinilai karena realisasi belum diserahkan.")
    baris: list[list[Isi]] = [
        [_name(b, p.butir), _plan_cell(b, p), _number(p.butir, p.realisasi), _achievement(p), _owners(p.butir), p.kendala or "tidak dilaporkan"] for p in isi]
    return join_blocks(prose(b, kata.lateness(b)), table(
        "tbl-pantau-terlambat", f"Indikator dan langkah aksi yang terlambat sampai dengan {b.periode}",
        [["Indikator atau langkah aksi", "Rencana", "Realisasi", "Capaian", "Penanggung jawab", "Kendala"]], baris, b.source_note(), lebar=(27, 10, 10, 10, 17, 26)))


def silent_list(b: BahanPantau) -> Markdown:
    """Return what was planned and is not reported, with its owner and the obstacle told."""
    isi = unreported(b.pantauan)
    if b.realisasi is None:
        return Markdown("Seluruh rencana belum dilaporkan; lihat @sec-pantau-rinci.")
    if not isi:
        return Markdown("Seluruh yang direncanakan sudah dilaporkan.")
    baris: list[list[Isi]] = [[_name(b, p.butir), ", ".join(ROMAWI[x] for x in p.belum), _owners(p.butir), p.kendala or "–"] for p in isi]
    return join_blocks(prose(b, kata.silence(b)), table(
        "tbl-pantau-belum", f"Yang direncanakan sampai dengan {b.periode} tetapi belum dilaporkan",
        [["Indikator atau langkah aksi", "Belum dilaporkan", "Penanggung jawab", "Kendala"]], baris, b.source_note(), lebar=(38, 13, 22, 27)))


def _name(b: BahanPantau, x: Butir) -> str:
    """Name a step with the indicator it serves."""
    return x.nama if x.jenis == "indikator" else f"{x.nama}\n({b.rencana.butir[b.rencana.indicator_of(x.kode)].pendek})"


def _owners(x: Butir) -> str:
    return "\n".join(p.nama if p.peran == "utama" else f"({p.nama})" for p in x.pemilik) or "tidak tercetak"


def details(b: BahanPantau) -> Markdown:
    """Return every record, objective by objective: each quarter, the year to date, achievement and status."""
    rujukan = "; ".join(f"@tbl-pantau-{slug(s.kode)} ({plain(s.nama)})" for s in b.rencana.sasaran if any(p.butir.sasaran == s.kode for p in b.pantauan))
    bagian = [plain("Di setiap triwulan tertulis realisasi / rencana; tanda – berarti tidak ada angkanya. (turun) berarti lebih rendah lebih baik.")]
    for s in b.rencana.sasaran:
        isi = [p for p in b.pantauan if p.butir.sasaran == s.kode]
        if isi:
            bagian += [f"## {plain(s.nama)} {{#sec-pantau-{slug(s.kode)}}}", _details(b, s.nama, s.kode, isi)]
    return join_blocks(f"Rinciannya menurut sasaran: {rujukan}.", landscape("\n\n".join(bagian)))


def _details(b: BahanPantau, nama: str, kode: str, isi: Sequence[Pantauan]) -> str:
    periode = [ROMAWI[p] for p in TRIWULAN[:b.triwulan]]
    kepala: list[list[Isi]] = [
        [Sel("Indikator atau langkah aksi", baris=2), Sel("Satuan", baris=2), Sel("Target setahun", baris=2), *(Sel(p, baris=2) for p in periode),
         Sel(f"Sampai dengan {b.periode}", kolom=4), Sel("Cara dan catatan", baris=2)],
        ["Rencana", "Realisasi", "Capaian", "Status"]]
    baris: list[list[Isi]] = [
        [Sel(_MENJOROK * (p.butir.jenis == "langkah") + p.butir.nama, tebal=p.butir.jenis == "indikator"), p.butir.lambang, _printed(b, p.butir.target, p.butir),
         *(_quarter(b, p.butir, t) for t in p.triwulan), _plan_cell(b, p), _number(p.butir, p.realisasi), _achievement(p), _status(p.status), _how(p)] for p in isi]
    lebar = (24, 9, 8, *[11] * len(periode), 9, 9, 9, 11, 20)
    return captioned(f"tbl-pantau-{slug(kode)}", raw_html(table_html(kepala, baris, lebar=lebar)), f"Rencana dan realisasi sampai dengan {b.periode}: {nama}", b.source_note())


def _number(x: Butir, nilai: float) -> Sel:
    return Sel("–", angka=True) if missing(nilai) else computed_cell(nilai, None)


def _printed(b: BahanPantau, s: SelCetak | None, x: Butir) -> Sel:
    """Return a printed plan as a number with the mark of its finding; an en dash where none is printed."""
    if s is None or not s.ada:
        return Sel("–", angka=True)
    return Sel(format_number(s.nilai, s.presisi), angka=True, fakta=s.fakta_id, tanda=fact_marks(b, s.fakta_id))


def _quarter(b: BahanPantau, x: Butir, t: Triwulan) -> Sel:
    kiri = "–" if missing(t.realisasi) else mark(format_number(t.realisasi), t.realisasi)
    kanan = "–" if missing(t.rencana) else mark(format_number(t.rencana, t.sel.presisi), t.rencana)
    return Sel(f"{kiri} / {kanan}", angka=True, tanda=fact_marks(b, t.sel.fakta_id) if t.sel and t.sel.ada else ())


def _plan_cell(b: BahanPantau, p: Pantauan) -> Sel:
    """Return the plan to date, with the gravest finding on the cells it comes from."""
    if missing(p.rencana):
        return Sel("–", angka=True)
    sel = computed_cell(p.rencana, None)
    tanda = tuple(dict.fromkeys(t for s in p.sel for t in fact_marks(b, s.fakta_id)))[:1]
    return Sel(sel.teks, angka=True, fakta=sel.fakta, tanda=tanda)


def _achievement(p: Pantauan) -> Sel:
    return Sel("–", angka=True) if missing(p.capaian) else computed_cell(p.capaian, 1, persen=True)


def _how(p: Pantauan) -> str:
    sifat = JENIS[p.butir.sifat.jenis] if p.butir.sifat.triwulanan else "dinilai setahun sekali"
    turun = " (turun)" if p.butir.polaritas == "turun" else ""
    return "; ".join([p.cara or sifat, *p.catatan]) + turun


def projections(b: BahanPantau) -> Markdown:
    """Return the end of the year by the pace so far, for sums and cumulative plans."""
    isi = [p for p in b.pantauan if p.proyeksi]
    teks = prose(b, kata.forecast(b))
    if not isi:
        return Markdown(teks)
    baris: list[list[Isi]] = []
    for p in isi:
        y = p.proyeksi
        banding = _printed(b, y.target, p.butir) if y.target else computed_cell(y.pembanding, None)
        nilai = computed_cell(y.nilai, 0 if b.metodologi.unit(p.butir.kode).jenis == "cacah" else None)
        baris.append([_name(b, p.butir), p.butir.lambang, _number(p.butir, p.realisasi), _plan_cell(b, p), computed_cell(y.setahun, None),
                      replace(nilai, teks=f"{nilai.teks} (dibatasi)") if y.terpotong else nilai, banding, _status(y.status)])
    return join_blocks(teks, table(
        "tbl-pantau-proyeksi", f"Proyeksi akhir tahun {b.tahun} menurut laju sampai dengan {b.periode}",
        [["Indikator atau langkah aksi", "Satuan", "Realisasi", "Rencana", "Rencana setahun", "Proyeksi", "Target atau rencana setahun", "Bila berlanjut"]], baris, b.source_note(),
        lebar=(27, 11, 10, 10, 11, 11, 11, 13)))


def rules(b: BahanPantau) -> Markdown:
    """Return how plan and realisation are compared."""
    jenis = dict.fromkeys(p.butir.sifat.jenis for p in b.pantauan)
    baris: list[list[Isi]] = [[JENIS[j], _CARA[j], "ya" if b.aturan.projects(j) else "tidak"] for j in jenis]
    return join_blocks(
        plain(f"Capaian = realisasi ÷ rencana × 100; bila lebih rendah lebih baik, {_BENTUK[b.aturan.bentuk_turun]}. Rencana sebesar nol tidak menghasilkan persentase; statusnya "
              "menyatakan apakah rencana itu dipenuhi. Triwulan yang belum dilaporkan dikeluarkan dari rencana dan realisasi yang dijumlahkan, dan disebut. Bila triwulan terakhir yang "
              "direncanakan belum dilaporkan, statusnya “belum dilaporkan”, berapa pun nilai sebelumnya."),
        plain("Rencana triwulan sebuah rasio atau indeks yang tidak mungkin sejalan dengan target setahunnya, misalnya karena target dibagi empat, tidak dipakai menilai; realisasinya dibandingkan "
              "dengan target setahun, dan hal itu disebut pada catatannya."),
        plain(f"Ambang status dan bentuk capaian dinyatakan dalam pemantauan.yml metodologi {b.metodologi.kode} (kedudukan: {b.aturan.kedudukan}; dokumen sumber tidak menyebutnya)."),
        table("tbl-pantau-cara", "Cara menggabung triwulan menurut sifat rencana", [["Sifat rencana", "Sampai dengan triwulan laporan", "Diproyeksikan"]], baris,
              f"metodologi {b.metodologi.kode} versi {b.metodologi.versi}", lebar=(20, 64, 16)))


def reports(b: BahanPantau) -> Markdown:
    """Return the reports that were used: date, evidence, reporter."""
    if b.realisasi is None:
        return Markdown("Tidak ada laporan realisasi.")
    periode = TRIWULAN[:b.triwulan]
    baris: list[list[Isi]] = [
        [b.rencana.butir[x.kode].nama, ROMAWI[x.periode], Sel(mark(format_number(x.nilai, x.presisi), x.fakta_id) if x.ada else "–", angka=True), write_date(x.tanggal) if x.tanggal else "–", x.bukti or "–", x.pelapor or "–"]
        for p in periode for x in b.realisasi.lapor if x.periode == p]
    return join_blocks(table("tbl-pantau-laporan", "Laporan realisasi yang dipakai", [["Indikator atau langkah aksi", "Triwulan", "Nilai", "Keadaan per", "Bukti", "Pelapor"]], baris,
                             b.source_note(), lebar=(33, 8, 9, 13, 20, 17), kelas="rapat"))


def contested(b: BahanPantau) -> Markdown:
    """Return the findings on the plans that this report shows."""
    if not b.dipakai:
        return Markdown("Tidak ada temuan pada rencana yang ditampilkan.")
    baris: list[list[Isi]] = [[t.nomor, t.tingkat, t.judul, t.usulan] for t in b.dipakai]
    return join_blocks(
        "Perhitungan lengkap setiap temuan ada pada temuan.xlsx dan validasi.html yang menyertai laporan.",
        table("tbl-pantau-temuan", "Temuan pada rencana yang ditampilkan", [["No.", "Tingkat", "Temuan", "Usulan"]], baris, "hasil pemeriksaan rencana aksi", lebar=(8, 13, 42, 37),
              jangkar=[anchor(t) for t in b.dipakai]))
