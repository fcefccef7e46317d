"""Tables of what was measured, and the ratios with what is aimed at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.numbers import format_number

_LEBAR = 34
_PERENDER = {"bawaan": "perender bawaan", "quarto": "quarto render"}


def show(hasil: Mapping[str, Any], sasaran: Mapping[str, float]) -> None:
    """Print what there is."""
    for bagian, tulis in (("satu", _one), ("batch", _batch), ("validasi", _validation)):
        if isi := hasil.get(bagian):
            m = isi["mesin"]
            print(f"\n── {bagian} ── {m['inti']} inti, Python {m['python']}, {m['sistem']}, beban mesin sebelumnya {_n(m['beban'], 1)}")
            tulis(isi, sasaran)


def _n(x: float | None, desimal: int = 2) -> str:
    return "–" if x is None else format_number(x, desimal)


def _row(nama: str, *nilai: str) -> None:
    print(f"  {nama:<{_LEBAR}}" + "".join(f"{x:>14}" for x in nilai))


def _cost(nama: str, isi: Mapping[str, Any]) -> None:
    _row(nama, _n(isi["detik"]), _n(isi.get("detik_cpu")), _n(isi.get("puncak_mb"), 0))


def _judge(kalimat: str, nilai: float, batas: float, *, paling_banyak: bool = False) -> None:
    tercapai = nilai <= batas if paling_banyak else nilai >= batas
    print(f"  {'✓' if tercapai else '✗'} {kalimat}: {_n(nilai)} (sasaran {'di bawah' if paling_banyak else 'sekurang-kurangnya'} {_n(batas, 0)})")


def _one(isi: Mapping[str, Any], sasaran: Mapping[str, float]) -> None:
    _row(f"median {isi['ulangan']} ulangan", "detik", "CPU", "puncak MB")
    for nama, judul in (("dingin", "lkip run, dari awal"), ("tetap", "lkip run, tidak ada yang berubah"), ("satu_sel", "lkip run, satu sel berubah")):
        _cost(judul, isi[nama])
        for tahap in isi[nama]["tahap"]:
            _row(f"  {tahap['nama']}", _n(tahap["detik"], 1))
    for perender, biaya in isi["biasa"].items():
        _cost(f"cara biasa, {_PERENDER[perender]}", biaya)
        for tahap in biaya["tahap"]:
            _row(f"  {tahap['nama']}", _n(tahap["detik"]))
    for perender in isi["biasa"]:
        for nama, judul in (("dingin", "satu laporan dari awal"), ("tetap", "tidak ada yang berubah")):
            _judge(f"{judul}, kali lebih cepat daripada cara biasa dengan {_PERENDER[perender]}", isi["kali"][nama][perender], sasaran[nama])
        print(f"    satu sel berubah, kali lebih cepat: {_n(isi['kali']['satu_sel'][perender])}")


def _batch(isi: Mapping[str, Any], sasaran: Mapping[str, float]) -> None:
    _row(f"{isi['pekerja']} pekerja, HTML + PDF + DOCX", "detik", "per laporan", "laporan/menit", "MB pekerja", "MB semua")
    for t in isi["tumbuh"]:
        _row(f"{t['polres']} Polres", _n(t["detik"], 1), _n(t["detik_per_laporan"]), _n(t["laporan_per_menit"], 1), _n(t["puncak_pekerja_mb"], 0), _n(t["puncak_mb"], 0))
    biasa, lurus = isi["biasa"], isi["linear"]
    for perender, x in biasa["berurutan"].items():
        _row(f"cara biasa, {_PERENDER[perender]}", _n(x["detik"], 1), "", _n(x["laporan_per_menit"]), "", _n(x["puncak_mb"], 0))
    for x in biasa["sejajar"].values():
        _row(f"  {isi['pekerja']} sekaligus", "", "", _n(x["laporan_per_menit"]))
    print(f"  Cara biasa diukur pada {biasa['contoh']} Polres satu demi satu, lalu dianggap tetap untuk {isi['acuan']} Polres.")
    for perender, kali in isi["kali"]["berurutan"].items():
        _judge(f"laporan/menit, kali cara biasa dengan {_PERENDER[perender]}", kali, sasaran["batch"])
    for perender, kali in isi["kali"]["sejajar"].items():
        print(f"    dibandingkan dengan {isi['pekerja']} cara biasa sekaligus ({_PERENDER[perender]}): {_n(kali)} kali")
    if puncak := max(t["puncak_pekerja_mb"] for t in isi["tumbuh"]):
        _judge("puncak memori satu pekerja dan anaknya, MB", puncak, sasaran["pekerja_mb"], paling_banyak=True)
    print(f"    satu laporan tambahan: {', '.join(_n(x) for x in lurus['detik_laporan_tambahan']) or '–'} detik (nisbah {_n(lurus['nisbah_langkah'])}; 1 = lurus); "
          f"memori pekerja, terbesar dibanding terkecil: {_n(lurus['nisbah_memori'])} (1 = datar)")


def _validation(isi: Mapping[str, Any], sasaran: Mapping[str, float]) -> None:
    for judul, kunci in (("satu Polres, proses hangat", "satu"), ("satu negara, dibangkitkan", "negara")):
        x = isi[kunci]
        print(f"  {judul}: {', '.join(f'{_n(x[k], 0)} {k}' for k in ('polres', 'fakta', 'residu', 'temuan'))}")
        _row("", "detik", "CPU", "puncak MB")
        for tahap in x["tahap"]:
            _cost(f"  {tahap['nama']}", {**tahap, "puncak_mb": None})
        _cost("seluruhnya", x)
    _judge("detik, satu Polres", isi["satu"]["detik"], sasaran["validasi_satu"], paling_banyak=True)
    _judge("detik, satu negara", isi["negara"]["detik"], sasaran["validasi_negara"], paling_banyak=True)
    _judge("puncak memori satu negara dengan prosesnya, MB", isi["negara"]["puncak_mb"], sasaran["validasi_mb"], paling_banyak=True)
