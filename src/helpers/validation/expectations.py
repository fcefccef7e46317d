"""Great Expectations over facts and residual tables: what is expected, and which rows fail.

One suite for the facts themselves and one for each family of relations. The expectations are plain
built-in ones, so that an auditor can read them; a residual column must be 0 and must not be empty.
"""

from __future__ import annotations

import logging
import os
from dataclasses import asdict, dataclass

import pandas as pd

from helpers.methodology.rules import Metodologi
from helpers.sources.facts import PERIODE
from helpers.validation.relations import KELUARGA

os.environ["GX_ANALYTICS_ENABLED"] = "false"

NAMA_GX = {"kritis": "critical", "peringatan": "warning", "info": "info"}


@dataclass(frozen=True)
class HasilHarapan:
    """The outcome of one expectation.

    Attributes
    ----------
    diperiksa, gagal : int
        Rows looked at and rows that failed.
    kunci_gagal : tuple
        Keys of the failing rows (`fakta_id`, or `no` of the residual).
    """

    suite: str
    nama: str
    harapan: str
    tingkat: str
    diperiksa: int
    gagal: int
    kunci_gagal: tuple

    @property
    def lulus(self) -> bool:
        """Whether every row met the expectation."""
        return self.gagal == 0


def build_suites(residu: pd.DataFrame, m: Metodologi) -> dict[str, list[tuple[str, object]]]:
    """Declare the suites: for each, the (rule, expectation) pairs.

    Parameters
    ----------
    residu : pandas.DataFrame
        Only says which relations have instances; values do not matter here.
    m : Metodologi
    """
    import great_expectations.expectations as gxe
    from great_expectations.expectations.row_conditions import Column

    kritis, peringatan, info = (NAMA_GX[t] for t in ("kritis", "peringatan", "info"))
    keadaan = ["angka", "kosong", "strip", "strip_ganda"]
    suites: dict[str, list[tuple[str, object]]] = {"fakta": [
        ("identitas fakta tunggal", gxe.ExpectColumnValuesToBeUnique(column="fakta_id", severity=kritis)),
        ("kode terisi", gxe.ExpectColumnValuesToNotBeNull(column="kode", severity=kritis)),
        ("periode dikenal", gxe.ExpectColumnValuesToBeInSet(column="periode", value_set=list(PERIODE), severity=kritis)),
        ("keadaan dikenal", gxe.ExpectColumnValuesToBeInSet(column="keadaan", value_set=keadaan, severity=kritis)),
        ("angka bernilai", gxe.ExpectColumnValuesToNotBeNull(
            column="nilai", row_condition=Column("keadaan") == "angka", severity=kritis)),
        ("satuan tercetak sesuai", gxe.ExpectColumnValuesToBeInSet(column="keraguan", value_set=[""], severity=info)),
    ]}
    for keluarga in KELUARGA:
        bagian = residu[residu["keluarga"] == keluarga]
        suites[keluarga] = []
        for aturan, kelompok in bagian.groupby("aturan", sort=False):
            syarat = Column("aturan") == aturan
            tingkat = kritis if any(map(m.is_critical, kelompok["kode"].unique())) else peringatan
            suites[keluarga].append((aturan, gxe.ExpectColumnValuesToBeBetween(
                column="lebih", min_value=0, max_value=0, row_condition=syarat, severity=tingkat)))
        if not bagian.empty:  # an empty residual would pass the expectations above unseen
            suites[keluarga].append(("semua residu terhitung", gxe.ExpectColumnValuesToNotBeNull(column="lebih", severity=kritis)))
    return suites


def rule_of(residu: pd.DataFrame, m: Metodologi) -> pd.Series:
    """Name the rule each residual row is an instance of, as the suites list them.

    Agreement and range have one relation for every quantity; the suites keep two rules of each, for quantities
    that change a published conclusion and for the others.
    """
    penting = residu["kode"].map(lambda k: any(map(m.is_critical, m.equivalents(k)))).map({True: "kritis", False: "lain"})
    umum = residu["keluarga"].isin(["kesepakatan", "rentang"])
    return residu["relasi"].where(~umum, residu["keluarga"] + "." + penting)


def validate(fakta: pd.DataFrame, residu: pd.DataFrame, m: Metodologi) -> list[HasilHarapan]:
    """Run every suite.

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
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    konteks = gx.get_context(mode="ephemeral")
    konteks.variables.progress_bars = ProgressBarsConfig(globally=False)
    sumber = konteks.data_sources.add_pandas("lkip")
    residu = residu.assign(aturan=rule_of(residu, m))
    hasil: list[HasilHarapan] = []
    for nama, isi in build_suites(residu, m).items():
        data, kunci = (fakta, "fakta_id") if nama == "fakta" else (residu[residu["keluarga"] == nama], "no")
        if not isi:
            continue
        suite = gx.ExpectationSuite(name=nama, expectations=[e for _, e in isi])
        bagian = sumber.add_dataframe_asset(nama).add_batch_definition_whole_dataframe("semua").get_batch({"dataframe": data})
        keluaran = bagian.validate(suite, result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [kunci]})
        if len(keluaran.results) != len(isi) or len(suite.expectations) != len(isi):
            raise RuntimeError(f"suite {nama}: {len(isi)} harapan dinyatakan, {len(keluaran.results)} dijalankan")
        menurut = {_signature(r.expectation_config.type, r.expectation_config.kwargs): r for r in keluaran.results}
        for aturan, harapan in isi:
            k = harapan.configuration
            r = menurut[_signature(k.type, k.kwargs)]
            if r.exception_info.get("raised_exception") or r.exception_info.get("exception_message"):
                raise RuntimeError(f"suite {nama}, aturan {aturan}: {r.exception_info}")
            hasil.append(_outcome(nama, aturan, k.type, harapan.severity, r, kunci))
    return hasil


def _signature(jenis: str, kwargs: dict) -> tuple:
    syarat = kwargs.get("row_condition")
    return jenis, kwargs.get("column"), str(syarat)


def _outcome(suite: str, aturan: str, jenis: str, tingkat: object, r: object, kunci: str) -> HasilHarapan:
    isi = r.result
    gagal = [b[kunci] for b in isi.get("unexpected_index_list") or []]
    dari_gx = str(getattr(tingkat, "value", tingkat))
    indonesia = next(k for k, v in NAMA_GX.items() if v == dari_gx)
    jumlah = int(isi.get("unexpected_count", 0))
    if bool(r.success) != (jumlah == 0) or len(gagal) != jumlah:
        raise RuntimeError(f"suite {suite}, aturan {aturan}: hasil Great Expectations tidak utuh")
    return HasilHarapan(suite, aturan, jenis, indonesia, int(isi["element_count"]), jumlah, tuple(gagal))


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
