"""What the event formats share: the lead figure of an incident, its sources, its notes, and how coordinates go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...model import Measure, TollFigure
from ...reference.countries import countries
from ..released import Release, ReleasedReport, ReleasedSubject

CAUTION = "What sources say, under a stated policy; none is judged here to be right."


@dataclass(frozen=True)
class Event:
    """An incident with its reports and the lead policy's figures of killed and injured (None: no figure)."""

    subject: ReleasedSubject
    reports: tuple[ReleasedReport, ...]
    killed: TollFigure | None
    injured: TollFigure | None

    @property
    def outlets(self) -> tuple[str, ...]:
        """Where it was reported, each once."""
        return tuple(dict.fromkeys(r.outlet for r in self.reports if r.outlet))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who spoke first-hand: the last of each claim's chain, each once."""
        chains = (claim.reading.source for claim in self.subject.claims)
        return tuple(dict.fromkeys(chain[-1].name for chain in chains if chain))

    @property
    def country(self) -> str | None:
        """The country's name."""
        found = countries().get(self.subject.country or "")
        return found.name if found else self.subject.country


def events(release: Release) -> Iterator[Event]:
    """The incidents, in the order of their ids."""
    reports = release.reports_by_id()
    lead = release.colophon.lead
    for subject in release.incidents():
        yield Event(
            subject,
            tuple(reports[r] for r in subject.reports if r in reports),
            subject.figure(lead, Measure.KILLED),
            subject.figure(lead, Measure.INJURED),
        )


def bounds(figure: TollFigure | None) -> dict[str, int | None]:
    """A figure's low, best and high; open or missing ones None."""
    if figure is None:
        return {"low": None, "best": None, "high": None}
    return {"low": figure.low, "best": figure.best, "high": figure.high}


def in_words(bound: Mapping[str, int | None]) -> str:
    """A range in words, open sides said."""
    low, best, high = bound["low"], bound["best"], bound["high"]
    if low is best is high is None:
        return "no figure"
    if low is not None and low == high:
        return f"{low:,}"
    told = f"{low:,} to {high:,}" if low is not None and high is not None else None
    told = told or (f"at least {low:,}" if low is not None else f"up to {high:,}" if high is not None else "open")
    return told if best is None or best in (low, high) else f"{told}, best {best:,}"


def summary(event: Event, release: Release) -> str:
    """An incident in a few sentences of plain words."""
    subject, colophon = event.subject, release.colophon
    standing = f"Draft, {colophon.standing}. " if colophon.standing else ""
    told = f"{standing}{subject.name}. Killed: {in_words(bounds(event.killed))}"
    told += f"; injured: {in_words(bounds(event.injured))}" if event.injured else ""
    by = f"; said to be by {', '.join(subject.actors)}" if subject.actors else ""
    return f"{told}{by}. Policy {colophon.lead}. {CAUTION}"
