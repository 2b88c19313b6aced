from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.ledger.made import fill
from tests.reconcile.made_tolls import claim
from tollbook.ledger import Ledger, StoredInfluence
from tollbook.reconcile import Subject, SubjectKind, load_policy
from tollbook.run.houses import HOUSES, load_policies, mark_of
from tollbook.run.influence import Influence, influences
from tollbook.run.reconciling import reconcile_at
from tollbook.run.renewing import renew_influence

POLICIES = load_policies(HOUSES)


def told(*low: int) -> Subject:
    claims = tuple(claim(n, report=f"r-{at}", id=f"m-{at}-{n}") for at, n in enumerate(low))
    return Subject("i-1", SubjectKind.INCIDENT, "Haldin", claims)


def test_what_a_claim_moves_is_how_far_a_bound_goes_without_it() -> None:
    found = influences([told(12, 15, 40)], (), [load_policy("ucdp")])
    assert {id_: one.move for id_, one in found.items()} == {"m-0-12": 3, "m-2-40": 25}
    far = found["m-2-40"]
    assert (far.now[2], far.without and far.without[2], far.name) == (40, 15, "Haldin")


def test_a_claim_that_stands_alone_moves_its_whole_figure() -> None:
    (one,) = influences([told(7)], (), POLICIES).values()
    assert (one.move, one.without) == (7, None)


def test_series_are_left_to_their_periods() -> None:
    assert influences([replace(told(3, 9), kind=SubjectKind.SERIES)], (), POLICIES) == {}


def test_it_comes_out_of_the_ledger_as_it_went_in() -> None:
    for one in influences([told(12, 15, 40), replace(told(7), id="i-2")], (), POLICIES).values():
        assert Influence.of(one.stored("XV")) == one


def kept(ledger: Ledger) -> Sequence[StoredInfluence]:
    return ledger.all_influence()


def test_what_is_worked_out_cell_by_cell_is_what_is_worked_out_of_the_whole(tmp_path: Path) -> None:
    where = str(tmp_path / "a.ledger")
    with Ledger.open(where) as ledger:
        for step in ([1, 2], [3, 6], [7]):
            fill(ledger, step)
            reconcile_at(where)
            state, found = ledger.record_state(), kept(ledger)
            assert state is not None
            assert state.policies == mark_of(POLICIES)
            assert found
            other = load_policies("latest")
            renew_influence(ledger, other)
            assert kept(ledger) != found
            renew_influence(ledger, POLICIES)
            assert kept(ledger) == found
            renew_influence(ledger, other)  # the next step takes the usual ones again


def test_where_nothing_was_reconciled_there_is_nothing_to_renew() -> None:
    with Ledger.open(":memory:") as ledger:
        fill(ledger)
        renew_influence(ledger, POLICIES)
        assert ledger.record_state() is None
        assert kept(ledger) == []
