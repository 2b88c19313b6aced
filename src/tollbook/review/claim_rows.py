"""Claims as rows of one chart for each measure: the count on a common scale, the source and the sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from tollbook.draw import Scale, assign_colours, range_axis, range_row
from tollbook.ledger import Ledger, StoredClaim
from tollbook.model import Link, Measure
from tollbook.publish import words
from tollbook.publish.rows import flags, range_mark
from tollbook.run.paging import to_page_claim

from .passage import excerpt


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim; `replaced_by` is the claim that took its place, of those shown."""

    claim: StoredClaim
    words: str
    whom: str
    drawn_as: str | None
    source: str
    facts: tuple[str, ...]
    flags: tuple[tuple[str, str], ...]
    state: tuple[str, str]
    excerpt: Markup
    plot: Markup
    party: str
    colour: int
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """The claims of one measure on one scale."""

    measure: str
    title: str
    rows: tuple[ClaimRow, ...]
    axis: Markup
    log: bool
    zero: bool


def charts(ledger: Ledger, claims: Sequence[StoredClaim], links: Sequence[Link]) -> list[Chart]:
    """The claims, measure by measure, each in the order given; a figure that another replaced is struck through."""
    replaced = {link.a: link.b for link in links if link.type == "revises"}
    colours = assign_colours(words.party_of(claim.claim) for claim in claims)
    texts: dict[str, str] = {}
    for claim in claims:
        text_id = claim.mention.text_id
        texts[text_id] = texts.get(text_id) or ledger.text(text_id)
    found = []
    for measure in Measure:
        own = [claim for claim in claims if claim.reading.measure == measure]
        if own:
            counts = [claim.reading.count for claim in own]
            scale = Scale.covering(b for c in counts for b in (c.low, c.high) if b is not None and b >= 0)
            rows = tuple(
                claim_row(claim, texts[claim.mention.text_id], scale, colours, replaced.get(claim.id)) for claim in own
            )
            log = scale.kind == "log"
            found.append(
                Chart(measure.value, words.measure_name(measure), rows, Markup(range_axis(scale)), log, scale.zero)
            )
    return found


def claim_row(
    claim: StoredClaim, text: str, scale: Scale | None, colours: Mapping[str, int], replaced_by: str | None = None
) -> ClaimRow:
    """One claim's row; without a scale nothing is drawn."""
    shown, reading = to_page_claim(claim), claim.reading
    party = words.party_of(claim.claim) or ""
    colour = colours.get(party, 0)
    mark = range_mark(shown, colour)
    if replaced_by is not None:
        mark = replace(mark, superseded=True)
    return ClaimRow(
        claim=claim,
        words=words.count_words(reading),
        whom=words.whom(reading) or words.done(reading),
        drawn_as=words.drawn_as(reading.count),
        source=words.chain(reading),
        facts=_facts(claim),
        flags=flags(shown),
        state=words.state_label(shown),
        excerpt=excerpt(text, claim),
        plot=Markup(range_row(mark, scale)) if scale is not None else Markup(""),
        party=party,
        colour=colour,
        replaced_by=replaced_by,
    )


def _facts(claim: StoredClaim) -> tuple[str, ...]:
    """When, where and by whom, as far as the claim says it."""
    reading = claim.reading
    place = reading.place
    where = ", ".join(part for part in (place.name or place.text, place.country) if part) if place else ""
    by = f"by {reading.actor.party or reading.actor.text}" if reading.actor else ""
    recognised = f"recognised {words.day(reading.recognised)}" if reading.recognised else ""
    return tuple(part for part in (words.dated(reading), where, by, recognised) if part)
