"""Tolls of the ledger's subjects under house policies, and why a toll is what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from shlex import quote
from typing import Any

from tollbook.errors import LedgerError
from tollbook.model import Measure, TollFigure
from tollbook.reconcile import (
    FlatClaim,
    LinksOf,
    Policy,
    Step,
    Subject,
    differences,
    figure_id,
    load_policy,
    policy_names,
    toll,
)
from tollbook.reference.parties import Parties

from .at_date import NOW, AtDate
from .range_words import range_words
from .subjects import Matter, choose, matter_at


@dataclass(frozen=True, slots=True)
class TollRow:
    """One measure of one subject, with each policy's figure, in the order in which the policies were named."""

    subject: Subject
    measure: str
    figures: tuple[tuple[Policy, TollFigure], ...]

    @property
    def has_figure(self) -> bool:
        """Whether any of the policies has a figure here."""
        return any(figure.counted for _, figure in self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedTolls:
    """Which tolls: of these measures (empty: all), about this party's people, of this subject (its id's beginning, or
    a part of its name)."""

    measures: frozenset[str] = frozenset()
    party: str | None = None
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class Tolls:
    """Rows in the order of their subjects, and what is to be said of the record that they are made of."""

    rows: tuple[TollRow, ...]
    undated: int = 0
    behind: int = 0
    none_because: str | None = None
    """Why there is no row, where there is none."""


def find_tolls(where: str, policies: Sequence[Policy], wanted: WantedTolls, at: AtDate = NOW) -> Tolls:
    """Each wanted measure of each wanted subject of the record, with its figures."""
    matter = matter_at(where, at)
    independence = matter.independence()
    known, rows = LinksOf(matter.links), []
    for subject in choose(matter.subjects, wanted.incident):
        links = known.among(subject.claims)
        tolls = [(policy, toll(subject, policy, independence, links)) for policy in policies]
        for measure in Measure:
            claims = [c for c in subject.claims if c.measure == measure]
            if claims and (not wanted.measures or measure in wanted.measures) and _about(claims, wanted.party):
                found = tuple((policy, f) for policy, t in tolls if (f := t.figure(measure)) is not None)
                rows.append(TollRow(subject, measure.value, found))
    return Tolls(tuple(rows), matter.undated, matter.behind, None if rows else _why_none(matter, wanted, at))


def _why_none(matter: Matter, wanted: WantedTolls, at: AtDate) -> str:
    if not matter.named:
        if at.recorded is not None:
            return f"the ledger held no claim by the end of {at.recorded}"
        return "no claim" if at.as_of is None else f"no report of the ledger was published by {at.as_of}"
    parties = Counter(c.party for s in matter.subjects for c in s.claims if c.party)
    if wanted.party is not None and wanted.party.casefold() not in map(str.casefold, parties):
        meant = Parties.load().canonical(wanted.party)
        if meant is not None and meant in parties:
            return f"parties go by their canonical names: did you mean --party {quote(meant)}?"
        known = ", ".join(sorted(parties, key=lambda name: (-parties[name], name))[:8])
        return f"no claim is about people of {wanted.party}; the record has {known or 'no party'}"
    return "no subject has claims of what is asked for"


def _about(claims: Sequence[FlatClaim], party: str | None) -> bool:
    return party is None or any((c.party or "").casefold() == party.casefold() for c in claims)


def toll_record(row: TollRow, policy: Policy, figure: TollFigure) -> dict[str, Any]:
    """One figure as plain values, for JSON Lines."""
    subject = {"subject": row.subject.id, "kind": row.subject.kind.value, "name": row.subject.name}
    values = figure.model_dump(mode="json")
    return {"toll": values.pop("id"), **subject, "policy": policy.name, **values}


FLAT = (
    *("toll", "subject", "kind", "name", "measure", "policy", "low", "best", "high", "open", "grade", "provisional"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "side_a", "side_b", "parties", "parts"),
    *("independent", "counted", "reviewed", "low_by", "best_by", "high_by", "none_because"),
)
"""The columns of a flat toll, in order."""


def flat_toll(row: TollRow, policy: Policy, figure: TollFigure) -> dict[str, Any]:
    """One figure as a flat row of `FLAT`."""
    split = figure.split
    sides = {
        "deaths_a": split.deaths_a if split else None,
        "deaths_b": split.deaths_b if split else None,
        "deaths_civilians": split.civilians if split else None,
        "deaths_unknown": split.unknown if split else None,
        "side_a": split.side_a if split else None,
        "side_b": split.side_b if split else None,
    }
    record = toll_record(row, policy, figure)
    opened = [side for side, value in (("low", figure.low), ("high", figure.high)) if figure.counted and value is None]
    lists = {name: " ".join(record[name]) for name in ("low_by", "best_by", "high_by")}
    more = {
        "open": " ".join(opened),
        "parties": "; ".join(figure.parties),
        "parts": _parts(figure),
        "counted": len(figure.counted),
    }
    return {column: (record | sides | lists | more)[column] for column in FLAT}


def _parts(figure: TollFigure) -> str:
    return "; ".join(f"{part.name}: {range_words(part.low, part.best, part.high)}" for part in figure.parts)


@dataclass(frozen=True, slots=True)
class Explained:
    """A toll with what it is made of: the claims by id, their reports' names, and why other houses differ."""

    subject: Subject
    policy: Policy
    figure: TollFigure
    claims: dict[str, FlatClaim]
    reports: dict[str, str]
    others: tuple[tuple[Policy, TollFigure, tuple[Step, ...]], ...]


def explain_toll(where: str, name: str, policies: Sequence[Policy], at: AtDate = NOW) -> Explained:
    """The toll of that id (or its beginning), set beside the other policies.

    It is looked for under these policies and under those that come with the program. Raises LedgerError where there
    is none, or more than one.
    """
    known = {p.name: p for p in (*map(load_policy, policy_names()), *policies)}
    matter = matter_at(where, at)
    independence = matter.independence()
    subject, policy, measure = _find(name, matter.subjects, list(known.values()))
    links = LinksOf(matter.links).among(subject.claims)
    figure = toll(subject, policy, independence, links).figure(measure)
    if figure is None:  # _find takes only measures of which the subject has claims
        raise LedgerError(f"{name}: its subject has no claim of {measure}")
    others = []
    for other in policies:
        theirs = toll(subject, other, independence, links).figure(measure)
        if other.name != policy.name and theirs is not None:
            steps = differences(subject, measure, policy, other, independence, links)
            others.append((other, theirs, tuple(steps)))
    names = {id_: report.name for id_, report in matter.reports.items()}
    return Explained(subject, policy, figure, {c.id: c for c in subject.claims}, names, tuple(others))


def _find(name: str, subjects: Sequence[Subject], policies: Sequence[Policy]) -> tuple[Subject, Policy, str]:
    found = [
        (subject, policy, measure)
        for subject in subjects
        for measure in dict.fromkeys(c.measure for c in subject.claims)
        for policy in policies
        if figure_id(subject, policy, measure).startswith(name)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise LedgerError(f"{name}: {len(found)} tolls have ids that begin so; give more of it")
    raise LedgerError(
        f"{name}: no toll has this id; `tollbook tolls` lists them (one made under a policy of your own needs --policy)"
    )
