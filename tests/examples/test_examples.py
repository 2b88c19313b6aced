"""The demo's reports: ours, marked as such, and described one by one."""

from __future__ import annotations

import csv
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tollbook.run.settings import load_project

EXAMPLES = Path(__file__).parents[2] / "examples"
REPORTS = sorted((EXAMPLES / "reports").iterdir())


def texts(path: Path) -> list[str]:
    if path.suffix == ".csv":
        return [row["text"] for row in csv.DictReader(path.open(encoding="utf-8", newline=""))]
    if path.suffix == ".jsonl":
        return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [path.read_text(encoding="utf-8")]


def test_there_are_at_least_a_dozen_reports() -> None:
    assert sum(len(texts(path)) for path in REPORTS) >= 12


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_every_report_says_that_it_was_written_for_the_demo(path: Path) -> None:
    assert all(re.search(r"written for this demo", text, re.IGNORECASE) for text in texts(path))


def test_the_readme_describes_exactly_the_reports_that_are_there() -> None:
    described = set(re.findall(r"^\| `([^`]+)` \|", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.M))
    assert described == {path.name for path in REPORTS}


def test_the_daily_bulletins_add_up() -> None:
    found = []
    for text in texts(EXAMPLES / "reports" / "04-general-staff-daily.csv"):
        match = re.search(r"^(\d+) Russian.*about ([\d,]+) Russian", text)
        assert match is not None
        found.append((int(match[1]), int(match[2].replace(",", ""))))
    assert found[2] == (720, 108_910)
    assert all(total == before + lost for (_, before), (lost, total) in pairwise(found))


def test_the_duplicate_is_one_to_the_character() -> None:
    first, second = (
        EXAMPLES / "reports" / name for name in ("01-makiivka-first-toll.txt", "16-makiivka-syndicated.txt")
    )
    assert first.read_bytes() == second.read_bytes()


def test_the_demo_has_a_project() -> None:
    assert load_project(EXAMPLES / "project.toml").name == "Tollbook demo"
