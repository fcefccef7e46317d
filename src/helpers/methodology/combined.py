"""The methodology of an LKIP together with that of an action plan, for a Polres whose data holds both."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from helpers.errors import KesalahanMasukan
from helpers.files import check_model, read_yaml
from helpers.methodology.plans import BerkasRencana, BerkasTambahan
from helpers.methodology.rules import Metodologi, load_methodology

#: Indicators and steps of a Polres's own, beside its tables.
BERKAS_TAMBAHAN = "rencana.yml"


def load(folder: Path, kode: str, rencana: str = "", data: Path | None = None) -> Metodologi:
    """Load the methodology of a package, with that of its action plan where it names one besides.

    Parameters
    ----------
    folder : Path
        The folder that holds all methodologies.
    kode, rencana : str
        Methodology of the package, and that of its plan.
    data : Path, optional
        The folder of the package, which may hold indicators and steps of its own.

    Raises
    ------
    KesalahanMasukan
        When a file is missing or broken, or the two do not fit.
    """
    m = load_methodology(folder, kode)
    m = with_plan(m, load_methodology(folder, rencana)) if rencana else m
    berkas = data / BERKAS_TAMBAHAN if data else None
    if berkas is None or not berkas.is_file():
        return m
    return with_own(m, check_model(BerkasTambahan, read_yaml(berkas), BERKAS_TAMBAHAN), berkas.read_bytes())


def with_own(m: Metodologi, tambahan: BerkasTambahan, mentah: bytes) -> Metodologi:
    """Return `m` that knows the indicators and steps a Polres plans besides.

    Parameters
    ----------
    mentah : bytes
        What they were read from, for the fingerprint.

    Raises
    ------
    KesalahanMasukan
        When the methodology has no plan, knows a code already, or a code hangs on nothing.
    """
    if m.rencana is None:
        raise KesalahanMasukan(f"Berkas {BERKAS_TAMBAHAN} memuat rencana, padahal metodologi {m.kode} tidak memuat rencana aksi; keluarkan berkas itu.")
    bagian = m.bagian_parameter
    masalah = [f"Berkas {BERKAS_TAMBAHAN}: kode \"{k}\" sudah dipakai metodologi; pakai kode lain." for k in tambahan.butir if m.knows(k)]
    masalah += [f"Berkas {BERKAS_TAMBAHAN}: satuan \"{b.satuan}\" pada {k} tidak dikenal; pakai satuan dari parameter.yml."
                for k, b in tambahan.butir.items() if b.satuan not in bagian.satuan]
    masalah += [f"Berkas {BERKAS_TAMBAHAN}: kode \"{k}\" berinduk pada dirinya sendiri; betulkan induknya." for k in tambahan.butir if _circular(k, tambahan)]
    masalah += [f"Berkas {BERKAS_TAMBAHAN}: sifat \"{k}\" sudah dipakai metodologi; pakai nama lain." for k in tambahan.sifat if k in m.rencana.sifat]
    if masalah:
        raise KesalahanMasukan(masalah)
    isi = m.rencana.model_dump()
    for k in ("sifat", "indikator", "langkah"):
        isi[k] |= getattr(tambahan, k)
    rencana = check_model(BerkasRencana, isi, BERKAS_TAMBAHAN)
    milik = {d: with_own(x, tambahan, mentah) if x.rencana is not None else x for d, x in m.milik.items()}
    baru = {k: p for k, p in rencana.parameters().items() if k in tambahan.butir}
    return replace(m, sidik=hashlib.sha256(m.sidik.encode() + mentah).hexdigest(), rencana=rencana, milik=milik,
                   bagian_parameter=bagian.model_copy(update={"parameter": {**bagian.parameter, **baru}}))


def _circular(kode: str, tambahan: BerkasTambahan) -> bool:
    """Whether a code is below itself."""
    dilalui = set()
    while kode in tambahan.butir and not tambahan.butir[kode].sasaran:
        if kode in dilalui:
            return True
        dilalui.add(kode)
        kode = tambahan.butir[kode].induk or kode.rpartition(".")[0]
    return False


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
