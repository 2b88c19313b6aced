"""What in a text marks the event that it tells of: rare words, proper names, people, ages, streets, times of day.

Weights of words come from a frozen table of how many texts hold a word, hashed, so that no other report changes what
this one is like. Everything is hashed to 64 bits: a mark is a number, equal where the words are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import resources
from math import log
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

BUCKETS = 1 << 17
"""Rows of the table of frequencies."""
MOST_TERMS = 64
MOST_NAMES = 12
SHINGLE = 4
SHINGLE_SHARE = 4
"""One shingle in so many is kept: those whose hash is divisible by it."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_PROPER = re.compile(
    r"(?<![\w'’])[^\W\d_a-z][\w'’.-]*(?: (?:(?:of|the|de|da|del|al|el|bin|ibn|van|von) )?[^\W\d_a-z][\w'’-]+){1,3}"
)
_AGE = re.compile(
    r"\b(\d{1,2})[- ]years?[- ]olds?\b|\b(?:aged?|ages) (\d{1,2})\b|(?<=[^\W\d_]), (\d{1,2})(?=,|\.| of\b)"
)
_PERSON = re.compile(
    r"((?:[^\W\d_a-z][\w'’-]+ ){1,3}[^\W\d_a-z][\w'’-]+),? (?:who was |aged |age )?(?:\(?)(\d{1,2})\b(?!,\d)"
)
_STREET = re.compile(
    r"((?:[^\W\d_a-z][\w'’-]*|\d+(?:st|nd|rd|th))(?: [^\W\d_a-z][\w'’-]*)?) "
    r"(?:Street|St\b|Avenue|Ave\b|Road|Rd\b|Boulevard|Blvd\b|Drive|Dr\b|Lane|Ln\b|Highway|Court|Ct\b|Place|Way|Parkway|"
    r"Circle|Terrace|Square|Bridge|Alley|Prospekt|Prospect)"
)
_CLOCK = re.compile(r"\b(1[0-2]|0?[1-9])(?::([0-5]\d))?\s?([ap])\.?\s?m\b|\b([01]?\d|2[0-3]):([0-5]\d)\b", re.I)
_HEADING = frozenset(
    (
        *("north", "south", "east", "west", "n", "s", "e", "w", "the", "a", "an", "in", "on", "at", "of", "and", "but"),
        *("for", "near", "from", "to", "by", "this", "that", "these", "those", "he", "she", "they", "it", "his", "her"),
        *("their", "its", "there", "when", "while", "after", "before", "police", "officials", "authorities"),
        *("mr", "mrs", "ms", "dr"),
    )
)
"""What stands with a capital before a name and is no part of it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """A text's marks. `terms` and `names` have a weight each, the rarest first; the others are sets in order."""

    terms: tuple[tuple[int, float], ...] = ()
    names: tuple[tuple[int, float], ...] = ()
    title: tuple[tuple[int, float], ...] = ()
    people: tuple[int, ...] = ()
    surnames: tuple[int, ...] = ()
    ages: tuple[int, ...] = ()
    streets: tuple[int, ...] = ()
    clocks: tuple[int, ...] = ()
    shingles: tuple[int, ...] = ()


@dataclass(frozen=True)
class Frequencies:
    """How many of `texts` texts hold a word, by its bucket; frozen in the package."""

    texts: int
    counts: npt.NDArray[np.float32]

    def rarity(self, hashed: int) -> float:
        """The logarithm of how rare a mark is: 0 where every text has it."""
        return log((self.texts + 1) / (float(self.counts[hashed % BUCKETS]) + 1))


@cache
def frequencies() -> Frequencies:
    """The shipped table."""
    file = resources.files("tollbook.reconcile").joinpath("data", "frequencies.npz")
    with resources.as_file(file) as path, np.load(path, allow_pickle=False) as archive:
        return Frequencies(int(archive["texts"]), np.expm1(archive["logs"].astype(np.float32) / 16))


@lru_cache(maxsize=1 << 18)
def hash_of(mark: str) -> int:
    """A mark as a number of 63 bits, the same everywhere."""
    return int.from_bytes(blake2b(mark.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


@lru_cache(maxsize=1 << 14)
def fold(words: str) -> str:
    """Letters and digits in lower case without accents, one space between words."""
    plain = "".join(c for c in normalize("NFKD", words.casefold()) if c.isalnum() or c.isspace() or c in "-'’.")
    return " ".join(re.sub(r"[-'’.]", " ", plain).split())


def words_of(text: str) -> list[str]:
    """The words of a text that count as terms."""
    return _WORD.findall(text.casefold())


def proper_names(text: str) -> list[str]:
    """Runs of two or more words with a capital, folded, without articles and the like at their head."""
    out = []
    for found in _PROPER.findall(text):
        words = fold(found).split()
        while words and words[0] in _HEADING:
            words.pop(0)
        if len(words) > 1:
            out.append(" ".join(words))
    return out


def marks_of(text: str, title: str = "", names: Iterable[str] = (), table: Frequencies | None = None) -> Marks:
    """The marks of a text; `names` are people known to be among the victims."""
    table = table or frequencies()
    words = words_of(text)
    people = {" ".join(_ends(fold(name))) for name in names} | {
        " ".join(_ends(name)) for found, _ in _PERSON.findall(text) if (name := _person(found))
    }
    people.discard("")
    streets = {name for found in _STREET.findall(text) if (name := _street(found))}
    return Marks(
        terms=_weighed(Counter(map(hash_of, words)), table, MOST_TERMS),
        names=_weighed(Counter(hash_of("n:" + name) for name in proper_names(text)), table, MOST_NAMES * 2),
        title=_weighed(Counter(map(hash_of, words_of(title))), table, MOST_TERMS),
        people=_sorted(f"p:{name}" for name in people),
        surnames=_sorted(f"s:{name.split()[-1]}" for name in people),
        ages=tuple(sorted({int(next(filter(None, found))) for found in _AGE.findall(text)} - {0})),
        streets=_sorted(f"r:{name}" for name in streets),
        clocks=tuple(sorted({_minutes(found) for found in _CLOCK.finditer(text)})),
        shingles=_shingles(words),
    )


def _weighed(counts: Counter[int], table: Frequencies, most: int) -> tuple[tuple[int, float], ...]:
    """The heaviest marks with weights whose squares sum to 1, in the order of marks."""
    rated = [(mark, (1 + log(times)) * table.rarity(mark)) for mark, times in counts.items()]
    heaviest = sorted(rated, key=lambda pair: (-pair[1], pair[0]))[:most]
    norm = sum(weight * weight for _, weight in heaviest) ** 0.5
    return tuple(sorted((mark, weight / norm) for mark, weight in heaviest)) if norm else ()


def _sorted(marks: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({hash_of(mark) for mark in marks}))


def _ends(name: str) -> list[str]:
    """First and last word of a name: middle names and initials come and go."""
    words = [w for w in name.split() if w not in ("jr", "sr", "ii", "iii")]
    return [words[0], words[-1]] if len(words) > 1 else words


def _person(found: str) -> str:
    words = fold(found).split()
    while words and words[0] in _HEADING:
        words.pop(0)
    return " ".join(words) if len(words) > 1 else ""


def _street(found: str) -> str:
    words = fold(found).split()
    while words and words[0] in _HEADING:
        words.pop(0)
    return " ".join(words)


def _minutes(found: re.Match[str]) -> int:
    if found[3]:
        return (int(found[1]) % 12 + (12 if found[3] in "pP" else 0)) * 60 + int(found[2] or 0)
    return int(found[4]) * 60 + int(found[5])


def _shingles(words: list[str]) -> tuple[int, ...]:
    runs = {hash_of(" ".join(words[n : n + SHINGLE])) for n in range(len(words) - SHINGLE + 1)}
    return tuple(sorted(mark for mark in runs if mark % SHINGLE_SHARE == 0))
