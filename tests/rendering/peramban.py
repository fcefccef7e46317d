"""A page in headless Chromium: scripts of a test run in a copy of it, what they find is sent back."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psutil
import pytest

NAMA = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: Seconds until a condition that never comes, and a browser that never answers, are given up. No test is faster or slower by them.
BATAS_SYARAT, BATAS_PERAMBAN = 120, 1200

#: Given to every script: waits until a condition holds, and returns what it gave.
SAMPAI = """
const sampai = async (syarat) => {
  const akhir = performance.now() + BATAS;
  for (;;) {
    const h = await syarat();
    if (h) return h;
    if (performance.now() > akhir) throw new Error("Tidak pernah terjadi di halaman: " + syarat);
    await new Promise((lanjut) => setTimeout(lanjut, 20));
  }
};
""".replace("BATAS", str(BATAS_SYARAT * 1000))


def find_browser() -> str:
    """Return the browser's path, or skip with the reason."""
    jalur = next(filter(None, map(shutil.which, NAMA)), None)
    if jalur is None:
        pytest.skip("Chromium tidak ada di PATH; halaman tidak diuji di peramban")
    return jalur


@contextmanager
def _receiver():
    """Listen on this machine; gives the address and the queue of what was sent to it."""
    kiriman: queue.Queue[str] = queue.Queue()

    class Penerima(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802
            kiriman.put(self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8"))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Penerima)
    utas = threading.Thread(target=server.serve_forever, daemon=True)
    utas.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", kiriman
    finally:
        server.shutdown()
        server.server_close()
        utas.join()


def _answer(perintah: list[str], kiriman: queue.Queue[str], catatan: Path) -> str:
    """Start the browser, wait for what the page sends, end the browser with all its processes."""
    with catatan.open("wb") as galat, subprocess.Popen(perintah, stdout=subprocess.DEVNULL, stderr=galat) as proses:
        akhir = time.monotonic() + BATAS_PERAMBAN
        try:
            while True:
                hidup = proses.poll() is None
                try:
                    return kiriman.get(timeout=0.2)
                except queue.Empty:
                    pesan = f"peramban {'tidak memberi hasil' if hidup else 'berhenti sendiri'}: "
                    assert hidup and time.monotonic() < akhir, pesan + catatan.read_text(encoding="utf-8", errors="replace")[-2000:]
        finally:
            if proses.poll() is None:   # the command may be a script around the browser
                semua = [psutil.Process(proses.pid), *psutil.Process(proses.pid).children(recursive=True)]
                for p in semua:
                    try:
                        p.kill()
                    except psutil.NoSuchProcess:
                        pass
                psutil.wait_procs(semua[1:], timeout=60)


def run_in_page(halaman: Path, skrip: str, kerja: Path, *, lebar: int = 1280, tema: str = "terang", berkas_js: str = "") -> Any:
    """Run a script in a copy of a page and return what it gives.

    The page runs in real time and as a file, as with a reader. A script never waits for a while, it waits for something:
    ``await sampai(() => condition)`` gives the condition's value once it holds, and fails the test if it never does.

    Parameters
    ----------
    halaman : Path
        The page; it is not changed.
    skrip : str
        Body of an async function; what it returns must be JSON.
    kerja : Path
        Folder for the copy and the browser's profile.
    lebar : int
        Width of the window in pixels.
    tema : str
        ``terang`` or ``gelap``, set as the page's own switch sets it.
    berkas_js : str
        A library the script uses.
    """
    peramban = find_browser()
    folder = Path(mkdtemp(prefix="peramban-", dir=kerja))
    isi = halaman.read_text(encoding="utf-8")
    awal, akhir = isi.index("<head>") + len("<head>"), isi.rindex("</body>")
    kode = json.dumps(SAMPAI + skrip).replace("</", "<\\/")
    catat = (
        "<script>(async function(){let h;try{const Fungsi=(async function(){}).constructor;h={nilai:await new Fungsi(" + kode + ")()}}"
        "catch(e){h={galat:String(e.stack||e)}}parent.postMessage(JSON.stringify(h),'*')})()</script>"
    )
    (folder / "uji.html").write_text(
        f"{isi[:awal]}<script>document.documentElement.dataset.tema='{tema}'</script>{isi[awal:akhir]}"
        f"<script>{berkas_js}</script>{catat}{isi[akhir:]}",
        encoding="utf-8",
    )
    with _receiver() as (alamat, kiriman):
        # a window of its own cannot be as narrow as a phone, a frame can
        (folder / "bingkai.html").write_text(
            "<!DOCTYPE html><html lang='id'><meta charset='utf-8'><title>Uji</title><body style='margin:0'>"
            f"<script>addEventListener('message',(e)=>fetch('{alamat}',{{method:'POST',mode:'no-cors',body:e.data}}))</script>"
            f"<iframe title='Halaman' src='uji.html' style='border:0;width:{lebar}px;height:900px'></iframe></body></html>",
            encoding="utf-8",
        )
        hasil = json.loads(_answer([
            peramban, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-background-timer-throttling",
            "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows", "--proxy-server=direct://",
            f"--user-data-dir={folder / 'profil'}", f"--window-size={lebar + 40},1000", (folder / "bingkai.html").as_uri(),
        ], kiriman, folder / "peramban.log"))
    assert "galat" not in hasil, hasil["galat"]
    return hasil["nilai"]
