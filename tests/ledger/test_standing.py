from __future__ import annotations

import pytest

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger

from .conftest import Places
from .made import changed, claims_of, counted, fill, judgement, moved, report


@pytest.fixture
def ledger(places: Places) -> Ledger:
    made = places.open()
    fill(made)
    return made


def marks(ledger: Ledger, *ids: str) -> dict[str, tuple[str, str]]:
    return {name: (one.read_mark, one.judged_mark) for name, one in ledger.standings(ids).items()}


def test_a_judgement_changes_one_mark_and_another_reading_the_other(ledger: Ledger) -> None:
    (first, *_), r = claims_of(report()), report()
    (before,) = marks(ledger, first.id).values()
    ledger.judge(judgement(first.id))
    (judged,) = marks(ledger, first.id).values()
    assert (judged[0] == before[0], judged[1] == before[1]) == (True, False)
    ledger.store_run(r.id, ledger.start_run("rules.2").id, [counted(c, 99) for c in claims_of(r)])
    (read,) = marks(ledger, first.id).values()
    assert (read[0] == before[0], read[1] == judged[1]) == (False, True)


def test_the_same_reading_again_changes_no_mark_nor_does_the_machine_s_confidence(ledger: Ledger) -> None:
    r = report()
    (first, *_) = claims_of(r)
    before = marks(ledger, first.id)
    ledger.store_run(r.id, ledger.start_run("rules.2").id, [changed(c, confidence=0.5) for c in claims_of(r)])
    assert marks(ledger, first.id) == before


def test_judgements_since_a_mark_are_told(ledger: Ledger) -> None:
    (first, *_) = claims_of(report())
    start = ledger.standings([first.id])[first.id].judged_mark
    ledger.judge(judgement(first.id, by="Ann"))
    middle = ledger.standings([first.id])[first.id].judged_mark
    ledger.judge(judgement(first.id, "reject", day=2, by="Bo"))
    now = ledger.standings([first.id])[first.id]
    assert [j.by for j in now.since(start)] == ["Ann", "Bo"]
    assert [j.by for j in now.since(middle)] == ["Bo"]
    assert now.since(now.judged_mark) == ()
    assert [j.by for j in now.since("of another ledger")] == ["Ann", "Bo"]


def test_a_moved_mention_stands_under_both_ids(ledger: Ledger) -> None:
    r = report()
    first, *rest = claims_of(r)
    ledger.judge(judgement(first.id))
    again = moved(r, first, 0, 1)
    ledger.store_run(r.id, ledger.start_run("rules.2").id, [again, *rest])
    found = ledger.standings([first.id, again.id, "m-none"])
    assert {name: one.mention for name, one in found.items()} == {first.id: again.id, again.id: again.id}
    assert len(found[again.id].judgements) == 1


def test_what_one_person_says_leaves_out_what_the_others_set(ledger: Ledger) -> None:
    (first, *_) = claims_of(report())
    ledger.judge(judgement(first.id, "correct", by="Ann", count__low=5))
    ledger.judge(judgement(first.id, "correct", day=2, by="Bo", victims__party="Norland"))
    one = ledger.standings([first.id])[first.id]
    ann, bo = one.word_of("Ann"), one.word_of("Bo")
    assert ann is not None and bo is not None
    assert (ann.reading["count"]["low"], ann.reading["victims"]["party"]) == (5, "Velimor")
    assert (bo.reading["count"]["low"], bo.reading["victims"]["party"]) == (first.reading.count.low, "Norland")
    assert (one.reading["count"]["low"], one.reading["victims"]["party"]) == (5, "Norland")
    assert one.word_of("Cleo") is None


def test_only_reports_with_a_judgement_are_listed(ledger: Ledger) -> None:
    (first, *_), r = claims_of(report()), report()
    assert ledger.judged_standings() == []
    ledger.judge(judgement(first.id))
    found = ledger.judged_standings()
    assert {one.report_id for one in found} == {r.id}
    assert {one.mention for one in found} == {c.id for c in claims_of(r)}
    assert {one.read_by for one in found} == {"rules.1"}


def test_judgements_together_are_all_stored_or_none(ledger: Ledger) -> None:
    first, second, third, _ = claims_of(report())
    seen = marks(ledger, first.id, second.id, third.id)
    with pytest.raises(LedgerError, match="low is 7 and high 3"):
        ledger.judge_together([judgement(first.id), judgement(second.id, "correct", count__low=7, count__high=3)], seen)
    assert ledger.judged_standings() == []
    assert len(ledger.judge_together([judgement(first.id), judgement(second.id, "reject")], seen)) == 2
    assert ledger.verify().ok
    ledger.judge(judgement(third.id))
    with pytest.raises(LedgerError, match="changed by somebody else just now"):
        ledger.judge_together([judgement(third.id, "reject")], seen)
