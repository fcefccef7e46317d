"""The regional police there are."""

from __future__ import annotations

from pathlib import Path

from pydantic import RootModel

from helpers.files import check_model, read_yaml

BERKAS = "polda.yml"


class _Daftar(RootModel[dict[str, str]]):
    """Names by the short forms in use."""


def known_polda(metodologi: Path) -> dict[str, str]:
    """Return full name and short name of every Polda; empty where the methodology has no list."""
    berkas = metodologi / BERKAS
    if not berkas.exists():
        return {}
    return {panjang: pendek for pendek, panjang in check_model(_Daftar, read_yaml(berkas), BERKAS).root.items()}
