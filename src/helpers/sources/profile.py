"""Who the Polres is, what its people say, and which contested values it has decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from helpers.errors import KesalahanMasukan
from helpers.files import check_model, read_yaml
from helpers.numbers import format_number
from helpers.paths import Ruang

BULAN = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Polda(_Model):
    """The regional police above the Polres."""

    nama: str
    singkatan: str


def _existing_date(tanggal: str) -> str:
    try:
        date.fromisoformat(tanggal)
    except ValueError:
        raise ValueError(f"tanggal {tanggal} tidak ada di kalender") from None
    return tanggal


class Keputusan(_Model):
    """The decree that adopts the report."""

    nomor: str
    tanggal: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    tempat: str
    nomor_tercetak: str = ""

    _tanggal_ada = field_validator("tanggal")(_existing_date)


class Penetapan(_Model):
    """Where and when a document was adopted that bears no number."""

    tempat: str
    tanggal: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")

    _tanggal_ada = field_validator("tanggal")(_existing_date)


class Pimpinan(_Model):
    """Who signs the report; what the source does not tell stays empty."""

    jabatan: str
    nama: str = ""
    pangkat: str = ""
    nrp: str = ""


class Unsur(_Model):
    """A part of the organisation."""

    kode: str
    unsur: str
    satuan: tuple[str, ...]


class Polsek(_Model):
    """A sector police."""

    kode: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    nama: str


class SasaranProfil(_Model):
    """A strategic objective as the Polres states it."""

    kode: str
    nama: str


class Dasar(_Model):
    """A law the report stands on."""

    nama: str
    tentang: str = ""
    uraian: str = ""
    sumber: str = ""


#: Entries of `profil.yml` that only some documents need.
KHUSUS = {
    "lkip": ("keputusan", "satuan_kerja", "visi", "misi", "tujuan", "sasaran_strategis", "tugas_pokok", "fungsi"),
    "rencana-aksi": ("penetapan",),
}


class Profil(_Model):
    """Identity of a Polres (`profil.yml`); what only some documents need (`KHUSUS`) may be left out for the others."""

    kode: str
    nama: str
    singkatan: str
    polda: Polda
    kabupaten: str
    kedudukan: str
    instansi: tuple[str, ...]
    tahun_anggaran: int
    keputusan: Keputusan | None = None
    penetapan: Penetapan | None = None
    pimpinan: Pimpinan | None = None
    satuan_kerja: tuple[Unsur, ...] = ()
    polsek: tuple[Polsek, ...]
    visi: str = ""
    makna_visi: str = ""
    misi: str = ""
    makna_misi: str = ""
    tujuan: tuple[str, ...] = ()
    sasaran_strategis: tuple[SasaranProfil, ...] = ()
    tugas_pokok: str | tuple[str, ...] = ()
    fungsi: tuple[str, ...] = ()
    dasar_hukum: tuple[Dasar, ...] = ()
    sistematika: tuple[str, ...] | tuple[dict[str, str], ...] = ()
    sumber: dict[str, str] = {}

    def region_names(self, satker: dict[str, str]) -> dict[str, str]:
        """Return the readable name of every region code: the Polres, its Polsek, the units."""
        return {self.kode: self.singkatan} | satker | {p.kode: p.nama for p in self.polsek}


class NarasiIndikator(_Model):
    """What people say about one indicator."""

    penyebab_keberhasilan: tuple[str, ...] = ()
    penyebab_kegagalan: tuple[str, ...] = ()
    solusi: tuple[str, ...] = ()
    efisiensi: tuple[str, ...] = ()
    program: tuple[str, ...] = ()
    sumber: str = ""


class Inovasi(_Model):
    """An innovation in service."""

    nama: str
    uraian: str


class Narasi(BaseModel):
    """The human part of the report (`narasi.yml`); further keys are indicator codes."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, NarasiIndikator]

    kata_pengantar: tuple[str, ...] = ()
    latar_belakang: tuple[str, ...] = ()
    isu_strategis: tuple[str, ...] = ()
    inovasi: tuple[Inovasi, ...] = ()
    kesimpulan: tuple[str, ...] = ()
    saran: tuple[str, ...] = ()
    tindak_lanjut: tuple[str, ...] = ()
    sumber: dict[str, str] | str = {}

    @property
    def indikator(self) -> tuple[str, ...]:
        """Codes of the indicators something is said about."""
        return tuple(self.__pydantic_extra__ or {})

    def of(self, indikator: str) -> NarasiIndikator:
        """Return what is said about an indicator; empty when nothing is."""
        return (self.__pydantic_extra__ or {}).get(indikator, NarasiIndikator())


class Koreksi(_Model):
    """One declared decision about a contested fact.

    Attributes
    ----------
    kode, wilayah, tahun, periode : str, str or None, int, str
        The fact.
    pilih : str
        `fakta_id` of the printed value the computation uses.
    expect : str
        What that cell must print; the run stops when the source changed.
    """

    kode: str
    tahun: int
    periode: str = "TH"
    wilayah: str | None = None
    pilih: str
    expect: str
    alasan: str
    status: str = "usulan"


class _BerkasKoreksi(_Model):
    koreksi: tuple[Koreksi, ...] = ()


def load_profile(ruang: Ruang, dokumen: Sequence[str] = ("lkip",)) -> Profil:
    """Read `profil.yml` of a Polres and year.

    Parameters
    ----------
    ruang : Ruang
    dokumen : sequence of str
        Documents that are made of the data; what they need must be there.

    Raises
    ------
    KesalahanMasukan
        When it is missing, broken, incomplete, or belongs to another Polres or year.
    """
    p = check_model(Profil, read_yaml(ruang.mentah / "profil.yml"), "profil.yml")
    kurang = [k for d in dokumen for k in KHUSUS[d] if k not in p.model_fields_set]
    if kurang:
        raise KesalahanMasukan([f"Berkas profil.yml, isian \"{k}\": belum diisi; tambahkan isian itu." for k in dict.fromkeys(kurang)])
    if p.kode != ruang.polres:
        raise KesalahanMasukan(f"Berkas profil.yml, isian \"kode\": tertulis \"{p.kode}\", padahal foldernya \"{ruang.polres}\"; samakan.")
    if p.tahun_anggaran != ruang.tahun:
        raise KesalahanMasukan(f"Berkas profil.yml, isian \"tahun_anggaran\": tertulis {p.tahun_anggaran}, padahal foldernya {ruang.tahun}; samakan.")
    return p


def load_narrative(ruang: Ruang) -> Narasi:
    """Read `narasi.yml`; a missing file is an empty narrative."""
    berkas = ruang.mentah / "narasi.yml"
    return check_model(Narasi, (read_yaml(berkas) or {}) if berkas.exists() else {}, "narasi.yml")


def load_corrections(ruang: Ruang) -> tuple[Koreksi, ...]:
    """Read `koreksi.yml`; a missing file means that nothing was decided."""
    berkas = ruang.mentah / "koreksi.yml"
    koreksi = check_model(_BerkasKoreksi, (read_yaml(berkas) or {}) if berkas.exists() else {}, "koreksi.yml").koreksi
    alamat = [(k.kode, k.wilayah or ruang.polres, k.tahun, k.periode) for k in koreksi]
    if rangkap := sorted({a for a in alamat if alamat.count(a) > 1}):
        raise KesalahanMasukan([
            f"Berkas koreksi.yml memutuskan {kode} {wilayah} {tahun} {periode} lebih dari sekali; sisakan satu keputusan."
            for kode, wilayah, tahun, periode in rangkap])
    return koreksi


def write_date(iso: str) -> str:
    """Write an ISO date in Indonesian: ``2 Februari 2024``."""
    tahun, bulan, hari = iso.split("-")
    return f"{int(hari)} {BULAN[int(bulan) - 1]} {tahun}"


def run_metadata(ruang: Ruang, dokumen: str = "lkip") -> dict[str, object]:
    """Return the metadata of a run, for the document (`_run.yml`): identity only, no figures.

    Parameters
    ----------
    dokumen : str
        ``lkip`` or ``rencana-aksi``.
    """
    p = load_profile(ruang, (dokumen,))
    lkip = dokumen == "lkip"
    judul, pendek = ("Laporan Kinerja Instansi Pemerintah (LKIP)", "LKIP") if lkip else ("Rencana Aksi Kinerja", "Rencana Aksi")
    sah = p.keputusan if lkip else p.penetapan
    return {
        "title": judul,
        "subtitle": f"{p.nama} Tahun Anggaran {ruang.tahun}",
        "judul-pendek": f"{pendek} {p.singkatan} TA {ruang.tahun}",
        "author": p.nama,
        "instansi": list(p.instansi),
        **({"nomor": p.keputusan.nomor} if lkip else {"tempat": p.penetapan.tempat}),
        "tanggal": write_date(sah.tanggal),
        "tahun": ruang.tahun,
        "polres": {
            "kode": p.kode, "nama": p.nama, "singkatan": p.singkatan, "polda": p.polda.nama,
            "kabupaten": p.kabupaten, "kedudukan": p.kedudukan, "jumlah_polsek": format_number(len(p.polsek)),
        },
    }


def monitoring_metadata(ruang: Ruang, triwulan: int, catatan: str = "") -> dict[str, object]:
    """Return the metadata of a monitoring report, for its document.

    Parameters
    ----------
    ruang : Ruang
    triwulan : int
        The quarter reported on, 1 to 4.
    catatan : str
        What every page must say, such as that the figures are an example.
    """
    dasar = run_metadata(ruang, "rencana-aksi")
    p, tw = load_profile(ruang, ("rencana-aksi",)), ("I", "II", "III", "IV")[triwulan - 1]
    akhir = f"{30 if triwulan in (2, 3) else 31} {BULAN[3 * triwulan - 1]} {ruang.tahun}"
    return {k: v for k, v in dasar.items() if k != "tempat"} | {
        "title": "Laporan Pemantauan Rencana Aksi",
        "subtitle": f"{p.nama} Tahun Anggaran {ruang.tahun}, Triwulan {tw}" + (f" ({catatan})" if catatan else ""),
        "judul-pendek": (f"{catatan} · " if catatan else "") + f"Pemantauan {p.singkatan} TA {ruang.tahun} TW {tw}",
        "tanggal": f"{akhir} (keadaan data)",
    }


def raw_files(folder: Path) -> list[Path]:
    """Return every file handed in for a Polres and year, sorted by name."""
    return sorted(p for p in folder.iterdir() if p.is_file())
