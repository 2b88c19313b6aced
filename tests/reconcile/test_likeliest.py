"""The likeliest figures of an incident."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.reconcile.made_events import OSK, claim, report
from tollbook.errors import SettingsError
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.figure_features import LEDE, Account, alone, both, told
from tollbook.reconcile.harm_words import kinds_in, words_in
from tollbook.reconcile.likeliest import figures, narrowest, read_weights

TITLE = "Two killed, four wounded in market blast"


def said(number: int, measure: str, low: int | None, evidence: str, start: int = 0) -> FlatClaim:
    of = report(f"q{number}", "2024-03-12", "")
    return replace(claim(of, number, low, "2024-03-11", OSK), measure=measure, evidence=evidence, start=start)


def account(*claims: FlatClaim, main: bool = True) -> Account:
    return Account(claims, TITLE, f"{TITLE}\n\nTwo people were killed and four wounded on Monday.", main)


DEAD = said(1, "killed", 2, "Two killed")
HURT = said(2, "injured", 4, "four wounded in market blast", 12)


def test_what_title_and_text_say_is_likeliest() -> None:
    made = figures([account(DEAD, HURT), account(DEAD, HURT)])
    assert (made["killed"].best, made["injured"].best) == (2, 4)
    assert made["killed"].low <= 2 <= made["killed"].high


def test_a_range_widens_where_accounts_differ() -> None:
    more = replace(DEAD, low=5, high=5)
    agreed = figures([account(DEAD, HURT), account(DEAD, HURT)])["killed"]
    torn = figures([account(DEAD, HURT), account(more, HURT)])["killed"]
    assert torn.high - torn.low > agreed.high - agreed.low


def test_the_order_of_accounts_changes_nothing() -> None:
    accounts = [account(DEAD, HURT), account(replace(DEAD, low=3, high=3)), account(HURT)]
    assert figures(accounts) == figures(accounts[::-1])


def test_without_any_claim_words_alone_decide() -> None:
    made = figures([Account((), "Woman dies of wounds", "Woman dies of wounds\n\nShe died on Monday.")])
    assert made["killed"].best == 1


@pytest.mark.parametrize(("field", "value"), [("stance", "denied"), ("superseded", True), ("set_aside", True)])
def test_denied_and_replaced_claims_speak_for_no_number(field: str, value: object) -> None:
    assert not told([account(replace(DEAD, **{field: value}))]).support


def test_accounts_have_equal_shares() -> None:
    found = told([account(DEAD, HURT), account(replace(DEAD, low=3, high=3))])
    assert found.highest["K", 2] == found.highest["K", 3] == 0.5
    assert {0, 1, 2, 3, 4, 5, 6} <= set(found.numbers)


def test_titles_speak_only_of_what_the_report_is_about() -> None:
    assert told([account(DEAD)]).words["title killed"] == 1
    aside = told([account(DEAD, main=False)])
    assert not aside.words
    assert {where for _, where, _ in aside.support} == {"elsewhere"}


def test_features_say_in_words_what_speaks() -> None:
    found = told([account(DEAD, HURT, said(3, "casualties", 6, "six people", start=len(TITLE) + LEDE + 1))])
    assert alone(found, "killed", 2)["killed: Kd in title says so"] == 1
    assert alone(found, "killed", 3)["killed: Kd in title says one less"] == 1
    assert both(found, 2, 4)["both: C in text says their sum"] == 1


def test_the_narrowest_range_holds_its_share() -> None:
    made = narrowest((0, 1, 2, 5), np.array([0.05, 0.5, 0.35, 0.1]), 0.8)
    assert (made.low, made.best, made.high) == (1, 1, 2)


def test_words_of_harm() -> None:
    assert kinds_in("one died, two were wounded") == "dw"
    assert kinds_in("people were shot") == ""
    assert words_in("A murder-suicide, police say") == {"murder-suicide", "police"}


def test_a_broken_file_says_where() -> None:
    with pytest.raises(SettingsError, match="line 2"):
        read_weights("# weights\nkilled: is 1")
