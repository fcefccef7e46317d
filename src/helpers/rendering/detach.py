"""Take the network out of a page that another program made: what it would load, run or lead to elsewhere."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from helpers.rendering.errors import KesalahanRender
from helpers.rendering.offline import network_addresses

#: Elements that go with all they hold, and elements that stand alone.
_BUANG_ISI = {"script", "iframe", "object", "noscript", "template", "audio", "video", "form", "button"}
_BUANG = {"link", "base", "embed", "source", "track", "input"}
_TANPA_TUTUP = {"area", "br", "col", "hr", "img", "input", "meta", "wbr"}
#: Attributes a browser loads from or sends to.
_MEMUAT = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "manifest", "xlink:href", "longdesc", "cite"}
_GAYA_MEMUAT = re.compile(r"@import[^;]*;?|(?:url|image-set|src)\([^)]*\)", flags=re.IGNORECASE)
#: What the browser itself is told: nothing from anywhere.
_KEBIJAKAN = ("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
              "base-uri 'none'; form-action 'none'\">")


class _Penulis(HTMLParser):
    """Writes a page anew without what reaches out of it."""

    def __init__(self, tautan: dict[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.keluaran: list[str] = []
        self.tautan = tautan
        self._dibuang: list[str] = []
        self._gaya = False

    def handle_decl(self, decl: str) -> None:
        self.keluaran.append(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dibuang:
            self._dibuang += [tag] if tag == self._dibuang[0] else []
            return
        if tag in _BUANG_ISI:
            self._dibuang = [tag]
            return
        isi = dict(attrs)
        if tag in _BUANG or (tag == "img" and not (isi.get("src") or "").startswith("data:")) or (tag == "meta" and "http-equiv" in isi):
            return
        self._gaya = tag == "style"
        tulis = "".join(self._attribute(tag, k, v) for k, v in attrs)
        self.keluaran.append(f"<{tag}{tulis}>" + (_KEBIJAKAN if tag == "head" else ""))

    def _attribute(self, tag: str, nama: str, nilai: str | None) -> str:
        nilai = nilai or ""
        if nama.startswith("on") or (nama in _MEMUAT and not (tag == "img" and nama == "src")):
            return ""
        if nama == "href":
            nilai = self.tautan.get(nilai, nilai if nilai.startswith("#") else "")
            if tag != "a" or not nilai:
                return ""
        if nama == "style":
            nilai = _GAYA_MEMUAT.sub("none", nilai)
        return f' {nama}="{escape(nilai)}"'

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _TANPA_TUTUP and tag not in _BUANG:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._dibuang:
            if tag == self._dibuang[0]:
                self._dibuang.pop()
            return
        self._gaya = self._gaya and tag != "style"
        if tag not in _BUANG and tag not in _TANPA_TUTUP:
            self.keluaran.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._dibuang:
            self.keluaran.append(_GAYA_MEMUAT.sub("none", data) if self._gaya else data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def detach(teks: str, *, nama: str, kepala: str = "", awal: str = "", tautan: dict[str, str] | None = None) -> str:
    """Return a page that loads nothing, runs nothing and leads nowhere but where it is told.

    Parameters
    ----------
    teks : str
        The page.
    nama : str
        File name, for messages.
    kepala : str
        HTML added at the end of the head, such as a style.
    awal : str
        HTML added at the beginning of the body.
    tautan : dict of str to str, optional
        Where links to other pages lead now; those not named, outside addresses among them, are taken out.

    Raises
    ------
    KesalahanRender
        When the page would still load something.
    """
    penulis = _Penulis(tautan or {})
    penulis.feed(teks)
    penulis.close()
    hasil = "".join(penulis.keluaran)
    hasil = re.sub(r"[ \t]+\n", "\n", re.sub(r"\n\s*\n+", "\n", hasil))
    hasil = hasil.replace("</head>", f"{kepala}</head>", 1)
    hasil = re.sub(r"<body[^>]*>", lambda c: c.group(0) + awal, hasil, count=1)
    if alamat := network_addresses(hasil):
        raise KesalahanRender(f"{nama}: halaman masih memuat {alamat[0]} dari jaringan.")
    return hasil
