"""The workbench's page of the dead: chains that open on the words, filters, and what readers may not see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ledger.conftest import Places
from tests.ledger.made import changed
from tests.publish import war
from tollbook.model import Claim, Measure, Report

from .conftest import Opened, fill, opened


def bodies() -> list[Claim]:
    """The strike's claims as claims about remains: held, and returned in an exchange."""
    first, second, *_ = [c.claim for c in war.STRIKE_CLAIMS]
    return [
        changed(first, measure=Measure.REMAINS_HELD),
        changed(second, measure=Measure.REMAINS_RETURNED, remains_detail=("exchanged",)),
    ]


@pytest.fixture
def shown(places: Places) -> Iterator[Opened]:
    where = places.new()
    ledger = places.open(where)
    reports: list[Report] = [war.STRIKE]
    fill(ledger, reports, bodies())
    yield opened(where, ledger)


def test_each_status_stands_with_its_speaker_rule_and_words(shown: Opened) -> None:
    page = shown.client.get("/dead").text
    assert "it is no finding that a rule was kept or broken" in page
    assert "relevant to rule 114" in page
    held, swapped = bodies()
    for claim in (held, swapped):
        assert f'href="/claims/{claim.id}"' in page
    assert "exchanged" in page
    assert '<a href="/dead" aria-current="page">The dead</a>' in page


def test_groups_are_asked_for_by_status_and_rule(shown: Opened) -> None:
    assert "<blockquote>" in shown.client.get("/dead?status=exchanged").text
    assert "No claim about the dead or the missing fits" in shown.client.get("/dead?rule=117").text
    for wrong in ("status=lost", "rule=99"):
        answer = shown.client.get(f"/dead?{wrong}")
        assert answer.status_code in (400, 404, 422)


def test_a_page_beyond_the_last_is_empty_and_leads_back(shown: Opened) -> None:
    page = shown.client.get("/dead?start=40").text
    assert 'rel="prev" href="/dead"' in page
