"""What is reconciled piece by piece is, row for row, what is reconciled at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from evals.made_claims import made
from evals.made_ledger import fill
from tests.ledger.conftest import Places, places, postgres, postgres_server
from tests.ledger.made import judgement
from tollbook.ledger import Ledger, schema
from tollbook.ledger.engine import make_engine, parse_target
from tollbook.reconcile import FlatClaim, FlatReport
from tollbook.run.reconciling import reconcile_at

__all__ = ["places", "postgres", "postgres_server"]

TABLES = [table for table in schema.RECORD if table is not schema.record_state]


def rows(where: Path | str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the record, and the turn of each claim in review."""
    engine = make_engine(parse_target(where), read_only=True, timeout=30)
    turns = schema.current_claims.c
    with engine.connect() as conn:
        found = {table.name: sorted(map(tuple, conn.execute(select(table))), key=repr) for table in TABLES}
        found["turns"] = sorted(map(tuple, conn.execute(select(turns.mention_id, turns.turn))))
    engine.dispose()
    return found


def differing(where: Path | str) -> list[str]:
    """The tables that are others once all is reconciled anew."""
    before = rows(where)
    reconcile_at(str(where), anew=True)
    after = rows(where)
    return [name for name in before if before[name] != after[name]]


@pytest.fixture(scope="module")
def told() -> tuple[list[FlatClaim], list[FlatReport]]:
    """Reports of a few wars, one of them with most of the claims."""
    claims, reports, _ = made(500, seed=5)
    return claims, reports


def parts(
    told: tuple[Sequence[FlatClaim], Sequence[FlatReport]], *steps: int
) -> Iterator[tuple[list[FlatClaim], list[FlatReport]]]:
    """The reports in portions, not in the order of their days."""
    claims, reports = told
    mixed = sorted(reports, key=lambda report: report.id[::-1])
    for start, stop in zip((0, *steps), (*steps, len(mixed)), strict=True):
        chosen = mixed[start:stop]
        ids = {report.id for report in chosen}
        yield [claim for claim in claims if claim.report in ids], chosen


@pytest.mark.parametrize("steps", [(150,), (290, 300)])
def test_report_by_report_is_all_at_once(
    told: tuple[list[FlatClaim], list[FlatReport]], tmp_path: Path, steps: tuple[int, ...]
) -> None:
    where = tmp_path / "wars.ledger"
    for claims, reports in parts(told, *steps):
        with Ledger.open(where) as ledger:
            fill(ledger, claims, reports)
        reconcile_at(str(where))
    assert rows(where)["influence"]
    assert differing(where) == []


def test_what_people_decide_changes_the_rows_that_it_would_change_anew(
    told: tuple[list[FlatClaim], list[FlatReport]],
    places: Places,
) -> None:
    where = places.new()
    with Ledger.open(where) as ledger:
        fill(ledger, *told)
    reconcile_at(where)
    with Ledger.open(where) as ledger:
        moving = sorted(ledger.all_influence(), key=lambda one: (-one.move, one.claim))
        ledger.judge(judgement(moving[0].claim, "reject"))
        ledger.judge(judgement(moving[5].claim, "accept"))
    reconcile_at(where)
    assert moving[0].claim not in {row[0] for row in rows(where)["influence"]}
    assert differing(where) == []


def test_reports_of_another_war_write_no_row_of_this_one(
    told: tuple[list[FlatClaim], list[FlatReport]], tmp_path: Path
) -> None:
    where = tmp_path / "wars.ledger"
    with Ledger.open(where) as ledger:
        fill(ledger, *told)
    reconcile_at(str(where))
    before = rows(where)
    more, further, _ = made(20, seed=8)
    with Ledger.open(where) as ledger:
        fill(
            ledger,
            [replace(c, id=f"n{c.id}", report=f"n{c.report}", country="ZZ", place=f"{c.place} Z") for c in more],
            [replace(r, id=f"n{r.id}", name=f"n{r.name}") for r in further],
        )
    reconcile_at(str(where))
    after = rows(where)
    for table in (schema.links, schema.subjects, schema.subject_claims, schema.claim_cells):
        assert set(before[table.name]) <= set(after[table.name]), table.name
    assert differing(where) == []


def test_every_table_of_the_record_is_looked_at() -> None:
    assert all(isinstance(table, Table) for table in TABLES)
    assert {"influence", "subject_heads", "sources", "map_spots"} <= {table.name for table in TABLES}
