"""What the document of an action plan is made of: the plan, its facts, and the findings on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from helpers.errors import KesalahanMasukan
from helpers.methodology.rules import Metodologi
from helpers.paths import Ruang
from helpers.sources.plan import Rencana, build_plan
from helpers.sources.workspace import Masukan, load_input, read_clean, read_clean_text
from helpers.validation.findings import Temuan, from_json


@dataclass(frozen=True)
class BahanRencana:
    """Material of an action plan.

    Attributes
    ----------
    temuan : tuple of Temuan
        The register, critical findings first.
    """

    ruang: Ruang
    masukan: Masukan
    fakta: pd.DataFrame
    rencana: Rencana
    temuan: tuple[Temuan, ...]

    @property
    def metodologi(self) -> Metodologi:
        """The rules."""
        return self.masukan.metodologi

    @property
    def nama(self) -> str:
        """The Polres, in short."""
        return self.masukan.profil.singkatan

    @property
    def tahun(self) -> int:
        """Year of the plan."""
        return self.ruang.tahun

    @cached_property
    def temuan_butir(self) -> dict[str, tuple[Temuan, ...]]:
        """Findings on each indicator and step: those with a place in its target, its quarters, its text, or its owner."""
        hasil: dict[str, dict[str, Temuan]] = {k: {} for k in self.rencana.butir}
        for t in self.temuan:
            for p in t.tempat:
                for kode in (p.kode, p.kode.rpartition(".")[0]):
                    if kode in hasil:
                        hasil[kode].setdefault(t.id, t)
                        break
        return {k: tuple(v.values()) for k, v in hasil.items()}


def load_plan(ruang: Ruang) -> BahanRencana:
    """Load what notebooks 01 and 02 left for the plan.

    Raises
    ------
    KesalahanMasukan
        When the data holds no action plan, or those notebooks have not run yet.
    """
    masukan = load_input(ruang)
    if masukan.metodologi.rencana is None:
        raise KesalahanMasukan(f"Data {ruang.polres} {ruang.tahun} tidak memuat rencana aksi; pilih data yang memuatnya.")
    fakta = read_clean(ruang, "fakta")
    return BahanRencana(ruang, masukan, fakta, build_plan(fakta, masukan.metodologi, masukan.tabel), tuple(from_json(read_clean_text(ruang, "temuan.json"))))
