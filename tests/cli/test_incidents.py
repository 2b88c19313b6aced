"""`tollbook incidents` on the demo's ledger."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import tollbook
from tollbook.ledger import Ledger


@pytest.fixture
def made(copy: Path) -> Path:
    assert tollbook("reconcile", "--ledger", copy).returncode == 0
    return copy


def test_incidents_as_json_lines_and_csv(made: Path) -> None:
    done = tollbook("incidents", "--ledger", made, "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    with Ledger.open(made) as ledger:
        assert {row["incident"] for row in rows} == {s.id for s in ledger.subjects() if s.kind == "incident"}
    assert all(row["policy"] == "latest" for row in rows)
    (strike,) = (row for row in rows if "02-makiivka-revised" in row["articles"])
    assert strike["killed"] == {"low": 89, "best": 89, "high": 89}
    assert any(row["sub_event_type"] for row in rows)
    main = [name for row in rows for name in row["articles"]]
    assert len(main) == len(set(main))
    table = list(csv.DictReader(io.StringIO(tollbook("incidents", "--ledger", made, "--format", "csv").stdout)))
    assert [row["incident"] for row in table] == [row["incident"] for row in rows]


def test_what_all_accounts_make_likeliest_is_a_range_around_its_best(made: Path) -> None:
    done = tollbook("incidents", "--ledger", made, "--policy", "likeliest", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    assert all(row["killed"]["low"] <= row["killed"]["best"] <= row["killed"]["high"] for row in rows)


def test_incidents_as_a_table_and_under_a_house(made: Path) -> None:
    shown = tollbook("incidents", "--ledger", made, "--policy", "ucdp")
    assert shown.returncode == 0, shown.stderr
    assert "killed" in shown.stdout.splitlines()[0]


def test_reports_without_claims_are_listed_if_asked(made: Path) -> None:
    plain = tollbook("incidents", "--ledger", made, "--format", "jsonl").stdout.splitlines()
    asked = tollbook("incidents", "--ledger", made, "--format", "jsonl", "--unplaced").stdout.splitlines()
    with Ledger.open(made) as ledger:
        names = {report.given_id for report in ledger.reports()}
    told = {name for line in asked for row in [json.loads(line)] for name in (*row["articles"], *row["also"])}
    assert names <= told
    assert len(asked) >= len({json.loads(line)["incident"] for line in plain}) - len(plain)


def test_what_cannot_be_is_refused(made: Path) -> None:
    assert tollbook("incidents", "--ledger", made, "--policy", "nobody").returncode == 2
    wrong = tollbook("incidents", "--ledger", made, "--output", "x.csv")
    assert wrong.returncode == 2
    assert "--format csv or jsonl" in wrong.stderr
