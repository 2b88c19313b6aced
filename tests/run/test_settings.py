from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.errors import SettingsError
from tollbook.model import OwnField, Project
from tollbook.reconcile.policy import policy_names
from tollbook.reference.wars import Wars
from tollbook.run.settings import load_project, project_toml

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)

own_fields = st.builds(
    OwnField,
    name=st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True).filter(lambda name: name != "status"),
    on=st.sampled_from(["incident", "case", "claim"]),
    type=st.sampled_from(["text", "number", "date", "yes_no"]),
    label=words,
    help=words,
    required=st.booleans(),
)


@settings(deadline=None)  # the first example waits for the list of wars
@given(
    st.builds(
        Project,
        name=words,
        scope=st.sampled_from(["conflict", "violence", "any_harm"]),
        wars=st.lists(st.sampled_from([war.id for war in Wars.load()]), max_size=3).map(tuple),
        inclusion=words,
        source_ranking=st.lists(words, max_size=3).map(tuple),
        policies=st.lists(st.sampled_from(policy_names()), max_size=3).map(tuple),
        fields=st.lists(own_fields, max_size=3, unique_by=lambda field: (field.on, field.name)).map(tuple),
        languages=st.lists(words, max_size=3).map(tuple),
        learned=st.booleans(),
        max_report_bytes=st.integers(1, 10**12),
    )
)
def test_settings_survive_being_written_as_toml(tmp_path_factory: pytest.TempPathFactory, project: Project) -> None:
    path = tmp_path_factory.mktemp("project") / "project.toml"
    path.write_text(project_toml(project), encoding="utf-8", newline="")
    assert load_project(path) == project


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("scope = 'all'", "scope: input should be"),
        ("colour = 'red'", "no setting is called 'colour'; the settings are name, scope"),
        ("name = ", "not readable as TOML"),
        ("max_report_bytes = 0", "max_report_bytes: "),
        ("word_table = 'none'", "word_table: no word table 'none'"),
        ("wars = ['ukraine_2202']", "wars: no war is called 'ukraine_2202'; did you mean ukraine_2022"),
        ("policies = ['mine']", "policies: no policy 'mine'; write one of .*ucdp"),
        ("[[fields]]\nname = 'Desk'\non = 'claim'", "fields.0.name: string should match"),
        ("[[fields]]\nname = 'desk'\non = 'claim'\ntype = 'choice'", "a choice needs its choices"),
        ("[[fields]]\nname = 'status'\non = 'incident'", "every incident has one already"),
        ("fields = [{name = 'a', on = 'case'}, {name = 'a', on = 'case'}]", "field a is there twice"),
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "project.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=said) as caught:
        load_project(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: there is no such file"):
        load_project(tmp_path / "none.toml")


def test_a_war_of_no_list_is_the_project_s_own(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text('wars = ["velimor", "russia-ukraine", "ukraine_2022"]', encoding="utf-8")
    assert load_project(path).wars == ("velimor", "russia-ukraine", "ukraine_2022")
