"""The record of the dead in a ledger and in what is published of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.ledger.made import changed, claims_of, report
from tests.run.published import VICTIM, published
from tollbook.errors import SettingsError
from tollbook.ledger import Ledger
from tollbook.model import Measure, Person, Victims
from tollbook.reconcile.making import MAKER, cell_of, make_cell
from tollbook.reconcile.remains import WantedRemains
from tollbook.run.at_date import AtDate
from tollbook.run.reconciling import reconcile
from tollbook.run.remains import cases_of, remains_of


@pytest.fixture
def where(tmp_path: Path) -> str:
    """A ledger with bodies held, which names a victim, and a burial in a mass grave."""
    path = str(tmp_path / "war.ledger")
    found = report(1, 2)
    held, buried = claims_of(found, 1, 2)
    named = Victims(party="Velimor", status="civilian", text="soldiers", names=(VICTIM,))
    claims = [
        changed(held, measure=Measure.REMAINS_HELD, victims=named, persons=(Person(name=VICTIM, age=31),)),
        changed(
            buried,
            measure=Measure.REMAINS_BURIED,
            remains_detail=("buried_together", f"declared_dead:the court, with {VICTIM}"),
        ),
    ]
    with Ledger.open(path) as ledger:
        run = ledger.start_run("rules.1")
        ledger.add_report_with_claims(found, b"raw", run.id, claims)
        ledger.end_run(run.id)
        reconcile(ledger, make_cell, cell_of, maker=MAKER)
    return path


def test_groups_are_worked_out_of_the_claims_that_count(where: str) -> None:
    groups = remains_of(where, WantedRemains())
    assert {s.fate.status.code for g in groups for s in g.steps} == {"held", "buried_together", "declared_dead"}
    assert remains_of(where, WantedRemains(), AtDate(as_of=date(2031, 5, 3))) == []
    with pytest.raises(SettingsError, match="is no status of the dead"):
        remains_of(where, WantedRemains(status="lost"))


def test_a_named_person_is_a_row_of_the_sheet_and_no_identification(where: str) -> None:
    rows = list(cases_of(remains_of(where, WantedRemains())))
    (named,) = [row for row in rows if row.surname]
    assert (named.first_names, named.surname) == (None, VICTIM)  # customs differ: a name is not divided
    assert named.other is not None
    assert "no identification" in named.other
    particulars = dict(named.particulars())
    assert particulars["(e) date of birth"] == "not stated"
    # where and when remains are told of is not where and when somebody died
    assert particulars["(g) date and place of capture or death"] == "not stated"


def test_a_public_publication_holds_the_record_without_names(where: str, tmp_path: Path) -> None:
    published(Path(where), tmp_path / "out", draft=True)
    rows = [json.loads(line) for line in (tmp_path / "out" / "data" / "remains.jsonl").read_text().splitlines()]
    assert {row["status"] for row in rows} == {"held", "buried_together", "declared_dead"}
    page = (tmp_path / "out" / "dead.html").read_text()
    assert "relevant to rule 114" in page
    assert "no finding that a rule was kept or broken" in page
    assert "remains" in (tmp_path / "out" / "codebook.html").read_text()
    assert (tmp_path / "out" / "data" / "remains.csv").is_file()
    for path in (tmp_path / "out").rglob("*"):
        if path.suffix in (".html", ".jsonl", ".csv", ".json"):
            assert "Korrel" not in path.read_text(), path
