"""UCDP's columns with the codes of its codebook, over deadly incidents alone."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from tests.run.published import make_ledger, published
from tollbook.publish.formats import ucdp_ged
from tollbook.publish.released import Colophon, Release

NUMBERS = (
    "year",
    "number_of_sources",
    "latitude",
    "longitude",
    "priogrid_gid",
    "deaths_civilians",
    "best",
    "high",
    "low",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp = tmp_path_factory.mktemp("published")
    make_ledger(tmp / "war.ledger")
    done = published(tmp / "war.ledger", tmp / "out", policies="ucdp", formats="ucdp-ged", site=False)
    assert not done.blocked
    return tmp / "out" / "data"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_row_has_the_49_columns_and_ucdp_s_codes(data: Path) -> None:
    found = rows(data / "ucdp_ged.csv")
    assert len(found) == 6
    for row in found:
        assert len(row) == len(ucdp_ged.COLUMNS) == 49
        assert [name for name in NUMBERS if not float(row[name]) >= 0] == []
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
        assert (
            row["where_prec"] in tuple("1234567")
            and row["date_prec"] in tuple("12345")
            and row["event_clarity"] in "12"
        )
        assert date.fromisoformat(row["date_start"]) <= date.fromisoformat(row["date_end"])
        assert row["geom_wkt"] == f"POINT ({row['longitude']} {row['latitude']})"
        parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert sum(int(row[part]) for part in parts) == int(row["best"])
        assert row["where_description"] == row["where_coordinates"]
        theirs = ("conflict_dset_id", "dyad_new_id", "side_a_new_id", "side_b_dset_id", "country_id", "gwnoa")
        assert {row[name] for name in theirs} == {""}  # ids that are UCDP's to give


def test_an_incident_of_which_nobody_is_said_to_have_died_is_no_event_of_ucdp(data: Path, tmp_path: Path) -> None:
    subjects = [json.loads(line) for line in (data / "subjects.jsonl").read_text().splitlines()]
    incidents = [subject for subject in subjects if subject["kind"] == "incident"]
    harmless, unharmed = incidents[0], incidents[1]
    harmless["figures"] = []
    for made in unharmed["figures"]:
        made["figure"] |= {"low": 0, "best": 0, "high": 0}
    for name in ("reports", "claims"):
        (tmp_path / f"{name}.jsonl").write_bytes((data / f"{name}.jsonl").read_bytes())
    (tmp_path / "subjects.jsonl").write_text("".join(json.dumps(subject) + "\n" for subject in subjects))
    colophon = Colophon.model_validate_json((data / "colophon.jsonl").read_text())
    (written,) = ucdp_ged.write(Release(colophon, tmp_path), tmp_path)
    assert {row["id"] for row in rows(written)} == {one["id"] for one in incidents[2:]}
