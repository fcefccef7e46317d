"""The further tables of a whole LKIP, each agreeing with those that determine the indicators."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.numbers import format_number
from helpers.sintetis.bahan import PERIODE, TW
from helpers.sintetis.paket import URUTAN, Contoh, columns

_SKOR = {"H7": "skor_reduksi", **{f"G{i}": "skor_clearance" for i in range(1, 6)}}
_SWAKARSA = (("siskamling", "H2.siskamling", "H2.siskamling_jumlah", "H2.siskamling_aktif"), ("fkpm", "H2.fkpm", "H2.fkpm_jumlah", "H2.fkpm_aktif"),
             ("polsus", "H2.polsus", "H2.polsus_lembaga", "H2.polsus_aktif"))
_MEDIA = ("cetak", "elektronik", "televisi", "radio")


def add_further_tables(c: Contoh) -> None:
    """Add what `Bahan.rinci` holds to a package."""
    _security(c)
    _achievements(c)
    _units(c)
    _binmas(c)
    _people(c)
    _distribution(c)
    _media(c)
    _years(c)


def _count(x: float) -> str:
    return format_number(x, 0) if x else "-"


def _percent(semua: float, bagian: float) -> str:
    return format_number(round(100 * bagian / semua, 2), 2).removesuffix(",00") if semua else "-"


def _two(t: int, **lain: dict) -> dict[str, dict]:
    """Columns of the year before and the year."""
    return {f"th_{x}": {"tahun": x, **lain} for x in (t - 1, t)}


def _pairs(t: int, **kode: str) -> dict[str, dict]:
    """For each quantity, a column of either year."""
    return {f"{nama}_{x}": {"kode": k, "tahun": x} for nama, k in kode.items() for x in (t - 1, t)}


def _security(c: Contoh) -> None:
    """Quarters and years of both dimensions, scores and weights."""
    m, t = c.m, c.bahan.tahun
    nilai = {t - 1: c.bahan.lalu.values(m), t: c.nilai}
    dimensi = {"harkamtibmas": [k for k in URUTAN if k[0] == "H"], "gakkum": [k for k in URUTAN if k[0] == "G"], "kamtibmas": list(URUTAN)}
    for nama, kode in dimensi.items():
        if nama != "kamtibmas":
            for x, akhiran in ((t, ""), (t - 1, "-lalu")):
                c.add(f"{nama}-tw{akhiran}", columns("uraian", **{p.lower(): {"periode": p, "tahun": x} for p in TW}),
                      [[k, m.name(k), *(c.text(k, nilai[x][k, p]) for p in TW)] for k in kode])
        c.add(f"{nama}-dua-tahun", columns("uraian", **_two(t, periode="TH")), [[k, m.name(k), *(c.text(k, n[k, "TH"]) for n in nilai.values())] for k in kode])
    c.add("gakkum-tw-th", columns("uraian", **{p.lower(): {"periode": p} for p in PERIODE}), [
        [k, m.name(k), *(c.text(k, c.nilai[k, p]) for p in PERIODE)] for k in dimensi["gakkum"]])

    def score(kode: str, n: dict) -> float:
        x = n[kode, "TH"]
        return m.konversi[_SKOR[kode]](x) if kode in _SKOR else x if kode == "H1" else min(5.0, 1 + x / 25)

    c.add("skor-dua-tahun", columns("uraian", **{f"{a}_{x}": {"aspek": a, "tahun": x} for x in nilai for a in ("skor", "bobot")}), [
        [k, m.name(k), *(isi for n in nilai.values() for isi in (c.text(f"{k}.skor", score(k, n), desimal=3), c.text(f"{k}.bobot", m.tetapan[f"bobot.{k}"])))]
        for k in m.bagian_rumus.bobot.nilai])


def _achievements(c: Contoh) -> None:
    """Agreement, measurement, each indicator by itself and beside the year before, and the years before that."""
    m, b, t = c.m, c.bahan, c.bahan.tahun
    n, target, aspek = c.nilai, b.rinci.target, ("target", "realisasi", "capaian")
    isi = {}
    for k in b.target:
        dulu = {"target": target[k][t - 1], "realisasi": b.sebelum[k]}
        dulu["capaian"] = c.achievement(k, **dulu)
        isi[k] = {(a, x): c.text(f"{k}.{a}", nilai[a]) for x, nilai in ((t - 1, dulu), (t, {a: n[f"{k}.{a}", "TH"] for a in aspek})) for a in aspek}
    kolom = {a: {"aspek": a} for a in aspek}
    c.add("perjanjian-kinerja", columns("indikator", target={"aspek": "target"}), [[k, m.indikator[k].nama, isi[k]["target", t]] for k in isi])
    c.add("pengukuran", columns("indikator", **kolom), [[k, m.indikator[k].pendek, *(isi[k][a, t] for a in aspek)] for k in isi])
    dua = {f"{a}_{x}": {"aspek": a, "tahun": x} for a in aspek for x in (t - 1, t)}
    for k in isi:
        c.add(f"capaian-{k.lower()}", columns("indikator", **kolom), [[k, m.indikator[k].pendek, *(isi[k][a, t] for a in aspek)]])
        c.add(f"perbandingan-{k.lower()}", columns("indikator", **dua), [[k, m.indikator[k].pendek, *(isi[k][a, x] for a in aspek for x in (t - 1, t))]])
    lama = sorted(next(iter(b.rinci.terdahulu.values())))
    c.add("realisasi-terdahulu", columns("indikator", **{f"realisasi_{x}": {"aspek": "realisasi", "tahun": x} for x in lama}), [
        [k, m.indikator[k].pendek, *(c.text(f"{k}.realisasi", x) for x in deret.values())] for k, deret in b.rinci.terdahulu.items()])
    akip = {**b.rinci.terdahulu["IKP5"], t - 1: b.sebelum["IKP5"], t: n["IKP5.realisasi", "TH"]}
    c.add("nilai-akip", columns("tahun", nilai={}), [[f"IKP5.realisasi@{x}", str(x), c.text("IKP5.realisasi", y)] for x, y in akip.items()])
    c.add("perbandingan-nilai-akip", columns(nilai_1={"aspek": "realisasi", "geser_tahun": -1}, nilai_2={"aspek": "realisasi"}, selisih={"aspek": "selisih"},
                                             ket={"aspek": "arah"}), [
        [f"IKP5@{x}", *(c.text("IKP5.realisasi", akip[y]) for y in (x - 1, x)), c.text("IKP5.selisih", akip[x] - akip[x - 1]),
         "NAIK" if akip[x] > akip[x - 1] else "TURUN" if akip[x] < akip[x - 1] else "TETAP"] for x in list(akip)[1:]])


def _cases(c: Contoh, nama: str, kode: str, tahun: int, isi: Sequence[tuple[str, str, tuple[int, ...]]]) -> None:
    """Add a table of cases: how many, solved, in process, closed, and their shares."""
    kolom = {"jtp": {"kode": f"{kode}.jtp"}, "jptp": {"kode": f"{kode}.jptp"}, "clearance": {"kode": f"{kode}.clearance"}, "proses": {"kode": f"{kode}.proses"},
             "proses_persen": {"kode": f"{kode}.proses_persen"}, "sp3": {"kode": f"{kode}.sp3"}, "sp3_persen": {"kode": f"{kode}.sp3_persen"}}
    c.asal[nama] = {"bawaan": {"tahun": tahun}}
    c.add(nama, columns("satker", **kolom), [
        [w, sebutan, format_number(x[0], 0), format_number(x[1], 0), _percent(x[0], x[1]), _count(x[2]), _percent(x[0], x[2]) if x[2] else "-",
         _count(x[3]), _percent(x[0], x[3]) if x[3] else "-"] for w, sebutan, x in isi])


def _units(c: Contoh) -> None:
    b, t = c.bahan, c.bahan.tahun
    for x, akhiran, reskrim in ((t, "", b.reskrim), (t - 1, "-lalu", b.rinci.reskrim)):
        jumlah = tuple(sum(kolom) for kolom in zip(*reskrim.values(), strict=True))
        _cases(c, f"reskrim-rinci{akhiran}", "reskrim", x, [*((f"/{w}", w, isi) for w, isi in reskrim.items()), ("/", "Jumlah", jumlah)])
        kinerja = c.nilai if x == t else b.lalu.values(c.m)
        jtp, jptp = (int(kinerja[k, "TH"]) for k in ("G2.terjadi", "G2.selesai"))
        _cases(c, f"narkoba{akhiran}", "narkoba", x, [("/", "Satresnarkoba", (jtp, jptp, jtp - jptp, 0))])
    ringkas = []
    for nama, kode in (("reskrim", "G1"), ("narkoba", "G2")):
        jtp, jptp = ([int(n[f"{kode}.{a}", "TH"]) for n in (b.lalu.values(c.m), c.nilai)] for a in ("terjadi", "selesai"))
        ringkas += [[f"{nama}.clearance_ringkas", "Clearance rate", *(_percent(x, y) for x, y in zip(jtp, jptp, strict=True))],
                    [f"{nama}.jptp", "Selesai", *(format_number(x, 0) for x in jptp)], [f"{nama}.jtp", "Terjadi", *(format_number(x, 0) for x in jtp)]]
    c.add("data-pendukung-gakkum", columns("uraian", **_two(t)), ringkas)
    satuan = {"target": "samapta.response_target", "realisasi": "samapta.response_realisasi", "persen": "samapta.response_persen"}
    c.add("response-time-dua-tahun", columns("satwil", **{f"{n}_{x}": {"kode": k, "tahun": x} for x in (t - 1, t) for n, k in satuan.items()}), [
        [f"/{w}", w, *(isi for target, nyata in ((r[0], r[1]), (b.menit[w], r[2])) for isi in (str(target), str(nyata), _percent(nyata, target)))]
        for w, r in b.rinci.respons.items()])
    lantas = {"pelanggaran": "lantas.pelanggaran", "laka": "lantas.laka", "laka_md": "lantas.laka_md"}
    c.add("lantas-dua-tahun", columns("satwil", **_pairs(t, **lantas)), [["/", "Jumlah", *(format_number(x, 0) for k in lantas.values() for x in b.rinci.dua[k])]])


def _binmas(c: Contoh) -> None:
    b, t, r = c.bahan, c.bahan.tahun, c.bahan.rinci
    kolom = {"desa": "H2.desa", "definitif": "H2.bhabinkamtibmas_definitif", "rangkap": "binmas.bhabinkamtibmas_rangkap", "jumlah": "binmas.bhabinkamtibmas_jumlah",
             "sentuhan": "binmas.desa_sentuhan", "binaan": "binmas.desa_binaan", "pantauan": "binmas.desa_pantauan"}
    baris = []
    for i, x in enumerate((t - 1, t)):
        desa, ada = (sum(p[i] for p in r.polsek[k]) for k in ("H2.desa", "H2.bhabinkamtibmas_definitif"))
        baris.append([f"@{x}", f"TA. {x}", format_number(desa, 0), format_number(ada, 0), "-", format_number(ada, 0), *(format_number(r.dua[k][i], 0) for k in list(kolom.values())[4:])])
    c.add("bhabinkamtibmas", columns("uraian", **{n: {"kode": k} for n, k in kolom.items()}), baris)
    desa, ada = ([p[1] for p in r.polsek[k]] for k in ("H2.desa", "H2.bhabinkamtibmas_definitif"))
    kode = {"desa": "H2.desa", "target": "binmas.penempatan_target", "realisasi": "binmas.penempatan_realisasi", "persen": "binmas.penempatan_persen"}
    c.add("bhabinkamtibmas-polsek", columns("polsek", **{n: {"kode": k} for n, k in kode.items()}), [
        [w, w, str(d), str(d), str(a), _percent(d, a)] for w, d, a in ((f"/{p}", d, a) for p, d, a in zip((*b.polsek, ""), (*desa, sum(desa)), (*ada, sum(ada)), strict=True))])
    for i, akhiran in ((1, ""), (0, "-lalu")):
        nama = f"swakarsa-polsek{akhiran}"
        c.asal[nama] = {"bawaan": {"tahun": t - 1 + i}}
        isi = {k: [p[i] for p in r.polsek[k]] for _, _, *dua in _SWAKARSA for k in dua}
        isi = {k: [*x, sum(x)] for k, x in isi.items()}
        c.add(nama, columns("polsek", **{f"{n}_{a}": {"kode": k} for n, persen, semua, aktif in _SWAKARSA for a, k in (("jumlah", semua), ("aktif", aktif), ("persen", persen))}), [
            [f"/{w}", w or "Jumlah", *(y for _, _, semua, aktif in _SWAKARSA for y in (_count(isi[semua][j]), _count(isi[aktif][j]) if isi[semua][j] else "-", _percent(isi[semua][j], isi[aktif][j])))]
            for j, w in enumerate((*b.polsek, ""))])


def _people(c: Contoh) -> None:
    b, t, r = c.bahan, c.bahan.tahun, c.bahan.rinci
    orang, sudah = sum(b.personel), r.dua["sdm.sudah_kejuruan"]
    c.add("personel-kejuruan", columns(**{f"{n}_{x}": {"kode": k, "tahun": x} for x in (t - 1, t) for n, k in (
        ("personel", "sdm.personel"), ("sudah", "sdm.sudah_kejuruan"), ("belum", "sdm.belum_kejuruan"))}), [
        ["/", *(isi for s in sudah for isi in (f"{format_number(orang, 0)} PERS", format_number(s, 0), format_number(orang - s, 0)))]])
    baris = []
    for x, (semua, selesai), tertib in ((t, b.disiplin, r.dua["disiplin.tata_tertib"][1]), (t - 1, r.lalu["disiplin"], r.dua["disiplin.tata_tertib"][0])):
        baris += [
            [f"disiplin.jumlah@{x}", "Jumlah", f"{tertib} Kegiatan", f"{semua} kasus"], [f"disiplin.proses@{x}", "Proses", "-", f"{semua - selesai} kasus" if semua > selesai else "-"],
            [f"disiplin.proses_persen@{x}", "%", "-", f"{_percent(semua, semua - selesai)} %" if semua > selesai else "-"],
            [f"disiplin.selesai@{x}", "Selesai", f"{tertib} Kegiatan", f"{selesai} kasus"], [f"disiplin.selesai_persen@{x}", "%", "100 %", f"{_percent(semua, selesai)} %"]]
    c.add("disiplin", columns("uraian", tata_tertib={"aspek": "tata_tertib"}, pelanggaran={"aspek": "pelanggaran"}), baris)
    etika = (r.lalu["etika"], b.etika)
    for nama, kode, ada in (("etika", "etika", ("jumlah", "selesai", "persen")), ("etika-profesi", "etika_profesi", ("jumlah", "selesai", "proses", "persen"))):
        def cell(a: str, semua: int, selesai: int) -> str:
            return {"jumlah": str(semua), "selesai": str(selesai), "proses": str(semua - selesai), "persen": _percent(semua, selesai)}[a]

        c.add(nama, columns(**_pairs(t, **{a: f"{kode}.{a}" for a in ada})), [["/", *(cell(a, *p) for a in ada for p in etika)]])
    profesi = {a: f"profesi.{a}" for a in ("jumlah", "proses", "persen")}
    c.add("profesi", columns(**_pairs(t, **profesi)), [["/", *["-"] * 6]])
    c.add("pengaduan", columns("tahun", jumlah={"kode": "pengaduan.jumlah"}, selesai={"kode": "pengaduan.selesai"}), [
        [f"@{x}", str(x), *(str(y) for y in isi)] for x, isi in ((t - 1, r.lalu["pengaduan"]), (t, b.pengaduan))])


def _distribution(c: Contoh) -> None:
    b, t, r = c.bahan, c.bahan.tahun, c.bahan.rinci
    for nama, kode, isi in (("alkom-satker", "alkom.satker", [(w, r.alkom[w], x) for w, x in b.alkom.items()]),
                            ("alkom-polsek", "alkom.polsek", [(w, *x) for w, x in zip(b.polsek, r.polsek["alkom"], strict=True)])):
        jumlah = [sum(x[i] for x in isi) for i in (1, 2)]
        c.add(nama, columns("satker", **_pairs(t, unit=kode)), [*([f"/{w}", w, *(f"{x} HT" if x else "-" for x in dua)] for w, *dua in isi), ["/", "JUMLAH", *map(_count, jumlah)]])


def _media(c: Contoh) -> None:
    b, r, t = c.bahan, c.bahan.rinci, c.bahan.tahun
    dua = list(zip(r.media_lalu, b.media[:5], strict=True))
    jumlah = [sum(x[i] for x in dua) for i in (0, 1)]
    baris = []
    for nama, (lalu, kini) in zip(_MEDIA, dua, strict=False):
        baris += [[f"media.{nama}.positif", "Pemberitaan positif", format_number(lalu, 0), format_number(kini, 0), format_number(kini - lalu, 0).replace("−", "-")],
                  [f"media.{nama}.negatif", "Pemberitaan negatif", *((_count(dua[4][0]), _count(dua[4][1]), "") if nama == "radio" else ("-", "-", ""))]]
    c.add("media-dua-tahun", columns("uraian", **_two(t), selisih={"aspek": "selisih", "tahun": t}), baris)
    c.add("media-jumlah", columns("uraian", **_two(t), persen={"aspek": "pertumbuhan", "tahun": t}), [
        ["media.jumlah", "Jumlah", *(format_number(x, 0) for x in jumlah), f"{_percent(jumlah[0], jumlah[1] - jumlah[0])} %"]])


def _years(c: Contoh) -> None:
    """Five years of budget, and the supporting counts of two years."""
    n, r = c.nilai, c.bahan.rinci
    anggaran = {**r.anggaran, c.bahan.tahun: (int(n["anggaran.pagu", "TH"]), int(n["anggaran.realisasi", "TH"]))}
    c.add("penyerapan-anggaran", columns("tahun", **{a: {"kode": f"anggaran.{a}"} for a in ("pagu", "realisasi", "sisa")}), [
        [f"@{x}", str(x), *(format_number(y, 0) for y in (pagu, nyata, pagu - nyata))] for x, (pagu, nyata) in anggaran.items()])
    c.asal["data-pendukung"] = {"nomor_tabel": "Tabel 2.3", "judul_tercetak": ["Data pendukung Indeks Harkamtibmas"]}
    pakai = [k for k in r.dua if k.split(".")[0] in ("intel", "samapta", "ops", "spkt", "lantas")]
    c.add("data-pendukung", columns("uraian", **_two(c.bahan.tahun)), [[k, c.m.name(k), *map(_count, r.dua[k])] for k in pakai])
