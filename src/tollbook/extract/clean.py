"""A text as the extractor sees it: odd spaces, quotes and homoglyphs put right behind a map back to the raw offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

_DROPPED = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_AS = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u02bc": "'", "\u02bb": "'", "\u2032": "'",
    "`": "'", "\u00b4": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2212": "-", "\u2015": "—",
    "\r": " ", "\t": " ", "\x0b": " ", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\u2026": "...",
}  # fmt: skip
_UNUSUAL = {"Zs": " ", "Cs": "\ufffd"}
"""By category: any other space, and half a surrogate pair (from broken JSON), which the parser cannot take."""
_LATIN_FOR = dict(zip("АВСЕНІЈКМОРЅТХУаеосрхуіјѕԁһ", "ABCEHIJKMOPSTXYaeocpxyijsdh", strict=True))
"""Cyrillic letters that look like Latin ones, used where the rest of the word is Latin."""

_MARKER = re.compile(
    r"\[\s*(?:(?:(?:words?|names?|passages?|questions?|sentences?|figures?|phrases?|portion|several words)\s+|)"
    r"(?:indistinct|omitted|unintelligible|inaudible|as\s+(?:heard|received|published|printed|given|transliterated))"
    r"|text|excerpts?|reports?|reporter|speech|statement|communique|commentary|editorial(?:\s+report)?|article|interview"
    r"|announcer|moderator|unidentified\s+(?:speaker|reporter|announcer)|continued|(?:begin|end)\s+recording|signed|dated"
    r"|changes\s+thought|applause|not\s+further\s+identified|sic)\s*\][ \t]*",
    re.IGNORECASE,
)
"""What editors and transcribers put between square brackets and nobody said ("[words indistinct]", "[sic]")."""


@dataclass(frozen=True)
class Clean:
    """Cleaned characters with, for each, the offset of the raw character it stands for."""

    raw: str
    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw offsets (end exclusive) of a stretch of the cleaned text."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else len(self.raw)
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1

    @cached_property
    def _back(self) -> dict[int, int]:
        return {raw: at for at, raw in reversed(list(enumerate(self.offsets)))}

    def at(self, raw_offset: int) -> int:
        """The first cleaned offset that stands at or after a raw offset."""
        while raw_offset < len(self.raw):
            if raw_offset in self._back:
                return self._back[raw_offset]
            raw_offset += 1
        return len(self.text)


def clean(raw: str) -> Clean:
    """Clean a raw text for reading; nothing in the raw text changes."""
    changed = [c for c in set(raw) if _piece(c) != c]
    if not changed:
        return without_markers(Clean(raw, _mend_homoglyphs(raw), tuple(range(len(raw)))))
    out: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in re.finditer("[" + re.escape("".join(changed)) + "]", raw):
        i, piece = match.start(), _piece(match[0])
        out += (raw[at:i], piece)
        offsets.extend(range(at, i))
        offsets.extend([i] * len(piece))
        at = i + 1
    out.append(raw[at:])
    offsets.extend(range(at, len(raw)))
    return without_markers(Clean(raw, _mend_homoglyphs("".join(out)), tuple(offsets)))


def without_markers(cleaned: Clean) -> Clean:
    """A cleaned text without the marks of editors and transcribers."""
    if "[" not in cleaned.text:
        return cleaned
    return without(cleaned, (match.span() for match in _MARKER.finditer(cleaned.text)))


def without(cleaned: Clean, spans: Iterable[tuple[int, int]]) -> Clean:
    """A cleaned text with stretches left out; they are given in order and do not overlap."""
    text: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end in (*spans, (len(cleaned.text), len(cleaned.text))):
        text.append(cleaned.text[at:start])
        offsets.extend(cleaned.offsets[at:start])
        at = end
    return Clean(cleaned.raw, "".join(text), tuple(offsets))


@lru_cache(maxsize=4096)
def _piece(char: str) -> str:
    """What a character is read as: itself, mostly."""
    if char in _DROPPED:
        return ""
    seen = _AS.get(char)
    return _UNUSUAL.get(unicodedata.category(char), char) if seen is None else seen


def _mend_homoglyphs(text: str) -> str:
    """Latin letters for the Cyrillic look-alikes of words that are otherwise Latin; one character for one."""
    if text.isascii() or not any(c in _LATIN_FOR for c in text):
        return text
    chars = list(text)
    start = 0
    while start < len(chars):
        if not chars[start].isalpha():
            start += 1
            continue
        end = start
        while end < len(chars) and chars[end].isalpha():
            end += 1
        word = chars[start:end]
        latin = sum("LATIN" in unicodedata.name(c, "") for c in word)
        if 0 < latin < len(word) and all(c in _LATIN_FOR or "LATIN" in unicodedata.name(c, "") for c in word):
            chars[start:end] = [_LATIN_FOR.get(c, c) for c in word]
        start = end
    return "".join(chars)
