"""The charts of the document: which numbers each one shows."""

from __future__ import annotations

from helpers.display.charts import Gambar, Grafik, series
from helpers.narrative.indices import TRIWULAN, index_name, rule_name
from helpers.narrative.material import RAGU, Bahan, Capaian, Nilai
from helpers.narrative.words import missing

_TW = tuple(f"Triwulan {i}" for i in range(1, 5))


def _source(b: Bahan, *nilai: Nilai | None) -> str:
    """Name the source tables of the values a chart shows."""
    return b.source_of(v.fakta_id for v in nilai if v)


def _names(capaian: list[Capaian]) -> tuple[str, ...]:
    """Short names, with a question mark where the realisasi cannot be true."""
    return tuple(f"{c.indikator.pendek} (?)" if c.status == RAGU else c.indikator.pendek for c in capaian)


def _remark(capaian: list[Capaian]) -> str:
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
    """Target and realisasi of indicators that share the scale 0 to 100."""
    c = [b.achievement(i.kode) for i in b.indicators if i.maksimum is None or i.maksimum >= 100]
    return Gambar(Grafik("batang_mendatar", f"Target dan realisasi indikator berskala 0–100 tahun {b.tahun}", _names(c),
                         (series("Target", [x.target for x in c]), series("Realisasi", [x.realisasi for x in c])), "persen atau nilai",
                         sumber=_source(b, *_values(b, c)) + _remark(c)))


def index_lines(b: Bahan, urutan: int = 0) -> Gambar:
    """One headline index per quarter: last year, this year, and this year restated where a rule is known."""
    kode = b.index_codes[urutan]
    deret = [series(f"{t} tercetak", [b.number(kode, t, p) for p in TRIWULAN]) for t in (b.tahun - 1, b.tahun)]
    tambahan = ""
    ulang = [b.restated.get((kode, b.tahun, p), (float("nan"), False)) for p in TRIWULAN]
    if any(u[1] for u in ulang):
        tambahan = f"; garis dihitung ulang menurut {rule_name(b, kode)}, bukan nilai resmi"
        deret.append(series(f"{b.tahun} dihitung ulang", [u[0] for u in ulang]))
    target = b.number(kode.replace(".realisasi", ".target"))
    return Gambar(Grafik("garis", f"{index_name(b, kode)} per triwulan", _TW, tuple(deret), "indeks", 2,
                         None if missing(target) else target, f"Target {b.tahun}",
                         sumber=_source(b, *(b.value(kode, t, p) for t in (b.tahun - 1, b.tahun) for p in TRIWULAN)) + tambahan))


def crime_bars(b: Bahan) -> Gambar:
    """Crimes recorded and solved per quarter, last year and this year."""
    tahun = (b.tahun - 1, b.tahun)
    kategori = tuple(f"TW {p[2]}\n{t}" for t in tahun for p in TRIWULAN)
    deret = [series(nama, [b.number(kode, t, p) for t in tahun for p in TRIWULAN])
             for nama, kode in (("Kasus terjadi", "H8.kasus"), ("Selesai ditangani", "G1.selesai"))]
    return Gambar(Grafik("batang", "Kasus kejahatan yang terjadi dan yang selesai ditangani per triwulan", kategori, tuple(deret), "kasus", 0,
                         sumber=_source(b, *(b.value(k, t, p) for k in ("H8.kasus", "G1.selesai") for t in tahun for p in TRIWULAN))))


def polsek_bars(b: Bahan) -> Gambar:
    """Crimes recorded and solved by unit, largest first."""
    wilayah = [w for w in b.masukan.nama_wilayah if w != b.polres and b.value("reskrim.jtp", wilayah=w)]
    wilayah.sort(key=lambda w: -b.number("reskrim.jtp", wilayah=w))
    return Gambar(Grafik("batang_mendatar", f"Tindak pidana dan penyelesaiannya menurut satuan tahun {b.tahun}",
                         tuple(b.masukan.nama_wilayah[w] for w in wilayah),
                         (series("Tindak pidana", [b.number("reskrim.jtp", wilayah=w) for w in wilayah]),
                          series("Penyelesaian", [b.number("reskrim.jptp", wilayah=w) for w in wilayah])), "kasus", 0,
                         sumber=_source(b, *(b.value(f"reskrim.{a}", wilayah=w) for w in wilayah for a in ("jtp", "jptp")))))


def budget_bars(b: Bahan) -> Gambar:
    """Budget ceiling and spending over the years, in billions."""
    tahun = [t for t in b.years("anggaran.pagu", "anggaran.realisasi") if t <= b.tahun]
    return Gambar(Grafik("batang", "Pagu dan realisasi anggaran per tahun", tuple(str(t) for t in tahun),
                         (series("Pagu", [b.number("anggaran.pagu", t) / 1e9 for t in tahun]),
                          series("Realisasi", [b.number("anggaran.realisasi", t) / 1e9 for t in tahun])), "miliar rupiah", 2,
                         sumber=_source(b, *(b.value(f"anggaran.{a}", t) for t in tahun for a in ("pagu", "realisasi")))))
