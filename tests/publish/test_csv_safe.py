from __future__ import annotations

import csv
import io

import pytest

from tollbook.publish.csv_safe import safe_cell, write_csv


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("value", ["killed", "12 + 3", "63 dead", "", None, -12.5, 0, True])
def test_all_else_is_left_alone(value: object) -> None:
    assert safe_cell(value) == value


def test_a_written_table_reads_back() -> None:
    out = io.StringIO()
    write_csv([{"a": 'he said "5", then\n6', "b": None}, {"a": -1, "b": "=x"}], ("a", "b"), out)
    assert list(csv.reader(io.StringIO(out.getvalue()))) == [["a", "b"], ['he said "5", then\n6', ""], ["-1", "'=x"]]
