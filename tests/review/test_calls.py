"""Every route of the workbench, called by everybody with what its description allows, what it forbids, and ids that are
there: nothing that can be made up breaks it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import strategies as st

from tests.publish import war
from tollbook.ledger import Ledger
from tollbook.model import CodingTask, Fate, Naming, OwnField, Project
from tollbook.reconcile import load_policy
from tollbook.review import Workbench, make_app
from tollbook.review.bench import seen
from tollbook.review.pages import STATIC
from tollbook.review.permissions import Role
from tollbook.run.casing import match_cases
from tollbook.run.coding import open_coding
from tollbook.run.reconciling import reconcile_at

from .conftest import HOST, HOSTILE, OURS, STRIKE, fill

EXAMPLES = int(os.environ.get("TOLLBOOK_SOAK_CALLS", "2"))
"""Calls of each route in each role; `make soak` makes more."""
TEMPLATES = Path(__file__).parents[2] / "src" / "tollbook" / "review" / "templates"
LETTERS = st.text(st.characters(codec="utf-8"), max_size=30)
OWN = ("own.desk", "own.note", "own.homes", "own.status", "own.seen_on", "own.none")
ROLES = ("anyone", *(role.value for role in Role))
REMADE = ("/record/reconcile", "/cases/match")
"""Routes that make the whole record anew: a call of each tells as much as many."""


def names_in_forms() -> list[str]:
    """The names of all fields of all forms: routes that read a form by themselves do not describe it."""
    found = {n for page in TEMPLATES.glob("*.j2") for n in re.findall(r'name="([a-z_.0-9]+)"', page.read_text())}
    return sorted({*found, *OWN, "measure.0", "count.0"})


@dataclass
class House:
    """A workbench for a team with something of everything in it, and who may come in."""

    ledger: Ledger
    app: Any
    there: dict[str, list[str]]
    called: Counter[str] = field(default_factory=Counter)

    def session(self, role: str) -> str:
        """A new session of the account of that role, whatever calls have done to it; none for anybody."""
        if role == "anyone":
            return ""
        people = self.ledger.people
        account = people.account(role)
        assert account is not None
        if account.closed:
            people.reopen_account(role)
        if account.role != role:
            people.set_role(role, Role(role))
        return people.start_session(account)

    @property
    def ids(self) -> list[str]:
        return [id_ for ids in self.there.values() for id_ in ids]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    where = str(tmp_path / "war.ledger")
    with Ledger.open(where) as ledger:
        fill(ledger, [war.STRIKE, war.HOSTILE], [*STRIKE, *HOSTILE])
        own = (("desk", "claim", "choice"), ("note", "claim", "text"), ("homes", "incident", "number"),
               ("seen_on", "case", "date"))  # fmt: skip
        fields = [{"name": n, "on": o, "type": t, "choices": ("a", "b") if t == "choice" else ()} for n, o, t in own]
        ledger.set_project(Project(fields=tuple(map(OwnField.model_validate, fields))))
        person = {"list_name": "ministry", "fate": Fate.KILLED, "place": "Hama"}
        namings = [Naming.model_validate({**person, "source_id": str(n), "name": "Omar Aziz"}) for n in (1, 2)]
        ledger.note_list("ministry", namings, b"ministry", file="m.csv", by="A. Coder")
        reconcile_at(where)
        match_cases(where)
        app = make_app(Workbench(where, ledger, [load_policy("ucdp")]), None, hosts=frozenset((HOST,)))
        for role in ROLES[1:]:
            _, secret = ledger.people.invite(role, "", "the console", timedelta(days=1))
            ledger.people.join(secret, role, "not a hash")
        coding = open_coding(ledger, CodingTask(reports=(war.STRIKE.id,), first="coder", second="reviewer"), by="admin")
        yield House(ledger, app, ids_of(ledger, coding))


def ids_of(ledger: Ledger, coding: str) -> dict[str, list[str]]:
    subjects = {kind: [s.id for s in ledger.subjects() if s.kind == kind] for kind in ("incident", "period", "series")}
    return {
        "claim": [claim.id for claim in STRIKE[:2]],
        "report": [war.STRIKE.id, war.HOSTILE.id],
        "subject": [*subjects["incident"], *subjects["period"], *subjects["series"], STRIKE[0].id],
        "source": [source.id for source, _ in ledger.list_sources(limit=5)],
        "case": [case.id for case in ledger.cases()],
        "coding": [coding],
        "name": sorted(STATIC),
        "token": ["t-none"],
        "invitation": ["n-none"],
    }


def right_form(house: House, route: str, at: dict[str, Any]) -> dict[str, str]:
    """A form that the route takes for what it is called on, where it takes one."""
    claim, text = str(at.get("claim", "")), war.STRIKE.text
    stands = house.ledger.claim(claim) if claim in house.there["claim"] else None
    sign = {"seen": seen(stands)} if stands is not None else {}
    words = {"words": text[:40], "measure": "killed", "count": "41", "at": "0"}
    incident = {"measure.0": "killed", "count.0": "3", "place": "Aden", "first": "2031-03-02", "own.homes": "4"}
    other = house.there["subject"][0]
    forms = {
        "POST /claims/{claim}/judge": {"verdict": "accept", **sign},
        "POST /claims/{claim}/correct": {"stated": "at least 77", **sign},
        "POST /claims/{claim}/evidence": {"words": text[:60], "at": "0", **sign},
        "POST /reports/{report}/claims": words,
        "POST /add": {**words, "text": text[:90], "name": "note"},
        "POST /add/incident": {**incident, "text": "She said that 3 were killed."},
        "POST /incidents/{subject}/judge": {"verdict": "accept", "why": "so it is"},
        "POST /incidents/{subject}/merge": {"other": other},
        "POST /incidents/{subject}/split": {"claims": house.there["claim"][0]},
        "POST /codings": {"report": war.HOSTILE.id, "first": "coder", "second": "admin"},
        "POST /codings/{coding}/{report}": words,
        "POST /codings/{coding}/{report}/settle": {**words, "claim": house.there["claim"][0], "take": "first"},
        "POST /work/assign": {"name": "coder", "report": war.STRIKE.id},
        "POST /people/role": {"name": "coder", "role": "reader"},
        "POST /people/close": {"name": "reader"},
        "POST /own/{subject}": {"own.desk": "a", "own.note": "x", "own.homes": "2", "back": "1"},
        "POST /cases/judge": {"pair": "same:p-1:p-2", "verdict": "accept"},
    }
    return forms.get(route, {})


def form_of(draw: Any, house: House, names: list[str]) -> dict[str, str]:
    """A form with some fields, each with words, an id that is there, or what such fields take."""
    value = st.one_of(LETTERS, st.sampled_from([*house.ids, "1", "0", "killed", "accept", "2031-03-02", "41", "i-"]))
    found: dict[str, str] = draw(st.dictionaries(st.sampled_from(names), value, max_size=12))
    return found


@dataclass
class Route:
    """One route of the description, and what is sent to it."""

    house: House
    client: TestClient
    operation: Any
    names: list[str]

    @property
    def said(self) -> str:
        return f"{self.operation.method.upper()} {self.operation.path}"

    def call(self, case: Any, role: str, draw: Any) -> None:
        """Call it as somebody of that role. Fails on any 5xx."""
        for name in case.path_parameters or {}:
            if draw(st.integers(0, 4)):
                case.path_parameters[name] = draw(st.sampled_from(self.house.there.get(name) or ["none"]))
        sent = case.as_transport_kwargs(base_url=f"http://{HOST}")
        given = {k: v for k, v in (sent.get("headers") or {}).items() if k.lower() not in ("cookie", "host")}
        sent["headers"] = given | {**OURS, "cookie": f"tollbook={self.house.session(role)}", "host": HOST}
        sent.pop("cookies", None)
        right = right_form(self.house, self.said, case.path_parameters or {})
        if right and draw(st.booleans()):
            spoilt = form_of(draw, self.house, sorted(right)) if draw(st.booleans()) else {}
            sent["data"] = right | spoilt
        elif self.said.startswith("POST") and self.operation.definition.raw.get("requestBody") is None:
            sent["data"] = form_of(draw, self.house, self.names)
        elif self.said.startswith("GET") and draw(st.booleans()):
            sent["params"] = {**(sent.get("params") or {}), draw(st.sampled_from(OWN)): draw(LETTERS)}
        answer = self.client.request(**sent)
        assert answer.status_code < 500, (role, sent, answer.text[:500])
        self.house.called[role] += 1
        if answer.status_code < 400:
            self.house.called[self.said] += 1


def attack(house: House, examples: int) -> None:
    """Call every route of the description in every role."""
    client = TestClient(house.app, base_url=f"http://{HOST}", follow_redirects=False, raise_server_exceptions=False)
    names = names_in_forms()
    for found in schemathesis.openapi.from_dict(house.app.openapi()).get_all_operations():
        route = Route(house, client, found.ok(), names)
        settings = hypothesis.settings(
            max_examples=1 if route.operation.path in REMADE else examples,
            deadline=None,
            database=None,
            suppress_health_check=list(hypothesis.HealthCheck),
            phases=[hypothesis.Phase.generate],
        )
        for role in ROLES:

            @hypothesis.given(route.operation.as_strategy(), st.data())
            def call(case: Any, data: Any) -> None:
                route.call(case, role, data.draw)  # noqa: B023 - called before the next route and role are taken

            hypothesis.seed(ROLES.index(role))(settings(call))()


def test_no_call_that_can_be_made_up_breaks_the_workbench(house: House) -> None:
    attack(house, EXAMPLES)
    assert min(house.called[role] for role in ROLES) > 10
    reached = [name for name in house.called if " " in name]
    assert len(reached) > 30, sorted(reached)  # calls that are only refused would find little
    assert house.ledger.verify().ok
