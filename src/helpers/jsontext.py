"""Indented JSON of large results."""

from __future__ import annotations

import json

_encode = json.JSONEncoder(ensure_ascii=False).encode
_quote = json.encoder.encode_basestring


def write_indented(isi: object, dalam: int = 0) -> str:
    """Return what ``json.dumps(isi, ensure_ascii=False, indent=1)`` returns, several times as fast.

    With an indent the standard library does without its encoder in C.

    Parameters
    ----------
    isi : object
        Plain data; the keys of mappings are text.
    dalam : int
        How deep it stands in the whole.
    """
    if isinstance(isi, dict):
        buka, tutup = "{", "}"
        butir = [f"{_quote(k)}: {_quote(v) if isinstance(v, str) else write_indented(v, dalam + 1)}" for k, v in isi.items()]
    elif isinstance(isi, list | tuple):
        buka, tutup = "[", "]"
        butir = [_quote(v) if isinstance(v, str) else write_indented(v, dalam + 1) for v in isi]
    else:
        return _encode(isi)
    if not butir:
        return buka + tutup
    baris = "\n" + " " * dalam
    return f"{buka}{baris} {f',{baris} '.join(butir)}{baris}{tutup}"
