from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.made import claims_of, counted, fill, judgement, report
from tollbook.errors import LedgerError, SettingsError
from tollbook.ledger import Ledger
from tollbook.model import Measure
from tollbook.run.adding import Written, add_claim
from tollbook.run.agreeing import Agreement, agreement, coders_of


@pytest.fixture
def where(tmp_path: Path) -> str:
    path = str(tmp_path / "war.ledger")
    with Ledger.open(path) as ledger:
        fill(ledger, (1, 2, 3))
    return path


def judge(where: str, by: str, verdicts: dict[int, Any], number: int = 1) -> None:
    """Let somebody judge claims of a report: a verdict, or the low count that is right."""
    claims = claims_of(report(number), number)
    with Ledger.open(where) as ledger:
        for i, verdict in verdicts.items():
            if isinstance(verdict, str):
                ledger.judge(judgement(claims[i].id, verdict, by=by))
            else:
                ledger.judge(judgement(claims[i].id, "correct", by=by, count__low=verdict, count__high=verdict))


def field(found: Agreement, name: str) -> Any:
    return next(one for one in found.fields if one.field == name)


def test_two_coders_are_compared_on_the_claims_that_both_judged(where: str) -> None:
    judge(where, "Ann", {0: "accept", 1: 20, 2: "reject", 3: "accept"})
    judge(where, "Bo", {0: "accept", 1: 30, 2: "accept"})
    found = agreement(where, "Ann", "Bo")
    assert (found.reports, found.claims, found.informed) == (1, 3, 3)
    claim, low = field(found, "claim"), field(found, "count.low")
    assert (claim.units, claim.percent.value) == (3, pytest.approx(2 / 3))
    assert (low.units, low.percent.value, low.level) == (2, 0.5, "ratio")
    assert field(found, "victims.party").percent.value == 1


def test_what_one_set_is_not_the_other_s_word(where: str) -> None:
    judge(where, "Ann", {0: 500})
    with Ledger.open(where) as ledger:
        first = claims_of(report())[0]
        ledger.judge(judgement(first.id, "correct", by="Bo", victims__party="Norland"))
    found = agreement(where, "Ann", "Bo", fields=("count", "victims.party"))
    assert [(one.field, one.percent.value) for one in found.fields] == [("count", 0), ("victims.party", 0)]


def test_the_last_word_counts_and_unsure_is_left_out(where: str) -> None:
    judge(where, "Ann", {0: 20, 1: "unsure", 2: "accept"})
    with Ledger.open(where) as ledger:
        first = claims_of(report())[0]
        ledger.judge(judgement(first.id, "correct", by="Ann", day=2, count__low=30, count__high=30))
    judge(where, "Bo", {0: 30, 1: "accept", 2: "accept"})
    found = agreement(where, "Ann", "Bo")
    assert (found.claims, found.unsure) == (2, 1)
    assert field(found, "count.low").percent.value == 1


def test_the_machine_is_a_coder_with_its_newest_reading(where: str) -> None:
    judge(where, "Ann", {0: "accept", 1: 20, 2: "reject"})
    found = agreement(where, "Ann", "machine")
    assert (found.claims, field(found, "claim").percent.value) == (3, pytest.approx(2 / 3))
    assert field(found, "count.low").percent.value == 0.5
    r = report()
    with Ledger.open(where) as ledger:
        claims = claims_of(r)
        ledger.store_run(r.id, ledger.start_run("rules.2").id, [claims[0], counted(claims[1], 20), claims[3]])
    found = agreement(where, "Ann", "machine")
    assert (field(found, "claim").percent.value, field(found, "count.low").percent.value) == (1, 1)


def test_claims_added_by_each_are_paired_by_their_words(where: str) -> None:
    text = report().text
    for by, words, count in (("Ann", text[:40], "four"), ("Bo", text[:46], "five")):
        add_claim(where, Written(by=by, words=words, measure=Measure.INJURED, count=count, report="row-1"))
    add_claim(where, Written(by="Ann", words=text[-30:], measure=Measure.MISSING, count="two", report="row-1"))
    found = agreement(where, "Ann", "Bo")
    assert (found.claims, found.overlapping, found.one_sided) == (1, 1, 0)
    assert field(found, "count").percent.value == 0
    judge(where, "Bo", dict.fromkeys(range(4), "accept"))  # now it is known that Bo went through the report to the end
    found = agreement(where, "Ann", "Bo")
    assert (found.claims, found.overlapping, found.one_sided) == (2, 1, 1)
    assert field(found, "claim").percent.value == 0.5
    missed = agreement(where, "Ann", "machine")
    assert (missed.claims, missed.one_sided, field(missed, "claim").percent.value) == (2, 2, 0)


def test_offices_that_coded_apart_and_merged_their_ledgers_were_blind(where: str, tmp_path: Path) -> None:
    with Ledger.open(where) as ledger:
        ledger.dump(tmp_path / "dump")
    other = str(tmp_path / "other.ledger")
    Ledger.restore(tmp_path / "dump", other).close()
    judge(where, "Ann", {0: "accept", 1: 20})
    judge(other, "Bo", {0: "accept", 1: 20})
    with Ledger.open(where) as ledger, Ledger.open(other) as theirs:
        ledger.merge(theirs)
    found = agreement(where, "Ann", "Bo")
    assert (found.claims, found.informed) == (2, 0)


def test_agreement_is_refused_with_the_reason_where_two_share_no_report(where: str) -> None:
    judge(where, "Ann", {0: "accept"})
    judge(where, "Bo", {0: "accept"}, number=2)
    with pytest.raises(LedgerError, match="Ann and Bo share no report: Ann judged claims of 1, Bo of 1"):
        agreement(where, "Ann", "Bo")
    with pytest.raises(LedgerError, match="Cleo: has judged no claim in this ledger; those who have: Ann, Bo"):
        agreement(where, "Ann", "Cleo")
    with pytest.raises(SettingsError, match="between two coders"):
        agreement(where, "Ann", "Ann")
    with pytest.raises(SettingsError, match=r"--field colour: not known; choose among claim, measure"):
        agreement(where, "Ann", "Bo", fields=("colour",))


def test_coders_are_listed_by_the_reports_that_they_judged(where: str) -> None:
    judge(where, "Ann", {0: "accept"})
    judge(where, "Bo", {0: "accept", 1: "reject"})
    judge(where, "Bo", {0: "accept"}, number=2)
    assert coders_of(where) == {"Bo": 2, "Ann": 1}


def test_days_are_compared_on_their_scale(where: str) -> None:
    first, second, *_ = claims_of(report())
    with Ledger.open(where) as ledger:
        for by, days in (("Ann", (4, 20)), ("Bo", (5, 20))):
            for claim, number in zip((first, second), days, strict=True):
                day = date(2031, 5, number).isoformat()
                ledger.judge(judgement(claim.id, "correct", by=by, when__start=day))
    start = field(agreement(where, "Ann", "Bo"), "when.start")
    assert (start.units, start.percent.value, start.gwet_name) == (2, 0.5, "AC2")
    assert start.alpha.value == pytest.approx(0.99, abs=0.01)
