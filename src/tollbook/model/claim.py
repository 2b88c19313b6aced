"""The claim: who says that what was done to whom, where and when, and the words that say so.

Fields and codes are those of the annotation guide (docs/reference/claims.md); what the guide keeps but does not
score stands below its own fields.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from .base import Record
from .codes import (
    Certainty,
    Comparator,
    Extent,
    Means,
    Measure,
    Precision,
    SourceKind,
    Stance,
    Status,
    Verification,
)
from .identity import make_id


class Span(Record):
    """A stretch of a report's text: Unicode code points, end exclusive, with the characters themselves."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str

    @model_validator(mode="after")
    def _is_as_long_as_its_text(self) -> Span:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}-{self.end} does not fit its {len(self.text)} characters")
        return self


class Count(Record):
    """A count as stated: its words, comparator and bounds (whole numbers; None = open side or no number).

    `low` and `high` follow the guide's word table; `vague` keeps the vague word ("dozens", "several hundred") so
    that `tollbook.reference.words` can work out the bounds under another house's table. Changing the table changes
    no id. `best` is what a source itself holds likeliest, where it says so beside its bounds.
    """

    low: int | None = None
    high: int | None = None
    comparator: Comparator = Comparator.NONE
    text: str | None = None
    vague: str | None = None
    best: int | None = None


class Victims(Record):
    """Whose people were harmed, and what they were."""

    party: str | None = None
    status: Status = Status.UNKNOWN
    text: str | None = None
    names: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    """`sex:female`, `age:child`, `role:journalist` ...: what the text says of the group, not scored."""


class Speaker(Record):
    """One link of the chain of sources."""

    name: str
    kind: SourceKind = SourceKind.OTHER
    party: str | None = None


class Place(Record):
    """Where: the words, the common English name, ISO 3166-1 alpha-2 country, degrees and how exact they are."""

    text: str | None = None
    name: str | None = None
    country: str | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    precision: Precision = Precision.UNKNOWN
    admin1: str | None = None


class Window(Record):
    """When: first and last day; None where that side cannot be told."""

    start: date | None = None
    end: date | None = None


class Actor(Record):
    """Who is said to have done it."""

    party: str | None = None
    text: str | None = None


class Person(Record):
    """A named victim."""

    name: str
    age: int | None = None
    sex: str | None = None
    rank: str | None = None


class Trace(Record):
    """Which rule or part set a field, and from which words (offsets into the text; None where from no words)."""

    field: str
    rule: str
    start: int | None = None
    end: int | None = None
    note: str | None = None


class Reading(Record):
    """All fields of one claim as one run, or one person, sets them. Everything but the mention's identity."""

    evidence: Span
    measure: Measure
    count: Count = Count()
    victims: Victims | None = Victims()
    source: tuple[Speaker, ...] = ()
    stance: Stance = Stance.AFFIRMED
    certainty: Certainty = Certainty.STATED
    verification: Verification = Verification.NONE
    extent: Extent = Extent.INCIDENT
    place: Place | None = None
    when: Window = Window()
    actor: Actor | None = None
    means: Means | None = None
    superseded: bool = False
    optional: bool = False
    set_aside: bool = False
    """Kept, and in no toll: whoever keeps the table that it was imported from leaves it out of their own count."""

    persons: tuple[Person, ...] = ()
    recognised: date | None = None
    responsibility: tuple[str, ...] = ()
    counterparty: str | None = None
    remains_detail: tuple[str, ...] = ()
    object: str | None = None
    directness: str | None = None
    further_places: tuple[Place, ...] = ()
    further_actors: tuple[Actor, ...] = ()

    group: int | None = None
    """Number of the local incident within the report that the claim belongs to; None where unknown."""
    confidence: float | None = Field(default=None, ge=0, le=1)
    """Calibrated probability that measure, evidence and count are right; None for a reading set by a person."""
    trace: tuple[Trace, ...] = ()


class Mention(Record):
    """A place in a text where a claim is made. Judgements, links and addresses point at mentions.

    `anchor` is the narrow span that identifies it (the number, else the head of the victims' words); `ordinal` tells
    apart claims with equal text, measure and anchor, in order of extraction.
    """

    text_id: str
    report_id: str
    measure: Measure
    anchor_start: int = Field(ge=0)
    anchor_end: int = Field(ge=0)
    ordinal: int = Field(default=0, ge=0)

    @property
    def id(self) -> str:
        """The mention's id: a hash of report, text, measure, anchor and ordinal."""
        return make_id(
            "m", self.report_id, self.text_id, self.measure.value, self.anchor_start, self.anchor_end, self.ordinal
        )


class Claim(Record):
    """A mention with its current reading."""

    mention: Mention
    reading: Reading

    @property
    def id(self) -> str:
        """The mention's id."""
        return self.mention.id


class Link(Record):
    """`a` and `b` are ids of mentions: `repeats`, `revises` (b replaces a), `contradicts`, `part_of` (a within b),
    `corroborates`, `adds_to` (a, a day's figure, to b, a running total).

    `score` is the probability that the link holds, None where a rule says so; `fields` those that decided.
    """

    type: str
    a: str
    b: str
    why: str | None = None
    score: float | None = Field(default=None, ge=0, le=1)
    fields: tuple[str, ...] = ()
