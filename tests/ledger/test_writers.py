from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import Table, func, select

from tests.ledger.conftest import Places
from tests.ledger.made import claims_of, fill, judgement, record_judgement, report
from tollbook.ledger import Ledger, chain, schema
from tollbook.model import Publication

ROOT = Path(__file__).parents[2]


def start(where: str, first: int, count: int, by: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.writer", where, str(first), str(count), by]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def seqs(ledger: Ledger) -> list[int]:
    with ledger._database.read() as conn:
        return [seq for table in schema.LOG for seq in conn.execute(select(table.c.seq)).scalars()]


def last_seq(ledger: Ledger) -> int:
    with ledger._database.read() as conn:
        return int(conn.execute(select(schema.state.c.last_seq)).scalar_one())


def check_whole(ledger: Ledger, numbers: range) -> None:
    """Every report is there once with all its claims; the log has no gap and no double; the chain is whole."""
    expected = {report(number).id: {c.id for c in claims_of(report(number), number)} for number in numbers}
    found: dict[str, set[str]] = {}
    claims = ledger.claims()
    for c in claims:
        found.setdefault(c.report_id, set()).add(c.id)
    assert found == expected
    assert len(claims) == 4 * len(numbers)
    assert Counter(r.id for r in ledger.reports()) == Counter(list(expected))
    assert sorted(seqs(ledger)) == list(range(1, last_seq(ledger) + 1))
    assert ledger.verify().ok
    rows = ledger.projection_rows()
    ledger.rebuild()
    assert ledger.projection_rows() == rows


def test_a_killed_writer_leaves_no_half_report_and_the_next_one_finishes(places: Places) -> None:
    where, rng = places.new(), random.Random(11)
    ledger = places.open(where)
    for _ in range(3):
        process = start(where, 1, 24, "Ana")
        assert process.stdout is not None
        for _line in range(rng.randint(1, 9)):
            process.stdout.readline()
        process.kill()
        process.wait()
        process.stdout.close()
        done = [r.given_id for r in ledger.reports()]
        check_whole(ledger, range(1, len(done) + 1))
    process = start(where, 1, 24, "Ana")
    outcomes = Counter(line.split()[-1] for line in process.communicate()[0].splitlines())
    assert process.returncode == 0
    assert outcomes["known"] == len(done)
    assert outcomes["known"] + outcomes["read"] == 24
    check_whole(ledger, range(1, 25))


def test_writers_at_once_fork_no_chain_and_lose_no_row(places: Places) -> None:
    where = places.new()  # not made yet: the writers also race to make the tables
    overlapping = [start(where, first, 12, by) for first, by in ((1, "Ana"), (7, "Ben"), (13, "Cleo"))]
    for process in overlapping:
        output = process.communicate()[0]
        assert process.returncode == 0, output
    ledger = places.open(where)
    check_whole(ledger, range(1, 25))
    with ledger._database.read() as conn:
        judgements = schema.judgements
        assert conn.execute(select(func.count(func.distinct(judgements.c.previous)))).scalar_one() == 24
    assert ledger.verify().judgements == 24
    assert len(ledger.runs()) == 3


CROWD = {"sqlite": 5, "postgres": 20}
"""How many write at once, each over a connection of its own."""
ROUNDS = 3


def publication(name: str, ledger: Ledger) -> Publication:
    return Publication(
        id=f"p-{name}",
        title="Casualty record",
        policies=("latest",),
        profile="public",
        draft=False,
        at="2031-06-01T12:00:00+00:00",
        seq=ledger.last_seq(),
        head=ledger.head(),
        manifest="0" * 64,
    )


def test_a_crowd_with_publications_among_them_keeps_one_chain(places: Places) -> None:
    where = places.new()
    ledger = places.open(where)
    claims = [claim.id for claim in fill(ledger, range(1, 6))]
    number = CROWD[places.kind]
    ready = threading.Barrier(number)

    def write(who: int) -> None:
        rng = random.Random(who)
        with Ledger.open(where, timeout=120) as own:
            ready.wait()
            for turn in range(ROUNDS):
                own.judge(judgement(rng.choice(claims), "correct", by=f"Writer {who}", count__low=turn))
                if who % 2:
                    own.note_publication(publication(f"{who}-{turn}", own))
                else:
                    own.judge_record(record_judgement(f"i-{who}", by=f"Writer {who}"))
                    own.judge(judgement(rng.choice(claims), "accept", by=f"Writer {who}"))

    with ThreadPoolExecutor(number) as pool:
        list(pool.map(write, range(number)))
    found = ledger.verify()
    assert found.ok, found.faults
    judges, publishers = number - number // 2, number // 2
    assert found.covered["judgements"] == ROUNDS * (number + judges)
    assert found.covered["record_judgements"] == ROUNDS * judges
    assert {one.id for one in ledger.publications()} == {
        f"p-{who}-{turn}" for who in range(1, number, 2) for turn in range(ROUNDS)
    }
    assert len(ledger.publications()) == ROUNDS * publishers
    assert sorted(seqs(ledger)) == list(range(1, last_seq(ledger) + 1))
    linked = [row for table in chain.TABLES for row in _links(ledger, table)]
    assert len({previous for _, previous in linked}) == len(linked) == found.length  # nobody follows the same row
    assert {previous for _, previous in linked} - {hash_ for hash_, _ in linked} == {""}


def _links(ledger: Ledger, table: Table) -> list[tuple[str, str]]:
    with ledger._database.read() as conn:
        return [(row.hash, row.previous) for row in conn.execute(select(table.c.hash, table.c.previous))]
