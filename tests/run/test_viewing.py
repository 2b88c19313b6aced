"""What is looked at: under the public profile no name of a victim or witness, wherever it stands."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tollbook.errors import LedgerError
from tollbook.ledger import Filter, Ledger
from tollbook.model import (
    Claim,
    Count,
    Judgement,
    Measure,
    Mention,
    Project,
    Reading,
    Report,
    SourceKind,
    Span,
    Speaker,
    Victims,
)
from tollbook.reference.words import WordTable
from tollbook.run.explaining import explain_claim
from tollbook.run.rows import to_flat, to_guide
from tollbook.run.viewing import Wanted, claim_rows, find_claim, report_rows, view_report

TEXT = (
    "Shelling killed Ilda Brenn, 34, in Orvale, her brother Toma Brenn said. The mayor, Jos Tarn, spoke of dozens dead."
)
BROTHER = Speaker(name="Toma Brenn", kind=SourceKind.FAMILY)
ILDA = Victims(text="Ilda Brenn", names=("Ilda Brenn",))
MAYOR = Speaker(name="Jos Tarn", kind=SourceKind.LOCAL_AUTHORITY, party="Norland")


def claim(report: Report, words: str, **fields: object) -> Claim:
    start = TEXT.index(words)
    span = Span(start=start, end=start + len(words), text=words)
    mention = Mention(
        report_id=report.id,
        text_id=report.text_id,
        measure=Measure.KILLED,
        anchor_start=start,
        anchor_end=start + len(words),
    )
    return Claim(mention=mention, reading=Reading.model_validate({"evidence": span, "measure": "killed", **fields}))


@pytest.fixture
def where(tmp_path: Path) -> str:
    path = tmp_path / "l.db"
    report = Report(text=TEXT, given_id="brenn", outlet="Orvale Post")
    claims = [
        claim(
            report, "killed Ilda Brenn", victims=Victims(text="Ilda Brenn", names=("Ilda Brenn",)), source=(BROTHER,)
        ),
        claim(report, "spoke of dozens dead", source=(MAYOR,), count=Count(low=24, text="dozens", vague="dozens")),
    ]
    with Ledger.open(path) as ledger:
        ledger.add_report_with_claims(report, None, ledger.start_run("test.1").id, claims)
    return str(path)


def test_inside_the_house_names_stay(where: str) -> None:
    first, second = claim_rows(where, Wanted())
    assert first.claim.reading.evidence.text == "killed Ilda Brenn"
    assert (first.report, second.report) == ("brenn", "brenn")


def test_no_name_of_a_victim_or_relative_leaves_the_house(where: str) -> None:
    rows = claim_rows(where, Wanted(), profile="public")
    for written in (json.dumps([to_guide(row) for row in rows]), json.dumps([to_flat(row) for row in rows])):
        assert "brenn" not in written.casefold()
        assert "Jos Tarn" in written


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(source="toma"), 1),
        (Wanted(source="norland"), 1),
        (Wanted(source="local_authority"), 1),
        (Wanted(source="army"), 0),
        (Wanted(measures=frozenset({"injured"})), 0),
        (Wanted(states=frozenset({"machine"})), 2),
        (Wanted(report="brenn"), 2),
    ],
)
def test_only_what_is_wanted_is_shown(where: str, wanted: Wanted, found: int) -> None:
    assert len(claim_rows(where, wanted)) == found


def test_vague_counts_have_the_bounds_of_the_projects_table(where: str) -> None:
    def bounds() -> tuple[int | None, int | None]:
        count = claim_rows(where, Wanted())[1].claim.reading.count
        return count.low, count.high

    assert bounds() == (24, None)
    with Ledger.open(where) as ledger:
        ledger.set_project(Project(word_table="acled"))
    acled = WordTable.load("acled").entry("dozens")
    assert acled is not None
    assert bounds() == (acled.low, acled.high) != (24, None)


def test_a_read_only_ledger_can_be_looked_at(where: str) -> None:
    Path(where).chmod(0o444)
    assert [row["report"] for row in report_rows(where)] == ["brenn"]
    assert len(view_report(where, "brenn").rows) == 2
    assert os.access(where, os.R_OK)


def test_what_is_retired_and_unjudged_is_gone_but_told(where: str) -> None:
    with Ledger.open(where) as ledger:
        (report,) = ledger.reports()
        first, second = ledger.claims()
        ledger.judge(Judgement(mention=first.id, verdict="accept", by="I", at="2024-01-01T00:00:00+00:00"))
        ledger.store_run(report.id, ledger.start_run("test.2").id, [])
        assert find_claim(ledger, first.id).retired
        with pytest.raises(LedgerError, match="retired"):
            find_claim(ledger, second.id)
        assert ledger.claims(Filter(retired=False)) == []
    assert [row.claim.id for row in claim_rows(where, Wanted())] == [first.id]


def test_an_explanation_tells_decisions_and_history(where: str) -> None:
    with Ledger.open(where) as ledger:
        name = ledger.claims()[0].id
        judgement = {"mention": name, "verdict": "correct", "fields": {"count.low": 1}, "why": "named", "by": "I"}
        ledger.judge(Judgement.model_validate({**judgement, "at": "2024-01-01T00:00:00+00:00"}))
    told = explain_claim(where, name)
    assert any(line.startswith("state: corrected by I") and line.endswith(": named") for line in told)
    assert any("judged by I: correct count.low=1 (named)" in line for line in told)
    assert "the reading keeps no trace of its rules" in told
