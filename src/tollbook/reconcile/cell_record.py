"""The record of one cell: who depends on whom, links, incidents, periods and series, from its claims alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tollbook.model import Dependence, Link, Source

from .kept import Kept
from .subject import SubjectKind


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that are together about one thing, before it has an id; `body` is its record in JSON form."""

    kind: SubjectKind
    name: str
    claims: tuple[str, ...]
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CellRecord:
    """What was made of one cell. A claim is in at most one group of each kind. `sources` are those of its claims, each
    with how many of them it makes as the nearest speaker, or in its own voice. `kept` is what reports that come later
    must know of it, of a large cell."""

    links: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    dependences: tuple[Dependence, ...] = ()
    sources: tuple[tuple[Source, int], ...] = ()
    kept: Kept | None = None
