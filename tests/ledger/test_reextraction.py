from __future__ import annotations

import random
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.made import changed, claims_of, count_of, counted, fill, judgement, moved, report, shown, total
from tollbook.ledger import Ledger
from tollbook.model import Certainty, Claim, Count, Means, Measure, Place, Report, Speaker, Victims

VERDICTS = ("accept", "correct", "reject", "unsure")
STATES = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "unsure": "unsure", None: "machine"}


@dataclass
class Truth:
    """What ought to be known of one claim: where it stands now, and what a person said of it."""

    old: Claim
    new: Claim | None
    verdict: str | None = None

    def stands(self, set_to: int) -> tuple[str, str, bool, int | None]:
        """Id, state, retired, and the count that a person vouched for (None: the machine's)."""
        states = {
            "accept": "accepted",
            "correct": "corrected",
            "reject": "rejected",
            "unsure": "unsure",
            None: "machine",
        }
        held = {"accept": self.old.reading.count.low, "correct": set_to}.get(self.verdict or "")
        return (self.new or self.old).id, states[self.verdict], self.new is None, held


def _shifted(r: Report, c: Claim, rng: random.Random) -> Claim:
    """Another anchor and other evidence for the same claim: the noun taken in, the head word, or a slip."""
    word = len(c.reading.victims.text or "") if c.reading.victims else 0
    number = c.mention.anchor_end - c.mention.anchor_start
    start, end = rng.choice([(0, 1 + word), (number + 1, 1 + word), (1, 1), (-1, 0), (-3, 0), (2, 4)])
    return moved(r, c, start, end, by=rng.choice([(0, 0), (3, 0), (0, -18), (2, -3)]))


def _field_changed(c: Claim, rng: random.Random) -> Claim:
    return rng.choice(
        [
            changed(c, place=Place(text="Grey Hills", name="Grey Hills", country="XG", precision="region")),
            changed(c, victims=Victims(party="Ostrana", status="civilian", text="people")),
            changed(c, source=(Speaker(name="Radio Kesh", kind="media"),), certainty=Certainty.HEDGED),
            changed(c, means=Means.ARTILLERY, confidence=0.5),
            changed(c, count=Count(low=c.reading.count.low, high=None, comparator="at_least", text="12+")),
        ]
    )


def test_judgements_hold_when_spans_shift_fields_change_and_claims_go(ledger: Ledger) -> None:
    """50 judged of 200; a fifth of the fields changed, a tenth of the claims gone, every span shifted."""
    rng = random.Random(5)
    reports = {number: report(number, 20) for number in range(1, 11)}
    made = fill(ledger, list(reports), 20)
    truths = [Truth(c, c) for c in made]
    for day, truth in enumerate(rng.sample(truths, 50)):
        truth.verdict = VERDICTS[day % 4]
        fields = {"count__low": 1000, "count__high": 1000} if truth.verdict == "correct" else {}
        ledger.judge(judgement(truth.old.id, truth.verdict, day=1 + day % 28, **fields))
    before = total(ledger)

    by_id = {r.id: r for r in reports.values()}
    for truth in rng.sample(truths, 40):
        truth.new = _field_changed(truth.old, rng)
    for truth in rng.sample(truths, 20):
        truth.new = None
    for truth in truths:
        if truth.new is not None:
            truth.new = _shifted(by_id[truth.old.mention.report_id], truth.new, rng)
    run = ledger.start_run("rules.2")
    stored = [
        ledger.store_run(r.id, run.id, [t.new for t in truths if t.new and t.new.mention.report_id == r.id])
        for r in reports.values()
    ]

    claims = shown(ledger)
    for truth in truths:
        claim_id, state, retired, held = truth.stands(1000)
        if state == "machine" and retired:
            assert claim_id not in claims
            continue
        claim = claims.pop(claim_id)
        assert (claim.state, claim.retired) == (state, retired), truth
        expected = held or (truth.new or truth.old).reading.count.low
        assert claim.reading.count.low == expected
        assert (
            claim.reading.evidence.text
            == by_id[claim.report_id].text[claim.reading.evidence.start : claim.reading.evidence.end]
        )
    assert claims == {}
    assert sum(s.retired for s in stored) == 20
    assert sum(s.moved for s in stored) == 180
    assert sum(s.new for s in stored) == 0
    gone = sum(t.old.reading.count.low or 0 for t in truths if t.new is None and t.verdict in (None, "unsure"))
    assert total(ledger) == before - gone
    rows = ledger.projection_rows()
    ledger.rebuild()
    assert ledger.projection_rows() == rows
    assert ledger.verify().ok


def test_a_run_that_finds_the_same_adds_no_reading(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    before = shown(ledger)
    run = ledger.start_run("rules.2")
    stored = ledger.store_run(report(1).id, run.id, made)
    assert (stored.outcome, stored.same, stored.new, stored.changed) == ("again", 4, 0, 0)
    assert shown(ledger) == before
    assert ledger.store_run(report(1).id, run.id, []).outcome == "known"
    assert [e.kind for e in ledger.history(made[0].id)] == ["read"]


def test_a_claim_that_is_gone_is_retired_and_comes_back(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[0].id, "accept"))
    runs = [ledger.start_run(f"rules.{n}") for n in (2, 3)]
    assert ledger.store_run(report(1).id, runs[0].id, made[2:]).retired == 2
    claims = shown(ledger)
    assert made[1].id not in claims
    kept = claims[made[0].id]
    assert (kept.retired, kept.state, kept.counts) == (True, "accepted", True)
    assert ledger.store_run(report(1).id, runs[1].id, made).returned == 2
    assert [c.retired for c in ledger.claims()] == [False] * 4
    assert shown(ledger)[made[0].id].state == "accepted"
    assert [e.kind for e in ledger.history(made[0].id)] == ["read", "judged", "retired", "returned"]


def test_a_retired_claim_that_nobody_vouched_for_is_in_no_total(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[0].id, "unsure"))
    ledger.judge(judgement(made[1].id, "reject"))
    run = ledger.start_run("rules.2")
    ledger.store_run(report(1).id, run.id, made[2:])
    assert [(c.state, c.retired, c.counts) for c in ledger.claims()[:2]] == [
        ("unsure", True, False),
        ("rejected", True, False),
    ]
    assert total(ledger) == count_of(1, 2) + count_of(1, 3)


def test_a_changed_measure_is_a_successor_with_its_judgement(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[0].id, "correct", count__low=7))
    mention = made[0].mention.model_copy(update={"measure": Measure.CAPTURED})
    taken = changed(made[0], measure=Measure.CAPTURED).model_copy(update={"mention": mention})
    run = ledger.start_run("rules.2")
    assert ledger.store_run(report(1).id, run.id, [taken, *made[1:]]).moved == 1
    claim = shown(ledger)[taken.id]
    assert (claim.state, claim.reading.measure, claim.reading.count.low) == ("corrected", Measure.CAPTURED, 7)
    assert claim.disagreement == ("measure",)
    assert made[0].id not in shown(ledger)


def test_a_judgement_on_a_moved_claim_goes_to_where_it_stands_now(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    r = report(1)
    there = moved(r, made[0], 0, 5)
    run = ledger.start_run("rules.2")
    ledger.store_run(r.id, run.id, [there, *made[1:]])
    ledger.judge(judgement(made[0].id, "reject"))
    assert shown(ledger)[there.id].state == "rejected"
    assert [e.kind for e in ledger.history(there.id)] == ["read", "read", "moved", "judged"]


def test_an_old_place_that_returns_beside_the_new_one_takes_its_judgement_back(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    r = report(1)
    there = moved(r, made[0], 0, 5)
    ledger.judge(judgement(made[0].id, "accept"))
    for n, claims in ((2, [there]), (3, [made[0], there])):
        ledger.store_run(r.id, ledger.start_run(f"rules.{n}").id, claims)
    states = {c.id: c.state for c in ledger.claims()}
    assert states == {made[0].id: "accepted", there.id: "machine"}


def test_a_report_without_claims_before_gets_them_by_a_later_run(ledger: Ledger) -> None:
    run = ledger.start_run("rules.1")
    ledger.add_report_with_claims(report(1), None, run.id, [])
    later = ledger.start_run("rules.2")
    assert ledger.store_run(report(1).id, later.id, claims_of(report(1))).new == 4
    assert len(ledger.claims()) == 4


def test_a_mention_found_again_in_place_of_its_successor_is_that_mention(ledger: Ledger) -> None:
    """Moved to its noun, found at its number with another count, lost, then found a little aside."""
    r = report(1)
    first = claims_of(r)[0]
    number = first.mention.anchor_end - first.mention.anchor_start
    word = len((first.reading.victims and first.reading.victims.text) or "")
    fill(ledger, [1])
    ledger.judge(judgement(first.id, "accept"))
    aside = moved(r, first, 1, 1)
    for claims in ([moved(r, first, number + 1, 1 + word)], [counted(first, 533)], [], [aside]):
        ledger.store_run(r.id, ledger.start_run("rules.2").id, claims)
    judged = [c for c in ledger.claims() if c.state == "accepted"]
    assert [(c.id, c.retired) for c in judged] == [(aside.id, False)]


edits = (
    st.lists(  # for each round, for each of eight sentences: gone, as it was, shifted, fields changed, count read anew
        st.lists(st.sampled_from(["gone", "same", "shift", "fields", "both", "count"]), min_size=8, max_size=8),
        min_size=1,
        max_size=4,
    )
)
verdicts = st.lists(st.sampled_from([None, *VERDICTS]), min_size=8, max_size=8)


def _edited(r: Report, c: Claim, edit: str, rng: random.Random) -> Claim | None:
    if edit == "gone":
        return None
    if edit == "count":
        return counted(c, 500 + (c.reading.count.low or 0))
    c = _field_changed(c, rng) if edit in ("fields", "both") else c
    return _shifted(r, c, rng) if edit in ("shift", "both") else c


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(edits, verdicts, st.integers(0, 10**6))
def test_no_judgement_is_lost_or_moved_by_any_edits(
    rounds: list[list[str]], given_verdicts: list[str | None], seed: int
) -> None:
    """Each claim stands in a sentence of its own: after any rounds of runs a judgement is still on its sentence."""
    rng = random.Random(seed)
    r = report(1, 8)
    made = claims_of(r, 1, 8)
    sentences = [(c.reading.evidence.start, c.reading.evidence.end) for c in made]

    def sentence_of(c: Claim) -> int:
        middle = (c.reading.evidence.start + c.reading.evidence.end) // 2
        return next(i for i, (start, end) in enumerate(sentences) if start <= middle < end)

    with Ledger.open(":memory:") as ledger:
        fill(ledger, [1], 8)
        for i, verdict in enumerate(given_verdicts):
            if verdict is not None:
                fields = {"count__low": 1000, "count__high": 1000} if verdict == "correct" else {}
                ledger.judge(judgement(made[i].id, verdict, day=1 + i, **fields))
        for n, edit in enumerate(rounds):
            found = [_edited(r, c, e, rng) for c, e in zip(made, edit, strict=True)]
            run = ledger.start_run(f"rules.{n + 2}")
            ledger.store_run(r.id, run.id, [c for c in found if c is not None])
        claims = ledger.claims()
        judged = {sentence_of(c.claim): c for c in claims if c.state != "machine"}
        assert judged.keys() == {i for i, verdict in enumerate(given_verdicts) if verdict is not None}
        assert sum(c.state != "machine" for c in claims) == len(judged)
        for i, c in judged.items():
            assert c.judged_at == judgement("m", day=1 + i).at
            assert c.retired == (rounds[-1][i] == "gone")
        per_sentence = [sentence_of(c.claim) for c in claims]
        assert len(per_sentence) == len(set(per_sentence)), "a sentence is counted twice"
        rows = ledger.projection_rows()
        ledger.rebuild()
        assert ledger.projection_rows() == rows
        assert ledger.verify().ok
