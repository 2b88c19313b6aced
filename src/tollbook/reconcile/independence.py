"""Claims grouped so that two groups are independent, and the reason for each two that are not."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tollbook.model import Dependence, Source

from .flat import FlatClaim


@dataclass(frozen=True, slots=True)
class Tie:
    """Two claims that do not stand apart, and why."""

    a: str
    b: str
    why: str


def independent(
    claims: Sequence[FlatClaim],
    dependences: Iterable[Dependence],
    sources: Iterable[Source],
    *,
    unnamed_differ: bool,
) -> list[tuple[FlatClaim, ...]]:
    """Claims in groups such that two groups are independent; in the order of their first claims.

    `unnamed_differ`: whether two speakers whom reports do not name count as two.
    """
    ties = ties_between(claims, dependences, sources, unnamed_differ=unnamed_differ)
    heads: dict[str, str] = {}

    def head(claim: str) -> str:
        while claim in heads:
            claim = heads[claim]
        return claim

    for tie in ties:
        low, high = sorted((head(tie.a), head(tie.b)))
        if low != high:
            heads[high] = low
    groups: dict[str, list[FlatClaim]] = defaultdict(list)
    for claim in claims:
        groups[head(claim.id)].append(claim)
    return [tuple(group) for group in groups.values()]


def why_not(ties: Iterable[Tie], a: str, b: str) -> list[str]:
    """The shortest chain of reasons from one claim to another; empty where they are independent."""
    beside: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        beside[tie.a].append(tie)
        beside[tie.b].append(tie)
    came: dict[str, Tie | None] = {a: None}
    queue = deque([a])
    while queue and b not in came:
        at = queue.popleft()
        for tie in beside[at]:
            other = tie.b if tie.a == at else tie.a
            if other not in came:
                came[other] = tie
                queue.append(other)
    reasons: list[str] = []
    at = b
    while (step := came.get(at)) is not None:
        reasons.append(step.why)
        at = step.b if step.a == at else step.a
    return list(dict.fromkeys(reversed(reasons)))


def ties_between(
    claims: Sequence[FlatClaim],
    dependences: Iterable[Dependence],
    sources: Iterable[Source],
    *,
    unnamed_differ: bool,
) -> list[Tie]:
    """What ties claims together: enough ties to join all that are dependent, not one for each pair."""
    known = {source.id: source for source in sources}
    return [
        *_same(claims, lambda c: c.source or None, lambda c: f"both have it from {_name(c, known)}"),
        *_within(claims),
        *_relayed(claims, known),
        *(() if unnamed_differ else _alike(claims, known)),
        *_by_reports(claims, dependences, known),
    ]


def _same(
    claims: Iterable[FlatClaim], key: Callable[[FlatClaim], object], why: Callable[[FlatClaim], str]
) -> Iterator[Tie]:
    """A tie from the first claim of each key to each other."""
    first: dict[object, FlatClaim] = {}
    for claim in claims:
        value = key(claim)
        if value is None:
            continue
        leader = first.setdefault(value, claim)
        if leader is not claim:
            yield Tie(leader.id, claim.id, why(claim))


def _within(claims: Sequence[FlatClaim]) -> Iterator[Tie]:
    """A report's own voice that says what a speaker of the same report says has it from there."""
    said = {(c.report, c.measure, c.low, c.high): c for c in claims if c.chain}
    for claim in claims:
        speaker = None if claim.chain else said.get((claim.report, claim.measure, claim.low, claim.high))
        if speaker is not None:
            yield Tie(speaker.id, claim.id, f"one report gives the same figure as {speaker.said_by}'s and as its own")


def _name(claim: FlatClaim, known: Mapping[str, Source]) -> str:
    source = known.get(claim.source)
    return source.name if source else claim.said_by or claim.source


def _local(claim: FlatClaim, known: Mapping[str, Source]) -> bool:
    """Whether nobody in particular says it: an unnamed speaker, or a source that is one of its report alone."""
    source = known.get(claim.source)
    return (source is not None and source.report is not None) or (source is None and claim.source_kind == "unnamed")


def _relayed(claims: Sequence[FlatClaim], known: Mapping[str, Source]) -> list[Tie]:
    """Unnamed speakers whom the same outlet is quoted for are one; so are they and that outlet's own voice."""
    ties: list[Tie] = []
    first: dict[str, FlatClaim] = {}
    for claim in claims:
        relays = claim.chain[1:] if _local(claim, known) else ()
        own = () if claim.chain else (claim.source,)
        for relay in (*relays, *own):
            leader = first.setdefault(relay, claim) if relay else claim
            if leader is not claim:
                name = known[relay].name if relay in known else relay
                ties.append(Tie(leader.id, claim.id, f"both come by way of {name}"))
    return ties


def _alike(claims: Sequence[FlatClaim], known: Mapping[str, Source]) -> Iterator[Tie]:
    """Unnamed speakers of one kind and party, where a policy does not count them apart."""

    def key(claim: FlatClaim) -> object:
        return (claim.source_kind, claim.source_party) if claim.chain and _local(claim, known) else None

    return _same(claims, key, lambda c: "neither speaker is named, and such speakers count as one under this rule")


def _by_reports(
    claims: Sequence[FlatClaim], dependences: Iterable[Dependence], known: Mapping[str, Source]
) -> Iterator[Tie]:
    """Claims of reports that copy or cite one another.

    Of near copies those that are the outlets' own or of unnamed speakers; a named speaker stands for himself. A report
    that cites an outlet has that outlet's figures, whoever that outlet has them from.
    """
    of_report: dict[str, list[FlatClaim]] = defaultdict(list)
    for claim in claims:
        of_report[claim.report].append(claim)
    for found in dependences:
        if found.kind == "same_source":
            continue
        for a in of_report.get(found.a, ()):
            for b in of_report.get(found.b, ()):
                if _tied(found, a, b, known):
                    yield Tie(b.id, a.id, found.why)
                    if found.kind == "copy":
                        break


def _tied(found: Dependence, a: FlatClaim, b: FlatClaim, known: Mapping[str, Source]) -> bool:
    people = a.party == b.party or None in (a.party, b.party)
    same = people and (a.measure, a.low, a.high) == (b.measure, b.low, b.high)
    if found.kind == "copy":
        return same and (not a.chain or _local(a, known)) and (not b.chain or _local(b, known))
    nearest = not a.chain or a.source == found.source or _local(a, known)
    return same and nearest
