from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import tollbook


def test_a_revised_toll_is_told_with_what_changed_it(copy: Path) -> None:
    tollbook("reconcile", "--ledger", copy)
    done = tollbook("diff", "--from", "2023-01-03", "--to", "2023-01-05", "--ledger", copy)
    assert done.returncode == 0, done.stderr
    (block,) = (part for part in done.stdout.split("\nMakiivka, ")[1:] if "63–400" in part)
    assert ": killed, ucdp\n  63–400, best 63 -> 89–400, best 89" in block
    assert "    - Russia's defence ministry said 63 on 2023-01-02: replaced by" in block
    assert "changed" in done.stderr


def test_the_same_day_twice_differs_in_nothing(copy: Path) -> None:
    tollbook("reconcile", "--ledger", copy)
    done = tollbook("diff", "--from", "2023-01-05", "--to", "2023-01-05", "--ledger", copy)
    assert done.stdout == ""
    assert "0 figures changed" in done.stderr


def test_changes_are_json_lines_with_their_causes(copy: Path) -> None:
    tollbook("reconcile", "--ledger", copy)
    found = tollbook("diff", "--from", "2023-01-03", "--to", "2023-01-05", "--format", "jsonl", "--ledger", copy).stdout
    changes = [json.loads(line) for line in found.splitlines()]
    assert changes
    assert all(change["before"] != change["after"] and change["causes"] for change in changes)


def test_what_was_recorded_on_a_day_before_the_ledger_was_made_is_nothing(copy: Path) -> None:
    tollbook("reconcile", "--ledger", copy)
    done = tollbook("diff", "--from", "2001-01-01", "--recorded", "--format", "jsonl", "--ledger", copy)
    assert all(json.loads(line)["before"] is None for line in done.stdout.splitlines())
    assert done.stdout


def test_a_ledger_without_a_record_says_what_to_run(copy: Path) -> None:
    done = tollbook("diff", "--from", "2023-01-03", "--ledger", copy)
    assert done.returncode == 2
    assert "tollbook reconcile" in done.stderr


def test_days_the_wrong_way_round_are_refused(copy: Path) -> None:
    done = tollbook("diff", "--from", "2023-01-05", "--to", "2023-01-03", "--ledger", copy)
    assert done.returncode == 2
    assert "give the earlier day as --from" in done.stderr
