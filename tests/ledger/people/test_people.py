"""Those who work on a ledger, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.ledger.conftest import Places, places, postgres, postgres_server
from tests.ledger.made import claims_of, report
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.ledger.people import Account, People
from tollbook.ledger.people.failures import LONGEST_WAIT, wait
from tollbook.ledger.people.sessions import IDLE, LONGEST
from tollbook.ledger.schema_people import PEOPLE

__all__ = ["places", "postgres", "postgres_server"]

DAY = timedelta(days=1)


class House:
    """A ledger's people, with a clock that is set by hand."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.now = ledger, datetime(2031, 3, 1, 9, tzinfo=UTC)
        self.people = People(ledger._database, lambda: self.now)

    def account(self, name: str, role: str = "coder") -> Account:
        _, secret = self.people.invite(role, "", "the console", DAY)
        return self.people.join(secret, name, "a hash")


@pytest.fixture
def house(places: Places) -> Iterator[House]:
    yield House(places.open())


def test_an_invitation_makes_one_account(house: House) -> None:
    invitation, secret = house.people.invite("coder", "Ana from the office", "the console", DAY)
    assert house.people.invitation(secret) == invitation
    account = house.people.join(secret, "  Ana   Lind ", "a hash")
    assert (account.name, account.role, account.closed) == ("Ana Lind", "coder", None)
    with pytest.raises(LedgerError, match="was used, withdrawn, or has expired"):
        house.people.join(secret, "Another", "a hash")
    assert house.people.invitations() == []
    assert [a.name for a in house.people.accounts()] == ["Ana Lind"]


def test_an_invitation_ends_by_time_or_by_hand(house: House) -> None:
    _, late = house.people.invite("coder", "", "the console", DAY)
    withdrawn, secret = house.people.invite("coder", "", "the console", 3 * DAY)
    house.now += DAY + timedelta(seconds=1)
    assert house.people.invitation(late) is None
    assert house.people.invitations() == [withdrawn]
    house.people.withdraw_invitation(withdrawn.id)
    for used in (late, secret, "guessed", ""):
        with pytest.raises(LedgerError, match="Ask for a new one"):
            house.people.join(used, "Ana", "a hash")
    with pytest.raises(LedgerError, match="no such invitation"):
        house.people.withdraw_invitation(withdrawn.id)
    assert house.people.accounts() == []


def test_an_invitation_that_many_use_at_once_makes_one_account(house: House) -> None:
    _, secret = house.people.invite("coder", "", "the console", DAY)
    refused: list[str] = []

    def join(name: str) -> None:
        try:
            house.people.join(secret, name, "a hash")
        except LedgerError:
            refused.append(name)

    threads = [threading.Thread(target=join, args=(f"Coder {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(house.people.accounts()) == 1
    assert len(refused) == 5


@pytest.mark.parametrize("name", ["ANA LIND", "ana  lind", "\uff21na Lind"])
def test_no_two_accounts_have_names_that_read_alike(house: House, name: str) -> None:
    house.account("Ana Lind")
    with pytest.raises(LedgerError, match="that name is taken"):
        house.account(name)
    assert len(house.people.invitations()) == 1  # and the invitation is still good for another name


@pytest.mark.parametrize("name", ["", "   ", "a" * 81, "Ana\x07Lind", "Ana \u202elind"])
def test_a_name_is_one_that_a_judgement_can_carry(house: House, name: str) -> None:
    with pytest.raises(LedgerError, match="printable characters"):
        house.account(name)


def test_a_session_ends_for_good(house: House) -> None:
    ana = house.account("Ana")
    first, second = house.people.start_session(ana), house.people.start_session(ana)
    assert first != second
    assert house.people.of_session(first) == ana
    assert house.people.count_sessions() == {"Ana": 2}
    house.people.end_session(first)
    assert house.people.of_session(first) is None
    assert house.people.of_session(second) == ana
    assert house.people.of_session("guessed") is None
    house.people.end_sessions(ana)
    assert house.people.of_session(second) is None


def test_a_session_ends_when_it_is_not_used_and_when_it_is_old(house: House) -> None:
    ana = house.account("Ana")
    idle, kept = house.people.start_session(ana), house.people.start_session(ana)
    made = house.now
    while house.now - made + IDLE <= LONGEST:
        house.now += IDLE
        assert house.people.of_session(kept) == ana
    assert house.people.of_session(idle) is None
    house.now = made + LONGEST + timedelta(seconds=1)
    assert house.people.of_session(kept) is None


def test_a_new_password_ends_all_sessions_but_its_own(house: House) -> None:
    ana = house.account("Ana")
    old = house.people.start_session(ana)
    fresh = house.people.set_password(ana, "another hash")
    assert house.people.of_session(old) is None
    found = house.people.of_session(fresh)
    assert found is not None
    assert found.password == "another hash"


def test_a_closed_account_opens_nothing(house: House) -> None:
    ana, _ = house.account("Ana"), house.account("Ruth", "admin")
    session, (token, secret) = house.people.start_session(ana), house.people.make_token(ana, "export", "reader")
    assert house.people.of_token(secret) is not None
    house.people.close_account("ana")
    assert house.people.of_session(session) is None
    assert house.people.of_token(secret) is None
    house.people.reopen_account("Ana")
    assert house.people.of_session(session) is None  # it is let in again by its password only
    assert house.people.of_token(secret) is None
    assert house.people.tokens(ana) == []
    assert token.name == "export"


def test_the_last_admin_stays(house: House) -> None:
    house.account("Ruth", "admin")
    with pytest.raises(LedgerError, match="is the last admin"):
        house.people.close_account("Ruth")
    with pytest.raises(LedgerError, match="is the last admin"):
        house.people.set_role("Ruth", "reader")
    house.account("Ana", "admin")
    house.people.set_role("Ruth", "reader")
    assert {a.name: a.role for a in house.people.accounts()} == {"Ana": "admin", "Ruth": "reader"}
    with pytest.raises(LedgerError, match="nobody of that name"):
        house.people.set_role("Nobody", "reader")


def test_a_token_is_revoked_by_whose_it_is(house: House) -> None:
    ana, ben = house.account("Ana"), house.account("Ben")
    token, secret = house.people.make_token(ana, "export", "reader")
    with pytest.raises(LedgerError, match="you have no such token"):
        house.people.revoke_token(ben, token.id)
    found = house.people.of_token(secret)
    assert found is not None
    assert (found[0], found[1].id) == (ana, token.id)
    house.people.revoke_token(ana, token.id)
    assert house.people.of_token(secret) is None
    with pytest.raises(LedgerError, match="needs a name"):
        house.people.make_token(ana, " ", "reader")


def test_failures_make_everybody_wait_twice_as_long_each_time(house: House) -> None:
    tried = [("account:ana", 3), ("address:192.0.2.1", 100)]
    waits = []
    for _ in range(8):
        while (left := house.people.attempt(tried)) > timedelta():
            waits.append(left)
            house.now += left
    assert waits == [timedelta(seconds=s) for s in (1, 2, 4, 8, 16)]
    other = [("account:ben", 3), ("address:192.0.2.1", 100)]
    assert house.people.attempt(other) == timedelta()  # another account does not wait for this one's failures
    house.people.succeeded("account:ana", "address:192.0.2.1")
    assert house.people.attempt(tried) == timedelta()
    assert wait(1000, 3) == LONGEST_WAIT


def test_an_address_is_limited_across_accounts(house: House) -> None:
    for n in range(5):
        assert house.people.attempt([(f"account:{n}", 3), ("address:192.0.2.1", 5)]) == timedelta()
    assert house.people.attempt([("account:new", 3), ("address:192.0.2.1", 5)]) > timedelta()
    assert house.people.attempt([("account:new", 3), ("address:192.0.2.2", 5)]) == timedelta()
    house.now += 2 * DAY
    assert house.people.attempt([("account:new", 3), ("address:192.0.2.1", 5)]) == timedelta()


def test_attempts_at_once_are_counted_each(house: House) -> None:
    free: list[timedelta] = []
    threads = [
        threading.Thread(target=lambda: free.append(house.people.attempt([("account:ana", 3), ("address:x", 99)])))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert free.count(timedelta()) == 3


def test_what_was_done_is_told_newest_first(house: House) -> None:
    for n in range(5):
        house.people.note("Ana" if n % 2 else "Ben", "judged", about=f"m-{n}", address="192.0.2.1")
    told = house.people.activities()
    assert [a.about for a in told] == ["m-4", "m-3", "m-2", "m-1", "m-0"]
    assert [a.about for a in house.people.activities(who="Ana")] == ["m-3", "m-1"]
    assert [a.about for a in house.people.activities(before=told[1].id, limit=2)] == ["m-2", "m-1"]


def test_reports_are_given_to_people(house: House) -> None:
    run = house.ledger.start_run("tollbook.extract.1")
    ids = []
    for n in (1, 2, 3):
        house.ledger.add_report_with_claims(report(n), None, run.id, claims_of(report(n), n))
        ids.append(report(n).id)
    assert house.people.assign(ids, "Ana", "Ruth") == 3
    assert house.people.assign(ids[:1], "Ana", "Ruth") == 0
    assert house.people.assign(ids[:1], "Ben", "Ruth") == 1
    assert house.people.take_back(ids[1:2], "Ana") == 1
    assert {(a.report_id, a.name) for a in house.people.assignments()} == {
        (ids[0], "Ana"), (ids[2], "Ana"), (ids[0], "Ben"),
    }  # fmt: skip
    assert [a.name for a in house.people.assignments(report=ids[0])] == ["Ana", "Ben"]
    assert [a.report_id for a in house.people.assignments(name="Ben")] == ids[:1]


def test_no_secret_is_stored(house: House) -> None:
    ana = house.account("Ana")
    session = house.people.start_session(ana)
    _, token = house.people.make_token(ana, "export", "reader")
    _, link = house.people.invite("coder", "", "the console", DAY)
    with house.ledger._database.read() as conn:
        stored = repr([conn.execute(select(table)).all() for table in PEOPLE])
    assert not [secret for secret in (session, token, link) if secret in stored]


def test_the_log_and_its_dump_hold_nobody(house: House, tmp_path_factory: pytest.TempPathFactory) -> None:
    house.people.start_session(house.account("Ana Lind"))
    folder = tmp_path_factory.mktemp("dump") / "all"
    house.ledger.dump(folder)
    assert "Ana Lind" not in "".join(path.read_text("utf-8") for path in folder.rglob("*.json*"))
