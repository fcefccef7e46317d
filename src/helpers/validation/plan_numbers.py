"""Numbers of an action plan: quarters against the annual target by kind, steps against indicators, and the direction of targets.

Sums, last values, and means of four printed quarters are checked with all other tables (`helpers.validation.relations`);
here is what only a plan has.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from helpers.methodology.rules import Metodologi
from helpers.numbers import format_number
from helpers.sources.facts import Fakta
from helpers.sources.plan import TRIWULAN, Butir, Rencana, Sel
from helpers.validation.plan_texts import printed_unit
from helpers.validation.residuals import Nilai, Residu
from helpers.validation.values import SEDIKIT

_PALING_SEDIKIT_SAMA = 3
_SEJAJAR = 0.01
_HAMPIR = 0.05
#: A number of so many digits is not planned anew by one of them.
_BANYAK_ANGKA = 4


class PemeriksaAngka:
    """Checks the numbers of a plan.

    Parameters
    ----------
    rencana : Rencana
    m : Metodologi
    fakta : dict of str to Fakta
        The facts, by `fakta_id`.
    """

    def __init__(self, rencana: Rencana, m: Metodologi, fakta: dict[str, Fakta]):
        self.rencana, self.m, self.fakta = rencana, m, fakta

    def check(self) -> Iterator[Residu]:
        """Yield every instance."""
        for b in self.rencana.butir.values():
            isi = {s.periode: self._value(s) for s in b.triwulan if s.ada}
            setahun = self._value(b.target) if b.target and b.target.ada else None
            if isi:
                yield from getattr(self, f"_{b.sifat.jenis}")(b, isi, setahun)
                yield from self._direction(b, isi)
                yield from self._slip(b, isi)
            if setahun:
                yield from self._agreed(b, setahun)
                yield from self._counts(b, isi)
        for h in self.m.rencana.hubungan:
            if h.kode in self.rencana.butir:
                yield from getattr(self, f"_hubungan_{h.jenis}")(h)

    # ------------------------------------------------------------------ quarters against the year

    def _aditif(self, b: Butir, isi: dict[str, Nilai], setahun: Nilai | None) -> Iterator[Residu]:
        if setahun and len(isi) < len(TRIWULAN):  # with four numbers it is an aggregation like all others
            jumlah = sum(v.nilai for v in isi.values())
            yield self._row("agregasi.jumlah", "agregasi", b.kode, setahun, jumlah, sum(v.lebar for v in isi.values()) + setahun.lebar,
                            f"{' + '.join(v.teks for v in isi.values())} = {format_number(jumlah)}", isi.values())

    def _kumulatif(self, b: Butir, isi: dict[str, Nilai], setahun: Nilai | None) -> Iterator[Residu]:
        deret = list(isi.values())
        if setahun and len(isi) < len(TRIWULAN):
            yield self._row("agregasi.akhir", "agregasi", b.kode, setahun, deret[-1].nilai, deret[-1].lebar + setahun.lebar,
                            f"nilai terakhir dari {'; '.join(v.teks for v in deret)}", deret)
        for lalu, kini in zip(deret, deret[1:], strict=False):
            yield self._limit(f"batas.urut.{b.kode}", b.kode, lalu, kini, "rencana kumulatif tidak menurun, jadi")
        # a slip leaves the last quarter near the regular step; a last quarter far from it is meant
        if len(isi) == len(TRIWULAN) and _step(deret[:3]) and abs(deret[3].nilai - 4 * deret[0].nilai) <= _HAMPIR * deret[3].nilai:
            a, z = deret[0], deret[3]
            yield self._row("agregasi.ajek", "agregasi", b.kode, z, 4 * a.nilai, 4 * a.lebar + z.lebar,
                            f"ketiga triwulan pertama bertambah {a.teks} setiap kali, jadi {deret[2].teks} + {a.teks} = {format_number(4 * a.nilai, a.presisi)}", deret[:3])

    def _level(self, b: Butir, isi: dict[str, Nilai], setahun: Nilai | None) -> Iterator[Residu]:
        acuan = setahun or next(iter(isi.values()))
        sebutan = "target setahun" if setahun else "triwulan pertama"
        for v in isi.values():
            if v is not acuan:
                yield self._row("agregasi.level", "agregasi", b.kode, v, acuan.nilai, v.lebar + acuan.lebar, f"sama dengan {sebutan} {acuan.teks}", [acuan])

    def _rata(self, b: Butir, isi: dict[str, Nilai], setahun: Nilai | None) -> Iterator[Residu]:
        if setahun and len(isi) < len(TRIWULAN):
            rata = sum(v.nilai for v in isi.values()) / len(isi)
            yield self._row("agregasi.rata", "agregasi", b.kode, setahun, rata, sum(v.lebar for v in isi.values()) / len(isi) + setahun.lebar,
                            f"({' + '.join(v.teks for v in isi.values())}) ÷ {len(isi)} = {format_number(rata)}", isi.values())

    def _rasio(self, b: Butir, isi: dict[str, Nilai], setahun: Nilai | None) -> Iterator[Residu]:
        deret = list(isi.values())
        kecil, besar = min(deret, key=lambda v: v.nilai), max(deret, key=lambda v: v.nilai)
        if setahun:
            batas = min(max(setahun.nilai, kecil.nilai), besar.nilai)
            teks = f"nilai setahun ada di antara triwulan terkecil {kecil.teks} dan terbesar {besar.teks}" if kecil.nilai != besar.nilai else f"keempat triwulannya {kecil.teks}"
            yield self._row("agregasi.rasio", "agregasi", b.kode, setahun, batas, setahun.lebar + (kecil if batas == kecil.nilai else besar).lebar,
                            teks + self._divided(deret, setahun), deret)
        if len(deret) == len(TRIWULAN):
            tangga = _step(deret)
            teks = (f"{'; '.join(v.teks for v in deret)} bertambah {deret[0].teks} setiap triwulan, padahal rasio dihitung baru setiap triwulan dan tidak menumpuk"
                    if tangga else "rasio dihitung baru setiap triwulan")
            yield self._row("agregasi.dibagi", "agregasi", b.kode, deret[-1], deret[0].nilai if tangga else deret[-1].nilai, 0.0, teks, deret[:-1])

    def _plafon(self, b: Butir, isi: dict[str, Nilai], setahun: Nilai | None) -> Iterator[Residu]:
        for v in isi.values() if setahun else ():
            yield self._limit(f"batas.plafon.{b.kode}", b.kode, v, setahun, "target setahun adalah batas atas, jadi")

    def _divided(self, deret: list[Nilai], setahun: Nilai) -> str:
        """Say when the year was divided by four to get its quarters."""
        if len(deret) < len(TRIWULAN) or len({v.nilai for v in deret}) > 1:
            return ""
        v, bagi = deret[0], round(setahun.nilai / 4, deret[0].presisi)
        if abs(4 * v.nilai - setahun.nilai) <= 4 * v.lebar + setahun.lebar + SEDIKIT:
            return f", yaitu {setahun.teks} dibagi empat; rasio dan indeks tidak dibagi menurut triwulan"
        a, b = f"{v.nilai:.{v.presisi}f}", f"{bagi:.{v.presisi}f}"
        if sorted(a) == sorted(b):
            return (f"; {setahun.teks} dibagi empat adalah {format_number(bagi, v.presisi)}, jadi {v.teks} diduga angka itu dengan dua angka tertukar; "
                    "rasio dan indeks tidak dibagi menurut triwulan")
        return ""

    def _agreed(self, b: Butir, setahun: Nilai) -> Iterator[Residu]:
        """The target that the LKIP of the same year prints for the same indicator."""
        kode, f = self.m.rencana.butir[b.kode].lkip, self.fakta[setahun.fakta_id]
        lkip = self._targets.get((f"{kode}.target", f.wilayah, f.tahun)) if kode else None
        if lkip:
            yield self._row("agregasi.target_lkip", "agregasi", b.kode, setahun, lkip.nilai, setahun.lebar + lkip.lebar, f"target yang sama dalam LKIP tercetak {lkip.teks}", [lkip])

    @cached_property
    def _targets(self) -> dict[tuple[str, str, int], Nilai]:
        """Annual targets printed outside the plan; of several prints the first."""
        hasil: dict[tuple[str, str, int], Nilai] = {}
        for f in self.fakta.values():
            if f.kode.endswith(".target") and f.periode == "TH" and f.keadaan == "angka":
                hasil.setdefault((f.kode, f.wilayah, f.tahun), Nilai(f.nilai, f.presisi, f.fakta_id, self.m.eksak[f.satuan], f.baris))
        return hasil

    def _slip(self, b: Butir, isi: dict[str, Nilai]) -> Iterator[Residu]:
        """One quarter beside three equal ones is not what a slip of the pen makes of them; other numbers may well be meant."""
        if b.sifat.jenis not in ("aditif", "rata", "plafon") or len(isi) < len(TRIWULAN):
            return
        deret = list(isi.values())
        for i, v in enumerate(deret):
            lain = deret[:i] + deret[i + 1:]
            if len({x.nilai for x in lain}) == 1:
                salah = _mistyped(v, lain[0])
                yield self._row("agregasi.salah_tulis", "agregasi", b.kode, v, lain[0].nilai if salah else v.nilai, 0.0,
                                f"ketiga triwulan lain {lain[0].teks}; {v.teks} diduga salah tulis" if salah else f"ketiga triwulan lain {lain[0].teks}", lain)

    # ------------------------------------------------------------------ direction, and counts in the place of an index

    def _direction(self, b: Butir, isi: dict[str, Nilai]) -> Iterator[Residu]:
        """Targets of ratios and ceilings do not run against the polarity from quarter to quarter."""
        if b.sifat.jenis not in ("rasio", "plafon") or b.polaritas == "netral":
            return
        deret = list(isi.values())
        for lalu, kini in zip(deret, deret[1:], strict=False):
            if b.polaritas == "naik":
                yield self._limit(f"batas.arah.{b.kode}", b.kode, lalu, kini, "makin besar makin baik, jadi target tidak menurun;")
            else:
                yield self._limit(f"batas.arah.{b.kode}", b.kode, kini, lalu, "makin kecil makin baik, jadi target tidak menaik;")

    def _counts(self, b: Butir, isi: dict[str, Nilai]) -> Iterator[Residu]:
        """The quarters of an index or a ratio that are the counts of its steps."""
        if self.m.unit(b.kode).jenis != "desimal" or len(isi) < _PALING_SEDIKIT_SAMA:
            return
        cacah = [x for x in self.rencana.below(b.kode) if x.jenis == "langkah" and not x.anak and x.triwulan and self.m.unit(x.kode).jenis == "cacah"]
        for induk in dict.fromkeys(x.induk for x in cacah):
            isi_anak = [x for x in cacah if x.induk == induk]
            jumlah = {p: [self._value(s) for x in isi_anak for s in x.triwulan if s.periode == p and s.ada] for p in isi}
            sama = [p for p, v in isi.items() if jumlah[p] and sum(x.nilai for x in jumlah[p]) == v.nilai]
            # small equal counts, as 1 and 1, agree by themselves
            gagal = len(sama) >= _PALING_SEDIKIT_SAMA and len(isi_anak) > 1 and len({isi[p].nilai for p in sama}) > 1
            if len(isi_anak) > 1 and any(jumlah.values()):
                teks = "; ".join(f"triwulan {p[2]}: {' + '.join(x.teks for x in jumlah[p])} = {format_number(sum(x.nilai for x in jumlah[p]))}, tercetak {v.teks}"
                                 for p, v in isi.items() if jumlah[p])
                utama, *lain = isi.values()
                yield self._flag("kelengkapan.cacahan", "kelengkapan", b.kode, utama, gagal,
                                 f"rencana triwulannya adalah cacahan langkah “{self.m.name(induk)}”, bukan {self.m.unit(b.kode).lambang}: {teks}"
                                 if gagal else "rencana triwulannya bukan jumlah langkah", [*lain, *(x for v in jumlah.values() for x in v)])

    # ------------------------------------------------------------------ steps against indicators

    def _quarters(self, kode: str) -> dict[str, Nilai]:
        return {s.periode: self._value(s) for s in self.rencana.butir[kode].triwulan if s.ada} if kode in self.rencana.butir else {}

    def _target(self, kode: str) -> Nilai | None:
        b = self.rencana.butir.get(kode)
        return self._value(b.target) if b and b.target and b.target.ada else None

    def _hubungan_sama(self, h) -> Iterator[Residu]:
        for langkah in h.langkah:
            yield from self._sum(h, [langkah])
        if h.serempak:
            yield from self._in_step(h)

    def _in_step(self, h) -> Iterator[Residu]:
        """Steps that go together have the same number in each quarter: that of most of them."""
        isi = {k: self._quarters(k) for k in h.langkah}
        for p in TRIWULAN:
            ada = [v[p] for v in isi.values() if p in v]
            umum = Counter(v.nilai for v in ada).most_common(1)
            for v in ada if len(ada) > 1 else ():
                lain = [x for x in ada if x is not v]
                yield self._row("jumlah_bagian.serempak", "jumlah_bagian", h.kode, v, umum[0][0], 0.0,
                                f"langkah lain pada triwulan itu {'; '.join(x.teks for x in lain)}, jadi {format_number(umum[0][0])}", lain, h.kedudukan)

    def _hubungan_jumlah(self, h) -> Iterator[Residu]:
        yield from self._sum(h, h.langkah)

    def _sum(self, h, langkah: list[str]) -> Iterator[Residu]:
        isi = [v for k in langkah for v in self._quarters(k).values()]
        target = self._target(h.kode)
        if isi and target and (not h.bila_satuan or self._printed_unit(target) in self.m.unit(langkah[0]).tercetak):
            jumlah = sum(v.nilai for v in isi)
            nama = "; ".join(self.m.name(k) for k in langkah)
            yield self._row("jumlah_bagian.setahun", "jumlah_bagian", h.kode, target, jumlah, target.lebar + sum(v.lebar for v in isi),
                            f"{' + '.join(v.teks for v in isi)} = {format_number(jumlah)} ({nama})", isi, h.kedudukan)

    def _hubungan_porsi(self, h) -> Iterator[Residu]:
        langkah = self._quarters(h.langkah[0])
        seluruh = self._target(self.rencana.butir[h.langkah[0]].induk) if langkah else None
        for p, v in self._quarters(h.kode).items():
            if seluruh and seluruh.nilai and p in langkah:
                hasil = 100 * langkah[p].nilai / seluruh.nilai
                yield self._row("rasio.porsi", "rasio", h.kode, v, hasil, v.lebar, f"100 × {langkah[p].teks} ÷ {seluruh.teks} = {format_number(hasil, 2)}",
                                [langkah[p], seluruh], h.kedudukan)

    def _hubungan_sebanding(self, h) -> Iterator[Residu]:
        dasar, isi = self._quarters(h.langkah[0]), self._quarters(h.kode)
        ada = [p for p in isi if p in dasar and dasar[p].nilai]
        jumlah = sum(dasar[p].nilai for p in ada)
        for p in ada if len(ada) > 1 else ():
            k = sum(isi[x].nilai for x in ada) / jumlah
            goyang = sum(isi[x].lebar for x in ada) / jumlah * dasar[p].nilai
            yield self._row("rasio.sebanding", "rasio", h.kode, isi[p], k * dasar[p].nilai, isi[p].lebar + goyang,
                            f"perbandingannya dengan {self.m.name(h.langkah[0])[0].lower()}{self.m.name(h.langkah[0])[1:]} tetap, jadi {dasar[p].teks} × {format_number(k, 4)} = {format_number(k * dasar[p].nilai, 1)}",
                            [v for x in ada for v in ((dasar[x],) if x == p else (dasar[x], isi[x]))], h.kedudukan)

    # ------------------------------------------------------------------ rows

    def _printed_unit(self, v: Nilai) -> str:
        f = self.fakta[v.fakta_id]
        return printed_unit(f.nilai_teks, self.m.unit(f.kode).jenis)

    def _value(self, s: Sel) -> Nilai:
        f = self.fakta[s.fakta_id]
        return Nilai(f.nilai, f.presisi, f.fakta_id, self.m.eksak[f.satuan], f.baris)

    def _row(self, relasi: str, keluarga: str, kode: str, v: Nilai, dihitung: float, toleransi: float, teks: str, masukan, kedudukan: str = "asumsi") -> Residu:
        f = self.fakta[v.fakta_id]
        selisih = v.nilai - dihitung
        lebih = max(0.0, abs(selisih) - toleransi - SEDIKIT * max(1.0, abs(dihitung)))
        return Residu(relasi, keluarga, f.sumber, kode, f.wilayah, f.tahun, f.periode, v.nilai, dihitung, selisih, toleransi, lebih, teks, v.fakta_id,
                      ";".join(dict.fromkeys(x.fakta_id for x in masukan)), kedudukan)

    def _limit(self, relasi: str, kode: str, v: Nilai, batas: Nilai, sebab: str) -> Residu:
        """A target that is at most another; targets are decided, not measured, so rounding excuses nothing."""
        periode = self.fakta[batas.fakta_id].periode
        di = "setahun" if periode == "TH" else f"triwulan {periode[2]}"
        return self._row(relasi, "rentang", kode, v, min(v.nilai, batas.nilai), 0.0, f"{sebab} nilainya paling banyak {batas.teks} ({di})", [batas])

    def _flag(self, relasi: str, keluarga: str, kode: str, v: Nilai, gagal: bool, teks: str, masukan) -> Residu:
        f = self.fakta[v.fakta_id]
        return Residu(relasi, keluarga, f.sumber, kode, f.wilayah, f.tahun, f.periode, v.nilai, math.nan, math.nan, 0.0, float(gagal), teks, v.fakta_id,
                      ";".join(dict.fromkeys(x.fakta_id for x in masukan)), "asumsi")


def _mistyped(v: Nilai, umum: Nilai) -> bool:
    """Whether a number is another times or by ten, its digits in another order, or one of its many digits another."""
    if v.nilai == umum.nilai:
        return False
    a, b = (f"{x.nilai:.{x.presisi}f}".replace(".", "").lstrip("0") for x in (v, umum))
    satu = len(a) == len(b) >= _BANYAK_ANGKA and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return v.nilai == 10 * umum.nilai or umum.nilai == 10 * v.nilai or sorted(a) == sorted(b) or satu


def _step(deret: list[Nilai]) -> bool:
    """Whether numbers grow by the first of them each time, as far as their print tells; 2, 3, 4 do not, though they are rounded."""
    a = deret[0]
    return a.nilai > 0 and all(abs(v.nilai - n * a.nilai) <= min(n * a.lebar + v.lebar + SEDIKIT, _SEJAJAR * v.nilai) for n, v in enumerate(deret[1:], 2))
