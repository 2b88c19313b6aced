"""What a sentence says became of the dead and the missing, by the words of `lexicon/dead.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tollbook.errors import SettingsError

BEFORE = 70
"""Characters before a match in which a word may take it back ("have not been ... returned")."""
_BREAK = re.compile(r"[;:]|\bbut\b|[.!?]\s")


@dataclass(frozen=True, slots=True)
class Said:
    """A status that a sentence tells, or says not to hold, with the stretch of its words in the sentence."""

    status: str
    start: int
    end: int
    holds: bool = True


@dataclass(frozen=True, slots=True)
class _Status:
    code: str
    patterns: re.Pattern[str]
    requires: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    exempt: re.Pattern[str] | None
    vetoes: tuple[re.Pattern[str], ...]


def said_of_the_dead(sentence: str) -> tuple[Said, ...]:
    """The statuses that a sentence tells, each once, in the lexicon's order; offsets into the sentence."""
    table = _table()
    if not table.any_word.search(sentence):
        return ()
    return tuple(found for status in table.statuses if (found := _said(status, sentence)) is not None)


def _said(status: _Status, sentence: str) -> Said | None:
    if status.unless is not None and status.unless.search(sentence):
        return None
    if status.requires is not None and not status.requires.search(sentence):
        return None
    undone = None
    for match in status.patterns.finditer(sentence):
        if not _is_taken_back(status, sentence, match.start(), match.end()):
            return Said(status.code, match.start(), match.end())
        undone = undone or Said(status.code, match.start(), match.end(), holds=False)
    return undone


def _is_taken_back(status: _Status, sentence: str, start: int, end: int) -> bool:
    before = sentence[max(0, start - BEFORE) : start]
    breaks = [m.end() for m in _BREAK.finditer(before)]
    words = before[breaks[-1] :] + sentence[start:end] if breaks else before + sentence[start:end]
    if status.exempt is not None:
        words = status.exempt.sub(" ", words)
    return any(veto.search(words) for veto in status.vetoes)


@dataclass(frozen=True, slots=True)
class _Table:
    any_word: re.Pattern[str]
    statuses: tuple[_Status, ...]


@cache
def _table() -> _Table:
    text = resources.files("tollbook.extract").joinpath("en", "lexicon", "dead.toml").read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
        words = table["words"]
        words["dead"] = words["dead"].replace("{n}", words["n"])
        vetoes = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table["vetoes"].items()}
        statuses = tuple(_status(code, entry, words, vetoes) for code, entry in table["status"].items())
        return _Table(re.compile("|".join(table["named"]["patterns"]), re.IGNORECASE), statuses)
    except (KeyError, ValueError, re.error) as error:
        raise SettingsError(f"lexicon 'en', dead.toml: {error}; correct the entry in its file") from error


def _status(code: str, entry: dict[str, Any], words: dict[str, str], vetoes: dict[str, re.Pattern[str]]) -> _Status:
    return _Status(
        code=code,
        patterns=_any_of(entry["patterns"], words),
        requires=_any_of(entry["requires"], words) if entry.get("requires") else None,
        unless=_any_of(entry["unless"], words) if entry.get("unless") else None,
        exempt=_any_of(entry["exempt"], words) if entry.get("exempt") else None,
        vetoes=tuple(vetoes[name] for name in entry["vetoes"]),
    )


def _any_of(patterns: list[str], words: dict[str, str]) -> re.Pattern[str]:
    filled = []
    for pattern in patterns:
        for name, stands_for in words.items():
            pattern = pattern.replace("{" + name + "}", stands_for)
        filled.append(f"(?:{pattern})")
    return re.compile("|".join(filled), re.IGNORECASE)
