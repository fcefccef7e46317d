"""What both engines promise about their output, on the fixture project."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import pytest

from helpers.rendering.offline import network_addresses


def word_text(dokumen: str) -> str:
    """Return the text of a DOCX document part, paragraphs on lines of their own."""
    baris = re.split(r"</w:p>", dokumen)
    return "\n".join(unescape("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", b))) for b in baris).replace("\u00a0", " ")


def html_text(teks: str) -> str:
    """Return HTML without tags, white space collapsed."""
    tubuh = re.sub(r"<(script|style)\b.*?</\1>", " ", teks, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", tubuh).replace("\u00a0", " ").split())


@pytest.fixture
def html(jadi) -> str:
    return jadi["html"].read_text(encoding="utf-8")


def test_three_files_named_after_the_document(jadi):
    assert {b.name for b in jadi.values()} == {"lkip.html", "lkip.pdf", "lkip.docx"}
    assert sorted(p.name for p in jadi["html"].parent.iterdir()) == ["lkip.docx", "lkip.html", "lkip.pdf"]


def test_language_title_and_cover(html):
    assert re.search(r'<html[^>]*\blang="id"', html)
    assert "<title>Laporan Contoh &amp; Uji</title>" in html
    sampul = html_text(html[html.index('id="title-block-header"') : html.index("</header>")])
    for isi in ("Kepolisian Negara Republik Indonesia", "Resor Contoh", "Tahun 2023", "KEP / 06 / II / 2024", "2 Februari 2024"):
        assert isi in sampul


def test_headings_are_numbered_the_same_in_text_and_contents(html):
    urut = ["Kata Pengantar", "BAB I Pendahuluan", "A. Latar Belakang", "B. Tugas", "1. Tugas Pokok",
            "BAB II Akuntabilitas Kinerja", "A. Sasaran Satu", "Lampiran"]  # fmt: skip
    isi = html[html.index('<main id="isi"') :]
    assert [html_text(h) for h in re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", isi, flags=re.DOTALL)] == urut
    daftar = html[html.index('<nav id="TOC"') : html.index("</nav>")]
    assert [html_text(a) for a in re.findall(r"<a [^>]*>(.*?)</a>", daftar, flags=re.DOTALL)] == urut


def test_captions_are_numbered_in_order(html):
    judul = [html_text(j) for j in re.findall(r"<figcaption[^>]*>(.*?)</figcaption>", html, flags=re.DOTALL)]
    assert judul == [
        "Tabel 1: Capaian kinerja utama", "Gambar 1: Tren perkara", "Tabel 2: Temuan penting",
        "Gambar 2: Skor $x$ *tahun* 2023 [A] @tbl-x", "Tabel 3: Tabel di dalam dokumen", "Tabel 4: Tabel lebar",
    ]  # fmt: skip


def test_references_lead_to_what_they_name(html):
    teks = html_text(html)
    assert "Lihat Tabel 1 , Gambar 1 , BAB II , dan Bagian II.A ." in teks
    assert "merujuk Tabel 2 ." in teks
    for id_ in ("tbl-capaian", "fig-tren", "sec-akuntabilitas", "sec-sasaran", "tbl-dalam"):
        assert f'href="#{id_}"' in html
        assert len(re.findall(rf'\bid="{id_}"', html)) == 1


def test_raw_table_arrives_intact(html):
    for potong in ('rowspan="2"', 'colspan="2"', 'data-angka="F2"', 'href="#temuan-T1"', '<tr id="temuan-T1">', "&lt;Kamtibmas&gt;"):
        assert potong in html
    assert len(re.findall(r'<div class="gulir"', html)) == 4


def test_picture_is_vector_with_words(html):
    gambar = re.findall(r"<img\b[^>]*>", html)
    assert len(gambar) == 2
    assert all("data:image/svg+xml" in g for g in gambar)
    assert "Grafik batang &quot;perkara&quot;, naik 20 persen." in gambar[0]
    assert "Nilai &lt;A&gt; 1,5; &quot;B&quot; *tidak* tersedia." in gambar[1].replace("<A>", "&lt;A&gt;")
    assert "vnd.lkip" not in html and "require" not in html


def test_callouts_footnote_and_metadata(html):
    teks = html_text(html)
    assert "Catatan Isi catatan." in teks
    assert "Judul sendiri Isi peringatan." in teks
    assert "Laporan Polres Contoh tahun 2023." in teks
    assert "Catatan kaki pertama." in teks
    assert "{{<" not in html and ":::" not in html


def test_page_loads_nothing_and_names_no_machine_path(html, tmp_path):
    assert network_addresses(html) == []
    assert "<link" not in html
    assert tmp_path.parts[1] + "/" + tmp_path.parts[2] not in html


def test_pdf_is_marked_up_and_undated(jadi):
    isi = jadi["pdf"].read_bytes()
    assert isi.startswith(b"%PDF-")
    assert b"/Lang" in isi and b"(id)" in isi
    assert b"CreationDate" not in isi and b"ModDate" not in isi
    assert b"/MarkInfo" in isi
    assert b"LibertinusSerif" in isi
    assert b"<pdfuaid:part>1</pdfuaid:part>" in isi, "PDF/UA-1"
    assert b"<rdf:li>id</rdf:li>" in isi and b"Laporan Contoh &amp; Uji" in isi
    assert b"/Outlines" in isi and b"/DisplayDocTitle true" in isi
    assert len(re.findall(rb"/Type\s*/Page\b", isi)) == 10 or b"/ObjStm" in isi


def test_docx_has_numbers_tables_and_alt(jadi):
    with zipfile.ZipFile(io.BytesIO(jadi["docx"].read_bytes())) as arsip:
        dokumen = arsip.read("word/document.xml").decode("utf-8")
        teks = word_text(dokumen)
        for isi in ("BAB I Pendahuluan", "A. Sasaran Satu", "Tabel 2: Temuan penting", "Gambar 1: Tren perkara", "Gambar 2: Skor $x$ *tahun* 2023 [A] @tbl-x", "Bagian II.A"):
            assert isi in teks
        assert "Catatan kaki pertama." in word_text(arsip.read("word/footnotes.xml").decode("utf-8"))
        assert "Grafik batang" in dokumen
        assert "<w:vMerge" in dokumen and "<w:gridSpan" in dokumen
        assert 'w:orient="landscape"' in dokumen
        assert any(n.endswith(".png") for n in arsip.namelist())
        assert "id" in re.findall(r'<w:lang [^>]*w:val="([^"]+)"', arsip.read("word/styles.xml").decode("utf-8") + dokumen)


def test_docx_contents_and_lists_are_filled_and_lead_somewhere(jadi):
    with zipfile.ZipFile(io.BytesIO(jadi["docx"].read_bytes())) as arsip:
        dokumen = arsip.read("word/document.xml").decode("utf-8")
    awal = dokumen[: dokumen.index('<w:pStyle w:val="Heading1" />')]
    teks = word_text(awal)
    for isi in ("Daftar Isi", "BAB I Pendahuluan", "A. Sasaran Satu", "Daftar Tabel", "Tabel 2: Temuan penting", "Daftar Gambar", "Gambar 1: Tren perkara"):
        assert isi in teks
    tujuan = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', awal)
    assert len(tujuan) > 8 and set(tujuan) <= set(re.findall(r'<w:bookmarkStart\b[^>]*?w:name="([^"]+)"', dokumen))
    assert awal.count('w:fldCharType="begin"') == awal.count('w:fldCharType="end"') == 3
    assert awal.index("</w:sdt>") < awal.index("Daftar Tabel"), "a second list inside the frame takes head and foot from LibreOffice"


def test_docx_has_no_frames_around_tables_and_each_paragraph_one_alignment(jadi):
    with zipfile.ZipFile(io.BytesIO(jadi["docx"].read_bytes())) as arsip:
        dokumen = arsip.read("word/document.xml").decode("utf-8")
    assert dokumen.count("<w:tbl>") == len(re.findall(r"<w:tbl>(?:(?!<w:tbl>).)*?</w:tbl>", dokumen, flags=re.DOTALL)), "a table in a table"
    for nama in re.findall(r'<w:bookmarkStart\b[^>]*?w:name="((?:tbl|fig)-[^"]*)"', dokumen):
        gaya = re.search(rf'w:name="{re.escape(nama)}".*?<w:pStyle w:val="(\w+Caption)" />', dokumen, flags=re.DOTALL)
        assert gaya and gaya[1] == ("TableCaption" if nama.startswith("tbl-") else "ImageCaption")
    assert all(len(re.findall("<w:jc ", p)) < 2 for p in re.findall(r"<w:pPr>.*?</w:pPr>", dokumen, flags=re.DOTALL))


def test_docx_keeps_short_tables_whole_and_lists_in_running_size(jadi):
    with zipfile.ZipFile(io.BytesIO(jadi["docx"].read_bytes())) as arsip:
        dokumen = arsip.read("word/document.xml").decode("utf-8")
    for tabel in re.findall(r"<w:tbl>(?:(?!<w:tbl>).)*?</w:tbl>", dokumen, flags=re.DOTALL):
        baris = re.findall(r"<w:tr\b.*?</w:tr>", tabel, flags=re.DOTALL)
        assert len(baris) > 13 or all("<w:keepNext />" in r for r in baris[:-1])
    butir = [p for p in re.findall(r"<w:p>.*?</w:p>", dokumen, flags=re.DOTALL) if "<w:numPr>" in p]
    assert all('<w:pStyle w:val="BodyText" />' in p for p in butir)


def test_docx_has_cover_head_foot_and_rows_that_stay_whole(jadi):
    with zipfile.ZipFile(io.BytesIO(jadi["docx"].read_bytes())) as arsip:
        dokumen = arsip.read("word/document.xml").decode("utf-8")
        kaki = word_text(arsip.read("word/footer1.xml").decode("utf-8"))
    teks = word_text(dokumen)
    urut = ["Kepolisian Negara Republik Indonesia", "Resor Contoh", "Laporan Contoh & Uji", "Nomor: KEP / 06 / II / 2024", "Tanggal: 2 Februari 2024"]
    letak = [teks.index(x) for x in [*urut, "Kata Pengantar"]]
    assert letak == sorted(letak)
    assert kaki.startswith("Halaman 1 dari 1")
    bagian = re.findall(r"<w:sectPr\b.*?</w:sectPr>", dokumen, flags=re.DOTALL)
    assert len(bagian) > 2
    assert all("w:footerReference" in b and "w:headerReference" in b and "<w:pgSz" in b and "<w:pgMar" in b for b in bagian)
    assert ["<w:titlePg />" in b for b in bagian] == [True] + [False] * (len(bagian) - 1)
    assert dokumen.count("<w:cantSplit />") == len(re.findall(r"<w:tr\b(?:(?!<w:tr\b).)*?</w:tr>", dokumen, flags=re.DOTALL)) > 5
    assert "<w:tblHeader" in dokumen
