"""Speakers given by a description alone, where the report leaves no doubt whom it means: "the Ada-based monitor", "the
regional governor", "the group", "the report". They go by the name; their words remain a second name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tollbook.model.codes import SourceKind
from tollbook.reference.sources import source_kind

from .names import Names
from .speaker_aliases import PERSONAL

if TYPE_CHECKING:
    from .speakers import Speaker

_KEEPERS = frozenset(["group", "monitor", "watchdog", "observatory", "network"])
_LOOSE = frozenset(["group", "organisation", "organization", "charity", "tank"])
_ANY_KIND = frozenset({SourceKind.OTHER, SourceKind.ANALYST})
_BASED = re.compile(r"^[A-Z]\w+-based\s+(?=[a-z])")
_WRITTEN = frozenset(["report", "statement", "document"])
_REACH = 6
"""Sentences between a report's words and the speaker whose report it is."""
_SHOWN = 400
"""Characters of a sentence in which the report may be named."""


def in_full(speakers: Sequence[Speaker], names: Names, starts: Mapping[int, int]) -> list[Speaker]:
    """The speakers with names for descriptions that mean one of the report's named speakers."""
    persons = {s.name for s in speakers if s.person}
    out: list[Speaker] = []
    for speaker in speakers:
        found = next(_names_for(speaker, persons), None) or _author(speaker, out, names, starts)
        if found is not None and found != speaker.name:
            rest = tuple(a for a in speaker.also if a[0] != found)
            speaker = replace(speaker, name=found, also=((speaker.name, "words"), *rest))
        out.append(speaker)
    return out


def _names_for(speaker: Speaker, persons: set[str]) -> Iterator[str]:
    bare = _BASED.sub("", speaker.name)
    if speaker.pronoun or speaker.person or not bare.islower():
        return
    if speaker.head in _KEEPERS:
        if speaker.also and speaker.also[0][1] == "kind-after":
            yield speaker.also[0][0]
        if source_kind(speaker.name) is SourceKind.MONITOR:
            yield from (n for n, way in speaker.also if way.startswith("kind-") and _is_monitor(n, persons))
    if speaker.head in _LOOSE and _is_definite(speaker) and source_kind(speaker.name) in _ANY_KIND:
        for wanted in ("kind-before", "body-before", "kind-after", "body-after"):
            yield from (n for n, way in speaker.also if way == wanted)
    if speaker.head in PERSONAL and speaker.words.lower().endswith((speaker.head, bare)):
        fits = {n for n, way in speaker.also if way.startswith(("role-", "head-")) and n in persons}
        if len(fits) == 1 and _is_single(speaker):
            yield fits.pop()


def _is_monitor(name: str, persons: set[str]) -> bool:
    return source_kind(name) is SourceKind.MONITOR and name not in persons and len(name.split()) > 1


def _is_definite(speaker: Speaker) -> bool:
    return speaker.words.lower().startswith(("the ", "that ", "this "))


def _is_single(speaker: Speaker) -> bool:
    """Whether one person is meant, not "officials" nor "an official" among others."""
    words = speaker.words.lower()
    if re.search(rf"\b{re.escape(speaker.head)}\b", words) is None:
        return False
    return words.startswith(("the ", "its ", "a local ", "a regional ", "an ")) or "'s " in words


def _author(speaker: Speaker, before: Sequence[Speaker], names: Names, starts: Mapping[int, int]) -> str | None:
    """Whose "the report" or "the statement" is: the speaker last told of, best one in whose sentence it is named."""
    if speaker.name not in _WRITTEN:
        return None
    near = [
        s
        for s in before
        if not s.pronoun
        and s.name not in _WRITTEN
        and 0 < speaker.sentence - s.sentence <= _REACH
        and s.name != "reports"
    ]

    def names_it(other: Speaker) -> bool:
        start = starts[other.sentence]
        end = min(start + _SHOWN, starts.get(other.sentence + 1, start + _SHOWN))
        return re.search(rf"\b{speaker.name}\b", names.text[start:end]) is not None

    own = [s for s in near if names_it(s)]
    chosen = own or near
    return chosen[-1].name if chosen else None
