from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import tollbook
from tollbook.ledger import Ledger


def test_reconciling_says_what_it_made_and_the_second_time_that_nothing_has_changed(copy: Path) -> None:
    first = tollbook("reconcile", "--ledger", copy)
    assert first.returncode == 0, first.stderr
    assert "worked on" in first.stdout
    assert "ids: " in first.stdout
    with Ledger.open(copy) as ledger:
        before = (ledger.subjects(), ledger.links())
    assert "nothing has changed" in tollbook("reconcile", "--ledger", copy).stdout
    again = tollbook("reconcile", "--ledger", copy, "--anew")
    assert "worked on" in again.stdout
    assert "ids: " not in again.stdout
    with Ledger.open(copy) as ledger:
        assert (ledger.subjects(), ledger.links()) == before


def test_several_processes_make_the_same_record(copy: Path) -> None:
    tollbook("reconcile", "--ledger", copy)
    with Ledger.open(copy) as ledger:
        alone = (ledger.subjects(), ledger.links(), ledger.dependences(), ledger.all_influence())
    done = tollbook("reconcile", "--ledger", copy, "--anew", "--workers", "2")
    assert "worked on" in done.stdout, done.stderr
    with Ledger.open(copy) as ledger:
        assert (ledger.subjects(), ledger.links(), ledger.dependences(), ledger.all_influence()) == alone


def test_what_is_no_day_is_refused(copy: Path) -> None:
    for given in ("yesterday", "2023-W01", "2023-W01-1", "20230104"):
        done = tollbook("reconcile", "--ledger", copy, "--since", given)
        assert done.returncode == 2
        assert "write YYYY-MM-DD" in done.stderr


def test_an_incident_is_judged_by_its_id(copy: Path) -> None:
    tollbook("reconcile", "--ledger", copy)
    with Ledger.open(copy) as ledger:
        subject = ledger.subjects("incident")[0]
    done = tollbook("judge", subject.id, "accept", "--ledger", copy, "--by", "Ann", "--why", "read all its claims")
    assert done.stdout == f"{subject.id}: accept\n"
    with Ledger.open(copy) as ledger:
        (stored,) = ledger.record_judgements(subject=subject.id)
    assert set(stored.judgement.claims) == set(subject.claims)
    rows = map(json.loads, tollbook("incidents", "--ledger", copy, "--format", "jsonl").stdout.splitlines())
    assert {row["incident"]: row["state"] for row in rows}[subject.id] == "accepted"
    wrong = tollbook("judge", subject.claims[0], "merge", "--with", "i-1", "--ledger", copy, "--by", "Ann")
    assert "go with an incident" in wrong.stderr


def test_series_are_shown_under_the_ids_by_which_they_are_judged(copy: Path) -> None:
    tollbook("reconcile", "--ledger", copy)
    shown = tollbook("series", "--ledger", copy, "--format", "jsonl").stdout
    with Ledger.open(copy) as ledger:
        stored = {s.id for s in ledger.subjects("series")}
    ids = [json.loads(line)["id"] for line in shown.splitlines()]
    assert set(ids) == stored
    assert len(ids) == len(set(ids))
