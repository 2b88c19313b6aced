from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.errors import SettingsError
from tollbook.reconcile import load_policy, policy_names

HOUSES = ["acled", "airwars", "aoav", "ibc", "latest", "official", "ucdp"]


def text_of(name: str) -> str:
    import tollbook.reconcile

    folder = Path(tollbook.reconcile.__file__).parent / "policies"
    return (folder / f"{name}.toml").read_text(encoding="utf-8")


def test_the_houses_come_with_the_program() -> None:
    assert policy_names() == HOUSES


@pytest.mark.parametrize("name", HOUSES)
def test_each_rule_says_what_it_does_and_where_it_is_from(name: str) -> None:
    policy = load_policy(name)
    assert policy.name == name
    for rule in policy.rules().values():
        assert rule.says
        assert rule.source


def test_what_is_known_from_memory_is_marked() -> None:
    ucdp = load_policy("ucdp")
    assert [name for name, rule in ucdp.rules().items() if not rule.checked] == [
        *("revised", "split", "best", "deaths"),
    ]
    assert ucdp.best.applied("best").basis == "memory"
    assert ucdp.words.applied("words").basis == "own"
    assert ucdp.range.applied("range").basis == "read"


def test_a_project_can_name_a_policy_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text_of("ibc").replace('name = "ibc"', 'name = "ours"'), encoding="utf-8")
    assert load_policy(own).name == "ours"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('[revised]\nvalue = "drop"', '[revised]\nvalue = "forget"', "revised.value: input should be 'drop' or 'keep'"),
        ("[revised]\n", "[revisd]\n", "'revisd'"),
        ('name = "ibc"', 'name = "two words"', "name is one word"),
        ('value = "guide"', 'value = "no-such-table"', "words: no word table 'no-such-table'"),
        ("[revised]\n", "[revised\n", "not readable as TOML"),
        ('value = ["killed", "injured"]', 'value = ["hurt"]', "measures.value.0"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, before: str, after: str, said: str) -> None:
    own = tmp_path / "own.toml"
    text = text_of("ibc")
    assert before in text
    own.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_policy(own)
    assert str(own) in str(caught.value)
    assert said in str(caught.value)


def test_a_missing_rule_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    text = text_of("ibc")
    own.write_text(text[: text.index("[deaths]")], encoding="utf-8")
    with pytest.raises(SettingsError, match="deaths is missing; every policy states each rule"):
        load_policy(own)


def test_an_unknown_policy_is_told_with_those_that_there_are() -> None:
    with pytest.raises(SettingsError, match="no policy 'nobody': use one of acled, airwars"):
        load_policy("nobody")
