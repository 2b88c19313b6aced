"""Harm told in one breath is of the same people: "21 Velian soldiers were killed and 44 wounded" are all Velia's,
whoever else the sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .draft import Draft
from .groups import BARE, PEOPLE
from .options import Choice, Option

_JOINING = re.compile(
    r"\s*[,;]?\s*(?:(?:and|while|with|but)\s+)?(?:(?:another|a\s+further|further|an\s+additional|some|about|around|nearly"
    r"|almost|at\s+least|more\s+than|over|as\s+many\s+as|up\s+to)\s+)*",
    re.IGNORECASE,
)
"""All that stands between two claims that are told together."""


def as_told_together(
    drafts: Sequence[Draft], options: Sequence[Sequence[Option[str | None]]], chosen: Sequence[Choice[str | None]]
) -> list[Choice[str | None]]:
    """The victims' sides, that of a number without a noun of its own being that of the claim it is joined to."""
    out = list(chosen)
    for before, n in pairwise(sorted(range(len(drafts)), key=lambda n: drafts[n].anchor)):
        party = out[before].option.value
        if party == out[n].option.value or not _goes_on(drafts[before], drafts[n]) or _names(drafts, before, n, out[n]):
            continue
        same = next((option for option in options[n] if option.value == party), None)
        if same is not None:
            out[n] = Choice(same, None, "rule:told together")
    return out


def _goes_on(first: Draft, second: Draft) -> bool:
    group = second.candidate.group
    if first.sentence != second.sentence or first.measure is second.measure or group.quantity is None:
        return False
    if group.noun is not None or group.kind not in (BARE, PEOPLE) or first.candidate.group.quantity is None:
        return False
    if "loose" in (first.candidate.relation, second.candidate.relation):
        return False
    start = min(second.candidate.anchor[0], second.trigger.idx)
    return _end(first) <= start and _JOINING.fullmatch(second.scene.text, _end(first), start) is not None


def _end(draft: Draft) -> int:
    """Where the words of a claim end in its sentence: its number with its noun, and its word for harm."""
    last = max(t.idx + len(t) for t in (draft.head, draft.trigger))
    return max(int(last), draft.candidate.anchor[1])


def _names(drafts: Sequence[Draft], before: int, n: int, choice: Choice[str | None]) -> bool:
    """Whether the second claim's own words name the side."""
    span, offset = choice.option.span, drafts[n].scene.offset
    return span is not None and offset + _end(drafts[before]) <= span[0] and span[1] <= offset + _end(drafts[n])
