from __future__ import annotations

from typing import Any

import pytest

from tests.ledger.made import changed
from tollbook.ledger.succession import fit, succession
from tollbook.model import Claim, Count, Mention, Reading, Report, Span, Victims

TEXT = (
    "Twelve soldiers were killed and twelve wounded near Kesh on Monday, the council said. "
    "A guard in Ostrana, a guard in Velimor and a guard in Kesh were shot dead, a nurse said."
)
R = Report(text=TEXT)


def at(words: str, anchor: str, count: int | None, measure: str = "killed", nth: int = 0, **reading: Any) -> Claim:
    """A claim whose evidence is `words` and whose anchor the nth `anchor` within them."""
    start = TEXT.index(words)
    low = start - 1
    for _ in range(nth + 1):
        low = TEXT.index(anchor, low + 1)
    mention = Mention(
        text_id=R.text_id, report_id=R.id, measure=measure, anchor_start=low, anchor_end=low + len(anchor)
    )
    evidence = Span(start=start, end=start + len(words), text=words)
    return Claim(
        mention=mention,
        reading=Reading(evidence=evidence, measure=measure, count=Count(low=count, high=count), **reading),
    )


KILLED = "Twelve soldiers were killed"
BOTH = "Twelve soldiers were killed and twelve wounded near Kesh"
GUARDS = "A guard in Ostrana, a guard in Velimor and a guard in Kesh were shot dead"

FITS = [
    (at(KILLED, "Twelve", 12), at(KILLED, "Twelve soldiers", 12), True),
    (at(KILLED, "Twelve", 12), at(BOTH, "soldiers", 12), True),
    (at(KILLED, "Twelve", 12), at(BOTH, "soldiers", 13), False),
    (at(KILLED, "Twelve", 12), at(KILLED, "Twelve soldiers", 13), True),
    (at(KILLED, "Twelve", 12), at(KILLED, "Twelve", 12, "captured"), True),
    (at(KILLED, "Twelve", 12), at(KILLED, "Twelve", 13, "captured"), False),
    (at(BOTH, "Twelve", 12), at(BOTH, "twelve", 12, "injured"), False),
    (at(BOTH, "Twelve", 12), at("A guard in Ostrana", "A guard", 12), False),
    (at(KILLED, "soldiers", None), at(KILLED, "soldiers", None, "injured"), True),
    (at(KILLED, "soldiers", None), at(BOTH, "soldiers", None, "injured"), False),
]


@pytest.mark.parametrize(("old", "new", "fits"), FITS)
def test_what_may_succeed_what(old: Claim, new: Claim, fits: bool) -> None:
    assert (fit(old, new) is not None) == fits


def test_a_count_that_was_given_before_is_no_new_one() -> None:
    old, new = at(KILLED, "Twelve", 13), at(KILLED, "soldiers", 12)
    assert fit(old, new) is None
    assert fit(old, new, {(12, 12)}) is not None


def test_the_same_mention_stays_whatever_its_reading() -> None:
    old, new = at(KILLED, "Twelve", 12), at(BOTH, "Twelve", 99)
    plan = succession([old], [], [], [new])
    assert (plan.claims, plan.moves, plan.gone) == ((new,), (), ())


def test_two_measures_on_one_anchor_keep_apart() -> None:
    killed, injured = at(BOTH, "Twelve", 12), at(BOTH, "Twelve", 12, "injured")
    shifted = at(BOTH, "Twelve soldiers", 12, "injured")
    plan = succession([killed, injured], [], [], [shifted])
    assert [(move.old, move.new) for move in plan.moves] == [(injured.id, shifted.id)]
    assert plan.gone == (killed.id,)


def test_equal_claims_in_a_list_move_in_step() -> None:
    old = [at(GUARDS, "uard in", 1, nth=i) for i in range(3)]
    new = [at(GUARDS, word, 1) for word in ("Ostrana", "Velimor", "Kesh")]
    plan = succession(old, [], [], new)
    assert [(move.old, move.new) for move in plan.moves] == sorted((a.id, b.id) for a, b in zip(old, new, strict=True))


def test_what_fits_two_ways_equally_well_succeeds_nothing() -> None:
    old = at(GUARDS, "guard", 1, nth=1)
    before, after = moved_by(old, -9), moved_by(old, 9)
    assert fit(old, before) == fit(old, after)
    plan = succession([old], [], [], [before, after])
    assert (plan.moves, plan.gone) == ((), (old.id,))
    assert [move.new for move in succession([old], [], [], [moved_by(old, -3), after]).moves] == [moved_by(old, -3).id]


def moved_by(c: Claim, shift: int) -> Claim:
    low, high = c.mention.anchor_start + shift, c.mention.anchor_end + shift
    return c.model_copy(update={"mention": c.mention.model_copy(update={"anchor_start": low, "anchor_end": high})})


def numbered(c: Claim, ordinal: int) -> Claim:
    return c.model_copy(update={"mention": c.mention.model_copy(update={"ordinal": ordinal})})


def _two() -> tuple[Claim, Claim]:
    soldiers = at(KILLED, "soldiers", None, victims=Victims(party="Velimor", status="combatant", text="soldiers"))
    others = changed(soldiers, victims=Victims(party="Ostrana", status="civilian", text="their families"))
    return soldiers, numbered(others, 1)


def test_the_second_of_two_on_one_anchor_does_not_inherit_from_the_first() -> None:
    soldiers, others = _two()
    plan = succession([soldiers, others], [], [], [numbered(others, 0)])
    assert [c.id for c in plan.claims] == [others.id]
    assert plan.gone == (soldiers.id,)


def test_two_on_one_anchor_in_another_order_stay_themselves() -> None:
    soldiers, others = _two()
    plan = succession([soldiers, others], [], [], [numbered(others, 0), numbered(soldiers, 1)])
    assert [c.id for c in plan.claims] == [others.id, soldiers.id]
    assert (plan.moves, plan.gone) == ((), ())


def test_a_third_unlike_both_gets_a_new_ordinal() -> None:
    soldiers, others = _two()
    third = changed(
        soldiers, victims=Victims(party="Kesh", status="mixed", text="guards", names=("x",)), stance="denied"
    )
    third = changed(third, count=Count(low=5, high=5), source=())
    plan = succession([soldiers], [others], [], [soldiers, numbered(third, 1)])
    assert [c.mention.ordinal for c in plan.claims] == [0, 2]


def test_a_claim_found_again_elsewhere_finds_its_old_self() -> None:
    old, new = at(KILLED, "Twelve", 12), at(KILLED, "Twelve soldiers", 12)
    plan = succession([], [old], [], [new])
    assert [(move.old, move.new) for move in plan.moves] == [(old.id, new.id)]
    live = at(GUARDS, "guard", 1)
    assert succession([live], [old], [], [live]).moves == ()


def test_a_mention_that_returns_with_judgements_is_no_heir_of_another() -> None:
    back, lost = at(KILLED, "Twelve soldiers", 12), at(KILLED, "Twelve", 12)
    plan = succession([lost], [back], [], [back], judged={back.id, lost.id})
    assert (plan.moves, plan.gone) == ((), (lost.id,))
    plan = succession([lost], [back], [], [back], judged={lost.id})
    assert [(move.old, move.new) for move in plan.moves] == [(lost.id, back.id)]


def test_a_mention_that_had_moved_takes_back_what_went_to_its_heir() -> None:
    first, heir = at(KILLED, "Twelve", 12), at(KILLED, "Twelve soldiers", 12)
    plan = succession([heir], [], [first], [first])
    assert [(move.old, move.new) for move in plan.moves] == [(heir.id, first.id)]
