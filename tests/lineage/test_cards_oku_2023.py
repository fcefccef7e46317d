"""The published page of OKU 2023: every number in it leads to a card, and the card tells the truth."""

from __future__ import annotations

import base64
import json
import re
import zlib
from html import unescape
from pathlib import Path

import pytest

from helpers.lineage.numbers import trace
from helpers.numbers import format_number
from tests.conftest import AKAR
from tests.rendering.peramban import run_in_page

#: Numbers in sentences that are no measurement and no computation, with the reason.
BUKAN_HITUNGAN = {
    r"\d{1,2} (Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember) \d{4}": "dates",
    r"\b(19|20)\d\d(–(19|20)?\d\d)?\b": "years",
    r"\b(triwulan|TW) \d(–\d)?": "names of quarters",
    r"\b(Nomor|Pasal|ayat|huruf|angka|Lampiran) [\w./()-]*\d[\w./-]*": "legal sources",
    r"Nomor: \S+": "number of the decree",
    r"NRP: \d+": "service number of the signatory",
    r"\bt\d\d\b|Tabel [\d.]+[\w.]*|polri-\d+(-\d+)?|versi \S+|sidik \S+|\b[0-9a-f]{12}\b": "names of source tables, of the methodology and its hash",
    r"\b(H|G|IKU|IKP|TW|T)\d+\b": "codes of indicators and findings",
    r"\(baris [\d–, dan]+ naskah\)": "lines of the source text",
    r"dikali 100\b": "the factor of the formula of capaian",
    r"\bper 100\.000 penduduk\b": "the unit of the crime rate",
    r"^(AA|A|BB|B|CC|C|D): di atas \d+": "the grade scale of the regulation",
    r"Dokumen memuat lengkap .* cakupannya [\d,]+%": "counts over the elements of this document, not over data",
}
#: A number computed in many steps.
ULANG = "ulang/IKU2.realisasi/2023/TH"
#: Tables whose numbers are counts over this document itself.
TENTANG_DOKUMEN = ("tbl-cakupan",)


@pytest.fixture(scope="module")
def terbit(terbit_oku: Path) -> Path:
    """Return the folder a run publishes."""
    return terbit_oku


@pytest.fixture(scope="module")
def isi(terbit: Path) -> dict:
    """Return `angka.json`."""
    return json.loads((terbit / "angka.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def html(terbit: Path) -> str:
    """Return the body of the page without pictures, scripts and contents."""
    teks = (terbit / "lkip.html").read_text(encoding="utf-8")
    return re.sub(r"<(svg|style|script|head|nav)\b.*?</\1>", "", teks, flags=re.DOTALL)


def text_of(potong: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", potong)).strip()


def quoted() -> list[str]:
    """Return sentences that people wrote and the page quotes: of the Polres, its corrections, and the methodology's remarks."""
    import yaml

    def texts(x) -> list[str]:
        if isinstance(x, str):
            return [" ".join(x.split())]
        return [t for y in (x.values() if isinstance(x, dict) else x if isinstance(x, list) else ()) for t in texts(y)]

    berkas = sorted((AKAR / "data" / "raw").rglob("*.yml"))
    semua = {t.rstrip(".") for b in berkas for t in texts(yaml.safe_load(b.read_text(encoding="utf-8"))) if len(t) > 20 and re.search(r"\d", t)}
    return sorted(semua, key=len, reverse=True)


@pytest.mark.lambat
class TestSetiapAngka:
    """Every number carries an id, and the id leads to cells."""

    def test_every_number_cell_carries_an_id(self, html):
        tanpa = []
        for tabel in re.finditer(r'id="(tbl-[^"]+)".*?</table>', html, flags=re.DOTALL):
            if tabel.group(1) in TENTANG_DOKUMEN:
                continue
            kepala = [text_of(k) for k in re.findall(r"<th[^>]*>(.*?)</th>", tabel.group(), flags=re.DOTALL)]
            for baris in re.findall(r"<tr[^>]*>(.*?)</tr>", tabel.group(), flags=re.DOTALL):
                for i, (atribut, sel) in enumerate(re.findall(r"<td([^>]*)>(.*?)</td>", baris, flags=re.DOTALL)):
                    sisa = text_of(re.sub(r"<sup>.*?</sup>|<span data-angka.*?</span>", "", sel, flags=re.DOTALL))
                    urut = kepala[i:i + 1] in (["Peringkat"], ["No."], ["NO"])   # the number of a row
                    if "angka" in atribut.split("data-")[0] and "data-angka" not in atribut and re.search(r"\d", sisa) and not urut:
                        tanpa.append((tabel.group(1), kepala[i:i + 1], sisa))
        assert tanpa == []

    def test_every_number_in_a_sentence_carries_an_id_or_is_none_of_ours(self, html):
        prosa = re.sub(r"<table.*?</table>|<h\d.*?</h\d>|<figcaption.*?</figcaption>|<header.*?</header>", "", html, flags=re.DOTALL)
        prosa = re.sub(r"<span data-angka.*?</span>|<a [^>]*>.*?</a>", "", prosa, flags=re.DOTALL)
        kutipan, tanpa = quoted(), []
        for p in re.findall(r"<(?:p|li|dd)[^>]*>(.*?)</(?:p|li|dd)>", prosa, flags=re.DOTALL):
            teks = " ".join(text_of(p).split())
            if teks.startswith("Sumber:"):   # names of tables
                continue
            for k in kutipan:
                teks = teks.replace(k, "").replace(k[:1].lower() + k[1:], "")
            for pola in BUKAN_HITUNGAN:
                teks = re.sub(pola, "", teks)
            if re.search(r"\d", teks):
                tanpa.append(teks)
        assert tanpa == []

    def test_every_id_resolves_and_shows_the_value_that_angka_json_has(self, html, isi):
        semua = list(isi["angka"].items())
        terlihat = re.findall(r'<(?:td|span)[^>]* data-angka="([^"]*)"[^>]*>(.*?)</(?:td|span)>', html, flags=re.DOTALL)
        assert len(terlihat) > 3500
        beda = []
        for pendek, sel in terlihat:
            nomor, a = semua[int(pendek, 36)]
            teks = text_of(re.sub(r"<sup>.*?</sup>", "", sel, flags=re.DOTALL))
            if not shows(teks, a):
                beda.append((nomor, teks, a.get("tercetak"), a["nilai"]))
        assert beda == []

    def test_what_is_computed_rests_on_printed_cells(self, isi):
        angka = isi["angka"]
        hitungan = {k: a for k, a in angka.items() if a["jenis"] == "hitungan"}
        assert len(hitungan) > 300
        assert all(m in angka for a in hitungan.values() for m in a["masukan"])
        tanpa = [k for k, a in hitungan.items() if not a["sel_sumber"] and not k.startswith(("temuan/", "pemeriksaan/", "metodologi/"))
                 and not all(m.startswith("metodologi/") for m in a["masukan"])   # sums of weights
                 and "tidak ada" not in a["perhitungan"]]                           # a component printed as a dash
        assert tanpa == []
        for a in hitungan.values():
            assert all(angka[s]["jenis"] == "tercetak" and isi["tabel"][angka[s]["sel"]["tabel"]]["sha256"] for s in a["sel_sumber"])
            assert a["diterbitkan_di"] or any(k in b["masukan"] for b in hitungan.values() for k in [next(x for x, y in hitungan.items() if y is a)])

    def test_the_written_computation_ends_in_the_value(self, isi):
        salah = [(k, a["perhitungan"], a["nilai"]) for k, a in isi["angka"].items() if a["jenis"] == "hitungan" and " = " in a["perhitungan"]
                 and not shows(a["perhitungan"].rpartition(" = ")[2], a)]
        assert salah == []

    def test_a_computed_number_is_told_as_a_tree_down_to_its_cells(self, isi):
        teks, a = trace(isi, ULANG), isi["angka"][ULANG]
        assert teks[0][1].startswith(f"{a['nama']}: ") and any(f"hitungan: {a['perhitungan']}" in x for _, x in teks)
        for sel in a["sel_sumber"]:
            s = isi["angka"][sel]["sel"]
            assert any(t >= 2 and f"sel: {s['tabel']}.csv baris {s['baris']} kolom {s['kolom']}" in x for t, x in teks)


@pytest.mark.lambat
def test_the_mark_behind_a_number_is_told_by_its_card(html, isi):
    semua = list(isi["angka"].values())
    sel = re.findall(r'<td[^>]* data-angka="([^"]*)"[^>]*>(.*?)</td>|<td[^>]*>(<span data-angka.*?)</td>|(<span data-angka[^>]*>[^<]*</span><sup>.*?</sup>)', html)
    ditandai = [([x for x in (pendek, *re.findall(r'data-angka="([^"]*)"', satu + banyak + prosa)) if x], set(re.findall(r'href="#temuan-([^"]+)"', satu + banyak + prosa)))
                for pendek, satu, banyak, prosa in sel]
    assert sum(bool(tanda) for _, tanda in ditandai) > 300
    kartu = [([semua[int(x, 36)] for x in pendek], tanda) for pendek, tanda in ditandai]
    assert [tanda for k, tanda in kartu if not tanda <= {t["id"] for a in k for t in (*a["temuan"], *a.get("temuan_terkait", []))}] == []


def shows(teks: str, a: dict) -> bool:
    """Whether a text is a way to write a number."""
    if a["jenis"] == "tercetak" and (teks == " ".join(a["tercetak"].split()) or teks.replace(" ", "") == a["tercetak"].replace(" ", "")):
        return True
    if a["nilai"] is None:
        return False
    if a["nama"].endswith("paling tinggi"):
        teks = teks.removeprefix("≤ ")
    if teks == "kurang dari 0,01":
        return 0 < a["nilai"] < 0.01
    satuan = {"triliun": 1e12, "miliar": 1e9, "juta": 1e6}
    bagi = next((v for k, v in satuan.items() if teks.endswith(k)), 1.0)
    inti = re.match(r"[+−-]?(?:Rp)?[+−-]?[\d.]+(?:,(\d+))?", teks)
    if not inti:
        return False
    tulis = inti.group().replace("Rp", "").lstrip("+")
    return tulis == format_number(a["nilai"] / bagi, len(inti.group(1) or ""))


@pytest.mark.lambat
def test_the_cards_carry_the_numbers_of_angka_json(terbit, isi):
    halaman = (terbit / "lkip.html").read_text(encoding="utf-8")
    paket = re.search(r'<script type="application/zlib" id="data-angka">([^<]*)</script>', halaman).group(1)
    assert len(paket) < 200_000, "the cards stay small"
    d = json.loads(zlib.decompress(base64.b85decode(paket.encode().translate(bytes.maketrans(b",.:", b"<>&")))))
    assert len(d["angka"]) == len(isi["angka"])
    urutan = {k: i for i, k in enumerate(isi["angka"])}
    for kartu, (nomor, a) in zip(d["angka"], isi["angka"].items(), strict=True):
        assert kartu.get("nilai") == a["nilai"] and d["teks"][kartu["nama"]] == a["nama"]
        assert [d["temuan"][t][0] for t in kartu.get("temuan", [])] == [t["id"] for t in a["temuan"]]
        assert [d["temuan"][t][0] for t in kartu.get("terkait", [])] == [t["id"] for t in a.get("temuan_terkait", [])]
        if a["jenis"] == "tercetak":
            t = d["tabel"][kartu["sel"][0]]
            assert (t["nama"], kartu["sel"][1], d["teks"][kartu["sel"][2]]) == tuple(a["sel"].values())
            assert kartu.get("tercetak", "") == a["tercetak"] and t["sha256"] == isi["tabel"][t["nama"]]["sha256"]
        else:
            assert (kartu["id"], kartu.get("hitungan", "")) == (nomor, a["perhitungan"])
            assert kartu.get("masukan", []) == [urutan[i] for i in a["masukan"]]


SIAP = """
await sampai(() => document.querySelector("a.angka-n"));
const kartu = document.getElementById("kartu"), judul = () => document.getElementById("kartu-judul")?.textContent;
const tekan = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
const terlihat = (id) => sampai(() => kartu.open && kartu.querySelector(".kartu-kaki code")?.textContent === id);   // the card of this number
const klik = async (a) => { a.focus(); a.click(); await terlihat(decodeURIComponent(a.hash).slice("#angka-".length)); };   // Enter on a link is a click
"""


@pytest.mark.lambat
@pytest.mark.parametrize("lebar", [360, 1280])
class TestDiPeramban:
    """The cards in Chromium, by keyboard, on a phone and on a screen."""

    def test_a_card_opens_is_followed_and_returns_the_focus(self, terbit, isi, tmp_path, lebar):
        a = isi["angka"][ULANG]
        b = isi["angka"][a["masukan"][0]]
        jalur = next(m for m in b["masukan"] if isi["angka"][m]["jenis"] == "hitungan")
        c = isi["angka"][jalur]
        d = isi["angka"][c["masukan"][0]]
        h = run_in_page(terbit / "lkip.html", f'const ULANG = "{ULANG}", HITUNGAN = {json.dumps(a["perhitungan"])}, JALUR = "{jalur}";' + SIAP + """
            const hasil = {};
            const sel = [...document.querySelectorAll("#tbl-indeks-utama td[data-angka] a.angka-n")].find((x) => x.hash.endsWith(ULANG));
            hasil.sebelum = kartu.open;
            await klik(sel);
            hasil.buka = [kartu.open, judul(), document.activeElement.id, location.hash, kartu.textContent.includes(HITUNGAN),
              kartu.querySelectorAll(".kartu-masukan a.angka-n").length, kartu.querySelector(".kartu-kembali") === null];
            const k = kartu.getBoundingClientRect();
            hasil.letak = [Math.round(k.left), Math.round(k.right), Math.round(k.bottom), kartu.scrollWidth <= kartu.clientWidth, innerWidth, innerHeight];
            await klik(kartu.querySelector(".kartu-masukan a.angka-n"));
            hasil.masukan = judul();
            await klik([...kartu.querySelectorAll(".kartu-masukan a.angka-n")].find((x) => x.hash.endsWith(JALUR)));
            hasil.dalam = judul();
            await klik(kartu.querySelector(".kartu-masukan a.angka-n"));
            hasil.cetakan = [judul(), kartu.querySelector("dl").textContent];
            kartu.querySelector(".kartu-kembali").click(); await terlihat(JALUR);
            hasil.kembali = judul();
            tekan("Escape");
            hasil.tutup = [kartu.open, document.activeElement === sel, location.hash];
            return hasil;
        """, tmp_path, lebar=lebar)
        assert h["sebelum"] is False
        assert h["buka"] == [True, a["nama"], "kartu-judul", f"#angka-{ULANG}", True, len(a["masukan"]), True]
        kiri, kanan, bawah, muat, lebar_layar, tinggi = h["letak"]
        assert kanan <= lebar_layar and bawah == tinggi and muat
        assert (kiri == 0) == (lebar == 360), "a sheet at the bottom on a phone, a panel at the side on a screen"
        assert h["masukan"] == b["nama"] and h["dalam"] == h["kembali"] == c["nama"]
        assert h["cetakan"][0] == d["nama"] and f"{d['sel']['tabel']}.csv, baris {d['sel']['baris']}" in h["cetakan"][1]
        assert h["tutup"] == [False, True, ""]

    def test_an_address_opens_a_card_and_the_card_shows_its_cell(self, terbit, tmp_path, lebar):
        h = run_in_page(terbit / "lkip.html", """
            location.hash = "#angka-t08-kamtibmas-2022-2023:20:th_2023";   // before the page is ready, as in a mailed link
        """ + SIAP + """
            await sampai(() => kartu.open);
            const isi = kartu.textContent, temuan = [...kartu.querySelectorAll("a.tanda")].every((a) => document.getElementById(a.hash.slice(1)));
            const tombol = kartu.querySelector(".kartu-tunjuk");
            tombol.click();
            return {isi, temuan, tombol: tombol.textContent, terbuka: kartu.open, tabel: document.activeElement.closest("[id^=tbl-]")?.id,
              teks: document.activeElement.textContent};
        """, tmp_path, lebar=lebar)
        for bagian in ("Crime rate", "“69,38”", "Tabel 1.a.2", "t08-kamtibmas-2022-2023.csv, baris 20", "100.000 × 235 ÷ 338.735 = 69,38", "tercetak dalam sumber"):
            assert bagian in h["isi"]
        assert h["temuan"] and h["terbuka"] is False and h["tombol"] == "Tunjukkan di lampiran"
        assert h["tabel"].startswith("tbl-sumber-t08") and h["teks"] == "69,38"

    def test_a_table_is_one_tab_stop_and_arrows_walk_in_it(self, terbit, tmp_path, lebar):
        h = run_in_page(terbit / "lkip.html", SIAP + """
            const tabel = document.querySelector("#tbl-parameter table"), semua = [...tabel.querySelectorAll("a.angka-n")];
            const hasil = {banyak: semua.length, henti: semua.filter((a) => a.tabIndex === 0).length};
            semua[0].focus();
            const di = () => { const s = document.activeElement.closest("td"); return [s.parentElement.sectionRowIndex, s.cellIndex]; };
            hasil.mulai = di(); tekan("ArrowRight"); hasil.kanan = di(); tekan("ArrowDown"); hasil.bawah = di(); tekan("ArrowUp"); tekan("ArrowLeft"); hasil.pulang = di();
            tekan("End"); hasil.akhir = di();
            hasil.hentiKini = semua.filter((a) => a.tabIndex === 0).map((a) => a === document.activeElement);
            const prosa = [...document.querySelectorAll("p")].find((p) => p.querySelectorAll("a.angka-n").length > 2);
            const dalam = [...prosa.querySelectorAll("a.angka-n")];
            hasil.prosa = dalam.filter((a) => a.tabIndex === 0).length;
            dalam[0].focus(); tekan("ArrowRight"); hasil.berikut = document.activeElement === dalam[1];
            hasil.uraian = document.getElementById(dalam[0].getAttribute("aria-describedby"))?.textContent || "";
            return hasil;
        """, tmp_path, lebar=lebar)
        assert h["banyak"] > 100 and h["henti"] == 1 and h["prosa"] == 1 and h["berikut"] is True
        assert h["kanan"] == [h["mulai"][0], h["mulai"][1] + 1] and h["bawah"][0] > h["kanan"][0] and h["bawah"][1] == h["kanan"][1]
        assert h["pulang"] == h["mulai"] and h["akhir"][0] == h["mulai"][0] and h["akhir"][1] > h["mulai"][1] + 5
        assert h["hentiKini"] == [True] and "tombol panah" in h["uraian"]


@pytest.mark.lambat
@pytest.mark.parametrize(("lebar", "tema"), [(360, "gelap"), (1280, "terang")])
def test_an_open_card_gives_axe_nothing_to_complain_about(terbit, tmp_path, lebar, tema):
    from importlib.resources import files

    axe = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    h = run_in_page(terbit / "lkip.html", SIAP + """
        location.hash = "#angka-t08-kamtibmas-2022-2023:20:th_2023"; await sampai(() => kartu.open);
        const h = await axe.run(document.getElementById("kartu"), {resultTypes: ["violations"]});
        return [kartu.open, h.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | "))];
    """, tmp_path, lebar=lebar, tema=tema, berkas_js=axe)
    assert h == [True, []]
