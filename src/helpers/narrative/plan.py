"""What the document of an action plan is made of: the material of every document, and the plan itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from helpers.errors import KesalahanMasukan
from helpers.lineage.traced import count_of
from helpers.narrative.material import Bahan, of_document
from helpers.paths import Ruang
from helpers.sources.plan import Butir, Rencana, build_plan
from helpers.sources.workspace import load_input, read_clean, read_clean_text
from helpers.validation.findings import Tempat, Temuan, from_json


@dataclass(frozen=True, eq=False)
class BahanRencana(Bahan):
    """Material of an action plan; it has no achievements and no indices."""

    @cached_property
    def rencana(self) -> Rencana:
        """The plan."""
        return build_plan(self.fakta, self.metodologi, self.masukan.tabel)

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

    def cite(self, nama: str) -> str:
        """Name one source table by the part of the document it is."""
        t = (self.utuh or self).tabel[nama]
        return t.lkip.bagian or t.title

    def place(self, tempat: Tempat) -> str:
        """Name where a value of a finding is printed, with the page of the source."""
        halaman = self._halaman.get((tempat.sumber, tempat.baris), "")
        return f"{self.cite(tempat.sumber)} halaman {halaman}" if halaman else self.cite(tempat.sumber)

    @cached_property
    def _halaman(self) -> dict[tuple[str, int], str]:
        return {(t.tabel.name, n): b[kolom.index("halaman")] for t in self.masukan.tabel if "halaman" in (kolom := [k.name for k in t.tabel.kolom])
                for n, b in enumerate(t.baris, 2)}

    def count(self, butir: Iterable[Butir]) -> float:
        """Count indicators or steps; the number remembers the cells that name them."""
        return count_of(b.uraian_id for b in butir)


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
    return of_document(BahanRencana(
        masukan, read_clean(ruang, "fakta"), read_clean(ruang, "terpakai"), pd.DataFrame(), pd.DataFrame(), read_clean(ruang, "harapan"),
        from_json(read_clean_text(ruang, "temuan.json"))), "rencana-aksi")
