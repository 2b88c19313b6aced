"""Constructions that settle a claim by themselves."""

from __future__ import annotations

from datetime import date

import pytest

from tollbook.extract.en.accept_plain import plainly_stated
from tollbook.extract.en.context import read_context
from tollbook.extract.en.draft import drafts_of
from tollbook.model import Project, Report


def plain(text: str) -> set[tuple[str, int | None]]:
    """The measures, with their lower bounds, of the candidates that a sentence states plainly."""
    context = read_context(Report(text=text, published=date(2024, 3, 12), language="en"), Project())
    return {(d.measure.value, d.candidate.count.low) for d in drafts_of(context) if plainly_stated(d)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The army has left behind the bodies of its troops.", ("remains_uncollected", None)),
        ("Corpses were rotting in the streets after the bombardment.", ("remains_uncollected", None)),
        ("Medics were unable to recover the bodies of 12 villagers.", ("remains_uncollected", 12)),
        ("The bodies were not collected for nine days.", ("remains_uncollected", None)),
        ("The garrison is not evacuating the bodies of its soldiers.", ("remains_uncollected", None)),
        ("There are 340 bodies in the morgues of the port.", ("remains_held", 340)),
        ("The general staff refused to accept the bodies of 70 conscripts.", ("remains_refused", 70)),
        ("Some 4,000 civilians remain trapped in the old quarter.", ("remaining", 4000)),
        ("About 900 people still live in the border village.", ("remaining", 900)),
        ("An institute put total casualties at around 45,000.", ("casualties", 45000)),
        ("The death toll now stands at 61.", ("killed", 61)),
        ("The death toll in the enclave during the siege has hit 20,258.", ("killed", 20258)),
        ("At least 250 lives had been lost when the dust settled.", ("killed", 250)),
        ("The move brought the total number of freed prisoners to 180.", ("released", 180)),
        ("Number of displaced: 452", ("displaced", 452)),
        ("4,000 to 5,000 – The number of people that were forced out of their homes.", ("displaced", 4000)),
        ("Fifteen killed 20 injured in air strike on market", ("killed", 15)),
        ("Velian forces took 14 prisoners after the battle.", ("captured", 14)),
        ("Some 40 soldiers were taken prisoner near the pass.", ("captured", 40)),
        ("Guerrillas seized five hostages.", ("captured", 5)),
    ],
)
def test_what_stands_plainly(text: str, wanted: tuple[str, int | None]) -> None:
    assert wanted in plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "The bodies were recovered by volunteers.",
        "More than 680,000 people live in the province.",
        "Three people remained in hospital.",
        "The minister left behind a wife and two sons.",
        "The toll of 12 was confirmed.",
        "The rebels would take 30 prisoners with them.",
        "The camp holds 40 prisoners of war.",
    ],
)
def test_what_does_not(text: str) -> None:
    assert plain(text) == set()


def test_a_denied_recovery_is_no_recovery() -> None:
    context = read_context(
        Report(text="Medics were unable to recover the bodies of 12 villagers.", language="en"), Project()
    )
    assert "remains_recovered" not in {d.measure.value for d in drafts_of(context)}
