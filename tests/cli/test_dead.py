"""`tollbook dead` on a story of our own: bodies held, refused, left in yards and burned, each with its speaker."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import tollbook

STORY = """Ethiopia says neighbour refuses its dead

MEKELLE, 4 May 2022 - There are more than 1,500 corpses of Eritrean soldiers in the morgues of Mekelle, Ethiopia's \
defence ministry said.

A presidential adviser said on Friday that Asmara had declined to take back 3,000 bodies of its soldiers.

Bodies are lying in some yards in Adigrat because nobody is able to pick them up, residents said.

The Eritrean army burned the bodies of 40 soldiers in a cremation chamber to hide its losses, a witness said.

The bodies of 12 Ethiopian soldiers have not been returned to their families, an officer said.
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("dead")
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    where = str(folder / "dead.ledger")
    done = tollbook("read", str(folder / "story.txt"), "--ledger", where, "--published", "2022-05-05", "--quiet")
    assert done.returncode == 0, done.stderr
    return where


def told(ledger: str, *options: str) -> list[dict[str, object]]:
    done = tollbook("dead", "--ledger", ledger, "--format", "jsonl", *options)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_story_holds_with_who_says_so_and_the_rule(ledger: str) -> None:
    rows = told(ledger)
    found = {(row["status"], row["low"], row["said_by"], row["rule"]) for row in rows}
    assert ("held", 1500, "Ethiopia's defence ministry", 114) in found
    assert ("refused_by_receiver", 3000, "presidential adviser", 114) in found
    assert any(status == "uncollected" and "residents" in str(by) for status, _, by, _ in found)
    assert ("cremated", 40, "witness", 115) in found
    assert ("not:returned", 12, "officer", 114) in found
    assert not any(row["status"] == "returned" for row in rows)
    (cremated,) = [row for row in rows if row["status"] == "cremated"]
    assert cremated["says"] == "cremated: to hide its losses"
    assert "cremation chamber" in str(cremated["words"])


def test_text_shows_chains_and_says_that_it_is_no_finding(ledger: str) -> None:
    done = tollbook("dead", "--ledger", ledger, "--status", "refused_by_receiver")
    assert "3,000: refused by their own side, says presidential adviser [relevant to rule 114; m-" in done.stdout
    assert "no finding that a rule was kept or broken" in done.stderr


def test_rows_by_rule_as_csv(ledger: str) -> None:
    done = tollbook("dead", "--ledger", ledger, "--rule", "112", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {"uncollected"} <= {row["status"] for row in rows}
    assert rows[0]["rule_says"]


def test_a_sheet_for_forensic_staff(ledger: str, tmp_path: Path) -> None:
    for name in ("dead.xlsx", "dead.pdf"):
        done = tollbook("dead", "--ledger", ledger, "--sheet", str(tmp_path / name))
        assert (done.returncode, done.stdout) == (0, "")
        assert (tmp_path / name).stat().st_size > 2000


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--status", "lost"), "is no status of the dead; it must be one of uncollected"),
        (("--sheet", "dead.docx"), "a sheet is written as .xlsx or .pdf"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(ledger: str, options: tuple[str, ...], says: str) -> None:
    done = tollbook("dead", "--ledger", ledger, *options)
    assert done.returncode == 2
    assert says in done.stderr
