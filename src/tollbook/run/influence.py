"""How much each claim could move a toll: what the figure would be if the claim were rejected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tollbook.model import TollFigure
from tollbook.reconcile import LinksOf, Policy, Subject, toll

from .at_date import NOW
from .subjects import choose, matter_at

Bounds = tuple[int | None, int | None, int | None]
"""Low, best and high."""


@dataclass(frozen=True, slots=True)
class Influence:
    """The greatest move that one claim's rejection would make, in people, and the figure in which it would.

    `now` and `without` are low, best and high with the claim and without it; `without` is None where no figure is left.
    """

    claim: str
    move: int
    subject: str
    name: str
    measure: str
    policy: str
    now: Bounds
    without: Bounds | None


def influences(where: str, policies: Sequence[Policy]) -> dict[str, Influence]:
    """Each claim that sets a bound of an incident's or period's toll under one of the policies, by its id.

    Claims that set none are left out: rejecting one alone moves no bound. Raises LedgerError where nothing was
    reconciled yet.
    """
    matter = matter_at(where, NOW)
    independence = matter.independence()
    known = LinksOf(matter.links)
    found: dict[str, Influence] = {}
    for subject in choose(matter.subjects, None):
        links = known.among(subject.claims)
        for policy in policies:
            for figure in toll(subject, policy, independence, links).figures:
                for claim in _setting(figure):
                    fewer = _without(subject, claim)
                    left = toll(fewer, policy, independence, known.among(fewer.claims)).figure(figure.measure)
                    _keep(found, _influence(claim, subject, policy, figure, left))
    return found


def _setting(figure: TollFigure) -> Iterable[str]:
    return dict.fromkeys((*figure.low_by, *figure.best_by, *figure.high_by))


def _without(subject: Subject, claim: str) -> Subject:
    return replace(subject, claims=tuple(c for c in subject.claims if c.id != claim))


def _influence(claim: str, subject: Subject, policy: Policy, figure: TollFigure, left: TollFigure | None) -> Influence:
    now = (figure.low, figure.best, figure.high)
    without = (left.low, left.best, left.high) if left is not None and left.counted else None
    return Influence(
        claim, _move(now, without), subject.id, subject.name, figure.measure, policy.title, now, without
    )  # fmt: skip


def _move(now: Bounds, without: Bounds | None) -> int:
    """The greatest change of a bound; one that opens, closes or goes away counts with its whole number."""
    pairs = zip(now, without or (None, None, None), strict=True)
    return max(abs((a or 0) - (b or 0)) for a, b in pairs)


def _keep(found: dict[str, Influence], new: Influence) -> None:
    """Of several figures the one that would move most, the first among equals."""
    if new.claim not in found or new.move > found[new.claim].move:
        found[new.claim] = new
