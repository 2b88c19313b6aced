"""People merge, split and correct sources; what rests on sources follows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Demo, tollbook

BY = ("--by", "A. Coder")


@pytest.fixture
def ledger(demo: Demo, tmp_path: Path) -> Path:
    shutil.copy(demo.ledger, tmp_path / "demo.ledger")
    return tmp_path / "demo.ledger"


def sources(ledger: Path) -> dict[str, dict[str, Any]]:
    done = tollbook("sources", "--ledger", ledger, "--format", "jsonl")
    return {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}


def test_merged_sources_are_one_and_their_claims_no_longer_independent(ledger: Path) -> None:
    before = sources(ledger)
    state, ministry = before["Russia"], before["Russia's defence ministry"]
    done = tollbook("judge", ministry["id"], "merge", "--with", state["id"][:14], "--ledger", ledger, *BY)
    assert (done.returncode, done.stderr) == (0, "")
    after = sources(ledger)
    assert after["Russia's defence ministry"]["claims"] == state["claims"] + ministry["claims"]
    assert "Russia" not in after
    said = tollbook("sources", "--why", "Moscow", "Russia's defence ministry", "--ledger", ledger).stdout
    assert "both are names of one source" in said


def test_a_name_is_split_off_and_merged_again(ledger: Path) -> None:
    ministry = sources(ledger)["Russia's defence ministry"]
    merged = ("judge", ministry["id"], "merge", "--with", sources(ledger)["Russia"]["id"], "--ledger", ledger, *BY)
    assert tollbook(*merged).returncode == 0
    one = sources(ledger)["Russia's defence ministry"]
    name = next(alias for alias in one["aliases"] if "ministry" not in alias)
    assert tollbook("judge", one["id"], "split", "--with", name, "--ledger", ledger, *BY).returncode == 0
    assert name not in sources(ledger)["Russia's defence ministry"]["aliases"]


def test_a_source_s_fields_are_corrected_and_checked(ledger: Path) -> None:
    one = sources(ledger)["Sergei Shoigu"]["id"]
    done = tollbook("judge", one, "correct", "--field", "party=Wagner Group", "--ledger", ledger, *BY)
    assert done.returncode == 0
    assert sources(ledger)["Sergei Shoigu"]["party"] == "Wagner Group"
    for field in ("kind=spy", "rank=3", "since=soon"):
        wrong = tollbook("judge", one, "correct", "--field", field, "--ledger", ledger, *BY)
        assert (wrong.returncode, wrong.stdout) == (2, "")


@pytest.mark.parametrize("arguments", [("src-zz", "accept"), ("src-", "accept")])
def test_no_source_or_several_are_told(ledger: Path, arguments: tuple[str, ...]) -> None:
    done = tollbook("judge", *arguments, "--ledger", ledger, *BY)
    assert (done.returncode, done.stdout) == (2, "")
    assert "`tollbook sources` lists them" in done.stderr


def test_a_split_of_what_is_no_name_or_of_all_names_is_refused(ledger: Path) -> None:
    one = sources(ledger)["Sergei Shoigu"]
    for name, said in (("nobody", "is no name of"), ("Sergei Shoigu", "no name would be left")):
        done = tollbook("judge", one["id"], "split", "--with", name, "--ledger", ledger, *BY)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
