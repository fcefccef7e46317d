"""Great Expectations does what it does for everyone, without what nobody here looks at."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd

from helpers.validation.checking import check_suites, run_suites
from helpers.validation.gx import asked_once, import_gx

SUITE = [("contoh", [
    {"nama": "nol", "jenis": "ExpectColumnValuesToBeBetween", "kolom": "a", "tingkat": "kritis", "opsi": {"min_value": 0, "max_value": 0}},
    {"nama": "dikenal", "jenis": "ExpectColumnValuesToBeInSet", "kolom": "b", "tingkat": "info", "opsi": {"value_set": ["x"]}},
], pd.DataFrame({"no": [7, 8, 9], "a": [0.0, 2.0, None], "b": ["x", "y", "x"]}), "no")]


def test_what_is_not_used_is_not_loaded_and_can_be():
    program = """
import sys
from helpers.validation.gx import import_gx
import_gx()
print([m for m in ("altair.vegalite", "scipy.stats._stats_py") if m in sys.modules], end=" ")
from scipy import stats
import altair
print(round(stats.norm.cdf(0), 1), altair.Chart.__name__)
"""
    hasil = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert hasil.stdout.startswith("[] 0.5 Chart"), hasil.stderr


def test_failing_rows_are_told_and_each_table_is_its_own():
    hasil = check_suites([*SUITE, ("lain", SUITE[0][1][:1], SUITE[0][2].assign(a=0.0), "no")])
    assert [(h.suite, h.nama, h.diperiksa, h.gagal, h.kunci_gagal) for h in hasil] == [
        ("contoh", "nol", 2, 1, (8,)), ("contoh", "dikenal", 3, 1, (8,)), ("lain", "nol", 3, 0, ())]


def test_results_are_those_of_great_expectations_unchanged():
    def outcome(terinci: bool) -> list[dict]:
        (_, _, keluaran), = run_suites(SUITE, terinci=terinci)
        return [{k: v for k, v in r.result.items() if k != "unexpected_index_query"} for r in keluaran.results]

    assert outcome(True) == outcome(False)


def test_great_expectations_is_left_as_it_was():
    import_gx()
    from great_expectations.core.id_dict import IDDict
    from great_expectations.expectations.expectation import Expectation
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.validator.validation_graph import ValidationGraph

    def ways() -> tuple:
        return (Expectation.configuration, ExpectationConfiguration.to_domain_obj, ValidationGraph.build_metric_dependency_graph, IDDict.to_id)

    asal = ways()
    with asked_once():
        assert not any(a is b for a, b in zip(ways(), asal, strict=True))
    assert ways() == asal


def test_the_dependencies_of_a_metric_are_the_same_found_once():
    import_gx()
    from great_expectations.execution_engine import PandasExecutionEngine
    from great_expectations.validator.metric_configuration import MetricConfiguration
    from great_expectations.validator.validation_graph import ValidationGraph

    def edges() -> list[tuple]:
        graf = ValidationGraph(PandasExecutionEngine(batch_data_dict={"b": SUITE[0][2]}))
        graf.build_metric_dependency_graph(MetricConfiguration(
            "column_values.between.unexpected_index_list", {"column": "a", "batch_id": "b"}, {"min_value": 0, "max_value": 0}))
        return [(e.id, {k: v.id for k, v in e.left.metric_dependencies.items()}, e.left.metric_domain_kwargs) for e in graf.edges]

    asal = edges()
    with asked_once():
        sekali = edges()
    assert len(asal) > 5 and sekali == asal


def test_the_expectation_of_a_configuration_follows_what_is_written_into_it():
    import_gx()
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    susunan = ExpectationConfiguration(type="expect_column_values_to_be_between", kwargs={"column": "a", "min_value": 0, "max_value": 1})
    with asked_once():
        awal = susunan.to_domain_obj()
        assert susunan.to_domain_obj() is awal and awal.max_value == 1
        susunan.kwargs["max_value"] = 2
        assert susunan.to_domain_obj().max_value == 2
    assert susunan.to_domain_obj() is not susunan.to_domain_obj()


def test_the_same_source_of_tables_serves_reports_before_and_after_one_of_another_kind():
    def failing() -> list[tuple]:
        return [(h.suite, h.nama, h.gagal) for h in check_suites(SUITE)]

    asal = failing()
    list(run_suites(SUITE, terinci=True))  # has a context of its own, which Great Expectations then takes for the current one
    assert failing() == asal == [("contoh", "nol", 1), ("contoh", "dikenal", 1)]
