"""`tollbook serve`: for oneself by an address whose token lets in, for a team by accounts."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tollbook.ledger import Ledger

from .conftest import tollbook

PROGRAM = "import sys; from tollbook.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "war.ledger"):
        return tmp_path / "war.ledger"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--host", "0.0.0.0"), "give --address too"),
        (("--host", "::"), "give --address too"),
        (("--host", "0.0.0.0", "--address", "https://review.example.org"), "nobody has an account yet"),
        (("--host", "192.0.2.7"), "nobody has an account yet"),
        (("--address", "https://review.example.org"), "nobody has an account yet"),
        (("--host", "example.org"), "is no address of this machine"),
        (("--address", "review.example.org"), "write it as https://review.example.org"),
        (("--address", "https://review.example.org/path"), "with no path behind"),
        (("--address", "https://review.example.org:x"), "cannot be read"),
    ],
)
def test_others_come_in_by_accounts_alone(ledger: Path, options: tuple[str, ...], said: str) -> None:
    done = tollbook("serve", "--ledger", ledger, "--port", "0", *options)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_port_that_is_taken_is_said_so(ledger: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.listen()
        done = tollbook("serve", "--ledger", ledger, "--port", str(other.getsockname()[1]))
    assert done.returncode == 2
    assert "give another, or 0 for any that is free" in done.stderr


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert tollbook("serve", "--ledger", tmp_path / "none.ledger", "--port", "0").returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_the_printed_address_opens_the_workbench_until_it_is_stopped(ledger: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "serve", "--ledger", str(ledger), "--port", "0", "--by", "Ida Kell"]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=buffered) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address.split("/enter")[0], timeout=60)
        assert refused.value.code == 401
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(address, timeout=60) as page:
            assert "Nothing is left to review" in page.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0


def test_a_team_comes_in_by_invitation(ledger: Path) -> None:
    address = "https://review.example.org"
    link = tollbook("people", "invite", "--ledger", ledger, "--role", "admin", "--address", address)
    assert link.stdout.startswith(f"{address}/join?token=")
    assert "for one admin" in link.stderr
    assert "until" in tollbook("people", "list", "--ledger", ledger).stdout
    command = [sys.executable, "-c", PROGRAM, "serve", "--ledger", str(ledger), "--port", "0", "--address", address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline().strip() == address
        port = process.stderr.readline().partition("listening at 127.0.0.1:")[2].partition(";")[0]
        join = f"http://127.0.0.1:{port}/join?{link.stdout.strip().partition('?')[2]}"
        named = urllib.request.Request(join, headers={"Host": "review.example.org"})
        with urllib.request.urlopen(named, timeout=60) as page:
            assert "Join as admin" in page.read().decode()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60)
        assert refused.value.code == 421  # under the name alone that was given
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
