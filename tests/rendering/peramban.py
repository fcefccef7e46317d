"""A page in headless Chromium: scripts of a test run in a copy of it, what they find is read back."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

NAMA = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HASIL = re.compile(r'<pre id="hasil-uji">(.*?)</pre>', flags=re.DOTALL)


def find_browser() -> str:
    """Return the browser's path, or skip with the reason."""
    jalur = next(filter(None, map(shutil.which, NAMA)), None)
    if jalur is None:
        pytest.skip("Chromium tidak ada di PATH; halaman tidak diuji di peramban")
    return jalur


def run_in_page(halaman: Path, skrip: str, kerja: Path, *, lebar: int = 1280, tema: str = "terang", berkas_js: str = "") -> Any:
    """Run a script in a copy of a page and return what it gives.

    Parameters
    ----------
    halaman : Path
        The page; it is not changed.
    skrip : str
        Body of an async function; what it returns must be JSON.
    kerja : Path
        Empty folder for the copy and the browser's profile.
    lebar : int
        Width of the window in pixels.
    tema : str
        ``terang`` or ``gelap``, set as the page's own switch sets it.
    berkas_js : str
        A library the script uses.
    """
    isi = halaman.read_text(encoding="utf-8")
    awal, akhir = isi.index("<head>") + len("<head>"), isi.rindex("</body>")
    catat = (
        "<script>(async function(){let h;try{h={nilai:await(async function(){" + skrip + "})()}}catch(e){h={galat:String(e.stack||e)}}"
        "parent.postMessage(JSON.stringify(h),'*')})()</script>"
    )
    salinan = kerja / f"uji-{lebar}-{tema}.html"
    salinan.write_text(
        f"{isi[:awal]}<script>document.documentElement.dataset.tema='{tema}'</script>{isi[awal:akhir]}"
        f"<script>{berkas_js}</script>{catat}{isi[akhir:]}",
        encoding="utf-8",
    )
    # a window of its own cannot be as narrow as a phone, a frame can
    bingkai = kerja / f"bingkai-{lebar}-{tema}.html"
    bingkai.write_text(
        "<!DOCTYPE html><html lang='id'><title>Uji</title><body style='margin:0'>"
        "<script>addEventListener('message',function(e){const p=document.createElement('pre');p.id='hasil-uji';"
        "p.textContent=e.data;document.body.append(p)})</script>"
        f"<iframe title='Halaman' src='{salinan.name}' style='border:0;width:{lebar}px;height:900px'></iframe></body></html>",
        encoding="utf-8",
    )
    perintah = [
        find_browser(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", f"--user-data-dir={kerja / 'profil'}", f"--window-size={lebar + 40},1000",
        "--virtual-time-budget=60000", "--dump-dom", bingkai.as_uri(),
    ]
    jalan = subprocess.run(perintah, capture_output=True, encoding="utf-8", errors="replace", timeout=300, check=False)
    cocok = HASIL.search(jalan.stdout)
    assert cocok, f"peramban tidak memberi hasil: {jalan.stderr[-2000:]}"
    hasil = json.loads(unescape(cocok.group(1)))
    assert "galat" not in hasil, hasil["galat"]
    return hasil["nilai"]
