"""The words of what became of the dead and the missing: `lexicon/dead.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tollbook.errors import SettingsError

from .parse import Token

_MENDED = {
    "corpses": "corpse",
    "graves": "grave",
    "coffins": "coffin",
    "lain": "lie",
    "buried": "bury",
    "skulls": "skull",
    "reburied": "rebury",
    "reinterred": "reinter",
    "hopes": "hope",
    "hoped": "hope",
    "hoping": "hope",
    "crematoria": "crematorium",
}
"""Forms whose lemma the parser gets wrong ("corps", "graf")."""


def lemma_of(token: Token) -> str:
    """A token's lemma in lower case."""
    return _MENDED.get(token.lower_) or str(token.lemma_.lower())


_DEAD = "dead:"
"""How a turn of speech begins that tells something only beside a word for the dead."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a kind of verbs and nouns tells of the dead, by whether it is done, refused, asked for and so on; a status
    that begins with `not:` says that it is not so."""

    name: str
    role: str
    people: bool
    """Whether people without a word for bodies may be its dead."""
    beside: re.Pattern[str] | None
    """What must stand in the sentence for that."""
    graves: bool
    """Whether graves are its objects, too."""
    only_beside: bool
    """Whether it tells nothing at all without that."""
    direct: bool
    """Whether the dead must be its very object: what is asked for is no family of theirs."""
    outcomes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of speech that tells a status by itself."""

    status: str
    pattern: re.Pattern[str]
    needs_dead: bool


@dataclass(frozen=True)
class DeadWords:
    """All lists of the lexicon; lemmas in lower case, patterns read without regard to case."""

    themes: Mapping[str, frozenset[str]]
    other_age: re.Pattern[str]
    theme_phrases: re.Pattern[str]
    verbs: Mapping[str, tuple[tuple[Event, str | None], ...]]
    """Events by a verb's lemma, each with the particle or preposition that it needs."""
    nouns: Mapping[str, tuple[Event, ...]]
    operators: Mapping[str, tuple[tuple[str, str | None], ...]]
    """What a word does with the event that hangs on it (ask, offer, refuse ...), by lemma."""
    statement: frozenset[str]
    modals: frozenset[str]
    places: Mapping[str, frozenset[str]]
    possession: re.Pattern[str]
    graves: Mapping[str, frozenset[str]]
    grave_patterns: Mapping[str, re.Pattern[str]]
    turns: tuple[Turn, ...]
    missing: Mapping[str, frozenset[str]]
    declared: Mapping[str, frozenset[str]]
    declared_phrases: re.Pattern[str]
    deathly: re.Pattern[str]
    """What says that people are dead without a word for it: a stench, wooden boxes, a sheet over them."""
    furnace: re.Pattern[str]
    """Words for what the dead are burnt in."""
    any_word: re.Pattern[str]
    """A sentence without any of these tells nothing of the dead or the missing."""
    alone: re.Pattern[str]
    """What tells of them in a sentence that names no harm."""


@cache
def dead_words() -> DeadWords:
    """The lists. Raises SettingsError for an entry that cannot be read, naming it."""
    text = resources.files("tollbook.extract").joinpath("en", "lexicon", "dead.toml").read_text(encoding="utf-8")
    try:
        return _read(tomllib.loads(text))
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise SettingsError(f"lexicon 'en', dead.toml: {error}; correct the entry in its file") from error


_PATTERNS = ("phrases", "other_age", "possession", "singly", "jointly", "nothing", "untraceable", "unmarkedly")
"""Keys of the lists that hold patterns in place of words."""


def _read(table: dict[str, Any]) -> DeadWords:
    themes, places, graves = table["themes"], table["places"], table["graves"]
    verbs: dict[str, list[tuple[Event, str | None]]] = defaultdict(list)
    nouns: dict[str, list[Event]] = defaultdict(list)
    for name, entry in table["events"].items():
        event = _event(name, entry, table)
        for verb in entry["verbs"]:
            lemma, _, particle = verb.partition(" ")
            verbs[lemma].append((event, particle or None))
        for noun in entry.get("nouns", ()):
            nouns[noun].append(event)
    by_themselves = [p for found in table["phrases"].values() for p in found if not p.startswith(_DEAD)]
    return DeadWords(
        themes=_words(themes),
        other_age=_any_of(themes["other_age"]),
        theme_phrases=_any_of(themes["phrases"]),
        verbs={lemma: tuple(found) for lemma, found in verbs.items()},
        nouns={lemma: tuple(found) for lemma, found in nouns.items()},
        operators=_operators({k: v for k, v in table["operators"].items() if k not in ("statement", "modals")}),
        statement=frozenset(table["operators"]["statement"]),
        modals=frozenset(table["operators"]["modals"]),
        places=_words(places),
        possession=_any_of(places["possession"]),
        graves=_words(graves),
        grave_patterns={k: _any_of(graves[k]) for k in _PATTERNS if k in graves},
        turns=tuple(_turn(status, p) for status, patterns in table["phrases"].items() for p in patterns),
        missing=_words(table["missing"]),
        declared=_words(table["declared"]),
        deathly=_any_of(table["deathly"]["patterns"]),
        furnace=_any_of(table["furnace"]["patterns"]),
        declared_phrases=_any_of(table["declared"]["phrases"]),
        any_word=_any_of([*table["named"]["patterns"], *table["deathly"]["patterns"], *by_themselves]),
        alone=_any_of([*table["named"]["alone"], *table["deathly"]["patterns"], *by_themselves]),
    )


def _operators(section: dict[str, list[str]]) -> dict[str, tuple[tuple[str, str | None], ...]]:
    out: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for kind, entries in section.items():
        for entry in entries:
            lemma, _, particle = entry.partition(" ")
            out[lemma].append((kind, particle or None))
    return {lemma: tuple(found) for lemma, found in out.items()}


def _event(name: str, entry: dict[str, Any], table: dict[str, Any]) -> Event:
    people = entry.get("people", False)
    outcomes = {k: v for k, v in entry.items() if isinstance(v, str) and k not in ("role", "people")}
    beside = _any_of(table[people]["patterns"]) if isinstance(people, str) else None
    return Event(
        name=name,
        role=entry.get("role", "object"),
        people=bool(people),
        beside=beside,
        only_beside=entry.get("only_beside", False),
        graves=entry.get("graves", False),
        direct=entry.get("direct", False),
        outcomes=outcomes,
    )


def _turn(status: str, pattern: str) -> Turn:
    return Turn(status, re.compile(pattern.removeprefix(_DEAD), re.IGNORECASE), pattern.startswith(_DEAD))


def _words(section: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in section.items() if name not in _PATTERNS}


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
