"""`tollbook people`: who may use a ledger's workbench."""

from __future__ import annotations

from pathlib import Path

import pytest

from tollbook.ledger import Ledger

from .conftest import tollbook


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "war.ledger"):
        return tmp_path / "war.ledger"


def joined(ledger: Path, name: str, role: str) -> None:
    link = tollbook("people", "invite", "--ledger", ledger, "--role", role).stdout.strip()
    with Ledger.open(ledger) as opened:
        opened.people.join(link.partition("token=")[2], name, "a hash")


def test_roles_and_accounts_are_set_from_the_console(ledger: Path) -> None:
    assert "nobody has an account" in tollbook("people", "list", "--ledger", ledger).stderr
    joined(ledger, "Ruth Oren", "admin")
    joined(ledger, "Ana Lind", "coder")
    assert tollbook("people", "role", "ana lind", "reviewer", "--ledger", ledger).stdout == "Ana Lind: reviewer\n"
    assert tollbook("people", "close", "Ana Lind", "--ledger", ledger).returncode == 0
    listed = tollbook("people", "list", "--ledger", ledger).stdout
    assert "reviewer" in listed and "closed" in listed
    assert tollbook("people", "reopen", "Ana Lind", "--ledger", ledger).returncode == 0
    last = tollbook("people", "close", "Ruth Oren", "--ledger", ledger)
    assert last.returncode != 0
    assert "is the last admin" in last.stderr
    with Ledger.open(ledger) as opened:
        told = [(a.who, a.what) for a in opened.people.activities()]
    assert ("the console", "closed an account") in told


def test_an_invitation_is_withdrawn_from_the_console(ledger: Path) -> None:
    tollbook("people", "invite", "--ledger", ledger, "--note", "Ben")
    with Ledger.open(ledger) as opened:
        (invitation,) = opened.people.invitations()
    assert f"(invitation {invitation.id}) Ben" in tollbook("people", "list", "--ledger", ledger).stdout
    assert tollbook("people", "withdraw", invitation.id, "--ledger", ledger).returncode == 0
    assert "nobody has an account" in tollbook("people", "list", "--ledger", ledger).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("invite", "--role", "king"), "king"),
        (("invite", "--address", "review.example.org"), "write it with http:// or https://"),
        (("role", "Nobody", "coder"), "nobody of that name"),
        (("withdraw", "v-0"), "no such invitation"),
    ],
)
def test_what_cannot_be_is_said(ledger: Path, arguments: tuple[str, ...], said: str) -> None:
    done = tollbook("people", *arguments, "--ledger", ledger)
    assert done.returncode != 0
    assert said in done.stderr
