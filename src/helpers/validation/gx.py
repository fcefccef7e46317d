"""Great Expectations, imported and called with what it does for nobody left out."""

from __future__ import annotations

import contextlib
import importlib.abc
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

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
    """Import Great Expectations with its expectations; again it does nothing."""
    if "great_expectations.expectations" in sys.modules:
        return
    malas = _Malas()
    sys.meta_path.insert(0, malas)
    try:
        import great_expectations.expectations  # noqa: F401
    finally:
        sys.meta_path.remove(malas)


@contextlib.contextmanager
def configured_once() -> Iterator[None]:
    """Let every expectation say what it is configured to once, instead of some hundred times while it is checked.

    The configuration is made of fields that nobody changes meanwhile.
    """
    from great_expectations.expectations.expectation import Expectation

    asal, tahu = Expectation.configuration, {}

    def get(self: Expectation) -> object:
        kunci = id(self)
        if kunci not in tahu:
            tahu[kunci] = (self, asal.fget(self))  # with the expectation itself: no other may get its id
        return tahu[kunci][1]

    Expectation.configuration = property(get)
    try:
        yield
    finally:
        Expectation.configuration = asal
