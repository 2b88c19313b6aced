"""Whose people the victims are where the words leave no doubt; the same for each side."""

from __future__ import annotations

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.extract.en.options import Choice, Option, Setting
from tollbook.extract.en.party_sure import counted_alike, of_unlisted, sure_party
from tollbook.extract.en.roles import parts_of
from tollbook.model import Project


def sure(text: str) -> str | None:
    context = read_context(made_report(text), Project())
    draft = next(d for d in drafts_of(context) if d.candidate.group.quantity is not None)
    return sure_party(draft, parts_of(context, draft))


@pytest.mark.parametrize(("one", "other"), [("Ukraine", "Russia"), ("Chad", "Libya"), ("Peru", "Ecuador")])
@pytest.mark.parametrize(
    "text",
    [
        "Forces of {other} killed 12 soldiers of {one} in Paris.",
        "The attack on {one} killed 1,200 people, {other} said.",
    ],
)
def test_either_side(text: str, one: str, other: str) -> None:
    assert sure(text.format(one=one, other=other)) in (one, None)
    assert sure(text.format(one=other, other=one)) in (other, None)
    assert (sure(text.format(one=one, other=other)) is None) == (sure(text.format(one=other, other=one)) is None)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Ukraine's president put Russia's losses at 198,000 killed.", "Russia"),
        ("Moscow put the Ukrainian dead at close to 70,000.", "Ukraine"),
        ("Three Ukrainian soldiers were killed in Russia.", "Ukraine"),
        ("More than 200 people, mostly ethnic Amhara, were killed in Ethiopia.", "Amhara"),
        ("The attack on Libya killed 1,200 people.", "Libya"),
        ("Two Israeli air strikes hit the port.", None),
        ("Some 47 people were killed in Libya.", None),
        ("An assault on a Sunni seminary in Quetta left 17 people dead.", None),
        ("More than 12 members of a Russian-backed militia were killed.", None),
    ],
)
def test_sure_party(text: str, party: str | None) -> None:
    assert sure(text) == party


@pytest.mark.parametrize(
    ("text", "unlisted"),
    [
        ("Kelland's defence ministry said that 14 of its soldiers had been killed. Argentina called for calm.", True),
        ("Kelland's defence ministry said that 14 soldiers had been killed. Argentina called for calm.", False),
        ("Argentina's defence ministry said that 14 of its soldiers had been killed.", False),
    ],
)
def test_the_own_people_of_a_side_that_no_list_has(text: str, unlisted: bool) -> None:
    context = read_context(made_report(text), Project())
    draft = next(d for d in drafts_of(context) if d.candidate.group.quantity is not None)
    assert of_unlisted(context, draft) is unlisted


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Kenya's defence ministry has raised the number of its soldiers killed near Mandera to nine.", "Kenya"),
        ("The Chadian army said 14 of its men were killed near the border with Sudan.", "Chad"),
        ("Ethiopia said on Monday that 12 soldiers were killed in its capital.", None),
        ("Chadian shells destroyed four buildings in its compound, the hospital said.", None),
    ],
)
def test_its_people_are_those_of_the_clause_s_subject(text: str, party: str | None) -> None:
    assert sure(text) == party


def test_claims_of_one_figure_are_of_one_side_where_one_says_whose() -> None:
    def option(party: str | None, *, certain: bool = False) -> Option[str | None]:
        return Option(party, tuple, 1.0, None, "", lambda: certain)

    def setting(count: int | None) -> Setting:
        return Setting("killed", "forces", (count, count), 0)

    told = [option(None), option("Chad", certain=True), option("Sudan")]
    open_ = [option(None), option("Chad"), option("Sudan")]
    settings = [setting(89), setting(89), setting(90), setting(None)]
    chosen = [Choice(each[n], 0.6, "party") for each, n in ((told, 1), (open_, 2), (open_, 2), (open_, 0))]
    found = counted_alike(settings, [told, open_, open_, open_], chosen)
    assert [choice.option.value for choice in found] == ["Chad", "Chad", "Sudan", None]
