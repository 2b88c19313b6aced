"""The queue: what to review next, by how much a claim could move, with filters and progress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tollbook.ledger import ClaimHead, Filter, Ledger, StoredClaim
from tollbook.run.influence import Influence
from tollbook.run.range_words import range_words

from .bench import Workbench

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
    order: str = "influence"
    page: int = 1

    def query(self, **changes: Any) -> str:
        """These filters as the query of an address, the defaults left out."""
        values = {name: getattr(self, name) for name in self.__slots__} | changes
        default = {name: getattr(Asked(), name) for name in self.__slots__}
        return urlencode({name: int(v) if v is True else v for name, v in values.items() if v != default[name]})


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
    """One page of the queue."""

    claims: tuple[StoredClaim, ...]
    found: int
    pages: int
    influence: Mapping[str, Influence]


def progress(ledger: Ledger, report: str | None = None) -> Progress:
    """How far the review of the ledger, or of one report, has come."""
    counted: Counter[str] = Counter()
    for (report_id, state), number in ledger.count_states().items():
        if report in (None, report_id):
            counted[state] += number
    return Progress(sum(counted.values()), counted)


def queue(bench: Workbench, asked: Asked, person: str) -> Queue:
    """The claims that are asked for, the most influential first, then in the order of reports and of the text."""
    heads = [head for head in bench.ledger.claim_heads(_filter(asked)) if not asked.mine or head.judged_by == person]
    influence = bench.influence()
    if asked.order == "influence":
        heads.sort(key=lambda head: -_move(influence, head))  # stable: equals stay in the order of reading
    pages = max(1, -(-len(heads) // PAGE))
    start = (min(asked.page, pages) - 1) * PAGE
    claims = bench.ledger.claims_by_id([head.id for head in heads[start : start + PAGE]])
    return Queue(tuple(claims), len(heads), pages, influence)


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


def _move(influence: Mapping[str, Influence], head: ClaimHead) -> int:
    return influence[head.id].move if head.id in influence else -1


def would_be(influence: Influence) -> str:
    """What a claim moves, in a line for people."""
    now = range_words(*influence.now)
    then = "no figure" if influence.without is None else range_words(*influence.without)
    what = influence.measure.replace("_", " ")
    said = f"{what}, {influence.name}: {now} under {influence.policy}"
    return f"{said}, as without it" if then == now else f"{said}; without it {then}"
