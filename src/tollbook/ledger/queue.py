"""The claims in the order of review, a page at a time: a look-up takes as long in a large ledger as in a small one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from sqlalchemy import ColumnElement, Connection, func, select

from . import schema
from .claim_names import MOST, first_of_names, has_name, names_like
from .claim_words import first_with_words, indexed_whole
from .claims import Filter, State, StoredClaim, conditions, select_claims
from .codec import words
from .narrowed import Narrowed, narrowed
from .own_values import WantedValue, holds
from .schema_people import assignments

COUNTED = 1000
"""Filtered claims are counted so far and no farther: to say that there are more is enough."""
_BATCH = 500
_FARTHEST = 2**31
"""No queue is read farther than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which claims of the queue: those that the filter lets through, of these the ones last judged by a person, and the
    ones in reports that somebody was given to review.

    In the order of what they move, the most first, then of reports and places in them; or in the latter order alone.
    """

    filter: Filter = field(default_factory=Filter)
    judged_by: str | None = None
    given_to: str | None = None
    without: frozenset[str] = frozenset()
    """Reports whose claims are left out."""
    own: tuple[WantedValue, ...] = ()
    """Values of the project's own fields."""
    by_influence: bool = True


def page(conn: Connection, wanted: Wanted, few: Narrowed | None, *, skip: int, take: int) -> list[StoredClaim]:
    """The claims from place `skip` of the queue on, `take` of them at most; `few` is what `narrow` found."""
    c = schema.current_claims.c
    if few is not None and few.places is not None:
        places = sorted(few.places, key=lambda place: place if wanted.by_influence else place[1:])
        return claims_by_id(conn, [id_ for *_, id_ in places[skip : skip + take]])
    order = (c.turn, c.position) if wanted.by_influence else (c.position,)
    query = select(c.mention_id).where(*_conditions(conn, wanted)).order_by(*order).offset(skip).limit(take)
    return claims_by_id(conn, list(conn.execute(query).scalars()))


@dataclass(frozen=True, slots=True)
class Length:
    """How many claims a queue holds; `more`: there are others, which were not counted."""

    claims: int
    more: bool = False


def length(conn: Connection, wanted: Wanted, few: Narrowed | None) -> Length:
    """How many claims the queue holds; filtered ones are counted up to `COUNTED`. `few` is what `narrow` found."""
    plain = Filter(state=wanted.filter.state, retired=wanted.filter.retired)
    if wanted == Wanted(filter=plain, by_influence=wanted.by_influence):  # what the totals are kept by
        state, retired = wanted.filter.state, wanted.filter.retired
        held = totals(conn)
        return Length(sum(n for (s, r), n in held.items() if state in (None, s) and retired in (None, r)))
    if few is not None:
        number = max(few.at_least, len(few.places or ()))
        return Length(min(number, COUNTED), more=few.places is None or number > COUNTED)
    some = select(schema.current_claims.c.mention_id).where(*_conditions(conn, wanted)).limit(COUNTED + 1).subquery()
    number = conn.execute(select(func.count()).select_from(some)).scalar_one()
    return Length(min(number, COUNTED), more=number > COUNTED)


def narrow(conn: Connection, wanted: Wanted, *, to: int = 0) -> Narrowed | None:
    """The claims that a queue is of, where its filter leads to few, or the first of them, as many as are counted and
    `to` at least; None where the order of the queue leads to them."""
    if wanted.given_to is None and not wanted.filter.text:
        found = _named(conn, wanted, min(max(to, COUNTED + 1), _FARTHEST))
        if found is not None:
            return found
    f, asked = wanted.filter, words(wanted.filter.text or "")
    if asked and wanted.by_influence and wanted.given_to is None and f.source is None and f.place is None:
        further = _beside(conn, wanted, replace(f, text=None if indexed_whole(asked) else f.text))
        first = min(to, _FARTHEST)
        places, number = first_with_words(conn, asked, f.state, further, first=first, counted=COUNTED + 1)
        return Narrowed(places, number)
    return narrowed(conn, wanted.filter, wanted.given_to, _conditions(conn, wanted, indexed=False))


def _named(conn: Connection, wanted: Wanted, number: int) -> Narrowed | None:
    """The first claims of the queue, so many, by the kept names of sources or places; None where none is asked for, or
    what is asked for stands in very many names of very many claims."""
    f = wanted.filter
    asked = {"source": f.source, "place": f.place if f.place and len(f.place) != 2 else None}  # two letters: a country
    like = {kind: names_like(conn, kind, name) for kind, name in asked.items() if name and "\n" not in name}
    if not like:
        return None
    first, *others = sorted(like.values(), key=lambda names: sum(names.values()))
    if (len(first) > MOST and sum(first.values()) > COUNTED * MOST) or any(len(names) > _BATCH for names in others):
        return None
    source, place = (None if kind in like else named for kind, named in (("source", f.source), ("place", f.place)))
    conditions = _beside(conn, wanted, replace(f, source=source, place=place))
    conditions += [has_name(names) for names in others]
    found = first_of_names(conn, first, f.state, conditions, by_influence=wanted.by_influence, number=number)
    return Narrowed(found)


def _beside(conn: Connection, wanted: Wanted, rest: Filter) -> list[ColumnElement[bool]]:
    """What is asked of claims beside their state; `rest` is the filter without what leads to them."""
    live = rest.retired is False and rest.state == "machine"  # what is retired and not judged is no current claim
    further = replace(rest, state=None, retired=None if live else rest.retired)
    asked = replace(wanted, filter=further, by_influence=True)
    return [] if asked == Wanted() else _conditions(conn, asked, indexed=False)


def _conditions(conn: Connection, wanted: Wanted, *, indexed: bool = True) -> list[ColumnElement[bool]]:
    c, found = schema.current_claims.c, conditions(wanted.filter, indexed=indexed)
    if wanted.judged_by is not None:
        found = [*found, (c.judged_by if indexed else c.judged_by.concat("")) == wanted.judged_by]
    if wanted.given_to is not None and indexed:  # else these reports are what leads to the claims
        given = select(assignments.c.report_id).where(assignments.c.name == wanted.given_to)
        found = [*found, c.report_id.in_(given)]
    if wanted.without:
        found = [*found, c.report_id.not_in(sorted(wanted.without))]
    return [*found, *holds(conn, c.mention_id, "m-", wanted.own)]


def claims_by_id(conn: Connection, ids: Sequence[str]) -> list[StoredClaim]:
    """The current claims of these ids, in the order given; ids without a current claim are left out."""
    found: dict[str, StoredClaim] = {}
    for start in range(0, len(ids), _BATCH):
        batch = schema.current_claims.c.mention_id.in_(ids[start : start + _BATCH])
        found |= {claim.id: claim for claim in select_claims(conn, Filter(), batch)}
    return [found[id_] for id_ in ids if id_ in found]


def totals(conn: Connection) -> Mapping[tuple[State, bool], int]:
    """The number of current claims by state, live (False) and retired (True)."""
    known = {state: state for state in get_args(State)}
    rows = conn.execute(select(schema.claim_totals).where(schema.claim_totals.c.number > 0))
    return {(known[row.state], row.retired): row.number for row in rows}


def count_states(conn: Connection, report_ids: Sequence[str]) -> dict[tuple[str, str], int]:
    """The number of current claims of these reports, by report and state."""
    c = schema.current_claims.c
    counted: dict[tuple[str, str], int] = {}
    for start in range(0, len(report_ids), _BATCH):
        among = c.report_id.in_(report_ids[start : start + _BATCH])
        query = select(c.report_id, c.state, func.count()).where(among).group_by(c.report_id, c.state)
        counted |= {(report_id, state): number for report_id, state, number in conn.execute(query)}
    return counted
