"""Whether a text can be about what is recorded at all: one pass of an automaton over the stems of all languages."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Literal

import re2

from tollbook.errors import SettingsError

from .lexicon import rows

Engine = Literal["hyperscan", "re2"]
Find = Callable[[bytes], set[int]]
"""The numbers of the stems that a text in UTF-8 holds."""

LEXICONS = ("en",)
"""Languages with a list of stems for triage."""
FILE = "triage.tsv"

_BAR = 1.26
_LENGTH = 3.0
_ENOUGH = 6000
"""Characters from which a text has said what it is about: long ones are not asked for more."""
_INVISIBLE = ("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
"""Characters that pages put inside words."""


class Triage:
    """Says of a text whether it is worth reading: its stems, each once, are weighed against its length.

    No number is asked for: "his brother was shot dead" passes. The weights are in the languages' lexicons.
    """

    def __init__(self, find: Find, weights: tuple[float, ...]) -> None:
        """Weights of the stems by their number."""
        self._find = find
        self._weights = weights

    def passes(self, text: str) -> bool:
        """Whether it is."""
        return self.score(text) >= 0

    def score(self, text: str) -> float:
        """By how much the text is over the bar; below nought where it does not pass."""
        if not text.isascii():
            for char in _INVISIBLE:
                if char in text:  # seldom, and said much sooner than it is replaced
                    text = text.replace(char, "")
        found = self._find(text.encode("utf-8", "replace"))
        if not found:
            return -math.inf
        weight = sum(self._weights[number] for number in sorted(found))
        return weight - _LENGTH * math.log(min(len(text), _ENOUGH) / 1000 + 0.2) - _BAR


@cache
def load_triage(engine: Engine | None = None) -> Triage:
    """The triage of this process, compiled once; without `engine` by hyperscan, or by re2 where that is missing.

    Raises SettingsError for a list that cannot be compiled, naming the entry.
    """
    stems = _stems()
    patterns = [pattern for pattern, _ in stems]
    if engine is None:
        engine = "hyperscan" if find_spec("hyperscan") else "re2"
    find = _hyperscan(patterns) if engine == "hyperscan" else _re2(patterns)
    return Triage(find, tuple(weight for _, weight in stems))


def _stems() -> list[tuple[str, float]]:
    found = []
    for language in LEXICONS:
        for number, row in enumerate(rows(language, FILE), 1):
            try:
                pattern, weight = row[0], float(row[1])
                re2.compile(pattern)
            except (IndexError, ValueError, re2.error) as error:
                raise SettingsError(f"lexicon '{language}', {FILE}, entry {number}: {error}; correct it") from error
            found.append((rf"\b(?:{pattern})", weight))
    return found


def _hyperscan(patterns: list[str]) -> Find:
    import hyperscan

    database = hyperscan.Database()
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH
    count = len(patterns)
    database.compile(
        expressions=[pattern.encode() for pattern in patterns], ids=list(range(count)), elements=count,
        flags=[flags] * count,
    )  # fmt: skip

    def find(text: bytes) -> set[int]:
        found: set[int] = set()

        def note(number: int, _start: int, _end: int, _flags: int, _context: object) -> None:
            found.add(number)

        database.scan(text, match_event_handler=note)
        return found

    return find


def _re2(patterns: list[str]) -> Find:
    options = re2.Options()
    options.case_sensitive = False
    options.encoding = re2.Options.Encoding.LATIN1  # bytes, as hyperscan takes them
    automaton = re2.Set.SearchSet(options)
    for pattern in patterns:
        automaton.Add(pattern.encode())
    automaton.Compile()
    return lambda text: set(automaton.Match(text) or ())
