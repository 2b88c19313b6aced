"""Sides are symmetrical: names swapped in a report swap the parties of its claims, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.made import MODES, claims_of, flat, weak

PAIRS = [
    # names, adjectives
    (("Chad", "Chadian"), ("Sudan", "Sudanese")),
    (("Armenia", "Armenian"), ("Azerbaijan", "Azerbaijani")),
    (("Russia", "Russian"), ("Ukraine", "Ukrainian")),
    (("India", "Indian"), ("Pakistan", "Pakistani")),
    (("Ethiopia", "Ethiopian"), ("Eritrea", "Eritrean")),
    (("Israel", "Israeli"), ("Syria", "Syrian")),
    (("Varnia", "Varnian"), ("Ostland", "Ostlandic")),  # in no list
]
STORIES = [
    "{A} said on Monday that its army had killed 12 {b} soldiers. {B} denied that its troops had crossed the border.",
    "{a} shells killed nine {b} civilians on Sunday, a doctor said. Five {a} soldiers were wounded in return fire.",
    "{A} and {B} exchanged 40 prisoners of war on Friday.",
    "{A} has handed over the bodies of 200 soldiers to {B}. The {b} army said that 31 of them had been identified.",
    "The {a} defence ministry said 30 {b} troops had been captured. The {b} defence ministry said three {a} tanks were "
    "destroyed.",
    "{a} drones struck a market, killing 14 people, {b} officials said.",
]
FIELDS = (
    "measure", "count", "comparator", "status", "kind", "stance", "certainty", "verification", "extent", "when",
    "means", "superseded",
)  # fmt: skip
SIDED = ("party", "actor", "speaks_for")


def told(story: str, a: tuple[str, str], b: tuple[str, str]) -> str:
    return story.format(A=a[0], B=b[0], a=a[1], b=b[1])


def read(text: str, swap: dict[str, str], *, learned: bool) -> list[dict[str, Any]]:
    out = []
    for claim in claims_of(text, learned=learned):
        found = flat(claim.reading)
        row = {name: found[name] for name in FIELDS}
        row |= {name: swap.get(found[name], found[name]) for name in SIDED}
        out.append(row)
    return out


SWAPS = [
    pytest.param(n, pair, mode, id=f"{n}-{name}-{mode}", marks=weak(f"{n}-{name}", mode))
    for n in range(len(STORIES))
    for pair in PAIRS
    for mode in MODES
    for name in [f"{pair[0][0]}-{pair[1][0]}"]
]


@pytest.mark.parametrize(("number", "pair", "mode"), SWAPS)
def test_swapping_the_names_swaps_the_parties_alone(number: int, pair: Any, mode: str) -> None:
    a, b = pair
    learned = mode == "learned"
    there = read(told(STORIES[number], a, b), {}, learned=learned)
    back = read(told(STORIES[number], b, a), {a[0]: b[0], b[0]: a[0]}, learned=learned)
    assert there == back


@pytest.mark.parametrize("pair", PAIRS[:-1], ids=lambda p: f"{p[0][0]}-{p[1][0]}")
def test_each_side_is_found_as_victims_and_as_doer(pair: Any) -> None:
    """So that the symmetry above is none of claims without parties."""
    for a, b in (pair, pair[::-1]):
        rows = read(told(STORIES[0], a, b), {}, learned=True)
        assert any(r["measure"] == "killed" and r["party"] == b[0] and r["speaks_for"] == a[0] for r in rows)
