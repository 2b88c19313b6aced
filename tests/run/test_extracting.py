"""A newer extractor over a ledger: readings are added, failures keep what there was, an interrupted run goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run import fake
from tests.run.test_reading import many, read
from tollbook.ledger import Ledger
from tollbook.model import Project, Report
from tollbook.run.extracting import extract_again
from tollbook.run.work import Extracted


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    book = Ledger.open(tmp_path / "l.db")
    read(many(tmp_path / "in", 4), book)
    return book


def newer(report: Report, project: Project) -> Extracted:
    """An extractor that no longer finds report001's claim, and fails on report002."""
    if report.given_id == "report002":
        return Extracted(error="extraction failed (ValueError: no)")
    return Extracted() if report.given_id == "report001" else fake.extract(report, project)


def test_what_this_extractor_has_read_is_passed_over(ledger: Ledger) -> None:
    summary = extract_again(ledger, Project(), extractor=fake.extract)
    assert (summary.done, summary.passed_over) == (0, 4)


def test_again_reads_all_the_same(ledger: Ledger) -> None:
    summary = extract_again(ledger, Project(), again=True, extractor=newer)
    assert (summary.done, summary.retired, summary.added) == (3, 1, 0)
    assert summary.failures == [("report002", "extraction failed (ValueError: no)")]
    assert [claim.given_id for claim in ledger.claims()] == ["report000", "report002", "report003"]


def test_other_settings_ask_for_a_new_extraction(ledger: Ledger) -> None:
    other = Project(scope="violence")
    assert extract_again(ledger, other, extractor=fake.extract).done == 4
    assert extract_again(ledger, other, extractor=fake.extract).done == 0


def test_a_changed_name_asks_for_none(ledger: Ledger) -> None:
    assert extract_again(ledger, Project(name="other"), extractor=fake.extract).done == 0


def test_an_interrupted_extraction_goes_on(ledger: Ledger) -> None:
    other = Project(scope="violence")

    def interrupted(report: Report, project: Project) -> Extracted:
        if report.given_id == "report002":
            raise KeyboardInterrupt
        return fake.extract(report, project)

    assert extract_again(ledger, other, extractor=interrupted).interrupted
    rest = extract_again(ledger, other, extractor=fake.extract)
    assert (rest.done, rest.passed_over) == (2, 2)


def test_a_language_that_is_dropped_retires_its_claims(ledger: Ledger) -> None:
    summary = extract_again(ledger, Project(languages=("uk",)), extractor=fake.extract)
    assert summary.retired == 4
    assert ledger.claims() == []
