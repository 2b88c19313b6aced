from __future__ import annotations

import csv
from pathlib import Path

from .conftest import tollbook


def accepted(path: Path, to: Path, measure: str = "") -> int:
    """The sheet with all its rows (or those of one measure) accepted; how many those are."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["verdict"] = "accept" if measure in ("", row["measure"]) else ""
    with to.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return sum(bool(row["verdict"]) for row in rows)


def test_there_and_back(copy: Path, tmp_path: Path) -> None:
    out, edited = tmp_path / "out.csv", tmp_path / "edited.csv"
    done = tollbook("sheet", "out", out, "--ledger", copy, "--measure", "injured", "--measure", "killed")
    assert (done.returncode, done.stderr) == (0, "")
    claims = int(done.stdout.split()[0])
    number = accepted(out, edited, "injured")
    assert 0 < number < claims
    bring = ("sheet", "in", edited, "--ledger", copy, "--by", "Ann")
    dry = tollbook(*bring, "--dry-run")
    assert dry.stdout.count(" accept\n") == number
    assert dry.stdout.endswith(
        f"{number} judgements: {number} accepted; {claims - number} untouched; nothing was recorded (--dry-run)\n"
    )
    done = tollbook(*bring)
    assert done.stdout == f"{number} judgements: {number} accepted; {claims - number} untouched; in {copy}\n"
    done = tollbook(*bring)
    assert done.stdout == f"0 judgements; {number} recorded before, {claims - number} untouched; in {copy}\n"
    judged = tollbook("claims", "--ledger", copy, "--state", "accepted", "--format", "jsonl").stdout
    assert len(judged.splitlines()) == number


def test_conflicts_are_named_with_an_exit_status_of_their_own(copy: Path, tmp_path: Path) -> None:
    out, edited = tmp_path / "out.csv", tmp_path / "edited.csv"
    tollbook("sheet", "out", out, "--ledger", copy)
    number = accepted(out, edited, "injured")
    bring = ("sheet", "in", edited, "--ledger", copy)
    assert tollbook(*bring, "--by", "Ann").returncode == 0
    done = tollbook(*bring, "--by", "Bo")
    assert done.returncode == 3
    assert done.stderr.count("conflict: row ") == number
    assert "Ann judged it (accept)" in done.stderr
    assert done.stdout.startswith(f"0 judgements; {number} in conflict")
    assert tollbook(*bring, "--by", "Bo", "--despite-conflicts").returncode == 0


def test_a_bad_row_is_told_in_a_line_with_the_remedy(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    tollbook("sheet", "out", out, "--ledger", copy)
    out.write_text(out.read_text("utf-8-sig").replace("machine,,", "machine,okay,", 1), encoding="utf-8")
    done = tollbook("sheet", "in", out, "--ledger", copy, "--by", "Ann")
    assert done.returncode == 2
    assert "wrong: row 2, column 'verdict': 'okay' is no verdict; say one of accept" in done.stderr
    assert "nothing was recorded" in done.stderr


def test_a_name_is_needed(copy: Path, tmp_path: Path) -> None:
    done = tollbook("sheet", "in", tmp_path / "none.csv", "--ledger", copy)
    assert (done.returncode, "give --by NAME" in done.stderr) == (2, True)
