"""The words behind the fields that are kept and not scored: `lexicon/kept.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tollbook.errors import SettingsError

_LISTS = (
    *("recognised", "claimed", "accused", "accused_passive", "denied", "nobody"),
    *("cremated_reason", "indirect"),
)


@dataclass(frozen=True)
class KeptWords:
    """Word lists of the kept fields; every pattern is read without regard to case."""

    group: Mapping[str, str]
    ranks: frozenset[str]
    sex: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]
    verbs: Mapping[str, frozenset[str]]


@cache
def kept_words() -> KeptWords:
    """The lists; an entry that cannot be read is an error that names it."""
    text = resources.files("tollbook.extract").joinpath("en", "lexicon", "kept.toml").read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
        return KeptWords(
            group=table["group"],
            ranks=frozenset(table["ranks"]["words"]),
            sex=table["sex"],
            patterns={name: _any_of(table[name]["patterns"]) for name in _LISTS},
            verbs={name: frozenset(table[name]["verbs"]) for name in ("handed", "swapped", "taken")},
        )
    except (KeyError, ValueError, re.error) as error:
        raise SettingsError(f"lexicon 'en', kept.toml: {error}; correct the entry in its file") from error


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
