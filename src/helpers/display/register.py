"""The register of findings, and what the notes on every number lead to."""

from __future__ import annotations

from IPython.display import Markdown

from helpers.display.blocks import join_blocks, landscape, plain
from helpers.display.cells import table
from helpers.display.marks import anchor
from helpers.display.tables import Isi
from helpers.narrative import summary
from helpers.narrative.material import Bahan
from helpers.numbers import format_number
from helpers.validation.findings import TINGKAT, Temuan

_HITUNGAN, _TEMPAT, _NILAI = 3, 3, 8
_TERBITAN = {"kritis": "Temuan kritis", "peringatan": "Peringatan", "info": "Informasi"}


def register(b: Bahan) -> Markdown:
    """Return all findings, one table a severity, one anchored row a finding."""
    if not b.temuan:
        return Markdown(plain(summary.severity(b)))
    bagian = [plain(summary.severity(b)) + " Setiap baris memuat nilai tercetak, perhitungan, akibat, dan usulan. Daftar ini menampilkan "
              "tempat-tempat pertama; seluruh tempat dan perhitungan ada pada berkas temuan.csv yang menyertai laporan."]
    for tingkat in TINGKAT:
        isi = [t for t in b.temuan if t.tingkat == tingkat]
        if isi:
            bagian.append(table(f"tbl-temuan-{tingkat}", f"Register temuan: {_TERBITAN[tingkat].lower()}",
                                [["No.", "Temuan dan nilai tercetak", "Perhitungan", "Akibat, usulan, dan status"]],
                                [_row(b, t) for t in isi], lebar=(5, 33, 36, 26), jangkar=[anchor(t) for t in isi]))
    return join_blocks(bagian[0], landscape("\n\n".join(bagian[1:])))


def _row(b: Bahan, t: Temuan) -> list[Isi]:
    nilai = list(dict.fromkeys(t.tercetak.split("; ")))
    tercetak = "; ".join(nilai[:_NILAI]) + (f"; dan {len(nilai) - _NILAI} nilai lain" if len(nilai) > _NILAI else "")
    tempat = list(dict.fromkeys(b.cite(p.sumber) for p in t.tempat))
    lebih = len(tempat) - _TEMPAT
    di_mana = "; ".join(tempat[:_TEMPAT]) + (f"; dan {lebih} tempat lain" if lebih > 0 else "")
    hitung = list(t.perhitungan[:_HITUNGAN])
    if (sisa := len(t.perhitungan) - _HITUNGAN) > 0:
        hitung.append(f"Masih ada {format_number(sisa, 0)} perhitungan lain.")
    return [
        t.nomor,
        f"{t.judul}.\nTercetak: {tercetak}.\nTempat: {di_mana}.",
        "\n".join(hitung),
        "\n".join(filter(None, [t.akibat, t.usulan, f"Status: {t.status}."]))]
