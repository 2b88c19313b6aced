"""Web Annotations, TimeMap's files and the ACLED-like table, held against what their readers take; bad ones beside.

The schemas say in JSON Schema what the W3C's model, TimeMap's own checks and ACLED's codebook say.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.run.published import make_ledger, published

SCHEMAS = Path(__file__).with_name("schemas")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp = tmp_path_factory.mktemp("published")
    make_ledger(tmp / "war.ledger")
    done = published(tmp / "war.ledger", tmp / "out", formats="annotations,timemap,acled", site=False)
    assert not done.blocked
    return tmp / "out" / "data"


def faults(schema: str, document: Any) -> list[str]:
    read = json.loads((SCHEMAS / f"{schema}.schema.json").read_text())
    found = jsonschema_rs.validator_for(read, validate_formats=True).iter_errors(document)
    return [f"{error.instance_path}: {error.message}" for error in found]


def annotations(data: Path) -> Any:
    return json.loads((data / "annotations.jsonld").read_text())


def timemap(data: Path, name: str) -> Any:
    return json.loads((data / f"timemap_{name}.json").read_text())


def acled(data: Path) -> list[dict[str, str]]:
    with (data / "acled_like.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_annotations_are_the_w3c_s_and_quote_words_of_reports(data: Path) -> None:
    page = annotations(data)
    assert faults("web_annotation", page) == []
    assert page["items"] and len({one["id"] for one in page["items"]}) == len(page["items"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one.pop("target"),
        lambda one: one.update(motivation="counting"),
        lambda one: one["body"].pop("value"),
        lambda one: one.update(quotation="words"),
        lambda one: one["target"].update(source="report one"),
        lambda one: one["target"]["selector"].append({"type": "TextPositionSelector", "start": -1, "end": 4}),
        lambda one: one["target"]["selector"][0].update(exact=""),
    ],
)
def test_a_bad_annotation_is_refused(data: Path, spoil: Callable[[Any], Any]) -> None:
    page = annotations(data)
    spoil(page["items"][0])
    assert faults("web_annotation", page)


def test_timemap_keeps_every_event_source_and_association(data: Path) -> None:
    events, sources, associations = (timemap(data, name) for name in ("events", "sources", "associations"))
    assert events and [fault for event in events for fault in faults("timemap_event", event)] == []
    assert sources and faults("timemap_sources", sources) == []
    assert associations and [f for one in associations for f in faults("timemap_association", one)] == []
    assert all(id_ == source["id"] for id_, source in sources.items())
    assert {id_ for event in events for id_ in event["sources"]} <= set(sources)  # looked up by id
    known = [one["id"] for one in associations]
    assert {id_ for event in events for id_ in event["associations"]} <= set(known)
    assert len(known) == len(set(known))  # of two alike TimeMap ignores one


@pytest.mark.parametrize(
    "spoil",
    [
        lambda event: event.update(date=""),
        lambda event: event.update(date="2031-05-14"),
        lambda event: event.pop("longitude"),
        lambda event: event.update(latitude=11.5),
        lambda event: event.update(killed="3"),
        lambda event: event.pop("associations"),
    ],
)
def test_timemap_would_drop_a_bad_event(data: Path, spoil: Callable[[Any], Any]) -> None:
    event = timemap(data, "events")[0]
    spoil(event)
    assert faults("timemap_event", event)


def test_timemap_takes_no_list_of_sources(data: Path) -> None:
    sources = timemap(data, "sources")
    assert faults("timemap_sources", list(sources.values()))
    next(iter(sources.values()))["affil_s"] = "Northern Post"
    assert faults("timemap_sources", sources)


def test_the_acled_like_table_has_acled_s_columns_and_codes(data: Path) -> None:
    rows = acled(data)
    assert rows and [fault for row in rows for fault in faults("acled_row", row)] == []
    assert all(date.fromisoformat(row["event_date"]).year == int(row["year"]) for row in rows if row["event_date"])


@pytest.mark.parametrize(
    "change",
    [
        {"event_date": "14 May 2031"},
        {"time_precision": "4"},
        {"event_type": "Shelling"},
        {"event_type": "Battles", "sub_event_type": "Attack"},
        {"geo_precision": "7"},
        {"fatalities": "at least 3"},
        {"latitude": "91.5"},
        {"interaction": "many"},
        {"policy": "ucdp"},
    ],
)
def test_a_bad_row_is_refused(data: Path, change: dict[str, str]) -> None:
    assert faults("acled_row", acled(data)[0] | change)
