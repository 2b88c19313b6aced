"""Fetching from a server on this machine, which only a test permits."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from tests.read.test_items import ATOM
from tollbook import Ledger
from tollbook.read.fetch import Fetched, IpAddress, Validators, fetch, is_public
from tollbook.read.outcome import UnreadableError
from tollbook.run.feeds import Memory, fetch_feeds, is_address
from tollbook.run.reading import read_into_ledger


class Handler(BaseHTTPRequestHandler):
    feed = ATOM.format(place="Karsk").encode()
    asked: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        Handler.asked.append(self.headers.get("If-None-Match"))
        if self.path == "/round":
            self._answer(302, {"Location": "/round"})
        elif self.path == "/inside":
            self._answer(302, {"Location": "http://10.0.0.1/feed"})
        elif self.path == "/file":
            self._answer(302, {"Location": "file:///etc/passwd"})
        elif self.path == "/gone":
            self._answer(410, {})
        elif self.path == "/endless":
            self._answer(200, {}, b"x" * 200_000)
        elif self.headers.get("If-None-Match") == '"1"':
            self._answer(304, {})
        else:
            self._answer(200, {"ETag": '"1"', "Last-Modified": "Tue, 02 Mar 2021 10:00:00 GMT"}, self.feed)

    def _answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    Handler.asked.clear()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()


def this_machine(ip: IpAddress) -> bool:
    return str(ip) == "127.0.0.1"


def get(address: str, known: Validators | None = None) -> Fetched:
    return fetch(address, known or Validators(), max_bytes=100_000, permitted=this_machine)


def test_a_feed_is_fetched_once_and_then_only_where_it_has_changed(server: str) -> None:
    first = get(f"{server}/feed")
    assert first.raw == Handler.feed
    assert get(f"{server}/feed", first.validators) == Fetched(f"{server}/feed", None, first.validators)
    assert Handler.asked == [None, '"1"']


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/round", "redirects more than"),
        ("/inside", "no public address"),
        ("/file", "only http and https"),
        ("/gone", "answers 410"),
        ("/endless", "over the limit"),
    ],
)
def test_where_a_server_leads_is_checked(server: str, path: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        get(server + path)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://169.254.169.254/latest", "http://0/", "http://0x7f.1/",
     "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::a00:1]/"],
)  # fmt: skip
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(UnreadableError, match=r"no public address|not found"):
        fetch(address, Validators(), max_bytes=1000)


@pytest.mark.parametrize(
    "address", ["ftp://a.example/", "file:///etc/passwd", "http://a:b@c.example/", "http://", "gopher://x/"]
)
def test_other_schemes_and_passwords_are_refused(address: str) -> None:
    assert is_address(address) or address == "http://"
    with pytest.raises(UnreadableError):
        fetch(address, Validators(), max_bytes=1000)


@pytest.mark.parametrize(
    ("ip", "public"),
    [("8.8.8.8", True), ("10.1.1.1", False), ("100.64.0.1", False), ("2002:a00:1::", False), ("fe80::1", False),
     ("2606:4700::1", True), ("224.0.0.1", False), ("::ffff:127.0.0.1", False)],
)  # fmt: skip
def test_which_addresses_are_public(ip: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(ip)) is public


def test_feeds_are_read_into_a_ledger_and_changed_entries_are_revisions(server: str, tmp_path: Path) -> None:
    where, address, pauses = str(tmp_path / "a.ledger"), f"{server}/feed", list[float]()
    memory = Memory(where, tmp_path)

    def once(*addresses: str) -> dict[str, int]:
        feeds = fetch_feeds(addresses, memory, max_bytes=100_000, permitted=this_machine, sleep=pauses.append)
        manifest = read_into_ledger([], where, feeds=feeds)
        memory.keep(feeds.sent)
        return {ending.value: number for ending, number in manifest.counts.items() if number}

    assert once(address, f"{server}/gone") == {"read": 1, "failed": 1}
    assert pauses == [2.0]
    assert once(address) == {"known": 1}
    Handler.feed = ATOM.format(place="Karsk and Dolna").encode()
    try:
        (tmp_path / "feeds.json").unlink()  # so that it is fetched whole
        assert once(address) == {"read": 1}
    finally:
        Handler.feed = ATOM.format(place="Karsk").encode()
    with Ledger.open(where, create=False) as ledger:
        assert [report.outcome for report in ledger.reports()] == ["read", "revision"]
