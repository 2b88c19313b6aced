from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError
from sqlalchemy import update

from tests.ledger.conftest import Places
from tests.ledger.made import change_of, claims_of, counted, fill, judgement, record_judgement, report
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger, RecordState, schema
from tollbook.model import Link, Project


def test_what_was_reconciled_comes_back_as_it_was_stored(ledger: Ledger) -> None:
    fill(ledger)
    change = change_of(ledger)
    ledger.replace_record(change)
    assert ledger.record_state() == RecordState(change.made_to, "test")
    assert ledger.links() == list(change.links)
    assert ledger.subjects() == list(change.subjects)
    assert ledger.subjects("series") == []
    assert ledger.dependences() == list(change.dependences)
    (event,) = ledger.subject_events("i-1")
    assert (event.event, event.members) == ("given", change.subjects[0].claims)


def test_a_cell_is_replaced_wholly_and_others_are_left_alone(ledger: Ledger) -> None:
    fill(ledger)
    ledger.replace_record(change_of(ledger, "XV", subject="i-1"))
    away = change_of(ledger, "XW", subject="i-2")
    link = Link(type="part_of", a=away.subjects[0].claims[2], b=away.subjects[0].claims[3])
    ledger.replace_record(replace(away, links=[replace(away.links[0], link=link)], claim_cells=[]))
    again = change_of(ledger, "XV", subject="i-3", event="merged")
    ledger.replace_record(replace(again, links=[], dependences=[]))
    assert [(one.id, one.cell) for one in ledger.subjects()] == [("i-2", "XW"), ("i-3", "XV")]
    assert [one.link for one in ledger.links()] == [link]
    assert {one.cell for one in ledger.dependences()} == {"XW"}


def test_what_changed_since_the_record_was_made_is_known(ledger: Ledger) -> None:
    made = fill(ledger)
    ledger.replace_record(change_of(ledger))
    done = ledger.last_seq()
    assert ledger.changed_reports(done) == []
    assert set(ledger.changed_reports(done, since=date(2000, 1, 1))) == {r.id for r in ledger.reports()}
    ledger.judge(judgement(made[0].id))
    assert ledger.changed_reports(done) == [made[0].mention.report_id]
    run = ledger.start_run("rules.2")
    other = claims_of(report(2), 2)
    ledger.store_run(report(2).id, run.id, [counted(other[0], 5), *other[1:]])
    assert set(ledger.changed_reports(done)) == {made[0].mention.report_id, report(2).id}
    assert ledger.cells_of(reports=[report(2).id]) == {"XV"}
    assert ledger.cells_of(claims=[made[0].id]) == {"XV"}
    assert ledger.cells_of(claims=["m-none"]) == set()


def test_what_is_read_in_bulk_is_what_is_read_one_by_one(ledger: Ledger) -> None:
    fill(ledger)
    ledger.replace_record(change_of(ledger))
    ids = [r.id for r in ledger.reports()]
    assert ledger.report_ids() == ids
    assert ledger.reports_in({"XV"}) == set(ids)
    assert ledger.reports_in({"XX"}) == set()
    assert ledger.claims_of_reports(ids) == ledger.claims()
    assert {c.report_id for c in ledger.claims_of_reports(ids[:1])} == {ids[0]}
    assert ledger.incidents_of([claim.id for claim in ledger.claims()]) == {c.id: "i-1" for c in ledger.claims()}
    assert ledger.events_around(["XV"]) == ledger.events_around([], ["i-1"]) == ledger.subject_events()
    assert ledger.events_around(["XX"]) == []
    assert ledger.cells_of_each(ids) == {claim.id: "XV" for claim in ledger.claims()}
    whole = [ledger.report(id_) for id_ in ids]
    assert sorted(ledger.whole_reports(ids), key=lambda r: r.id) == sorted(whole, key=lambda r: r.id)
    assert ledger.texts_of(ids) == {r.id: r.text for r in whole}
    with pytest.raises(LedgerError, match="r-none: its text is not in the ledger"):
        ledger.texts_of([*ids, "r-none"])


def test_the_mark_of_a_claim_follows_its_reading(ledger: Ledger) -> None:
    first, second, *_ = fill(ledger)
    before = {claim.id: claim.mark for claim in ledger.claims()}
    ledger.judge(judgement(first.id, "correct", count__low=77, count__high=77))
    after = {claim.id: claim.mark for claim in ledger.claims()}
    assert after[first.id] != before[first.id]
    assert after[second.id] == before[second.id]
    assert {claim.id: claim.mark for claim in ledger.claims_at(ledger.last_seq())} == after


def test_rebuilding_forgets_the_record_and_keeps_its_ids(ledger: Ledger) -> None:
    fill(ledger)
    ledger.replace_record(change_of(ledger))
    ledger.rebuild()
    assert ledger.record_state() is None
    assert ledger.subjects() == ledger.links() == ledger.dependences() == []
    assert [event.subject for event in ledger.subject_events()] == ["i-1"]
    assert ledger.events_around([]) == ledger.subject_events()


def test_judgements_on_the_record_are_in_one_chain_with_those_on_claims(ledger: Ledger) -> None:
    made = fill(ledger)
    ledger.judge(judgement(made[0].id))
    seq = ledger.judge_record(record_judgement("i-1", "merge", others=("i-2",), claims=(made[0].id,)))
    ledger.judge(judgement(made[1].id))
    assert ledger.verify().ok
    assert ledger.verify().judgements == 3
    (stored,) = ledger.record_judgements(subject="i-1")
    assert stored.seq == seq
    assert stored.judgement.others == ("i-2",)
    assert ledger.record_judgements(until=seq - 1) == []
    rows = schema.record_judgements
    with ledger._database.write() as w:
        w.conn.execute(update(rows).values(subject="i-9"))
    assert [(fault.kind, fault.n) for fault in ledger.verify().faults] == [
        ("changed", 3)
    ]  # after the run's seal and a judgement


def test_a_judgement_needs_somebody_and_what_its_verdict_says(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="--by"):
        ledger.judge_record(record_judgement(by="  "))
    with pytest.raises(ValidationError, match="name the others"):
        record_judgement(verdict="split")
    with pytest.raises(ValidationError, match="needs fields"):
        record_judgement(verdict="correct")
    assert ledger.record_judgements() == []


def test_judgements_on_the_record_are_merged_once(places: Places) -> None:
    ours, theirs = places.open(), places.open()
    made = fill(theirs, [7])
    theirs.judge(judgement(made[0].id))
    theirs.judge_record(record_judgement("i-7"))
    assert ours.merge(theirs).judgements == 2
    assert ours.merge(theirs).judgements == 0
    assert [one.judgement.subject for one in ours.record_judgements()] == ["i-7"]
    assert ours.verify().ok


def test_the_claims_of_an_earlier_day_are_those_that_were_current_then(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = ["2031-06-01"]
    monkeypatch.setattr("tollbook.ledger.store.now", lambda: f"{today[0]}T12:00:00.000000+00:00")
    ledger = places.open()
    made = fill(ledger)
    first = ledger.claims()
    today[0] = "2031-06-03"
    ledger.judge(judgement(made[0].id, "correct", count__low=3))
    run = ledger.start_run("rules.2")
    ledger.store_run(report(1).id, run.id, [counted(claims_of(report(1))[1], 99)])
    ledger.set_project(Project(name="later"))
    assert ledger.claims_at(ledger.seq_on(date(2031, 5, 31))) == []
    for day in (date(2031, 6, 1), date(2031, 6, 2)):
        assert ledger.claims_at(ledger.seq_on(day)) == first
        assert ledger.project_at(ledger.seq_on(day)) == Project()
    assert ledger.claims_at(ledger.seq_on(date(2031, 6, 3))) == ledger.claims()
    assert ledger.project_at(ledger.seq_on(date(2031, 7, 1))).name == "later"
