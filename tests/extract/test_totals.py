"""Totals of a report: sentences of our own with claims built by hand; a few whole extractions."""

from __future__ import annotations

from itertools import product
from math import exp
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.made_claims import Fields, made
from tollbook.extract import extract_claims, report_totals
from tollbook.extract.links_view import told
from tollbook.extract.totals import TOTALS, Weighed, chosen, set_weights
from tollbook.model import Report

MODES = ("learned", "rules")
FIGHTERS = {"victims": {"status": "combatant", "text": "soldiers"}}
VILLAGERS = {"victims": {"status": "civilian", "text": "villagers"}}
JOINED: Fields = {"joined": True}
PART: Fields = {"part": True}
OLD = {"when": {"start": "2019-06-01", "end": "2019-06-01"}}
NOW = {"when": {"start": "2024-03-11", "end": "2024-03-11"}}

CASES: list[tuple[str, str, list[Fields], dict[str, int]]] = [
    ("nothing", "The council met on Monday.", [], {}),
    (
        "one figure",
        "[Four|killed|4] soldiers were killed near the bridge.",
        [FIGHTERS],
        {"killed": 4, "killed_combatant": 4},
    ),
    (
        "two measures",
        "[Three|killed|3] villagers were killed and [seven|injured|7] others injured in the shelling of Maravel.",
        [VILLAGERS],
        {"killed": 3, "killed_civilian": 3, "injured": 7},
    ),
    (
        "two groups",
        "[Two|killed|2] policemen and [five|killed|5] villagers were killed in the raid.",
        [{"victims": {"status": "civilian", "text": "policemen"}}, VILLAGERS],
        {"killed": 7, "killed_civilian": 5, "killed_combatant": 2},
    ),
    (
        "two persons of one verb",
        "[A|injured|1] clerk, Amo Teral, and [a|injured|1] guard were wounded in the blast.",
        [{}, {"joined": True}],
        {"injured": 2},
    ),
    (
        "persons by name who are the group told of before",
        "[Two|injured|2] guards were wounded in Osk. [Amo Teral|injured|1] and [Bin Orsa|injured|1] were hurt.",
        [
            {},
            {"victims": {"text": "Amo Teral", "names": ["Amo Teral"]}},
            {**JOINED, "victims": {"text": "Bin Orsa", "names": ["Bin Orsa"]}},
        ],
        {"injured": 2},
    ),
    (
        "a part is in its whole",
        "[Twelve|killed|12] people, among them [three|killed|3] children, were killed in the market.",
        [VILLAGERS, {**PART, **VILLAGERS}],
        {"killed": 12, "killed_civilian": 12},
    ),
    (
        "parts of another side",
        "[Six|killed|6] people, including [five|killed|5] soldiers, were killed at the station.",
        [VILLAGERS, {**PART, **FIGHTERS}],
        {"killed": 6, "killed_civilian": 1, "killed_combatant": 5},
    ),
    (
        "told again",
        "[Nine|killed|9] villagers were killed in Osk. Shells fell. The [nine|killed|9] villagers died at home.",
        [VILLAGERS, VILLAGERS],
        {"killed": 9, "killed_civilian": 9},
    ),
    ("an open count gives its bound", "At least [20|injured|20-] people were injured.", [], {"injured": 20}),
    ("no number gives nothing", "[Several|injured|-] people were injured.", [], {}),
    ("nobody", "[Nobody|killed|0] was killed.", [], {}),
    ("denied", "The army denied that [eight|killed|8] villagers were killed.", [{"stance": "denied"}], {}),
    ("replaced", "The toll rose from [14|killed|14] to [17|killed|17].", [{"superseded": True}], {"killed": 17}),
    (
        "a running total is not the incident",
        "[Two|killed|2] people were killed. More than [900|killed|900-] have been killed since the war began.",
        [NOW, {"extent": "cumulative"}],
        {"killed": 2},
    ),
    (
        "background",
        "[Two|killed|2] people were killed. In June 2019 [31|killed|31] people were killed at the same crossing.",
        [NOW, OLD],
        {"killed": 2},
    ),
    (
        "found dead",
        "The bodies of [three|remains_recovered|3] miners were recovered from the river on Monday.",
        [VILLAGERS],
        {"killed": 3, "killed_civilian": 3},
    ),
    (
        "found dead and said killed",
        "[Three|killed|3] miners were killed. Their [three|remains_recovered|3] bodies were recovered at night.",
        [VILLAGERS, VILLAGERS],
        {"killed": 3, "killed_civilian": 3},
    ),
]
WEAK: dict[tuple[str, str], str] = {}
"""Cases that fail in a mode, with the reason."""


def wanted(given: dict[str, int]) -> dict[str, int]:
    """All totals; the dead of no stated side are civilians."""
    out = {**dict.fromkeys(TOTALS, 0), **given}
    if out["killed"] and not out["killed_civilian"] + out["killed_combatant"]:
        out["killed_civilian"] = out["killed"]
    return out


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("name", "text", "fields", "totals"), CASES, ids=[c[0] for c in CASES])
def test_totals(name: str, text: str, fields: list[Fields], totals: dict[str, int], mode: str, request: Any) -> None:
    if (name, mode) in WEAK:
        request.applymarker(pytest.mark.xfail(strict=False, reason=WEAK[name, mode]))
    report, claims = made(text, *fields)
    found = report_totals(report, claims, learned=mode == "learned")
    assert found == wanted(totals)


def test_totals_do_not_depend_on_the_order_of_the_claims() -> None:
    report, claims = made(
        "[Two|killed|2] policemen and [five|killed|5] villagers were killed, [six|injured|6] were hurt."
    )
    assert report_totals(report, claims) == report_totals(report, claims[::-1])


groups = st.lists(st.tuples(st.integers(1, 30), st.floats(-3, 3)), max_size=6)


@settings(deadline=None)
@given(groups, st.floats(-4, 4))
def test_the_chosen_claims_have_the_likeliest_sum(given_groups: list[tuple[int, float]], together: float) -> None:
    text = " ".join(f"[Group|killed|{people}] fell." for people, _ in given_groups) or "Nothing."
    seen = told(*made(text))
    alone = tuple(weight for _, weight in given_groups)
    pairs = {(0, 1): together} if len(seen) > 1 else {}
    sums: dict[int, float] = {}
    for inside in product((False, True), repeat=len(seen)):
        weight = sum(w for w, yes in zip(alone, inside, strict=True) if yes)
        weight += together if len(seen) > 1 and inside[0] and inside[1] else 0.0
        total = sum(t.number_stated or 0 for t, yes in zip(seen, inside, strict=True) if yes)
        sums[total] = sums.get(total, 0.0) + exp(weight)
    found = sum(t.number_stated or 0 for t in chosen(Weighed(tuple(seen), alone, pairs)))
    assert sums[found] == pytest.approx(max(sums.values()))


def test_the_weight_of_a_set_is_that_of_its_members_and_pairs() -> None:
    seen = told(*made("[Two|killed|2] fell. [Three|killed|3] fell. [Four|killed|4] fell."))
    weights = set_weights(Weighed(tuple(seen), (1.0, 10.0, 100.0), {(0, 1): 0.5, (1, 2): 0.25}))
    assert weights == [0.0, 1.0, 10.0, 11.5, 100.0, 101.0, 110.25, 111.75]


def test_by_rules_many_groups_are_chosen_one_by_one() -> None:
    seen = told(*made("[Group|killed|4000] fell. " * 80))
    weighed = Weighed(tuple(seen), tuple(9.0 if n % 2 else -9.0 for n in range(80)), {})
    assert len(chosen(weighed)) == 40


EXTRACTED = [
    (
        "Gunmen killed two soldiers and wounded one more near Tessit on Monday.",
        {"killed": 2, "injured": 1, "killed_combatant": 2},
    ),
    ("Police arrested four suspected rebels in the hills of Marrou on Sunday.", {"captured": 4}),
    ("Fifteen rebels surrendered to the army in Bria on Monday.", {"captured": 15}),
]


@pytest.mark.parametrize(("text", "totals"), EXTRACTED)
def test_totals_of_extracted_claims(text: str, totals: dict[str, int]) -> None:
    report = Report(text=text, language="en")
    assert report_totals(report, extract_claims(report)) == wanted(totals)
