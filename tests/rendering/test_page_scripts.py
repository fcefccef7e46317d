"""What the page's own scripts do, in a browser: search, contents, sorting, download, theme."""

from __future__ import annotations

import pytest

from helpers.rendering.embedded import EmbeddedEngine
from tests.rendering.contoh_proyek import cell, default_cells, markdown
from tests.rendering.peramban import run_in_page

BARIS = (
    ("Polsek Ürut", "1.250,5", "=1+1"), ("polsek Baturaja", "–", "+62 812"), ("Polsek Lubuk", "−3,25", "-1,5"),
    ("Polsek Peninjauan", "97%", "@SUM(A1); \"x\""), ("Jumlah", "1.344,25", ""),
)
TABEL = (
    "```{=html}\n<table><thead><tr><th>Nama</th><th>Nilai</th><th>Catatan</th></tr></thead><tbody>"
    + "".join(
        f'<tr{" class=jumlah" if n == "Jumlah" else ""}><td>{n}</td><td class="angka">{a}'
        f'{" <sup><a class=tanda href=#temuan-T1>T1</a></sup>" if n == "Polsek Lubuk" else ""}</td><td>{c}</td></tr>'
        for n, a, c in BARIS)
    + "</tbody></table>\n```"
)


@pytest.fixture
def halaman(proyek):
    """Return the fixture page with a simple table in it."""
    proyek.notebook([*default_cells()[:3], cell("#| label: tbl-lebar\n#| tbl-cap: Nilai per polsek\nw()", markdown(TABEL)), default_cells()[4]])
    return EmbeddedEngine().render(proyek.akar, "lkip", ("html",), proyek.akar / "luaran")[0]


@pytest.mark.lambat
def test_search_by_keyboard(halaman, tmp_path):
    h = run_in_page(halaman, """
        const tekan = (el, key) => el.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
        tekan(document.body, "/");
        const kata = document.activeElement;
        const cari = async (t) => { kata.value = t; kata.dispatchEvent(new Event("input"));
          await sampai(() => document.getElementById("cari-kabar").textContent.endsWith(`untuk “${t}”`));
          return [...document.querySelectorAll("#cari-hasil li")].map((li) => li.textContent); };
        const tabel = await cari("urut polsek");
        const tiada = [await cari("zzz"), document.getElementById("cari-kabar").textContent];
        await cari("sasaran satu");
        tekan(kata, "ArrowDown");
        const aktif = document.getElementById(kata.getAttribute("aria-activedescendant")).getAttribute("aria-selected");
        tekan(kata, "Enter");
        const tempat = document.activeElement;
        const tertutup = document.querySelector(".cari-panel").hidden;
        kata.focus(); await cari("paragraf"); tekan(kata, "Escape");
        return {id: kata.id, tabel, tiada, aktif, sampai: tempat.tagName + " " + tempat.className + " " + tempat.textContent, tertutup,
          buka: kata.getAttribute("aria-expanded")};
    """, tmp_path)
    assert h["id"] == "cari-kata"
    assert len(h["tabel"]) == 1 and h["tabel"][0].startswith("Lampiran › Tabel 4: Nilai per polsek") and "Polsek Ürut" in h["tabel"][0]
    assert h["tiada"] == [[], "Tidak ada hasil untuk “zzz”"]
    assert h["aktif"] == "true" and h["tertutup"] is True and h["buka"] == "false"
    assert h["sampai"].startswith("H2 ketemu") and h["sampai"].endswith("Sasaran Satu")


@pytest.mark.lambat
def test_sorting_and_csv(halaman, tmp_path):
    h = run_in_page(halaman, """
        const t = document.querySelector("#tbl-lebar table");
        const kolom = (k) => [...t.tBodies[0].rows].map((b) => b.cells[k].textContent.trim());
        const hasil = {tombol: [...document.querySelectorAll(".urut")].length, asal: kolom(1)};
        const tekan = (k) => { const th = t.tHead.rows[0].cells[k]; th.querySelector("button").click(); return th.getAttribute("aria-sort"); };
        hasil.naik = [tekan(1), kolom(1)]; hasil.turun = [tekan(1), kolom(1)]; hasil.semula = [tekan(1), kolom(1)];
        hasil.nama = [tekan(0), kolom(0)];
        tekan(0); tekan(0);
        let kotak; URL.createObjectURL = (b) => { kotak = b; return "#"; };
        const unduh = async (id) => { document.querySelector(id + " .unduh").click(); return [...new Uint8Array(await kotak.arrayBuffer())]; };
        hasil.csv = await unduh("#tbl-lebar"); hasil.gabung = await unduh("#tbl-capaian");
        return hasil;
    """, tmp_path)
    assert h["tombol"] == 3, "only the simple table sorts"
    assert h["naik"] == ["ascending", ["−3,25 T1", "97%", "1.250,5", "–", "1.344,25"]]
    assert h["turun"] == ["descending", ["1.250,5", "97%", "−3,25 T1", "–", "1.344,25"]]
    assert h["semula"] == [None, h["asal"]]
    assert h["nama"][1] == ["polsek Baturaja", "Polsek Lubuk", "Polsek Peninjauan", "Polsek Ürut", "Jumlah"]
    isi = bytes(h["csv"])
    assert isi.startswith(b"\xef\xbb\xbf")
    assert isi.decode("utf-8-sig").splitlines() == [
        "Nama;Nilai;Catatan;Temuan", "Polsek Ürut;1.250,5;'=1+1;", "polsek Baturaja;–;'+62 812;", "Polsek Lubuk;−3,25;-1,5;T1",
        'Polsek Peninjauan;97%;"\'@SUM(A1); ""x""";', "Jumlah;1.344,25;;",
    ]  # fmt: skip
    assert bytes(h["gabung"]).decode("utf-8-sig").splitlines()[:2] == ["Indikator;Tahun 2023;Tahun 2023", "Indikator;Target;Realisasi"]


@pytest.mark.lambat
def test_contents_follow_the_reading_and_the_theme_switches(halaman, tmp_path):
    h = run_in_page(halaman, """
        const latar = () => getComputedStyle(document.body).backgroundColor;
        const tombol = document.querySelector(".alat-tombol");
        const terang = [tombol.getAttribute("aria-pressed"), latar()];
        tombol.click();
        const gelap = [tombol.getAttribute("aria-pressed"), latar(), localStorage.getItem("lkip-tema")];
        document.documentElement.style.scrollBehavior = "auto";
        document.getElementById("sec-sasaran").scrollIntoView();
        await sampai(() => document.querySelector("#TOC [aria-current][href='#sec-sasaran']"));
        return {terang, gelap, kini: [...document.querySelectorAll("#TOC [aria-current]")].map((a) => a.getAttribute("href"))};
    """, tmp_path)
    assert h["terang"] == ["false", "rgb(255, 255, 255)"]
    assert h["gelap"][0] == "true" and h["gelap"][1] != h["terang"][1] and h["gelap"][2] == "gelap"
    assert h["kini"] == ["#sec-sasaran"]
