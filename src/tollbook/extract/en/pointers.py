"""Where each option of a field stands in the text: the mentions that the encoder compares with a candidate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .context import Context
from .draft import Draft
from .options import Option
from .part import side_of
from .place import Resolved
from .slot_source import Voice
from .slot_when import ways_of

_MOST = 12
"""Mentions of one option at most: the nearest ones."""

GAPS = 12
"""Classes of distance between candidate and mention (`gap_of`)."""
WAYS = ("", "first", "last", "until", "to_today", "open", "until_today", "today", "war_to_today", "whole_war", "place")
"""How an option comes from its mention, or without any."""


@dataclass(frozen=True)
class Pointer:
    """A mention that speaks for an option: its words, and how the option follows from them (a number in `WAYS`)."""

    start: int
    end: int
    way: int


def pointers_of(context: Context, draft: Draft, slot: str, options: Sequence[Option[Any]]) -> list[list[Pointer]]:
    """For each option of a field its mentions, nearest first; none for an option that no words name."""
    if slot == "when":
        ways = ways_of(context, draft)
        return [[Pointer(a, b, WAYS.index(way)) for a, b, way in ways.get(o.value, ())][:_MOST] for o in options]
    table = _mentions(context, slot)
    out = []
    for option in options:
        found = table.get(_key(slot, option.value), ()) if option.value is not None else ()
        near = sorted(found, key=lambda p: (context.even.apart(p.start, draft.trigger_offset), p.start))
        out.append(near[:_MOST])
    return out


def gap_of(context: Context, draft: Draft, pointer: Pointer) -> int:
    """How far a mention stands from a candidate: a class from 0 to GAPS - 1."""
    sentence = context.document.sentence_at(pointer.start)
    if sentence is None:
        return 0
    gap = draft.sentence - sentence.index
    if gap == 0:
        return 1 if pointer.start < draft.trigger_offset else 2
    if gap < 0:
        return 3 if gap == -1 else 4
    if sentence.start < context.document.title_end:
        return 5
    same = sentence.paragraph == context.document.sentences[draft.sentence].paragraph
    return 6 if gap == 1 and same else 7 if gap == 1 else 8 if gap == 2 else 9 if gap < 5 else 10 if gap < 9 else 11


def _key(slot: str, value: Any) -> str:
    if isinstance(value, Voice):
        return value.name
    if isinstance(value, Resolved):
        return value.place.name or value.mention.name
    return str(value)


def _mentions(context: Context, slot: str) -> dict[str, list[Pointer]]:
    kind = "party" if slot in ("party", "actor") else slot
    name = f"mentions:{kind}"
    if name not in context.memo:
        found: dict[str, list[Pointer]] = defaultdict(list)
        for key, pointer in {"party": _of_parties, "source": _of_speakers, "place": _of_places}[kind](context):
            found[key].append(pointer)
        context.memo[name] = dict(found)
    table: dict[str, list[Pointer]] = context.memo[name]
    return table


def _of_parties(context: Context) -> Iterator[tuple[str, Pointer]]:
    for match in context.parties:
        party = match.party or (context.stands_for(match.role) if match.role is not None else None)
        for name in (party, *match.others[:2]):
            if name is not None:
                yield side_of(name), Pointer(match.start, match.end, 0)
    for resolved in context.resolved_places:
        holder = context.party_of_country(resolved.country)
        if holder is not None:
            yield holder, Pointer(resolved.mention.start, resolved.mention.end, WAYS.index("place"))


def _of_speakers(context: Context) -> Iterator[tuple[str, Pointer]]:
    for speaker in context.speakers:
        start = context.document.sentences[speaker.sentence].start
        yield speaker.name, Pointer(start + speaker.start, start + speaker.end, 0)


def _of_places(context: Context) -> Iterator[tuple[str, Pointer]]:
    for resolved in context.resolved_places:
        if not resolved.mention.in_name:
            yield (
                resolved.place.name or resolved.mention.name,
                Pointer(resolved.mention.start, resolved.mention.end, 0),
            )
