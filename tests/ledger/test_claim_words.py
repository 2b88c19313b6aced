"""A queue of words: its claims are read in the order of the queue from an index of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event, select

from tests.ledger.conftest import Places
from tests.ledger.made import fill, judgement
from tests.ledger.older import take_back
from tollbook.ledger import Filter, Ledger, Wanted, claim_words, influence, queue, schema
from tollbook.ledger.claim_words import number_of, step
from tollbook.ledger.influence import StoredInfluence

MOVES = (0, 3, 15, 16, 17, 31, 32, 40, 900, 2**40)


@pytest.fixture
def many(ledger: Ledger) -> Ledger:
    """Claims of which a third move nothing, the others as many people as `MOVES` say, in no order."""
    made = fill(ledger, range(1, 9), 4)
    for n, claim in enumerate(made[:5]):
        ledger.judge(judgement(claim.id, "unsure", day=n + 1))
    moves = [StoredInfluence(c.id, "cell", MOVES[7 * n % len(MOVES)], {}) for n, c in enumerate(made) if n % 3]
    with ledger._database.write(lasting=False) as w:
        influence.put_all(w.conn, moves)
    return ledger


def in_order(ledger: Ledger, wanted: Filter) -> list[str]:
    """What the filter lets through, in the order of the queue, by looking at every claim."""
    c = schema.current_claims.c
    fitting = {claim.id for claim in ledger.claims(wanted)}
    with ledger._database.read() as conn:
        rows = conn.execute(select(c.mention_id).order_by(c.turn, c.position)).scalars().all()
    return [id_ for id_ in rows if id_ in fitting]


ASKED = tuple(
    replace(asked, text=said)
    for said in ("killed", "kill", "killed council", "council kill kill", "unheard-of", "0machine", "0ma", "killed_on")
    for asked in (
        Filter(),
        Filter(state="machine", retired=False),
        Filter(state="unsure"),
        Filter(measure="killed"),
    )
)


def test_pages_are_those_of_the_whole_queue(many: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {filter_: in_order(many, filter_) for filter_ in ASKED}
    assert sum(len(ids) > 10 for ids in expected.values()) > 8
    for read, most in ((1, 2), (2, 1000), (5, 2), (600, 1000)):
        monkeypatch.setattr(claim_words, "_FIRST_READ", read)
        monkeypatch.setattr(queue, "COUNTED", most)
        for filter_, ids in expected.items():
            for skip, take in ((0, 3), (4, 100)):
                found = many.queue(Wanted(filter=filter_), skip=skip, take=take)
                assert [claim.id for claim in found] == ids[skip : skip + take]
            length = many.queue_length(Wanted(filter=filter_))
            assert (length.claims, length.more) == (min(len(ids), most), len(ids) > most)


def test_words_that_very_many_begin_with_are_found_as_beginnings_all_the_same(
    many: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim_words, "_ENDINGS", 0)
    wanted = Filter(text="kil")
    assert [claim.id for claim in many.queue(Wanted(filter=wanted), take=100)] == in_order(many, wanted) != []


def test_a_page_of_words_reads_few_claims(many: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_words, "_FIRST_READ", 4)
    monkeypatch.setattr(queue, "COUNTED", 2)
    with sent(many) as asked:
        many.queue_page(Wanted(filter=Filter(text="killed")), 1, size=2)
    assert sum("ORDER BY rowid" in one for one in asked) <= 2


def test_what_is_judged_or_made_anew_is_found_once(many: Ledger) -> None:
    first = many.queue(Wanted(filter=Filter(text="killed")), take=1)[0]
    said = first.reading.evidence
    shorter = said.text[: said.text.index(" were killed")]
    many.judge(judgement(first.id, "reject", day=20))
    evidence = {"start": said.start, "end": said.start + len(shorter), "text": shorter}
    many.judge(judgement(first.id, "correct", day=21, evidence=evidence))
    for again in range(2):
        for wanted in (Filter(text="killed"), Filter(text="in", state="corrected"), Filter(text="in")):
            found = [claim.id for claim in many.queue(Wanted(filter=wanted), take=100)]
            assert found == in_order(many, wanted), again
            assert (first.id in found) == (wanted.text == "in")
        many.rebuild()


def test_the_words_of_the_claims_that_are_there_are_kept(places: Places) -> None:
    where = places.new()
    with Ledger.open(where) as ledger:
        fill(ledger)
        with ledger._database.write() as w:
            take_back(w.conn, "0016")
    with places.open(where) as ledger:
        wanted = Filter(text="killed")
        assert [c.id for c in ledger.queue(Wanted(filter=wanted), take=100)] == in_order(ledger, wanted) != []


def test_who_moves_more_comes_first_and_of_those_who_move_as_many_the_earlier() -> None:
    turns = [*range(-5000, 1), schema.NO_TURN]
    steps = [step(turn) for turn in turns]
    assert steps == sorted(steps)
    assert len({step(-move) for move in range(16)} | {step(schema.NO_TURN)}) == 17
    assert 0 <= step(-(2**62)) <= step(-5000)
    assert number_of(schema.NO_TURN, 2**54) < 2**63
    assert number_of(-3, 1) < number_of(-3, 2) < number_of(-2, 0)


@contextmanager
def sent(ledger: Ledger) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    said: list[str] = []
    event.listen(ledger._database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    yield said
