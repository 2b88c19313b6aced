"""Names that no list has: persons, groups, towns, told by their capitals from words that are common English.

A name and what is derived from it ("Varnia", "Varnian", "Varnians") go together, by stem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tollbook.reference.sources import outlets

from ..capitals_words import common_words, is_common, listed, persons
from ..lexicon import rows

_WORD = re.compile(r"[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*")
_CONTRACTED = re.compile(r"(?:i|[a-z]+n)'|.*'(?:t|re|ll|ve|d|m)$")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Brig|[Pp]resident|[Pp]rime [Mm]inister|[Mm]inister|[Ss]ecretary"
    r"|[Gg]eneral|[Cc]olonel|[Mm]ajor|[Cc]aptain|[Ll]ieutenant|[Ss]ergeant|[Cc]ommander|[Gg]overnor|[Mm]ayor|[Ss]heikh?"
    r"|[Kk]ing|[Qq]ueen|[Pp]rince|[Pp]rincess|[Aa]yatollah|[Ss]pokes(?:man|woman|person)|[Ss]enator|[Aa]mbassador"
    r"|[Pp]rofessor|[Dd]octor|[Bb]ishop|[Ff]ather|[Ii]mam|[Ll]eader)\.?\s+$"
)
_AGED = re.compile(r",\s+(?:aged\s+)?\d{1,2}\b")
_JOINT = re.compile(r"(?:\s+|-)(?:(?:al|el|bin|ibn|bint|abu|von|van|de|der|da|du|la)[\s-]+)*(?:al-|el-)?")
"""What stands between two words of one name."""

_PEOPLE = ("ians", "ans", "ers", "is")
_ADJECTIVE = ("ian", "an", "ic", "ese", "ish", "i")
_ENDINGS = sorted((*_PEOPLE, *_ADJECTIVE, "er", "ns", "n", "s", "ia", "a"), key=len, reverse=True)
_STEM = 4
"""Least letters of a stem."""
_SHOUTED = 4
"""A word in capitals is a name only where the report also writes it in small letters; shorter ones are acronyms."""

_LONG = 5
"""Names of so many words are hardly a person's."""


@dataclass(frozen=True)
class Unlisted:
    """A name that no list has: where it stands, what goes under one name with it, and what it looks like."""

    start: int
    end: int
    stem: str
    person: bool
    form: str
    """"adjective" or "people" where the report has the name that it is derived from; else empty."""


@dataclass(frozen=True)
class _Run:
    start: int
    end: int
    words: tuple[str, ...]


def unlisted_names(text: str, taken: Sequence[tuple[int, int]]) -> list[Unlisted]:
    """The names of a text that stand outside the stretches already taken (in order), in order."""
    words = list(_names(text, taken))
    runs = list(_runs(text, words))
    spelt = {run.words[0] for run in runs if len(run.words) == 1}
    derived = {stem_of(word) for word in spelt if _form(word, spelt)}
    people = {stem_of(run.words[-1]) for run in runs if _is_person(text, run)} - derived
    out = []
    for run in runs:
        stem = stem_of(run.words[-1])
        person = stem in people
        form = _form(run.words[0], spelt) if len(run.words) == 1 and not person else ""
        key = stem if person or len(run.words) == 1 else " ".join(run.words)
        out.append(Unlisted(run.start, run.end, key, person, form))
    return out


@lru_cache(maxsize=1 << 14)
def stem_of(word: str) -> str:
    """A name without the ending that makes an adjective or a people of it, in lower case."""
    low = word.lower()
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _STEM:
            return low[: -len(ending)]
    return low


def _form(word: str, spelt: set[str]) -> str:
    stem = stem_of(word)
    if not any(other != word and stem_of(other) == stem and len(other) < len(word) for other in spelt):
        return ""
    low = word.lower()
    return "people" if low.endswith(_PEOPLE) else "adjective" if low.endswith(_ADJECTIVE) else ""


def _names(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    found = []
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if (at < len(taken) and taken[at][0] < end) or not match.group()[0].isupper():
            continue
        found.append((start, end, match.group()))
    sure = {stem_of(w) for _, _, w in found if not w.isupper() and is_name(w)}
    for start, end, word in found:
        if word.isupper():
            if len(word) >= _SHOUTED and stem_of(word) in sure:
                yield start, end
        elif is_name(word) or (stem_of(word) in sure and word.lower() not in common_words()):
            yield start, end


@lru_cache(maxsize=1 << 14)
def is_name(word: str) -> bool:
    """Whether a word with a capital is a name of no kind that stays readable (days, creeds, outlets, weapons)."""
    low = word.lower()
    return len(low) > 1 and low not in _kept() and not _CONTRACTED.match(low) and not _is_english(low)


def _is_english(low: str) -> bool:
    """Whether a word is common English; "-ers" alone does not make it so ("Londoners")."""
    return is_common(low) and (not low.endswith("ers") or low in common_words() or is_common(low[:-1]))


def is_unlisted(word: str) -> bool:
    """Whether a word with a capital is a name, and no given or family name that is common."""
    return is_name(word) and word.lower() not in persons()


@cache
def _kept() -> frozenset[str]:
    words = {w for name in ("days", "months", "creeds", "titles", "links", "small") for w in listed(name)}
    words.update(w.lower() for name in outlets() for w in _WORD.findall(name))
    words.update(w.lower() for row in rows("en", "means.tsv") for w in _WORD.findall(row[0]))
    return frozenset(words)


def _runs(text: str, words: Sequence[tuple[int, int]]) -> Iterator[_Run]:
    group: list[tuple[int, int]] = []
    for start, end in [*words, (-1, -1)]:
        if group and (start < 0 or not _JOINT.fullmatch(text, group[-1][1], start)):
            yield _Run(group[0][0], group[-1][1], tuple(text[a:b].lower() for a, b in group))
            group = []
        group.append((start, end))


def _is_person(text: str, run: _Run) -> bool:
    """Whether a name looks like a person's: behind a title, before an age, of several words, or a given name."""
    if _TITLE.search(text, max(0, run.start - 16), run.start) or _AGED.match(text, run.end):
        return True
    return 1 < len(run.words) < _LONG or (len(run.words) == 1 and run.words[0] in persons())
