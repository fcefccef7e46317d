"""Sheets as an `.ods` file (OpenDocument 1.3): a small part of the format, written directly."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from helpers.rendering.sheets import Bentuk, Lembar, Sel
from helpers.spreadsheet import clean_text, fixed_zip

JENIS = "application/vnd.oasis.opendocument.spreadsheet"
_RUANG = " ".join(f'xmlns:{a}="urn:oasis:names:tc:opendocument:xmlns:{b}:1.0"' for a, b in (
    ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("number", "datastyle"), ("meta", "meta"),
    ("fo", "xsl-fo-compatible"), ("config", "config"),
)) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:ooo="http://openoffice.org/2004/office"'
_KEPALA = '<?xml version="1.0" encoding="UTF-8"?>\n'
_KOTAK = '<style:table-cell-properties fo:border="0.5pt solid #bfbfbf" fo:wrap-option="wrap" style:vertical-align="top"{}/>'
_GAYA = {
    "judul": '<style:text-properties fo:font-weight="bold" fo:font-size="13pt"/>',
    "keterangan": '<style:text-properties fo:font-style="italic" fo:color="#595959"/>',
    "tautan": '<style:table-cell-properties style:vertical-align="top"/><style:text-properties fo:color="#0563c1" style:text-underline-style="solid"/>',
    "isi": _KOTAK.format(""),
    "jumlah": _KOTAK.format("") + '<style:text-properties fo:font-weight="bold"/>',
    "kepala": '<style:table-cell-properties fo:border="0.5pt solid #bfbfbf" fo:wrap-option="wrap" style:vertical-align="middle" '
              'fo:background-color="#1f3a5f"/><style:paragraph-properties fo:text-align="center"/>'
              '<style:text-properties fo:font-weight="bold" fo:color="#ffffff"/>',
}


def ods_bytes(lembar: Sequence[Lembar], judul: str) -> bytes:
    """Return the file of some sheets; the same sheets give the same bytes."""
    versi = f'{_RUANG} office:version="1.3"'
    meta = (f"{_KEPALA}<office:document-meta {versi}><office:meta><meta:generator>lkip</meta:generator>"
            f"<dc:title>{escape(clean_text(judul))}</dc:title><dc:language>id</dc:language></office:meta></office:document-meta>")
    styles = (
        f'{_KEPALA}<office:document-styles {versi}><office:styles><style:default-style style:family="table-cell">'
        '<style:text-properties fo:language="id" fo:country="ID"/></style:default-style></office:styles><office:automatic-styles>'
        '<style:page-layout style:name="rebah"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" '
        'style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Default" style:page-layout-name="rebah"/>'
        "</office:master-styles></office:document-styles>")
    daftar = "".join(
        f'<manifest:file-entry manifest:full-path="{j}" manifest:media-type="{t}"/>'
        for j, t in (("/", JENIS), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml"), ("settings.xml", "text/xml")))
    manifes = (f'{_KEPALA}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
               f'manifest:version="1.3">{daftar}</manifest:manifest>')
    bagian = (("mimetype", JENIS), ("content.xml", _content(lembar, versi)), ("styles.xml", styles), ("meta.xml", meta),
              ("settings.xml", _settings(lembar, versi)), ("META-INF/manifest.xml", manifes))
    return fixed_zip(((nama, isi.encode("utf-8")) for nama, isi in bagian), utuh=frozenset({"mimetype"}))


def _content(lembar: Sequence[Lembar], versi: str) -> str:
    """Return the sheets, and before them the styles they use."""
    bentuk = {b: n for n, b in enumerate(dict.fromkeys(s.bentuk for x in lembar for s in x.sel.values() if s.bentuk))}
    lebar = sorted({n for x in lembar for n in x.lebar})
    gaya = dict.fromkeys((s.gaya, s.bentuk) for x in lembar for s in x.sel.values())
    tabel = "".join(_table(x, bentuk) for x in lembar)
    return (
        f"{_KEPALA}<office:document-content {versi}><office:automatic-styles>"
        '<style:style style:name="lembar" style:family="table" style:master-page-name="Default"><style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="baris" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
        + "".join(f'<style:style style:name="k{n}" style:family="table-column"><style:table-column-properties '
                  f'style:column-width="{n * 0.2:.2f}cm"/></style:style>' for n in lebar)
        + "".join(_number_style(n, b) for b, n in bentuk.items())
        + "".join(
            f'<style:style style:name="{_style_name(g, b, bentuk)}" style:family="table-cell"'
            + (f' style:data-style-name="N{bentuk[b]}"' if b else "") + f">{_GAYA[g]}</style:style>" for g, b in gaya)
        + f"</office:automatic-styles><office:body><office:spreadsheet>{tabel}</office:spreadsheet></office:body></office:document-content>")


def _number_style(n: int, b: Bentuk) -> str:
    unsur = "percentage-style" if b.persen else "number-style"

    def satu(nama: str, awalan: str, peta: str = "") -> str:
        tanda = f"<number:text>{awalan}</number:text>" if awalan else ""
        angka = (f'<number:number number:decimal-places="{b.desimal}" number:min-decimal-places="{b.desimal}" '
                 f'number:min-integer-digits="1" number:grouping="{str(b.ribuan or b.rupiah).lower()}"/>')
        persen = "<number:text>%</number:text>" if b.persen else ""
        sementara = ' style:volatile="true"' if nama.endswith(("P0", "P1")) else ""
        return (f'<number:{unsur} style:name="{nama}" number:language="id" number:country="ID"{sementara}>'
                f"{tanda}{angka}{persen}{peta}</number:{unsur}>")

    rupiah = "Rp" if b.rupiah else ""
    if not b.tanda:
        return satu(f"N{n}", rupiah)
    peta = "".join(f'<style:map style:condition="value(){b}0" style:apply-style-name="N{n}{p}"/>' for b, p in (("&gt;", "P0"), ("&lt;", "P1")))
    return satu(f"N{n}P0", "+" + rupiah) + satu(f"N{n}P1", "−" + rupiah) + satu(f"N{n}", rupiah, peta)


def _style_name(gaya: str, b: Bentuk | None, bentuk: dict[Bentuk, int]) -> str:
    return f"{gaya}-{bentuk[b]}" if b else gaya


def _table(lembar: Lembar, bentuk: dict[Bentuk, int]) -> str:
    """Return one sheet."""
    kolom = len(lembar.lebar)
    tertutup = {(b + i, k + j) for (b, k), s in lembar.sel.items() for i in range(s.baris) for j in range(s.kolom) if i or j}
    baris = []
    for b in range(1, max(b for b, _ in lembar.sel) + 1):
        isi = "".join(
            _cell(lembar.sel[b, k], bentuk) if (b, k) in lembar.sel
            else "<table:covered-table-cell/>" if (b, k) in tertutup else "<table:table-cell/>"
            for k in range(1, kolom + 1))
        satu = f'<table:table-row table:style-name="baris">{isi}</table:table-row>'
        if b == lembar.kepala[0]:
            satu = "<table:table-header-rows>" + satu
        if b == lembar.kepala[1]:
            satu += "</table:table-header-rows>"
        baris.append(satu)
    kolom_xml = "".join(f'<table:table-column table:style-name="k{n}"/>' for n in lembar.lebar)
    return f'<table:table table:name="{escape(lembar.nama)}" table:style-name="lembar">{kolom_xml}{"".join(baris)}</table:table>'


def _cell(s: Sel, bentuk: dict[Bentuk, int]) -> str:
    """Return one cell; text is a string whatever it begins with, and no cell has a formula."""
    atribut = f' table:style-name="{_style_name(s.gaya, s.bentuk, bentuk)}"'
    if s.kolom > 1 or s.baris > 1:
        atribut += f' table:number-columns-spanned="{s.kolom}" table:number-rows-spanned="{s.baris}"'
    if not isinstance(s.nilai, str):
        jenis = "percentage" if s.bentuk and s.bentuk.persen else "float"
        return f'<table:table-cell{atribut} office:value-type="{jenis}" office:value="{s.nilai!r}"/>'
    if not s.nilai:
        return f"<table:table-cell{atribut}/>"
    alinea = "".join(f"<text:p>{_text(t, s.tujuan)}</text:p>" for t in clean_text(s.nilai).split("\n"))
    return f'<table:table-cell{atribut} office:value-type="string">{alinea}</table:table-cell>'


def _text(teks: str, tujuan: str) -> str:
    aman = escape(teks, quote=False)
    if not tujuan:
        return aman
    alamat = escape(f"#'{tujuan}'.A1")
    return f'<text:a xlink:type="simple" xlink:href="{alamat}">{aman}</text:a>'


def _settings(lembar: Sequence[Lembar], versi: str) -> str:
    """Return what stays in sight while scrolling."""
    def butir(nama: str, jenis: str, nilai: int | str) -> str:
        return f'<config:config-item config:name="{nama}" config:type="{jenis}">{nilai}</config:config-item>'

    peta = []
    for x in lembar:
        b, k = x.beku
        isi = [butir("ActiveSplitRange", "short", 3 if k else 2)] if b or k else []
        for arah, letak, sisi in (("Vertical", b, "Bottom"), ("Horizontal", k, "Right")):
            if letak:
                isi += [butir(f"{arah}SplitMode", "short", 2), butir(f"{arah}SplitPosition", "int", letak), butir(f"Position{sisi}", "int", letak)]
        peta.append(f'<config:config-item-map-entry config:name="{escape(x.nama)}">{"".join(isi)}</config:config-item-map-entry>')
    return (
        f'{_KEPALA}<office:document-settings {versi}><office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>' + butir("ViewId", "string", "view1")
        + f'<config:config-item-map-named config:name="Tables">{"".join(peta)}</config:config-item-map-named>'
        + butir("ActiveTable", "string", escape(lembar[0].nama))
        + "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>")
