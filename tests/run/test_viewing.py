"""What is looked at: under the public profile no name of a victim or witness, wherever it stands."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tollbook.cli.words import marks
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
    Trace,
    Victims,
)
from tollbook.reference.words import WordTable
from tollbook.run.explaining import explain_claim
from tollbook.run.rows import to_flat, to_guide
from tollbook.run.viewing import Wanted, claim_rows, find_claim, link_rows, report_rows, total_rows, view_report

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


def test_a_value_that_a_person_set_is_theirs_and_the_machines_stands_beside(where: str) -> None:
    with Ledger.open(where) as ledger:
        stored = ledger.claims()[1]
        traces = (
            Trace(field="count", rule="counts", start=9, end=15),
            Trace(field="stance", rule="stance:rule"),
        )
        (report,) = ledger.reports()
        traced = stored.claim.model_copy(update={"reading": stored.reading.model_copy(update={"trace": traces})})
        ledger.store_run(report.id, ledger.start_run("test.2").id, [ledger.claims()[0].claim, traced])
        fields = {"count.low": 30, "victims.party": "Norland"}
        for day, who, verdict, given in ((1, "Ana", "correct", fields), (2, "Ben", "accept", {})):
            at = f"2024-01-0{day}T00:00:00+00:00"
            ledger.judge(Judgement(mention=stored.id, verdict=verdict, fields=given, by=who, at=at))  # type: ignore[arg-type]
    told = explain_claim(where, stored.id)
    count = next(i for i, line in enumerate(told) if line.startswith("count = "))
    assert '"low": 30' in told[count]
    assert told[count + 1] == "  count.low set by Ana on 2024-01-01"
    assert told[count + 2].startswith("  the machine reads ")
    assert '"low": 24' in told[count + 2]
    assert told[count + 3].startswith("  counts from ")
    party = told.index('victims.party = "Norland"')
    assert told[party + 1 : party + 3] == ["  set by Ana on 2024-01-01", "  the machine reads null"]
    stance = told.index('stance = "affirmed"')
    assert told[stance + 1] == "  stance:rule"
    assert any(
        line.endswith("read again by test.2: the same in every field, by other rules or with another confidence")
        for line in told
    )


def test_a_value_that_was_accepted_and_is_read_otherwise_now_is_the_persons(where: str) -> None:
    with Ledger.open(where) as ledger:
        stored = ledger.claims()[1]
        at = "2024-01-01T00:00:00+00:00"
        ledger.judge(Judgement(mention=stored.id, verdict="accept", by="Ana", at=at))
        reading = stored.reading.model_copy(update={"count": Count(low=24, high=60, text="dozens")})
        (report,) = ledger.reports()
        again = [ledger.claims()[0].claim, stored.claim.model_copy(update={"reading": reading})]
        ledger.store_run(report.id, ledger.start_run("test.2").id, again)
    told = explain_claim(where, stored.id)
    high = told.index("count.high = null")
    assert told[high + 1 : high + 3] == ["  accepted by Ana on 2024-01-01", "  the machine reads 60"]


def test_what_two_offices_judged_differently_is_marked(where: str, tmp_path: Path) -> None:
    theirs = str(shutil.copy(where, tmp_path / "theirs.db"))
    for path, who, verdict in ((where, "Ana", "accept"), (theirs, "Ben", "reject")):
        with Ledger.open(path) as ledger:
            day = "2024-01-01" if who == "Ana" else "2024-01-02"
            first = ledger.claims()[0]
            ledger.judge(Judgement(mention=first.id, verdict=verdict, by=who, at=f"{day}T00:00:00+00:00"))  # type: ignore[arg-type]
    with Ledger.open(where) as ours, Ledger.open(theirs, read_only=True) as other:
        ours.merge(other)
    first_row, second_row = claim_rows(where, Wanted())
    assert marks(first_row) == "rejected judged differently"
    assert marks(second_row) == "-"
    told = explain_claim(where, first.id)
    assert any("judged differently" in line for line in told)
    assert [line.split("Z ")[1] for line in told[-2:]] == ["judged by Ana: accept", "judged by Ben: reject"]


def test_totals_and_links_follow_the_projects_choice_of_learned_parts(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr("tollbook.extract.report_totals", lambda *_, learned: asked.append(learned) or {})
    monkeypatch.setattr("tollbook.extract.links_within", lambda *_, learned: asked.append(learned) or [])
    for learned in (False, True):
        with Ledger.open(where) as ledger:
            ledger.set_project(ledger.project().model_copy(update={"learned": learned}))
        assert list(total_rows(where))
        assert not list(link_rows(where))
    assert set(asked[: len(asked) // 2]) == {False}
    assert set(asked[len(asked) // 2 :]) == {True}
