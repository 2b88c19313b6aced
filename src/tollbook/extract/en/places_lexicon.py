"""The words that surround and imitate place names in English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tollbook.extract.lexicon import rows
from tollbook.reference.countries import countries


@dataclass(frozen=True)
class PlaceWords:
    """Word classes of `lexicon/place_words.tsv`, names that need evidence, and the patterns made from them."""

    common: frozenset[str]
    persons: frozenset[str]
    classes: dict[str, frozenset[str]]
    demonyms: dict[str, str]
    """Adjective or people word in lower case -> country code."""
    capitals: dict[str, str]
    """Country code -> capital."""
    type_after: re.Pattern[str]
    type_before: re.Pattern[str]
    direction_before: re.Pattern[str]
    country_before: re.Pattern[str]


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; spaces and hyphens match each other."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"[ -]").replace(r"\-", r"[ -]?") for w in ordered)


@cache
def place_words() -> PlaceWords:
    """The lexicon, read once."""
    classes = {kind: frozenset(words.split("|")) for kind, words, *_ in rows("en", "place_words.tsv")}
    types = alternatives(classes["area"] | classes["settlement"] | classes["camp"] | classes["site"])
    before = alternatives(
        (classes["area"] | classes["settlement"] | classes["camp"]) - {"state", "port"} | {"port city"}
    )
    demonyms = {w.lower(): c.iso for c in countries().values() for w in (*c.demonyms, *c.people)}
    adjectives = {w for c in countries().values() for w in c.demonyms}
    return PlaceWords(
        common=frozenset(r[0] for r in rows("en", "place_common.tsv")),
        persons=frozenset(r[0] for r in rows("en", "place_persons.tsv")),
        classes=classes,
        demonyms=demonyms,
        capitals={c.iso: c.capital for c in countries().values() if c.capital},
        type_after=re.compile(rf"[ \n-](?:[a-z]+[ ])?({types})(s|es)?\b", re.IGNORECASE),
        type_before=re.compile(
            rf"\b({before})(s|ies)?(?: centre| center)?,?[ \n](?:of[ \n])?(?:(?:the|nearby|neighbouring|neighboring)[ \n])?$",
            re.IGNORECASE,
        ),
        direction_before=re.compile(rf"\b({alternatives(classes['direction'])})(?:most)?[ \n]+$", re.IGNORECASE),
        country_before=re.compile(rf"\b({alternatives(adjectives)})\b[^.,;]{{0,40}}$"),
    )
