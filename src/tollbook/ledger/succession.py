"""Which mention of a new extraction is which mention of the old one: a pure function over claims of one report.

Judgements follow what is decided here, so it is conservative: a mention succeeds another only where their words
overlap, and where measure or count stayed. What fits two ways equally well succeeds nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

from tollbook.model import Claim, Mention, Reading

from .assignment import best_assignment

NEAR = 40
"""How many characters apart two anchors of one claim may stand: about the width of a noun phrase."""
MARGIN = 0.02
"""Two ways whose scores differ by less are equally good."""
Bounds = tuple[int | None, int | None]
"""A count's low and high."""
LIKE = 0.5
"""How like two readings must be to be of one mention, where several share anchor and measure."""


@dataclass(frozen=True)
class Move:
    """A mention that is gone, the one that stands in its place, and how well they fit (0 to 1)."""

    old: str
    new: str
    score: float


@dataclass(frozen=True)
class Plan:
    """What becomes of a report's mentions: the new claims under their final ids, moves, and what is gone."""

    claims: tuple[Claim, ...]
    moves: tuple[Move, ...]
    gone: tuple[str, ...]


def succession(
    live: Sequence[Claim],
    retired: Sequence[Claim],
    moved: Sequence[Claim],
    new: Sequence[Claim],
    earlier: Mapping[str, Set[Bounds]] = MappingProxyType({}),
    judged: Set[str] = frozenset(),
    successors: Mapping[str, str] = MappingProxyType({}),
) -> Plan:
    """Plan how `new` follows on the mentions that are live, were retired, or have moved elsewhere.

    `earlier`: further counts that runs or people gave a mention before, by its id; one of these is no new count.
    `judged`: the mentions that carry judgements. `successors`: the mention that stands now for each of `moved`.

    A new claim with the anchor and measure of an old one is that mention. Live ones left over move to the new claims
    left over; then retired ones do, so that a claim that was lost for a while finds its judgements again. A retired
    mention that comes back with judgements of its own takes no other's. Where a moved mention is found again and its
    successor is not, the successor has moved back to it, however its reading has changed.
    """
    named = _named(live, [*retired, *moved], new)
    ids = {claim.id for claim in named}
    lost = [claim for claim in live if claim.id not in ids]
    held = {claim.id for claim in live} | {claim.id for claim in retired if claim.id in judged}
    found = _back(lost, named, successors, earlier)
    went, held = {move.old for move in found}, held | {move.new for move in found}
    fresh = [claim for claim in named if claim.id not in held]
    found += moves([claim for claim in lost if claim.id not in went], fresh, earlier)
    entered = {move.new for move in found}
    alone = [claim for claim in fresh if claim.id not in entered]
    found += moves([claim for claim in retired if claim.id not in ids], alone, earlier)
    left = {move.old for move in found}
    return Plan(tuple(named), tuple(found), tuple(claim.id for claim in lost if claim.id not in left))


def _back(
    lost: Sequence[Claim], named: Sequence[Claim], successors: Mapping[str, str], earlier: Mapping[str, Set[Bounds]]
) -> list[Move]:
    """Moves of successors that are gone to the mentions that they stood for; to the first of several."""
    gone = {claim.id: claim for claim in lost}
    found: dict[str, Move] = {}
    for claim in named:
        old = gone.get(successors.get(claim.id, ""))
        if old is not None and old.id not in found:
            score = fit(old, claim, earlier.get(old.id, frozenset())) or 0.0
            found[old.id] = Move(old.id, claim.id, round(score, 4))
    return list(found.values())


def moves(
    old: Sequence[Claim], new: Sequence[Claim], earlier: Mapping[str, Set[Bounds]] = MappingProxyType({})
) -> list[Move]:
    """The best one-to-one moves from claims that are gone to new ones, without those that fit two ways equally well."""
    scores = {}
    for a in old:
        for b in new:
            score = fit(a, b, earlier.get(a.id, frozenset()))
            if score is not None:
                scores[a.id, b.id] = score
    chosen = best_assignment(scores)
    return [
        Move(a, b, round(scores[a, b], 4)) for a, b in sorted(chosen.items()) if not _equalled(a, b, scores, chosen)
    ]


def _equalled(a: str, b: str, scores: dict[tuple[str, str], float], chosen: dict[str, str]) -> bool:
    """Whether one of the two would go as well with somebody who is left alone."""
    floor, right = scores[a, b] - MARGIN, set(chosen.values())
    return any(
        score > floor and ((x == a and y != b and y not in right) or (y == b and x != a and x not in chosen))
        for (x, y), score in scores.items()
    )


def fit(old: Claim, new: Claim, earlier: Set[Bounds] = frozenset()) -> float | None:
    """How well a claim of the new extraction continues one of the old, 0 to 1; None where it must not."""
    if old.mention.text_id != new.mention.text_id:
        return None
    words = _shared(_evidence(old), _evidence(new))
    if words < 0.5:
        return None
    same_measure = old.reading.measure == new.reading.measure
    count = bounds(new.reading)
    same_count = any(_similar(before, count) for before in {bounds(old.reading)} | earlier)
    if count == (None, None):  # no number tells two such claims apart, so their words must
        same_count = same_count and _jaccard(_evidence(old), _evidence(new)) >= 0.5
    if _shared(_anchor(old.mention), _anchor(new.mention)) >= 0.5:
        allowed = same_measure or same_count
    else:
        near = _gap(_anchor(old.mention), _anchor(new.mention)) <= NEAR
        allowed = near and same_measure and same_count
    if not allowed:
        return None
    apart = abs(old.mention.anchor_start - new.mention.anchor_start)
    apart += abs(old.mention.anchor_end - new.mention.anchor_end)
    closeness = max(0.0, 1.0 - apart / (4 * NEAR))
    alike = likeness(old.reading, new.reading)
    return 0.5 * closeness + 0.15 * same_measure + 0.15 * same_count + 0.2 * alike


def likeness(a: Reading, b: Reading) -> float:
    """How much two readings say the same of the same people, 0 to 1, by the fields that tell claims apart."""
    parts = (
        (3.0, float(bounds(a) == bounds(b))),
        (2.0, _jaccard((a.evidence.start, a.evidence.end), (b.evidence.start, b.evidence.end))),
        (2.0, float(_victims(a, "text") == _victims(b, "text"))),
        (1.0, float(_victims(a, "party") == _victims(b, "party"))),
        (1.0, float(_victims(a, "status") == _victims(b, "status"))),
        (1.0, float(_victims(a, "names") == _victims(b, "names"))),
        (1.0, float(a.source[:1] == b.source[:1])),
        (1.0, float(a.place == b.place)),
        (1.0, float(a.stance == b.stance)),
    )
    return sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)


def _victims(reading: Reading, name: str) -> object:
    return getattr(reading.victims, name, None)


def bounds(reading: Reading) -> Bounds:
    """A reading's count: low and high."""
    return reading.count.low, reading.count.high


def _similar(a: Bounds, b: Bounds) -> bool:
    """Whether two counts are equal, or share a stated bound (12 read as at least 12)."""
    return a == b or any(x == y and x is not None for x, y in zip(a, b, strict=True))


def _anchor(mention: Mention) -> tuple[int, int]:
    return mention.anchor_start, max(mention.anchor_end, mention.anchor_start + 1)


def _evidence(claim: Claim) -> tuple[int, int]:
    span = claim.reading.evidence
    return span.start, max(span.end, span.start + 1)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _shared(a: tuple[int, int], b: tuple[int, int]) -> float:
    return _overlap(a, b) / min(a[1] - a[0], b[1] - b[0])


def _jaccard(a: tuple[int, int], b: tuple[int, int]) -> float:
    union = max(a[1], b[1]) - min(a[0], b[0])
    return _overlap(a, b) / union if union else 1.0


def _gap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)


_Place = tuple[int, int, str, str]


def _key(mention: Mention) -> _Place:
    return mention.anchor_start, mention.anchor_end, mention.measure.value, mention.text_id


def _named(live: Sequence[Claim], past: Sequence[Claim], new: Sequence[Claim]) -> list[Claim]:
    """The new claims with the ordinals of the mentions that they are; several may share anchor and measure.

    An extractor numbers them in its own order; were that taken as it comes, the second would inherit the judgements
    of a first that is gone.
    """
    known: dict[_Place, list[tuple[Claim, bool]]] = defaultdict(list)
    for claims, is_live in ((live, True), (past, False)):
        for claim in claims:
            known[_key(claim.mention)].append((claim, is_live))
    groups: dict[_Place, list[Claim]] = defaultdict(list)
    for claim in new:
        groups[_key(claim.mention)].append(claim)
    ordinals: dict[str, int] = {}
    for key, group in groups.items():
        ordinals.update(_ordinals(known.get(key, []), group))
    return [
        claim.model_copy(update={"mention": claim.mention.model_copy(update={"ordinal": ordinals[claim.id]})})
        for claim in new
    ]


def _ordinals(known: list[tuple[Claim, bool]], group: list[Claim]) -> dict[str, int]:
    if len(known) <= 1 and len(group) == 1:
        return {group[0].id: known[0][0].mention.ordinal if known else group[0].mention.ordinal}
    scores: dict[tuple[str, int], float] = {}
    for claim in group:
        for old, is_live in known:
            alike = likeness(old.reading, claim.reading)
            if alike >= LIKE:
                stays = 0.01 * (old.mention.ordinal == claim.mention.ordinal)
                scores[claim.id, old.mention.ordinal] = alike + 0.3 * is_live + stays
    chosen = best_assignment(scores)
    used = {old.mention.ordinal for old, _ in known} | set(chosen.values())
    for claim in group:
        if claim.id not in chosen:
            free = claim.mention.ordinal if claim.mention.ordinal not in used else max(used) + 1
            chosen[claim.id] = free
            used.add(free)
    return chosen
