"""`tollbook check` on the demo's reports."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.cli.conftest import Demo, tollbook

FIGURES = """value,measure,whose,report
89,killed,Russian soldiers,02-makiivka-revised
63,killed,,02-makiivka-revised
400,injured,,15-nothing-to-record
7,killed,,lost
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "figures.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_that_their_reports_do_not_support_are_printed(demo: Demo, tmp_path: Path) -> None:
    done = tollbook("check", written(tmp_path, FIGURES), "--ledger", demo.ledger)
    assert (done.returncode, done.stderr) == (0, "")
    assert "row 2:" not in done.stdout
    assert "row 3: 63 killed, 02-makiivka-revised\n  another figure: the report says “89”" in done.stdout
    assert "row 5: 7 killed, lost\n  no such report" in done.stdout
    assert "4 figures: 1 supported, 1 another figure, 1 no such figure, 1 no such report" in done.stdout


def test_csv_and_json_hold_the_sentence_with_its_place(demo: Demo, tmp_path: Path) -> None:
    table = written(tmp_path, FIGURES)
    rows = tollbook("check", table, "--ledger", demo.ledger, "--format", "jsonl").stdout.splitlines()
    first = json.loads(rows[0])
    assert first["answer"] == "supported" and "89" in first["passages"][0]["sentence"]
    tollbook("check", table, "--ledger", demo.ledger, "--format", "csv", "--out", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        flat = list(csv.DictReader(stream))
    assert [row["answer"] for row in flat] == ["supported", "another_figure", "no_figure", "no_report"]
    assert flat[0]["sentence"] == first["passages"][0]["sentence"] and int(flat[0]["end"]) > int(flat[0]["start"])


def test_faults_are_named_by_row_and_nothing_is_checked(demo: Demo, tmp_path: Path) -> None:
    table = written(tmp_path, "value,measure,report\n3,killed,\nmany,kiled,a\n")
    done = tollbook("check", table, "--ledger", demo.ledger)
    assert done.returncode == 2 and done.stdout == ""
    assert "row 2, column 'report'" in done.stderr
    assert "row 3, column 'value': 'many'" in done.stderr and "did you mean killed?" in done.stderr
    assert "2 rows cannot be checked" in done.stderr
