from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.ledger.made import changed, claims_of, count_of, fill, judgement, report
from tollbook.errors import LedgerError
from tollbook.ledger import Filter, Ledger
from tollbook.model import Actor, Claim, Count, Place, Project, Speaker, Victims, Window


def test_claims_come_back_whole_and_in_order(ledger: Ledger) -> None:
    made = fill(ledger)
    stored = ledger.claims()
    assert [c.claim for c in stored] == made
    assert all(c.state == "machine" and not c.retired and c.machine == c.reading for c in stored)
    assert (stored[0].given_id, stored[0].outlet, stored[0].published) == ("row-1", "Northern Post", date(2031, 5, 4))


def test_a_report_with_nothing_to_record_counts_as_read(ledger: Ledger) -> None:
    run = ledger.start_run("rules.1")
    ledger.add_report_with_claims(report(1), None, run.id, [], outcome="not relevant")
    assert ledger.claims() == []
    assert ledger.reports_without(run) == []


def test_a_report_added_without_claims_gets_them_later(ledger: Ledger) -> None:
    r = report(1)
    ledger.add_report(r)
    run = ledger.start_run("rules.1")
    assert ledger.reports_without(run) == [r.id]
    assert ledger.add_report_with_claims(r, None, run.id, claims_of(r)).outcome == "known"
    assert len(ledger.claims()) == 4


def test_reports_to_read_anew_are_those_last_read_otherwise(ledger: Ledger) -> None:
    fill(ledger, [1, 2])
    same = ledger.start_run("rules.1", settings={"scope": "conflict"}, lexicons={"en/verbs": "ab12"})
    newer = ledger.start_run("rules.1", settings={"scope": "conflict"}, lexicons={"en/verbs": "cd34"})
    assert ledger.reports_without(same) == []
    assert ledger.reports_without(newer) == [report(1).id, report(2).id]
    ledger.store_run(report(1).id, newer.id, claims_of(report(1)))
    assert ledger.reports_without(newer) == [report(2).id]
    assert ledger.reports_without(same) == [report(1).id]


def test_runs_are_recorded(ledger: Ledger) -> None:
    fill(ledger)
    (run,) = ledger.runs()
    assert (run.extractor, run.settings, run.lexicons) == ("rules.1", {"scope": "conflict"}, {"en/verbs": "ab12"})
    assert run.summary == {"read": 3}
    assert run.ended is not None and run.ended >= run.started
    with pytest.raises(LedgerError, match="has ended already"):
        ledger.end_run(run.id)
    with pytest.raises(LedgerError, match="not in this ledger"):
        ledger.end_run("x-0")


def _bad(kind: str) -> list[Claim]:
    good = claims_of(report(1))
    if kind == "other report":
        return claims_of(report(2), 2)
    if kind == "twice":
        return [good[0], good[0]]
    span = good[1].reading.evidence
    return [changed(good[0], evidence=span.model_copy(update={"start": span.start + 1, "end": span.end + 1}))]


@pytest.mark.parametrize(
    ("kind", "said"), [("other report", "is of report"), ("twice", "given twice"), ("offsets", "offsets do not fit")]
)
def test_claims_that_do_not_fit_their_report_are_refused_whole(ledger: Ledger, kind: str, said: str) -> None:
    run = ledger.start_run("rules.1")
    with pytest.raises(LedgerError, match=said):
        ledger.add_report_with_claims(report(1), None, run.id, _bad(kind))
    with pytest.raises(LedgerError, match="not in this ledger"):
        ledger.add_report_with_claims(report(1), None, "x-0", [])
    assert ledger.reports() == []


def _varied(ledger: Ledger) -> None:
    r = report(1, 5)
    a, b, c, d, e = claims_of(r, 1, 5)
    b = changed(b, victims=Victims(party="ÖSTLAND"), actor=Actor(party="Velimor"), when=Window(start=date(2031, 2, 1)))
    c = changed(c, source=(Speaker(name="Dr Ilse Marn"), Speaker(name="Radio 100%")), victims=None, place=None)
    d = changed(d, when=Window(start=date(2031, 1, 1), end=date(2031, 1, 31)))
    e = changed(e, when=Window(end=date(2030, 12, 31)), further_places=(Place(text="the hills", name="Grey Hills"),))
    run = ledger.start_run("rules.1")
    ledger.add_report_with_claims(r, None, run.id, [a, b, c, d, e])
    ledger.judge(judgement(a.id))


FILTERS: list[tuple[dict[str, Any], str]] = [
    ({}, "abcde"),
    ({"measure": "killed"}, "abcde"),
    ({"measure": "injured"}, ""),
    ({"party": "östland"}, "b"),
    ({"party": "velim"}, ""),
    ({"actor": "VELIMOR"}, "b"),
    ({"source": "marn"}, "c"),
    ({"source": "100%"}, "c"),
    ({"source": "0%m"}, ""),
    ({"source": "_"}, ""),
    ({"place": "kesh"}, "d"),
    ({"place": "XV"}, "abde"),
    ({"place": "grey"}, "e"),
    ({"since": date(2031, 1, 15)}, "bd"),
    ({"since": date(2031, 2, 2)}, "b"),
    ({"until": date(2030, 12, 31)}, "e"),
    ({"until": date(2031, 1, 1)}, "de"),
    ({"since": date(2031, 1, 15), "until": date(2031, 1, 20)}, "d"),
    ({"since": date(2031, 2, 2), "undated": True}, "abc"),
    ({"state": "accepted"}, "a"),
    ({"state": "machine"}, "bcde"),
    ({"report": report(1, 5).id}, "abcde"),
    ({"report": "r-0"}, ""),
    ({"text": "COUNCIL ostrana"}, "b"),
    ({"text": "council nothing"}, ""),
    ({"retired": True}, ""),
    ({"retired": False, "party": "Velimor"}, "ade"),
]


def test_filters_keep_the_claims_that_fit(ledger: Ledger) -> None:
    _varied(ledger)
    letters = {c.id: letter for c, letter in zip(ledger.claims(), "abcde", strict=True)}
    found = {str(wanted): "".join(letters[c.id] for c in ledger.claims(Filter(**wanted))) for wanted, _ in FILTERS}
    assert found == {str(wanted): expected for wanted, expected in FILTERS}


def test_a_count_beyond_64_bits_is_kept_as_stated(ledger: Ledger) -> None:
    r = report(1)
    huge = changed(claims_of(r)[0], count=Count(low=10**30, high=None))
    run = ledger.start_run("rules.1")
    ledger.add_report_with_claims(r, None, run.id, [huge])
    assert ledger.claims()[0].reading.count.low == 10**30
    assert ledger.to_arrow()["low"].to_pylist() == [2**63 - 1]


def test_arrow_has_flat_typed_columns_also_when_empty(ledger: Ledger) -> None:
    empty = ledger.to_arrow()
    fill(ledger)
    table = ledger.to_arrow()
    assert empty.schema == table.schema
    assert empty.num_rows == 0
    assert str(table.schema.field("low").type) == "int64"
    assert str(table.schema.field("published").type) == "date32[day]"
    assert table["low"].to_pylist()[:4] == [count_of(1, i) for i in range(4)]
    assert table["sources"].to_pylist()[0] == ["Council of Velimor"]
    assert table["counts"].to_pylist() == [True] * 12
    assert ledger.to_arrow(Filter(place="Kesh"))["place_name"].to_pylist() == ["Kesh"] * 3


def test_settings_are_appended_only_when_changed(ledger: Ledger) -> None:
    assert ledger.project() == Project()
    mine = Project(name="Velimor 2031", wars=("velimor",), scope="violence")
    assert [ledger.set_project(mine), ledger.set_project(mine)] == [True, False]
    assert ledger.project() == mine
    assert ledger.set_project(Project(name="Velimor 2031"))
    assert ledger.set_project(mine)
    assert ledger.project() == mine


def test_one_claim_is_looked_up_by_its_id_or_a_beginning_of_it(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    assert ledger.claim(made[2].id) == ledger.claim(made[2].id[:14]) == ledger.claims()[2]
    (r,) = ledger.reports()
    ledger.store_run(r.id, ledger.start_run("rules.2").id, made[:2])
    assert ledger.claim(made[2].id) is None
    with pytest.raises(LedgerError, match="no such claim"):
        ledger.claim("m-zzz")
