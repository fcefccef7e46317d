"""The one page that a Kapolres and a journalist both read: what was achieved, what was not, what cannot be trusted."""

from __future__ import annotations

from helpers.methodology.words import lower_first
from helpers.narrative import budget, indices
from helpers.narrative.indicators import impossible
from helpers.narrative.material import BELUM, RAGU, TERCAPAI, TIDAK, Bahan, Capaian
from helpers.narrative.words import SEBAGAI_KATA, join_words, write_count, write_number, write_percent, write_value

NAMA_TINGKAT = {
    "kritis": "kritis (menyangkut angka yang menentukan kesimpulan)", "peringatan": "peringatan", "info": "informasi",
}


def verdicts(b: Bahan) -> dict[str, list[Capaian]]:
    """Group the year's indicators by verdict."""
    hasil: dict[str, list[Capaian]] = {TERCAPAI: [], RAGU: [], TIDAK: [], BELUM: []}
    for i in b.indicators:
        c = b.achievement(i.kode)
        hasil[c.status].append(c)
    return hasil


def achieved(b: Bahan) -> str:
    """Say how many indicators reached their target, which did not, and how far off those are."""
    v = verdicts(b)
    jumlah, baik = len(b.indicators), len(v[TERCAPAI])
    if jumlah == len(v[BELUM]):
        return f"Dari {write_count(jumlah)} indikator kinerja tahun {b.tahun}, belum satu pun dapat dinilai karena target atau realisasinya tidak tersedia dalam sumber."
    if baik == jumlah:
        kalimat = [f"Seluruh {write_count(jumlah)} indikator kinerja {b.nama} tahun {b.tahun} mencapai target menurut angka yang tercetak."]
    elif baik == 0:
        kalimat = [f"Dari {write_count(jumlah)} indikator kinerja {b.nama} tahun {b.tahun}, tidak satu pun mencapai target menurut angka yang tercetak."]
    else:
        kalimat = [f"Dari {write_count(jumlah)} indikator kinerja {b.nama} tahun {b.tahun}, {write_count(baik)} mencapai target menurut angka yang tercetak."]
    if v[RAGU]:
        butir = [f"{lower_first(c.indikator.pendek)} ({_of_target(b, c)})" for c in v[RAGU]]
        kalimat.append(f"Realisasi {join_words(butir)} tercetak di atas target, tetapi melampaui nilai yang mungkin sehingga ketercapaiannya diragukan.")
    if v[TIDAK]:
        butir = [f"{lower_first(c.indikator.pendek)} ({_of_target(b, c)})" for c in v[TIDAK]]
        kalimat.append(f"Yang tidak tercapai adalah {join_words(butir)}.")
    if v[BELUM]:
        kalimat.append(f"Yang belum dapat dinilai adalah {join_words([lower_first(c.indikator.pendek) for c in v[BELUM]])}.")
    return " ".join(kalimat)


def _of_target(b: Bahan, c: Capaian) -> str:
    satuan = b.metodologi.unit(f"{c.indikator.kode}.realisasi").lambang
    return f"{write_value(c.realisasi, satuan)} dari target {write_value(c.target, satuan)}, capaian {write_percent(c.dihitung, 2)}"


def untrusted(b: Bahan) -> list[str]:
    """Say what cannot be trusted and why, the weightiest first: one sentence group each."""
    hasil = []
    for kode in reversed(b.index_codes):   # the index that others are made of first
        if (teks := indices.restated(b, kode)) and "bukan" in teks:
            hasil.append(teks)
    kasus = indices.crimes(b)
    if "tercetak dengan" in kasus:
        hasil.append(kasus.split(". ")[0] + ".")
    hasil += [f"{c.indikator.pendek}: {impossible(b, c)[:1].lower()}{impossible(b, c)[1:]}"
              for i in b.indicators if (c := b.achievement(i.kode)).mustahil and c.status != RAGU]  # those are told with the verdicts
    sengketa = [lower_first(c.indikator.pendek) for i in b.indicators if (c := b.achievement(i.kode)).sengketa]
    if sengketa:
        hasil.append(f"Target, realisasi, atau capaian {write_count(len(sengketa))} indikator tercetak dengan nilai yang berbeda-beda: {join_words(sengketa)}.")
    return hasil


def severity(b: Bahan) -> str:
    """Say how many findings there are, by severity."""
    if not b.temuan:
        return "Pemeriksaan tidak menemukan angka yang bertentangan."
    jumlah = [(n, b.count_findings(k)) for k, n in NAMA_TINGKAT.items()]
    tulis = write_count if len(b.temuan) <= SEBAGAI_KATA else lambda n: write_number(n, 0)  # words or digits, not both
    butir = [f"{tulis(n)} {nama}" for nama, n in jumlah if n]
    return f"Pemeriksaan atas angka yang tercetak menghasilkan {write_count(b.count_findings())} temuan: {join_words(butir)}."


def shared_proposals(b: Bahan) -> dict[str, str]:
    """Return the proposal of every family of checks whose findings all have the same one."""
    semua: dict[str, set[str]] = {}
    for t in b.temuan:
        semua.setdefault(t.keluarga, set()).add(t.usulan)
    return {k: next(iter(u)) for k, u in semua.items() if len(u) == 1}


def conclusions(b: Bahan) -> list[str]:
    """Return the computed part of the conclusion."""
    return [s for s in (achieved(b), indices.changed(b, ringkas=True) if indices.any_restated(b) else "", indices.crimes_short(b), budget.year(b), severity(b) + _closing(b)) if s]


def _closing(b: Bahan) -> str:
    return (" Kesimpulan di atas berlaku untuk nilai yang dipakai laporan ini dan ditinjau kembali setelah temuan kritis diselesaikan."
            if any(t.tingkat == "kritis" for t in b.temuan) else "")
