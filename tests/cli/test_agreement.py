from __future__ import annotations

import json
from pathlib import Path

from .conftest import tollbook


def judge(copy: Path, by: str, verdict: str = "accept", number: int = 3) -> None:
    lines = tollbook("claims", "--ledger", copy, "--format", "jsonl").stdout.splitlines()
    for line in lines[:number]:
        assert tollbook("judge", json.loads(line)["id"], verdict, "--by", by, "--ledger", copy).returncode == 0


def test_a_table_and_json_of_two_coders(copy: Path) -> None:
    judge(copy, "Ann")
    judge(copy, "Bo")
    done = tollbook("agreement", "--ledger", copy)
    assert done.returncode == 0
    head, columns, first, *_ = done.stdout.splitlines()
    assert head == "Ann and Bo: 3 claims of 1 report that both judged"
    assert columns.split() == ["field", "claims", "agree", "alpha", "Gwet", "scale"]
    assert first.split() == ["claim", "3", "100%", "-", "1.00", "nominal,", "AC1"]
    assert "3 claims were judged when the other's judgement stood in the ledger: not blind" in done.stderr
    options = ("--coder", "Ann", "--machine", "--field", "count.low", "--format", "jsonl")
    (line,) = tollbook("agreement", "--ledger", copy, *options).stdout.splitlines()
    found = json.loads(line)
    assert (found["coders"], found["field"], found["percent"]["value"]) == (["Ann", "machine"], "count.low", 1)
    assert found["percent"]["why"] == "no interval from fewer than 5 reports"


def test_where_it_cannot_be_told_who_is_meant_the_coders_are_named(copy: Path) -> None:
    done = tollbook("agreement", "--ledger", copy)
    assert (done.returncode, "the ledger has judgements of nobody" in done.stderr) == (2, True)
    for by in ("Ann", "Bo", "Cleo"):
        judge(copy, by, number=1)
    done = tollbook("agreement", "--ledger", copy)
    assert (done.returncode, "Ann (1 report), Bo (1 report), Cleo (1 report)" in done.stderr) == (2, True)
