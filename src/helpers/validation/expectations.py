"""Expectations over facts and residual tables: what is expected of which column, and which rows fail.

One suite for the facts themselves and one for each family of relations. The expectations are plain built-in
ones of Great Expectations, so that an auditor can read them; a residual must be 0 and must not be empty.
They are declared here as data; `helpers.validation.checking` runs them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import asdict, dataclass, field, replace

import pandas as pd

from helpers.methodology.rules import Metodologi
from helpers.sources.facts import PERIODE, TEKS
from helpers.validation.checking import HasilHarapan, Pekerjaan, check_suites
from helpers.validation.relations import KELUARGA
from helpers.validation.residuals import TIDAK_KRITIS
from helpers.validation.wording import severity_of


@dataclass(frozen=True)
class Harapan:
    """One expectation.

    Attributes
    ----------
    nama : str
        Rule it checks, or what it says of the facts.
    jenis : str
        Class of Great Expectations, such as ``ExpectColumnValuesToBeUnique``.
    kolom : str
        Column it looks at.
    tingkat : str
        ``kritis``, ``peringatan`` or ``info``.
    opsi : dict
        What else the class takes.
    """

    nama: str
    jenis: str
    kolom: str
    tingkat: str
    opsi: dict[str, object] = field(default_factory=dict)


def declare_suites(residu: pd.DataFrame, m: Metodologi) -> dict[str, list[Harapan]]:
    """Declare the suites.

    Parameters
    ----------
    residu : pandas.DataFrame
        Only says which relations have instances; values do not matter here.
    m : Metodologi
    """
    keadaan = ["angka", "kosong", "strip", "strip_ganda", *TEKS]
    suites = {"fakta": [
        Harapan("identitas fakta tunggal", "ExpectColumnValuesToBeUnique", "fakta_id", "kritis"),
        Harapan("kode terisi", "ExpectColumnValuesToNotBeNull", "kode", "kritis"),
        Harapan("periode dikenal", "ExpectColumnValuesToBeInSet", "periode", "kritis", {"value_set": list(PERIODE)}),
        Harapan("keadaan dikenal", "ExpectColumnValuesToBeInSet", "keadaan", "kritis", {"value_set": keadaan}),
        Harapan("angka bernilai", "ExpectColumnValuesToNotBeNull", "nilai_angka", "kritis"),
        Harapan("satuan tercetak sesuai", "ExpectColumnValuesToBeInSet", "keraguan", "info", {"value_set": [""]}),
    ]}
    aturan = rule_of(residu, m)
    for keluarga in KELUARGA:
        bagian = residu[residu["keluarga"] == keluarga]
        kode: dict[str, dict[str, None]] = defaultdict(dict)
        for nama, satu in zip(aturan[bagian.index].tolist(), bagian["kode"].tolist(), strict=True):
            kode[nama][satu] = None
        suites[keluarga] = [
            Harapan(nama, "ExpectColumnValuesToBeBetween", nama,
                    severity_of(nama, keluarga not in TIDAK_KRITIS and any(map(m.is_critical, semua))), {"min_value": 0, "max_value": 0})
            for nama, semua in kode.items()
        ]
        if not bagian.empty:  # an empty residual would pass the expectations above unseen
            suites[keluarga].append(Harapan("semua residu terhitung", "ExpectColumnValuesToNotBeNull", "lebih", "kritis"))
    return suites


def rule_of(residu: pd.DataFrame, m: Metodologi) -> pd.Series:
    """Name the rule each residual row is an instance of, as the suites list them.

    Agreement and range have one relation for every quantity; the suites keep two rules of each, for quantities
    that change a published conclusion and for the others; repetition of a year is one rule.
    """
    penting = residu["kode"].map({k: "kritis" if any(map(m.is_critical, m.equivalents(k))) else "lain" for k in residu["kode"].unique()})
    umum = residu["keluarga"].isin(["kesepakatan", "rentang"])
    salinan = residu["relasi"].str.startswith("salinan.")
    return residu["relasi"].where(~umum, residu["keluarga"] + "." + penting).where(~salinan, "salinan")


def facts_to_check(fakta: pd.DataFrame) -> pd.DataFrame:
    """Return what the suite ``fakta`` looks at; a cell that is no number by statement needs no value."""
    data = fakta[["fakta_id", "kode", "periode", "keadaan", "keraguan"]].copy()
    data["nilai_angka"] = fakta["nilai"].where(fakta["keadaan"] == "angka", 0.0)
    return data


def residuals_to_check(residu: pd.DataFrame, aturan: pd.Series, keluarga: str) -> pd.DataFrame:
    """Return the residuals of a family with a column for each rule.

    A column is empty in the rows of other rules, which Great Expectations passes over; that no row is empty
    altogether is checked on ``lebih``. Row conditions say the same but take several times as long.
    """
    bagian = residu[residu["keluarga"] == keluarga]
    nama = aturan[bagian.index]
    return bagian[["no", "lebih"]].assign(**{str(n): bagian["lebih"].where(nama == n) for n in nama.unique()})


def validate(fakta: pd.DataFrame, residu: pd.DataFrame, m: Metodologi) -> list[HasilHarapan]:
    """Check every expectation with Great Expectations.

    Parameters
    ----------
    fakta : pandas.DataFrame
    residu : pandas.DataFrame
        As `evaluate_relations` returns it.
    m : Metodologi

    Returns
    -------
    list of HasilHarapan
        One for each expectation, in the order of the suites.

    Raises
    ------
    RuntimeError
        When Great Expectations ran another number of expectations than declared.
    """
    pekerjaan, nomor = [], {}
    ramping, aturan = _slim(residu, m)
    for nama, isi in _declared(ramping, m):
        if nama == "fakta":
            pekerjaan.append((nama, isi, facts_to_check(fakta), "fakta_id"))
        else:
            data = ramping[ramping["keluarga"] == nama]
            rapat, nomor[nama] = _compact(data, aturan[data.index], [str(h["kolom"]) for h in isi[:-1]])
            pekerjaan += [(nama, isi[:-1], rapat, "urutan"), (nama, isi[-1:], data[["no", "lebih"]], "no")]
    hasil = check_suites(pekerjaan)
    return [replace(h, kunci_gagal=tuple(nomor[h.suite][h.nama][i] for i in h.kunci_gagal)) if h.nama in nomor.get(h.suite, ()) else h
            for h in hasil]


def _compact(data: pd.DataFrame, aturan: pd.Series, kolom: list[str]) -> tuple[pd.DataFrame, dict[str, list]]:
    """Return a column for each rule with nothing but its own residuals, and say which rows they came from.

    Great Expectations copies all columns for each expectation, and with a cell for every row nearly all would be empty
    where there are many rules. That no residual is empty is checked apart, on the column that has one in each row.
    """
    nomor: dict[str, list] = {k: [] for k in kolom}
    lebih: dict[str, list[float]] = {k: [] for k in kolom}
    for n, no, x in zip(aturan.tolist(), data["no"].tolist(), data["lebih"].tolist(), strict=True):
        if x == x:
            nomor[n].append(no)
            lebih[n].append(x)
    panjang = max(map(len, lebih.values()), default=0)
    return pd.DataFrame({"urutan": range(panjang), **{k: isi + [math.nan] * (panjang - len(isi)) for k, isi in lebih.items()}}), nomor


def _slim(residu: pd.DataFrame, m: Metodologi) -> tuple[pd.DataFrame, pd.Series]:
    """Return the columns the suites look at, and the rule of each row; texts are costly to carry along."""
    residu = residu[["no", "relasi", "keluarga", "kode", "lebih"]]
    return residu, rule_of(residu, m)


def _declared(residu: pd.DataFrame, m: Metodologi) -> list[tuple[str, list[dict]]]:
    """Return the suites that expect anything, as dictionaries."""
    return [(nama, [asdict(h) for h in isi]) for nama, isi in declare_suites(residu, m).items() if isi]


def list_suites(fakta: pd.DataFrame, residu: pd.DataFrame, m: Metodologi) -> list[Pekerjaan]:
    """Return the suites with the data they look at, as Great Expectations takes them."""
    residu, aturan = _slim(residu, m)
    pekerjaan: list[Pekerjaan] = []
    for nama, isi in _declared(residu, m):
        data, kunci = (facts_to_check(fakta), "fakta_id") if nama == "fakta" else (residuals_to_check(residu, aturan, nama), "no")
        pekerjaan.append((nama, isi, data, kunci))
    return pekerjaan


def failing_residuals(residu: pd.DataFrame, hasil: list[HasilHarapan]) -> pd.DataFrame:
    """Return the residual rows that Great Expectations found failing."""
    nomor = {k for h in hasil if h.suite != "fakta" for k in h.kunci_gagal}
    return residu[residu["no"].isin(nomor)]


def doubtful_facts(fakta: pd.DataFrame, hasil: list[HasilHarapan]) -> pd.DataFrame:
    """Return the facts that Great Expectations found printed with a doubtful unit."""
    kunci = {k for h in hasil if h.nama == "satuan tercetak sesuai" for k in h.kunci_gagal}
    return fakta[fakta["fakta_id"].isin(kunci)]


def summarize(hasil: list[HasilHarapan]) -> pd.DataFrame:
    """Count expectations, rows and failures for each suite."""
    t = pd.DataFrame([{"suite": h.suite, "harapan": 1, "lulus": h.lulus, "diperiksa": h.diperiksa, "gagal": h.gagal}
                      for h in hasil])
    return t.groupby("suite", sort=False).sum().reset_index()


def to_table(hasil: list[HasilHarapan]) -> pd.DataFrame:
    """Return the outcomes as a flat table, without the failing keys."""
    return pd.DataFrame([{k: v for k, v in asdict(h).items() if k != "kunci_gagal"} for h in hasil])
