"""LibreOffice as a user's spreadsheet: it opens a workbook, types into cells, and saves it in its own way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

_ISI = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {jenis} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{dtd}">\n{isi}\n'
_LIB = "http://openoffice.org/2000/library"


def program() -> str:
    """Return LibreOffice's command; the test is skipped, and says so, where there is none."""
    ada = shutil.which("soffice") or shutil.which("libreoffice")
    if not ada:
        pytest.skip("LibreOffice tidak terpasang: buku tidak dibuka dan disimpan ulang (Debian: apt-get install libreoffice-calc)")
    return ada


def edit(berkas: Path, ke: Path, isi: Mapping[tuple[str, str], object]) -> Path:
    """Open a workbook, type what a user would type, and save it as Excel; locked cells stay as they are.

    Parameters
    ----------
    berkas : Path
    ke : Path
        An existing folder for the result and LibreOffice's profile.
    isi : mapping
        Sheet and cell to what is typed: a number, or text as it is typed into the cell.
    """
    hasil = ke / berkas.name
    ketik = [f'Ketik(d, "{lembar}", "{sel}", "{str(x).replace(chr(34), chr(34) * 2)}")' if isinstance(x, str) else f'Angka(d, "{lembar}", "{sel}", {x})'
             for (lembar, sel), x in isi.items()]
    lo = [program(), "--headless", "--norestore", f"-env:UserInstallation={(ke / 'profil').as_uri()}"]
    _run([*lo, "--terminate_after_init"])  # the first start writes the profile
    _macro(ke / "profil", f'''
Function Petak(d, lembar, sel)
  Petak = d.Sheets.getByName(lembar).getCellRangeByName(sel)
End Function
Sub Ketik(d, lembar, sel, teks)
  On Error Resume Next
  Petak(d, lembar, sel).FormulaLocal = teks
End Sub
Sub Angka(d, lembar, sel, nilai)
  On Error Resume Next
  Petak(d, lembar, sel).Value = nilai
End Sub
Sub Edit
  Dim p(0) As New com.sun.star.beans.PropertyValue
  p(0).Name = "Hidden"
  p(0).Value = True
  d = StarDesktop.loadComponentFromURL("{berkas.as_uri()}", "_blank", 0, p())
  {chr(10).join(f"  {k}" for k in ketik).strip()}
  d.calculateAll()
  Dim s(0) As New com.sun.star.beans.PropertyValue
  s(0).Name = "FilterName"
  s(0).Value = "Calc MS Excel 2007 XML"
  d.storeToURL("{hasil.as_uri()}", s())
  d.close(True)
  StarDesktop.terminate()
End Sub''')
    _run([*lo, "macro:///Standard.Module1.Edit"])
    assert hasil.is_file(), "LibreOffice tidak menyimpan buku"
    return hasil


def save_again(berkas: Path, ke: Path) -> Path:
    """Open a workbook and save it again as Excel."""
    _run([program(), "--headless", "--norestore", f"-env:UserInstallation={(ke / 'profil').as_uri()}", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(ke), str(berkas)])
    return ke / berkas.name


def _run(perintah: list[str]) -> None:
    """Run LibreOffice to its end; one that hangs is ended with all it started."""
    proses = subprocess.Popen(perintah, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    try:
        assert proses.wait(timeout=1800) == 0
    except subprocess.TimeoutExpired:
        os.killpg(proses.pid, signal.SIGKILL) if hasattr(os, "killpg") else proses.kill()
        raise


def _macro(profil: Path, basic: str) -> None:
    """Put a macro into a profile of LibreOffice."""
    folder = profil / "user" / "basic" / "Standard"
    folder.mkdir(parents=True, exist_ok=True)
    modul = f'<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{escape(basic)}</script:module>'
    (folder / "Module1.xba").write_text(_ISI.format(jenis="script:module", dtd="module.dtd", isi=modul), encoding="utf-8")
    daftar = f'<library:library xmlns:library="{_LIB}" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>'
    (folder / "script.xlb").write_text(_ISI.format(jenis="library:library", dtd="library.dtd", isi=daftar), encoding="utf-8")
    semua = (f'<library:libraries xmlns:library="{_LIB}" xmlns:xlink="http://www.w3.org/1999/xlink">'
             '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/></library:libraries>')
    (folder.parent / "script.xlc").write_text(_ISI.format(jenis="library:libraries", dtd="libraries.dtd", isi=semua), encoding="utf-8")
