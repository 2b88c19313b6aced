from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Table, delete, text, update

from tests.ledger.made import fill, judgement
from tollbook.ledger import Ledger, chain, schema

rows: Table = schema.judgements


def judged(ledger: Ledger, count: int = 6) -> None:
    made = fill(ledger)
    for day in range(1, count + 1):
        ledger.judge(judgement(made[day].id, "correct", day=day, count__low=day))


def tamper(ledger: Ledger, change: Callable[[Connection], object]) -> None:
    """Change rows behind the ledger's back."""
    with ledger._database.write() as w:
        if ledger._database.target.is_postgres:
            w.conn.execute(text("SET LOCAL session_replication_role = replica"))
        change(w.conn)


def test_the_chain_holds_from_the_first_judgement(ledger: Ledger) -> None:
    empty = ledger.verify()
    assert (empty.ok, empty.length, empty.head) == (True, 0, "")
    judged(ledger)
    found = ledger.verify()
    assert (found.ok, found.length, found.judgements, len(found.head)) == (True, 7, 6, 64)  # and the run's seal


def _swap(conn: Connection) -> None:
    for old, new in ((4, 104), (5, 4), (104, 5)):
        conn.execute(update(rows).where(rows.c.n == old).values(n=new))


FAULTS: list[tuple[str, Callable[[Connection], object], set[tuple[str, int]]]] = [
    (
        "content",
        lambda c: c.execute(update(rows).where(rows.c.n == 4).values(content=rows.c.content + " ")),
        {("changed", 4)},
    ),
    (
        "mention",
        lambda c: c.execute(update(rows).where(rows.c.n == 4).values(mention_id=_other(c))),
        {("changed", 4)},
    ),
    ("origin", lambda c: c.execute(update(rows).where(rows.c.n == 3).values(origin_ledger="l-1")), {("changed", 3)}),
    ("blanked", lambda c: c.execute(update(rows).where(rows.c.n == 6).values(content=None)), {("blanked", 6)}),
    ("one gone", lambda c: c.execute(delete(rows).where(rows.c.n == 3)), {("missing", 3)}),
    ("first gone", lambda c: c.execute(delete(rows).where(rows.c.n == 2)), {("missing", 2)}),
    ("two gone", lambda c: c.execute(delete(rows).where(rows.c.n.in_([3, 4]))), {("missing", 3)}),
    ("last gone", lambda c: c.execute(delete(rows).where(rows.c.n == 7)), {("missing", 7)}),
    ("all gone", lambda c: c.execute(delete(rows)), {("missing", 2)}),
]


def _other(conn: Connection) -> str:
    return str(conn.execute(text("SELECT mention_id FROM judgements WHERE n = 2")).scalar_one())


@pytest.mark.parametrize(("what", "change", "expected"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_changed_and_missing_rows_are_named(
    ledger: Ledger, what: str, change: Callable[[Connection], object], expected: set[tuple[str, int]]
) -> None:
    judged(ledger)
    tamper(ledger, change)
    found = ledger.verify()
    assert not found.ok, what
    assert {(fault.kind, fault.n) for fault in found.faults if fault.table == "chain"} == expected


def test_reordered_rows_are_named(ledger: Ledger) -> None:
    judged(ledger)
    tamper(ledger, _swap)
    kinds = {(fault.kind, fault.n) for fault in ledger.verify().faults if fault.table == "chain"}
    assert {("reordered", 4), ("reordered", 5), ("changed", 4), ("changed", 5)} <= kinds
    assert not {n for _, n in kinds} & {1, 2, 3, 7}


def test_a_chain_made_anew_is_found_by_a_head_noted_earlier(ledger: Ledger) -> None:
    judged(ledger, 3)
    noted = ledger.verify().head
    ledger.judge(judgement(ledger.claims()[0].id))
    assert ledger.verify(expected_head=noted).ok
    found = ledger.verify(expected_head="f" * 64)
    assert [fault.kind for fault in found.faults] == ["missing"]


def test_equal_judgements_have_unlike_digests() -> None:
    salts = {chain.new_salt() for _ in range(20)}
    assert len({chain.digest(salt, "{}") for salt in salts}) == 20
