"""The thread of a report: where harm is told, what hangs under it, and each place's standing."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.places_standing import following, nearest_kin, recent, standings
from tollbook.extract.en.thread import kinship, magnitude, peoples, perfect, role, thread_of
from tollbook.model import Project

STORY = (
    "At least 17 people were killed in Ukraine on Sunday.\n\nA market was full when shells fell.\n\n"
    "The 17 people were killed in Izium, officials said in Kharkiv. In Sumy 40 soldiers were wounded."
)


def read(text: str) -> tuple[Context, list[Draft]]:
    context = read_context(made_report(text), Project())
    return context, drafts_of(context)


def first(text: str) -> tuple[Context, Draft]:
    context, drafts = read(text)
    return context, next(d for d in drafts if d.candidate.group.quantity is not None)


def test_the_same_number_elsewhere_is_kin() -> None:
    context, draft = first(STORY)
    thread = thread_of(context)
    at = {s.text[:6]: s.index for s in context.document.sentences}
    assert kinship(thread, draft, at["The 17"]) in ("same", "measure")
    assert kinship(thread, draft, at["In Sum"]) == "harm"
    assert kinship(thread, draft, at["A mark"]) == "none"


def test_a_place_hangs_under_the_harm_or_under_the_speech() -> None:
    context, _ = read(STORY)
    roles = {r.mention.name: role(context, r.mention.start, r.mention.end) for r in context.resolved_places}
    assert roles["Izium"] == "in:harm"
    assert roles["Kharkiv"].endswith("speech")


def test_a_countrys_standing_counts_the_names_inside_it() -> None:
    context, draft = first(STORY)
    found = standings(context)
    assert found["Ukraine"].holds == 3
    assert found["Izium"].harmed
    assert nearest_kin(context, draft, found["Sumy"]) == "harm"
    assert list(following(context, draft)) == ["Izium", "Kharkiv", "Sumy"]
    assert not recent(context, draft)


@pytest.mark.parametrize(
    ("text", "size", "told", "people"),
    [
        ("17 men were killed in Izium.", "99", False, set()),
        ("5,000 Chadian soldiers have been killed.", "more", True, {"TD"}),
        ("One man was killed.", "1", False, set()),
    ],
)
def test_what_a_claim_says_of_its_reach(text: str, size: str, told: bool, people: set[str]) -> None:
    _, draft = first(text)
    assert (magnitude(draft), perfect(draft), peoples(draft)) == (size, told, people)
