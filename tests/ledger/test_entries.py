from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tollbook.errors import LedgerError
from tollbook.ledger import Entered, Filter, Ledger
from tollbook.model import Claim, Count, Judgement, Mention, Reading, Report, Span

RAW = b"nr,dead\n1,4\n2,9\n"


def row(number: int, dead: int, *, table: str = "market") -> tuple[Report, list[Claim]]:
    text = f"nr: {number}\ndead: {dead}"
    report = Report(text=text, given_id=str(number), entered=table, reader="claims.1", address="https://same.example")
    return report, [claim(report, str(dead), dead)]


def claim(report: Report, words: str, low: int, **changes: Any) -> Claim:
    start = report.text.rindex(words)
    span = Span(start=start, end=start + len(words), text=words)
    reading = Reading(evidence=span, measure="killed", count=Count(low=low, high=low, comparator="exact"), **changes)
    mention = Mention(
        text_id=report.text_id, report_id=report.id, measure="killed", anchor_start=start, anchor_end=span.end
    )
    return Claim(mention=mention, reading=reading)


def enter(ledger: Ledger, rows: Sequence[tuple[Report, list[Claim]]], raw: bytes = RAW) -> Entered:
    return ledger.enter_table("import market", {"map": "market"}, raw, rows)


def lows(ledger: Ledger) -> list[int | None]:
    return sorted(c.reading.count.low or 0 for c in ledger.claims(Filter(retired=False)))


def test_rows_are_stored_with_their_claims_and_the_table_once(ledger: Ledger) -> None:
    done = enter(ledger, [row(1, 4), row(2, 9)])
    assert (done.new, done.known, done.changed) == (2, 0, 2)
    assert lows(ledger) == [4, 9]
    stored = ledger.reports()
    assert [(r.given_id, r.entered, r.outcome, r.is_row) for r in stored] == [
        ("1", "market", "read", True),
        ("2", "market", "read", True),
    ]
    assert len({r.blob for r in stored}) == 1
    assert ledger.raw(stored[1].id) == RAW
    assert [run.extractor for run in ledger.runs()] == ["import market"]


def test_the_same_rows_once_more_store_nothing(ledger: Ledger) -> None:
    enter(ledger, [row(1, 4), row(2, 9)])
    before = ledger.last_seq()
    assert enter(ledger, [row(2, 9), row(1, 4)], b"another file") == Entered(None, known=2)
    assert ledger.last_seq() == before


def test_a_changed_row_takes_the_place_of_its_earlier_state(ledger: Ledger) -> None:
    enter(ledger, [row(1, 4), row(2, 9)])
    done = enter(ledger, [row(1, 5)])
    assert (done.revised, done.absent) == (1, 1)
    assert lows(ledger) == [5, 9]
    assert ledger.report(ledger.resolve_report("1")).text.endswith("5")
    assert enter(ledger, [row(1, 4)]).revised == 1  # the table takes it back
    assert lows(ledger) == [4, 9]
    assert enter(ledger, [row(1, 4), row(2, 9)]) == Entered(None, known=2)
    assert ledger.verify().ok
    rows = ledger.projection_rows()
    ledger.rebuild()
    assert ledger.projection_rows() == rows


def test_a_judgement_on_a_row_outlives_its_revision(ledger: Ledger) -> None:
    enter(ledger, [row(1, 4)])
    (judged,) = ledger.claims()
    ledger.judge(Judgement(mention=judged.id, verdict="accept", by="Ada", at="2031-01-01T00:00:00+00:00"))
    enter(ledger, [row(1, 5)])
    held = ledger.claim(judged.id)
    assert held is not None and (held.retired, held.state) == (True, "accepted")


def test_another_map_gives_the_same_rows_other_readings(ledger: Ledger) -> None:
    enter(ledger, [row(1, 4)])
    report, _ = row(1, 4)
    done = enter(ledger, [(report, [claim(report, "4", 4, object="a market")])])
    assert (done.reread, done.known) == (1, 0)
    assert [c.reading.object for c in ledger.claims()] == ["a market"]


def test_rows_of_two_tables_with_one_id_are_two(ledger: Ledger) -> None:
    enter(ledger, [row(1, 4)])
    assert enter(ledger, [row(1, 8, table="harbour")]).new == 1
    assert lows(ledger) == [4, 8]


def test_one_row_that_cannot_be_stored_leaves_nothing_of_the_table(ledger: Ledger) -> None:
    report, claims = row(2, 9)
    bad = claims[0].model_copy(update={"reading": claims[0].reading.model_copy(update={"evidence": _elsewhere()})})
    before = ledger.last_seq()
    with pytest.raises(LedgerError, match="do not fit the text"):
        enter(ledger, [row(1, 4), (report, [bad])])
    assert (ledger.reports(), ledger.claims(), ledger.runs(), ledger.last_seq()) == ([], [], [], before)


def _elsewhere() -> Span:
    return Span(start=0, end=4, text="nope")


def test_a_claim_by_hand_stands_beside_the_others(ledger: Ledger) -> None:
    report = Report(text="Six came. Nine were dead.", given_id="call", entered="hand", restricted=True)
    first, second = claim(report, "Six", 6), claim(report, "Nine", 9)
    for each in (first, second):
        judgement = Judgement(mention=each.id, verdict="accept", by="Ada", at="2031-01-01T00:00:00+00:00")
        assert ledger.enter_by_hand(report, None, "by hand: Ada", each, judgement) == (each.id, True)
        assert ledger.enter_by_hand(report, None, "by hand: Ada", each, judgement) == (each.id, False)
    found = ledger.claims()
    assert [(c.reading.count.low, c.state, c.restricted) for c in found] == [
        (6, "accepted", True),
        (9, "accepted", True),
    ]
    assert ledger.verify().judgements == 2
    other = claim(report, "Nine", 9, object="a barn")
    judgement = Judgement(mention=other.id, verdict="accept", by="Ada", at="2031-01-01T00:00:00+00:00")
    assert ledger.enter_by_hand(report, None, "by hand: Ada", other, judgement)[1]
    assert [c.mention.ordinal for c in ledger.claims()] == [0, 0, 1]
