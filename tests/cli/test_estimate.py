"""`tollbook estimate`: several methods side by side, refusals with their reason, and no ledger is touched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Demo, tollbook

WARNING = "an estimate, not a count; in no toll"
TABLE = (
    "police,hospital,press,monitor,count\n"
    "1,0,0,0,300\n0,1,0,0,220\n0,0,1,0,260\n0,0,0,1,140\n1,1,0,0,90\n1,0,1,0,110\n1,0,0,1,60\n"
    "0,1,1,0,70\n0,1,0,1,40\n0,0,1,1,55\n1,1,1,0,40\n1,1,0,1,20\n1,0,1,1,30\n0,1,1,1,18\n1,1,1,1,12\n"
)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    file = tmp_path / "lists.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_methods_stand_side_by_side_and_their_spread_is_said(lists: Path, tmp_path: Path) -> None:
    svg = tmp_path / "e.svg"
    done = tollbook("estimate", lists, "--rounds", "1500", "--plot", svg)
    assert done.returncode == 0, done.stderr
    assert "1,465 persons on 4 lists (15 combinations of lists), 545 on two or more" in done.stdout
    assert WARNING in done.stdout
    for method in ("independence", "best by AIC", "Chao's lower bound", "sample coverage", "graphs", "latent classes"):
        assert method in done.stdout
    assert "how far they lie apart: from " in done.stdout
    drawn = svg.read_text(encoding="utf-8")
    assert WARNING in drawn
    assert drawn.count("<circle") + drawn.count(">refused<") == 8


def test_rows_hold_the_same_and_each_says_what_it_is(lists: Path) -> None:
    done = tollbook("estimate", lists, "--rounds", "0", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["kind"] for row in rows] == ["lists", *["estimate"] * 7, "spread"]
    assert all(row["warning"] == WARNING for row in rows)
    assert rows[0]["observed"] == 1465
    assert rows[1]["total"] > 1465
    assert tollbook("estimate", lists, "--rounds", "0", "--format", "jsonl").stdout == done.stdout


def test_chains_that_do_not_agree_are_refused_beside_the_others(lists: Path) -> None:
    done = tollbook("estimate", lists, "--rounds", "20")
    assert done.returncode == 0
    assert "refused" in done.stdout
    assert "the chains do not agree after 20 rounds" in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A,B,C,count\n1,0,0,500\n0,1,0,400\n0,0,1,300\n1,1,0,20\n0,1,1,20\n", "no estimate: the lists barely overlap"),
        ("A,B,count\n1,0,50\n1,1,40\n", "2 lists: three are needed"),
        ("id,A,B,C\n1,1,0,1\n1,1,1,0\n", "id '1' stands there twice"),
    ],
)
def test_no_estimate_is_made_where_none_can_be(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "lists.csv"
    file.write_text(text, encoding="utf-8")
    done = tollbook("estimate", file, "--plot", tmp_path / "e.svg")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (tmp_path / "e.svg").exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = tollbook("estimate", tmp_path / "none.csv")
    assert done.returncode == 2
    assert "none.csv: no such file" in done.stderr


def test_an_estimate_enters_no_toll(demo: Demo, lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = Path(shutil.copy(demo.ledger, tmp_path / "demo.ledger"))
    assert tollbook("reconcile", "--ledger", copy).returncode == 0
    before = tollbook("tolls", "--ledger", copy, "--format", "jsonl").stdout
    stored = copy.read_bytes()
    monkeypatch.setenv("TOLLBOOK_LEDGER", str(copy))  # even where a ledger is set for all commands
    assert tollbook("estimate", lists, "--rounds", "200").returncode == 0
    assert copy.read_bytes() == stored
    assert tollbook("tolls", "--ledger", copy, "--format", "jsonl").stdout == before
