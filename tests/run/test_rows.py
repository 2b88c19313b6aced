from __future__ import annotations

import json

from tests.run.rows_fixture import TEXT, row
from tollbook.model import Place, Precision, Reading, SourceKind, Speaker, Victims
from tollbook.run.rows import FLAT_COLUMNS, to_flat, to_guide


def test_the_guides_format_has_every_scored_field_and_names_claim_and_report() -> None:
    written = json.loads(json.dumps(to_guide(row())))
    kept_by_the_machine = {"trace", "confidence", "group"}
    assert Reading.model_fields.keys() - kept_by_the_machine <= written.keys()
    assert written["id"].startswith("m-")
    assert written["report"] == "orvale"
    span = written["evidence"]
    assert TEXT[span["start"] : span["end"]] == span["text"]
    assert written["when"] == {"start": None, "end": None}


def test_a_flat_row_has_its_columns_and_only_plain_values() -> None:
    place = Place(name="Orvale", country="NL", lat=-1.5, lon=2.0, precision=Precision.SETTLEMENT)
    chain = (Speaker(name="rescue workers", kind=SourceKind.RESCUE_SERVICE), Speaker(name="Orvale Radio"))
    flat = to_flat(row(place=place, source=chain, victims=Victims(names=("A. B.", "C. D."))))
    assert tuple(flat) == FLAT_COLUMNS
    assert all(value is None or isinstance(value, str | int | float) for value in flat.values())
    assert flat["source"] == "rescue workers < Orvale Radio"
    assert (flat["lat"], flat["published"], flat["victims_names"]) == (-1.5, "2023-01-04", "A. B.; C. D.")


def test_a_claim_without_victims_place_or_source_is_written_too() -> None:
    flat = to_flat(row(victims=None))
    assert (flat["victims_party"], flat["place"], flat["source"]) == (None, None, None)
