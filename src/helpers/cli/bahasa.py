"""The command line speaks Indonesian: help pages and messages of the command parser."""

from __future__ import annotations

import textwrap
from typing import Any

from typer.core import TyperCommand, TyperGroup

from helpers.errors import KesalahanMasukan

_LEBAR = 88


class Perintah(TyperCommand):
    """A command whose help page is Indonesian."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        semua = [p for p in self.get_params(ctx) if not getattr(p, "hidden", False)]
        sebutan = [p for p in semua if p.param_type_name == "argument"]
        pakai = " ".join([ctx.command_path, *(_argument_name(p) for p in sebutan), "[OPSI]"])
        return _page(pakai, self.help, [
            ("Yang disebut", [(_argument_name(p), getattr(p, "help", None) or "") for p in sebutan]),
            ("Opsi", [_option(p) for p in semua if p not in sebutan]),
        ])


class Kelompok(TyperGroup):
    """A group of commands whose help page is Indonesian."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        perintah = [(nama, p.help or "") for nama, p in self.commands.items() if not p.hidden]
        pilihan = [_option(p) for p in self.get_params(ctx)]
        return _page(f"{ctx.command_path} PERINTAH [OPSI]", self.help, [("Perintah", perintah), ("Opsi", pilihan)])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say which there are."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            ada = ", ".join(n for n, p in self.commands.items() if not p.hidden)
            raise KesalahanMasukan(f"Perintah \"{args[0]}\" tidak dikenal; yang tersedia: {ada}.")
        return super().resolve_command(ctx, args)


def _argument_name(p: Any) -> str:
    """Return how a page and a message name what is given without an option."""
    return (p.metavar or p.name or "").upper()


def _option(p: Any) -> tuple[str, str]:
    """Return the left and the right column of one option."""
    nama = ", ".join(p.opts)
    if "--help" in p.opts:
        return nama, "Tampilkan bantuan ini."
    if not getattr(p, "is_flag", False):
        nama += f" {(p.metavar or p.name or '').upper()}"
    keterangan = " ".join((getattr(p, "help", None) or "").split())
    if p.required:
        keterangan += " [wajib]"
    elif p.default and not callable(p.default):
        bawaan = ", ".join(map(str, p.default)) if isinstance(p.default, list | tuple) else p.default
        keterangan += f" [bawaan: {bawaan}]"
    return nama, keterangan


def _page(pemakaian: str, penjelasan: str | None, bagian: list[tuple[str, list[tuple[str, str]]]]) -> str:
    baris = [f"Pemakaian: {pemakaian}", ""]
    if penjelasan:
        for alinea in textwrap.dedent(penjelasan).strip().split("\n\n"):
            baris += [*textwrap.wrap(" ".join(alinea.split()), _LEBAR - 2, initial_indent="  ", subsequent_indent="  "), ""]
    for judul, isi in bagian:
        if not isi:
            continue
        lebar = max(len(kiri) for kiri, _ in isi) + 2
        baris.append(f"{judul}:")
        for kiri, kanan in isi:
            ringkas = " ".join(kanan.split("\n\n")[0].split())
            lipat = textwrap.wrap(ringkas, _LEBAR - lebar - 2) or [""]
            baris.append(f"  {kiri:<{lebar}}{lipat[0]}")
            baris += [" " * (lebar + 2) + sambung for sambung in lipat[1:]]
        baris.append("")
    return "\n".join(baris).rstrip()


def usage_sentence(galat: Exception) -> str | None:
    """Return what the command parser complains about, in Indonesian; None for any other exception."""
    silsilah = {k.__name__ for k in type(galat).__mro__}
    if "UsageError" not in silsilah:
        return None
    ctx = getattr(galat, "ctx", None)
    bantuan = f" Lihat {ctx.command_path if ctx else 'lkip'} --help."
    param = getattr(galat, "param", None)
    opsi = param.opts[-1] if param is not None else getattr(galat, "option_name", "")
    if "MissingParameter" in silsilah:
        if getattr(param, "param_type_name", "") == "argument":
            return f"{_argument_name(param)} belum disebut.{bantuan}"
        return f"Opsi {opsi} belum diisi.{bantuan}"
    if "NoSuchOption" in silsilah:
        mirip = getattr(galat, "possibilities", None)
        saran = f" Mungkin maksudnya {', '.join(sorted(mirip))}." if mirip else ""
        return f"Opsi {opsi} tidak dikenal.{saran}{bantuan}"
    if "BadOptionUsage" in silsilah:
        if "does not take" in str(getattr(galat, "message", "")):
            return f"Opsi {opsi} tidak memerlukan nilai.{bantuan}"
        return f"Opsi {opsi} memerlukan nilai.{bantuan}"
    if "BadParameter" in silsilah:
        return f"Nilai opsi {opsi} tidak sah.{bantuan}"
    pesan = str(getattr(galat, "message", ""))
    if "unexpected extra argument" in pesan:
        lebih = pesan.rpartition("(")[2].removesuffix(")")
        return f"Kata \"{lebih}\" tidak dikenal; setiap opsi diawali tanda --.{bantuan}"
    return f"Perintah tidak dipahami; periksa penulisannya.{bantuan}"
