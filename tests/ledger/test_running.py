"""Running totals by measure and party, read from their own index."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, event

from tests.ledger.made import fill, judgement
from tollbook.ledger import Filter, Ledger
from tollbook.ledger.claims import select_claims
from tollbook.ledger.running import running_totals

WHO = ("Velimor", "VELIMOR", "Ostrava")


def totals(ledger: Ledger) -> dict[tuple[str, str], int]:
    return {(one.measure, one.party): one.number for one in ledger.running_totals()}


def test_running_totals_are_counted_by_measure_and_party(ledger: Ledger) -> None:
    made = fill(ledger)
    for n, (claim, party) in enumerate(zip(made, WHO, strict=False)):
        fields = {"measure": "killed", "extent": "cumulative", "victims__party": party}
        ledger.judge(judgement(claim.id, "correct", day=n + 1, **fields))
    assert totals(ledger) == {("killed", "velimor"): 2, ("killed", "ostrava"): 1}
    first = ledger.running_totals()[0]
    assert first.party == "velimor" and first.claim in {made[0].id, made[1].id}
    assert [c.id for c in ledger.claims(Filter(measure="killed", party="Velimor", running=True))] == [
        made[0].id,
        made[1].id,
    ]
    ledger.judge(judgement(made[1].id, "reject", day=9))
    assert totals(ledger) == {("killed", "velimor"): 1, ("killed", "ostrava"): 1}
    held_back = frozenset({made[0].mention.report_id})
    assert {(one.measure, one.party) for one in ledger.running_totals(without=held_back)} == (
        {("killed", "ostrava")} if made[2].mention.report_id not in held_back else set()
    )


def test_running_totals_that_are_kept_are_those_that_are_counted(ledger: Ledger) -> None:
    def agree() -> None:
        every = [one for one in ledger.running_totals() if one.measure == "killed"]
        for limit in (1, 5):
            assert ledger.running_totals("killed", limit=limit) == every[:limit]
            first = ledger.running_totals("killed", without=frozenset(["r-1"]), limit=limit)
            assert first == every[:limit]
        assert ledger.running_parties() == ({"killed": len(every)} if every else {})
        assert ledger.running_parties(without=frozenset(["r-1"])) == ledger.running_parties()
        told = {one.party for one in every}
        assert all(ledger.has_running("killed", {who, "nobody"}) == (who in told) for who in ("velimor", "ostrava"))

    made = fill(ledger)
    agree()
    for n, (claim, party) in enumerate(zip(made, WHO, strict=False)):
        fields = {"measure": "killed", "extent": "cumulative", "victims__party": party}
        ledger.judge(judgement(claim.id, "correct", day=n + 1, **fields))
        agree()
    assert ledger.running_parties() == {"killed": 2}
    ledger.judge(judgement(made[2].id, "reject", day=9))
    agree()
    assert ledger.running_parties() == {"killed": 1}
    assert not ledger.has_running("killed", {"velimor"}, without=frozenset(c.mention.report_id for c in made))
    ledger.rebuild()
    agree()


def test_no_claims_but_running_totals_are_read(ledger: Ledger) -> None:
    fill(ledger)
    with ledger._database.read() as conn:
        said: list[tuple[str, Any]] = []
        event.listen(conn, "before_cursor_execute", lambda *sent: said.append(sent[2:4]))
        running_totals(conn)
        list(select_claims(conn, Filter(measure="killed", party="Velimor", running=True)))
        totals, claims = ("\n".join(plan_of(conn, *sent)) for sent in said)
    assert re.search(r"USING COVERING INDEX ix_\w+_totals|Index Only Scan using ix_\w+_totals", totals)
    assert re.search(r"(USING INDEX|Scan (using|on)) ix_\w+_totals", claims)
    assert re.search(r"measure=\? AND party=\?|Index Cond: .*measure.* AND .*party", claims)


def plan_of(conn: Connection, query: str, parameters: Any) -> list[str]:
    """How the database goes about a query; without reading a small table whole only because it is small."""
    cursor = conn.connection.cursor()
    if conn.dialect.name == "sqlite":
        cursor.execute(f"EXPLAIN QUERY PLAN {query}", parameters)
        return [row[3] for row in cursor.fetchall()]
    cursor.execute("SET LOCAL enable_seqscan = off")
    cursor.execute(f"EXPLAIN {query}", parameters)
    return [row[0] for row in cursor.fetchall()]
