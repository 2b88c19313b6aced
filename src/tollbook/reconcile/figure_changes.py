"""What changed a figure between two states of the record; readers complain most of figures that change in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tollbook.model import Cause, FigureChange, TollFigure

from .flat import FlatClaim

Range = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Side:
    """One state: the figure (None: the subject was not there), the subject's claims by id, and all claims' subjects."""

    figure: TollFigure | None
    claims: Mapping[str, FlatClaim]
    subject_of: Mapping[str, str]


def figure_change(
    subject: str, name: str, policy: str, measure: str, before: Side, after: Side, *, fate: str | None = None
) -> FigureChange | None:
    """How a figure changed; None where it did not. `fate` says what became of a subject that is only in `before`."""
    was, now = _range(before.figure), _range(after.figure)
    if was == now:
        return None
    causes = [*_subject(subject, before, after, fate), *_claims(measure, before, after), *_counted(before, after)]
    return FigureChange(
        subject=subject,
        name=name,
        measure=measure,
        policy=policy,
        before=was,
        after=now,
        causes=tuple(causes),
    )


def _range(figure: TollFigure | None) -> Range | None:
    return None if figure is None or not figure.counted else (figure.low, figure.best, figure.high)


def _subject(subject: str, before: Side, after: Side, fate: str | None) -> Iterator[Cause]:
    if not before.claims:
        yield Cause(kind="subject", why="new: nothing was known of it before")
    elif not after.claims:
        yield Cause(kind="subject", why=fate or "no claim is left in it")


def _claims(measure: str, before: Side, after: Side) -> Iterator[Cause]:
    """Claims of the measure that joined, left, were restated or judged, in the order in which they were said."""
    for claim in _in_order(after.claims, measure):
        old = before.claims.get(claim.id)
        if old is None:
            came = before.subject_of.get(claim.id)
            origin = f", before in {came}" if came else ""
            yield Cause(kind="joined", claim=claim.id, why=f"{said(claim)}{origin}")
        elif (old.low, old.high, old.best) != (claim.low, claim.high, claim.best):
            why = f"{said(claim)}, read as {bounds(old)} before"
            yield Cause(kind="judged" if claim.reviewed else "restated", claim=claim.id, why=why)
        elif old.state != claim.state:
            yield Cause(kind="judged", claim=claim.id, why=f"{said(claim)}: {claim.state}, before {old.state}")
    for claim in _in_order(before.claims, measure):
        if claim.id not in after.claims:
            went = after.subject_of.get(claim.id)
            where = f"now in {went}" if went else "no longer in the record"
            yield Cause(kind="left", claim=claim.id, why=f"{said(claim)}: {where}")


def _counted(before: Side, after: Side) -> Iterator[Cause]:
    """Claims that stayed and that the policy counts no longer, or again, each with the rule."""
    old, new = before.figure, after.figure
    if old is None or new is None:
        return
    stayed = before.claims.keys() & after.claims.keys()
    why = {excluded.claim: excluded for excluded in new.excluded}
    for claim in old.counted:
        if claim in stayed and claim not in new.counted and claim in why:
            found = why[claim]
            text = f"{said(after.claims[claim])}: {found.why} ({found.rule})"
            yield Cause(kind="no_longer_counted", claim=claim, why=text)
    for claim in new.counted:
        if claim in stayed and claim not in old.counted:
            yield Cause(kind="counted_again", claim=claim, why=f"{said(after.claims[claim])}: counts now")


def _in_order(claims: Mapping[str, FlatClaim], measure: str) -> list[FlatClaim]:
    found = (claim for claim in claims.values() if claim.measure == measure)
    return sorted(found, key=lambda c: (str(c.published or "9"), c.report, c.start, c.id))


def said(claim: FlatClaim) -> str:
    """Who said which figure when: `Russia's defence ministry said 89 on 2023-01-04`."""
    when = f" on {claim.published}" if claim.published else ""
    return f"{claim.said_by or 'the report itself'} said {bounds(claim)}{when}"


def bounds(claim: FlatClaim) -> str:
    """A claim's bounds in digits, open sides told."""
    low, high = claim.low, claim.high
    if low is None and high is None:
        return claim.words or "no number"
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"{low:,} or more"
    return f"up to {high:,}" if low is None else f"{low:,}-{high:,}"
