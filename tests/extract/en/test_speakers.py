"""Speakers: constructions that name one, the words that are theirs, and what pronouns and short forms stand for."""

from __future__ import annotations

from functools import cache

import pytest

from tests.extract.made import made_report
from tollbook.extract.en.context import Context, read_context
from tollbook.model import Project


@cache
def context(text: str) -> Context:
    return read_context(made_report(text), Project())


def names(text: str) -> list[str]:
    return [s.name for s in context(text).speakers]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("The army said that 12 rebels were killed.", "army", "subject"),
        ("12 rebels were killed, the army said.", "army", "subject"),
        ("12 rebels were killed, said Idris Bako.", "Idris Bako", "subject"),
        ("12 rebels were killed, according to the army.", "army", "according"),
        ("According to Idris Bako, 12 rebels were killed.", "Idris Bako", "according"),
        ("Governor Idris Bako told reporters that 12 rebels were killed.", "Idris Bako", "subject"),
        ("Idris Bako, the governor, said 12 rebels were killed.", "Idris Bako", "subject"),
        ("Army spokesman Idris Bako said 12 rebels were killed.", "Idris Bako", "subject"),
        ("The Interfax agency reported 12 deaths, citing the coast guard.", "coast guard", "citing"),
        ("A statement by the Karo Front said 12 soldiers were killed.", "Karo Front", "noun"),
        ("UN: 12 killed in raid", "UN", "colon"),
        ("HRANA: 31 killed", "HRANA", "colon"),
        ("The officials put the Eritrean dead at close to 900.", "officials", "subject"),
        ("Gaza Health Ministry: 24 killed", "Gaza Health Ministry", "colon"),
        ("Army says: 12 rebels killed", "Army", "colon"),
    ],
)
def test_a_construction_names_a_speaker(text: str, name: str, how: str) -> None:
    found = {(s.name, s.how) for s in context(text).speakers}
    assert name in {n for n, _ in found}, found
    assert (name, how) in found or how == "noun", found


@pytest.mark.parametrize(
    "text",
    ["12 rebels were killed in the forest.", "Kherson: 3 dead, 8 wounded", "The raid killed 12; five houses burnt."],
)
def test_no_speaker(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The army said that 12 rebels were killed.", "12 rebels were killed"),
        ("12 rebels were killed, the army said.", "12 rebels were killed"),
        ("The army put its dead at 12 and its wounded at 40.", "its dead at 12 and its wounded at 40."),
        ("12 rebels were killed, according to the army.", "12 rebels were killed"),
        ("HRANA: 31 killed", "31 killed"),
    ],
)
def test_the_words_that_are_the_speakers(text: str, said: str) -> None:
    speaker = context(text).speakers[0]
    assert any(said in text[a:b] for a, b in speaker.content)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Idris Bako said the road was closed. He said 12 men were killed.", "Idris Bako"),
        ("The Karo Observatory said it rained. It said 12 men were killed.", "Karo Observatory"),
        ("Idris Bako said the army came. Bako said 12 men were killed.", "Idris Bako"),
        ("The Yemeni health ministry said aid came. The ministry said 12 men were killed.", "Yemeni health ministry"),
        ("Villagers said soldiers came. They said 12 men were killed.", "Villagers"),
        ("The Karo Observatory said it rained. Idris Bako said no. It said 12 men were killed.", "Karo Observatory"),
    ],
)
def test_what_a_pronoun_or_short_form_stands_for(text: str, last: str) -> None:
    assert names(text)[-1] == last


def test_a_pronoun_with_nobody_before_it_stays() -> None:
    speaker = context("She said 12 men were killed.").speakers[0]
    assert speaker.pronoun and speaker.name == speaker.words


def test_a_stretch_in_quotation_marks() -> None:
    text = 'The mayor spoke.\n\n"They killed 12 men," he said. "Then they left.\n\n"We saw it.'
    found = context(text)
    assert found.in_quote(text.index("killed"))
    assert not found.in_quote(text.index("he said"))
    assert found.in_quote(text.index("they left"))
    assert found.in_quote(text.index("saw it"))  # left open: to the end of the paragraph
    assert not found.in_quote(text.index("mayor"))
