"""How much each claim could move a toll: what the figure would be if the claim were rejected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from tollbook.ledger import StoredInfluence
from tollbook.model import Link, TollFigure
from tollbook.reconcile import LinksOf, Policy, Subject, SubjectKind, figure_of, toll
from tollbook.reconcile.replacing import in_order

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

    def stored(self, cell: str) -> StoredInfluence:
        """As the ledger keeps it, worked out in a cell."""
        body = asdict(self)
        return StoredInfluence(body.pop("claim"), cell, body.pop("move"), body)

    @classmethod
    def of(cls, stored: StoredInfluence) -> Influence:
        """As it was before it was kept."""
        body: dict[str, Any] = stored.body
        without = body["without"]
        bounds = {"now": tuple(body["now"]), "without": None if without is None else tuple(without)}
        return cls(claim=stored.claim, move=stored.move, **(body | bounds))


def influences(subjects: Iterable[Subject], links: Iterable[Link], policies: Sequence[Policy]) -> dict[str, Influence]:
    """Each claim that sets a bound of a subject's toll under one of the policies, by its id.

    Claims that set none are left out: rejecting one alone moves no bound. Series are, since their claims are in
    periods too. Which sources are independent moves no bound either, so that it need not be known here.
    """
    known = LinksOf(sorted(links, key=lambda link: (link.a, link.b, link.type)))
    found: dict[str, Influence] = {}
    chosen = [s for s in subjects if s.kind != SubjectKind.SERIES and s.claims]
    for subject in sorted(chosen, key=lambda s: (in_order(s.claims[0]), s.kind, s.id)):
        own = known.among(subject.claims)
        for policy in policies:
            for figure in toll(subject, policy, links=own).figures:
                for claim in _setting(figure):
                    fewer = _without(subject, claim)
                    left = figure_of(fewer, figure.measure, policy, links=known.among(fewer.claims))
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
