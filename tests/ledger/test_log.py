from __future__ import annotations

import re
from typing import Any

from sqlalchemy import event

from tests.ledger.made import change_of, claims_of, counted, fill, judgement, moved, record_judgement, report
from tollbook.ledger import Ledger, schema
from tollbook.model import Project

LOG = {table.name for table in schema.LOG}


def busy(ledger: Ledger) -> None:
    """Everything that writes."""
    made = fill(ledger)
    ledger.judge(judgement(made[0].id, "correct", count__low=3))
    ledger.set_project(Project(name="x"))
    again = claims_of(report(1))
    for n, claims in enumerate(([counted(again[0], 9), moved(report(1), again[1], 0, 3)], again, [])):
        run = ledger.start_run(f"rules.{n + 2}")
        ledger.store_run(report(1).id, run.id, claims)
        ledger.end_run(run.id)
    with Ledger.open(":memory:") as other:
        other.judge(judgement(fill(other, [7])[0].id))
        ledger.merge(other)
    ledger.judge_record(record_judgement())
    ledger.replace_record(change_of(ledger))
    ledger.replace_record(change_of(ledger, event="changed"))
    ledger.rebuild()


def test_the_log_is_only_ever_appended_to(ledger: Ledger) -> None:
    said: list[str] = []

    def note(conn: Any, cursor: Any, statement: str, *args: Any) -> None:
        said.append(statement)

    event.listen(ledger._database.engine, "before_cursor_execute", note)
    busy(ledger)
    changes = [s for s in said if re.match(r"\s*(UPDATE|DELETE|REPLACE|INSERT OR|TRUNCATE|DROP|ALTER)", s, re.I)]
    touched = {re.sub(r'["\s].*', "", re.sub(r'(?is)^\s*(UPDATE|DELETE FROM)\s+"?', "", s)) for s in changes}
    assert touched
    assert not touched & LOG, f"changed in place: {touched & LOG}"
    assert touched <= {
        "ledger_state",
        "text_index",
        "claim_index",
        "queue_index",
        *(table.name for table in (*schema.CLAIMS, *schema.RECORD, *schema.CASES)),
    }


def test_rebuilding_gives_the_same_projections(ledger: Ledger) -> None:
    busy(ledger)
    before, found = ledger.projection_rows(), [r.id for r in ledger.reports(search="guards council")]
    ledger.rebuild()
    assert ledger.projection_rows() == before
    assert [r.id for r in ledger.reports(search="guards council")] == found != []
    ledger.rebuild()
    assert ledger.projection_rows() == before


def test_projections_say_how_far_into_the_log_they_go(ledger: Ledger) -> None:
    busy(ledger)
    with ledger._database.read() as conn:
        state = conn.execute(schema.state.select()).one()
    assert state.projected_seq == state.last_seq > 0
    assert state.projection_version == schema.PROJECTION_VERSION


def test_sequence_numbers_run_through_all_tables_without_gap(ledger: Ledger) -> None:
    busy(ledger)
    with ledger._database.read() as conn:
        found = sorted(row.seq for table in schema.LOG for row in conn.execute(table.select()))
        last = conn.execute(schema.state.select()).one().last_seq
    assert found == list(range(1, last + 1))
