"""Texts of an action plan: what is missing, units, numbering, owners, leftovers of a form, and officials of another office.

Every check yields a row for each instance; `lebih` is 1 where it fails.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from helpers.methodology.rules import Metodologi
from helpers.numbers import parse_number
from helpers.sources.facts import Fakta
from helpers.sources.owners import parse_owners
from helpers.sources.plan import Butir, Rencana, split_label
from helpers.validation.residuals import Residu

_TAHUN = re.compile(r"\b(20\d\d)\b")
_SENDIRI = ("polres", "polsek")


class PemeriksaTeks:
    """Checks what a plan says beside its numbers.

    Parameters
    ----------
    rencana : Rencana
    m : Metodologi
    fakta : dict of str to Fakta
        The facts, by `fakta_id`.
    """

    def __init__(self, rencana: Rencana, m: Metodologi, fakta: dict[str, Fakta]):
        self.rencana, self.m, self.fakta = rencana, m, fakta
        self.menurut_kode: dict[str, list[Fakta]] = {}
        for f in fakta.values():
            self.menurut_kode.setdefault(f.kode, []).append(f)

    def check(self) -> Iterator[Residu]:
        """Yield every instance."""
        for b in self.rencana.butir.values():
            yield from self._targets(b) if b.jenis == "indikator" else self._steps(b)
            yield from self._blank_quarters(b)
            yield from self._units(b)
        yield from self._lone_numbers()
        yield from self._numbering()
        for f in self.fakta.values():
            if f.keadaan == "jabatan":
                yield from self._offices(f)
            if f.keadaan in ("teks", "jabatan"):
                yield from self._leftovers(f)
                yield from self._years(f)

    # ------------------------------------------------------------------ what is missing

    def _targets(self, b: Butir) -> Iterator[Residu]:
        """An indicator has an annual target, a plan by quarters, and an owner."""
        teks = self._text(b)
        ada = bool(b.target and b.target.ada)
        yield self._row("kelengkapan.target_setahun", b.kode, self.fakta[b.target.fakta_id] if b.target else teks, not ada, f"{b.nama}: target setahun tidak tercetak", [teks])
        if ada and b.sifat.triwulanan:
            yield self._row("kelengkapan.rencana_triwulan", b.kode, self.fakta[b.target.fakta_id], not self._planned(b),
                            f"{b.nama}: target setahun {b.target.teks} tidak memiliki rencana triwulan, sendiri maupun melalui langkahnya",
                            [self.fakta[s.fakta_id] for s in b.triwulan])
        if b.pemilik_sel:
            yield self._row("kelengkapan.penanggung_jawab", b.kode, self.fakta[b.pemilik_sel.fakta_id], not b.pemilik,
                            f"{b.nama}: tidak ada penanggung jawab yang tercetak pada barisnya atau di atasnya untuk indikator yang sama", [teks])

    def _planned(self, b: Butir) -> bool:
        """Whether the year can be followed by quarters: by its own, those of its steps, or those of the sum it is part of."""
        r = self.rencana.butir
        if b.terencana or any(h.kode == b.kode and h.jenis in ("sama", "jumlah") and any(k in r and r[k].terencana for k in h.langkah) for h in self.m.rencana.hubungan):
            return True
        return any(x.aturan.keluarga == "jumlah_bagian" and b.kode in x.rumus.nama and x.aturan.kode in r and r[x.aturan.kode].terencana for x in self.m.rumus)

    def _steps(self, b: Butir) -> Iterator[Residu]:
        """A step that prints quarters plans something in at least one."""
        if b.triwulan:
            cetak = "; ".join(s.teks or "kosong" for s in b.triwulan)
            yield self._row("kelengkapan.langkah_tanpa_rencana", b.kode, self.fakta[b.triwulan[0].fakta_id], not b.terencana,
                            f"{b.nama}: tidak direncanakan pada satu triwulan pun ({cetak})", [self.fakta[s.fakta_id] for s in b.triwulan[1:]])

    def _blank_quarters(self, b: Butir) -> Iterator[Residu]:
        """Of a plan with numbers no quarter is left blank; a dash says that there is none."""
        if b.terencana:
            kosong = [self.fakta[s.fakta_id] for s in b.triwulan if s.keadaan == "kosong"]
            utama, *lain = kosong or [self.fakta[s.fakta_id] for s in b.triwulan if s.ada]
            nama = ", ".join(f.periode[2] for f in kosong)
            yield self._row("kelengkapan.triwulan_kosong", b.kode, utama, bool(kosong), f"{b.nama}: triwulan {nama} dikosongkan, bukan tanda - seperti rencana lain", lain)

    # ------------------------------------------------------------------ units

    def _units(self, b: Butir) -> Iterator[Residu]:
        """The unit beside a number is the quantity's, is the same in the whole plan, and is there."""
        sel = [self.fakta[s.fakta_id] for s in (*(x for x in [b.target] if x), *b.triwulan) if s.ada and self.fakta[s.fakta_id].jenis == "tabel"]
        if not sel:
            return
        satuan = self.m.unit(b.kode)
        tercetak = {f.fakta_id: printed_unit(f.nilai_teks, satuan.jenis) for f in sel}
        # a per cent sign on what is no percentage is told by the facts themselves
        lain = [f for f in sel if (t := tercetak[f.fakta_id]) and t not in satuan.tercetak and t != "%"]
        cetak = "; ".join(dict.fromkeys(f.nilai_teks for f in lain))
        yield self._row("kelengkapan.satuan_lain", b.kode, (lain or sel)[0], bool(lain), f"{b.nama}: tercetak {cetak}, padahal satuannya {satuan.lambang}", lain[1:] if lain else sel[1:])
        if len(sel) > 1:
            ragam = list(dict.fromkeys(tercetak.values()))
            campur = [next(f for f in sel if tercetak[f.fakta_id] == t) for t in ragam]
            yield self._row("kelengkapan.satuan_campur", b.kode, campur[-1], len(ragam) > 1,
                            f"{b.nama}: target dan triwulannya tercetak dengan satuan yang berbeda ({'; '.join(f.nilai_teks for f in campur)})", [f for f in sel if f is not campur[-1]])
        if satuan.tercetak:
            tanpa = not any(tercetak.values())
            yield self._row("kelengkapan.satuan_kosong", b.kode, sel[0], tanpa, f"{b.nama}: {'; '.join(f.nilai_teks for f in sel)} tanpa satuan", [])

    # ------------------------------------------------------------------ numbering

    def _lone_numbers(self) -> Iterator[Residu]:
        """What stands in the column of indicators is an indicator, not a number alone."""
        for b in self.rencana.indikator:
            if teks := self._text(b):
                yield self._row("kelengkapan.nomor_lepas", teks.kode, teks, False, "nomor di depan indikatornya", [])
        for f in self.menurut_kode.get("dokumen.nomor_lepas", ()):
            if f.keadaan == "teks":
                yield self._row("kelengkapan.nomor_lepas", f.kode, f, True, f"nomor “{f.nilai_teks}” berdiri sendiri di samping langkah, tanpa indikator", [])

    def _numbering(self) -> Iterator[Residu]:
        """Neighbours are all numbered or none, in one style, from the first on without gap or repetition."""
        butir = self.rencana.butir
        tetangga: dict[tuple[str, str], list[Butir]] = {}
        for b in butir.values():
            tetangga.setdefault((b.induk or b.sasaran, b.jenis), []).append(b)
        lepas = [(f.baris, *_style(split_label(f.nilai_teks)[0])) for f in self.menurut_kode.get("dokumen.nomor_lepas", ()) if f.keadaan == "teks"]
        for (_, jenis), isi in tetangga.items():
            tanda = [(b.baris, *_style(b.nomor)) for b in isi]
            if jenis == "indikator" and len(isi) > 1:  # a number alone between them counts, or each would be told twice
                akhir = max([b.baris for b in isi] + [x.baris for b in isi for x in self.rencana.below(b.kode)])
                tanda += [t for t in lepas if isi[0].baris < t[0] <= akhir and t[1] == tanda[0][1]]
            sebab = _fault([t[1:] for t in sorted(tanda, key=lambda t: t[0])])
            teks = [f for b in isi if (f := self._text(b))]
            if teks and (len(isi) > 1 or isi[0].nomor):
                urutan = "; ".join(b.nomor or "(tanpa nomor)" for b in isi)
                nama = {"indikator": "indikator", "langkah": "langkah"}[jenis]
                yield self._row("kelengkapan.urutan_butir", isi[0].kode, teks[0], bool(sebab), f"{nama} “{isi[0].uraian[:60]}” dan seterusnya bernomor {urutan}: {sebab}", teks[1:])

    # ------------------------------------------------------------------ owners and officials, leftovers, years

    def _offices(self, f: Fakta) -> Iterator[Residu]:
        """Owners are offices that are known, and nobody of another office owns or approves the plan."""
        pemilik, asing = parse_owners(f.nilai_teks, self.m)
        yield self._row("kelengkapan.jabatan", f.kode, f, bool(asing), f"“{asing.title()}” bukan jabatan yang dikenal", [])
        luar = [p.nama for p in pemilik if p.tingkat not in _SENDIRI]
        yield self._row("kelengkapan.pejabat_lain", f.kode, f, bool(luar), f"“{f.nilai_teks}” adalah pejabat di luar Polres", [])

    def _leftovers(self, f: Fakta) -> Iterator[Residu]:
        sisa = next((s for s in self.m.rencana.sisa_formulir if re.search(s.pola, f.nilai_teks.strip())), None)
        yield self._row("kelengkapan.sisa_formulir", f.kode, f, sisa is not None, f"“{f.nilai_teks}”: {sisa.arti}" if sisa else "tidak ada sisa formulir", [])

    def _years(self, f: Fakta) -> Iterator[Residu]:
        if tahun := [int(t) for t in _TAHUN.findall(f.nilai_teks)]:
            jauh = sorted({t for t in tahun if abs(t - f.tahun) > 1})
            yield self._row("kelengkapan.tahun_uraian", f.kode, f, bool(jauh), f"“{f.nilai_teks[:60]}” menyebut tahun {', '.join(map(str, jauh))}", [])

    def _text(self, b: Butir) -> Fakta | None:
        return self.fakta.get(b.uraian_id)

    def _row(self, relasi: str, kode: str, f: Fakta, gagal: bool, teks: str, lain: Iterable[Fakta | None]) -> Residu:
        return Residu(relasi, "kelengkapan", f.sumber, kode, f.wilayah, f.tahun, f.periode, math.nan, math.nan, math.nan, 0.0, float(gagal), teks, f.fakta_id,
                      ";".join(dict.fromkeys(x.fakta_id for x in lain if x is not None)), "asumsi")


def printed_unit(teks: str, jenis: str) -> str:
    """Return the words beside a printed number, in small letters."""
    return " ".join(parse_number(teks, jenis, persen=True).satuan_tercetak.lower().split())


def _style(nomor: str) -> tuple[str, int]:
    """Return how a number is written, and its place in the order: ``b.`` is ``("a.", 2)``."""
    if not nomor:
        return "", 0
    inti = nomor.rstrip(".)")
    gaya = nomor[len(inti):] or "."
    return ("1" + gaya, int(inti)) if inti.isdigit() else ("a" + gaya, ord(inti) - ord("a") + 1)


def _fault(tanda: Sequence[tuple[str, int]]) -> str:
    """Say what is wrong with the numbers of neighbours; empty when nothing is."""
    bernomor = [t for t in tanda if t[0]]
    if not bernomor:
        return ""
    masalah = []
    if len(bernomor) < len(tanda):
        masalah.append("sebagian tidak bernomor")
    if len({g for g, _ in bernomor}) > 1:
        masalah.append("cara penomorannya berganti")
    elif [n for _, n in bernomor] != list(range(1, len(bernomor) + 1)):
        masalah.append("nomornya tidak urut dari awal")
    return " dan ".join(masalah)
