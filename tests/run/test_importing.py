from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.errors import ReadError, SettingsError
from tollbook.ledger import Ledger
from tollbook.reference.words import WordTable
from tollbook.run.flattening import flat_claims, flat_reports
from tollbook.run.importing import count_in_words, import_table
from tollbook.run.judging import record_judgement

MAP = """
name = "market"
title = "Dead by market day"
dates = "day first"
id = "nr"
[columns]
low = "least"
high = "most"
best = "guess"
source = "who"
set_aside = "aside"
[always]
measure = "killed"
extent = "incident"
"""
TABLE = "nr,least,most,guess,who,aside\nA-1,4,9,6,a hospital,\nA-2,20,,,the other side,yes\n"


@pytest.fixture
def at(tmp_path: Path) -> Path:
    (tmp_path / "market.toml").write_text(MAP, encoding="utf-8")
    (tmp_path / "dead.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def test_reconciling_gets_the_best_and_what_is_set_aside(at: Path) -> None:
    where = str(at / "a.ledger")
    import_table(at / "dead.csv", str(at / "market.toml"), where)
    with Ledger.open(where) as ledger:
        flat = flat_claims(ledger.claims(), WordTable.load("guide"))
        reports = flat_reports(ledger, ledger.reports())
    assert [(c.low, c.best, c.high, c.set_aside, c.state) for c in flat] == [
        (4, 6, 9, False, "machine"),
        (20, None, None, True, "machine"),
    ]
    assert [report.name for report in reports] == ["A-1", "A-2"]
    assert {report.text for report in reports} == {""}  # rows are alike, and none copies another


def test_where_it_cannot_go_is_told(at: Path) -> None:
    with pytest.raises(SettingsError, match="--ledger"):
        import_table(at / "dead.csv", str(at / "market.toml"), None)
    with pytest.raises(ReadError, match="is a folder"):
        import_table(at, str(at / "market.toml"), None, dry_run=True)


def test_counts_in_words_need_a_word_of_number() -> None:
    found = count_in_words("at least 12")
    assert found is not None and (found.low, found.high) == (12, None)
    assert count_in_words("unknown") is None
    assert count_in_words("a bridge") is None


@pytest.mark.parametrize(
    "changed", [('measure = "killed"', 'measure = "injured"'), ('low = "least"', 'low = "most"\n#')], ids=str
)
def test_a_judged_claim_that_its_row_no_longer_makes_counts_no_more(at: Path, changed: tuple[str, str]) -> None:
    where = str(at / "a.ledger")
    import_table(at / "dead.csv", str(at / "market.toml"), where)
    with Ledger.open(where) as ledger:
        first = ledger.claims()[0]
    record_judgement(where, first.id, verdict="accept", fields={}, why=None, by="A. Coder")
    (at / "market.toml").write_text(MAP.replace(*changed).replace('high = "most"\nbest', "best"), encoding="utf-8")
    done = import_table(at / "dead.csv", str(at / "market.toml"), where)
    with Ledger.open(where) as ledger:
        of_row = [claim for claim in ledger.claims() if claim.counts and claim.given_id == "A-1"]
        history = ledger.history(first.id)
    assert len(of_row) == 1
    assert any(event.kind == "judged" for event in history)
    assert done.unjudged == ((first.id,) if of_row[0].id != first.id and of_row[0].state == "machine" else ())
