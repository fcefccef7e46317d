"""What the pages say of OKU 2023 is what the validation found: every rule, every failing row, every finding, in Indonesian."""

from __future__ import annotations

import re
from html import unescape

import pytest

from helpers.display import audit
from helpers.display.quality import quality_contents
from helpers.numbers import format_number
from helpers.rendering.standalone import make_page
from helpers.validation.findings import Temuan

INGGRIS = re.compile(r"\b(the|and|of|with|from|null|none|nan|true|false|suite|expectation|value|column|row|failed|success|count|unexpected)\b", re.IGNORECASE)


def text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def cells(html: str) -> list[list[str]]:
    """Body rows of all tables."""
    return [[" ".join(text(s).split()) for s in re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", b, flags=re.DOTALL)]
            for t in re.findall(r"<tbody>(.*?)</tbody>", html, flags=re.DOTALL) for b in re.findall(r"<tr\b[^>]*>(.*?)</tr>", t, flags=re.DOTALL)]


@pytest.fixture(scope="module")
def mutu(pemeriksaan) -> str:
    p = pemeriksaan
    return quality_contents("Polres Uji", 2023, p.hasil, p.gagal, p.masukan.metodologi)


@pytest.fixture(scope="module")
def validasi(pemeriksaan) -> dict[str, str]:
    p = pemeriksaan
    m = p.masukan
    return {
        "ringkasan": audit.show_summary("Polres Uji", 2023, p.fakta, p.residu, p.hasil, p.temuan).data,
        "aturan": audit.show_rules(p.residu, p.hasil, m.metodologi).data,
        "tabel": audit.show_failing_tables(p.gagal, m.paket.resources).data,
        "register": audit.show_register(p.temuan).data,
    }


def test_every_rule_has_a_row_with_its_standing_instances_and_failures(pemeriksaan, validasi):
    baris = cells(validasi["aturan"])
    assert [(b[2], b[3]) for b in baris] == [(format_number(h.diperiksa), format_number(h.gagal)) for h in pemeriksaan.hasil]
    assert all(b[4] == ("✓ cocok" if b[3] == "0" else "✗ ada yang gagal") for b in baris)
    # together the rules cover every instance, and every standing is said in words
    aturan = [b for b, h in zip(baris, pemeriksaan.hasil, strict=True) if h.suite != "fakta" and b[1] != "–"]
    assert sum(int(b[2].replace(".", "")) for b in aturan) == len(pemeriksaan.residu)
    assert {k for b in aturan for k in b[1].split("; ")} <= set(audit.NAMA_KEDUDUKAN.values())
    assert not [b[0] for b in baris if re.search(r"_|\b[a-z]+\.[a-zA-Z]", b[0])], "a rule is told by its code, not in words"


def test_the_summary_counts_what_failed(pemeriksaan, validasi):
    gagal = int((pemeriksaan.residu["lebih"] > 0).sum())
    assert f"{format_number(len(pemeriksaan.residu))} tempat" in validasi["ringkasan"] and f"dan {format_number(gagal)} tidak" in validasi["ringkasan"]
    assert f"menjadi {format_number(len(pemeriksaan.temuan))} temuan" in validasi["ringkasan"]


def test_every_failing_row_is_shown_once_on_each_page_with_its_cell(pemeriksaan, mutu, validasi):
    p = pemeriksaan
    assert len(p.gagal) == sum(h.gagal for h in p.hasil)
    rinci = [[g.baris and format_number(g.baris) or "–", g.kolom, g.besaran, g.tercetak, g.seharusnya, g.selisih] for g in p.gagal]
    rapi = sorted([" ".join(s.split()) for s in b] for b in rinci)
    assert sorted(b[1:7] for b in cells(mutu) if len(b) == 8) == rapi
    assert sorted(b[:6] for b in cells(validasi["tabel"]) if len(b) == 8) == rapi


def test_a_failing_cell_is_the_printed_one(pemeriksaan):
    """Followed back into the raw file, row and column hold what the page says is printed."""
    tabel = {t.tabel.name: t for t in pemeriksaan.masukan.tabel}
    kolom = {(t.name, t.column_label(k.name)): k.name for t in pemeriksaan.masukan.paket.resources for k in t.kolom}
    letak = pemeriksaan.fakta.groupby(["sumber", "baris", "kolom"])["nilai_teks"].agg(set).to_dict()  # one cell may print several facts
    diikuti = [g for g in pemeriksaan.gagal if g.sumber]
    assert len(diikuti) > 100 and set(g.sumber for g in diikuti) <= set(tabel)
    for g in diikuti:
        assert ("" if g.tercetak == "(kosong)" else g.tercetak) in letak[g.sumber, g.baris, kolom[g.sumber, g.kolom]]


def test_failing_rows_lead_to_a_finding_that_exists(pemeriksaan, mutu, validasi):
    ada = {f"temuan-{t.id}" for t in pemeriksaan.temuan}
    assert set(re.findall(r'<article id="([^"]+)"', validasi["register"])) == ada
    assert set(re.findall(r'href="validasi.html#([^"]+)"', mutu)) <= ada and set(re.findall(r'href="#(temuan[^"]+)"', validasi["tabel"])) <= ada
    tanpa = [g for g in pemeriksaan.gagal if g.temuan is None]
    assert not tanpa, tanpa[:3]


def test_every_finding_is_whole(pemeriksaan, validasi):
    artikel = dict(re.findall(r'<article id="temuan-([^"]+)"(.*?)</article>', validasi["register"], flags=re.DOTALL))
    for t in pemeriksaan.temuan:
        isi = " ".join(text(artikel[t.id]).split())
        for kalimat in (t.nomor, t.tingkat, t.judul, *t.perhitungan, *t.dugaan, t.akibat, t.usulan, f"status: {t.status}"):
            assert " ".join(kalimat.split()) in isi, (t.id, kalimat)
        assert len(cells(artikel[t.id])) == len(t.tempat)


def test_severity_and_outcome_are_told_by_shape_and_word_not_by_colour_alone(mutu, validasi):
    for kelas, isi in re.findall(r'<span class="(kritis|peringatan|info|lulus|gagal)">([^<]+)</span>', mutu + validasi["register"]):
        assert re.fullmatch(r"[▲◆●✓✗] .*[a-z]", isi), (kelas, isi)


def test_every_suite_has_a_score_in_words(pemeriksaan, mutu):
    baris = cells(mutu[:mutu.index("<section")])
    suite = list(dict.fromkeys(h.suite for h in pemeriksaan.hasil))
    assert len(baris) == len(suite)
    for b, s in zip(baris, suite, strict=True):
        isi = [h for h in pemeriksaan.hasil if h.suite == s]
        lulus = sum(h.lulus for h in isi)
        assert b[1:3] == [format_number(len(isi)), format_number(lulus)]
        assert b[5].endswith("seluruhnya terpenuhi" if lulus == len(isi) else f"{format_number(lulus)} dari {format_number(len(isi))} terpenuhi")


def test_tables_are_marked_up_for_those_who_do_not_see_them(mutu, validasi):
    for t in re.findall(r"<table>.*?</table>", mutu + validasi["register"] + validasi["aturan"], flags=re.DOTALL):
        assert t.startswith("<table><caption>") and '<th scope="col"' in t
        assert all(b.startswith('<th scope="row"') for b in re.findall(r"<tr[^>]*>(.*?)</tr>", t[t.index("<tbody>"):], flags=re.DOTALL))


def test_no_english_word_on_the_pages(mutu, validasi):
    for isi in (mutu, *validasi.values()):
        assert not (asing := {m.group(0) for m in INGGRIS.finditer(text(isi))}), asing


def test_blocks_survive_a_markdown_reader(validasi):
    for isi in validasi.values():
        assert isi.startswith("<") and "\n\n" not in isi and "`" not in isi


def test_the_page_is_whole_and_its_own_links_lead_somewhere(mutu):
    halaman = make_page(mutu, nama="mutu-data.html")
    assert "<title>Mutu data: hasil pemeriksaan setiap harapan · Polres Uji, tahun anggaran 2023</title>" in halaman and '<html lang="id">' in halaman
    jangkar = re.findall(r' id="([^"]+)"', halaman)
    assert len(jangkar) == len(set(jangkar)) and set(re.findall(r'href="#([^"]+)"', halaman)) <= set(jangkar)


def test_a_clean_validation_says_so(pemeriksaan):
    p = pemeriksaan
    lulus = [type(h)(h.suite, h.nama, h.harapan, h.tingkat, h.diperiksa, 0, ()) for h in p.hasil]
    assert "Tidak ada temuan." in audit.show_summary("Polres Uji", 2023, p.fakta, p.residu, lulus, []).data
    assert "Tidak ada" in audit.show_failing_tables([], p.masukan.paket.resources).data and "Tidak ada" in audit.show_register([]).data
    isi = quality_contents("Polres Uji", 2023, lulus, [], p.masukan.metodologi)
    assert "✗" not in isi and isi.count("seluruhnya terpenuhi") == len({h.suite for h in p.hasil})


def test_text_of_the_data_is_never_markup(pemeriksaan):
    t = pemeriksaan.temuan[0]
    jahat = Temuan(**{**vars(t), "judul": "<script>x</script>", "usulan": "```\n\n<b>", "id": t.id})
    isi = audit.show_register([jahat]).data
    assert "<script>" not in isi and "<b>" not in isi and "```" not in isi and "&lt;script&gt;" in isi
