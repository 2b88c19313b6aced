"""Groups: what a number counts, the larger group it is part of, and the count of a group without a number."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.groups import Scene, implied_count, numbered_groups, unnumbered_group
from tollbook.extract.en.parse import MAX_CHARACTERS, load, model_name, parse
from tollbook.model import Project


def scene(text: str) -> Scene:
    return read_context(made_report(text), Project()).scenes[0]


@pytest.mark.parametrize(
    ("text", "noun", "kind"),
    [
        ("12 farmers were killed.", "farmers", "people"),
        ("12 were killed.", None, "bare"),
        ("12 bodies were found.", "bodies", "bodies"),
        ("The 12 dead were men.", "dead", "people"),
        ("12 missiles killed him.", "missiles", "weapons"),
        ("12 houses were destroyed.", "houses", "objects"),
        ("Dozens of farmers were killed.", "farmers", "people"),
        ("A total of 12 farmers were killed.", "farmers", "people"),
        ("12 of the farmers were killed.", "farmers", "people"),
        ("Of the dead, 21 were children.", "children", "people"),
        ("14 people, three of them children, were killed.", "people", "people"),
        ("12 Ukrainian soldiers were killed.", "soldiers", "people"),
        ("12 Ukrainians were killed.", "Ukrainians", "party"),
        ("12 others were killed.", "others", "other"),
    ],
)
def test_what_a_number_counts(text: str, noun: str | None, kind: str) -> None:
    found = scene(text)
    group = numbered_groups(found)[0]
    word = found.doc[group.noun].text if group.noun is not None else None
    assert word == noun
    assert group.kind == kind or kind == "other"


def test_a_part_is_what_it_is_said_to_be() -> None:
    found = scene("340 people were killed, 120 of them fighters.")
    part = numbered_groups(found)[1]
    assert part.noun is not None and found.doc[part.noun].text == "fighters"
    assert part.whole is not None and found.doc[part.whole].text == "them"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("12 of the 63 were freed.", None),
        ("12 of the hostages were killed.", "hostages"),
        ("12 hostages were killed.", None),
    ],
)
def test_the_whole_that_a_part_is_of(text: str, whole: str | None) -> None:
    found = scene(text)
    group = numbered_groups(found)[0]
    word = found.doc[group.whole].text if group.whole is not None else None
    assert word == whole or (whole is None and word in (None, "63"))


@pytest.mark.parametrize(
    ("text", "word", "count"),
    [
        ("A soldier was killed.", "soldier", 1),
        ("His father was killed.", "father", 1),
        ("Idris Okoro was killed.", "Okoro", 1),
        ("She was killed.", "She", 1),
        ("They were killed.", "They", None),
        ("Soldiers were killed.", "Soldiers", None),
        ("People were killed.", "People", None),
        ("A family was killed.", "family", None),
        ("The police were killed.", "police", None),
    ],
)
def test_the_count_of_a_group_without_a_number(text: str, word: str, count: int | None) -> None:
    found = scene(text)
    token = next(t for t in found.doc if t.text == word)
    group = unnumbered_group(found, token)
    assert group is not None
    assert implied_count(found, group).low == count


@pytest.mark.parametrize(("text", "word"), [("The bridge and a man died.", "bridge"), ("It killed a man.", "It")])
def test_no_group_of_people(text: str, word: str) -> None:
    found = scene(text)
    assert unnumbered_group(found, next(t for t in found.doc if t.text == word)) is None


def test_the_parser_is_loaded_once_and_named() -> None:
    assert load() is load()
    assert model_name().startswith("en_")


def test_a_table_run_together_is_cut() -> None:
    found = read_context(made_report("12 killed " * 400), Project())
    assert all(len(s.text) <= MAX_CHARACTERS and len(s.doc.text) <= MAX_CHARACTERS for s in found.scenes.values())
    assert parse([]) == {}
