from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from tests.ledger.made import change_of, changed, claims_of, counted, fill, judgement, record_judgement, report
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger, StoredSource, StoredSubject, SubjectEvent, WantedSubjects
from tollbook.model import Place, RecordJudgement, Source

SERIES = {"points": [], "measure": "killed", "party": "Velimor", "status": "unknown"}


def subject(id_: str, claims: Sequence[str], kind: str = "incident", **body: Any) -> StoredSubject:
    return StoredSubject(id_, kind, "XV", f"name of {id_}", body, tuple(claims))


@pytest.fixture
def browsed(ledger: Ledger) -> Ledger:
    """A ledger with incidents on three days (one not known) and three series, and two sources."""
    ids = [claim.id for claim in fill(ledger)]
    subjects = [
        subject("i-1", ids[:2], first="2031-05-01", country="XV", place="Kesh", lat=1.0, lon=2.0),
        subject("i-2", ids[2:4], first="2031-05-03", country="XV", place="Tarn Bridge"),
        subject("i-3", ids[4:5], first="2031-05-03", country="XW", place="Velimor"),
        subject("i-4", ids[5:6]),
        subject("s-1", ids[:1], "series", **SERIES),
        subject("s-2", ids[1:3], "series", **SERIES),
        subject("s-3", ids[3:6], "series", **(SERIES | {"party": None})),
    ]
    events = [SubjectEvent(one.id, one.kind, "given", one.claims) for one in subjects]
    council = Source(id="src-1", name="Council of Velimor", aliases=("Council of Velimor",))
    post = Source(id="src-2", name="Northern Post", aliases=("Northern Post",), outlet=True)
    sources = [StoredSource(council, "XV", 9), StoredSource(post, "XV", 3)]
    ledger.replace_record(replace(change_of(ledger), subjects=subjects, events=events, sources=sources))
    return ledger


def ids_of(ledger: Ledger, *, limit: int = 10, after: tuple[str, str] | None = None, **wanted: Any) -> list[str]:
    return [head.id for head in ledger.list_subjects(WantedSubjects(**wanted), limit=limit, after=after)]


def test_a_list_goes_from_the_newest_to_those_of_no_day_page_by_page(browsed: Ledger) -> None:
    assert ids_of(browsed) == ["i-3", "i-2", "i-1", "i-4"]
    seen: list[str] = []
    after = None
    while found := browsed.list_subjects(WantedSubjects(), limit=1, after=after):
        seen.append(found[0].id)
        after = (found[0].day, found[0].id)
    assert seen == ["i-3", "i-2", "i-1", "i-4"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"country": "xv"}, ["i-2", "i-1"]),
        ({"place": " tarn BRIDGE"}, ["i-2"]),
        ({"since": date(2031, 5, 2)}, ["i-3", "i-2"]),
        ({"until": date(2031, 5, 2)}, ["i-1"]),
        ({"reported": date(2031, 5, 3)}, []),
        ({"reported": date(2031, 5, 4)}, ["i-3", "i-2", "i-1", "i-4"]),
        ({"given": 1}, []),
        ({"given": 10**6}, ["i-3", "i-2", "i-1", "i-4"]),
        ({"located": True}, ["i-1"]),
    ],
)
def test_filters(browsed: Ledger, wanted: dict[str, Any], found: list[str]) -> None:
    assert ids_of(browsed, **wanted) == found


def test_what_is_dated_later_was_not_known_as_of_a_day(browsed: Ledger) -> None:
    late = subject("i-9", [claim.id for claim in browsed.claims()][:1], first="2031-06-09", country="XV")
    browsed.replace_record(replace(change_of(browsed, "XZ", subject="i-9"), claim_cells=[], links=[], subjects=[late]))
    assert "i-9" in ids_of(browsed)
    assert "i-9" not in ids_of(browsed, reported=date(2031, 6, 8))
    assert "i-9" in ids_of(browsed, reported=date(2031, 6, 9))


def test_reports_come_a_page_at_a_time(browsed: Ledger) -> None:
    after, seen = 0, []
    while page := browsed.reports_after(after, limit=2):
        seen += [report for _, report in page]
        after = page[-1][0]
    assert seen == browsed.reports()


def test_series_by_length_and_their_rivals(browsed: Ledger) -> None:
    assert [head.id for head in browsed.list_by_size("series", limit=9)] == ["s-3", "s-2", "s-1"]
    assert [head.id for head in browsed.list_by_size("series", limit=9, after=("3", "s-3"))] == ["s-2", "s-1"]
    assert [head.id for head in browsed.rivals("s-1", limit=9)] == ["s-2", "s-1"]
    assert [head.id for head in browsed.rivals("s-1", limit=1)] == ["s-1"]  # itself, though another is longer
    assert browsed.rivals("i-1", limit=9)[0].id == "i-1"


def test_sources_of_all_cells_are_added_up_and_follow_each_cell(browsed: Ledger) -> None:
    other = Source(id="src-1", name="Council", aliases=("Council",))
    away = replace(change_of(browsed, "XW", subject="i-9"), claim_cells=[], links=[], dependences=[])
    browsed.replace_record(replace(away, subjects=[], sources=[StoredSource(other, "XW", 20)]))
    assert [(s.name, s.aliases, n) for s, n in browsed.list_sources(limit=9)] == [
        ("Council", ("Council", "Council of Velimor"), 29),
        ("Northern Post", ("Northern Post",), 3),
    ]
    assert [s.id for s, _ in browsed.list_sources(limit=9, after=("29", "src-1"))] == ["src-2"]
    gone = replace(change_of(browsed, "XW", subject="i-9"), claim_cells=[], links=[], dependences=[], subjects=[])
    browsed.replace_record(gone)
    assert browsed.sources_by_id(["src-1", "src-0"])["src-1"][1] == 9


def test_one_subject_with_what_stands_around_it(browsed: Ledger) -> None:
    one = browsed.subject("i-1")
    assert (one.name, len(one.claims)) == ("name of i-1", 2)
    ends = sorted(claim.id for claim in browsed.claims())[:2]
    assert [link.type for link in browsed.links_among(ends)] == ["repeats"]
    assert browsed.links_among(ends[:1]) == []
    assert len(browsed.dependences_among(["r-1", "r-2"])) == len(browsed.dependences_of(report="r-1", limit=9)) == 1
    assert browsed.dependences_of(source="src-1", limit=9) == []
    held = browsed.subjects_of_claims(list(one.claims))
    assert ("i-1", "incident", "name of i-1") in held[one.claims[0]]
    with pytest.raises(LedgerError, match="no such"):
        browsed.subject("i-77")


def test_claims_as_they_stood_then(browsed: Ledger) -> None:
    claim = browsed.subject("i-1").claims[0]
    before = browsed.last_seq()
    browsed.judge(judgement(claim, "reject"))
    then, now = browsed.claims_then(before, [claim]), browsed.claims_then(browsed.last_seq(), [claim])
    assert ([c.state for c in then], [c.state for c in now]) == (["machine"], ["rejected"])


def test_claims_and_reports_are_found_by_their_words(browsed: Ledger) -> None:
    found = browsed.search_claims("SOLDIERS  day", limit=50)
    assert len(found) == 2
    assert [n for n, _ in found] == sorted((n for n, _ in found), reverse=True)
    assert [c.id for _, c in browsed.search_claims("soldiers day", limit=1, before=found[0][0])] == [found[1][1].id]
    assert len(browsed.search_claims("council", limit=50)) == 12  # by its source
    assert [r.given_id for _, r in browsed.search_reports("soldiers killed", limit=9)] == ["row-3", "row-2"]
    for nothing in ("", "  ", "nowhere", '"; DROP TABLE', "a OR b NEAR(x)"):
        assert browsed.search_claims(nothing, limit=9) == []
        assert browsed.search_reports(nothing, limit=9) == []


def test_the_index_follows_a_claim_that_changes(browsed: Ledger) -> None:
    first = report(1)
    claims = claims_of(first)
    run = browsed.start_run("rules.2")
    elsewhere = changed(counted(claims[0], 3), place=Place(text="Far Hollow", name="Far Hollow"))
    browsed.store_run(first.id, run.id, [elsewhere, *claims[2:]])
    assert [c.id for _, c in browsed.search_claims("hollow", limit=9)] == [claims[0].id]
    kept = browsed.search_claims("council", limit=50)
    assert claims[1].id not in [c.id for _, c in kept]
    rows = browsed.projection_rows()
    browsed.rebuild()
    assert browsed.projection_rows() == rows


def test_a_decision_on_the_record_is_taken_back_and_stays_in_the_log(browsed: Ledger) -> None:
    browsed.judge_record(record_judgement("i-1", "accept", claims=("m-1",)))
    browsed.judge_record(record_judgement("i-1", "reject", claims=("m-1",)))
    first, second = browsed.record_judgements()
    back = record_judgement("i-1", "withdraw", claims=("m-1",), withdraws=second.identity)
    browsed.judge_record(back)
    assert list(browsed.record_judgements()) == [first]
    assert browsed.judgements_about(["i-1"]) == [first]
    assert [s.judgement.verdict for s in browsed.record_judgements(withdrawn=True)] == ["accept", "reject", "withdraw"]
    assert browsed.verify().ok
    with pytest.raises(ValueError, match="withdraw needs"):
        RecordJudgement(subject="i-1", verdict="withdraw", by="Ann", at="2031-06-01")


def test_a_page_of_a_list_reads_its_rows_through_an_index(browsed: Ledger) -> None:
    said: list[str] = []
    with browsed._database.read() as conn:
        if conn.dialect.name != "sqlite":
            return
        event.listen(conn, "before_cursor_execute", lambda *a: said.append((a[2], a[3])))  # type: ignore[arg-type]
        from tollbook.ledger import lists

        lists.list_subjects(conn, WantedSubjects(country="XV"), limit=2, after=("2031-05-03", "i-2"))
        lists.list_by_size(conn, "series", limit=2)
        lists.list_sources(conn, limit=2)
        for sql, given in list(said):
            plan = "\n".join(str(row[3]) for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given))
            assert "SCAN" not in plan.replace("SCAN sources USING INDEX", ""), plan
            assert "TEMP B-TREE" not in plan, plan
