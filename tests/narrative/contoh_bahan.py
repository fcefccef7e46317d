"""A Polres made of a few facts, for tests: only what a test states exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from helpers.indices.achievement import compute_achievements
from helpers.indices.recompute import compute_indices
from helpers.lineage.traced import unmark
from helpers.methodology.rules import Metodologi, load_methodology
from helpers.narrative.material import Bahan
from helpers.paths import Ruang
from helpers.sources.datapackage import Paket
from helpers.sources.facts import KOLOM_FAKTA
from helpers.sources.profile import Narasi, Profil
from helpers.sources.workspace import Masukan
from helpers.validation.findings import Temuan
from helpers.validation.values import choose_values

AKAR = Path(__file__).resolve().parents[2]
_METODOLOGI: list[Metodologi] = []


def plainly(nama: str) -> SimpleNamespace:
    """Return the functions of a narrative module with the marks of their numbers taken off, as people read them."""
    def without(f: Callable) -> Callable:
        @wraps(f)
        def polos(*a, **k):
            hasil = f(*a, **k)
            return unmark(hasil) if isinstance(hasil, str) else [unmark(h) if isinstance(h, str) else h for h in hasil] if isinstance(hasil, list) else hasil
        return polos

    return SimpleNamespace(**{n: without(f) if callable(f) else f for n, f in vars(import_module(f"helpers.narrative.{nama}")).items() if not n.startswith("__")})


def methodology() -> Metodologi:
    """Return the real methodology, read once."""
    if not _METODOLOGI:
        _METODOLOGI.append(load_methodology(AKAR / "data" / "raw" / "metodologi", "polri-2020-2024"))
    return _METODOLOGI[0]


def make_material(isi: dict[tuple, list[tuple[float, int]] | tuple[float, int]], *, temuan: list[Temuan] | None = None,
                  narasi: dict | None = None, singkatan: str = "Polres Uji", tahun: int = 2023, polsek: tuple[str, ...] = (),
                  profil: dict | None = None) -> Bahan:
    """Make material from facts.

    Parameters
    ----------
    isi : dict
        (kode, tahun[, periode[, wilayah]]) to (value, decimals), or a list of them for a fact printed differently; a text is a
        word as printed, and ``-`` a dash.
    polsek : tuple of str
        Codes of the Polsek; ``a`` is named ``Polsek A``.
    profil : dict, optional
        More of the profile.
    """
    m = methodology()
    fakta = []
    for kunci, nilai in isi.items():
        kode, thn, *lain = kunci
        periode, wilayah = (lain + ["TH", "uji"][len(lain):])
        if isinstance(nilai, str):
            fakta.append((f"t01-uji:{len(fakta) + 2}:nilai", "uji", "t01-uji", len(fakta) + 2, "nilai", kode, wilayah, thn, periode,
                          nilai, float("nan"), m.parameter(kode).satuan, 0, "tabel", "strip" if nilai == "-" else "kata", "", ""))
            continue
        for v, presisi in (nilai if isinstance(nilai, list) else [nilai]):
            fakta.append((f"t01-uji:{len(fakta) + 2}:nilai", "uji", "t01-uji", len(fakta) + 2, "nilai", kode, wilayah, thn, periode,
                          f"{v:.{presisi}f}", float(v), m.parameter(kode).satuan, presisi, "tabel", "angka", "", ""))
    tabel = pd.DataFrame(fakta, columns=list(KOLOM_FAKTA)).astype({"nilai": "float64", "tahun": "int64", "presisi": "int64"})
    eksak = m.eksak
    terpakai = choose_values(tabel, eksak, [], "uji")
    paket = Paket.model_validate({
        "name": "uji", "lkip": {"polres": "uji", "tahun": tahun, "metodologi": m.kode},
        "resources": [{"name": "t01-uji", "path": "t01-uji.csv", "title": "Tabel uji", "hash": "sha256:0", "lkip": {"nomor_tabel": "Tabel 1"},
                       "schema": {"fields": [{"name": "kode"}, {"name": "nilai", "lkip": {}}]}}]})
    profil = Profil.model_validate({
        "kode": "uji", "nama": singkatan, "singkatan": singkatan, "polda": {"nama": "Polda Uji", "singkatan": "Polda Uji"},
        "kabupaten": "Kabupaten Uji", "kedudukan": "Kota Uji", "instansi": ["POLRI"], "tahun_anggaran": tahun,
        "keputusan": {"nomor": "KEP/1", "tanggal": "2024-01-31", "tempat": "Kota Uji"}, "satuan_kerja": [], "polsek": [{"kode": k, "nama": f"Polsek {k.upper()}"} for k in polsek], "visi": "aman",
        "misi": "melayani", "tujuan": ["aman"], "sasaran_strategis": [], "tugas_pokok": "menjaga keamanan", "fungsi": ["melayani"]} | (profil or {}))
    masukan = Masukan(Ruang(AKAR, "uji", tahun), paket, [], m, profil, Narasi.model_validate(narasi or {}), ())
    harapan = pd.DataFrame(columns=["suite", "nama", "harapan", "tingkat", "diperiksa", "gagal"])
    return Bahan(masukan, tabel, terpakai, compute_indices(terpakai, m, "uji"), compute_achievements(terpakai, m, "uji"), harapan, temuan or [])
