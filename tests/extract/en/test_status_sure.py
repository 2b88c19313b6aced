"""A noun that names fighters settles that those counted fought; a doubtful one, or others beside them, do not."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.status_sure import of_fighters, says_fighters
from tollbook.model import Count, Measure, Project, Reading, Span, Status, Victims


@pytest.mark.parametrize(
    ("text", "number", "wanted"),
    [
        ("The blast killed 28 people, 20 of them soldiers, at a checkpoint.", 20, True),
        ("The blast killed 28 people, 20 of them soldiers, at a checkpoint.", 28, False),
        ("Eleven insurgents were killed in the valley.", 11, True),
        ("Four police officers were killed in the valley.", 4, False),
        ("Seven soldiers and villagers were killed in the valley.", 7, False),
        ("Twelve farmers were killed in the valley.", 12, False),
    ],
)
def test_the_noun_says_it(text: str, number: int, wanted: bool) -> None:
    drafts = drafts_of(read_context(made_report(text), Project()))
    own = [d for d in drafts if d.candidate.count.low == number and d.measure is Measure.KILLED]
    assert [says_fighters(d) for d in own if d.candidate.relation != "loose"] == [wanted]


@pytest.mark.parametrize(
    ("chosen", "status"),
    [(Status.CIVILIAN, Status.COMBATANT), (Status.UNKNOWN, Status.COMBATANT), (Status.MIXED, Status.MIXED)],
)
def test_a_choice_against_the_noun_is_set_right_and_traced(chosen: Status, status: Status) -> None:
    drafts = drafts_of(read_context(made_report("Eleven insurgents were killed in the valley."), Project()))[:1]
    evidence, victims = Span(start=0, end=1, text="x"), Victims(party=None, status=chosen)
    reading = Reading(evidence=evidence, measure=Measure.KILLED, count=Count(low=11, high=11), victims=victims)
    (found,) = of_fighters([reading], drafts)
    assert found.victims is not None
    assert found.victims.status is status
    assert [t.rule for t in found.trace] == ([] if chosen is status else ["rule:their noun says that they fight"])
