"""What people did in the workbench, as it was asked for. What they decided stands in the judgements."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from ..schema_people import activities


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that somebody did: `about` names it further, `address` is where the request came from."""

    id: int
    at: str
    who: str
    what: str
    about: str
    address: str


def note(conn: Connection, at: str, who: str, what: str, about: str, address: str) -> None:
    """Add a line."""
    row = {"at": at, "who": who, "what": what, "about": about[:2000], "address": address}
    conn.execute(insert(activities).values(row))


def newest(conn: Connection, *, who: str | None = None, before: int | None = None, limit: int = 100) -> list[Activity]:
    """The newest lines first, of one person where `who` is given, those before an id."""
    wanted = select(activities).order_by(activities.c.id.desc()).limit(limit)
    if who:
        wanted = wanted.where(activities.c.who == who)
    if before is not None:
        wanted = wanted.where(activities.c.id < before)
    return [Activity(*row) for row in conn.execute(wanted)]
