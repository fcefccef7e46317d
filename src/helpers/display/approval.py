"""Lembar pengesahan: what exactly is signed, and where."""

from __future__ import annotations

from IPython.display import Markdown

import helpers
from helpers.display.blocks import join_blocks, plain
from helpers.display.cells import table
from helpers.display.tables import Isi
from helpers.narrative.material import Bahan
from helpers.narrative.words import write_count, write_number
from helpers.numbers import format_number
from helpers.sources.fingerprint import content_files, short
from helpers.sources.profile import write_date

LENGKAP = "pengesahan-lengkap"
_GARIS = "\\_" * 28      # a blank line to write on, kept from being read as emphasis


def version(b: Bahan) -> str:
    """Return the version of the document: report, methodology, program and fingerprint of the content."""
    m = b.metodologi
    return f"{b.polres}-{b.tahun} · metodologi {m.versi} · program {helpers.__version__} · isi {short(b.masukan.sidik)}"


def approval(b: Bahan, dokumen: str = "lkip") -> Markdown:
    """Return the approval sheet, with blank lines for what is not known.

    Parameters
    ----------
    b : Bahan
    dokumen : str
        ``lkip``, adopted by a numbered decree, or ``rencana-aksi``, adopted at a place and date.
    """
    p, m, ruang = b.masukan.profil, b.metodologi, b.masukan.ruang
    sidik, berkas = b.masukan.sidik, content_files(ruang, m.kode)
    pim = p.pimpinan
    kritis = b.count_findings("kritis")
    if dokumen == "lkip":
        nama, sah = "Laporan Kinerja Instansi Pemerintah", p.keputusan
        penetapan = ["Nomor dan tanggal keputusan", f"{sah.nomor}, {write_date(sah.tanggal)}"]
    else:
        nama, sah = "Rencana Aksi Kinerja", p.penetapan
        penetapan = ["Tempat dan tanggal penetapan", f"{sah.tempat}, {write_date(sah.tanggal)}"]
    baris: list[list[Isi]] = [
        ["Dokumen", f"{nama} {p.nama} Tahun Anggaran {b.tahun}"],
        penetapan,
        ["Versi dokumen", version(b)],
        ["Sidik isi (SHA-256)", " ".join(sidik[i:i + 8] for i in range(0, len(sidik), 8))],
        ["Cakupan sidik", f"{format_number(len(berkas), 0)} berkas data mentah dan metodologi, dengan urutan menurut nama berkas"],
        ["Temuan kritis", write_number(kritis, 0)],
    ]
    return join_blocks(
        "Sidik isi di bawah ini dihitung dari data mentah dan metodologi. Bila satu angka, koreksi, atau aturan diubah, sidiknya berubah, "
        "sehingga tanda tangan pada lembar ini hanya berlaku untuk isi dengan sidik yang sama.",
        table("tbl-pengesahan", "Identitas dokumen yang disahkan", [["Keterangan", "Isi"]], baris, f"profil {b.nama} tahun {b.tahun} dan daftar berkas pada manifest.json", lebar=(28, 72)),
        plain(_pending(kritis)),
        f"{plain(sah.tempat)}, {_GARIS}",
        "\n".join(f"| {teks}" for teks in _signature(p.nama, pim)),
        f"[]{{#{LENGKAP}}}" if _complete(pim) else "Nama, pangkat, atau NRP yang belum tersedia dalam sumber diisi oleh penanda tangan.")


def _complete(pim) -> bool:
    return pim is not None and bool(pim.nama and pim.pangkat)


def _pending(kritis: float) -> str:
    if not kritis:
        return "Pemeriksaan atas isi ini tidak menghasilkan temuan kritis."
    return f"Pemeriksaan atas isi ini menghasilkan {write_count(kritis)} temuan kritis; Register Temuan dianjurkan dibaca sebelum laporan disahkan."


def _signature(nama: str, pim) -> list[str]:
    """Return the lines of the signature block: office, room to sign, name, rank and number."""
    jabatan = pim.jabatan if pim else f"Kepala Kepolisian Resor {nama.removeprefix('Polres ')}"
    return [plain(jabatan), "\u00a0", "\u00a0", "\u00a0", f"Nama: {plain(pim.nama) if pim and pim.nama else _GARIS}",
            f"Pangkat: {plain(pim.pangkat) if pim and pim.pangkat else _GARIS}", f"NRP: {plain(pim.nrp) if pim and pim.nrp else _GARIS}"]
