from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tollbook.model import (
    Actor,
    Certainty,
    Claim,
    Comparator,
    Count,
    Extent,
    Judgement,
    Known,
    Means,
    Measure,
    Mention,
    Person,
    Place,
    Precision,
    Project,
    Reading,
    Record,
    Report,
    SourceKind,
    Span,
    Speaker,
    Stance,
    Status,
    Trace,
    Verification,
    Victims,
    Window,
    Zone,
)

words = st.text(max_size=12)
maybe = st.none() | words
days = st.none() | st.dates()
offsets = st.integers(0, 10**7)


def several(kind: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(kind, max_size=2).map(tuple)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start, text = draw(offsets), draw(words)
    return Span(start=start, end=start + len(text), text=text)


numbers = st.none() | st.integers(-(10**20), 10**20)
counts = st.builds(
    Count,
    low=numbers,
    high=numbers,
    comparator=st.sampled_from(Comparator),
    text=maybe,
    vague=maybe,
    best=numbers,
)
victims = st.builds(
    Victims, party=maybe, status=st.sampled_from(Status), text=maybe, names=several(words), group=several(words)
)
speakers = st.builds(Speaker, name=words, kind=st.sampled_from(SourceKind), party=maybe)
places = st.builds(
    Place,
    text=maybe,
    name=maybe,
    country=maybe,
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    precision=st.sampled_from(Precision),
    admin1=maybe,
)
actors = st.builds(Actor, party=maybe, text=maybe)
persons = st.builds(Person, name=words, age=st.none() | st.integers(0, 120), sex=maybe, rank=maybe)
traces = st.builds(Trace, field=words, rule=words, start=st.none() | offsets, end=st.none() | offsets, note=maybe)
readings = st.builds(
    Reading,
    evidence=spans(),
    measure=st.sampled_from(Measure),
    count=counts,
    victims=st.none() | victims,
    source=several(speakers),
    stance=st.sampled_from(Stance),
    certainty=st.sampled_from(Certainty),
    verification=st.sampled_from(Verification),
    extent=st.sampled_from(Extent),
    place=st.none() | places,
    when=st.builds(Window, start=days, end=days),
    actor=st.none() | actors,
    means=st.none() | st.sampled_from(Means),
    superseded=st.booleans(),
    optional=st.booleans(),
    set_aside=st.booleans(),
    persons=several(persons),
    recognised=days,
    responsibility=several(words),
    counterparty=maybe,
    remains_detail=several(words),
    object=maybe,
    directness=maybe,
    further_places=several(places),
    further_actors=several(actors),
    group=st.none() | st.integers(0, 99),
    confidence=st.none() | st.floats(0, 1),
    trace=several(traces),
)
reports = st.builds(
    Report,
    text=st.text(max_size=80),
    given_id=maybe,
    outlet=maybe,
    address=maybe,
    published=days,
    title=maybe,
    language=maybe,
    media_type=words,
    encoding=maybe,
    blob=maybe,
    reader=words,
    zones=several(st.builds(Zone, start=offsets, end=offsets, kind=words)),
    known=several(st.builds(Known, field=words, how=words)),
    entered=maybe,
    restricted=st.booleans(),
)


@given(readings | reports)
def test_a_record_comes_back_from_json_whole(record: Record) -> None:
    assert type(record).model_validate_json(record.model_dump_json()) == record
    assert type(record).model_validate(json.loads(json.dumps(record.model_dump(mode="json")))) == record


@given(readings)
def test_every_field_is_drawn_for(reading: Reading) -> None:
    """The round trip covers each field: none is left at its default because the test forgot it."""
    assert reading.model_fields_set == set(Reading.model_fields)


@given(reports, reports)
def test_reports_are_one_where_outlet_address_date_given_id_text_and_restriction_are(a: Report, b: Report) -> None:
    names = ("outlet", "address", "published", "given_id", "text", "restricted")
    same = all(getattr(a, n) == getattr(b, n) for n in names)
    assert (a.id == b.id) == same
    assert (a.text_id == b.text_id) == (a.text == b.text)


MENTION = Mention(text_id="t-1", report_id="r-1", measure=Measure.KILLED, anchor_start=3, anchor_end=5)


@pytest.mark.parametrize(
    "other",
    [
        {"text_id": "t-2"},
        {"report_id": "r-2"},
        {"measure": "injured"},
        {"anchor_start": 2},
        {"anchor_end": 6},
        {"ordinal": 1},
    ],
)
def test_each_part_of_a_mention_is_in_its_id(other: dict[str, Any]) -> None:
    assert Mention(**(MENTION.model_dump() | other)).id != MENTION.id
    assert Mention(**MENTION.model_dump()).id == MENTION.id


def test_a_claim_has_its_mentions_id_whatever_its_reading() -> None:
    span = Span(start=3, end=5, text="12")
    one = Claim(mention=MENTION, reading=Reading(evidence=span, measure=Measure.KILLED))
    other = Claim(mention=MENTION, reading=Reading(evidence=span, measure=Measure.KILLED, count=Count(low=12)))
    assert one.id == other.id == MENTION.id
    assert one != other


RECORDS: list[tuple[Record, str]] = [
    (Span(start=0, end=2, text="ab"), "text"),
    (Count(low=1), "low"),
    (MENTION, "ordinal"),
    (Report(text="x"), "text"),
    (Judgement(mention="m-1", verdict="accept", by="Ana", at="2031-01-01T00:00:00Z"), "verdict"),
    (Project(), "scope"),
]


@pytest.mark.parametrize(("record", "field"), RECORDS)
def test_records_are_frozen_and_closed(record: Record, field: str) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(record, field, getattr(record, field))
    with pytest.raises(ValidationError, match="Extra inputs"):
        type(record).model_validate(record.model_dump() | {"surplus": 1})


@pytest.mark.parametrize(("start", "end", "text"), [(0, 3, "ab"), (2, 1, ""), (0, 1, ""), (-1, 1, "ab"), (0, 4, "🕯é")])
def test_a_span_has_the_length_of_its_text(start: int, end: int, text: str) -> None:
    with pytest.raises(ValidationError):
        Span(start=start, end=end, text=text)


@pytest.mark.parametrize("text", ["", "ab", "🕯", "e\u0301", "\r\n\ufeff"])
def test_offsets_are_code_points(text: str) -> None:
    assert Span(start=7, end=7 + len(text), text=text).text == text


@pytest.mark.parametrize(
    ("kind", "given_fields"),
    [
        (Place, {"lat": 90.5}),
        (Place, {"lon": -181}),
        (Count, {"low": 1.5}),
        (Count, {"comparator": "roughly"}),
        (Judgement, {"mention": "m", "verdict": "maybe", "by": "Ana", "at": "now"}),
        (Project, {"scope": "all"}),
        (Project, {"max_report_bytes": 0}),
        (Zone, {"start": -1, "end": 0, "kind": "title"}),
    ],
)
def test_values_that_cannot_be_are_refused(kind: type[Record], given_fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        kind(**given_fields)


def test_dates_are_days_and_codes_are_the_guides_words() -> None:
    reading = Reading.model_validate(
        {
            "evidence": {"start": 0, "end": 1, "text": "x"},
            "measure": "remains_uncollected",
            "when": {"start": "2031-02-03"},
            "means": "mine_or_remnant",
        }
    )
    assert (reading.when.start, reading.measure, reading.means) == (
        date(2031, 2, 3),
        Measure.REMAINS_UNCOLLECTED,
        Means.MINE_OR_REMNANT,
    )
