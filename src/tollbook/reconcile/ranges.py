"""Low, best and high of statements under a policy, each with the claims that set it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model import Comparator, Extent

from .counting import Statement
from .flat import FlatClaim
from .policy import Policy
from .replacing import in_order, said_on
from .victims import Group

BELLIGERENTS = ("government", "military", "armed_group")


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound and the claims that set it; None is an open side, or no figure."""

    value: int | None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """Low, best and high; `chosen`: the statements behind the best, one for each group of victims that adds up."""

    low: Bound
    best: Bound
    high: Bound
    chosen: tuple[Statement, ...] = ()


def range_of(statements: Sequence[Statement], policy: Policy) -> Range:
    """The policy's range of statements about the same victims."""
    chosen = best_of(statements, policy)
    low, high = span(statements)
    if policy.range.value == "single":
        low, high = _alone(chosen, policy)
    value = value_of(chosen[0], policy) if chosen else None
    return Range(low, Bound(value, ids_of(chosen) if value is not None else ()), high, tuple(chosen[:1]))


def range_apart(group: Group, policy: Policy) -> Range:
    """The range of a group of victims: of its statements, or the sum over its parts beside figures for all of them."""
    if not group.parts:
        return range_of(group.whole, policy)
    ranges = [range_apart(part, policy) for part in group.parts]
    if policy.range.value == "single":  # of those of whom such a source speaks at all
        ranges = [r for r in ranges if r.chosen]
    chosen = tuple(s for r in ranges for s in r.chosen)
    together = Range(
        _sum([r.low for r in ranges]), _sum([r.best for r in ranges]), _sum([r.high for r in ranges]), chosen
    )
    if not group.whole:
        return together
    beside = range_of(group.whole, policy)
    if _all_of_it(group, together):
        return beside
    added = _added(together)
    preferred = best_of([*([added] if added else []), *group.whole], policy)
    taken = together if added in preferred else beside
    if policy.range.value == "single":
        return taken
    low = min((together.low, beside.low), key=lambda b: -1 if b.value is None else b.value)
    high = max((together.high, beside.high), key=lambda b: float("inf") if b.value is None else b.value)
    return Range(low, taken.best, high, taken.chosen)


def _all_of_it(group: Group, together: Range) -> bool:
    """Whether the parts are what one report tells of its own figure for all, so that they are not rivals of it."""
    parts = {s.claim.report for part in group.parts for s in part.statements()}
    return len(parts) == 1 and any(
        s.claim.report in parts and (s.low or s.high or 0) >= (together.low.value or 0) for s in group.whole
    )


def _added(together: Range) -> Statement | None:
    """The sum as a statement that can be set beside others; None where a part of it has no figure to choose."""
    if not together.chosen:
        return None
    stands = (stand for s in together.chosen for stand in s.stands)
    latest = sorted(stands, key=lambda s: in_order(s.claim), reverse=True)
    low = together.best.value if together.best.value is not None else together.low.value
    return Statement(
        tuple(latest), low, together.best.value if together.best.value is not None else together.high.value
    )


def _sum(bounds: Sequence[Bound]) -> Bound:
    """The sum of bounds; open where one of them is."""
    values = [b.value for b in bounds]
    known = [v for v in values if v is not None]
    return Bound(sum(known) if values and len(known) == len(values) else None, tuple(i for b in bounds for i in b.by))


def ids_of(statements: Iterable[Statement]) -> tuple[str, ...]:
    """The claims that make statements up, each once."""
    return tuple(dict.fromkeys(i for s in statements for i in s.ids))


def span(statements: Sequence[Statement]) -> tuple[Bound, Bound]:
    """The lowest low and the highest high, each with the claims that set it.

    A side is open only where the statement that reaches furthest leaves it so: beside "at least 12", a plain 15 or 12
    closes the high side; beside "more than 12" a plain 12 does not. Doubted statements that may widen the high side
    alone set a low only where nothing else does.
    """
    firm = [s for s in statements if not s.high_only] or statements
    bottoms = [s.low if s.low is not None else s.high for s in firm]
    tops = [s.high if s.high is not None else s.low for s in statements]
    least = min((v for v in bottoms if v is not None), default=None)
    most = max((v for v in tops if v is not None), default=None)
    low_by = [s for s in firm if s.low == least]
    high_by = [s for s in statements if s.high == most]
    open_low = [s for s in firm if s.low is None and s.high == least and (_strict(s) or not low_by)]
    open_high = [s for s in statements if s.high is None and s.low == most and (_strict(s) or not high_by)]
    return (
        Bound(None if open_low else least, ids_of(open_low or low_by)),
        Bound(None if open_high else most, ids_of(open_high or high_by)),
    )


def _strict(statement: Statement) -> bool:
    """Whether the number itself is excluded: "more than", "fewer than"."""
    return statement.claim.comparator in (Comparator.MORE_THAN, Comparator.FEWER_THAN)


def best_of(statements: Sequence[Statement], policy: Policy) -> list[Statement]:
    """The statements whose figure the policy takes as best, the leading one first; none where it takes none."""
    firm = [s for s in statements if not s.high_only] or list(statements)
    match policy.best.value:
        case "none":
            return []
        case "lowest":
            return _lowest(firm, policy)
        case "latest":
            return _lowest(_latest(firm), policy)
        case "ranked":
            return _lowest(_most_reliable(firm, policy), policy)
        case "official":
            return _lowest(_latest(_most_reliable(firm, policy, only=True)), policy)


def _lowest(statements: Sequence[Statement], policy: Policy) -> list[Statement]:
    """Those with the lowest figure: a table's own best where it gives one, else the low side."""

    def figure(s: Statement) -> tuple[int, int]:
        value = value_of(s, policy)
        low = value if value is not None else s.low if s.low is not None else s.high or 0
        return (low, s.high if s.high is not None else low)

    least = min(map(figure, statements), default=None)
    return [s for s in statements if figure(s) == least]


def _latest(statements: Sequence[Statement]) -> list[Statement]:
    """Those said last; of running totals those that count up to the last day."""
    days = [_day(s.claim) or date.min for s in statements]
    last = max(days, default=None)
    return [s for s, day in zip(statements, days, strict=True) if day == last]


def _day(claim: FlatClaim) -> date | None:
    return (claim.last if claim.extent == Extent.CUMULATIVE else None) or said_on(claim)


def _most_reliable(statements: Sequence[Statement], policy: Policy, *, only: bool = False) -> list[Statement]:
    """The statements of the first kind of source that speaks; with `only`, none where no kind named does."""
    ranking = policy.best.ranking
    last = len(ranking) + 1

    def rank(s: Statement) -> int:
        return min(map(rank_of_claim, (c for stand in s.stands for c in stand.claims)))

    def rank_of_claim(claim: FlatClaim) -> int:
        if policy.best.adversary_last and _of_its_enemy(claim):
            return last + 1
        return next((n for n, kinds in enumerate(ranking) if claim.source_kind in kinds), last)

    first = min(map(rank, statements), default=last)
    return [s for s in statements if rank(s) == first and not (only and first >= last)]


def _of_its_enemy(claim: FlatClaim) -> bool:
    """Whether a belligerent speaks of another side's losses."""
    other = claim.source_party is not None and claim.party is not None and claim.source_party != claim.party
    return other and claim.source_kind in BELLIGERENTS


def value_of(statement: Statement, policy: Policy) -> int | None:
    """The single number of a statement: its own best, else what it states plainly; a range as the policy says."""
    if statement.claim.best is not None and len(statement.stands) == 1:
        return statement.claim.best
    if statement.low is None or statement.high is None or statement.low == statement.high:
        return statement.low if statement.low is not None else None
    return statement.low if policy.best.of_range == "low" else None


def _alone(chosen: Sequence[Statement], policy: Policy) -> tuple[Bound, Bound]:
    """The range of the one figure: a number alone where a range gives its low side; an open side stays open."""
    if not chosen:
        return Bound(None), Bound(None)
    first, by = chosen[0], ids_of(chosen)
    value = value_of(first, policy)
    closed = first.low is not None and first.high is not None
    if closed and value is not None and policy.best.of_range == "low":
        return Bound(value, by), Bound(value, by)
    return Bound(first.low, by), Bound(first.high, by)
