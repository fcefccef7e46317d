"""Commands about many Polres: generated data, and all reports of a Polda or the country."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from helpers.cli.bahasa import Perintah
from helpers.errors import KesalahanMasukan


def register(app: typer.Typer) -> None:
    """Add the commands to `lkip`."""
    app.command("sintetis", cls=Perintah)(synthetic_command)


def synthetic_command(
    jumlah: Annotated[int, typer.Option("--jumlah", metavar="banyaknya", help="Banyaknya Polres.")],
    benih: Annotated[int, typer.Option("--benih", metavar="bilangan", help="Benih acak: benih yang sama menghasilkan data yang sama.")],
    ke: Annotated[str, typer.Option("--ke", metavar="folder", help="Folder baru untuk datanya, di luar folder data proyek.")],
    tahun: Annotated[int, typer.Option("--tahun", metavar="tahun", help="Tahun anggaran.")] = 2023,
    rusak: Annotated[str, typer.Option("--rusak", metavar="bagian", help="Bagian Polres yang diberi kesalahan, 0 sampai 1, misalnya 0,25.")] = "0",
    keluarga: Annotated[list[str], typer.Option("--keluarga", metavar="keluarga", help="Hanya keluarga kesalahan ini; boleh lebih dari satu.")] = [],  # noqa: B006
) -> int:
    """Bangkitkan data Polres sintetis yang konsisten, dengan kesalahan yang disengaja bila diminta.

    Kunci kesalahannya ditulis di kunci.csv. Nama wilayahnya nyata, angkanya bukan data siapa pun.
    """
    from helpers.cli import tampilan
    from helpers.numbers import format_number
    from helpers.parameters import make_room
    from helpers.paths import find_root
    from helpers.sintetis.negeri import KUNCI, generate

    try:
        bagian = float(rusak.replace(",", "."))
    except ValueError:
        raise KesalahanMasukan(f"Bagian \"{rusak}\" bukan bilangan; tulis antara 0 dan 1, misalnya 0,25.") from None
    akar = find_root()
    make_room(akar, polres="contoh", tahun=tahun)
    tujuan = Path(ke)
    layar = tampilan.console()
    tanaman = generate(akar, tujuan, jumlah=jumlah, benih=benih, tahun=tahun, rusak=bagian, keluarga=keluarga)
    layar.print(f"{format_number(jumlah, 0)} Polres sintetis tahun {tahun} ditulis di {tujuan.as_posix()}/")
    if bagian:
        polres = {t.polres for t in tanaman}
        layar.print(f"Kesalahan pada {format_number(len(polres), 0)} Polres; kuncinya di {(tujuan / KUNCI).as_posix()}")
    return 0
