"""How findings and rules of an action plan are called."""

from __future__ import annotations

#: Failures of one kind that are one finding, whatever they are about: title, and what the places are counted as.
BERSAMA = {
    "kelengkapan.target_setahun": "indikator tanpa target setahun",
    "kelengkapan.rencana_triwulan": "indikator bertarget tanpa rencana triwulan",
    "kelengkapan.penanggung_jawab": "indikator tanpa penanggung jawab",
    "kelengkapan.langkah_tanpa_rencana": "langkah yang tidak direncanakan pada triwulan mana pun",
    "kelengkapan.triwulan_kosong": "rencana dengan triwulan yang dikosongkan",
    "kelengkapan.satuan_kosong": "rencana yang angkanya tercetak tanpa satuan",
    "kelengkapan.nomor_lepas": "nomor indikator berdiri sendiri di samping langkah",
    "kelengkapan.urutan_butir": "kelompok indikator atau langkah yang penomorannya tidak urut",
    "kelengkapan.jabatan": "penanggung jawab yang bukan jabatan yang dikenal",
    "kelengkapan.pejabat_lain": "pejabat di luar Polres pada pengesahan atau penanggung jawab",
    "kelengkapan.sisa_formulir": "sel berisi sisa formulir yang belum dihapus",
    "kelengkapan.tahun_uraian": "uraian yang menyebut tahun yang jauh dari tahun rencana",
}
#: Failures of one plan.
JUDUL = {
    "kelengkapan.satuan_lain": "tercetak dengan satuan yang bukan satuannya",
    "kelengkapan.satuan_campur": "target dan triwulannya tercetak dengan satuan yang berbeda",
    "kelengkapan.cacahan": "rencana triwulannya adalah cacahan langkahnya",
    "agregasi.rasio": "target setahun tidak mungkin dari triwulannya",
    "agregasi.dibagi": "rasio direncanakan menumpuk seperempat setiap triwulan",
    "agregasi.ajek": "kenaikan triwulan terakhir menyimpang dari yang sebelumnya",
    "agregasi.target_lkip": "target setahun berbeda dengan target LKIP",
    "agregasi.salah_tulis": "satu triwulan menyimpang dari tiga yang sama seperti salah tulis",
    "agregasi.level": "triwulannya tidak sama dengan target setahun",
    "jumlah_bagian.setahun": "target setahun tidak sama dengan jumlah rencana langkahnya",
    "jumlah_bagian.serempak": "langkah-langkah yang serempak direncanakan dengan angka yang berbeda",
    "rasio.porsi": "triwulannya tidak sama dengan bagian langkahnya",
    "rasio.sebanding": "perbandingannya dengan langkah lain tidak tetap",
    "batas.arah": "target triwulannya berlawanan dengan arah indikatornya",
    "batas.urut": "rencana kumulatifnya menurun",
    "batas.plafon": "triwulannya melampaui batas setahun",
}
#: Rules, as the suites list them.
ATURAN = {
    "kelengkapan.target_setahun": "Setiap indikator bertarget setahun",
    "kelengkapan.rencana_triwulan": "Setiap target setahun memiliki rencana triwulan",
    "kelengkapan.penanggung_jawab": "Setiap indikator memiliki penanggung jawab",
    "kelengkapan.langkah_tanpa_rencana": "Setiap langkah direncanakan pada sedikitnya satu triwulan",
    "kelengkapan.triwulan_kosong": "Triwulan tanpa rencana bertanda -, tidak dikosongkan",
    "kelengkapan.satuan_kosong": "Angka rencana tercetak dengan satuannya",
    "kelengkapan.satuan_lain": "Satuan tercetak adalah satuan besarannya",
    "kelengkapan.satuan_campur": "Target dan triwulannya bersatuan sama",
    "kelengkapan.nomor_lepas": "Nomor indikator berdiri di depan indikatornya",
    "kelengkapan.urutan_butir": "Indikator dan langkah bernomor urut",
    "kelengkapan.jabatan": "Penanggung jawab adalah jabatan yang dikenal",
    "kelengkapan.pejabat_lain": "Penanggung jawab dan pemaraf adalah pejabat Polres itu",
    "kelengkapan.sisa_formulir": "Tidak ada sisa formulir",
    "kelengkapan.tahun_uraian": "Tahun dalam uraian dekat dengan tahun rencana",
    "kelengkapan.cacahan": "Rencana indeks bukan cacahan langkahnya",
    "agregasi.rasio": "Rasio setahun ada di antara triwulan terkecil dan terbesar",
    "agregasi.dibagi": "Rasio tidak direncanakan menumpuk",
    "agregasi.ajek": "Kenaikan rencana kumulatif ajek sampai triwulan terakhir",
    "agregasi.target_lkip": "Target setahun sama dengan target LKIP tahun yang sama",
    "agregasi.salah_tulis": "Triwulan tidak menyimpang dari tiga yang sama seperti salah tulis",
    "agregasi.level": "Triwulan = target setahun",
    "jumlah_bagian.setahun": "Target setahun = jumlah rencana triwulan langkahnya",
    "jumlah_bagian.serempak": "Langkah yang serempak berangka sama di setiap triwulan",
    "rasio.porsi": "Triwulan = persentase langkahnya terhadap setahun",
    "rasio.sebanding": "Perbandingan dengan langkahnya tetap",
}
#: What to do about a finding.
USULAN = {
    "kelengkapan.target_setahun": "Tetapkan target setahun, atau nyatakan bahwa indikator itu hanya kelompok.",
    "kelengkapan.rencana_triwulan": "Tetapkan target setiap triwulan agar indikator itu dapat dipantau sebelum akhir tahun.",
    "kelengkapan.penanggung_jawab": "Tunjuk satu penanggung jawab untuk setiap indikator.",
    "kelengkapan.satuan_kosong": "Cetak satuan di samping setiap angka.",
    "kelengkapan.satuan_lain": "Betulkan satuan tercetak atau nama indikatornya.",
    "kelengkapan.satuan_campur": "Cetak target dan triwulannya dengan satuan yang sama.",
    "kelengkapan.nomor_lepas": "Beri nomor hanya pada indikator dan langkahnya sendiri.",
    "kelengkapan.urutan_butir": "Beri nomor ulang secara urut.",
    "kelengkapan.jabatan": "Tulis jabatan yang ada di Polres, atau tambahkan ejaannya di jabatan.yml.",
    "kelengkapan.pejabat_lain": "Ganti dengan pejabat Polres yang menyusun dan memeriksa rencana aksi.",
    "kelengkapan.sisa_formulir": "Lengkapi atau hapus isian itu.",
    "kelengkapan.cacahan": "Tetapkan target indeks setiap triwulan pada skala indeksnya; cacahan perkara menjadi rencana langkahnya.",
    "agregasi.rasio": "Tetapkan target setiap triwulan pada skala yang sama dengan target setahun.",
    "agregasi.dibagi": "Tetapkan nilai rasio yang harus dicapai pada setiap triwulan, bukan bagiannya dari setahun.",
    "batas.arah": "Betulkan arah target menurut polaritas indikatornya.",
}
#: Rules whose failures only make reading harder.
INFO = ("kelengkapan.satuan_kosong", "kelengkapan.nomor_lepas", "kelengkapan.urutan_butir", "kelengkapan.triwulan_kosong")
#: Failures that are explained in their arithmetic; the search for slips in sums does not fit them.
TANPA_DUGAAN = ("agregasi.rasio", "agregasi.dibagi", "agregasi.ajek", "agregasi.salah_tulis", "agregasi.target_lkip", "agregasi.level", "jumlah_bagian.setahun", "jumlah_bagian.serempak", "rasio.porsi", "rasio.sebanding")
#: Failures whose arithmetic is a whole sentence.
PERNYATAAN = (*(k for k in (*BERSAMA, *JUDUL) if k.startswith("kelengkapan.")), "agregasi.dibagi")


def kind(relasi: str) -> str:
    """Return the kind of a relation, without the code it ends in."""
    return ".".join(relasi.split(".")[:2])
