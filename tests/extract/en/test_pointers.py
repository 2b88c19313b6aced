"""Mentions of options: what the encoder compares with a candidate."""

from __future__ import annotations

from datetime import date

from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.fields import ranked_options
from tollbook.extract.en.pointers import WAYS, gap_of, pointers_of
from tollbook.model import Measure, Project, Report

TEXT = (
    "The governor, Ana Lopez, spoke on Tuesday in Lysychansk. Ukraine has called for help.\n\n"
    "Shelling by Russian forces killed 12 people in Lysychansk on Monday, she said."
)


def killed(text: str) -> tuple[Context, Draft]:
    context = read_context(Report(text=text, published=date(2024, 3, 12), language="en"), Project())
    draft = next(d for d in drafts_of(context) if d.measure == Measure.KILLED and d.candidate.count.low == 12)
    return context, draft


def words(slot: str) -> dict[str, list[str]]:
    context, draft = killed(TEXT)
    options = ranked_options(context, draft)[slot]
    found = pointers_of(context, draft, slot, options)
    text = context.document.text
    return {str(o.value): [text[p.start : p.end] for p in ps] for o, ps in zip(options, found, strict=True)}


def test_a_partys_mentions_are_its_names_and_the_places_of_its_country() -> None:
    found = words("party")
    assert found["None"] == []
    assert any("Russian" in w for w in found["Russia"])
    assert {"Lysychansk", "Ukraine"} <= set(found["Ukraine"])


def test_a_places_mentions_stand_nearest_first() -> None:
    context, draft = killed(TEXT)
    options = ranked_options(context, draft)["place"]
    found = pointers_of(context, draft, "place", options)
    place = next(ps for o, ps in zip(options, found, strict=True) if o.value and o.value.place.name == "Lysychansk")
    assert len(place) == 2
    assert gap_of(context, draft, place[0]) == 2  # the same sentence, after the word for the harm
    assert gap_of(context, draft, place[1]) not in (1, 2)


def test_a_window_of_time_points_at_its_words_and_says_how_it_follows() -> None:
    context, draft = killed(TEXT)
    options = ranked_options(context, draft)["when"]
    found = pointers_of(context, draft, "when", options)
    monday = next(ps for o, ps in zip(options, found, strict=True) if o.value.start == o.value.end == date(2024, 3, 11))
    assert context.document.text[monday[0].start : monday[0].end].endswith("Monday")
    assert {WAYS[p.way] for ps in found for p in ps} >= {"", "open", "until_today"}
