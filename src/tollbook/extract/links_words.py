"""The words of a report without its names: parties by their kind, other names as one; no feature takes a side."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Final

from tollbook.model import Report
from tollbook.reference.parties import Parties

from .lexicon import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d,.]*\d|\d|[.,;:()“”\"—–-]")
NAME: Final = "NAME"
"""Stands for a run of names of persons, places and bodies."""
_FUNCTION: Final = (
    "a an the of in on at to for from by with and or as that this these those who which was were is are be",
    "been being has have had it its his her their he she they said say says after during when while into near",
    "over more than least about some not no another other others both all among including separately meanwhile",
    "later earlier however also according sources officials january february march april may june july august",
    "september october november december monday tuesday wednesday thursday friday saturday sunday today",
    "yesterday one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "hundreds thousand thousands dozens scores several many few suspected alleged unidentified armed police",
    "army security forces force troops air strike strikes bomb blast arrested dead",
)


@cache
def _kept() -> frozenset[str]:
    """Words that are no names even where they begin with a capital letter."""
    people = lexicon().people
    harms = {lemma for lemma, _ in lexicon().triggers}
    return (
        frozenset(word for line in _FUNCTION for word in line.split())
        | people.keys()
        | {p + "s" for p in people}
        | harms
    )


@dataclass(frozen=True)
class Words:
    """The words of a text in order, in lower case, each with its offset; names are masked."""

    starts: tuple[int, ...]
    words: tuple[str, ...]

    def before(self, at: int, number: int) -> tuple[str, ...]:
        """The last words that begin before an offset."""
        end = bisect_left(self.starts, at)
        return self.words[max(0, end - number) : end]

    def after(self, at: int, number: int) -> tuple[str, ...]:
        """The first words that begin at an offset or after it."""
        begin = bisect_left(self.starts, at)
        return self.words[begin : begin + number]

    def inside(self, start: int, end: int) -> tuple[str, ...]:
        """The words that begin in a stretch."""
        return self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def words_of(report: Report) -> Words:
    """The words of a report's text."""
    parties = Parties.load()
    named = [
        (m.start, m.end, _mask(parties, m.party, m.kind))
        for m in parties.find(report.text, report.published)
        if m.party is not None
    ]
    starts: list[int] = []
    words: list[str] = []
    at = 0
    for match in _WORD.finditer(report.text):
        while at < len(named) and named[at][1] <= match.start():
            at += 1
        inside = at < len(named) and named[at][0] <= match.start() < named[at][1]
        word = named[at][2] if inside else masked(match.group())
        if (inside or word == NAME) and words and words[-1] == word:
            continue
        starts.append(match.start())
        words.append(word)
    return Words(tuple(starts), tuple(words))


def _mask(parties: Parties, name: str | None, kind: str) -> str:
    """What stands for a party's name: its kind, and that of the name (a body, its forces, a people)."""
    party = parties.get(name) if name is not None else None
    return f"<{party.kind if party is not None else 'party'}:{kind}>"


def masked(word: str) -> str:
    """A word in lower case, or the mask where it is a name."""
    lower = word.lower()
    return lower if word[0] == lower[0] or lower in _kept() else NAME


def party_kind(name: str | None) -> str:
    """The kind of a party (state, armed group, people ...); "none" for none, "other" where it is not known."""
    if name is None:
        return "none"
    party = Parties.load().get(name)
    return party.kind if party is not None else "other"
