"""Lexicons: tab-separated and TOML files beside the language's components, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tollbook.errors import SettingsError
from tollbook.model import Means, Measure, Status


def rows(language: str, name: str) -> list[list[str]]:
    """The rows of `LANGUAGE/lexicon/NAME`: tab-separated, comments (#) and empty lines left out."""
    text = resources.files("tollbook.extract").joinpath(language, "lexicon", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@dataclass(frozen=True)
class Trigger:
    """A word that names a harm, and where its victims stand."""

    lemma: str
    pos: str
    measure: Measure
    frame: str


@dataclass(frozen=True)
class PeopleNoun:
    """A noun for people: whether they fight, and what else it says of them."""

    status: Status
    group: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """All word lists of one language."""

    triggers: Mapping[tuple[str, str], tuple[Trigger, ...]]
    remains: Mapping[str, tuple[tuple[str, Measure], ...]]
    bodies: frozenset[str]
    people: Mapping[str, PeopleNoun]
    weapons: Mapping[str, tuple[Means | None, bool]]
    objects: frozenset[str]
    damage: frozenset[tuple[str, str]]
    means: tuple[tuple[re.Pattern[str], Means], ...]
    means_openings: tuple[str, ...]
    """What a word for means, in small letters, holds before its pattern is worth a search; in the order of `means`."""
    speech: Mapping[str, int]
    cues: Mapping[str, re.Pattern[str]]


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language; an entry with an unknown code is an error that names it."""
    try:
        return _load(language)
    except (ValueError, IndexError, FileNotFoundError) as error:
        raise SettingsError(f"lexicon '{language}': {error}; correct the entry in its file") from error


def _load(language: str) -> Lexicon:
    triggers: dict[tuple[str, str], list[Trigger]] = {}
    for lemma, pos, measure, frame, *_ in rows(language, "triggers.tsv"):
        triggers.setdefault((lemma, pos), []).append(Trigger(lemma, pos, Measure(measure), frame))
    remains: dict[str, list[tuple[str, Measure]]] = {}
    for lemma, pos, measure, *_ in rows(language, "remains.tsv"):
        remains.setdefault(lemma, []).append((pos, Measure(measure)))
    people = {
        lemma: PeopleNoun(Status(status), () if group == "-" else tuple(group.split()))
        for lemma, status, group, *_ in rows(language, "people.tsv")
    }
    weapons = {
        lemma: (None if means == "-" else Means(means), counted == "yes")
        for lemma, means, counted, *_ in rows(language, "weapons.tsv")
    }
    cue_text = (
        resources.files("tollbook.extract").joinpath(language, "lexicon", "cues.toml").read_text(encoding="utf-8")
    )
    cues = {
        name: re.compile("|".join(f"(?:{p})" for p in table["patterns"]), re.IGNORECASE)
        for name, table in tomllib.loads(cue_text).items()
    }
    return Lexicon(
        triggers={k: tuple(v) for k, v in triggers.items()},
        remains={k: tuple(v) for k, v in remains.items()},
        bodies=frozenset(r[0] for r in rows(language, "bodies.tsv")),
        people=people,
        weapons=weapons,
        objects=frozenset(r[0] for r in rows(language, "objects.tsv")),
        damage=frozenset((r[0], r[1]) for r in rows(language, "damage.tsv")),
        means=tuple((_words(pattern), Means(means)) for pattern, means, *_ in rows(language, "means.tsv")),
        means_openings=tuple(_opening(pattern) for pattern, *_ in rows(language, "means.tsv")),
        speech={lemma: int(strength) for lemma, strength, *_ in rows(language, "speech.tsv")},
        cues=cues,
    )


def _opening(pattern: str) -> str:
    """The letters with which a pattern begins."""
    return re.split(r"[\s*-]", pattern.lower(), maxsplit=1)[0]


def _words(pattern: str) -> re.Pattern[str]:
    stem = pattern.endswith("*")
    body = re.escape(pattern.rstrip("*")).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]+")
    return re.compile(rf"\b{body}" + (r"\w*" if stem else r"\b"), re.IGNORECASE)
