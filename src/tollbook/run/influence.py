"""How much each claim could move a toll: what the figure would be if the claim were rejected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook.ledger import StoredInfluence
from tollbook.model import Link, Measure
from tollbook.reconcile import LinksOf, Policy, Range, Ranges, Subject, SubjectKind
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
        body = {
            "subject": self.subject,
            "name": self.name,
            "measure": self.measure,
            "policy": self.policy,
            "now": self.now,
            "without": self.without,
        }
        return StoredInfluence(self.claim, cell, self.move, body)

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
        told = {claim.measure for claim in subject.claims}
        weighed = {measure: _ranges(subject, measure, known) for measure in Measure if measure in told}
        for policy in policies:
            for measure, ranges in weighed.items():
                now = ranges.range(policy)
                if now is None:
                    continue
                for claim in _setting(now):
                    left = ranges.range(policy, claim)
                    fewer = None if left is None else _bounds(left)
                    _keep(found, _influence(claim, subject, measure, policy, _bounds(now), fewer))
    return found


def _ranges(subject: Subject, measure: Measure, links: LinksOf) -> Ranges:
    claims = [claim for claim in subject.claims if claim.measure == measure]
    return Ranges(subject.kind, claims, links.among(claims))


def _setting(found: Range) -> Iterable[str]:
    return dict.fromkeys((*found.low.by, *found.best.by, *found.high.by))


def _bounds(found: Range) -> Bounds:
    return found.low.value, found.best.value, found.high.value


def _influence(
    claim: str, subject: Subject, measure: str, policy: Policy, now: Bounds, without: Bounds | None
) -> Influence:
    move = _moved(now, without)
    return Influence(claim, move, subject.id, subject.name, str(measure), policy.title, now, without)


def _moved(now: Bounds, without: Bounds | None) -> int:
    """The greatest change of a bound; one that opens, closes or goes away counts with its whole number."""
    pairs = zip(now, without or (None, None, None), strict=True)
    return max(abs((a or 0) - (b or 0)) for a, b in pairs)


def _keep(found: dict[str, Influence], new: Influence) -> None:
    """Of several figures the one that would move most, the first among equals."""
    if new.claim not in found or new.move > found[new.claim].move:
        found[new.claim] = new
