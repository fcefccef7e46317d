"""An action plan that agrees with itself raises no finding; one changed cell raises exactly what it contradicts."""

from __future__ import annotations

import pytest

from helpers.sources.facts import build_facts
from helpers.sources.workspace import load_input
from helpers.validation import expectations
from helpers.validation.findings import collect_findings
from helpers.validation.plan_words import ATURAN
from helpers.validation.relations import evaluate_relations
from helpers.validation.values import choose_values

from .contoh_rencana import POLRES, TAHUN, make_plan


def _findings(ruang, *, gx: bool = False):
    m = load_input(ruang)
    fakta = build_facts(m.tabel, m.metodologi, POLRES, m.nama_wilayah)
    terpakai = choose_values(fakta, m.metodologi.eksak, (), POLRES, m.metodologi.concept)
    residu = evaluate_relations(fakta, terpakai, m.metodologi, POLRES, TAHUN, m.paket.resources)
    gagal, ragu = residu[residu["lebih"] > 0], fakta[fakta["keraguan"] != ""]
    if gx:
        hasil = expectations.validate(fakta, residu, m.metodologi)
        assert all(h.lulus for h in hasil)
        gagal, ragu = expectations.failing_residuals(residu, hasil), expectations.doubtful_facts(fakta, hasil)
    return residu, collect_findings(gagal, ragu, fakta, m.paket.resources, m.metodologi, (), m.nama_wilayah)


def test_a_consistent_plan_has_no_finding_and_every_rule_was_asked(rencana_masukan, akar):
    c = make_plan(rencana_masukan.metodologi)
    residu, temuan = _findings(c.write(akar), gx=True)
    assert [t.judul for t in temuan] == []
    macam = set(residu["relasi"]) | {r.rpartition(".")[0] for r in residu["relasi"]}
    tanpa = {"kelengkapan.tahun_uraian", "agregasi.target_lkip"}  # no text of it names a year, and no LKIP stands beside it
    assert set(ATURAN) - macam == tanpa
    assert {"agregasi.jumlah", "agregasi.akhir", "agregasi.level", "kesepakatan.serapan", "kesepakatan.kasus.konvensional"} <= set(residu["relasi"])
    assert len(residu) > 1800


def _cell(kode: str, kolom: str, isi: str):
    def ubah(c) -> None:
        c.of(kode)[kolom] = isi
    return ubah


def _all(*ubahan):
    def ubah(c) -> None:
        for u in ubahan:
            u(c)
    return ubah


def _quarters(kode: str, *isi: str):
    return _all(*(_cell(kode, f"tw{n}", x) for n, x in enumerate(isi, 1)))


def _approval(n: int, isi: str):
    def ubah(c) -> None:
        c.pengesahan[n][1] = isi
    return ubah


def _lone_number(c) -> None:
    b = c.of("reduksi.pengamanan")
    b["indikator"] = "2."
    c.sel[f"{c.baris.index(b) + 2}:indikator"] = "dokumen.nomor_lepas"


RUSAK = {
    "additive quarters and the year": (_cell("ranmor", "target", "59,00 %"), {"agregasi-ranmor-2026"}),
    "additive, with a quarter that has none": (_all(_cell("ranmor", "tw4", "-"), _cell("ranmor.unit.pemeliharaan", "tw4", "-"), _cell("ranmor.unit", "tw4", "-")),
                                               {"agregasi-ranmor-2026", "agregasi-ranmor-unit-2026"}),
    "cumulative: the last quarter is the year": (_cell("imbalan", "target", "6,00 %"), {"agregasi-imbalan-2026"}),
    "cumulative with a dash": (_all(_cell("imbalan", "tw1", "-"), _cell("imbalan", "tw4", "5,50 %")), {"agregasi-imbalan-2026"}),
    "cumulative that falls back": (_cell("imbalan", "tw2", "4,50 %"), {"rentang-imbalan-2026"}),
    "cumulative with a slip in the last step": (_all(_cell("dsp.pemenuhan", "tw4", "9,77 %"), _cell("dsp.pemenuhan", "target", "9,77 %"),
                                                     _cell("dsp", "target", "33,77 %"), _quarters("dsp", "8,00 %", "17,00 %", "26,00 %", "33,77 %")),
                                                {"agregasi-dsp-pemenuhan-2026"}),
    "level": (_cell("nka", "tw3", "21,00"), {"agregasi-nka-2026"}),
    "level of a step": (_cell("response.kecepatan.personel", "tw3", "21 Pers"), {"agregasi-response-kecepatan-personel-2026"}),
    "ceiling": (_cell("response", "tw4", "21 Menit"), {"rentang-response-2026"}),
    "an index divided by four": (_quarters("kamtibmas", *["15,72"] * 4), {"agregasi-kamtibmas-2026"}),
    "a ratio beyond its quarters": (_cell("bankum", "target", "95,00 %"), {"agregasi-bankum-2026"}),
    "a ratio that piles up": (_quarters("dumas", "15,70 %", "31,40 %", "47,10 %", "62,80 %"), {"agregasi-dumas-2026"}),
    "targets against the polarity": (_cell("gakkum", "tw2", "64,00"), {"rentang-gakkum-2026"}),
    "lower is better, and the plan rises": (_quarters("nka.pelaksanaan.dispensasi", "5,00 %", "6,00 %", "7,00 %", "8,00 %"), {"rentang-nka-pelaksanaan-dispensasi-2026"}),
    "counts in the place of an index": (_all(_quarters("gakkum", "59", "61", "64", "72"), _cell("gakkum", "target", "63")), {"kelengkapan-cacahan-gakkum-2026"}),
    "children and their sum": (_cell("rsi.turjawali.patroli", "tw2", "13 Giat"), {"jumlah-bagian-rsi-turjawali-2026"}),
    "sum of two targets": (_all(_cell("smk.ppk", "target", "8,00 %"), _cell("smk.ppk", "tw4", "8,00 %")), {"jumlah-bagian-smk-2026"}),
    "steps and the target they reach": (_cell("gangguan.operasi.kekuatan", "tw1", "37 Giat"), {"jumlah-bagian-gangguan-2026"}),
    "steps that go together": (_all(_cell("imbalan.hukuman.sidang", "tw1", "4 Dokumen"), _cell("imbalan.hukuman.sidang", "tw2", "3 Dokumen")), {"jumlah-bagian-imbalan-hukuman-2026"}),
    "stages of one round": (_cell("dumas.hasil", "tw2", "5 Giat"), {"jumlah-bagian-dumas-2026"}),
    "a help and its paperwork": (_cell("bankum.administrasi", "tw1", "2 Giat"), {"jumlah-bagian-bankum-2026"}),
    "two digits exchanged beside three equal quarters": (_quarters("rsi.gakum", "1.375 Giat", "1.375 Giat", "1.735 Giat", "1.375 Giat"), {"agregasi-rsi-gakum-2026"}),
    "ten times three equal quarters": (_quarters("rsi.dikmas", "4 Giat", "4 Giat", "4 Giat", "40 Giat"), {"agregasi-rsi-dikmas-2026"}),
    "one of many digits beside three equal quarters": (_quarters("rsi.gakum", "1.375 Giat", "1.375 Giat", "1.375 Giat", "1.875 Giat"), {"agregasi-rsi-gakum-2026"}),
    "steps and the target they reach together": (_cell("kasus.laka", "tw1", "60 Kasus"), {"jumlah-bagian-kasus-2026"}),
    "the stated number of cases": (lambda c: c.narasi[0].__setitem__(1, "263 kasus"), {"kesepakatan-kasus-2026"}),
    "cases in the place of a rate": (_cell("kejahatan", "target", "40 Kasus"), {"jumlah-bagian-kejahatan-2026"}),
    "shares of the year": (_cell("ranmor", "tw1", "22,00 %"), {"agregasi-ranmor-2026"}),
    "a constant proportion": (_all(_cell("kejahatan.perbandingan", "tw1", "12"), _cell("kejahatan.perbandingan", "tw3", "10")), {"rasio-kejahatan-perbandingan-2026"}),
    "one plan in two places": (_cell("serapan.penyerapan", "tw3", "65,00 %"), {"kesepakatan-serapan-2026"}),
    "the same cases in two places": (_cell("iklk.reskrim.pemeriksaan", "tw1", "42 Layanan"), {"kesepakatan-kasus-konvensional-2026"}),
    "a plan told in prose": (lambda c: c.narasi[1].__setitem__(1, "50 %"), {"kesepakatan-serapan-2026"}),
    "more asked than served": (_cell("iklk.lantas.survei", "tw1", "121 Responden"), {"rentang-iklk-lantas-survei-2026"}),
    "more than all": (_all(_cell("bankum", "tw4", "164,75 %"), _cell("bankum", "target", "62,87 %")), {"rentang-bankum-2026"}),
    "an indicator without target": (_cell("rsi", "target", ""), {"kelengkapan-target-setahun-2026"}),
    "a target without quarters": (_quarters("polmas", "", "", "", ""), {"kelengkapan-rencana-triwulan-2026"}),
    "a step that is never planned": (_quarters("bankum.produk", "-", "-", "-", "-"), {"kelengkapan-langkah-tanpa-rencana-2026"}),
    "a quarter left blank": (_cell("rb.data_dukung", "tw3", ""), {"kelengkapan-triwulan-kosong-2026"}),
    "nobody owns it": (_cell("akip", "penanggung_jawab", ""), {"kelengkapan-penanggung-jawab-2026"}),
    "an owner nobody knows": (_cell("akip", "penanggung_jawab", "KABAG REN DAN KEPALA DINAS"), {"kelengkapan-jabatan-2026"}),
    "an owner of another office": (_cell("akip", "penanggung_jawab", "KARORENA POLDA CONTOH"), {"kelengkapan-pejabat-lain-2026"}),
    "an approval of another office": (_approval(4, "Wakapolri"), {"kelengkapan-pejabat-lain-2026"}),
    "another unit": (_cell("polmas", "target", "62,87 Pers"), {"kelengkapan-satuan-campur-polmas-2026"}),
    "no unit in one cell": (_cell("dumas", "tw1", "61,50"), {"kelengkapan-satuan-campur-dumas-2026"}),
    "no unit at all": (_quarters("akip.lkip", "1", "-", "-", "-"), {"kelengkapan-satuan-kosong-2026"}),
    "per cent of an index": (_quarters("harkamtibmas", "61,50 %", "62,25 %", "63,00 %", "64,75 %"), {"satuan-tanda-tercetak-pada-besaran-yang-bukan-persentase-2026",
                                                                                                     "kelengkapan-satuan-campur-harkamtibmas-2026"}),
    "a blank inside a number": (_cell("smk", "tw4", "34, 50 %"), {"satuan-spasi-di-dalam-bilangan-2026"}),
    "numbers that skip": (_cell("dumas.klarifikasi", "langkah", "f. Klarifikasi"), {"kelengkapan-urutan-butir-2026"}),
    "numbers of another style": (_cell("bankum.layanan.bantuan", "langkah", "b. Bantuan hukum"), {"kelengkapan-urutan-butir-2026"}),
    "an indicator without number": (_cell("rb", "indikator", "Nilai Reformasi Birokrasi"), {"kelengkapan-urutan-butir-2026"}),
    "a number alone, which its neighbours have too": (_lone_number, {"kelengkapan-nomor-lepas-2026", "kelengkapan-urutan-butir-2026"}),
    "a leftover bullet": (_cell("obvit.pengamanan", "penanggung_jawab", "·"), {"kelengkapan-sisa-formulir-2026"}),
    "a leftover blank": (_cell("obvit", "penanggung_jawab", "KABAG OPS karena ....."), {"kelengkapan-sisa-formulir-2026"}),
    "a year long past": (_cell("akip.lkip", "langkah", "c. Penyusunan LKIP tahun 2021"), {"kelengkapan-tahun-uraian-2026"}),
    "a date after its year": (_approval(1, "12 Januari 2027"), {"kelengkapan-urutan-tanggal-dokumen-tanggal-rencana-2026"}),
}


@pytest.mark.parametrize("nama", list(RUSAK))
def test_one_changed_cell_raises_exactly_its_findings(rencana_masukan, akar, nama):
    ubah, harapan = RUSAK[nama]
    c = make_plan(rencana_masukan.metodologi)
    ubah(c)
    _, temuan = _findings(c.write(akar))
    assert {t.id for t in temuan} == harapan
    assert all(t.tempat and t.perhitungan and t.usulan for t in temuan)


@pytest.mark.parametrize(("nama", "ubah"), [
    ("another number beside three equal ones", _quarters("rsi.gakum", "1.375 Giat", "1.375 Giat", "1.410 Giat", "1.375 Giat")),
    ("a little more beside three equal ones", _quarters("rsi.dikmas", "74 Giat", "75 Giat", "75 Giat", "75 Giat")),
    ("another owner", _cell("obvit", "penanggung_jawab", "Kasat Samapta Polres Contoh, Kapolsek Jajaran")), ("units in capitals", _cell("response", "target", "20 MENIT")),
    ("fewer decimals", _cell("imbalan", "tw1", "2 %")), ("a dash for nothing", _quarters("akip.lkip", "1 Giat", "-", "-", "-")),
    ("a last push", _all(_cell("dsp.pemenuhan", "target", "14,00 %"), _cell("dsp.pemenuhan", "tw4", "14,00 %"), _cell("dsp", "target", "38,00 %"), _cell("dsp", "tw4", "38,00 %"))),
    ("a year beside", _cell("akip.lkip", "langkah", "c. Penyusunan LKIP tahun 2025")), ("a ratio that stays", _quarters("bankum", *["62,87 %"] * 4)),
    ("a bare number", _cell("akip.lkip", "langkah", "c) Penyusunan LKIP".replace(")", ".")))])
def test_another_way_of_planning_is_no_finding(rencana_masukan, akar, nama, ubah):
    c = make_plan(rencana_masukan.metodologi)
    ubah(c)
    assert [t.judul for t in _findings(c.write(akar))[1]] == [], nama
