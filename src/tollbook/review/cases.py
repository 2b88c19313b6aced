"""Cases: persons killed, missing or detained, and pairs of namings that wait for a decision. Readers see no names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from tollbook.errors import LedgerError
from tollbook.model import Naming
from tollbook.reconcile.cases import SAME
from tollbook.run.case_views import case_row, naming_parts, origin_words
from tollbook.run.casing import PairView, judge_pair, match_cases, pairs_to_judge
from tollbook.run.own import wanted_values

from .access import Person
from .bench import Workbench
from .frame import frame
from .own_panel import AskedOwn, own_filters, own_panel, own_query
from .pages import render
from .permissions import Role

PAGE = 50
PAIRS = 25
"""Pairs that the list of cases shows at most."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as a page shows it."""

    key: str
    sides: tuple[tuple[str, ...], ...]
    label: str
    chance: str
    why: str
    verdict: str | None


def cases_page(bench: Workbench, start: int, person: Person, asked: AskedOwn = ()) -> str:
    """All cases, those of most namings first, and for those who may decide the likeliest pairs."""
    names = person.may(Role.CODER)
    filters = own_filters(bench.ledger, "case", asked, person)
    chosen = bench.ledger.ids_with_values("case-", wanted_values(bench.ledger.project(), "case", dict(asked)))
    namings = _seen(bench, bench.ledger.namings(), person)
    rows = []
    for case in bench.ledger.cases(chosen):
        own = [namings[member] for member in case.members if member in namings]
        if own:
            rows.append(case_row(case, own, names=names))
    rows.sort(key=lambda row: (-row["namings"], row["id"]))
    pairs = [_pair(view) for view in pairs_to_judge(bench.ledger)] if person.may(Role.REVIEWER) else []
    return render(
        "cases.html.j2",
        **frame(bench, person, "Cases"),
        rows=rows[start : start + PAGE],
        number=len(rows),
        start=start,
        more=start + PAGE if len(rows) > start + PAGE else None,
        pairs=pairs[:PAIRS],
        waiting=len(pairs),
        made=bench.ledger.cases_made_to() is not None,
        names=names,
        own_filters=filters,
        asked_own=asked,
        query=urlencode(own_query(asked)),
    )


def case_page(bench: Workbench, given: str, person: Person) -> str:
    """One case: each naming of the person, the pairs that hold it together, and what became of its id."""
    id_ = bench.ledger.resolve_case(given)
    names = person.may(Role.CODER)
    namings = _seen(bench, bench.ledger.namings(id_), person)
    if not namings:
        raise LedgerError(f"{given}: no such case. The list of cases has those that there are.")
    (case,) = bench.ledger.cases({id_})
    pairs = pairs_to_judge(bench.ledger, everything=True, case=id_) if person.may(Role.REVIEWER) else []
    return render(
        "case.html.j2",
        **frame(bench, person, "Case"),
        id=id_,
        row=case_row(case, list(namings.values()), names=names),
        namings=[
            {
                "id": naming_id,
                "parts": naming_parts(naming, names=names),
                "origin": origin_words(naming) if names else naming.list_name or "a report",
                "claim": naming.mention,
            }
            for naming_id, naming in namings.items()
        ],
        pairs=[_pair(view) for view in pairs],
        own=own_panel(bench.ledger, id_, person),
        events=bench.ledger.case_events(id_),
        names=names,
    )


def _seen(bench: Workbench, namings: Mapping[str, Naming], person: Person) -> dict[str, Naming]:
    """The namings that somebody may know of: not those that restricted reports alone hold."""
    hidden = bench.mentions_hidden_from(person)
    return {id_: naming for id_, naming in namings.items() if naming.mention not in hidden}


def _pair(view: PairView) -> PairRow:
    return PairRow(
        key=view.pair.key,
        sides=tuple((*naming_parts(side), origin_words(side)) for side in (view.a, view.b)),
        label=f"{view.a.label}; {view.b.label}",
        chance=f"{view.pair.probability:.2f}",
        why=", ".join(view.pair.why),
        verdict=view.verdict,
    )


def judge(bench: Workbench, pair: str, verdict: str, why: str, *, by: str) -> None:
    """Record whether two namings are of one person."""
    if not pair.startswith(SAME) or pair.count(":") != 2:
        raise LedgerError(f"{pair}: is no pair of namings. Open the list of cases anew.")
    _, a, b = pair.split(":")
    judge_pair(bench.where, a, b, verdict=verdict, by=by, why=why.strip() or None)


def match(bench: Workbench) -> None:
    """Make the cases anew."""
    match_cases(bench.where)
