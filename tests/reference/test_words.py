"""Word tables: each house's numbers for vague words, and bounds of counts under them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.errors import SettingsError
from tollbook.model import Comparator, Count
from tollbook.reference.words import WordTable, bounds, canonical_word, table_names


def vague(words: str) -> Count:
    return Count(comparator=Comparator.VAGUE, text=words, vague=words)


@pytest.mark.parametrize(
    ("table", "words", "expected"),
    [
        ("guide", "dozens", (24, None)),
        ("guide", "scores", (40, None)),
        ("guide", "tens", (20, None)),
        ("guide", "hundreds", (200, None)),
        ("guide", "thousands", (2000, None)),
        ("guide", "tens of thousands", (20_000, None)),
        ("guide", "hundreds of thousands", (200_000, None)),
        ("guide", "millions", (2_000_000, None)),
        ("guide", "several hundred", (200, None)),
        ("guide", "a few dozen", (24, None)),
        ("guide", "several", (None, None)),
        ("guide", "a number of", (None, None)),
        ("acled", "tens", (10, 10)),
        ("acled", "dozens", (12, 12)),
        ("acled", "hundreds", (100, 100)),
        ("airwars", "dozens", (12, 24)),
        ("airwars", "several", (2, None)),
        ("aoav", "several", (None, None)),
        ("aoav", "dozens", (None, None)),
    ],
)
def test_a_house_reads_vague_words_by_its_own_table(
    table: str, words: str, expected: tuple[int | None, int | None]
) -> None:
    assert bounds(vague(words), WordTable.load(table)) == expected


@pytest.mark.parametrize(
    ("table", "expected"), [("guide", (12, None)), ("airwars", (12, None)), ("acled", (12, 12)), ("aoav", (12, 12))]
)
def test_at_least_stays_open_except_where_the_house_records_one_number(
    table: str, expected: tuple[int | None, int | None]
) -> None:
    count = Count(low=12, comparator=Comparator.AT_LEAST, text="at least 12")
    assert bounds(count, WordTable.load(table)) == expected


@pytest.mark.parametrize("table", ["guide", "acled", "airwars", "aoav"])
def test_a_stated_number_is_the_same_for_every_house(table: str) -> None:
    count = Count(low=44, high=44, comparator=Comparator.EXACT, text="44")
    assert bounds(count, WordTable.load(table)) == (44, 44)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Dozens", "dozens"),
        ("several hundred", "hundreds"),
        ("hundreds, if not thousands", "hundreds"),
        ("tens of thousands", "tens of thousands"),
        ("many thousands", "thousands"),
        ("a large number", "number"),
        ("a handful", "handful"),
    ],
)
def test_the_key_of_a_vague_word_drops_what_houses_do_not_tell_apart(words: str, key: str) -> None:
    assert canonical_word(words) == key


def test_every_table_that_comes_with_the_program_names_its_source() -> None:
    assert table_names() == ["acled", "airwars", "aoav", "guide"]
    for name in table_names():
        table = WordTable.load(name)
        assert table.name == name
        assert table.source


def test_a_value_not_read_in_the_houses_own_document_says_so() -> None:
    entry = WordTable.load("acled").entry("several")
    assert entry is not None
    assert not entry.checked


def test_a_table_of_ones_own_is_loaded_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text('name = "house"\ntitle = "House"\nsource = "its handbook"\n[words]\ndozens = { low = 13 }\n')
    assert bounds(vague("dozens"), WordTable.load(path)) == (13, None)


def test_an_unknown_table_is_named_with_the_ones_there_are() -> None:
    with pytest.raises(SettingsError, match=r"'nobody'.*guide"):
        WordTable.load("nobody")


@pytest.mark.parametrize("text", ["name = ", 'name = "x"\n', 'name = "x"\ntitle = "x"\nsource = "x"\nwrong = 1\n'])
def test_a_broken_table_names_its_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=r"broken\.toml"):
        WordTable.load(path)
