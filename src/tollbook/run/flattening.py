"""The ledger's claims and reports, flat, as reconciling takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from sys import intern

from tollbook.ledger import Ledger, StoredClaim, StoredReport, StoredSubject
from tollbook.model import Place, Victims
from tollbook.reconcile import FlatClaim, FlatReport, Subject, SubjectKind
from tollbook.reference.words import WordTable, bounds

FIRST, LAST = date(1, 3, 1), date(9999, 10, 31)
"""Days before or after are taken for these, so that arithmetic on days never leaves the calendar."""
LARGEST = 2**53
"""Counts above it are taken for it: no array and no fraction of another holds them exactly."""


def day_within(day: date | None) -> date | None:
    """A day that arithmetic can step back and forth from; no real report's day is changed by it."""
    return None if day is None else max(FIRST, min(LAST, day))


def count_within(count: int | None) -> int | None:
    """A count that every array holds; no real count is changed by it."""
    return None if count is None else max(-LARGEST, min(LARGEST, count))


def flat_claims(claims: Iterable[StoredClaim], table: WordTable) -> list[FlatClaim]:
    """Claims flat, in their order, with counts under a word table; `source` and `chain` hold speakers' names still."""
    return [_flat(stored, table) for stored in claims]


def flat_reports(ledger: Ledger, listed: Sequence[StoredReport]) -> list[FlatReport]:
    """These reports with their texts, in their order.

    A row of a table has no text here: its words are the table's form, and two rows are alike without either copying.
    """
    texts = ledger.texts_of([stored.id for stored in listed if not stored.is_row])
    return [_flat_report(stored, texts.get(stored.id, "")) for stored in listed]


def without_text(stored: StoredReport) -> FlatReport:
    """A report, without its text."""
    return _flat_report(stored, "")


def _flat_report(stored: StoredReport, text: str) -> FlatReport:
    return FlatReport(
        id=stored.id,
        name=stored.given_id or stored.id,
        outlet=_once(stored.outlet),
        address=stored.address,
        published=day_within(stored.published),
        title=stored.title,
        text=text,
    )


def subject_of(stored: StoredSubject, claims: Mapping[str, FlatClaim]) -> Subject:
    """A subject with those of its claims that are among these, by date of report, report and place in the text."""
    return Subject(stored.id, SubjectKind(stored.kind), stored.name, in_telling_order(stored.claims, claims))


def in_telling_order(ids: Iterable[str], claims: Mapping[str, FlatClaim]) -> tuple[FlatClaim, ...]:
    """Those of these that are among the claims, by date of report, report and place in the text."""
    return tuple(sorted((claims[id_] for id_ in ids if id_ in claims), key=_said))


def _said(claim: FlatClaim) -> tuple[date, str, int, str]:
    return claim.published or date.max, claim.report, claim.start, claim.id


def _article(stored: StoredClaim) -> str | None:
    """The address of a row's article, without a place in it; a report read from a text is its own article."""
    address = (stored.address or "").partition("#")[0].rstrip("/") if stored.is_row else ""
    return address or None


def _once(name: str | None) -> str | None:
    """The same name, kept once however many claims have it: a ledger holds a few names, and many claims."""
    return None if name is None else intern(name)


def _flat(stored: StoredClaim, table: WordTable) -> FlatClaim:
    reading = stored.reading
    low, high = (reading.count.low, reading.count.high) if stored.state == "corrected" else bounds(reading.count, table)
    chain = tuple(intern(speaker.name) for speaker in reading.source)
    outlet = intern(stored.outlet or "")
    victims, place = reading.victims or Victims(), reading.place or Place()
    nearest = reading.source[0] if reading.source else None
    return FlatClaim(
        id=stored.id,
        report=intern(stored.report_id),
        article=_article(stored),
        measure=reading.measure.value,
        outlet=stored.outlet,
        published=day_within(stored.published),
        low=count_within(low),
        high=count_within(high),
        best=count_within(reading.count.best),
        comparator=reading.count.comparator.value,
        words=reading.count.text,
        vague=reading.count.vague,
        source=chain[0] if chain else outlet,
        chain=chain,
        said_by=chain[0] if nearest else outlet,
        source_kind=nearest.kind.value if nearest else "media",
        source_party=_once(nearest.party) if nearest else None,
        stance=reading.stance.value,
        certainty=reading.certainty.value,
        verification=reading.verification.value,
        extent=reading.extent.value,
        first=day_within(reading.when.start),
        last=day_within(reading.when.end),
        recognised=day_within(reading.recognised),
        actor=_once(reading.actor.party) if reading.actor else None,
        means=reading.means.value if reading.means else None,
        superseded=reading.superseded,
        optional=reading.optional,
        set_aside=reading.set_aside,
        state=stored.state,
        confidence=reading.confidence,
        evidence=reading.evidence.text,
        start=reading.evidence.start,
        local=reading.group,
        party=_once(victims.party),
        status=victims.status.value,
        group=victims.group,
        names=victims.names,
        place=_once(place.name or place.text),
        country=_once(place.country),
        admin1=_once(place.admin1),
        lat=place.lat,
        lon=place.lon,
        precision=place.precision.value,
    )
