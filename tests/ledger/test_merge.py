from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from tests.ledger.conftest import Places
from tests.ledger.made import changed, claims_of, counted, fill, judgement, moved, report, shown, total
from tollbook.errors import LedgerError
from tollbook.ledger import BY_HAND, Ledger, Merged, schema
from tollbook.model import Claim, Measure, Mention, Place, Project


def both_ways(a: Ledger, b: Ledger, tmp_path: Path) -> tuple[Ledger, Ledger]:
    """A with B merged into it, and B with A, from the same beginnings."""
    b.dump(tmp_path / "b")
    before = Ledger.restore(tmp_path / "b", ":memory:")
    b.merge(a)
    a.merge(before)
    return a, b


def test_reports_claims_and_judgements_of_both_are_there(places: Places, tmp_path: Path) -> None:
    a, b = places.open(), places.open()
    mine, theirs = fill(a, [1, 2]), fill(b, [2, 3])
    a.judge(judgement(mine[0].id, "accept"))
    a.judge(judgement(mine[5].id, "correct", count__low=1, by="Ana"))
    b.judge(judgement(theirs[0].id, "reject", day=2, by="Ben"))
    b.judge(judgement(theirs[7].id, "correct", place__name="Kesh", by="Ben"))
    a, b = both_ways(a, b, tmp_path)
    assert shown(a) == shown(b)
    assert len(a.claims()) == 12
    states = {c.id: c.state for c in a.claims()}
    assert [states[i] for i in (mine[0].id, mine[5].id, theirs[0].id, theirs[7].id)] == [
        "accepted",
        "corrected",
        "rejected",
        "corrected",
    ]
    assert a.verify().ok and b.verify().ok
    assert a.verify().judgements == b.verify().judgements == 4


def test_merging_again_adds_nothing(places: Places) -> None:
    a, b = places.open(), places.open()
    fill(a, [1])
    b.judge(judgement(fill(b, [2, 3])[0].id))
    first = a.merge(b)
    assert first == Merged(reports=2, runs=1, extractions=2, mentions=8, readings=8, judgements=1)
    rows, head, seq = a.projection_rows(), a.verify().head, last_seq(a)
    assert not a.merge(b).anything
    assert (a.projection_rows(), a.verify().head, last_seq(a)) == (rows, head, seq)
    assert b.merge(a) == Merged(reports=1, runs=1, extractions=1, mentions=4, readings=4, judgements=0)
    assert not b.merge(a).anything
    assert not a.merge(b).anything
    assert shown(a) == shown(b)


def last_seq(ledger: Ledger) -> int:
    with ledger._database.read() as conn:
        return int(conn.execute(select(schema.state.c.last_seq)).scalar_one())


def test_judgements_are_appended_with_their_origin(places: Places) -> None:
    a, b, c = places.open(), places.open(), places.open()
    b.judge(judgement(fill(b, [1])[0].id, by="Ben"))
    noted = b.verify().head
    a.judge(judgement(fill(a, [2])[0].id, by="Ana"))
    a.merge(b)
    with a._database.read() as conn:
        rows = conn.execute(select(schema.judgements).order_by(schema.judgements.c.n)).all()
        (origin,) = conn.execute(select(schema.origins)).all()
    with b._database.read() as conn:
        their_id = conn.execute(select(schema.state.c.ledger_id)).scalar_one()
    assert [row.origin_ledger for row in rows] == [None, their_id]
    assert rows[1].origin_hash == noted
    assert rows[1].n > rows[0].n
    assert (origin.ledger_id, origin.chain_length, origin.chain_head) == (their_id, 2, noted)
    c.merge(a)
    with c._database.read() as conn:
        through = conn.execute(select(schema.judgements).order_by(schema.judgements.c.n)).all()
    assert [row.origin_hash for row in through] == [rows[0].hash, noted]
    assert through[1].origin_ledger == their_id, "the first ledger, not the one it came through"
    assert c.merge(b).judgements == 0


def test_the_last_word_is_the_later_judgement_in_either_ledger(places: Places, tmp_path: Path) -> None:
    a, b = places.open(), places.open()
    claim = fill(a, [1])[0]
    fill(b, [1])
    a.judge(judgement(claim.id, "accept", day=9, by="Ana"))
    b.judge(judgement(claim.id, "reject", day=3, by="Ben"))
    a, b = both_ways(a, b, tmp_path)
    assert shown(a)[claim.id].state == shown(b)[claim.id].state == "accepted"


def test_what_both_have_read_alike_is_kept_once(places: Places, tmp_path: Path) -> None:
    a, b = places.open(), places.open()
    shared = fill(a, [1])
    fill(b, [1, 2])
    a, b = both_ways(a, b, tmp_path)
    assert shown(a) == shown(b)
    for ledger in (a, b):
        with ledger._database.read() as conn:
            assert len(conn.execute(select(schema.readings)).all()) == 8
        assert [event.kind for event in ledger.history(shared[0].id)] == ["read"]


def test_the_count_of_readings_is_of_those_that_say_something_else(places: Places) -> None:
    a, b = places.open(), places.open()
    fill(a, [1])
    claims = claims_of(report(1))
    b.add_report_with_claims(report(1), None, b.start_run("rules.1").id, [counted(claims[0], 99), *claims[1:]])
    assert a.merge(b) == Merged(reports=0, runs=1, extractions=1, mentions=0, readings=1, judgements=0)
    assert a.claims()[0].reading.count.low == 99


@pytest.mark.parametrize(
    ("ours", "theirs", "contested"),
    [
        ({"verdict": "accept"}, {"verdict": "reject"}, True),
        ({"verdict": "correct", "count__low": 3}, {"verdict": "correct", "count__low": 4}, True),
        ({"verdict": "correct", "count__low": 3}, {"verdict": "correct", "count__low": 3}, False),
        ({"verdict": "accept"}, {"verdict": "accept"}, False),
    ],
)
def test_what_two_offices_judged_differently_is_told_until_somebody_decides(
    places: Places, tmp_path: Path, ours: dict[str, Any], theirs: dict[str, Any], contested: bool
) -> None:
    a, b = places.open(), places.open()
    claim = fill(a, [1])[0]
    fill(b, [1])
    a.judge(judgement(claim.id, "unsure", day=1, by="Ana"))
    assert not shown(a)[claim.id].contested
    a.judge(judgement(claim.id, **ours, day=2, by="Ana"))
    assert not shown(a)[claim.id].contested, "one office only, which changed its mind"
    b.judge(judgement(claim.id, **theirs, day=3, by="Ben"))
    a, b = both_ways(a, b, tmp_path)
    assert shown(a) == shown(b)
    assert shown(a)[claim.id].contested is contested
    assert not any(c.contested for i, c in shown(a).items() if i != claim.id)
    b.judge(judgement(claim.id, "unsure", day=4, by="Cy"))
    a.merge(b)
    assert not shown(b)[claim.id].contested
    assert not shown(a)[claim.id].contested


def test_the_newer_extraction_decides_which_mentions_are_live(places: Places, tmp_path: Path) -> None:
    """A judged the old claims; B read the report anew, with one claim moved, one gone and one read otherwise."""
    a, b = places.open(), places.open()
    old = fill(a, [1])
    for i, claim in enumerate(old):
        a.judge(judgement(claim.id, "accept", day=1 + i))
    there = moved(report(1), old[0], 0, 4)
    new = [there, counted(old[2], 99), old[3]]
    run = b.start_run("rules.2")
    b.add_report_with_claims(report(1), None, run.id, new)
    a, b = both_ways(a, b, tmp_path)
    assert shown(a) == shown(b)
    claims = shown(a)
    assert claims.keys() == {there.id, old[1].id, old[2].id, old[3].id}
    assert all(c.state == "accepted" for c in claims.values())
    assert [claims[i].retired for i in (there.id, old[1].id)] == [False, True]
    assert claims[old[2].id].reading.count.low == old[2].reading.count.low
    assert claims[old[2].id].machine.count.low == 99
    assert total(a) == sum(c.reading.count.low or 0 for c in old)


def test_settings_of_the_other_office_are_left_aside(places: Places) -> None:
    a, b = places.open(), places.open()
    a.set_project(Project(name="ours"))
    b.set_project(Project(name="theirs"))
    fill(b, [1])
    a.merge(b)
    assert a.project().name == "ours"


def test_a_broken_chain_is_not_taken_in(places: Places) -> None:
    a, b = places.open(), places.open()
    made = fill(b, [1])
    b.judge(judgement(made[0].id))
    with b._database.write() as w:
        w.conn.execute(text("UPDATE judgements SET content = '{}'"))
    with pytest.raises(LedgerError, match="chain of judgements is broken"):
        a.merge(b)
    assert a.reports() == []


def test_a_ledger_is_not_merged_with_itself(places: Places) -> None:
    where = places.new()
    a = places.open(where)
    for other in (a, places.open(where)):
        with pytest.raises(LedgerError, match="cannot be merged with itself"):
            a.merge(other)


steps = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["judge", "run", "sync"]), st.integers(0, 10**6)), max_size=7
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_merging_either_way_gives_the_same_claims(given_steps: list[tuple[str, str, int]]) -> None:
    """Two offices read and judge the same report apart, merge now and then, and in the end merge both ways."""
    with Ledger.open(":memory:") as a, Ledger.open(":memory:") as b:
        for ledger in (a, b):
            fill(ledger, [1])
        for day, (who, what, seed) in enumerate(given_steps):
            ours, theirs = (a, b) if who == "a" else (b, a)
            rng = random.Random(seed)
            if what == "judge":
                verdict = rng.choice(["accept", "reject", "correct"])
                claim = rng.choice(ours.claims() or [None])
                if claim is not None:
                    ours.judge(judgement(claim.id, verdict, day=1 + day, by=who, count__low=seed, count__high=None))
            elif what == "run":
                run = ours.start_run(f"rules.{seed}")
                ours.store_run(report(1).id, run.id, [c for c in map(rng_edit(rng), claims_of(report(1))) if c])
            else:
                ours.merge(theirs)
        _check_both_ways(a, b)


def rng_edit(rng: random.Random):  # type: ignore[no-untyped-def]  # a function of a claim, used just above
    def edit(c: Claim) -> Claim | None:
        return rng.choice(
            [
                c,
                None,
                moved(report(1), c, 0, 4, by=(1, 0)),
                changed(c, place=Place(name="Grey Hills")),
                counted(c, rng.randint(500, 520)),
            ]
        )

    return edit


def _check_both_ways(a: Ledger, b: Ledger) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        both_ways(a, b, Path(folder))
    assert shown(a) == shown(b)
    assert a.verify().ok and b.verify().ok
    assert not a.merge(b).anything
    assert not b.merge(a).anything
    rows = a.projection_rows()
    a.rebuild()
    assert a.projection_rows() == rows


def by_hand(ledger: Ledger, number: int, by: str, count: int = 7) -> str:
    """A claim of the report's last words that somebody adds beside those of the extraction."""
    r = report(number)
    start = r.text.rindex("the council said")
    mention = Mention(
        text_id=r.text_id,
        report_id=r.id,
        measure=Measure.MISSING,
        anchor_start=start,
        anchor_end=start + len("the council"),
    )
    added = counted(
        Claim(mention=mention, reading=claims_of(r, number)[0].reading.model_copy(update={"measure": Measure.MISSING})),
        count,
    )
    decided = judgement(added.id, by=by)
    return ledger.enter_by_hand(ledger.report(r.id), None, f"{BY_HAND}{by}", added, decided)[0]


def test_a_claim_added_by_hand_beside_an_extraction_of_both_is_there(places: Places, tmp_path: Path) -> None:
    a, b = places.open(), places.open()
    fill(a, [1])
    a.dump(tmp_path / "a")
    b = Ledger.restore(tmp_path / "a", places.new())
    added = by_hand(b, 1, "Ben")
    assert a.merge(b) == Merged(mentions=1, readings=1, runs=1, judgements=1)
    assert not a.merge(b).anything
    assert (shown(a), a.verify().ok) == (shown(b), True)
    assert (shown(a)[added].state, shown(a)[added].retired, shown(a)[added].judged_by) == ("accepted", False, "Ben")
    assert not b.merge(a).anything


@pytest.mark.parametrize("late", ["here", "there"])
def test_a_claim_added_by_hand_outlives_a_newer_extraction_in_the_other_ledger(
    places: Places, tmp_path: Path, late: str
) -> None:
    a, b = places.open(), places.open()
    fill(a, [1])
    fill(b, [1])
    if late == "here":
        added = by_hand(b, 1, "Ben")
        fill_again(a, 1)
    else:
        fill_again(b, 1)
        added = by_hand(a, 1, "Ben")
    a, b = both_ways(a, b, tmp_path)
    assert shown(a) == shown(b)
    assert (shown(a)[added].state, shown(a)[added].retired) == ("accepted", False)


def fill_again(ledger: Ledger, number: int) -> None:
    """A later run over the report that reads the same claims."""
    r = report(number)
    ledger.store_run(r.id, ledger.start_run("rules.2").id, claims_of(r, number))


def test_two_people_add_the_same_claim_by_hand(places: Places, tmp_path: Path) -> None:
    a, b = places.open(), places.open()
    fill(a, [1])
    fill(b, [1])
    assert by_hand(a, 1, "Ana", 7) == by_hand(b, 1, "Ben", 8)
    a, b = both_ways(a, b, tmp_path)
    assert shown(a) == shown(b)
    assert len(a.claims()) == 5
