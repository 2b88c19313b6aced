"""The order of review and the totals, on both databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.ledger.made import change_of, claims_of, counted, fill, judgement, report
from tollbook.ledger import Filter, Ledger, StoredInfluence, Wanted, queue, schema

MACHINE = Wanted(filter=Filter(state="machine", retired=False))


def ids(ledger: Ledger, wanted: Wanted = MACHINE, *, skip: int = 0, take: int = 100) -> list[str]:
    return [claim.id for claim in ledger.queue(wanted, skip=skip, take=take)]


def told(claim: str, move: int, cell: str = "XV") -> StoredInfluence:
    return StoredInfluence(claim, cell, move, {"name": "Kesh"})


def names_agree(ledger: Ledger) -> None:
    """The kept names are those that the claims hold, each claim in its turn."""
    with ledger._database.read() as conn:
        held = conn.execute(select(schema.current_claims)).mappings().all()
        kept = {tuple(row) for row in conn.execute(select(schema.claim_names))}
        numbers = {(row.kind, row.name): row.number for row in conn.execute(select(schema.names))}
        ids = {(row.kind, row.name): row.id for row in conn.execute(select(schema.names))}
    told = {
        ((kind, name), row["state"], row["turn"], row["position"], row["mention_id"])
        for row in held
        for kind in ("source", "place")
        for name in row[f"{kind}s"].split("\n")
        if name
    }
    assert kept == {(ids[name], *of) for name, *of in told}
    assert numbers == Counter(name for name, *_ in told)


def test_the_queue_is_in_the_order_of_what_claims_move_then_of_the_text(ledger: Ledger) -> None:
    made = [claim.id for claim in fill(ledger)]
    assert ids(ledger) == made
    ledger.replace_record(replace(change_of(ledger), influence=[told(made[5], 3), told(made[2], 70), told(made[1], 3)]))
    assert ids(ledger) == [made[2], made[1], made[5], *(m for m in made if m not in (made[1], made[2], made[5]))]
    assert ids(ledger, skip=1, take=2) == [made[1], made[5]]
    assert ids(ledger, replace(MACHINE, by_influence=False)) == made
    assert ledger.influence(made[:3]) == {made[1]: told(made[1], 3), made[2]: told(made[2], 70)}


def test_a_claim_keeps_its_turn_through_judgements_and_extractions_until_its_cell_is_made_anew(ledger: Ledger) -> None:
    made = [claim.id for claim in fill(ledger)]
    ledger.replace_record(replace(change_of(ledger), influence=[told(made[3], 9)], policies="these"))
    ledger.judge(judgement(made[3], "unsure"))
    assert ids(ledger, Wanted())[0] == made[3]
    ledger.judge(judgement(made[3], "withdraw", day=2))
    run = ledger.start_run("rules.2")
    claims = claims_of(report(1))
    ledger.store_run(report(1).id, run.id, [counted(claims[0], 5), *claims[1:]])
    assert ids(ledger)[0] == made[3]
    ledger.replace_record(replace(change_of(ledger, event="changed"), influence=[told(made[7], 1)]))
    assert ids(ledger)[:2] == [made[7], made[0]]
    assert ids(ledger, Wanted(filter=Filter(place="Kesh")), take=1) == [made[7]]
    names_agree(ledger)
    assert [one.claim for one in ledger.all_influence()] == [made[7]]


def test_influence_under_other_policies_takes_the_place_of_all_unless_the_record_is_another(ledger: Ledger) -> None:
    made = [claim.id for claim in fill(ledger)]
    ledger.replace_record(replace(change_of(ledger), influence=[told(made[3], 9)], policies="these"))
    state = ledger.record_state()
    assert state is not None
    assert state.policies == "these"
    assert ledger.replace_influence([told(made[4], 2)], state, "those")
    assert ids(ledger)[0] == made[4]
    assert not ledger.replace_influence([told(made[5], 2)], state, "those")
    assert ids(ledger)[0] == made[4]


def test_totals_are_those_of_the_claims_whatever_happens_to_them(ledger: Ledger) -> None:
    def agree() -> None:
        counted_now = Counter((claim.state, claim.retired) for claim in ledger.claims())
        assert dict(ledger.totals()) == dict(counted_now)
        names_agree(ledger)

    made = [claim.id for claim in fill(ledger)]
    agree()
    ledger.judge(judgement(made[0], "reject"))
    ledger.judge(judgement(made[5], "correct", count__low=3, place__name="Ulan"))
    agree()
    ledger.judge(judgement(made[5], "withdraw", day=2))
    agree()
    run = ledger.start_run("rules.2")
    ledger.store_run(report(1).id, run.id, claims_of(report(1))[2:])
    agree()
    assert ledger.totals()["rejected", True] == 1
    with Ledger.open(":memory:") as other:
        fill(other, [7, 8])
        ledger.merge(other)
    agree()
    ledger.rebuild()
    agree()


def test_filtered_claims_are_counted_so_far_and_no_farther(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    made = fill(ledger)
    assert ledger.queue_length(MACHINE).claims == len(made)
    few = Wanted(filter=Filter(place="Kesh"))
    assert (ledger.queue_length(few).claims, ledger.queue_length(few).more) == (len(ids(ledger, few)), False)
    monkeypatch.setattr(queue, "COUNTED", 2)
    assert (ledger.queue_length(few).claims, ledger.queue_length(few).more) == (2, True)
    assert not ledger.queue_length(MACHINE).more


def test_what_somebody_judged_is_theirs(ledger: Ledger) -> None:
    made = fill(ledger)
    ledger.judge(judgement(made[1].id, by="Ana"))
    ledger.judge(judgement(made[2].id, by="Ben"))
    assert ids(ledger, Wanted(judged_by="Ben")) == [made[2].id]
    assert ledger.queue_length(Wanted(judged_by="Ben")).claims == 1
