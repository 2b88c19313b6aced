"""Texts set in capitals, read as they would be written: one character for one, so that offsets do not change.

Wire services and monitoring bodies sent capitals only for decades, and headlines still come so. Words that reports
write in lower case (`en/lexicon/common_words.txt`) lose their capitals; what is left is a name or an acronym.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .capitals_words import TOKEN, abbreviations, is_common, listed, persons, phrases
from .case import is_capitals
from .clean import Clean, without
from .en.parse import dictionary

_DATELINE = re.compile(
    r"\s*[A-Z][A-Z .'-]{2,40}(?:\([A-Z .]+\))?,\s*(?:\d{1,2}\s[A-Z]{3,9}(?:\s\d{2,4})?|[A-Z .]{3,30})\s*"
    r"(?:\([A-Z0-9 .-]+\)\s*)?--"
)
_LOOSE_HYPHEN = re.compile(r"(?<=[A-Z\d]-) (?=[A-Z])| (?=- (?:IN|OLD|YEAR)\b)")
"""A blank that transmission put beside a hyphen ("13- YEAR- OLD")."""
_BEGINS = re.compile(r"[.!?][\"')]*\s|\n\s*\n|--\s*\"?$|[.!?,:]\s+\"$")
_ROMAN = re.compile(r"(?:II|III|IV|VI|VII|VIII|IX|XI|XII|XX|XXI|XXIII)$")
_BRACKETED = re.compile(r"[(\[]([A-Z][A-Z /&.'-]*)[)\]]")


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    raw: str
    low: str
    begins: bool


def in_ordinary_case(cleaned: Clean) -> Clean:
    """A cleaned text in capitals in ordinary case; any other text as it is."""
    if not is_capitals(cleaned.text):
        return cleaned
    joined = without(cleaned, (match.span() for match in _LOOSE_HYPHEN.finditer(cleaned.text)))
    rounded = joined.text.replace("[", "(").replace("]", ")")  # the parser knows round ones better
    return replace(joined, text=from_capitals(rounded, is_common))


def from_capitals(text: str, is_word: Callable[[str], bool]) -> str:
    """A text in capitals in ordinary case: sentence beginnings, names and acronyms keep theirs.

    `is_word` says whether a lower-case word is common English.
    """
    words = _words(text)
    acronyms, spelt = _acronyms(text)
    forms = [_alone(word, is_word, acronyms) for word in words]
    _join_names(_Line(text, words, forms), spelt)
    out = list(text)
    for word, form in zip(words, forms, strict=True):
        if word.begins and form[:1].islower():
            form = form[0].upper() + form[1:]
        if len(form) == word.end - word.start:
            out[word.start : word.end] = form
    dateline = _DATELINE.match(text)
    if dateline is not None:
        place = re.match(r"\s*[^,(]+", text)
        if place is not None:
            out[: place.end()] = place.group()
    return "".join(out)


def _words(text: str) -> list[_Word]:
    out: list[_Word] = []
    at, opened = 0, False
    for match in TOKEN.finditer(text):
        gap = text[at : match.start()]
        before = out[-1].raw.lower() if out else ""
        stop = bool(_BEGINS.search(gap)) and not (
            gap.startswith(". ") and "\n" not in gap and before in listed("titles")
        )
        if opened and ")" in gap:  # "(Speaker) we believe": the bracket stands before the sentence
            stop, opened = True, False
        opened = opened or ((stop or not out) and "(" in gap)
        out.append(_Word(match.start(), match.end(), match.group(), match.group().lower(), stop or not out))
        at = match.end()
    return out


def _acronyms(text: str) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """Acronyms that the text explains in brackets, either way round, and the names that they stand for."""
    short: set[str] = set()
    spelt: set[tuple[str, ...]] = set()
    for match in _BRACKETED.finditer(text):
        inner = TOKEN.findall(match.group(1))
        before = TOKEN.findall(text[max(0, match.start() - 120) : match.start()])
        if len(inner) == 1 and 2 <= len(inner[0]) <= 9:
            if len(inner[0]) <= 4 and text[match.end() : match.end() + 4].strip() == "--":
                short.add(inner[0])  # an agency in the dateline
            for n in range(2, min(len(before), len(inner[0]) + 4) + 1):
                if _initials(before[-n:], inner[0]):
                    short.add(inner[0])
                    spelt.add(tuple(w.lower() for w in before[-n:]))
                    break
        elif len(inner) > 1 and before and _initials(inner, before[-1]):
            short.add(before[-1])
            spelt.add(tuple(w.lower() for w in inner))
    return frozenset(short), frozenset(spelt)


def _initials(words: list[str], acronym: str) -> bool:
    if words[0].lower() in listed("small") | listed("links") or len(acronym) < 2:
        return False
    loose = [w for w in words if w.lower() not in listed("small") | listed("links")]
    letters = "".join(w[0] for w in loose)
    moved = len(acronym) >= 3 and sorted(acronym) == sorted(letters)  # of the name in another language
    return moved or acronym in (letters, "".join(w[0] for w in words))


def _alone(word: _Word, is_word: Callable[[str], bool], acronyms: frozenset[str]) -> str:
    """A word's form by itself."""
    raw, low = word.raw, word.low
    digits = re.match(r"\d+", raw)
    if digits is not None:
        return low if low[digits.end() :] in listed("units") else raw
    stem = raw.removesuffix("'S")
    if "." in raw or stem in acronyms or _ROMAN.match(raw) or stem in abbreviations():
        return stem + low[len(stem) :]
    if low in ("i", "i'm", "i'll", "i've", "i'd"):
        return raw[0] + low[1:]
    if low == "a" or low in listed("links") or is_word(low) or is_word(low.removesuffix("'s")):
        return low
    if len(stem) > 1 and not re.search(r"[AEIOUY]", stem) and low not in listed("titles"):
        return stem + low[len(stem) :]
    head, mark, tail = raw.partition("'")
    if mark and len(head) <= 2 and len(tail) > 2:
        return head.capitalize() + mark + tail.capitalize()
    return low[:1].upper() + low[1:]


@dataclass(frozen=True)
class _Line:
    """The words of a text with the forms that they have so far; the forms are changed in place."""

    text: str
    words: list[_Word]
    forms: list[str]

    def beside(self, i: int) -> bool:
        """Whether nothing but a blank or an apostrophe stands between a word and the next."""
        if not 0 <= i < len(self.words) - 1:
            return False
        return not self.text[self.words[i].end : self.words[i + 1].start].strip(" \n.'")

    def named(self, i: int) -> bool:
        """Whether a word has a capital of its own."""
        return 0 <= i < len(self.words) and self.forms[i][:1].isupper() and self.words[i].low not in ("i", "a")

    def raise_(self, i: int) -> None:
        """Give a word its capital."""
        self.forms[i] = self.forms[i][:1].upper() + self.forms[i][1:]


def _join_names(line: _Line, spelt: frozenset[tuple[str, ...]]) -> None:
    """Give common words their capitals back inside names: parties and bodies, titles before a name, dates, links."""
    lows = [w.low for w in line.words]
    for i, low in enumerate(lows):
        for phrase in phrases().get(low, ()):
            if tuple(p.lower() for p in phrase) == tuple(lows[i : i + len(phrase)]):
                for k, written in enumerate(phrase, i):
                    if len(written) == len(line.forms[k]) and not line.forms[k].isupper():
                        line.forms[k] = written
                break
        for known in spelt:
            if low == known[0] and tuple(lows[i : i + len(known)]) == known:
                for k, inner in enumerate(known, i):
                    if inner not in listed("small") | listed("links"):
                        line.raise_(k)
    for i in range(len(lows) - 1, -1, -1):
        if line.forms[i].islower() and (_opens_name(line, i) or _is_month(line, i) or _is_given_name(line, i)):
            line.raise_(i)
        elif _is_plain_noun(line, i):
            line.forms[i] = lows[i]
    for i in range(1, len(lows)):
        if lows[i] in listed("adjoined") and line.named(i - 1) and not line.words[i - 1].begins and line.beside(i - 1):
            line.raise_(i)


def _opens_name(line: _Line, i: int) -> bool:
    """A title before a name, or a small word that a name begins with ("La Paz")."""
    low = line.words[i].low
    if not line.beside(i):
        return False
    if low in listed("titles"):
        return line.named(i + 1) and not line.words[i + 1].begins
    if low not in listed("links") or low in ("y", "e", "da", "do", "dos"):
        return False
    first = i
    while first > 0 and line.beside(first - 1) and line.words[first - 1].low in listed("links"):
        first -= 1
    if line.named(first - 1) and line.beside(first - 1):
        return False
    return line.named(i + 1) or (line.words[i + 1].low in listed("links") and line.named(i + 2))


def _is_month(line: _Line, i: int) -> bool:
    word = line.words[i]
    before, after = line.text[max(0, word.start - 3) : word.start], line.text[word.end : word.end + 2]
    return word.low in listed("months") and bool(re.search(r"\d\s$", before) or re.match(r"\s\d", after))


def _is_given_name(line: _Line, i: int) -> bool:
    """A common word that is also a name ("Angel"), before a word that is a name beyond doubt."""
    if line.words[i].low not in persons() or not line.beside(i):
        return False
    form, low = line.forms[i + 1], line.words[i + 1].low
    return form[:1].isupper() and not form.isupper() and not is_common(low)


def _is_plain_noun(line: _Line, i: int) -> bool:
    """A surname that is also a noun, behind an article and before no name ("the garrison")."""
    low = line.words[i].low
    after = i > 0 and line.words[i - 1].low in listed("determiners")
    return after and low in persons() and low in dictionary()[1] and not line.named(i + 1)
