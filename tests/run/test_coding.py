"""A report coded twice, blind, and decided between: on both databases where the log has a part in it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ledger.conftest import Places, places, postgres, postgres_server
from tests.ledger.made import changed, claims_of, counted, fill, report
from tollbook.errors import LedgerError
from tollbook.ledger import Filter, Ledger
from tollbook.model import Claim, CodingTask, Count, Measure
from tollbook.run.agreeing import agreement
from tollbook.run.coding import blind_to, coding_of, codings, finish, open_coding, say
from tollbook.run.judging import judge_in
from tollbook.run.settling import both_of, settle

__all__ = ["places", "postgres", "postgres_server"]

M, R1 = Measure.MISSING, report(1).id


def opened(ledger: Ledger, **task: object) -> str:
    given: dict[str, object] = {"reports": (R1,), "first": "Ana", "second": "Ben"}
    return open_coding(ledger, CodingTask.model_validate(given | task), by="Rita")


def code(ledger: Ledger, id_: str, claims: list[Claim], by: str = "Ben") -> None:
    for claim in claims:
        say(ledger, coding_of(ledger, id_), R1, claim, "claim", by=by)
    finish(ledger, coding_of(ledger, id_), R1, by=by)


def test_a_second_coding_stays_out_of_the_record_until_it_is_settled(places: Places) -> None:
    where = places.new()
    ledger = places.open(where)
    machine = fill(ledger, [1])
    for claim in machine[:3]:
        judge_in(ledger, claim.id, verdict="accept", by="Ana")
    judge_in(ledger, machine[3].id, verdict="reject", by="Ana")
    before = ledger.claims()
    id_ = opened(ledger)
    assert blind_to(codings(ledger), "Ben") == {R1: id_}
    own = [machine[0], counted(machine[1], 99), machine[3]]
    code(ledger, id_, own)
    assert ledger.claims() == before
    assert blind_to(codings(ledger), "Ben") == {}
    assert ledger.verify().ok

    found = agreement(where, "Ana", "Ben")
    claim, low = (next(f for f in found.fields if f.field == name) for name in ("claim", "count.low"))
    assert (claim.units, claim.percent.value) == (4, 0.5)  # one that Ana rejected, and one that Ben has not
    assert (low.units, low.percent.value) == (2, 0.5)
    assert found.informed == 0

    first, second, third, fourth = both_of(ledger, coding_of(ledger, id_), R1)
    assert (first.differs, second.differs, third.differs, fourth.differs) == ((), ("count",), ("claim",), ("claim",))
    steps = ((first, "first", ""), (second, "second", "the later line says 99"), (third, "none", "no count"))
    for pair, choice, why in (*steps, (fourth, "second", "it is one")):
        settle(ledger, coding_of(ledger, id_), R1, pair.key, choice, None, why=why, by="Rita")
    now = {c.id: c for c in ledger.claims()}
    assert [now[c.id].state for c in machine] == ["accepted", "corrected", "rejected", "accepted"]
    assert now[machine[1].id].reading.count.low == 99
    assert {now[c.id].judged_by for c in machine} == {"Rita"}
    assert now[machine[1].id].why == "the later line says 99"
    assert all(one.settled for one in both_of(ledger, coding_of(ledger, id_), R1))
    with pytest.raises(LedgerError, match="settled already"):
        settle(ledger, coding_of(ledger, id_), R1, second.key, "first", None, why="no", by="Rita")


def test_a_claim_that_only_the_second_coder_found_enters_the_record_as_the_adjudicator_s(places: Places) -> None:
    ledger = places.open()
    machine = fill(ledger, [1])
    id_ = opened(ledger, first="machine")
    start = report(1).text.index("said")
    own = machine[0].model_copy(
        update={
            "mention": machine[0].mention.model_copy(
                update={"measure": M, "anchor_start": start, "anchor_end": start + 4}
            )
        }
    )
    own = changed(own, measure=M)
    own = changed(own, count=Count(low=3, high=3), when=own.reading.when.model_copy(update={"start": date(2031, 5, 3)}))
    own = changed(
        own, evidence=own.reading.evidence.model_copy(update={"start": start, "end": start + 4, "text": "said"})
    )
    code(ledger, id_, [own])
    pairs = both_of(ledger, coding_of(ledger, id_), R1)
    assert [(bool(p.first), bool(p.second)) for p in pairs].count((False, True)) == 1
    (alone,) = [p for p in pairs if p.first is None]
    settle(ledger, coding_of(ledger, id_), R1, alone.key, "second", None, why="it stands there", by="Rita")
    (added,) = ledger.claims(Filter(id=own.id))
    assert (added.state, added.judged_by, added.reading.count.low) == ("accepted", "Rita", 3)


def test_where_the_machine_is_shown_its_claims_are_what_is_coded(places: Places) -> None:
    ledger = places.open()
    machine = fill(ledger, [1])
    id_ = opened(ledger, first="machine", machine_hidden=False)
    say(ledger, coding_of(ledger, id_), R1, machine[0].id, "claim", by="Ben")
    say(ledger, coding_of(ledger, id_), R1, machine[1].id, "no claim", by="Ben")
    say(ledger, coding_of(ledger, id_), R1, machine[2].id, "claim", by="Ben")
    say(ledger, coding_of(ledger, id_), R1, machine[2].id, "withdraw", by="Ben")
    finish(ledger, coding_of(ledger, id_), R1, by="Ben")
    pairs = both_of(ledger, coding_of(ledger, id_), R1)
    assert [p.differs for p in pairs[:2]] == [(), ("claim",)]


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ({"second": "ana"}, "different names"),
        ({"second": "machine"}, "the second is a person"),
        ({"first": "machine", "first_apart": True}, "the second is a person"),
        ({"reports": ()}, "at least one report"),
        ({"reports": ("r-none",)}, "r-none"),
    ],
)
def test_what_is_no_double_coding_is_refused(task: dict[str, object], said: str) -> None:
    with Ledger.open(":memory:") as ledger:
        fill(ledger, [1])
        with pytest.raises(LedgerError, match=said):
            opened(ledger, **task)
        assert codings(ledger) == {}


def test_who_is_through_or_no_coder_says_nothing_more_and_nobody_adjudicates_early() -> None:
    with Ledger.open(":memory:") as ledger:
        machine = fill(ledger, [1])
        id_ = opened(ledger)
        with pytest.raises(LedgerError, match="not both coders are through"):
            both_of(ledger, coding_of(ledger, id_), R1)
        with pytest.raises(LedgerError, match="no coder of this report"):
            say(ledger, coding_of(ledger, id_), R1, machine[0], "claim", by="Zoe")
        code(ledger, id_, machine[:1])
        with pytest.raises(LedgerError, match="through with this report"):
            say(ledger, coding_of(ledger, id_), R1, machine[1], "claim", by="Ben")
        finish(ledger, coding_of(ledger, id_), R1, by="Ben", again=True)
        say(ledger, coding_of(ledger, id_), R1, machine[1], "claim", by="Ben")
        with pytest.raises(LedgerError, match="no such double coding"):
            coding_of(ledger, "k-0")


def test_codings_go_into_dumps_and_merges(places: Places, tmp_path_factory: pytest.TempPathFactory) -> None:
    a, b = places.open(), places.open()
    machine = fill(a, [1])
    fill(b, [1])
    id_ = opened(b)
    code(b, id_, machine[:2])
    a.merge(b)
    assert codings(a)[id_].finished == {("Ben", R1)}
    assert not a.merge(b).anything
    folder = tmp_path_factory.mktemp("dump") / "b"
    b.dump(folder)
    with Ledger.restore(folder, ":memory:") as again:
        assert again.coding_entries() == b.coding_entries()
        assert again.verify().ok


def test_two_who_both_code_apart_are_compared_by_their_words() -> None:
    with Ledger.open(":memory:") as ledger:
        fill(ledger, [1])
        claims = claims_of(report(1))
        id_ = opened(ledger, first_apart=True)
        code(ledger, id_, claims, by="Ana")
        assert not coding_of(ledger, id_).is_ready(R1)
        code(ledger, id_, claims[1:])
        pairs = both_of(ledger, coding_of(ledger, id_), R1)
        assert [p.differs for p in pairs] == [("claim",), (), (), ()]
