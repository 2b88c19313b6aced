from __future__ import annotations

from itertools import permutations

import pytest

from tests.reconcile.made_tolls import at_least, claim, dozens, said_by, subject
from tollbook.reconcile import differences, load_policy, toll
from tollbook.reconcile.differences import outcome

ABOUT = subject(
    *(claim(41), claim(58, certainty="hedged"), dozens(source_kind="media"), at_least(60, source_kind="igo")),
    claim(7, **said_by("officials", source_kind="unnamed"), actor="Ostrel"),
)


def test_the_rule_that_makes_two_houses_differ_is_named() -> None:
    about = subject(dozens())
    (step,) = differences(about, "killed", load_policy("ibc"), load_policy("airwars"))[:1]
    assert step.rule == "words"
    assert (step.before.low, step.before.high, step.after.low, step.after.high) == (24, None, 12, 24)
    assert "dozens are 12 to 24" in step.theirs


@pytest.mark.parametrize(("one", "other"), list(permutations(("ucdp", "acled", "airwars", "ibc", "aoav", "latest"), 2)))
def test_the_steps_lead_from_one_houses_figure_to_the_others(one: str, other: str) -> None:
    ours, theirs = load_policy(one), load_policy(other)
    steps = differences(ABOUT, "killed", ours, theirs)
    mine, last = (toll(ABOUT, p).figure("killed") for p in (ours, theirs))
    assert mine is not None
    assert last is not None
    assert bool(steps) == (outcome(mine) != outcome(last))
    if steps:
        assert outcome(steps[0].before) == outcome(mine)
        assert outcome(steps[-1].after) == outcome(last)


def test_a_house_that_records_nothing_here_differs_by_that_alone() -> None:
    soldiers = subject(claim(41, status="combatant"), claim(58, status="combatant"))
    assert [s.rule for s in differences(soldiers, "killed", load_policy("ucdp"), load_policy("ibc"))] == ["victims"]
