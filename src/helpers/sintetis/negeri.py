"""A generated country: many packages in a folder, and the key to the errors planted in them."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from pathlib import Path

from helpers.errors import KesalahanMasukan
from helpers.masukan.templat import load_template
from helpers.methodology.rules import Metodologi, load_methodology
from helpers.sintetis import rencana
from helpers.sintetis.bahan import METODOLOGI, draw
from helpers.sintetis.paket import Contoh, make
from helpers.sintetis.rinci import detail
from helpers.sintetis.rusak import RUPA, Tanaman, plant
from helpers.sintetis.tempat import draw_places
from helpers.sintetis.uraian import narrative, profile

KUNCI = "kunci.csv"
TERBANYAK = 10_000


def generate(
    akar: Path, tujuan: Path, *, jumlah: int, benih: int, tahun: int = 2023, rusak: float = 0.0, keluarga: Sequence[str] = (),
    realisasi: int | None = None, kemajuan: Callable[[int], None] | None = None,
) -> list[Tanaman]:
    """Write packages of generated Polres: the same bytes for the same arguments.

    Parameters
    ----------
    akar : Path
        Project root; its methodology is used.
    tujuan : Path
        New or empty folder outside the project's raw data.
    jumlah, benih : int
        How many, and the seed.
    rusak : float
        Share of the Polres, 0 to 1, in which an error is planted; the families take turns.
    keluarga : sequence of str
        Only these families of `helpers.sintetis.rusak.RUPA`.
    realisasi : int, optional
        Put an action plan beside each LKIP, with realisations up to this quarter (0: none).
    kemajuan : callable, optional
        Told how many are written.

    Returns
    -------
    list of Tanaman
        The changed cells, also written to ``kunci.csv`` when `rusak` is above 0.

    Raises
    ------
    KesalahanMasukan
        For impossible arguments, and for a folder that holds something.
    """
    _check(akar, tujuan, jumlah, rusak, keluarga)
    m, aksi = (load_methodology(akar / "data" / "raw" / "metodologi", k) for k in (METODOLOGI, rencana.METODOLOGI))
    templat = load_template(akar / "data" / "raw" / "metodologi" / METODOLOGI)
    acak = random.Random(f"negeri {benih}")
    tempat = draw_places(jumlah, acak)
    rupa = list(keluarga) or list(RUPA)
    salah = {i: rupa[n % len(rupa)] for n, i in enumerate(sorted(acak.sample(range(jumlah), round(jumlah * rusak))))}
    tujuan.mkdir(parents=True, exist_ok=True)
    tanaman: list[Tanaman] = []
    for i, t in enumerate(tempat):
        nasib = random.Random(f"{t.kode} {tahun} {benih}")
        bahan = detail(m, draw(m, t, tahun, nasib), nasib)
        c = make(m, bahan)
        c.profil, c.narasi = profile(m, templat, bahan), narrative(bahan, nasib)
        if i in salah:
            tanaman += plant(c, salah[i])
        if realisasi is not None:
            _add_plan(c, aksi, realisasi, benih)
        c.write(akar, tujuan)
        if kemajuan:
            kemajuan(i + 1)
    if rusak:
        luaran = io.StringIO()
        penulis = csv.DictWriter(luaran, [f.name for f in fields(Tanaman)], lineterminator="\n")
        penulis.writeheader()
        penulis.writerows(map(asdict, tanaman))
        (tujuan / KUNCI).write_text(luaran.getvalue(), encoding="utf-8", newline="\n")
    return tanaman


def _add_plan(c: Contoh, m: Metodologi, realisasi: int, benih: int) -> None:
    acak = random.Random(f"rencana {c.bahan.tempat.kode} {c.bahan.tahun} {benih}")
    isi = rencana.plan_beside(m, c.bahan, acak)
    c.add_plan(isi, rencana.realisations_of(isi, realisasi, acak, c.nilai) if realisasi else {})


def _check(akar: Path, tujuan: Path, jumlah: int, rusak: float, keluarga: Sequence[str]) -> None:
    if not 1 <= jumlah <= TERBANYAK:
        raise KesalahanMasukan(f"Jumlah Polres {jumlah} di luar 1–{TERBANYAK}; periksa --jumlah.")
    if not 0 <= rusak <= 1:
        raise KesalahanMasukan("Bagian Polres yang dibuat salah harus antara 0 dan 1; periksa --rusak.")
    if asing := [k for k in keluarga if k not in RUPA]:
        raise KesalahanMasukan(f"Keluarga kesalahan \"{asing[0]}\" tidak dikenal; pilih dari {', '.join(RUPA)}.")
    if tujuan.resolve().is_relative_to((akar / "data").resolve()):
        raise KesalahanMasukan("Data sintetis tidak boleh bercampur dengan data sungguhan; pilih folder di luar folder data proyek.")
    if tujuan.exists() and (not tujuan.is_dir() or any(tujuan.iterdir())):
        raise KesalahanMasukan(f"\"{tujuan.name}\" sudah berisi; pilih folder baru atau yang kosong.")
