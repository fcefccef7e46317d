"""The charts of the document: which numbers each one shows."""

from __future__ import annotations

import math
from collections.abc import Iterable

from helpers.display.charts import Gambar, Grafik, Papan, series
from helpers.indices.contributions import contributions, target_shares, terms
from helpers.methodology.analysis import Banding
from helpers.narrative import regions
from helpers.narrative.budget import part_name, parts
from helpers.narrative.indices import TRIWULAN, index_name, rule_name
from helpers.narrative.material import RAGU, Bahan, Capaian, Nilai, Ulang
from helpers.narrative.words import missing
from helpers.numbers import format_number, format_percent

_TW = tuple(f"Triwulan {i}" for i in range(1, 5))
_RINCIAN = (("program", "program"), ("belanja", "jenis belanja"), ("dana", "sumber dana"))
_MILIAR = 1e9


def _source(b: Bahan, *nilai: Nilai | None) -> str:
    """Name the source tables of the values a chart shows."""
    return b.source_of(v.fakta_id for v in nilai if v)


def _names(capaian: list[Capaian]) -> tuple[str, ...]:
    """Short names, with a question mark where the realisasi cannot be true."""
    return tuple(f"{c.indikator.pendek} (?)" if c.status == RAGU else c.indikator.pendek for c in capaian)


def _remark(capaian: Iterable[Capaian]) -> str:
    return "; (?) realisasi melampaui nilai yang mungkin" if any(c.status == RAGU for c in capaian) else ""


def achievement_bars(b: Bahan) -> Gambar:
    """Capaian of every indicator against 100 per cent."""
    c = [b.achievement(i.kode) for i in b.indicators]
    return Gambar(Grafik("batang_mendatar", f"Capaian indikator kinerja tahun {b.tahun}", _names(c),
                         (series("Capaian", [x.dihitung for x in c]),), "persen dari target", 2, 100.0, "Target (100%)",
                         sumber=f"{_source(b, *_values(b, c))}; capaian dihitung ulang{_remark(c)}"))


def _values(b: Bahan, capaian: list[Capaian]) -> list[Nilai | None]:
    return [b.value(f"{c.indikator.kode}.{a}") for c in capaian for a in ("target", "realisasi")]


def target_bars(b: Bahan) -> Gambar:
    """Realisasi of indicators that share the scale 0 to 100, the target marked on it, capaian beside it."""
    c = [b.achievement(i.kode) for i in b.indicators if i.maksimum is None or i.maksimum >= 100]
    return Gambar(Grafik("batang_mendatar", f"Target dan realisasi indikator berskala 0–100 tahun {b.tahun}", _names(c),
                         (series("Realisasi", [x.realisasi for x in c]), series("Target", [x.target for x in c], "tanda")), "persen atau nilai",
                         sumber=_source(b, *_values(b, c)) + _remark(c),
                         keterangan=tuple("" if missing(x.dihitung) else f"capaian {format_percent(x.dihitung, 2)}" for x in c)))


def plan_lines(b: Bahan) -> Gambar:
    """For every indicator the path of the Renstra targets, and realisasi in all years that are printed."""
    r = b.metodologi.bagian_indikator.renstra
    cetak = [t for i in b.indicators for t in b.years(f"{i.kode}.realisasi")]
    tahun = range(min([r.mulai, *cetak]), max([r.akhir, *cetak]) + 1)
    panel, nilai = [], []
    for i in b.indicators:
        satuan = b.metodologi.unit(f"{i.kode}.realisasi").lambang
        panel.append(Grafik(
            "garis", f"{_names([b.achievement(i.kode)])[0]}{f' ({satuan})' if satuan == '%' else ''}", tuple(map(str, tahun)),
            (series("Target", [b.number(f"{i.kode}.target", t) for t in tahun]), series("Realisasi", [b.number(f"{i.kode}.realisasi", t) for t in tahun]))))
        nilai += [b.value(f"{i.kode}.{a}", t) for a in ("target", "realisasi") for t in tahun]
    return Gambar(Papan(f"Target Renstra {r.mulai}–{r.akhir} dan realisasi setiap indikator", tuple(panel), 2,
                        _source(b, *nilai) + _remark(b.achievement(i.kode) for i in b.indicators)))


def index_lines(b: Bahan, urutan: int = 0) -> Gambar:
    """One headline index per quarter: last year, this year, and this year restated where a rule is known."""
    kode = b.index_codes[urutan]
    deret = [series(f"{t} tercetak", [b.number(kode, t, p) for p in TRIWULAN]) for t in (b.tahun - 1, b.tahun)]
    tambahan = ""
    ulang = [b.restated.get((kode, b.tahun, p), (float("nan"), False)) for p in TRIWULAN]
    if any(u[1] for u in ulang):
        tambahan = f"; garis dihitung ulang menurut {rule_name(b, kode)}, bukan nilai resmi"
        batas = ", paling tinggi" if any(isinstance(u, Ulang) and not u.pasti for u in ulang) else ""
        deret.append(series(f"{b.tahun} dihitung ulang{batas}", [u[0] for u in ulang]))
    target = b.number(kode.replace(".realisasi", ".target"))
    return Gambar(Grafik("garis", f"{index_name(b, kode)} per triwulan", _TW, tuple(deret), "indeks", 2,
                         None if missing(target) else target, f"Target {b.tahun}",
                         sumber=_source(b, *(b.value(kode, t, p) for t in (b.tahun - 1, b.tahun) for p in TRIWULAN)) + tambahan))


def _parts_of_indices(b: Bahan) -> list[tuple[str, dict[int, dict[str, float]], dict[str, float]]]:
    """For each headline index with a known rule: what its components give in both years, and their shares of the target."""
    hasil = []
    for kode in b.index_codes:
        r = next((r for r in b.metodologi.rumus if r.aturan.kode == kode and r.aturan.periode == "TW" and r.aturan.keluarga == "komposit"), None)
        suku = terms(r, b.metodologi) if r else []
        if not suku:
            continue

        def cari(k: str, p: str, tahun: int) -> float:
            ulang = b.restated.get((k, tahun, p))
            return ulang[0] if ulang else b.number(k, tahun, p)

        beri = {t: contributions(suku, b.metodologi, lambda k, p, t=t: cari(k, p, t)) for t in (b.tahun - 1, b.tahun)}
        target = b.number(kode.replace(".realisasi", ".target"))
        hasil.append((kode, beri, target_shares(suku, target)))
    return hasil


def _component(b: Bahan, kode: str) -> str:
    return index_name(b, kode) if kode in b.index_codes else f"{kode} {b.metodologi.name(kode)}"


def _bounded(b: Bahan, kode: str, tahun: int) -> bool:
    """Whether an index restated is but the highest it can be, and with it what its components give."""
    u = b.restated.get((kode, tahun, "TH"))
    return u is not None and not u.pasti


def _sum(b: Bahan, kode: str, tahun: int, nilai: Iterable[float]) -> str:
    return f"{'paling tinggi ' if _bounded(b, kode, tahun) else ''}{format_number(math.fsum(nilai), 2)} ({tahun})"


def _limits(b: Bahan, kode: Iterable[str]) -> str:
    ada = any(_bounded(b, k, t) for k in kode for t in (b.tahun - 1, b.tahun))
    return "; skor di luar skala yang diketahui dihitung dengan nilai paling tinggi yang mungkin" if ada else ""


def contribution_bars(b: Bahan) -> Gambar:
    """What each component gives to its index, last year and this year; scores as printed where no rule is known."""
    panel, tahun = [], (b.tahun - 1, b.tahun)
    dasar, bagian = [], _parts_of_indices(b)
    for kode, beri, _ in bagian:
        jumlah = " dan ".join(_sum(b, kode, t, beri[t].values()) for t in tahun if all(map(math.isfinite, beri[t].values())))
        panel.append(Grafik("batang_mendatar", f"{index_name(b, kode)}, dihitung ulang" + (f": jumlah {jumlah}" if jumlah else ""),
                            tuple(_component(b, k) for k in beri[b.tahun]), tuple(series(str(t), beri[t].values()) for t in tahun), "poin indeks", 2))
        dasar += [k for k in beri[b.tahun]]
    bobot = {k: w for k, w in b.metodologi.bagian_rumus.bobot.nilai.items() if k not in dasar}
    skor = {t: [20 * w * b.number(f"{k}.skor", t) / 100 for k, w in bobot.items()] for t in tahun}
    nilai = [b.value(f"{k}.skor", t) for k in bobot for t in tahun] + [b.value(k, t, p) for k in dasar for t in tahun for p in TRIWULAN]
    if any(math.isfinite(v) for s in skor.values() for v in s):
        panel.append(Grafik("batang_mendatar", "Skor tercetak kali bobot komponen lain, yang rumus indeksnya tidak diketahui",
                            tuple(_component(b, k) for k in bobot), tuple(series(str(t), skor[t]) for t in tahun), "poin", 2))
    return Gambar(Papan(f"Sumbangan komponen kepada indeks tahun {tahun[0]} dan {tahun[1]}", tuple(panel), 1,
                        f"{_source(b, *nilai)}; hitungan ulang, bukan nilai resmi{_limits(b, (k for k, *_ in bagian))}"))


def pull_bars(b: Bahan) -> Gambar:
    """Where each component pulls its index: against last year, and against its share of the target."""
    panel, dipakai = [], []
    semua = _parts_of_indices(b)
    for kode, beri, bagian in semua:
        kini, lalu = beri[b.tahun], beri[b.tahun - 1]
        panel.append(Grafik("batang_mendatar", index_name(b, kode), tuple(_component(b, k) for k in kini), (
            series(f"Terhadap tahun {b.tahun - 1}", [round(kini[k] - lalu[k], 9) for k in kini]),
            series(f"Terhadap bagian target {b.tahun}", [round(kini[k] - bagian[k], 9) for k in kini])), "selisih, poin indeks", 2))
        dipakai += [b.value(k, t, p) for k in kini for t in (b.tahun - 1, b.tahun) for p in TRIWULAN]
    return Gambar(Papan(f"Komponen yang menaikkan dan menurunkan indeks tahun {b.tahun}", tuple(panel), 1,
                        f"{_source(b, *dipakai)}; hitungan ulang, bukan nilai resmi; bagian target ialah target indeks dibagi menurut bobot komponen{_limits(b, (k for k, *_ in semua))}"))


def crime_bars(b: Bahan) -> Gambar:
    """Crimes recorded and solved per quarter, last year and this year."""
    tahun = (b.tahun - 1, b.tahun)
    kategori = tuple(f"TW {p[2]}\n{t}" for t in tahun for p in TRIWULAN)
    deret = [series(nama, [b.number(kode, t, p) for t in tahun for p in TRIWULAN])
             for nama, kode in (("Kasus terjadi", "H8.kasus"), ("Selesai ditangani", "G1.selesai"))]
    return Gambar(Grafik("batang", "Kasus kejahatan yang terjadi dan yang selesai ditangani per triwulan", kategori, tuple(deret), "kasus", 0,
                         sumber=_source(b, *(b.value(k, t, p) for k in ("H8.kasus", "G1.selesai") for t in tahun for p in TRIWULAN))))


def _crimes(b: Bahan) -> Banding | None:
    """Return the comparison of the Polsek by crimes solved."""
    return next((x for x in b.metodologi.analisis.banding_wilayah if x.keseluruhan == "reskrim.jtp"), None)


def polsek_bars(b: Bahan) -> Gambar:
    """Crimes recorded and solved by unit, largest first."""
    x = _crimes(b)
    jumlah = {w: regions.counts(b, x, w, b.tahun) for w in b.masukan.nama_wilayah if x and w != b.polres and b.value(x.keseluruhan, wilayah=w)}
    wilayah = sorted(jumlah, key=lambda w: -jumlah[w][0])
    return Gambar(Grafik("batang_mendatar", f"Tindak pidana dan penyelesaiannya menurut satuan tahun {b.tahun}",
                         tuple(b.masukan.nama_wilayah[w] for w in wilayah),
                         (series("Tindak pidana", [jumlah[w][0] for w in wilayah]), series("Penyelesaian", [jumlah[w][1] for w in wilayah])), "kasus", 0,
                         sumber=_source(b, *(b.value(k, wilayah=w) for w in wilayah for k in (x.keseluruhan, x.bagian)))))


def clearance_bars(b: Bahan) -> Gambar:
    """Share of crimes solved by Polsek, highest first, against all Polsek together."""
    x = _crimes(b)
    baris = regions.compare(b, x) if x else []
    semua = regions.overall(baris)[2]
    deret = [series(str(b.tahun), [r.persen for r in baris])]
    if not all(missing(r.lalu) for r in baris):
        deret.insert(0, series(str(b.tahun - 1), [r.lalu for r in baris]))
    return Gambar(Grafik("batang_mendatar", f"Tingkat penyelesaian tindak pidana menurut Polsek tahun {b.tahun}", tuple(r.nama for r in baris),
                         tuple(deret), "persen tindak pidana yang diselesaikan", 2, None if missing(semua) else semua, f"Gabungan Polsek {b.tahun}",
                         sumber=_source(b, *(b.value(k, t, wilayah=r.wilayah) for r in baris for t in (b.tahun - 1, b.tahun) for k in (x.keseluruhan, x.bagian)))
                         + "; persentase dihitung ulang"))


def budget_bars(b: Bahan) -> Gambar:
    """Budget ceiling and spending over the years, in billions."""
    tahun = [t for t in b.years("anggaran.pagu", "anggaran.realisasi") if t <= b.tahun]
    return Gambar(Grafik("batang", "Pagu dan realisasi anggaran per tahun", tuple(str(t) for t in tahun),
                         (series("Pagu", [b.number("anggaran.pagu", t) / _MILIAR for t in tahun]),
                          series("Realisasi", [b.number("anggaran.realisasi", t) / _MILIAR for t in tahun])), "miliar rupiah", 2,
                         sumber=_source(b, *(b.value(f"anggaran.{a}", t) for t in tahun for a in ("pagu", "realisasi")))))


def budget_part_bars(b: Bahan) -> Gambar:
    """Budget ceiling and spending of the year by program, kind of spending and source of funds."""
    panel, nilai = [], []
    for awalan, sebutan in _RINCIAN:
        kode = parts(b, awalan)
        pagu, guna = ([b.number(f"{k}.{a}") for k in kode] for a in ("pagu", "realisasi"))
        serap = tuple("" if missing(x) or missing(y) or not x else f"terserap {format_percent(100 * y / x, 2)}" for x, y in zip(pagu, guna, strict=True))
        panel.append(Grafik("batang_mendatar", f"Menurut {sebutan}", tuple(part_name(b, k) for k in kode),
                            (series("Pagu", [v / _MILIAR for v in pagu]), series("Realisasi", [v / _MILIAR for v in guna])), "miliar rupiah", 2,
                            keterangan=serap))
        nilai += [b.value(f"{k}.{a}") for k in kode for a in ("pagu", "realisasi")]
    return Gambar(Papan(f"Pagu dan realisasi anggaran tahun {b.tahun} menurut program, jenis belanja, dan sumber dana", tuple(panel), 1,
                        f"{_source(b, *nilai)}; penyerapan dihitung ulang"))
