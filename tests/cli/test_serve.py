"""`tollbook serve`: on this machine alone, with an address whose token lets in."""

from __future__ import annotations

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


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])
def test_no_address_that_others_reach(ledger: Path, host: str) -> None:
    done = tollbook("serve", "--ledger", ledger, "--host", host)
    assert done.returncode == 2
    assert f"--host {host}: other machines could reach it, and there are no accounts yet" in done.stderr


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
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
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
