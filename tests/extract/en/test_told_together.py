"""Whose the victims are that are told of in one breath with others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import Draft, drafts_of
from tollbook.extract.en.fields import ranked_options
from tollbook.extract.en.options import Choice
from tollbook.extract.en.told_together import as_told_together
from tollbook.model import Project


def sides(text: str, given: Sequence[tuple[int, str | None]]) -> dict[int | None, str | None]:
    """By count, the victims' side: first as `given` (count, party), then as those told together make it."""
    context = read_context(made_report(text, published=date(2024, 3, 12)), Project())
    asked = dict(given)
    drafts = [d for d in drafts_of(context) if d.candidate.count.low in asked and d.candidate.relation != "loose"]
    options = [ranked_options(context, d)["party"] for d in drafts]

    def first(draft: Draft, n: int) -> Choice[str | None]:
        wanted = asked[draft.candidate.count.low or 0]
        return Choice(next(o for o in options[n] if o.value == wanted), 0.6, "party")

    chosen = [first(d, n) for n, d in enumerate(drafts)]
    found = as_told_together(drafts, options, chosen)
    return {d.candidate.count.low: c.option.value for d, c in zip(drafts, found, strict=True)}


@pytest.mark.parametrize(
    ("text", "given", "wanted"),
    [
        (
            "The garrison said 310 Ecuadorans had given up and 21 Peruvian soldiers were killed and 44 wounded.",
            [(21, "Peru"), (44, "Ecuador")],
            {21: "Peru", 44: "Peru"},
        ),
        (
            "Azerbaijan said 16 Armenian troops had been killed, 40 injured and seven captured.",
            [(16, "Armenia"), (40, "Azerbaijan"), (7, None)],
            {16: "Armenia", 40: "Armenia", 7: "Armenia"},
        ),
        (
            "The blast killed 14 Kenyan policemen and wounded at least nine, Somalia's army said.",
            [(14, "Kenya"), (9, "Somalia")],
            {14: "Kenya", 9: "Kenya"},
        ),
    ],
)
def test_a_number_alone_goes_with_the_one_before(
    text: str, given: list[tuple[int, str | None]], wanted: dict[int, str]
) -> None:
    assert sides(text, given) == wanted


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (
            "Six Chadian soldiers were killed and 12 Libyans wounded.",
            [(6, "Chad"), (12, "Libya")],
        ),
        (
            "Twelve Kenyan soldiers were killed. Another 30 were wounded, Somalia said.",
            [(12, "Kenya"), (30, "Somalia")],
        ),
    ],
)
def test_what_stands_by_itself_is_left_alone(text: str, given: list[tuple[int, str | None]]) -> None:
    assert sides(text, given) == dict(given)
