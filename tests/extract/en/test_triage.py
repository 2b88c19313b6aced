"""Triage: sentences that can hold a claim, and sentences that name a speaker."""

from __future__ import annotations

import pytest

from tollbook.extract.en.triage import can_hold_claim, names_speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen killed a farmer.",
        "The dead were buried.",
        "Five slain in the valley",
        "He bled to death.",
        "Nobody was hurt.",
        "They took 12 hostages.",
        "Seven houses were hit.",
        "14 missiles were fired.",
        "Thousands fled.",
        "The rebels lost 15 fighters.",
        "The rebels denied losing 15 fighters.",
        "They admitted raping two women.",
        "Twelve remain in the cellar.",
        "A mass grave was opened.",
        "The morgue is full.",
        "SIX KILLED IN RAID",
        "No casualties were reported.",
    ],
)
def test_can_hold_a_claim(sentence: str) -> None:
    assert can_hold_claim(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["The minister opened a school.", "It rained all day.", "He took the train.", "Talks went on.", "", "12 May 2024"],
)
def test_cannot_hold_a_claim(sentence: str) -> None:
    assert not can_hold_claim(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The army said so.", True),
        ("According to the UN, it rained.", True),
        ("She told us.", True),
        ("He wrote that it was over.", True),
        ("Officials confirmed the attack.", True),
        ("The bridge fell.", False),
    ],
)
def test_names_a_speaker(sentence: str, expected: bool) -> None:
    assert names_speaker(sentence) is expected
