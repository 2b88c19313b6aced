"""The methodology page tells what the project says of itself, who reviewed how much, and measured scores."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from lxml import html

from tests.run.published import make_ledger, published
from tollbook.ledger import Ledger
from tollbook.model import Project
from tollbook.publish.released import ReleasedReport
from tollbook.publish.site.methodology import MOST, scores, sources_of

SAID = {
    "inclusion": "Everybody whom the shelling of Velimor harmed.",
    "exclusion": "Harm at sea.",
    "incident_definition": "One strike on one place.",
    "standard_of_proof": "Two papers that do not copy each other.",
}


def told(where: Path, out: Path, **wanted: object) -> str:
    assert not published(where, out, policies="ucdp", formats="csv", **wanted).blocked
    page = html.parse(str(out / "methodology.html")).getroot()
    return re.sub(r"\s+", " ", page.find(".//main").text_content())


def test_it_tells_the_project_s_own_criteria_sources_and_review(tmp_path: Path) -> None:
    make_ledger(tmp_path / "war.ledger")
    with Ledger.open(tmp_path / "war.ledger") as ledger:
        ranking = ("Council of Velimor", "Northern Post")
        wars = ("russia-ukraine", "the Velimor feud")
        ledger.set_project(Project(name="Velimor record", wars=wars, source_ranking=ranking, **SAID))
    text = told(tmp_path / "war.ledger", tmp_path / "out")
    for words in (
        *SAID.values(),
        "Velimor record",
        "harm in armed conflict and organised violence",
        "Languages English",
    ):
        assert words in text or words.replace(" English", "English") in text, words
    assert "counted from 24\xa0Feb\xa02022" in text or "counted from 24 Feb 2022" in text
    assert "the Velimor feud" in text and "in this order: Council of Velimor, Northern Post." in text
    assert "2 reports, published from 14 May 2031 to 3 Jul 2031" in text.replace("\xa0", " ")
    assert "Northern Post: 2" in text
    assert "6 of 6 claims accepted or corrected by a person: by one person 6." in text
    assert "Invented Reviewer" not in text


def test_it_names_the_reviewers_where_the_profile_does(tmp_path: Path) -> None:
    make_ledger(tmp_path / "war.ledger")
    text = told(tmp_path / "war.ledger", tmp_path / "out", profile="internal")
    assert "by Invented Reviewer 6." in text
    assert text.count("not stated by the project") == len(SAID)


def test_it_tells_measured_scores(tmp_path: Path) -> None:
    make_ledger(tmp_path / "war.ledger")
    text = told(tmp_path / "war.ledger", tmp_path / "out")
    measured = scores()
    assert f"{measured.reports} reports" in text and len(measured.asked) == 10
    for what, machine, people in measured.asked:
        assert what in text and machine in text and re.fullmatch(r"\.\d\d", people)
    killed = next(row for row in measured.measures if row[0] == "killed")
    assert f"killed{killed[1]:,}{killed[2]}{killed[3]}" in text


def test_outlets_are_counted_and_the_rarest_summed() -> None:
    reports = [ReleasedReport(id=f"r-{n}", name="n", outlet=f"Paper {n % 20:02}", published=None) for n in range(39)]
    reports.append(ReleasedReport(id="r-x", name="x", published=date(2031, 5, 4)))
    found = sources_of(reports)
    assert found.outlets[0] == ("Paper 00", 2) and len(found.outlets) == MOST
    assert (found.more, found.unnamed, found.first, found.last) == (5, 1, date(2031, 5, 4), date(2031, 5, 4))
