"""Many coders at once, and a workbench that is killed: no confirmed judgement is lost, none is there twice."""

from __future__ import annotations

import os
import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.ledger.conftest import Places
from tests.ledger.made import claims_of, report
from tollbook.ledger import Ledger
from tollbook.review.queue import PAGE

from .conftest import fill
from .crowd import Coder, Server, judged

COUNTS = {"sqlite": 5, "postgres": 20}
"""How many coders work at once on each database."""
JUDGEMENTS, REPORTS = 4, 8
"""Judgements that each of them makes, of the claims of so many reports (four each)."""
KILLS = int(os.environ.get("TOLLBOOK_SOAK_KILLS", "3"))
KILLED_REPORTS = 3 + KILLS // 8
"""More kills, more reports: a judgement costs more, the more there are on its claim."""


@pytest.fixture
def made(places: Places) -> Iterator[tuple[str, Ledger, set[str], str]]:
    where = places.new()
    ledger = places.open(where)
    claims = [claim for n in range(REPORTS) for claim in claims_of(report(n), n)]
    fill(ledger, [report(n) for n in range(REPORTS)], claims)
    yield where, ledger, {claim.id for claim in claims}, places.kind


def test_many_at_once_lose_no_judgement_and_see_each_others(made: tuple[str, Ledger, set[str], str]) -> None:
    where, ledger, claims, kind = made
    server = Server(where)
    ledger.people.invite("coder", "", "the console", timedelta(days=1))
    server.start()
    try:
        coders = [Coder(f"Coder {n}", f"http://127.0.0.1:{server.port}") for n in range(COUNTS[kind])]
        for coder in coders:
            coder.join(ledger)
        ready = threading.Barrier(len(coders))

        def work(coder: Coder) -> None:
            rng = random.Random(coder.name)
            ready.wait()
            for _ in range(JUDGEMENTS):
                claim, sign = rng.choice(coder.shown("?state=all"))
                coder.judge(claim, sign, rng.choice(("accept", "reject", "unsure")))

        with ThreadPoolExecutor(len(coders)) as pool:
            list(pool.map(work, coders))
        confirmed = Counter((claim, verdict, coder.name) for coder in coders for claim, verdict in coder.confirmed)
        stored = Counter((c, v, by) for c, v, by in judged(ledger, claims))
        assert stored == confirmed
        assert confirmed.total() + sum(coder.slower for coder in coders) == JUDGEMENTS * len(coders)
        assert confirmed.total() >= len(coders)
        assert ledger.verify().ok
        last = ledger.claims()
        pages = [coder.call("/?state=accepted")[1] for coder in coders[:2]]
        accepted = [claim.id for claim in last if claim.state == "accepted"]
        assert all(claim in page for page in pages for claim in accepted[:25])
    finally:
        server.kill()


def killed(where: str, ledger: Ledger, claims: set[str], kills: int, seed: int) -> tuple[int, list[str]]:
    """Review while the workbench is killed at random moments; how many judgements were confirmed, and the faults."""
    rng, server = random.Random(seed), Server(where)
    pages = -(-len(claims) // PAGE)

    def shown() -> tuple[str, str]:
        return rng.choice(coder.shown(f"?state=all&page={rng.randint(1, pages)}"))

    server.start()
    coder = Coder("Coder", f"http://127.0.0.1:{server.port}")
    coder.join(ledger)
    untold: list[tuple[str, str]] = []
    for _ in range(kills):
        first, sign = shown()
        coder.judge(first, sign)  # so that it is awake
        timer = threading.Timer(rng.uniform(0.0, 1.0), server.kill)
        timer.start()
        claim = verdict = ""
        try:
            while True:
                claim = ""
                claim, sign = shown()
                verdict = rng.choice(("accept", "reject", "unsure"))
                coder.judge(claim, sign, verdict)
        except (HTTPException, OSError):
            untold += [(claim, verdict)] if claim else []  # it was stored or not: nobody was told
        timer.join()
        server.start()
    server.kill()
    stored, confirmed = Counter((c, v) for c, v, _ in judged(ledger, claims)), Counter(coder.confirmed)
    faults = [f"lost: {missing}" for missing in (confirmed - stored)]
    faults += [f"not asked for, or twice: {extra}" for extra in (stored - confirmed - Counter(untold))]
    if not ledger.verify().ok:
        faults.append("the chain of judgements is broken")
    return confirmed.total(), faults


def test_a_killed_workbench_loses_nothing_that_it_confirmed(tmp_path: Path) -> None:
    where = str(tmp_path / "war.ledger")
    claims = [claim for n in range(KILLED_REPORTS) for claim in claims_of(report(n), n)]
    with Ledger.open(where) as ledger:
        fill(ledger, [report(n) for n in range(KILLED_REPORTS)], claims)
        ledger.people.invite("coder", "", "the console", timedelta(days=1))
        number, faults = killed(where, ledger, {claim.id for claim in claims}, KILLS, 7)
    assert faults == []
    assert number >= KILLS
