"""The queue: what to review next, by how much a claim could move, with filters and progress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tollbook.ledger import Filter, Ledger, Length, StoredClaim, Wanted
from tollbook.run.influence import Influence
from tollbook.run.own import wanted_values
from tollbook.run.range_words import range_words

from .bench import Workbench
from .own_panel import AskedOwn, own_query

PAGE = 25
ORDERS = ("influence", "reading")
STATES = ("machine", "unsure", "accepted", "corrected", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the queue's form asks for; empty fields filter nothing."""

    state: str = "machine"
    measure: str = ""
    party: str = ""
    source: str = ""
    place: str = ""
    text: str = ""
    mine: bool = False
    given: str = ""
    order: str = "influence"
    page: int = 1
    own: AskedOwn = ()

    def query(self, **changes: Any) -> str:
        """These filters as the query of an address, the defaults left out."""
        names = [name for name in self.__slots__ if name != "own"]
        values = {name: getattr(self, name) for name in names} | changes
        default = {name: getattr(Asked(), name) for name in names}
        said = {name: int(v) if v is True else v for name, v in values.items() if v != default[name]}
        return urlencode({**said, **own_query(self.own)})


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of all claims people have decided, by state."""

    total: int
    by_state: Mapping[str, int]

    @property
    def reviewed(self) -> int:
        """Claims that a person has accepted, corrected or rejected."""
        return sum(self.by_state.get(state, 0) for state in ("accepted", "corrected", "rejected"))


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue. `has_next`: another page follows."""

    claims: tuple[StoredClaim, ...]
    length: Length
    page: int
    has_next: bool
    influence: Mapping[str, Influence]

    @property
    def pages(self) -> int:
        """How many pages the claims that were counted take."""
        return max(1, -(-self.length.claims // PAGE))


def progress(ledger: Ledger) -> Progress:
    """How far the review of the ledger has come."""
    counted: Counter[str] = Counter()
    for (state, _), number in ledger.totals().items():
        counted[state] += number
    return Progress(sum(counted.values()), counted)


def report_progress(ledger: Ledger, report: str) -> Progress:
    """How far the review of a report has come."""
    counted = {state: number for (_, state), number in ledger.count_states([report]).items()}
    return Progress(sum(counted.values()), counted)


def queue(bench: Workbench, asked: Asked, person: str, without: frozenset[str] = frozenset()) -> Queue:
    """The claims that are asked for, the most influential first, then in the order of reports and of the text."""
    bench.renew()
    wanted = Wanted(
        filter=_filter(asked),
        judged_by=person if asked.mine else None,
        given_to=asked.given or None,
        without=without,
        by_influence=asked.order == "influence",
        own=wanted_values(bench.ledger.project(), "claim", dict(asked.own)),
    )
    length, page, claims = bench.ledger.queue_page(wanted, asked.page, size=PAGE)
    shown = tuple(claims[:PAGE])
    influence = bench.influence([claim.id for claim in shown])
    return Queue(shown, length, page, len(claims) > PAGE, influence)


def _filter(asked: Asked) -> Filter:
    return Filter(
        state=asked.state if asked.state in STATES else None,  # type: ignore[arg-type]  # one of State's words
        retired=False if asked.state == "machine" else None,
        measure=asked.measure or None,
        party=asked.party or None,
        source=asked.source or None,
        place=asked.place or None,
        text=asked.text or None,
    )


def would_be(influence: Influence) -> str:
    """What a claim moves, in a line for people."""
    now = range_words(*influence.now)
    then = "no figure" if influence.without is None else range_words(*influence.without)
    what = influence.measure.replace("_", " ")
    subject = influence.name if what in influence.name else f"{what}, {influence.name}"  # a period's name says it
    said = f"{subject}: {now} under {influence.policy}"
    return f"{said}, as without it" if then == now else f"{said}; without it {then}"
