"""The pages of the workbench, from what the ledger holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from markupsafe import Markup

from tollbook.errors import LedgerError
from tollbook.ledger import Filter, StoredClaim
from tollbook.model import Certainty, Extent, Means, Measure, SourceKind, Stance, Status, Verification
from tollbook.publish import words
from tollbook.run.importing import first_count_words
from tollbook.run.influence import Influence

from .access import Person
from .actions import current
from .bench import Workbench, seen
from .controls import Control, controls
from .fields import FieldView, fields_of
from .frame import frame, may
from .own_panel import own_filters, own_panel
from .pages import render
from .passage import excerpt, find_words, passages
from .queue import ORDERS, STATES, Asked, progress, queue, report_progress, would_be

REPORTS = 200
"""Reports that a page lists at most."""


@dataclass(frozen=True, slots=True)
class Item:
    """A claim as the queue shows it."""

    claim: StoredClaim
    excerpt: Markup
    sign: str
    moves: str | None
    move: int
    fields: tuple[FieldView, ...] = ()
    controls: tuple[Control, ...] = ()

    @property
    def facts(self) -> list[str]:
        """What is claimed besides the count, briefly."""
        reading = self.claim.reading
        place = reading.place
        where = ", ".join(p for p in (place.name or place.text, place.country) if p) if place else None
        party = reading.victims.party if reading.victims else None
        flags = [reading.stance.value if reading.stance.value != "affirmed" else None]
        flags += ["hedged" if reading.certainty.value == "hedged" else None]
        extent = None if reading.extent is Extent.INCIDENT else words.EXTENTS[reading.extent].lower()
        facts = [f"victims: {party or 'party not stated'}", where, words.dated(reading), extent, *flags]
        return [fact for fact in facts if fact]


def queue_page(bench: Workbench, asked: Asked, person: Person) -> str:
    """What to review next."""
    filters = own_filters(bench.ledger, "claim", asked.own, person)
    found = queue(bench, asked, person.name, bench.hidden_from(person))
    texts: dict[str, str] = {}
    for claim in found.claims:
        text_id = claim.mention.text_id
        texts[text_id] = texts.get(text_id) or bench.ledger.text(text_id)
    items = [_item(bench, claim, texts[claim.mention.text_id], found.influence) for claim in found.claims]
    return render(
        "queue.html.j2",
        **frame(bench, person, "Queue"),
        asked=asked,
        items=items,
        own_filters=filters,
        queue=found,
        reconciled=bench.is_reconciled(),
        policies=[policy.title for policy in bench.policies],
        choices={"state": (*STATES, "all"), "measure": [m.value for m in Measure], "order": ORDERS},
    )


def item_part(bench: Workbench, claim_id: str, person: Person, *, editing: bool = False) -> str:
    """One item of the queue as it is now, with the progress; with `editing` its fields and their form."""
    claim = current(bench, claim_id)
    text = bench.ledger.text(claim.mention.text_id)
    item = _item(bench, claim, text, bench.influence([claim.id]), editing=editing)
    return render("item_part.html.j2", item=item, editing=editing, may=may(person), progress=progress(bench.ledger))


def _item(
    bench: Workbench, claim: StoredClaim, text: str, known: Mapping[str, Influence], *, editing: bool = False
) -> Item:
    influence = known.get(claim.id)
    return Item(
        claim=claim,
        excerpt=excerpt(text, claim),
        sign=seen(claim),
        moves=None if influence is None else would_be(influence),
        move=0 if influence is None else influence.move,
        fields=tuple(fields_of(claim, bench.ledger.history(claim.id), text)) if editing else (),
        controls=tuple(controls(claim.reading)) if editing else (),
    )


def reports_page(bench: Workbench, person: Person, after: int = 0) -> str:
    """The reports behind an entry of the log, in the order of adding, with how far their review has come."""
    counted: dict[str, Counter[str]] = {}
    hidden = bench.hidden_from(person)
    found = bench.ledger.reports_after(after, limit=REPORTS + 1)
    listed = [report for _, report in found[:REPORTS] if report.id not in hidden]
    more = f"/reports?after={found[REPORTS - 1][0]}" if len(found) > REPORTS else None
    for (report_id, state), number in bench.ledger.count_states([report.id for report in listed]).items():
        counted.setdefault(report_id, Counter())[state] += number
    rows = [(report, counted.get(report.id, Counter())) for report in listed]
    return render("reports.html.j2", **frame(bench, person, "Reports"), rows=rows, more=more, later=bool(after))


def report_page(bench: Workbench, name: str, claim_id: str | None, person: Person) -> str:
    """A report's text with its claims; of the one that is chosen every field with the words that set it."""
    report = bench.ledger.report(bench.ledger.resolve_report(name))
    claims = _claims_in(bench, report.id, report.text)
    chosen = next((claim for claim in claims if claim.id == claim_id), None)
    known = {} if chosen is None else bench.influence([chosen.id])
    item = None if chosen is None else _item(bench, chosen, report.text, known, editing=True)
    fields = () if item is None else item.fields
    at = claims.index(chosen) if chosen is not None else -1
    return render(
        "report.html.j2",
        **frame(bench, person, report.title or report.given_id or report.id),
        report=report,
        claims=claims,
        paragraphs=passages(report.text, claims, chosen, fields),
        item=item,
        own=own_panel(bench.ledger, chosen.id, person) if chosen is not None else None,
        events=[] if chosen is None else bench.ledger.history(chosen.id),
        neighbours=(claims[at - 1].id if at > 0 else None, claims[at + 1].id if at + 1 < len(claims) else None),
        of_report=report_progress(bench.ledger, report.id),
        new=None,
    )


def new_page(bench: Workbench, name: str, given: str, at: str, person: Person) -> str:
    """The report with the form for a claim that the machine missed; `given` are the words that were selected."""
    report = bench.ledger.report(bench.ledger.resolve_report(name))
    claims = _claims_in(bench, report.id, report.text)
    new: dict[str, Any] = {"words": given.strip(), "at": at if at.isdigit() else "", "count": "", "problem": ""}
    if new["words"]:
        try:
            find_words(report.text, new["words"], int(new["at"]) if new["at"] else None)
        except LedgerError as error:
            new["problem"] = str(error)
        new["count"] = first_count_words(new["words"])
    return render(
        "report.html.j2",
        **frame(bench, person, f"A new claim in {report.title or report.given_id or report.id}"),
        report=report,
        claims=claims,
        paragraphs=passages(report.text, claims, None, ()),
        item=None,
        events=[],
        neighbours=(None, None),
        of_report=report_progress(bench.ledger, report.id),
        new=new | {"codes": codes()},
    )


def add_page(bench: Workbench, entered: Mapping[str, str], problem: str, person: Person) -> str:
    """The form for a claim with a report of its own, with what was entered in it and what was wrong with that."""
    new: dict[str, Any] = {
        "words": entered.get("words", ""),
        "at": "",
        "count": "",
        "problem": problem,
        "codes": codes(),
    }
    new |= {"entered": entered, "report": True, "heading": "The report and its first claim"}
    return render("add.html.j2", **frame(bench, person, "A report written down by hand"), new=new)


def codes() -> dict[str, list[str]]:
    """The words that each choice of the form for a new claim offers."""
    kinds: dict[str, type[StrEnum]] = {
        "measure": Measure, "status": Status, "source_kind": SourceKind, "extent": Extent, "stance": Stance,
        "certainty": Certainty, "verification": Verification, "means": Means,
    }  # fmt: skip
    return {name: [code.value for code in kind] for name, kind in kinds.items()}


def _claims_in(bench: Workbench, report_id: str, text: str) -> list[StoredClaim]:
    """The report's claims in the order of the text, those that were moved by people included."""
    found = bench.ledger.claims(Filter(report=report_id))
    return sorted(found, key=lambda claim: (claim.reading.evidence.start, claim.mention.anchor_start, claim.id))
