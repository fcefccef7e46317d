"""The data behind the security index: quarterly parameters, scores and weights, the index printed and recomputed."""

from __future__ import annotations

from IPython.display import Markdown

from helpers.display.blocks import bullets, join_blocks, landscape, plain
from helpers.display.cells import computed_cell, gap_cell, prose, source_ids, table, value_cell
from helpers.display.tables import Isi, Sel
from helpers.lineage.traced import count_of
from helpers.narrative import indices as kata
from helpers.narrative.material import PERIODE, Bahan, once
from helpers.narrative.words import TAK_TERSEDIA, missing
from helpers.numbers import format_number

PENDEK = {"TW1": "TW 1", "TW2": "TW 2", "TW3": "TW 3", "TW4": "TW 4", "TH": "Setahun"}


@once
def parameter_codes(b: Bahan) -> list[str]:
    """Return the components of the index and the quantities they are made of, in the order of the methodology."""
    akar = set(b.metodologi.bagian_rumus.bobot.nilai)
    return [k for k in b.metodologi.bagian_parameter.parameter if k.split(".")[0] in akar]


def parameters(b: Bahan) -> Markdown:
    """Return the quarterly parameters of last year and this year: the chosen values, contested ones marked."""
    tahun = (b.tahun - 1, b.tahun)
    baris: list[list[Isi]] = []
    for kode in parameter_codes(b):
        if not any(b.value(kode, t, p) for t in tahun for p in PERIODE):
            continue
        induk = "." not in kode
        nama = b.metodologi.name(kode) if induk else "– " + b.metodologi.name(kode)
        baris.append([Sel(kode if induk else "", tebal=True), Sel(nama, tebal=induk), b.metodologi.unit(kode).lambang,
                      *(value_cell(b, kode, t, p) for t in tahun for p in PERIODE)])
    if not baris:
        return Markdown(f"{TAK_TERSEDIA}.")
    kepala: list[list[Isi]] = [
        [Sel("Kode", baris=2), Sel("Indikator dan parameter", baris=2), Sel("Satuan", baris=2), *(Sel(str(t), kolom=5) for t in tahun)],
        [PENDEK[p] for _ in tahun for p in PERIODE]]
    return join_blocks(landscape(table(
        "tbl-parameter", f"Parameter Indeks Kamtibmas per triwulan tahun {tahun[0]} dan {tahun[1]}", kepala, baris,
        b.source_of(source_ids(baris)), lebar=(4, 22, 10, *([6.4] * 10)))))


def components(b: Bahan) -> Markdown:
    """Return the components of the index where the print differs from its formula."""
    kode_indeks = set(b.index_codes)
    sama: dict[tuple, list] = {}
    for r in b.recomputed.values():
        if r.kode in kode_indeks or r.tahun not in (b.tahun - 1, b.tahun) or r.cocok is None or r.cocok or r.kode.endswith(".skor"):
            continue
        sama.setdefault((r.kode, r.tahun, r.tercetak, r.perhitungan), []).append(r)
    urutan = {k: i for i, k in enumerate(b.metodologi.bagian_parameter.parameter)}
    baris: list[list[Isi]] = []
    for (kode, tahun, _, hitung), isi in sorted(sama.items(), key=lambda x: (urutan.get(x[0][0], 0), x[0][1])):
        r = isi[0]
        baris.append([r.nama, str(tahun), _periods([x.periode for x in isi]), value_cell(b, kode, tahun, r.periode), computed_cell(r.dihitung),
                      computed_cell(r.tercetak - r.dihitung, 2, tanda=True), hitung])
    if not baris:
        return Markdown("Seluruh komponen yang tercetak sesuai dengan hasil rumusnya.")
    kepala = [["Komponen", "Tahun", "Periode", "Tercetak", "Hasil rumus", "Selisih", "Perhitungan"]]
    return join_blocks(table("tbl-komponen", "Komponen Indeks Kamtibmas yang tercetak berbeda dari hasil rumusnya", kepala, baris,
                             b.source_of(source_ids(baris))))


def _periods(periode: list[str]) -> str:
    """Write periods shortly: ``TW 1–4, setahun``."""
    tw = [int(p[2]) for p in periode if p != "TH"]
    teks = ""
    if tw:
        teks = f"TW {tw[0]}–{tw[-1]}" if len(tw) > 1 and tw == list(range(tw[0], tw[-1] + 1)) else "TW " + ", ".join(map(str, tw))
    if "TH" in periode:
        teks = f"{teks}, setahun" if teks else PENDEK["TH"]
    return teks


def scores(b: Bahan) -> Markdown:
    """Return scores and weights of the components, as printed and by the rule."""
    bobot = b.metodologi.bagian_rumus.bobot
    tahun = (b.tahun - 1, b.tahun)
    baris: list[list[Isi]] = []
    for kode in bobot.nilai:
        sel: list[Isi] = [kode, b.metodologi.name(kode)]
        for t in tahun:
            r = b.recomputed.get((f"{kode}.skor", t, "TH"))
            sel += [value_cell(b, f"{kode}.skor", t), computed_cell(r.dihitung if r else float("nan"), 3), value_cell(b, f"{kode}.bobot", t)]
        baris.append([*sel, computed_cell(b.weight(kode))])
    kepala: list[list[Isi]] = [
        [Sel("Kode", baris=2), Sel("Komponen", baris=2), *(Sel(str(t), kolom=3) for t in tahun), Sel("Bobot dipakai (%)", baris=2)],
        [x for _ in tahun for x in ("Skor tercetak", "Skor menurut aturan", "Bobot tercetak (%)")]]
    return join_blocks(
        table("tbl-skor", "Skor dan bobot komponen Indeks Kamtibmas", kepala, baris,
              f"{b.source_of(source_ids(baris))}; skor menurut aturan adalah hasil hitungan ulang, bukan nilai resmi"),
        plain(f"Bobot yang dipakai laporan ini {kata.KEDUDUKAN[bobot.kedudukan]} ({bobot.sumber}). Skor menurut aturan kosong bila "
              "skalanya tidak diketahui; konversi skor dan kedudukannya ada pada lampiran Metodologi."))


def index_table(b: Bahan) -> Markdown:
    """Return the headline indices for each period, as printed beside recomputed, with the standing of the rule."""
    baris: list[list[Isi]] = []
    for kode in b.index_codes:
        for t in (b.tahun - 1, b.tahun):
            for p in PERIODE:
                r = b.recomputed.get((kode, t, p))
                v = b.value(kode, t, p)
                if r is None and v is None:
                    continue
                hitung = r.dihitung if r else float("nan")
                if r is None or missing(hitung):
                    hasil = "tanpa\u00a0rumus"
                else:
                    hasil = "sesuai" if r.cocok else "tidak sesuai" if r.cocok is not None else "tidak tercetak"
                baris.append([kata.index_name(b, kode), str(t), PENDEK[p], value_cell(b, kode, t, p, desimal=2), computed_cell(hitung),
                              gap_cell(v.nilai if v else float("nan"), hitung), hasil,
                              r.kedudukan if r and r.kedudukan else "–"])
    if not baris:
        return Markdown(f"{TAK_TERSEDIA}.")
    kepala = [["Indeks", "Tahun", "Periode", "Tercetak", "Dihitung ulang", "Selisih",
               "Hasil", "Kedudukan rumus"]]
    return join_blocks(table("tbl-indeks-triwulan", "Indeks per triwulan: tercetak dan dihitung ulang", kepala, baris,
                             f"{b.source_of(source_ids(baris))}; nilai yang dihitung ulang bukan nilai resmi dan memakai masukan sebagaimana tercetak; baris setahun ialah rata-rata triwulan tercetak"))


def reading(b: Bahan) -> Markdown:
    """Return what the index data say."""
    bagian, dijelaskan = [], False
    for kode in b.index_codes:
        if b.value(kode) or any(b.value(kode, None, p) for p in PERIODE):
            bagian.append(prose(b, " ".join(filter(None, [kata.quarters(b, kode), kata.mismatches(b, kode), kata.restated(b, kode, alasan=not dijelaskan)]))))
            dijelaskan = dijelaskan or ((u := b.restated.get((kode, b.tahun, "TH"))) is not None and u.dihitung and not u.pasti)
    catatan = [r.aturan for r in b.metodologi.rumus if r.aturan.kode in b.index_codes and r.aturan.keluarga == "komposit" and r.aturan.catatan]
    butir = [f"{kata.index_name(b, a.kode)}: aturan berkedudukan {a.kedudukan}. {a.catatan}" for a in catatan]
    return join_blocks(*bagian, "Kedudukan aturan yang dipakai untuk menghitung ulang indeks:" if butir else "", bullets(butir))


def crime_reading(b: Bahan) -> Markdown:
    """Return what is known about crimes."""
    return join_blocks(prose(b, kata.crimes(b)))


def printed_counts(b: Bahan) -> Markdown:
    """Return every printed value of the crime count, with how often and where it is printed."""
    kode = set(b.metodologi.equivalents("H8.kasus")) if b.metodologi.knows("H8.kasus") else set()
    f = b.fakta
    f = f[f["kode"].isin(kode) & (f["wilayah"] == b.polres) & (f["periode"] == "TH") & f["tahun"].isin((b.tahun - 1, b.tahun)) & (f["keadaan"] == "angka")]
    baris: list[list[Isi]] = []
    for (tahun, nilai), k in f.groupby(["tahun", "nilai"], sort=True):
        dipakai = b.value("H8.kasus", tahun)
        tempat = list(dict.fromkeys(b.cite(s) for s in k["sumber"]))
        tambahan = f"; dan {len(tempat) - 5} tempat lain" if len(tempat) > 5 else ""
        baris.append([str(tahun), Sel(format_number(nilai, 0), angka=True, fakta=k["fakta_id"].iloc[0]), computed_cell(count_of(k["fakta_id"]), 0),
                      "; ".join(tempat[:5]) + tambahan, "dipakai" if dipakai and dipakai.nilai == nilai else ""])
    if not baris:
        return Markdown(f"{TAK_TERSEDIA}.")
    kepala = [["Tahun", "Jumlah kasus", "Kali tercetak", "Tempat tercetak", "Keterangan"]]
    return join_blocks(table("tbl-cetakan-kejahatan", "Jumlah kasus kejahatan setahun menurut setiap nilai yang tercetak", kepala, baris,
                             "tabel sumber yang disebut pada kolom tempat tercetak", lebar=(8, 11, 11, 56, 14)))
