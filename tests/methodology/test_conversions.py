"""Conversions from a rate to a score, and what the methodology promises about itself."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from helpers.methodology.formulas import TakTerdefinisi
from helpers.methodology.models import Konversi
from helpers.methodology.rules import BENTUK_CAPAIAN


@pytest.fixture(scope="module")
def m(masukan):
    return masukan.metodologi


@pytest.mark.parametrize(("nama", "x", "skor"), [
    # reconstructed points of the printed score tables
    ("skor_clearance", 81.91, 4.638), ("skor_clearance", 84.21, 4.684), ("skor_clearance", 75, 4.5), ("skor_clearance", 100, 5),
    ("skor_clearance", 60, 4), ("skor_clearance", 67.5, 4.25), ("skor_clearance", 120, 5), ("skor_reduksi", 60.42, 4.174),
    # road safety: both segments, the joint, the floor
    ("skor_fatalitas_penduduk", 0, 5), ("skor_fatalitas_penduduk", 5, 4.5), ("skor_fatalitas_penduduk", 10, 4),
    ("skor_fatalitas_penduduk", 15.36, 2.928), ("skor_fatalitas_penduduk", 25, 1), ("skor_fatalitas_penduduk", 99, 1),
    ("skor_fatalitas_kendaraan", 23.83, 1), ("skor_fatalitas_kendaraan", 103.26, 1),
])
def test_scores_follow_the_scale(m, nama, x, skor):
    assert m.konversi[nama](x) == pytest.approx(skor, abs=0.0006)


@pytest.mark.parametrize(("nama", "x"), [("skor_clearance", 59.99), ("skor_reduksi", 49.9), ("skor_reduksi", 80.1), ("skor_fatalitas_kendaraan", 23.8)])
def test_outside_the_known_scale_there_is_no_score(m, nama, x):
    with pytest.raises(TakTerdefinisi, match="di luar skala"):
        m.konversi[nama](x)


def test_points_out_of_order_are_refused():
    with pytest.raises(ValidationError, match="berurutan"):
        Konversi(nama="x", titik=((10, 4), (0, 5)), bawah="tahan", atas="tahan", kedudukan="asumsi")


def test_every_rule_carries_its_standing_and_every_reconstruction_its_residuals(m):
    assert all(r.aturan.kedudukan in ("tercetak", "rekonstruksi", "rujukan", "asumsi") for r in m.rumus)
    assert all(k.catatan for k in m.konversi.values() if k.kedudukan == "rekonstruksi")
    assert len({r.id for r in m.rumus}) == len(m.rumus)


def test_weights_are_as_printed_and_not_normalised(m):
    assert sum(v for k, v in m.tetapan.items() if k.startswith("bobot.G")) == pytest.approx(88.07)
    assert m.tetapan["bobot.H8"] == 23.88


def test_capaian_where_lower_is_better_has_two_forms():
    from helpers.methodology.formulas import parse_formula
    hasil = {k: parse_formula(t.replace("{i}", "X")).evaluate({"X.realisasi": 80, "X.target": 100}, {}) for k, t in BENTUK_CAPAIAN.items()}
    assert hasil == {"naik": 80, "turun_banding": 125, "turun_selisih": pytest.approx(120)}


@pytest.mark.parametrize(("nilai", "predikat"), [(90.01, "AA"), (90, "A"), (80.5, "A"), (78.3, "BB"), (70, "B"), (50, "C"), (0, "D")])
def test_the_akip_grade_starts_above_its_bound(m, nilai, predikat):
    assert m.grade(nilai) == predikat


def test_aspects_inherit_from_their_parameter(m):
    assert m.knows("IKP2.capaian.selisih") and not m.knows("IKP2.capain") and not m.knows(".capaian") and not m.knows("capaian")
    assert m.unit("IKU1.capaian").lambang == "%" and m.unit("IKU1.realisasi").lambang == "indeks"
    assert m.parameter("IKU1.realisasi").agregasi == "rata" and m.parameter("IKU1.capaian").agregasi == "hitung_ulang"
