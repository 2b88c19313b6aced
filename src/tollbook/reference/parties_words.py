"""How names are compared: tokens without diacritics, apostrophes and dots, whatever joins them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘ʼʻʿʾ`´"
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"  # U.S., U.N.H.C.R.
    rf"|[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*"
)
GAP = re.compile(rf"[{APOSTROPHES}]?(?:[ \t\u00a0\u2009\u202f]+|[ \t]*\r?\n[ \t]*)|[-‐‑–]\n?|")
"""What may stand between two words of one name: blanks (after a plural's apostrophe too), one line break, a hyphen."""

_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d"}
)
_DROPPED = str.maketrans("", "", APOSTROPHES + ".")


@lru_cache(maxsize=200_000)
def norm(token: str) -> str:
    """One token as it is compared: no diacritics, apostrophes or dots, lower case ("Sana'a" is "sanaa")."""
    if not token.isascii():
        token = unicodedata.normalize("NFKD", token.translate(_UNDECOMPOSED))
        token = "".join(character for character in token if not unicodedata.combining(character))
    return token.translate(_DROPPED).lower()


@lru_cache(maxsize=200_000)
def bare(token: str) -> tuple[str, int]:
    """The token without a possessive ending, normalised, and the length of that ending (0: there is none)."""
    if len(token) > 2 and token[-1] in "sS" and token[-2] in APOSTROPHES:
        return norm(token[:-2]), 2
    return norm(token), 0


def fold(text: str) -> str:
    """A whole name as it is compared: its normalised tokens with single spaces."""
    return " ".join(norm(token) for token in TOKEN.findall(text))
