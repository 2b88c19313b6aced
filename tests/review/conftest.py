"""A workbench on a ledger of invented reports, called without a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from tests.ledger.conftest import Places, places, postgres, postgres_server
from tests.publish import war
from tollbook.ledger import Filter, Ledger, StoredClaim
from tollbook.model import Claim, Report
from tollbook.reconcile import load_policy
from tollbook.review import Person, Sessions, Workbench, make_app

__all__ = ["places", "postgres", "postgres_server"]

HOST = "127.0.0.1:8765"
OURS = {"sec-fetch-site": "same-origin"}
WHO = "Ida Kell"


def fill(ledger: Ledger, reports: Sequence[Report], claims: Sequence[Claim]) -> None:
    """Store reports with their claims, as an extraction does."""
    run = ledger.start_run("tollbook.extract.1")
    for report in reports:
        ledger.add_report_with_claims(report, None, run.id, [c for c in claims if c.mention.report_id == report.id])
    ledger.end_run(run.id)


STRIKE = [claim.claim for claim in war.STRIKE_CLAIMS]
HOSTILE = [claim.claim for claim in war.HOSTILE_CLAIMS]


@dataclass
class Opened:
    """A workbench with somebody in it."""

    bench: Workbench
    sessions: Sessions
    client: TestClient

    @property
    def ledger(self) -> Ledger:
        """The workbench's ledger."""
        return self.bench.ledger

    def now(self, claim_id: str) -> StoredClaim:
        """A claim as it is in the ledger."""
        (found,) = self.ledger.claims(Filter(id=claim_id))
        return found

    def sign(self, claim_id: str) -> str:
        """The sign that a form made now would send back."""
        from tollbook.review.bench import seen

        return seen(self.now(claim_id))

    def post(self, path: str, **form: str) -> int:
        """Post a form as our own page does, without following; the status of the answer."""
        return self.client.post(path, data=form, headers=OURS).status_code

    def judge(self, claim_id: str, verdict: str) -> int:
        """Judge a claim as it is."""
        return self.post(f"/claims/{claim_id}/judge", verdict=verdict, seen=self.sign(claim_id))


def opened(where: str, ledger: Ledger, person: Person | None = None) -> Opened:
    """A workbench on a ledger, with the person's session in the client."""
    sessions = Sessions(person or Person(WHO))
    bench = Workbench(where, ledger, [load_policy("ucdp")])
    app = make_app(bench, sessions, hosts=frozenset((HOST,)))
    client = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)
    client.get(f"/enter?token={sessions.token}")
    return Opened(bench, sessions, client)


@pytest.fixture
def review(places: Places) -> Iterator[Opened]:
    """Somebody at the workbench of a new ledger, once in SQLite and once in PostgreSQL."""
    where = places.new()
    ledger = places.open(where)
    fill(ledger, [war.STRIKE, war.HOSTILE], [*STRIKE, *HOSTILE])
    yield opened(where, ledger)


@pytest.fixture
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The same in SQLite alone, for what no database has a part in."""
    with _in_a_file(tmp_path_factory) as review:
        yield review


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The same for all tests of a module that change nothing in it."""
    with _in_a_file(tmp_path_factory) as review:
        yield review


@contextmanager
def _in_a_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    where = str(tmp_path_factory.mktemp("review") / "war.ledger")
    with Ledger.open(where) as ledger:
        fill(ledger, [war.STRIKE, war.HOSTILE], [*STRIKE, *HOSTILE])
        yield opened(where, ledger)
