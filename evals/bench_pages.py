"""`python -m evals.bench_pages`: the database time of the workbench's pages, in a small ledger and a large one.

The ceiling: twice the time with a million claims that it is with ten thousand. Most claims are copies of a few, made
in SQL under other ids, since what reports say does not matter here. CPU time inside transactions is measured, so that
a busy machine does not decide.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, text

from tollbook import Ledger
from tollbook.ledger import RecordChange, StoredInfluence, Wanted
from tollbook.model import Mention
from tollbook.review.access import Person
from tollbook.review.bench import Workbench
from tollbook.review.queue import Asked
from tollbook.review.views import item_part, queue_page, report_page
from tollbook.run.houses import HOUSES, load_policies, mark_of

from .made_claims import made
from .made_ledger import made_ledger

RATIO = 2.0
ROUNDS = 15
BASE = 1_000
"""So many claims are made up; all others are copies."""
STEP = 1 << 24
"""What sequence numbers and positions of a copy are ahead of those of the copy before."""
WHO = Person("Ida Kell")
NEW_ID = "(SELECT new FROM copied WHERE old = {})"
COPIED: Mapping[str, Mapping[str, str]] = {
    "reports": {"seq": "seq + :step", "id": "id || :mark", "revision_key": "NULL"},
    "mentions": {"seq": "seq + :step", "id": NEW_ID.format("id"), "report_id": "report_id || :mark"},
    "readings": {"seq": "seq + :step", "mention_id": NEW_ID.format("mention_id")},
    "current_claims": {
        "mention_id": NEW_ID.format("mention_id"),
        "report_id": "report_id || :mark",
        "position": "position + :step * 1048576",
    },
    "influence": {"mention_id": NEW_ID.format("mention_id")},
}
"""What becomes other in a copy of each table's rows."""


def ledger_of(where: Path, claims: int) -> Ledger:
    """A ledger of so many claims, three in four of which move a toll."""
    flat, reports, _ = made(BASE)
    ledger = made_ledger(where, flat, reports)
    ids = [claim.id for claim in ledger.claims()]
    body: dict[str, Any] = {"subject": "i-1", "name": "Kesh", "measure": "killed", "policy": "UCDP"}
    body |= {"now": [1, 1, 9], "without": None}
    moved = [StoredInfluence(id_, "XV", n * n % 997, body) for n, id_ in enumerate(ids) if n % 4]
    mark = mark_of(load_policies(HOUSES))
    ledger.replace_record(RecordChange("bench", ledger.last_seq(), frozenset(), influence=moved, policies=mark))
    with ledger._database.write() as w:
        w.conn.execute(text("CREATE TEMP TABLE copied (old TEXT PRIMARY KEY, new TEXT)"))
        mentions = [claim.mention for claim in ledger.claims_by_id(ids)]
        for copy in range(1, claims // BASE):
            _copy(w.conn, mentions, copy)
        w.conn.execute(text("UPDATE claim_totals SET number = number * :n"), {"n": max(1, claims // BASE)})
    return ledger


def _copy(conn: Connection, mentions: Sequence[Mention], number: int) -> None:
    """The rows of the made-up claims once more, under other ids."""
    mark = f"~{number}"
    moved = [(m.id, m.model_copy(update={"report_id": m.report_id + mark}).id) for m in mentions]
    conn.execute(text("DELETE FROM copied"))
    conn.execute(text("INSERT INTO copied VALUES (:old, :new)"), [{"old": old, "new": new} for old, new in moved])
    for table, changes in COPIED.items():
        first = "position < :first * 1048576" if table == "current_claims" else "seq < :first"
        own = "mention_id IN (SELECT old FROM copied)" if table == "influence" else first
        names = [row[1] for row in conn.execute(text(f"PRAGMA table_info({table})"))]
        values = ", ".join(changes.get(name, f'"{name}"') for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        given = {"step": number * STEP, "mark": mark, "first": STEP}
        query = text(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {own}")
        conn.execute(query, {key: value for key, value in given.items() if f":{key}" in str(query)})


class Stopwatch:
    """CPU seconds inside transactions of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.seconds = 0.0
        self._begun = 0.0
        engine = ledger._database.engine
        event.listen(engine, "begin", self._begin)
        event.listen(engine, "commit", self._end)
        event.listen(engine, "rollback", self._end)

    def _begin(self, _: Connection) -> None:
        self._begun = time.process_time()

    def _end(self, _: Connection) -> None:
        self.seconds += time.process_time() - self._begun


def pages(where: Path, ledger: Ledger) -> dict[str, Callable[[], object]]:
    """The pages that are measured, by what they are."""
    bench = Workbench(str(where), ledger, load_policies(HOUSES))
    claim = ledger.claims_by_id([made_id(ledger)])[0]
    return {
        "queue": lambda: queue_page(bench, Asked(), WHO),
        "queue, page 40": lambda: queue_page(bench, Asked(page=40), WHO),
        "queue as in the reports": lambda: queue_page(bench, Asked(order="reading"), WHO),
        "queue of one measure": lambda: queue_page(bench, Asked(measure="injured"), WHO),
        "queue of all states": lambda: queue_page(bench, Asked(state="all"), WHO),
        "queue, judged by me": lambda: queue_page(bench, Asked(state="accepted", mine=True), WHO),
        "report": lambda: report_page(bench, claim.report_id, claim.id, WHO),
        "claim": lambda: item_part(bench, claim.id, WHO, editing=True),
    }


def made_id(ledger: Ledger) -> str:
    """The first claim of the queue."""
    return ledger.queue(Wanted(), take=1)[0].id


def measured(claims: int, rounds: int) -> dict[str, float]:
    """The median milliseconds of database time of each page."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "bench.ledger"
        with ledger_of(where, claims) as ledger:
            watch, found = Stopwatch(ledger), {}
            for name, page in pages(where, ledger).items():
                page()
                times = []
                for _ in range(rounds):
                    watch.seconds = 0.0
                    page()
                    times.append(1000 * watch.seconds)
                found[name] = statistics.median(times)
            return found


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench_pages", description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(argv)
    small, large = options.claims // 100, options.claims
    before, after = measured(small, options.rounds), measured(large, options.rounds)
    print(f"database time of a page, ms of CPU, with {small:,} and {large:,} claims (SQLite):")
    failed = []
    for name, took in after.items():
        ratio = took / before[name]
        print(f"  {name:<26} {before[name]:7.2f} {took:7.2f}  x{ratio:.2f}")
        if ratio > RATIO:
            failed.append(f"{name}: x{ratio:.2f} is over x{RATIO}")
    for line in failed:
        print(f"bench: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
