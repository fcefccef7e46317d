"""Charts: same bytes, words for those who cannot see them, and no text that touches another."""

from __future__ import annotations

import io
import json
import math
import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from PIL import Image

from helpers.display import figures
from helpers.display.canvas import WARNA, Kotak, _hatch, wrap
from helpers.display.charts import MIME, Gambar, Grafik, Papan, from_json, series, to_json
from helpers.display.picture import LEBAR, arrange, draw

NAN = math.nan


def _chart(jenis: str) -> Grafik:
    return Grafik(jenis, "Indeks per triwulan", ("TW 1", "TW 2"), (series("2022", [3.1, 3.31]), series("2023", [3.08, NAN])), "indeks", 2, 3.3, "Target")


PANJANG = tuple(f"Kepolisian Sektor Nama Kecamatan yang Sangat Panjang Sekali Nomor {i}" for i in range(25))
TAK_TERPUTUS = tuple("Pemerintahandesakelurahankecamatankabupaten" + str(i) for i in range(8))
TRIWULAN = tuple(f"Triwulan {i}" for i in range(1, 5))


def _hostile() -> dict[str, Grafik | Papan]:
    isi: dict[str, Grafik | Papan] = {}
    for jenis in ("garis", "batang", "batang_mendatar"):
        isi |= {
            f"{jenis}-nama panjang": Grafik(jenis, "x", PANJANG[:6], (series("Deret dengan nama yang amat panjang " * 3, range(6)), series("b", range(6)))),
            f"{jenis}-kata tak terputus": Grafik(jenis, "x", TAK_TERPUTUS, (series("a", range(8)),)),
            f"{jenis}-25 polsek": Grafik(jenis, "x", PANJANG, (series("a", range(25)), series("b", [5] * 25)), "kasus", 0, 12.5, "Rata-rata", sumber="s " * 200),
            f"{jenis}-sama": Grafik(jenis, "x", TRIWULAN, tuple(series(f"d{i}", [7.77] * 4) for i in range(6)), "indeks", 2, 7.77, "Acuan"),
            f"{jenis}-kosong": Grafik(jenis, "x", TRIWULAN, (series("a", [NAN] * 4),)),
            f"{jenis}-berlubang": Grafik(jenis, "x", TRIWULAN, (series("a", [NAN, 1, NAN, 2]), series("b", [NAN] * 4))),
            f"{jenis}-nol": Grafik(jenis, "x", TRIWULAN, (series("a", [0] * 4), series("b", [0] * 4)), desimal=2),
            f"{jenis}-negatif": Grafik(jenis, "x", TRIWULAN, (series("a", [-1, -2.5, 3, -4]), series("b", [-3, -3, -3, -3])), "poin", 2, -2.0, "Batas"),
            f"{jenis}-raksasa": Grafik(jenis, "x", TRIWULAN, (series("a", [1e18, 1.5e12, 3, 1e300]), series("b", [-1e15, 0, 1, 2])), "Rp", 2),
            f"{jenis}-tak hingga": Grafik(jenis, "x", TRIWULAN, (series("a", [math.inf, 1, -math.inf, 2]),)),
            f"{jenis}-target": Grafik(jenis, "x", PANJANG[:3], (series("Realisasi", [1, 5, 9]), series("Target", [1.1, 5, NAN], "tanda")),
                                      keterangan=("capaian 90,91% menurut hitungan ulang", "", "tidak dinilai")),
            f"{jenis}-satu": Grafik(jenis, "x", ("a",), (series("s", [1.0]),)),
            f"{jenis}-40 tahun": Grafik(jenis, "x", tuple(map(str, range(1985, 2025))), (series("a", [1234.5 * i for i in range(40)]),), desimal=2),
        }
    papan = tuple(Grafik("garis", n, TRIWULAN, (series("Target", [1, 2, 3, 4]), series("Realisasi", [10.0**i] * 4))) for i, n in enumerate(PANJANG[:15]))
    return isi | {"papan": Papan("x", papan, 2, "sumber"), "papan satu kolom": Papan("x", papan[:3])}


JAHAT = _hostile()
FIGUR = ("achievement_bars", "target_bars", "plan_lines", "index_lines", "contribution_bars", "pull_bars", "crime_bars", "polsek_bars",
         "clearance_bars", "budget_bars", "budget_part_bars")


def _check_places(g: Grafik | Papan) -> None:
    k = arrange(g)
    assert k.teks
    for a, b in combinations(k.teks, 2):
        assert not a.kotak.touches(b.kotak), f"“{a.isi}” menyentuh “{b.isi}”"
    for t in k.teks:
        assert -0.5 <= t.kotak.x0 and t.kotak.x1 <= LEBAR + 0.5 and 0 <= t.kotak.y0 and t.kotak.y1 <= k.tinggi, f"“{t.isi}” keluar dari gambar"


def _written(g: Grafik | Papan) -> list[str]:
    return [p.write(v) for p in g.panel for d in p.deret for v in d.nilai if math.isfinite(v)]


@pytest.mark.parametrize("nama", JAHAT)
def test_no_text_touches_another_whatever_the_data(nama):
    _check_places(JAHAT[nama])


@pytest.mark.parametrize("nama", JAHAT)
def test_hostile_data_give_a_picture_that_says_every_number(nama):
    g = JAHAT[nama]
    svg, png = draw(g)
    teks = [t.text for t in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert png.startswith(b"\x89PNG") and "nan" not in svg and "inf" not in svg
    if not g.kosong:
        assert all(any(n in t for t in teks) for n in _written(g))
        assert all(n in g.alt for n in _written(g))


@pytest.mark.parametrize("nama", FIGUR)
def test_charts_of_the_document(bahan, nama):
    g = getattr(figures, nama)(bahan).grafik
    assert not g.kosong
    _check_places(g)
    svg = draw(g)[0]
    assert all(n in g.alt and n in svg for n in _written(g))
    assert all(" ".join(k.split()) in g.alt for p in g.panel for k in p.kategori)


def test_a_line_stops_short_of_the_texts_it_would_run_through(bahan):
    k = arrange(figures.clearance_bars(bahan).grafik)
    garis = [b[1] for b in k.bentuk if b[0] == "garis" and len(b[1]) == 2 and b[1][0][0] == b[1][1][0]]
    kena = [t for t in k.teks if any(t.kotak.x0 < a[0] < t.kotak.x1 and a[1] < t.kotak.y1 and z[1] > t.kotak.y0 for a, z in garis)]
    assert kena and all(any(s.x0 <= t.kotak.x0 and s.x1 >= t.kotak.x1 for s in k.crossed() if s.y0 < t.kotak.y0 < s.y1) for t in kena)


@pytest.mark.parametrize("jenis", ["garis", "batang", "batang_mendatar"])
def test_same_description_same_bytes(jenis):
    assert draw(_chart(jenis)) == draw(_chart(jenis))


def test_alternative_text_holds_every_number():
    assert _chart("garis").alt == ("Diagram garis: Indeks per triwulan (indeks). 2022: TW 1 3,10; TW 2 3,31. 2023: TW 1 3,08; TW 2 tidak tersedia. Target: 3,30.")


def test_the_output_is_a_picture_in_two_forms_with_its_words_and_its_description():
    data, keterangan = Gambar(_chart("batang"))._repr_mimebundle_()
    assert set(data) == {"image/svg+xml", "image/png", "text/plain", MIME}
    assert keterangan["image/png"] == keterangan["image/svg+xml"] == {"alt": _chart("batang").alt, "judul": "Indeks per triwulan"}
    svg = data["image/svg+xml"]
    assert "<script" not in svg and "\n" not in svg


def test_a_picture_is_small(bahan):
    """All charts of the document fit into a tenth of a megabyte, packed as a page packs them."""
    assert sum(len(draw(getattr(figures, n)(bahan).grafik)[0]) for n in FIGUR) * 4 / 3 < 100_000


@pytest.mark.parametrize("nama", JAHAT)
def test_a_description_comes_back_from_json(nama):
    g = JAHAT[nama]
    kembali = from_json(json.loads(json.dumps(to_json(g), allow_nan=False)))
    assert (kembali.judul, kembali.alt, kembali.kolom) == (g.judul, g.alt, g.kolom)


def test_series_differ_without_colour():
    """In black and white each series has its own hatch, dash or mark."""
    svg = draw(_chart("batang"))[0]
    assert svg.count("<pattern") == 1 and "url(#a1)" in svg
    garis = draw(_chart("garis"))[0]
    assert "stroke-dasharray=\"5 2\"" in garis


def test_a_line_is_cut_where_a_value_is_missing():
    garis = [b for b in arrange(Grafik("garis", "x", tuple("abcde"), (series("s", [1, 2, NAN, 4, 5]),))).bentuk if b[0] == "garis" and b[2] == "#0072B2"]
    assert [len(b[1]) for b in garis] == [2, 2, 2]      # two runs, and the sample beside the name


def test_bars_begin_at_zero_and_end_at_their_value():
    k = arrange(Grafik("batang_mendatar", "x", ("a", "b", "c"), (series("s", [10, 20, -5]),)))
    a, b, c = next(x[1] for x in k.bentuk if x[0] == "batang")
    assert a.x0 == b.x0 == c.x1
    assert (b.x1 - b.x0) == pytest.approx(2 * (a.x1 - a.x0)) and (c.x1 - c.x0) == pytest.approx((a.x1 - a.x0) / 2)


def test_a_page_high_board_is_made_smaller():
    svg, png = draw(Papan("x", tuple(JAHAT["garis-satu"] for _ in range(20)), 1))
    assert float(re.search(r'height="([\d.]+)pt"', svg)[1]) <= 600
    gambar = Image.open(io.BytesIO(png))
    assert gambar.height / gambar.info["dpi"][1] <= 600 / 72 + 0.01


def test_few_colours_are_the_colours_that_were_drawn_on_white_paper():
    gambar = Image.open(io.BytesIO(draw(_chart("batang"))[1])).convert("RGB")
    warna = {w: n for n, w in gambar.getcolors()}
    assert gambar.getpixel((0, 0)) == (255, 255, 255) == max(warna, key=warna.get) and len(warna) <= 64
    assert warna[tuple(bytes.fromhex(WARNA[0][1:]))] > 1000


def test_words_that_do_not_fit_are_broken():
    assert wrap("abc def", 1e9, 8) == ["abc def"]
    assert "".join(wrap("x" * 100, 50, 8)) == "x" * 100 and len(wrap("x" * 100, 50, 8)) > 5


def test_a_hatch_stays_inside_its_bar():
    r = Kotak(3, 4, 60, 13)
    for i in range(1, 6):
        assert all(r.x0 - 1e-6 <= x <= r.x1 + 1e-6 and r.y0 - 1e-6 <= y <= r.y1 + 1e-6 for ruas in _hatch(r, i) for x, y in ruas)


def test_contributions_of_an_index_known_only_between_bounds_say_so(bahan):
    g = figures.contribution_bars(bahan).grafik
    atas = bahan.restated[("IKU2.realisasi", 2023, "TH")]
    lalu = bahan.restated[("IKU2.realisasi", 2022, "TH")]
    gakkum = next(p for p in g.panel if p.judul.startswith("Indeks Gakkum"))
    assert not atas.pasti and lalu.pasti
    assert gakkum.judul.endswith(f"jumlah {gakkum.write(lalu.nilai)} (2022) dan paling tinggi {gakkum.write(atas.nilai)} (2023)")
    assert "nilai paling tinggi yang mungkin" in g.sumber and "nilai paling tinggi yang mungkin" in figures.pull_bars(bahan).grafik.sumber
