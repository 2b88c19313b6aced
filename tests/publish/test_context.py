"""What is held back, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from tollbook.errors import PublishError
from tollbook.model import Span
from tollbook.publish import PageReport, find_profile
from tollbook.publish.context import prepare

from . import war

INTERNAL, PUBLIC = find_profile("internal"), find_profile("public")


def test_reports_are_in_order_of_publication_and_undated_ones_last() -> None:
    shown = prepare(war.REPORTS, war.CLAIMS, [], INTERNAL).reports
    days = [s.report.published or date.max for s in shown]
    assert days == sorted(days)
    assert shown[-1].report.published is None


def test_a_restricted_report_and_its_claims_leave_under_no_public_profile() -> None:
    reports = [PageReport(war.STRIKE, restricted=True), PageReport(war.CONFIRMED)]
    claims = [*war.STRIKE_CLAIMS, *war.CONFIRMED_CLAIMS]
    inside = prepare(reports, claims, war.LINKS[:3], INTERNAL)
    outside = prepare(reports, claims, war.LINKS[:3], PUBLIC)
    assert len(inside.claims) == len(claims)
    assert {c.report_id for c in outside.claims} == {war.CONFIRMED.id}
    assert [s.report.id for s in outside.reports] == [war.CONFIRMED.id]
    assert len(outside.links) == 1


def test_a_report_that_is_restricted_in_the_ledger_is_held_back_without_being_named_so() -> None:
    closed = war.STRIKE.model_copy(update={"restricted": True})
    context = prepare([PageReport(closed), PageReport(war.CONFIRMED)], [], [], PUBLIC)
    assert [shown.report.id for shown in context.reports] == [war.CONFIRMED.id]


def test_a_name_known_from_a_restricted_report_is_masked_in_the_others() -> None:
    secret = war.report("secret", "Irma Dostal was killed.", "X", None, "")
    open_ = war.report(
        "open",
        "A woman, Irma Dostal, was killed.",
        "Y",
        None,
        "Irma Dostal killed",
        address="https://y.example/irma-dostal",
    )
    claims = [
        war.claim(secret, war.K, "Irma Dostal was killed", None, 1, 1, names=("Irma Dostal",)),
        war.claim(open_, war.K, "A woman, Irma Dostal, was killed", None, 1, 1),
    ]
    context = prepare([PageReport(secret, restricted=True), PageReport(open_)], claims, [], PUBLIC)
    assert context.claims[0].reading.evidence.text == "A woman, [name], was killed"
    assert context.reports[0].title == "[name] killed"
    assert context.reports[0].link is None


def test_rejected_claims_and_what_reviewers_wrote_stay_inside() -> None:
    context = prepare(war.REPORTS, war.CLAIMS, [], PUBLIC)
    assert {c.state for c in context.claims} == {"machine", "accepted", "unsure"}
    assert all(c.by is None and c.why is None and c.machine is None for c in context.claims)
    assert any(c.state == "rejected" for c in prepare(war.REPORTS, war.CLAIMS, [], INTERNAL).claims)


def test_a_copy_is_named_as_one() -> None:
    shown = {s.report.id: s for s in prepare(war.REPORTS, war.CLAIMS, [], INTERNAL).reports}
    assert shown[war.COPY.id].same_text_as == "Northern Press Agency"
    assert shown[war.AGENCY.id].same_text_as is None


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://x.example/a", True),
        ("http://x.example", True),
        ("javascript:alert(1)", False),
        ("file:///x", False),
        ("data:text/html,x", False),
        ("//x.example", False),
        ("x.example/a", False),
        ("http://[::1", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str | None, followed: bool) -> None:
    report = war.report("a", "text", "X", None, "", address=address)
    assert (prepare([PageReport(report)], [], [], INTERNAL).reports[0].link is not None) is followed


def test_a_claim_without_its_report_is_refused() -> None:
    with pytest.raises(PublishError, match=war.STRIKE_CLAIMS[0].id):
        prepare([], war.STRIKE_CLAIMS[:1], [], INTERNAL)


def test_evidence_that_is_not_in_the_text_is_refused() -> None:
    claim = war.STRIKE_CLAIMS[0]
    moved = claim.reading.model_copy(update={"evidence": Span(start=0, end=5, text="XXXXX")})
    wrong = replace(claim, claim=claim.claim.model_copy(update={"reading": moved}))
    with pytest.raises(PublishError, match="0-5"):
        prepare(war.REPORTS, [wrong], [], INTERNAL)


def test_colours_follow_first_appearance_and_swap_with_the_sides() -> None:
    assert prepare(war.REPORTS, war.CLAIMS, [], INTERNAL).colours == {"Vardia": 1, "Ostrel": 2}
