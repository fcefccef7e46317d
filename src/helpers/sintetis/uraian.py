"""Words of a generated Polres: its profile and the human part of the report, both marked as generated."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml

from helpers.masukan.templat import Templat
from helpers.methodology.rules import Metodologi
from helpers.sintetis.bahan import Bahan
from helpers.sintetis.tempat import TANDA

DAFTAR = Path(__file__).with_name("uraian.yml")


def narrative(b: Bahan, acak: random.Random) -> dict[str, Any]:
    """Draw the contents of `narasi.yml`."""
    isi = yaml.safe_load(DAFTAR.read_text(encoding="utf-8"))
    kata = {"singkatan": b.tempat.singkatan, "kabupaten": b.tempat.kabupaten}

    def some(pilihan: list[Any], paling_sedikit: int) -> list[Any]:
        letak = sorted(acak.sample(range(len(pilihan)), acak.randint(min(paling_sedikit, len(pilihan)), len(pilihan))))
        return [pilihan[i].format(**kata) if isinstance(pilihan[i], str) else pilihan[i] for i in letak]

    hasil = {
        "kata_pengantar": [isi["penanda"].format(**kata), *some(isi["kata_pengantar"], 2)], "latar_belakang": some(isi["latar_belakang"], 3),
        "isu_strategis": some(isi["isu_strategis"], 3), "inovasi": some(isi["inovasi"], 1), "kesimpulan": some(isi["kesimpulan"], 1),
        "saran": some(isi["saran"], 2), "tindak_lanjut": some(isi["tindak_lanjut"], 2)}
    for kode in b.target:
        hasil[kode] = {bagian: some(pilihan, 1) for bagian, pilihan in isi["indikator"][kode].items()} | {
            "efisiensi": some(isi["efisiensi"], 1)[:1], "sumber": TANDA}
    return hasil


def profile(m: Metodologi, t: Templat, b: Bahan) -> dict[str, Any]:
    """Return what `profil.yml` of a whole LKIP says besides; officials are nobody."""
    tempat = b.tempat
    kata = {"polres": tempat.singkatan, "kabupaten": tempat.kabupaten}
    polsek = [f"Polsek {tempat.wilayah} {p.title()}" for p in b.polsek]
    sasaran = [s for s in m.bagian_indikator.sasaran if s.jenis != "dampak"]
    fungsi = next(i.isi for i in t.profil if i.isian == "fungsi")
    return {
        "pimpinan": {"jabatan": f"Kepala Kepolisian Resor {tempat.wilayah}", "nama": f"Nama Contoh ({TANDA})", "pangkat": "Ajun Komisaris Besar Polisi", "nrp": "00000000"},
        "satuan_kerja": [
            {"kode": kode, "unsur": unsur, "satuan": polsek if "{" in satuan else [s.strip() for s in satuan.split(";")]} for kode, unsur, satuan in t.satuan_kerja],
        "makna_visi": f"Seluruh warga {tempat.kabupaten} dapat hidup dan bekerja dengan rasa aman",
        "makna_misi": "Pelayanan kepolisian dijalankan secara profesional, terbuka, dan merata di seluruh wilayah",
        "tujuan": [f"menjamin terpeliharanya keamanan dan ketertiban di {tempat.kabupaten}", f"menegakkan hukum secara berkeadilan di daerah hukum {tempat.singkatan}",
                   f"mewujudkan personel {tempat.singkatan} yang profesional", f"memodernkan pelayanan {tempat.singkatan}",
                   f"menerapkan manajemen yang terintegrasi dan terpercaya di {tempat.singkatan}"],
        "sasaran_strategis": [{"kode": s.kode, "nama": s.nama.format(**kata)} for s in sasaran],
        "fungsi": list(fungsi), "dasar_hukum": [{"nama": nama, "tentang": tentang, "uraian": uraian} for nama, tentang, uraian, *_ in t.dasar_hukum]}
