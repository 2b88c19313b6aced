"""The bench of pages, on few claims."""

from __future__ import annotations

from pathlib import Path

from evals.bench_pages import BASE, JUDGED, SIDE, Stopwatch, ledger_of, pages
from tollbook.ledger import Wanted
from tollbook.ledger.codec import fold


def test_copies_are_claims_like_those_that_they_were_made_from(tmp_path: Path) -> None:
    where = tmp_path / "bench.ledger"
    with ledger_of(where, 2 * BASE) as ledger:
        assert ledger.totals() == {("machine", False): 2 * (BASE - JUDGED), ("accepted", False): 2 * JUDGED}
        first = ledger.queue(Wanted(), take=50)
        assert {claim.report_id.partition("~")[2] for claim in first} == {"", "1"}
        sides = {one.party for one in ledger.running_totals()}
        assert sides == {fold(SIDE), f"{fold(SIDE)}~1"}
        watch = Stopwatch(ledger)
        for page in pages(where, ledger).values():
            before = watch.seconds
            page()
            assert watch.seconds > before
