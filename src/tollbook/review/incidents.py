"""The incidents' list, and the page of one: what everybody claims about it, and what each house makes of that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from tollbook.draw import SAID, Dot, Frame, world_map
from tollbook.ledger import StoredRecordJudgement, SubjectHead, WantedSubjects
from tollbook.model import Link, Measure, TollFigure
from tollbook.publish import words
from tollbook.publish.disputes import figure_of, summary
from tollbook.reconcile import Policy, Step, differences, disputes, toll
from tollbook.run.entering import entry_of
from tollbook.run.one_subject import OneSubject, one_subject
from tollbook.run.own import wanted_values
from tollbook.run.range_words import range_words

from .access import Person
from .asking import AskedDay, day_of, key_of
from .bench import Workbench
from .claim_rows import charts
from .frame import frame
from .graphs import graph_of
from .own_panel import AskedOwn, own_filters, own_panel, own_query
from .pages import render
from .permissions import Role

NOW = AskedDay()
PAGE = 40
CLAIMS = 120
"""Claims and links of one subject that a page shows at most."""
EXPLAINED = 400
"""A subject of more claims has its houses' differences left to `tollbook why`: each takes a dozen tolls to work out."""
NEAR = timedelta(days=7)
NEIGHBOURS = 8
LINKS = {
    "repeats": "repeats",
    "revises": "is replaced by",
    "contradicts": "cannot hold with",
    "corroborates": "is borne out by",
    "part_of": "is part of",
    "adds_to": "adds to",
}
"""What a link says of its two claims, the first to the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedIncidents:
    """What the list's form asks for; empty fields filter nothing."""

    kind: str = "incident"
    country: str = ""
    place: str = ""
    since: str = ""
    until: str = ""
    after: str = ""
    day: AskedDay = NOW
    own: AskedOwn = ()

    @property
    def is_by_country_alone(self) -> bool:
        """Whether nothing but a country is asked for, of the record as it is."""
        return self == AskedIncidents(country=self.country, after=self.after)

    def wanted(self, bench: Workbench, *, located: bool = False) -> WantedSubjects:
        """The same for the ledger. Raises LedgerError for what is no day."""
        at = self.day.at
        return WantedSubjects(
            kind="period" if self.kind == "period" else "incident",
            country=self.country.strip() or None,
            place=self.place.strip() or None,
            since=day_of(self.since, "from"),
            until=day_of(self.until, "to"),
            reported=at.as_of,
            given=None if at.recorded is None else bench.ledger.seq_on(at.recorded),
            located=located,
            own=wanted_values(bench.ledger.project(), "incident", dict(self.own)) if self.kind != "period" else (),
        )

    def address(self, path: str, **more: str) -> str:
        """The address of these filters on a page."""
        own = {name: getattr(self, name) for name in ("country", "place", "since", "until")}
        kind = {} if self.kind == "incident" else {"kind": self.kind}
        return self.day.address(path, **{**kind, **own, **own_query(self.own), **more})


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in the list, with what all its claims together bound, measure by measure."""

    head: SubjectHead
    where: str
    when: str
    counts: tuple[str, ...]


def incidents_page(bench: Workbench, asked: AskedIncidents, person: Person) -> str:
    """Incidents (or periods), the newest first."""
    filters = own_filters(bench.ledger, "incident", asked.own, person)
    found = bench.ledger.list_subjects(asked.wanted(bench), limit=PAGE + 1, after=key_of(asked.after))
    shown, withheld = found[:PAGE], bench.withheld_in(person)
    more = asked.address("/incidents", after=f"{shown[-1].day}~{shown[-1].id}") if len(found) > PAGE else None
    return render(
        "incidents.html.j2",
        **frame(bench, person, "Incidents"),
        asked=asked,
        own_filters=filters,
        own_query=own_query(asked.own),
        rows=rows_for(shown, withheld),
        more=more,
        first=asked.address("/incidents"),
        reconciled=bench.is_reconciled(),
    )


def rows_for(heads: Sequence[SubjectHead], withheld: Mapping[str, int]) -> list[IncidentRow]:
    """The rows of whoever asks: without the subjects of withheld claims alone, and without counts that rest on some."""
    seen = [head for head in heads if withheld.get(head.id, 0) < head.size]
    return [_row(head, withheld.get(head.id, 0)) for head in seen]


def _row(head: SubjectHead, withheld: int = 0) -> IncidentRow:
    body = head.body if not withheld else {**head.body, "victims": (), "reports": ()}
    head = head if not withheld else replace(head, size=head.size - withheld, body=body)
    first, last = _day(body.get("first") or head.day), _day(body.get("last"))
    return IncidentRow(head=head, where=where_of(body), when=span(first, last), counts=_counts(body.get("victims", ())))


def where_of(body: Mapping[str, Any]) -> str:
    """Place, province and country, none of them twice."""
    return ", ".join(dict.fromkeys(filter(None, (body.get(part) for part in ("place", "admin1", "country")))))


def _counts(groups: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """What is claimed of each measure, in the order of the codes."""
    found = []
    for measure in Measure:
        ours = [group for group in groups if group["measure"] == measure]
        whole = [group for group in ours if not group["age"] and group["sex"] != "female"]  # the others are a part
        if ours:
            found.append(f"{words.plain(measure)} {_stated([(g['low'], g['high']) for g in whole or ours])}")
    return tuple(found)


def _stated(bounds: Sequence[tuple[int | None, int | None]]) -> str:
    """The lowest and the highest number that any claim states, and whether one leaves more open."""
    lows, numbers = [low for low, _ in bounds if low is not None], [n for pair in bounds for n in pair if n is not None]
    if not numbers:
        return "no number"
    low, high = min(lows, default=None), max(numbers)
    if any(one is not None and other is None for one, other in bounds):
        return range_words(low, None, None) if low == high else f"{range_words(low, None, high)} or more"
    return range_words(low, None, high)


def _day(given: str | None) -> date | None:
    return date.fromisoformat(given) if given else None


def span(first: date | None, last: date | None) -> str:
    """From one day to another, in words."""
    if first is None or last is None or first == last:
        day = first or last
        return "day not known" if day is None else words.day(day)
    return f"{words.day(first)} – {words.day(last)}"


@dataclass(frozen=True, slots=True)
class HouseFigure:
    """What one house makes of one measure, and why it is not what the first house makes of it."""

    policy: Policy
    figure: TollFigure
    range: str
    bounds: tuple[tuple[str, str, tuple[str, ...]], ...]
    steps: tuple[tuple[Step, str], ...]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link between two claims of the subject, and how it stands."""

    key: str
    link: Link
    says: str
    state: str


def incident_page(bench: Workbench, given: str, day: AskedDay, person: Person, *, start: int = 0) -> str:
    """All that is said of one incident or period, as it is or as it was known on a day."""
    one = one_subject(bench.ledger, given, day.at, bench.hidden_from(person))
    ordered = [one.stored[claim.id] for claim in one.subject.claims]
    shown = ordered[start : start + CLAIMS]
    ids = {claim.id for claim in shown}
    links = [
        LinkRow(f"{link.type}:{link.a}:{link.b}", link, LINKS.get(link.type, link.type), state)
        for link, state in one.links
        if link.a in ids or link.b in ids
    ]
    drawn = charts(bench.ledger, shown, one.live_links())
    return render(
        "incident.html.j2",
        **frame(bench, person, one.record.name),
        one=one,
        body=defaultdict(lambda: None, one.record.body),
        day=day,
        earliest=min((c.published for c in one.stored.values() if c.published), default=None),
        charts=drawn,
        parties=parties_of(drawn),
        of={claim.id: claim for claim in ordered},
        start=start,
        end=start + len(shown),
        links=links[:CLAIMS],
        more_links=max(0, len(links) - CLAIMS),
        tolls=house_figures(one, bench),
        policies=bench.policies,
        explained=len(ordered) <= EXPLAINED,
        disputes=[(found, summary(found)) for found in disputes([one.subject], one.live_links())],
        figure_of=figure_of,
        dates=dates(one),
        where=where_of(one.record.body),
        graph=graph_of(one.reports, one.dependences, title=f"Reports of {one.record.name} that depend on each other"),
        drawn_map=drawn_map(one),
        borders=SAID,
        history=history(bench, one) if day.at.is_now else [],
        own=own_panel(bench.ledger, one.record.id, person) if one.record.kind == "incident" else None,
        entered=day.at.is_now and person.may(Role.REVIEWER) and entry_of(bench.ledger, one.record.id, person.name),
        near=neighbours(bench, one, person) if day.at.is_now and one.record.kind == "incident" else [],
    )


def drawn_map(one: OneSubject) -> Markup:
    """Where it was, on a map; empty where that is not known."""
    body = one.record.body
    if body.get("lat") is None or body.get("lon") is None:
        return Markup("")
    rough = (body.get("where_prec") or 1) > 1
    label = f"{one.record.name}, the middle of a larger area" if rough else one.record.name
    dot = Dot(body["lon"], body["lat"], label, "#where", rough=rough, name=body.get("place") or "")
    around = Frame(dot.lon - 9, dot.lat - 4.5, dot.lon + 9, dot.lat + 4.5).within_world()
    return Markup(world_map([dot], title=f"Map: {one.record.name}", frame=around, width=560))


def parties_of(drawn: list[Any]) -> dict[str, int]:
    """The parties whose people the claims are about, with their colours."""
    return {row.party: row.colour for chart in drawn for row in chart.rows if row.party}


def house_figures(one: OneSubject, bench: Workbench) -> list[tuple[str, list[HouseFigure]]]:
    """Measure by measure the figure of each house, and the rules that lead from the first house's to it."""
    independence, links = one.independence(), one.live_links()
    tolls = [(policy, toll(one.subject, policy, independence, links)) for policy in bench.policies]
    found = []
    for measure in Measure:
        figures = [(policy, figure) for policy, made in tolls if (figure := made.figure(measure)) is not None]
        if not figures:
            continue
        first = figures[0][0]
        explain = len(one.subject.claims) <= EXPLAINED
        rows = []
        for policy, figure in figures:
            steps = (
                differences(one.subject, measure, first, policy, independence, links)
                if explain and policy is not first
                else []
            )
            rows.append(
                HouseFigure(policy, figure, _range(figure), _bounds(figure), tuple((s, _change(s)) for s in steps))
            )
        found.append((words.measure_name(measure), rows))
    return found


def _range(figure: TollFigure) -> str:
    return range_words(figure.low, figure.best, figure.high) if figure.counted else "no figure"


def _bounds(figure: TollFigure) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    sides = (
        ("low", figure.low, figure.low_by),
        ("best", figure.best, figure.best_by),
        ("high", figure.high, figure.high_by),
    )
    return tuple((side, "open" if value is None else f"{value:,}", by) for side, value, by in sides if by)


def _change(step: Step) -> str:
    before, after = _range(step.before), _range(step.after)
    if before != after:
        return f"{before} becomes {after}"
    return f"{_marks(step.before)} becomes {_marks(step.after)}"


def _marks(figure: TollFigure) -> str:
    return (
        ", ".join(mark for mark in (figure.grade, "provisional" if figure.provisional else None) if mark) or "no grade"
    )


def dates(one: OneSubject) -> list[tuple[str, str]]:
    """The three dates: when it happened, when it was reported, when it was recognised."""
    body = one.record.body
    claims = list(one.stored.values())
    if body.get("first") or body.get("last"):
        happened = span(_day(body.get("first")), _day(body.get("last")))
    else:
        starts = [c.reading.when.start or c.reading.when.end for c in claims]
        ends = [c.reading.when.end or c.reading.when.start for c in claims]
        happened = span(min((d for d in starts if d), default=None), max((d for d in ends if d), default=None))
    published = [c.published for c in claims if c.published]
    recognised = sorted({c.reading.recognised for c in claims if c.reading.recognised})
    return [
        ("Happened", happened),
        ("Reported", span(min(published), max(published)) if published else "day not known"),
        ("Recognised", ", ".join(map(words.day, recognised)) if recognised else "no claim says"),
    ]


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a subject's history; `undo` is the decision's identity where it still stands."""

    at: str
    said: str
    why: str | None = None
    undo: str | None = None
    about: str = ""
    gone: bool = False


def history(bench: Workbench, one: OneSubject) -> list[Happened]:
    """What became of the subject's id, and what people decided on it and its links, the newest first."""
    keys = [one.record.id, *(f"{link.type}:{link.a}:{link.b}" for link, _ in one.links)]
    others = {event.other for event in one.events if event.other}
    decided = bench.ledger.judgements_about([*keys, *sorted(others)], withdrawn=True)
    standing = {s.identity for s in bench.ledger.judgements_about([*keys, *sorted(others)])}
    lines = [_event(event.event, event.at, event.other, len(event.members)) for event in one.events]
    lines += [_decision(stored, one, standing) for stored in decided]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _event(event: str, at: str, other: str | None, members: int) -> Happened:
    held = words.count_of(members, "claim")
    said = {
        "given": f"got its id, with {held}",
        "changed": f"now holds {held}",
        "merged": f"merged into {other}",
        "split": f"split from {other}, with {held}",
        "ended": "ended: no claim was left in it",
        "returned": f"came back, with {held}",
    }
    return Happened(at, said.get(event, event))


def _decision(stored: StoredRecordJudgement, one: OneSubject, standing: set[str]) -> Happened:
    j = stored.judgement
    about = "" if j.subject == one.record.id else "the link: " if ":" in j.subject else f"{j.subject}: "
    said = {
        "accept": "accepted", "reject": "rejected", "unsure": "left unsure", "correct": "corrected",
        "withdraw": "took a decision back", "merge": f"merged with {', '.join(j.others)}",
        "split": f"split off {words.count_of(len(j.others), 'claim')}",
    }  # fmt: skip
    live = stored.identity in standing
    gone = not live and j.verdict != "withdraw"
    return Happened(
        j.at, f"{j.by}: {about}{said[j.verdict]}", j.why, stored.identity if live else None, j.subject, gone
    )


def neighbours(bench: Workbench, one: OneSubject, person: Person) -> list[IncidentRow]:
    """The incidents nearest in time in the same country: with one of them it may be the same."""
    body = one.record.body
    day, country = _day(body.get("first")), body.get("country")
    if day is None or country is None:
        return []
    wanted = WantedSubjects(country=country, since=day - NEAR, until=day + NEAR)
    found = [head for head in bench.ledger.list_subjects(wanted, limit=4 * NEIGHBOURS) if head.id != one.record.id]
    found.sort(key=lambda head: (head.body.get("place") != body.get("place"), abs((_day(head.day) or day) - day)))
    return rows_for(found[:NEIGHBOURS], bench.withheld_in(person))


def home_of(bench: Workbench, claims: tuple[str, ...]) -> str:
    """The address of the incident that holds the first of these claims now; of the list where none does."""
    held = bench.ledger.subjects_of_claims(list(claims[:50]))
    for claim in claims:
        for id_, kind, _ in held.get(claim, ()):
            if kind == "incident":
                return f"/incidents/{id_}"
    return "/incidents"
