"""Interactive charts: the same numbers and names as the pictures, drawn by the browser without a network."""

from __future__ import annotations

import json
import math
from importlib.resources import files

import nbformat
import pytest

from helpers.display import figures
from helpers.display.charts import Gambar, from_json, to_json
from helpers.display.interactive import figure, library, page_data
from helpers.rendering.embedded import EmbeddedEngine
from helpers.rendering.page import add_data
from tests.display.test_display_charts import FIGUR, JAHAT
from tests.rendering.contoh_proyek import Pembangun, cell
from tests.rendering.peramban import run_in_page

LIHAT = """
  const galat = []; console.error = (...a) => galat.push(a.map((x) => x && x.stack || x).join(" "));
  addEventListener("error", (e) => galat.push(e.message)); addEventListener("unhandledrejection", (e) => galat.push(String(e.reason)));
  // at the moment the first one stands in its place, those near the window are begun and no others
  const dekat = await sampai(() => document.querySelector("#fig-achievement-bars.grafik-hidup") &&
    [...document.querySelectorAll("figure[id^=fig-]")].filter((f) => f.querySelector(".grafik")).map((f) => f.id));
  const hasil = {};
  for (const f of document.querySelectorAll("figure[id^=fig-]")) {
    await lkip.gambarGrafik(f.id);
    const kotak = [...f.querySelectorAll(".grafik-bidang")].map((b) => [...b.querySelectorAll("svg text")].filter((t) => t.textContent.trim() && t.getClientRects().length)
      .map((t) => { const r = t.getBoundingClientRect(); return [t.textContent, r.left, r.top, r.right, r.bottom, b.getBoundingClientRect().left, b.getBoundingClientRect().right]; }));
    hasil[f.id] = {
      hidup: f.classList.contains("grafik-hidup"), gambar: getComputedStyle(f.querySelector("img")).display, alt: f.querySelector("img").getAttribute("aria-label"),
      nama: [...f.querySelectorAll(".grafik-bidang")].map((b) => b.getAttribute("aria-label")), kotak,
    };
  }
"""


def _numbers(g) -> list:
    return [(p.judul, tuple(" ".join(k.split()) for k in p.kategori), d.nama, tuple(None if not math.isfinite(v) else v for v in d.nilai), tuple(map(p.write, d.nilai)))
            for p in g.panel if not p.kosong for d in p.deret]


def _drawn(g, f) -> list:
    hasil = []
    for p, asal in zip(f["panel"], [p for p in g.panel if not p.kosong], strict=True):
        assert not p["judul"] or p["judul"] == asal.judul
        for t in p["data"]:
            nilai, kategori = (t["x"], t["y"]) if p["jenis"] == "batang_mendatar" else (t["y"], t["x"])
            assert kategori == p["kategori"]
            hasil.append((asal.judul, tuple(kategori), t["name"], tuple(nilai), tuple(t["text"])))
    return hasil


@pytest.mark.parametrize("nama", FIGUR)
def test_a_figure_shows_what_the_picture_shows(bahan, nama):
    g = getattr(figures, nama)(bahan).grafik
    assert _drawn(g, figure(g)) == _numbers(g)
    assert figure(g)["alt"] == g.alt and figure(g)["sumber"] == g.sumber


@pytest.mark.parametrize("nama", JAHAT)
def test_hostile_data_give_json_that_browsers_read(nama):
    g = JAHAT[nama]
    f = figure(from_json(to_json(g)))
    assert json.loads(json.dumps(f, allow_nan=False)) == f
    assert _drawn(g, f) == _numbers(g)
    assert bool(f["panel"]) != g.kosong


def test_a_reference_line_carries_its_value(bahan):
    g = figures.clearance_bars(bahan).grafik
    (garis,) = figure(g)["panel"][0]["layout"]["shapes"]
    assert garis["x0"] == garis["x1"] == g.acuan and g.write(g.acuan) in garis["name"]


def _notebook(berkas, gambar):
    sel = []
    for label, g in gambar.items():
        data, keterangan = Gambar(g)._repr_mimebundle_()
        sel.append(cell(f"#| label: {label}\n#| fig-cap: x\nf()", data, keterangan))
    buku = nbformat.v4.new_notebook(cells=sel)
    for i, c in enumerate(buku.cells):
        c["id"] = f"sel-{i}"
    berkas.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(buku, berkas)
    return berkas


def test_page_data_come_from_the_executed_notebooks(bahan, tmp_path):
    g = figures.budget_bars(bahan).grafik
    data = page_data([_notebook(tmp_path / "a.ipynb", {"fig-anggaran": g}), _notebook(tmp_path / "b.ipynb", {})])
    assert data["plotly"] == library().read_bytes() and data["plotly"].startswith(b"/**\n* plotly.js")
    assert json.loads(data["grafik"]) == {"fig-anggaran": figure(g)}
    assert page_data([tmp_path / "b.ipynb"]) == {}


@pytest.fixture(scope="module")
def halaman(bahan, tmp_path_factory):
    """A page with every chart of the document, and one of hostile names."""
    proyek = Pembangun(tmp_path_factory.mktemp("grafik"))
    gambar = {f"fig-{n.replace('_', '-')}": getattr(figures, n)(bahan).grafik for n in FIGUR} | {"fig-jahat": JAHAT["batang_mendatar-target"]}
    notebook = _notebook(proyek.akar / "notebooks" / "uji.ipynb", gambar)
    proyek.write("report/lkip.qmd", "# Uji {#sec-uji}\n\n" + "\n\n".join(f"{{{{< embed /notebooks/uji.ipynb#{n} >}}}}" for n in gambar) + "\n")
    berkas = EmbeddedEngine().render(proyek.akar, "lkip", ("html",), proyek.akar / "luaran")[0]
    add_data(berkas, page_data([notebook]))
    return berkas, gambar


def _touching(teks: list) -> list[str]:
    """Pairs of texts of one chart whose boxes share an area, a hair's breadth allowed."""
    return [f"{a[0]} | {b[0]}" for i, a in enumerate(teks) for b in teks[i + 1:]
            if a[1] < b[3] - 1 and b[1] < a[3] - 1 and a[2] < b[4] - 2 and b[2] < a[4] - 2]


@pytest.mark.lambat
@pytest.mark.parametrize("lebar", [360, 1280])
def test_charts_are_drawn_from_the_pages_own_data(halaman, tmp_path, lebar):
    berkas, gambar = halaman
    h = run_in_page(berkas, LIHAT + """
      return {galat, dekat, hasil, minta: performance.getEntriesByType("resource").map((r) => r.name), luber: document.documentElement.scrollWidth - innerWidth};
    """, tmp_path, lebar=lebar)
    assert h["galat"] == [] and h["minta"] == [] and h["luber"] <= 0
    assert "fig-achievement-bars" in h["dekat"] and "fig-budget-part-bars" not in h["dekat"]     # near the window, and far from it
    assert set(h["hasil"]) == set(gambar)
    for label, g in gambar.items():
        d = h["hasil"][label]
        assert d["hidup"] and d["gambar"] == "none" and d["alt"] == g.alt
        assert len(d["nama"]) == len(g.panel) and all(d["nama"])
        for p, teks, nama in zip(g.panel, d["kotak"], d["nama"], strict=True):
            assert _touching(teks) == [], label
            assert all(t[5] - 1 <= t[1] and t[3] <= t[6] + 1 for t in teks), f"{label}: tulisan keluar dari grafik"
            tulisan = " ".join(t[0] for t in teks)
            angka = [p.write(v) for s in p.deret for v in s.nilai]
            assert all(n in nama for n in angka)
            if p.jenis != "garis":
                assert all(n.replace("tidak tersedia", "") in tulisan for n in angka)


@pytest.mark.lambat
def test_keyboard_table_theme_and_paper(halaman, tmp_path):
    berkas, gambar = halaman
    h = run_in_page(berkas, LIHAT + """
      const f = document.getElementById("fig-crime-bars"), b = f.querySelector(".grafik-bidang");
      b.focus();
      const tekan = (key) => b.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
      tekan("ArrowRight"); tekan("ArrowRight"); await sampai(() => b.querySelector(".hoverlayer text"));
      const kabar = f.querySelector(".grafik-kabar").textContent, melayang = b.querySelectorAll(".hoverlayer text").length;
      const tombol = f.querySelector(".grafik-alat button"), sebelum = tombol.getAttribute("aria-expanded");
      tombol.click();
      const tabel = [...f.querySelectorAll(".grafik-angka tr")].map((r) => [...r.cells].map((c) => c.textContent));
      const warna = () => b.querySelector(".main-svg").style.background;
      const terang = warna();
      document.querySelector("#alat button.alat-tombol").click(); await sampai(() => warna() !== terang);
      const kertas = [...document.styleSheets].flatMap((s) => [...s.cssRules]).filter((r) => r.media && r.media.mediaText === "print").map((r) => r.cssText).join();
      return {galat, kabar, melayang, sebelum, sesudah: tombol.getAttribute("aria-expanded"), tabel, terang, gelap: warna(), kertas};
    """, tmp_path)
    g = gambar["fig-crime-bars"]
    assert h["galat"] == []
    assert h["kabar"] == f"TW 2 2022: Kasus terjadi {g.write(g.deret[0].nilai[1])}; Selesai ditangani {g.write(g.deret[1].nilai[1])}"
    assert h["melayang"] > 0
    assert (h["sebelum"], h["sesudah"]) == ("false", "true")
    assert h["tabel"][0] == ["", "Kasus terjadi", "Selesai ditangani"]
    assert h["tabel"][1:] == [[" ".join(k.split()), g.write(a), g.write(b)] for k, a, b in zip(g.kategori, *(d.nilai for d in g.deret), strict=True)]
    assert h["terang"] != h["gelap"]
    assert ".grafik { display: none; }" in h["kertas"]


@pytest.mark.lambat
def test_axe_finds_nothing_in_drawn_charts(halaman, tmp_path):
    axe = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    for lebar, tema in ((360, "terang"), (1280, "gelap")):
        h = run_in_page(halaman[0], LIHAT + """
          document.querySelectorAll(".grafik-alat button:first-child").forEach((b) => b.click());
          const a = await axe.run(document, {resultTypes: ["violations"]});
          return a.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | "));
        """, tmp_path, lebar=lebar, tema=tema, berkas_js=axe)
        assert h == [], f"{lebar} piksel, tema {tema}"
