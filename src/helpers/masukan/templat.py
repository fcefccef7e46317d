"""The standard input of a methodology (`templat.yml`) as a workbook to fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from helpers.errors import KesalahanMasukan
from helpers.files import check_model, read_yaml
from helpers.masukan.lembar import DASAR, KOREKSI, SATKER, URAIAN, Buku, Isian, LembarTabel, sheet_names
from helpers.masukan.polda import known_polda
from helpers.masukan.rencana_templat import plan_sheets
from helpers.methodology.models import Satuan
from helpers.methodology.rules import Metodologi

BERKAS = "templat.yml"
_DOKUMEN = {"lkip": "LKIP", "rencana-aksi": "Rencana Aksi"}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KolomTemplat(_Model):
    """A column of numbers."""

    nama: str
    judul: str
    kode: str | None = None
    aspek: str | None = None
    periode: str | None = None
    geser: int = 0
    ulang: Literal["renstra", "dasar"] | tuple[int, ...] | None = None


class BarisTemplat(_Model):
    """A row whose code needs a name of its own."""

    kode: str
    nama: str


class Bantu(_Model):
    """A helper column."""

    judul: str
    rumus: str


class TabelTemplat(_Model):
    """A table; its rows are given in exactly one way."""

    nama: str
    lembar: str
    judul: str
    keterangan: str = ""
    baris: tuple[str | BarisTemplat, ...] = ()
    indikator: bool = False
    tahun: tuple[int, ...] = ()
    wilayah: tuple[str, ...] = ()
    kolom: tuple[KolomTemplat, ...]
    bantu: tuple[Bantu, ...] = ()


class IsianTemplat(_Model):
    """An entry, or a list of entries."""

    isian: str
    keterangan: str
    isi: str | tuple[str, ...] = ""
    banyak: int = 0
    bagian: tuple[str, ...] = ()
    pilihan: Literal["polda"] | None = None
    dokumen: Literal["lkip", "rencana-aksi"] | None = None


class Templat(_Model):
    """The file `templat.yml`."""

    judul: str
    tabel: tuple[TabelTemplat, ...]
    profil: tuple[IsianTemplat, ...]
    satuan_kerja: tuple[tuple[str, ...], ...]
    dasar_hukum: tuple[tuple[str, ...], ...]
    uraian: tuple[IsianTemplat, ...]
    uraian_indikator: tuple[IsianTemplat, ...]
    petunjuk: tuple[tuple[str, str] | tuple[str, str, Literal["lkip", "rencana-aksi", "keduanya"]], ...]


@dataclass(frozen=True)
class Identitas:
    """What `lkip init` knows of a Polres."""

    polres: str
    tahun: int
    nama: str
    polda: str
    polda_pendek: str
    kabupaten: str
    polsek: tuple[tuple[str, str], ...]

    @property
    def kata(self) -> dict[str, str]:
        """Words that a template may use."""
        pendek = self.nama.removeprefix("Kepolisian Resor ").removeprefix("Polres ")
        return {
            "polres": self.polres, "tahun": str(self.tahun), "lalu": str(self.tahun - 1), "nama": self.nama, "singkatan": self.nama,
            "polda": self.polda, "polda_pendek": self.polda_pendek, "kabupaten": self.kabupaten, "nama_kapital": pendek.upper(),
            "nama_kepolisian": f"Kepolisian Resor {pendek}", "polda_kapital": self.polda.removeprefix("Kepolisian Daerah ").upper(),
            "polsek_daftar": "; ".join(n for _, n in self.polsek)}


def load_template(metodologi: Path) -> Templat:
    """Read the template of a methodology; YAML anchors in it are written out.

    Raises
    ------
    KesalahanMasukan
        When the methodology has none, or a broken one.
    """
    if not (metodologi / BERKAS).exists():
        raise KesalahanMasukan(f"Metodologi \"{metodologi.name}\" tidak mempunyai {BERKAS}; pilih metodologi lain.")
    return check_model(Templat, read_yaml(metodologi / BERKAS), BERKAS)


def template_book(m: Metodologi, folder: Path, siapa: Identitas, rencana: Metodologi | None = None, dokumen: Sequence[str] = ("lkip",)) -> Buku:
    """Return the workbook a Polres fills in.

    Parameters
    ----------
    m : Metodologi
        That of the LKIP, whose template also says what the profile holds.
    folder : Path
        The folder of that methodology.
    siapa : Identitas
    rencana : Metodologi, optional
        That of the action plan, where `dokumen` names it.
    dokumen : sequence of str
        ``lkip``, ``rencana-aksi``, or both.
    """
    t = load_template(folder)
    lkip = "lkip" in dokumen
    kata = siapa.kata | {"dokumen": " dan ".join(_DOKUMEN[d] for d in _DOKUMEN if d in dokumen)}
    untuk = (None, *dokumen, *(("keduanya",) if len(dokumen) > 1 else ()))
    khusus = plan_sheets(rencana, siapa.tahun) if rencana and "rencana-aksi" in dokumen else ()
    tabel = [_table(x, m, siapa) for x in t.tabel] if lkip else []
    nama = sheet_names((x.nama for x in tabel), [k.nama for k in khusus])
    polda = tuple(sorted(known_polda(folder.parent)))
    uraian = [*_entries(t.uraian, kata, polda)] if lkip else []
    for kode, i in m.indikator.items() if lkip else ():
        uraian += _entries(t.uraian_indikator, kata | {"indikator": f"{kode} {i.pendek}"}, polda, f"{kode}.")
    return Buku(
        paket={"name": f"{siapa.polres}-{siapa.tahun}", "title": fill(t.judul, kata),
               "lkip": {"polres": siapa.polres, "tahun": siapa.tahun, "metodologi": m.kode if lkip or not rencana else rencana.kode,
                        **({"rencana": rencana.kode} if khusus and lkip else {}), **({"dokumen": list(dokumen)} if khusus else {}),
                        "sumber": {"judul": fill(t.judul, kata)}}},
        tabel=tuple(LembarTabel(n, x.tabel, x.tetap, x.contoh, x.bantu, x.baris) for n, x in zip(nama, tabel, strict=True)),
        profil=tuple(_entries([i for i in t.profil if i.dokumen in untuk], kata, polda)), uraian=tuple(uraian), polsek=siapa.polsek,
        satuan_kerja=tuple(tuple(fill(s, kata) for s in b) for b in t.satuan_kerja) if lkip else (), dasar_hukum=t.dasar_hukum if lkip else (),
        petunjuk=tuple((p[0], fill(p[1], kata)) for p in t.petunjuk if len(p) == 2 or p[2] in untuk), templat=True, khusus=khusus,
        tanpa=() if lkip else (SATKER, DASAR, URAIAN, KOREKSI))


def fill(teks: str, kata: Mapping[str, str]) -> str:
    """Put words into a text of the template; other braces stay."""
    for k, v in kata.items():
        teks = teks.replace(f"{{{k}}}", v)
    return teks


def unit_finder(m: Metodologi):  # noqa: ANN201
    """Return what tells the unit of a cell of a template's table."""
    def unit_of(t: LembarTabel, baris: Sequence[str], kolom: str) -> Satuan | None:
        k = next(k for k in t.tabel["schema"]["fields"] if k["name"] == kolom)
        return _unit(m, baris[0], k["lkip"])

    return unit_of


def _unit(m: Metodologi, kode_baris: str, lkip: Mapping[str, Any]) -> Satuan | None:
    dasar = kode_baris.split("@")[0].split("/")[0] or lkip.get("kode") or ""
    kode = f"{dasar}.{lkip['aspek']}" if lkip.get("aspek") else dasar
    return m.unit(kode) if m.knows(kode) else None


def _table(t: TabelTemplat, m: Metodologi, siapa: Identitas) -> LembarTabel:
    kata = siapa.kata
    kolom = [k for x in t.kolom for k in _columns(x, m, siapa)]
    baris = []
    for kode, nama in _rows(t, m, siapa):
        satuan = next((u.lambang for k in kolom if (u := _unit(m, kode, k["lkip"]))), "")
        baris.append((kode, nama, satuan, *[""] * len(kolom)))
    fields = [{"name": "kode", "type": "string", "title": "Kode"}, {"name": "uraian", "type": "string", "title": "Uraian"},
              {"name": "satuan", "type": "string", "title": "Satuan"}, *kolom]
    nama_tabel = fill(t.nama, kata)
    uraian = {"name": nama_tabel, "path": f"{nama_tabel}.csv", "title": fill(t.judul, kata), "lkip": {"bagian": f"lembar {fill(t.lembar, kata)}", "bawaan": {"tahun": siapa.tahun}}, "schema": {"fields": fields}}
    if t.keterangan:
        uraian["description"] = fill(t.keterangan, kata)
    return LembarTabel(fill(t.lembar, kata), uraian, tuple(b[0] for b in baris), True,
                       tuple((fill(b.judul, kata), b.rumus) for b in t.bantu), tuple(baris))


def _columns(k: KolomTemplat, m: Metodologi, siapa: Identitas) -> list[dict[str, Any]]:
    renstra = m.bagian_indikator.renstra
    if k.ulang == "renstra":
        tahun = list(range(renstra.mulai, renstra.akhir + 1))
    elif k.ulang == "dasar":
        tahun = [renstra.tahun_dasar]
    else:
        tahun = [siapa.tahun + g for g in (k.ulang or (k.geser,))]
    hasil = []
    for t in tahun:
        kata = siapa.kata | {"t": str(t)}
        lkip = {n: v for n, v in (("kode", k.kode), ("aspek", k.aspek), ("periode", k.periode)) if v}
        if t != siapa.tahun or k.ulang:
            lkip["tahun"] = t
        hasil.append({"name": fill(k.nama, kata), "type": "string", "title": fill(k.judul, kata), "lkip": lkip})
    return hasil


def _rows(t: TabelTemplat, m: Metodologi, siapa: Identitas) -> list[tuple[str, str]]:
    """Return code and name of every row."""
    hasil: list[tuple[str, str]] = [(b, m.name(b)) if isinstance(b, str) else (b.kode, b.nama) for b in t.baris]
    if t.indikator:
        hasil += [(k, fill(i.nama, {"polres": siapa.nama, "kabupaten": siapa.kabupaten})) for k, i in m.indikator.items()]
    hasil += [(f"@{siapa.tahun + g}", f"Tahun {siapa.tahun + g}") for g in t.tahun]
    for w in t.wilayah:
        if w == "polsek":
            hasil += [(f"/{k}", n) for k, n in siapa.polsek]
        elif w == "satker":
            hasil += [(f"/{k}", n) for k, n in m.satker.items() if k != "mako"]
        else:
            hasil.append(("/", "Jumlah seluruh Polres") if w == "jumlah" else (f"/{w}", m.satker[w]))
    return hasil


def _entries(isian: Sequence[IsianTemplat], kata: Mapping[str, str], polda: tuple[str, ...], awalan: str = "") -> list[Isian]:
    hasil = []
    for i in isian:
        keterangan, kunci = fill(i.keterangan, kata), f"{awalan}{i.isian}"
        isi = [fill(x, kata) for x in ((i.isi,) if isinstance(i.isi, str) else i.isi)]
        if not i.banyak:
            hasil.append(Isian(kunci, keterangan, isi[0], polda if i.pilihan else ()))
            continue
        for n in range(1, i.banyak + 1):
            if i.bagian:
                hasil += [Isian(f"{kunci}.{n}.{b}", f"{keterangan} ({b} ke-{n})") for b in i.bagian]
            else:
                hasil.append(Isian(f"{kunci}.{n}", f"{keterangan} ({n})" if n > 1 else keterangan, isi[n - 1] if n <= len(isi) else ""))
    return hasil
