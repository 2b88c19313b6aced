from __future__ import annotations

from typing import Any

import pytest

from tests.ledger.made import changed, claims_of, counted, fill, judgement, report
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger, StoredClaim, settable_paths
from tollbook.model import Claim, Judgement, Place


def one(ledger: Ledger, mention_id: str) -> StoredClaim:
    return {c.id: c for c in ledger.claims()}[mention_id]


def reread(ledger: Ledger, claims: list[Claim]) -> None:
    run = ledger.start_run("rules.2")
    ledger.store_run(report(1).id, run.id, claims)


VERDICTS = [("accept", "accepted"), ("correct", "corrected"), ("reject", "rejected"), ("unsure", "unsure")]


@pytest.mark.parametrize(("verdict", "state"), VERDICTS)
def test_a_verdict_sets_the_state_and_its_fields(ledger: Ledger, verdict: str, state: str) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[1].id, verdict, victims__party="Ostrana", count__low=90, count__high=None))
    claim = one(ledger, made[1].id)
    assert claim.state == state
    assert claim.reading.victims is not None and claim.reading.victims.party == "Ostrana"
    assert (claim.reading.count.low, claim.reading.count.high) == (90, None)
    assert claim.machine == made[1].reading
    assert (claim.judged_by, claim.judged_at) == ("Ana", "2031-06-01T12:00:00+00:00")
    assert claim.disagreement == ()
    assert claim.counts == (verdict != "reject")
    assert [c.state for c in ledger.claims()].count("machine") == 3


def test_fields_add_up_and_the_last_one_to_set_a_field_wins(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[0].id, "correct", day=1, count__low=1, place__name="Kesh"))
    ledger.judge(judgement(made[0].id, "correct", day=2, by="Ben", count__low=2))
    claim = one(ledger, made[0].id)
    assert (claim.reading.count.low, claim.judged_by) == (2, "Ben")
    assert claim.reading.place is not None and claim.reading.place.name == "Kesh"


def test_a_whole_part_can_be_set_and_then_a_field_of_it(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[0].id, "correct", day=1, place=None, actor__party="Ostrana", source=[{"name": "Ana"}]))
    claim = one(ledger, made[0].id)
    assert claim.reading.place is None
    assert claim.reading.actor is not None and claim.reading.actor.party == "Ostrana"
    assert [speaker.name for speaker in claim.reading.source] == ["Ana"]
    ledger.judge(judgement(made[0].id, "correct", day=2, place__country="XO"))
    assert one(ledger, made[0].id).reading.place == Place(country="XO")


BAD: list[tuple[dict[str, Any], str]] = [
    ({"count.lo": 3}, "count.lo: no field of a claim. Fields: actor, actor.party"),
    ({"trace": []}, "trace: no field of a claim"),
    ({"confidence": 1.0}, "confidence: no field of a claim"),
    ({"evidence.start": 1}, "evidence.start: no field of a claim"),
    ({"measure": "kiled"}, "measure: Input should be 'killed', 'injured'"),
    ({"count.low": "many"}, "count.low: Input should be a valid integer"),
    ({"when.start": "2031-13-01"}, "when.start: Input should be a valid date"),
    ({"place": {"lat": 91}}, "place: Input should be less than or equal to 90"),
    ({"victims.stauts": "civilian"}, "victims.stauts: no field of a claim"),
    ({"evidence": {"start": 0, "end": 2, "text": "XX"}}, "evidence: the report's text has other characters at 0-2"),
    ({"evidence": {"start": 0, "end": 2, "text": "X"}}, "evidence: Value error, span 0-2 does not fit"),
    ({"count.low": 99}, "count: low is 99 and high 12. Give both"),
    ({"count.low": -1}, "count: a number of people or things cannot be below 0"),
    ({"when.start": "2031-05-09", "when.end": "2031-05-04"}, "when: starts on 2031-05-09 and ends on 2031-05-04"),
]


@pytest.mark.parametrize(("fields", "said"), BAD)
def test_a_wrong_field_or_value_is_named_and_nothing_stored(ledger: Ledger, fields: dict[str, Any], said: str) -> None:
    made = fill(ledger, [1])
    wrong = Judgement(mention=made[0].id, verdict="correct", fields=fields, by="Ana", at="2031-06-01T00:00:00Z")
    with pytest.raises(LedgerError) as caught:
        ledger.judge(wrong)
    assert str(caught.value).startswith(said)
    assert one(ledger, made[0].id).state == "machine"
    assert ledger.verify().judgements == 0


def test_evidence_can_be_set_to_other_words_of_the_report(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    r = report(1)
    ledger.judge(judgement(made[0].id, "correct", evidence={"start": 0, "end": 10, "text": r.text[:10]}))
    assert one(ledger, made[0].id).reading.evidence.text == r.text[:10]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"by": " "}, "needs the name"),
        ({"at": "yesterday"}, "no moment"),
        ({"at": "2031-06-01T00:00:00"}, "no time zone"),
        ({"verdict": "correct"}, "needs at least one field"),
    ],
)
def test_an_incomplete_judgement_is_refused(ledger: Ledger, changes: dict[str, str], said: str) -> None:
    made = fill(ledger, [1])
    with pytest.raises(LedgerError, match=said):
        ledger.judge(judgement(made[0].id).model_copy(update=changes))


def test_ids_may_be_shortened_while_they_name_one_claim(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    full = made[0].id
    for given in (full, full[:12], full[2:14], f"#claim-{full}"):
        assert ledger.resolve_id(given) == full
    ledger.judge(judgement(full[:14]))
    assert one(ledger, full).state == "accepted"
    for given in ("m-", "", "m-%", "m-zzzz", "_"):
        with pytest.raises(LedgerError, match="no such claim"):
            ledger.resolve_id(given)


def test_a_beginning_of_several_ids_is_refused_with_the_choices(ledger: Ledger) -> None:
    made = fill(ledger, range(1, 8))
    firsts = [c.id[2] for c in made]
    shared = next(f for f in firsts if firsts.count(f) > 1)
    with pytest.raises(LedgerError, match=f"several claims begin so .m-{shared}"):
        ledger.resolve_id(shared)


def test_an_accepted_claim_keeps_what_was_accepted_and_says_where_the_machine_differs(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[0].id, "accept"))
    reread(ledger, [counted(changed(made[0], place=Place(name="Kesh", country="XV")), 99), *made[1:]])
    claim = one(ledger, made[0].id)
    assert (claim.state, claim.reading.count, claim.machine.count.low) == ("accepted", made[0].reading.count, 99)
    assert claim.disagreement == ("count.high", "count.low", "count.text", "place.name", "place.text")


def test_a_correction_holds_its_fields_and_the_others_follow_the_machine(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[0].id, "correct", count__low=50, count__high=50))
    reread(ledger, [changed(made[0], place=Place(name="Kesh", country="XV")), *made[1:]])
    claim = one(ledger, made[0].id)
    assert (claim.reading.count.low, claim.reading.place) == (50, Place(name="Kesh", country="XV"))
    assert claim.disagreement == ("place.name", "place.text")


def test_no_disagreement_where_the_machine_came_to_the_corrected_value(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[0].id, "correct", count__low=50, count__high=50, count__text="50"))
    reread(ledger, [counted(made[0], 50), *made[1:]])
    assert one(ledger, made[0].id).disagreement == ()
    reread(ledger, [counted(made[0], 51), *made[1:]])
    assert one(ledger, made[0].id).disagreement == ("count.high", "count.low", "count.text")


def test_a_new_judgement_settles_a_disagreement(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[0].id, "accept", day=1))
    reread(ledger, [counted(made[0], 99), *made[1:]])
    ledger.judge(judgement(made[0].id, "accept", day=2, count__low=99, count__high=99, count__text="99"))
    claim = one(ledger, made[0].id)
    assert (claim.reading.count.low, claim.disagreement) == (99, ())


def test_history_tells_readings_and_judgements_in_order(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[0].id, "correct", count__low=5))
    reread(ledger, [counted(made[0], 99), *made[1:]])
    reread(ledger, made[1:])
    events = ledger.history(made[0].id[:14])
    assert [event.kind for event in events] == ["read", "judged", "changed", "retired"]
    assert [event.by for event in events] == ["rules.1", "Ana", "rules.2", "rules.2"]
    assert events[1].fields == {"count.low": 5}
    assert events[2].differs == ("count.high", "count.low", "count.text")
    assert events[0].reading == made[0].reading


def test_settable_paths_are_the_guides_fields() -> None:
    paths = settable_paths()
    assert {"count.low", "victims.party", "source", "place.name", "when.end", "superseded", "evidence"} <= set(paths)
    assert not any(path.startswith(("trace", "confidence", "group", "evidence.", "source.")) for path in paths)


def test_claims_of_a_report_keep_their_order_when_judged(ledger: Ledger) -> None:
    made = fill(ledger, [1])
    ledger.judge(judgement(made[2].id, "reject"))
    assert [c.id for c in ledger.claims()] == [c.id for c in claims_of(report(1))]
