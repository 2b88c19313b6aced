"""Evidence as it is shown: the clause of a claim, drawn out where it hangs on a longer one."""

from __future__ import annotations

import pytest

from tollbook.extract.en.evidence import SHARE, stated

HUNG = "Shells from across the river hit a crowded square near the old bridge at noon, killing nine people"
SHORT = "Nine people were killed"
TAIL = "Nine were killed when shells from across the river hit a crowded square near the old bridge, the mayor said."


@pytest.mark.parametrize(
    ("text", "words", "holds"),
    [(HUNG, "killing nine people", "near the old bridge"), (TAIL, "Nine were killed", "when shells")],
)
def test_a_short_clause_takes_in_what_it_hangs_on(text: str, words: str, holds: str) -> None:
    at = text.index(words)
    start, end = stated(text, at, at + len(words))
    assert words in text[start:end]
    assert holds in text[start:end]
    assert end - start >= SHARE * len(text)
    assert "the mayor said" not in text[start:end]


def test_a_clause_that_is_most_of_its_sentence_stays() -> None:
    assert stated(SHORT, 0, len(SHORT)) == (0, len(SHORT))


def test_drawn_out_evidence_stops_at_the_end_of_the_sentence() -> None:
    text = " ".join(["x"] * 20)
    assert stated(text, 10, 11) == (10, len(text))


def test_a_longer_name_draws_evidence_out_no_further() -> None:
    story = (
        "Soldiers of {side} were hit near the bridge, killing nine, on the road by which they had come that morning."
    )
    drawn = []
    for side in ("Oa", "Northwestbervia"):
        text = story.format(side=side)
        at = text.index("killing nine")
        start, end = stated(text, at, at + len("killing nine"))
        drawn.append(text[start:end].replace(side, "Oa"))
    assert drawn[0] == drawn[1]


def test_drawn_out_evidence_ends_on_no_comma() -> None:
    text = "Two died, the others fled into the hills above the village and were not seen again"
    start, end = stated(text, 0, len("Two died"))
    assert not text[start:end].endswith((",", " "))
