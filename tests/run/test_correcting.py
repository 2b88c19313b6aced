"""A corrected place name brings its country and coordinates, or empties the old place's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tollbook.ledger import Ledger
from tollbook.model import Claim, Measure, Mention, Place, Precision, Reading, Report, Span
from tollbook.run.judging import Recorded, record_judgement

TEXT = "Three people were killed in Lozova, a doctor in Kharkiv said."
LOZOVA = Place(
    text="Lozova", name="Lozova", country="UA", admin1="Kharkiv", lat=48.9, lon=36.3, precision=Precision.SETTLEMENT
)


@pytest.fixture
def where(tmp_path: Path) -> str:
    report = Report(text=TEXT, given_id="lozova")
    mention = Mention(report_id=report.id, text_id=report.text_id, measure=Measure.KILLED, anchor_start=0, anchor_end=5)
    reading = Reading(evidence=Span(start=0, end=5, text="Three"), measure=Measure.KILLED, place=LOZOVA)
    path = str(tmp_path / "l.db")
    with Ledger.open(path) as ledger:
        ledger.add_report_with_claims(
            report, None, ledger.start_run("test.1").id, [Claim(mention=mention, reading=reading)]
        )
    return path


def corrected(where: str, **fields: Any) -> tuple[Recorded, Place | None]:
    with Ledger.open(where) as ledger:
        claim = ledger.claims()[0].id
    given = {f"place.{name}": value for name, value in fields.items()}
    done = record_judgement(where, claim, verdict="correct", fields=given, why=None, by="Ana")
    with Ledger.open(where) as ledger:
        return done, ledger.claims()[0].reading.place


def test_another_name_brings_what_the_gazetteer_knows_of_it(where: str) -> None:
    done, place = corrected(where, name="Lviv")
    assert place is not None
    assert (place.name, place.text, place.country, place.admin1) == ("Lviv", "Lozova", "UA", "Lviv")
    assert (round(place.lat or 0), round(place.lon or 0), place.precision) == (50, 24, Precision.SETTLEMENT)
    assert done.said is not None and "Lviv: country, admin1, lat, lon, precision are those of Lviv" in done.said
    assert done.fields.keys() == {f"place.{n}" for n in ("name", "country", "admin1", "lat", "lon", "precision")}


def test_what_is_given_by_hand_wins_and_narrows_the_choice(where: str) -> None:
    _, place = corrected(where, name="Paris", country="US", precision="region")
    assert place is not None
    assert (place.country, place.precision) == ("US", Precision.REGION)
    assert place.lon is not None and place.lon < -80


def test_a_name_that_is_not_in_the_gazetteer_leaves_nothing_of_the_old_place(where: str) -> None:
    done, place = corrected(where, name="Qqzx Hollow", country="UA")
    assert place == Place(text="Lozova", name="Qqzx Hollow", country="UA")
    assert done.said is not None and "not in the gazetteer; admin1, lat, lon, precision" in done.said


@pytest.mark.parametrize("fields", [{"name": "Lozova"}, {"country": "RU"}, {"name": None}])
def test_where_no_other_place_is_named_nothing_is_filled_in(where: str, fields: dict[str, Any]) -> None:
    done, place = corrected(where, **fields)
    assert done.said is None
    assert place == LOZOVA.model_copy(update=fields)
