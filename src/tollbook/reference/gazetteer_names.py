"""Keys for place names: the spellings that writers mix up become one key.

`Kup'yansk`, `Kupyansk` and `KUPYANSK` share a key, as do `Deir el-Balah` and `Deir al Balah`, `Bogotá` and `Bogota`.
Transliterations that differ in letters (`Kharkiv`, `Kharkov`) do not: those are alternate names in the data.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ə": "a",
        "ŋ": "n",
        "Æ": "AE",
        "Œ": "OE",
        "Ø": "O",
        "Ł": "L",
        "Đ": "D",
        "Ð": "D",
        "Þ": "TH",
        "Ə": "A",
        "Ŋ": "N",
    }
)
_SIGNS = str.maketrans(dict.fromkeys("'’‘ʼʻʿʾ`´ʹʺ′\"“”.") | dict.fromkeys("-‐‑‒–—_/,\u00a0\n\t", " "))
_ARTICLE = re.compile(
    r"\b(?:(?:al|el|ul)\b|(?:ad|ed)(?= d)|(?:an|en)(?= n)|(?:ar|er|ur)(?= r)|(?:as|es|us)(?= s)"
    r"|(?:at|et)(?= t)|(?:az|ez|uz)(?= z)|(?:ash|esh)(?= sh)|(?:ath|eth)(?= th)|(?:adh|edh)(?= dh))\b(?= .)"
)
_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_OTHER = r"\s\-'’‘ʼʻʿʾ`´.,()/–"
_SCRIPTS = {
    "latin": re.compile(rf"[A-Za-zÀ-ɏḀ-ỿ̀-ͯ{_OTHER}]+"),
    "cyrillic": re.compile(rf"[Ѐ-ԯ{_OTHER}]+"),
    "arabic": re.compile(rf"[\u0600-\u06ff{_OTHER}]+"),
}

_TYPE_TAIL = re.compile(
    r"\s+(?:autonomous |administrative )?(?:oblast|region|province|district|governorate|state|county|department"
    r"|municipality|raion|rayon|krai|kray|okrug|woreda|zone|sub-?district|division|prefecture|canton|territory"
    r"|township|regional state|city municipality|city)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 16)
def place_key(name: str) -> str:
    """The key of a name: no case, accents, apostrophes or hyphens; the Arabic article in all its spellings as `al`."""
    return make_key(name)


def make_key(name: str) -> str:
    """`place_key` without its cache, for building tables."""
    text = name if name.isascii() else _plain(name)
    text = " ".join(text.casefold().translate(_SIGNS).split())
    return _ARTICLE.sub("al", text) if " " in text else text


def _plain(name: str) -> str:
    # й, ї and ё lose their marks too: the same letters are left off in hasty Cyrillic writing
    return _MARKS.sub("", unicodedata.normalize("NFKD", name).translate(_LETTERS))


def without_article(key: str) -> str | None:
    """The key less a leading Arabic article (`al bab` -> `bab`), or None where it has none or too little is left."""
    rest = key.removeprefix("al ")
    return rest if rest != key and len(rest) >= 4 else None


def bare_area(name: str) -> str:
    """An area's name less the words for its kind: `Donetsk Oblast` -> `Donetsk`."""
    return _TYPE_TAIL.sub("", name) or name


def script(name: str) -> str | None:
    """`latin`, `cyrillic` or `arabic` where a name is written in these letters alone, else None."""
    if name.isascii():
        return "latin"
    for kind, pattern in _SCRIPTS.items():
        if pattern.fullmatch(name):
            return kind
    return None
