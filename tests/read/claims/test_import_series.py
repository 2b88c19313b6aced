"""The ready-made maps on the tables that they are for, where these lie beside the checkout."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tollbook.model import Claim, Comparator, Extent
from tollbook.read.claims import TableRead, load_map, read_table

SERIES = Path(__file__).parents[3].parent / "shared" / "corpus" / "series"
pytestmark = pytest.mark.skipif(
    not (SERIES / "gaza_daily.jsonl").is_file(), reason="the corpus is not beside the checkout"
)


def imported(map_name: str, file: str) -> TableRead:
    path = SERIES / file
    return read_table(path.name, path.read_bytes(), load_map(map_name), today=date(2026, 11, 1))


def claims(found: TableRead) -> list[Claim]:
    assert found.faults == ()
    return [claim for row in found.rows for claim in row.claims]


def test_the_newsrooms_rival_totals() -> None:
    table = imported("economist", "economist/claims.csv")
    found = claims(table)
    assert (len(table.rows), len(found), sum(c.reading.set_aside for c in found)) == (124, 124, 4)
    assert Counter(c.reading.measure.value for c in found) == {"casualties": 74, "killed": 50}
    assert Counter((c.reading.victims and c.reading.victims.party) for c in found) == {"Russia": 102, "Ukraine": 22}
    assert Counter(c.reading.count.comparator.value for c in found) == {
        "exact": 74,
        "between": 34,
        "at_least": 14,
        "up_to": 2,
    }
    assert sum(len(c.reading.source) == 2 for c in found) == 21
    beside = [c.reading.count for c in found if c.reading.count.best not in (None, c.reading.count.low)]
    assert (beside[0].low, beside[0].best, beside[0].high) == (290_000, 320_000, 350_000)
    nato = next(c for c in found if c.reading.source[0].name == "NATO officials" and c.reading.count.low == 7000)
    assert [speaker.name for speaker in nato.reading.source] == ["NATO officials", "The Washington Post"]
    assert {fault.row for fault in table.warnings} >= {102, 103}  # dated a month after their source


def test_a_series_that_never_falls() -> None:
    found = claims(imported("totals", "russia_losses_personnel.csv"))
    assert len(found) == 1626
    assert Counter(c.reading.count.comparator for c in found) == {Comparator.ABOUT: 1620, Comparator.MORE_THAN: 6}
    assert {c.reading.extent for c in found} == {Extent.CUMULATIVE}


def test_bulletins_state_what_their_rows_state() -> None:
    table = imported("bulletins", "gaza_daily.jsonl")
    found = claims(table)
    assert len(table.rows) == 1051
    assert not any("ext_" in row.report.text for row in table.rows)
    committee = [c.reading for c in found if c.reading.recognised is not None]
    assert (len(committee), sum(r.count.low or 0 for r in committee)) == (38, 9774)
    by_id = {row.report.given_id: row for row in table.rows}
    assert by_id["gaza bulletin 2024-08-11"].claims == ()  # no bulletin was issued
    days = by_id["gaza bulletin 2024-09-21"].claims[0].reading.when
    assert (days.start, days.end) == (date(2024, 9, 19), date(2024, 9, 21))  # 72 hours
