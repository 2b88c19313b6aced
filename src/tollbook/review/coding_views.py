"""The pages of double coding: the list, one coding, a report coded blind, two codings side by side, agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from tollbook.agreement import Estimate
from tollbook.errors import LedgerError, SettingsError
from tollbook.ledger import BY_HAND, Filter
from tollbook.model import (
    Certainty,
    CodingEntry,
    Extent,
    Means,
    Measure,
    Reading,
    SourceKind,
    Stance,
    Status,
    Verification,
)
from tollbook.publish.marked import Mark, marked, paragraphs
from tollbook.run.agreeing import Agreement, agreement, coders_of
from tollbook.run.coding import MACHINE, Coding, coding_of, codings
from tollbook.run.settling import Both, both_of

from .access import Person
from .bench import Workbench
from .controls import Control, controls
from .fields import said_of
from .frame import frame
from .pages import render
from .passage import Paragraph, evidence_of
from .permissions import Role

REPORTS = 200
"""Reports that a page offers to choose from at most."""
CODES = {
    "measure": Measure, "status": Status, "source_kind": SourceKind, "extent": Extent, "stance": Stance,
    "certainty": Certainty, "verification": Verification, "means": Means,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim on the page of a coder: the reading that is shown, and what they said of it, if anything."""

    id: str
    reading: Reading
    said: CodingEntry | None

    @property
    def is_own(self) -> bool:
        """Whether the coder added it."""
        return self.said is not None and self.said.anchor is not None

    @property
    def state(self) -> str:
        """How it is marked: as the record marks claims of that state."""
        if self.said is None:
            return "machine"
        if self.said.word == "claim":
            return "corrected" if self.is_own else "accepted"
        return "rejected" if self.said.word == "no claim" else "unsure"

    @property
    def controls(self) -> list[Control]:
        """The controls by which the coder says it otherwise."""
        return controls(self.reading)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The fields in words."""
        return said_of(self.reading)


def codings_page(bench: Workbench, person: Person, after: int = 0) -> str:
    """All double codings that are the person's to see: a coder sees those that they code in.

    The reports to choose from are those behind an entry of the log.
    """
    found = codings(bench.ledger)
    reviews = person.may(Role.REVIEWER)
    mine = [c for c in found.values() if person.name in c.task.apart]
    listed = bench.ledger.reports_after(after, limit=REPORTS + 1) if reviews else []
    return render(
        "codings.html.j2",
        **frame(bench, person, "Double coding"),
        mine=[(c, c.left(person.name)) for c in mine],
        every=list(found.values()) if reviews else [],
        reviews=reviews,
        reports=[report for _, report in listed[:REPORTS]],
        more=f"/codings?after={listed[REPORTS - 1][0]}" if len(listed) > REPORTS else None,
        later=bool(after),
        coders=sorted(coders_of(bench.where)) if reviews else [],
    )


def coding_page(bench: Workbench, id_: str, person: Person) -> str:
    """One double coding: its reports, who is through with which, what is settled."""
    coding = _seen_by(bench, id_, person)
    known = bench.ledger.reports_by_id(coding.task.reports)
    titles = {report.id: report.title or report.given_id or report.id for report in known.values()}
    rows = []
    for report in coding.task.reports:
        settled = sum(key[0] == report for key in coding.settled)
        rows.append((report, titles.get(report, report), coding.is_ready(report), settled))
    return render(
        "coding.html.j2",
        **frame(bench, person, "Double coding"),
        coding=coding,
        rows=rows,
        reviews=person.may(Role.REVIEWER),
        mine=person.name in coding.task.apart,
    )


def code_page(bench: Workbench, id_: str, report_id: str, person: Person, problem: str = "") -> str:
    """A report as one of its coders codes it: without what the other, and where so set the machine, says."""
    coding = coding_of(bench.ledger, id_)
    if person.name not in coding.task.apart or report_id not in coding.task.reports:
        raise LedgerError("this report is not yours to code here.")
    report = bench.ledger.report(report_id)
    shown = _shown(bench, coding, report_id, person.name)
    return render(
        "code.html.j2",
        **frame(bench, person, f"Coding {report.title or report.given_id or report.id}"),
        coding=coding,
        report=report,
        paragraphs=_marked(report.text, shown),
        shown=shown,
        is_finished=(person.name, report_id) in coding.finished,
        is_settled=any(settled == report_id for settled, _ in coding.settled),
        left=[other for other in coding.left(person.name) if other != report_id],
        codes={name: [code.value for code in kind] for name, kind in CODES.items()},
        problem=problem,
    )


def settle_page(bench: Workbench, id_: str, report_id: str, person: Person) -> str:
    """Two codings of a report side by side, each pair of claims with what can be taken of it."""
    coding = coding_of(bench.ledger, id_)
    pairs = both_of(bench.ledger, coding, report_id)
    report = bench.ledger.report(report_id)
    return render(
        "settle.html.j2",
        **frame(bench, person, f"Two codings of {report.title or report.given_id or report.id}"),
        coding=coding,
        report=report,
        pairs=[(pair, _rows(pair), controls(pair.shown), evidence_of(report.text, pair.shown)) for pair in pairs],
        open=sum(pair.settled is None for pair in pairs),
    )


def agreement_page(bench: Workbench, a: str, b: str, person: Person) -> str:
    """How far two coders agree, field by field; the form alone where none are named."""
    found: Agreement | None = None
    problem = ""
    if a and b:
        try:
            found = agreement(bench.where, a, b)
        except (LedgerError, SettingsError) as error:
            problem = str(error)
    return render(
        "agreement.html.j2",
        **frame(bench, person, "Agreement"),
        coders=[*coders_of(bench.where), MACHINE],
        asked=(a, b),
        found=found,
        problem=problem,
        words=_estimate,
    )


def _seen_by(bench: Workbench, id_: str, person: Person) -> Coding:
    coding = coding_of(bench.ledger, id_)
    if not person.may(Role.REVIEWER) and person.name not in coding.task.apart:
        raise LedgerError("this double coding is not yours to see.")
    return coding


def _shown(bench: Workbench, coding: Coding, report: str, person: str) -> list[Shown]:
    said = {entry.claim or "": entry for entry in coding.words(person, report)}
    found = [Shown(id_, entry.reading, entry) for id_, entry in said.items() if entry.reading is not None]
    known = {one.id for one in found}
    if not coding.task.machine_hidden:
        ids = [claim.id for claim in bench.ledger.claims(Filter(report=report))]
        for id_, one in bench.ledger.standings(ids).items():
            if one.live and not one.read_by.startswith(BY_HAND) and id_ not in known:
                found.append(Shown(id_, Reading.model_validate(one.machine), said.get(id_)))
    return sorted(found, key=lambda one: (one.reading.evidence.start, one.reading.evidence.end, one.id))


def _marked(text: str, shown: Sequence[Shown]) -> list[Paragraph]:
    marks = [
        Mark(one.reading.evidence.start, one.reading.evidence.end, one.id, one.state, "mark", f"said-{one.id}")
        for one in shown
    ]
    safe = (
        (start, Markup(str(marked(text, marks, start, end)).replace("\r", "&#13;"))) for start, end in paragraphs(text)
    )
    return [Paragraph(start, words, ()) for start, words in safe]


def _rows(pair: Both) -> list[tuple[str, str, str, bool]]:
    """Each field in the words of both, and whether they differ."""
    first, second = (dict(said_of(reading)) if reading else {} for reading in (pair.first, pair.second))
    names = first or second
    return [
        (name, first.get(name, ""), second.get(name, ""), bool(first and second) and first[name] != second[name])
        for name in names
    ]


def _estimate(one: Estimate, *, share: bool = False) -> Mapping[str, Any]:
    """A coefficient and its interval in words, and why there is none."""
    if one.value is None:
        return {"value": "none", "interval": "", "why": one.why or ""}
    said = [f"{100 * n:.0f} %" if share else f"{n:.2f}" for n in (one.value, one.low, one.high) if n is not None]
    return {"value": said[0], "interval": f"{said[1]} to {said[2]}" if len(said) == 3 else "", "why": one.why or ""}
