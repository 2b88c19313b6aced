"""The lexicon of counts (`counts.toml`), loaded once and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Lexicon:
    """Patterns whose named groups say what they found; `before` ones end where the number starts, `after` ones
    start where it ends."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    additional_after: re.Pattern[str]
    kinds_before: re.Pattern[str]
    kinds_after: re.Pattern[str]
    strength: re.Pattern[str]
    models: re.Pattern[str]
    street: re.Pattern[str]
    military_unit: re.Pattern[str]
    calibres: frozenset[str]
    vague_plain: tuple[str, ...]
    vague_first: tuple[str, ...]
    counted: re.Pattern[str]
    places: frozenset[str]
    over: re.Pattern[str]
    person: frozenset[str]
    pronoun_one: frozenset[str]
    plural: frozenset[str]
    not_persons: frozenset[str]
    kin_singular: str
    kin_plural: str
    sized: str


def spaced(pattern: str) -> str:
    """The pattern with each plain space outside a character class standing for any white space."""
    out, inside = [], False
    for at, char in enumerate(pattern):
        escaped = at > 0 and pattern[at - 1] == "\\"
        if char == "[" and not escaped:
            inside = True
        elif char == "]" and not escaped:
            inside = False
        optional = pattern[at + 1 : at + 2] in ("?", "*")
        out.append((r"\s" if optional else r"\s+") if char == " " and not inside else char)
    return "".join(out)


def any_of(patterns: Sequence[str]) -> str:
    """One of the patterns."""
    return "(?:" + "|".join(spaced(p) for p in patterns) + ")"


def _named(table: Mapping[str, Sequence[str]]) -> str:
    return "|".join(f"(?P<{name}>{any_of(patterns)})" for name, patterns in table.items())


def _cased(patterns: Sequence[str]) -> str:
    """One of the patterns; those that begin with a class of letters with regard to case."""
    return "(?:" + "|".join(f"(?-i:{p})" if p.startswith("[") else p for p in patterns) + ")"


def _ending(table: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_named(table)})\s*$", re.IGNORECASE)


def _starting(table: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    return re.compile(f"(?:{_named(table)})", re.IGNORECASE)


def load_lexicon() -> Lexicon:
    """Read the lexicon that comes with the program."""
    text = resources.files("tollbook.extract.en").joinpath("counts.toml").read_text(encoding="utf-8")
    raw: dict[str, Any] = tomllib.loads(text)
    names, nouns, kin = raw["names"], raw["nouns"], raw["kin"]
    additional = raw["after"].pop("additional")
    return Lexicon(
        before=_ending(raw["before"]),
        after=_starting(raw["after"]),
        additional_after=re.compile(any_of(additional), re.IGNORECASE),
        kinds_before=_ending(raw["kinds_before"]),
        kinds_after=_starting(raw["kinds_after"]),
        strength=re.compile(raw["strength"]["after"], re.IGNORECASE),
        models=re.compile(rf"(?<!\w)(?:{'|'.join(names['models'])})\s$"),
        street=re.compile(rf"\s(?:[A-Z]\w+\s){{1,3}}{names['streets']}\b"),
        military_unit=re.compile(rf"\s+(?:[\w’'.]+[\s-]){{0,4}}?{names['military_units']}\b", re.IGNORECASE),
        calibres=frozenset(names["calibres"]),
        vague_plain=tuple(raw["vague"]["plain"]),
        vague_first=tuple(raw["vague"]["first"]),
        counted=re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}?{_cased(nouns['counted'])}\b", re.IGNORECASE),
        places=frozenset(nouns["places"]),
        over=re.compile(rf"\b{any_of(nouns['over'])}\s+(?:over|above|around|beyond)\s*$", re.IGNORECASE),
        person=frozenset(nouns["person"]),
        pronoun_one=frozenset(nouns["pronoun_one"]),
        plural=frozenset(nouns["plural"]),
        not_persons=frozenset(names["not_persons"]),
        kin_singular=any_of(kin["singular"]),
        kin_plural=any_of(kin["plural"]),
        sized=kin["sized"],
    )  # fmt: skip


LEXICON = load_lexicon()
