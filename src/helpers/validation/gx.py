"""Great Expectations, imported and called with what it does for nobody left out."""

from __future__ import annotations

import contextlib
import gc
import importlib.abc
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"

#: What it imports for expectations and charts that nobody here uses: a third of the time its own import takes.
MALAS = ("altair", "scipy", "scipy.stats")


class _Malas(importlib.abc.MetaPathFinder):
    """Finds some modules as usual, but loads them only when they are looked into."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname not in MALAS:
            return None
        for satu in sys.meta_path:
            if satu is not self and (spek := satu.find_spec(fullname, path, target)) is not None:
                if spek.loader is not None:
                    spek.loader = importlib.util.LazyLoader(spek.loader)
                return spek
        return None


def import_gx() -> None:
    """Import Great Expectations with its expectations; again it does nothing.

    The hundreds of thousands of objects it makes stay: the garbage collector passes them by, meanwhile and ever after.
    """
    if "great_expectations.expectations" in sys.modules:
        return
    malas, mengumpulkan = _Malas(), gc.isenabled()
    sys.meta_path.insert(0, malas)
    gc.disable()
    try:
        import great_expectations.expectations  # noqa: F401
    finally:
        sys.meta_path.remove(malas)
        gc.freeze()
        if mengumpulkan:
            gc.enable()


@contextlib.contextmanager
def asked_once() -> Iterator[None]:
    """Let Great Expectations work out once what it otherwise works out again and again while it checks.

    What an expectation is configured to, asked some hundred times and made of fields that nobody changes meanwhile;
    the expectation of a configuration, made for each of its metrics; what a metric depends on, followed anew from every
    metric that leads to it; and the name that stands for the same arguments of a metric.
    """
    from great_expectations.core.id_dict import IDDict
    from great_expectations.expectations.expectation import Expectation
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.validator.validation_graph import ValidationGraph

    susunan, telusur, namai = Expectation.configuration, ValidationGraph.build_metric_dependency_graph, IDDict.to_id
    jadikan = ExpectationConfiguration.to_domain_obj
    tahu: dict[int, tuple] = {}
    jadi: dict[int, tuple] = {}
    nama: dict[str, Any] = {}

    def get(self: Expectation) -> object:
        kunci = id(self)
        if kunci not in tahu:
            tahu[kunci] = (self, susunan.fget(self))  # with the expectation itself: no other may get its id
        return tahu[kunci][1]

    def make(self: ExpectationConfiguration) -> Expectation:
        sebelum = jadi.get(id(self))
        if sebelum is None or sebelum[1] != self.kwargs:  # the batch is written into it
            sebelum = jadi[id(self)] = (self, dict(self.kwargs), jadikan(self))
        return sebelum[2]

    def build(self: ValidationGraph, metric_configuration: Any, runtime_configuration: dict | None = None) -> None:
        terurai = vars(self).setdefault("terurai", {})
        if metric_configuration.id in terurai:
            self.set_metric_configuration_default_kwargs_if_absent(metric_configuration)
            metric_configuration.metric_dependencies = terurai[metric_configuration.id]
        else:
            telusur(self, metric_configuration, runtime_configuration)
            terurai[metric_configuration.id] = metric_configuration.metric_dependencies

    def name(self: IDDict, *pilihan: Any, **lain: Any) -> Any:
        kunci = repr((self, pilihan, lain))
        if kunci not in nama:
            nama[kunci] = namai(self, *pilihan, **lain)
        return nama[kunci]

    Expectation.configuration, ValidationGraph.build_metric_dependency_graph, IDDict.to_id = property(get), build, name
    ExpectationConfiguration.to_domain_obj = make
    try:
        yield
    finally:
        ExpectationConfiguration.to_domain_obj = jadikan
        Expectation.configuration, ValidationGraph.build_metric_dependency_graph, IDDict.to_id = susunan, telusur, namai
