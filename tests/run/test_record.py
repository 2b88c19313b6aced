from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.ledger.made import claims_of, counted, fill, judgement, record_judgement, report
from tests.run.test_reconciling import by_count, cell_of
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.reconcile import SubjectKind
from tollbook.run.at_date import AtDate
from tollbook.run.reconciling import reconcile
from tollbook.run.record import Record, record_of


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    monkeypatch.setattr("tollbook.ledger.store.now", lambda: "2031-06-01T12:00:00.000000+00:00")
    with Ledger.open(":memory:") as made:
        yield made


def at(ledger: Ledger, as_of: date | None = None, recorded: date | None = None) -> Record:
    return record_of(ledger, AtDate(as_of, recorded), by_count, cell_of)


def reconciled(ledger: Ledger) -> None:
    reconcile(ledger, by_count, cell_of, maker="test.1")


def test_the_record_as_it_is_now_is_the_stored_one_and_says_what_it_lacks(ledger: Ledger) -> None:
    fill(ledger, [1])
    with pytest.raises(LedgerError, match="tollbook reconcile"):
        at(ledger)
    reconciled(ledger)
    record = at(ledger)
    assert list(record.subjects) == ledger.subjects()
    assert record.links == tuple(stored.link for stored in ledger.links())
    assert record.behind == 0
    fill(ledger, [2])
    assert at(ledger).behind == 1


def test_a_subject_s_claims_stand_in_the_order_in_which_they_were_said(ledger: Ledger) -> None:
    run = ledger.start_run("rules.1")
    days = {1: date(2031, 5, 9), 6: date(2031, 5, 2), 11: None}
    for number, day in days.items():
        r = report(number, 1, published=day)
        claims = claims_of(r, number, 1)
        ledger.add_report_with_claims(r, None, run.id, [counted(claims[0], 7)] if number == 0 else claims)
    reconciled(ledger)
    record = at(ledger)
    ids = tuple(sorted(record.claims))
    whole = record.subject(record.subjects[0].__class__("i-1", "incident", "-", "x", {}, ids))
    assert [claim.published for claim in whole.claims] == [date(2031, 5, 2), date(2031, 5, 9), None]
    assert whole.kind == SubjectKind.INCIDENT


def test_as_of_a_day_only_reports_published_by_then_speak_and_undated_ones_are_counted(ledger: Ledger) -> None:
    run = ledger.start_run("rules.1")
    for number, day in ((1, date(2031, 5, 1)), (6, date(2031, 5, 8)), (11, None)):
        r = report(number, 1, published=day)
        ledger.add_report_with_claims(r, None, run.id, claims_of(r, number, 1))
    reconciled(ledger)
    record = at(ledger, as_of=date(2031, 5, 1))
    assert [claim.published for claim in record.claims.values()] == [date(2031, 5, 1)]
    assert [r.published for r in record.reports.values()] == [date(2031, 5, 1)]
    assert record.undated == 1
    assert {s.id for s in record.subjects} <= {s.id for s in ledger.subjects()}
    assert at(ledger, as_of=date(2031, 5, 31)).undated == 1
    assert len(at(ledger, as_of=date(2031, 5, 31)).claims) == 2


def test_as_of_a_day_with_all_reports_is_the_record_itself(ledger: Ledger) -> None:
    made = fill(ledger, [1, 2, 3])
    ledger.judge_record(record_judgement("i-1", "merge", others=("i-2",), claims=(made[0].id, made[5].id)))
    reconciled(ledger)
    now, then = at(ledger), at(ledger, as_of=date(2031, 5, 4))
    assert then.subjects == now.subjects
    assert sorted(then.links, key=str) == sorted(now.links, key=str)


def test_as_recorded_on_a_day_later_readings_and_judgements_are_not_known(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = fill(ledger, [1])
    reconciled(ledger)
    before = at(ledger)
    monkeypatch.setattr("tollbook.ledger.store.now", lambda: "2031-06-05T12:00:00.000000+00:00")
    ledger.judge(judgement(made[0].id, "reject"))
    fill(ledger, [2])
    reconciled(ledger)
    assert at(ledger).subjects != before.subjects
    then = at(ledger, recorded=date(2031, 6, 4))
    assert (then.subjects, then.claims) == (before.subjects, before.claims)
    assert at(ledger, recorded=date(2031, 5, 1)).claims == {}
