"""A process that writes into a ledger, started by the tests: reports with claims, each followed by a judgement.

It says on its output what it has stored, so that a test can kill it at a moment of its choice.
"""

from __future__ import annotations

import sys

from tests.ledger.made import claims_of, judgement, report
from tollbook.ledger import Ledger


def say(line: str) -> None:
    """Write a line at once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(where: str, first: int, count: int, by: str) -> None:
    """Add `count` reports beginning with number `first`."""
    with Ledger.open(where, timeout=120) as ledger:
        run = ledger.start_run("rules.1")
        say("started")
        for number in range(first, first + count):
            r = report(number)
            claims = claims_of(r, number)
            added = ledger.add_report_with_claims(r, r.text.encode(), run.id, claims)
            if added.outcome != "known":
                ledger.judge(judgement(claims[0].id, "correct", by=by, count__low=number))
            say(f"{number} {added.outcome}")
        ledger.end_run(run.id)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
