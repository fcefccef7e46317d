"""The cards of the HTML page: what `angka.json` says, packed small for the page's own script (`report/gaya/kartu.js`).

A number is known in the page by its place in `angka.json`, in base 36. Texts that repeat stand once in ``teks``; a
card holds their places. What is empty is left out.
"""

from __future__ import annotations

import json
from typing import Any

from helpers.lineage.computed import HITUNGAN
from helpers.validation.findings import NAMA_KELUARGA

_DIGIT = "0123456789abcdefghijklmnopqrstuvwxyz"
_KELUARGA = {"batas": NAMA_KELUARGA["rentang"], **NAMA_KELUARGA}


def short_ids(isi: dict) -> dict[str, str]:
    """Return the short id of every number, by its id."""
    return {nomor: base36(i) for i, nomor in enumerate(isi["angka"])}


def base36(n: int) -> str:
    """Write a whole number in base 36."""
    teks = _DIGIT[n % 36]
    while n := n // 36:
        teks = _DIGIT[n % 36] + teks
    return teks


def pack_cards(isi: dict) -> bytes:
    """Return the data of all cards as compact JSON.

    Parameters
    ----------
    isi : dict
        What `helpers.lineage.numbers.describe_numbers` returned.
    """
    k = _Kumpulan(isi)
    angka = [k.card(nomor, a) for nomor, a in isi["angka"].items()]
    data = {"notebook": isi["notebook"], "tabel": k.tables(), "temuan": k.temuan, "teks": list(k.teks), "angka": angka}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


class _Kumpulan:
    """Collects texts, tables and findings that cards share."""

    def __init__(self, isi: dict):
        self.isi = isi
        self.teks: dict[str, int] = {}
        self.temuan: dict[str, list[str]] = {}
        self.letak = {nomor: i for i, nomor in enumerate(isi["angka"])}
        self.tabel = {nama: i for i, nama in enumerate(isi["tabel"])}

    def text(self, teks: str) -> int:
        return self.teks.setdefault(teks, len(self.teks))

    def tables(self) -> list[dict[str, Any]]:
        return [{"nama": nama, **{k: v for k, v in t.items() if v}} for nama, t in self.isi["tabel"].items()]

    def places(self, nomor: list[str]) -> list[int]:
        return [self.letak[i] for i in nomor if i in self.letak]

    def card(self, nomor: str, a: dict) -> dict[str, Any]:
        """Return the data of one card."""
        terkait = a.get("temuan_terkait", [])
        for t in (*a["temuan"], *terkait):
            self.temuan.setdefault(t["nomor"], [t["id"], t["judul"]])
        umum = {"nama": self.text(a["nama"]), "satuan": a["satuan"] and self.text(a["satuan"]), "nilai": a["nilai"], "desimal": a.get("presisi"),
                "temuan": [t["nomor"] for t in a["temuan"]],
                "terkait": [t["nomor"] for t in terkait], "di": [self.text(x) for x in a["diterbitkan_di"]]}
        sendiri = self._computed(nomor, a) if a["jenis"] == HITUNGAN else self._printed(nomor, a)
        return {k: v for k, v in (umum | sendiri).items() if v not in ("", None, [])}

    def _printed(self, nomor: str, a: dict) -> dict[str, Any]:
        s = a["sel"]
        sisa = nomor.removeprefix(f"{s['tabel']}:{s['baris']}:{s['kolom']}")   # the k-th of several values in one cell
        return {"wilayah": self.text(a["wilayah"]), "tahun": a["tahun"], "periode": a["periode"], "tercetak": a["tercetak"],
                "sel": [self.tabel[s["tabel"]], s["baris"], self.text(s["kolom"]), *([sisa] if sisa else [])],
                "periksa": [[self.text(_KELUARGA.get(p["aturan"].split(".")[0], p["aturan"])), self.text(p["kedudukan"]), p["perhitungan"],
                             int(p["sesuai"]), self.places(p["masukan"])] for p in a["pemeriksaan"]]}

    def _computed(self, nomor: str, a: dict) -> dict[str, Any]:
        return {"id": nomor, "rumus": self.text(a["rumus"]), "hitungan": a["perhitungan"], "kedudukan": a["kedudukan"] and self.text(a["kedudukan"]),
                "catatan": a["catatan"] and self.text(a["catatan"]), "masukan": self.places(a["masukan"])}
