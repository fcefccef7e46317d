"""What differs between two published runs: findings by their stable id, facts by their source cell."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.errors import KesalahanMasukan
from helpers.files import read_input

_TERBESAR = 1_000_000_000
_KOLOM_TEMUAN = ("id", "tingkat", "judul")
_KOLOM_FAKTA = ("fakta_id", "polres", "kode", "wilayah", "tahun", "periode", "nilai_teks", "nilai")
#: Numbering follows the order of one run's register and says nothing about a finding.
_DIABAIKAN = ("nomor",)


@dataclass(frozen=True)
class Terbitan:
    """The register and the facts of one published folder."""

    temuan: pd.DataFrame
    fakta: pd.DataFrame


@dataclass(frozen=True)
class Perbedaan:
    """Two runs compared; every frame keeps the order of its run.

    Attributes
    ----------
    temuan_baru, temuan_hilang : pandas.DataFrame
        Findings only B has, only A has; `bagian_dari` names the finding of the other run that holds it as a part.
    temuan_tetap : pandas.DataFrame
        Findings both have, as in B, with `beda`: the names of the columns that changed, joined by commas.
    fakta_berubah : pandas.DataFrame
        Facts printed or read differently, with `nilai_teks_a`, `nilai_teks_b`, `nilai_a`, `nilai_b`.
    fakta_muncul, fakta_lenyap : pandas.DataFrame
        Facts only B has, only A has.
    fakta_tetap : int
        Facts that are the same in both.
    """

    temuan_baru: pd.DataFrame
    temuan_hilang: pd.DataFrame
    temuan_tetap: pd.DataFrame
    fakta_berubah: pd.DataFrame
    fakta_muncul: pd.DataFrame
    fakta_lenyap: pd.DataFrame
    fakta_tetap: int

    @property
    def temuan_berubah(self) -> pd.DataFrame:
        """Findings that stayed but say something else now."""
        return self.temuan_tetap[self.temuan_tetap["beda"] != ""]

    @property
    def sama(self) -> bool:
        """Whether nothing differs."""
        return not any(map(len, (self.temuan_baru, self.temuan_hilang, self.temuan_berubah,
                                 self.fakta_berubah, self.fakta_muncul, self.fakta_lenyap)))


def read_published(folder: Path) -> Terbitan:
    """Read what is compared from a published folder.

    Raises
    ------
    KesalahanMasukan
        When it is no folder, or `temuan.csv` or `fakta.parquet` is missing, broken or not such a table.
    """
    if not os.path.isdir(folder):  # unlike Path.is_dir, never raises
        apa = "bukan folder" if os.path.lexists(folder) else "tidak ada"
        raise KesalahanMasukan(f"\"{folder.as_posix()}\" {apa}; sebutkan folder hasil, misalnya build/oku-2023.")
    return Terbitan(_read_findings(folder), _read_facts(folder))


def compare(a: Terbitan, b: Terbitan) -> Perbedaan:
    """Compare run A (before) with run B (after).

    Raises
    ------
    KesalahanMasukan
        When they belong to different Polres: equal cell addresses would then mean different things.
    """
    milik_a, milik_b = (sorted(set(t.fakta["polres"])) for t in (a, b))
    if milik_a and milik_b and milik_a != milik_b:
        raise KesalahanMasukan(
            f"Kedua folder milik Polres yang berbeda ({', '.join(milik_a)} dan {', '.join(milik_b)}); bandingkan terbitan Polres yang sama.")
    tetap = b.temuan[b.temuan["id"].isin(a.temuan["id"])].reset_index(drop=True)
    fakta = a.fakta.merge(b.fakta, on="fakta_id", suffixes=("_a", "_b"))
    # as B orders them; what says where a fact belongs comes from B as well
    urutan = pd.Series(range(len(b.fakta)), index=b.fakta["fakta_id"])
    fakta = fakta.iloc[fakta["fakta_id"].map(urutan).argsort(kind="stable")].reset_index(drop=True)
    fakta = fakta.rename(columns={f"{k}_b": k for k in ("kode", "wilayah", "tahun", "periode")})
    angka_sama = (fakta["nilai_a"] == fakta["nilai_b"]) | (fakta["nilai_a"].isna() & fakta["nilai_b"].isna())
    sama = (fakta["nilai_teks_a"] == fakta["nilai_teks_b"]) & angka_sama
    return Perbedaan(
        temuan_baru=_part_of(_only(b.temuan, a.temuan, "id"), a.temuan), temuan_hilang=_part_of(_only(a.temuan, b.temuan, "id"), b.temuan),
        temuan_tetap=tetap.assign(beda=_changed_columns(a.temuan, tetap)),
        fakta_berubah=fakta[~sama].reset_index(drop=True),
        fakta_muncul=_only(b.fakta, a.fakta, "fakta_id"), fakta_lenyap=_only(a.fakta, b.fakta, "fakta_id"),
        fakta_tetap=int(sama.sum()))


def _only(isi: pd.DataFrame, lain: pd.DataFrame, kunci: str) -> pd.DataFrame:
    return isi[~isi[kunci].isin(lain[kunci])].reset_index(drop=True)


def _part_of(isi: pd.DataFrame, lain: pd.DataFrame) -> pd.DataFrame:
    """Say which finding of the other run a finding is a part of: what shares a root is told once."""
    milik = {}
    for id_, bagian in zip(lain["id"], lain["bagian"] if "bagian" in lain else [""] * len(lain), strict=True):
        milik |= dict.fromkeys(bagian.split(), id_)
    return isi.assign(bagian_dari=[milik.get(i, "") for i in isi["id"]])


def _changed_columns(a: pd.DataFrame, tetap: pd.DataFrame) -> list[str]:
    """Name the columns in which each remaining finding differs from A; columns only one run has are left out."""
    kolom = [k for k in tetap.columns if k in a.columns and k not in _DIABAIKAN]
    lama = a.set_index("id", drop=False).loc[tetap["id"], kolom].reset_index(drop=True)
    beda = lama != tetap[kolom]
    return [", ".join(k for k, b in zip(kolom, baris, strict=True) if b) for baris in beda.itertuples(index=False)]


def _read_findings(folder: Path) -> pd.DataFrame:
    """Return the register, every cell as text."""
    mentah = read_input(folder / "temuan.csv", terbesar=_TERBESAR)
    try:
        isi = pd.read_csv(BytesIO(mentah), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except ValueError:  # also what pandas raises for an empty file, a ragged row and wrong bytes
        raise _broken(folder, "temuan.csv", "bukan CSV UTF-8 yang utuh") from None
    if not isinstance(isi.index, pd.RangeIndex):  # rows longer than the header
        raise _broken(folder, "temuan.csv", "memuat baris yang lebih panjang daripada kepalanya")
    return _checked(folder, "temuan.csv", isi.fillna(""), _KOLOM_TEMUAN, "id")


def _read_facts(folder: Path) -> pd.DataFrame:
    """Return the facts, text without nulls and `nilai` as a float."""
    nama = "fakta.parquet"
    mentah = BytesIO(read_input(folder / nama, terbesar=_TERBESAR))
    try:
        ada = [k for k in _KOLOM_FAKTA if k in pq.read_schema(mentah).names]
        isi = pd.read_parquet(mentah, columns=ada)
    except (pa.ArrowException, OSError, ValueError):
        raise _broken(folder, nama, "bukan Parquet yang utuh") from None
    _checked(folder, nama, isi, _KOLOM_FAKTA, "fakta_id")
    teks = {k: isi[k].astype("string").fillna("").astype(str) for k in _KOLOM_FAKTA if k != "nilai"}
    try:
        return isi.assign(**teks, nilai=isi["nilai"].astype(float))
    except (TypeError, ValueError):
        raise _broken(folder, nama, "memuat kolom nilai yang bukan angka") from None


def _checked(folder: Path, nama: str, isi: pd.DataFrame, wajib: tuple[str, ...], kunci: str) -> pd.DataFrame:
    if kurang := [k for k in wajib if k not in isi.columns]:
        raise _broken(folder, nama, f"tidak memuat kolom {', '.join(kurang)}")
    if (rangkap := isi[kunci][isi[kunci].duplicated()]).size:
        raise _broken(folder, nama, f"memuat {kunci} \"{str(rangkap.iloc[0])[:60]}\" lebih dari sekali")
    return isi


def _broken(folder: Path, nama: str, sebab: str) -> KesalahanMasukan:
    return KesalahanMasukan(f"Berkas {folder.name}/{nama} {sebab}; terbitkan ulang dengan lkip run.")
