"""Names over scripts: each word as its consonants, and how alike two names are.

Latin, Cyrillic and other scripts go through anyascii, Arabic through a table of its own (anyascii loses alef, and
short vowels are not written): so only consonants are compared, with the vowel that a word ends in, which tells
Oleksandra from Oleksandr. A name proposes; age, place and date decide.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler, Levenshtein

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_WORD = re.compile(r"[a-z]+")
_ABD = re.compile(r"^abd(?:[aeou][lrszntd]?)?(?=[a-z]{3})")
_GLUED_ARTICLE = re.compile(r"^[ae]l(?=[bcdfghjkmnpqrstvwxz][a-z]{3})")
_ENDING = re.compile(r"[aeiou]?[aá]h?$")
_MUTE_END = re.compile(r"(\w{3})(?:k?h|j)$")
"""What is hardly heard where a word ends, and written in some spellings alone: Saleh and Salekh, Sergei and Sergej."""
ONE_WORD_MOST = 0.86
"""How alike names are at most where one of them is a single word."""


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a name: in Latin letters, and as its consonants with the vowel of its end.

    `voweled`: whether its vowels were written, which Arabic script leaves out.
    """

    latin: str
    key: str
    voweled: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """A name's words in their order, without articles and titles; the patronymic, if it holds one, apart."""

    words: tuple[NameWord, ...]
    patronymic: NameWord | None = None


@cache
def _tables() -> tuple[dict[str, str], frozenset[str], tuple[str, ...], tuple[tuple[str, str], ...]]:
    folder = resources.files("tollbook.reconcile").joinpath("data")
    lines = folder.joinpath("name_letters.tsv").read_text(encoding="utf-8").splitlines()
    letters = dict(line.split("\t") for line in lines if line and not line.startswith("#"))
    words = tomllib.loads(folder.joinpath("name_words.toml").read_text(encoding="utf-8"))
    latin = {letter: "" if said == "-" else said for letter, said in letters.items()}
    left_out = frozenset((*words["left_out"], *words["titles"]))
    return latin, left_out, tuple(words["patronymics"]), tuple((a, b) for a, b in words["sounds"])


@lru_cache(maxsize=100_000)
def read_name(name: str) -> Name:
    """A name's words as they are compared."""
    _, left_out, patronymics, _ = _tables()
    words = [word for word in _WORD.findall(_latin(name)) if word not in left_out and len(word) > 1]
    held = next((w for w in words[1:] if len(words) > 2 and w.endswith(patronymics)), None)
    voweled = not _ARABIC.search(name)
    joined = _joined(word for word in words if word != held)
    return Name(tuple(word_of(word, voweled) for word in joined), word_of(held, voweled) if held else None)


def _joined(words: Iterable[str]) -> list[str]:
    """Words, "abd" with the one behind it, however the two are joined."""
    out: list[str] = []
    for word in words:
        if out and out[-1] in ("abd", "abdul", "abdel", "abdal"):
            out[-1] = f"abd{word}"
        else:
            out.append(word)
    return out


def word_of(word: str, voweled: bool = True) -> NameWord:
    """One word in small Latin letters, as it is compared."""
    bare = _ABD.sub("abd", word) if word.startswith("abd") else word
    if voweled:  # "Alhassan"; of Arabic letters the article is known as such
        bare = _GLUED_ARTICLE.sub("", bare)
    ends = "a" if _ENDING.search(bare) and len(bare) > 2 else ""
    first = "A" if bare[:1] in "aeiouy" else ""
    return NameWord(bare.replace("kh", "h"), first + _sounds(_MUTE_END.sub(r"\1", bare)) + ends, voweled)


def _sounds(word: str) -> str:
    """The classes of a word's consonants, a doubled letter once."""
    *_, sounds = _tables()
    out: list[str] = []
    at, last = 0, ""
    while at < len(word):
        spelled, sound = next(((s, c) for s, c in sounds if word.startswith(s, at)), (word[at], ""))
        if sound and sound != last:
            out.append(sound)
        at, last = at + len(spelled), sound
    return "".join(out)


def _latin(name: str) -> str:
    """A name in small Latin letters, accents and marks of vowels left out."""
    letters, *_ = _tables()
    out = []
    for word in re.split(r"[\s\-‐–.,]+", unicodedata.normalize("NFC", name.casefold())):
        if _ARABIC.search(word):
            word = word.removeprefix("ال") if len(word) > 4 else word
            spelled = [letters.get(char, "") for char in word]
            # waw is a consonant where a word begins; within it more often a long vowel
            out.append("".join(("u" if said == "w" and at else said) for at, said in enumerate(spelled)))
        else:
            out.append(re.sub(r"[^a-z]", "", anyascii(word).lower()))
    return " ".join(out)


@lru_cache(maxsize=500_000)
def word_likeness(a: NameWord, b: NameWord) -> float:
    """How alike two words are, from 0 to 1: by their consonants above all, by their letters beside."""
    by_key = float(Levenshtein.normalized_similarity(a.key, b.key))
    if not (a.voweled and b.voweled):
        return round(by_key, 6)
    return round(0.7 * by_key + 0.3 * float(JaroWinkler.similarity(a.latin, b.latin)), 6)


def likeness(a: Name, b: Name) -> float:
    """How alike two names are, from 0 to 1: the words of the shorter one, each with the best of the other that is left.

    Words of the longer one that have no partner count little: lists leave out fathers' and second names.
    """
    short, long = sorted((a.words, b.words), key=len)
    if not short:
        return 0.0
    left = list(long)
    total = weight = 0.0
    pairs = sorted(((word_likeness(s, w), s, w) for s in short for w in long), key=lambda p: -p[0])
    done: set[int] = set()
    for score, s, w in pairs:
        if id(s) in done or w not in left:
            continue
        done.add(id(s))
        left.remove(w)
        total += score * len(s.key)
        weight += len(s.key)
    mean = total / weight if weight else 0.0
    mean -= 0.02 * len(left)
    return round(max(0.0, min(mean, ONE_WORD_MOST if len(short) == 1 else 1.0)), 6)
