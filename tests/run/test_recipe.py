from __future__ import annotations

import pytest

from tollbook.ledger import Ledger
from tollbook.model import Project
from tollbook.run import recipe
from tollbook.run.recipe import lexicon_hashes, settings_of, start_run


def test_the_lexicons_are_part_of_the_recipe() -> None:
    names = [name for name, _ in lexicon_hashes()]
    assert "reference/data/wars.tsv" in names
    assert any(name.startswith("extract/en/lexicon/") for name in names)
    assert not any("words_" in name for name in names)
    assert len(set(names)) == len(names)


def test_what_decides_nothing_is_no_part_of_it() -> None:
    assert settings_of(Project(name="a", word_table="acled")) == settings_of(Project(name="b"))
    assert settings_of(Project(learned=False)) != settings_of(Project())


def test_a_changed_lexicon_asks_for_a_new_extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(":memory:") as ledger:
        first, again = start_run(ledger, Project()), start_run(ledger, Project())
        monkeypatch.setattr(recipe, "lexicon_hashes", lambda: (("extract/en/lexicon/triggers.tsv", "0"),))
        changed = start_run(ledger, Project())
    assert first.fingerprint == again.fingerprint != changed.fingerprint
