"""A judgement is taken back by a later one; both stay in the log."""

from __future__ import annotations

import pytest

from tollbook.errors import LedgerError
from tollbook.ledger import BY_HAND, Ledger, StoredClaim
from tollbook.model import Claim, Judgement, Measure

from . import made
from .conftest import Places


def judged(ledger: Ledger, mention: str, verdict: str, minute: int, by: str = "Ida Kell", **more: object) -> int:
    content = {"mention": mention, "verdict": verdict, "by": by, "at": f"2031-06-01T10:{minute:02}:00+00:00", **more}
    return ledger.judge(Judgement.model_validate(content))


def stored(ledger: Ledger) -> str:
    """A ledger's one report, read; the id of its first claim."""
    report = made.report()
    run = ledger.start_run("tollbook.extract.1")
    claims = made.claims_of(report)
    ledger.add_report_with_claims(report, None, run.id, claims)
    return claims[0].id


def now(ledger: Ledger, mention: str) -> StoredClaim:
    found = ledger.claim(mention)
    assert found is not None
    return found


def test_a_withdrawal_brings_back_what_stood_before(ledger: Ledger) -> None:
    mention = stored(ledger)
    before = now(ledger, mention)
    judged(ledger, mention, "correct", 1, fields={"count.low": 3})
    judged(ledger, mention, "reject", 2)
    judged(ledger, mention, "withdraw", 3)
    assert (now(ledger, mention).state, now(ledger, mention).reading.count.low) == ("corrected", 3)
    judged(ledger, mention, "withdraw", 4)
    assert now(ledger, mention) == before
    assert before.state == "machine"
    with pytest.raises(LedgerError, match="no judgement to take back"):
        judged(ledger, mention, "withdraw", 5)


def test_the_log_keeps_both_and_the_chain_is_whole(ledger: Ledger) -> None:
    mention = stored(ledger)
    judged(ledger, mention, "accept", 1)
    judged(ledger, mention, "withdraw", 2, why="the wrong key")
    events = [event for event in ledger.history(mention) if event.kind == "judged"]
    assert [(e.verdict, e.taken_back) for e in events] == [("accept", True), ("withdraw", False)]
    assert ledger.verify().ok
    rows = ledger.projection_rows()
    ledger.rebuild()
    assert ledger.projection_rows() == rows


def test_a_person_takes_back_their_own_last_judgement(ledger: Ledger) -> None:
    first = stored(ledger)
    second = made.claims_of(made.report())[1].id
    judged(ledger, first, "accept", 1)
    judged(ledger, second, "reject", 2)
    judged(ledger, first, "reject", 3, by="Oren Pask")
    found = ledger.last_by("Ida Kell")
    assert found is not None and found[0] == second
    judged(ledger, second, "withdraw", 4, withdraws=found[1])
    found = ledger.last_by("Ida Kell")
    assert found is not None and found[0] == first
    judged(ledger, first, "withdraw", 5, withdraws=found[1])
    assert now(ledger, first).judged_by == "Oren Pask"  # whose later judgement stands
    assert ledger.last_by("Ida Kell") is None


def test_taking_back_a_claim_written_by_hand_rejects_it_and_writing_it_again_brings_it_back(ledger: Ledger) -> None:
    stored(ledger)
    report = made.report()
    claim = made.claim(report, 0, made.sentence(1, 0), 0, made.count_of(1, 0))
    injured = {"measure": Measure.INJURED}
    mention_of, reading = claim.mention.model_copy(update=injured), claim.reading.model_copy(update=injured)
    claim = Claim(mention=mention_of, reading=reading)

    def enter(minute: int) -> tuple[str, bool]:
        at = f"2031-06-01T10:{minute:02}:00+00:00"
        judgement = Judgement(mention=claim.id, verdict="accept", by="Ida Kell", at=at)
        return ledger.enter_by_hand(report, None, f"{BY_HAND}Ida Kell", claim, judgement)

    mention, is_new = enter(1)
    assert is_new
    assert [event.by for event in ledger.history(mention)] == [f"{BY_HAND}Ida Kell", "Ida Kell"]
    judged(ledger, mention, "withdraw", 2)
    assert (now(ledger, mention).state, now(ledger, mention).counts) == ("rejected", False)
    assert ledger.last_by("Ida Kell") is None  # no second undo brings it back
    assert enter(3) == (mention, True)
    assert now(ledger, mention).state == "accepted"
    assert enter(4) == (mention, False)


def test_offices_that_merge_see_the_same_claim(places: Places) -> None:
    ours, theirs = places.open(), places.open()
    mention = stored(ours)
    theirs.merge(ours)
    judged(ours, mention, "accept", 1)
    theirs.merge(ours)
    judged(theirs, mention, "withdraw", 2)
    judged(ours, mention, "correct", 3, fields={"count.low": 3})
    ours.merge(theirs)
    theirs.merge(ours)
    assert now(ours, mention).reading == now(theirs, mention).reading
    assert now(ours, mention).state == now(theirs, mention).state == "corrected"
    assert ours.last_by("Ida Kell") is not None
