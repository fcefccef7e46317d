"""The static picture of a chart: every text has its own place, so that none can touch another.

Lines carry their numbers in a small table under the axis; bars carry theirs at their ends. What has no room as it
was asked for, such as very long names or numbers, is drawn as horizontal bars, which always have.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from helpers.display.canvas import GARIS, KISI, REDUP, TINTA, WARNA, Kanvas, Kotak, measure, to_png, to_svg, wrap
from helpers.display.charts import KOSONG, Grafik, Papan
from helpers.numbers import format_number

LEBAR = 460.0
#: Tallest picture a page holds, with its caption.
_TERTINGGI = 600.0
_SELA = 18.0
_TEPI = 2.0
_BARIS = 1.22     # line height, in sizes of the text


def draw(g: Grafik | Papan) -> tuple[str, bytes]:
    """Draw a chart; the same description gives the same bytes.

    Returns
    -------
    tuple
        SVG text and PNG bytes.
    """
    k = arrange(g)
    skala = min(1.0, _TERTINGGI / k.tinggi)
    return to_svg(k, k.lebar * skala, k.tinggi * skala), to_png(k, skala)


def arrange(g: Grafik | Papan) -> Kanvas:
    """Lay a chart out on a sheet."""
    k = Kanvas(LEBAR)
    if g.kosong:
        k.write(LEBAR / 2, 34, KOSONG, 9, "middle")
        k.tinggi = 60
        return k
    papan = len(g.panel) > 1
    lebar = (LEBAR - 2 * _TEPI - _SELA * (g.kolom - 1)) / g.kolom
    jenis = [_kind(p, lebar, papan) for p in g.panel]
    legenda = Kanvas(LEBAR)   # drawn last: shapes of one look stand where the first of them does
    y = _legend(legenda, [p for p, j in zip(g.panel, jenis, strict=True) if j != "garis"], 4.0)
    for awal in range(0, len(g.panel), g.kolom):
        dasar = y
        for i, (p, j) in enumerate(zip(g.panel[awal : awal + g.kolom], jenis[awal : awal + g.kolom], strict=True)):
            y = max(y, _panel(k, p, j, _TEPI + i * (lebar + _SELA), dasar, lebar, papan))
        y += 9
    y -= 4
    for baris in wrap(f"Sumber: {g.sumber}.", LEBAR - 4, 7.5, "italic") if g.sumber else []:
        k.write(2, y + 7, baris, 7.5, warna=REDUP, gaya="italic")
        y += 9.5
    k.bentuk += legenda.bentuk
    k.teks = legenda.teks + k.teks
    k.tinggi = math.ceil(y + 2)
    return k


def _kind(p: Grafik, lebar: float, papan: bool) -> str:
    """Say how a chart is drawn: as asked where its texts have room, else as horizontal bars."""
    if p.jenis == "garis" and _columns(p, lebar, papan):
        return "garis"
    if p.jenis == "batang" and _fits_upright(p, lebar):
        return "batang"
    return "batang_mendatar"


def _panel(k: Kanvas, p: Grafik, jenis: str, x: float, y: float, w: float, papan: bool) -> float:
    """Draw one chart and return where it ends."""
    if papan:
        for baris in wrap(p.judul, w, 8.5, "bold"):
            k.write(x, y + 8, baris, 8.5, gaya="bold")
            y += 10.5
    if p.satuan:
        k.write(x, y + 7.5, p.satuan[0].upper() + p.satuan[1:], 7.5, warna=REDUP, gaya="italic")
        y += 10.5
    if p.kosong:
        k.write(x, y + 9, KOSONG, 8, warna=REDUP)
        return y + 14
    return {"garis": _lines, "batang": _bars, "batang_mendatar": _rows}[jenis](k, p, x, y + 2, w, papan)


def _legend(k: Kanvas, panel: Sequence[Grafik], y: float) -> float:
    """Name the series of bar charts, and their reference lines."""
    isi: dict[str, tuple[str, int]] = {}
    for p in panel:
        for i, d in enumerate(p.deret if len(p.deret) > 1 or p.acuan is not None else ()):
            isi.setdefault(d.nama, (d.bentuk, i))
        if p.acuan is not None:
            isi.setdefault(reference_name(p), ("acuan", 0))
    x = _TEPI
    for nama, (bentuk, i) in isi.items():
        baris = wrap(nama, LEBAR - 20, 8)
        lebar = 18 + max(measure(b, 8) for b in baris) + 14
        if x > _TEPI and x + lebar > LEBAR:
            x, y = _TEPI, y + 12
        if bentuk == "acuan":
            _reference(k, [(x + 1, y + 5), (x + 15, y + 5)])
        elif bentuk == "tanda":
            _target(k, x + 7, y, y + 9)
        else:
            k.bars([Kotak(x + 1, y + 1, x + 14, y + 9)], i)
        for b in baris:
            k.write(x + 18, y + 8, b, 8)
            y += 10
        y -= 10
        x += lebar
    return y + 16 if isi else y


def reference_name(p: Grafik) -> str:
    """Name the reference line, with its value where the name does not say it."""
    nilai = p.write(p.acuan)
    return p.nama_acuan if nilai.removesuffix(",00") in p.nama_acuan else f"{p.nama_acuan}: {nilai}"


def _reference(k: Kanvas, titik: list[tuple[float, float]]) -> None:
    k.line(titik, "#333", 1, (4, 2))


def _target(k: Kanvas, x: float, atas: float, bawah: float) -> None:
    """Draw the mark of a target: black with a white edge, seen on every colour."""
    k.line([(x, atas), (x, bawah)], "#fff", 4)
    k.line([(x, atas), (x, bawah)], "#000", 2)


def _ticks(kecil: float, besar: float, paling_banyak: int) -> list[float]:
    """Choose round values between two ends, at most so many."""
    if not besar > kecil:
        return [kecil]
    for n in range(paling_banyak, 0, -1):
        kasar = (besar - kecil) / n
        pangkat = 10.0 ** math.floor(math.log10(kasar))
        langkah = next(m * pangkat for m in (1, 2, 2.5, 5, 10) if m * pangkat >= kasar * (1 - 1e-9))
        hasil = [i * langkah for i in range(math.ceil(kecil / langkah - 1e-9), math.floor(besar / langkah + 1e-9) + 1)]
        if len(hasil) <= paling_banyak:
            return hasil
    return [kecil]


def _marks(p: Grafik, nilai: Sequence[float]) -> list[str]:
    """Write the marks of an axis, with as many decimals as all of them need."""
    if any(abs(v) >= 1e12 for v in nilai):
        return [p.write(v) for v in nilai]
    desimal = max((len(format_number(round(v, 6)).partition(",")[2]) for v in nilai), default=0)
    return [format_number(round(v, 6), desimal) for v in nilai]


def _finite(p: Grafik) -> list[float]:
    return [v for d in p.deret for v in d.nilai if math.isfinite(v)] + ([p.acuan] if p.acuan is not None else [])


# --------------------------------------------------------------- lines

def _span(p: Grafik) -> tuple[float, float]:
    semua = _finite(p)
    bawah, atas = min(semua), max(semua)
    jarak = (atas - bawah) or abs(atas) or 1.0
    return (p.dasar if p.dasar is not None and p.dasar < bawah else bawah - 0.12 * jarak), atas + 0.12 * jarak


def _table_rows(p: Grafik) -> list[tuple[str, list[str]]]:
    baris = [(d.nama, [p.write(v) if math.isfinite(v) else "–" for v in d.nilai]) for d in p.deret]
    return baris + ([(p.nama_acuan, [p.write(p.acuan)] * len(p.kategori))] if p.acuan is not None else [])


def _height(papan: bool) -> float:
    return 44.0 if papan else 112.0


def _columns(p: Grafik, w: float, papan: bool) -> tuple[float, float, float] | None:
    """Return size of text, width of the row names and of a column; None where the texts have no room."""
    if p.kosong or not p.kategori or any(d.bentuk == "tanda" for d in p.deret):
        return (7.5, 60.0, 60.0) if p.kosong else None
    baris = _table_rows(p)
    tanda = _marks(p, _ticks(*_span(p), 3 if papan else 5))
    for ukuran in (7.5, 7.0, 6.5):
        nama = min(max(measure(n, ukuran) for n, _ in baris), 0.3 * w) + 20
        kiri = max(nama, max(measure(t, ukuran) for t in tanda) + 5)
        kolom = (w - kiri) / len(p.kategori)
        isi = max(measure(t, ukuran) for _, b in baris for t in b)
        kata = max(measure(s, ukuran) for t in p.kategori for s in t.split() or [""])
        if max(isi, kata) + 3 <= kolom and kiri <= 0.45 * w:
            return ukuran, kiri, kolom
    return None


def _lines(k: Kanvas, p: Grafik, x: float, y: float, w: float, papan: bool) -> float:
    ukuran, kiri, kolom = _columns(p, w, papan)
    kaki, puncak = _span(p)
    tinggi, kanan = _height(papan), x + w
    y += 3
    letak = [x + kiri + kolom * (j + 0.5) for j in range(len(p.kategori))]

    def ke(v: float) -> float:
        return y + tinggi * (puncak - v) / (puncak - kaki)

    tanda = _ticks(kaki, puncak, 3 if papan else 5)
    for v, t in zip(tanda, _marks(p, tanda), strict=True):
        k.line([(x + kiri, ke(v)), (kanan, ke(v))], KISI, 0.6)
        k.write(x + kiri - 4, ke(v) + 0.3 * ukuran, t, ukuran, "end", REDUP)
    k.line([(x + kiri, y + tinggi), (kanan, y + tinggi)], REDUP, 0.6)
    if p.acuan is not None:
        _reference(k, [(x + kiri, ke(p.acuan)), (kanan, ke(p.acuan))])
    for i, d in enumerate(p.deret):
        for ruas in _runs([(a, ke(v)) if math.isfinite(v) else None for a, v in zip(letak, d.nilai, strict=True)]):
            if len(ruas) > 1:
                k.line(ruas, WARNA[i % 6], 1.7, GARIS[i % 6])
            k.marker(ruas, i, 2.2 if papan else 2.8)
    y += tinggi + 3
    kepala = [wrap(t, kolom - 3, ukuran) for t in p.kategori]
    for a, t in zip(letak, kepala, strict=True):
        for n, b in enumerate(t):
            k.write(a, y + ukuran * (0.9 + _BARIS * n), b, ukuran, "middle", gaya="bold")
    y += ukuran * _BARIS * max(map(len, kepala)) + 1
    for i, (nama, isi) in enumerate(_table_rows(p)):
        k.line([(x, y), (kanan, y)], KISI, 0.5)
        tengah = y + 0.6 * ukuran + 0.5
        if i < len(p.deret):
            k.line([(x, tengah), (x + 15, tengah)], WARNA[i % 6], 1.7, GARIS[i % 6])
            k.marker([(x + 7.5, tengah)], i, 2.2)
        else:
            _reference(k, [(x, tengah), (x + 15, tengah)])
        baris = wrap(nama, kiri - 20, ukuran)
        for n, b in enumerate(baris):
            k.write(x + 18, y + ukuran * (0.95 + _BARIS * n), b, ukuran)
        for a, t in zip(letak, isi, strict=True):
            k.write(a, y + 0.95 * ukuran, t, ukuran, "middle")
        y += ukuran * _BARIS * len(baris) + 1
    return y


def _runs(titik: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Cut a line where a value is missing."""
    hasil: list[list[tuple[float, float]]] = [[]]
    for t in titik:
        if t is None:
            hasil.append([])
        else:
            hasil[-1].append(t)
    return [h for h in hasil if h]


# --------------------------------------------------------------- upright bars

def _fits_upright(p: Grafik, w: float) -> bool:
    if p.kosong:
        return True
    if p.keterangan or any(d.bentuk == "tanda" for d in p.deret):
        return False
    kolom = (w - _axis_room(p)) / len(p.kategori)
    isi = max(measure(t, 7.5) for d in p.deret for t in _bar_texts(p, d.nilai))
    kata = max(measure(s, 7.5) for t in p.kategori for s in t.split() or [""])
    return isi <= 0.82 * kolom / len(p.deret) and kata + 3 <= kolom


def _bar_texts(p: Grafik, nilai: Sequence[float]) -> list[str]:
    return [p.write(v) if math.isfinite(v) else "–" for v in nilai]


def _bar_span(p: Grafik) -> tuple[float, float]:
    semua = _finite(p)
    kaki, puncak = min(0.0, *semua), max(0.0, *semua)
    return (kaki, puncak) if puncak > kaki else (0.0, 1.0)


def _axis_room(p: Grafik) -> float:
    return max(measure(t, 7.5) for t in _marks(p, _ticks(*_bar_span(p), 5))) + 6


def _bars(k: Kanvas, p: Grafik, x: float, y: float, w: float, papan: bool) -> float:
    kaki, puncak = _bar_span(p)
    kiri, tinggi = _axis_room(p), 84.0 if papan else 120.0
    kolom = (w - kiri) / len(p.kategori)
    lebar = 0.82 * kolom / len(p.deret)
    atas, bawah = y + 10, y + tinggi - (10 if kaki < 0 else 0)

    def ke(v: float) -> float:
        return bawah - (bawah - atas) * (v - kaki) / (puncak - kaki)

    tanda = _ticks(kaki, puncak, 5)
    for v, t in zip(tanda, _marks(p, tanda), strict=True):
        k.line([(x + kiri, ke(v)), (x + w, ke(v))], KISI, 0.6)
        k.write(x + kiri - 4, ke(v) + 2.3, t, 7.5, "end", REDUP)
    for i, d in enumerate(p.deret):
        batang = []
        for j, (v, t) in enumerate(zip(d.nilai, _bar_texts(p, d.nilai), strict=True)):
            a = x + kiri + kolom * (j + 0.09) + lebar * i
            ujung = ke(v) if math.isfinite(v) else ke(0)
            if math.isfinite(v) and v:
                batang.append(Kotak(a, min(ujung, ke(0)), a + lebar * 0.95, max(ujung, ke(0))))
            k.write(a + lebar / 2, ujung + 8 if v < 0 else ujung - 2.2, t, 7.5, "middle")
        k.bars(batang, i)
    k.line([(x + kiri, ke(0)), (x + w, ke(0))], TINTA, 0.8)
    if p.acuan is not None:
        _reference(k, [(x + kiri, ke(p.acuan)), (x + w, ke(p.acuan))])
    y += tinggi + 3
    kepala = [wrap(t, kolom - 3, 7.5) for t in p.kategori]
    for j, t in enumerate(kepala):
        for n, b in enumerate(t):
            k.write(x + kiri + kolom * (j + 0.5), y + 7 + 9 * n, b, 7.5, "middle")
    return y + 9 * max(map(len, kepala))


# --------------------------------------------------------------- horizontal bars

def _rows(k: Kanvas, p: Grafik, x: float, y: float, w: float, papan: bool) -> float:
    isi, tanda, label = _row_texts(p, w)
    nama = [wrap(t, 0.34 * w, 7.5) for t in p.kategori]
    kiri = max((measure(b, 7.5) for t in nama for b in t), default=0.0) + 6
    catatan = [wrap(t, 0.26 * w, 7.5) for t in p.keterangan]
    kanan = max((measure(b, 7.5) for t in catatan for b in t), default=0.0) + (8 if catatan else 0)
    ruang = {s: max((measure(t, 7.5) + 5 for d, baris in zip(isi, label, strict=True) for v, t in zip(p.deret[d].nilai, baris, strict=True)
                     if (v < 0) == s), default=2.0) for s in (False, True)}
    kaki, puncak = _bar_span(p)
    nol = x + kiri + (ruang[True] if kaki < 0 else 2)
    skala = max(12.0, x + w - kanan - ruang[False] - nol) / (puncak - kaki)

    def ke(v: float) -> float:
        return nol + (v - kaki) * skala

    tinggi = [max(9.2 * len(isi), 9.2 * len(n), 9.2 * len(c)) + (4 if len(isi) > 1 else 3)
              for n, c in zip(nama, catatan or [[]] * len(nama), strict=True)]
    bawah = y + sum(tinggi)
    _value_axis(k, p, ke, (kaki, puncak), (y, bawah), (x, x + w))
    sela: list[Kotak] = []
    batang: dict[int, list[Kotak]] = {d: [] for d in isi}
    sasaran: list[tuple[float, float, float]] = []
    for j, tegak in enumerate(tinggi):
        tengah = y + tegak / 2
        _lines_of_text(k, nama[j], x + kiri - 6, tengah, "end")
        if catatan:
            _lines_of_text(k, catatan[j], x + w, tengah, "end")
        awal = tengah - 4.6 * len(isi)
        batas = [ke(v) for i in tanda if math.isfinite(v := p.deret[i].nilai[j])]
        sasaran += [(b, awal - 0.3, awal + 9.2 * len(isi) + 0.1) for b in batas]
        for n, d in enumerate(isi):
            v, teks, atas = p.deret[d].nilai[j], label[n][j], awal + 9.2 * n
            ujung = ke(v) if math.isfinite(v) else ke(0)
            if math.isfinite(v) and v:
                batang[d].append(Kotak(min(ujung, ke(0)), atas + 0.5, max(ujung, ke(0)), atas + 8.7))
            if v < 0:
                k.write(ujung - 3, atas + 7.2, teks, 7.5, "end")
                continue
            for b in sorted(batas):
                ujung = b if b - 2 < ujung + 3 + measure(teks, 7.5) and b > ujung - 3 else ujung
            akhir = ujung + 4 + measure(teks, 7.5)
            if p.acuan is not None and ujung + 2 < ke(p.acuan) < akhir:
                sela.append(Kotak(ujung + 2, atas + 0.3, akhir, atas + 8.9))
            k.write(ujung + 3, atas + 7.2, teks, 7.5)
        y += tegak
    for d, kotak in batang.items():
        k.bars(kotak, d)
    if p.acuan is not None:
        k.line([(ke(p.acuan), bawah - sum(tinggi)), (ke(p.acuan), bawah)], "#fff", 2.4)
        _reference(k, [(ke(p.acuan), bawah - sum(tinggi)), (ke(p.acuan), bawah)])
    for s in sasaran:
        _target(k, *s)
    for s in sela:
        k.blank(s)
    k.line([(ke(0), bawah - sum(tinggi)), (ke(0), bawah)], TINTA, 0.8)
    return bawah + 11


def _row_texts(p: Grafik, w: float) -> tuple[list[int], list[int], list[list[str]]]:
    """Return which series are bars, which are marks, and what stands at the end of each bar."""
    tanda = [i for i, d in enumerate(p.deret) if d.bentuk == "tanda"]
    isi = [i for i in range(len(p.deret)) if i not in tanda]
    label = [[p.write(v) for v in p.deret[i].nilai] for i in isi]
    if tanda and isi:
        for j in range(len(p.kategori)):
            sebut = "; ".join(f"{p.deret[i].nama.lower()} {p.write(p.deret[i].nilai[j])}" for i in tanda)
            label[0][j] += f" ({sebut})"
    if not isi or max(measure(t, 7.5) for b in label for t in b) > 0.33 * w:   # no room: a bar of its own for each
        isi, tanda = list(range(len(p.deret))), []
        label = [[p.write(v) for v in d.nilai] for d in p.deret]
    return isi, tanda, label


def _lines_of_text(k: Kanvas, baris: Sequence[str], x: float, tengah: float, jangkar: str) -> None:
    for n, b in enumerate(baris):
        k.write(x, tengah + 2.6 + 9.2 * (n - (len(baris) - 1) / 2), b, 7.5, jangkar)


def _value_axis(k: Kanvas, p: Grafik, ke, rentang: tuple[float, float], tegak: tuple[float, float], datar: tuple[float, float]) -> None:
    """Draw the grid of horizontal bars, its marks under it where they have room."""
    for banyak in (6, 4, 3, 2):
        nilai = _ticks(*rentang, banyak)
        letak = [(ke(v), measure(t, 7)) for v, t in zip(nilai, _marks(p, nilai), strict=True)]
        if all(a + la / 2 + 4 < b - lb / 2 for (a, la), (b, lb) in zip(letak, letak[1:], strict=False)):
            break
    else:
        nilai = [0.0]
    for v, t in zip(nilai, _marks(p, nilai), strict=True):
        k.line([(ke(v), tegak[0]), (ke(v), tegak[1])], KISI, 0.6)
        if datar[0] <= ke(v) - measure(t, 7) / 2 and ke(v) + measure(t, 7) / 2 <= datar[1]:
            k.write(ke(v), tegak[1] + 8, t, 7, "middle", REDUP)
