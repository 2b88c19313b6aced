"""Current claims, filtered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, and_, literal_column, or_, select

from tollbook.model import Claim, Mention, Reading

from . import schema
from .codec import fold, record_of, words

HAND = "hand"
"""What a report's `entered` is where somebody wrote its claims down."""

State = Literal["machine", "accepted", "corrected", "rejected", "unsure"]


@dataclass(frozen=True)
class Filter:
    """Which claims are wanted; what is None filters nothing.

    `party` and `actor` are whole names, `source` and `place` parts of a name (all without regard to case; `place` also
    takes a country's two letters). `since` and `until` keep claims whose dates touch that window: an open side may
    reach into it, a claim with no date at all does so only with `undated`. `text`: words of the evidence, all of them.
    `retired`: None for live mentions and retired ones that were judged, False for live ones only, True for the rest.
    `id` is a whole id. `running`: running totals alone, `detailed` what says of remains
    more than its measure does.
    """

    measure: str | None = None
    party: str | None = None
    actor: str | None = None
    source: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    undated: bool = False
    report: str | None = None
    state: State | None = None
    text: str | None = None
    retired: bool | None = None
    id: str | None = None
    running: bool = False
    detailed: bool = False


@dataclass(frozen=True)
class StoredClaim:
    """A mention with its current reading, as people and machine left it.

    `machine` is the machine's newest reading (the same object where nobody set anything). `disagreement` names the
    fields in which the machine has changed its mind since the judgement. `retired`: the newest run no longer finds
    it, and it is shown for the judgement it carries. `contested`: ledgers that were merged judged it differently, and
    nobody has judged it since; the latest judgement stands. `run_id`: the run that gave the machine's reading (where
    runs of several ledgers gave the same one, the one that this ledger knew first). `given_id`, `outlet`, `published`,
    `restricted`, `entered` and `address` are the report's.
    """

    mention: Mention
    reading: Reading
    machine: Reading
    state: State
    retired: bool
    disagreement: tuple[str, ...]
    judged_by: str | None
    judged_at: str | None
    why: str | None
    run_id: str
    given_id: str | None
    outlet: str | None
    published: date | None
    contested: bool = False
    restricted: bool = False
    entered: str | None = None
    address: str | None = None
    mark: str = ""
    """Equal where the readings are."""

    @cached_property
    def id(self) -> str:
        """The mention's id."""
        return self.mention.id

    @property
    def report_id(self) -> str:
        """The id of the report that the mention stands in."""
        return self.mention.report_id

    @property
    def claim(self) -> Claim:
        """Mention and current reading as the model's claim."""
        return Claim(mention=self.mention, reading=self.reading)

    @property
    def is_row(self) -> bool:
        """Whether it came with a row of a table, and no machine read it from a text."""
        return self.entered not in (None, HAND)

    @property
    def counts(self) -> bool:
        """Whether totals take it: not rejected, and if retired, then held up by a person who said it is right.

        What a row of a table no longer says does not count, whoever accepted it: the row says something else now.
        """
        held_up = self.state in ("accepted", "corrected") and not self.is_row
        return self.state != "rejected" and (not self.retired or held_up)


def select_claims(conn: Connection, wanted: Filter, *further: ColumnElement[bool]) -> Iterator[StoredClaim]:
    """The claims that fit (and meet `further` conditions), in the order of reports and of the places in them."""
    current, mentions, reports = schema.current_claims, schema.mentions, schema.reports
    joined = current.join(mentions, current.c.mention_id == mentions.c.id).join(
        reports, current.c.report_id == reports.c.id
    )
    query = (
        select(current, *_mention_columns(), reports.c.body)
        .select_from(joined)
        .where(*conditions(wanted), *further)
        .order_by(reports.c.seq, mentions.c.anchor_start, mentions.c.anchor_end, mentions.c.measure, mentions.c.ordinal)
    )
    heads: dict[str, dict[str, Any]] = {}
    for row in conn.execute(query):
        if row.report_id not in heads:
            heads[row.report_id] = json.loads(row.body)
        yield _stored(row, heads[row.report_id])


def _mention_columns() -> list[Any]:
    c = schema.mentions.c
    return [c.text_id, c.measure.label("mention_measure"), c.anchor_start, c.anchor_end, c.ordinal]


def _stored(row: Row[Any], report: dict[str, Any]) -> StoredClaim:
    return stored_claim(dict(row._mapping), row, report)


def stored_claim(current: Mapping[str, Any], mention: Any, report: dict[str, Any]) -> StoredClaim:
    """A claim from its row of current claims, the columns of its mention (measure and all), and its report's body."""
    reading = record_of(Reading, current["reading"])
    published, machine = report["published"], current["machine"]
    return StoredClaim(
        mention=Mention(
            text_id=mention.text_id,
            report_id=current["report_id"],
            measure=mention.mention_measure,
            anchor_start=mention.anchor_start,
            anchor_end=mention.anchor_end,
            ordinal=mention.ordinal,
        ),
        reading=reading,
        machine=reading if machine is None else record_of(Reading, machine),
        state=current["state"],
        retired=current["retired"],
        disagreement=tuple(json.loads(current["disagreement"])),
        judged_by=current["judged_by"],
        judged_at=current["judged_at"],
        why=current["why"],
        run_id=current["run_id"],
        given_id=report["given_id"],
        outlet=report["outlet"],
        published=date.fromisoformat(published) if published else None,
        contested=current["contested"],
        restricted=report.get("restricted", False),
        entered=report.get("entered"),
        address=report["address"],
        mark=blake2b(current["reading"].encode(), digest_size=16).hexdigest(),
    )


def conditions(wanted: Filter, *, indexed: bool = True) -> list[ColumnElement[bool]]:
    """What a filter asks of the rows of current claims; not `indexed` where something else leads to the rows."""
    c = schema.current_claims.c
    conditions: list[ColumnElement[bool]] = []
    equal = {
        c.mention_id: wanted.id,
        c.measure: wanted.measure,
        c.report_id: wanted.report,
        c.state: wanted.state,
        c.retired: wanted.retired,
        c.party: None if wanted.party is None else fold(wanted.party),
        c.actor: None if wanted.actor is None else fold(wanted.actor),
    }
    asked = [(column, value) for column, value in equal.items() if value is not None]
    conditions += [
        column == value if indexed or column is c.retired else column.concat("") == value for column, value in asked
    ]
    if wanted.running:
        conditions.append(literal_column(schema.RUNNING))
    if wanted.detailed:
        conditions.append(literal_column(schema.DETAILED))
    if wanted.source is not None:
        conditions.append(c.sources.contains(fold(wanted.source), autoescape=True))
    if wanted.place is not None:
        named = c.places.contains(fold(wanted.place), autoescape=True)
        conditions.append(or_(named, c.country == wanted.place.upper()) if len(wanted.place) == 2 else named)
    conditions += [c.words.contains(word, autoescape=True) for word in words(wanted.text or "")]
    if wanted.since is not None or wanted.until is not None:
        conditions.append(_in_window(wanted))
    return conditions


def _in_window(wanted: Filter) -> ColumnElement[bool]:
    c = schema.current_claims.c
    undated = and_(c.when_start.is_(None), c.when_end.is_(None))
    touches: list[ColumnElement[bool]] = [] if wanted.undated else [~undated]
    if wanted.since is not None:
        touches.append(or_(c.when_end.is_(None), c.when_end >= wanted.since))
    if wanted.until is not None:
        touches.append(or_(c.when_start.is_(None), c.when_start <= wanted.until))
    return and_(*touches)
