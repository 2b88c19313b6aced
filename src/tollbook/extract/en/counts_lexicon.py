"""The lexicon of counts (`counts.toml`), loaded once and compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from tollbook.model import Comparator


@dataclass(frozen=True)
class Lexicon:
    """Patterns by what they say; `before` ones end where the number starts, `after` ones start where it ends."""

    comparators: tuple[tuple[Comparator, re.Pattern[str]], ...]
    doubt: re.Pattern[str]
    additional_before: re.Pattern[str]
    additional_after: re.Pattern[str]
    definite: re.Pattern[str]
    bounds_after: tuple[tuple[Comparator, re.Pattern[str]], ...]
    kinds_before: tuple[tuple[str, re.Pattern[str]], ...]
    kinds_after: tuple[tuple[str, re.Pattern[str]], ...]
    strength: re.Pattern[str]
    models: re.Pattern[str]
    vague_plain: tuple[str, ...]
    people: re.Pattern[str]


def spaced(pattern: str) -> str:
    """The pattern with each plain space standing for any white space."""
    return re.sub(r"(?<!\[)(?<!\[-) (?![?\]*+])", r"\\s+", pattern)


def _ending(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?:^|(?<![\w-]))(?:" + "|".join(spaced(p) for p in patterns) + r")\s*$", re.I)


def _starting(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(spaced(p) for p in patterns) + ")", re.I)


def load_lexicon() -> Lexicon:
    """Read the lexicon that comes with the program."""
    text = resources.files("tollbook.extract.en").joinpath("counts.toml").read_text(encoding="utf-8")
    raw: dict[str, Any] = tomllib.loads(text)
    return Lexicon(
        comparators=tuple((Comparator(name), _ending(words)) for name, words in raw["comparators"].items()),
        doubt=_ending(raw["doubt"]["before"]),
        additional_before=_ending(raw["additional"]["before"]),
        additional_after=_starting([rf" (?:{'|'.join(raw['additional']['after'])})\b"]),
        definite=_ending(raw["definite"]["before"]),
        bounds_after=tuple((Comparator(name), _starting(words)) for name, words in raw["after"].items()),
        kinds_before=tuple((name, _ending(words)) for name, words in raw["kinds"]["before"].items()),
        kinds_after=tuple((name, _starting(words)) for name, words in raw["kinds"]["after"].items()),
        strength=_starting([raw["strength"]["after"]]),
        models=re.compile(r"(?<!\w)(?:" + "|".join(raw["names"]["models"]) + r")\s$"),
        vague_plain=tuple(raw["vague"]["plain"]),
        people=re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}{raw['harm']['people']}\b", re.I),
    )


LEXICON = load_lexicon()
