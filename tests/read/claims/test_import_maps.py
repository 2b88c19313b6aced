from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.errors import SettingsError
from tollbook.read.claims import load_map, map_names, map_text

PLAIN = """
name = "market"
title = "Losses by market day"
id = "nr"
[columns]
figure = "dead"
end = "day"
[always]
measure = "killed"
"""


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_maps_that_come_with_the_program_load() -> None:
    assert map_names() == ["acled", "bulletins", "economist", "totals", "ucdp-ged"]
    for name in map_names():
        found = load_map(name)
        assert found.name == name
        assert found.title
        assert found.needed()


def test_a_map_explains_itself_to_an_expert() -> None:
    for name in map_names():
        assert "docs/how-to/import-claims.md" in map_text(name)


def test_a_map_from_a_file(tmp_path: Path) -> None:
    assert load_map(written(tmp_path, PLAIN)).needed() == ["nr", "dead", "day"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('measure = "killed"', 'measure = "slain"'), "'slain' is no measure"),
        (('figure = "dead"', 'fig = "dead"'), "no field is named 'fig'"),
        (('figure = "dead"\n', ""), "no column holds the count"),
        (('id = "nr"\n', ""), "id: is missing"),
        (('measure = "killed"', ""), "nothing says what is counted"),
        (('title = "Losses by market day"', 'tilte = "x"\ntitle = "y"'), "tilte: no such key"),
        (('end = "day"', 'end = "day"\nlow = "least"'), "a single figure has no low"),
        (('id = "nr"', 'id = "nr"\nfalls = "never"'), "falls"),
        (('name = "market"', "name = market"), "is not TOML"),
        (("[always]", '[values.measure]\nburned = "burnt"\n[always]'), "'burnt' is no measure"),
        (('id = "nr"', 'id = "nr"\nseveral = "keeper"'), "needs a keeper"),
    ],
)
def test_a_bad_map_says_which_key_and_why(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    path = written(tmp_path, PLAIN.replace(*change))
    with pytest.raises(SettingsError, match="own") as caught:
        load_map(path)
    assert said in str(caught.value)


def test_an_unknown_map_names_those_that_there_are() -> None:
    with pytest.raises(SettingsError, match="acled, bulletins, economist"):
        load_map("econmist")


def test_a_claim_of_its_own_overrides_what_the_map_says_of_all(tmp_path: Path) -> None:
    text = PLAIN + (
        '[values.measure]\n"*" = "injured"\n'
        '[[claims]]\ncolumns = { figure = "hurt" }\nalways = { measure = "injured" }\n'
        '[[claims]]\ncolumns = { end = "reported" }\n'
    )
    hurt, dead = load_map(written(tmp_path, text)).blocks
    assert (hurt.columns["figure"], hurt.always["measure"], hurt.columns["end"]) == ("hurt", "injured", "day")
    assert (dead.columns["figure"], dead.always["measure"], dead.columns["end"]) == ("dead", "killed", "reported")
