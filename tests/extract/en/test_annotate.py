"""Kinds and lemmas kept by word, tag and label are the model's own, also where a rule of its spans words."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tollbook.extract.document import Sentence
from tollbook.extract.en.annotate import Annotator
from tollbook.extract.en.parse import load, parse

SENTENCES = (
    "Shells hit the market and 12 traders were killed.",
    "There were 40 wounded, and there's no ambulance left.",
    "Let's count them: you all saw nothin' there, didn't you?",
    "They're gonna have to bury him;  she did what she could.",
    "I saw it; it saw me, but that it hadn't happened is what the mayor's been saying.",
    "Shells hit the market and 12 traders were killed.",
)


def test_annotations_are_those_of_the_whole_model() -> None:
    found = parse([Sentence(n, 0, 0, len(text), text) for n, text in enumerate(SENTENCES)])
    for n, wanted in enumerate(load().pipe(SENTENCES)):
        assert [_seen(token) for token in found[n]] == [_seen(token) for token in wanted]


def _seen(token: object) -> tuple[str, ...]:
    return tuple(str(getattr(token, name)) for name in ("text", "tag_", "dep_", "pos_", "morph", "lemma_"))


@pytest.mark.parametrize(
    ("pattern", "mode", "served"),
    [
        ([{"TAG": "NN", "LOWER": {"IN": ["mine"]}}], "rule", True),
        ([{"TAG": "NN"}], "lookup", False),
        ([{"SHAPE": "Xx"}], "rule", False),
        ([{"LOWER": {"FUZZY": "mine"}}], "rule", False),
        ([{"TAG": "NN"}, {"LOWER": "mine"}], "rule", False),
    ],
)
def test_rules_that_look_at_more_are_left_to_the_model(pattern: list[object], mode: str, served: bool) -> None:
    ruler = SimpleNamespace(patterns=[{"patterns": [pattern]}])
    assert Annotator.serves(ruler, SimpleNamespace(mode=mode, overwrite=False)) is served
