"""`tollbook import` and `tollbook series` on tables of daily figures, beside the demo's reports."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Demo, tollbook

SERIES = Path(__file__).parents[2].parent / "shared" / "corpus" / "series"
pytestmark = pytest.mark.skipif(not SERIES.is_dir(), reason="the corpus is not beside the checkout")
ERRORS = ("difference", "cancels", "late_total")


@pytest.fixture(scope="module")
def rows(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    ledger = tmp_path_factory.mktemp("tables") / "tables.ledger"
    shutil.copy(demo.ledger, ledger)
    for table, name in (("gaza_daily.jsonl", "bulletins"), ("russia_losses_personnel.csv", "totals")):
        assert tollbook("import", SERIES / table, "--map", name, "--ledger", ledger).returncode == 0
    done = tollbook("series", "--ledger", ledger, "--format", "jsonl")
    return [json.loads(line) for line in done.stdout.splitlines()]


def one(rows: list[dict[str, Any]], source: str, measure: str) -> dict[str, Any]:
    (found,) = [r for r in rows if source in r["said_by"] and r["measure"] == measure and r["group"] == []]
    return found


def days(row: dict[str, Any], *kinds: str) -> list[str]:
    return [day for finding in row["findings"] if finding["kind"] in kinds for day in finding["days"]]


def test_imported_bulletins_differ_on_seven_days_and_have_two_gaps(rows: list[dict[str, Any]]) -> None:
    killed = one(rows, "Gaza Health Ministry", "killed")
    assert days(killed, *ERRORS) == [
        *("2023-12-05", "2023-12-08", "2023-12-09", "2024-01-12", "2024-01-16", "2024-08-27", "2024-08-28"),
    ]
    assert days(killed, "gap") == ["2023-12-07", "2023-12-18"]
    assert {finding["kind"] for finding in killed["findings"]} == {*ERRORS, "gap", "retroactive"}
    assert (killed["account"]["additions"], killed["account"]["recognised"]) == (38, 9774)
    injured = one(rows, "Gaza Health Ministry", "injured")["account"]
    assert (injured["differ"], injured["gaps"], injured["falls"]) == (14, 2, 0)


def test_an_imported_running_total_is_added_up_nowhere(rows: list[dict[str, Any]]) -> None:
    losses = one(rows, "General Staff of the Armed Forces of Ukraine", "casualties")
    assert losses["findings"] == []
    assert (losses["account"]["standstills"], losses["account"]["falls"]) == (7, 0)


def test_the_reports_figures_are_those_of_the_table(rows: list[dict[str, Any]]) -> None:
    reports = one(rows, "Ukraine's General Staff", "killed")
    (same,) = reports["findings"]
    assert same["kind"] == "same_figures"
    assert "2023-01-04" in same["days"]
    assert "4 of 4 daily figures are the steps between that series' totals" in same["why"]
