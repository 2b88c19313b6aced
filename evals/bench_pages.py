"""`python -m evals.bench_pages`: the database time of the workbench's pages, in a small ledger and a large one.

The ceiling: twice the time with a million claims that it is with ten thousand. Most claims are copies of a few, made
in SQL under other ids, since what reports say does not matter here. CPU time inside transactions is measured, and
both ledgers by turns, so that a busy machine does not decide.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, event, text

from tollbook import Ledger
from tollbook.ledger import Wanted, schema
from tollbook.ledger.claim_words import add_words
from tollbook.ledger.codec import words
from tollbook.model import Judgement, Mention
from tollbook.review.access import Person
from tollbook.review.asking import AskedDay
from tollbook.review.bench import Workbench
from tollbook.review.cases import cases_page
from tollbook.review.coding_views import codings_page
from tollbook.review.curve import AskedCurve, curve_page
from tollbook.review.dead import AskedDead, dead_page
from tollbook.review.house_views import work_page
from tollbook.review.incidents import AskedIncidents, incident_page, incidents_page
from tollbook.review.mapping import map_page
from tollbook.review.project_routes import project_page
from tollbook.review.queue import Asked
from tollbook.review.searching import search_page
from tollbook.review.series import one_series_page, series_page
from tollbook.review.sources import source_page, sources_page
from tollbook.review.views import item_part, queue_page, report_page, reports_page
from tollbook.run.houses import HOUSES, load_policies
from tollbook.run.reconciling import reconcile_at

from .made_claims import FIRST, made, made_bulletins
from .made_ledger import made_ledger

RATIO = 2.0
ROUNDS = 15
BASE = 1_000
"""So many claims are made up; all others are copies."""
BULLETINS, SERIES, SIDE = 60, 6, "Party 1 0"
"""So many of these are running totals, of so many sources, about people of one side."""
MEMORY = 4 << 20
"""KiB of a ledger that may be in memory while it is filled with copies."""
STEP = 1 << 24
"""What sequence numbers and positions of a copy are ahead of those of the copy before."""
SPREAD = 50
"""People by which copies of a claim that moves a toll move theirs more, at most: no two wars have the same figures."""
WHO, AT = Person("Ida Kell"), "2026-01-05T09:00:00Z"
NEW_ID = "(SELECT new FROM copied WHERE old = {})"
MARKED = "{} || :mark"
TOTAL = 'reading LIKE \'%"extent":"cumulative"%\''
"""Running totals: each copy's are about a side of their own, as further wars have further sides."""
NAMED = f'"party":"{SIDE}'
OF_ONE_REPORT = "CASE WHEN {0} IN (SELECT id FROM first_sources) THEN {0} || :mark ELSE {0} END"
"""Whoever speaks under a name speaks in all copies."""
JUDGED, GIVEN = 100, 20
"""So many claims of the first thousand are accepted by the person of the bench, and so many reports given to her."""
TURN = f"CASE WHEN turn < 0 THEN turn - :step / {STEP} % {SPREAD} ELSE turn END"
COPIED: Mapping[str, Mapping[str, str]] = {
    "texts": {"seq": "seq + :step", "id": MARKED.format("id")},
    "reports": {
        "seq": "seq + :step",
        "id": MARKED.format("id"),
        "text_id": MARKED.format("text_id"),
        "revision_key": "NULL",
    },
    "mentions": {
        "seq": "seq + :step",
        "id": NEW_ID.format("id"),
        "report_id": MARKED.format("report_id"),
        "text_id": MARKED.format("text_id"),
    },
    "readings": {"seq": "seq + :step", "mention_id": NEW_ID.format("mention_id")},
    "current_claims": {
        "mention_id": NEW_ID.format("mention_id"),
        "report_id": MARKED.format("report_id"),
        "position": "position + :step * 1048576",
        "turn": TURN,
        "party": f"CASE WHEN {TOTAL} THEN party || :mark ELSE party END",
        "reading": f"CASE WHEN {TOTAL} THEN replace(reading, '{NAMED}', '{NAMED}' || :mark) ELSE reading END",
    },
    "claim_names": {
        "mention_id": NEW_ID.format("mention_id"),
        "position": "position + :step * 1048576",
        "turn": TURN,
    },
    "running_counts": {"party": "party || :mark"},
    "influence": {"mention_id": NEW_ID.format("mention_id"), "cell": MARKED.format("cell")},
    "claim_cells": {
        "mention_id": NEW_ID.format("mention_id"),
        "report_id": MARKED.format("report_id"),
        "cell": MARKED.format("cell"),
    },
    "links": {"a": NEW_ID.format("a"), "b": NEW_ID.format("b"), "cell": MARKED.format("cell")},
    "subjects": {"id": MARKED.format("id"), "cell": MARKED.format("cell")},
    "subject_heads": {"subject_id": MARKED.format("subject_id")},
    "subject_claims": {"subject_id": MARKED.format("subject_id"), "mention_id": NEW_ID.format("mention_id")},
    "subject_events": {"seq": "seq + :step", "subject_id": MARKED.format("subject_id")},
    "dependences": {"a": MARKED.format("a"), "b": MARKED.format("b"), "cell": MARKED.format("cell")},
    "source_cells": {"source_id": OF_ONE_REPORT.format("source_id"), "cell": MARKED.format("cell")},
    "sources": {"id": MARKED.format("id")},
}
"""What becomes other in a copy of each table's rows."""


def ledger_of(where: Path, claims: int) -> Ledger:
    """A ledger of so many claims, reconciled: the record of the first thousand, again and again under other ids."""
    told, reports, _ = made(BASE - BULLETINS)
    for number in range(SERIES):
        totals, bulletins = made_bulletins(number, BULLETINS // SERIES)
        told += totals
        reports += bulletins
    ledger = made_ledger(where, told, reports)
    reconcile_at(str(where))
    for claim in ledger.queue(Wanted(), skip=JUDGED, take=JUDGED):
        ledger.judge(Judgement(mention=claim.id, verdict="accept", by=WHO.name, at=AT))
    ledger.people.assign([report.id for _, report in ledger.reports_after(0, limit=GIVEN)], WHO.name, WHO.name)
    known = [claim.mention for claim in ledger.claims()]
    texts = {report.text_id: ledger.text(report.text_id) for report in ledger.reports()}
    with ledger._database.write() as w:
        w.conn.execute(text(f"PRAGMA cache_size = {-MEMORY}"))
        _set_apart(w.conn, texts)
        copies = range(1, claims // BASE)
        for copy in copies:
            _copy(w.conn, known, copy)
        _add_words(w.conn)
        for counted in (
            "claim_totals",
            "names",
            "map_spots",
            "map_days",
        ):  # copies lie where and when the first ones do
            w.conn.execute(text(f"UPDATE {counted} SET number = number * :n"), {"n": max(1, claims // BASE)})
        named = "UPDATE sources SET claims = claims * :n WHERE id NOT IN (SELECT id FROM first_sources)"
        w.conn.execute(text(named + " AND instr(id, '~') = 0"), {"n": max(1, claims // BASE)})
        w.last_seq += len(copies) * STEP
        w.conn.execute(text("UPDATE record_state SET made_to = :last"), {"last": w.last_seq})
    with ledger._database.engine.connect() as plain:  # years of work, not one transaction that nobody has put away yet
        plain.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    ledger.close()
    return Ledger.open(where)


def _set_apart(conn: Connection, texts: Mapping[str, str]) -> None:
    """The rows that are copied, so that no copy is copied again."""
    conn.execute(text("CREATE TEMP TABLE copied (old TEXT PRIMARY KEY, new TEXT)"))
    for table in COPIED:
        conn.execute(text(f"CREATE TEMP TABLE first_{table} AS SELECT * FROM {table}"))
    conn.execute(text("DELETE FROM first_sources WHERE json_extract(body, '$.report') IS NULL"))
    conn.execute(text("CREATE UNIQUE INDEX temp.ix_first_sources ON first_sources (id)"))
    conn.execute(text("CREATE TEMP TABLE said (seq INTEGER, words TEXT)"))
    seqs = conn.execute(text("SELECT id, seq FROM texts")).all()
    said = [{"seq": row.seq, "words": " ".join(words(texts[row.id]))} for row in seqs]
    conn.execute(text("INSERT INTO said VALUES (:seq, :words)"), said)


def _copy(conn: Connection, mentions: Sequence[Mention], number: int) -> None:
    """The rows of the first claims once more, under other ids."""
    given = {"step": number * STEP, "mark": f"~{number}"}
    ends = [{"report_id": f"{m.report_id}~{number}", "text_id": f"{m.text_id}~{number}"} for m in mentions]
    moved = [(m.id, m.model_copy(update=end).id) for m, end in zip(mentions, ends, strict=True)]
    conn.execute(text("DELETE FROM copied"))
    conn.execute(text("INSERT INTO copied VALUES (:old, :new)"), [{"old": old, "new": new} for old, new in moved])
    for table, changes in COPIED.items():
        names = [row[1] for row in conn.execute(text(f"PRAGMA table_info({table})"))]
        values = ", ".join(changes.get(name, f'"{name}"') for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        _run(conn, f"INSERT INTO {table} ({columns}) SELECT {values} FROM first_{table}", given)
    _run(conn, f"INSERT INTO {schema.TEXT_INDEX} (rowid, words) SELECT seq + :step, words FROM said", given)
    claims = "SELECT m.seq + :step, c.words FROM first_mentions m JOIN first_current_claims c ON c.mention_id = m.id"
    _run(conn, f"INSERT INTO {schema.CLAIM_INDEX} (rowid, words) {claims}", given)


def _add_words(conn: Connection) -> None:
    """Keep the words of the copies' claims in the order of the queue, which SQL does not work out."""
    query = text("SELECT state, turn, position, words FROM current_claims WHERE instr(report_id, '~') > 0")
    for some in conn.execute(query).mappings().partitions(10_000):
        add_words(conn, some)


def _run(conn: Connection, query: str, given: Mapping[str, object]) -> None:
    conn.execute(text(query), {key: value for key, value in given.items() if f":{key}" in query})


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
    incident = ledger.subjects_of_claims([claim.id])[claim.id][0][0]
    series = ledger.list_by_size("series", limit=1)[0].id
    source = ledger.list_sources(limit=1)[0][0].id
    then, now = AskedDay(as_of=str(FIRST + timedelta(days=1000))), AskedDay()
    return {
        "queue": lambda: queue_page(bench, Asked(), WHO),
        "queue, page 40": lambda: queue_page(bench, Asked(page=40), WHO),
        "queue as in the reports": lambda: queue_page(bench, Asked(order="reading"), WHO),
        "queue of one measure": lambda: queue_page(bench, Asked(measure="injured"), WHO),
        "queue of all states": lambda: queue_page(bench, Asked(state="all"), WHO),
        "queue, judged by me": lambda: queue_page(bench, Asked(state="accepted", mine=True), WHO),
        "queue of one party": lambda: queue_page(bench, Asked(party=SIDE), WHO),
        "queue of a source": lambda: queue_page(bench, Asked(source="ministry of region c"), WHO),
        "queue of no source": lambda: queue_page(bench, Asked(source="nobody at all"), WHO),
        "queue of a place": lambda: queue_page(bench, Asked(place="town 1 1 1"), WHO),
        "queue of no place": lambda: queue_page(bench, Asked(place="nowhere at all"), WHO),
        "queue with two words": lambda: queue_page(bench, Asked(text="killed country"), WHO),
        "queue with a word of none": lambda: queue_page(bench, Asked(text="unheard-of"), WHO),
        "queue, given to me": lambda: queue_page(bench, Asked(given=WHO.name), WHO),
        "reports": lambda: reports_page(bench, WHO, 0),
        "report": lambda: report_page(bench, claim.report_id, claim.id, WHO),
        "claim": lambda: item_part(bench, claim.id, WHO, editing=True),
        "incidents": lambda: incidents_page(bench, AskedIncidents(), WHO),
        "incidents of a country": lambda: incidents_page(bench, AskedIncidents(country="AB"), WHO),
        "incidents of a place": lambda: incidents_page(bench, AskedIncidents(place="town 1 1 1"), WHO),
        "incidents since a day": lambda: incidents_page(bench, AskedIncidents(since=then.as_of, until=then.as_of), WHO),
        "incidents as of a day": lambda: incidents_page(bench, AskedIncidents(day=then), WHO),
        "incident": lambda: incident_page(bench, incident, now, WHO),
        "incident as of a day": lambda: incident_page(bench, incident, then, WHO),
        "series": lambda: series_page(bench, "", WHO),
        "one series": lambda: one_series_page(bench, series, now, WHO),
        "curve": lambda: curve_page(bench, AskedCurve(), WHO),
        "curve of one party": lambda: curve_page(bench, AskedCurve(parties=(SIDE,)), WHO),
        "the dead": lambda: dead_page(bench, AskedDead(), WHO),
        "cases": lambda: cases_page(bench, 0, WHO),
        "sources": lambda: sources_page(bench, "", WHO),
        "one source": lambda: source_page(bench, source, WHO),
        "map": lambda: map_page(bench, AskedIncidents(), "", WHO),
        "map of a country": lambda: map_page(bench, AskedIncidents(country="AB"), "", WHO),
        "map as of a day": lambda: map_page(bench, AskedIncidents(day=then), "", WHO),
        "map since a day": lambda: map_page(bench, AskedIncidents(since=then.as_of), "", WHO),
        "map, close": lambda: map_page(bench, AskedIncidents(), "3,0,6,3", WHO),
        "search, claims": lambda: search_page(bench, "killed", "claims", None, WHO),
        "search, reports, two words": lambda: search_page(bench, "killed bulletin", "reports", None, WHO),
        "project": lambda: project_page(bench, WHO, ledger.project()),
        "work": lambda: work_page(bench, WHO),
        "double codings": lambda: codings_page(bench, WHO),
    }


def made_id(ledger: Ledger) -> str:
    """The first claim of the queue."""
    return ledger.queue(Wanted(), take=1)[0].id


def kept_ledger(folder: Path, claims: int) -> tuple[Path, Ledger]:
    """The ledger of so many claims in a folder: made there unless it was made and finished before."""
    where, done = folder / f"bench-{claims}.ledger", folder / f"bench-{claims}.made"
    if done.exists():
        return where, Ledger.open(where)
    where.unlink(missing_ok=True)
    ledger = ledger_of(where, claims)
    done.touch()
    return where, ledger


def measured(small: int, large: int, rounds: int, kept: Path | None = None) -> dict[str, tuple[float, float]]:
    """The median milliseconds of database time of each page with so few and with so many claims, by turns."""
    with tempfile.TemporaryDirectory() as made, ExitStack() as held:
        benches = []
        for claims in (small, large):
            where, opened = kept_ledger(kept or Path(made), claims)
            ledger = held.enter_context(opened)
            benches.append((Stopwatch(ledger), pages(where, ledger)))
        found = {}
        for name in benches[0][1]:
            times: tuple[list[float], list[float]] = ([], [])
            for _ in range(rounds + 1):
                for took, (watch, shown) in zip(times, benches, strict=True):
                    watch.seconds = 0.0
                    shown[name]()
                    took.append(1000 * watch.seconds)
            found[name] = (statistics.median(times[0][1:]), statistics.median(times[1][1:]))  # the first is cold
        return found


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench_pages", description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the ledgers there, and take those that are")
    options = parser.parse_args(argv)
    small, large = options.claims // 100, options.claims
    found = measured(small, large, options.rounds, options.keep)
    print(f"database time of a page, ms of CPU, with {small:,} and {large:,} claims (SQLite):")
    failed = []
    for name, (before, after) in found.items():
        ratio = after / before
        print(f"  {name:<26} {before:7.2f} {after:7.2f}  x{ratio:.2f}")
        if ratio > RATIO:
            failed.append(f"{name}: x{ratio:.2f} is over x{RATIO}")
    for line in failed:
        print(f"bench: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
