"""Checks that would hold if a print were another: they fail because of it."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product

from helpers.validation.plan_words import JUDUL, kind
from helpers.validation.residuals import TIDAK_KRITIS, Nilai
from helpers.validation.root_rows import BERUMUS, Gabungan

_PALING_BANYAK_GANTI = 60


def join_consequences(gabung: Gabungan) -> None:
    """Join what holds once a contested value is another of its prints, or a print what its own formula computes."""
    hasil: dict[str, list[int]] = defaultdict(list)
    for n, r in enumerate(gabung.baris):
        if r.keluarga in BERUMUS:
            hasil[r.fakta_id].append(n)
    for n, r in enumerate(gabung.baris):
        if r.keluarga in ("kesepakatan", *TIDAK_KRITIS) or (r.keluarga == "rentang" and kind(r.relasi) in JUDUL):
            continue
        asal = _cause(gabung, r)
        if asal is None and r.keluarga == "jumlah_bagian":  # a part that fails a formula of its own, put right by that
            asal = next((x for i in r.masukan.split(";") for x in hasil.get(i, ())
                         if gabung.uji.holds(r, {i: Nilai(gabung.baris[x].dihitung, 12, i, True)})), None)
        if asal is not None:
            gabung.join(n, asal, "ganti")
            continue
        for lain in hasil.get(r.fakta_id, ()):  # one print that fails two checks, put right by what one of them computes
            if r.keluarga == "rentang":
                benar = gabung.uji.holds(r, {r.fakta_id: Nilai(gabung.baris[lain].dihitung, 12, r.fakta_id, True)})
                gabung.join(n, lain, "ganti" if benar else "")
                break


def _cause(gabung: Gabungan, r) -> int | None:
    """Return the contested fact whose other print makes a check hold; the one printed most often of several."""
    ganti: dict[str, list[Nilai]] = {}
    asal: dict[str, int] = {}
    for i in dict.fromkeys([r.fakta_id, *r.masukan.split(";")]):
        f = gabung.fakta.get(i)
        if f is None or i not in gabung.nilai:
            continue
        n = gabung.alamat.get((gabung.m.concept(f.kode), f.wilayah, f.tahun, f.periode))
        lain = gabung.prints(f.kode, f.wilayah, f.tahun, f.periode)
        if n is None and gabung.m.parameter(f.kode).agregasi == "akhir":  # a state is the same in every period
            n = gabung.alamat.get((gabung.m.concept(f.kode), f.wilayah, f.tahun, "TH"))
            lain = gabung.prints(f.kode, f.wilayah, f.tahun, "TH")
        if n is not None and (lain := [v for v in lain if v.nilai != gabung.nilai[i].nilai]):
            ganti[i], asal[i] = lain, n
    for banyak in (1, 2):
        pilihan = [dict(zip(kelompok, isi, strict=True)) for kelompok in combinations(ganti, banyak)
                   for isi in product(*(ganti[i] for i in kelompok))]
        if len(pilihan) > _PALING_BANYAK_GANTI:  # with so many some hold by chance
            return None
        if kena := [p for p in pilihan if gabung.uji.holds(r, p)]:
            if banyak == 2 and all(r.fakta_id in p for p in kena):  # no other input mends the check: the result itself is in doubt
                return asal[r.fakta_id]
            return max((asal[i] for p in kena for i in p), key=lambda n: (len(gabung.baris[n].masukan), -n))
    return None


def join_by_one_value(gabung: Gabungan) -> None:
    """A print that fails its own check, and one value in its place with which several others would hold."""
    gagal = {r.fakta_id: n for n, r in enumerate(gabung.baris) if r.keluarga in ("rasio", "komposit")}
    pemakai: dict[str, list[int]] = defaultdict(list)
    for n, r in enumerate(gabung.baris):
        if r.keluarga in ("rasio", "komposit", "agregasi"):
            for i in r.masukan.split(";"):
                if i in gagal and i in gabung.nilai and not gabung.nilai[i].eksak:
                    pemakai[i].append(n)
    for i, isi in pemakai.items():
        batas = {n: b for n in isi if (b := gabung.uji.needed(gabung.baris[n], i))}
        bawah, atas = max((b[0] for b in batas.values()), default=0.0), min((b[1] for b in batas.values()), default=0.0)
        if len({gabung.kunci[n] for n in batas}) > 1 and bawah <= atas:
            for n in batas:
                gabung.join(n, gagal[i], "nilai_lain")
            gabung.nilai_lain[gagal[i]] = (gabung.nilai[i], bawah, atas)
