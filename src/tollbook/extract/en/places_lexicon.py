"""The words that surround and imitate place names in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tollbook.extract.lexicon import rows
from tollbook.reference.countries import countries

DIRECTIONS = re.compile(r"(?:north|south|east|west)(?:[ -]?(?:east|west))?(?:ern)?(?:most)?|central", re.IGNORECASE)


@dataclass(frozen=True)
class PlaceWords:
    """Word classes of `lexicon/place_words.tsv`, names that need evidence, and the patterns made from them."""

    common: frozenset[str]
    persons: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    """Word for a kind of place, singular or plural -> area, settlement, camp or site."""
    demonyms: Mapping[str, str]
    """Adjective or people word in lower case -> country code."""
    never: frozenset[str]
    """Words that no unknown place's name consists of or begins with."""
    barred: frozenset[str]
    """Words that no unknown place's name holds."""
    capitals: Mapping[str, str]
    """Country code -> capital."""
    type_after: re.Pattern[str]
    type_before: re.Pattern[str]
    direction_before: re.Pattern[str]
    adjective_before: re.Pattern[str]
    adjective_phrase: re.Pattern[str]
    back_phrase: re.Pattern[str]


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; a space or hyphen in them may be the other, a hyphen nothing."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"[ \n-]").replace(r"\-", r"[ -]?") for w in ordered)


@cache
def place_words() -> PlaceWords:
    """The lexicon, read once."""
    classes = {kind: frozenset(words.split("|")) for kind, words, *_ in rows("en", "place_words.tsv")}
    kinds = {form: kind for kind in ("site", "camp", "settlement", "area") for w in classes[kind] for form in _forms(w)}
    named = {w for w, kind in kinds.items() if kind != "site"} - {"state", "states"}
    soil = alternatives(classes["soil"] | {"capital"})
    adjectives = alternatives({w for c in countries().values() for w in c.demonyms})
    demonyms = {w.lower(): c.iso for c in countries().values() for w in (*c.demonyms, *c.people)}
    back = alternatives(w for kind in classes if kind.startswith("back-") for w in classes[kind])
    return PlaceWords(
        common=frozenset(r[0] for r in rows("en", "place_common.tsv")),
        persons=frozenset(r[0] for r in rows("en", "place_persons.tsv")),
        classes=classes,
        kinds=kinds,
        demonyms=demonyms,
        never=classes["function"] | classes["direction"] | demonyms.keys(),
        barred=classes["organisation"] | classes["role"] | classes["never"] | demonyms.keys(),
        capitals={c.iso: c.capital for c in countries().values() if c.capital},
        type_after=re.compile(
            rf"[ \n-](?:(?:{alternatives(classes['linked'])})[ \n])?({alternatives(kinds)})\b(?![’']s? of\b)",
            re.IGNORECASE,
        ),
        type_before=re.compile(
            rf"\b({alternatives(named)}),?[ \n](?:of[ \n])?(?:(?:the|nearby|neighbou?ring|called|named)[ \n])?$",
            re.IGNORECASE,
        ),
        direction_before=re.compile(rf"\b({DIRECTIONS.pattern})[ \n]+$", re.IGNORECASE),
        adjective_before=re.compile(rf"\b({adjectives})[ \n](?:(?:{alternatives(classes['epithet'])})[ \n]){{0,3}}$"),
        adjective_phrase=re.compile(
            rf"\b([A-Z][\w.]*(?:[ \n][A-Z][\w.]*)?)(?:-(?:held|controlled|occupied))?[ \n](?:[a-z]+[ \n])?({soil})\b"
        ),
        back_phrase=re.compile(
            rf"\b(?:the|The|this)[ \n](?:[a-z-]+[ \n]){{0,2}}?({back})\b(?![ \n]of\b|[ \n][A-Z])", re.MULTILINE
        ),
    )


def _forms(word: str) -> tuple[str, ...]:
    plural = (
        word[:-1] + "ies" if word.endswith(("ty", "cy", "ry")) else word + ("es" if word.endswith(("s", "h")) else "s")
    )
    return word, plural
