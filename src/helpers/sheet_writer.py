"""Worksheets as files, their cells written as plain text.

Element by element, as openpyxl writes them, the cells take most of the time of a workbook; everything else of it stays its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from io import BytesIO

from openpyxl.cell import Cell
from openpyxl.compat import safe_string
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

_TEMPAT = "\ue000"  # where the rows go; no cell is written beside it


class PenulisBuku(ExcelWriter):
    """Writes a workbook, the sheets by `_PenulisLembar`."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet into the archive."""
        penulis = _PenulisLembar(ws, BytesIO())
        penulis.write()
        ws._rels = penulis._rels
        self._archive.writestr(ws.path[1:], penulis.read().replace(_TEMPAT.encode(), penulis.baris.encode(), 1))
        self.manifest.append(ws)


class _PenulisLembar(WorksheetWriter):
    """Writes a sheet, rows of texts and numbers as plain text."""

    baris = _TEMPAT

    def write_rows(self) -> None:
        """Leave a place for the rows, where they hold nothing but texts and numbers."""
        if any(s.data_type not in ("s", "n") or s._comment is not None for s in self.ws._cells.values()):
            super().write_rows()
            return
        gaya: dict[int, str] = {}
        self.baris = "".join(self._row(nomor, sel, gaya) for nomor, sel in self.rows())
        xf = self.xf.send(True)
        with xf.element("sheetData"):
            xf.write(_TEMPAT)
        self.xf.send(None)

    def _row(self, nomor: int, sel: list[Cell], gaya: dict[int, str]) -> str:
        ukuran = "".join(f' {k}="{v}"' for k, v in {"r": nomor, **dict(self.ws.row_dimensions.get(nomor, {}))}.items())
        return f"<row{ukuran}>{''.join(self._cells(sel, gaya))}</row>"

    def _cells(self, sel: list[Cell], gaya: dict[int, str]) -> Iterator[str]:
        for s in sel:
            if s._value is None and not s.has_style:
                continue
            if s.hyperlink:
                self.ws._hyperlinks.append(s.hyperlink)
            if id(s._style) not in gaya:  # cells of one look share it; finding its number takes time
                gaya[id(s._style)] = f' s="{s.style_id}"' if s.has_style else ""
            isi, jenis = s._value, "inlineStr" if s.data_type == "s" else s.data_type
            kepala = f'<c r="{s.coordinate}"{gaya[id(s._style)]} t="{jenis}"'
            if isi is None or isi == "":
                yield f"{kepala} />"
            elif s.data_type == "s":
                utuh = ' xml:space="preserve"' if isi.strip() not in ("", isi) else ""
                yield f"{kepala}><is><t{utuh}>{escape(isi, quote=False)}</t></is></c>"
            else:
                angka = safe_string(isi)
                yield f"{kepala}><v>{angka}</v></c>" if angka else f"{kepala}><v /></c>"
