"""The workbench's page of rival totals in one curve: an estimate, of the claims that a person may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.ledger.conftest import Places
from tests.ledger.made import changed, judgement
from tests.publish import war
from tollbook.ledger import Filter, Ledger, StoredClaim
from tollbook.model import Claim, Comparator, Count, Extent, Measure, Report, SourceKind, Speaker, Victims, Window
from tollbook.review import curve

from .conftest import Opened, fill, opened

START = date(2031, 1, 1)


def totals() -> list[Claim]:
    """Two institutes' running totals of one side's killed."""
    base = war.STRIKE_CLAIMS[0].claim
    out = []
    for n, (name, figure) in enumerate(
        [
            ("Institute A", 1000),
            ("Institute B", 1300),
            ("Institute A", 2100),
            ("Institute B", 2600),
            ("Institute A", 3000),
        ]
    ):
        day = START + timedelta(days=30 * (n + 1))
        claim = changed(
            base,
            measure=Measure.KILLED,
            extent=Extent.CUMULATIVE,
            count=Count(low=figure, high=figure, comparator=Comparator.EXACT, text=f"{figure:,}"),
            victims=Victims(party="Velimor", status="combatant", text="soldiers"),
            source=(Speaker(name=name, kind=SourceKind.NGO),),
            when=Window(start=START, end=day),
        )
        out.append(claim.model_copy(update={"mention": claim.mention.model_copy(update={"ordinal": n + 5})}))
    return out


@pytest.fixture
def shown(places: Places) -> Iterator[Opened]:
    where = places.new()
    ledger = places.open(where)
    reports: list[Report] = [war.STRIKE]
    fill(ledger, reports, totals())
    yield opened(where, ledger)


def test_the_curve_stands_with_each_claims_pull_and_is_no_count(shown: Opened) -> None:
    page = shown.client.get("/curve").text
    assert "An estimate of estimates: no count, and in no toll." in page
    assert page.count("an estimate, not a count; in no toll") >= 2
    assert 'class="band"' in page
    for claim in totals():
        assert f'href="/claims/{claim.id}"' in page
    assert "<h3>Claims and their pull</h3>" in page
    assert '<a href="/curve">' in shown.client.get("/series").text


def test_another_choice_of_weights_gives_another_page_and_a_wrong_one_a_remedy(shown: Opened) -> None:
    assert "every source weighs the same" in shown.client.get("/curve?equal=sources&party=Velimor").text
    assert "No claim gives a running total of missing." in shown.client.get("/curve?measure=missing").text
    for wrong, told in (
        ("equal=nobody", "it must be claims or sources"),
        ("measure=ghosts", "it must be one of killed"),
    ):
        answer = shown.client.get(f"/curve?{wrong}")
        assert answer.status_code in (400, 404, 422)
        assert told in answer.text


def test_whose_totals_nobody_tells_is_said(shown: Opened) -> None:
    answer = shown.client.get("/curve?party=Nobody")
    assert answer.status_code in (400, 404, 422)
    assert "it has running totals of Velimor" in answer.text


def test_the_page_reads_the_running_totals_that_it_draws_and_no_others(
    shown: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Filter | None] = []
    read = Ledger.claims

    def noted(ledger: Ledger, wanted: Filter | None = None) -> list[StoredClaim]:
        asked.append(wanted)
        return read(ledger, wanted)

    monkeypatch.setattr(Ledger, "claims", noted)
    assert 'class="band"' in shown.client.get("/curve?party=velimor").text
    assert asked == [Filter(measure="killed", party="velimor", running=True)]


def test_parties_beyond_those_listed_are_asked_for_by_name(shown: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.ledger.judge(judgement(totals()[4].id, "correct", victims__party="Ostrava"))
    monkeypatch.setattr(curve, "LISTED", 1)
    page = shown.client.get("/curve").text
    assert 'value="Velimor"' in page
    assert 'value="Ostrava"' not in page
    assert "of 1 other party" in page
    assert "No curve: a curve needs 4 figures" in shown.client.get("/curve?party=&party=Ostrava").text
