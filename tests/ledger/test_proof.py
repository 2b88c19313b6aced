from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, delete, select, update

from tests.ledger.made import fill, judgement
from tests.ledger.test_chain import tamper
from tollbook.ledger import Ledger, chain, proof, schema, sealing
from tollbook.ledger.codec import pack, pack_text
from tollbook.model import Publication

COVERED: tuple[Table, ...] = (*sealing.SEALED, schema.blobs, schema.mentions, *chain.TABLES)


def filled(ledger: Ledger, reports: int = 6) -> None:
    made = fill(ledger, list(range(1, reports + 1)))
    for day, claim in enumerate(made[:6], 1):
        ledger.judge(judgement(claim.id, "correct", day=day, count__low=day))
    ledger.note_publication(publication())


def publication(**changes: Any) -> Publication:
    given: dict[str, Any] = {"id": "p-1", "title": "Record", "policies": ("latest",), "profile": "public"}
    given |= {"draft": False, "at": "2031-07-01T00:00:00+00:00", "seq": 3, "head": "", "manifest": "00"}
    return Publication(**(given | changes))


def test_a_run_that_ends_is_sealed_and_all_is_covered(ledger: Ledger) -> None:
    filled(ledger, 2)
    found = ledger.verify()
    assert (found.ok, found.unsealed, found.redacted) == (True, 0, 0)
    assert {name for name, rows in found.covered.items() if rows} == {
        *("texts", "reports", "readings", "blobs", "mentions", "judgements", "seals", "publications")
    }
    with ledger._database.read() as conn:
        (first,) = sealing.seals(conn)  # nothing that seals cover came with the judgements
    assert first.run is not None
    assert first.first == 1
    assert first.rows == {"texts": 2, "reports": 2, "readings": 8}


def test_what_came_after_the_last_seal_is_counted(ledger: Ledger) -> None:
    filled(ledger, 1)
    run = ledger.start_run("rules.2")
    from tests.ledger.made import claims_of, report

    ledger.add_report_with_claims(report(9), None, run.id, claims_of(report(9), 9))
    assert ledger.verify().unsealed == 1 + 1 + 4
    ledger.end_run(run.id)
    assert ledger.verify().unsealed == 0


def _spoil(value: Any) -> Any:
    if isinstance(value, str):
        return value[:-1] + ("0" if value[-1:] != "0" else "1")
    if isinstance(value, bytes):
        return value
    return (value or 0) + 1


def _change_one(conn: Connection, table: Table, seq: int, column: str) -> None:
    row = conn.execute(select(table).where(table.c.seq == seq)).mappings().one()
    new = _spoil(row[column])
    if column == "chars":
        new = pack_text("another text")
    if column == "data":
        new = pack(b"other bytes")
    conn.execute(update(table).where(table.c.seq == seq).values({column: new}))


def test_any_single_row_changed_deleted_or_swapped_is_found_and_named(ledger: Ledger) -> None:
    """200 random ones over all covered tables."""
    filled(ledger)
    chance = random.Random(8)
    with ledger._database.read() as conn:
        entries = [(table, seq) for table in COVERED for seq in conn.execute(select(table.c.seq)).scalars()]
    ways: dict[str, Callable[[Connection, Table, int], int]] = {
        "changed": _changed,
        "deleted": _deleted,
        "swapped": _swapped,
    }
    for n in range(200):
        table, seq = chance.choice(entries)
        way = list(ways)[n % 3]
        found = _with(ledger, lambda conn, t=table, s=seq, w=way: ways[w](conn, t, s))  # type: ignore[misc]
        assert found, f"{way}: {table.name} {seq}"


class _UndoError(Exception):
    """Takes a change back."""


def _with(ledger: Ledger, change: Callable[[Connection], int]) -> bool:
    """Whether a change is found; it is taken back. A change that changed nothing counts as found."""
    faults: list[chain.Fault] = []
    changed = 0

    def tried(conn: Connection) -> None:
        nonlocal changed
        changed = change(conn)
        faults.extend(proof.verify(conn).faults)
        raise _UndoError

    with pytest.raises(_UndoError):
        tamper(ledger, tried)
    return bool(faults) or not changed


def _changed(conn: Connection, table: Table, seq: int) -> int:
    column = {"texts": "chars", "blobs": "data", "reports": "body", "readings": "body", "mentions": "anchor_end"}
    _change_one(conn, table, seq, column.get(table.name, "content"))
    return 1


def _deleted(conn: Connection, table: Table, seq: int) -> int:
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    return conn.execute(delete(table).where(table.c.seq == seq)).rowcount


def _swapped(conn: Connection, table: Table, seq: int) -> int:
    """Two rows of a table change places in the log."""
    others = conn.execute(select(table.c.seq).where(table.c.seq != seq).order_by(table.c.seq)).scalars().all()
    if not others:
        return 0
    other = others[seq % len(others)]
    for old, new in ((seq, 10**6), (other, seq), (10**6, other)):
        conn.execute(update(table).where(table.c.seq == old).values(seq=new))
    if table.name in ("mentions", "blobs"):  # what goes by its own hash says the same in any place
        return 0
    return 1


def test_rows_cut_off_at_the_tail_are_found_against_an_exported_head(ledger: Ledger) -> None:
    filled(ledger, 1)
    noted = ledger.verify().head

    def cut(conn: Connection) -> None:
        state = conn.execute(select(schema.publications)).mappings().one()
        conn.execute(delete(schema.publications))
        conn.execute(
            update(schema.state).values(
                last_seq=state["seq"] - 1, chain_length=state["n"] - 1, chain_head=state["previous"]
            )
        )

    tamper(ledger, cut)
    assert ledger.verify().ok  # nothing in the ledger itself can tell
    assert [f.kind for f in ledger.verify(expected_head=noted).faults] == ["missing"]


def test_rows_from_before_there_were_digests_are_left_out(ledger: Ledger) -> None:
    fill(ledger, [1])
    tamper(ledger, lambda c: [c.execute(update(t).values(salt=None, digest=None)) for t in sealing.SEALED])
    tamper(ledger, lambda c: c.execute(delete(schema.seals)))
    covered = ledger.verify().covered
    assert covered["readings"] == covered["texts"] == 0


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=40))
def test_the_root_is_that_of_the_recursive_definition(leaves: list[bytes]) -> None:
    assert sealing.merkle_root(leaf.hex() for leaf in leaves) == _root(leaves).hex()


def _root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    from hashlib import sha256

    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\x01" + _root(leaves[:half]) + _root(leaves[half:])).digest()


def test_publications_come_back_as_they_were_noted(ledger: Ledger) -> None:
    fill(ledger, [1])
    ledger.note_publication(publication())
    ledger.note_publication(publication(id="p-2", draft=True))
    assert [(p.id, p.draft) for p in ledger.publications()] == [("p-1", False), ("p-2", True)]
    assert ledger.publications()[0] == publication()
