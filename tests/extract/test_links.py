"""Links inside a report: sentences of our own with claims built by hand."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.extract.made_claims import Fields, made
from tollbook.extract import links_within
from tollbook.extract.links_pairs import any_may_link, may_be_part
from tollbook.extract.links_relations import count_relation, place_relation, time_relation
from tollbook.extract.links_rules import compatible
from tollbook.extract.links_view import told
from tollbook.extract.links_words import NAME, words_of
from tollbook.model import Count, Link, Place, Reading, Report, Span, Window

MODES = ("learned", "rules")
MINISTRY: Fields = {"source": [{"name": "defence ministry"}]}
REBELS: Fields = {"source": [{"name": "rebel spokesman"}]}
AT: Fields = {"place": {"name": "Osk", "country": "UA"}, "when": {"start": "2024-03-11", "end": "2024-03-11"}}

CASES: list[tuple[str, str, list[Fields], set[tuple[str, int, int]]]] = [
    ("nothing in common", "[Four|killed|4] soldiers were killed. [Nine|injured|9] villagers were injured.", [], set()),
    (
        "told again",
        "[Nine|killed|9] villagers were killed in Osk.\n\nThe shells fell on Monday. The "
        "[nine|killed|9] villagers died at once.",
        [AT, AT],
        {("repeats", 0, 1)},
    ),
    (
        "others of the same number",
        "[Two|killed|2] villagers were killed in Osk. Another [two|killed|2] were killed in Brell.",
        [],
        set(),
    ),
    (
        "a part of its group",
        "[Twelve|killed|12] people, among them [three|killed|3] children, were killed in the market.",
        [{}, {"part": True}],
        {("part_of", 1, 0)},
    ),
    (
        "two parts of one group",
        "[Twelve|killed|12] people, including [three|killed|3] children and [four|killed|4] women, were killed.",
        [{}, {"part": True}, {"part": True}],
        {("part_of", 1, 0), ("part_of", 2, 0)},
    ),
    (
        "a figure replaced",
        "The ministry raised the toll of the strike from [63|killed|63] to [89|killed|89].",
        [{**MINISTRY, "superseded": True}, MINISTRY],
        {("revises", 0, 1)},
    ),
    (
        "rival figures",
        "The defence ministry said that [40|killed|40] of its men fell in Osk. A rebel spokesman "
        "put it at [200|killed|200].",
        [{**MINISTRY, **AT}, {**REBELS, **AT}],
        {("contradicts", 0, 1)},
    ),
    (
        "a denial",
        "Rebels said that [30|killed|30] men were killed in Osk. The ministry denied that "
        "[30|killed|30] men were killed.",
        [{**REBELS, **AT}, {**MINISTRY, **AT, "stance": "denied"}],
        {("contradicts", 0, 1)},
    ),
    (
        "another group's number",
        "The ministry said that [40|killed|40] men fell in Osk. Rebels spoke of [three|killed|3] dead medics.",
        [{**MINISTRY, **AT}, {**REBELS, **AT}],
        set(),
    ),
    (
        "a toll that is higher",
        "The ministry said that [40|killed|40] men fell in Osk. Rebels put it higher than [40|killed|40-].",
        [
            {**MINISTRY, **AT},
            {**REBELS, **AT, "count": {"low": 40, "high": None, "comparator": "more_than", "text": "40"}},
        ],
        {("contradicts", 0, 1)},
    ),
    (
        "bounds that can both hold",
        "The ministry said that [40|killed|40] men fell in Osk. A rebel spokesman spoke of [30|killed|30-] or more.",
        [{**MINISTRY, **AT}, {**REBELS, **AT}],
        set(),
    ),
]
WEAK: dict[tuple[str, str], str] = {}
"""Cases that fail in a mode, with the reason."""


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("name", "text", "fields", "links"), CASES, ids=[c[0] for c in CASES])
def test_links(
    name: str, text: str, fields: list[Fields], links: set[tuple[str, int, int]], mode: str, request: Any
) -> None:
    if (name, mode) in WEAK:
        request.applymarker(pytest.mark.xfail(strict=False, reason=WEAK[name, mode]))
    report, claims = made(text, *fields)
    number = {claim.id: n for n, claim in enumerate(claims)}
    found = links_within(report, claims, learned=mode == "learned")
    assert {(link.type, number[link.a], number[link.b]) for link in found} == links
    assert all(link.why for link in found)


def test_links_do_not_depend_on_the_order_of_the_claims() -> None:
    report, claims = made(CASES[4][1], *CASES[4][2])

    def key(link: Link) -> tuple[str, str, str]:
        return link.type, link.a, link.b

    assert sorted(links_within(report, claims), key=key) == sorted(links_within(report, claims[::-1]), key=key)


def reading(low: int | None, high: int | None, **fields: Any) -> Reading:
    evidence = Span(start=0, end=3, text="few")
    return Reading.model_validate(
        {"evidence": evidence, "measure": "killed", "count": Count(low=low, high=high), **fields}
    )


@pytest.mark.parametrize(
    ("a", "b", "relation", "both_hold"),
    [
        ((12, 12), (12, 12), "equal", True),
        ((1, 1), (1, 1), "one", True),
        ((12, 12), (12, None), "same_low", True),
        ((None, None), (12, 12), "first_none", True),
        ((12, 12), (None, None), "second_none", True),
        ((0, 0), (5, 5), "zero", False),
        ((12, 12), (3, 3), "second_less", False),
        ((12, 12), (30, None), "second_more", False),
        ((15, 15), (12, None), "second_less", True),
    ],
)
def test_counts_stand_to_each_other(
    a: tuple[int | None, int | None], b: tuple[int | None, int | None], relation: str, both_hold: bool
) -> None:
    x, y = reading(*a), reading(*b)
    assert count_relation(x, y) == relation
    assert compatible(x, y) is both_hold
    assert compatible(y, x) is both_hold


def place(name: str | None, precision: str = "unknown", admin1: str | None = None, country: str | None = "UA") -> Place:
    return Place.model_validate({"name": name, "country": country, "precision": precision, "admin1": admin1})


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (place("Osk"), place("Osk"), "same"),
        (None, None, "unknown"),
        (place("Osk"), None, "half"),
        (place("Osk", "settlement"), place("Ukraine", "country"), "first_in"),
        (place("Ukraine", "country"), place("Osk", "settlement"), "second_in"),
        (place("Osk", "settlement", "North Oblast"), place("North Oblast", "adm1", "North Oblast"), "first_in"),
        (place("Osk", "settlement", "North Oblast"), place("South Oblast", "adm1", "South Oblast"), "country"),
        (place("Old Market, Osk"), place("Osk"), "first_in"),
        (place("Osk", "settlement", "North Oblast"), place("Brell", "settlement", "North Oblast"), "near"),
        (place("Osk"), place("Marrou", country="ML"), "other"),
    ],
)
def test_places_stand_to_each_other(a: Place | None, b: Place | None, relation: str) -> None:
    assert place_relation(a, b) == relation


def window(start: str | None, end: str | None) -> Window:
    return Window.model_validate({"start": start, "end": end})


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (window("2024-03-11", "2024-03-11"), window("2024-03-11", "2024-03-11"), "same"),
        (window(None, None), window(None, None), "unknown"),
        (window(None, None), window("2024-03-11", None), "half"),
        (window("2024-03-11", "2024-03-11"), window("2024-03-12", "2024-03-12"), "apart"),
        (window("2024-03-11", "2024-03-11"), window("2022-02-24", "2024-03-12"), "first_in"),
        (window("2022-02-24", "2024-03-12"), window("2024-03-11", "2024-03-11"), "second_in"),
        (window("2024-03-01", "2024-03-08"), window("2024-03-05", "2024-03-12"), "overlap"),
    ],
)
def test_windows_stand_to_each_other(a: Window, b: Window, relation: str) -> None:
    assert time_relation(reading(1, 1, when=a), reading(1, 1, when=b)) == relation


@pytest.mark.parametrize(
    ("part", "whole", "may"),
    [
        ("killed", "killed", True),
        ("killed", "casualties", True),
        ("released", "captured", True),
        ("casualties", "killed", False),
        ("displaced", "killed", False),
    ],
)
def test_what_can_be_part_of_what(part: str, whole: str, may: bool) -> None:
    report, claims = made(f"[Two|{part}|2] of the [nine|{whole}|9] were seen.")
    a, b = told(report, claims)
    assert may_be_part(a, b) is may


def test_names_are_masked_in_the_words() -> None:
    words = words_of(Report(text="Two villagers were killed when Russia shelled Maravel, Anna Kovel said on Monday."))
    assert words.words[:5] == ("two", "villagers", "were", "killed", "when")
    assert words.words[5].startswith("<state:")
    assert words.words[7:] == (NAME, NAME, "said", "on", "monday", ".") or NAME in words.words
    assert "maravel" not in words.words
    assert "kovel" not in words.words


def test_swapped_parties_give_the_same_links_and_words() -> None:
    text = (
        "[Nine|killed|9] Ukrainian soldiers were killed by Russian shells. The [nine|killed|9] Ukrainian soldiers fell."
    )
    swapped = text.replace("Ukrainian", "@").replace("Russian", "Ukrainian").replace("@", "Russian")
    kinds = []
    for words in (text, swapped):
        report, claims = made(words, AT, AT)
        kinds.append(([link.type for link in links_within(report, claims)], words_of(report).words))
    assert kinds[0] == kinds[1]


def test_the_text_is_looked_at_only_where_two_measures_can_be_linked() -> None:
    report, claims = made("[Four|killed|4] were killed, [nine|injured|9] injured.")
    assert not any_may_link(claims)
    assert any_may_link([*claims, claims[0]])
    _, both = made("[Nine|released|9] were released of [twelve|captured|12] captured.")
    assert any_may_link(both)
    elsewhere = report.model_copy(update={"text": ""})
    assert links_within(elsewhere, claims) == []


def test_links_are_found_without_loading_a_parser() -> None:
    code = "import sys; from tollbook.extract.links import links_within; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
