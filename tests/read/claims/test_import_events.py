"""The maps for event data sets, on invented rows under their columns."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from tollbook.model import Certainty, Extent, Precision, Status
from tollbook.read.claims import load_map, read_table

GED = (
    "id,type_of_violence,side_a,side_b,number_of_sources,source_office,source_headline,source_original,where_prec,"
    "where_coordinates,adm_1,latitude,longitude,country,event_clarity,date_start,date_end,deaths_a,deaths_b,"
    "deaths_civilians,deaths_unknown,best,high,low"
)
ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,civilian_targeting,country,admin1,"
    "location,latitude,longitude,geo_precision,source,notes,fatalities,timestamp"
)


def rows(map_name: str, header: str, *values: dict[str, str]) -> list[list[dict[str, Any]]]:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, header.split(","), restval="")
    writer.writeheader()
    writer.writerows(values)
    found = read_table("t.csv", stream.getvalue().encode(), load_map(map_name), today=date(2026, 6, 1))
    assert found.faults == ()
    return [[dict(claim.reading) for claim in row.claims] for row in found.rows]


EVENT = {
    "id": "9", "type_of_violence": "1", "side_a": "Government of Syria", "side_b": "IS", "source_office": "Reuters",
    "source_original": "SOHR", "where_prec": "2", "where_coordinates": "Palmyra town", "adm_1": "Homs governorate",
    "latitude": "34.56", "longitude": "38.26", "country": "Syria", "event_clarity": "1",
    "date_start": "2031-01-04 00:00:00.000", "date_end": "2031-01-04 00:00:00.000", "deaths_a": "9", "deaths_b": "0",
    "deaths_civilians": "1", "deaths_unknown": "0", "best": "10", "high": "12", "low": "9",
}  # fmt: skip


def test_an_event_of_ucdp() -> None:
    event = EVENT | {"date_start": "2021-01-04 00:00:00.000", "date_end": "2021-01-04 00:00:00.000"}
    (found,) = rows("ucdp-ged", GED, event)
    total, side_a, civilians = found
    count, place = total["count"], total["place"]
    assert (count.low, count.best, count.high) == (9, 10, 12)
    assert [speaker.name for speaker in total["source"]] == ["SOHR", "Reuters", "UCDP"]
    assert (place.name, place.admin1, place.precision) == ("Palmyra", "Homs", Precision.ADM2)
    assert (side_a["victims"].party, side_a["victims"].status) == ("Syria", Status.COMBATANT)
    assert civilians["victims"].status is Status.CIVILIAN
    assert civilians["actor"] is None


def test_one_sided_violence_names_who_did_it_and_several_sources_are_ucdps_reckoning() -> None:
    event = EVENT | {
        "type_of_violence": "3", "side_a": "JNIM", "side_b": "Civilians", "source_original": "a resident;police",
        "event_clarity": "2", "date_start": "2021-01-04", "date_end": "2021-01-06", "deaths_a": "0",
    }  # fmt: skip
    (found,) = rows("ucdp-ged", GED, event)
    _, civilians = found
    assert civilians["actor"].party == "JNIM"
    assert [speaker.name for speaker in civilians["source"]] == ["UCDP"]
    assert civilians["extent"] is Extent.PERIOD


def test_events_of_acled() -> None:
    event = {
        "event_id_cnty": "SUD1", "event_date": "12 June 2023", "time_precision": "1",
        "event_type": "Violence against civilians", "sub_event_type": "Attack", "actor1": "RSF: Rapid Support Forces",
        "actor2": "Civilians (Sudan)", "civilian_targeting": "Civilian targeting", "country": "Sudan",
        "admin1": "South Darfur", "location": "Nyala", "latitude": "12.05", "longitude": "24.88", "geo_precision": "1",
        "source": "Radio Dabanga", "notes": "On 12 June, fighters shot at people in Nyala.", "fatalities": "4",
    }  # fmt: skip
    strike = event | {
        "event_id_cnty": "SUD2", "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
        "civilian_targeting": "", "time_precision": "3", "fatalities": "0", "source": "A; B",
    }  # fmt: skip
    ((attack,), (bombed,)) = rows("acled", ACLED, event, strike)
    assert attack["actor"].party == "Rapid Support Forces"
    assert attack["victims"].status is Status.CIVILIAN
    assert [speaker.name for speaker in attack["source"]] == ["Radio Dabanga", "ACLED"]
    assert attack["evidence"].text.startswith("notes: On 12 June")
    assert (bombed["actor"], bombed["certainty"], bombed["means"]) == (None, Certainty.HEDGED, "air_strike")
    window = bombed["when"]
    assert (window.start, window.end) == (date(2023, 5, 28), date(2023, 6, 27))
    assert [speaker.name for speaker in bombed["source"]] == ["ACLED"]
