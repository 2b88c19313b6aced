"""Which figures differ between two states of a ledger's record, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.ledger import Ledger
from tollbook.model import FigureChange, Measure, TollFigure
from tollbook.reconcile import FlatClaim, Independence, LinksOf, Policy, Subject, toll
from tollbook.reconcile.figure_changes import Side, figure_change

from .at_date import AtDate
from .subjects import Matter, choose, matter_at


@dataclass(frozen=True, slots=True)
class Differences:
    """The changed figures in the order of subjects, and how many figures were the same."""

    changes: tuple[FigureChange, ...]
    same: int
    undated: int
    behind: int


def find_differences(
    where: str, before: AtDate, after: AtDate, policies: Sequence[Policy], *, incident: str | None = None
) -> Differences:
    """The figures that differ. Raises LedgerError where nothing was reconciled yet, or no subject fits `incident`."""
    old, new = matter_at(where, before), matter_at(where, after)
    made = [(matter.independence(), LinksOf(matter.links)) for matter in (old, new)]
    fates = _fates(where)
    chosen = {s.id: s for s in (*_chosen(old, new, incident), *_chosen(new, old, incident))}
    olds, news = ({s.id: s for s in matter.subjects} for matter in (old, new))
    homes = [{c.id: s.id for s in matter.subjects for c in s.claims} for matter in (old, new)]
    changes, same = [], 0
    for id_, subject in chosen.items():
        for policy in policies:
            figures = [
                _figures(found.get(id_), policy, independence, links)
                for found, (independence, links) in zip((olds, news), made, strict=True)
            ]
            for measure in Measure:
                sides = [
                    Side(figure.get(measure), _claims(found.get(id_)), home)
                    for figure, found, home in zip(figures, (olds, news), homes, strict=True)
                ]
                if all(side.figure is None for side in sides):
                    continue
                change = figure_change(id_, subject.name, policy.name, measure, sides[0], sides[1], fate=fates.get(id_))
                same += change is None
                changes += [change] if change is not None else []
    return Differences(tuple(changes), same, max(old.undated, new.undated), new.behind)


def _chosen(matter: Matter, other: Matter, incident: str | None) -> list[Subject]:
    """The subjects meant; one that only the other state has is no error here."""
    if incident is None:
        return choose(matter.subjects, None)
    return choose([*matter.subjects, *other.subjects], incident)


def _figures(
    subject: Subject | None, policy: Policy, independence: Independence, links: LinksOf
) -> dict[str, TollFigure]:
    if subject is None:
        return {}
    return {f.measure: f for f in toll(subject, policy, independence, links.among(subject.claims)).figures}


def _claims(subject: Subject | None) -> dict[str, FlatClaim]:
    return {} if subject is None else {claim.id: claim for claim in subject.claims}


def _fates(where: str) -> dict[str, str]:
    with Ledger.open(where, create=False) as ledger:
        events = ledger.subject_events()
    return {event.subject: f"merged into {event.other}" for event in events if event.event == "merged"}
