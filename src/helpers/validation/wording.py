"""How findings are called, and what is proposed."""

from __future__ import annotations

from helpers.validation import plan_words
from helpers.validation.plan_words import kind

NAMA_KELUARGA = {
    "rasio": "Rasio dan rumus", "komposit": "Komposit dan indeks", "agregasi": "Setahun terhadap triwulan",
    "jumlah_bagian": "Jumlah terhadap bagian", "rentang": "Rentang dan batas", "kesepakatan": "Kesamaan antartabel",
    "arah": "Kata terhadap angka", "kelengkapan": "Kelengkapan", "salinan": "Salinan dan pergeseran",
    "satuan": "Satuan tercetak",
}
#: Failures whose arithmetic is a whole sentence.
PERNYATAAN = (*plan_words.PERNYATAAN, "kembar.kolom", "kelengkapan.kolom_persen", "kelengkapan.kolom_cacah")
#: Rules whose failures only make reading harder.
INFO = (*plan_words.INFO, "kelengkapan.kolom_persen")
USULAN = {
    "rasio": "Cocokkan angka yang masuk ke rumusnya dengan register asal, lalu hitung ulang hasilnya.",
    "komposit": "Hitung ulang dari komponennya dengan bobot dan konversi yang berlaku, lalu terbitkan ralat bila berbeda.",
    "agregasi": "Cocokkan angka setahun dengan keempat triwulannya pada register asal.",
    "jumlah_bagian": "Lengkapi bagian yang hilang atau perbaiki baris jumlahnya.",
    "rentang": "Periksa definisi dan satuan besaran itu; nilai di luar batas tidak dapat dipakai sebagai bukti pencapaian.",
    "kesepakatan": "Tetapkan satu sumber resmi, nyatakan sebagai koreksi, dan pakai di semua tabel.",
    "arah": "Samakan kata dalam kalimat itu dengan angkanya, atau perbaiki angka yang dirujuknya.",
    "kelengkapan": "Lengkapi yang kosong atau samakan bilangan yang disebut dengan daftarnya.",
    "salinan": "Pastikan angka tahun ini benar-benar dicatat ulang, bukan tersalin dari tahun sebelumnya.",
    "satuan": "Betulkan satuan yang tercetak di samping angka.",
}
#: Rules whose failures want something else than what their family proposes.
USULAN_ATURAN = dict.fromkeys(
    ("kelengkapan.nomor_tabel", "kelengkapan.nomor_grafik", "kelengkapan.urutan_nomor", "kelengkapan.induk_nomor"),
    "Betulkan penomoran tabel dan grafik, lalu sesuaikan nomor yang dirujuk di dalam kalimat.",
) | dict.fromkeys(
    ("kelengkapan.kosong", "kelengkapan.strip", "kelengkapan.tahun_kosong", "kelengkapan.jumlah_kosong"),
    "Isi sel itu, atau nyatakan di semua tabel bahwa nilainya memang tidak ada.",
) | dict.fromkeys(
    ("geseran.kolom", "geseran.baris", "geseran.tahun"), "Cocokkan isi tabel itu baris demi baris dengan register asal, lalu kembalikan nilai ke tempatnya.",
) | {
    "kembar.kolom": "Catat kedua kolom itu masing-masing dari register asalnya.",
    "kelengkapan.kolom_persen": "Tulis satuan di samping tiap indikator, bukan di kepala kolom.",
    "kelengkapan.kolom_cacah": "Betulkan kepala kolom menurut isinya.",
    "kelengkapan.tahun_judul": "Betulkan tahun pada judul agar sesuai dengan isi tabel.",
    "kelengkapan.indikator_judul": "Betulkan judul agar menyebut indikator yang dimuat tabel.",
    "kelengkapan.bagian_judul": "Pindahkan tabel ke bagian indikatornya, atau betulkan judulnya.",
    "kelengkapan.sebutan": "Betulkan nama indikator itu, dan pastikan uraian di bawahnya bukan salinan dari bagian lain.",
    "kelengkapan.rujukan": "Betulkan nomor tabel atau grafik yang dirujuk.",
    "kelengkapan.hitungan": "Samakan bilangan yang disebut dengan daftarnya.",
    "kelengkapan.indikator": "Cantumkan nilainya beserta sumbernya, atau nyatakan mengapa tidak ada.",
    "kelengkapan.urutan_tanggal": "Periksa tanggalnya pada dokumen asli.", "kelengkapan.tanggal_tunggal": "Periksa tanggalnya pada dokumen asli.",
}
KELENGKAPAN = {
    "kelengkapan.indikator": "tidak tercetak di tabel mana pun", "kelengkapan.kosong": "dikosongkan di sebagian tabel",
    "kelengkapan.strip": "bertanda - (tidak ada) di sebagian tabel, padahal di tabel lain berangka",
    "kelengkapan.tahun_kosong": "dikosongkan, padahal tahun di sampingnya terisi",
    "kelengkapan.jumlah_kosong": "dikosongkan, padahal bagian-bagiannya tercetak", "kelengkapan.hitungan": "tidak sesuai dengan daftarnya", "kelengkapan.tanggal_tunggal": "tercetak berbeda-beda",
    "kelengkapan.urutan_tanggal": "tidak sesuai dengan urutannya",
    "kelengkapan.rujukan": "tidak ada atau memuat indikator lain",
    "kelengkapan.sebutan": "menyebut indikator lain",
    "kelengkapan.kolom_persen": "bertanda %, padahal kolomnya memuat indeks atau nilai", "kelengkapan.kolom_cacah": "bertanda %, padahal kolomnya memuat jumlah atau selisih",
}
RENTANG = {"laju": "berisi laju pertumbuhan", "pemisah": "tercetak sepuluh, seratus, atau seribu kali lipat di tempat lain", "target_mundur": "mundur dari tahun sebelumnya", "lonjakan": "melonjak atau menyusut jauh dari tahun sebelumnya"}
GESERAN = {
    "geseran.kolom": "nilai kolom di sampingnya", "geseran.baris": "nilai baris di atas atau di bawahnya",
    "geseran.tahun": "nilai triwulan yang sama pada tahun lain",
}
SUSUNAN = {
    "kelengkapan.nomor_tabel": "dipakai untuk lebih dari satu tabel", "kelengkapan.nomor_grafik": "dipakai untuk lebih dari satu grafik",
    "kelengkapan.urutan_nomor": "melompati nomor sebelumnya",
    "kelengkapan.tahun_judul": "judulnya menyebut tahun lain daripada isinya",
    "kelengkapan.indikator_judul": "judulnya menyebut indikator lain daripada isinya",
    "kelengkapan.bagian_judul": "judulnya menyebut indikator lain daripada bagian tempatnya tercetak",
    "kelengkapan.induk_nomor": "menjadi induk nomor tabel indikator lain",
}


def title_of(keluarga: str, relasi: str, kedudukan: str, nama: str, tahun: int, jumlah: int) -> str:
    """Say in one line what is wrong with a quantity, or with several of a kind.

    Parameters
    ----------
    keluarga, relasi, kedudukan : str
        Family, relation, and standing of the failing rows.
    nama : str
        Name of the quantity.
    tahun : int
    jumlah : int
        Number of failing rows.
    """
    if relasi in plan_words.BERSAMA:
        return f"{jumlah} {plan_words.BERSAMA[relasi]} pada rencana tahun {tahun}"
    if kind(relasi) in plan_words.JUDUL:
        return f"{nama} tahun {tahun}: {plan_words.JUDUL[kind(relasi)]}"
    bagian = "rata-rata bagian-bagiannya" if relasi.endswith(".rata") else "bagian-bagiannya"
    rumus = {"rekonstruksi": "rumus rekonstruksi", "asumsi": "rumus yang diasumsikan"}.get(kedudukan, "rumusnya")
    return {
        "rasio": f"{nama} tahun {tahun} tidak sama dengan hasil {rumus}",
        "komposit": f"{nama} tahun {tahun} tidak sama dengan hasil {rumus}",
        "rentang": f"{nama} tahun {tahun} {RENTANG.get(relasi.split('.', 1)[0], 'di luar batas yang mungkin')}",
        "agregasi": f"{nama} tahun {tahun}: angka setahun tidak sesuai dengan triwulannya",
        "jumlah_bagian": f"{nama} tahun {tahun}: " + ("bagian-bagiannya melebihi jumlahnya" if ".melebihi." in relasi else f"jumlah tidak sama dengan {bagian}"),
        "kesepakatan": f"{nama} tahun {tahun} tercetak dengan nilai yang berbeda-beda",
        "salinan": f"{nama} tahun {tahun} " + ("sama persis dengan kolom lain di setiap baris" if relasi == "kembar.kolom" else "sama dengan tahun sebelumnya pada keempat triwulan"),
        "arah": f"{nama} tahun {tahun} bertentangan dengan angkanya",
        "kelengkapan": f"{nama} tahun {tahun} {KELENGKAPAN.get(relasi)}",
    }[keluarga]


def proposal(keluarga: str, relasi: str = "") -> str:
    """Say what to do."""
    if relasi.startswith("jumlah_bagian.melebihi."):
        return "Periksa apakah satu bagian terhitung dua kali atau salah kolom, lalu perbaiki bagian atau jumlahnya."
    return plan_words.USULAN.get(kind(relasi)) or USULAN_ATURAN.get(relasi, USULAN[keluarga])


def severity_of(relasi: str, kritis: bool) -> str:
    """Return the severity of a failing rule: `kritis` says whether it changes a published conclusion."""
    return "kritis" if kritis else "info" if relasi in INFO else "peringatan"
