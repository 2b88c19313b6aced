"""The ledger's claims and reports, flat, as reconciling takes them."""

from __future__ import annotations

from collections.abc import Iterable

from tollbook.ledger import Ledger, StoredClaim, StoredReport
from tollbook.model import Place, Victims
from tollbook.reconcile import FlatClaim, FlatReport
from tollbook.reference.words import WordTable, bounds


def flat_claims(claims: Iterable[StoredClaim], table: WordTable) -> list[FlatClaim]:
    """Claims flat, in their order, with counts under a word table; `source` and `chain` hold speakers' names still."""
    return [_flat(stored, table) for stored in claims]


def flat_reports(ledger: Ledger, listed: Iterable[StoredReport]) -> list[FlatReport]:
    """These reports with their texts, in their order.

    A row of a table has no text here: its words are the table's form, and two rows are alike without either copying.
    """
    return [
        FlatReport(
            id=stored.id,
            name=stored.given_id or stored.id,
            outlet=stored.outlet,
            address=stored.address,
            published=stored.published,
            title=stored.title,
            text="" if stored.is_row else ledger.report(stored.id).text,
        )
        for stored in listed
    ]


def _flat(stored: StoredClaim, table: WordTable) -> FlatClaim:
    reading = stored.reading
    low, high = (reading.count.low, reading.count.high) if stored.state == "corrected" else bounds(reading.count, table)
    chain = tuple(speaker.name for speaker in reading.source)
    outlet = stored.outlet or ""
    victims, place = reading.victims or Victims(), reading.place or Place()
    nearest = reading.source[0] if reading.source else None
    return FlatClaim(
        id=stored.id,
        report=stored.report_id,
        measure=reading.measure.value,
        outlet=stored.outlet,
        published=stored.published,
        low=low,
        high=high,
        best=reading.count.best,
        comparator=reading.count.comparator.value,
        words=reading.count.text,
        vague=reading.count.vague,
        source=chain[0] if chain else outlet,
        chain=chain,
        said_by=nearest.name if nearest else outlet,
        source_kind=nearest.kind.value if nearest else "media",
        source_party=nearest.party if nearest else None,
        stance=reading.stance.value,
        certainty=reading.certainty.value,
        verification=reading.verification.value,
        extent=reading.extent.value,
        first=reading.when.start,
        last=reading.when.end,
        recognised=reading.recognised,
        actor=reading.actor.party if reading.actor else None,
        means=reading.means.value if reading.means else None,
        superseded=reading.superseded,
        optional=reading.optional,
        set_aside=reading.set_aside,
        state=stored.state,
        confidence=reading.confidence,
        evidence=reading.evidence.text,
        start=reading.evidence.start,
        local=reading.group,
        party=victims.party,
        status=victims.status.value,
        group=victims.group,
        names=victims.names,
        place=place.name or place.text,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision.value,
    )
