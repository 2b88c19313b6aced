"""What a person looks at: claims, reports, one report's text, totals, a claim's explanation."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from shlex import quote
from typing import Any

from tollbook.errors import LedgerError
from tollbook.ledger import Filter, Ledger, StoredClaim
from tollbook.model import Claim, Report, Speaker
from tollbook.publish.profile import find_profile, reduce_claims
from tollbook.reference.parties import Parties
from tollbook.reference.words import WordTable, bounds

from .holding_back import held_back
from .own import cells, every_own, fields_on
from .rows import Row


@contextmanager
def look_into(where: str) -> Iterator[Ledger]:
    """Open a ledger that is there, to look at it; one that may not be written (a copy on a disc) is only read."""
    path = Path(where)
    with Ledger.open(where, create=False, read_only=path.is_file() and not os.access(path, os.W_OK)) as ledger:
        yield ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which claims to show: the ledger's filter, and what it does not know.

    `measures` and `states` may hold several values (empty: all). `source` is a part of a speaker's name, his kind or
    his party; `report` a report's name or the beginning of its id.
    """

    filter: Filter = field(default_factory=Filter)
    measures: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    source: str | None = None
    report: str | None = None
    own: Mapping[str, str] = field(default_factory=dict)
    """Values of the project's own fields, by name, as they are shown."""

    def keeps_own(self, cells: Mapping[str, object]) -> bool:
        """Whether a claim's own fields have the values asked for. Raises LedgerError for an unknown field."""
        for name, value in self.own.items():
            if f"own.{name}" not in cells:
                known = ", ".join(column.removeprefix("own.") for column in cells) or "none"
                raise LedgerError(f"{name}: no field of this project on claims; it has {known}.")
            found = cells[f"own.{name}"]
            said = ("yes" if found else "no") if isinstance(found, bool) else "" if found is None else str(found)
            if said.casefold() != value.casefold():
                return False
        return True

    def keeps(self, claim: StoredClaim) -> bool:
        """Whether a claim that the filter found is shown: a retired one only if a person said that it is right."""
        return (
            (not self.measures or claim.reading.measure.value in self.measures)
            and (not self.states or claim.state in self.states)
            and (self.source is None or any(_speaks(speaker, self.source) for speaker in claim.reading.source))
            and (not claim.retired or claim.counts)
        )


def _speaks(speaker: Speaker, wanted: str) -> bool:
    wanted = wanted.casefold()
    return wanted in speaker.name.casefold() or wanted in (speaker.kind.value, (speaker.party or "").casefold())


def claim_rows(where: str, wanted: Wanted, *, profile: str = "internal") -> list[Row]:
    """The claims that are wanted, as much of them as the profile lets out, in the order of reports and text.

    Vague counts have the bounds of the project's word table.
    """
    limits = find_profile(profile)
    with look_into(where) as ledger:
        found = _select(ledger, wanted)
        project = ledger.project()
        fields = fields_on(project, "claim")
        own = every_own(ledger, "claim") if fields else {}
        names = held_back(ledger, limits)
    table = WordTable.load(project.word_table)
    found = [claim for claim in found if wanted.keeps_own(cells(fields, own.get(claim.id)))]
    if not limits.restricted:
        found = [claim for claim in found if not claim.restricted]
    if not limits.rejected:
        found = [claim for claim in found if claim.state != "rejected"]
    reduced = reduce_claims([under(table, claim) for claim in found], limits, names)
    rows = [
        replace(to_row(stored), claim=claim, own=cells(fields, own.get(stored.id)) if limits.texts else {})
        for stored, claim in zip(found, reduced, strict=True)
    ]
    rows = [replace(row, outlet=names.mask(row.outlet, row.report_id)) if row.outlet else row for row in rows]
    return rows if limits.texts else [_without_file_name(row) for row in rows]


def why_no_claim(where: str, wanted: Wanted) -> str:
    """A line for the person whose filters no claim passes, with a hint where the party's name may be the reason."""
    with look_into(where) as ledger:
        claims = ledger.claims()
    if not claims:
        return "the ledger holds no claim"
    party = wanted.filter.party
    victims = (claim.reading.victims for claim in claims)
    names = Counter(found.party for found in victims if found is not None and found.party)
    if party is None or party.casefold() in map(str.casefold, names):
        return "no claim matches"
    meant = Parties.load().canonical(party)
    if meant is not None and meant != party:
        return f"no claim matches: parties go by their canonical names; did you mean --party {quote(meant)}?"
    known = ", ".join(name for name, _ in names.most_common(8))
    return f"no claim matches: none is about people of {party}; the ledger has {known or 'no party'}"


def _select(ledger: Ledger, wanted: Wanted) -> list[StoredClaim]:
    narrowed = wanted.filter
    if wanted.report is not None:
        narrowed = replace(narrowed, report=ledger.resolve_report(wanted.report))
    return [claim for claim in ledger.claims(narrowed) if wanted.keeps(claim)]


def under(table: WordTable, stored: StoredClaim) -> Claim:
    """The claim with its count's bounds as the house's table has them; what a person corrected stays."""
    claim = stored.claim
    if stored.state == "corrected":
        return claim
    low, high = bounds(claim.reading.count, table)
    count = claim.reading.count.model_copy(update={"low": low, "high": high})
    return claim.model_copy(update={"reading": claim.reading.model_copy(update={"count": count})})


def to_row(stored: StoredClaim) -> Row:
    """A stored claim as a row; a report without an id of its own goes by its id in the ledger."""
    return Row(
        claim=stored.claim,
        report=stored.given_id or stored.report_id,
        report_id=stored.report_id,
        outlet=stored.outlet,
        published=stored.published,
        state=stored.state,
        contested=stored.contested,
    )


def _without_file_name(row: Row) -> Row:
    """The name of a file may name a person: outside the house a report goes by its id."""
    return replace(row, report=row.report_id)


def report_rows(where: str) -> list[dict[str, Any]]:
    """The reports in the order of reading, as plain values, each with its number of claims."""
    with look_into(where) as ledger:
        stored = ledger.reports()
        counted: dict[str, int] = {}
        for claim in ledger.claims(Filter(retired=False)):
            counted[claim.report_id] = counted.get(claim.report_id, 0) + 1
    return [
        {
            "id": report.id,
            "report": report.given_id or report.id,
            "published": report.published.isoformat() if report.published else None,
            "outlet": report.outlet,
            "language": report.language,
            "claims": counted.get(report.id, 0),
            "kept as": "restricted" if report.restricted else report.outcome,
            "of": report.of,
            "title": report.title,
            "address": report.address,
            "media_type": report.media_type,
        }
        for report in stored
    ]


@dataclass(frozen=True, slots=True)
class Viewed:
    """A report with its current claims, in the order of the text."""

    report: Report
    rows: tuple[Row, ...]


def view_report(where: str, name: str) -> Viewed:
    """One report with its claims. Raises LedgerError where no report, or several, go by that name."""
    with look_into(where) as ledger:
        report_id = ledger.resolve_report(name)
        found = _select(ledger, Wanted(filter=Filter(report=report_id)))
        return Viewed(ledger.report(report_id), tuple(to_row(claim) for claim in found))


def reports_with_claims(
    ledger: Ledger, report: str | None = None, *, rejected: bool = False
) -> Iterator[tuple[Report, list[StoredClaim]]]:
    """Each report (or the one named), one at a time, with the claims that count, and with rejected ones if asked."""
    chosen = [ledger.resolve_report(report)] if report is not None else [stored.id for stored in ledger.reports()]
    for report_id in chosen:
        found = ledger.claims(Filter(report=report_id))
        yield ledger.report(report_id), [c for c in found if c.counts or (rejected and not c.retired)]


def total_rows(where: str, report: str | None = None, *, profile: str = "internal") -> Iterator[dict[str, Any]]:
    """One line a report: how many people its own incident killed, injured and captured, each person once."""
    from tollbook.extract import report_totals

    limits = find_profile(profile)
    with look_into(where) as ledger:
        for found, claims in reports_with_claims(ledger, report):
            if found.restricted and not limits.restricted:
                continue
            totals = report_totals(found, [claim.claim for claim in claims], learned=ledger.project().learned)
            yield {"report": (limits.texts and found.given_id) or found.id, **totals}


def link_rows(where: str) -> Iterator[dict[str, Any]]:
    """The links between claims of one report, over all reports."""
    from tollbook.extract import links_within

    with look_into(where) as ledger:
        for found, claims in reports_with_claims(ledger):
            name = found.given_id or found.id
            for link in links_within(found, [claim.claim for claim in claims], learned=ledger.project().learned):
                yield {"report": name, "type": link.type, "a": link.a, "b": link.b, "why": link.why}


def find_claim(ledger: Ledger, name: str) -> StoredClaim:
    """The current claim of that id. Raises LedgerError where there is none, or where it is retired and unjudged."""
    found = ledger.claim(name)
    if found is None:
        raise LedgerError(
            f"{ledger.resolve_id(name)}: retired: the newest extraction no longer finds it, and nobody had judged it."
        )
    return found
