"""The last chapter tells what to do about the findings."""

from __future__ import annotations

from dataclasses import replace

from helpers.display import closing
from helpers.validation.findings import Temuan
from tests.narrative.contoh_bahan import make_material


def finding(nomor: int, keluarga: str, usulan: str, tingkat: str = "kritis") -> Temuan:
    return Temuan(f"{keluarga}-{nomor}", f"T{nomor}", tingkat, keluarga, "x", "IKU1.realisasi", 2023, "TH", "1", (), (), (), "", usulan, "terbuka")


def test_critical_findings_become_steps_the_most_frequent_first():
    b = make_material({}, temuan=[finding(1, "rasio", "Hitung ulang."), finding(2, "kesepakatan", "Tetapkan satu nilai."),
                                  finding(3, "kesepakatan", "Tetapkan satu nilai."), finding(4, "rentang", "Periksa.", "peringatan")], narasi={"tindak_lanjut": ["Berbenah."]})
    teks = closing.follow_up(b).data
    assert teks.startswith("1. Berbenah.\n\n") and "sebelum laporan ini disahkan:\n\n1. Kesamaan antartabel: tetapkan satu nilai ([T2]" in teks
    assert "\n2. Rasio dan rumus: hitung ulang ([T1](#temuan-rasio-1){.tanda})." in teks and "T4" not in teks and "oreksi" not in teks


def test_without_critical_findings_nothing_is_added(bahan):
    assert closing.follow_up(make_material({}, narasi={"tindak_lanjut": ["Berbenah."]})).data == "1. Berbenah."
    assert closing.follow_up(replace(bahan, temuan=[])).data.rstrip().endswith("(@tbl-koreksi)."), "corrections that wait for a decision stay a step"
