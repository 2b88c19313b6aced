"""Lexicons: known codes only, no entry twice, every cue compiles and says what it is for."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib import resources

import pytest

from tollbook.extract.lexicon import lexicon, rows
from tollbook.model import Means, Measure, Status

FRAMES = {"obj", "subj", "of", "self", "adj", "toll"}
KINDS = {"V", "N", "A"}

FILES = {
    "bodies.tsv": (0,),
    "damage.tsv": (0, 1),
    "means.tsv": (0,),
    "objects.tsv": (0,),
    "people.tsv": (0,),
    "remains.tsv": (0, 1, 2),
    "speech.tsv": (0,),
    "triggers.tsv": (0, 1, 2, 3),
    "weapons.tsv": (0,),
}
"""The columns that may not be equal in two rows."""


@pytest.mark.parametrize("name", FILES)
def test_no_entry_stands_twice(name: str) -> None:
    keys = Counter(tuple(row[i] for i in FILES[name]) for row in rows("en", name))
    assert [k for k, n in keys.items() if n > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_entries_are_trimmed_and_small(name: str) -> None:
    for row in rows("en", name):
        assert row[0] == row[0].strip().lower() and row[0], row
        assert all(cell == cell.strip() for cell in row), row


def test_codes_are_known() -> None:
    for lemma, pos, measure, frame, *_ in rows("en", "triggers.tsv"):
        assert pos in KINDS and frame in FRAMES, lemma
        assert measure in set(Measure), lemma
    for lemma, pos, measure, *_ in rows("en", "remains.tsv"):
        assert pos in KINDS and measure.startswith("remains_") and measure in set(Measure), lemma
    for lemma, status, group, *_ in rows("en", "people.tsv"):
        assert status in set(Status), lemma
        assert group == "-" or all(g.split(":")[0] in ("sex", "age", "role") for g in group.split()), lemma
    for lemma, means, counted, *_ in rows("en", "weapons.tsv"):
        assert (means == "-" or means in set(Means)) and counted in ("yes", "no"), lemma
    for pattern, means, *_ in rows("en", "means.tsv"):
        assert means in set(Means), pattern
    for lemma, strength, *_ in rows("en", "speech.tsv"):
        assert strength in ("1", "2"), lemma


def test_every_measure_but_attacks_and_damage_has_a_word() -> None:
    lex = lexicon("en")
    named = {t.measure for ts in lex.triggers.values() for t in ts} | {m for ms in lex.remains.values() for _, m in ms}
    assert set(Measure) - named <= {Measure.ATTACKS, Measure.DAMAGE}


def test_cues_hold_patterns() -> None:
    text = resources.files("tollbook.extract").joinpath("en", "lexicon", "cues.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    for name, table in tables.items():
        assert set(table) == {"patterns"} and table["patterns"], name
    used = {"hedge", "hypothetical", "unverified", "disputed", "confirmed", "denied", "cumulative", "period", "stock"}
    assert used | {"conflict", "crime", "accident", "other_genre"} <= set(lexicon("en").cues)


@pytest.mark.parametrize(
    ("cue", "words", "found"),
    [
        ("hedge", "is believed to have died", True),
        ("hedge", "said that he died", False),
        ("unverified", "The claim could not be independently verified.", True),
        ("unverified", "The figure was verified.", False),
        ("disputed", "There are conflicting reports.", True),
        ("denied", "The army denied it.", True),
        ("cumulative", "since the war began", True),
        ("hypothetical", "the shelling could kill many", True),
        ("conflict", "militants shelled the village", True),
        ("accident", "an earthquake", True),
    ],
)
def test_cues_match(cue: str, words: str, found: bool) -> None:
    assert bool(lexicon("en").cues[cue].search(words)) is found


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("an air strike", Means.AIR_STRIKE),
        ("airstrikes", Means.AIR_STRIKE),
        ("a drone strike", Means.DRONE),
        ("ballistic missiles", Means.MISSILE),
        ("mortar shells", Means.ARTILLERY),
        ("shot dead", Means.SMALL_ARMS),
        ("a car bomb", Means.EXPLOSIVE_DEVICE),
        ("a landmine", Means.MINE_OR_REMNANT),
        ("chlorine gas", Means.CHEMICAL),
        ("beheaded", Means.EXECUTION),
    ],
)
def test_words_for_means(words: str, means: Means) -> None:
    assert means in {m for pattern, m in lexicon("en").means if pattern.search(words)}


def test_the_lexicon_is_read_once() -> None:
    assert lexicon("en") is lexicon("en")
