"""Which claim of one coder is which of the other's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ..model import Reading, Span

LEAST_OVERLAP = 0.5
"""How much of the shorter of two claims' evidence must lie in the longer one for them to be the same claim."""


@dataclass(frozen=True)
class Coded:
    """One coder's word on one claim: the reading that they hold right, None where they say that it is no claim.

    `added`: they wrote it down themselves, where nobody had shown them one.
    """

    report: str
    mention: str
    reading: Reading | None
    added: bool = False


@dataclass(frozen=True)
class Pair:
    """The words of two coders on the same claim. None: the coder went through the report and has no such claim."""

    report: str
    a: Coded | None
    b: Coded | None


def align(
    a: Sequence[Coded], b: Sequence[Coded], *, whole_a: Collection[str] = (), whole_b: Collection[str] = ()
) -> list[Pair]:
    """Pair the claims of two coders, by mention first, then added ones by overlap of evidence and measure.

    `whole_a` and `whole_b`: the reports that each coder went through to the end; a claim that the other added there
    and they did not is a pair with None. What only one of them looked at is in no pair.
    """
    by_mention = {one.mention: one for one in b}
    pairs = [Pair(one.report, one, by_mention[one.mention]) for one in a if one.mention in by_mention]
    paired = {pair.a.mention for pair in pairs if pair.a}
    rest_a = [one for one in a if one.added and one.mention not in paired]
    rest_b = [one for one in b if one.added and one.mention not in paired]
    matched = list(_matched(rest_a, rest_b))
    pairs += (Pair(one.report, one, other) for one, other in matched)
    found = {one.mention for pair in matched for one in pair}
    pairs += (Pair(one.report, one, None) for one in rest_a if one.mention not in found and one.report in whole_b)
    pairs += (Pair(one.report, None, one) for one in rest_b if one.mention not in found and one.report in whole_a)
    return pairs


def _matched(a: Sequence[Coded], b: Sequence[Coded]) -> Iterator[tuple[Coded, Coded]]:
    """Claims of the same measure whose evidence overlaps, the best matches first, each once."""
    there: dict[str, list[Coded]] = defaultdict(list)
    for one in b:
        there[one.report].append(one)
    scored = [
        (_likeness(one.reading, other.reading), one, other)
        for one in a
        for other in there[one.report]
        if one.reading and other.reading and one.reading.measure == other.reading.measure
    ]
    taken: set[str] = set()
    for (overlap, _), one, other in sorted(scored, key=lambda s: (s[0], s[1].mention, s[2].mention), reverse=True):
        if overlap >= LEAST_OVERLAP and not {one.mention, other.mention} & taken:
            taken |= {one.mention, other.mention}
            yield one, other


def _likeness(a: Reading | None, b: Reading | None) -> tuple[float, bool]:
    """How far the evidence overlaps, and whether the counts are the same."""
    if a is None or b is None:
        return 0.0, False
    same = (a.count.low, a.count.high) == (b.count.low, b.count.high)
    return _overlap(a.evidence, b.evidence), same


def _overlap(a: Span, b: Span) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    shorter = min(a.end - a.start, b.end - b.start)
    return max(shared, 0) / shorter if shorter else 0.0
