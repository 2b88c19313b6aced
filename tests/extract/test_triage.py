from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.lexicon import rows
from tollbook.extract.triage import FILE, load_triage

RELEVANT = (
    "His brother was shot dead.",
    "Three were killed when a shell hit the market, the mayor said.",
    "Families who fled the village say that soldiers took the men away.",
    "Two fishermen are missing since the patrol boat fired on them.",
    "The bodies of four teachers were found in a mass grave near the old mill.",
)
IDLE = (
    "The band played its new songs on Friday, and people sang until late. Tickets for the second evening are sold "
    "out; the third has seats left. The singer thanked the town for its patience with the roadworks. " * 4,
    "Shares rose by two per cent after the bank cut its rate, and dealers expect the rally to go on into spring. " * 6,
)
AUTOMATA = (load_triage("hyperscan"), load_triage("re2"))


@pytest.mark.parametrize("text", RELEVANT)
def test_a_death_without_a_number_passes(text: str) -> None:
    assert all(triage.passes(text) for triage in AUTOMATA)
    assert all(triage.passes(text.upper()) for triage in AUTOMATA)


@pytest.mark.parametrize("text", IDLE)
def test_what_names_no_harm_does_not(text: str) -> None:
    assert not any(triage.passes(text) for triage in AUTOMATA)


def test_characters_that_nobody_sees_hide_nothing() -> None:
    assert AUTOMATA[0].passes("Thr\u00adee sol\u00addiers were kil\u200bled in the sh\u00adelling.")


WORDS = [pattern.replace(r"\b", "") for pattern, *_ in rows("en", FILE) if pattern.replace(r"\b", "").isalpha()]


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=30))
def test_both_automata_say_the_same(words: list[str]) -> None:
    text = " ".join(words)
    ours, theirs = (triage.score(text) for triage in AUTOMATA)
    assert ours == theirs
