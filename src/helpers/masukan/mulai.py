"""Answers to `lkip init`, checked: who the Polres is."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from helpers.errors import KesalahanMasukan
from helpers.masukan.polda import known_polda
from helpers.masukan.templat import Identitas
from helpers.parameters import make_room
from helpers.sources.profile import load_profile

_NAMA = re.compile(r"[^\W_][\w .,'’()/&-]{1,99}")
_JALAN = re.compile(r"[\\/]|\.\.|^~|^[A-Za-z]:")
POLSEK_TERBANYAK = 60


def slug(nama: str) -> str:
    """Return the code of a Polsek from its name: ``Polsek Baturaja Timur`` gives ``baturaja-timur``."""
    polos = unicodedata.normalize("NFKD", nama).encode("ascii", "ignore").decode().lower()
    polos = re.sub(r"^(polsek|kepolisian sektor)\s+", "", polos.strip())
    return re.sub(r"[^a-z0-9]+", "-", polos).strip("-")


def earlier_answers(akar: Path, polres: str, tahun: object) -> dict[str, str]:
    """Return what the latest year with data says of a Polres, by option; nothing where there is none, or where it cannot be read."""
    try:
        ruang = make_room(akar, polres=polres, tahun=tahun)
        ada = [int(f.name) for f in ruang.mentah.parent.iterdir() if f.name.isdecimal()]
        p = load_profile(make_room(akar, polres=polres, tahun=max(ada)), ())
    except (KesalahanMasukan, OSError, ValueError):
        return {}
    return {"--nama": p.nama, "--polda": p.polda.singkatan, "--kabupaten": p.kabupaten, "--polsek": "; ".join(s.nama for s in p.polsek)}


def check_identity(akar: Path, metodologi: str, *, polres: str, tahun: object, nama: str, polda: str, kabupaten: str, polsek: str) -> Identitas:
    """Check the answers and complete them.

    Parameters
    ----------
    polda : str
        Long or short name, or the short name without "Polda".
    polsek : str
        Names with semicolons between them.

    Raises
    ------
    KesalahanMasukan
        With every answer that cannot be used.
    """
    masalah: list[str] = []
    try:
        ruang = make_room(akar, polres=polres, tahun=tahun)
    except KesalahanMasukan as galat:
        masalah += galat.masalah
        ruang = None
    for sebutan, isi in (("Nama Polres", nama), ("Kabupaten", kabupaten)):
        masalah += _check_name(sebutan, isi)
    daftar = known_polda(akar / "data" / "raw" / "metodologi").values()
    cari = " ".join(polda.split()).casefold()
    cocok = next((p for p in daftar if p.called(polda)), None)
    if cocok is None:
        mirip = [p.singkatan for p in daftar if cari and cari.removeprefix("polda ")[:4] in p.singkatan.casefold()][:4]
        masalah.append(f"Polda \"{polda[:60]}\" tidak dikenal; " + (f"mungkin {', '.join(mirip)}." if mirip else "pilih dari daftar data/raw/metodologi/polda.yml."))
    semua = [(slug(n), n if n.lower().startswith("polsek ") else f"Polsek {n}") for n in (" ".join(p.split()) for p in polsek.split(";")) if n]
    if not semua:
        masalah.append("Daftar Polsek kosong; tulis namanya dengan titik koma di antaranya, misalnya \"Utara; Selatan\".")
    if len(semua) > POLSEK_TERBANYAK:
        masalah.append(f"Daftar Polsek memuat {len(semua)} nama, terlalu banyak untuk satu Polres; periksa tanda titik komanya.")
    kode = [k for k, _ in semua]
    for k, n in semua:
        masalah += _check_name("Nama Polsek", n)
        if not k or k == polres:
            masalah.append(f"Nama Polsek \"{n[:60]}\" tidak dapat dijadikan kode; tulis nama lain.")
    masalah += [f"Polsek \"{k}\" disebut lebih dari sekali; hapus yang rangkap." for k in sorted({k for k in kode if k and kode.count(k) > 1})]
    if masalah or ruang is None or cocok is None:
        raise KesalahanMasukan(list(dict.fromkeys(masalah)))
    bersih = " ".join(nama.split())
    return Identitas(ruang.polres, ruang.tahun, bersih if bersih.lower().startswith(("polres", "kepolisian resor")) else f"Polres {bersih}",
                     cocok.nama, cocok.singkatan, " ".join(kabupaten.split()), tuple(semua))


def _check_name(sebutan: str, isi: str) -> list[str]:
    bersih = " ".join(isi.split())
    if _JALAN.search(bersih) or not _NAMA.fullmatch(bersih):
        tertulis = "".join(c if c.isprintable() else "?" for c in bersih[:60])
        return [f"{sebutan} \"{tertulis}\" tidak sah; tulis namanya saja, dengan huruf, angka, spasi, dan tanda hubung."]
    return []
