"""The methodology annex: every formula, conversion and rule with its standing; the corrections; the checks that ran."""

from __future__ import annotations

import re
from dataclasses import replace

from IPython.display import Markdown

from helpers.display.blocks import bullets, checks_source, join_blocks, plain
from helpers.display.cells import computed_cell, table
from helpers.display.tables import Isi, Sel
from helpers.lineage.traced import Terlacak
from helpers.methodology.models import AturanRumus
from helpers.methodology.rules import BENTUK_CAPAIAN, Metodologi, RumusSiap
from helpers.narrative.indices import KEDUDUKAN
from helpers.narrative.material import Bahan
from helpers.narrative.words import capitalise, join_words, write_number
from helpers.numbers import format_number
from helpers.sources.fingerprint import short

_BENTUK = {
    "naik": "realisasi ÷ target × 100", "turun_banding": "target ÷ realisasi × 100", "turun_selisih": "(2 − realisasi ÷ target) × 100",
}
_AGREGASI = {
    "jumlah": "jumlah keempat triwulan", "rata": "rata-rata keempat triwulan", "akhir": "nilai triwulan terakhir",
    "hitung_ulang": "dihitung lagi dari komponennya, tidak dijumlahkan",
}


def methodology(b: Bahan) -> Markdown:
    """Return version, formulas, conversions and weights with their standing."""
    m = b.metodologi
    asal = f"metodologi {m.kode} versi {m.versi}"
    arti = "; ".join(f"{k}: {v}" for k, v in (KEDUDUKAN | {"asumsi": "pilihan laporan ini yang tidak didukung sumber"}).items() if k)
    konversi: list[list[Isi]] = [[k.nama, "\n".join(f"{format_number(x)} → {format_number(y, 2)}" for x, y in k.titik), _outside(k), k.kedudukan, k.catatan]
                                 for k in m.konversi.values()]
    return join_blocks(
        plain(f"Laporan ini memakai metodologi {m.kode} versi {m.versi}; sidik isi data mentah dan metodologinya {short(b.masukan.sidik)}. "
              f"Setiap aturan menyebut kedudukannya ({arti}). Nilai yang dihitung ulang disajikan di samping nilai tercetak dan tidak menggantikannya."),
        _indicators(b, asal),
        *formulas(b),
        table("tbl-konversi", "Konversi laju menjadi skor", [["Konversi", "Laju → skor", "Di luar titik", "Kedudukan", "Catatan"]], konversi, asal,
              lebar=(21, 14, 16, 13, 36)) if konversi else "",
        _weights(b))


def formulas(b: Bahan) -> list[str]:
    """Return the tables of the formulas: ratios and composites, sums of parts; each only where there is one."""
    m = b.metodologi
    asal = f"metodologi {m.kode} versi {m.versi}"
    kepala: list[list[Isi]] = [["Besaran", "Rumus", "Kedudukan", "Catatan"]]
    rumus = [_rule(m, r) for r in _own(m, b) if r.aturan.keluarga in ("rasio", "komposit")]
    bagian = [_rule(m, r) for r in _own(m, b) if r.aturan.keluarga == "jumlah_bagian"]
    return [
        table("tbl-rumus", "Rumus rasio dan gabungan dengan kedudukannya", kepala, rumus, asal, lebar=(26, 40, 13, 21)) if rumus else "",
        table("tbl-rumus-jumlah", "Rumus jumlah bagian dengan kedudukannya", kepala, bagian, asal, lebar=(26, 48, 13, 13)) if bagian else ""]


def equivalences(b: Bahan) -> str:
    """Return the table of quantities that state the same fact; empty where there is none."""
    m = b.metodologi
    ada = set(b.fakta["kode"].unique())
    padanan: list[list[Isi]] = [[p.nama, "\n".join(m.name(k) for k in p.kode if k in ada), p.kedudukan, p.catatan]
                                for p in m.bagian_rumus.padanan if sum(k in ada for k in p.kode) > 1]
    return table("tbl-padanan", "Besaran yang menyatakan fakta yang sama", [["Fakta", "Besaran tercetak", "Kedudukan", "Catatan"]], padanan,
                 f"metodologi {m.kode} versi {m.versi}", lebar=(24, 40, 14, 22)) if padanan else ""


def _own(m: Metodologi, b: Bahan) -> list[RumusSiap]:
    """Return the formulas of quantities the source prints; those written out for every indicator or component are told once, elsewhere."""
    ada = {k.split(".")[0] for k in b.fakta["kode"].unique()}
    umum = {(a.keluarga, pola.sub(".+", re.escape(a.kode).replace(r"\{", "{").replace(r"\}", "}")))
            for a in m.bagian_rumus.rumus if (pola := re.compile(r"\{\w+\}")).search(a.kode)}
    return [r for r in m.rumus if r.aturan.kode.split(".")[0] in ada
            and not any(r.aturan.keluarga == k and re.fullmatch(p, r.aturan.kode) and _written_out(m, r.aturan) for k, p in umum)]


def _written_out(m: Metodologi, a: AturanRumus) -> bool:
    return not any(x.kode == a.kode for x in m.bagian_rumus.rumus)


def _rule(m: Metodologi, r: RumusSiap) -> list[Isi]:
    a = r.aturan
    besaran = m.name(a.kode) + (f" ({a.nama})" if a.nama else "") + {"TW": ", per triwulan", "TH": ", setahun"}.get(a.periode, "")
    return [besaran, m.in_words(r.rumus), a.kedudukan, a.catatan]


def _outside(k) -> str:
    teks = {"tahan": "tetap seperti di ujung", "tak_terdefinisi": "tidak diketahui"}
    return f"di bawah: {teks[k.bawah]}\ndi atas: {teks[k.atas]}"


def _indicators(b: Bahan, asal: str) -> str:
    """The form of capaian of each indicator, what its year is made of, and its highest possible value."""
    m = b.metodologi
    aturan = next((a for a in m.bagian_rumus.rumus if a.kode == "{indikator}.capaian"), None)
    baris: list[list[Isi]] = [
        [i.kode, i.pendek, "lebih besar lebih baik" if i.bentuk_capaian == "naik" else "lebih kecil lebih baik", _BENTUK[i.bentuk_capaian],
         _AGREGASI[m.parameter(f"{i.kode}.realisasi").agregasi] if i.kode + ".realisasi" in b.index_codes else "nilai setahun yang tercetak",
         Sel("–", angka=True) if i.maksimum is None else computed_cell(b.maximum(i.kode), None)] for i in b.indicators]
    assert set(_BENTUK) == set(BENTUK_CAPAIAN)
    catatan = f"; {aturan.catatan} (kedudukan: {aturan.kedudukan})" if aturan else ""
    return table("tbl-bentuk-capaian", "Cara menghitung capaian setiap indikator",
                 [["Kode", "Indikator", "Arah", "Capaian (%)", "Realisasi setahun", "Nilai tertinggi"]], baris, asal + catatan, lebar=(8, 26, 18, 20, 18, 10))


def _weights(b: Bahan) -> str:
    bobot, m = b.metodologi.bagian_rumus.bobot, b.metodologi
    isi: list[list[Isi]] = [[k, m.name(k), computed_cell(b.weight(k))] for k in bobot.nilai]
    for huruf in dict.fromkeys(k[0] for k in bobot.nilai):
        jumlah = sum(b.weight(k) for k in bobot.nilai if k[0] == huruf)
        isi.append(["", Sel(f"Jumlah komponen {huruf}", tebal=True), replace(computed_cell(jumlah), tebal=True)])
    return table("tbl-bobot", f"Bobot komponen Indeks Kamtibmas (kedudukan: {bobot.kedudukan})", [["Kode", "Komponen", "Bobot (%)"]], isi, bobot.sumber)


def analysis_rules(b: Bahan) -> Markdown:
    """Return the rules that the sentences follow, the facts that are held to be one, and the grade scale."""
    m, a = b.metodologi, b.metodologi.analisis
    asal = f"metodologi {m.kode} versi {m.versi}"
    aturan: list[list[Isi]] = [
        ["Laju menuju target akhir Renstra", a.laju.uraian, a.laju.kedudukan], ["Perubahan luar biasa", a.lonjakan.uraian, a.lonjakan.kedudukan],
        ["Polsek yang tertinggal", a.tertinggal.uraian, a.tertinggal.kedudukan],
        ["Program penunjang sasaran", f"{a.program_sasaran.uraian} {_pairs(b)}".strip(), a.program_sasaran.kedudukan]]
    predikat = [f"{p.predikat}: di atas {format_number(max(p.di_atas, 0))}" if p.di_atas > 0 else f"{p.predikat}: selebihnya" for p in m.bagian_indikator.predikat_akip]
    return join_blocks(
        table("tbl-aturan-analisis", "Aturan yang diikuti kalimat analisis", [["Aturan", "Isi", "Kedudukan"]], aturan, asal, lebar=(24, 62, 14)),
        equivalences(b),
        "Skala predikat AKIP yang dipakai:", bullets(predikat))


def _pairs(b: Bahan) -> str:
    m = b.metodologi
    butir = []
    for s in b.objectives:
        nama = [m.name(f"{p}.pagu").removesuffix(": pagu") for p in m.analisis.program_sasaran.nilai.get(s.kode, ())]
        if nama:
            butir.append(f"{s.kode}: {join_words(nama)}")
    return capitalise("; ".join(butir)) + "." if butir else ""


def corrections(b: Bahan) -> Markdown:
    """Return the declared corrections."""
    if not b.masukan.koreksi:
        return Markdown("Tidak ada koreksi yang dinyatakan; fakta yang diperselisihkan memakai nilai yang paling sering tercetak.")
    sama: dict[tuple, list] = {}
    for k in b.masukan.koreksi:
        sama.setdefault((k.kode, k.tahun, k.alasan, k.status), []).append(k)
    baris: list[list[Isi]] = []
    for (kode, tahun, alasan, status), isi in sama.items():
        nilai = "\n".join(f"{'setahun' if k.periode == 'TH' else f'triwulan {k.periode[2]}'}: {_chosen(b, k)}" for k in isi)
        baris.append([b.metodologi.name(kode), str(tahun), nilai, b.source_of([k.pilih for k in isi]), alasan, status])
    return join_blocks(table("tbl-koreksi", "Koreksi yang dinyatakan", [["Besaran", "Tahun", "Nilai dipakai", "Sumber nilai", "Alasan", "Status"]],
                             baris, f"koreksi {b.nama} tahun {b.tahun} (koreksi.yml)", lebar=(21, 8, 16, 16, 30, 9)))


def _chosen(b: Bahan, k) -> str:
    """Write the value that a correction chooses the Indonesian way."""
    v = b.value(k.kode, k.tahun, k.periode)
    return write_number(v.nilai, v.presisi) if v else k.expect


def checks(b: Bahan) -> Markdown:
    """Return how many expectations were checked, by suite."""
    kelompok = b.harapan.groupby("suite", sort=False)
    baris: list[list[Isi]] = []
    for suite, k in kelompok:
        gagal = int((k["gagal"] > 0).sum()) if "gagal" in k else 0
        banyak = {"aturan": len(k), "terpenuhi": len(k) - gagal, "diperiksa": int(k["diperiksa"].sum()), "gagal": int(k["gagal"].sum())}
        baris.append([str(suite).replace("_", " "), *(computed_cell(Terlacak(n, f"pemeriksaan/{suite}/{apa}"), 0) for apa, n in banyak.items())])
    if not baris:
        return Markdown("Hasil pemeriksaan tidak tersedia.")
    return join_blocks(table("tbl-pemeriksaan", "Pemeriksaan yang dijalankan", [[
        "Kelompok", "Aturan diperiksa", "Aturan terpenuhi", "Nilai diperiksa", "Nilai gagal"]], baris, checks_source(b)))
