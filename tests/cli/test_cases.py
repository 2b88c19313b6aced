"""`tollbook cases`, as somebody uses it: two lists, their versions, pairs, decisions, a gap."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import tollbook

MAP = """name = "ministry"
id = "No"
[columns]
name = "Name"
age = "Age"
place = "Town"
date = "Date"
[always]
fate = "killed"
"""
FIRST = """No,Name,Age,Town,Date
1,Mohammed al-Hassan,12,Raqqa,2021-04-03
2,Fatima Yousef,34,Raqqa,2021-04-03
3,Omar Aziz,28,Hama,2021-04-06
"""
SECOND = FIRST.replace("1,Mohammed al-Hassan,12", "1,Mohammed al-Hassan,13").replace(
    "3,Omar Aziz,28", "4,Rana Saleh,40"
)
OTHER = """No,Name,Age,Town,Date
1,محمد الحسن,12,الرقة,2021-04-03
2,Fatma Youssef,,,
3,خديجة صالح,8,الرقة,2021-04-03
"""
BY = ("--by", "A. Coder")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("cases")
    texts = {"min.toml": MAP, "other.toml": MAP.replace("ministry", "families")}
    texts |= {"first.csv": FIRST, "second.csv": SECOND, "other.csv": OTHER}
    texts |= {"bad.csv": FIRST + "3,Omar Aziz,x,Hama,\n"}
    for name, text in texts.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def imported(folder: Path, name: str, map_name: str, *more: str) -> str:
    done = tollbook(
        "cases", "import", folder / name, "--map", folder / map_name, *more, "--ledger", folder / "c.ledger"
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def test_lists_are_imported_matched_judged_and_held_against_a_total(folder: Path) -> None:
    ledger = ("--ledger", folder / "c.ledger")
    looked = imported(folder, "first.csv", "min.toml", "--dry-run")
    assert "1: Mohammed al-Hassan, aged 12, killed, Raqqa, 2021-04-03" in looked
    assert "nothing was stored" in looked and not (folder / "c.ledger").exists()
    assert "version 1: 3 persons; 3 added" in imported(folder, "first.csv", "min.toml", *BY)
    assert "nothing is new" in imported(folder, "first.csv", "min.toml", *BY)
    again = imported(folder, "second.csv", "min.toml", *BY)
    assert "version 2: 3 persons; 1 added, 1 removed, 1 changed" in again
    assert "  changed 1: age 12 → 13" in again
    assert "  removed 3: Omar Aziz" in again
    imported(folder, "other.csv", "other.toml", *BY)
    assert "ministry 2:" in tollbook("cases", "versions", "ministry", *ledger).stdout

    made = tollbook("cases", "match", *ledger).stdout
    assert "6 namings: 5 cases, 1 of several namings" in made
    rows = [json.loads(r) for r in tollbook("cases", "list", "--format", "jsonl", *ledger).stdout.splitlines()]
    assert (rows[0]["state"], rows[0]["named by"]) == ("machine", "families, ministry")
    assert "محمد الحسن" in rows[0]["name"]

    fatima, other = (row for row in rows if "Fat" in row["name"])
    shown = tollbook("cases", "pairs", "--all", *ledger).stdout
    pair = next(
        line for line in shown.splitlines() if line.startswith("n-") and "Fat" in shown[shown.index(line) :][:160]
    )
    a, b = pair.split()[:2]
    done = tollbook("cases", "judge", a, b, "accept", "--why", "her brother said so", *BY, *ledger)
    assert done.returncode == 0 and done.stdout.startswith("same:n-")
    assert "4 cases, 2 of several namings" in tollbook("cases", "match", *ledger).stdout
    kept = [json.loads(r) for r in tollbook("cases", "list", "--format", "jsonl", *ledger).stdout.splitlines()]
    (joined,) = (row for row in kept if "Fat" in row["name"])
    assert joined["state"] == "accepted"
    gone = ({fatima["id"], other["id"]} - {joined["id"]}).pop()
    assert joined["id"] in tollbook("cases", "show", gone, *ledger).stdout  # the tombstone leads on

    done = tollbook("cases", "sheet", folder / "cases.xlsx", *ledger)
    assert done.returncode == 0 and "4 cases" in done.stderr
    assert (folder / "cases.xlsx").read_bytes().startswith(b"PK")
    assert "written as .xlsx or .pdf" in tollbook("cases", "sheet", folder / "cases.txt", *ledger).stderr

    gap = tollbook("cases", "gap", "ministry", "--total", "6", *ledger).stdout
    assert "list “ministry” has 3, the total says 6: a gap of 3, explained by 1 whom other lists" in gap
    assert "not on the list: خديجة صالح" in gap
    assert tollbook("verify", *ledger).returncode == 0


def test_a_list_that_names_later_deaths_than_the_day_it_counts_to_is_asked_about(folder: Path) -> None:
    done = tollbook(
        "cases", "import", folder / "first.csv", "--map", folder / "min.toml", "--dry-run", "--as-of", "2021-04-05"
    )
    assert done.returncode == 0
    assert "1 person came to harm after 2021-04-05" in done.stderr
    assert "first 3: is the day right?" in done.stderr
    quiet = tollbook(
        "cases", "import", folder / "first.csv", "--map", folder / "min.toml", "--dry-run", "--as-of", "2021-04-06"
    )
    assert quiet.stderr == ""


def test_faults_and_missing_things_are_refused(folder: Path) -> None:
    bad = tollbook(
        "cases", "import", folder / "bad.csv", "--map", folder / "min.toml", "--ledger", folder / "x.ledger", *BY
    )
    assert bad.returncode == 2
    assert "row 5, column 'Age': 'x' is no whole number" in bad.stderr
    assert "row 5, column 'No': '3' is the id of row 4 too" in bad.stderr
    assert not (folder / "x.ledger").exists()
    nobody = tollbook("cases", "import", folder / "first.csv", "--map", folder / "min.toml", "--ledger", "x.ledger")
    assert nobody.returncode == 2 and "--by" in nobody.stderr
    assert "[columns]" in tollbook("cases", "import", "--print-map").stdout
