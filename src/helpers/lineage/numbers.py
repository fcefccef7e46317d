"""From a published number back to the printed cell: `angka.json`, one entry for every number read or computed.

The entry of a printed number (also of a dash, word or date that was read) says what it is, in which file, row and column
it is printed (with the file's hash), which rules it was tested by with the arithmetic, and which findings are on it; that
of a computed number says its formula and its inputs, down to printed cells. Both say which cells of the analysis notebook
publish it.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from helpers.errors import KesalahanMasukan
from helpers.jsontext import write_indented
from helpers.lineage.computed import HITUNGAN, Hasil, describe_computed, when
from helpers.lineage.traced import number_id
from helpers.numbers import format_number
from helpers.sources.datapackage import Tabel
from helpers.sources.facts import read_rows
from helpers.sources.workspace import Masukan, read_clean, read_clean_text
from helpers.validation.findings import from_json
from helpers.validation.part import Bagian, separate

BERKAS = "angka.json"
#: Facts of one more table, and the table.
Tambahan = tuple[pd.DataFrame, Tabel]
#: Families whose arithmetic is told even where it holds; the others only where they fail.
_DIHITUNG = ("rasio", "komposit", "agregasi", "jumlah_bagian")
_DIUJI = ["fakta_id", "relasi", "kedudukan", "perhitungan", "lebih", "masukan"]
_DITERBITKAN = re.compile(r'data-angka="([^"]+)"')


def published_in(notebook: Path) -> dict[str, list[str]]:
    """Return, for each origin of a number, the labelled cells of an executed notebook that show it."""
    hasil: dict[str, list[str]] = defaultdict(list)
    for sel in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        label = re.search(r"^#\|\s*label:\s*(\S+)", "".join(sel["source"]), flags=re.MULTILINE)
        if sel["cell_type"] != "code" or label is None:
            continue
        teks = "".join("".join(o.get("data", {}).get("text/markdown", "")) for o in sel["outputs"])
        for asal in dict.fromkeys(_DITERBITKAN.findall(teks)):
            hasil[asal].append(label.group(1))
    return dict(hasil)


def describe_numbers(masukan: Masukan, notebook: Path, tambahan: Tambahan | None = None, dokumen: str = "lkip") -> dict[str, object]:
    """Describe every number that was read, and every one that the notebook computes and shows.

    Parameters
    ----------
    masukan : Masukan
    notebook : Path
        The executed notebook that the document embeds.
    tambahan : tuple of (pandas.DataFrame, Tabel), optional
        Facts of one more table, that the checks know nothing of.
    dokumen : str
        The document, where the package holds more than one: it counts its own findings and checks.

    Returns
    -------
    dict
        ``tabel``: where each printed table stands and the hash of its file; ``angka``: an entry for each number,
        printed ones by `fakta_id` in reading order, then computed ones by their id in order of appearance.
    """
    ruang, m = masukan.ruang, masukan.metodologi
    fakta, residu = read_clean(ruang, "fakta"), read_clean(ruang, "residu")
    tabel = {t.name: t for t in masukan.paket.resources}
    if tambahan is not None:
        fakta, tabel = pd.concat([fakta, tambahan[0]], ignore_index=True), tabel | {tambahan[1].name: tambahan[1]}
    diuji = defaultdict(list)
    for r in residu.loc[residu["keluarga"].isin(_DIHITUNG) | (residu["lebih"] > 0), _DIUJI].itertuples():
        if r.fakta_id:
            diuji[r.fakta_id].append({
                "aturan": r.relasi, "kedudukan": r.kedudukan, "perhitungan": r.perhitungan, "sesuai": bool(r.lebih == 0),
                "masukan": [i for i in r.masukan.split(";") if i]})
    temuan, menurut_alamat = defaultdict(list), defaultdict(list)   # on a cell; on a fact, wherever it is printed
    semua = from_json(read_clean_text(ruang, "temuan.json"))
    for t in semua:
        sebutan = {"id": t.id, "nomor": t.nomor, "judul": t.judul}
        for p in t.tempat:
            if sebutan not in temuan[p.fakta_id]:
                temuan[p.fakta_id].append(sebutan)
        for alamat in {(p.kode, p.wilayah, p.tahun, p.periode) for p in t.tempat} if t.tingkat != "info" else ():
            menurut_alamat[alamat].append(sebutan)
    terbit = published_in(notebook)
    angka = {
        f.fakta_id: {
            "jenis": "tercetak", "kode": f.kode, "nama": m.name(f.kode), "kode_wilayah": f.wilayah,
            "wilayah": masukan.nama_wilayah.get(f.wilayah, f.wilayah), "tahun": int(f.tahun),
            "periode": f.periode, "tercetak": f.nilai_teks, "nilai": None if math.isnan(f.nilai) else float(f.nilai), "presisi": int(f.presisi),
            "satuan": m.unit(f.kode).lambang,
            "sel": {"tabel": f.sumber, "baris": int(f.baris), "kolom": f.kolom}, "pemeriksaan": diuji.get(f.fakta_id, []),
            "temuan": temuan.get(f.fakta_id, []),
            "temuan_terkait": [t for t in menurut_alamat.get((f.kode, f.wilayah, f.tahun, f.periode), []) if t not in temuan.get(f.fakta_id, [])],
            "diterbitkan_di": terbit.get(f.fakta_id, []),
        }
        for f in read_rows(fakta[fakta["keadaan"] != "kosong"])
    }
    # only the LKIP computes achievements and indices
    dihitung = [read_clean(ruang, n) if (ruang.bersih / f"{n}.parquet").exists() else pd.DataFrame() for n in ("capaian", "indeks")]
    milik = separate(dokumen, Bagian(masukan, fakta, read_clean(ruang, "terpakai"), read_clean(ruang, "harapan"), semua), lambda: residu)
    hasil = Hasil(milik.masukan, milik.terpakai, *dihitung, milik.harapan, milik.temuan)
    di = {number_id(a): label for a, label in terbit.items()}
    for nomor, isi in describe_computed(terbit, angka, hasil).items():
        angka[nomor] = isi | {"temuan": [], "diterbitkan_di": di.get(nomor, [])}
    return {"polres": ruang.polres, "tahun": ruang.tahun, "notebook": notebook.name,
            "tabel": {n: _table(tabel[n]) for n in dict.fromkeys(fakta["sumber"])}, "angka": angka}


def _table(t: Tabel) -> dict[str, object]:
    asal = t.lkip
    return {"berkas": t.path, "sha256": t.hash.removeprefix("sha256:"), "judul": t.title, "nomor_tabel": asal.nomor_tabel,
            "bagian": asal.bagian, "baris_sumber": list(asal.baris_sumber or ()), "kolom": {k.name: k.judul for k in t.kolom}}


def write_numbers(
    masukan: Masukan, proyek: Path, terbit: Path, analisis: str = "04_analisis", tambahan: Tambahan | None = None, dokumen: str = "lkip",
) -> dict:
    """Write `angka.json` into a folder that is about to be published; return what it says."""
    isi = describe_numbers(masukan, proyek / "notebooks" / f"{analisis}.ipynb", tambahan, dokumen)
    (terbit / BERKAS).write_text(write_indented(isi) + "\n", encoding="utf-8", newline="\n")
    return isi


def read_numbers(folder: Path) -> dict:
    """Read `angka.json` of a published folder.

    Raises
    ------
    KesalahanMasukan
        When it is missing or broken.
    """
    berkas = folder / BERKAS
    try:
        isi = json.loads(berkas.read_text(encoding="utf-8"))
        if not isinstance(isi["angka"], dict) or not isinstance(isi["tabel"], dict):
            raise TypeError
    except (FileNotFoundError, NotADirectoryError):
        raise KesalahanMasukan(f"Folder {folder.name} tidak memuat {BERKAS}; jalankan lkip run lebih dahulu atau betulkan nama foldernya.") from None
    except (ValueError, TypeError, KeyError):
        raise KesalahanMasukan(f"Berkas {BERKAS} di folder {folder.name} rusak; jalankan ulang lkip run.") from None
    return isi


def trace(isi: dict, dicari: str, dalam: int = 2) -> list[tuple[int, str]]:
    """Follow one number, or every number of a finding, back to the printed cells.

    Parameters
    ----------
    isi : dict
        What `read_numbers` returned.
    dicari : str
        The id of a number, the id or number of a finding, or a code with a year (``H8@2023``, ``H8@2023-TW1``).
    dalam : int
        How many steps to follow the inputs of a computation.

    Returns
    -------
    list of (int, str)
        Depth and text of each line of the tree.

    Raises
    ------
    KesalahanMasukan
        When nothing has that id.
    """
    angka = isi["angka"]
    if dicari in angka:
        awal = [dicari]
    else:
        kode, _, waktu = dicari.partition("@")
        temuan = {dicari, _short(dicari)}
        tahun, _, periode = waktu.partition("-")
        awal = [i for i, a in angka.items()
                if any(temuan & {t["id"], _short(t["nomor"])} for t in a["temuan"])
                or (waktu and a.get("kode") == kode and str(a["tahun"]) == tahun and a["periode"] == (periode or "TH"))]
    if not awal:
        raise KesalahanMasukan(
            f"Tidak ada angka atau temuan \"{dicari}\"; pakai identitas pada kartu angka, nomor temuan seperti T01, atau kode seperti H8@2023.")
    return [baris for i in awal for baris in _branch(isi, i, 0, dalam)]


def _short(nomor: str) -> str:
    """Write the number of a finding without leading zeros, so that T8, T08 and T008 are one."""
    return re.sub(r"^[Tt]0*(?=\d+$)", "T", nomor)


def _branch(isi: dict, fakta_id: str, tingkat: int, dalam: int) -> Iterable[tuple[int, str]]:
    a = isi["angka"][fakta_id]
    if a["jenis"] == HITUNGAN:
        yield from _computed_branch(isi, fakta_id, tingkat, dalam)
        return
    t = isi["tabel"][a["sel"]["tabel"]]
    periode = f"tahun {a['tahun']}" if a["periode"] == "TH" else when(f"tahun {a['tahun']}", a["periode"])
    yield tingkat, f"{a['nama']}, {periode}, {a['wilayah']}: tercetak {a['tercetak']} [{fakta_id}]"
    letak = f", baris {t['baris_sumber'][0]}–{t['baris_sumber'][1]} naskah" if t["baris_sumber"] else ""
    yield tingkat + 1, (f"sel: {t['berkas']} baris {a['sel']['baris']} kolom {a['sel']['kolom']} "
                        f"({(t['nomor_tabel'] + ' ') if t['nomor_tabel'] else ''}{t['judul']}{letak}; sha256 {t['sha256'][:12]}…)")
    if a["diterbitkan_di"]:
        yield tingkat + 1, f"diterbitkan di: {isi['notebook']} sel {', '.join(a['diterbitkan_di'])}"
    for n in a["temuan"]:
        yield tingkat + 1, f"temuan {n['nomor']}: {n['judul']}"
    for p in a["pemeriksaan"]:
        yield tingkat + 1, f"{'cocok' if p['sesuai'] else 'TIDAK COCOK'} dengan {p['aturan']} ({p['kedudukan']}): {p['perhitungan']}"
        if dalam > 0 and p["aturan"].startswith(_DIHITUNG):
            for masuk in p["masukan"]:
                if masuk in isi["angka"]:
                    yield from _branch(isi, masuk, tingkat + 2, dalam - 1)


def _computed_branch(isi: dict, nomor: str, tingkat: int, dalam: int) -> Iterable[tuple[int, str]]:
    a = isi["angka"][nomor]
    satuan = f" {a['satuan']}" if a["satuan"] not in ("", "indeks", "nilai") else ""
    yield tingkat, f"{a['nama']}: {format_number(a['nilai'], a.get('presisi'))}{satuan} [{nomor}]"
    kedudukan = f" ({a['kedudukan']})" if a["kedudukan"] else ""
    yield tingkat + 1, f"rumus{kedudukan}: {a['rumus']}"
    if a["perhitungan"]:
        yield tingkat + 1, f"hitungan: {a['perhitungan']}"
    if a["diterbitkan_di"]:
        yield tingkat + 1, f"diterbitkan di: {isi['notebook']} sel {', '.join(a['diterbitkan_di'])}"
    for masuk in a["masukan"]:   # a computed number is followed to its cells however deep; checks of those cells, as deep as asked
        yield from _branch(isi, masuk, tingkat + 1, 0 if dalam < 2 else dalam - 2)
