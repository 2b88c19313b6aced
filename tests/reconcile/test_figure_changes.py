from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reconcile.made_tolls import claim
from tollbook.model import ExcludedClaim, TollFigure
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.figure_changes import Side, bounds, figure_change

FIRST = claim(63, published=date(2031, 5, 2))
LATER = claim(89, published=date(2031, 5, 4))


def side(*claims: FlatClaim, low: int | None = None, excluded: tuple[ExcludedClaim, ...] = (), at: str = "i-1") -> Side:
    """A state with these claims, in which all but the excluded ones count."""
    left_out = {one.claim for one in excluded}
    counted = tuple(c.id for c in claims if c.id not in left_out)
    figure = TollFigure(id="t-1", measure="killed", low=low, best=low, high=low, counted=counted, excluded=excluded)
    return Side(figure if claims else None, {c.id: c for c in claims}, {c.id: at for c in claims})


def causes(before: Side, after: Side, fate: str | None = None) -> list[tuple[str, str]]:
    change = figure_change("i-1", "Kesh", "ucdp", "killed", before, after, fate=fate)
    return [] if change is None else [(cause.kind, cause.why) for cause in change.causes]


def test_an_unchanged_figure_is_no_change_whatever_joined() -> None:
    assert figure_change("i-1", "Kesh", "ucdp", "killed", side(FIRST, low=63), side(FIRST, LATER, low=63)) is None


def test_a_claim_that_joined_and_one_that_counts_no_longer() -> None:
    replaced = ExcludedClaim(claim=FIRST.id, rule="revised", why="replaced")
    kinds = causes(side(FIRST, low=63), side(FIRST, LATER, low=89, excluded=(replaced,)))
    assert [kind for kind, _ in kinds] == ["joined", "no_longer_counted"]
    assert "said 89 on 2031-05-04" in kinds[0][1]
    assert kinds[1][1].endswith("replaced (revised)")


def test_a_claim_read_otherwise_or_judged() -> None:
    other = replace(FIRST, low=36, high=36)
    assert causes(side(FIRST, low=63), side(other, low=36))[0][0] == "restated"
    corrected = replace(other, state="corrected")
    ((kind, why),) = causes(side(FIRST, low=63), side(corrected, low=36))
    assert kind == "judged"
    assert why.endswith("read as 63 before")


def test_a_claim_that_left_says_where_it_is_now() -> None:
    home = {LATER.id: "i-2"}
    after = replace(side(FIRST, low=63), subject_of=home)
    assert causes(side(FIRST, LATER, low=89), after)[0] == (
        "left",
        f"{LATER.said_by} said 89 on 2031-05-04: now in i-2",
    )
    rejected = replace(after, subject_of={})
    assert causes(side(FIRST, LATER, low=89), rejected)[0][1].endswith("no longer in the record")


def test_a_subject_that_is_new_or_was_merged() -> None:
    assert causes(side(), side(FIRST, low=63))[0] == ("subject", "new: nothing was known of it before")
    assert ("subject", "merged into i-2") in causes(side(FIRST, low=63), side(), "merged into i-2")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(63, 63, "63"), (None, 1200, "up to 1,200"), (600, None, "600 or more"), (7000, 15000, "7,000-15,000")],
)
def test_bounds_are_told_in_digits(low: int | None, high: int | None, words: str) -> None:
    assert bounds(replace(FIRST, low=low, high=high)) == words
