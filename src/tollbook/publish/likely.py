"""Names that extraction did not record, masked by their look: better a place too many than a victim's name.

In words that leave the house every run of capitalised words is masked unless it is known to be something else: a
party, a place, a body, a speaker who is named anyway, a day or month. So is a single capitalised word after a rank, a
title or a word for kin ("Colonel Haldin", "his wife Ada").
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from tollbook.reference.gazetteer import Gazetteer
from tollbook.reference.parties import Parties

from .mask import MASK, is_organisation

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w’'.-]*"
_RUN = re.compile(
    rf"(?<![\w’'])(?:{_CAPITAL})(?:\s+(?:(?:al|el|ul|bin|bint|ibn|abu|van|von|der|den|de|da|del|di|la|le|y)[\s-]+)*{_CAPITAL})+"
)
_LONG = re.compile(rf"(?<![\w’'])(?:{_CAPITAL})(?:\s+(?:[a-z]{{1,4}}[\s-]+){{0,2}}{_CAPITAL})+")
_AFTER = re.compile(
    r"(?<!\w)(?:(?:[Gg]en(?:eral|\.)|[Cc]ol(?:onel|\.)|[Mm]aj(?:or|\.)|[Cc]apt(?:ain|\.)|[Ll]t\.|[Ll]ieutenant|[Ss]gt\.|[Ss]ergeant|[Pp]rivate"
    r"|[Cc]orporal|[Cc]ommander|[Dd]r\.?|[Mm]rs?\.?|[Mm]s\.?|[Ii]mam|[Ss]heikh|[Ff]ather|[Ss]ister|[Bb]rother|[Mm]other|[Ss]on|[Dd]aughter"
    r"|[Ww]ife|[Hh]usband|[Cc]ousin|[Uu]ncle|[Aa]unt|named|called|body of|remains of|death of|killing of|murder of)\s+)"
    rf"(?P<name>{_CAPITAL})"
)
_PLAIN = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "For",
        "From",
        "By",
        "And",
        "But",
        "It",
        "Its",
        "He",
        "She",
        "They",
        "We",
        "No",
        "At",
        "Least",
        "About",
        "Some",
        "More",
        "Over",
    ]
)


def mask_likely(text: str, spared: Collection[str]) -> str:
    """The text with what looks like a person's name masked; `spared` are words of names that are given anyway."""

    def run(match: re.Match[str]) -> str:
        return match.group() if _is_known(match.group(), spared) else MASK

    def long(match: re.Match[str]) -> str:
        words = match.group()
        return words if is_organisation(words) or _is_party(words) else _RUN.sub(run, words)

    def after(match: re.Match[str]) -> str:
        lead = match.group()[: match.start("name") - match.start()]
        return match.group() if _is_known(match["name"], spared) else lead + MASK

    return _AFTER.sub(after, _LONG.sub(long, text))


def _is_known(run: str, spared: Collection[str]) -> bool:
    words = [w.removesuffix("'s").removesuffix("’s").strip(".'’-") for w in run.split()]
    names = [w for w in words if w and w[0].isupper() and w not in _PLAIN and w not in spared]
    if not names or run.isupper() or is_organisation(run):
        return True
    return _is_party(run) or (len(names) > 1 and _is_place(run)) or all(_is_party(n) for n in names)


@lru_cache(maxsize=4096)
def _is_party(words: str) -> bool:
    bare = words.removesuffix("'s").removesuffix("’s")
    return sum(m.end - m.start for m in Parties.load().find(bare)) >= 0.5 * len(bare)


@lru_cache(maxsize=4096)
def _is_place(words: str) -> bool:
    return bool(Gazetteer.open().lookup(words.removesuffix("'s").removesuffix("’s")))
