"""`python -m evals.check`: the answers of `tollbook check` on sixty published figures, held against their floor.

The rows and their reports were written by somebody who had not seen the program (`tests/run/data/check_sixty*`): with
every answer, and with the errors that trackers make.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from tollbook.ledger import Ledger
from tollbook.model import Checked, Report
from tollbook.run.checking import check_figures, read_table_of_figures

from . import gate
from .figures import Figure
from .run import FLOORS, table

DATA = Path(__file__).parents[1] / "tests" / "run" / "data"
NAME = "check sixty"


def answers(data: Path = DATA) -> list[tuple[Checked, dict[str, str]]]:
    """Each row's answer, with the row as it was written."""
    rows = data / "check_sixty.csv"
    with rows.open(encoding="utf-8", newline="") as stream:
        wanted = list(csv.DictReader(stream))
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "check.ledger"
        with Ledger.open(where) as ledger:
            for line in (data / "check_sixty_reports.jsonl").read_text(encoding="utf-8").splitlines():
                ledger.add_report(_report(json.loads(line)))
        checked = list(check_figures(str(where), read_table_of_figures(rows).figures))
    return list(zip(checked, wanted, strict=True))


def _report(row: dict[str, str]) -> Report:
    published = date.fromisoformat(row["published"])
    return Report(text=row["text"], given_id=row["id"], outlet=row["outlet"], published=published, language="en")


def figures_of(found: Sequence[tuple[Checked, dict[str, str]]]) -> list[Figure]:
    """Share of right answers over all rows, and of figures told as supported that are."""
    right = sum(checked.answer.value == row["answer"] for checked, row in found)
    said = [row for checked, row in found if checked.answer.value == "supported"]
    true = sum(row["answer"] == "supported" for row in said)
    share, sure = right / len(found), true / len(said) if said else 0.0
    return [
        Figure(f"{NAME}/answers right", share, share, share, len(found)),
        Figure(f"{NAME}/supported is so", sure, sure, sure, len(said)),
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, hold against the floors."""
    parser = argparse.ArgumentParser(prog="python -m evals.check", description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="print the rows whose answer is another than theirs")
    options = parser.parse_args(argv)
    found = answers()
    for checked, row in found:
        if options.wrong and checked.answer.value != row["answer"]:
            what = f"{row['value']} {row['measure']} ({row['whose']}, {row['place']}, {row['date']})"
            print(f"row {checked.figure.row} {row['report']}: {what}: {row['answer']} and not {checked.answer.value}")
            print(f"    {checked.why}\n    wanted: {row['says']} {row['sentence']} ({row['note']})")
    confused = Counter((row["answer"], checked.answer.value) for checked, row in found)
    for (wanted, given), number in sorted(confused.items()):
        print(f"{wanted:16}{'' if wanted == given else f'taken for {given}':28}{number}")
    measured = figures_of(found)
    floors = gate.Floors.load(FLOORS)
    hashed = sha256(b"".join((DATA / f).read_bytes() for f in ("check_sixty.csv", "check_sixty_reports.jsonl")))
    failed = gate.failures(measured, floors, {NAME: hashed.hexdigest()})
    print(table(measured, floors.floors))
    for line in failed:
        print(f"check: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
