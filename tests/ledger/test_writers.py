from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from sqlalchemy import func, select

from tests.ledger.conftest import Places
from tests.ledger.made import claims_of, report
from tollbook.ledger import Ledger, schema

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
