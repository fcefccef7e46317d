"""An existing package as a workbook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers.files import TERBESAR_ISIAN, TERBESAR_TABEL, parse_csv, read_input, read_yaml
from helpers.masukan.isian import BERSENDIRI, KUNCI_KOREKSI, flatten, records
from helpers.masukan.lembar import KEPALA_REALISASI_BERKAS, Buku, Isian, LembarKhusus, LembarTabel, Petak, sheet_names
from helpers.masukan.realisasi_baca import describe_reports
from helpers.methodology.combined import BERKAS_TAMBAHAN
from helpers.paths import Ruang
from helpers.sources.datapackage import BERKAS_PAKET
from helpers.sources.realisations import descriptor_of, find_realisations
from helpers.sources.workspace import load_input

_CADANGAN = 60  # rows left open for realisations
PETUNJUK = (
    ("Isi buku", "Setiap tabel paket data ada di lembar bernama sama; sel-selnya persis seperti tercetak dan disimpan sebagai teks."),
    ("", "Lembar Profil, Polsek, Satuan kerja, Dasar hukum, Uraian, dan Koreksi memuat profil.yml, narasi.yml, dan koreksi.yml."),
    ("Mengubah", "Ubah isi sel, jangan judul kolom, nama lembar, atau lembar terakhir. Baris boleh ditambahkan di bawah."),
    ("Mengimpor", "Simpan sebagai .xlsx, lalu jalankan: lkip impor <buku>. Semua masalah disebut sekaligus dengan lembar dan selnya."),
    ("", "Kunci lembar tidak bersandi; buka lewat menu Tinjau bila perlu."),
)


def export_book(ruang: Ruang) -> Buku:
    """Return the workbook of a Polres and year.

    Raises
    ------
    KesalahanMasukan
        When its data are not in order.
    """
    m = load_input(ruang)
    mentah = json.loads(read_input(ruang.mentah / BERKAS_PAKET, terbesar=TERBESAR_ISIAN).decode("utf-8-sig"))
    uraian = {r["name"]: {k: v for k, v in r.items() if k not in ("hash", "bytes")} for r in mentah.pop("resources")}
    khusus = (*_own(ruang), *_reports(ruang)) if m.metodologi.rencana is not None else ()
    nama = sheet_names((t.tabel.name for t in m.tabel), [k.nama for k in khusus])
    profil = _yaml(ruang.mentah / "profil.yml")
    koreksi = _yaml(ruang.mentah / "koreksi.yml").get("koreksi") or []
    return Buku(
        paket=mentah, templat=False, petunjuk=PETUNJUK, khusus=khusus,
        tabel=tuple(LembarTabel(n, uraian[t.tabel.name], baris=t.baris) for n, t in zip(nama, m.tabel, strict=True)),
        profil=_entries({k: v for k, v in profil.items() if k not in BERSENDIRI}), uraian=_entries(_yaml(ruang.mentah / "narasi.yml")),
        polsek=records(profil.get("polsek") or [], ("kode", "nama")),
        satuan_kerja=records(profil.get("satuan_kerja") or [], ("kode", "unsur", "satuan")),
        dasar_hukum=records(profil.get("dasar_hukum") or [], ("nama", "tentang", "uraian", "sumber")),
        koreksi=records(koreksi, KUNCI_KOREKSI))


def _yaml(berkas: Path) -> dict[str, Any]:
    return (read_yaml(berkas) or {}) if berkas.exists() else {}  # type: ignore[return-value]


def _entries(isi: dict[str, Any]) -> tuple[Isian, ...]:
    return tuple(Isian(k, isi=t) for k, t in flatten(isi))


def _own(ruang: Ruang) -> tuple[LembarKhusus, ...]:
    """Return the sheet of indicators and steps of the Polres's own, if it has any."""
    isi = _yaml(ruang.mentah / BERKAS_TAMBAHAN)
    sifat = isi.get("sifat", {})
    baris = []
    for jenis in ("indikator", "langkah"):
        for kode, b in isi.get(jenis, {}).items():
            s = sifat.get(b["sifat"], {})
            teks = (kode, b["nama"], jenis, b.get("sasaran") or b.get("induk") or kode.rpartition(".")[0], b["satuan"], s.get("jenis", ""), b["polaritas"],
                    b.get("pendek", ""), b["sifat"], s.get("alasan", ""), b.get("lkip", ""), "; ".join(b.get("mendukung", ())))
            baris.append(tuple(Petak(x, "teks") for x in teks))
    return (LembarKhusus("Rencana sendiri", "tambahan", judul="Indikator dan langkah yang tidak ada dalam metodologi", penjelasan="Isi rencana.yml.", baris=tuple(baris)),) if baris else ()


def _reports(ruang: Ruang) -> tuple[LembarKhusus, ...]:
    """Return the sheet of realisations with those that were handed in, and room for more."""
    berkas = find_realisations(ruang.mentah)
    keterangan, baris = describe_reports(ruang.polres, ruang.tahun), []
    if berkas:
        keterangan = json.loads(read_input(descriptor_of(berkas), terbesar=TERBESAR_ISIAN).decode("utf-8-sig"))
        baris = parse_csv(berkas.name, read_input(berkas, terbesar=TERBESAR_TABEL))[1:]
    baris += [[""] * len(KEPALA_REALISASI_BERKAS)] * _CADANGAN
    return (LembarKhusus("Realisasi", "realisasi-berkas", uraian=keterangan, judul=str(keterangan.get("title", "Realisasi rencana aksi")), penjelasan="Isi realisasi.csv.",
                         baris=tuple(tuple(Petak(x, "teks") for x in b) for b in baris)),)
