"""Coders at work against a workbench that listens: for the tests of many at once, and of one that is killed."""

from __future__ import annotations

import json
import multiprocessing
import re
import signal
import socket
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.context import ForkServerProcess

from tests.review.served import serve  # absolute: the process that is forked finds it by this name
from tollbook.ledger import Ledger

PASSWORD = "four words no link"
_FRESH = multiprocessing.get_context("forkserver")
_FRESH.set_forkserver_preload(["tests.review.served"])
_ITEM = re.compile(r'/claims/(m-\w+)/judge.*?name="seen" value="(\w+)"', re.DOTALL)


@dataclass
class Server:
    """A workbench in a process of its own, for a team, on a port that stays the same when it is begun again.

    The process is forked from one that has loaded the modules and opened nothing: a start costs no imports.
    """

    where: str
    port: int = 0
    process: ForkServerProcess | None = None

    def start(self) -> None:
        if not self.port:
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
        command = ["serve", "--ledger", self.where, "--port", str(self.port)]
        command += ["--address", f"http://127.0.0.1:{self.port}", "--policy", "ucdp"]
        told, says = _FRESH.Pipe(duplex=False)
        self.process = _FRESH.Process(target=serve, args=(says, command))
        self.process.start()
        says.close()
        with open(told.fileno(), encoding="utf-8", closefd=False) as lines:
            assert lines.readline()
        told.close()

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.join()
        assert self.process.exitcode == -signal.SIGKILL  # it did not end by itself before


@dataclass
class Coder:
    """Somebody who reviews what the queue shows them; `confirmed` are judgements that the page said were recorded."""

    name: str
    base: str
    confirmed: list[tuple[str, str]] = field(default_factory=list)
    slower: int = 0
    cookie: str = ""

    def join(self, ledger: Ledger) -> None:
        """Make an account by an invitation."""
        _, secret = ledger.people.invite("coder", "", "the console", timedelta(days=1))
        ledger.people.join(secret, self.name, "not a hash")
        account = ledger.people.account(self.name)
        assert account is not None
        self.cookie = ledger.people.start_session(account)

    def call(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {"Cookie": f"tollbook={self.cookie}", "Sec-Fetch-Site": "same-origin", "Tollbook-Part": "item"}
        data = None if form is None else urllib.parse.urlencode(form).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.base + path, data, headers), timeout=120) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def shown(self, query: str = "") -> list[tuple[str, str]]:
        """The claims of the queue's first page, each with the sign of how it stands."""
        status, page = self.call("/" + query)
        assert status == 200, page[:500]
        return _ITEM.findall(page)

    def judge(self, claim: str, sign: str, verdict: str = "accept") -> int:
        status, page = self.call(f"/claims/{claim}/judge", {"verdict": verdict, "seen": sign})
        if status == 200:
            self.confirmed.append((claim, verdict))
        elif status == 409:
            self.slower += 1
        else:
            raise AssertionError(f"{status}: {json.dumps(page[:500])}")
        return status


def judged(ledger: Ledger, claims: set[str]) -> list[tuple[str, str, str]]:
    """Every judgement that the ledger holds on these claims, as claim, verdict and person."""
    return [(c, str(e.verdict), str(e.by)) for c in claims for e in ledger.history(c) if e.kind == "judged"]
