"""Who makes claims, under one id for all names; and which reports do not stand alone."""

from __future__ import annotations

from datetime import date
from typing import Literal

from .base import Record
from .codes import SourceKind

DependenceKind = Literal["copy", "cites", "same_source"]


class Source(Record):
    """One source of the registry: a speaker, an outlet that speaks in its own voice, or both.

    `aliases` are all names under which claims have it, the commonest first; `report` is set where nobody in particular
    speaks ("officials"), or a person known by name in one report alone: such a source is one of that report (of
    rows of a table: of the article at that address). `why` says what its names were put together by. `since` and
    `until` are days between which it is this source, where that is known.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: SourceKind = SourceKind.OTHER
    party: str | None = None
    since: date | None = None
    until: date | None = None
    outlet: bool = False
    report: str | None = None
    why: str = ""


class Dependence(Record):
    """Report `a` does not stand apart from report `b`: their texts are near copies, `a` cites `b`'s outlet, or both
    have it from the same source. `b` is the earlier of the two; `share` is how much of the words near copies share.
    """

    a: str
    b: str
    kind: DependenceKind
    why: str
    source: str | None = None
    share: float | None = None
