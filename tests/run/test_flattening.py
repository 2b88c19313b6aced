from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.ledger.made import changed, claims_of, counted, report
from tollbook.ledger import Ledger
from tollbook.model import Extent, Window
from tollbook.reconcile.coverage import coverage
from tollbook.reconcile.making import MAKER, cell_of, make_cell
from tollbook.run.at_date import AtDate
from tollbook.run.flattening import LARGEST, count_within, day_within
from tollbook.run.importing import import_table
from tollbook.run.reconciling import reconcile
from tollbook.run.record import record_of
from tollbook.run.told import told


@pytest.fixture
def absurd() -> Iterator[Ledger]:
    """A ledger of counts and days that no report can mean, as a slip of the keyboard or a broken page gives them."""
    with Ledger.open(":memory:") as ledger:
        run = ledger.start_run("rules.1")
        days = (date.min, date.max, date(2031, 5, 4), None)
        for number, day in enumerate(days, 1):
            r = report(number, 2, published=day)
            one, two = claims_of(r, number, 2)
            when = Window(start=day, end=day)
            one = changed(counted(one, 10**40), when=when)
            two = changed(two, when=when, extent=Extent.CUMULATIVE)
            ledger.add_report_with_claims(r, None, run.id, [one, two])
        yield ledger


def test_unnamed_speakers_of_one_article_in_a_table_are_one_source(tmp_path: Path) -> None:
    table, where = tmp_path / "claims.csv", tmp_path / "ledger.db"
    head = "date,estimate_low,estimate_high,estimate,type,source,source_url,country,"
    head += '"ignore for chart, data from warring parties"'
    rows = [
        "11/08/2023,,,20000,deaths,officials,https://a.example/one,russia,",
        "11/08/2023,,,75000,casualties,officials,https://a.example/one#losses,russia,",
        "12/08/2023,,,30000,deaths,officials,https://a.example/two,russia,",
    ]
    table.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    import_table(table, "economist", str(where))
    with Ledger.open(str(where)) as ledger:
        state = told(ledger)
    found = {claim.high: claim.source for claim in state.claims}
    assert found[20000] == found[75000] != found[30000]


def test_real_days_and_counts_stay_as_they_are() -> None:
    assert day_within(date(2024, 2, 29)) == date(2024, 2, 29)
    assert day_within(None) is None
    assert count_within(None) is None
    assert count_within(8_000_000_000) == 8_000_000_000
    assert count_within(10**40) == LARGEST


def test_absurd_days_and_counts_keep_nothing_else_from_being_reconciled(absurd: Ledger) -> None:
    reconcile(absurd, make_cell, cell_of, maker=MAKER)
    for at in (AtDate(), AtDate(as_of=date.max), AtDate(as_of=date.min)):
        record = record_of(absurd, at, make_cell, cell_of)
        coverage(list(record.claims.values()), list(record.reports.values()))
    assert {claim.reading.count.low for claim in absurd.claims()} >= {10**40}
