"""Claims by measure and party, each with its drawing on the measure's scale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from ..draw import Scale, range_axis
from ..model import Extent, Measure
from . import words
from .context import Context
from .record import PageClaim
from .rows import Relation, Row, build_row, place_name, relations_of, statement


@dataclass(frozen=True)
class Group:
    """Rows about one extent and place."""

    extent: str
    place: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class PartySection:
    """The claims of one measure about one party's people."""

    name: str
    anchor: str
    colour: int
    groups: tuple[Group, ...]
    claims: int


@dataclass(frozen=True)
class MeasureSection:
    """The claims of one measure, on one scale."""

    name: str
    anchor: str
    log: bool
    axis: Markup
    parties: tuple[PartySection, ...]
    claims: int
    zero: bool = False
    code: str = field(default="")


def measure_sections(context: Context) -> tuple[MeasureSection, ...]:
    """One section a measure, in the guide's order, over the claims that nobody has rejected."""
    live = context.live()
    relations = relations_of(context)
    result = []
    for measure in Measure:
        claims = [c for c in live if c.reading.measure == measure]
        if claims:
            result.append(_section(measure, claims, context, relations))
    return tuple(result)


def rejected_rows(context: Context) -> tuple[Row, ...]:
    """The claims that a person rejected, for a list of their own; they are drawn nowhere else."""
    claims = [c for c in context.claims if c.state == "rejected"]
    return tuple(build_row([c], context, None, {}) for c in claims)


def slug(*parts: str) -> str:
    """An id made of words."""
    return "-".join(re.sub(r"[^\w]+", "-", p.casefold()).strip("-") or "x" for p in parts)


def _bounds(claims: Iterable[PageClaim]) -> list[int]:
    return [b for c in claims for b in (c.reading.count.low, c.reading.count.high) if b is not None and b >= 0]


def _section(
    measure: Measure, claims: Sequence[PageClaim], context: Context, relations: dict[str, list[Relation]]
) -> MeasureSection:
    bounds = _bounds(claims)
    scale = Scale.covering(bounds)
    parties = dict.fromkeys(words.party_of(c.claim) for c in claims)
    order = sorted(parties, key=lambda p: p is None)
    sections = []
    for party in order:
        own = [c for c in claims if words.party_of(c.claim) == party]
        sections.append(
            PartySection(
                name=party or words.NOT_STATED,
                anchor=slug(measure.value, party or "no-party"),
                colour=context.colours.get(party or "", 0),
                groups=_groups(own, context, scale, relations),
                claims=len(own),
            )
        )
    return MeasureSection(
        name=words.measure_name(measure),
        anchor=slug(measure.value),
        log=scale.kind == "log",
        axis=Markup(range_axis(scale) if bounds else ""),
        parties=tuple(sections),
        claims=len(claims),
        zero=scale.zero,
        code=measure.value,
    )


def _groups(
    claims: Sequence[PageClaim], context: Context, scale: Scale, relations: dict[str, list[Relation]]
) -> tuple[Group, ...]:
    """By extent, then by place in the order of first appearance; same statements of one report in one row."""
    found: dict[tuple[Extent, str], dict[object, list[PageClaim]]] = {}
    for claim in sorted(claims, key=lambda c: list(Extent).index(c.reading.extent)):
        key = (claim.reading.extent, place_name(claim))
        found.setdefault(key, {}).setdefault(statement(claim), []).append(claim)
    return tuple(
        Group(
            extent=words.EXTENTS[extent],
            place=place,
            rows=tuple(build_row(same, context, scale, relations) for same in statements.values()),
        )
        for (extent, place), statements in found.items()
    )
