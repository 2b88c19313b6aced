"""The fields on which coders are compared, each with its scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..model import Reading
from .scales import Level

Value = str | int | None
NOT_SAID = "(not said)"
CLAIM = "claim"
"""Whether it is a claim at all: the field that no reading holds."""


@dataclass(frozen=True)
class Field:
    """A field: its scale, and its value in a reading. None: there is no number or day to compare.

    For a name or a code, that the text says none is a value too: it is what the coder decided.
    """

    name: str
    level: Level
    value: Callable[[Reading], Value]


def _said(value: str | None) -> str:
    return " ".join(value.casefold().split()) if value else NOT_SAID


def _bounds(reading: Reading) -> str:
    low, high = reading.count.low, reading.count.high
    return f"{'' if low is None else low}..{'' if high is None else high}"


def _day(value: date | None) -> int | None:
    return None if value is None else value.toordinal()


FIELDS = (
    Field("measure", "nominal", lambda r: r.measure.value),
    Field("count", "nominal", _bounds),
    Field("count.low", "ratio", lambda r: r.count.low),
    Field("count.high", "ratio", lambda r: r.count.high),
    Field("count.comparator", "nominal", lambda r: r.count.comparator.value),
    Field("victims.party", "nominal", lambda r: _said(r.victims.party if r.victims else None)),
    Field("victims.status", "nominal", lambda r: _said(r.victims.status.value if r.victims else None)),
    Field("source", "nominal", lambda r: _said(r.source[0].name if r.source else None)),
    Field("source.kind", "nominal", lambda r: _said(r.source[0].kind.value if r.source else None)),
    Field("stance", "nominal", lambda r: r.stance.value),
    Field("certainty", "nominal", lambda r: r.certainty.value),
    Field("verification", "nominal", lambda r: r.verification.value),
    Field("extent", "nominal", lambda r: r.extent.value),
    Field("place.name", "nominal", lambda r: _said(r.place.name if r.place else None)),
    Field("place.country", "nominal", lambda r: _said(r.place.country if r.place else None)),
    Field("place.precision", "nominal", lambda r: _said(r.place.precision.value if r.place else None)),
    Field("when.start", "interval", lambda r: _day(r.when.start)),
    Field("when.end", "interval", lambda r: _day(r.when.end)),
    Field("actor.party", "nominal", lambda r: _said(r.actor.party if r.actor else None)),
    Field("means", "nominal", lambda r: _said(r.means.value if r.means else None)),
    Field("superseded", "nominal", lambda r: "yes" if r.superseded else "no"),
)
"""The fields, in the order of a claim."""
