"""Tables of published figures: rows read, faults named by row."""

from __future__ import annotations

from datetime import date

import pytest

from tollbook.errors import ReadError
from tollbook.model import Measure, Window
from tollbook.read.figures import read_figures


def test_rows_hold_figures_with_what_they_are_about() -> None:
    header = "report,value,measure,whose,place,date,colour"
    rows = (
        'harbour-1,"1,200",killed,Ruritanians,Strelsau,2031-02,red',
        "h2,3,Remains returned,,,2031-01-02/2031-01-09,",
    )
    table = "\n".join((header, *rows))
    read = read_figures("figures.csv", table.encode())
    first, second = read.figures
    assert (first.row, first.value, first.measure, first.report) == (2, 1200, Measure.KILLED, "harbour-1")
    assert (first.whose, first.place) == ("Ruritanians", "Strelsau")
    assert first.when == Window(start=date(2031, 2, 1), end=date(2031, 2, 28)) and not first.exact_window
    assert second.measure is Measure.REMAINS_RETURNED and second.exact_window and read.faults == ()


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (",killed,a,", "value", "no figure is given"),
        ("dozens,killed,a,", "value", "no whole number"),
        ("-3,killed,a,", "value", "below zero"),
        ("3,kiled,a,", "measure", "did you mean killed?"),
        ("3,qqq,a,", "measure", "must be one of"),
        ("3,killed,,", "report", "no report is cited"),
        ("3,killed,a,2031-13", "date", "no day of the calendar"),
        ("3,killed,a,May", "date", "is no date"),
        ("3,killed,a,2031-05/2031-02", "date", "ends before it begins"),
    ],
)
def test_what_is_wrong_in_a_row_is_named_by_row_and_column(row: str, column: str, said: str) -> None:
    read = read_figures("f.csv", f"value,measure,report,date\n1,killed,a,\n{row}\n".encode())
    assert [(fault.row, fault.column) for fault in read.faults] == [(3, column)]
    assert said in read.faults[0].said
    assert len(read.figures) == 1


def test_a_table_without_reports_is_refused() -> None:
    with pytest.raises(ReadError, match="has no column 'report'"):
        read_figures("f.csv", b"value,measure\n3,killed\n")
