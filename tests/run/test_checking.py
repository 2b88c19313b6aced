"""Published figures against reports that are read again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.model import Answer, Checked, Measure, PublishedFigure, Report
from tollbook.run.checking import check_figures

STRIKE = """Health officials said 44 people were treated in hospital after the strike on Kramatorsk on Tuesday, among
them 7 children. At least 12 civilians were killed, including three children. Two Ukrainian soldiers, one of them 23
years old, were also wounded."""
TOLL = """The ministry raised the death toll in Makiivka from 63 to 89 on Wednesday. Between 10 and 15 soldiers are
missing. Dozens of vehicles were destroyed. Kyiv had claimed that about 400 Russian troops were killed."""
WEEK = """More than 12,000 people fled El Fasher in the past week. The hospital received 38 bodies on Friday."""
TALKS = "Talks resumed in Istanbul. The delegation of 25 met for six hours; prices have risen 12 percent since 2021."


def report(name: str, text: str, published: str, **more: str) -> Report:
    text = " ".join(text.split())
    return Report(text=text, given_id=name, published=date.fromisoformat(published), language="en", **more)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("check") / "check.ledger"
    address = "https://www.harbour.example/strike/"
    with Ledger.open(where) as made:
        made.add_report(report("strike", STRIKE.replace("12 civ", "9 civ"), "2024-03-05", address=address))
        made.add_report(report("strike", STRIKE, "2024-03-06", address=address))
        made.add_report(report("toll", TOLL, "2023-01-04"))
        made.add_report(report("week", WEEK, "2024-06-01"))
        made.add_report(report("talks", TALKS, "2024-06-10"))
        made.add_report(Report(text="Втрати за добу: 12 убитих.", given_id="uk", language="uk"))
    return where


def asked(ledger: Path, cites: str, value: int, measure: str, **more: str) -> Checked:
    figure = PublishedFigure(row=2, value=value, measure=Measure(measure), report=cites, **more)
    (found,) = check_figures(str(ledger), [figure])
    return found


AT = "http://harbour.example/strike"


@pytest.mark.parametrize(
    ("cites", "value", "measure", "whose", "answer"),
    [
        (AT, 12, "killed", "", Answer.SUPPORTED),
        (AT, 12, "killed", "Ukrainian civilians", Answer.SUPPORTED),
        (AT, 3, "killed", "children", Answer.SUPPORTED),
        (AT, 3, "killed", "", Answer.ANOTHER_FIGURE),
        (AT, 15, "killed", "", Answer.ANOTHER_FIGURE),
        (AT, 44, "injured", "civilians", Answer.OTHER_MEASURE),
        (AT, 12, "captured", "", Answer.OTHER_MEASURE),
        (AT, 2, "injured", "soldiers", Answer.SUPPORTED),
        ("toll", 89, "killed", "", Answer.SUPPORTED),
        ("toll", 63, "killed", "", Answer.ANOTHER_FIGURE),
        ("toll", 12, "missing", "", Answer.ANOTHER_FIGURE),
        ("toll", 15, "missing", "", Answer.SUPPORTED),
        ("toll", 24, "damage", "vehicles", Answer.ANOTHER_FIGURE),
        ("toll", 400, "killed", "Russia", Answer.SUPPORTED),
        ("week", 38, "killed", "", Answer.OTHER_MEASURE),
        ("week", 38, "remains_held", "", Answer.SUPPORTED),
        ("talks", 25, "killed", "", Answer.NO_FIGURE),
        ("talks", 6, "injured", "", Answer.NO_FIGURE),
        ("elsewhere", 6, "injured", "", Answer.NO_REPORT),
        ("uk", 12, "killed", "", Answer.NOT_READ),
    ],
)
def test_each_figure_has_its_answer(
    ledger: Path, cites: str, value: int, measure: str, whose: str, answer: Answer
) -> None:
    found = asked(ledger, cites, value, measure, whose=whose)
    assert found.answer is answer, found.why


def test_a_supported_figure_comes_with_its_sentence_at_its_place(ledger: Path) -> None:
    found = asked(ledger, AT, 12, "killed")
    text = " ".join(STRIKE.split())
    (told,) = found.passages
    assert text[told.sentence.start : told.sentence.end] == told.sentence.text
    assert told.sentence.text.startswith("At least 12 civilians were killed")


def test_another_place_or_day_is_another_figure_s(ledger: Path) -> None:
    assert asked(ledger, AT, 12, "killed", place="Odesa").answer is Answer.OTHER_MEASURE
    assert asked(ledger, AT, 12, "killed", place="Ukraine").answer is Answer.SUPPORTED


def test_an_earlier_state_that_says_so_is_told(ledger: Path) -> None:
    found = asked(ledger, AT, 9, "killed")
    assert found.answer is Answer.SUPPORTED
    assert "the newest no longer says so" in found.why


def test_what_several_reports_are_called_is_refused_by_row(ledger: Path) -> None:
    with pytest.raises(LedgerError, match=r"row 2, column 'report'.*several"):
        asked(ledger, "r-", 9, "killed")
