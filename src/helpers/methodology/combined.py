"""The methodology of an LKIP together with that of an action plan, for a Polres whose data holds both."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from helpers.errors import KesalahanMasukan
from helpers.methodology.rules import Metodologi, load_methodology


def load(folder: Path, kode: str, rencana: str = "") -> Metodologi:
    """Load the methodology of a package, with that of its action plan where it names one besides.

    Raises
    ------
    KesalahanMasukan
        When a file is missing or broken, or the two do not fit.
    """
    m = load_methodology(folder, kode)
    return with_plan(m, load_methodology(folder, rencana)) if rencana else m


def with_plan(m: Metodologi, rencana: Metodologi) -> Metodologi:
    """Return `m` that knows the plan of `rencana` too, with its quantities, relations, and offices.

    Raises
    ------
    KesalahanMasukan
        When the second is no methodology of plans, or both give one name to different things.
    """
    if rencana.rencana is None:
        raise KesalahanMasukan(f"Metodologi \"{rencana.kode}\" bukan metodologi rencana aksi; betulkan isian lkip.rencana di datapackage.json.")
    a, b = m.bagian_parameter, rencana.bagian_parameter
    rangkap = sorted(a.parameter.keys() & b.parameter.keys())
    berbeda = sorted(k for k in a.satuan.keys() & b.satuan.keys() if a.satuan[k].jenis != b.satuan[k].jenis)
    asing = [f"Metodologi {rencana.kode}, berkas rencana.yml: {kode} dikaitkan dengan \"{k}\" yang tidak ada dalam metodologi {m.kode}; betulkan isian lkip atau mendukung."
             for kode, x in rencana.rencana.butir.items() for k in ((x.lkip,) if x.lkip and not m.knows(x.lkip) else ()) + tuple(k for k in x.mendukung if k not in m.indikator)]
    if masalah := asing + [f"Metodologi {m.kode} dan {rencana.kode} sama-sama memakai kode \"{k}\"; bedakan." for k in rangkap] + [
            f"Metodologi {m.kode} dan {rencana.kode} membaca satuan \"{k}\" dengan cara yang berbeda; samakan." for k in berbeda]:
        raise KesalahanMasukan(masalah)
    rumus, tambahan = m.bagian_rumus, rencana.bagian_rumus
    return replace(
        m, sidik=hashlib.sha256(f"{m.sidik}{rencana.sidik}".encode()).hexdigest(), rencana=rencana.rencana, jabatan=rencana.jabatan, pemantauan=rencana.pemantauan,
        satker={**rencana.satker, **m.satker}, milik={"lkip": m, "rencana-aksi": rencana},
        bagian_parameter=a.model_copy(update={  # the plan's units also say how they are printed
            "satuan": {**a.satuan, **b.satuan}, "aspek": {**b.aspek, **a.aspek}, "parameter": {**a.parameter, **b.parameter}}),
        bagian_rumus=rumus.model_copy(update={k: (*getattr(rumus, k), *getattr(tambahan, k)) for k in ("rumus", "batas", "padanan", "kritis")}),
        pemeriksaan=m.pemeriksaan.model_copy(update={"tanggal": (*m.pemeriksaan.tanggal, *rencana.pemeriksaan.tanggal)}))
