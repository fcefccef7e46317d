"""The one exception a user may cause: its text is the message they read; and how many things are named in one."""

from __future__ import annotations

from collections.abc import Sequence


class KesalahanMasukan(Exception):
    """Bad input, told in Indonesian: what is wrong, where, and what to do.

    Parameters
    ----------
    masalah : str or sequence of str
        One sentence per problem. All problems found at once are listed together.
    """

    def __init__(self, masalah: str | Sequence[str]):
        self.masalah: tuple[str, ...] = (masalah,) if isinstance(masalah, str) else tuple(masalah)
        super().__init__("\n".join(self.masalah))


def name_some(hal: Sequence[str], terbanyak: int, pemisah: str = ", ") -> str:
    """Name the first few of many things in a sentence, and how many more there are."""
    lagi = [f"dan {len(hal) - terbanyak} lagi"] if len(hal) > terbanyak else []
    return pemisah.join([*hal[:terbanyak], *lagi])
