"""The gates before publishing: what must hold of every figure, each row that fails named with its reason.

What needs the ledger (recomputed tolls, texts and their hashes, the count grammar) is worked out by `run` and handed
in; what is decided of it is decided here, purely.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from ..model import FindingKind, TollFigure
from .mask import Names
from .released import ReleasedClaim, ReleasedSubject

Bounds = tuple[int | None, int | None]

GATES = {
    "recomputed": "every toll recomputed from its claims gives the same figure",
    "evidence": "every claim's words stand in a text that still has its hash",
    "numbers": "the count grammar alone reads the same number from the words of every claim that sets a bound",
    "reviewed": "every claim that sets a bound was accepted or corrected by a person",
    "personal": "nothing of victims and witnesses goes out that the profile holds back",
    "arithmetic": "the arithmetic of every series is clean, or a person has explained it",
}
"""Each gate with what it asks."""

UNCLEAN = frozenset({FindingKind.DIFFERENCE, FindingKind.CANCELS, FindingKind.FALL, FindingKind.PARTS})
"""Findings that want an explanation; gaps, late and retroactive figures are told, and are no error."""


@dataclass(frozen=True, order=True)
class Hold:
    """One row that holds a publication back: the gate, the row's id, and why."""

    gate: str
    row: str
    why: str


def setters(figure: TollFigure) -> frozenset[str]:
    """The claims that set a figure's bounds."""
    return frozenset((*figure.low_by, *figure.best_by, *figure.high_by))


def not_reviewed(subjects: Iterable[ReleasedSubject]) -> Iterator[Hold]:
    """Claims that set a bound and that nobody has accepted or corrected."""
    for subject in subjects:
        states = {claim.id: claim for claim in subject.claims}
        wanting: dict[str, None] = {}
        for made in subject.figures:
            wanting |= dict.fromkeys(
                sorted(c for c in setters(made.figure) if c not in states or not states[c].reviewed)
            )
        for claim in wanting:
            state = states[claim].state if claim in states else "not published"
            yield Hold(
                "reviewed", claim, f"sets a bound of {subject.name} and is {state}: accept, correct or reject it"
            )


def not_recomputed(published: Iterable[ReleasedSubject], again: Mapping[str, TollFigure]) -> Iterator[Hold]:
    """Figures that come out otherwise when they are made anew of the ledger's claims; `again` by the figures' ids."""
    for subject in published:
        for made in subject.figures:
            other = again.get(made.figure.id)
            if other != made.figure:
                now = "no figure" if other is None else f"{other.low}, {other.best}, {other.high}"
                was = f"{made.figure.low}, {made.figure.best}, {made.figure.high}"
                what = f"{subject.name}, {made.figure.measure} under {made.policy}"
                yield Hold("recomputed", made.figure.id, f"{what}: {was} to be published, {now} worked out")


def misread(claims: Iterable[ReleasedClaim], read: Mapping[str, Bounds | None]) -> Iterator[Hold]:
    """Claims whose number words read otherwise by the count grammar alone; `read` has those that have number words."""
    for claim in claims:
        if claim.id not in read:
            continue
        found, stated = read[claim.id], (claim.reading.count.low, claim.reading.count.high)
        if found != stated:
            said = "no number" if found is None else _range(found)
            why = f"“{claim.reading.count.text}” reads as {said}, and the claim says {_range(stated)}"
            yield Hold("numbers", claim.id, why)


def personal(rows: Iterable[tuple[str, str]], names: Names) -> Iterator[Hold]:
    """Rows (id, all their words) in which a name stands that the profile holds back."""
    for row, text in rows:
        if names.mask_full(text) != text:
            yield Hold("personal", row, "a name that the profile holds back stands in it")


def unclean(subjects: Iterable[ReleasedSubject]) -> Iterator[Hold]:
    """Series whose arithmetic shows what nobody has explained."""
    for subject in subjects:
        for finding in subject.findings:
            if finding.kind in UNCLEAN and not finding.explained:
                yield Hold("arithmetic", subject.id, f"{finding.day}: {finding.says}")


def missing_evidence(claims: Iterable[ReleasedClaim], whole: Set[str]) -> Iterator[Hold]:
    """Claims whose words are no longer in a text that has its hash; `whole` are the ids of those that are."""
    for claim in claims:
        if claim.id not in whole:
            yield Hold("evidence", claim.id, f"its words are not in report {claim.report} as it was read")


def _range(bounds: Bounds) -> str:
    low, high = ("open" if b is None else f"{b:,}" for b in bounds)
    return low if low == high else f"{low} to {high}"
