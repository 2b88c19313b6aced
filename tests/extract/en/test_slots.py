"""Slots: the values among which source, place and time are chosen, by rules alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.fields import RANKED, key_of, ranked_options
from tollbook.extract.en.options import choose
from tollbook.model import Project


def at(text: str, published: date | None = date(2024, 3, 12)) -> tuple[Context, Draft]:
    context = read_context(made_report(text, published=published), Project())
    return context, next(d for d in drafts_of(context) if d.candidate.group.quantity is not None)


def keys(slot: str, text: str, **more: Any) -> set[str]:
    return {key_of(o.value) for o in ranked_options(*at(text, **more))[slot]}


def chosen(slot: str, text: str, **more: Any) -> str:
    return key_of(choose(ranked_options(*at(text, **more))[slot], None).option.value)


STORY = (
    "Shells fell on Kherson on Sunday.\n\nUkrainian officials said 12 people were killed by Russia in Kherson and Sumy "
    "on Monday. The mayor wept."
)


@pytest.mark.parametrize(
    ("slot", "among"),
    [
        ("source", {"", "Ukrainian officials"}),
        ("party", {"", "Ukraine", "Russia"}),
        ("actor", {"", "Ukraine", "Russia"}),
        ("place", {"", "Kherson", "Sumy"}),
        ("when", {"", "2024-03-11..2024-03-11", "2024-03-10..2024-03-10", "2024-03-12..2024-03-12"}),
    ],
)
def test_the_values_to_choose_from(slot: str, among: set[str]) -> None:
    text = STORY.split("\n\n")[1]
    assert among - {"2024-03-10..2024-03-10"} <= keys(slot, text)
    context = read_context(made_report(STORY), Project())
    draft = next(d for d in drafts_of(context) if d.candidate.count.low == 12)
    assert among <= {key_of(o.value) for o in ranked_options(context, draft)[slot]}


@pytest.mark.parametrize("slot", RANKED)
def test_each_value_is_offered_once_with_its_words(slot: str) -> None:
    context, draft = at(STORY.split("\n\n")[1])
    options = ranked_options(context, draft)[slot]
    found = [key_of(o.value) for o in options]
    assert len(found) == len(set(found))
    for option in options:
        assert option.span is None or 0 <= option.span[0] < option.span[1] <= len(context.document.text)


@pytest.mark.parametrize(
    ("slot", "text", "value"),
    [
        ("source", "The army said 12 rebels were killed.", "army"),
        ("source", "12 rebels were killed.", ""),
        ("source", "The army said it rained. 12 rebels were killed.", ""),
        ("source", '"12 of our men were killed," the rebels said.', "rebels"),
        ("party", "12 Ukrainian soldiers were killed by Russia.", "Ukraine"),
        ("actor", "12 Ukrainian soldiers were killed by Russia.", "Russia"),
        ("actor", "12 men were killed.", ""),
        ("place", "12 men were killed in Kherson.", "Kherson"),
        ("place", "Officials in Kyiv said 12 men were killed in Kherson.", "Kherson"),
        ("place", "12 men were killed.", ""),
        ("when", "12 men were killed on Sunday.", "2024-03-10..2024-03-10"),
        ("when", "12 men were killed on 3 February 2024.", "2024-02-03..2024-02-03"),
        ("when", "12 men have been killed since 1 February 2024.", "2024-02-01..2024-03-12"),
        ("when", "12 men were killed.", ""),
    ],
)
def test_the_choice_by_rules(slot: str, text: str, value: str) -> None:
    assert chosen(slot, text) == value


def test_without_a_publication_date_relative_times_are_open() -> None:
    assert chosen("when", "12 men were killed on Sunday.", published=None) == ""


def test_a_capital_that_only_speaks_is_no_place() -> None:
    text = "Jets hit two ships off Goose Green on Tuesday, killing 51 men. Tehran claimed 500 dead."
    assert "Tehran" not in keys("place", text)
    assert "Tehran" in keys("place", f"{text} A blast shook Tehran on Sunday.")


def test_a_land_of_several_countries_is_no_place_where_another_is_named() -> None:
    text = "The worst defeat in Africa: 12 people were killed in Mali on Monday."
    assert keys("place", text) == {"", "Mali"}
    assert "Africa" in keys("place", "In all of Africa 12 people were killed on Monday.")


INVADED = "Russia invaded Ukraine on 24 February 2022.\n\nTwelve Ukrainian soldiers were killed in Bakhmut."


@pytest.mark.parametrize(
    ("published", "offered"), [(None, False), (date(2023, 3, 12), True), (date(2022, 2, 25), True)]
)
def test_the_day_on_which_a_war_began_dates_nothing_else_in_a_report_of_no_known_day(
    published: date | None, offered: bool
) -> None:
    assert ("2022-02-24..2022-02-24" in keys("when", INVADED, published=published)) == offered


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (
            "WASHINGTON, 18 August 2023 - Up to 120,000 Russian soldiers have been killed in Ukraine, the army said.",
            {"", "Ukraine"},
        ),
        ("Britain's defence ministry said 40,000 Russian soldiers had been killed in Ukraine.", {"", "Ukraine"}),
        ("LONDON, 18 August 2023 - Two Britons were killed in London, police said.", {"", "London"}),
    ],
)
def test_where_a_report_on_a_war_is_written_is_not_where_it_is_fought(text: str, offered: set[str]) -> None:
    assert keys("place", text) == offered
