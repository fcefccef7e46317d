"""Fill a workbook of `lkip init` the way an analyst would: with the numbers of the generated consistent Polres."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook, load_workbook

from helpers.masukan.lembar import BARIS_KEPALA, PAKET, PROFIL, URAIAN, LembarTabel, read_descriptor
from helpers.masukan.mulai import check_identity
from helpers.masukan.templat import template_book, unit_finder
from helpers.masukan.tulis import write_book
from helpers.methodology.rules import Metodologi
from helpers.sintetis.bahan import BAHAN_CONTOH, METODOLOGI, Kinerja
from helpers.sintetis.paket import make
from helpers.sources.datapackage import IsiTabel, Tabel
from helpers.sources.facts import build_facts

POLRES, TAHUN, POLSEK = BAHAN_CONTOH.tempat.kode, BAHAN_CONTOH.tahun, BAHAN_CONTOH.polsek
#: The year before: half as much again of everything counted.
LALU = Kinerja(
    {k: tuple(x + x // 2 for x in tw) for k, tw in BAHAN_CONTOH.kinerja.jumlah.items()},
    BAHAN_CONTOH.kinerja.akhir | {"H1.penduduk": BAHAN_CONTOH.kinerja.akhir["H1.penduduk"] - 977}, tuple(round(x - 1, 2) for x in BAHAN_CONTOH.kinerja.iku1))
PROFIL_ISI = {
    "kedudukan": "Kota Contoh", "keputusan.nomor": "KEP/1/I/2024", "keputusan.tanggal": "2024-01-31", "keputusan.tempat": "Kota Contoh",
    "pimpinan.nama": "Contoh Nama", "pimpinan.pangkat": "Ajun Komisaris Besar Polisi", "visi": "Terwujudnya Kabupaten Contoh yang aman",
    "misi": "Melindungi dan melayani", "tujuan.1": "Menjamin keamanan", "sasaran_strategis.1.kode": "SS1",
    "sasaran_strategis.1.nama": "Terpeliharanya keamanan", "sasaran_strategis.2.kode": "SS2", "sasaran_strategis.2.nama": "Penegakan hukum",
    "sasaran_strategis.3.kode": "SS3", "sasaran_strategis.3.nama": "SDM profesional", "sasaran_strategis.4.kode": "SS4",
    "sasaran_strategis.4.nama": "Sarana modern", "sasaran_strategis.5.kode": "SS5", "sasaran_strategis.5.nama": "Pengawasan"}
URAIAN_ISI = {
    "latar_belakang.1": "Laporan ini memenuhi kewajiban akuntabilitas.", "isu_strategis.1": "Sebaran penduduk luas.",
    "kesimpulan.1": "Kinerja secara umum baik.", "saran.1": "Menambah pelatihan.", "tindak_lanjut.1": "Menyusun jadwal pelatihan."}


def blank_book(akar: Path, m: Metodologi) -> bytes:
    """Return the workbook `lkip init` writes for the generated Polres."""
    siapa = check_identity(akar, METODOLOGI, polres=POLRES, tahun=TAHUN, nama="Polres Contoh", polda="Jawa Tengah", kabupaten="Kabupaten Contoh",
                           polsek="; ".join(p.title() for p in POLSEK))
    return write_book(template_book(m, akar / "data" / "raw" / "metodologi" / METODOLOGI, siapa), unit_finder(m))


def describe(buku: Workbook) -> dict[str, LembarTabel]:
    """Return the tables a workbook says it holds, by name of the sheet."""
    baris = [[str(s or "") for s in b] for b in buku[PAKET].iter_rows(max_col=12, values_only=True)]
    return {t.nama: t for t in read_descriptor(baris).tabel}


def fill_numbers(buku: Workbook, m: Metodologi) -> int:
    """Put every number in that the generated Polres has; returns how many."""
    nilai = values(m)
    n = 0
    for t in describe(buku).values():
        kosong = tuple((k, *[""] * (len(t.kolom) - 1)) for k in t.tetap)
        fakta = build_facts([IsiTabel(Tabel.model_validate(dict(t.tabel) | {"hash": ""}), kosong)], m, POLRES, POLSEK)
        for f in fakta.itertuples():
            x = nilai.get((f.kode, f.wilayah, f.tahun, f.periode))
            if x is not None:
                buku[t.nama][t.cell(f.baris, f.kolom)] = int(x) if x == int(x) else x
                n += 1
    return n


def values(m: Metodologi) -> dict[tuple[str, str, int, str], float]:
    """Return the numbers of the generated Polres by address, with a year before and earlier years that agree."""
    c, lalu = make(m), LALU.values(m)
    hasil = {(f.kode, f.wilayah, f.tahun, f.periode): f.nilai for f in build_facts(c.read(), m, POLRES, POLSEK).itertuples()
             if f.keadaan == "angka" and f.jenis == "tabel"}
    for (kode, wilayah, tahun, periode), x in list(hasil.items()):  # what the year before prints nowhere was as this year
        if tahun == TAHUN and wilayah in (POLRES, "bagops", "satsamapta") and kode.split(".")[0] not in ("SI", "program", "belanja", "dana"):
            hasil.setdefault((kode, wilayah, TAHUN - 1, periode), x)
    hasil["media.jumlah", POLRES, TAHUN - 1, "TH"] = hasil["media.jumlah", POLRES, TAHUN, "TH"]
    for geser, nilai in ((0, c.nilai), (-1, lalu)):  # to all the decimals the tables print
        hasil |= {(kode, POLRES, TAHUN + geser, periode): x for (kode, periode), x in nilai.items()}
    for kode, asal in (("lantas.laka_md", "H1.meninggal"), ("lantas.laka", "G5.terjadi"), ("spkt.pengaduan", "H8.kasus")):
        hasil[kode, POLRES, TAHUN - 1, "TH"] = lalu[asal, "TH"]
    hasil["spkt.jumlah", POLRES, TAHUN - 1, "TH"] = lalu["H8.kasus", "TH"] + hasil["spkt.kehilangan", POLRES, TAHUN - 1, "TH"]
    for i in m.indikator:
        target = hasil[f"{i}.target", POLRES, TAHUN, "TH"]
        for t in range(TAHUN - 4, TAHUN):
            hasil[f"{i}.target", POLRES, t, "TH"] = round(0.9 * target, 3)
            hasil[f"{i}.realisasi", POLRES, t, "TH"] = lalu.get((f"{i}.realisasi", "TH"), target) if t == TAHUN - 1 else target
        hasil[f"{i}.target", POLRES, TAHUN + 1, "TH"] = target
        hasil[f"{i}.baseline", POLRES, TAHUN - 4, "TH"] = round(0.9 * target, 3)
    hasil["IKP8.realisasi", POLRES, TAHUN - 1, "TH"] = round(100 * 17 / 23, 2)
    for t in range(TAHUN - 4, TAHUN):
        hasil["IKP10.realisasi", POLRES, t, "TH"] = 97
    for i in m.indikator:
        realisasi, target = (hasil[f"{i}.{b}", POLRES, TAHUN - 1, "TH"] for b in ("realisasi", "target"))
        hasil[f"{i}.capaian", POLRES, TAHUN - 1, "TH"] = round(100 * realisasi / target, 2)
    pagu = hasil["anggaran.pagu", POLRES, TAHUN, "TH"]
    for t in range(TAHUN - 4, TAHUN):
        for bagian, porsi in (("pagu", 100), ("realisasi", 97), ("sisa", 3)):
            hasil[f"anggaran.{bagian}", POLRES, t, "TH"] = porsi * (int(pagu) // 110)
    return hasil


def fill_entries(buku: Workbook, m: Metodologi) -> None:
    """Fill profile and narrative."""
    uraian = URAIAN_ISI | {f"{i}.{b}.1": f"Keterangan {b.replace('_', ' ')}." for i in m.indikator
                           for b in ("penyebab_keberhasilan", "solusi", "efisiensi", "program")}
    for nama, isi in ((PROFIL, PROFIL_ISI), (URAIAN, uraian)):
        sisa = dict(isi)
        for r in range(BARIS_KEPALA + 1, buku[nama].max_row + 1):
            kunci = buku[nama].cell(r, 1).value
            if kunci in sisa:
                buku[nama].cell(r, 3).value = sisa.pop(kunci)
        assert not sisa, sisa


def filled_book(akar: Path, m: Metodologi) -> Workbook:
    """Return the filled workbook."""
    buku = load_workbook(io.BytesIO(blank_book(akar, m)))
    assert fill_numbers(buku, m) > 300
    fill_entries(buku, m)
    return buku
