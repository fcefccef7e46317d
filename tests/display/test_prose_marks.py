"""A contested number in a sentence leads to its finding, as in the tables."""

from __future__ import annotations

from helpers.display.cells import prose
from helpers.narrative.words import write_number, write_percent
from helpers.validation.findings import Tempat, Temuan
from tests.narrative.contoh_bahan import make_material

ISI = {("IKU1.realisasi", 2023): (65.27, 2), ("IKU1.target", 2023): (64, 0)}


def finding(fakta_id: str, tingkat: str = "kritis") -> Temuan:
    tempat = Tempat(fakta_id, "t01-uji", "Tabel 1", 2, "nilai", "IKU1.realisasi", "uji", 2023, "TH", "65.27")
    return Temuan("kesepakatan-iku1-2023", "T1", tingkat, "kesepakatan", "x", "IKU1.realisasi", 2023, "TH", "65.27", (tempat,), (), (), "", "", "terbuka")


def material(tingkat: str = "kritis"):
    asal = make_material(ISI).value("IKU1.realisasi").fakta_id
    return make_material(ISI, temuan=[finding(asal, tingkat)])


def sentence(b) -> str:
    r, t = b.number("IKU1.realisasi"), b.number("IKU1.target")
    return f"Realisasi {write_number(r, 2)} dari {write_number(t)} adalah {write_percent(100 * r / t, 2)}; lagi {write_number(r, 2)}."


def test_the_first_mention_in_a_paragraph_is_marked():
    b = material()
    teks = prose(b, sentence(b))
    tanda = "^[T1](#temuan-kesepakatan-iku1-2023){.tanda}^"
    assert teks.count(tanda) == 1 and f'[65,27]{{data-angka="t01-uji:2:nilai"}}{tanda} dari [64]' in teks
    assert '[101,98%]{data-angka="÷ × 100 t01-uji:2:nilai t01-uji:3:nilai"};' in teks, "a computed number carries its formula and no mark"
    assert prose(b, sentence(b)).count(tanda) == 1, "the next paragraph marks it again"


def test_what_nobody_contests_and_mere_information_stay_unmarked():
    assert "tanda" not in prose(make_material(ISI), sentence(make_material(ISI)))
    assert "tanda" not in prose(material("info"), sentence(material("info")))


def test_text_from_data_stays_harmless_beside_marked_numbers():
    b = material()
    assert prose(b, f"*a* [b](c) @d {write_number(b.number('IKU1.target'))}").startswith(r"\*a\* \[b\](c) \@d [64]{")
